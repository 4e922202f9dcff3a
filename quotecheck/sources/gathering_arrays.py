"""Gathering on a large shelf, as in `quotecheck.sources.gathering` but with whole arrays."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from quotecheck.sources.days import ordinal
from quotecheck.sources.shelf import Shelf
from quotecheck.sources.weighing import (
    MOST_PLACES,
    REACH,
    WORTH,
    FoundChunk,
    Nearness,
    SettledWeight,
    SharedWeight,
    Term,
)

_NO_DAY = -1

Weights = NDArray[np.float32]
Int64s = NDArray[np.int64]
Int32s = NDArray[np.int32]

_NOWHERE: Int32s = np.zeros(0, np.int32)
_MARGIN = 2  # chunks before the first and after the last, in which a word may count
_DENSE = 16  # a term in one chunk of this many is common
_REMEMBERED = 5_000_000  # places of words


class ArrayGatherer:
    """A gatherer that weighs the chunks of a large shelf."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        chunks = shelf.chunks
        self._firsts = np.asarray(chunks.firsts)
        self._sources = np.asarray(chunks.sources)
        self._speakers = np.asarray(chunks.speakers)
        days = (ordinal(head.date) for head in shelf.heads)
        self._days = np.array([_NO_DAY if day is None else day for day in days], np.int64)
        self._buffer = np.zeros(len(self._sources) + 2 * _MARGIN, np.float32)
        self._spread = np.zeros_like(self._buffer)
        self._standing = np.zeros(len(self._sources), np.float32)
        self._one = np.zeros_like(self._standing)
        self._known: dict[str, Int32s] = {}
        self._kept = 0

    def shares(self, share: SharedWeight, settled: SettledWeight) -> Sequence[float]:
        """The weight of each chunk by its speaker."""
        numbers = range(-1, len(self._shelf.labels))
        by_label = [settled(number) for number in numbers]
        table = np.array([np.nan if each is None else each for each in by_label], np.float32)
        row = table[self._speakers + 1]
        open_ = np.flatnonzero(np.isnan(row))
        if len(open_):
            base = len(self._shelf.labels) + 1
            pairs = self._sources[open_].astype(np.int64) * base + self._speakers[open_] + 1
            distinct, back = np.unique(pairs, return_inverse=True)
            values = [share(pair // base, pair % base - 1) for pair in distinct.tolist()]
            row[open_] = np.array(values, np.float32)[back]
        counts: Sequence[float] = row
        return counts

    def heaviest(
        self,
        terms: Sequence[Term],
        shares: Sequence[Sequence[float]],
        nearness: Nearness,
        limit: int,
    ) -> list[list[FoundChunk]]:
        """The heaviest chunks for each row of ``shares``, the heaviest first."""
        padded = np.zeros(len(self._sources) + 2 * _MARGIN, np.float32)
        for term in terms:
            self._add(term, padded)
        total = padded[_MARGIN:-_MARGIN]
        touched = np.flatnonzero(total)
        weights = total[touched] * self._near(nearness)[self._sources[touched]]
        return [_best(touched, weights * np.asarray(row)[touched], limit) for row in shares]

    def _add(self, term: Term, total: Weights) -> None:
        """Add the weight of a term to the chunks in and around which it occurs."""
        rows = [(self._chunks_with(term.others), term.loose), (self._chunks_with(term.forms), 1.0)]
        if sum(len(places) for places, _ in rows) * _DENSE > len(self._sources):
            self._add_to_all(term.weight, rows, total)
            return
        steps = sorted(
            (worth * share, row, step)
            for row, (_, worth) in enumerate(rows)
            for step, share in REACH
        )
        touched = []
        for value, row, step in steps:  # larger values are written over smaller ones
            if len(rows[row][0]):
                places = rows[row][0] + (step + _MARGIN)
                self._buffer[places] = value
                touched.append(places)
        if touched:
            places = np.concatenate(touched)
            # A chunk that is named twice is written twice with one value, not added twice.
            total[places] = total[places] + term.weight * self._buffer[places]
            self._buffer[places] = 0.0

    def _add_to_all(
        self, weight: float, rows: Sequence[tuple[Int32s, float]], total: Weights
    ) -> None:
        """Do the same for a term in so many chunks that going through all of them is faster."""
        standing, spread, one = self._standing, self._spread, self._one
        for places, worth in rows:
            standing[places] = worth
        for step, share in REACH:
            there = spread[_MARGIN + step : _MARGIN + step + len(standing)]
            np.maximum(there, np.multiply(standing, np.float32(share), out=one), out=there)
        spread *= np.float32(weight)
        total += spread
        standing.fill(0.0)
        spread.fill(0.0)

    def _chunks_with(self, forms: Sequence[str]) -> Int32s:
        rows = [row for form in forms if len(row := self._chunks_of(form))]
        return np.concatenate(rows) if rows else _NOWHERE

    def _chunks_of(self, form: str) -> Int32s:
        """The chunks in which a word occurs; none for a word too common to matter."""
        found = self._known.get(form)
        if found is None:
            places = np.asarray(self._shelf.index.places(form))
            if not 0 < len(places) <= MOST_PLACES:
                found = _NOWHERE
            else:
                numbers = self._firsts.searchsorted(places.astype(np.int64), "right") - 1
                found = numbers.astype(np.int32)
            if self._kept > _REMEMBERED:
                self._known.clear()
                self._kept = 0
            self._known[form] = found
            self._kept += len(found) + 1
        return found

    def _near(self, nearness: Nearness) -> Weights:
        """The weight of each source by its day."""
        near = np.ones(len(self._days), np.float32)
        if nearness.day is not None:
            before = nearness.day - self._days
            near[before <= nearness.days] = nearness.bonus
            near[before < -nearness.later] = 0.0
            near[self._days == _NO_DAY] = 1.0
        near[list(self._shelf.gone)] = 0.0
        return near


def _best(chunks: Int64s, weights: Weights, limit: int) -> list[FoundChunk]:
    if not len(chunks):
        return []
    kept = np.flatnonzero(weights > max(weights.max() * WORTH, 0.0))
    if len(kept) > limit:
        kept = kept[np.argpartition(-weights[kept], limit)[:limit]]
    order = kept[np.argsort(-weights[kept], kind="stable")]
    return list(map(FoundChunk, chunks[order].tolist(), weights[order].tolist()))
