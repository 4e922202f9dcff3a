"""Joining a desk's rules with the rules that they change.

There is one way to add, one to take out and one to replace, whatever the value. A list or a text of
words adds to the existing list, and ``-word`` in it takes a word out; a mapping adds key by key,
and ``key: ~`` takes a key out; ``=key`` replaces everything under the key. A single value (a
number, the name of a policy) always replaces the other.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterator, Mapping
from typing import Any, get_args, get_origin

from quotecheck.errors import Fault
from quotecheck.rules.convert import Small, schema_of
from quotecheck.rules.hints import suggest
from quotecheck.rules.source import Items, RulePlace, Scalar, Table, words

# A list with less than this share left is as good as replaced, if it had at least this many words.
_LITTLE, _LONG = 0.5, 8


def joined(wanted: Any, base: Table, changes: Table) -> tuple[Table, list[Fault]]:
    """``base`` with ``changes``, both of the form ``wanted``, and notes on changes that do nothing
    or remove most of a list."""
    joiner = _Joiner()
    return joiner.table(wanted, base, changes, ""), joiner.notes


class _Joiner:
    """A joiner that also collects the notes."""

    def __init__(self) -> None:
        self.notes: list[Fault] = []

    def table(self, wanted: Any, base: Table, changes: Table, where: str) -> Table:
        """The fields of a record, or a mapping, with changes. Existing entries keep their place."""
        result = Table(base)
        written: dict[str, Scalar] = {}
        key: Any
        for key, value in changes.items():
            name, replaces = _named(key, wanted)
            written[name] = name
            inside = f"{where}.{name}" if where else str(name)
            old = base.get(name)
            if value is not None:
                new = self._value(_type_of(wanted, name), None if replaces else old, value, inside)
                result[name] = new
                if replaces:
                    self._tell_if_little(old, new, inside, key.place)
            elif result.pop(name, None) is None and base:
                self._tell_idle(name, "the file", list(base), inside, key.place)
        # Faults are reported where the desk wrote the key.
        result = Table((written.get(name, name), value) for name, value in result.items())
        result.place = changes.place
        return result

    def _value(self, wanted: Any, old: Any, new: Any, where: str) -> Any:
        if isinstance(new, Table) and (dataclasses.is_dataclass(wanted) or _is_mapping(wanted)):
            return self.table(wanted, old if isinstance(old, Table) else _empty(new), new, where)
        if get_origin(wanted) is tuple and isinstance(new, (Scalar, Items)):
            listed = words(old) if isinstance(old, (Scalar, Items)) else []
            return self._list(listed, new, where, small=Small in get_args(wanted))
        return new

    def _list(self, old: list[Any], new: Scalar | Items, where: str, *, small: bool) -> Items:
        listed = words(new)
        known = {_bare(item): item for item in old if isinstance(item, str)}
        gone = set()
        for item in filter(_takes_out, listed):
            found = known.get(_bare(item[1:]))
            gone.add(found)
            if found is None:
                place = getattr(item, "place", new.place)
                self._tell_idle(item[1:], "the list", known, where, place)
        kept = [item for item in old if not (isinstance(item, str) and item in gone)]
        present = {item for item in kept if isinstance(item, str)}
        added = [
            item
            for item in self._once(listed, new.place, where)
            if not _takes_out(item)
            and not self._is_known(item, present, new.place, where, small=small)
        ]
        merged = Items([*kept, *added])
        merged.place = new.place
        self._tell_if_little(old, kept, where, new.place)
        return merged

    def _once(self, listed: list[Any], near: RulePlace, where: str) -> Iterator[Any]:
        """The items of a list, without words that it already has, which are reported."""
        seen: set[str] = set()
        for item in listed:
            if not isinstance(item, str) or item not in seen:
                yield item
            else:
                place: RulePlace = getattr(item, "place", near)
                message, hint = f"{str(item)!r} stands twice", "keep one of them"
                self.notes.append(Fault(message, where, *place, hint=hint, harmless=True))
            seen.update((item,) if isinstance(item, str) else ())

    def _is_known(
        self, item: Any, present: Collection[str], near: RulePlace, where: str, *, small: bool
    ) -> bool:
        """Return whether an item is already in the list that it is added to, and note it. Capitals
        do not matter in a list of ``small`` words."""
        if not isinstance(item, str) or (_bare(item) if small else item) not in present:
            return False
        place: RulePlace = getattr(item, "place", near)
        message, hint = f"{str(item)!r} is in the list already", "take it out here"
        self.notes.append(Fault(message, where, *place, hint=hint, harmless=True))
        return True

    def _tell_idle(
        self, word: str, whence: str, known: Collection[str], where: str, place: RulePlace
    ) -> None:
        message = f"takes out {str(word)!r}, which is not in {whence}"
        hint = suggest(_bare(word), list(known))
        if " -" in word:  # a list whose dashes have no space is one text of several lines
            hint = "for a list of words, put a space behind each -"
        self.notes.append(Fault(message, where, *place, hint=hint))

    def _tell_if_little(self, old: Any, new: Any, where: str, place: RulePlace) -> None:
        before = _members(old)
        left = len(before & _members(new))
        if len(before) >= _LONG and left < _LITTLE * len(before):
            message = f"leaves {left} of the {len(before):,} entries that were there"
            hint = "to add entries, write no = before the key and no - before them"
            self.notes.append(Fault(message, where, *place, hint=hint, harmless=True))


def _named(key: Scalar, wanted: Any) -> tuple[Scalar, bool]:
    """A key as in the file being changed, and whether its value replaces the one there.

    Where single words are the values, a key may itself begin with ``=``.
    """
    replaces = len(key) > 1 and key.startswith("=") and not _is_of_words(wanted)
    name = key[1:] if replaces else str(key)
    if dataclasses.is_dataclass(wanted):
        name = name.replace("_", "-")
    if name == key:
        return key, False
    scalar = Scalar(name)
    scalar.place = key.place
    return scalar, replaces


def _is_of_words(wanted: Any) -> bool:
    return _is_mapping(wanted) and get_origin(get_args(wanted)[1]) not in (tuple, Mapping)


def _type_of(wanted: Any, key: str) -> Any:
    """The type of a key's value; None if there is no such key."""
    if _is_mapping(wanted):
        return get_args(wanted)[1]
    return schema_of(wanted).get(key.replace("-", "_"), (None, False))[0]


def _is_mapping(wanted: Any) -> bool:
    return get_origin(wanted) is Mapping


def _empty(like: Table) -> Table:
    table = Table()
    table.place = like.place
    return table


def _takes_out(item: Any) -> bool:
    return isinstance(item, str) and len(item) > 1 and item.startswith("-")


def _bare(word: str) -> str:
    """A word in the form in which it is looked up for removal: capitals do not matter."""
    return " ".join(word.lower().split())


def _members(value: Any) -> set[str]:
    """The entries of a list, a text or a mapping."""
    if isinstance(value, dict):
        return set(value)
    listed = words(value) if isinstance(value, (str, list)) else []
    return {item for item in listed if isinstance(item, str)}
