"""The editor's own settings: ``review.toml`` in the user's configuration folder.

editor = "Ann Example"
theme = "light"          # or "dark"
order = "text"           # or "risk": the worst first

[keys]
confirm = "enter"        # the ids are those of `quotecheck review --keys`
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rapidfuzz import process

from quotecheck.errors import InputError

_LIMIT = 100_000
_NAMES = {"editor", "theme", "order", "keys"}
_VALUES = {"theme": ("dark", "light"), "order": ("risk", "text")}


@dataclass(frozen=True, slots=True)
class Settings:
    """What an editor may choose. ``keys`` maps ids of commands to keys."""

    editor: str = ""
    theme: str = "dark"
    order: str = "risk"
    keys: Mapping[str, str] = field(default_factory=dict)


def settings_file(environ: Mapping[str, str] = os.environ) -> Path:
    """Where the settings lie."""
    base = environ.get("XDG_CONFIG_HOME")
    return (Path(base) if base else Path.home() / ".config") / "quotecheck" / "review.toml"


def read_settings(path: Path | None = None, *, command_ids: frozenset[str]) -> Settings:
    """The settings in ``path``, or in the usual place; the defaults if there is no such file.

    Raises:
        InputError: the named file is missing, or a setting is not one.
    """
    place = path or settings_file()
    try:
        data = place.read_bytes()
    except OSError as error:
        if path is None:
            return Settings()
        raise InputError(f"cannot be read: {error.strerror}", path=str(place)) from error
    if len(data) > _LIMIT:
        raise InputError("too large for settings", path=str(place))
    try:
        return _settings(tomllib.loads(data.decode()), command_ids)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise InputError(f"not TOML: {error}", path=str(place)) from error
    except ValueError as error:
        raise InputError(str(error), path=str(place)) from error


def _settings(table: dict[str, Any], command_ids: frozenset[str]) -> Settings:
    _known(table, _NAMES, "setting")
    keys = table.pop("keys", {})
    if not isinstance(keys, dict):
        raise ValueError("keys must be a table: [keys]")
    _known(keys, command_ids, "command")
    for name, value in {**table, **keys}.items():
        if not isinstance(value, str):
            raise ValueError(f"{name} must be text in quotes")
        if value not in _VALUES.get(name, (value,)):
            raise ValueError(f"{name} must be one of {', '.join(_VALUES[name])}, not {value!r}")
    return Settings(**table, keys=keys)


def _known(table: dict[str, Any], names: frozenset[str] | set[str], what: str) -> None:
    for name in table:
        if name not in names:
            near = process.extractOne(name, sorted(names), score_cutoff=60)
            hint = f"; did you mean {near[0]}?" if near else ""
            raise ValueError(f"unknown {what} {name!r}{hint}")
