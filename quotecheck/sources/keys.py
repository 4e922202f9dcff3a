"""Sources as rows of JSON, with keys for their state, so that unchanged ones need not be indexed
again."""

from __future__ import annotations

import json
from collections.abc import Container
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from quotecheck.model import Medium, Place, Source, Tier, Turn


def source_key(source: Source) -> str:
    """A key for a source with all its content; another text, date or turn gives another key."""
    head = json.dumps(to_row(source), ensure_ascii=True, separators=(",", ":"))
    return sha256(head.encode() + source.text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def distinct(source: Source, taken: Container[str]) -> Source:
    """The source with a unique id: as much of its path as that takes.

    An id that stands in the file itself is left as it is.
    """
    path = Path(source.path or "")
    if source.id not in taken or source.id != path.name:
        return source
    longer = (Path(*path.parts[-length:]).as_posix() for length in range(2, len(path.parts) + 1))
    return replace(source, id=next((name for name in longer if name not in taken), source.id))


def to_row(source: Source) -> dict[str, object]:
    """The row of a source: everything but its text, in a form that JSON can hold."""
    return {
        "id": source.id,
        "kind": source.kind,
        "tier": str(source.tier),
        "medium": str(source.medium),
        "date": source.date,
        "title": source.title,
        "path": source.path,
        "warnings": source.warnings,
        # A list for each field: read back in one go.
        "turns": list(zip(*map(_fields, source.turns), strict=True)),
        "format": source.format,
        "address": source.address,
        "places": source.places,
        "recording": source.recording,
        "doubted": source.doubted,
    }


def _fields(turn: Turn) -> tuple[str | None, int, int, str | None, str | None]:
    return turn.speaker, turn.start, turn.end, turn.time, turn.label


def from_row(row: dict[str, Any], text: str) -> Source:
    """The source that `to_row` made into a row."""
    return Source(
        id=row["id"],
        text=text,
        turns=tuple(map(Turn, *row["turns"])) if row["turns"] else (),
        kind=row["kind"],
        tier=Tier(row["tier"]),
        medium=Medium(row["medium"]),
        date=row["date"],
        title=row["title"],
        path=row["path"],
        warnings=tuple(row["warnings"]),
        format=row["format"],
        address=row["address"],
        places=places_in(row),
        recording=row["recording"],
        doubted=doubted_in(row),
    )


def places_in(row: dict[str, Any]) -> tuple[Place, ...]:
    """The places in the row of a source."""
    return tuple(Place(*each) for each in row["places"])


def doubted_in(row: dict[str, Any]) -> tuple[tuple[int, int], ...]:
    """The doubted words in the row of a source."""
    return tuple((start, end) for start, end in row["doubted"])
