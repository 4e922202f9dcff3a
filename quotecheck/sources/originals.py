"""Originals: places where a person can see or hear the words of a passage, such as the recording at
the time code, the web page at the words, the PDF at its page or the file at its line.

Names and paths come from the sources or from somebody's record, so none of them, links followed,
may lead out of the folders of the sources.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from quotecheck.model import Passage, Source
from quotecheck.sources import cues
from quotecheck.sources.addresses import at_page, at_seconds, at_words, safe_address
from quotecheck.sources.places import place_of
from quotecheck.sources.recordings import is_recording, may_be_recordings

_CLOCK = re.compile(r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2}(?:\.\d+)?)")
_LATE = 3_600  # seconds; times that begin later than this are times of day
# The text read from these has other lines than the file.
_NO_LINES = frozenset((".json", ".jsonl", ".js", ".xml", ".ttml", ".dfxp", ".eml", ".mbox"))


class Form(StrEnum):
    """The kind of original."""

    RECORDING = "recording"
    WEB = "web page"
    PDF = "PDF"
    TEXT = "text"
    DOCUMENT = "document"


class Original(NamedTuple):
    """A thing that can be opened, and the place in it. Either ``path`` or ``address`` is set."""

    form: Form
    path: Path | None = None
    address: str = ""
    line: int | None = None
    page: int | None = None
    seconds: float | None = None

    @property
    def words(self) -> str:
        """The thing and the place, in words for a person."""
        name = self.path.name if self.path else self.address.partition("#:~:")[0]
        if self.seconds is not None:
            minutes, seconds = divmod(int(self.seconds), 60)
            return f"{self.form}: {name} at {minutes // 60}:{minutes % 60:02}:{seconds:02}"
        if self.page is not None:
            return f"{self.form}: {name}, page {self.page} of the file"
        if self.line is not None:
            return f"{self.form}: {name}, line {self.line}"
        return f"{self.form}: {name}"

    @property
    def link(self) -> str:
        """The address of the original, even if it is a local file."""
        if self.path is None:
            return self.address
        address = self.path.as_uri()
        if self.page is not None:
            return at_page(address, self.page)
        return address if self.seconds is None else at_seconds(address, self.seconds)


class Originals(NamedTuple):
    """The originals that can be opened, nearest to the words first, and those left out, with the
    reason."""

    found: tuple[Original, ...] = ()
    troubles: tuple[str, ...] = ()


def originals(passage: Passage, source: Source | None, roots: Sequence[str | Path]) -> Originals:
    """The originals of a passage. ``roots`` are the files and folders of the sources; nothing
    outside them is opened."""
    found: list[Original] = []
    troubles: list[str] = []
    held = source if source is not None else Source(passage.source, "", path=passage.path)
    path = _held(held.path, roots)
    if held.path and path is None:
        troubles.append(f"{held.path} is not in the folders of the sources")
    found += _recordings(passage, held, path, roots, troubles)
    if held.address:
        address = safe_address(held.address)
        if address:
            found.append(_web(passage, held, address))
        else:
            troubles.append(f"the source gives an address that is not opened: {held.address}")
    if path is not None:
        found.append(_file(passage, held, path))
    return Originals(tuple(found), tuple(troubles))


def file_of(
    passage: Passage, source: Source | None, roots: Sequence[str | Path]
) -> Original | None:
    """The source's own file at the passage; None if it is not in the folders of the sources."""
    held = source if source is not None else Source(passage.source, "", path=passage.path)
    path = _held(held.path, roots)
    return _file(passage, held, path) if path is not None else None


def link_of(passage: Passage, sources: Mapping[str, Source], roots: Sequence[str | Path]) -> str:
    """The address at which a browser shows the words of a passage: a web page where there is one,
    else the source's file; empty if there is neither. A link cannot tell a player where to
    begin."""
    found = originals(passage, sources.get(passage.source), roots).found
    links = [each.link for each in found if each.form is not Form.RECORDING]
    return next(iter(links), "")


def _held(path: str | None, roots: Sequence[str | Path]) -> Path | None:
    """The real path of a file that is one of ``roots`` or lies in one of them."""
    if not path or "\0" in path:
        return None
    real = Path(os.path.realpath(path))
    folders = [Path(os.path.realpath(root)) for root in roots]
    inside = any(real.is_relative_to(each if each.is_dir() else each.parent) for each in folders)
    return real if inside and real.is_file() else None


def _recordings(
    passage: Passage,
    source: Source,
    path: Path | None,
    roots: Sequence[str | Path],
    troubles: list[str],
) -> Iterator[Original]:
    """The recording that a source names, or that lies beside it."""
    seconds = _seconds(passage, source)
    named = source.recording
    if named and named.lower().startswith(("http://", "https://")):
        if address := safe_address(named):
            there = address if seconds is None else at_seconds(address, seconds)
            yield Original(Form.RECORDING, address=there, seconds=seconds)
        else:
            troubles.append(f"the source names a recording that is not opened: {named}")
    elif named and path is not None:
        file = _held(str(path.parent / named), roots)
        if file is not None and is_recording(file):
            yield Original(Form.RECORDING, file, seconds=seconds)
        else:
            troubles.append(f"there is no recording {named} in the folders of the sources")
    elif path is not None:
        for place in may_be_recordings(path):
            if (file := _held(str(place), roots)) is not None and is_recording(file):
                yield Original(Form.RECORDING, file, seconds=seconds)
                return


def _seconds(passage: Passage, source: Source) -> float | None:
    """The seconds at which a passage begins in its recording; None where the source has times of
    day."""
    at = clock_seconds(passage.time)
    first = next((turn.time for turn in source.turns if turn.time), passage.time)
    begins = clock_seconds(first)
    return None if at is None or begins is None or begins >= _LATE else at


def clock_seconds(time: str | None) -> float | None:
    """The seconds of a time code (``00:12:31.5``)."""
    match = _CLOCK.fullmatch(time or "")
    if match is None:
        return None
    hours, minutes, seconds = match.groups()
    return int(hours or 0) * 3600 + int(minutes) * 60 + float(seconds)


def _web(passage: Passage, source: Source, address: str) -> Original:
    page = _page(passage, source)
    if address.partition("#")[0].partition("?")[0].lower().endswith(".pdf"):
        return Original(Form.WEB, address=at_page(address, page) if page else address)
    return Original(Form.WEB, address=at_words(address, passage.text))


def _file(passage: Passage, source: Source, path: Path) -> Original:
    suffix = path.suffix.lower()
    if suffix == ".pdf":
        return Original(Form.PDF, path, page=_page(passage, source))
    if suffix in _DOCUMENTS:
        return Original(Form.DOCUMENT, path)
    if suffix in cues.SUFFIXES:
        return Original(Form.TEXT, path, line=cues.line_of_cue(path, passage.time))
    return Original(Form.TEXT, path, line=None if suffix in _NO_LINES else passage.line)


_DOCUMENTS = frozenset((".docx", ".odt", ".fodt", ".rtf", ".epub", ".html", ".htm", ".xhtml"))


def _page(passage: Passage, source: Source) -> int | None:
    if not source.text:
        return None
    return place_of(source.text, source.places, passage.start).sheet
