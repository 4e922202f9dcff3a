"""The library: every source that a check may look into."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from itertools import chain
from typing import NamedTuple

from quotecheck.model import Passage, Source
from quotecheck.rules import Rules
from quotecheck.sources.canonical import Canon
from quotecheck.sources.memory import shelve
from quotecheck.sources.shelf import Shelf, Window

_SEARCH_POOL = 400


class Place(NamedTuple):
    """A position on a shelf."""

    shelf: Shelf
    position: int


@dataclass(frozen=True, eq=False)
class Library:
    """Sources and the indexes over them.

    ``warnings`` says what could not be read, and why. ``sources`` maps an id to its Source.
    """

    rules: Rules
    canon: Canon
    shelves: tuple[Shelf, ...] = ()
    warnings: tuple[str, ...] = ()

    def adding(self, sources: Sequence[Source]) -> Library:
        """This library with further sources."""
        known = set(self.sources)
        fresh, warnings = [], list(self.warnings)
        for source in sources:
            if source.id in known:
                warnings.append(f"{source.path or source.id}: a source {source.id!r} is there already")
            else:
                known.add(source.id)
                fresh.append(source)
        shelves = (*self.shelves, shelve(fresh, self.canon)) if fresh else self.shelves
        return Library(self.rules, self.canon, shelves, tuple(warnings))

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """The sources by id."""
        return {source.id: source for shelf in self.shelves for source in shelf.sources}

    @cached_property
    def hash(self) -> str:
        """Names this state of the sources: it changes when any of them does."""
        digest = sha256()
        for source in chain.from_iterable(shelf.sources for shelf in self.shelves):
            digest.update(f"{source.id}\0{source.date}\0{len(source.text)}\0".encode())
            digest.update(source.text.encode("utf-8", "surrogatepass"))
        return digest.hexdigest()[:16]

    @cached_property
    def speakers(self) -> frozenset[str]:
        """The labels of all speakers, in lower case."""
        turns = (source.turns for shelf in self.shelves for source in shelf.sources)
        return frozenset(turn.speaker.lower() for row in turns for turn in row if turn.speaker)

    def __len__(self) -> int:
        return sum(len(shelf.sources) for shelf in self.shelves)

    def count(self, form: str) -> int:
        """How often a canonical word occurs in all sources."""
        return sum(shelf.index.count(form) for shelf in self.shelves)

    def exact(self, forms: Sequence[str], limit: int) -> list[Place]:
        """Where canonical words stand one right after the other."""
        return [
            Place(shelf, position)
            for shelf in self.shelves
            for position in shelf.index.exact(forms, limit)
        ][:limit]

    def near(self, forms: Sequence[str], limit: int) -> list[tuple[Place, int]]:
        """Where most of the canonical words stand, best first, with the votes for each."""
        found = [
            (Place(shelf, position), votes)
            for shelf in self.shelves
            for position, votes in shelf.index.near(forms, limit)
        ]
        found.sort(key=lambda item: -item[1])
        return found[:limit]

    def search(self, words: str, *, limit: int = 10) -> list[Passage]:
        """Passages that hold the words, as written or nearly; the nearest first."""
        forms = self.canon.forms(words)
        if not forms or limit < 1:
            return []
        exact = self.exact(forms, max(limit, _SEARCH_POOL))
        passages = [self._around(place, len(forms), 1.0, near=False) for place in exact[:limit]]
        if len(passages) < limit and len(forms) > 1:
            for place, votes in self.near(forms, limit):
                passage = self._around(place, len(forms), min(1.0, votes / len(forms)), near=True)
                if not any(_overlap(passage, other) for other in passages):
                    passages.append(passage)
        return passages[:limit]

    def _around(self, place: Place, length: int, score: float, *, near: bool) -> Passage:
        window = place.shelf.window(place.position, place.position + length)
        return self.passage(place.shelf, window, 0, len(window.words), score=score, near=near)

    def passage(
        self, shelf: Shelf, window: Window, low: int, high: int, *, score: float, near: bool = False
    ) -> Passage:
        """The words ``low`` up to ``high`` of a window as a record."""
        source = shelf.sources[window.source]
        start, end = window.words.starts[low], window.words.ends[max(low, high - 1)]
        number = window.turns[low]
        turn = source.turns[number] if 0 <= number < len(source.turns) else None
        return Passage(
            source=source.id,
            start=start,
            end=end,
            text=source.text[start:end],
            path=source.path,
            title=source.title,
            date=source.date,
            speaker=turn.speaker if turn else None,
            time=turn.time if turn else None,
            line=source.text.count("\n", 0, start) + 1,
            tier=source.tier,
            score=round(score, 4),
            near=near,
        )

    def context(
        self, passage: Passage, *, lines: int | None = None, chars: int = 300
    ) -> tuple[str, str]:
        """What stands before and after a passage in its source: so many lines, or characters
        rounded to whole words. Both are empty if the source is not in the library."""
        source = self.sources.get(passage.source)
        if source is None:
            return "", ""
        before, after = source.text[: passage.start], source.text[passage.end :]
        if lines is not None:
            return "".join(_last_lines(before, lines)), "".join(_first_lines(after, lines))
        before = before if len(before) <= chars else re.sub(r"^\S*\s+", "", before[-chars:])
        after = after if len(after) <= chars else re.sub(r"\s+\S*$", "", after[:chars])
        return before, after


def _last_lines(text: str, count: int) -> list[str]:
    return text.splitlines(keepends=True)[-count - 1 :]


def _first_lines(text: str, count: int) -> Iterator[str]:
    return iter(text.splitlines(keepends=True)[: count + 1])


def _overlap(one: Passage, other: Passage) -> bool:
    return one.source == other.source and one.start < other.end and other.start < one.end
