"""Finding sentences of the sources, the best first.

Each word searched for stands for the words of the sources that begin with it or have the same stem.
The rarest one says where to look; the chunks in and around which most of the others occur are
weighed, and the sentences of the heaviest are read.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from quotecheck.sources.library import Library
from quotecheck.sources.search.found import FoundSentence
from quotecheck.sources.search.query import Query, parse
from quotecheck.sources.search.sentences import sentence_at
from quotecheck.sources.shelf import Shelf
from quotecheck.sources.stems import Stems

Integers = NDArray[np.signedinteger] | NDArray[np.unsignedinteger]
PhraseForms = set[tuple[str, ...]]

_SHORTEST = 2  # letters; no shorter beginning stands for longer words
_BEGINNING = 60  # most words for one beginning
_DRIVERS = 3  # rare words whose places are read
_PLACES = 20_000  # of one word
_READ = 80  # sentences
_LONG = 6  # words; with this many, nearly equal stretches are also looked for
_EXACT, _STEM, _BEGUN = 1.0, 0.8, 0.7
_ADJACENT = 0.5  # for each word right after the one before it in the query
_HALF = 0.5  # of the weight that a sentence without all words has at least


class SearchTerm(NamedTuple):
    """One word searched for, with the value of each word that may stand for it."""

    forms: dict[str, float]


class SearchSpot(NamedTuple):
    """A place worth reading: the chunk, a position in it, and the weight around it."""

    chunk: int
    position: int
    weight: float


class SentenceReading(NamedTuple):
    """A sentence that was read: its place, its marks, its weight, and whether it has everything
    searched for."""

    chunk: int
    start: int
    end: int
    marks: tuple[tuple[int, int], ...]
    weight: float
    whole: bool


class Searcher:
    """A searcher of one library, which keeps its preparations for the next query."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._stems = Stems(library.rules, library)
        self._tables = {id(shelf): _Table(shelf) for shelf in library.shelves}
        self._shortened = frozenset(library.rules.sources.honorifics)

    def search(
        self, text: str, *, limit: int = 10, stop: Callable[[], bool] = lambda: False
    ) -> list[FoundSentence]:
        """The sentences that best answer a typed query; ``stop`` says that nobody is waiting for
        the answer any more."""
        query = parse(text)
        terms = self._terms(query)
        phrases = self._phrases(query)
        if (not terms and not any(phrases)) or limit < 1:
            return []
        found: dict[tuple[int, int, int], SentenceReading] = {}
        for number, shelf in enumerate(self.library.shelves):
            for each in self._on(shelf, query, terms, phrases, stop):
                key = (number, shelf.chunks.sources[each.chunk], each.start)
                if key not in found or found[key].weight < each.weight:
                    found[key] = each
        if stop():
            return []
        ranked = sorted(found.items(), key=lambda item: (-item[1].whole, -item[1].weight))
        return [self._found(self.library.shelves[key[0]], each) for key, each in ranked[:limit]]

    def _found(self, shelf: Shelf, each: SentenceReading) -> FoundSentence:
        chunks = shelf.chunks
        passage = self.library.stretch(
            shelf,
            chunks.sources[each.chunk],
            chunks.turns[each.chunk],
            chunks.speakers[each.chunk],
            each.start,
            each.end,
        )
        spans = {(low - each.start, high - each.start) for low, high in each.marks}
        return FoundSentence(passage, tuple(sorted(spans)), each.whole)

    # --- the query ----------------------------------------------------------------------------

    def _terms(self, query: Query) -> list[SearchTerm]:
        forms = self.library.canon.forms(query.words)
        last = forms[-1:]
        return [
            SearchTerm(self._forms(form, typing=[form] == last)) for form in dict.fromkeys(forms)
        ]

    def _phrases(self, query: Query) -> list[PhraseForms]:
        """The rows of words that each phrase may mean; the last word of a phrase still being typed
        may go on."""
        found: list[PhraseForms] = []
        for number, phrase in enumerate(query.phrases, 1):
            forms = tuple(self.library.canon.forms(phrase))
            if not forms:
                continue
            ends = [forms[-1]]
            if query.unfinished and number == len(query.phrases):
                ends += self._beginning(forms[-1])
            found.append({(*forms[:-1], end) for end in ends})
        return found

    def _forms(self, form: str, *, typing: bool) -> dict[str, float]:
        """The words that may stand for a word; it counts as a beginning only while it is being
        typed, or if the sources do not have it."""
        found: dict[str, float] = {}
        if len(form) >= _SHORTEST and (typing or not self.library.known([form])):
            found = dict.fromkeys(self._beginning(form), _BEGUN)
        found |= dict.fromkeys(self._stems.forms(form), _STEM)
        return found | {form: _EXACT}

    def _beginning(self, letters: str) -> list[str]:
        """The words of the sources with a beginning, the shortest and commonest first."""
        found = {
            form
            for shelf in self.library.shelves
            for form in shelf.index.beginning(letters, _BEGINNING)
        }
        return sorted(found, key=lambda form: (len(form), form))[:_BEGINNING]

    # --- one shelf ----------------------------------------------------------------------------

    def _on(
        self,
        shelf: Shelf,
        query: Query,
        terms: Sequence[SearchTerm],
        phrases: Sequence[PhraseForms],
        stop: Callable[[], bool],
    ) -> Iterator[SentenceReading]:
        table = self._tables[id(shelf)]
        allowed = table.allowed(query)
        rows = [table.places(list(term.forms)) for term in terms]
        rows += [
            np.array([at for row in phrase for at in shelf.index.exact(row, _PLACES)], np.int64)
            for phrase in phrases
        ]
        if phrases and not all(len(row) for row in rows[len(terms) :]):
            return
        weights = [_rarity(len(row), len(shelf)) for row in rows]
        spots = table.spots(rows, weights, allowed, must=len(terms))
        if len(terms) >= _LONG:
            spots = [*self._near(shelf, query, allowed), *spots]
        every = sum(weights)
        for spot in spots[:_READ]:
            if stop():
                return
            reading = self._read(shelf, spot, terms, phrases, weights)
            if reading is not None and (reading.whole or reading.weight >= _HALF * every):
                yield reading

    def _near(self, shelf: Shelf, query: Query, allowed: NDArray[np.bool_]) -> list[SearchSpot]:
        """The places where most of many words stand in their order."""
        hits = shelf.index.near(self.library.canon.forms(query.words), _READ // 4)
        spots = (SearchSpot(shelf.chunk_at(hit.place), hit.place, float(hit.words)) for hit in hits)
        return [spot for spot in spots if allowed[spot.chunk]]

    def _read(
        self,
        shelf: Shelf,
        spot: SearchSpot,
        terms: Sequence[SearchTerm],
        phrases: Sequence[PhraseForms],
        weights: Sequence[float],
    ) -> SentenceReading | None:
        """The sentence at a spot with its marks and its weight."""
        text = shelf.texts[shelf.chunks.sources[spot.chunk]]
        low, high = shelf.turn_around(spot.chunk)
        at = shelf.start_of(spot.position)
        start, end = sentence_at(text, low, high, at, self._shortened)
        words = self.library.canon.read(text, start, end)
        marks: list[tuple[int, int]] = []
        weight = 0.0
        whole = True
        last = -2
        for term, worth in zip(terms, weights, strict=False):
            standing = [
                (term.forms[form], place == last + 1, -place)
                for place, form in enumerate(words.forms)
                if form in term.forms
            ]
            if not standing:
                whole, last = False, -2
                continue
            share, follows, place = max(standing)
            weight += worth * (share + _ADJACENT * follows)
            last = -place
            marks += [(words.starts[-each], words.ends[-each]) for _, _, each in standing]
        for phrase, worth in zip(phrases, weights[len(terms) :], strict=True):
            length = len(next(iter(phrase)))
            places = [
                place
                for place in range(len(words) - length + 1)
                if tuple(words.forms[place : place + length]) in phrase
            ]
            if not places:
                return None
            weight += worth
            marks += [(words.starts[each], words.ends[each + length - 1]) for each in places]
        if not marks:
            return None
        return SentenceReading(
            spot.chunk, start, end, tuple(marks), weight - len(words) / 1000, whole
        )


class _Table:
    """The chunks of a shelf as arrays."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._speakers: dict[str, NDArray[np.bool_]] = {}

    @cached_property
    def _counted(self) -> NDArray[np.bool_]:
        sources = np.asarray(self._shelf.chunks.sources)
        gone = np.zeros(len(self._shelf.heads) + 1, bool)
        gone[list(self._shelf.gone)] = True
        found: NDArray[np.bool_] = ~gone[sources] if len(sources) else np.zeros(0, bool)
        return found

    def allowed(self, query: Query) -> NDArray[np.bool_]:
        """The chunks by the speaker and of the days of a query."""
        found = self._counted
        shelf, chunks = self._shelf, self._shelf.chunks
        if query.speaker:
            said = [query.said_by(label) for label in shelf.labels]
            found = found & np.array([*said, False])[np.asarray(chunks.speakers)]
        if query.since or query.until:
            dated = np.array([query.dated(head.date) for head in shelf.heads])
            found = found & dated[np.asarray(chunks.sources)]
        return found

    def places(self, forms: Sequence[str]) -> Integers:
        """The places of all the given words together."""
        rows = [np.asarray(self._shelf.index.places(form)) for form in forms]
        rows = [row for row in rows if len(row)]
        if len(rows) == 1:
            return rows[0]
        return np.concatenate(rows) if rows else np.zeros(0, np.int64)

    def spots(
        self,
        rows: Sequence[Integers],
        weights: Sequence[float],
        allowed: NDArray[np.bool_],
        must: int,
    ) -> list[SearchSpot]:
        """The places at the rarest words around which most of the others stand, heaviest first.
        From the row ``must`` on, every row has to occur at a place."""
        order = sorted(range(len(rows)), key=lambda at: len(rows[at]))
        drivers = [at for at in order if len(rows[at])][:_DRIVERS]
        if must < len(rows):
            drivers = [min(range(must, len(rows)), key=lambda at: len(rows[at]))]
        if not drivers or not len(allowed):
            return []
        positions = np.concatenate([rows[at][:_PLACES] for at in drivers])
        chunks = self._chunks_at(positions)
        kept = allowed[chunks]
        positions, chunks = positions[kept], chunks[kept]
        chunks, back = np.unique(chunks, return_inverse=True)
        total = np.zeros(len(chunks))
        for row, weight in zip(rows, weights, strict=True):
            there = np.zeros(len(allowed) + 2, bool)
            there[self._chunks_at(row) + 1] = True
            around = there[chunks] | there[chunks + 2]
            total += weight * np.where(there[chunks + 1], 1.0, np.where(around, 0.9, 0.0))
        best = (-total[back]).argsort(kind="stable")[:_READ]
        columns = (chunks[back[best]], positions[best], total[back[best]])
        return [
            SearchSpot(*each) for each in zip(*(each.tolist() for each in columns), strict=True)
        ]

    @cached_property
    def _chunk_of(self) -> NDArray[np.int32]:
        """The chunk of each position, since a lookup is ten times as fast as a search."""
        sizes = np.diff(np.asarray(self._shelf.chunks.firsts))
        return np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)

    def _chunks_at(self, positions: Integers) -> NDArray[np.int32]:
        return self._chunk_of[positions]


def _rarity(count: int, of: int) -> float:
    """The weight of a word that occurs ``count`` times in a row of words."""
    return math.log(1 + of / (1 + count))
