"""Sources as JSON Lines: one source on each line, with or without speaker turns."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from quotecheck.errors import InputError
from quotecheck.model import Medium, Source, Tier, Turn
from quotecheck.rules import Rules
from quotecheck.sources.dates import iso_date


def read(text: str, path: str, rules: Rules) -> Iterator[Source | str]:
    """The sources of a JSON Lines file; a line that is not a source gives a warning instead.

    Fields: ``text``, and where known ``id``, ``kind``, ``date``, ``title``, ``tier``, ``medium``,
    ``url``, ``recording`` and ``turns``, each turn with ``speaker``, ``start``, ``end`` and
    ``time``. Raises InputError if no line is JSON.
    """
    # Not splitlines: JSON may hold U+2028 and its like inside a string.
    good = 0
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            source = source_of_object(record, f"{path}#{number}", path, rules)
        except (ValueError, RecursionError) as error:
            if not good:
                raise InputError(f"is not JSON Lines: {error}", path=path, line=number) from error
            yield f"{path}:{number}: left out: {error}"
            continue
        good += 1
        yield source


def source_of_object(record: object, fallback_id: str, path: str, rules: Rules) -> Source:
    """The source that a JSON object describes. Raises ValueError that says what is missing."""
    if not isinstance(record, Mapping):
        raise ValueError("the line is not a JSON object")
    text = record.get("text")
    if not isinstance(text, str):
        raise ValueError("the source has no text")
    kind = str(record.get("kind") or "transcript")
    known = rules.sources.kinds.get(kind)
    turns, warnings = _turns(record.get("turns"), len(text), rules.sources.reading.stray_letters)
    return Source(
        id=str(record.get("id") or fallback_id),
        text=text,
        turns=turns,
        kind=kind,
        tier=_choice(Tier, record.get("tier")) or (known.tier if known else Tier.TRANSCRIPT),
        medium=_choice(Medium, record.get("medium")) or (known.medium if known else Medium.UNKNOWN),
        date=iso_date(str(record["date"])) if record.get("date") else None,
        title=str(record["title"]) if record.get("title") else None,
        path=path,
        warnings=warnings,
        address=_words(record, "address") or _words(record, "url"),
        recording=_words(record, "recording"),
    )


def _words(record: Mapping[Any, Any], name: str) -> str | None:
    value = record.get(name)
    return value if isinstance(value, str) and value else None


def _choice(kind: type[Any], value: object) -> Any:
    try:
        return kind(value)
    except ValueError:
        return None


def _turns(rows: object, length: int, stray: int) -> tuple[tuple[Turn, ...], tuple[str, ...]]:
    """Turns in text order that do not overlap, with notes on what had to be mended."""
    if not isinstance(rows, list):
        return (), ()
    turns, warnings = [], []
    for row in rows:
        turn = _turn(row, length)
        if turn is None:
            warnings.append(f"a turn is not within the text: {str(row)[:80]}")
        else:
            if row["end"] > length:
                warnings.append(f"a turn ends behind the text and is cut there: {str(row)[:80]}")
            turns.append(turn)
    turns.sort(key=lambda turn: (turn.start, turn.end))
    mended, at = [], 0
    for turn in turns:
        if turn.end <= at:
            warnings.append(f"the turn at {turn.start} lies within another")
            continue
        if turn.start - at > stray:
            mended.append(Turn(None, at, turn.start))
        mended.append(Turn(turn.speaker, max(at, turn.start), turn.end, turn.time))
        at = turn.end
    if mended and length - at > stray:
        mended.append(Turn(None, at, length))
    return tuple(mended), tuple(warnings)


def _turn(row: object, length: int) -> Turn | None:
    if not isinstance(row, Mapping):
        return None
    start, end = row.get("start"), row.get("end")
    if not isinstance(start, int) or not isinstance(end, int) or not 0 <= start < end:
        return None
    if start >= length:
        return None
    end = min(end, length)
    speaker, time = row.get("speaker"), row.get("time")
    return Turn(str(speaker) if speaker else None, start, end, str(time) if time else None)
