"""The settings, rules and sources that count for a draft, as `quotecheck check` would find them."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, TypeVar

from quotecheck import rules
from quotecheck.rules import Rules
from quotecheck.settings.finding import NAME, sources_beside
from quotecheck.settings.folder import FolderSettings, FoundSettings, read, read_found
from quotecheck.settings.own import read_settings
from quotecheck.settings.programs import Programs
from quotecheck.warm import WarmChecker

_MOST_KEPT = 8  # sets of sources, and of rules; older versions of edited ones are dropped
_Value = TypeVar("_Value")


class Typed(NamedTuple):
    """The options of the command, which count more than any file; ``cache`` is the folder for what
    can be made again. ``config`` is the settings file that counts for every draft, if one was
    named; with ``no_config`` none counts."""

    cache: Path
    sources: tuple[Path, ...] = ()
    rules: str | None = None
    policy: str | None = None
    config: str | None = None
    no_config: bool = False


@dataclass(frozen=True, eq=False)
class Folder:
    """The rules, sources and settings that count for the drafts of a folder. ``warm`` is None where
    there are no sources."""

    rules: Rules
    warm: WarmChecker | None = None
    settings: FolderSettings | None = None
    note: str = ""

    @property
    def sources(self) -> tuple[Path, ...]:
        """The files and folders of the sources."""
        return self.warm.sources if self.warm else ()

    def programs(self) -> Programs:
        """The programs that show sources: the user's own choice, else the folder's."""
        own = read_settings().programs
        return own.or_else(self.settings.programs) if self.settings else own

    def is_source(self, path: Path | None) -> bool:
        """Return whether a file is one of the sources, which nobody checks against themselves."""
        if path is None:
            return False
        real = Path(os.path.realpath(path))
        return any(real.is_relative_to(os.path.realpath(each)) for each in self.sources)


class Folders:
    """The folders of the drafts that are open. Those with the same settings share one checker.

    Where ``within`` names folders, no settings outside of them are read, and no index is written
    beside the settings. ``rules_files`` are the files by which any rules went, whether they are
    there or not.
    """

    def __init__(self, typed: Typed, within: Sequence[Path] = ()) -> None:
        self._typed = typed
        self._within = tuple(within)
        self._warm: dict[object, WarmChecker] = {}
        self._rules: dict[object, Rules] = {}
        self.rules_files: set[Path] = set()

    def look_again(self) -> None:
        """Look at the files again: something has changed on the disk."""
        for warm in self._warm.values():
            warm.look_again()

    def holds(self, path: Path) -> bool:
        """Return whether a file holds settings, or is one of the sources or of the rules."""
        if path.name == NAME:
            return True
        real = os.path.realpath(path)
        sources = (each for warm in self._warm.values() for each in warm.sources)
        return real in map(os.path.realpath, self.rules_files) or any(
            Path(real).is_relative_to(os.path.realpath(each)) for each in sources
        )

    def of(self, draft: Path | None) -> Folder:
        """Find the rules, sources and settings that count for a draft; for one without a file, only
        what was typed.

        Raises:
            QuotecheckError: the settings, the rules or the sources cannot be used.
        """
        return self.at(draft.absolute().parent if draft else None)

    def at(self, place: Path | None, sources: Sequence[Path] = ()) -> Folder:
        """Find the same for the drafts in a folder; ``sources``, if there are any, count instead of
        those that would be found.

        Raises:
            QuotecheckError: the settings, the rules or the sources cannot be used.
        """
        settings, note = self._settings(place)
        loaded = self._loaded(self._typed.rules or (settings.rules if settings else "") or None)
        found = tuple(sources) or self._sources(place, settings)
        warm = self._checker(found, loaded, settings) if found else None
        return Folder(loaded, warm, settings, note)

    def _settings(self, place: Path | None) -> FoundSettings:
        if self._typed.config:
            return FoundSettings(read(Path(self._typed.config), trusted=True))
        if place is None or self._typed.no_config:
            return FoundSettings()
        return read_found(place, self._within)

    def _sources(self, place: Path | None, settings: FolderSettings | None) -> tuple[Path, ...]:
        near = sources_beside(place) if place else None
        return (
            self._typed.sources
            or tuple(map(Path, settings.sources if settings else ()))
            or ((near,) if near else ())
        )

    def _checker(
        self, sources: tuple[Path, ...], loaded: Rules, settings: FolderSettings | None
    ) -> WarmChecker:
        policy = self._typed.policy or (settings.policy if settings else "") or None
        index = self._typed.cache / "index"
        if settings and settings.index and not self._within:
            index = Path(settings.index)
        key = (loaded.hash, tuple(map(os.path.realpath, sources)), policy, str(index))
        return _kept(
            self._warm, key, lambda: WarmChecker(sources, loaded, policy=policy, index=index)
        )

    def _loaded(self, path: str | None) -> Rules:
        files = [each.absolute() for each in rules.files(path)]
        self.rules_files.update(files)
        key = (path, *map(_version, files))
        return _kept(self._rules, key, lambda: rules.load(path, cache_dir=self._typed.cache))


def _version(file: Path) -> tuple[int, int] | None:
    """The time and the size of a file, which change when it is written; None where it is not."""
    if not file.is_file():
        return None
    stat = file.stat()
    return stat.st_mtime_ns, stat.st_size


def _kept(table: dict[object, _Value], key: object, make: Callable[[], _Value]) -> _Value:
    if key not in table:
        table[key] = make()
        if len(table) > _MOST_KEPT:
            del table[next(iter(table))]
    return table[key]
