"""Plain text and Markdown files."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quotecheck.encoding import decode, mended
from quotecheck.formats.content import Block, Content
from quotecheck.formats.plain import markdown_blocks, text_blocks
from quotecheck.text import front_matter

_BOLD_LINE = re.compile(
    r"^[ \t]*(?:\[?\d[\d:.]{3,12}\]?[ \t]+)?\*\*\S[^*\n]{0,80}\*\*", re.MULTILINE
)
_MARKED = re.compile(r"\*\*|\[[^\]\n]+\]\(http|^#{1,6} ", re.MULTILINE)
_FEW = 3


def read(data: bytes, path: str) -> Iterator[Content]:
    """The text file; one that is written in Markdown is read as such."""
    text, notes = _text_of(data, path)
    if len(_BOLD_LINE.findall(text)) >= _FEW:
        yield _markdown(text, notes)
        return
    yield Content(_head_and(text, markdown=False), "text", notes=notes)


def read_markdown(data: bytes, path: str) -> Iterator[Content]:
    """The Markdown file."""
    yield _markdown(*_text_of(data, path))


def _text_of(data: bytes, path: str) -> tuple[str, tuple[str, ...]]:
    text, notes = decode(data, path)
    text, more = mended(text)
    return text, (*notes, *more)


def _markdown(text: str, notes: tuple[str, ...]) -> Content:
    return Content(_head_and(text, markdown=True), "Markdown", notes=notes)


def _head_and(text: str, *, markdown: bool) -> tuple[Block, ...]:
    """The blocks of a text; its front matter stays as it is."""
    start = front_matter(text)
    head = tuple(text_blocks(text[:start])) if start else ()
    body = markdown_blocks(text, start) if markdown else text_blocks(text, start)
    return (*head, *body)
