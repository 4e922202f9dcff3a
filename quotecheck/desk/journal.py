"""An append-only file of JSON Lines that survives a power cut in the middle of a write.

Each line ends with a check sum over itself and the check sum of the line before it, so that a
changed, moved or missing line shows. A line counts once it is on the disk (``fsync``). A last
line without its line end was never acknowledged: it may be dropped, nothing else may.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quotecheck.errors import DeskError

if TYPE_CHECKING:
    from collections.abc import Mapping

_SUM_LENGTH = 32
_TAIL_LENGTH = len(',"sum":""}') + _SUM_LENGTH
_LINE_LIMIT = 4_000_000


def seal(body: Mapping[str, Any], previous: str) -> tuple[bytes, str]:
    """The line for ``body`` (with its line end) and its check sum."""
    text = json.dumps(body, ensure_ascii=True, separators=(",", ":"))
    head = text[:-1].encode()
    checksum = _checksum(head, previous)
    return head + f',"sum":"{checksum}"}}\n'.encode(), checksum


def unseal(line: bytes, previous: str) -> tuple[dict[str, Any], str] | None:
    """The body of a line and its check sum, or None if the line is not what was written."""
    head, tail = line[:-_TAIL_LENGTH], line[-_TAIL_LENGTH:]
    checksum = _checksum(head, previous)
    if tail != f',"sum":"{checksum}"}}'.encode():
        return None
    try:
        body = json.loads(head + b"}")
    except ValueError:
        return None
    return (body, checksum) if isinstance(body, dict) else None


def _checksum(head: bytes, previous: str) -> str:
    return hashlib.sha256(previous.encode() + head).hexdigest()[:_SUM_LENGTH]


@dataclass(slots=True)
class Reader:
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
        """How many lines were read."""
        return len(self.sums)

    @property
    def sum(self) -> str:
        """The check sum of the last line."""
        return self.sums[-1] if self.sums else ""

    def read(self) -> list[dict[str, Any]]:
        """The lines that were completed since the last call.

        Raises:
            DeskError: the file cannot be read, or a finished line was changed.
        """
        data = self._new_bytes()
        *finished, unfinished = data.split(b"\n")
        self.torn = len(unfinished)
        bodies = []
        for line in finished:
            opened = unseal(line, self.sum)
            if opened is None:
                raise DeskError(
                    "this line of the journal was changed after it was written",
                    path=str(self.path),
                    line=self.lines + 1,
                    hint="restore the file from a backup, or move it away to go on without it",
                )
            body, checksum = opened
            self.offset += len(line) + 1
            self.sums.append(checksum)
            bodies.append(body)
        return bodies

    def _new_bytes(self) -> bytes:
        try:
            with self.path.open("rb") as file:
                size = os.fstat(file.fileno()).st_size
                if size < self.offset:
                    raise DeskError(
                        "the journal has become shorter: decisions were removed from it",
                        path=str(self.path),
                        hint="restore the file from a backup",
                    )
                file.seek(self.offset)
                data = file.read()
        except OSError as error:
            raise DeskError(
                f"the journal cannot be read: {error.strerror}", path=str(self.path)
            ) from error
        if max(map(len, data.split(b"\n"))) > _LINE_LIMIT:
            raise DeskError("a line is too long for a journal", path=str(self.path))
        return data


class Journal:
    """The writing end of a journal; one process at a time holds it.

    ``past`` holds the lines that were there when it was opened; ``recovered`` is the number of
    bytes of an unfinished last line that was dropped.
    """

    def __init__(self, reader: Reader, descriptor: int, past: list[dict[str, Any]]) -> None:
        self._reader = reader
        self._descriptor = descriptor
        self.past = past
        self.recovered = reader.torn
        if reader.torn:
            os.ftruncate(descriptor, reader.offset)
            os.fsync(descriptor)
            reader.torn = 0

    @classmethod
    def open(cls, path: Path, *, shared: bool = True) -> Journal | None:
        """Open or create the journal for writing; None if another process is writing it.

        With ``shared`` false the name is one that no other process can know: no lock is asked for.

        Raises:
            DeskError: the file cannot be made, written or read.
        """
        flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0)
        try:
            descriptor = os.open(path, flags, 0o644)
        except OSError as error:
            raise _cannot_write(path, error) from error
        if shared and not _lock(descriptor):
            os.close(descriptor)
            return None
        try:
            reader = Reader(path)
            return cls(reader, descriptor, reader.read())
        except BaseException:
            os.close(descriptor)
            raise

    @property
    def path(self) -> Path:
        """Where the journal lies."""
        return self._reader.path

    @property
    def lines(self) -> int:
        """How many lines it holds."""
        return self._reader.lines

    @property
    def sum(self) -> str:
        """The check sum of its last line."""
        return self._reader.sum

    def append(self, body: Mapping[str, Any]) -> None:
        """Write one line and wait until it is on the disk.

        Raises:
            DeskError: it could not be written; the journal is as it was before.
        """
        line, checksum = seal(body, self._reader.sum)
        try:
            written = os.write(self._descriptor, line)
            if written != len(line):
                raise OSError(0, "the disk is full")
            os.fsync(self._descriptor)
        except OSError as error:
            with contextlib.suppress(OSError):
                os.ftruncate(self._descriptor, self._reader.offset)
            raise _cannot_write(self.path, error) from error
        self._reader.offset += len(line)
        self._reader.sums.append(checksum)

    def close(self) -> None:
        """Let another process write this journal."""
        with contextlib.suppress(OSError):
            os.close(self._descriptor)


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
