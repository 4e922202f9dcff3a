"""A checker that a server keeps between questions: rules, sources and what was looked up in them
stay in memory, and a file of the sources that changes is read again."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

from quotecheck.files import find
from quotecheck.rules import Rules
from quotecheck.sources import Library, open_library
from quotecheck.sources.search.searcher import Searcher
from quotecheck.verify import Checker

_NEVER = float("-inf")
_LOOK_SHARE = 100  # times as long as a look at the files takes, none is taken
_State = list[tuple[Path, int, int]]


class WarmChecker:
    """The checker for some sources. It is not made for several threads at once."""

    def __init__(
        self,
        sources: Sequence[Path],
        rules: Rules,
        *,
        policy: str | None = None,
        index: Path | None = None,
    ) -> None:
        self.rules = rules
        self.sources = tuple(sources)
        self._policy = policy
        self._index = index
        self._library: Library | None = None
        self._checker: Checker | None = None
        self._searcher: Searcher | None = None
        self._state: _State = []
        self._looked = _NEVER
        self._look_took = 0.0

    def library(self, *, max_age: float = 0.0) -> Library:
        """The sources as they are on the disk, or were at most ``max_age`` seconds ago; longer ago
        where a look at the files takes long and some age may be.

        Raises:
            InputError: they cannot be read.
        """
        now = time.monotonic()
        rest = self._look_took * _LOOK_SHARE if max_age else 0.0
        if self._library is not None and now - self._looked < max(max_age, rest):
            return self._library
        state = [(path, *_signature(path)) for path in find(self.sources, None)]
        self._look_took = time.monotonic() - now
        if self._library is None or state != self._state:
            self._library = open_library(self.sources, self.rules, index_dir=self._index)
            self._checker = self._searcher = None
            self._state = state
        self._looked = now
        return self._library

    def look_again(self) -> None:
        """Take the sources for changed, however short ago they were looked at."""
        self._looked = _NEVER

    def checker(self, *, max_age: float = 0.0) -> Checker:
        """The checker of quotations against the sources that `library` gives.

        Raises:
            InputError: the sources cannot be read, or there is no such policy.
        """
        library = self.library(max_age=max_age)
        if self._checker is None:
            self._checker = Checker(library, self.rules, policy=self._policy)
        return self._checker

    def searcher(self, *, max_age: float = 0.0) -> Searcher:
        """The searcher for sentences in the sources that `library` gives.

        Raises:
            InputError: they cannot be read.
        """
        library = self.library(max_age=max_age)
        if self._searcher is None:
            self._searcher = Searcher(library)
        return self._searcher


def _signature(path: Path) -> tuple[int, int]:
    try:
        stat = path.stat()
    except OSError:
        return -1, -1
    return stat.st_size, stat.st_mtime_ns
