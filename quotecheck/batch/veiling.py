"""Confidential names in the results of a run: the alias stands in their place before anything is
written, in records, counts, conflicts and failures."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from hashlib import sha256

from quotecheck.batch.outcome import Failure, Outcome
from quotecheck.desk.confidential import Veil
from quotecheck.record import dumps

_REASON = "the name of the file names a confidential source; rename it"


def veiled(outcome: Outcome, veil: Veil) -> Outcome:
    """The outcome as it may be written."""
    if not veil:
        return outcome
    if isinstance(outcome, Failure):
        return replace(outcome, path=_shown(outcome.path, veil), reason=veil(outcome.reason))
    record = veil.record(json.loads(outcome.record))
    counts: Counter[tuple[str, str]] = Counter()
    for what, name, number in outcome.counts:
        counts[what, veil(name)] += number
    said = tuple(
        (quote, None if who is None else veil(who), veil(words), marks)
        for quote, who, words, marks in outcome.said
    )
    return outcome._replace(
        record=dumps(record).encode() + b"\n",
        counts=tuple((what, name, number) for (what, name), number in counts.items()),
        said=said,
        told=tuple(
            each._replace(speaker=veil(each.speaker), text=veil(each.text), terms=veil(each.terms))
            for each in outcome.told
        ),
    )


def refusal(path: str, veil: Veil) -> Failure | None:
    """The failure of a file whose very name names a confidential source: results are found by the
    names of their files, which therefore cannot be changed."""
    return Failure(_shown(path, veil), "walk", _REASON) if veil.hides(path) else None


def _shown(path: str, veil: Veil) -> str:
    """The path as it may be shown, still another one for each file."""
    hidden = veil(path)
    if hidden == path:
        return path
    mark = sha256(f"{veil.mark}\0{path}".encode("utf-8", "surrogateescape")).hexdigest()[:4]
    return f"{hidden} ({mark})"
