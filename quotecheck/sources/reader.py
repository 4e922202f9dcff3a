"""Reading files into sources, in this process or, for heavy files, in another."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Self

from quotecheck.errors import InputError
from quotecheck.files import open_regular
from quotecheck.model import Source, Unread
from quotecheck.rules import Rules
from quotecheck.sources import reading
from quotecheck.sources.reading import SPLIT, read_sources, unread

if TYPE_CHECKING:
    from quotecheck.sources.apart import Child

LIGHT = 1_000_000  # bytes, unpacked; more is read in another process
_PACKED = frozenset((".docx", ".docm", ".odt", ".epub"))
PDF_SECONDS = 3_600.0  # long enough for OCR; the reader of PDF files has limits of its own


class Reader:
    """A reader of files into sources: light ones here, since their size bounds their cost, heavy
    ones in a separate process with hard limits of memory and time (see `apart`)."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._child: Child | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._close()

    def read(self, path: Path) -> Iterator[Source | Unread | str]:
        """Read a file as `read_sources` does; a file that goes beyond a limit is reported as
        unread."""
        size = _unpacked_size(path)
        child = self._opened() if size > LIGHT else None
        if child is None:
            yield from read_sources(path, self._rules)
            return
        from quotecheck.sources.apart import Lost

        found, whole = False, False
        seconds = PDF_SECONDS if path.suffix.lower() == ".pdf" else reading.SECONDS
        try:
            for item in child.read(path, size, seconds):
                found = found or isinstance(item, Source)
                yield f"{item.path}: {item.reason}" if isinstance(item, Unread) and found else item
            whole = True
        except Lost as lost:
            error = InputError(str(lost), path=str(path), hint=SPLIT)
            yield unread(path, error, told=found, again=not lost.late)
        finally:
            if not whole:  # it is gone, or its pipe holds the rest of this file
                self._close()

    def _opened(self) -> Child | None:
        """The process for heavy files, started with the first one."""
        if self._child is None:
            from quotecheck.sources.apart import Child

            with suppress(OSError):  # the system has no further process to give
                self._child = Child(self._rules)
        return self._child

    def _close(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            child.end()


def _unpacked_size(path: Path) -> int:
    """The size of a file in bytes, unpacked if it is packed; 0 if unknown."""
    try:
        size = path.stat().st_size
        with open_regular(path) as file:
            packed = path.suffix.lower() in _PACKED or file.read(2) == b"PK"
    except (OSError, ValueError):
        return 0
    if not packed or size > LIGHT:
        return size
    from quotecheck.formats.package import unpacked_size

    return max(size, unpacked_size(path))
