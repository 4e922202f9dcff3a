"""The text of Word documents and web pages.

The text as read here is what every offset counts from: a paragraph a line, an empty line between
paragraphs. Both formats are hostile until shown otherwise: sizes are capped, a document type
declaration (the way to entity bombs) is refused, nothing is ever fetched.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

from quotecheck.errors import InputError

MAX_XML_BYTES = 50_000_000

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def docx_text(data: bytes, path: str) -> tuple[str, tuple[str, ...]]:
    """The text of a Word document with tracked changes taken as accepted, and warnings.

    Raises InputError for what is no Word document.
    """
    xml = _member(data, "word/document.xml", path)
    if b"<!DOCTYPE" in xml[:4096]:
        raise InputError("has a document type declaration, which Word never writes", path=path)
    try:
        body = ET.fromstring(xml)  # noqa: S314 - no DTD gets here, and expat caps entities
    except ET.ParseError as error:
        raise InputError(f"is a damaged Word document: {error}", path=path) from error
    tracked = any(body.iter(f"{_W}ins")) or any(body.iter(f"{_W}del"))
    warning = "has tracked changes; they were read as accepted"
    paragraphs = (_paragraph(each) for each in body.iter(f"{_W}p"))
    return "\n\n".join(filter(None, paragraphs)), ((warning,) if tracked else ())


def _member(data: bytes, name: str, path: str) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open(name) as member:
            xml = member.read(MAX_XML_BYTES + 1)
    except (zipfile.BadZipFile, KeyError, RuntimeError, OSError, NotImplementedError) as error:
        raise InputError(
            "is no Word document", path=path, hint="save it as .docx or as text"
        ) from error
    if len(xml) > MAX_XML_BYTES:
        raise InputError(f"holds more than {MAX_XML_BYTES / 1e6:.0f} MB of text", path=path)
    return xml


def _paragraph(paragraph: ET.Element) -> str:
    breaks = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "\u2011"}
    # Deleted words stand in w:delText, so w:t alone is the accepted text.
    pieces = [
        piece.text or "" if piece.tag == f"{_W}t" else breaks.get(piece.tag, "")
        for piece in paragraph.iter()
    ]
    return "".join(pieces).strip()


_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "dd", "details", "div", "dl", "dt"}
    | {"fieldset", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr"}
    | {"li", "main", "ol", "p", "pre", "section", "table", "td", "th", "tr", "ul"}
)
_LEFT_OUT = frozenset(
    {"script", "style", "noscript", "template", "svg", "nav", "footer", "form", "button"}
    | {"select", "iframe", "head"}
)


def html_text(page: str) -> str:
    """The text of a web page: headings, paragraphs, captions, block quotes; <q> gets its marks."""
    reader = _Page()
    reader.feed(page)
    reader.close()
    return "\n\n".join(reader.paragraphs())


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.left_out: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - the base class passes it
        if tag in _LEFT_OUT:
            self.left_out.append(tag)
        elif tag in _BLOCKS or tag == "br":
            self.pieces.append("\0")
        elif tag == "q":
            self.pieces.append("“")

    def handle_endtag(self, tag: str) -> None:
        if self.left_out:
            if tag == self.left_out[-1]:
                self.left_out.pop()
        elif tag in _BLOCKS:
            self.pieces.append("\0")
        elif tag == "q":
            self.pieces.append("”")

    def handle_data(self, data: str) -> None:
        if not self.left_out:
            self.pieces.append(data.replace("\0", ""))

    def paragraphs(self) -> Iterator[str]:
        for block in "".join(self.pieces).split("\0"):
            if text := re.sub(r"[ \t\r\n\f]+", " ", block).strip():
                yield text
