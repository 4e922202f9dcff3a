"""Texts in pieces: paragraphs, lines. Every offset points into the text as given."""

from __future__ import annotations

import re
from bisect import bisect_right

_PARAGRAPH = re.compile(r"[^\n\r]+")


def paragraphs(text: str) -> list[tuple[int, int]]:
    """The spans of the lines that hold anything: in news text a line is a paragraph."""
    return [found.span() for found in _PARAGRAPH.finditer(text) if not found.group().isspace()]


class Lines:
    """Line and column, both from 1, of the offsets of a text."""

    def __init__(self, text: str) -> None:
        self.starts = [0, *(found.end() for found in re.finditer("\n", text))]

    def place(self, offset: int) -> tuple[int, int]:
        """The line and the column in which ``offset`` stands."""
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1
