"""Negations that a quotation cuts off right at one of its ends: "all of them ring" of "not all of
them ring", "they will" of "they won't"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quotecheck.verify.compare.align import Alignment, Edit
from quotecheck.verify.compare.lightness import QUANTIFIERS

if TYPE_CHECKING:
    from quotecheck.verify.compare.edits import Pair

DENYING = frozenset(("not", "hardly", "scarcely", "barely"))  # before "all", "any", "a"
_EVERY = QUANTIFIERS | {"every", "everybody", "everyone", "everything", "many", "much", "enough"}
_AFTER = frozenset(("and", "but", "so", "or", "because", "that"))
_STOP = re.compile(r"[.?!…:;—–\n]")


def with_cut_negation(pair: Pair, found: Alignment) -> Alignment:
    """The alignment with a negation right before or after the words that belongs to them, treated
    as left out by the quote."""
    low, high, edits, length = found.low, found.high, list(found.edits), len(pair.quote)
    if _begins_after(pair, found):
        edits.insert(0, Edit(low - 1, low, 0, 0))
        low -= 1
    last = edits[-1] if edits else None
    if (last is None or last.q_high < length) and _is_cut_in_two(pair, high):
        edits.append(Edit(high, high + 1, length, length))
        high += 1
    return Alignment(low, high, tuple(edits))


def _begins_after(pair: Pair, found: Alignment) -> bool:
    """Return whether a quote printed as a sentence begins with an "all" or "a" whose "not" was cut
    off. "A mistake" of "it was not a mistake" is not a sentence."""
    low, forms, lexicon = found.low, pair.source.forms, pair.lexicon
    at_edge = found.edits and not found.edits[0].q_low
    if not low or at_edge or forms[low - 1] not in DENYING or not _is_sentence(pair):
        return False
    if pair.text[pair.source.ends[low - 1] : pair.source.starts[low]].strip():
        return False
    if forms[low] in _EVERY - {"1"}:
        return True
    counted = forms[low] in lexicon.determiners or lexicon.is_number(forms[low])
    return counted and _opens(pair, low - 1)


def _opens(pair: Pair, at: int) -> bool:
    """Return whether a word is the first of a sentence, apart from small joining words."""
    while at and pair.source.forms[at - 1] in _AFTER:
        at -= 1
    between = pair.text[pair.source.ends[at - 1] : pair.source.starts[at]] if at else "."
    return bool(_STOP.search(between))


def _is_sentence(pair: Pair) -> bool:
    return pair.printed[pair.quote.starts[0]].isupper()


def _is_cut_in_two(pair: Pair, high: int) -> bool:
    """Return whether a place ends between the two words of a contraction with a "not"."""
    words = pair.source
    return (
        0 < high < len(words)
        and words.starts[high] == words.starts[high - 1]
        and words.forms[high] in pair.lexicon.negations
    )
