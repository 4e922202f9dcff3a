"""The lines of all journals in order, each read in full only when somebody asks for it.

A desk of many years has tens of thousands of decisions, of which an editor at work on one article
needs a hundred. What a line is about is known from a few fields; the rest stays as bytes.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from quotecheck.desk.codec import ShapeError, from_plain
from quotecheck.desk.events import Action, Event, Head
from quotecheck.desk.journal import body_of
from quotecheck.errors import DeskError

VERSION = 2
LAST_TURN = 10**18 - 1
# A decision as it is written: what it is about is known without reading all of it.
_DECISION = re.compile(
    rb'\{"turn":([0-9]{1,18}),"at":"([0-9]{4}-[0-9-]{5}T[0-9:.]{8,15}\+00:00)",'
    rb'"editor":"(?:[^"\\]|\\.)*","action":"decide",'
    rb'"article":"([ !#-\[\]-~]*)","article_hash":"([0-9a-f]*)"'
)
_AFFECTS_ALL = frozenset({Action.CONFIDE, Action.UNDO, Action.REDO, Action.NOTICE, Action.OPEN})


class JournalRow:
    """A line of a journal: what it is about, and the event that it holds."""

    __slots__ = ("_event", "_line", "action", "article", "at", "hash", "id", "order", "path")

    def __init__(self, name: str, number: int, line: bytes, path: Path) -> None:
        """Raises DeskError if the line does not look like an event."""
        self.id = f"{name}:{number}"
        self.path = path
        self._line: bytes | None = line
        self._event: Event | None = None
        try:
            if found := _DECISION.match(line):
                turn, self.at, self.article, self.hash = (part.decode() for part in found.groups())
                self.action, self.order = Action.DECIDE, (int(turn), self.at, self.id)
                return
            body = body_of(line)
            self.at = _text(body, "at")
            self.article, self.hash = _text(body, "article", ""), _text(body, "article_hash", "")
            self.action = Action(_text(body, "action"))
            self.order = (_number(body, "turn"), self.at, self.id)
            if datetime.fromisoformat(self.at).tzinfo is None:
                raise ShapeError("at must be a time with its zone")
            if (version := _number(body, "version")) > VERSION:
                raise ShapeError(f"version {version} is newer than {VERSION}")
        except ValueError as error:
            raise self._no_event(error) from error

    @property
    def event(self) -> Event:
        """The event. Raises DeskError if the line holds none."""
        if self._event is None:
            line = self._line or b""
            try:
                self._event = from_plain(Event, {**body_of(line), "id": self.id})
            except ValueError as error:
                raise self._no_event(error) from error
            self._line = None
        return self._event

    @property
    def heads(self) -> tuple[Head, ...]:
        """The ends of other journals that the line names."""
        if self._event is None and b'"heads":' not in (self._line or b""):
            return ()
        return self.event.heads

    def _no_event(self, error: Exception) -> DeskError:
        return DeskError(
            f"not an event of a desk: {error}",
            path=str(self.path),
            line=int(self.id.rpartition(":")[2]),
            hint="it may come from a newer quotecheck",
        )


def _text(body: Mapping[str, Any], name: str, default: str | None = None) -> str:
    value = body.get(name, default)
    if not isinstance(value, str):
        raise ShapeError(f"{name} must be of type str")
    return value


def _number(body: Mapping[str, Any], name: str) -> int:
    value = body.get(name) or 0
    if not isinstance(value, int) or not 0 <= value <= LAST_TURN:
        raise ShapeError(f"{name} must be a number from 0")
    return value


class Rows:
    """All lines, and those of each article, in order."""

    def __init__(self) -> None:
        self._all: list[JournalRow] = []
        self._of_key: dict[str, list[JournalRow]] = defaultdict(list)
        self._keys_of: dict[str, set[str]] = defaultdict(set)
        self._general: list[JournalRow] = []
        self.latest = 0

    def __len__(self) -> int:
        return len(self._all)

    def add(self, rows: Iterable[JournalRow]) -> None:
        """Put more lines among those that are there."""
        touched: list[list[JournalRow]] = [self._all]
        for row in rows:
            self.latest = max(self.latest, row.order[0])
            places = [self._all, self._of_key[row.article]]
            if row.action in _AFFECTS_ALL:
                places.append(self._general)
            if row.hash:
                self._keys_of[row.hash].add(row.article)
            for place in places:
                place.append(row)
                if len(place) > 1 and place[-2].order > row.order:
                    touched.append(place)
        for place in {id(each): each for each in touched}.values():
            place.sort(key=lambda row: row.order)

    def check(self) -> None:
        """Read every line in full. Raises DeskError for one that holds no event."""
        for row in self._all:
            row.event  # noqa: B018 - reading is what is wanted

    def naming_heads(self) -> list[JournalRow]:
        """The lines that name the ends of other journals."""
        return [row for row in self._all if row.heads]

    def later_than(self, at: str) -> list[JournalRow]:
        """The lines with a later time than ``at``."""
        return [row for row in self._all if row.at > at]

    def of(self, key: str, version: str) -> list[JournalRow]:
        """The lines on an article: by its name, or on the same text under another name."""
        own = self._of_key.get(key, [])
        others = self._keys_of.get(version, set()) - {key} if version else set()
        if not others:
            return own
        same = (row for each in others for row in self._of_key[each] if row.hash == version)
        return sorted([*own, *same], key=lambda row: row.order)

    @property
    def general(self) -> list[JournalRow]:
        """The lines that concern the whole desk: beginnings, undoing, confidences."""
        return self._general

    @property
    def last(self) -> JournalRow | None:
        """The last line."""
        return self._all[-1] if self._all else None
