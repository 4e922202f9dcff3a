"""The drafts and sources that an assistant may read: those in folders that were named at the
start."""

from __future__ import annotations

import os
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path, PurePosixPath

from quotecheck.articles import find_articles, make_article, read_article
from quotecheck.errors import InputError
from quotecheck.folders import Folder, Folders, Typed
from quotecheck.model import Article
from quotecheck.rules import Rules
from quotecheck.sources import Library
from quotecheck.sources.search.searcher import Searcher
from quotecheck.verify import Checker
from quotecheck.warm import WarmChecker

_ONE_LOOK = float("inf")  # seconds
_NAMED = 5  # drafts in a message
MOST_TEXT = 500_000  # characters of a draft that is sent as text


class Basis:
    """The rules and sources by which a question about a draft is answered. ``note`` says which
    settings that are there do not count, and why."""

    def __init__(self, folder: Folder, draft: Path | None = None) -> None:
        self.rules: Rules = folder.rules
        self.note = folder.note
        self.is_source = folder.is_source(draft)
        self._warm = folder.warm

    def library(self) -> Library:
        """The sources, as they were at the last look.

        Raises:
            InputError: there are none, or they cannot be read.
        """
        return self._checked().library(max_age=_ONE_LOOK)

    def checker(self) -> Checker:
        """The checker of quotations against the sources, with all that it remembers.

        Raises:
            InputError: there are none, or they cannot be read.
        """
        return self._checked().checker(max_age=_ONE_LOOK)

    def searcher(self) -> Searcher:
        """The searcher for sentences in the sources.

        Raises:
            InputError: there are none, or they cannot be read.
        """
        return self._checked().searcher(max_age=_ONE_LOOK)

    def _checked(self) -> WarmChecker:
        if self._warm is None:
            raise InputError("there is nothing to check against", hint="name --sources PATH")
        return self._warm


class Workspace:
    """Folders of drafts, and the settings, rules and sources that count for each draft in them.

    Nothing outside the folders is read, whatever name an assistant gives; links are followed only
    where they stay inside. What was typed at the start may lie anywhere.
    """

    def __init__(self, folders: Sequence[Path], typed: Typed, *, may_write: bool = False) -> None:
        self.may_write = may_write
        self._drafts = [Path(os.path.realpath(folder)) for folder in folders]
        self._settings = Folders(typed, within=self._drafts)
        named = [Path(os.path.realpath(each)) for each in self.common().sources]
        self._places = [*self._drafts, *(each for each in named if each.is_dir())]

    def common(self) -> Folder:
        """The settings of the first folder, with the sources of all of them: these count for a
        draft that is sent as text, and where a draft has no sources of its own.

        Raises:
            QuotecheckError: the settings, the rules or the sources cannot be used.
        """
        found = [self._settings.at(folder) for folder in self._drafts]
        sources = dict.fromkeys(source for each in found for source in each.sources)
        return self._settings.at(self._drafts[0], tuple(sources))

    def basis(self, draft: str = "") -> Basis:
        """The rules and sources for a draft in the folders, or for a text.

        Raises:
            InputError: there is no such draft.
            QuotecheckError: its settings or rules cannot be used.
        """
        common = self.common()
        if not draft:
            return Basis(common)
        path = self.path(draft)
        folder = self._settings.of(path)
        if folder.warm is None:
            folder = self._settings.at(path.parent, common.sources)
        for source in folder.sources:
            if source not in common.sources and not self._holds(Path(os.path.realpath(source))):
                hint = "the server may read it if it is started with --sources"
                raise InputError("leads out of the folders", path=str(source), hint=hint)
        return Basis(folder, path)

    def path(self, name: str) -> Path:
        """The file of a name: relative to one of the folders or to the one around it, or whole. A
        bare name is that of the one draft that has it, in whichever folder.

        Raises:
            InputError: there is no such file in the folders.
        """
        try:
            starts = [*self._places, *(folder.parent for folder in self._places)]
            found = [Path(os.path.realpath(start / name)) for start in starts]
            inside = [path for path in found if self._holds(path)]
            path = next((path for path in inside if path.exists()), None)
        except (OSError, ValueError) as error:
            raise InputError("is not a valid file name", path=name) from error
        if path is not None:
            return path
        drafts = self.drafts()
        same = [each for each in drafts if PurePosixPath(each).name == name]
        if len(same) == 1:
            return self.path(same[0])
        near = same or get_close_matches(name, drafts)
        named = ", ".join((near or drafts)[:_NAMED]) or "none"
        hint = f"did you mean {named}?" if near else f"the drafts here: {named}; see list_drafts"
        raise InputError("there is no such file in the folders", path=name, hint=hint)

    def drafts(self) -> list[str]:
        """The names of the drafts in the folders, as tools take them; sources are none."""
        found = find_articles(self._drafts, skip=self.common().sources)
        inside = (path for path in found if self._holds(Path(os.path.realpath(path))))
        own = (path for path in inside if not self._settings.of(path).is_source(path))
        return list(dict.fromkeys(self.shown(str(path)) for path in own))

    def new_path(self, name: str) -> Path:
        """A path where a new file of that name may be written.

        Raises:
            InputError: nothing may be written, or not there.
        """
        if not self.may_write:
            hint = "it may if the server is started with --allow-write"
            raise InputError("nothing may be written here", path=name, hint=hint)
        try:
            path = Path(os.path.realpath(self._places[0] / name))
            if self._holds(path) and path.parent.is_dir() and not os.path.lexists(path):
                return path
        except (OSError, ValueError) as error:
            raise InputError("is not a valid file name", path=name) from error
        reason = "must be a new file in a folder that is there, inside the folders named"
        raise InputError(reason, path=name)

    def shown(self, path: str | None) -> str:
        """A path as an assistant may give it back: relative to its folder."""
        real = Path(os.path.realpath(path)) if path else None
        folder = next((each for each in self._places if real and self._within(real, each)), None)
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
        self._settings.look_again()

    def _holds(self, path: Path) -> bool:
        return any(self._within(path, folder) for folder in self._places)

    @staticmethod
    def _within(path: Path, folder: Path) -> bool:
        return path.is_relative_to(folder)
