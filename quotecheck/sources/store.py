"""The index on disk: segments, and a manifest that lists those that count.

    FOLDER/<set of paths>/manifest.json   the segments, the files that were read, version
                          segment-*/      see `quotecheck.sources.segment`
                          lock

The manifest is replaced in one step, after the segments that it names are on the disk, so a crash
leaves the old index or the new one. A writer holds the lock; a reader needs none.
"""

from __future__ import annotations

import errno
import shutil
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path
from zlib import crc32

from quotecheck.code import engine_version
from quotecheck.errors import InputError
from quotecheck.files import content_of
from quotecheck.model import Source, Unread
from quotecheck.rules import Rules
from quotecheck.sources import segment
from quotecheck.sources.canonical import Canon
from quotecheck.sources.keys import distinct, source_key
from quotecheck.sources.named import names_beside
from quotecheck.sources.reader import Reader
from quotecheck.sources.segment import BrokenSegment
from quotecheck.sources.shelf import Shelf
from quotecheck.sources.shelving import Shelver

VERSION = 9
_NEVER = -1, -2  # the state of no file
_MANY = 8  # segments; more are made into one


@dataclass(slots=True)
class Manifest:
    """``segments``: name -> the numbers of its sources that no longer count. ``files``: path ->
    (size, time of change, the keys of its sources, its warnings, why it was not read)."""

    rules: str = ""
    segments: dict[str, list[int]] = field(default_factory=dict)
    files: dict[str, tuple[int, int, list[str], list[str], list[str]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Opened:
    """The shelves of an index, brought up to date; ``fresh`` could not be written to disk."""

    shelves: tuple[Shelf, ...]
    fresh: tuple[Source, ...] = ()
    warnings: tuple[str, ...] = ()
    unread: tuple[Unread, ...] = ()


def open_store(
    folder: Path,
    roots: Sequence[str],
    files: Sequence[Path],
    rules: Rules,
    canon: Canon,
    *,
    refresh: bool,
) -> Opened:
    """The index of ``files``, kept in ``folder`` under the set of ``roots`` they were found by.

    With ``refresh`` it is brought up to date first: files that changed are read again, and only
    sources that changed are indexed again. An index that cannot be used is rebuilt; one that cannot
    be written gives a warning.
    """
    place = (
        folder / sha256("\0".join(sorted(roots)).encode("utf-8", "surrogatepass")).hexdigest()[:16]
    )
    tables = _tables_hash(rules)
    warnings: list[str] = []
    manifest, shelves = _load(place, tables, canon, warnings)
    if (manifest.segments and not refresh) or _is_current(manifest, files):
        notes = (*warnings, *_file_warnings(manifest))
        return Opened(_counting(manifest, shelves), (), notes, tuple(_file_faults(manifest)))
    try:
        place.mkdir(parents=True, exist_ok=True)
        with _locked(place / "lock"):
            warnings.clear()
            manifest, shelves = _load(place, tables, canon, warnings)
            update = _Update(place, manifest, dict(shelves), canon)
            update.run(files, rules)
        fresh: list[Source] = []
    except OSError as error:
        # The files just written are dropped: the old index is used, with the rest in memory.
        warnings.append(_unwritten(place, error))
        manifest, shelves = _load(place, tables, canon, [])
        update, fresh = _Update(place, manifest, shelves, canon), []
        update.collect(files, rules, lambda source, _: fresh.append(source))
    return Opened(
        _counting(update.manifest, update.shelves),
        tuple(fresh),
        (*warnings, *_file_warnings(update.manifest)),
        tuple(_file_faults(update.manifest)),
    )


def _unwritten(place: Path, error: OSError) -> str:
    reason = error.strerror or str(error)
    hint = "searching without it; free some space or choose another folder"
    return f"{place}: the index cannot be written: {reason} ({hint})"


class _SegmentWriter:
    """A writer of sources to new segments, which never has more than one segment in memory."""

    def __init__(self, place: Path, canon: Canon) -> None:
        self.written: dict[str, Shelf] = {}
        self._place, self._canon = place, canon
        self._shelver, self._keys = Shelver(canon), list[str]()

    def add(self, source: Source, key: str) -> None:
        """Put a source into the segment. Raises OSError if the disk is full."""
        self._shelver.add(source)
        self._keys.append(key)
        if self._shelver.is_full:
            self.close()

    def close(self) -> None:
        """Write the segment begun last. Raises OSError if the disk is full."""
        if not self._keys:
            return
        name = f"segment-{uuid.uuid4().hex[:12]}"
        fresh = self._place / f"{name}.tmp"
        try:
            segment.write(fresh, self._shelver, self._keys)
        except OSError:
            shutil.rmtree(fresh, ignore_errors=True)  # it may have filled the disk
            raise
        fresh.rename(self._place / name)
        self._shelver, self._keys = Shelver(self._canon), []
        self.written[name] = segment.load(self._place / name, self._canon)


class _Update:
    """The update of an index."""

    def __init__(
        self, place: Path, manifest: Manifest, shelves: dict[str, Shelf], canon: Canon
    ) -> None:
        self.manifest, self.shelves = manifest, shelves
        self._place, self._canon = place, canon
        self._keys = {name: shelf.keys or () for name, shelf in shelves.items()}

    def run(self, files: Sequence[Path], rules: Rules) -> None:
        """Read what changed, write new segments, then the manifest. Raises OSError."""
        self._sweep()
        writer = _SegmentWriter(self._place, self._canon)
        self.collect(files, rules, writer.add)
        writer.close()
        self.manifest.segments |= {name: [] for name in writer.written}
        self.shelves |= writer.written
        if len(self.manifest.segments) > _MANY:
            self._merge()
        self._drop_empty()
        _write_manifest(self._place, self.manifest)
        self._sweep()

    def collect(
        self, files: Sequence[Path], rules: Rules, add: Callable[[Source, str], None]
    ) -> None:
        """Read changed files, add new sources, and mark those that no longer count."""
        known = {key for keys in self._keys.values() for key in keys}
        ids = {
            key: head.id
            for name, shelf in self.shelves.items()
            for key, head in zip(self._keys[name], shelf.heads, strict=True)
        }
        now: dict[str, tuple[int, int, list[str], list[str], list[str]]] = {}
        used: dict[str, str] = {}  # id -> key
        states = {path: _state(path) for path in files}
        for path, state in states.items():
            before = self.manifest.files.get(str(path))
            if before and state == tuple(before[:2]) and known >= set(before[2]):
                now[str(path)] = before
                used |= {ids[key]: key for key in before[2]}
        with Reader(rules) as reader:
            for path in files:
                if str(path) not in now:
                    row, again = self._take(path, reader, used, known, add)
                    now[str(path)] = (*(_NEVER if again else states[path]), *row)
        self.manifest.files = now
        counting = set(used.values())
        self.manifest.segments = {
            name: [n for n, key in enumerate(self._keys[name]) if key not in counting]
            for name in self.manifest.segments
        }

    @staticmethod
    def _take(
        path: Path,
        reader: Reader,
        used: dict[str, str],
        known: set[str],
        add: Callable[[Source, str], None],
    ) -> tuple[tuple[list[str], list[str], list[str]], bool]:
        """Add the sources of a file: their keys, the warnings, why it was not read; and whether it
        may be readable next time."""
        keys: list[str] = []
        notes: list[str] = []
        faults: list[str] = []
        again = False
        for item in reader.read(path):
            if isinstance(item, str):
                notes.append(item)
                continue
            if isinstance(item, Unread):
                faults.append(item.reason)
                again = again or item.again
                continue
            source = distinct(item, used)
            key = source_key(source)
            if used.setdefault(source.id, key) != key:
                notes.append(f"{path}: left out: another source has the id {source.id!r}")
                continue
            notes += (f"{path}: {note}" for note in source.warnings)
            keys.append(key)
            if key not in known:
                known.add(key)
                add(source, key)
        return (keys, notes, faults), again

    def _merge(self) -> None:
        """Merge the small segments into one; the two largest stay."""
        rows = self.manifest.segments
        small = sorted(rows, key=lambda name: len(self.shelves[name]))[:-2]
        writer = _SegmentWriter(self._place, self._canon)
        for name in small:
            gone = set(rows[name])
            for number, source in enumerate(self.shelves[name].sources):
                if number not in gone:
                    writer.add(source, source_key(source))
        writer.close()
        self.manifest.segments = {name: rows[name] for name in rows if name not in small}
        self.manifest.segments |= {name: [] for name in writer.written}
        self.shelves = {
            name: shelf for name, shelf in self.shelves.items() if name not in small
        } | writer.written

    def _drop_empty(self) -> None:
        for name, gone in list(self.manifest.segments.items()):
            shelf = self.shelves.get(name)
            if shelf is not None and len(gone) == len(shelf.sources):
                del self.manifest.segments[name]

    def _sweep(self) -> None:
        """Remove what a crash or an earlier state left behind; the lock is held."""
        for path in self._place.glob("segment-*"):
            if path.name not in self.manifest.segments:
                shutil.rmtree(path, ignore_errors=True)


def _load(
    place: Path, tables: str, canon: Canon, warnings: list[str]
) -> tuple[Manifest, dict[str, Shelf]]:
    """The manifest and its shelves; empty ones if there is no index that can be used."""
    try:
        path = place / "manifest.json"
        if content_of(path)[:1] == b"{":  # of a version without check sums
            return Manifest(tables), {}
        row = segment.read_json(path)
        if row["version"] != VERSION or row["rules"] != tables:
            return Manifest(tables), {}
        files = {path: (int(f[0]), int(f[1]), f[2], f[3], f[4]) for path, f in row["files"].items()}
        manifest = Manifest(tables, row["segments"], files)
        return manifest, {name: segment.load(place / name, canon) for name in manifest.segments}
    except FileNotFoundError:
        return Manifest(tables), {}
    except (OSError, ValueError, LookupError, TypeError, BrokenSegment) as error:
        warnings.append(f"{place}: the index is damaged and is being rebuilt: {error}")
        return Manifest(tables), {}


def _write_manifest(place: Path, manifest: Manifest) -> None:
    segment.write_json(
        place / "manifest.json",
        {
            "version": VERSION,
            "rules": manifest.rules,
            "segments": manifest.segments,
            "files": manifest.files,
        },
    )


def _counting(manifest: Manifest, shelves: dict[str, Shelf]) -> tuple[Shelf, ...]:
    """The shelves that count, each told which of its sources do not."""
    kept = []
    for name, gone in manifest.segments.items():
        if name in shelves:
            shelves[name].gone = frozenset(gone)
            kept.append(shelves[name])
    return tuple(kept)


def _is_current(manifest: Manifest, files: Sequence[Path]) -> bool:
    return bool(manifest.segments) and {str(path): _state(path) for path in files} == {
        path: tuple(row[:2]) for path, row in manifest.files.items()
    }


def _state(path: Path) -> tuple[int, int]:
    """The size and the time of change of a file; naming its speakers by hand also changes the
    time."""
    try:
        stat = path.stat()
    except OSError:
        return -1, -1
    try:
        names = repr(sorted(names_beside(path).items()))
    except InputError:
        names = ""
    return stat.st_size, stat.st_mtime_ns + crc32(names.encode())


def _file_warnings(manifest: Manifest) -> Iterator[str]:
    return (note for row in manifest.files.values() for note in row[3])


def _file_faults(manifest: Manifest) -> Iterator[Unread]:
    return (Unread(path, reason) for path, row in manifest.files.items() for reason in row[4])


def _tables_hash(rules: Rules) -> str:
    """A hash of the code and the tables that decide how sources are read and words are folded."""
    tables = [asdict(rules.wording.style), asdict(rules.sources)]
    tables.append({"engine": engine_version()})
    return sha256(repr(tables).encode("utf-8", "surrogatepass")).hexdigest()[:16]


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Wait until nobody else writes. Where the system has no such locks, go on without."""
    if path.exists() and not path.is_file():  # a pipe would be waited for
        raise OSError(errno.EINVAL, "its lock is not a regular file")
    with path.open("a") as file:
        with suppress(ImportError, OSError):
            import fcntl

            fcntl.flock(file.fileno(), fcntl.LOCK_EX)
        yield
    # Closing the file gives the lock back, and so does the end of the process.
