"""Decisions on many quotations, in parts that each fit into a line of a journal."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from quotecheck.desk.codec import to_plain
from quotecheck.desk.events import Item
from quotecheck.desk.journal import LINE_LIMIT

if TYPE_CHECKING:
    from collections.abc import Iterator

_PART = LINE_LIMIT // 2  # bytes of the items in one line


def in_lines(items: tuple[Item, ...]) -> Iterator[tuple[Item, ...]]:
    """The items in so many parts that each has room in a line of a journal."""
    part: list[Item] = []
    size = 0
    for item in items:
        length = len(json.dumps(to_plain(item)))
        if part and size + length > _PART:
            yield tuple(part)
            part, size = [], 0
        part.append(item)
        size += length
    yield tuple(part)
