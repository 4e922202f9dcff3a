"""Places: where the words of a source stand in its file, and how that is said."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from quotecheck.model import Place


def place_of(text: str, places: Sequence[Place], at: int) -> Place:
    """The place of an offset in a source's text. Without places the text is the same as the
    file's."""
    if not places:
        return Place(at, line=text.count("\n", 0, at) + 1)
    number = bisect_right(places, at, key=lambda place: place.start) - 1
    found = places[max(0, number)]
    breaks = text.count("\n", found.start, at)
    return found._replace(
        start=at,
        line=found.line + breaks if found.line is not None else None,
        printed=found.printed + breaks if found.printed is not None else None,
    )


def place_words(place: Place) -> str | None:
    """A place in words: "page 12, line 7"; None where the line of the file says enough."""
    parts = []
    if place.page:
        parts.append(f"page {place.page}")
    if place.printed is not None:
        parts.append(f"line {place.printed}")
    if place.words:
        parts.append(place.words)
    return ", ".join(parts) or None
