"""Reading a settings file: TOML in which every fault is told with its line and what to do."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rapidfuzz import process

from quotecheck.errors import InputError
from quotecheck.files import read_bytes

_LIMIT = 100_000  # bytes
_LINE = re.compile(r" \(at line (\d+), column \d+\)")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_LONGEST = 1000  # characters of a value


@dataclass(frozen=True)
class TomlTable:
    """The settings in a file, and where each stands."""

    path: Path
    values: Mapping[str, Any]
    text: str = ""

    def line(self, name: str) -> int | None:
        """The line at which a setting or a table of that name begins."""
        key = re.escape(name)
        pattern = rf"""^[ \t]*(?:\[[ \t]*)?["']?{key}["']?[ \t]*[=\].]"""
        found = re.search(pattern, self.text, re.MULTILINE)
        return self.text.count("\n", 0, found.start()) + 1 if found else None

    def fault(self, name: str, reason: str, hint: str = "") -> InputError:
        """An error about a setting, with its line."""
        return InputError(reason, path=str(self.path), line=self.line(name), hint=hint)

    def check_names(self, known: Collection[str], what: str = "setting") -> None:
        """Raise InputError for the first setting whose name is not ``known``."""
        check_names(self, self.values, known, what)

    def words(self, name: str) -> str:
        """The value of a setting that is text; empty if it is not set."""
        return self.checked(name, self.values.get(name, ""))

    def several(self, name: str) -> tuple[str, ...]:
        """The value of a setting that is text, or a list of texts."""
        value = self.values.get(name, [])
        rows = value if isinstance(value, list) else [value]
        return tuple(self.checked(name, each) for each in rows)

    def checked(self, name: str, value: object) -> str:
        """A value that has to be a text of printable characters."""
        if not isinstance(value, str):
            raise self.fault(name, f"{name} must be text in quotes", f'{name} = "..."')
        if len(value) > _LONGEST or _CONTROLS.search(value):
            raise self.fault(name, f"{name} is too long, or has characters that are not shown")
        return value


def check_names(
    table: TomlTable, names: Collection[str], known: Collection[str], what: str
) -> None:
    """Raise InputError for the first of ``names`` that is not ``known``."""
    for name in names:
        if name not in known:
            near = process.extractOne(name, sorted(known), score_cutoff=60)
            hint = f"did you mean {near[0]}?" if near else f"there are: {', '.join(sorted(known))}"
            raise table.fault(name, f"unknown {what} {name[:80]!r}", hint)


def read_table(path: Path) -> TomlTable:
    """The settings in a file.

    Raises:
        InputError: it cannot be read, or is not TOML.
    """
    data = read_bytes(path, limit=_LIMIT)
    try:
        text = data.decode()
        return TomlTable(path, tomllib.loads(text), text)
    except tomllib.TOMLDecodeError as error:
        found = _LINE.search(str(error))
        line = int(found.group(1)) if found else None
        reason = f"not TOML: {_LINE.sub('', str(error))}"
        raise InputError(reason, path=str(path), line=line) from error
    except UnicodeDecodeError as error:
        raise InputError("not TOML: it is not UTF-8", path=str(path)) from error
    except RecursionError as error:
        raise InputError("not TOML: it is nested too deeply", path=str(path)) from error
