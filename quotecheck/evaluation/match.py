"""The pairing of the quotations found with the gold quotations.

Spans are compared as sets of letters and digits: marks, spaces and commas are invisible. Two spans
match at an overlap of 0.8 (intersection over union). A gold quotation that was found in several
pieces, and several gold quotations of one speaker found as one, count as found.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from quotecheck.evaluation.gold import GoldQuote, GoldSpans
from quotecheck.model import Quotation

LEAST_OVERLAP = 0.8
LEAST_INSIDE = 0.8


class LetterPlaces:
    """Counts the letters and digits of spans of a text."""

    def __init__(self, text: str) -> None:
        self.before = [0]
        count = 0
        for character in text:
            count += character.isalnum()
            self.before.append(count)

    def size(self, spans: GoldSpans) -> int:
        """The number of letters that ``spans`` hold."""
        last = len(self.before) - 1
        return sum(
            self.before[min(end, last)] - self.before[min(start, last)] for start, end in spans
        )

    def shared(self, one: GoldSpans, other: GoldSpans) -> int:
        """The number of letters that stand in both."""
        common = [(max(a, c), min(b, d)) for a, b in one for c, d in other if max(a, c) < min(b, d)]
        return self.size(tuple(common))

    def overlap(self, one: GoldSpans, other: GoldSpans) -> float:
        """Intersection over union."""
        shared = self.shared(one, other)
        union = self.size(one) + self.size(other) - shared
        return shared / union if union else 0.0

    def inside(self, inner: GoldSpans, outer: GoldSpans) -> float:
        """The share of ``inner`` that lies in ``outer``."""
        size = self.size(inner)
        return self.shared(inner, outer) / size if size else 0.0


def span_of(quote: Quotation) -> GoldSpans:
    """The span of a found quotation."""
    return ((quote.start, quote.end),)


def best_pairs(
    gold: Sequence[GoldSpans],
    found: Sequence[GoldSpans],
    overlap: Callable[[GoldSpans, GoldSpans], float],
) -> list[tuple[int, int, float]]:
    """(gold, found, overlap) of all that touch, best first, earlier first among equals."""
    pairs = [
        (g, f, overlap(a, b))
        for g, a in enumerate(gold)
        for f, b in enumerate(found)
        if a and b and a[0][0] < b[-1][1] and b[0][0] < a[-1][1]
    ]
    return sorted(pairs, key=lambda pair: (-pair[2], pair[0], pair[1]))


def one_to_one(
    gold: Sequence[GoldSpans], found: Sequence[GoldSpans], letters: LetterPlaces, least: float
) -> dict[int, int]:
    """The best pairs of at least that overlap, each side used once."""
    matched: dict[int, int] = {}
    used: set[int] = set()
    for g, f, overlap in best_pairs(gold, found, letters.overlap):
        if overlap >= least and g not in matched and f not in used:
            matched[g] = f
            used.add(f)
    return matched


def match(
    gold: Sequence[GoldQuote], found: Sequence[Quotation], letters: LetterPlaces
) -> dict[int, list[int]]:
    """For each gold quotation that was found the indices of the quotations that found it."""
    gold_spans = [quote.spans for quote in gold]
    found_spans = [span_of(quote) for quote in found]
    pairs = one_to_one(gold_spans, found_spans, letters, LEAST_OVERLAP)
    matched = {g: [f] for g, f in pairs.items()}
    used = set(pairs.values())
    for g, spans in enumerate(gold_spans):
        if g in matched:
            continue
        pieces = [
            f
            for f, each in enumerate(found_spans)
            if f not in used and letters.inside(each, spans) >= LEAST_INSIDE
        ]
        union = _merged([span for f in pieces for span in found_spans[f]])
        if len(pieces) > 1 and letters.overlap(union, spans) >= LEAST_OVERLAP:
            matched[g] = pieces
            used.update(pieces)
    for f, spans in enumerate(found_spans):
        if f not in used:
            for g in _joined(gold, gold_spans, spans, matched, letters):
                matched[g] = [f]
    return matched


def _joined(
    gold: Sequence[GoldQuote],
    gold_spans: Sequence[GoldSpans],
    spans: GoldSpans,
    matched: dict[int, list[int]],
    letters: LetterPlaces,
) -> list[int]:
    """The gold quotations of one speaker that one found quotation covers together."""
    parts = [
        g
        for g, each in enumerate(gold_spans)
        if g not in matched and letters.inside(each, spans) >= LEAST_INSIDE
    ]
    parts.sort(key=lambda g: gold_spans[g])
    if len(parts) < 2 or not all(_together(gold[a], gold[b]) for a, b in pairwise(parts)):
        return []
    gaps = tuple((gold_spans[a][-1][1], gold_spans[b][0][0]) for a, b in pairwise(parts))
    forgiven = letters.shared(tuple(gap for gap in gaps if gap[0] < gap[1]), spans)
    union = _merged([span for g in parts for span in gold_spans[g]])
    shared = letters.shared(union, spans)
    whole = letters.size(union) + letters.size(spans) - forgiven - shared
    return parts if whole and shared / whole >= LEAST_OVERLAP else []


def _together(one: GoldQuote, other: GoldQuote) -> bool:
    if one.group is not None and one.group == other.group:
        return True
    mention = one.mention.strip().lower()
    return bool(mention) and mention == other.mention.strip().lower()


def _merged(spans: list[tuple[int, int]]) -> GoldSpans:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
