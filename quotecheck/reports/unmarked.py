"""Block quotations of a draft that have no quotation marks: nothing looks for them, so that
somebody has to be told."""

from __future__ import annotations

import re

from quotecheck.model import Document

_LINES = re.compile(r"(?:^ {0,3}>.*(?:\r\n|\r|\n|\Z))+", re.MULTILINE)
_LEAST = 4  # words


def unmarked_blocks(document: Document) -> list[tuple[int, int]]:
    """From where up to where lines stand that begin with ``>`` and in which no quotation was
    found."""
    starts = [quote.start for quote in document.marked]
    return [
        (found.start(), found.start() + len(found.group().rstrip()))
        for found in _LINES.finditer(document.article.text)
        if len(found.group().split()) > _LEAST
        and not any(found.start() <= start < found.end() for start in starts)
    ]
