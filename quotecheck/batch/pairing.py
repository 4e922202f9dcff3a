"""Pairs of quotations or reports that are worth comparing, and whose they may be."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from typing import Any
from unicodedata import combining, normalize

from quotecheck.batch.sketch import HASH_SIZE, SIZE

_CROWD = 50  # quotations with one shingle in common; of more, only neighbours are compared
PLACES = 5
Conflict = dict[str, Any]


def collect_pairs(db: sqlite3.Connection, table: str, distinct: str, pairs: str) -> None:
    """Put the pairs of rows of ``table`` whose sketches have a hash in common into a temporary
    table ``pairs``; only the rows that ``distinct`` names take part."""
    places = ", ".join(f"({place})" for place in range(1, HASH_SIZE * SIZE, HASH_SIZE))
    db.executescript(
        f"DROP TABLE IF EXISTS temp.{pairs};"
        f"CREATE TEMP TABLE {pairs} (a INTEGER, b INTEGER, PRIMARY KEY (a, b)) WITHOUT ROWID"
    )
    groups = db.execute(
        f"SELECT group_concat({table}.id) FROM (VALUES {places})"  # noqa: S608
        f" JOIN {table} ON column1 < length(sketch) JOIN {distinct} ON {distinct}.id = {table}.id"
        f" GROUP BY substr(sketch, column1, {HASH_SIZE}) HAVING count(*) > 1"
    )
    found = (
        pair for (numbers,) in groups for pair in pairs_of(sorted(map(int, numbers.split(","))))
    )
    db.executemany(f"INSERT OR IGNORE INTO {pairs} VALUES (?, ?)", found)  # noqa: S608


def pairs_of(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The pairs of a group that are compared: of a crowd only neighbours."""
    if len(numbers) <= _CROWD:
        return combinations(numbers, 2)
    return pairwise(numbers)


def different_people(names: Sequence[str]) -> list[str]:
    """The names that must be different people: a name whose words all stand in a longer one is
    the same person's, accents or not, and "a spokesman" may be anybody."""
    kept: list[str] = []
    for name in sorted(filter(is_named, names), key=lambda each: -len(each.split())):
        words = _plain(name)
        if not any(words <= _plain(other) for other in kept):
            kept.append(name)
    return sorted(kept)


def is_named(name: str) -> bool:
    """Return whether somebody is named, not described."""
    return any(word[:1].isupper() and len(word) > 1 for word in name.split())


def _plain(name: str) -> set[str]:
    """The words of a name without case and accents."""
    letters = normalize("NFKD", name.casefold())
    return set("".join(letter for letter in letters if not combining(letter)).split())
