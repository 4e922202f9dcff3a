"""Walking the folder: every file that is an article, in the order the disk gives them.

The walk holds one entry at a time, so that a folder of millions costs no memory. Hidden files,
the folders in ``skip`` and links are left out: a link inside the folder leads to a file that is
met anyway, one that leads out of it is not followed.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from quotecheck.articles import SUFFIXES
from quotecheck.batch.outcome import Failure
from quotecheck.errors import InputError

OWN_FOLDER = ".quotecheck-batch"  # by it the output of a run is known
_KINDS = (
    (stat.S_ISFIFO, "a FIFO"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISBLK, "a device"),
    (stat.S_ISCHR, "a device"),
)


@dataclass(frozen=True, slots=True)
class Selection:
    """The choice of the files in a folder that are articles.

    ``include`` and ``exclude`` are shell patterns over the path below the folder ("sport/*",
    "*.txt"); a pattern without a slash is also tried on the name alone. Without ``include`` the
    suffix decides. ``skip`` are folders and files that are left out, as real paths.
    """

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    skip: Collection[str] = frozenset()

    def takes(self, path: str) -> bool:
        """Return whether the file at ``path`` (below the folder, with slashes) is wanted."""
        if self.exclude and _matches(path, self.exclude):
            return False
        if self.include:
            return _matches(path, self.include)
        return f".{path.rpartition('.')[2]}".lower() in SUFFIXES


@dataclass(frozen=True, slots=True)
class FoundFile:
    """An article file and its size in bytes."""

    path: str
    size: int


def _matches(path: str, patterns: Sequence[str]) -> bool:
    name = path.rpartition("/")[2]
    return any(
        fnmatchcase(path, pattern) or ("/" not in pattern and fnmatchcase(name, pattern))
        for pattern in patterns
    )


def walk(folder: Path, selection: Selection) -> Iterator[FoundFile | Failure]:
    """The articles in ``folder``, and what stands in the way of others.

    A file that has two names (a hard link) is given once. Raises InputError, at once, if the
    folder itself cannot be read.
    """
    if not folder.exists():
        raise InputError("there is no such folder", path=str(folder), hint="check the name")
    if not folder.is_dir():
        hint = "use `quotecheck check` for a file"
        raise InputError("is not a folder", path=str(folder), hint=hint)
    try:
        os.scandir(folder).close()
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", path=str(folder)) from error
    return _walk(str(folder), selection)


def _walk(folder: str, selection: Selection) -> Iterator[FoundFile | Failure]:
    linked: set[tuple[int, int]] = set()
    places = [folder]
    while places:
        place = places.pop()
        try:
            entries = os.scandir(place)
        except OSError as error:
            yield Failure(place, "walk", f"the folder cannot be read: {error.strerror}")
            continue
        with entries:
            for entry in entries:
                if entry.name.startswith("."):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    if not _is_left_out(entry.path, selection):
                        places.append(entry.path)
                    continue
                yield from _file(entry, folder, selection, linked)


def _is_left_out(folder: str, selection: Selection) -> bool:
    """The output of another run is not an article either, whatever this run's is called."""
    return os.path.realpath(folder) in selection.skip or os.path.isdir(  # noqa: PTH112 - quicker
        f"{folder}/{OWN_FOLDER}"
    )


def _is_skipped(entry: os.DirEntry[str], selection: Selection) -> bool:
    """Return whether a file is to be left out. To find where a name leads costs more than the
    rest."""
    return (
        any(each.endswith(entry.name) for each in selection.skip)
        and os.path.realpath(entry.path) in selection.skip
    )


def _file(
    entry: os.DirEntry[str], folder: str, selection: Selection, linked: set[tuple[int, int]]
) -> Iterator[FoundFile | Failure]:
    below = entry.path[len(folder) :].lstrip(os.sep).replace(os.sep, "/")
    if not selection.takes(below) or _is_skipped(entry, selection):
        return
    if entry.is_symlink():
        target = os.path.realpath(entry.path)
        if not os.path.exists(target):  # noqa: PTH110 - any name will do
            yield Failure(entry.path, "walk", "is a link that leads nowhere")
            return
        if Path(target).is_dir() or target.startswith(os.path.realpath(folder) + os.sep):
            return
        yield Failure(entry.path, "walk", "is a link that leads out of the folder; not followed")
        return
    try:
        status = entry.stat(follow_symlinks=False)
    except OSError as error:
        yield Failure(entry.path, "walk", f"cannot be looked at: {error.strerror}")
        return
    for test, name in _KINDS:
        if test(status.st_mode):
            yield Failure(entry.path, "walk", f"is {name}, not a regular file")
            return
    if status.st_nlink > 1:
        key = (status.st_dev, status.st_ino)
        if key in linked:
            yield Failure(entry.path, "walk", "is another name of a file that has been done")
            return
        linked.add(key)
    yield FoundFile(entry.path, status.st_size)
