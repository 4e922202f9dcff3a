"""Times of day as values: "half past seven", "seven thirty", "7:30"."""

from __future__ import annotations

from collections.abc import Sequence

from quotecheck.verify.compare.lexicon import FoldedLists

_LONGEST = 4  # words: "a quarter past seven"
_HOURS, _MINUTES = 24, 60

Time = tuple[int, int]


def time(words: Sequence[str], lexicon: FoldedLists) -> Time | None:
    """The hour and the minute that the words give, or None. Morning or afternoon is not part of
    them."""
    if not 1 < len(words) <= _LONGEST:
        return None
    *before, last = words
    if last in lexicon.full_hours:
        return _time(words[0], 0) if len(words) == 2 else None
    if not _digits(last):
        return None
    if before[-1] in lexicon.hours_past or before[-1] in lexicon.hours_to:
        minutes = _minutes(before[:-1], lexicon)
        if minutes is None:
            return None
        return _time(last, minutes if before[-1] in lexicon.hours_past else -minutes)
    noughts = before[1:]
    if noughts and not (len(last) == 1 and lexicon.noughts.issuperset(noughts)):
        return None
    return _time(before[0], int(last)) if noughts or len(last) == 2 else None


def _minutes(words: Sequence[str], lexicon: FoldedLists) -> int | None:
    """The minutes that stand before "past" and "to": "ten", "a quarter", "half"."""
    if len(words) == 2 and words[0] in lexicon.articles:
        words = words[1:]
    if len(words) != 1:
        return None
    part = lexicon.fractions.get(words[0])
    if part is not None:
        return int(part * _MINUTES)
    return int(words[0]) if _digits(words[0]) else None


def _time(hour: str, minutes: int) -> Time | None:
    if not _digits(hour) or abs(minutes) >= _MINUTES or int(hour) > _HOURS:
        return None
    return divmod(int(hour) * _MINUTES + minutes, _MINUTES)


def _digits(word: str) -> bool:
    return word.isdigit() and word.isascii() and len(word) <= 2
