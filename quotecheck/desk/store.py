"""A desk folder: one journal for each editor and host, read together.

    FOLDER/decisions/EDITOR@HOST.jsonl   the record
    FOLDER/private/EDITOR@HOST.jsonl     private notes and confidential names, for their owner alone

A second process of the same editor on the same host writes ``EDITOR@HOST.2.jsonl``. No process
ever writes to another's journal, so that the folder may lie on a network share. Where ``private``
belongs to another user of the machine, one's own is ``private-UID``.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from quotecheck.desk.codec import to_plain
from quotecheck.desk.events import Action, Event, Head
from quotecheck.desk.folders import PRIVATE, RECORD, is_private, make_private, make_shared
from quotecheck.desk.journal import Journal, JournalReader, sync_folder
from quotecheck.desk.rows import LAST_TURN, VERSION, JournalRow, Rows
from quotecheck.errors import DeskError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_SLOTS = 9
_EXPORTED = frozenset({Action.CONFIDE, Action.UNDO, Action.REDO})
_SKEW = timedelta(minutes=10)
_EAGERLY = 2_000  # lines that are read in full on opening


def now() -> datetime:
    """The time of this machine's clock."""
    return datetime.now(UTC)


@dataclass(slots=True)
class _JournalWriter:
    """A journal of our own and the name by which its events are known."""

    name: str
    journal: Journal
    rescues: int = 0


class Store:
    """The events of a desk folder, in order, and the place to add one.

    ``warnings`` holds what was repaired on opening, in sentences; ``unread`` the private journals
    of others that cannot be read, with the reason.

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
        self.rows = Rows()
        self.unread: dict[str, str] = {}
        self._clock = clock
        self._readers: dict[str, JournalReader] = {}
        self._writers: dict[str, _JournalWriter] = {}
        self._told: dict[str, Head] = {}
        try:
            self._open("" if read_only else f"{_slug(editor)}@{_slug(host)}")
        except BaseException:
            self.close()  # or the journals would stay held by a desk that nobody has
            raise

    def _open(self, stem: str) -> None:
        """Open our journals, unless ``stem`` is empty, and read all."""
        for part in (RECORD, PRIVATE) if stem else ():
            self._writers[part] = self._open_writer(part, stem)
        for writer in self._writers.values():
            self.rows.add(self._decode(writer.name, 0, writer.journal.past_lines))
        self.rows.add(self._look())
        if len(self.rows) <= _EAGERLY:
            self.rows.check()
        self.warnings.extend(
            f"{reader.path.name}: an unfinished last line is being written or was cut off"
            for reader in self._readers.values()
            if reader.torn
        )
        self._compare_clocks()
        self._notice_unfinished()

    def look(self) -> list[JournalRow]:
        """Read what other processes have written since the last call, without taking it in.

        It may be called from another thread than the rest, for a network share may be slow.

        Raises:
            DeskError: a journal cannot be read or was tampered with.
        """
        fresh = self._look()
        for row in fresh:
            row.event  # noqa: B018 - a line that holds no event is told now
        return fresh

    def _look(self) -> list[JournalRow]:
        fresh: list[JournalRow] = []
        own = {writer.name for writer in self._writers.values()}
        for part in self._parts():
            for path in self._journals(part):
                name = _name(part, path)
                if name in own:
                    continue
                reader = self._readers.setdefault(name, JournalReader(path))
                before = reader.lines
                try:
                    fresh.extend(self._decode(name, before, reader.read_lines()))
                    self.unread.pop(name, None)
                except DeskError as error:
                    if not is_private(name):
                        raise
                    self.unread[name] = error.reason
        return fresh

    def take(self, fresh: Iterable[JournalRow]) -> None:
        """Take in what ``look`` has read."""
        self.rows.add(fresh)

    def append(self, event: Event, *, private: bool = False) -> Event:
        """Write an event to our journal; its ``id``, ``at``, ``editor`` and ``turn`` are set here.

        Its turn comes after that of every event already seen, whatever the clocks say: what an
        editor answers to comes before the answer.

        Raises:
            DeskError: it could not be saved; nothing has changed.
        """
        written = self._append(event, PRIVATE if private else RECORD)
        if private and event.action in _EXPORTED:
            self._give_notice()
        return written

    def _append(self, event: Event, part: str) -> Event:
        writer = self._writers.get(part)
        if writer is None:
            raise DeskError("the desk was opened for reading only", path=str(self.folder))
        seen = () if part == PRIVATE else self._newly_seen()
        stamped = replace(
            event,
            id=f"{writer.name}:{writer.journal.lines + 1}",
            at=_stamp(self._clock()),
            editor=self.editor,
            turn=min(self.rows.latest + 1, LAST_TURN),
            heads=(*event.heads, *seen),
        )
        body = {"turn": stamped.turn, **to_plain(stamped)}
        del body["id"]
        line = writer.journal.append(body)
        if writer.journal.rescues > writer.rescues:
            writer.rescues = writer.journal.rescues
            self.warnings.append(
                f"{writer.journal.path}: was replaced or removed while the desk was open; all "
                "decisions were written to it again"
            )
        self._told.update({head.journal: head for head in seen})
        self.rows.add([JournalRow(writer.name, writer.journal.lines, line, writer.journal.path)])
        return stamped

    def missing_confidences(self) -> list[str]:
        """The reasons why it cannot be known who is confidential, in sentences; empty if it can.

        Whoever names a confidential source in a private journal gives notice of it in the record;
        journals of the first version give none, and count as if they did.
        """
        read = {name: reader.lines for name, reader in self._readers.items()}
        read |= {writer.name: writer.journal.lines for writer in self._writers.values()}
        needed: dict[str, int] = {}
        for row in self.rows.general:
            if is_private(row.id):
                continue
            event = row.event
            if event.action is Action.NOTICE:
                for head in event.heads:
                    if not head.sum:
                        needed[head.journal] = max(head.line, needed.get(head.journal, 0))
            elif event.action is Action.OPEN and (event.version or 1) < 2:
                needed.setdefault(f"{PRIVATE}/{row.path.stem}", 1)
        faults = []
        for name, line in needed.items():
            if name in self.unread:
                faults.append(f"{name}.jsonl: {self.unread[name]}")
            elif read.get(name, 0) < line:
                faults.append(f"{name}.jsonl: cannot be read, is missing, or lacks its line {line}")
        return faults

    def heads(self) -> tuple[Head, ...]:
        """The last line of every journal of the record."""
        heads = self._others_heads()
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
        for path in self._journals(RECORD):
            reader = JournalReader(path)
            reader.read()
            name = _name(RECORD, path)
            found.update({(name, line): sum_ for line, sum_ in enumerate(reader.sums, 1)})
        return found

    def gone(self) -> list[str]:
        """The lines of the record that somebody had seen and that are no longer there, in
        sentences.

        Raises:
            DeskError: a line was changed after it was written.
        """
        sums = self.sums()
        found = {}
        for row in self.rows.naming_heads():
            for head in row.heads:
                if head.sum and sums.get((head.journal, head.line)) != head.sum:
                    found[head.journal, head.line] = (
                        f"{head.journal}: line {head.line}, which {row.event.editor} had seen at "
                        f"{row.at}, is gone or another"
                    )
        return list(found.values())

    def close(self) -> None:
        """Let go of our journals."""
        for writer in self._writers.values():
            writer.journal.close()

    def _others_heads(self) -> list[Head]:
        return [
            Head(name, reader.lines, reader.sum)
            for name, reader in self._readers.items()
            if not is_private(name) and reader.lines
        ]

    def _newly_seen(self) -> tuple[Head, ...]:
        """The ends of others' journals that none of our lines has named yet."""
        heads = (head for head in self._others_heads() if self._told.get(head.journal) != head)
        return tuple(sorted(heads, key=lambda head: head.journal))

    def _give_notice(self) -> None:
        journal = self._writers[PRIVATE]
        head = Head(journal.name, journal.journal.lines, "")
        self._append(Event("", "", self.editor, Action.NOTICE, heads=(head,)), RECORD)

    def _notice_unfinished(self) -> None:
        """Give the notice that a crash cut off."""
        if PRIVATE not in self._writers:
            return
        name = self._writers[PRIVATE].name
        noticed = 0
        last = 0
        for row in self.rows.general:
            if row.action is Action.NOTICE:
                lines = [head.line for head in row.event.heads if head.journal == name]
                noticed = max([noticed, *lines])
            elif row.action in _EXPORTED and row.id.startswith(f"{name}:"):
                last = max(last, int(row.id.rpartition(":")[2]))
        if last > noticed:
            self._give_notice()

    def _compare_clocks(self) -> None:
        """Tell of journals whose clock is ahead of ours: one of the two is wrong."""
        if not self._readers:
            return
        limit = _stamp(self._clock() + _SKEW)
        ahead = {row.id.rpartition(":")[0]: row.at for row in self.rows.later_than(limit)}
        self.warnings.extend(
            f"{name}: its last line says {at[:16]}, which is later than this machine's clock; "
            "one of the clocks is wrong"
            for name, at in sorted(ahead.items())
        )

    def _decode(self, name: str, before: int, lines: Iterable[bytes]) -> Iterator[JournalRow]:
        path = self.folder / f"{name}.jsonl"
        for number, line in enumerate(lines, before + 1):
            yield JournalRow(name, number, line, path)

    def _parts(self) -> list[str]:
        """The folders that hold journals."""
        try:
            private = [path.name for path in self.folder.glob(f"{PRIVATE}*")]
        except OSError:
            private = [PRIVATE]
        return [RECORD, *sorted(name for name in private if is_private(f"{name}/"))]

    def _journals(self, part: str) -> list[Path]:
        """The journals in a folder. One that cannot be listed is reported, if it is private."""
        folder = self.folder / part
        if folder.is_symlink():
            raise DeskError("is a link, which is not followed", path=str(folder))
        try:
            return sorted(path for path in folder.iterdir() if path.suffix == ".jsonl")
        except FileNotFoundError:
            return []
        except OSError as error:
            if part == RECORD:
                reason = f"cannot be read: {error.strerror}"
                raise DeskError(reason, path=str(folder)) from error
            return []

    def _open_writer(self, part: str, stem: str) -> _JournalWriter:
        folder = self._make_folder(part)
        path, journal = _first_free(folder, stem, private=part == PRIVATE)
        if journal.recovered:
            self.warnings.append(
                f"{path.name}: dropped an unfinished last line of {journal.recovered} bytes, "
                "which was never acknowledged"
            )
        if not journal.lines:
            start = Event("", _stamp(self._clock()), self.editor, Action.OPEN, version=VERSION)
            body = to_plain(start)
            del body["id"]
            journal.past_lines.append(journal.append(body))
            sync_folder(folder)
        return _JournalWriter(_name(folder.name, path), journal)

    def _make_folder(self, part: str) -> Path:
        """The folder for our journals, made if need be. The record is as open to a group as the
        folder that holds the desk; what is private is for its owner alone."""
        try:
            make_shared(self.folder)
            if part == RECORD:
                return make_shared(self.folder / part)
            return make_private(self.folder)
        except OSError as error:
            raise DeskError(
                f"the desk folder cannot be made: {error.strerror}",
                path=str(self.folder),
                hint="choose a folder that can be written with --desk DIR",
            ) from error


def _first_free(folder: Path, stem: str, *, private: bool) -> tuple[Path, Journal]:
    for slot in range(1, _SLOTS + 1):
        path = folder / (f"{stem}.jsonl" if slot == 1 else f"{stem}.{slot}.jsonl")
        journal = Journal.open(path, private=private)
        if journal is not None:
            return path, journal
    path = folder / f"{stem}.{secrets.token_hex(4)}.jsonl"
    journal = Journal.open(path, shared=False, private=private)
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
