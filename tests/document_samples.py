"""Office documents that the tests write: zip packages, Word bodies, OpenDocument bodies, books."""

from __future__ import annotations

import io
import zipfile

from quotecheck.formats import contents

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_ODF = "".join(
    f' xmlns:{prefix}="{_OASIS}{name}:1.0"'
    for prefix, name in {
        **{name: name for name in ("office", "text", "table", "style", "meta")},
        "draw": "drawing",
        "fo": "xsl-fo-compatible",
        "svg": "svg-compatible",
    }.items()
)
_ODF += ' xmlns:dc="http://purl.org/dc/elements/1.1/"'


def zipped(members):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return file.getvalue()


def docx(body, parts=None, namespace=WORD, head=""):
    """A Word document; `parts` are the elements inside further parts, by name."""
    extra = ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    roots = {"document": f"<w:body>{body}</w:body>", **(parts or {})}
    return zipped(
        {
            f"word/{name}.xml": f'<?xml version="1.0"?>{head}'
            f'<w:{name} xmlns:w="{namespace}"{extra}>{inner}</w:{name}>'
            for name, inner in roots.items()
        }
    )


def paragraph(text, properties=""):
    return f'<w:p>{properties}<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def odt(body, styles="", members=None):
    """An OpenDocument text; `styles` are its automatic ones."""
    content = (
        f"<office:document-content{_ODF}><office:automatic-styles>{styles}"
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.text"
    return zipped({"mimetype": kind, "content.xml": content, **(members or {})})


def fodt(body, meta=""):
    return (
        f"<?xml version='1.0'?><office:document{_ODF}><office:meta>{meta}</office:meta>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document>"
    ).encode()


def odf_part(name, inner):
    return f"<office:document-{name}{_ODF}>{inner}</office:document-{name}>"


def epub(chapters, members=None, metadata=""):
    """A book of chapters: XHTML bodies, or bytes for whole files."""
    items = "".join(
        f'<item id="c{n}" href="text/chapter%20{n}.xhtml" media-type="application/xhtml+xml"/>'
        for n in range(len(chapters))
    )
    spine = "".join(f'<itemref idref="c{n}"/>' for n in range(len(chapters)))
    files = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": (
            '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
            '<rootfile full-path="book/package.opf"/></rootfiles></container>'
        ),
        "book/package.opf": (
            '<package xmlns="http://www.idpf.org/2007/opf" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/">'
            f"<metadata>{metadata}</metadata><manifest>{items}</manifest>"
            f"<spine>{spine}</spine></package>"
        ),
    }
    for number, chapter in enumerate(chapters):
        page = f'<html xmlns="http://www.w3.org/1999/xhtml"><body>{chapter}</body></html>'
        files[f"book/text/chapter {number}.xhtml"] = page if isinstance(chapter, str) else chapter
    return zipped(files | (members or {}))


def only(data, path):
    """The one document in the bytes of a file."""
    (content,) = contents(data, path)
    return content


def texts(data, path):
    return [block.text for block in only(data, path).blocks]


def places(data, path):
    return [(block.place, block.text) for block in only(data, path).blocks]
