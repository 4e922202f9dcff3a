"""Laying a printed quotation beside a stretch of a source, word by word.

The words are aligned by the fewest edits (Levenshtein, over words), then what lies outside the
quotation is trimmed away: the run of the alignment that gains most is kept, as in local alignment
(Smith and Waterman 1981).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.distance import Levenshtein

_GAIN_FUNCTION = 1.0  # an equal function word at the end is worth a gap of five words
_GAIN_CONTENT = 2.0
_LOSS = 0.2  # for a word of the source that the quote lacks
_LOSS_MARKED = 0.005  # the same where an ellipsis or a bracket stands


@dataclass(frozen=True, slots=True)
class Edit:
    """Words that differ: ``source[s_low:s_high]`` stands where ``quote[q_low:q_high]`` does."""

    s_low: int
    s_high: int
    q_low: int
    q_high: int


@dataclass(frozen=True, slots=True)
class Alignment:
    """Where in the source's words the quote stands (``low`` up to ``high``), and the edits."""

    low: int
    high: int
    edits: tuple[Edit, ...]

    def equal(self, length: int) -> int:
        """How many of the quote's ``length`` words stand in the source."""
        return length - sum(edit.q_high - edit.q_low for edit in self.edits)


def align(
    source: Sequence[str],
    quote: Sequence[str],
    *,
    marks: Collection[int] = (),
    function: Collection[str] = (),
) -> Alignment | None:
    """Align the words of a quote with those of a source that may hold it.

    ``marks`` are the numbers of the quote's words that an edit mark stands before; ``function``
    are words that prove little by being equal. None if no word is equal.
    """
    runs = [
        (op.tag, op.src_start, op.src_end, op.dest_start, op.dest_end)
        for op in Levenshtein.opcodes(source, quote)
    ]
    kept = _best_run(runs, quote, marks, function)
    if not kept:
        return None
    _, low, _, q_low, _ = kept[0]
    _, _, high, _, q_high = kept[-1]
    edits = [Edit(*run[1:]) for run in kept if run[0] != "equal"]
    if q_low > 0:
        edits.insert(0, Edit(low, low, 0, q_low))
    if q_high < len(quote):
        edits.append(Edit(high, high, q_high, len(quote)))
    edits = _slide(_joined(edits), source, marks, len(quote))
    return Alignment(low, high, tuple(edits))


def _best_run(
    runs: list[tuple[str, int, int, int, int]],
    quote: Sequence[str],
    marks: Collection[int],
    function: Collection[str],
) -> list[tuple[str, int, int, int, int]]:
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
        if tag == "delete":
            score -= (s_high - s_low) * (_LOSS_MARKED if q_low in marks else _LOSS)
        if score <= 0:
            score, start = 0.0, number + 1
    return runs[best_from:best_to]


def _joined(edits: list[Edit]) -> list[Edit]:
    """Edits that touch each other as one."""
    joined: list[Edit] = []
    for edit in edits:
        last = joined[-1] if joined else None
        if last and last.s_high == edit.s_low and last.q_high == edit.q_low:
            joined[-1] = Edit(last.s_low, edit.s_high, last.q_low, edit.q_high)
        else:
            joined.append(edit)
    return joined


def _slide(
    edits: list[Edit], source: Sequence[str], marks: Collection[int], length: int
) -> list[Edit]:
    """Missing words moved to where a mark says that they are missing, if they can be."""
    if not marks:
        return edits
    moved = []
    for number, edit in enumerate(edits):
        before = edits[number - 1].q_high if number else 0
        after = edits[number + 1].q_low if number + 1 < len(edits) else length
        moved.append(_to_mark(edit, source, marks, before, after))
    return moved


def _to_mark(
    edit: Edit, source: Sequence[str], marks: Collection[int], before: int, after: int
) -> Edit:
    if edit.q_low != edit.q_high or edit.q_low in marks:
        return edit
    for step in -1, 1:
        at = edit
        while True:
            if step < 0:
                fits = at.q_low > before and source[at.s_low - 1] == source[at.s_high - 1]
            else:
                fits = at.q_low < after and source[at.s_low] == source[at.s_high]
            if not fits:
                break
            at = replace(
                at,
                s_low=at.s_low + step,
                s_high=at.s_high + step,
                q_low=at.q_low + step,
                q_high=at.q_high + step,
            )
            if at.q_low in marks:
                return at
    return edit
