"""Laying a printed quotation beside a stretch of a source, word by word.

The words are aligned by the fewest edits (Levenshtein, over words). Words outside the quotation are
trimmed away: the run of the alignment that gains most is kept, as in local alignment (Smith and
Waterman 1981), and its ends are moved to where the total cost is least. The parts of a quotation
between ellipses are placed one by one, in order.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz.distance import Indel, Levenshtein

_GAIN_FUNCTION = 1.0  # an equal function word at the end is worth a gap of five words
_GAIN_CONTENT = 2.0
_LOSS = 0.18  # for a word of the source that the quote lacks
_LOSS_OTHER = 0.3  # for a word of the quote that the source lacks
_WEIGHTS = (8, 1, 8)  # of an added, a missing, another word, when the ends are moved
_END_WORDS = 3  # words at either end of the quote that its place may begin or end with

_LARGE = 100_000  # pairs of words; beyond, the ends are left where they are
_FAR_END = 12  # words that the place may begin before what was matched at first

AlignedRun = tuple[str, int, int, int, int]


@dataclass(frozen=True, slots=True)
class Edit:
    """Words that differ: ``source[s_low:s_high]`` stands where ``quote[q_low:q_high]`` does."""

    s_low: int
    s_high: int
    q_low: int
    q_high: int


@dataclass(frozen=True, slots=True)
class Alignment:
    """The source's words that the quote was laid on (``low`` up to ``high``), and the edits."""

    low: int
    high: int
    edits: tuple[Edit, ...]

    def equal(self, length: int) -> int:
        """The number of the quote's ``length`` words that are equal."""
        return length - sum(edit.q_high - edit.q_low for edit in self.edits)


def align(
    source: Sequence[str],
    quote: Sequence[str],
    *,
    ellipses: Collection[int] = (),
    function: Collection[str] = (),
) -> Alignment | None:
    """Align the words of a quote with those of a source that may hold it.

    ``ellipses`` are the numbers of the quote's words after an ellipsis; ``function`` are words
    whose being equal proves little. None if no word is equal.
    """
    spans = _spans(_runs(Levenshtein, source, quote), source, quote, ellipses, function)
    if not spans:
        # Among alignments that cost the same there may be one with equal words, and one without.
        spans = _spans(_runs(Indel, source, quote), source, quote, ellipses, function)
    if not spans:
        return None
    return Alignment(spans[0][0], spans[-1][1], tuple(_edits(source, quote, spans)))


def _runs(distance: Any, source: Sequence[str], quote: Sequence[str]) -> list[AlignedRun]:
    return [
        (op.tag, op.src_start, op.src_end, op.dest_start, op.dest_end)
        for op in distance.opcodes(source, quote)
    ]


def _spans(
    runs: Sequence[AlignedRun],
    source: Sequence[str],
    quote: Sequence[str],
    ellipses: Collection[int],
    function: Collection[str],
) -> list[tuple[int, int, int, int]]:
    """The places of the parts of the quote: (from, to) in the source and in the quote."""
    spans: list[tuple[int, int, int, int]] = []
    floor = 0
    for q_low, q_high in _segments(len(quote), ellipses):
        kept = _best_run([*_within(runs, q_low, q_high, floor)], quote, function)
        if not kept:
            continue
        words = quote[q_low:q_high]
        low, high = kept[0][1], kept[-1][2]
        if not _is_firm(source, words, kept, q_low, q_high):
            whole = _in_a_row(source, words, floor, low)
            low, high = whole or _moved_ends(source, words, floor, low, high)
        spans.append((low, high, q_low, q_high))
        floor = high
    return spans


def _segments(length: int, ellipses: Collection[int]) -> Iterator[tuple[int, int]]:
    low = 0
    for number in sorted({*(n for n in ellipses if 0 < n < length), length}):
        yield low, number
        low = number


def _within(
    runs: Sequence[AlignedRun], q_low: int, q_high: int, floor: int
) -> Iterator[AlignedRun]:
    """The parts of the runs that cover some of the quote's words, from ``floor`` on."""
    for tag, s_low, s_high, low, high in runs:
        if high < q_low or low > q_high or (low == q_high and low != high):
            continue
        if tag == "equal":
            skip, drop = max(0, q_low - low), max(0, high - q_high)
            if s_low + skip >= floor and low + skip < high - drop:
                yield tag, s_low + skip, s_high - drop, low + skip, high - drop
        elif s_low >= floor:
            yield tag, s_low, s_high, max(low, q_low), min(high, q_high)


def _best_run(
    runs: Sequence[AlignedRun], quote: Sequence[str], function: Collection[str]
) -> list[AlignedRun]:
    """The stretch of the alignment that gains most; it begins and ends with equal words."""
    best, best_from, best_to = 0.0, 0, 0
    score, start = 0.0, 0
    for number, (tag, s_low, s_high, q_low, q_high) in enumerate(runs):
        if tag == "equal":
            words = quote[q_low:q_high]
            score += sum(_GAIN_FUNCTION if word in function else _GAIN_CONTENT for word in words)
            if score > best:
                best, best_from, best_to = score, start, number + 1
            continue
        score -= (s_high - s_low) * _LOSS if tag == "delete" else (q_high - q_low) * _LOSS_OTHER
        if score <= 0:
            score, start = 0.0, number + 1
    return list(runs[best_from:best_to])


def _is_firm(
    source: Sequence[str], words: Sequence[str], kept: Sequence[AlignedRun], q_low: int, q_high: int
) -> bool:
    """Return whether both ends of a place have so many equal words that moving them cannot pay."""
    (first, last), low, high = (kept[0], kept[-1]), kept[0][1], kept[-1][2]
    if first[3] != q_low or last[4] != q_high:
        return False
    shorter = min(first[4] - first[3], last[4] - last[3])
    if shorter < _END_WORDS or shorter * _WEIGHTS[0] <= high - low - shorter:
        return False
    pairs = list(zip(source[low:high], source[low + 1 : high], strict=False))
    return pairs.count((words[0], words[1])) == pairs.count((words[-2], words[-1])) == 1


def _moved_ends(
    source: Sequence[str], words: Sequence[str], floor: int, low: int, high: int
) -> tuple[int, int]:
    """The ends of the place moved to where the words cost least; the shorter place wins a tie."""
    if len(words) * (high - low) > _LARGE:
        return low, high
    starts = {low, *_openings(source, words, max(floor, low - _FAR_END), low - _END_WORDS)}
    first = set(words[:_END_WORDS])
    starts |= {at for at in range(max(floor, low - _END_WORDS), high) if source[at] in first}
    low = min(starts, key=lambda at: (_distance(source[at:high], words), -at))
    back, drow = source[low:][::-1], words[::-1]
    total = len(source)
    far = _openings(back, drow, total - high - _FAR_END, total - high - _END_WORDS)
    ends = {high, *(total - at for at in far)}
    last = set(words[-_END_WORDS:])
    near = range(low + 1, min(total, high + _END_WORDS) + 1)
    ends |= {at for at in near if source[at - 1] in last}
    return low, min(ends, key=lambda at: (_distance(source[low:at], words), at))


def _in_a_row(
    source: Sequence[str], words: Sequence[str], floor: int, near: int
) -> tuple[int, int] | None:
    """The place where the words stand one after the other, nearest to a position."""
    length = len(words)
    found = [
        at
        for at in range(floor, len(source) - length + 1)
        if source[at] == words[0] and source[at : at + length] == words
    ]
    if not found:
        return None
    low = min(found, key=lambda at: abs(at - near))
    return low, low + length


def _openings(source: Sequence[str], words: Sequence[str], floor: int, limit: int) -> Iterator[int]:
    """The places where two of the first words stand together, from ``floor`` up to ``limit``."""
    pairs = {tuple(words[at : at + 2]) for at in range(min(2, len(words) - 1))}
    for at in range(max(0, floor), limit):
        if tuple(source[at : at + 2]) in pairs:
            yield at


def _distance(source: Sequence[str], words: Sequence[str]) -> int:
    return int(Levenshtein.distance(source, words, weights=_WEIGHTS))


def _edits(
    source: Sequence[str], quote: Sequence[str], spans: Sequence[tuple[int, int, int, int]]
) -> Iterator[Edit]:
    """The edits within the places of a quote's parts, and the gaps between the places."""
    s_at, q_at = spans[0][0], 0
    for low, high, q_low, q_high in spans:
        if low > s_at or q_low > q_at:
            yield Edit(s_at, low, q_at, q_low)
        edits = [
            Edit(low + op.src_start, low + op.src_end, q_low + op.dest_start, q_low + op.dest_end)
            for op in Levenshtein.opcodes(source[low:high], quote[q_low:q_high])
            if op.tag != "equal"
        ]
        yield from _joined(edits)
        s_at, q_at = high, q_high
    if q_at < len(quote):
        yield Edit(s_at, s_at, q_at, len(quote))


def _joined(edits: Sequence[Edit]) -> list[Edit]:
    """Edits that touch each other as one."""
    joined: list[Edit] = []
    for edit in edits:
        last = joined[-1] if joined else None
        if last and last.s_high == edit.s_low and last.q_high == edit.q_low:
            joined[-1] = Edit(last.s_low, edit.s_high, last.q_low, edit.q_high)
        else:
            joined.append(edit)
    return joined


def slide(
    edit: Edit, source: Sequence[str], wanted: Collection[int], before: int, after: int
) -> Edit:
    """Missing words moved, as far as equal words let them, to where one of the ``wanted`` numbers
    of the quote's words says that they are missing; between words ``before`` and ``after``."""
    if edit.q_low != edit.q_high or edit.q_low in wanted:
        return edit
    for step in -1, 1:
        at = edit
        while before < at.q_low if step < 0 else at.q_low < after:
            one, other = (at.s_low - 1, at.s_high - 1) if step < 0 else (at.s_low, at.s_high)
            if other >= len(source) or source[one] != source[other]:
                break
            at = Edit(at.s_low + step, at.s_high + step, at.q_low + step, at.q_low + step)
            if at.q_low in wanted:
                return at
    return edit
