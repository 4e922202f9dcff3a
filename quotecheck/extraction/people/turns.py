"""Labelled turns: the meaning of “I” in an interview that is printed as a dialogue."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from quotecheck.extraction.reading.chunks import Chunked

FIRST = frozenset({"i", "me", "my", "mine", "myself", "we", "us", "our"})
SECOND = frozenset({"you", "your", "yours"})
_LABELLED = ("S:", "V:", "C:", "e:")  # Post: may be a verb elsewhere
_DIALOGUE = 3  # labels; with this many, a turn may have several paragraphs


class Turns:
    """The labels with which paragraphs begin, as spans of the text."""

    def __init__(self, text: str, chunked: Iterable[Chunked]) -> None:
        self._text = text
        self._labels = [
            each[0][1:]
            for each in chunked
            if each.letters.startswith(_LABELLED) and text[each[0].start].isupper()
        ]

    def label_of(self, pronoun: str, place: int) -> tuple[int, int] | None:
        """The label of the person whom “I” or “you” means at a place, if that is in a labelled
        turn.

        “You” is the other of the two.
        """
        number = bisect_left(self._labels, (place, 0)) - 1
        if number < 0:
            return None
        label = self._labels[number]
        goes_on = len(self._labels) >= _DIALOGUE
        if not goes_on and "\n" in self._text[label[1] : place]:
            return None
        if pronoun in FIRST:
            return label
        others = {self._text[slice(*each)]: each for each in reversed(self._labels)}
        others.pop(self._text[slice(*label)])
        return others.popitem()[1] if len(others) == 1 else None
