"""Sources laid out for searching: one long row of words, cut into chunks.

Every word of every source has a position in the row. A chunk is a short stretch of one turn and
knows its place in the text, so the words around any position can be read again from the text, with
their places, without storing a place for every word.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple, Protocol

from quotecheck.model import NARRATION, Medium, Place, Source, Tier
from quotecheck.sources.canonical import Canon, Words

_REMEMBERED = 10_000  # chunks
_NEIGHBOURS = 4


def begun(words: Sequence[str], letters: str, limit: int) -> list[str]:
    """The words, out of sorted ones, that begin with some letters."""
    first = bisect_left(words, letters)
    last = bisect_left(words, letters + "\U0010ffff", first)
    return list(words[first : min(last, first + limit)])


class ShelfRow(Protocol):
    """A list of whole numbers, or a view of an array of them."""

    def __len__(self) -> int: ...
    def __getitem__(self, number: int, /) -> int: ...


class Hit(NamedTuple):
    """A place where most of the words searched for stand together: the position of one certain
    word, its number among them, and how many of them stand around it."""

    place: int
    number: int
    words: int


class Index(Protocol):
    """An index that finds words in the row. Positions count words from 0."""

    def word_counts(self, forms: Sequence[str]) -> list[int]:
        """The number of times that each of some words occurs."""

    def known(self, forms: Sequence[str]) -> list[str]:
        """Those of some words that occur."""

    def beginning(self, letters: str, limit: int) -> list[str]:
        """Words that begin with some letters, in alphabetical order."""

    def places(self, form: str) -> ShelfRow:
        """The places of a word, in no particular order."""

    def exact(self, forms: Sequence[str], limit: int) -> list[int]:
        """The places where the words stand, one right after the other."""

    def may_hold(self, forms: Sequence[str], spans: Sequence[tuple[int, int]]) -> bool:
        """Return whether most of the words may stand within spans of the row; False only if they
        certainly do not."""

    def near(self, forms: Sequence[str], limit: int) -> list[Hit]:
        """The places where most of the words stand, best first."""


@dataclass(slots=True)
class Chunks:
    """The chunks of a shelf in the order of the row; each list has one entry for each chunk.

    ``sources`` and ``turns`` are numbers (turn -1: the source has none), ``starts`` and ``ends``
    count characters, ``speakers`` are numbers of labels (-1: unknown). ``firsts`` is the position
    of the first word; it has one more entry, the number of all words.
    """

    sources: ShelfRow
    turns: ShelfRow
    starts: ShelfRow
    ends: ShelfRow
    speakers: ShelfRow
    firsts: ShelfRow


@dataclass(slots=True)
class Window:
    """Words of one source that stand together, in order. ``turns`` has the number of the turn for
    each word, ``speakers`` the number of the speaker's label."""

    source: int
    words: Words
    turns: list[int]
    speakers: list[int]

    def keeping(self, numbers: Sequence[int]) -> Window:
        """The window with only some of its words."""
        words = self.words
        return Window(
            self.source,
            Words(
                [words.forms[at] for at in numbers],
                [words.surfaces[at] for at in numbers],
                [words.starts[at] for at in numbers],
                [words.ends[at] for at in numbers],
            ),
            [self.turns[at] for at in numbers],
            [self.speakers[at] for at in numbers],
        )


class SourceHead(NamedTuple):
    """The facts about a source that are needed most often, known without reading it."""

    id: str
    date: str | None
    medium: Medium
    tier: Tier


class Origin(NamedTuple):
    """The rest of a source apart from its words. ``times`` and ``labels`` have the time code and
    the printed label of each turn, ``places`` say where the text stands in the file; ``doubted``
    are the words that the machine which heard them was unsure of."""

    title: str | None
    path: str | None
    times: Sequence[str | None]
    labels: Sequence[str | None]
    places: Sequence[Place]
    doubted: Sequence[tuple[int, int]]


def origin_of(source: Source) -> Origin:
    """The origin of a source."""
    times = [turn.time for turn in source.turns]
    labels = [turn.label for turn in source.turns]
    return Origin(source.title, source.path, times, labels, source.places, source.doubted)


def head_of(source: Source) -> SourceHead:
    """The head of a source."""
    return SourceHead(source.id, source.date, source.medium, source.tier)


class Shelf:
    """Sources, their chunks, and the index over their words.

    ``labels`` are the speakers' labels that the chunks number; ``heads``, ``texts`` and ``origins``
    hold what is needed more often than a whole source; ``keys`` are the sources' keys where they
    are known, ``gone`` the numbers of sources that no longer count.
    """

    def __init__(
        self,
        sources: Sequence[Source],
        chunks: Chunks,
        labels: Sequence[str],
        index: Index,
        canon: Canon,
        *,
        heads: Sequence[SourceHead] | None = None,
        texts: Sequence[str] | None = None,
        origins: Sequence[Origin] | None = None,
        keys: Sequence[str] | None = None,
    ) -> None:
        self.sources = sources
        self.texts = texts if texts is not None else [source.text for source in sources]
        self.labels = labels
        self.origins = origins if origins is not None else list(map(origin_of, sources))
        self.index = index
        self.heads = heads if heads is not None else [head_of(source) for source in sources]
        self.keys = keys
        self.gone: frozenset[int] = frozenset()
        self.chunks = chunks
        self._canon = canon
        self._read: dict[int, Words] = {}
        self._labelled: dict[int, bool] = {}

    def __len__(self) -> int:
        return int(self.chunks.firsts[-1])

    def source_at(self, position: int) -> tuple[int, int]:
        """The numbers of the source and of the turn (-1: none) that a position is in."""
        chunk = self.chunk_at(position)
        return self.chunks.sources[chunk], self.chunks.turns[chunk]

    def earlier(self, position: int, words: int) -> int:
        """The position a number of words earlier, but not before the start of the source."""
        if not words:
            return position
        first, _ = self.span(self.source_at(position)[0])
        return max(first, position - words)

    def counts(self, position: int) -> bool:
        """Return whether the source at a position still counts."""
        return not self.gone or self.source_at(position)[0] not in self.gone

    def span(self, number: int) -> tuple[int, int]:
        """The positions of a source in the row, from and up to."""
        low, high = self._chunks_of(number)
        return self.chunks.firsts[low], self.chunks.firsts[high]

    def position(self, number: int, offset: int) -> int:
        """The position of the first word at or after an offset in a source's text."""
        low, high = self._chunks_of(number)
        chunk = max(low, bisect_right(self.chunks.starts, offset, low, high) - 1)
        words = self._words_of(chunk)
        return self.chunks.firsts[chunk] + bisect_left(words.starts, offset)

    def start_of(self, position: int) -> int:
        """The start of the word at a position in the text of its source."""
        chunk = self.chunk_at(position)
        words, at = self._words_of(chunk), position - self.chunks.firsts[chunk]
        return words.starts[at] if at < len(words) else self.chunks.starts[chunk]

    def turn_around(self, chunk: int) -> tuple[int, int]:
        """The start and end of a chunk's turn in the text of its source; of a long turn only some
        chunks before and after."""
        chunks = self.chunks
        low = high = chunk
        whose = chunks.sources[chunk], chunks.turns[chunk]
        while low > max(0, chunk - _NEIGHBOURS) and self._whose(low - 1) == whose:
            low -= 1
        last = min(len(chunks.sources) - 1, chunk + _NEIGHBOURS)
        while high < last and self._whose(high + 1) == whose:
            high += 1
        return chunks.starts[low], chunks.ends[high]

    def _whose(self, chunk: int) -> tuple[int, int]:
        return self.chunks.sources[chunk], self.chunks.turns[chunk]

    def labels_in(self, number: int) -> set[str]:
        """The labels of the speakers of a source."""
        return {self.labels[each] for each in self._speakers(*self._chunks_of(number)) if each >= 0}

    def has_labels(self, number: int) -> bool:
        """Return whether a source names any speaker."""
        found = self._labelled.get(number)
        if found is None:
            found = self._labelled[number] = any(
                each >= 0 for each in self._speakers(*self._chunks_of(number))
            )
        return found

    def doubts(self, number: int, start: int, end: int) -> bool:
        """Return whether the machine that heard a source was unsure of a word in a stretch of its
        text."""
        doubted = self.origins[number].doubted
        at = bisect_right(doubted, start, key=itemgetter(1))
        return at < len(doubted) and doubted[at][0] < end

    def narrates(self, number: int, turn: int) -> bool:
        """Return whether a turn of a source is its own narration."""
        return turn >= 0 and self.origins[number].labels[turn] == NARRATION

    def speakers_in(self, number: int, first: int, last: int) -> set[int]:
        """The numbers of the labels of a source's turns from ``first`` to ``last``, without
        narration, which stands between the words of a speaker and interrupts nobody."""
        low, high = self._chunks_of(number)
        turns = self.chunks.turns
        low, high = bisect_left(turns, first, low, high), bisect_right(turns, last, low, high)
        return {
            self.chunks.speakers[chunk]
            for chunk in range(low, high)
            if not self.narrates(number, turns[chunk])
        }

    def _speakers(self, low: int, high: int) -> set[int]:
        return {self.chunks.speakers[chunk] for chunk in range(low, high)}

    def _chunks_of(self, number: int) -> tuple[int, int]:
        sources = self.chunks.sources
        return bisect_left(sources, number), bisect_right(sources, number)

    def turn_start(self, number: int, turn: int) -> int:
        """The start of a turn in the text of a source; the whole text is turn -1."""
        chunks = self.chunks
        return chunks.starts[bisect_left(chunks.turns, turn, *self._chunks_of(number))]

    def said_before(self, number: int, end: int) -> Iterator[tuple[int, int, int]]:
        """The stretches of a source's text before a character (from, up to, turn), as far back as
        the same person speaks, the last one first."""
        chunks, (first, last) = self.chunks, self._chunks_of(number)
        chunk = max(first, bisect_left(chunks.starts, end + 1, first, last) - 1)
        speaker = chunks.speakers[chunk]
        while chunk >= first and chunks.speakers[chunk] == speaker:
            yield chunks.starts[chunk], min(end, chunks.ends[chunk]), chunks.turns[chunk]
            chunk -= 1

    def said_after(self, number: int, start: int) -> Iterator[tuple[int, int, int]]:
        """The stretches of a source's text from a character on, as long as the same person
        speaks."""
        chunks, (first, last) = self.chunks, self._chunks_of(number)
        chunk = max(first, bisect_left(chunks.starts, start, first, last) - 1)
        speaker = chunks.speakers[chunk]
        while chunk < last and chunks.speakers[chunk] == speaker:
            yield max(start, chunks.starts[chunk]), chunks.ends[chunk], chunks.turns[chunk]
            chunk += 1

    def label_at(self, position: int) -> str | None:
        """The label of the speaker at a position."""
        return self.label(self.chunks.speakers[self.chunk_at(position)])

    def label(self, number: int) -> str | None:
        """The speaker's label with a number."""
        return self.labels[number] if number >= 0 else None

    def window(self, first: int, last: int, at: int | None = None) -> Window:
        """The words from ``first`` up to ``last`` that are in one source: the source at ``at``, or
        in the middle."""
        at = (first + last) // 2 if at is None else at
        middle = self.chunk_at(max(0, min(at, len(self) - 1)))
        source = self.chunks.sources[middle]
        low = high = middle
        chunks = self.chunks
        while low > 0 and chunks.firsts[low] > first and chunks.sources[low - 1] == source:
            low -= 1
        ends = len(chunks.sources)
        while high + 1 < ends and chunks.firsts[high + 1] < last:
            if chunks.sources[high + 1] != source:
                break
            high += 1
        words, turns, speakers = Words(), list[int](), list[int]()
        for chunk in range(low, high + 1):
            piece = self._words_of(chunk)
            words.forms += piece.forms
            words.surfaces += piece.surfaces
            words.starts += piece.starts
            words.ends += piece.ends
            turns += [chunks.turns[chunk]] * len(piece)
            speakers += [chunks.speakers[chunk]] * len(piece)
        first, last = (max(0, at - chunks.firsts[low]) for at in (first, last))
        return _cut(Window(source, words, turns, speakers), first, last)

    def chunk_at(self, position: int) -> int:
        """The number of the chunk that a position is in."""
        last = len(self.chunks.sources) - 1
        return max(0, min(last, bisect_right(self.chunks.firsts, position) - 1))

    def _words_of(self, chunk: int) -> Words:
        words = self._read.get(chunk)
        if words is None:
            if len(self._read) >= _REMEMBERED:
                self._read.clear()
            chunks = self.chunks
            text = self.texts[chunks.sources[chunk]]
            words = self._canon.read(text, chunks.starts[chunk], chunks.ends[chunk])
            self._read[chunk] = words
        return words


def _cut(window: Window, low: int, high: int) -> Window:
    words = window.words
    if not low and high >= len(words):
        return window
    kept = Words(
        words.forms[low:high],
        words.surfaces[low:high],
        words.starts[low:high],
        words.ends[low:high],
    )
    return Window(window.source, kept, window.turns[low:high], window.speakers[low:high])
