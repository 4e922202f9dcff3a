"""The line of a caption file that has a time, since captions are read without their lines."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from quotecheck.files import content_of

SUFFIXES = frozenset((".srt", ".vtt", ".sbv"))
_LIMIT = 5_000_000  # bytes
_CLOCK = re.compile(r"(\d+):(\d{2}):(\d{2})(?:\.(\d+))?")


def line_of_cue(path: Path, time: str | None) -> int | None:
    """The line below the time code of a caption, counted from 1; None if it is not there."""
    match = _CLOCK.fullmatch(time or "")
    if match is None:
        return None
    hours, minutes, seconds, fraction = match.groups()
    hour = rf"0*{int(hours)}:" if int(hours) else "(?:0+:)?"
    rest = rf"[.,]{fraction}0*" if fraction else "(?:[.,]0+)?"
    code = re.compile(rf"^[ \t]*{hour}0?{int(minutes)}:{seconds}{rest}(?!\d)", re.MULTILINE)
    try:
        status = path.stat()
        text = _text(path, status.st_mtime_ns, status.st_size)
    except OSError:
        return None
    found = code.search(text)
    return text.count("\n", 0, found.start()) + 2 if found else None


@lru_cache(maxsize=4)
def _text(path: Path, modified: int, size: int) -> str:
    """The current text of a file; empty if it is too large."""
    del modified
    if size > _LIMIT:
        return ""
    return content_of(path).decode("utf-8", "replace")
