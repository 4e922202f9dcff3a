"""A desk folder: one journal for each editor and host, read together.

    FOLDER/decisions/EDITOR@HOST.jsonl   the record
    FOLDER/private/EDITOR@HOST.jsonl     private notes, never exported unless asked for

A second process of the same editor on the same host writes ``EDITOR@HOST.2.jsonl``. No process
ever writes to another's journal, so that the folder may lie on a network share.
"""

from __future__ import annotations

import os
import re
import secrets
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quotecheck.desk.codec import ShapeError, from_plain, to_plain
from quotecheck.desk.events import Action, Event, Head
from quotecheck.desk.journal import Journal, Reader
from quotecheck.errors import DeskError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

VERSION = 1
RECORD = "decisions"
PRIVATE = "private"
_SLOTS = 9


def now() -> datetime:
    """The time of this machine's clock."""
    return datetime.now(UTC)


@dataclass(slots=True)
class _Writer:
    """A journal of our own and the name by which its events are known."""

    name: str
    journal: Journal


class Store:
    """The events of a desk folder, in order, and the place to add one.

    ``warnings`` holds what was repaired on opening, in sentences.

    Raises:
        DeskError: the folder cannot be made, read or written.
    """

    def __init__(
        self,
        folder: Path,
        editor: str,
        host: str,
        *,
        read_only: bool = False,
        clock: Callable[[], datetime] = now,
    ) -> None:
        self.folder = folder
        self.editor = editor
        self.warnings: list[str] = []
        self.events: list[Event] = []
        self._clock = clock
        self._readers: dict[str, Reader] = {}
        self._writers: dict[str, _Writer] = {}
        for part in () if read_only else (RECORD, PRIVATE):
            self._writers[part] = self._open_writer(part, f"{_slug(editor)}@{_slug(host)}")
        for writer in self._writers.values():
            self._merge(self._decode(writer.name, 0, writer.journal.past))
        self.take(self.look())
        self.warnings.extend(
            f"{reader.path.name}: an unfinished last line is being written or was cut off"
            for reader in self._readers.values()
            if reader.torn
        )

    def look(self) -> list[Event]:
        """Read what other processes have written since the last call, without taking it in.

        It may be called from another thread than the rest, for a network share may be slow.

        Raises:
            DeskError: a journal cannot be read or was tampered with.
        """
        fresh: list[Event] = []
        own = {writer.name for writer in self._writers.values()}
        for part in (RECORD, PRIVATE):
            for path in sorted((self.folder / part).glob("*.jsonl")):
                name = _name(part, path)
                if name not in own:
                    reader = self._readers.setdefault(name, Reader(path))
                    before = reader.lines
                    fresh.extend(self._decode(name, before, reader.read()))
        return fresh

    def take(self, fresh: Iterable[Event]) -> None:
        """Take in what ``look`` has read."""
        self._merge(fresh)

    def append(self, event: Event, *, private: bool = False) -> Event:
        """Write an event to our journal; its ``id``, ``at`` and ``editor`` are set here.

        The time is always later than that of every event already seen, whatever the clocks say:
        what an editor answers to comes before the answer.

        Raises:
            DeskError: it could not be saved; nothing has changed.
        """
        writer = self._writers.get(PRIVATE if private else RECORD)
        if writer is None:
            raise DeskError("the desk was opened for reading only", path=str(self.folder))
        line = writer.journal.lines + 1
        stamped = replace(
            event, id=f"{writer.name}:{line}", at=self._next_time(), editor=self.editor
        )
        body = to_plain(stamped)
        del body["id"]
        writer.journal.append(body)
        self.events.append(stamped)
        return stamped

    def heads(self) -> tuple[Head, ...]:
        """The last line of every journal of the record."""
        heads = [
            Head(name, reader.lines, reader.sum)
            for name, reader in self._readers.items()
            if not name.startswith(f"{PRIVATE}/") and reader.lines
        ]
        own = self._writers.get(RECORD)
        if own is not None:
            heads.append(Head(own.name, own.journal.lines, own.journal.sum))
        return tuple(sorted(heads, key=lambda head: head.journal))

    def sums(self) -> dict[tuple[str, int], str]:
        """The check sum of each line of the record as it is on the disk now.

        Raises:
            DeskError: a line was changed after it was written.
        """
        found = {}
        for path in sorted((self.folder / RECORD).glob("*.jsonl")):
            reader = Reader(path)
            reader.read()
            name = _name(RECORD, path)
            found.update({(name, line): sum_ for line, sum_ in enumerate(reader.sums, 1)})
        return found

    def close(self) -> None:
        """Let go of our journals."""
        for writer in self._writers.values():
            writer.journal.close()

    def _next_time(self) -> str:
        now = self._clock().astimezone(UTC)
        if self.events:
            last = datetime.fromisoformat(self.events[-1].at)
            now = max(now, last + timedelta(microseconds=1))
        return _stamp(now)

    def _merge(self, events: Iterable[Event]) -> None:
        self.events = sorted([*self.events, *events], key=lambda event: event.order)

    def _decode(self, name: str, before: int, bodies: Iterable[dict[str, Any]]) -> list[Event]:
        events = []
        for line, body in enumerate(bodies, before + 1):
            try:
                event = from_plain(Event, {**body, "id": f"{name}:{line}"})
                _check_event(event)
            except (ShapeError, ValueError) as error:
                raise DeskError(
                    f"not an event of a desk: {error}",
                    path=str(self.folder / f"{name}.jsonl"),
                    line=line,
                    hint="it may come from a newer quotecheck",
                ) from error
            events.append(event)
        return events

    def _open_writer(self, part: str, stem: str) -> _Writer:
        folder = self.folder / part
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700 if part == PRIVATE else 0o777)
        except OSError as error:
            raise DeskError(
                f"the desk folder cannot be made: {error.strerror}",
                path=str(self.folder),
                hint="choose a folder that can be written with --desk DIR",
            ) from error
        path, journal = _first_free(folder, stem)
        if journal.recovered:
            self.warnings.append(
                f"{path.name}: dropped an unfinished last line of {journal.recovered} bytes, "
                "which was never acknowledged"
            )
        if not journal.lines:
            start = Event("", _stamp(self._clock()), self.editor, Action.OPEN, version=VERSION)
            body = to_plain(start)
            del body["id"]
            journal.append(body)
            journal.past.append(body)
            _sync_folder(folder)
        return _Writer(_name(part, path), journal)


def _check_event(event: Event) -> None:
    if datetime.fromisoformat(event.at).tzinfo is None:
        raise ShapeError("at must be a time with its zone")
    if event.version is not None and event.version > VERSION:
        raise ShapeError(f"version {event.version} is newer than {VERSION}")


def _first_free(folder: Path, stem: str) -> tuple[Path, Journal]:
    for slot in range(1, _SLOTS + 1):
        path = folder / (f"{stem}.jsonl" if slot == 1 else f"{stem}.{slot}.jsonl")
        journal = Journal.open(path)
        if journal is not None:
            return path, journal
    path = folder / f"{stem}.{secrets.token_hex(4)}.jsonl"
    journal = Journal.open(path, shared=False)
    if journal is None:
        raise DeskError("the journal is held by another process", path=str(path))
    return path, journal


def _name(part: str, path: Path) -> str:
    return f"{part}/{path.stem}"


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _slug(name: str) -> str:
    """A file name for an editor or host: letters, digits and hyphens only."""
    return re.sub(r"[^\w]+", "-", name, flags=re.ASCII).strip("-").lower()[:40] or "someone"


def _sync_folder(folder: Path) -> None:
    """Make the new file's name survive a power cut, where the system can."""
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(descriptor)
    except OSError:
        pass
    finally:
        os.close(descriptor)
