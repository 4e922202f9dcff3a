"""Conflicts across articles: the same words with another speaker, or nearly the same words.

Near-duplicates find each other by the hashes in their sketches (`quotecheck.batch.sketch`): sorted
by hash, those with one in common stand together. No pair is compared that shares no hash, and the
sorting is the database's, on disk, so that memory does not grow with the number of articles.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, groupby, pairwise
from operator import itemgetter
from typing import Any

from rapidfuzz.distance import Indel, LCSseq

from quotecheck.batch.ledger import Ledger
from quotecheck.batch.sketch import hashes

CONFLICTS = "conflicts.jsonl"
_LIKE = 0.6  # share of all words that two wordings of one quotation have in common
_WITHIN = 0.8  # share of the shorter one's words
_LONGER = 3  # so many times as long, at most
_CROWD = 50  # quotations with one shingle in common; of more, only neighbours are compared
_PLACES = 5

Conflict = dict[str, Any]


def write(ledger: Ledger) -> int:
    """Write ``conflicts.jsonl`` into the output folder; returns the number of conflicts."""
    path = ledger.output / CONFLICTS
    partial = path.with_name(f".{path.name}.partial")
    count = 0
    with partial.open("w", encoding="utf-8") as file:
        for line in _in_order(ledger.db, find(ledger)):
            count += 1
            file.write(line + "\n")
    partial.replace(path)
    return count


def _in_order(db: sqlite3.Connection, found: Iterable[Conflict]) -> Iterator[str]:
    """The conflicts as lines, in an order that does not depend on which came first."""
    db.executescript("DROP TABLE IF EXISTS temp.lines; CREATE TEMP TABLE lines (line TEXT)")
    rows = ((json.dumps(conflict),) for conflict in found)
    db.executemany("INSERT INTO lines VALUES (?)", rows)
    return (line for (line,) in db.execute("SELECT line FROM lines ORDER BY line"))


def find(ledger: Ledger) -> Iterator[Conflict]:
    """Every conflict: first other speakers, then other wordings."""
    db = ledger.db
    db.execute("CREATE INDEX IF NOT EXISTS said_words ON said (words)")
    db.executescript(
        "DROP TABLE IF EXISTS temp.wordings; CREATE TEMP TABLE wordings AS"
        " SELECT min(id) AS id, count(*) AS n, count(DISTINCT document) AS documents,"
        " count(DISTINCT speaker) AS speakers FROM said GROUP BY words;"
        "CREATE UNIQUE INDEX temp.wording ON wordings (id)"
    )
    yield from _other_speakers(db)
    yield from _other_wordings(db)
    db.execute("DROP INDEX said_words")  # it would slow down the next run


def _other_speakers(db: sqlite3.Connection) -> Iterator[Conflict]:
    rows = db.execute("SELECT id FROM wordings WHERE speakers > 1 AND documents > 1").fetchall()
    for (number,) in rows:
        variant = _variant(db, number)
        names = _people(variant["speakers"])
        if len(names) > 1:
            yield {"kind": "speaker", "speakers": names, "similarity": 1.0, "variants": [variant]}


def _other_wordings(db: sqlite3.Connection) -> Iterator[Conflict]:
    db.executescript(
        "DROP TABLE IF EXISTS temp.pairs;"
        "CREATE TEMP TABLE pairs (a INTEGER, b INTEGER, PRIMARY KEY (a, b)) WITHOUT ROWID;"
        "DROP TABLE IF EXISTS temp.shingles;"
        "CREATE TEMP TABLE shingles (hash INTEGER, said INTEGER)"
    )
    sketches = db.execute("SELECT said.id, sketch FROM said JOIN wordings ON wordings.id = said.id")
    exploded = ((each, number) for number, made in sketches for each in hashes(made))
    db.executemany("INSERT INTO shingles VALUES (?, ?)", exploded)
    rows = db.execute("SELECT hash, said FROM shingles ORDER BY hash, said")
    for _, group in groupby(rows, itemgetter(0)):
        db.executemany(
            "INSERT OR IGNORE INTO pairs VALUES (?, ?)", _pairs([row[1] for row in group])
        )
    for a, b in db.execute("SELECT a, b FROM pairs"):
        one, other = _words(db, a), _words(db, b)
        likeness = similarity(one, other)
        if likeness is None:
            continue
        variants = sorted((_variant(db, a), _variant(db, b)), key=itemgetter("words"))
        if len({place["path"] for variant in variants for place in variant["places"]}) > 1:
            yield {"kind": "wording", "similarity": round(likeness, 3), "variants": variants}


def _pairs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    if len(numbers) <= _CROWD:
        return combinations(numbers, 2)
    return pairwise(numbers)


def similarity(one: Sequence[str], other: Sequence[str]) -> float | None:
    """How alike two wordings are, from 0 to 1; None if they are no two wordings of one quotation.

    A fragment that stands word for word in the other is no other wording.
    """
    short, long = sorted((one, other), key=len)
    if _stands_in(short, long):
        return None
    alike = Indel.normalized_similarity(one, other)
    within = LCSseq.similarity(short, long) / len(short)
    if alike >= _LIKE:
        return float(alike)
    if within >= _WITHIN and len(long) <= _LONGER * len(short):
        return float(within)
    return None


def _stands_in(short: Sequence[str], long: Sequence[str]) -> bool:
    return f" {' '.join(short)} " in f" {' '.join(long)} "


def _words(db: sqlite3.Connection, number: int) -> list[str]:
    row = db.execute("SELECT words FROM said WHERE id = ?", (number,)).fetchone()
    return str(row[0]).split(" ")


def _variant(db: sqlite3.Connection, number: int) -> Conflict:
    """One wording: how often it stands, whose it is, and some places."""
    count = db.execute("SELECT n FROM wordings WHERE id = ?", (number,)).fetchone()[0]
    (words,) = db.execute("SELECT words FROM said WHERE id = ?", (number,)).fetchone()
    same = "FROM said JOIN documents ON documents.id = said.document WHERE said.words = ?"
    names = db.execute(f"SELECT DISTINCT speaker {same} LIMIT 100", (words,))
    speakers = sorted(name for (name,) in names if name)
    rows = db.execute(  # one place for each speaker and article first
        f"SELECT path, quote, speaker {same} GROUP BY speaker, path ORDER BY path, quote LIMIT ?",
        (words, _PLACES),
    )
    places = [
        {"path": os.fsdecode(path), "quote": quote, "speaker": speaker}
        for path, quote, speaker in rows
    ]
    return {"words": words, "count": count, "speakers": speakers, "places": places}


def _people(names: Sequence[str]) -> list[str]:
    """The names that must be different people: a name whose words all stand in a longer one is
    the same person's."""
    kept: list[str] = []
    for name in sorted(names, key=lambda each: -len(each.split())):
        words = set(name.casefold().split())
        if not any(words <= set(other.casefold().split()) for other in kept):
            kept.append(name)
    return sorted(kept)
