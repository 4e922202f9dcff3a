"""The settings of a folder of drafts: ``quotecheck.toml``, found upward from the draft (`finding`).

Whoever made the folder wrote them, so a file that is found is trusted with little: the paths that
it names stay in its folder, and of programs it may only name known ones. A file that the user
names, or whose folder the user's own settings trust, may name paths anywhere and whole commands.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from quotecheck.errors import InputError
from quotecheck.settings.finding import find_settings
from quotecheck.settings.own import programs, read_settings, settings_file
from quotecheck.settings.programs import KNOWN, NO_PROGRAMS, Programs
from quotecheck.settings.toml import TomlTable, read_table

PATHS = ("sources", "rules", "desk", "index")
NAMES = frozenset((*PATHS, "policy", "editor", *KNOWN))
_ANYONE_MAY_WRITE = 0o002


@dataclass(frozen=True, slots=True)
class FolderSettings:
    """The contents of a settings file; empty where it says nothing. ``table`` tells the lines."""

    table: TomlTable
    sources: tuple[str, ...] = ()
    rules: str = ""
    desk: str = ""
    index: str = ""
    policy: str = ""
    editor: str = ""
    programs: Programs = NO_PROGRAMS

    @property
    def path(self) -> Path:
        """The file."""
        return self.table.path


def is_trusted(path: Path, trusted: Iterable[str]) -> bool:
    """Return whether a settings file lies in one of the folders that the user trusts."""
    real = Path(os.path.realpath(path))
    folders = (Path(os.path.realpath(Path(each).expanduser())) for each in trusted if each)
    return any(real.is_relative_to(folder) for folder in folders)


def anyone_may_write(path: Path) -> bool:
    """Return whether every user of this machine could have written the file, or put it there."""
    if os.name == "nt":
        return False
    modes = path.stat().st_mode | path.parent.stat().st_mode
    return bool(modes & _ANYONE_MAY_WRITE)


class FoundSettings(NamedTuple):
    """The settings found for a folder of drafts; ``note`` says why a file that is there is not
    used."""

    settings: FolderSettings | None = None
    note: str = ""


def read_found(start: Path, within: Sequence[Path] = ()) -> FoundSettings:
    """The settings in the nearest file in a folder or above it, trusted only where the user's own
    settings say so; none outside of the folders in ``within`` if there are any.

    Raises:
        InputError: it cannot be read, or a setting is not one, or asks for too much.
    """
    path = find_settings(start, within)
    if path is None:
        return FoundSettings()
    if within and not any(Path(os.path.realpath(path)).is_relative_to(each) for each in within):
        return FoundSettings(note=f"{path}: not used: it leads out of the folders")
    trusted = is_trusted(path, read_settings().trusted)
    if not trusted and path.is_file() and anyone_may_write(path):
        return FoundSettings(note=f"{path}: not used: anyone on this machine may write there")
    return FoundSettings(read(path, trusted=trusted))


def read(path: Path, *, trusted: bool) -> FolderSettings:
    """The settings in a file; ``trusted`` says whether it may name paths and commands at will.

    Raises:
        InputError: it cannot be read, or a setting is not one, or asks for too much.
    """
    table = read_table(path)
    table.check_names(NAMES)
    for name in ("rules", "desk", "index", "policy", "editor"):
        table.words(name)
    if not trusted:
        for name in KNOWN:
            _check_program(table, name)
    return FolderSettings(
        table,
        sources=tuple(
            _inside(table, "sources", each, trusted) for each in table.several("sources")
        ),
        rules=_inside(table, "rules", table.words("rules"), trusted),
        desk=_inside(table, "desk", table.words("desk"), trusted),
        index=_inside(table, "index", table.words("index"), trusted),
        policy=table.words("policy"),
        editor=table.words("editor").strip(),
        programs=programs(table),
    )


def _check_program(table: TomlTable, name: str) -> None:
    """Raise InputError for a program that is not one of the known ones, named alone: a file in
    somebody else's folder must not choose what runs here."""
    value = table.values.get(name)
    if value is not None and (not isinstance(value, str) or value not in KNOWN[name]):
        raise table.fault(
            name,
            f"{name} may only name one of: {', '.join(KNOWN[name])}",
            f"commands belong in your own settings, {settings_file()}",
        )


def _inside(table: TomlTable, name: str, value: str, trusted: bool) -> str:  # noqa: FBT001
    """A path beside the settings file; unless it is trusted, one that does not lead out of its
    folder."""
    if not value:
        return ""
    folder = table.path.absolute().parent
    path = folder / Path(value).expanduser() if trusted else folder / value
    if not trusted:
        real = Path(os.path.realpath(path))
        if not real.is_relative_to(os.path.realpath(folder)):
            raise InputError(
                f"{name} leads out of the folder of the settings: {value}",
                path=str(table.path),
                line=table.line(name),
                hint=f"use --{name}, or trust the folder in {settings_file()}",
            )
    return _short(path)


def _short(path: Path) -> str:
    """A path as a person would write it from here."""
    whole = os.path.normpath(path)
    try:
        near = os.path.relpath(whole)
    except ValueError:  # another drive
        return whole
    return whole if near.startswith("..") else near
