"""Hints on what to write instead, for a fault in a rules file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal, get_args, get_origin

_MOST_SHOWN = 12  # keys or words
_MOST_PLACES = 2  # places at which a key stands elsewhere
_VERY_NEAR = 0.85  # a slip of a letter or two


def suggest(text: str, allowed: Iterable[str]) -> str:
    """A hint for a word that is not ``allowed``; empty if too many are."""
    known = list(allowed)
    near = _near(text, known)
    if near:
        return f"did you mean {near!r}?"
    return f"one of: {', '.join(known)}" if len(known) <= _MOST_SHOWN else ""


def _near(text: str, known: list[str], least: float = 0.6) -> str:
    """The most similar word, if its similarity (from 0 to 1) is not below ``least``."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(text, known, n=1, cutoff=least)), "")


def for_key(key: str, fields: Iterable[str], paths: Iterable[str]) -> str:
    """A hint for a key that is not among the ``fields`` of its section. ``paths`` are those of
    every key that the rules have, such as ``lexicon.cues``."""
    known = [each.replace("_", "-") for each in fields]
    name, everywhere = key.replace("_", "-"), list(paths)
    if key != key.strip():
        return "indent with plain spaces: those before it are of another kind"
    if near := _near(name, known, _VERY_NEAR):
        return f"did you mean {near!r}?"
    if there := [path for path in everywhere if path.rsplit(".")[-1] == name][:_MOST_PLACES]:
        above = " or ".join(dict.fromkeys(path.rpartition(".")[0] or "the top" for path in there))
        return f"it stands as  {', '.join(there)}:  write it indented, under  {above}"
    first, *rest = name.split(".")
    there = [path for path in everywhere if rest and path.rsplit(".")[-1] == first]
    if there:
        apart = ": ".join([*there[0].split("."), *rest])
        return f"write each key on a line of its own, indented under the one before:  {apart}: …"
    return suggest(key, known) or "`quotecheck rules new FILE` shows the usual keys"


def for_entry(key: str, known: Iterable[str], lacking: str) -> str:
    """A hint for an entry that changes none of the ``known`` ones, and lacks keys that a new one
    needs."""
    new = f"a new one needs  {lacking}:"
    near = _near(key, list(known))
    return f"did you mean {near!r}? {new}" if near else new


def for_mapping(value: Any, wanted: Any, fields: Mapping[str, Any]) -> str:
    """A hint for a ``value`` that must be a mapping, of the ``fields`` of a record if any."""
    if isinstance(value, str) and ":" in value and ": " not in value:
        return "put a space behind the colon"
    if isinstance(value, str):
        for name, (kind, _) in fields.items():
            if value in _choices_in(kind):
                return f"write  {{{name.replace('_', '-')}: {value}}}"
    if fields:
        shown = ", ".join(f"{name.replace('_', '-')}: …" for name in list(fields)[:3])
        return f"write its keys below it, such as  {shown}"
    of_lists = get_origin(get_args(wanted)[1]) is tuple
    line = "name: value, or  name: [one, two]" if of_lists else "name: value"
    dashes = ", without - before them" if isinstance(value, list) else ""
    return f"lines such as  {line}{dashes}"


def for_list(value: Any) -> str:
    """A hint for a ``value`` that must be a list."""
    if isinstance(value, dict) and all(isinstance(each, str) for each in value.values()):
        return "write its entries in brackets, such as  [one, two], or  [one = other]"
    return "write its entries in brackets, such as  [one, two], or below it with - before each"


def _choices_in(kind: Any) -> Iterator[str]:
    """The words that may stand in a field."""
    if get_origin(kind) is Literal:
        yield from map(str, get_args(kind))
    else:
        for each in get_args(kind):
            yield from _choices_in(each)
