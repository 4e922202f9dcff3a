"""The speech just before and just after some words of a source, with speakers' names and without
heads."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from quotecheck.model import NARRATION, Source, Turn
from quotecheck.sources.head import read_head

_FIRST = re.compile(r"^\S*\s+")
_LAST = re.compile(r"\s+\S*$")


def surroundings(source: Source, start: int, end: int, chars: int = 300) -> tuple[str, str]:
    """The text before ``start`` and after ``end``: a number of characters, rounded to whole words.

    Text above the first speech is left out. Where the text itself does not show that somebody else
    goes on, as in captions, the name is put in.
    """
    floor = _speech_begins(source)
    low, high = max(floor, start - chars), min(len(source.text), end + chars)
    before = _named(source, low, max(low, start), with_end=True)
    after = _named(source, min(end, high), high)
    if low > floor:
        before = _FIRST.sub("", before)
    if high < len(source.text):
        after = _LAST.sub("", after)
    return before, after


def _speech_begins(source: Source) -> int:
    """The start of the first line after the head of the source."""
    head = read_head(source.text)[1]
    first = next((turn.start for turn in source.turns if turn.start < turn.end), head)
    return max(head, source.text.rfind("\n", 0, first) + 1)


def _named(source: Source, low: int, high: int, *, with_end: bool = False) -> str:
    """``text[low:high]`` with the names of people who begin to speak there, where they are not
    printed; with ``with_end`` also of a person who begins at its very end."""
    turns = source.turns
    parts, at = [], low
    first = max(1, bisect_right(turns, low, key=_begin))
    # A stretch may lie before all turns: above the words, where a source has changed since.
    last = max(first, (bisect_right if with_end else bisect_left)(turns, high, key=_begin))
    for before, turn in zip(turns[first - 1 : last - 1], turns[first:last], strict=True):
        label = turn.label or turn.speaker
        printed = re.search(r"\w", source.text[before.end : turn.start])
        told = NARRATION in (turn.label, before.label)
        if label and not (printed or told) and label != (before.label or before.speaker):
            parts += [source.text[at : turn.start], f"{label}: "]
            at = turn.start
    return "".join([*parts, source.text[at:high]])


def _begin(turn: Turn) -> int:
    return turn.start
