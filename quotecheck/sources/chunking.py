"""Cutting a source into chunks: turns, the long ones cut where a line, a sentence or a word
ends."""

from __future__ import annotations

from collections.abc import Iterator

from quotecheck.model import Source

_MOST = 200  # characters of a chunk


def cut_chunks(source: Source) -> Iterator[tuple[int, int, int]]:
    """The chunks of a source in text order: (turn, start, end)."""
    for turn, start, end in _stretches(source):
        at = start
        while end - at > _MOST:
            middle = _break_before(source.text, at, at + _MOST)
            yield turn, at, middle
            at = middle
        if at < end:
            yield turn, at, end


def number_label(labels: dict[str, int], source: Source, turn: int) -> int:
    """The number of a turn's speaker, a new one if the label is new; -1 if nobody is named."""
    label = source.turns[turn].speaker if turn >= 0 else None
    return labels.setdefault(label, len(labels)) if label else -1


def _stretches(source: Source) -> Iterator[tuple[int, int, int]]:
    """The turns; a source without turns as a whole."""
    at = 0
    for number, turn in enumerate(source.turns):
        start = max(at, turn.start)
        if start < turn.end:
            yield number, start, turn.end
        at = max(at, turn.end)
    if not source.turns:
        yield -1, 0, len(source.text)


def _break_before(text: str, start: int, end: int) -> int:
    """The place where a chunk may end: at a line's end, a sentence's, a word's, or else
    anywhere."""
    half = (start + end) // 2
    for mark in "\n", ". ", " ":
        found = text.rfind(mark, half, end)
        if found >= 0:
            return found + len(mark)
    return end
