"""Texts in pieces: paragraphs, lines. Every offset points into the text as given."""

from __future__ import annotations

import re
from bisect import bisect_right

_PARAGRAPH = re.compile(r"[^\n\r]+")
# A key with its value, what goes on with it, an item of a list.
_FRONT_LINE = re.compile(r"[\w-]+[ \t]*:.*|[ \t].*|- .*|#.*|")
_FRONT_LINES = 60


def paragraphs(text: str) -> list[tuple[int, int]]:
    """The spans of the lines that hold anything: in news text a line is a paragraph."""
    return [found.span() for found in _PARAGRAPH.finditer(text) if not found.group().isspace()]


def front_matter(text: str) -> int:
    """Where the lines about the text end that it may begin with, between two of ``---``."""
    if not text.startswith("---"):
        return 0
    lines = text.splitlines(keepends=True)[:_FRONT_LINES]
    at = len(lines[0])
    for line in lines[1:]:
        at += len(line)
        if line.rstrip() == "---":
            return at
        if not _FRONT_LINE.fullmatch(line.rstrip()):
            break
    return 0


class Lines:
    """Line and column, both from 1, of the offsets of a text."""

    def __init__(self, text: str) -> None:
        self.starts = [0, *(found.end() for found in re.finditer("\n", text))]

    def place(self, offset: int) -> tuple[int, int]:
        """The line and the column in which ``offset`` stands."""
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1
