"""Drafts as git will commit them, which need not be as they are on the disk."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

from quotecheck.articles import SUFFIXES, is_quote_list, outside_of, parse_article
from quotecheck.cli.common import STDIN
from quotecheck.errors import InputError
from quotecheck.files import MAX_TEXT_BYTES
from quotecheck.model import Article


def find_staged(paths: Sequence[str], *, skip: Sequence[str] = ()) -> Iterator[Path]:
    """The drafts among ``paths`` that the next commit adds or changes, without the sources, which
    are in ``skip``.

    Raises:
        InputError: a path is not there, is no draft's, or this is not a git repository.
    """
    for named in paths:
        if named == STDIN or is_quote_list(named):
            raise InputError("is not a draft that git keeps", path=named, hint="leave out --staged")
        if not os.path.lexists(named) and not _git("ls-files", "-z", "--", named):
            raise InputError("there is no such file or folder", path=named)
    top = Path(os.fsdecode(_git("rev-parse", "--show-toplevel").rstrip(b"\n")))
    options = ("--cached", "--raw", "-z", "--no-relative", "--no-renames", "--diff-filter=d")
    fields = iter(_git("diff", *options, "--", *paths).split(b"\0"))
    outside = outside_of(skip)
    for entry, name in zip(fields, fields, strict=False):
        path = Path(os.path.relpath(top / os.fsdecode(name)))
        is_file = entry.split()[1].startswith(b"100")  # neither a link nor another repository
        hidden = any(part.startswith(".") and part != ".." for part in path.parts)
        if is_file and not hidden and path.suffix.lower() in SUFFIXES and outside(path):
            yield path


def read_staged(path: Path) -> Article:
    """The article that the next commit has under this name.

    Raises:
        InputError: there is no text to be had.
    """
    data = _git("cat-file", "--filters", f":./{path.as_posix()}")
    if len(data) > MAX_TEXT_BYTES:
        raise InputError(f"is larger than {MAX_TEXT_BYTES / 1e6:,.0f} MB", path=str(path))
    return parse_article(data, str(path))


def _git(*arguments: str) -> bytes:
    """Run git and return what it prints. Names are names to it, whatever signs they hold."""
    command = ("git", "--literal-pathspecs", *arguments)
    try:
        return subprocess.run(command, capture_output=True, check=True).stdout  # noqa: S603
    except FileNotFoundError as error:
        raise InputError("--staged needs git, which is not installed") from error
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode(errors="replace").strip().removeprefix("fatal: ")
        raise InputError(f"--staged: git says: {said}") from error
