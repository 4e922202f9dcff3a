"""Quotations that begin or end inside a number, or leave off how exact it is: "five men" of
"twenty-five men", "20 boats" of "up to 20 boats"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import product

from quotecheck.sources.canonical import Canon, Words
from quotecheck.verify.compare.lexicon import FoldedLists
from quotecheck.verify.compare.numbers import value
from quotecheck.verify.compare.placement import Placement
from quotecheck.verify.context.running_on import said_after

_AROUND = 80  # characters in which a number is read on either side
_MOST = 6  # words of a number on either side
_COUNTED = 6  # words from a number on, at the end of a passage, that it may count
_FOLLOWS = re.compile(r",?\s")  # between a passage and what belongs to it
_INSIDE = re.compile(r"\s+|\s?-\s?|:")  # between two words of a number


def begins_inside_number(place: Placement, canon: Canon, lexicon: FoldedLists) -> bool:
    """Return whether the first number of a passage is the end of another one in the source, or
    stands behind a minus."""
    words = _around(place, place.start, canon)
    at = bisect_left(words.starts, place.start)
    if at and words.forms[at - 1] in lexicon.signs and _is_joined(words, at, place.text):
        return at < len(words) and lexicon.is_number(words.forms[at])
    return any(
        _is_another(words.forms[start:end], words.forms[at:end], lexicon)
        for start, end in _across(words, at, place.text)
    )


def ends_inside_number(place: Placement, canon: Canon, lexicon: FoldedLists) -> bool:
    """Return whether the last number of a passage is the beginning of another one in the source."""
    words = _around(place, place.end, canon)
    at = bisect_left(words.starts, place.end)
    return any(
        _is_another(words.forms[start:end], words.forms[start:at], lexicon)
        for start, end in _across(words, at, place.text)
    )


def begins_inexactly(place: Placement, canon: Canon, lexicon: FoldedLists) -> bool:
    """Return whether what says how exact the first number of a passage is stands right before it:
    "up to 20 boats"."""
    words = _around(place, place.start, canon)
    at = bisect_left(words.starts, place.start)
    if not 0 < at < len(words) or not lexicon.is_number(words.forms[at]):
        return False
    before = words.forms[max(0, at - lexicon.longest) : at]
    ends = any(tuple(before[low:]) in lexicon.amounts_before for low in range(len(before)))
    return ends and _is_joined(words, at, place.text)


def ends_inexactly(place: Placement, canon: Canon, lexicon: FoldedLists) -> bool:
    """Return whether what says how exact the last number of a passage is stands right behind it:
    "20 boats or more"."""
    counted = place.words.forms[max(place.low, place.high - _COUNTED) : place.high]
    after = said_after(place, _AROUND)
    if not any(map(lexicon.is_number, counted)) or not _FOLLOWS.match(after):
        return False
    return lexicon.begins_with(lexicon.amounts_after, canon.forms(after))


def _around(place: Placement, border: int, canon: Canon) -> Words:
    low = max(place.turn_start, border - _AROUND)
    return canon.read(place.text, low, border + _AROUND)


def _across(words: Words, at: int, text: str) -> Iterator[tuple[int, int]]:
    """The rows of words over a place that nothing but spaces and hyphens stands between."""
    low, high = at, at
    while low and at - low < _MOST and _is_joined(words, low, text):
        low -= 1
    while high < len(words) and high - at < _MOST and (high == at or _is_joined(words, high, text)):
        high += 1
    return product(range(low, at), range(at + 1, high + 1))


def _is_joined(words: Words, at: int, text: str) -> bool:
    return at < len(words) and bool(_INSIDE.fullmatch(text, words.ends[at - 1], words.starts[at]))


def _is_another(whole: Sequence[str], part: Sequence[str], lexicon: FoldedLists) -> bool:
    """Return whether some words are a number, and a part of them is another one."""
    if not any(map(lexicon.is_number, whole)):
        return False
    amount, of_part = value(whole, lexicon), value(part, lexicon)
    return amount is not None and of_part is not None and amount[0] != of_part[0]
