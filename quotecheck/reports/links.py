"""Addresses at which a browser opens a source at the place of a passage."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import quote

from quotecheck.model import Passage, Source

Address = Callable[[Passage], str]
"""Gives the address of a passage, or nothing where it has none."""

_WORDS = 6  # at each end of a passage, by which a browser finds it in a page
_WEB = ("http://", "https://")
_PLAYED = (".mp3", ".m4a", ".mp4", ".mov", ".ogg", ".oga", ".opus", ".wav", ".webm", ".flac")


def addresses(sources: Mapping[str, Source], folder: Path) -> Address:
    """What gives the address of a passage in one of the sources, for a page in this folder."""

    def address(passage: Passage) -> str:
        source = sources.get(passage.source)
        if source is not None and source.address and source.address.startswith(_WEB):
            return on_the_web(source.address, passage.text)
        return in_a_file(passage, folder)

    return address


def on_the_web(address: str, words: str) -> str:
    """The address of a page with the words that a browser goes to (a text fragment)."""
    found = re.findall(r"\S+", words)
    if not found:
        return address
    ends = [found] if len(found) <= 2 * _WORDS else [found[:_WORDS], found[-_WORDS:]]
    fragment = ",".join(_fragment(" ".join(each)) for each in ends)
    return f"{address}{'' if '#' in address else '#'}:~:text={fragment}"


def in_a_file(passage: Passage, folder: Path) -> str:
    """The address of a passage in a file, as seen from the folder; nothing if it has none."""
    if not passage.path or "://" in passage.path:
        return ""
    try:
        relative = Path(os.path.relpath(passage.path, folder)).as_posix()
    except ValueError:  # another drive
        return ""
    place = ""
    if relative.lower().endswith(".pdf") and passage.page and passage.page.isdecimal():
        place = f"#page={passage.page}"
    elif relative.lower().endswith(_PLAYED) and passage.time:
        place = f"#t={passage.time}"
    return quote(os.fsencode(relative), safe="/") + place


def _fragment(words: str) -> str:
    """Words in a text fragment, in which dashes, commas and ampersands would be signs."""
    return quote(words.encode("utf-8", "replace"), safe="").replace("-", "%2D")
