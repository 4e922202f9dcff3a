"""Sources as captions: SubRip (.srt) and WebVTT (.vtt).

The text of the source is the cues' words, a line a cue; every cue is a turn with its time code.
A speaker stays until the next one is named: ``<v Ana Diaz>``, ``>> DIAZ:``; a bare ``>>`` is
somebody else whom the captions do not name.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from html import unescape

from quotecheck.errors import InputError
from quotecheck.model import Source, Turn
from quotecheck.rules import Rules
from quotecheck.sources.labels import find_labels
from quotecheck.sources.plain import describe

_VOICE = re.compile(r"<v(?:\.[\w.]+)?[ \t]+([^>\n]{1,100})>")
_TAG = re.compile(r"</?[A-Za-z][^<>\n]{0,60}>|<\d\d:[\d:.]{4,10}>|\{\\[^{}\n]{0,40}\}|</\w{1,9}>")
_CHANGE = re.compile(r"(?:>>+|^[-–—])[ \t]*", re.MULTILINE)
_BROKEN = re.compile(r"^(?:\d+[ \t]*\n)?[^\n]*\d:[^\n]*-+>[^\n]*(?:\n|$)", re.MULTILINE)
_ARROW = re.compile(r"^[^\n]*\d:[^\n]*-+>", re.MULTILINE)

Cue = tuple[str, str]  # time code, raw text


def read_srt(text: str, path: str, rules: Rules) -> Source:
    """The source in a SubRip file. Raises InputError if it has no cue."""
    import srt  # type: ignore[import-untyped]

    cues = [
        (_clock(cue.start.total_seconds()), _BROKEN.sub("", cue.content))
        for cue in srt.parse(text, ignore_errors=True)
    ]
    return _source(cues, len(_ARROW.findall(text)), path, rules)


def read_vtt(text: str, path: str, rules: Rules) -> Source:
    """The source in a WebVTT file. Raises InputError if it is none or has no cue."""
    import webvtt
    from webvtt.errors import MalformedFileError

    try:
        captions = webvtt.from_buffer(io.StringIO(text), format="vtt")
    except (MalformedFileError, ValueError, IndexError) as error:
        raise InputError(f"is not WebVTT: {error}", path=path) from error
    # raw_text: the library's own `voice` gives only the first speaker of a cue.
    cues = [(caption.start, caption.raw_text) for caption in captions.captions]
    return _source(cues, text.count("-->"), path, rules)


def _source(cues: Sequence[Cue], expected: int, path: str, rules: Rules) -> Source:
    if not cues:
        raise InputError("holds no captions", path=path, hint="is it cut short?")
    pieces: list[str] = []
    turns: list[Turn] = []
    speaker: str | None = None
    at = 0
    for time, raw in _unrolled(cues, rules.sources.reading.rolling_share):
        for change, words in _voices(raw, rules):
            speaker = change if change is not None else speaker
            if words:
                turns.append(Turn(speaker or None, at, at + len(words), time))
                pieces.append(words)
                at += len(words) + 1
    source = describe({}, "\n".join(pieces), tuple(turns), "captions", path, rules)
    if expected > len(cues):
        from dataclasses import replace

        broken = expected - len(cues)
        lost = f"{broken} of {expected} captions have broken time codes and are taken with others"
        return replace(source, warnings=(*source.warnings, lost))
    return source


def _unrolled(cues: Sequence[Cue], share: float) -> Sequence[Cue]:
    """The captions without the lines that each keeps from the one before, as live captions do."""
    rolled: list[Cue] = []
    kept = 0
    before: list[str] = []
    for time, raw in cues:
        raw_lines = [line for line in raw.splitlines() if _TAG.sub("", line).strip()]
        lines = [_oneline(_TAG.sub("", line)) for line in raw_lines]
        lengths = range(min(len(before), len(lines)), 0, -1)
        same = next((each for each in lengths if before[-each:] == lines[:each]), 0)
        kept += same > 0
        before = lines or before
        rolled.append((time, "\n".join(raw_lines[same:])))
    return rolled if kept > 1 and kept >= share * len(cues) else cues


def _voices(raw: str, rules: Rules) -> Iterator[tuple[str | None, str]]:
    """The parts of a cue: (the new speaker, "" for one unnamed, None for the same; the words)."""
    pieces = _VOICE.split(raw)
    for number, piece in enumerate(pieces[0::2]):
        voice = pieces[2 * number - 1].strip() if number else None
        plain = unescape(_TAG.sub("", piece)).strip()
        if voice is not None:
            yield voice, _oneline(plain)
        elif plain:
            yield from _labelled(plain, rules)


def _labelled(text: str, rules: Rules) -> Iterator[tuple[str | None, str]]:
    starts = [match.start() for match in _CHANGE.finditer(text)]
    for start, end in zip([0, *starts], [*starts, len(text)], strict=True):
        piece = text[start:end]
        changed = _CHANGE.match(piece)
        words = _CHANGE.sub("", piece)
        labels = find_labels(words, rules.sources)
        if labels and labels[0].start == 0:
            yield labels[0].name, _oneline(words[labels[0].words :])
        elif words.strip():
            yield ("" if changed else None), _oneline(words)


def _oneline(text: str) -> str:
    return " ".join(text.split())


def _clock(seconds: float) -> str:
    whole = int(seconds)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}"
