"""Files that ``--output`` names: written whole, and nobody else's file replaced.

A file that is there already is replaced only if it is empty, or is one that quotecheck wrote and
nobody has changed since. What was written is remembered in the user's cache folder, as hashes.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from quotecheck.errors import InputError
from quotecheck.files import content_of, open_regular, whole

_HINT = "name a file that does not exist yet"
_MOST = 1_000_000  # bytes of remembered hashes


def refuse(path: str | None, args: argparse.Namespace) -> None:
    """Raise InputError if ``--output`` must not be written: for commands that work for long before
    they write. ``args`` names what the command reads."""
    if path is None:
        return
    target = Path(path)
    try:
        if target.is_symlink():
            raise InputError("is a link, which is not followed", path=path, hint=_HINT)
        if not target.exists():
            return
        if not target.is_file():
            raise InputError("cannot be written: it is not a regular file", path=path, hint=_HINT)
        for each in _named(vars(args)):
            if each.exists() and target.samefile(each):
                raise InputError("is read by the same command", path=path, hint=_HINT)
        if target.stat().st_size and _mark(target) not in _remembered():
            reason = "is there already, and has changed since quotecheck wrote it"
            raise InputError(reason, path=path, hint=f"{_HINT}, or remove that one")
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror}", path=path) from error
    except ValueError as error:
        raise InputError("is not a valid file name", path=path) from error


@contextmanager
def output(path: str | None, args: argparse.Namespace) -> Iterator[IO[str]]:
    """Standard output, or the file that --output names; a file is replaced only when complete."""
    if path is None:
        yield sys.stdout
        return
    with (
        output_file(path, args) as partial,
        partial.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as file,
    ):
        yield file


@contextmanager
def output_file(path: str, args: argparse.Namespace) -> Iterator[Path]:
    """The path at which to write the file that --output names; the file takes its name at the end
    of the block. Whatever is written must be closed by then; a line then says that it was
    written."""
    refuse(path, args)
    target = Path(path)
    try:
        with whole(target) as partial:
            yield partial
            _remember(_mark(partial, target))
    except OSError as error:
        hint = "choose another --output"
        raise InputError(f"cannot be written: {error.strerror}", path=path, hint=hint) from error
    from quotecheck.cli.common import narrate

    narrate(f"wrote {path}", quiet=getattr(args, "quiet", False))


def _named(values: dict[str, Any]) -> Iterator[Path]:
    """Every path that the arguments may name, the output left out."""
    for name, value in values.items():
        if name != "output":
            for each in value if isinstance(value, list | tuple) else [value]:
                if isinstance(each, str) and "\0" not in each and len(each) < 4096:
                    yield Path(each)


def _mark(content: Path, target: Path | None = None) -> str:
    """The hash of a file's place and content, which tells nothing of either."""
    mark = hashlib.blake2b(os.fsencode(os.path.realpath(target or content)), digest_size=16)
    with open_regular(content) as file:
        mark.update(b"\0" + hashlib.file_digest(file, "blake2b").digest())
    return mark.hexdigest()


def _list() -> Path:
    from quotecheck.cli.common import cache_dir

    return cache_dir() / "written"


def _remembered() -> set[str]:
    try:
        return set(content_of(_list()).decode("ascii").split())
    except (OSError, ValueError):
        return set()


def _remember(mark: str) -> None:
    """Keep the hash; where that cannot be done, the file will be taken for somebody else's."""
    with suppress(OSError):
        path = _list()
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if path.exists() and path.stat().st_size > _MOST:
            recent = content_of(path).decode("ascii", "replace").split()[-10_000:]
            with whole(path) as partial:
                partial.write_text("\n".join(recent) + "\n", encoding="ascii")
        if path.exists() and not path.is_file():  # a pipe would be waited for
            return
        with path.open("a", encoding="ascii") as file:
            file.write(mark + "\n")
