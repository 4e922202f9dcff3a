"""Phrases of several words that house style treats as equivalent, where they share words.

"The relief centre" and "the aid centre" differ in one word; only the words beside it show that the
phrases are equivalent.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from quotecheck.verify.compare.align import Edit
from quotecheck.verify.compare.edits import Pair

_SHARED = 4  # words that two phrases may share at either end, and between two edits
_EDITS = 3  # in one phrase


def joined_equivalents(pair: Pair, edits: Sequence[Edit]) -> list[Edit]:
    """The edits, those within two equivalent phrases merged into one, with the words that the
    phrases share."""
    joined: list[Edit] = []
    at = 0
    while at < len(edits):
        low = joined[-1].q_high if joined else 0
        whole, used = _widened(pair, edits, at, low)
        joined.append(whole)
        at += used
    return joined


def _widened(pair: Pair, edits: Sequence[Edit], at: int, low: int) -> tuple[Edit, int]:
    """The edit with this number widened to two equivalent phrases, and the number of edits in them;
    the edit itself if there are none. No word of the quote before ``low`` is included."""
    first, lexicon = edits[at], pair.lexicon
    most_before = min(_SHARED, first.q_low - low)
    for count in range(1, min(_EDITS, len(edits) - at) + 1):
        last = edits[at + count - 1]
        end = edits[at + count].q_low if at + count < len(edits) else len(pair.quote)
        if last.q_low - first.q_high > _SHARED:
            break
        most_after = min(_SHARED, end - last.q_high)
        for before, after in product(range(most_before + 1), range(most_after + 1)):
            s_low, s_high = first.s_low - before, last.s_high + after
            q_low, q_high = first.q_low - before, last.q_high + after
            if (before or after or last is not first) and lexicon.related(
                lexicon.equivalents,
                pair.source.forms[s_low:s_high],
                pair.quote.forms[q_low:q_high],
            ):
                return Edit(s_low, s_high, q_low, q_high), count
    return first, 1
