"""The files that an assistant may read: drafts and sources in folders that were named at the
start."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from quotecheck.articles import make_article, read_article
from quotecheck.errors import InputError
from quotecheck.model import Article
from quotecheck.rules import Rules
from quotecheck.sources import Library
from quotecheck.sources.search.searcher import Searcher
from quotecheck.verify import Checker
from quotecheck.warm import WarmChecker

_ONE_LOOK = float("inf")  # seconds
MOST_TEXT = 500_000  # characters of a draft that is sent as text


class Workspace:
    """Folders, the library of their sources, and the rules. Nothing outside the folders is read,
    whatever name an assistant gives; links are followed only where they stay inside."""

    def __init__(
        self,
        folders: Sequence[Path],
        sources: Sequence[Path],
        rules: Rules,
        *,
        policy: str | None = None,
        index: Path | None = None,
        may_write: bool = False,
    ) -> None:
        self.rules, self.may_write = rules, may_write
        self._folders = [Path(os.path.realpath(folder)) for folder in folders]
        real = [Path(os.path.realpath(path)) for path in sources]
        self._warm = WarmChecker(real, rules, policy=policy, index=index)
        self._searcher: Searcher | None = None

    def path(self, name: str) -> Path:
        """The file of a name, which is relative to one of the folders or lies in one.

        Raises:
            InputError: there is no such file in the folders.
        """
        try:
            found = [Path(os.path.realpath(folder / name)) for folder in self._folders]
            inside = [path for path in found if self._holds(path)]
            path = next((path for path in inside if path.exists()), None)
        except (OSError, ValueError) as error:
            raise InputError("is not a valid file name", path=name) from error
        if path is None:
            shown = ", ".join(map(str, self._folders))
            raise InputError("there is no such file in the folders", path=name, hint=shown)
        return path

    def new_path(self, name: str) -> Path:
        """The path of a new file of that name, where one may be written.

        Raises:
            InputError: nothing may be written, or not there.
        """
        if not self.may_write:
            hint = "it may if the server is started with --allow-write"
            raise InputError("nothing may be written here", path=name, hint=hint)
        try:
            path = Path(os.path.realpath(self._folders[0] / name))
            if self._holds(path) and path.parent.is_dir() and not os.path.lexists(path):
                return path
        except (OSError, ValueError) as error:
            raise InputError("is not a valid file name", path=name) from error
        reason = "must be a new file in a folder that is there, inside the folders named"
        raise InputError(reason, path=name)

    def shown(self, path: str | None) -> str:
        """A path as an assistant may give it back: relative to its folder."""
        real = Path(os.path.realpath(path)) if path else None
        folder = next((each for each in self._folders if real and self._within(real, each)), None)
        return real.relative_to(folder).as_posix() if real and folder else ""

    def article(self, text: str, file: str) -> Article:
        """The draft that was sent as text, or that stands in a file.

        Raises:
            InputError: neither or both were given, or the draft cannot be read.
        """
        if bool(text.strip()) == bool(file):
            raise InputError("give either text or file", path=file or "text")
        if file:
            return read_article(self.path(file))
        if len(text) > MOST_TEXT:
            raise InputError(f"is longer than {MOST_TEXT:,} characters", path="text")
        return make_article(text)

    def look_again(self) -> None:
        """Look at the files of the sources again before the next answer, once for all of it."""
        self._warm.look_again()

    def library(self) -> Library:
        """The sources, as they were at the last look.

        Raises:
            InputError: they cannot be read.
        """
        return self._warm.library(max_age=_ONE_LOOK)

    def checker(self) -> Checker:
        """The checker of quotations against the sources, with all that it remembers.

        Raises:
            InputError: they cannot be read.
        """
        return self._warm.checker(max_age=_ONE_LOOK)

    def searcher(self) -> Searcher:
        """The searcher for sentences in the sources.

        Raises:
            InputError: they cannot be read.
        """
        library = self.library()
        if self._searcher is None or self._searcher.library is not library:
            self._searcher = Searcher(library)
        return self._searcher

    def _holds(self, path: Path) -> bool:
        return any(self._within(path, folder) for folder in self._folders)

    @staticmethod
    def _within(path: Path, folder: Path) -> bool:
        return path.is_relative_to(folder)
