"""The speaker of a place, even where the source prints something that only may be a label.

In a transcript of a few lines nothing tells “ROE: The mill will close.” from “VENUE: The hall.”
except the claim: if Tom Roe is said to speak, ROE is a label of that source, and so are the others.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from quotecheck.model import SpeakerMatch
from quotecheck.sources.shelf import Shelf
from quotecheck.verify.compare.placement import Placement

_BEHIND = " \t\n*_“”\"'"
_PARAGRAPH = re.compile(r"\n\s*\n")
_DIVIDERS = (":", ".", "–", "—", "-", "|", "]", ")", ">")

Match = Callable[[str | None, str | None, Shelf, int], SpeakerMatch]
"""Says whether a name and a label mean one person in a source of a shelf, given by its number."""


def speaker_at(name: str | None, place: Placement, match: Match) -> SpeakerMatch:
    """Return whether a person is the speaker of a place. A label that was not believed counts if it
    has the person's name, or if another one of that source has."""
    shelf, number = place.shelf, place.window.source
    label = place.label or place.printed_label
    found = match(name, label, shelf, number)
    if place.label or not label or found is SpeakerMatch.UNKNOWN:
        return found if place.label else SpeakerMatch.UNKNOWN
    several = len(set(place.window.turns[place.low : place.high])) > 1
    if several or _PARAGRAPH.search(place.text, place.turn_start, place.start):
        return SpeakerMatch.UNKNOWN
    if found is SpeakerMatch.SAME:
        return found if _is_divided(place) else SpeakerMatch.UNKNOWN
    printed = {each for each in shelf.origins[number].labels if each}
    named = any(match(name, each, shelf, number) is SpeakerMatch.SAME for each in printed)
    return found if named else SpeakerMatch.UNKNOWN


def _is_divided(place: Placement) -> bool:
    """Return whether a sign stands between the label and the words; without one they may be a
    sentence about the person it names."""
    before = place.text[max(0, place.turn_start - 40) : place.turn_start]
    return before.rstrip(_BEHIND).endswith(_DIVIDERS)
