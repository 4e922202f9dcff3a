"""The same as `quotecheck.sources.gathering` for a large shelf, by whole arrays."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from quotecheck.sources.days import ordinal
from quotecheck.sources.gathering import MOST_PLACES, REACH, Found, Nearness, Share, Term
from quotecheck.sources.shelf import Shelf

_NO_DAY = -1
_WORTH = 0.3  # of the heaviest chunk; lighter ones are no answer

Weights = NDArray[np.float32]
Numbers = NDArray[np.int64]


class ArrayGatherer:
    """Weighs the chunks of a large shelf."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        chunks = shelf.chunks
        self._firsts = np.asarray(chunks.firsts)
        self._sources = np.asarray(chunks.sources)
        self._speakers = np.asarray(chunks.speakers)
        days = (ordinal(head.date) for head in shelf.heads)
        self._days = np.array([_NO_DAY if day is None else day for day in days], np.int64)
        self._buffer = np.zeros(len(self._sources), np.float32)

    def shares(self, share: Share) -> Sequence[float]:
        """What each chunk counts by its speaker."""
        base = len(self._shelf.labels) + 1
        pairs = self._sources.astype(np.int64) * base + self._speakers + 1
        distinct, back = np.unique(pairs, return_inverse=True)
        values = [share(pair // base, pair % base - 1) for pair in distinct.tolist()]
        row: Sequence[float] = np.array(values, np.float32)[back]  # type: ignore[assignment]
        return row

    def heaviest(
        self,
        terms: Sequence[Term],
        shares: Sequence[Sequence[float]],
        nearness: Nearness,
        limit: int,
    ) -> list[list[Found]]:
        """For each row of ``shares`` the chunks that weigh most, the heaviest first."""
        total = np.zeros(len(self._sources), np.float32)
        for term in terms:
            self._add(term, total)
        touched = np.flatnonzero(total)
        weights = total[touched] * self._near(nearness)[self._sources[touched]]
        return [_best(touched, weights * np.asarray(row)[touched], limit) for row in shares]

    def _add(self, term: Term, total: Weights) -> None:
        """Add what a term weighs to the chunks in and around which it stands."""
        rows = [(self._chunks_with(term.others), term.loose), (self._chunks_with(term.forms), 1.0)]
        steps = sorted(
            (worth * share, row, step)
            for row, (_, worth) in enumerate(rows)
            for step, share in REACH
        )
        last, touched = len(total) - 1, []
        for value, row, step in steps:  # what counts more is written over what counts less
            if len(rows[row][0]):
                places = np.clip(rows[row][0] + step, 0, last)
                self._buffer[places] = value
                touched.append(places)
        if touched:
            places = np.concatenate(touched)
            # A chunk that is named twice is written twice with one value, not added twice.
            total[places] = total[places] + term.weight * self._buffer[places]
            self._buffer[places] = 0.0

    def _chunks_with(self, forms: Sequence[str]) -> Numbers:
        rows = [np.asarray(self._shelf.index.places(form)) for form in forms]
        rows = [row for row in rows if 0 < len(row) <= MOST_PLACES]
        if not rows:
            return np.zeros(0, np.int64)
        places = np.concatenate(rows).astype(np.int64)
        return self._firsts.searchsorted(places, "right") - 1

    def _near(self, nearness: Nearness) -> Weights:
        """What each source counts by its day."""
        near = np.ones(len(self._days), np.float32)
        if nearness.day is not None:
            before = nearness.day - self._days
            near[before <= nearness.days] = nearness.bonus
            near[before < -nearness.later] = 0.0
            near[self._days == _NO_DAY] = 1.0
        near[list(self._shelf.gone)] = 0.0
        return near


def _best(chunks: Numbers, weights: Weights, limit: int) -> list[Found]:
    if not len(chunks):
        return []
    kept = np.flatnonzero(weights > max(weights.max() * _WORTH, 0.0))
    if len(kept) > limit:
        kept = kept[np.argpartition(-weights[kept], limit)[:limit]]
    order = kept[np.argsort(-weights[kept], kind="stable")]
    return list(map(Found, chunks[order].tolist(), weights[order].tolist()))
