"""The fields of a row of a transcription service: its words, its time and its speaker."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from quotecheck.formats.confidence import word_of
from quotecheck.formats.timedtext import LATEST, block_time
from quotecheck.formats.tree import Json, objects

TEXTS = (
    "text",
    "transcript",
    "content",
    "Content",
    "sentence",
    "body",
    "display",
    "words_text",
    "caption",
)
STARTS = {
    "start": 1.0,
    "start_time": 1.0,
    "startTime": 1.0,
    "startOffset": 1.0,
    "begin": 1.0,
    "from": 1.0,
    "offsetInSeconds": 1.0,
    "offset": 1.0,
    "ts": 1.0,
    "timestamp": 1.0,
    "time": 1.0,
    "start_ms": 1e3,
    "startMs": 1e3,
    "BeginOffsetMillis": 1e3,
    "offsetMilliseconds": 1e3,
    "offsetInTicks": 1e7,
    "offsets": 1e3,
    "timestamps": 1.0,
}  # each with its parts of a second
NAMES = (
    "speaker_name",
    "speakerName",
    "speaker_public",
    "name",
    "speaker_label",
    "speakerLabel",
    "speaker",
    "speaker_id",
    "speakerId",
    "speakerTag",
    "ParticipantRole",
    "channel",
)
_LETTER_OR_NUMBER = re.compile(r"(?:\d{1,3}|[A-PR-Z])$")
_DURATION = re.compile(r"PT(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,9}(?:\.\d{1,9})?)S)?$")
_SLOWEST = 0.05  # words a second; where fewer are spoken, the times count thousandths of a second


def segment_words(row: Json) -> str | None:
    """The words of a segment; None if it has none of its own."""
    for name in TEXTS:
        value = row.get(name)
        if isinstance(value, str):
            return value
    best = row.get("nBest") or row.get("alternatives")
    if isinstance(best, list) and best and isinstance(best[0], Mapping):
        return segment_words(best[0])
    return None


def speaker_of(row: Json) -> str | None:
    """The name of the speaker; a number or letter becomes “Speaker 1”."""
    for name in NAMES:
        value = row.get(name)
        if isinstance(value, Mapping):
            value = value.get("name") or value.get("id")
        if isinstance(value, bool) or value is None:
            continue
        if isinstance(value, int):
            return f"Speaker {str(value)[:9] if abs(value) < 10**9 else '?'}"
        if isinstance(value, str) and (said := " ".join(value.split())):
            return f"Speaker {said}" if _LETTER_OR_NUMBER.match(said) else said
    return None


def scale_of(rows: Sequence[object]) -> float:
    """The parts of a second in which the times of these rows count: 1, or 1000 as in AssemblyAI.

    Whole numbers may be either; nobody speaks so slowly that a word takes twenty seconds.
    """
    timed = objects(rows)
    ends = [row.get("end") for row in timed]
    if not ends or not all(isinstance(end, int) and not isinstance(end, bool) for end in ends):
        return 1.0
    words = sum(len((segment_words(row) or word_of(row)).split()) for row in timed)
    spans = sum(
        end - start
        for row, end in zip(timed, ends, strict=True)
        if isinstance(end, int) and isinstance(start := row.get("start"), int)
    )
    return 1e3 if words < _SLOWEST * spans else 1.0


def time_of(row: Json, scale: float) -> str | None:
    """The time at which a segment or a word begins, as HH:MM:SS; None if it has no time."""
    for name, parts in STARTS.items():
        value = row.get(name)
        if isinstance(value, Mapping):
            value = value.get("from", value.get("seconds"))
        if isinstance(value, list):
            value = value[0] if value else None
        seconds = _seconds(value)
        if seconds is None:
            continue
        seconds /= scale if name == "start" and isinstance(value, int) else parts
        if 0 <= seconds <= LATEST:
            return block_time(int(seconds))
    return None


def _seconds(value: object) -> float | None:
    """The number that a time is written as; None if it is none."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return float(value) if -1e15 < value < 1e15 else None
    if not isinstance(value, str) or len(value) > 40:
        return None
    if match := _DURATION.match(value):
        hours, minutes, seconds = (float(part or 0) for part in match.groups())
        return hours * 3600 + minutes * 60 + seconds
    parts = value.strip().removesuffix("s").replace(",", ".").split(":")
    try:
        return float(sum(float(part) * 60**at for at, part in enumerate(reversed(parts))))
    except (ValueError, OverflowError):
        return None
