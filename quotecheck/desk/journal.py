"""An append-only file of JSON Lines that survives a power cut in the middle of a write.

Each line ends with a check sum over itself and the check sum of the line before it, so that a
changed, moved or missing line shows. A line counts once it is on the disk (``fsync``) under the
journal's name. A last line without its line end was never acknowledged: it may be dropped, nothing
else may.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quotecheck.errors import DeskError

if TYPE_CHECKING:
    from collections.abc import Mapping

_SUM_LENGTH = 32
_TAIL_LENGTH = len(',"sum":""}') + _SUM_LENGTH
LINE_LIMIT = 4_000_000
_NOFOLLOW = getattr(os, "O_NOFOLLOW", 0)
_TRIES = 3
_PRIVATE, _SHARED = 0o600, 0o644


def seal(body: Mapping[str, Any], previous: str) -> tuple[bytes, str]:
    """The line for ``body`` (with its line end) and its check sum."""
    text = json.dumps(body, ensure_ascii=True, separators=(",", ":"))
    head = text[:-1].encode()
    checksum = _checksum(head, previous)
    return head + f',"sum":"{checksum}"}}\n'.encode(), checksum


def unseal(line: bytes, previous: str) -> str | None:
    """The check sum of a line, or None if the line is not what was written."""
    head, tail = line[:-_TAIL_LENGTH], line[-_TAIL_LENGTH:]
    checksum = _checksum(head, previous)
    return checksum if tail == f',"sum":"{checksum}"}}'.encode() else None


def body_of(line: bytes) -> dict[str, Any]:
    """The contents of a line. Raises ValueError for one that is not a JSON object."""
    try:
        body = json.loads(line)
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error
    if not isinstance(body, dict):
        raise ValueError("it is not an object")
    body.pop("sum", None)
    return body


def _checksum(head: bytes, previous: str) -> str:
    return hashlib.sha256(previous.encode() + head).hexdigest()[:_SUM_LENGTH]


@dataclass(slots=True)
class JournalReader:
    """Reads what is new in a journal.

    ``sums`` are the check sums of the lines that were read; ``torn`` is the length of what is
    unfinished at the end of the file, in bytes.
    """

    path: Path
    offset: int = 0
    sums: list[str] = field(default_factory=list)
    torn: int = 0

    @property
    def lines(self) -> int:
        """The number of lines that were read."""
        return len(self.sums)

    @property
    def sum(self) -> str:
        """The check sum of the last line."""
        return self.sums[-1] if self.sums else ""

    def read(self) -> list[dict[str, Any]]:
        """The entries on the lines completed since the last call. Raises as `read_lines` does."""
        return list(map(body_of, self.read_lines()))

    def read_lines(self) -> list[bytes]:
        """The lines that were completed since the last call.

        Raises:
            DeskError: the file cannot be read, or a finished line was changed.
        """
        data = self._new_bytes()
        *finished, unfinished = data.split(b"\n")
        self.torn = len(unfinished)
        for line in finished:
            checksum = unseal(line, self.sum)
            if checksum is None:
                raise DeskError(
                    "this line of the journal was changed after it was written",
                    path=str(self.path),
                    line=self.lines + 1,
                    hint="restore the file from a backup, or move it away to go on without it",
                )
            self.offset += len(line) + 1
            self.sums.append(checksum)
        return finished

    def _new_bytes(self) -> bytes:
        try:
            descriptor = os.open(self.path, os.O_RDONLY | _NOFOLLOW | getattr(os, "O_NONBLOCK", 0))
            with os.fdopen(descriptor, "rb") as file:
                status = os.fstat(file.fileno())
                if not stat.S_ISREG(status.st_mode):
                    raise DeskError("is not a regular file", path=str(self.path))
                if status.st_size < self.offset:
                    raise DeskError(
                        "the journal has become shorter: decisions were removed from it",
                        path=str(self.path),
                        hint="restore the file from a backup",
                    )
                file.seek(self.offset)
                data = file.read()
        except OSError as error:
            is_link = error.errno == errno.ELOOP
            reason = "it is a link, which is not followed" if is_link else error.strerror
            raise DeskError(f"the journal cannot be read: {reason}", path=str(self.path)) from error
        if max(map(len, data.split(b"\n"))) > LINE_LIMIT:
            raise DeskError("a line is too long for a journal", path=str(self.path))
        return data


class Journal:
    """The writing end of a journal; one process at a time holds it.

    ``past_lines`` are the lines that were there when it was opened; ``recovered`` is the number of
    bytes of an unfinished last line that was dropped. ``rescues`` counts how often the journal was
    found replaced while it was open, and what had been written was put into the new file.
    """

    def __init__(
        self,
        reader: JournalReader,
        descriptor: int,
        past_lines: list[bytes],
        mode: int,
        *,
        shared: bool,
    ) -> None:
        self._reader = reader
        self._descriptor = descriptor
        self._mode, self._shared = mode, shared
        self.past_lines = past_lines
        self.rescues = 0
        self.recovered = reader.torn
        if reader.torn:
            os.ftruncate(descriptor, reader.offset)
            os.fsync(descriptor)
            reader.torn = 0

    @classmethod
    def open(cls, path: Path, *, shared: bool = True, private: bool = False) -> Journal | None:
        """Open or create the journal for writing; None if another process is writing it, or it
        belongs to another user of this machine.

        With ``shared`` false the name is one that no other process can know: no lock is asked for.
        A ``private`` one can be read by its owner alone.

        Raises:
            DeskError: the file cannot be made, written or read.
        """
        mode = _PRIVATE if private else _SHARED
        try:
            descriptor = _open(path, mode)
        except PermissionError as error:
            if path.exists():
                return None
            raise _cannot_write(path, error) from error
        except OSError as error:
            raise _cannot_write(path, error) from error
        if shared and not _lock(descriptor):
            os.close(descriptor)
            return None
        try:
            reader = JournalReader(path)
            return cls(reader, descriptor, reader.read_lines(), mode, shared=shared)
        except BaseException:
            os.close(descriptor)
            raise

    @property
    def past(self) -> list[dict[str, Any]]:
        """The entries on those lines."""
        return list(map(body_of, self.past_lines))

    @property
    def path(self) -> Path:
        """The path of the journal."""
        return self._reader.path

    @property
    def lines(self) -> int:
        """The number of lines that the journal holds."""
        return self._reader.lines

    @property
    def sum(self) -> str:
        """The check sum of its last line."""
        return self._reader.sum

    def append(self, body: Mapping[str, Any]) -> bytes:
        """Write one line and wait until it is on the disk, under the journal's name.

        Raises:
            DeskError: it could not be written; the journal is as it was before.
        """
        line, checksum = seal(body, self._reader.sum)
        if len(line) > LINE_LIMIT:
            raise DeskError(
                f"the decision cannot be saved: it is larger than {LINE_LIMIT / 1e6:g} MB",
                path=str(self.path),
                hint="decide on fewer quotations at once",
            )
        self._refuse_changed()
        try:
            self._write(line)
            for _ in range(_TRIES):
                if self._is_in_place():
                    break
                self._rescue(self._reader.offset + len(line))
            else:
                raise OSError(errno.ESTALE, "the journal keeps being replaced")
        except OSError as error:
            with contextlib.suppress(OSError):
                os.ftruncate(self._descriptor, self._reader.offset)
            raise _cannot_write(self.path, error) from error
        self._reader.offset += len(line)
        self._reader.sums.append(checksum)
        return line[:-1]

    def close(self) -> None:
        """Let another process write this journal."""
        with contextlib.suppress(OSError):
            os.close(self._descriptor)

    def _refuse_changed(self) -> None:
        """Raise DeskError if another program wrote into the file, or cut it: what came behind that
        could not be read back."""
        offset, end = self._reader.offset, f'{self._reader.sum}"}}\n'.encode()
        try:
            size = os.fstat(self._descriptor).st_size
            os.lseek(self._descriptor, max(offset - len(end), 0), os.SEEK_SET)
            if size == offset and (not offset or os.read(self._descriptor, len(end)) == end):
                return
        except OSError as error:
            raise _cannot_write(self.path, error) from error
        raise DeskError(
            "the decision cannot be saved: another program changed the journal meanwhile",
            path=str(self.path),
            hint="close the desk, and restore the file from a backup or move it away",
        )

    def _write(self, data: bytes) -> None:
        written = os.write(self._descriptor, data)
        if written != len(data):
            raise OSError(errno.ENOSPC, "the disk is full")
        os.fsync(self._descriptor)

    def _is_in_place(self) -> bool:
        """Return whether the journal's name still means the file that is open: a sync client or a
        restored backup puts another in its place."""
        try:
            named = self.path.lstat()
        except FileNotFoundError:
            return False
        ours = os.fstat(self._descriptor)
        return (named.st_dev, named.st_ino) == (ours.st_dev, ours.st_ino)

    def _rescue(self, length: int) -> None:
        """Put what the open file has, ``length`` bytes, under the journal's name again: what is
        there may be a copy of it or an older state of it, never another journal. Raises OSError."""
        ours = _content(self._descriptor, length)
        folder_mode = 0o700 if self._mode == _PRIVATE else 0o777
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=folder_mode)
        fresh = _open(self.path, self._mode)
        try:
            there = _content(fresh, length + 1)
            if not ours.startswith(there):
                reason = "another journal lies in its place; move that away, then decide again"
                raise OSError(errno.ESTALE, reason)
            if self._shared and not _lock(fresh):
                raise OSError(errno.EBUSY, "another process has taken its place")
            old, self._descriptor = self._descriptor, fresh
        except BaseException:
            os.close(fresh)
            raise
        os.close(old)
        self.rescues += 1
        if rest := ours[len(there) :]:
            self._write(rest)
        sync_folder(self.path.parent)


def sync_folder(folder: Path) -> None:
    """Make a new file's name survive a power cut, where the system can."""
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


def _open(path: Path, mode: int) -> int:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | _NOFOLLOW, mode)
    status = os.fstat(descriptor)
    if mode == _PRIVATE and status.st_mode & 0o077:
        with contextlib.suppress(OSError):  # somebody else's: then it is not ours to close
            os.fchmod(descriptor, mode)
    around = path.parent.stat().st_mode
    if mode == _SHARED and around & stat.S_IWGRP and not status.st_mode & stat.S_IRGRP:
        with contextlib.suppress(OSError):  # a group that shares a desk reads all of its journals
            os.fchmod(descriptor, stat.S_IMODE(status.st_mode) | around & stat.S_IRGRP)
    return descriptor


def _content(descriptor: int, length: int) -> bytes:
    """The first ``length`` bytes of an open file."""
    os.lseek(descriptor, 0, os.SEEK_SET)
    pieces = []
    while length > 0 and (piece := os.read(descriptor, length)):
        pieces.append(piece)
        length -= len(piece)
    return b"".join(pieces)


def _lock(descriptor: int) -> bool:
    """Hold the file for this process. A file system without locks counts as held elsewhere, so
    that the caller takes a journal of its own."""
    try:
        import fcntl
    except ImportError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _cannot_write(path: Path, error: OSError) -> DeskError:
    return DeskError(
        f"the decision cannot be saved: {error.strerror}",
        path=str(path),
        hint="choose a folder that can be written with --desk DIR",
    )
