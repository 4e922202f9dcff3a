"""The editor's own settings: ``review.toml`` in the user's configuration folder.

editor = "Ann Example"
theme = "light"          # or "dark"
order = "text"           # or "risk": the worst first
player = "vlc"           # or a command: ["mpv", "--start={seconds}", "{path}"]
pdf_viewer = "okular"
text_editor = "nano"
trusted = ["/mnt/desk"]  # folders whose quotecheck.toml may name commands, and paths elsewhere

[keys]
confirm = "enter"        # the ids are those of `quotecheck review --keys`
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from quotecheck.settings.programs import NO_PROGRAMS, Programs
from quotecheck.settings.toml import TomlTable, check_names, read_table

_NAMES = frozenset(
    ("editor", "theme", "order", "keys", "player", "pdf_viewer", "text_editor", "trusted")
)
_VALUES = {"theme": ("dark", "light"), "order": ("risk", "text")}


@dataclass(frozen=True, slots=True)
class Settings:
    """The choices of an editor. ``keys`` maps ids of commands to keys; ``trusted`` are folders
    whose settings files are the editor's own doing."""

    editor: str = ""
    theme: str = "dark"
    order: str = "risk"
    keys: Mapping[str, str] = field(default_factory=dict)
    programs: Programs = NO_PROGRAMS
    trusted: tuple[str, ...] = ()
    path: Path | None = None


def settings_file(environ: Mapping[str, str] = os.environ) -> Path:
    """The path of the editor's own settings."""
    base = environ.get("XDG_CONFIG_HOME")
    return (
        (Path(base) if base and Path(base).is_absolute() else Path.home() / ".config")
        / "quotecheck"
        / "review.toml"
    )


def read_settings(
    path: Path | None = None, *, command_ids: frozenset[str] | None = None
) -> Settings:
    """The settings in ``path``, or in the usual place; the defaults if there is no such file.
    ``command_ids`` are the commands that may have keys; without them the keys are not checked.

    Raises:
        InputError: the named file is missing, or a setting is not one.
    """
    place = path or settings_file()
    if path is None and not place.exists():
        return Settings()
    table = read_table(place)
    table.check_names(_NAMES)
    return Settings(
        editor=table.words("editor"),
        theme=_choice(table, "theme"),
        order=_choice(table, "order"),
        keys=_keys(table, command_ids),
        programs=programs(table),
        trusted=table.several("trusted"),
        path=place,
    )


def programs(table: TomlTable) -> Programs:
    """The programs that a table names."""
    return Programs(
        table.several("player"), table.several("pdf_viewer"), table.several("text_editor")
    )


def _choice(table: TomlTable, name: str) -> str:
    value = table.words(name)
    if value not in ("", *_VALUES[name]):
        raise table.fault(name, f"{name} must be one of {', '.join(_VALUES[name])}, not {value!r}")
    return value or _VALUES[name][0]


def _keys(table: TomlTable, command_ids: frozenset[str] | None) -> dict[str, str]:
    keys = table.values.get("keys", {})
    if not isinstance(keys, dict):
        raise table.fault("keys", "keys must be a table: [keys]")
    if command_ids is not None:
        check_names(table, keys, command_ids, "command")
    return {name: table.checked(name, value) for name, value in keys.items()}
