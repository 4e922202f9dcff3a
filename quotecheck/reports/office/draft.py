"""The paragraphs of a draft that was not an office document, as a plain one shows them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from quotecheck.model import Article
from quotecheck.text import paragraphs

_MARKDOWN = (".md", ".markdown")
_HEADING = re.compile(r"(#{1,6})[ \t]+(.*?)[ \t]*#*$")
_EMPHASIS = re.compile(r"(?<![\w*_\\])(\*{1,3}|_{1,3})(?=\S)([^*_\n]{1,400})(?<=\S)\1(?![\w*_])")


class TypeRun(NamedTuple):
    """Words of one type."""

    words: str
    bold: bool = False
    italic: bool = False


class Paragraph(NamedTuple):
    """A paragraph: its level as a heading (0 for plain text), whether it is the title, its runs."""

    runs: tuple[TypeRun, ...]
    level: int = 0
    title: bool = False


def draft_paragraphs(article: Article) -> Iterator[Paragraph]:
    """A paragraph for each of the article's own; of Markdown, headings and type are kept."""
    markdown = (article.path or "").lower().endswith(_MARKDOWN)
    titled = False
    for start, end in paragraphs(article.text):
        words, level = article.text[start:end].strip(), 0
        heading = _HEADING.match(words) if markdown else None
        if heading:
            level, words = len(heading.group(1)), heading.group(2)
        title = not (level or titled) and words == (article.title or "")
        titled |= title or bool(level)
        yield Paragraph(tuple(_runs(words, markdown=markdown)), level, title)


def _runs(words: str, *, markdown: bool) -> Iterator[TypeRun]:
    at = 0
    for found in _EMPHASIS.finditer(words) if markdown else ():
        yield TypeRun(words[at : found.start()])
        marks = len(found.group(1))
        yield TypeRun(found.group(2), bold=marks > 1, italic=marks != 2)
        at = found.end()
    yield TypeRun(words[at:])
