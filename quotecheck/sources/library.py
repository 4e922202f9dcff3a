"""The library: every source that a check may look into."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from typing import NamedTuple

from quotecheck.model import Passage, Source, Unread
from quotecheck.rules import Rules
from quotecheck.sources.canonical import Canon
from quotecheck.sources.keys import distinct, source_key
from quotecheck.sources.memory import shelve_in_memory
from quotecheck.sources.passages import stretch_of
from quotecheck.sources.shelf import Shelf, Window
from quotecheck.sources.surroundings import surroundings

_SEARCH_POOL = 400
MOST_COUNTED = 100  # places of a phrase; no more are counted
_REMEMBERED = 100_000  # counts
_LOOSE = 16  # words; a near place may be out of step by this many
_HANDFUL = 600_000  # characters; more need the larger index


class PassagePlace(NamedTuple):
    """A position on a shelf."""

    shelf: Shelf
    position: int


@dataclass(frozen=True, eq=False)
class Library:
    """Sources and the indexes over them.

    ``warnings`` are what an editor has to know about the reading, ``unread`` the files that could
    not be read, with the reasons. ``sources`` maps an id to its Source.
    """

    rules: Rules
    canon: Canon
    shelves: tuple[Shelf, ...] = ()
    warnings: tuple[str, ...] = ()
    unread: tuple[Unread, ...] = ()

    def adding(self, sources: Sequence[Source]) -> Library:
        """This library with further sources; of two with the same id the first counts."""
        known = set(self.sources)
        fresh, warnings = [], list(self.warnings)
        for each in sources:
            source = distinct(each, known)
            if source.id in known:
                place = source.path or "a source"
                warnings.append(f"{place}: left out: another source has the id {source.id!r}")
            else:
                known.add(source.id)
                fresh.append(source)
        return Library(
            self.rules,
            self.canon,
            (*self.shelves, *self._shelve(fresh)),
            tuple(warnings),
            self.unread,
        )

    def _shelve(self, sources: Sequence[Source]) -> Iterable[Shelf]:
        if not sources:
            return ()
        if sum(len(source.text) for source in sources) <= _HANDFUL:
            return (shelve_in_memory(sources, self.canon),)
        from quotecheck.sources import shelving

        return shelving.shelve(sources, self.canon)

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """The sources by id, each read on demand."""
        return _Sources(self.shelves)

    @cached_property
    def hash(self) -> str:
        """A hash of the sources, which changes when any of them does."""
        keys: list[str] = []
        for shelf in self.shelves:
            known = shelf.keys or map(source_key, shelf.sources)
            keys += (key for number, key in enumerate(known) if number not in shelf.gone)
        return sha256("".join(sorted(keys)).encode()).hexdigest()[:16]

    @cached_property
    def speakers(self) -> frozenset[str]:
        """The labels of all speakers, as written."""
        return frozenset().union(*(shelf.labels for shelf in self.shelves))

    def __len__(self) -> int:
        return len(self.sources)

    def count(self, forms: Sequence[str]) -> int:
        """The number of times that canonical words occur in all sources, one right after the other;
        for phrases the count stops at a hundred."""
        key = tuple(forms)
        found = self._counts.get(key)
        if found is None:
            if len(key) == 1:
                return self.word_counts(key)[0]
            found = len(self.exact(key, MOST_COUNTED))
            if len(self._counts) >= _REMEMBERED:
                self._counts.clear()
            self._counts[key] = found
        return found

    def word_counts(self, forms: Sequence[str]) -> list[int]:
        """The number of times that each of some canonical words occurs in all sources; looking them
        up together is faster than one by one."""
        counts = self._word_counts
        fresh = [form for form in forms if form not in counts]
        if fresh:
            if len(counts) + len(fresh) > _REMEMBERED:
                counts.clear()
                fresh = list(forms)
            rows = [shelf.index.word_counts(fresh) for shelf in self.shelves]
            counts.update(zip(fresh, map(sum, zip(*rows, strict=True)), strict=True))
        return [counts[form] for form in forms]

    @cached_property
    def _word_counts(self) -> dict[str, int]:
        return {}

    @cached_property
    def _counts(self) -> dict[tuple[str, ...], int]:
        return {}

    def known(self, forms: Sequence[str]) -> list[str]:
        """Those of some words that occur in the sources, in order."""
        there: set[str] = set()
        for shelf in self.shelves:
            there.update(shelf.index.known(forms))
        return [form for form in forms if form in there]

    def exact(self, forms: Sequence[str], limit: int) -> list[PassagePlace]:
        """The places where canonical words stand one right after the other."""
        return [
            PassagePlace(shelf, position)
            for shelf in self.shelves
            for position in shelf.index.exact(forms, limit)
            if shelf.counts(position)
        ][:limit]

    def near(self, forms: Sequence[str], limit: int) -> list[tuple[PassagePlace, int]]:
        """The places where most of the canonical words stand, best first, with how many stand
        there."""
        found = [
            (PassagePlace(shelf, shelf.earlier(hit.place, hit.number)), hit.words)
            for shelf in self.shelves
            for hit in shelf.index.near(forms, limit)
            if shelf.counts(hit.place)
        ]
        found.sort(key=lambda item: -item[1])
        return found[:limit]

    def place(self, source: str, offset: int) -> PassagePlace | None:
        """The position of the first word at or after an offset in a source's text."""
        for shelf in self.shelves:
            for number, head in enumerate(shelf.heads):
                if head.id == source and number not in shelf.gone:
                    return PassagePlace(shelf, shelf.position(number, offset))
        return None

    def search(self, words: str, *, limit: int = 10) -> list[Passage]:
        """Passages that hold the words, as written or nearly; the nearest first."""
        forms = self.canon.forms(words)
        if not forms or limit < 1:
            return []
        exact = self.exact(forms, max(limit, _SEARCH_POOL))
        passages = []
        for place in exact[:limit]:
            window = place.shelf.window(place.position, place.position + len(forms))
            passages.append(self.passage(place.shelf, window, 0, len(forms), score=1.0))
        if len(passages) < limit and len(forms) > 1:
            for place, standing in self.near(forms, limit):
                passage = self._around(place, forms, min(1.0, standing / len(forms)))
                if passage and not any(_overlap(passage, other) for other in passages):
                    passages.append(passage)
        return passages[:limit]

    def _around(self, place: PassagePlace, forms: Sequence[str], score: float) -> Passage | None:
        """The stretch near a place from the first to the last of the words, if any is there."""
        first, last = place.position - _LOOSE, place.position + len(forms) + _LOOSE
        window = place.shelf.window(first, last, place.position)
        hits = [at for at, form in enumerate(window.words.forms) if form in forms]
        if not hits:
            return None
        low, high = hits[0], hits[-1] + 1
        return self.passage(place.shelf, window, low, high, score=score, near=True)

    def passage(
        self, shelf: Shelf, window: Window, low: int, high: int, *, score: float, near: bool = False
    ) -> Passage:
        """The words ``low`` up to ``high`` of a window as a record."""
        start, end = window.words.starts[low], window.words.ends[max(low, high - 1)]
        turn, speaker = window.turns[low], window.speakers[low]
        return self.stretch(
            shelf, window.source, turn, speaker, start, end, score=round(score, 4), near=near
        )

    def stretch(
        self,
        shelf: Shelf,
        number: int,
        turn: int,
        speaker: int,
        start: int,
        end: int,
        *,
        score: float = 1.0,
        near: bool = False,
    ) -> Passage:
        """A stretch of the text of a source as a record; source, turn, speaker by their numbers."""
        found = stretch_of(shelf, number, turn, speaker, start, end)
        return replace(found, score=score, near=near)

    def context(
        self, passage: Passage, *, lines: int | None = None, chars: int = 300
    ) -> tuple[str, str]:
        """The text before and after a passage in its source: a number of whole lines, or a number
        of characters of speech. Both are empty if the source is not in the library."""
        source = self.sources.get(passage.source)
        if source is None:
            return "", ""
        if lines is None:
            return surroundings(source, passage.start, passage.end, chars)
        before, after = source.text[: passage.start], source.text[passage.end :]
        return "".join(_last_lines(before, lines)), "".join(_first_lines(after, lines))


class _Sources(Mapping[str, Source]):
    """The sources of all shelves by id, in order; of two with the same id the first."""

    def __init__(self, shelves: Sequence[Shelf]) -> None:
        self._shelves = shelves
        self._places: dict[str, tuple[int, int]] = {}
        for row, shelf in enumerate(shelves):
            for number, head in enumerate(shelf.heads):
                if number not in shelf.gone:
                    self._places.setdefault(head.id, (row, number))

    def __getitem__(self, name: str) -> Source:
        row, number = self._places[name]
        return self._shelves[row].sources[number]

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


def _last_lines(text: str, count: int) -> list[str]:
    return text.splitlines(keepends=True)[-count - 1 :]


def _first_lines(text: str, count: int) -> Iterator[str]:
    return iter(text.splitlines(keepends=True)[: count + 1])


def _overlap(one: Passage, other: Passage) -> bool:
    return one.source == other.source and one.start < other.end and other.start < one.end
