"""One shelf on disk: a folder of arrays that are mapped, not read, and the sources themselves.

A segment is written once and never changed. ``summary.json`` is written last; a folder without
it, or with other bytes than its check sums say, is not a segment.
"""

from __future__ import annotations

import json
import mmap
import os
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, TypeVar, overload

import numpy as np

from quotecheck.files import check_sum, content_of, sealed, unsealed, whole
from quotecheck.model import Medium, Source, Tier
from quotecheck.sources.canonical import Canon
from quotecheck.sources.keys import doubted_in, from_row, places_in, to_row
from quotecheck.sources.phrases import PhraseIndex
from quotecheck.sources.shelf import Chunks, Origin, Shelf, SourceHead, head_of
from quotecheck.sources.shelving import Shelver

_REMEMBERED = 256  # sources
_CHUNKS = "sources", "turns", "starts", "ends", "speakers", "firsts"
_INDEX = "kinds", "words", "keys", "order"
_VOCABULARY = "vocabulary.txt"


T = TypeVar("T")


class BrokenSegment(Exception):
    """A segment that is damaged or of another version."""


class _Stored(Sequence[T]):
    """The records of a segment, each read on demand; the last ones are kept."""

    def __init__(self, count: int, read: Callable[[int], T]) -> None:
        self._count, self._read = count, read
        self._kept: dict[int, T] = {}

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, number: int) -> T: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[T]: ...
    def __getitem__(self, number: int | slice) -> T | Sequence[T]:
        if isinstance(number, slice):
            return [self[at] for at in range(*number.indices(len(self)))]
        found = self._kept.get(number)
        if found is None:
            if not 0 <= number < self._count:
                raise IndexError(number)
            if len(self._kept) >= _REMEMBERED:
                self._kept.clear()
            found = self._kept[number] = self._read(number)
        return found


class _Records:
    """A reader of a segment's records. Reading a source with its turns takes far longer than
    reading the facts most often asked for."""

    def __init__(self, folder: Path) -> None:
        self._places = np.load(folder / "places.npy")
        self._records = _mapped(folder / "records.bin")
        self._texts = _mapped(folder / "texts.bin")
        count = len(self._places) - 1
        self.texts: Sequence[str] = _Stored(count, self._text)
        self.origins: Sequence[Origin] = _Stored(count, self._origin)
        self.sources: Sequence[Source] = _Stored(count, self._source)

    def _text(self, number: int) -> str:
        start, end = self._places[number : number + 2, 1].tolist()
        return bytes(self._texts[start:end]).decode("utf-8", "surrogatepass")

    def _row(self, number: int) -> dict[str, Any]:
        start, end = self._places[number : number + 2, 0].tolist()
        row: dict[str, Any] = json.loads(self._records[start:end])
        return row

    def _origin(self, number: int) -> Origin:
        row = self._row(number)
        times, labels = row["turns"][3:5] if row["turns"] else ((), ())
        return Origin(row["title"], row["path"], times, labels, places_in(row), doubted_in(row))

    def _source(self, number: int) -> Source:
        return from_row(self._row(number), self.texts[number])


def write(folder: Path, shelver: Shelver, keys: Sequence[str]) -> None:
    """Write a segment to a new folder. Raises OSError if the folder exists or the disk is full."""
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
    with (folder / _VOCABULARY).open("wb") as file:
        file.write("\n".join(index.vocabulary).encode("utf-8", "surrogatepass"))
        file.flush()
        os.fsync(file.fileno())
    summary = {
        "heads": [head_of(source) for source in shelver.sources],
        "keys": list(keys),
        "labels": list(shelver.labels),
        "sums": {path.name: check_sum(path) for path in sorted(folder.iterdir())},
    }
    write_json(folder / "summary.json", summary)


def write_json(path: Path, data: object) -> None:
    """Write a file whole or not at all, with a check sum."""
    with whole(path) as partial:
        partial.write_bytes(sealed(json.dumps(data, separators=(",", ":")).encode()))


def read_json(path: Path) -> Any:
    """Read what `write_json` wrote. Raises OSError, or ValueError if it is damaged."""
    return json.loads(unsealed(content_of(path)))


def load(folder: Path, canon: Canon) -> Shelf:
    """The shelf in a segment. Raises BrokenSegment."""
    try:
        row = read_json(folder / "summary.json")
        for name, known in row["sums"].items():
            if check_sum(folder / name) != known:
                raise BrokenSegment(f"{folder / name} has changed since it was written")
        # A view gives single numbers faster than an array does.
        chunks = Chunks(*(memoryview(_table(folder, f"chunk-{name}")) for name in _CHUNKS))
        kinds, words, keys, order = (_table(folder, f"index-{name}") for name in _INDEX)
        row["sums"][_VOCABULARY]  # a segment without one is of another version
        vocabulary = partial(_vocabulary, folder)
        index = PhraseIndex(kinds, words, keys, order, vocabulary)
        heads = [SourceHead(name, date, Medium(m), Tier(t)) for name, date, m, t in row["heads"]]
        records = _Records(folder)
        return Shelf(
            records.sources,
            chunks,
            row["labels"],
            index,
            canon,
            heads=heads,
            texts=records.texts,
            origins=records.origins,
            keys=row["keys"],
        )
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise BrokenSegment(f"{folder}: {error}") from error


def _table(folder: Path, name: str) -> Any:
    return np.load(folder / f"{name}.npy", mmap_mode="r").view(np.ndarray)


def _vocabulary(folder: Path) -> Sequence[str]:
    """The words of a segment; none while the index is being rebuilt."""
    try:
        text = content_of(folder / _VOCABULARY)
    except OSError:
        return []
    return text.decode("utf-8", "surrogatepass").split("\n")


def _mapped(path: Path) -> mmap.mmap | bytes:
    with path.open("rb") as file:
        if not path.stat().st_size:
            return b""
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
