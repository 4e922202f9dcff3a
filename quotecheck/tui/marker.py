"""Choosing words of a text by keys: where the caret is, and what is selected."""

from __future__ import annotations

import re
from bisect import bisect_right

_WORD = re.compile(r"\S+")


class Marker:
    """A caret on a word of ``text[low:high]``; once it is set down, moving selects."""

    def __init__(self, text: str, low: int, high: int) -> None:
        self.words = [word.span() for word in _WORD.finditer(text, low, high)]
        self.here = 0
        self.first: int | None = None
        self._low = low

    def move(self, by: int) -> None:
        """Move the caret by words."""
        self.here = max(0, min(len(self.words) - 1, self.here + by))

    def jump(self, offset: int) -> None:
        """Move the caret to the word that holds an offset, or the one before it."""
        starts = [start for start, _ in self.words]
        self.here = max(0, bisect_right(starts, offset) - 1)

    def set_down(self) -> None:
        """Let moving select from here on; once more takes it back."""
        self.first = self.here if self.first is None else None

    @property
    def span(self) -> tuple[int, int]:
        """The selection as offsets: at least the word under the caret."""
        if not self.words:
            return self._low, self._low
        ends = sorted((self.here if self.first is None else self.first, self.here))
        return self.words[ends[0]][0], self.words[ends[1]][1]
