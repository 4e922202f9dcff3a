"""Cutting a script into turns: at its labels, at its time codes, where the file changes speaker."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from quotecheck.formats.script import Script
from quotecheck.model import Turn
from quotecheck.sources.labels import Label
from quotecheck.sources.naming import EXAMINER, KnownNames
from quotecheck.text import trimmed

QUOTED = "quoted"  # the label of words that a message repeats from an unknown person
_CHANGED = ">>"  # the label of a new speaker whom captions do not name
_MOST_TAGGED = 0.6  # share of the lines; beyond it, an untagged line is nobody’s


class _Voice(NamedTuple):
    """A speaker, and what the source prints instead if the speaker is not known."""

    speaker: str | None
    label: str | None = None


_NOBODY = _Voice(None)


@dataclass
class _Cut:
    """A place where something begins: a line, or the words after a label."""

    start: int
    end: int
    voice: _Voice
    time: str | None


def cut_turns(
    script: Script,
    labels: Sequence[Label],
    cast: KnownNames,
    start: int = 0,
    *,
    opening: str | None = None,
) -> tuple[Turn, ...]:
    """The turns of a script; words before the first label are those of ``opening``, if one person
    speaks throughout the source, else nobody's."""
    cuts = _cuts(script, labels, cast, start, _Voice(opening))
    return tuple(_turns(script.text, cuts))


def _cuts(
    script: Script, labels: Sequence[Label], cast: KnownNames, start: int, opening: _Voice
) -> Iterator[_Cut]:
    by_start = {label.start: label for label in labels}
    tagged = sum(line.speaker is not None for line in script.lines)
    mostly_tagged = tagged >= _MOST_TAGGED * len(script.lines)
    own, time, words = opening, None, 0  # own: the speaker who goes on after a quoted part
    ends = [*script.starts[1:], len(script.text)] if script.starts else []
    for line, at, end in zip(script.lines, script.starts, ends, strict=True):
        if end <= start or at < start:
            continue
        time = line.time or time
        if (label := by_start.get(at)) is not None:
            own = _voice(label, cast)
            time, words = label.time or time, label.words
        if at < words:  # the line of a label, or the second line of a label over two
            if words < end:
                yield _Cut(words, end, own, time)
        elif line.heading or EXAMINER.match(line.text):
            yield _Cut(at, at, _NOBODY, time)
        elif line.place and line.place.startswith("note "):
            yield _Cut(at, end, _NOBODY, time)
        elif line.quoted:
            yield _Cut(at, end, _Voice(line.speaker, None if line.speaker else QUOTED), time)
        else:
            if line.speaker is not None:
                own = _structural(line.speaker, cast, at)
            yield _Cut(at, end, opening if mostly_tagged and line.speaker is None else own, time)


def _structural(name: str, cast: KnownNames, at: int) -> _Voice:
    """The voice named by the file's own structure."""
    if not name:
        return _NOBODY
    speaker = cast.speaker(name, at)
    return _Voice(speaker, name if speaker != name else None)


def _voice(label: Label, cast: KnownNames) -> _Voice:
    if label.name.startswith(_CHANGED):
        return _Voice(None, _CHANGED)
    speaker = cast.speaker(label.name, label.start) if label.sure else None
    return _Voice(speaker, label.name if speaker != label.name else None)


def _turns(text: str, cuts: Iterable[_Cut]) -> Iterator[Turn]:
    """The turns, each made of neighbouring cuts with the same voice and time."""
    pending: _Cut | None = None
    for cut in cuts:
        if (
            pending is not None
            and pending.end == cut.start
            and (pending.voice, pending.time) == (cut.voice, cut.time)
        ):
            pending.end = cut.end
            continue
        yield from _turn(text, pending)
        pending = cut
    yield from _turn(text, pending)


def _turn(text: str, cut: _Cut | None) -> Iterator[Turn]:
    if cut is None:
        return
    start, end = trimmed(text, cut.start, cut.end)
    if start < end:
        yield Turn(cut.voice.speaker, start, end, cut.time, cut.voice.label)
