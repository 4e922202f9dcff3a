"""Changing values in a rules file in place: comments, order and layout stay as they are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from quotecheck.rules import source


def set_values(text: str, values: Mapping[str, str]) -> str:
    """``text`` with the single values at the given paths replaced.

    A path is keys joined by dots, as in faults: ``patterns.post-name-cue.weight``. Only values
    that stand there, on one line, are replaced. Raises KeyError for a path that is not there.
    """
    tree = source.parse(text.encode(), "")
    changes = []
    for path, new in values.items():
        old = _at(tree, path)
        changes.append((old.place.line - 1, old.place.column - 1, str(old), new))
    lines = text.split("\n")
    for line, column, old_text, new in sorted(changes, reverse=True):
        row = lines[line]
        lead = 1 if row[column : column + 1] in ("'", '"') else 0
        start = column + lead
        if row[start : start + len(old_text)] != old_text:
            raise KeyError(f"line {line + 1}: {old_text!r} is not written on one line")
        lines[line] = row[:start] + new + row[start + len(old_text) :]
    return "\n".join(lines)


def add_values(text: str, table: str, values: Mapping[str, str]) -> str:
    """``text`` with new keys at the end of the mapping at the path ``table``, which must hold some
    already, a line each. Raises KeyError if it does not."""
    tree: Any = source.parse(text.encode(), "")
    for key in table.split("."):
        tree = tree[key]
    keys = [key.place for key in tree]
    if not keys:
        raise KeyError(table)
    last = max(place.line for place in keys)
    indent = " " * (keys[0].column - 1)
    lines = text.split("\n")
    lines[last:last] = [f"{indent}{key}: {value}" for key, value in values.items()]
    return "\n".join(lines)


def _at(tree: source.Table, path: str) -> source.Scalar:
    value: Any = tree
    rest = path
    while rest:
        # A key may itself hold a dot: the longest key that fits comes first.
        ends = [len(rest), *(n for n in range(len(rest) - 1, 0, -1) if rest[n] == ".")]
        end = next((end for end in ends if _holds(value, rest[:end])), None)
        if end is None:
            raise KeyError(path)
        value, rest = value[rest[:end]], rest[end + 1 :]
    if not isinstance(value, source.Scalar):
        raise KeyError(path)
    return value


def _holds(value: object, key: str) -> bool:
    return isinstance(value, source.Table) and key in value
