"""Frozen records to plain JSON values and back, with every field's type checked.

Fields that hold their default are left out when written, so that a journal stays readable and an
older reader meets no field that it does not need.
"""

from __future__ import annotations

import dataclasses
import types
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

Record = TypeVar("Record")


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


def from_plain(kind: type[Record], value: object) -> Record:
    """Build a ``kind`` from a JSON value.

    Unknown fields are ignored, so that a newer writer's journal can still be read.

    Raises:
        ShapeError: a field is missing or holds another type; the message names the field.
    """
    if not isinstance(value, dict):
        raise ShapeError(f"{kind.__name__} must be an object")
    hints = _hints(kind)  # type: ignore[arg-type]
    fields = {}
    for field in dataclasses.fields(kind):  # type: ignore[arg-type]
        if field.name in value:
            fields[field.name] = _convert(hints[field.name], value[field.name], field.name)
        elif _default(field) is dataclasses.MISSING:
            raise ShapeError(f"{kind.__name__} lacks the field {field.name}")
    return kind(**fields)


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _default(field: dataclasses.Field[Any]) -> Any:
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory()
    return field.default


def _convert(hint: Any, value: object, name: str) -> Any:
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        if value is None:
            return None
        inner = next(option for option in get_args(hint) if option is not type(None))
        return _convert(inner, value, name)
    if origin is tuple:
        if not isinstance(value, list):
            raise ShapeError(f"{name} must be a list")
        return tuple(_convert(get_args(hint)[0], item, name) for item in value)
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return from_plain(hint, value)
    if isinstance(hint, type) and issubclass(hint, Enum):
        try:
            return hint(value)
        except ValueError:
            raise ShapeError(f"{name} has the unknown value {value!r}") from None
    return _scalar(hint, value, name)


def _scalar(hint: Any, value: object, name: str) -> Any:
    if hint is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if not isinstance(value, hint) or (hint is int and isinstance(value, bool)):
        raise ShapeError(f"{name} must be of type {hint.__name__}")
    return value
