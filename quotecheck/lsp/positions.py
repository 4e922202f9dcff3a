"""Positions as editors count them: lines and units of an encoding, from 0."""

from __future__ import annotations

import re
from bisect import bisect_right
from enum import StrEnum
from typing import NamedTuple

# The protocol knows these line ends and no other: not those that Python's splitlines knows too.
_LINE_END = re.compile(r"\r\n|\n|\r")
_LAST_OF_TWO = 0xFFFF  # a character above it is two units of UTF-16


class Encoding(StrEnum):
    """The unit in which the columns of a line count."""

    UTF8 = "utf-8"
    UTF16 = "utf-16"
    UTF32 = "utf-32"


class Position(NamedTuple):
    """A line and a column, both from 0."""

    line: int
    column: int


class Positions:
    """The positions of a text."""

    def __init__(self, text: str, encoding: Encoding = Encoding.UTF16) -> None:
        self._text = text
        self._encoding = encoding
        self._plain = text.isascii() or encoding is Encoding.UTF32
        self._starts = [0, *(found.end() for found in _LINE_END.finditer(text))]

    def of(self, offset: int) -> Position:
        """The position of an offset."""
        offset = min(max(offset, 0), len(self._text))
        line = bisect_right(self._starts, offset) - 1
        start = self._starts[line]
        if self._plain:
            return Position(line, offset - start)
        return Position(line, sum(map(self._units, self._text[start:offset])))

    def offset(self, line: int, column: int) -> int:
        """The offset of a position; of one that is not there, the nearest before it."""
        if line < 0:
            return 0
        if line >= len(self._starts):
            return len(self._text)
        start, end = self._starts[line], self._line_end(line)
        if self._plain:
            return min(start + max(column, 0), end)
        for at in range(start, end):
            column -= self._units(self._text[at])
            if column < 0:
                return at
        return end

    def _line_end(self, line: int) -> int:
        """The end of a line, before its line break."""
        if line + 1 == len(self._starts):
            return len(self._text)
        end = self._starts[line + 1] - 1
        return end - (self._text[end] == "\n" and self._text[end - 1 : end] == "\r")

    def _units(self, char: str) -> int:
        if self._encoding is Encoding.UTF16:
            return 2 if ord(char) > _LAST_OF_TWO else 1
        return len(char.encode("utf-8", "surrogatepass"))
