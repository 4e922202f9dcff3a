"""Quotations that have exactly the words of a passage, in quite another order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from quotecheck.verify.compare.align import Edit
from quotecheck.verify.compare.edits import Effect, JudgedEdit
from quotecheck.verify.compare.order import REASON
from quotecheck.verify.compare.placement import Placement
from quotecheck.verify.compare.printed import Printed
from quotecheck.verify.search.finding import Finder


def in_other_order(
    printed: Printed, places: Sequence[Placement], finder: Finder
) -> Placement | None:
    """The first place near which the speaker says all words of the quote, each as often, but so out
    of order that an alignment finds few of them: "I have friends very wealthy that are people"."""
    forms, rules = printed.words.forms, finder.limits.order
    if len(forms) < rules.bag_words or len(forms) > rules.most_bag_words:
        return None
    for place in places:
        if place.findings and place.quality < rules.bag_quality:
            low = _same_bag(forms, place)
            if low is not None and _is_meant(place, low, low + len(forms)):
                return _placed(forms, place, low, finder)
    return None


def _same_bag(forms: Sequence[str], place: Placement) -> int | None:
    """The beginning of the quote's words near a place, in any order, in one turn."""
    wanted, length, source = sorted(forms), len(forms), place.words.forms
    turns = place.window.turns
    for low in range(max(0, place.low - length), min(place.high, len(source) - length + 1)):
        high = low + length
        if turns[low] == turns[high - 1] and sorted(source[low:high]) == wanted:
            return low
    return None


def _is_meant(place: Placement, low: int, high: int) -> bool:
    """Return whether words are the reordered ones, and not a stretch beside the passage that has
    the same words by chance: where the passage has all of the quote's words in order, far apart,
    the stretch must begin or end with it."""
    return place.coverage < 1 or low == place.low or high == place.high


def _placed(forms: Sequence[str], place: Placement, low: int, finder: Finder) -> Placement:
    """The placement at the beginning of the words, with everything between its equal ends counted
    as moved."""
    length = len(forms)
    said = place.words.forms[low : low + length]
    first = _shared(said, forms)
    last = length - _shared(said[::-1], forms[::-1])
    edit = Edit(low + first, low + last, first, last)
    findings = (
        (JudgedEdit(Effect.CHANGED, edit, reason=REASON, moved=True),) if first < last else ()
    )
    cost = (last - first) * finder.limits.costs.moved
    return replace(place, low=low, high=low + length, findings=findings, cost=cost)


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    """The number of equal words at the beginning of two rows."""
    pairs = zip(one, other, strict=True)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
