"""Frozen records to plain JSON values and back, with every field's type checked.

Fields that hold their default are left out when written, so that a journal stays readable and an
older reader meets no field that it does not need.
"""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Callable
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

Decoded = TypeVar("Decoded")
_MISSING = dataclasses.MISSING


class ShapeError(ValueError):
    """A value that does not have the shape of the record it should become."""


def to_plain(value: Any) -> Any:
    """The JSON value of a frozen dataclass, an enum, a tuple or a plain value."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            field.name: to_plain(content)
            for field in dataclasses.fields(value)
            if (content := getattr(value, field.name)) != _default(field)
        }
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple | list):
        return [to_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: to_plain(item) for key, item in value.items()}
    return value


def from_plain(kind: type[Decoded], value: object) -> Decoded:
    """Build a ``kind`` from a JSON value.

    Unknown fields are ignored, so that a newer writer's journal can still be read.

    Raises:
        ShapeError: a field is missing or holds another type; the message names the field.
    """
    read: Callable[[object], Decoded] = _reader(cast("Any", kind))
    return read(value)


def _default(field: dataclasses.Field[Any]) -> Any:
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory()
    return field.default


_Reader = Callable[[Any], Any]


@cache
def _reader(kind: Any) -> _Reader:
    """The reader of a ``kind``; made once, because a desk has tens of thousands of records."""
    hints = get_type_hints(kind)
    fields = [
        (field.name, _converter(hints[field.name], field.name), _default(field) is _MISSING)
        for field in dataclasses.fields(kind)
    ]

    def read(value: Any) -> Any:
        if not isinstance(value, dict):
            raise ShapeError(f"{kind.__name__} must be an object")
        found = {}
        for name, convert, required in fields:
            if name in value:
                found[name] = convert(value[name])
            elif required:
                raise ShapeError(f"{kind.__name__} lacks the field {name}")
        return kind(**found)

    return read


def _converter(hint: Any, name: str) -> _Reader:
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        inner = next(option for option in get_args(hint) if option is not type(None))
        convert = _converter(inner, name)
        return lambda value: None if value is None else convert(value)
    if origin is tuple:
        return _tuple(_converter(get_args(hint)[0], name), name)
    if dataclasses.is_dataclass(hint):
        return _reader(cast("Any", hint))
    if issubclass(hint, Enum):
        return _enum(hint, name)
    return _scalar(hint, name)


def _tuple(convert: _Reader, name: str) -> _Reader:
    def read(value: Any) -> Any:
        if not isinstance(value, list):
            raise ShapeError(f"{name} must be a list")
        return tuple(map(convert, value))

    return read


def _enum(kind: type[Enum], name: str) -> _Reader:
    def read(value: Any) -> Any:
        try:
            return kind(value)
        except ValueError:
            raise ShapeError(f"{name} has the unknown value {value!r}") from None

    return read


def _scalar(kind: type, name: str) -> _Reader:
    def read(value: Any) -> Any:
        if type(value) is kind:
            return value
        if kind is float and type(value) is int:
            return float(value)
        raise ShapeError(f"{name} must be of type {kind.__name__}")

    return read
