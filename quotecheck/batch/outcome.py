"""The outcome of one document: a record, or a failure. Small plain data that travels between
processes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be done: at which stage (walk, read, extract, check, time, worker),
    and why."""

    path: str
    stage: str
    reason: str
    digest: bytes = b""


class ToldRow(NamedTuple):
    """A report without marks: its id, its speaker, the day of the article, its text, and what
    `quotecheck.batch.told` keeps of it."""

    quote: str
    speaker: str
    date: str | None
    text: str
    terms: str
    numbers: str
    sketch: bytes


class Success(NamedTuple):
    """A document that was done.

    ``record`` is its line of the results, ``digest`` the hash of the bytes it was made from.
    ``desk`` says how many quotations are an error, open, to be looked at. The rest are rows of
    the ledger, as plain as they can be: they are the most of what comes from a worker.
    ``counts`` has (what, name, number): ("verdict", "verbatim", 3).
    ``said`` has the words of each quotation, for the search for conflicts across articles: its id,
    its speaker, its words (canonical, with a space between), its `quotecheck.batch.sketch`.
    ``told`` has the same of each report without marks that has a speaker and a number.
    """

    path: str
    digest: bytes
    record: bytes
    words: int
    quotes: int = 0
    desk: tuple[int, int, int] = (0, 0, 0)
    counts: tuple[tuple[str, str, int], ...] = ()
    said: tuple[tuple[str, str | None, str, bytes], ...] = ()
    told: tuple[ToldRow, ...] = ()


Outcome = Success | Failure


def storable(text: str) -> str:
    """The text as the ledger can hold it: SQLite has no lone surrogates."""
    return text.encode("utf-8", "backslashreplace").decode()
