"""Captions as live recognisers and broadcasters write them: repeated lines, changes of speaker."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from quotecheck.formats.script import Line

_CHANGE = re.compile(r">>+[ \t]*|(?:^[ \t]*|(?<=[.?!…][ ]))[-–—][ \t]*(?=\S)")
_NAMED = re.compile(r"[^\n:]{1,80}:(?:\s|$)")


def unrolled(lines: Sequence[Line], share: float) -> list[Line]:
    """The lines of captions without the lines that a caption repeats from the one before.

    Captions roll if at least ``share`` of them begin with the last lines of the one before.
    """
    cues = _cues(lines)
    rolled: list[Line] = []
    kept = 0
    before: list[str] = []
    for cue in cues:
        words = [" ".join(line.text.split()) for line in cue]
        lengths = range(min(len(before), len(words)), 0, -1)
        same = next((each for each in lengths if before[-each:] == words[:each]), 0)
        kept += same > 0
        before = words or before
        rolled += cue[same:]
    return rolled if kept > 1 and kept >= share * len(cues) else list(lines)


def _cues(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines of each caption: those that go on stand on a line of their own."""
    cues: list[list[Line]] = []
    for line in lines:
        if cues and line.gap == "\n" and cues[-1][-1].time == line.time:
            cues[-1].append(line)
        else:
            cues.append([line])
    return cues


def voices(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines cut where captions change the speaker (``>>``, or a dash before a line). A speaker
    who is not named there is unknown: the speaker is empty."""
    for cue in _cues(lines):
        dashes = sum(line.text.lstrip().startswith(("-", "–", "—")) for line in cue)
        for number, line in enumerate(cue):
            gap = "\n" if line.gap == "\n" or number else line.gap
            if ">>" in line.text or dashes:
                yield from _cut(line._replace(gap=gap))
            else:
                yield line


def flowing(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines of captions with spaces for the breaks that only a caption's width made; a line
    that may begin with a label stays a line."""
    before: Line | None = None
    for line in lines:
        goes_on = (
            before is not None
            and line.gap == "\n"
            and line.time == before.time
            and line.speaker in (None, before.speaker)
            and not _NAMED.match(line.text)
        )
        yield line._replace(gap=" ") if goes_on else line
        before = line


def _cut(line: Line) -> Iterator[Line]:
    text = line.text
    starts = [match.start() for match in _CHANGE.finditer(text)]
    gap = line.gap
    for start, end in zip([0, *starts], [*starts, len(text)], strict=True):
        piece = text[start:end]
        changed = _CHANGE.match(piece)
        words = piece[changed.end() :] if changed else piece
        if not words.strip():
            continue
        speaker = "" if changed and not _NAMED.match(words) else line.speaker
        yield line._replace(
            text=words.rstrip() if end < len(text) else words, gap=gap, speaker=speaker
        )
        gap = "\n"
