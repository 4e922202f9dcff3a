"""A plain Word document made of a draft that was none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from quotecheck.model import Article
from quotecheck.reports.word_marks import fit
from quotecheck.reports.word_package import packaged
from quotecheck.text import paragraphs

_MARKDOWN = (".md", ".markdown")
_HEADING = re.compile(r"(#{1,6})[ \t]+(.*?)[ \t]*#*$")
_EMPHASIS = re.compile(r"(?<![\w*_\\])(\*{1,3}|_{1,3})(?=\S)([^*_\n]{1,400})(?<=\S)\1(?![\w*_])")
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_TYPES = f"""{_HEAD}<Types xmlns="{_PACKAGE}/content-types">\
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
<Default Extension="xml" ContentType="application/xml"/>\
<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>\
<Override PartName="/word/styles.xml" ContentType="{_WORD}.styles+xml"/></Types>"""
_RELATIONS = f"""{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">\
<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>\
</Relationships>"""
_OF_DOCUMENT = f"""{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">\
<Relationship Id="rId1" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>"""


def _style(name: str, title: str, half_points: int, extra: str = "") -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{title}"/>'
        f'<w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:qFormat/><w:pPr><w:keepNext/>'
        f'<w:spacing w:before="240" w:after="120"/>{extra}</w:pPr>'
        f'<w:rPr><w:b/><w:sz w:val="{half_points}"/></w:rPr></w:style>'
    )


_STYLES = (
    f'{_HEAD}<w:styles xmlns:w="{_W}"><w:docDefaults><w:rPrDefault><w:rPr>'
    '<w:rFonts w:ascii="Georgia" w:hAnsi="Georgia" w:cs="Georgia"/><w:sz w:val="22"/>'
    '</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="160" w:line="276"'
    ' w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
    "<w:qFormat/></w:style>"
    + _style("Title", "Title", 36)
    + "".join(
        _style(f"Heading{level}", f"heading {level}", size, f'<w:outlineLvl w:val="{level - 1}"/>')
        for level, size in enumerate((32, 28, 24, 22, 22, 22), 1)
    )
    + "</w:styles>"
)


def document(article: Article) -> bytes:
    """The article as a Word document: a paragraph for each of its own, in plain type."""
    markdown = (article.path or "").lower().endswith(_MARKDOWN)
    text = article.text
    lines = [text[start:end] for start, end in paragraphs(text)]
    body = "".join(_paragraphs(lines, article.title or "", markdown=markdown))
    page = (
        '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1440"'
        ' w:bottom="1440" w:left="1440" w:header="708" w:footer="708" w:gutter="0"/></w:sectPr>'
    )
    main = f'{_HEAD}<w:document xmlns:w="{_W}"><w:body>{body}{page}</w:body></w:document>'
    return packaged(
        {
            "[Content_Types].xml": _TYPES,
            "_rels/.rels": _RELATIONS,
            "word/document.xml": main,
            "word/styles.xml": _STYLES,
            "word/_rels/document.xml.rels": _OF_DOCUMENT,
        }
    )


def _paragraphs(lines: list[str], title: str, *, markdown: bool) -> Iterator[str]:
    titled = False
    for line in lines:
        style, words = "", line.strip()
        heading = _HEADING.match(words) if markdown else None
        if heading:
            style, words = f"Heading{len(heading.group(1))}", heading.group(2)
        elif not titled and words == title:
            style = "Title"
        titled |= bool(style)
        look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
        yield f"<w:p>{look}{''.join(_runs(words, markdown=markdown))}</w:p>"


def _runs(words: str, *, markdown: bool) -> Iterator[str]:
    at = 0
    for found in _EMPHASIS.finditer(words) if markdown else ():
        yield _run(words[at : found.start()])
        marks = len(found.group(1))
        yield _run(found.group(2), bold=marks > 1, italic=marks != 2)
        at = found.end()
    yield _run(words[at:])


def _run(words: str, *, bold: bool = False, italic: bool = False) -> str:
    if not words:
        return ""
    look = "<w:b/>" * bold + "<w:i/>" * italic
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(fit(words))}</w:t></w:r>'
