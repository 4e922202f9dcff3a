"""OpenDocument texts (.odt, and .fodt in a single XML file), with tracked changes as accepted."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import suppress
from xml.etree import ElementTree as ET

from quotecheck.errors import InputError
from quotecheck.formats import xml
from quotecheck.formats.content import Block, Content
from quotecheck.formats.opendocument_body import OpenDocumentBody
from quotecheck.formats.opendocument_styles import OpenDocumentStyles
from quotecheck.formats.package import Package

WHAT = "OpenDocument text"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
PREFIXES = {
    **{f"{_OASIS}{name}:1.0": name for name in ("office", "text", "table", "style", "meta")},
    f"{_OASIS}drawing:1.0": "draw",
    f"{_OASIS}xsl-fo-compatible:1.0": "fo",
    f"{_OASIS}svg-compatible:1.0": "svg",
    "http://purl.org/dc/elements/1.1/": "dc",
}
_IN_CONTENT = frozenset({"office:automatic-styles", "office:text"})
_IN_STYLES = frozenset({"office:styles"})
_IN_META = frozenset({"office:meta"})
_ABOUT = frozenset(
    {"dc:title", "dc:creator", "dc:date", "meta:initial-creator", "meta:creation-date"}
)


def read(data: bytes, path: str) -> Iterator[Content]:
    """The one document of an OpenDocument file: its text, then its foot- and endnotes.

    Headers, footers, comments and hidden text are left out; the last two are told.
    """
    document = _Document(path)
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        document.take(data, _IN_CONTENT | _IN_STYLES | _IN_META)
    else:
        package = Package(data, path, WHAT)
        check_kind(package)
        document.take_optional(package, "styles.xml", "styles", _IN_STYLES)
        document.take_optional(package, "meta.xml", "properties", _IN_META)
        document.take(package.read("content.xml"), _IN_CONTENT)
    yield document.content()


def check_kind(package: Package) -> None:
    """Raise InputError for a package that holds no text, or one that is locked."""
    kind = package.find("mimetype") or b""
    if kind and not kind.startswith(b"application/vnd.oasis.opendocument.text"):
        raise InputError(f"is not an {WHAT}", path=package.path, hint="save it as .odt or as text")
    if b"encryption-data" in (package.find("META-INF/manifest.xml") or b""):
        raise InputError(
            "is protected with a password", path=package.path, hint="save a copy without it"
        )


def styles_of(package: Package, root: ET.Element) -> OpenDocumentStyles:
    """The styles of a package whose main part is ``root``; those that are damaged are left out."""
    styles = OpenDocumentStyles()
    with suppress(InputError):
        data = package.find("styles.xml")
        if data is not None:
            for each in xml.children(data, package.path, WHAT, _IN_STYLES, PREFIXES):
                _take_style(styles, each)
    for group in xml.each_child(root, "office:automatic-styles"):
        for each in group:
            _take_style(styles, each)
    return styles


def _take_style(styles: OpenDocumentStyles, element: ET.Element) -> None:
    if element.tag == "style:style":
        styles.add(element)


class _Document:
    """Gathers what the parts of a document hold."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._about: dict[str, str] = {}
        self._blocks: list[Block] = []
        self._warnings: list[str] = []
        self._styles = OpenDocumentStyles()
        self._body = OpenDocumentBody(self._styles)

    def take(self, data: bytes, inside: Collection[str]) -> None:
        """Take up the children of some elements of a part."""
        for element in xml.children(data, self._path, WHAT, inside, PREFIXES):
            if element.tag == "style:style":
                self._styles.add(element)
            elif element.tag in _ABOUT:
                self._about[element.tag] = " ".join((element.text or "").split())
            else:
                self._blocks.extend(self._body.read(element))

    def take_optional(
        self, package: Package, name: str, what: str, inside: Collection[str]
    ) -> None:
        """Take up a part without which the text can be read; damage is told."""
        try:
            part = package.find(name)
            if part is not None:
                self.take(part, inside)
        except InputError as error:
            self._warnings.append(f"its {what} could not be read: {error.reason}")

    def content(self) -> Content:
        """All that was taken up."""
        about = self._about
        self._blocks.extend(self._body.notes())
        return Content(
            tuple(self._blocks),
            WHAT,
            title=about.get("dc:title") or None,
            author=about.get("meta:initial-creator") or about.get("dc:creator") or None,
            date=about.get("meta:creation-date") or about.get("dc:date") or None,
            notes=(*self._body.warnings(), *self._warnings),
        )
