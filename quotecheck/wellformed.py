"""A check that the fields of a record read from a file hold what their annotations say."""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Callable
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints


def refuse_misfits(record: object) -> None:
    """Raise TypeError if a field of a dataclass, or of one that it holds, has another type than
    its annotation. JSON can hold anything anywhere."""
    kind: Any = type(record)
    _fits(kind)(record)


_Test = Callable[[Any], bool]
_MOST = 1e9  # of a weight or a share; neither without end nor no number at all


@cache
def _fits(kind: Any) -> _Test:
    """A test of whether a value is of a kind; for a dataclass it raises, to name the field."""
    if get_origin(kind) in (Union, types.UnionType):
        tests = [_fits(each) for each in get_args(kind)]
        return lambda value: value is None or any(test(value) for test in tests)
    if get_origin(kind) is tuple:
        each = _fits(get_args(kind)[0])
        return lambda value: type(value) is tuple and all(map(each, value))
    if dataclasses.is_dataclass(kind):
        return _record(kind)
    if kind is float:
        return lambda value: type(value) in (int, float) and -_MOST < value < _MOST
    return lambda value: type(value) is kind


def _record(kind: Any) -> _Test:
    hints = get_type_hints(kind)
    tests = [(field.name, _fits(hints[field.name])) for field in dataclasses.fields(kind)]

    def test(value: Any) -> bool:
        if type(value) is not kind:
            return False
        for name, fits in tests:
            if not fits(getattr(value, name)):
                raise TypeError(
                    f"{name} of a {kind.__name__} cannot be {getattr(value, name)!r:.40}"
                )
        return True

    return test
