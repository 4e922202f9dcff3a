"""Putting many sources on shelves: words numbered, chunks tabled, phrases sorted."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from itertools import chain

from quotecheck.model import Source
from quotecheck.sources import phrases
from quotecheck.sources.canonical import Canon
from quotecheck.sources.chunking import cut_chunks, number_label
from quotecheck.sources.shelf import Chunks, Shelf

_REMEMBERED = 1_000_000  # pieces of text


class _Numbers(dict[str, tuple[int, ...]]):
    """A map from pieces of text to the numbers of their words, given out as words are met."""

    def __init__(self, canon: Canon) -> None:
        super().__init__()
        self.kinds: dict[str, int] = {}
        self._forms_of = canon.forms_of

    def __missing__(self, piece: str) -> tuple[int, ...]:
        kinds = self.kinds
        numbers = tuple([kinds.setdefault(form, len(kinds) + 1) for form in self._forms_of(piece)])
        if len(self) >= _REMEMBERED:
            self.clear()
        self[piece] = numbers
        return numbers


class Shelver:
    """A builder that takes sources one after the other and makes a shelf of them."""

    def __init__(self, canon: Canon) -> None:
        self.sources: list[Source] = []
        self._canon = canon
        self._numbers = _Numbers(canon)
        self._row = array("I")
        self.labels: dict[str, int] = {}
        self._columns = tuple(array("i") for _ in range(5))
        self._firsts = array("q", (0,))

    def add(self, source: Source) -> None:
        """Put a source on the shelf."""
        number, row, cut = len(self.sources), self._row, self._canon.pieces
        numbers, turns, starts, ends, speakers = self._columns
        lookup = self._numbers.__getitem__
        for turn, start, end in cut_chunks(source):
            row.extend(chain.from_iterable(map(lookup, cut(source.text[start:end]))))
            numbers.append(number)
            turns.append(turn)
            starts.append(start)
            ends.append(end)
            speakers.append(number_label(self.labels, source, turn))
            self._firsts.append(len(row))
        row.append(0)  # a gap, so that no phrase reaches from one source into the next
        self._firsts[-1] = len(row)
        self.sources.append(source)

    @property
    def is_full(self) -> bool:
        """Return whether the next source should go on another shelf."""
        return phrases.is_full(len(self._row), len(self._numbers.kinds))

    def tables(self) -> tuple[Chunks, phrases.PhraseIndex]:
        """The chunks and the index of what was added."""
        numbers, turns, starts, ends, speakers = self._columns
        chunks = Chunks(numbers, turns, starts, ends, speakers, self._firsts)
        return chunks, phrases.build(self._row, self._numbers.kinds)

    def shelf(self) -> Shelf:
        """The shelf, held in memory."""
        chunks, index = self.tables()
        return Shelf(self.sources, chunks, list(self.labels), index, self._canon)


def shelve(sources: Iterable[Source], canon: Canon) -> Iterator[Shelf]:
    """The sources on as many shelves as they need, held in memory."""
    shelver = Shelver(canon)
    for source in sources:
        if shelver.is_full:
            yield shelver.shelf()
            shelver = Shelver(canon)
        shelver.add(source)
    if shelver.sources:
        yield shelver.shelf()
