"""Days of the year as values: "the fourth of July", "July 4", "4 July"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from quotecheck.verify.compare import numbers
from quotecheck.verify.compare.align import Alignment, Edit
from quotecheck.verify.compare.lexicon import FoldedLists

_LONGEST = 5  # words: "the twenty-fourth of July"
_LAST_DAY = 31

Day = tuple[str, Fraction]


def day(words: Sequence[str], lexicon: FoldedLists) -> Day | None:
    """The month, and the day of it, that the words say; None if they say none."""
    if not 1 < len(words) <= _LONGEST:
        return None
    if words[0] in lexicon.months:
        month, rest = lexicon.months[words[0]], words[2:] if words[1] == "the" else words[1:]
    elif words[-1] in lexicon.months:
        month, rest = lexicon.months[words[-1]], words[1:-1] if words[0] == "the" else words[:-1]
        rest = rest[:-1] if rest[-1:] and rest[-1] == "of" else rest
    else:
        return None
    said = numbers.value(rest, lexicon) if all(map(lexicon.is_number, rest)) else None
    return (month, said[0]) if said and 0 < said[0] <= _LAST_DAY else None


def with_dates(
    source: Sequence[str], quote: Sequence[str], found: Alignment, lexicon: FoldedLists
) -> Alignment:
    """The alignment with each day that the two sides write differently as one edit: the words
    that both have ("July" or "15") part it into several."""
    if lexicon.months.keys().isdisjoint(quote):
        return found
    for low, high in _days(quote, lexicon):
        if any(edit.q_low <= high and edit.q_high >= low for edit in found.edits):
            found = _with_date(source, quote, found, low, high, lexicon)
    return found


def _with_date(
    source: Sequence[str],
    quote: Sequence[str],
    found: Alignment,
    low: int,
    high: int,
    lexicon: FoldedLists,
) -> Alignment:
    """The alignment with a day of the quote laid on the same day in the source, which stands right
    between the words that are equal before and after it."""
    place = dict(_equal(found, len(quote)))
    begins, ends = low == 0, high == len(quote)
    if (not begins and low - 1 not in place) or (not ends and high not in place):
        return found
    meant = day(quote[low:high], lexicon)
    first = found.low - _LONGEST if begins else place[low - 1] + 1
    last = found.high + _LONGEST if ends else place[high]
    for start in range(max(0, first), (last if begins else first) + 1):
        for end in range(start + _LONGEST, start + 1, -1):
            if not (end <= last if ends else end == last) or end > len(source):
                continue
            if day(source[start:end], lexicon) == meant and _meets(found, start, end):
                before = [edit for edit in found.edits if edit.q_high < low]
                after = [edit for edit in found.edits if edit.q_low > high]
                return Alignment(
                    start if begins else found.low,
                    end if ends else found.high,
                    (*before, Edit(start, end, low, high), *after),
                )
    return found


def _meets(found: Alignment, start: int, end: int) -> bool:
    return start <= found.high and end >= found.low


def _equal(found: Alignment, length: int) -> Iterator[tuple[int, int]]:
    """The quote's words that the source has just so, each with its place there."""
    source, quote = found.low, 0
    for edit in (*found.edits, Edit(found.high, found.high, length, length)):
        yield from zip(range(quote, edit.q_low), range(source, edit.s_low), strict=False)
        source, quote = edit.s_high, edit.q_high


def _days(words: Sequence[str], lexicon: FoldedLists) -> Iterator[tuple[int, int]]:
    """The places where the words say a day: from and up to."""
    at = 0
    while at < len(words):
        ends = range(min(at + _LONGEST, len(words)), at + 1, -1)
        end = next((end for end in ends if day(words[at:end], lexicon)), at)
        if end > at:
            yield at, end
        at = max(end, at + 1)
