"""Conflicts across articles of what is reported without marks: the same, with another number."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from itertools import chain
from operator import itemgetter
from typing import Any, NamedTuple

from quotecheck.batch.pairing import PLACES, Conflict, collect_pairs, different_people, is_named
from quotecheck.batch.told import ToldTerms, loaded, number_differences
from quotecheck.rules.limits import Conflicts
from quotecheck.sources.days import ordinal


class _Row(NamedTuple):
    text: str
    speaker: str
    day: int | None
    told: ToldTerms


def find_report_conflicts(db: sqlite3.Connection, limits: Conflicts) -> Iterator[Conflict]:
    """Every pair of reports by the same person, told within some days of each other, that share
    most of their words and have another number."""
    for first, second in _candidates(db):
        one, other = _row(db, first), _row(db, second)
        if not _same_person(one, other) or not _near(one, other, limits.report_days):
            continue
        share = _share(one.told, other.told, limits.report_words)
        differ = number_differences(one.told, other.told)
        if share < limits.report_share or not differ:
            continue
        variants = sorted((_variant(db, one), _variant(db, other)), key=itemgetter("words"))
        paths = {place["path"] for place in chain(*(each["places"] for each in variants))}
        if len(paths) > 1:
            turned = variants[0]["words"] != one.text
            yield {
                "kind": "report",
                "similarity": round(share, 3),
                "differs": [list(reversed(pair) if turned else pair) for pair in differ],
                "variants": variants,
            }


def _candidates(db: sqlite3.Connection) -> Iterator[tuple[int, int]]:
    """The pairs of reports whose sketches have a hash in common; of equal reports one is enough."""
    db.executescript(
        "DROP TABLE IF EXISTS temp.tellings; CREATE TEMP TABLE tellings AS"
        " SELECT min(id) AS id FROM told GROUP BY text, speaker;"
        "CREATE UNIQUE INDEX temp.telling ON tellings (id)"
    )
    collect_pairs(db, "told", "tellings", "told_pairs")
    return db.execute("SELECT a, b FROM told_pairs ORDER BY a, b")


def _row(db: sqlite3.Connection, number: int) -> _Row:
    text, speaker, date, terms, numbers = db.execute(
        "SELECT text, speaker, date, terms, numbers FROM told WHERE id = ?", (number,)
    ).fetchone()
    try:
        return _Row(text, speaker, ordinal(date), loaded(terms, numbers))
    except (ValueError, TypeError, ZeroDivisionError) as error:
        raise sqlite3.DatabaseError("of another form") from error


def _same_person(one: _Row, other: _Row) -> bool:
    names = (one.speaker, other.speaker)
    return all(map(is_named, names)) and len(different_people(names)) == 1


def _near(one: _Row, other: _Row, days: int) -> bool:
    """Return whether two reports are of about the same time, as far as their articles have a day:
    numbers go on as time does."""
    return one.day is None or other.day is None or abs(one.day - other.day) <= days


def _share(one: ToldTerms, other: ToldTerms, fewest: int) -> float:
    """The share of the shorter one's terms that both have."""
    shared = len({*one.terms} & {*other.terms})
    return shared / min(len(one.terms), len(other.terms)) if shared >= fewest else 0.0


def _variant(db: sqlite3.Connection, row: _Row) -> dict[str, Any]:
    """One telling: how often it stands, whose it is, and some places."""
    same = "FROM told JOIN documents ON documents.id = told.document WHERE text = ?"
    (count,) = db.execute(f"SELECT count(*) {same}", (row.text,)).fetchone()
    rows = db.execute(
        f"SELECT path, quote, speaker {same} ORDER BY path, quote LIMIT ?", (row.text, PLACES)
    )
    places = [
        {"path": os.fsdecode(path), "quote": quote, "speaker": speaker}
        for path, quote, speaker in rows
    ]
    speakers = sorted({place["speaker"] for place in places})
    return {"words": row.text, "count": count, "speakers": speakers, "places": places}
