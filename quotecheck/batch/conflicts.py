"""Conflicts across articles: the same words with another speaker, or nearly the same words.

What everybody says is not a conflict: a short phrase of many speakers is listed once, as common
words, and words that two quotations share by chance (`quotecheck.batch.chance`) are not listed.

Near-duplicates find each other by the hashes in their sketches (`quotecheck.batch.sketch`): sorted
by hash, those with one in common stand together. No pair is compared that shares no hash, and the
sorting is the database's, on disk, so that memory does not grow with the number of articles.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cache
from operator import itemgetter

from rapidfuzz.distance import Indel, LCSseq

from quotecheck.batch.chance import Chance, chance
from quotecheck.batch.ledger import Ledger
from quotecheck.batch.output import CONFLICTS
from quotecheck.batch.pairing import PLACES, Conflict, collect_pairs, different_people
from quotecheck.rules import Rules
from quotecheck.rules.limits import Conflicts
from quotecheck.sources.canonical import Canon

COMMON = "common"
_COMMON_LINE = f'{{"kind": "{COMMON}"'
_LIKE = 0.6  # share of all words that two wordings of one quotation have in common
_WITHIN = 0.8  # share of the shorter one's words
_LONGER = 3  # so many times as long, at most


def write(ledger: Ledger, rules: Rules, canon: Canon) -> int:
    """Write ``conflicts.jsonl`` into the output folder; returns the number of conflicts, common
    words not counted. Raises OSError."""
    count = 0
    with ledger.files.text(CONFLICTS) as file:
        for line in _in_order(ledger.db, find_conflicts(ledger, rules, canon)):
            count += not line.startswith(_COMMON_LINE)
            file.write(line + "\n")
    return count


def _in_order(db: sqlite3.Connection, found: Iterable[Conflict]) -> Iterator[str]:
    """The conflicts as lines, in an order that does not depend on which came first."""
    db.executescript("DROP TABLE IF EXISTS temp.lines; CREATE TEMP TABLE lines (line TEXT)")
    rows = ((json.dumps(conflict),) for conflict in found)
    db.executemany("INSERT INTO lines VALUES (?)", rows)
    return (line for (line,) in db.execute("SELECT line FROM lines ORDER BY line"))


def find_conflicts(ledger: Ledger, rules: Rules, canon: Canon) -> Iterator[Conflict]:
    """Every conflict: first other speakers, then other wordings, then reports with another
    number."""
    from quotecheck.batch import report_conflicts

    db = ledger.db
    db.execute("CREATE INDEX IF NOT EXISTS said_words ON said (words)")
    db.executescript(
        "DROP TABLE IF EXISTS temp.wordings; CREATE TEMP TABLE wordings AS"
        " SELECT min(id) AS id, count(*) AS n, count(DISTINCT document) AS documents,"
        " count(DISTINCT speaker) AS speakers FROM said GROUP BY words;"
        "CREATE UNIQUE INDEX temp.wording ON wordings (id)"
    )
    common: set[int] = set()
    yield from _other_speakers(db, rules.conflicts, common)
    yield from _other_wordings(db, cache(lambda: chance(db, rules, canon)), common)
    yield from report_conflicts.find_report_conflicts(db, rules.conflicts)
    db.execute("DROP INDEX said_words")  # it would slow down the next run


def _other_speakers(
    db: sqlite3.Connection, limits: Conflicts, common: set[int]
) -> Iterator[Conflict]:
    """The wordings with other speakers; ``common`` takes up those that are everybody's."""
    rows = db.execute("SELECT id FROM wordings WHERE speakers > 1 AND documents > 1").fetchall()
    for (number,) in rows:
        variant = _variant(db, number)
        names = different_people(variant["speakers"])
        if len(names) < 2:
            continue
        kind = "speaker"
        length = len(variant["words"].split(" "))
        if len(names) > limits.common_speakers and length <= limits.common_words:
            kind = COMMON
            common.add(number)
        yield {"kind": kind, "speakers": names, "similarity": 1.0, "variants": [variant]}


def _other_wordings(
    db: sqlite3.Connection, chance: Callable[[], Chance], common: Collection[int]
) -> Iterator[Conflict]:
    for a, b, first, second in _candidates(db):
        if a in common or b in common:
            continue
        one, other = first.split(" "), second.split(" ")
        likeness = similarity(one, other)
        if likeness is None or chance().explains(one, other):
            continue
        variants = sorted((_variant(db, a), _variant(db, b)), key=itemgetter("words"))
        if len({place["path"] for variant in variants for place in variant["places"]}) > 1:
            yield {"kind": "wording", "similarity": round(likeness, 3), "variants": variants}


def _candidates(db: sqlite3.Connection) -> Iterator[tuple[int, int, str, str]]:
    """The pairs of wordings whose sketches have a hash in common, and their words."""
    collect_pairs(db, "said", "wordings", "pairs")
    return db.execute(
        "SELECT a, b, one.words, other.words FROM pairs"
        " JOIN said AS one ON one.id = a JOIN said AS other ON other.id = b"
    )


def similarity(one: Sequence[str], other: Sequence[str]) -> float | None:
    """The likeness of two wordings of one quotation, from 0 to 1; None if they are not that.

    A fragment that stands word for word in the other is not another wording.
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


def _variant(db: sqlite3.Connection, number: int) -> Conflict:
    """One wording: how often it stands, whose it is, and some places."""
    count = db.execute("SELECT n FROM wordings WHERE id = ?", (number,)).fetchone()[0]
    (words,) = db.execute("SELECT words FROM said WHERE id = ?", (number,)).fetchone()
    same = "FROM said JOIN documents ON documents.id = said.document WHERE said.words = ?"
    names = db.execute(f"SELECT DISTINCT speaker {same} LIMIT 100", (words,))
    speakers = sorted(name for (name,) in names if name)
    rows = db.execute(  # one place for each speaker and article first
        f"SELECT path, quote, speaker {same} GROUP BY speaker, path ORDER BY path, quote LIMIT ?",
        (words, PLACES),
    )
    places = [
        {"path": os.fsdecode(path), "quote": quote, "speaker": speaker}
        for path, quote, speaker in rows
    ]
    return {"words": words, "count": count, "speakers": speakers, "places": places}
