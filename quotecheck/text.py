"""Texts in pieces: paragraphs, lines. Every offset points into the text as given."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import pairwise

Stretch = tuple[int, int]
"""A stretch of a text: where it begins, and where it ends."""

_PARAGRAPH = re.compile(r"[^\n\r]+")
# A key with its value, what goes on with it, an item of a list.
_FRONT_LINE = re.compile(r"[\w-]+[ \t]*:.*|[ \t].*|- .*|#.*|")
_FRONT_LINES = 60
# Lines broken at a width: how wide, what the breaks leave free at most, how many are full.
_WIDTHS = range(40, 101)
_SLACK = 8  # characters that an editor's line breaks leave free at most
_LEAST_SHARE = 0.75
_LOOK = 400  # lines that tell
_STOPS = (".", "?", "!", ".”", "?”", "!”", '."', '?"', '!"')
_ENDS = (".", "?", "!", ":", "”", '"', "’", "'", ")")


def paragraphs(text: str) -> list[tuple[int, int]]:
    """The spans of the lines that hold anything: in news text a line is a paragraph."""
    return [found.span() for found in _PARAGRAPH.finditer(text) if not found.group().isspace()]


def front_matter(text: str) -> int:
    """The end of the lines about the text that it may begin with, between two of ``---``; 0 if
    there are none."""
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


def unwrapped(text: str) -> str:
    """The text with the line breaks inside its paragraphs as spaces, if its lines were broken at
    a width, as in letters, wire copy and books. It keeps its length, so every offset holds.

    They were if nearly every line that another follows was too full for the next word, and not
    most of them end as sentences do: those are turns or paragraphs of about the same length.
    """
    lines = text.split("\n")
    joins = [
        (len(line), len(word), line.rstrip().endswith(_STOPS))
        for line, word in zip(lines[:_LOOK], map(_first_word, lines[1:_LOOK]), strict=False)
        if word and line.strip()
    ]
    if len(joins) < 2:
        return text
    width = sorted(joins)[len(joins) * 19 // 20][0]  # a long address in a line tells nothing
    full = sum(length + 1 + word > width - _SLACK for length, word, _ in joins)
    stops = sum(ends for *_, ends in joins)
    if width not in _WIDTHS or full < _LEAST_SHARE * len(joins) or stops > len(joins) / 2:
        return text
    pieces = [lines[0]]
    for line, following in pairwise(lines):
        word = _first_word(following)
        room = len(line) + 1 + len(word) <= width - _SLACK
        ends = not word or not line.strip() or (room and line.rstrip().endswith(_ENDS))
        pieces += ["\n" if ends else " ", following]
    return "".join(pieces).replace("\r ", "  ")


def _first_word(line: str) -> str:
    """The first word of a line; nothing for one that is empty or begins a paragraph by its
    indent."""
    return "" if line[:1].isspace() else line.partition(" ")[0].rstrip("\r")


class Lines:
    """Line and column, both from 1, of the offsets of a text."""

    def __init__(self, text: str) -> None:
        self.starts = [0, *(found.end() for found in re.finditer("\n", text))]

    def place(self, offset: int) -> tuple[int, int]:
        """The line and the column in which ``offset`` stands."""
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without the white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
