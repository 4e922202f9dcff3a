"""One shelf on disk: a folder of arrays that are mapped, not read, and the sources themselves.

A segment is written once and never changed. ``summary.json`` is written last; a folder without
it, or with another size than it says, is no segment.
"""

from __future__ import annotations

import json
import mmap
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, overload

import numpy as np

from quotecheck.model import Medium, Source, Tier, Turn
from quotecheck.sources.canonical import Canon
from quotecheck.sources.keys import to_row
from quotecheck.sources.phrases import PhraseIndex
from quotecheck.sources.shelf import Chunks, Head, Shelf, head_of
from quotecheck.sources.shelving import Shelver

_REMEMBERED = 256  # sources
_CHUNKS = "sources", "turns", "starts", "ends", "speakers", "firsts"
_INDEX = "kinds", "words", "keys", "order"


class BrokenSegment(Exception):
    """A segment that is cut short or of another version."""


class StoredSources(Sequence[Source]):
    """The sources of a segment, each read when it is asked for."""

    def __init__(self, folder: Path) -> None:
        self._places = np.load(folder / "places.npy")
        self._records = _mapped(folder / "records.bin")
        self._texts = _mapped(folder / "texts.bin")
        self._read: dict[int, Source] = {}

    def __len__(self) -> int:
        return len(self._places) - 1

    @overload
    def __getitem__(self, number: int) -> Source: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[Source]: ...
    def __getitem__(self, number: int | slice) -> Source | Sequence[Source]:
        if isinstance(number, slice):
            return [self[at] for at in range(*number.indices(len(self)))]
        number = int(number)
        source = self._read.get(number)
        if source is None:
            if not 0 <= number < len(self):
                raise IndexError(number)
            if len(self._read) >= _REMEMBERED:
                self._read.clear()
            source = self._read[number] = self._load(number)
        return source

    def _load(self, number: int) -> Source:
        (record, text), (record_end, text_end) = self._places[number : number + 2].tolist()
        row = json.loads(self._records[record:record_end])
        raw = self._texts[text:text_end]
        return _source(row, bytes(raw).decode("utf-8", "surrogatepass"))


def write(folder: Path, shelver: Shelver, keys: Sequence[str]) -> None:
    """Write a segment. The folder must not be there; raises OSError if the disk is full."""
    folder.mkdir(parents=True)
    places = [(0, 0)]
    with (folder / "records.bin").open("wb") as records, (folder / "texts.bin").open("wb") as texts:
        for source in shelver.sources:
            records.write(json.dumps(to_row(source), ensure_ascii=True).encode())
            texts.write(source.text.encode("utf-8", "surrogatepass"))
            places.append((records.tell(), texts.tell()))
        for file in records, texts:
            file.flush()
            os.fsync(file.fileno())
    chunks, index = shelver.tables()
    tables: dict[str, Any] = {"places": np.array(places, np.int64)}
    tables |= {f"chunk-{name}": getattr(chunks, name) for name in _CHUNKS}
    tables |= {f"index-{name}": getattr(index, name) for name in _INDEX}
    for name, table in tables.items():
        with (folder / f"{name}.npy").open("wb") as file:
            np.save(file, table)
            file.flush()
            os.fsync(file.fileno())
    summary = {
        "heads": [head_of(source) for source in shelver.sources],
        "keys": list(keys),
        "labels": list(shelver.labels),
        "sizes": {path.name: path.stat().st_size for path in sorted(folder.iterdir())},
    }
    write_json(folder / "summary.json", summary)


def write_json(path: Path, data: object) -> None:
    """Write a file whole or not at all."""
    fresh = path.with_suffix(".tmp")
    with fresh.open("w", encoding="utf-8") as file:
        json.dump(data, file, ensure_ascii=True, separators=(",", ":"))
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)


def load(folder: Path, canon: Canon) -> Shelf:
    """The shelf in a segment. Raises BrokenSegment."""
    try:
        row = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
        for name, size in row["sizes"].items():
            if (folder / name).stat().st_size != size:
                raise BrokenSegment(f"{folder / name} is not as long as it should be")
        # A view gives single numbers faster than an array does.
        chunks = Chunks(*(memoryview(_table(folder, f"chunk-{name}")) for name in _CHUNKS))
        index = PhraseIndex(*(_table(folder, f"index-{name}") for name in _INDEX))
        heads = [Head(name, date, Medium(m), Tier(t)) for name, date, m, t in row["heads"]]
        sources = StoredSources(folder)
        return Shelf(sources, chunks, row["labels"], index, canon, heads=heads, keys=row["keys"])
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise BrokenSegment(f"{folder}: {error}") from error


def _table(folder: Path, name: str) -> Any:
    return np.load(folder / f"{name}.npy", mmap_mode="r").view(np.ndarray)


def _mapped(path: Path) -> mmap.mmap | bytes:
    with path.open("rb") as file:
        if not path.stat().st_size:
            return b""
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def _source(row: dict[str, Any], text: str) -> Source:
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
    )
