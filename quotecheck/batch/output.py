"""The output folder of a run: claimed before anything is written, and nobody else's files touched.

    OUTPUT/.quotecheck-batch/          the mark by which the folder is known, and our own files
    OUTPUT/.quotecheck-batch/written   a line for each file that a run wrote beside it

A file is replaced or removed only if that list names it and its bytes are still those we wrote.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from quotecheck.batch.walk import OWN_FOLDER
from quotecheck.desk.confidential import Veil
from quotecheck.desk.veil import Veiled
from quotecheck.errors import InputError
from quotecheck.files import content_of, open_regular

SUMMARY, ERRORS = "summary.json", "errors.jsonl"
# What is made of the results by modules that a run without changes need not load.
CONFLICTS, OVERVIEW = "conflicts.jsonl", "index.html"

_HINT = "choose an --output that does not exist yet"
_MOVE = "move it away, or choose another --output"


def refuse_overlap(folder: Path, articles: Path | None, sources: Iterable[Path]) -> None:
    """Raise InputError if the output folder holds what is read, or lies where sources are read:
    quotations would be found in our own results."""
    real = Path(os.path.realpath(folder))
    for each in (*sources, *([articles] if articles is not None else [])):
        if Path(os.path.realpath(each)).is_relative_to(real):
            raise InputError(f"holds {each}, which is read", path=str(folder), hint=_HINT)
    for each in sources:
        if real.is_relative_to(os.path.realpath(each)):
            reason = f"lies in {each}, where sources are read"
            raise InputError(reason, path=str(folder), hint="choose an --output outside")


def refuse_foreign(folder: Path) -> None:
    """Raise InputError for an output folder that is not new, empty, or marked as ours, and for
    links in the place of our own folders. Nothing is changed."""
    own = folder / OWN_FOLDER
    for each in (own, *(own.iterdir() if own.is_dir() else ())):
        if each.is_symlink():
            raise InputError("is a link, which is not followed", path=str(each), hint=_MOVE)
    if folder.exists() and not folder.is_dir():
        raise InputError("cannot be written: it is not a folder", path=str(folder), hint=_HINT)
    if not own.is_dir() and folder.is_dir() and any(folder.iterdir()):
        reason = "holds files that quotecheck did not write"
        raise InputError(reason, path=str(folder), hint=_HINT)


def claim(folder: Path) -> None:
    """Make the output folder with our mark. Raises InputError as `refuse_foreign`, or OSError."""
    refuse_foreign(folder)
    (folder / OWN_FOLDER).mkdir(parents=True, exist_ok=True)


class Output:
    """A claimed folder, and what was written there. One run at a time has it: the ledger's lock
    sees to that."""

    def __init__(self, folder: Path, veil: Veil, needed: Iterable[str]) -> None:
        """``veil`` goes over every text that is written.

        Raises InputError if a file of ours, or one of the names ``needed``, is not as we left it.
        """
        self.folder = folder
        self.veil = veil
        self._own = folder / OWN_FOLDER
        self._list = self._own / "written"
        self._partial = self._own / "partial"
        self._partial.unlink(missing_ok=True)
        self._known = self._read()
        for name in {*self._known, *needed}:
            self._check(name)

    def names(self, below: str) -> list[str]:
        """The names of the files that we wrote in a folder of the output."""
        return [name for name in self._known if name.startswith(f"{below}/")]

    def adopt(self, name: str) -> None:
        """Take note of a file that grows during a run; the ledger knows what is in it."""
        self._remember(name, "*")

    @contextmanager
    def writing(self, name: str) -> Iterator[Path]:
        """The path at which to write a file, which takes its name at the end of the block: there is
        the old file or the new one, never half of one. Raises OSError, or InputError if the name is
        taken by a file that is not ours."""
        self._check(name)
        target = self.folder / name
        target.parent.mkdir(exist_ok=True)
        self._partial.unlink(missing_ok=True)
        os.close(os.open(self._partial, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
        try:
            yield self._partial
            # Told before it is so: whichever of the two a crash leaves there is ours.
            self._remember(name, _digest(self._partial))
            self._partial.replace(target)
        finally:
            self._partial.unlink(missing_ok=True)

    @contextmanager
    def text(self, name: str) -> Iterator[Veiled]:
        """A file to write text to, as `writing`."""
        with (
            self.writing(name) as path,
            path.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as file,
        ):
            yield Veiled(file, self.veil)

    def remove(self, name: str) -> None:
        """Remove a file of ours; one that was changed since stays."""
        path = self.folder / name
        if self._is_ours(name, path):
            path.unlink(missing_ok=True)
            self._known.pop(name, None)

    def settle(self) -> None:
        """Shorten the list to the files as they are now. Raises OSError."""
        for name in [name for name in self._known if not (self.folder / name).exists()]:
            del self._known[name]
        for name, digests in self._known.items():
            self._known[name] = digests[-1:]
        lines = [json.dumps([name, each[-1]]) + "\n" for name, each in self._known.items()]
        self._partial.unlink(missing_ok=True)
        with self._partial.open("x", encoding="utf-8") as file:
            file.writelines(lines)
        self._partial.replace(self._list)

    def _check(self, name: str) -> None:
        parts = PurePosixPath(name).parts
        if name.startswith("/") or ".." in parts or not parts:
            raise InputError(f"{name!r} leads out of the folder", path=str(self.folder))
        for number in range(1, len(parts) + 1):
            path = self.folder.joinpath(*parts[:number])
            if path.is_symlink():
                raise InputError("is a link, which is not followed", path=str(path), hint=_MOVE)
        path = self.folder / name
        if not self._is_ours(name, path):
            reason = "was not written by quotecheck, or was changed since"
            raise InputError(reason, path=str(path), hint=_MOVE)

    def _is_ours(self, name: str, path: Path) -> bool:
        if path.is_symlink():
            return False
        if not path.exists():
            return True
        digests = self._known.get(name, ())
        return path.is_file() and ("*" in digests or _digest(path) in digests)

    def _remember(self, name: str, digest: str) -> None:
        known = self._known.setdefault(name, [])
        if digest in known:
            known.remove(digest)
            known.append(digest)  # the last one is the one that is there
        else:
            known.append(digest)
            with self._list.open("a", encoding="utf-8") as file:
                file.write(json.dumps([name, digest]) + "\n")

    def _read(self) -> dict[str, list[str]]:
        """The digests in the list by file name; a line that cannot be read vouches for nothing."""
        known: dict[str, list[str]] = {}
        if self._list.is_symlink() or not self._list.is_file():
            return known
        for line in content_of(self._list).splitlines():
            try:
                name, digest = map(str, json.loads(line))
            except (ValueError, TypeError, RecursionError):
                continue
            known.setdefault(name, []).append(digest)
        return known


def _digest(path: Path) -> str:
    with open_regular(path) as file:
        return hashlib.file_digest(file, "blake2b").hexdigest()[:32]
