"""Converting the plain data of a rules file to the typed records of the schema.

The schema is made of dataclasses: the type of a field says which values it takes, a field without a
default is required, and ``__post_init__`` may refuse a value by raising `Refused`. All faults are
collected; none stops the rest.
"""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from functools import cache
from math import isfinite
from typing import Annotated, Any, Literal, NoReturn, Union, get_args, get_origin, get_type_hints

from quotecheck.errors import Fault
from quotecheck.rules import hints
from quotecheck.rules.source import RulePlace, words

Small = Annotated[str, "in lower case"]
"""A word that is looked for in lower case, and may be written with capitals in a rules file."""
Spoken = Annotated[str, "in lower case, apostrophes straight"]
"""The same with straight apostrophes, as the words of quotations and sources are compared."""

_STRAIGHT = str.maketrans("’‘ʼ", "'''")
_MOST = 1e300
_CHOICES = {bool: {"yes": True, "no": False, "true": True, "false": False}}


class Refused(ValueError):
    """A value that a record cannot take: ``field`` is the field at fault, ``entry`` its key or
    word, ``offset`` the place of the fault in its text, counted in characters from 0."""

    def __init__(
        self, message: str, *, field: str = "", entry: str = "", hint: str = "", offset: int = 0
    ) -> None:
        super().__init__(message)
        self.message, self.field, self.entry = message, field, entry
        self.hint, self.offset = hint, offset


def refuse_lone(record: Any, *fields: str) -> None:
    """Refuse an entry without ``=`` in a list of ``one = other``."""
    for name in fields:
        for entry in getattr(record, name):
            if not all(map(str.strip, entry.split("="))) or "=" not in entry:
                message = f"{entry!r} does not say what stands for what"
                raise Refused(message, field=name, entry=entry, hint="write  one = other")


class _Skip(Exception):
    """The value has a fault, which is already recorded."""


class Converter:
    """A converter of values that collects the faults, each with its place. ``form`` and ``tree``
    are those of the whole file, in which a misplaced key is looked for."""

    def __init__(self, form: Any, tree: Any) -> None:
        self.faults: list[Fault] = []
        self._form, self._tree = form, tree

    def convert(self, wanted: Any, value: Any, where: str, near: RulePlace) -> Any:
        """``value`` as the type ``wanted``; raises _Skip after recording a fault."""
        place = getattr(value, "place", near)
        origin = get_origin(wanted)
        if origin in (Union, types.UnionType):
            return self._union(wanted, value, where, place)
        if dataclasses.is_dataclass(wanted):
            return self._record(wanted, value, where, place)
        if origin is tuple:
            return self._items(get_args(wanted)[0], value, where, place)
        if origin is Mapping:
            keys, values = get_args(wanted)
            return self._mapping(keys, values, value, where, place)
        if value is None:
            self._fault("is empty", where, place, "give it a value or remove the line")
        return self._scalar(wanted, value, where, place)

    def _fault(self, message: str, where: str, place: RulePlace, hint: str = "") -> NoReturn:
        self._note(message, where, place, hint)
        raise _Skip

    def _note(self, message: str, where: str, place: RulePlace, hint: str = "") -> None:
        self.faults.append(Fault(message, where, place.path, place.line, place.column, hint))

    def _union(self, wanted: Any, value: Any, where: str, place: RulePlace) -> Any:
        options = [option for option in get_args(wanted) if option is not type(None)]
        if value is None:
            return None
        if len(options) == 1:
            return self.convert(options[0], value, where, place)
        # A record that may be written in one line: `Name: alias, @handle`.
        text = next((option for option in options if option is str), None)
        if text is not None and isinstance(value, str):
            return str(value)
        rest = next(option for option in options if option is not str)
        return self.convert(rest, value, where, place)

    def _scalar(self, wanted: Any, value: Any, where: str, place: RulePlace) -> Any:
        if not isinstance(value, str):
            self._fault("must be a single value", where, place, "not a list or a mapping")
        text = str(value)
        if wanted in _TEXTS:
            return _TEXTS[wanted](text)
        if wanted in (int, float):
            return self._number(wanted, text, where, place)
        choices = _CHOICES.get(wanted) or _choices(wanted)
        if text not in choices:
            self._fault(f"cannot be {text!r}", where, place, hints.suggest(text, choices))
        return choices[text]

    def _number(self, wanted: type[int | float], text: str, where: str, place: RulePlace) -> float:
        try:
            number = wanted(text)
        except ValueError:
            hint = "write it in digits, without a unit"
            self._fault(f"must be a number, not {text!r}", where, place, hint)
        if not -_MOST <= number <= _MOST:
            self._fault("must be a finite number", where, place)
        return number

    def _items(self, wanted: Any, value: Any, where: str, place: RulePlace) -> tuple[Any, ...]:
        if value is None:
            return ()
        if isinstance(value, str):
            value = words(value) if wanted in _TEXTS else [value]
        if not isinstance(value, list):
            self._fault("must be a list", where, place, hints.for_list(value))
        if wanted in _TEXTS and all(isinstance(item, str) for item in value):
            return tuple(map(_TEXTS[wanted], value))
        return tuple(
            self._each(wanted, item, f"{where}[{number}]" if _is_record(wanted) else where, place)
            for number, item in enumerate(value, 1)
        )

    def _mapping(
        self, keys: Any, wanted: Any, value: Any, where: str, place: RulePlace
    ) -> Mapping[str, Any]:
        if value is None:
            return {}
        if not isinstance(value, dict):
            hint = hints.for_mapping(value, Mapping[keys, wanted], {})
            self._fault("must be a mapping", where, place, hint)
        if wanted is float and (numbers := _numbers(value)) is not None:
            return numbers
        converted = {}
        whole = _whole_ones(wanted, value)
        for key, item in value.items():
            spot = getattr(key, "place", place)
            if isinstance(item, dict) and item and whole and key not in whole:
                message = f"there is no {_last(where).removesuffix('s')} called {str(key)!r}"
                hint = hints.for_entry(key, whole, _missing(schema_of(wanted), item)[0])
                self._note(message, _join(where, key), spot, hint)
                continue
            converted[_TEXTS[keys](key)] = self._each(wanted, item, f"{where}.{key}", spot)
        return converted

    def _each(self, wanted: Any, value: Any, where: str, place: RulePlace) -> Any:
        try:
            return self.convert(wanted, value, where, place)
        except _Skip:
            return None

    def _record(self, wanted: Any, value: Any, where: str, place: RulePlace) -> Any:
        from_text = getattr(wanted, "from_text", None)
        if from_text is not None and (value is None or isinstance(value, str)):
            return self._build(lambda: from_text(str(value or "")), where, place, {})
        if value is None:
            value = {}
        fields = schema_of(wanted)
        if not isinstance(value, dict):
            hint = hints.for_mapping(value, wanted, fields)
            self._fault("must be a mapping", where, place, hint)
        before = len(self.faults)
        given: dict[str, Any] = {}
        for key, item in value.items():
            spot = getattr(key, "place", place)
            name = key.replace("-", "_")
            if name not in fields:
                # A key that starts with x- is the desk's own and is ignored here.
                if not key.startswith("x-"):
                    hint = hints.for_key(key, fields, self._paths())
                    self._note("is not a known key", _join(where, key), spot, hint)
                continue
            given[name] = self._each(fields[name][0], item, _join(where, key), spot)
        for missing in _missing(fields, value):
            self._note(f"has no {missing!r}", where, place, f"add {missing}:")
        if len(self.faults) > before:
            raise _Skip
        return self._build(lambda: wanted(**given), where, place, value)

    def _paths(self) -> list[str]:
        """The paths of all keys that the rules have, including those in mappings."""
        return list(_paths_of(self._form, self._tree))

    def _build(self, make: Any, where: str, place: RulePlace, value: Mapping[str, Any]) -> Any:
        try:
            return make()
        except Refused as error:
            field = error.field.replace("_", "-")
            spot = getattr(value.get(field), "place", place) if field else place
            spot = _entry_place(value.get(field), error.entry, spot)
            spot = spot._replace(column=spot.column + error.offset)
            inside = _join(where, field)
            if isinstance(value.get(field), dict):
                inside = _join(inside, error.entry)
            self._fault(error.message, inside, spot, error.hint)


def _entry_place(listed: Any, entry: str, near: RulePlace) -> RulePlace:
    """The place of an entry of a list or a key of a mapping, ignoring capitals."""
    for each in listed if entry and isinstance(listed, (list, dict)) else ():
        if isinstance(each, str) and _spoken(each) == _spoken(entry):
            return getattr(each, "place", near)
    return near


def _small(text: str) -> str:
    return str(text).lower()


def _spoken(text: str) -> str:
    return str(text).lower().translate(_STRAIGHT)


_TEXTS: Mapping[Any, Callable[[str], str]] = {str: str, Small: _small, Spoken: _spoken}


def _numbers(mapping: Mapping[str, Any]) -> dict[str, float] | None:
    """Thousands of weights converted at once; None if one is not a number, so that faults are found
    one by one."""
    try:
        numbers = {str(key): float(value) for key, value in mapping.items()}
    except (TypeError, ValueError):
        return None
    return numbers if all(map(isfinite, numbers.values())) else None


@cache
def schema_of(record: Any) -> dict[str, tuple[Any, bool]]:
    """The fields of a record: name -> (type, whether it is required)."""
    hints = get_type_hints(record, include_extras=True)
    return {
        field.name: (
            hints[field.name],
            field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING,
        )
        for field in dataclasses.fields(record)
        if field.init and not field.metadata.get("derived")
    }


def _choices(wanted: Any) -> Mapping[str, Any]:
    """The texts allowed for a Literal or an Enum, with their values."""
    if get_origin(wanted) is Literal:
        return {str(option): option for option in get_args(wanted)}
    if isinstance(wanted, type) and issubclass(wanted, Enum):
        return {str(member.value): member for member in wanted}
    raise TypeError(f"the schema has no conversion to {wanted!r}")


def convert(wanted: Any, value: Any, near: RulePlace) -> tuple[Any, list[Fault]]:
    """``value`` as ``wanted`` with the faults found; the value is None if there is any fault."""
    converter = Converter(wanted, value)
    try:
        result = converter.convert(wanted, value, "", near)
    except _Skip:
        result = None
    return (None if converter.faults else result), converter.faults


def _is_record(form: Any) -> bool:
    return dataclasses.is_dataclass(form)


def _missing(fields: Mapping[str, tuple[Any, bool]], value: Mapping[str, Any]) -> list[str]:
    """The required keys of a record that this value lacks."""
    given = {key.replace("-", "_") for key in value}
    return [
        name.replace("_", "-") for name, (_, must) in fields.items() if must and name not in given
    ]


def _whole_ones(wanted: Any, value: Mapping[str, Any]) -> list[str]:
    """The keys of a mapping whose records are complete."""
    fields = schema_of(wanted) if _is_record(wanted) else {}
    if not any(must for _, must in fields.values()):
        return []
    return [
        key for key, item in value.items() if isinstance(item, dict) and not _missing(fields, item)
    ]


def _paths_of(form: Any, tree: Any, where: str = "") -> Iterator[str]:
    """The paths of the keys that a record may have, and of those in the mappings inside it."""
    inside = tree if isinstance(tree, dict) else {}
    fields = schema_of(form) if _is_record(form) else {}
    known = {name.replace("_", "-"): kind for name, (kind, _) in fields.items()}
    if get_origin(form) is Mapping:
        known = dict.fromkeys(inside, get_args(form)[1])
    for name, kind in known.items():
        path = _join(where, name)
        yield path
        yield from _paths_of(kind, inside.get(name), path)


def _last(where: str) -> str:
    return where.rpartition(".")[2]


def _join(where: str, key: str) -> str:
    return f"{where}.{key}" if where and key else where or key
