"""Checked rules, kept from one start to the next.

The records themselves are kept, by their names and fields, section by section, so a start neither
parses the file nor checks it again. The examples are left out, since they only test the rules.
"""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Mapping
from contextlib import suppress
from enum import Enum
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from quotecheck import errors, kinds, model
from quotecheck.errors import InputError
from quotecheck.files import content_of, sealed, unsealed, whole
from quotecheck.rules import attribution, limits, reports, schema, style, wording
from quotecheck.rules.schema import Rules

_FIELDS = {each.name: str(each.type) for each in dataclasses.fields(Rules)}
_MODULES = {
    module.__name__: module
    for module in (attribution, errors, kinds, limits, model, reports, schema, style, wording)
}
_OF = re.compile(r"(?:(?P<outer>tuple|Mapping)\[(?:str, )?)?(?P<inner>\w+)(?:, \.\.\.)?\]?")
_TYPES = {"str", "int", "float", "bool"}.union(
    name
    for module in _MODULES.values()
    for name, each in vars(module).items()
    if type(each) is type
)
# The number of versions of rules that are kept, including those of other desks' files.
_MOST = 20
# The key for the name of a record's type: no field or word of a list has that name.
_NAME = "\0"


def path_in(folder: Path, digest: str) -> Path:
    """The path at which the rules with this hash are kept, by the code that checked them."""
    code = sha256(digest.encode())
    for module in sorted(Path(__file__).parent.glob("*.py")):
        code.update(module.read_bytes())
    return folder / f"rules-{code.hexdigest()[:32]}.json"


def read(path: Path) -> Rules | None:
    """The rules written to ``path``; None if there are none, or they are damaged."""
    try:
        sections = json.loads(unsealed(content_of(path)))
        if sections.keys() != _FIELDS.keys() or not all(
            type(each) is str for each in sections.values()
        ):
            return None
        return _KeptRules(sections, path)
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return None


def write(path: Path, rules: Rules) -> None:
    """Keep ``rules`` for the next start, if possible; failing to is not an error."""
    sections = {name: _text(_plain(item)) for name, item in vars(_bare(rules)).items()}
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with whole(path) as partial:
            partial.write_bytes(sealed(_text(sections).encode()))
        kept = sorted(path.parent.glob("rules-*.json"), key=lambda each: each.stat().st_mtime)
        for old in kept[:-_MOST]:
            old.unlink(missing_ok=True)


class _KeptRules(Rules):
    """Rules whose sections are read on first use, since few commands need all of them."""

    def __init__(self, sections: dict[str, str], path: Path) -> None:
        vars(self).update(_sections=sections, _path=path)
        vars(self).update(
            {name: json.loads(sections[name]) for name in ("version", "extends", "hash")}
        )

    def __getattr__(self, name: str) -> Any:
        sections = vars(self).get("_sections", {})
        if name not in sections:
            raise AttributeError(name)
        try:
            section = json.loads(sections[name], object_hook=_record)
            if not _fits(section, _FIELDS[name]):
                raise TypeError(f"{name} is something else")
        except Exception as error:  # any error, whatever a record is made of
            path = vars(self)["_path"]
            reason = "holds rules that cannot be read"
            raise InputError(reason, path=str(path), hint="delete it: it is made again") from error
        vars(self)[name] = section
        return section


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _bare(record: Any) -> Any:
    """The record without its examples."""
    given = getattr(record, "examples", None)
    return dataclasses.replace(record, examples=type(given)()) if given else record


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return {_NAME: _name(value), "value": value.value}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {name: _plain(item) for name, item in vars(_bare(value)).items()}
        return {_NAME: _name(value), **fields}
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value


def _name(record: Any) -> str:
    return f"{type(record).__module__}.{type(record).__name__}"


def _record(fields: dict[str, Any]) -> Any:
    """The record or mapping written as ``fields``, as it was after checking."""
    name = fields.pop(_NAME, None)
    for key, item in fields.items():
        if type(item) is list:
            fields[key] = _tuple(item)
    if name is None:
        return fields
    module, _, name = name.rpartition(".")
    kind = getattr(_MODULES[module], name)
    if issubclass(kind, Enum):
        return kind(fields["value"])
    wanted = _fields_of(kind)
    if fields.keys() != wanted.keys() or not all(
        _fits(fields[key], type_) for key, type_ in wanted.items()
    ):
        raise ValueError(f"{name} has other fields")
    made = kind.__new__(kind)
    vars(made).update(fields)
    return made


@cache
def _fields_of(kind: type) -> dict[str, str]:
    """The type of each field of a record, as written."""
    return {each.name: str(each.type) for each in dataclasses.fields(kind)}


def _fits(value: Any, wanted: str) -> bool:
    """Return whether a value has a type, as far as that is written plainly: a name, or a tuple or
    mapping of one."""
    found = _OF.fullmatch(wanted)
    if found is None or found["inner"] not in _TYPES:
        return True
    if found["outer"]:
        if not isinstance(value, tuple if found["outer"] == "tuple" else dict):
            return False
        types = set(map(type, value.values() if isinstance(value, dict) else value))
    else:
        types = {type(value)}
    names = {each.__name__ for each in types}
    return names <= {found["inner"], *(("int",) if found["inner"] == "float" else ())}


def _tuple(items: list[Any]) -> tuple[Any, ...]:
    nested = items and type(items[0]) is list
    return tuple(map(_tuple, items)) if nested else tuple(items)
