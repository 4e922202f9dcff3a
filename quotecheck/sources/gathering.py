"""Gathering words that stand together in any order: the chunks that hold most of a list.

A report shares words with what was said, not phrases, so each word is looked up by itself and the
chunks are weighed.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from heapq import nlargest

from quotecheck.sources.days import ordinal
from quotecheck.sources.memory import MemoryIndex
from quotecheck.sources.shelf import Shelf
from quotecheck.sources.weighing import (
    REACH,
    WORTH,
    FoundChunk,
    Gatherer,
    Nearness,
    SettledWeight,
    SharedWeight,
    Term,
)


def gatherer(shelf: Shelf) -> Gatherer:
    """The gatherer for a shelf: plain loops for a handful of sources."""
    if isinstance(shelf.index, MemoryIndex):
        return PlainGatherer(shelf)
    from quotecheck.sources.gathering_arrays import ArrayGatherer

    return ArrayGatherer(shelf)


class PlainGatherer:
    """A gatherer that weighs the chunks of a small shelf."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._days = [ordinal(head.date) for head in shelf.heads]

    def shares(self, share: SharedWeight, settled: SettledWeight) -> Sequence[float]:  # noqa: ARG002
        """The weight of each chunk by its speaker."""
        chunks = self._shelf.chunks
        return [share(chunks.sources[at], chunks.speakers[at]) for at in range(len(chunks.sources))]

    def heaviest(
        self,
        terms: Sequence[Term],
        shares: Sequence[Sequence[float]],
        nearness: Nearness,
        limit: int,
    ) -> list[list[FoundChunk]]:
        """The heaviest chunks for each row of ``shares``, the heaviest first."""
        chunks, gone = self._shelf.chunks, self._shelf.gone
        total: dict[int, float] = {}
        for term in terms:
            for chunk, share in self._standing(term).items():
                total[chunk] = total.get(chunk, 0.0) + term.weight * share
        near = [
            0.0 if number in gone else nearness.of(day) for number, day in enumerate(self._days)
        ]
        weighed = [(chunk, weight * near[chunks.sources[chunk]]) for chunk, weight in total.items()]
        answers = []
        for row in shares:
            found = (FoundChunk(chunk, weight * row[chunk]) for chunk, weight in weighed)
            best = nlargest(limit, found, key=lambda each: (each.weight, -each.chunk))
            least = best[0].weight * WORTH if best else 0.0
            answers.append([each for each in best if each.weight > max(least, 0.0)])
        return answers

    def _standing(self, term: Term) -> dict[int, float]:
        """The chunks in or near which a term occurs, with how much it counts there."""
        firsts, last = self._shelf.chunks.firsts, len(self._shelf.chunks.sources)
        found: dict[int, float] = {}
        for forms, worth in (term.others, term.loose), (term.forms, 1.0):
            for form in forms:
                places = self._shelf.index.places(form)
                for number in range(len(places)):
                    at = bisect_right(firsts, places[number]) - 1
                    for step, share in REACH:
                        chunk = at + step
                        if 0 <= chunk < last and found.get(chunk, 0.0) < worth * share:
                            found[chunk] = worth * share
        return found
