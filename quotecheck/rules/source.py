"""Reading a rules file into plain data in which each piece keeps its place.

YAML's own types are left out: every scalar is text here and gets its type from the schema
(`quotecheck.rules.convert`), so ``on``, ``no``, ``12:30`` and ``010`` stay what was written.
A rules file is untrusted: aliases, tags, duplicate keys, deep nesting and large files are faults.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from quotecheck.errors import Fault, InputError, RulesError
from quotecheck.files import content_of

MAX_BYTES = 1_000_000
MAX_DEPTH = 20


class RulePlace(NamedTuple):
    """The place of a piece of a rules file; line and column count from 1."""

    path: str
    line: int
    column: int


class Scalar(str):
    """Text as written, with its place."""

    __slots__ = ("place",)
    place: RulePlace


class Items(list[Any]):
    """A list, with its place."""

    __slots__ = ("place",)
    place: RulePlace


class Table(dict[str, Any]):
    """A mapping, with its place. Its keys are Scalars."""

    __slots__ = ("place",)
    place: RulePlace


def read_rules(path: Path) -> bytes:
    """The bytes of a rules file, or an InputError that says why not."""
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise InputError(
                f"is {size:,} bytes; a rules file may have {MAX_BYTES:,}",
                path=str(path),
                hint="keep articles and sources out of it",
            )
        return content_of(path)
    except OSError as error:
        raise InputError(
            f"cannot read the rules: {error.strerror}",
            path=str(path),
            hint="check what names them: --rules, or rules = in quotecheck.toml",
        ) from error


def parse(data: bytes, path: str) -> Table:
    """The mapping that a rules file holds. Raises RulesError with the place of the fault."""
    from quotecheck.rules.unreadable import Unreadable, slip  # not for rules that were kept

    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise RulesError(
            [Fault("is not UTF-8", path=path, line=line, column=1, hint="save it as UTF-8")]
        ) from error
    try:
        return _compose(text, path)
    except Unreadable:
        quoted = _quote_handles(text)
        try:
            return _compose(quoted, path)
        except Unreadable as error:
            told = slip(text, error)
            fault = Fault(told.message, "", path, told.line, told.column, told.hint)
            raise RulesError([fault]) from error


def _quote_handles(text: str) -> str:
    """Put the quotes that YAML requires around a value that starts with @, as in ``Donald Trump:
    @realDonaldTrump``. Such a value is never valid YAML as it stands."""
    return re.sub(
        r"^([ ]+(?:- |[^\s#\"'][^\n#:]*: +))(@[^\n\"#]*[^\s\"#])[ ]*$",
        r'\1"\2"',
        text,
        flags=re.MULTILINE,
    )


def _compose(text: str, path: str) -> Table:
    import yaml

    from quotecheck.rules.unreadable import Unreadable

    # The pure loader has better messages and places; it runs only on a fault.
    for loader in (getattr(yaml, "CSafeLoader", yaml.SafeLoader), yaml.SafeLoader):
        try:
            return _document(yaml.parse(text, Loader=loader), path)
        except yaml.MarkedYAMLError as error:
            stopped = error.problem_mark or error.context_mark
            marks = (stopped, error.context_mark or stopped)
            places = [(mark.line + 1, mark.column + 1) if mark else (1, 1) for mark in marks]
            failure = Unreadable(str(error.problem or error.context), *places)
        except yaml.YAMLError as error:
            failure = Unreadable(str(error), (1, 1), (1, 1))
    raise failure


def _document(events: Iterator[Any], path: str) -> Table:
    """Build the tree from YAML events, so that nothing unwanted is ever constructed."""
    import yaml

    tree = _Tree()
    for event in events:
        mark = event.start_mark
        place = RulePlace(path, mark.line + 1, mark.column + 1)
        if isinstance(event, yaml.ScalarEvent):
            tree.scalar(event.value, place, plain=not event.style)  # None or "", by loader
        elif isinstance(event, yaml.MappingStartEvent):
            tree.open(Table(), place)
        elif isinstance(event, yaml.SequenceStartEvent):
            tree.open(Items(), place)
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            tree.stack.pop()
        elif isinstance(event, yaml.AliasEvent):
            raise _fault("aliases (*name) are not used in rules", place, "write it out")
        elif isinstance(event, yaml.DocumentStartEvent) and tree.root is not None:
            raise _fault("holds a second YAML document", place, "remove the line ---")
    root = tree.root
    if root is None:
        root = Table()
        root.place = RulePlace(path, 1, 1)
    if not isinstance(root, Table):
        raise _fault(
            "holds no sections", RulePlace(path, 1, 1), "start with a line such as  people:"
        )
    return root


def _fault(message: str, place: RulePlace, hint: str = "") -> RulesError:
    return RulesError(
        [Fault(message, path=place.path, line=place.line, column=place.column, hint=hint)]
    )


class _Tree:
    """The tree under construction: the open collections, outermost first."""

    def __init__(self) -> None:
        self.root: Any = None
        self.stack: list[Table | Items] = []
        # The key of each open mapping that waits for its value.
        self.keys: dict[int, Scalar] = {}

    def scalar(self, text: str, place: RulePlace, *, plain: bool) -> None:
        scalar = Scalar(text)
        scalar.place = place
        is_value = not self.stack or self._takes_value()
        empty = plain and is_value and text in ("", "~", "null")
        self._add(None if empty else scalar, place)

    def open(self, collection: Table | Items, place: RulePlace) -> None:
        if len(self.stack) >= MAX_DEPTH:
            raise _fault(f"is nested deeper than {MAX_DEPTH} levels", place)
        collection.place = place
        self._add(collection, place)
        self.stack.append(collection)

    def _takes_value(self) -> bool:
        return isinstance(self.stack[-1], Items) or id(self.stack[-1]) in self.keys

    def _add(self, value: Any, place: RulePlace) -> None:
        if not self.stack:
            self.root = value
            return
        parent = self.stack[-1]
        if isinstance(parent, Items):
            parent.append(value)
        elif id(parent) in self.keys:
            parent[self.keys.pop(id(parent))] = value
        elif not isinstance(value, Scalar):
            raise _fault("a key must be plain text", place)
        elif value in parent:
            raise _fault(f"the key {str(value)!r} stands twice", place, "keep one of them")
        else:
            self.keys[id(parent)] = value


def words(value: list[Any] | str) -> list[Any]:
    """A list unchanged, or the list that a text with commas stands for."""
    if isinstance(value, list):
        return value
    if type(value) is str:
        return [word for piece in value.split(",") if (word := piece.strip())]
    pieces = []
    for piece in value.split(","):
        if word := " ".join(piece.split()):
            scalar = Scalar(word)
            if isinstance(value, Scalar):
                scalar.place = value.place
            pieces.append(scalar)
    return pieces
