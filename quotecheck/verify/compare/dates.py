"""Days of the year as values: "the fourth of July", "July 4", "4 July"."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from quotecheck.verify.compare import numbers
from quotecheck.verify.compare.lexicon import FoldedLists

_LONGEST = 5  # words: "the twenty-fourth of July"
_LAST_DAY = 31

Day = tuple[str, Fraction]


def day(words: Sequence[str], lexicon: FoldedLists) -> Day | None:
    """The month and day that the words name, or None."""
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
