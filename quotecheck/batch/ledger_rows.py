"""The rows that the ledger has of a document."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from quotecheck.batch.outcome import Failure, Success, storable


def key(path: str) -> bytes:
    """A path as the ledger keeps it: names need not be valid Unicode."""
    return os.fsencode(path)


def put_success(db: sqlite3.Connection, done: Success, run: int, stamp: str, start: int) -> None:
    """Enter a document that was done, whose line of the results begins at ``start``."""
    error, open_, look = done.desk
    row = _insert(
        db,
        path=key(done.path),
        digest=done.digest,
        stamp=stamp,
        run=run,
        start=start,
        length=len(done.record),
        words=done.words,
        quotes=done.quotes,
        error=error,
        open=open_,
        look=look,
    )
    db.executemany(
        "INSERT INTO counts VALUES (?, ?, ?, ?)", ((row, *count) for count in done.counts)
    )
    db.executemany(
        "INSERT INTO said (document, quote, speaker, words, sketch) VALUES (?, ?, ?, ?, ?)",
        ((row, *each) for each in done.said),
    )
    db.executemany(
        "INSERT INTO told (document, quote, speaker, date, text, terms, numbers, sketch)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        ((row, *each) for each in done.told),
    )


def put_failure(db: sqlite3.Connection, failure: Failure, run: int, stamp: str) -> None:
    """Enter a document that could not be done."""
    _insert(
        db,
        path=key(failure.path),
        digest=failure.digest or None,
        stamp=stamp,
        run=run,
        stage=failure.stage,
        reason=storable(failure.reason),
    )


def _insert(db: sqlite3.Connection, **values: object) -> int:
    places = ", ".join("?" * len(values))
    statement = f"INSERT INTO documents ({', '.join(values)}) VALUES ({places})"  # noqa: S608
    return db.execute(statement, tuple(values.values())).lastrowid or 0


def remove_documents(db: sqlite3.Connection, condition: str, value: object) -> int:
    """Remove the documents of which a condition of ours holds; returns how many there were."""
    chosen = f"SELECT id FROM documents WHERE {condition}"  # noqa: S608 - conditions are ours
    for table in ("counts", "said", "told"):
        db.execute(f"DELETE FROM {table} WHERE document IN ({chosen})", (value,))  # noqa: S608
    return db.execute(f"DELETE FROM documents WHERE {condition}", (value,)).rowcount  # noqa: S608


@contextmanager
def whole_or_not(db: sqlite3.Connection) -> Iterator[None]:
    """Enter all that the block enters, or nothing: Ctrl-C may come in the middle of it."""
    if not db.in_transaction:
        db.execute("BEGIN")
    db.execute("SAVEPOINT document")
    try:
        yield
    except BaseException:
        db.execute("ROLLBACK TO document")
        raise
    finally:
        db.execute("RELEASE document")
