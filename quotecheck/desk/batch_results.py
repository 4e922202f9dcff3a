"""The results of a batch run, as far as the desk reads them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from quotecheck.errors import InputError


def read_records(path: Path) -> dict[str, dict[str, Any]]:
    """The records of a batch result (JSON Lines), by the path of their article.

    Raises:
        InputError: the file cannot be read, or a line is not a record.
    """
    from quotecheck.encoding import decode
    from quotecheck.files import read_bytes

    text, _ = decode(read_bytes(path, limit=2_000_000_000), str(path))
    records = {}
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            records[str(record["path"])] = record
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise InputError("is not a result of a batch", path=str(path), line=number) from error
    return records


def named_sources(records: Iterable[Mapping[str, Any]]) -> list[Path]:
    """The files of the sources that the results of a batch name, as far as they are there."""
    named = {
        passage["path"]
        for record in records
        for quote in record.get("quotes", ())
        for passage in (quote.get("check") or {}).get("matches", ())
        if passage.get("path")
    }
    return [path for path in map(Path, sorted(named)) if path.is_file()]


def is_batch_result(path: Path) -> bool:
    """Return whether a file holds the results of a batch, going by its first line."""
    from quotecheck.files import open_regular

    try:
        with open_regular(path) as file:
            head = file.readline(400)
    except OSError:
        return False
    return path.suffix == ".jsonl" and head.startswith(b'{"schema"')
