"""Merging the edits of a number, day or time of day, however it is written, into one."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from functools import partial

from quotecheck.verify.compare.align import Alignment, Edit
from quotecheck.verify.compare.dates import day
from quotecheck.verify.compare.edits import Pair
from quotecheck.verify.compare.lexicon import FoldedLists
from quotecheck.verify.compare.numbers import LONGEST, slashed, value
from quotecheck.verify.compare.quantities import quantities, ranges
from quotecheck.verify.compare.speech import strip_fillers
from quotecheck.verify.compare.times import time


def number_meanings(words: Sequence[str], lexicon: FoldedLists) -> frozenset[tuple[str, Hashable]]:
    """The numbers, amounts of a unit, ranges, days and times of day that the words may mean: "seven
    thirty" is a time, and the number 730."""
    if not any(map(partial(_is_part, lexicon), words)):
        return frozenset()
    found: list[tuple[str, Hashable]] = [
        ("number", value(words, lexicon)),
        ("number", slashed(words)),
        ("day", day(words, lexicon)),
        ("time", time(words, lexicon)),
    ]
    found = [(kind, said) for kind, said in found if said is not None]
    found += (("quantity", said) for said in quantities(words, lexicon))
    found += (("range", said) for said in ranges(words, lexicon))
    return frozenset(found)


def _is_part(lexicon: FoldedLists, word: str) -> bool:
    """Return whether a word may be part of a value."""
    return word in lexicon.value_parts or lexicon.is_number(word)


def with_values(pair: Pair, found: Alignment) -> Alignment:
    """The alignment with each value that the two sides write differently as one edit: words that
    both sides have ("July", "15", "million") would split it into several."""
    if not found.edits:
        return found
    for low, high in _stretches(pair.quote.forms, pair.lexicon):
        if any(edit.q_low <= high and edit.q_high >= low for edit in found.edits):
            found = _with_value(pair, found, low, high)
    return found


def _with_value(pair: Pair, found: Alignment, low: int, high: int) -> Alignment:
    """The alignment with a value of the quote matched to the same value in the source, which stands
    right between the equal words before and after it."""
    place = dict(_equal(found, len(pair.quote)))
    begins, ends = low == 0, high == len(pair.quote)
    if (not begins and low - 1 not in place) or (not ends and high not in place):
        return found
    meant = number_meanings(pair.quote.forms[low:high], pair.lexicon)
    first = found.low - LONGEST if begins else place[low - 1] + 1
    last = min(found.high + LONGEST, len(pair.source)) if ends else place[high]
    for start in range(max(0, first), (last if begins else first) + 1):
        for end in range(min(start + LONGEST, last), start, -1):
            if not (ends or end == last) or not _meets(found, start, end):
                continue
            edit = Edit(start, end, low, high)
            if meant & number_meanings(strip_fillers(pair, edit), pair.lexicon) and _differs(
                pair, edit
            ):
                before = [each for each in found.edits if each.q_high < low]
                after = [each for each in found.edits if each.q_low > high]
                return Alignment(
                    start if begins else found.low,
                    end if ends else found.high,
                    (*before, edit, *after),
                )
    return found


def _differs(pair: Pair, edit: Edit) -> bool:
    source, quote = pair.source.forms, pair.quote.forms
    return source[edit.s_low : edit.s_high] != quote[edit.q_low : edit.q_high]


def _meets(found: Alignment, start: int, end: int) -> bool:
    return start <= found.high and end >= found.low


def _equal(found: Alignment, length: int) -> Iterator[tuple[int, int]]:
    """The quote's words that are the same in the source, each with its place there."""
    source, quote = found.low, 0
    for edit in (*found.edits, Edit(found.high, found.high, length, length)):
        yield from zip(range(quote, edit.q_low), range(source, edit.s_low), strict=False)
        source, quote = edit.s_high, edit.q_high


def _stretches(words: Sequence[str], lexicon: FoldedLists) -> Iterator[tuple[int, int]]:
    """The places where the words give a value: from and up to."""
    at = 0
    while at < len(words):
        last = _reach(words, at, lexicon) if _may_begin(words, at, lexicon) else at
        ends = range(last, at, -1)
        end = next((end for end in ends if number_meanings(words[at:end], lexicon)), at)
        if end > at:
            yield at, end
        at = max(end, at + 1)


def _reach(words: Sequence[str], at: int, lexicon: FoldedLists) -> int:
    """The place up to which a value that begins at a word may reach."""
    most = min(at + LONGEST, len(words))
    belongs = lexicon.value_words
    after = (
        end
        for end in range(at + 1, most)
        if words[end] not in belongs and not lexicon.is_number(words[end])
    )
    return next(after, most)


def _may_begin(words: Sequence[str], at: int, lexicon: FoldedLists) -> bool:
    """Return whether a value may begin at a word, or right after it: "the fourth of July"."""
    word = words[at]
    if word in lexicon.articles or word == "the":
        return at + 1 < len(words) and _may_begin(words, at + 1, lexicon)
    return _is_part(lexicon, word) or word in lexicon.months or word in lexicon.decimal_points
