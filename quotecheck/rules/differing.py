"""The differences between two sets of rules: what a desk's file changes."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from quotecheck.rules.schema import Rules

_LEFT_OUT = frozenset(("version", "extends", "weights", "notes", "hash"))


class Difference(NamedTuple):
    """A key whose value differs. ``added`` and ``gone`` are words of a list or keys of a mapping;
    ``old`` and ``new`` are single values, empty where the key has none."""

    where: str
    added: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    old: str = ""
    new: str = ""


def differences(one: Rules, other: Rules) -> Iterator[Difference]:
    """The changes from the first rules to the second, in the order of the sections, without the
    learned weights."""
    for field in dataclasses.fields(one):
        if field.name not in _LEFT_OUT:
            yield from _of(getattr(one, field.name), getattr(other, field.name), _key(field.name))


def _of(one: Any, other: Any, where: str) -> Iterator[Difference]:
    if dataclasses.is_dataclass(one) and type(one) is type(other):
        for field in dataclasses.fields(one):
            inner = f"{where}.{_key(field.name)}"
            yield from _of(getattr(one, field.name), getattr(other, field.name), inner)
    elif isinstance(one, Mapping) and isinstance(other, Mapping):
        added = tuple(_entry(key, other[key]) for key in other if key not in one)
        gone = tuple(key for key in one if key not in other)
        if added or gone:
            yield Difference(where, added, gone)
        for key in one:
            if key in other:
                yield from _of(one[key], other[key], f"{where}.{key}")
    elif isinstance(one, tuple) and isinstance(other, tuple):
        added = tuple(_shown(item) for item in other if not _is_among(item, one))
        gone = tuple(_shown(item) for item in one if not _is_among(item, other))
        if added or gone:
            yield Difference(where, added, gone)
    elif _shown(one) != _shown(other):
        yield Difference(where, old=_shown(one), new=_shown(other))


def _is_among(item: Any, items: tuple[Any, ...]) -> bool:
    shown = _shown(item)
    return any(_shown(each) == shown for each in items)


def _entry(key: str, value: Any) -> str:
    """A new key, with its value if that is a single one, or with the values of a record."""
    if dataclasses.is_dataclass(value):
        given = ((each.name, getattr(value, each.name)) for each in dataclasses.fields(value))
        single = [f"{_key(name)}: {_shown(held)}" for name, held in given if _is_single(held)]
        return f"{key} ({', '.join(single)})" if single else key
    simple = value is not None
    if isinstance(value, tuple):
        return f"{key}: {', '.join(map(_shown, value))}"
    return f"{key}: {_shown(value)}" if simple and not isinstance(value, Mapping) else key


def _is_single(value: Any) -> bool:
    """Return whether a value is a single one, and is given."""
    return value not in (None, "", ()) and not isinstance(value, (tuple, Mapping))


def _shown(value: Any) -> str:
    if dataclasses.is_dataclass(value):
        return str(getattr(value, "text", "") or getattr(value, "pattern", "") or vars(value))
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else f"{getattr(value, 'value', value)}"


def _key(name: str) -> str:
    return name.replace("_", "-")
