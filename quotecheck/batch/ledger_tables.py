"""The tables of the ledger, and what their columns may hold."""

from __future__ import annotations

import sqlite3

TABLES = """
CREATE TABLE IF NOT EXISTS documents (
    id INTEGER PRIMARY KEY, path BLOB UNIQUE NOT NULL, digest BLOB, stamp TEXT NOT NULL,
    run INTEGER NOT NULL, start INTEGER, length INTEGER, words INTEGER NOT NULL DEFAULT 0,
    quotes INTEGER NOT NULL DEFAULT 0, error INTEGER NOT NULL DEFAULT 0,
    open INTEGER NOT NULL DEFAULT 0, look INTEGER NOT NULL DEFAULT 0, stage TEXT, reason TEXT);
CREATE TABLE IF NOT EXISTS counts (
    document INTEGER NOT NULL, what TEXT NOT NULL, name TEXT NOT NULL, n INTEGER NOT NULL,
    PRIMARY KEY (document, what, name)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS said (
    id INTEGER PRIMARY KEY, document INTEGER NOT NULL, quote TEXT NOT NULL, speaker TEXT,
    words TEXT NOT NULL, sketch BLOB NOT NULL);
CREATE INDEX IF NOT EXISTS said_of ON said (document);
CREATE TABLE IF NOT EXISTS told (
    id INTEGER PRIMARY KEY, document INTEGER NOT NULL, quote TEXT NOT NULL, speaker TEXT NOT NULL,
    date TEXT, text TEXT NOT NULL, terms TEXT NOT NULL, numbers TEXT NOT NULL,
    sketch BLOB NOT NULL);
CREATE INDEX IF NOT EXISTS told_of ON told (document);
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value);
"""


# What each column holds: SQLite itself takes anything anywhere.
_NUMBER = "typeof({0}) = 'integer' AND {0} BETWEEN 0 AND 1000000000000000"
_TEXT, _BYTES = "typeof({0}) = 'text'", "typeof({0}) = 'blob'"
COLUMNS = {
    "documents": {
        **dict.fromkeys(("id", "run", "words", "quotes", "error", "open", "look"), _NUMBER),
        **dict.fromkeys(("start", "length"), f"({{0}} IS NULL OR {_NUMBER})"),
        **dict.fromkeys(("stage", "reason"), f"({{0}} IS NULL OR {_TEXT})"),
        "path": _BYTES,
        "digest": f"({{0}} IS NULL OR {_BYTES})",
        "stamp": _TEXT,
        "coalesce(length, stage)": "(start IS NULL) = (length IS NULL) AND {0} IS NOT NULL",
    },
    "counts": {"document": _NUMBER, "what": _TEXT, "name": _TEXT, "n": _NUMBER},
    "said": {
        **dict.fromkeys(("id", "document"), _NUMBER),
        **dict.fromkeys(("quote", "words"), _TEXT),
        "speaker": f"({{0}} IS NULL OR {_TEXT})",
        "sketch": _BYTES,
    },
    "told": {
        **dict.fromkeys(("id", "document"), _NUMBER),
        **dict.fromkeys(("quote", "speaker", "text", "terms", "numbers"), _TEXT),
        "date": f"({{0}} IS NULL OR {_TEXT})",
        "sketch": _BYTES,
    },
    "facts": {"name": _TEXT, "value": f"({_NUMBER} OR {_TEXT})"},
}
_FACTS = {
    "run": int,
    "size": int,
    "swap": int,
    "ahead": int,
    "conflicts": int,
    "tail": str,
    "exported": str,
}


def refuse_odd_columns(db: sqlite3.Connection) -> None:
    """Raise DatabaseError if a column holds what it cannot, or a document has neither a line of
    the results nor a reason why not."""
    if db.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
        raise sqlite3.DatabaseError("malformed")
    for table, columns in COLUMNS.items():
        fits = " AND ".join(form.format(name) for name, form in columns.items())
        if db.execute(f"SELECT 1 FROM {table} WHERE NOT ({fits}) LIMIT 1").fetchone():  # noqa: S608
            raise sqlite3.DatabaseError("of another form")
    facts = dict(db.execute("SELECT name, value FROM facts"))
    (end,) = db.execute("SELECT max(start + length) FROM documents").fetchone()
    if not all(isinstance(facts.get(name, kind()), kind) for name, kind in _FACTS.items()) or (
        end or 0
    ) > facts.get("size", 0):
        raise sqlite3.DatabaseError("of another form")
