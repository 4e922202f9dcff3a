"""The words of a speaker right before and after a passage, across the ends of lines and cues."""

from __future__ import annotations

import re

from quotecheck.verify.compare.placement import Placement

_OPEN = ",;–—-_"  # signs other than letters and figures at the end of a line that goes on
_BREAK = re.compile(r"([^\S\n]*\n\s*)")
_GOES_ON = re.compile(r"[ -]\w")
_FULL = 45  # characters of a line that was broken because it was full
_REACH = 160  # characters


def goes_on(after: str) -> bool:
    """Return whether the words after a passage continue its clause, with no mark between them."""
    return _GOES_ON.match(after) is not None


def said_before(place: Placement) -> str:
    """The words of the speaker's turn right before a passage, and of the turn before it where the
    sentence runs on from there."""
    said = place.text[place.start : place.start + 1]
    last = None
    for low, high, turn in place.shelf.said_before(place.window.source, place.start):
        part, another = place.text[low:high], last not in (None, turn)
        if len(said) > _REACH or (another and not _is_open(part)):
            break
        said, last = f"{part} {said}" if another else part + said, turn
    return _unbroken(said[-2 * _REACH :])[-_REACH - 1 : -1]


def said_after(place: Placement, most: int) -> str:
    """The words of the speaker right after a passage, at most ``most`` characters."""
    said = place.text[place.end - 1 : place.end]
    last = None
    for low, high, turn in place.shelf.said_after(place.window.source, place.end):
        if last not in (None, turn):
            said += " " if _is_open(said) else "\n"
        said, last = said + place.text[low:high], turn
        if len(said) > most:
            break
    return _unbroken(said[: 2 * most])[1 : most + 1]


def _is_open(line: str) -> bool:
    """Return whether no mark ends a line."""
    last = line.rstrip()[-1:]
    return last.isalnum() or (last != "" and last in _OPEN)


def _unbroken(text: str) -> str:
    """The text with a space for each line break inside a sentence, where the next line begins in
    lower case or the line before it was full."""
    line, *rest = _BREAK.split(text)
    said = line
    for gap, following in zip(rest[::2], rest[1::2], strict=True):
        full = len(line) >= _FULL and gap.count("\n") == 1 and following[:1].isalnum()
        runs_on = _is_open(line) and (full or following[:1].islower())
        said += (" " if runs_on else gap) + following
        line = following
    return said
