"""The recording that belongs to a source: the file beside it that has its name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from quotecheck.formats import RECORDINGS

_LANGUAGE = re.compile(r"\.[A-Za-z]{2,3}(?:-[A-Za-z]{2,4})?$")


def is_recording(path: Path) -> bool:
    """Return whether a file is a recording, going by its name."""
    return path.suffix.lower() in RECORDINGS


def may_be_recordings(source: Path) -> Iterator[Path]:
    """The paths where the recording of a source may lie, likeliest first: beside it; for
    ``talk.en.vtt`` also ``talk.mp4``."""
    for stem in _stems(source):
        for suffix in RECORDINGS:
            yield source.with_name(stem + suffix)
            yield source.with_name(stem + suffix.upper())


def without_recordings(files: Sequence[Path]) -> list[Path]:
    """The files without recordings of other files among them, which are only there to be played."""
    recordings = {path for path in files if is_recording(path)}
    if not recordings:
        return list(files)
    known = {
        (path.parent, stem) for path in files if path not in recordings for stem in _stems(path)
    }
    return [
        path for path in files if path not in recordings or (path.parent, path.stem) not in known
    ]


def _stems(source: Path) -> list[str]:
    return list(dict.fromkeys((source.stem, _LANGUAGE.sub("", source.stem))))
