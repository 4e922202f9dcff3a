"""The catalog of the sources, read and unread, in a few lines and as records."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from quotecheck.display import counted
from quotecheck.model import Source
from quotecheck.sources.library import Library

_NAMED = 8  # files that a line names
_NAMING = "sources name FILE "  # placeholder in a warning about several files
_LISTED = 500  # sources; a record lists no sources of a larger library


def catalog_lines(library: Library) -> Iterator[str]:
    """The catalog in lines: first a line on all sources, then one for each warning."""
    speakers, words = len(library.speakers), sum(map(len, library.shelves))
    count = len(library)
    line = f"{counted(count, 'source')} read"
    if count:
        line += f" ({counted(speakers, 'speaker')}, {counted(words, 'word')})"
    unread = [f"{Path(each.path).name} ({each.reason})" for each in library.unread]
    if unread:
        line += f", {len(unread):,} not read: {'; '.join(unread[:_NAMED])}"
        line += f"; and {len(unread) - _NAMED:,} more" if len(unread) > _NAMED else ""
    yield line
    yield from _grouped(library.warnings)


def _grouped(warnings: tuple[str, ...]) -> Iterator[str]:
    """The warnings, those that several files share given only once."""
    alike: dict[str, list[str]] = {}
    for warning in warnings:
        path, _, message = warning.partition(": ")
        message = message.replace(f"sources name {shlex.quote(path)} ", _NAMING)
        alike.setdefault(message, []).append(path)
    for message, paths in alike.items():
        if len(paths) == 1:
            own = message.replace(_NAMING, f"sources name {shlex.quote(paths[0])} ")
            yield f"{paths[0]}: {own}"
        else:
            shown = ", ".join(paths[:_NAMED])
            more = f" and {len(paths) - _NAMED:,} more" if len(paths) > _NAMED else ""
            yield f"{shown}{more}: {message}"


def records(library: Library) -> list[dict[str, Any]]:
    """A record for each source, then one for each file that could not be read. The sources of a
    large library are not listed."""
    sources = library.sources.values() if len(library) <= _LISTED else ()
    return [*map(source_record, sources), *unread_records(library)]


def unread_records(library: Library) -> list[dict[str, Any]]:
    """A record for each file that could not be read."""
    return [
        {"id": Path(each.path).name, "path": each.path, "read": False, "reason": each.reason}
        for each in library.unread
    ]


def source_record(source: Source) -> dict[str, Any]:
    """The public JSON of a source as it was read."""
    return {
        "id": source.id,
        "path": source.path,
        "read": True,
        "format": source.format,
        "kind": source.kind,
        "tier": source.tier.value,
        "title": source.title,
        "date": source.date,
        "address": source.address,
        "speakers": len({turn.speaker for turn in source.turns if turn.speaker}),
        "turns": len(source.turns),
        "words": len(source.text.split()),
        "warnings": list(source.warnings),
    }
