"""The baseline: findings that somebody has accepted, with who, when and why.

A JSON file that is kept beside the articles, under version control; only findings that it does
not name make a run fail. Nothing is ever written into articles.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, astuple, dataclass
from datetime import UTC, datetime
from pathlib import Path

from quotecheck.errors import InputError
from quotecheck.files import read_bytes, whole
from quotecheck.reports.findings import Finding

VERSION = 1


@dataclass(frozen=True, slots=True)
class Accepted:
    """One accepted finding. ``path`` and ``message`` are there for the reader of the file."""

    fingerprint: str
    path: str
    verdict: str
    message: str
    reason: str
    who: str
    when: str


def read(path: Path) -> dict[str, Accepted]:
    """The accepted findings by fingerprint. Raises InputError for any other file."""
    try:
        table = json.loads(read_bytes(path))
        if table["schema"] != VERSION:
            raise InputError(f"is a baseline of version {table['schema']}", path=str(path))
        entries = [Accepted(**entry) for entry in table["accepted"]]
        if not all(isinstance(each, str) for entry in entries for each in astuple(entry)):
            raise TypeError("a field is not text")
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        hint = "make one with --accept"
        raise InputError("is not a baseline", path=str(path), hint=hint) from error
    return {entry.fingerprint: entry for entry in entries}


def accept(
    found: Iterable[Finding], known: Mapping[str, Accepted], *, reason: str, who: str
) -> dict[str, Accepted]:
    """The baseline for the findings as they are now: who accepted one before stays."""
    when = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return {
        each.fingerprint: known.get(each.fingerprint)
        or Accepted(each.fingerprint, each.path, each.verdict, each.message, reason, who, when)
        for each in found
    }


def write(path: Path, accepted: Mapping[str, Accepted]) -> None:
    """Write the file in one step. Raises InputError."""
    entries = sorted(accepted.values(), key=lambda each: (each.path, each.fingerprint))
    table = {"schema": VERSION, "accepted": [asdict(entry) for entry in entries]}
    try:
        with whole(path) as partial:
            partial.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror}", path=str(path)) from error
