"""The summary of a run, and the list of what could not be done."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import quotecheck
from quotecheck.batch.output import ERRORS, SUMMARY
from quotecheck.errors import InputError

if TYPE_CHECKING:
    from quotecheck.batch.ledger import Ledger
    from quotecheck.batch.output import Output
    from quotecheck.batch.recipe import Recipe

_WORST = 20

Summary = dict[str, Any]


def make(
    ledger: Ledger,
    *,
    complete: bool,
    computed: int,
    kept: int,
    seconds: float,
    stamp: str,
    recipe: Recipe,
    sources: list[dict[str, Any]],
) -> Summary:
    """The summary of all documents: totals and counts.

    ``complete`` is false while a run is under way and after one that was stopped. ``sources``
    says what was read of the sources, and what was not.
    """
    documents, failed, words, quotes = ledger.db.execute(
        "SELECT count(length), count(stage), sum(words), sum(quotes) FROM documents"
    ).fetchone()
    counts = _counts(ledger)
    return {
        "schema": 1,
        "complete": complete,
        "quotecheck": quotecheck.__version__,
        "rules": recipe.rules_hash,
        "sources": recipe.library_hash,
        "policy": recipe.policy,
        "stamp": stamp,
        "documents": documents,
        "failed": failed,
        "words": words or 0,
        "quotes": quotes or 0,
        **{what: counts.get(what, {}) for what in ("kind", "verdict", "desk", "speaker_match")},
        "flags": counts.get("flag", {}),
        "reports": counts.get("report", {}),
        "conflicts": ledger.fact("conflicts") or 0,
        "worst": _worst(ledger),
        "speakers": _speakers(ledger),
        "sources_read": sources,
        "run": {"computed": computed, "kept": kept, "seconds": round(seconds, 3)},
    }


def _counts(ledger: Ledger) -> Mapping[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    rows = ledger.db.execute(
        "SELECT what, name, sum(n) FROM counts WHERE what NOT IN ('speaker', 'wrong')"
        " GROUP BY what, name ORDER BY what, sum(n) DESC, name"
    )
    for what, name, n in rows:
        found.setdefault(what, {})[name] = n
    return found


def _worst(ledger: Ledger) -> list[Summary]:
    rows = ledger.db.execute(
        "SELECT path, quotes, error, open, look FROM documents WHERE error + open + look > 0"
        " ORDER BY error DESC, open DESC, look DESC, path LIMIT ?",
        (_WORST,),
    )
    names = ("quotes", "error", "open", "look")
    return [{"path": os.fsdecode(row[0]), **dict(zip(names, row[1:], strict=True))} for row in rows]


def _speakers(ledger: Ledger) -> list[Summary]:
    rows = ledger.db.execute(
        "SELECT name, sum(n * (what = 'speaker')) AS quotes, sum(n * (what = 'wrong')) FROM counts"
        " WHERE what IN ('speaker', 'wrong') AND name <> '' GROUP BY name"
        " ORDER BY quotes DESC, name LIMIT ?",
        (_WORST,),
    )
    return [{"name": name, "quotes": quotes, "error": wrong} for name, quotes, wrong in rows]


def write(summary: Summary, output: Output) -> None:
    """Put the summary in the output folder. Raises InputError if that cannot be done."""
    _write(output, SUMMARY, [json.dumps(summary, indent=1), "\n"])


def write_errors(ledger: Ledger) -> None:
    """Put the list of failures in the output folder: file, stage and reason, a line each."""
    rows = ledger.db.execute(
        "SELECT path, stage, reason FROM documents WHERE stage IS NOT NULL ORDER BY path"
    )
    lines = (
        json.dumps({"path": os.fsdecode(path), "stage": stage, "reason": reason}) + "\n"
        for path, stage, reason in rows
    )
    _write(ledger.files, ERRORS, lines)


def _write(output: Output, name: str, pieces: Iterable[str]) -> None:
    try:
        with output.text(name) as file:
            file.writelines(pieces)
    except OSError as error:
        raise InputError(
            f"cannot be written: {error.strerror}", path=str(output.folder / name)
        ) from error
