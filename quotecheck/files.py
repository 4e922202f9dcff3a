"""Files as they come: found in folders, refused when unusable, decoded character by character,
and written whole."""

from __future__ import annotations

import errno
import os
import re
import stat
import time
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from hashlib import sha256
from io import BufferedReader
from pathlib import Path
from zlib import crc32

from quotecheck.errors import InputError

MAX_TEXT_BYTES = 20_000_000
# The file that was read last, for messages about faults that do not know theirs.
last_read: list[str] = []


def read_bytes(path: Path, *, limit: int = MAX_TEXT_BYTES) -> bytes:
    """The bytes of a regular file of at most ``limit`` bytes. Raises InputError."""
    last_read[:] = [str(path)]
    try:
        if not path.exists():
            raise InputError("there is no such file", path=str(path), hint="check the name")
        if not path.is_file():
            raise InputError("is not a regular file", path=str(path))
        with open_regular(path) as file:
            size = os.fstat(file.fileno()).st_size
            # Asked for more, the file object would set aside as much memory.
            data = file.read(size + 1) if size <= limit else b""
            if len(data) > size:  # it grew
                data += file.read(limit - size)
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError(f"cannot be read: {reason}", path=str(path)) from error
    except ValueError as error:
        raise InputError("is not a valid file name", path=str(path)) from error
    if max(size, len(data)) > limit:
        raise InputError(
            f"is larger than {limit / 1e6:,.0f} MB",
            path=str(path),
            hint="split it, or take out what is not text",
        )
    return data


def open_regular(path: Path) -> BufferedReader:
    """A file opened for reading. Raises OSError, also for a pipe, which would keep whoever opens
    it waiting without end."""
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags)
    mode = os.fstat(descriptor).st_mode
    if not stat.S_ISREG(mode):
        os.close(descriptor)
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        raise OSError(errno.EINVAL, "it is not a regular file")
    return os.fdopen(descriptor, "rb")


def content_of(path: Path) -> bytes:
    """The bytes of a regular file of ours. Raises OSError."""
    with open_regular(path) as file:
        return file.read()


def find(
    paths: Sequence[str | Path],
    suffixes: Collection[str] | None,
    *,
    skip: Collection[str | Path] = (),
) -> Iterator[Path]:
    """The files that ``paths`` mean, each once, folders walked in order of name.

    A file is taken as it is named; in a folder those with one of ``suffixes`` (None: every one).
    Hidden files and folders, the folders and names in ``skip``, and links that lead out of the
    folder are left out.
    Raises InputError for a path that is not there.
    """
    seen: set[str] = set()
    for path in map(Path, paths):
        if path.is_dir():
            found: Iterator[Path] = _walk(path, suffixes, skip)
        elif path.exists() or path.is_symlink():
            found = iter((path,))
        else:
            raise InputError("there is no such file or folder", path=str(path))
        for file in found:
            key = os.path.realpath(file)
            if key not in seen:
                seen.add(key)
                yield file


def _walk(
    folder: Path, suffixes: Collection[str] | None, skip: Collection[str | Path]
) -> Iterator[Path]:
    root = os.path.realpath(folder)
    skipped = {os.path.realpath(each) for each in skip}
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".") and os.path.realpath(Path(place, name)) not in skipped
        )
        for name in sorted(names):
            file = Path(place, name)
            if name.startswith(".") or name in skip or not file.is_file():
                continue
            if os.path.realpath(file) in skipped:
                continue
            if suffixes is not None and file.suffix.lower() not in suffixes:
                continue
            if file.is_symlink() and not Path(os.path.realpath(file)).is_relative_to(root):
                continue
            yield file


_SUM = 64  # letters of a check sum in hexadecimal
_FORSAKEN = 3600  # seconds
_PIECE = 1 << 20  # bytes


def sealed(data: bytes) -> bytes:
    """The data with a checksum before it, to write into a cache, so that damage shows."""
    return sha256(data).hexdigest().encode() + b"\n" + data


def unsealed(data: bytes) -> bytes:
    """The data that was sealed. Raises ValueError for what is damaged or was never sealed."""
    mark, content = data[:_SUM], data[_SUM + 1 :]
    if mark != sha256(content).hexdigest().encode():
        raise ValueError("is damaged")
    return content


def check_sum(path: Path) -> int:
    """The check sum of a large file, which shows damage but no ill will. Raises OSError."""
    total = 0
    with open_regular(path) as file:
        while piece := file.read(_PIECE):
            total = crc32(piece, total)
    return total


@contextmanager
def whole(path: Path, *, new: bool = False) -> Iterator[Path]:
    """The path at which to write a file, which takes its name at the end of the block, when it is
    on the disk: there is the old one or the new one, never half of one. With ``new`` there must be
    none yet. Raises OSError."""
    if path.is_symlink():
        raise OSError(errno.ELOOP, "it is a link, which is not followed")
    _sweep(path)
    partial = path.with_name(f".{path.name[:100]}.{os.urandom(6).hex()}.partial")
    os.close(os.open(partial, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
    try:
        yield partial
        with partial.open("rb+") as file:
            os.fsync(file.fileno())
        if new and os.path.lexists(path):
            raise FileExistsError(errno.EEXIST, "there is a file of that name already")
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def _sweep(path: Path) -> None:
    """Remove what processes that were killed left of the same file, an hour ago or longer."""
    begun = re.compile(re.escape(f".{path.name[:100]}.") + r"[0-9a-f]{12}\.partial")
    with suppress(OSError):
        for each in path.parent.iterdir():
            if begun.fullmatch(each.name) and time.time() - each.lstat().st_mtime > _FORSAKEN:
                each.unlink()
