"""Quotations that begin or end inside a number, or leave off how exact it is: "five men" of
"twenty-five men", "20 boats" of "up to 20 boats"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import product
from typing import NamedTuple

from quotecheck.sources.canonical import Canon, Words
from quotecheck.verify.compare.lexicon import FoldedLists
from quotecheck.verify.compare.numbers import value
from quotecheck.verify.compare.placement import Placement

_AROUND = 80  # characters in which a number is read on either side
_MOST = 6  # words of a number on either side
_COUNTED = 6  # words that a number at the end of a passage may count
_FOLLOWS = re.compile(r",?\s")  # between a passage and what belongs to it
_INSIDE = re.compile(r"\s+|\s?-\s?|:")  # between two words of a number


class Border(NamedTuple):
    """The words on both sides of an end of a passage; ``at`` is the first one after it."""

    text: str
    words: Words
    at: int


def border(before: str, after: str, canon: Canon) -> Border:
    """The border between the words before an end of a passage and those after it."""
    before = before[-_AROUND:]
    words = canon.read(text := before + after[:_AROUND])
    return Border(text, words, bisect_left(words.starts, len(before)))


def begins_inside_number(begin: Border, lexicon: FoldedLists) -> bool:
    """Return whether the first number of a passage is the end of another one in the source, or
    follows a minus."""
    forms, at = begin.words.forms, begin.at
    if at and forms[at - 1] in lexicon.signs and _is_joined(begin, at):
        return lexicon.is_number(forms[at])
    return any(
        _is_another(forms[start:end], forms[at:end], lexicon) for start, end in _across(begin)
    )


def ends_inside_number(end: Border, lexicon: FoldedLists) -> bool:
    """Return whether the last number of a passage is the beginning of another one in the source."""
    forms = end.words.forms
    return any(
        _is_another(forms[start:stop], forms[start : end.at], lexicon)
        for start, stop in _across(end)
    )


def begins_inexactly(begin: Border, lexicon: FoldedLists) -> bool:
    """Return whether words that say how exact the first number of a passage is stand right before
    it: "up to 20 boats"."""
    forms, at = begin.words.forms, begin.at
    if not at or not _is_joined(begin, at) or not lexicon.is_number(forms[at]):
        return False
    before = forms[max(0, at - lexicon.longest) : at]
    return any(tuple(before[low:]) in lexicon.amounts_before for low in range(len(before)))


def ends_inexactly(place: Placement, after: str, canon: Canon, lexicon: FoldedLists) -> bool:
    """Return whether words that say how exact the last number of a passage is stand right after it:
    "20 boats or more"."""
    counted = place.words.forms[max(place.low, place.high - _COUNTED) : place.high]
    if not any(map(lexicon.is_number, counted)) or not _FOLLOWS.match(after):
        return False
    return lexicon.begins_with(lexicon.amounts_after, canon.forms(after))


def _across(edge: Border) -> Iterator[tuple[int, int]]:
    """The rows of words across a border that only spaces and hyphens separate."""
    at, length = edge.at, len(edge.words)
    low = high = at
    while low and at - low < _MOST and _is_joined(edge, low):
        low -= 1
    while high < length and high - at < _MOST and (high == at or _is_joined(edge, high)):
        high += 1
    return product(range(low, at), range(at + 1, high + 1))


def _is_joined(edge: Border, at: int) -> bool:
    words = edge.words
    return at < len(words) and bool(
        _INSIDE.fullmatch(edge.text, words.ends[at - 1], words.starts[at])
    )


def _is_another(whole: Sequence[str], part: Sequence[str], lexicon: FoldedLists) -> bool:
    """Return whether some words are a number, and part of them is another number."""
    if not any(map(lexicon.is_number, whole)):
        return False
    amount, of_part = value(whole, lexicon), value(part, lexicon)
    return amount is not None and of_part is not None and amount[0] != of_part[0]
