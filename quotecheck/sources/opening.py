"""Opening a library: reading whatever the paths hold, and choosing an index for its size."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from quotecheck.files import find
from quotecheck.model import Source, Unread
from quotecheck.rules import Rules
from quotecheck.sources.canonical import Canon
from quotecheck.sources.fetched import NOTE
from quotecheck.sources.library import Library
from quotecheck.sources.named import FILE
from quotecheck.sources.reader import Reader
from quotecheck.sources.recordings import without_recordings

INDEX_FOLDER = ".quotecheck-index"
_HANDFUL = 600_000  # bytes; fewer are searched without an index


def open_library(
    paths: Sequence[str | Path],
    rules: Rules,
    *,
    index_dir: Path | None = None,
    refresh: bool = True,
) -> Library:
    """The library of the sources in files and folders.

    A handful of sources is indexed in memory. For more, the index is kept in ``index_dir``, or in a
    hidden folder beside the sources, and brought up to date by what changed; with ``refresh=False``
    it is used as it is. A file that cannot be read is left out and listed in ``library.unread``;
    the recording beside a source is not a source of its own. Raises InputError for a path that is
    not there.
    """
    skip: list[str | Path] = [FILE] if index_dir is None else [FILE, index_dir]
    files = without_recordings(
        [path for path in find(paths, None, skip=skip) if not path.name.endswith(NOTE)]
    )
    canon = _canon(rules)
    if index_dir is None and sum(map(_size, files)) <= _HANDFUL:
        warnings, unread, sources = _read(files, rules)
        return Library(rules, canon, (), tuple(warnings), tuple(unread)).adding(sources)
    from quotecheck.sources.store import open_store

    folder = index_dir if index_dir is not None else _beside(paths)
    roots = [str(Path(path).resolve()) for path in paths]
    opened = open_store(folder, roots, files, rules, canon, refresh=refresh)
    library = Library(rules, canon, opened.shelves, opened.warnings, opened.unread)
    return library.adding(opened.fresh) if opened.fresh else library


@lru_cache(maxsize=2)
def _canon(rules: Rules) -> Canon:
    """The canon of a set of rules, kept so that reopening a library need not learn its words
    again."""
    return Canon(rules)


def _read(files: Sequence[Path], rules: Rules) -> tuple[list[str], list[Unread], list[Source]]:
    warnings: list[str] = []
    unread: list[Unread] = []
    sources: list[Source] = []
    with Reader(rules) as reader:
        for path in files:
            for item in reader.read(path):
                if isinstance(item, str):
                    warnings.append(item)
                elif isinstance(item, Unread):
                    unread.append(item)
                else:
                    warnings += (f"{path}: {warning}" for warning in item.warnings)
                    sources.append(item)
    return warnings, unread, sources


def _beside(paths: Sequence[str | Path]) -> Path:
    first = Path(paths[0])
    return (first if first.is_dir() else first.parent) / INDEX_FOLDER


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
