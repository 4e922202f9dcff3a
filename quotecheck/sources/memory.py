"""The index of a handful of sources: the positions of every word, in plain dictionaries."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence

from quotecheck.model import Source
from quotecheck.sources.canonical import Canon
from quotecheck.sources.chunking import cut_chunks, number_label
from quotecheck.sources.shelf import Chunks, Hit, Shelf, ShelfRow, begun

_BUDGET = 6000  # positions read in one search
_BUCKET = 8  # words; a passage may be out of step with the quote by this many


class MemoryIndex:
    """Positions of every word."""

    def __init__(self) -> None:
        self._places: dict[str, array[int]] = {}
        self._sorted: list[str] | None = None

    def add(self, forms: Iterable[str], first: int) -> None:
        """Add words that stand in a row from position ``first``."""
        places = self._places
        for position, form in enumerate(forms, first):
            found = places.get(form)
            if found is None:
                places[form] = array("q", (position,))
            else:
                found.append(position)

    def word_counts(self, forms: Sequence[str]) -> list[int]:
        """The number of times that each of some words occurs."""
        places = self._places
        return [len(places.get(form, ())) for form in forms]

    def known(self, forms: Sequence[str]) -> list[str]:
        """Those of some words that occur."""
        return [form for form in forms if form in self._places]

    def beginning(self, letters: str, limit: int) -> list[str]:
        """Words that begin with some letters, in alphabetical order."""
        if self._sorted is None or len(self._sorted) != len(self._places):
            self._sorted = sorted(self._places)
        return begun(self._sorted, letters, limit)

    def places(self, form: str) -> ShelfRow:
        """The places of a word."""
        return self._places.get(form, ())

    def exact(self, forms: Sequence[str], limit: int) -> list[int]:
        """The places where the words stand, one right after the other."""
        rows = [(self._places.get(form, ()), offset) for offset, form in enumerate(forms)]
        if not rows:
            return []
        rows.sort(key=lambda row: len(row[0]))
        rarest, shift = rows[0]
        found = []
        for place in rarest:
            start = place - shift
            if all(_holds(row, start + offset) for row, offset in rows[1:]):
                found.append(start)
                if len(found) >= limit:
                    break
        return found

    def may_hold(self, forms: Sequence[str], spans: Sequence[tuple[int, int]]) -> bool:
        """Return whether most of the words may stand within spans of the row; never asked of so few
        sources."""
        return bool(forms and spans)

    def near(self, forms: Sequence[str], limit: int) -> list[Hit]:
        """The places where most of the words stand, best first."""
        rows = [(self._places.get(form, ()), offset) for offset, form in enumerate(forms)]
        rows = sorted((row for row in rows if row[0]), key=lambda row: len(row[0]))
        votes: Counter[int] = Counter()
        budget = _BUDGET
        for places, offset in rows:
            budget -= len(places)
            if budget < 0 and votes:
                break
            votes.update({(place - offset) // _BUCKET for place in places})
        joined = {bucket: count + votes.get(bucket + 1, 0) for bucket, count in votes.items()}
        best = sorted(joined.items(), key=lambda item: (-item[1], item[0]))[:limit]
        return [Hit(*_rarest(rows, bucket), count) for bucket, count in best]


def _rarest(rows: Sequence[tuple[Sequence[int], int]], bucket: int) -> tuple[int, int]:
    """The position and number of the first word in the rows that votes for a bucket."""
    for places, offset in rows:
        at = bisect_left(places, bucket * _BUCKET + offset)
        if at < len(places) and (places[at] - offset) // _BUCKET == bucket:
            return places[at], offset
    return max(0, bucket * _BUCKET), 0


def _holds(row: Sequence[int], place: int) -> bool:
    at = bisect_left(row, place)
    return at < len(row) and row[at] == place


def shelve_in_memory(sources: Sequence[Source], canon: Canon) -> Shelf:
    """The sources on a shelf of their own, indexed in memory."""
    index = MemoryIndex()
    labels: dict[str, int] = {}
    chunks: list[tuple[int, int, int, int, int]] = []
    firsts = [0]
    for number, source in enumerate(sources):
        for turn, start, end in cut_chunks(source):
            forms = canon.forms(source.text[start:end])
            index.add(forms, firsts[-1])
            chunks.append((number, turn, start, end, number_label(labels, source, turn)))
            firsts.append(firsts[-1] + len(forms))
        firsts[-1] += 1  # a gap, so that no phrase reaches from one source into the next
    numbers, turns, starts, ends, speakers = zip(*chunks, strict=True) if chunks else [()] * 5
    table = Chunks(numbers, turns, starts, ends, speakers, firsts)
    return Shelf(sources, table, list(labels), index, canon)
