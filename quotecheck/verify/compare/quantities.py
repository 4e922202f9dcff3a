"""Amounts of a unit, and ranges: "6ft", "six feet"; "$5-6m", "five to six million dollars"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quotecheck.verify.compare.lexicon import FoldedLists
from quotecheck.verify.compare.numbers import LONGEST, Value, slashed, value

_WITH_UNIT = re.compile(r"(\d+(?:\.\d+)?)([a-z]+)")
_TO = "to"
_BETWEEN = _TO, "and", "or"  # a hyphen, which is no word, stands for "to"

Quantity = tuple[Value, int]  # of which unit, by the number of its group
QuantityRange = tuple[Value, Value, str]


def quantities(words: Sequence[str], lexicon: FoldedLists) -> Iterator[Quantity]:
    """Read the words as an amount of a unit, in every possible way: "m" may be meters or miles."""
    written = _WITH_UNIT.fullmatch(words[-1]) if words else None
    words = [*words[:-1], *written.groups()] if written else words
    for at in range(1, len(words)):
        units = lexicon.units.get(tuple(words[at:]), ())
        for amount in (value(words[:at], lexicon), slashed(words[:at])) if units else ():
            if amount is not None:
                yield from ((amount, unit) for unit in units)


def ranges(words: Sequence[str], lexicon: FoldedLists) -> Iterator[QuantityRange]:
    """The two numbers that the words may give, with the word between them. The magnitude and the
    currency of one are also the other's."""
    if not 1 < len(words) <= LONGEST:
        return
    for cut in range(1, len(words)):
        if not lexicon.is_number(words[cut - 1]):
            continue
        joint = words[cut] if words[cut] in _BETWEEN else _TO
        one, other = words[:cut], words[cut + (words[cut] in _BETWEEN) :]
        if not other:
            continue
        scale = [word for word in other if word in lexicon.magnitudes]
        shared = scale and lexicon.magnitudes.keys().isdisjoint(one)
        high = value(other, lexicon)
        low = value([*one, *scale] if shared else one, lexicon) if high else None
        if low and high:
            units = low[1] | high[1]
            yield (low[0], units), (high[0], units), joint
