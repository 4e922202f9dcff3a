"""A plain OpenDocument text made of a draft that was none."""

from __future__ import annotations

from html import escape

from quotecheck.model import Article
from quotecheck.reports.office.draft import Paragraph, TypeRun, draft_paragraphs
from quotecheck.reports.office.marks import xml_text
from quotecheck.reports.office.package import packaged

_KIND = "application/vnd.oasis.opendocument.text"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SPACES = "".join(
    f' xmlns:{prefix}="{space}"'
    for prefix, space in {
        **{name: f"{_OASIS}{name}:1.0" for name in ("office", "text", "style", "meta")},
        "fo": f"{_OASIS}xsl-fo-compatible:1.0",
        "svg": f"{_OASIS}svg-compatible:1.0",
        "dc": "http://purl.org/dc/elements/1.1/",
    }.items()
)
_MANIFEST = (
    f'{_HEAD}<manifest:manifest xmlns:manifest="{_OASIS}manifest:1.0" manifest:version="1.3">'
    + "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>'
        for path, kind in {
            "/": _KIND,
            "content.xml": "text/xml",
            "styles.xml": "text/xml",
        }.items()
    )
    + "</manifest:manifest>"
)
_BOLD, _ITALIC = 'fo:font-weight="bold"', 'fo:font-style="italic"'
_TYPES = "".join(
    f'<style:style style:name="{name}" style:family="text"><style:text-properties {look}/>'
    "</style:style>"
    for name, look in {"T1": _BOLD, "T2": _ITALIC, "T3": f"{_BOLD} {_ITALIC}"}.items()
)


def _style(name: str, points: int, extra: str = "") -> str:
    shown_as = name.replace("_20_", " ")
    return (
        f'<style:style style:name="{name}" style:display-name="{shown_as}"'
        f' style:family="paragraph" style:parent-style-name="Standard"'
        f' style:next-style-name="Standard"{extra}>'
        '<style:paragraph-properties fo:keep-with-next="always" fo:margin-top="0.42cm"'
        ' fo:margin-bottom="0.21cm"/>'
        f'<style:text-properties {_BOLD} fo:font-size="{points}pt"/></style:style>'
    )


_STYLES = (
    f'{_HEAD}<office:document-styles{_SPACES} office:version="1.3">'
    '<office:font-face-decls><style:font-face style:name="Georgia" svg:font-family="Georgia"/>'
    "</office:font-face-decls><office:styles>"
    '<style:style style:name="Standard" style:family="paragraph" style:class="text">'
    '<style:paragraph-properties fo:margin-bottom="0.28cm" fo:line-height="115%"/>'
    '<style:text-properties style:font-name="Georgia" fo:font-size="11pt"/></style:style>'
    + _style("Title", 18)
    + "".join(
        _style(f"Heading_20_{level}", size, f' style:default-outline-level="{level}"')
        for level, size in enumerate((16, 14, 12, 11, 11, 11), 1)
    )
    + '</office:styles><office:automatic-styles><style:page-layout style:name="A4">'
    '<style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm"'
    ' fo:margin-top="2.54cm" fo:margin-bottom="2.54cm" fo:margin-left="2.54cm"'
    ' fo:margin-right="2.54cm"/></style:page-layout></office:automatic-styles>'
    '<office:master-styles><style:master-page style:name="Standard"'
    ' style:page-layout-name="A4"/></office:master-styles></office:document-styles>'
)


def document(article: Article) -> bytes:
    """The article as an OpenDocument text: a paragraph for each of its own, in plain type."""
    body = "".join(map(_paragraph, draft_paragraphs(article)))
    content = (
        f'{_HEAD}<office:document-content{_SPACES} office:version="1.3">'
        f"<office:automatic-styles>{_TYPES}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    return packaged(
        {
            "mimetype": _KIND,
            "content.xml": content,
            "styles.xml": _STYLES,
            "META-INF/manifest.xml": _MANIFEST,
        }
    )


def _paragraph(paragraph: Paragraph) -> str:
    words = "".join(map(_run, paragraph.runs))
    if paragraph.level:
        style = f"Heading_20_{paragraph.level}"
        level = paragraph.level
        return f'<text:h text:style-name="{style}" text:outline-level="{level}">{words}</text:h>'
    style = "Title" if paragraph.title else "Standard"
    return f'<text:p text:style-name="{style}">{words}</text:p>'


def _run(run: TypeRun) -> str:
    words = escape(xml_text(run.words), quote=False)
    style = run.bold + 2 * run.italic
    return f'<text:span text:style-name="T{style}">{words}</text:span>' if style else words
