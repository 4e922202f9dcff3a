"""What speech-to-text services write: Whisper and its kin, Amazon Transcribe, Deepgram,
AssemblyAI, Google, Azure, Rev.

Their shapes differ in names only: a list of segments with words, a time and perhaps a speaker; or
a list of single words with theirs. Speakers are given as the file gives them; "Speaker 0" and the
like are nobody until an editor names them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from quotecheck.formats.content import Block, Content

Json = Mapping[str, Any]

_LISTS = (
    "segments",
    "turns",
    "utterances",
    "monologues",
    "transcription",
    "phrases",
    "recognizedPhrases",
    "cues",
)
_TEXTS = ("text", "transcript", "content", "sentence", "body", "display", "words_text", "caption")
_STARTS = (
    "start",
    "start_time",
    "startTime",
    "begin",
    "from",
    "offsetInSeconds",
    "offset",
    "ts",
    "timestamp",
    "time",
)
_NAMES = (
    "speaker_name",
    "speakerName",
    "speaker_public",
    "name",
    "speaker_label",
    "speakerLabel",
    "speaker",
    "speaker_id",
    "speakerTag",
    "channel",
)
_WORDS = ("word", "punctuated_word", "punctuatedWord", "value", "text", "content")
_PARTS = (
    "results",
    "result",
    "paragraphs",
    "channels",
    "alternatives",
    "data",
    "transcript",
    "response",
)
_PIECES = ("sentences", "elements", "text_blocks", "words")
_BARE = re.compile(r"(?:\d{1,3}|spk_\d{1,3}|SPEAKER_\d{1,3}|ch_\d{1,3})$")
_PAUSE = 60  # words after which a block ends at a sentence's end, where nobody's name divides them
_DEPTH = 12


def contents(data: object) -> Iterator[Content]:
    """The transcript in the JSON of a speech-to-text service; nothing if it is none."""
    blocks = tuple(_blocks(data, 0))
    if blocks:
        yield Content(blocks, "machine transcript (JSON)", kind="machine", **_about(data))


def _about(data: object) -> dict[str, Any]:
    if not isinstance(data, Mapping):
        return {}
    title = data.get("title") or data.get("meeting") or data.get("jobName")
    date = data.get("date") or data.get("created") or data.get("recorded_at")
    return {
        "title": title if isinstance(title, str) else None,
        "date": date if isinstance(date, str) else None,
    }


def _blocks(data: object, depth: int) -> list[Block]:
    """The first list of spoken segments, or of words, that is found."""
    if depth > _DEPTH:
        return []
    if isinstance(data, list):
        if found := _segments(data):
            return found
        return next((found for each in data[:50] if (found := _blocks(each, depth + 1))), [])
    if not isinstance(data, Mapping):
        return []
    if found := _amazon(data):
        return found
    for name in ("utterances", "paragraphs", *_LISTS):
        rows = data.get(name)
        if isinstance(rows, list) and (found := _segments(rows)):
            return found
    if found := _inside(data, depth):
        return found
    words = data.get("words")
    if isinstance(words, list) and (found := _of_words(words)):
        return found
    return []


def _inside(data: Json, depth: int) -> list[Block]:
    """What stands in the parts of an answer that hold further parts."""
    if found := _google(data.get("results")):
        return found
    if sections := _rows(data.get("sections")):
        return [block for each in sections for block in _blocks(each, depth + 1)]
    parts = (data.get(name) for name in _PARTS)
    return next((found for each in parts if each and (found := _blocks(each, depth + 1))), [])


def _segments(rows: Sequence[object]) -> list[Block]:
    """Blocks of a list of segments; none if it is no such list."""
    blocks: list[Block] = []
    for row in rows:
        if not isinstance(row, Mapping):
            return []
        time = _time(row) or next(filter(None, map(_time, _pieces(row))), None)
        text = _text(row) or (_joined(row) if _name(row) else None)
        if text is None or (time is None and _name(row) is None):
            text = text or _joined(row)
            if text is None or (time is None and _name(row) is None):
                continue
        if text.strip():
            blocks.append(Block(" ".join(text.split()), time=time, speaker=_name(row)))
    good = len(blocks) >= 0.5 * len(rows) > 0
    single = sum(" " not in block.text for block in blocks)
    if good and len(blocks) > 5 and single > 0.9 * len(blocks):
        return _of_words(rows)
    return blocks if good else []


def _text(row: Json) -> str | None:
    for name in _TEXTS:
        value = row.get(name)
        if isinstance(value, str):
            return value
    best = row.get("nBest") or row.get("alternatives")
    if isinstance(best, list) and best and isinstance(best[0], Mapping):
        return _text(best[0])
    return None


def _pieces(row: Json) -> list[Json]:
    """The words or sentences that a segment is divided into."""
    return next((rows for name in _PIECES if (rows := _rows(row.get(name)))), [])


def _joined(row: Json) -> str | None:
    """The text of a segment that holds only its words or sentences."""
    for name in _PIECES:
        rows = row.get(name)
        if isinstance(rows, list):
            words = [_word(each) for each in rows if isinstance(each, Mapping)]
            if name == "elements":
                return "".join(words).strip() or None
            return " ".join(filter(None, words)) or None
    return None


def _word(row: Json) -> str:
    for name in ("punctuated_word", "punctuatedWord", *_WORDS):
        if isinstance(value := row.get(name), str):
            return value
    return ""


def _of_words(rows: Sequence[object]) -> list[Block]:
    """Blocks of a list of words: a new one for each speaker, and at sentences' ends."""
    blocks: list[Block] = []
    words: list[str] = []
    time: str | None = None
    speaker: str | None = None
    for row in rows:
        if not isinstance(row, Mapping) or not (word := _word(row)):
            continue
        who = _name(row)
        ended = len(words) >= _PAUSE and words[-1].endswith((".", "?", "!"))
        if words and (who != speaker or ended):
            blocks.append(Block(" ".join(words), time=time, speaker=speaker))
            words = []
        if not words:
            time, speaker = _time(row), who
        words.append(word.strip())
    if words:
        blocks.append(Block(" ".join(words), time=time, speaker=speaker))
    return blocks if blocks and (blocks[0].time or blocks[0].speaker) else []


def _amazon(data: Json) -> list[Block]:
    """Amazon Transcribe: segments of audio, or items with their speakers beside."""
    results = data.get("results")
    if not isinstance(results, Mapping):
        return []
    if isinstance(rows := results.get("audio_segments"), list) and (found := _segments(rows)):
        return found
    items = results.get("items")
    if not isinstance(items, list):
        return []
    speakers: dict[str, str] = {}
    labels = results.get("speaker_labels")
    for segment in _rows(labels.get("segments") if isinstance(labels, Mapping) else None):
        for item in _rows(segment.get("items")):
            speakers[str(item.get("start_time"))] = str(
                item.get("speaker_label") or segment.get("speaker_label")
            )
    words: list[dict[str, Any]] = []
    for item in _rows(items):
        options = _rows(item.get("alternatives"))
        said = str(options[0].get("content", "")) if options else ""
        if item.get("type") == "punctuation" and words:
            words[-1]["word"] += said
        elif said:
            at = item.get("start_time")
            who = item.get("speaker_label") or speakers.get(str(at))
            words.append({"word": said, "start": at, "speaker": who})
    return _of_words(words)


def _google(results: object) -> list[Block]:
    """Google: a result a stretch; the last one holds all words again where it tells speakers."""
    rows = _rows(results)
    firsts = [options[0] for row in rows if (options := _rows(row.get("alternatives")))]
    if not firsts:
        return []
    last = _rows(firsts[-1].get("words"))
    if last and any(word.get("speakerTag") or word.get("speakerLabel") for word in last):
        return _of_words(last)
    blocks: list[Block] = []
    for row in firsts:
        words = _rows(row.get("words"))
        text = row.get("transcript")
        if isinstance(text, str) and text.strip():
            blocks.append(Block(" ".join(text.split()), time=_time(words[0]) if words else None))
    return blocks


def _rows(value: object) -> list[Json]:
    return [row for row in value if isinstance(row, Mapping)] if isinstance(value, list) else []


def _name(row: Json) -> str | None:
    for name in _NAMES:
        value = row.get(name)
        if isinstance(value, Mapping):
            value = value.get("name") or value.get("id")
        if isinstance(value, bool) or value is None or value == "":
            continue
        if isinstance(value, int):
            return f"Speaker {value}"
        if isinstance(value, str):
            return f"Speaker {value}" if _BARE.match(value) and value.isdigit() else value
    return None


def _time(row: Json) -> str | None:
    for name in (*_STARTS, "offsets", "timestamps"):
        value = row.get(name)
        if isinstance(value, Mapping):
            value = value.get("from", value.get("seconds"))
            if name == "offsets" and isinstance(value, int | float):
                value = value / 1000
        if name == "timestamp" and isinstance(value, list) and value:
            value = value[0]
        seconds = _seconds(value, name, row)
        if seconds is not None:
            whole = int(seconds)
            return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}"
    return None


def _seconds(value: object, name: str, row: Json) -> float | None:
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, str):
        text = value.strip().removesuffix("s")
        if ":" in text:
            parts = text.replace(",", ".").split(":")
            try:
                return float(sum(float(part) * 60**at for at, part in enumerate(reversed(parts))))
            except (ValueError, OverflowError):
                return None
        try:
            value = float(text)
        except ValueError:
            return None
    if not isinstance(value, int | float) or not 0 <= value < 1e12:
        return None
    # AssemblyAI counts thousandths of a second, as whole numbers.
    thousandths = (
        name == "start"
        and isinstance(value, int)
        and isinstance(row.get("end"), int)
        and (row["end"] - value > 100 or "confidence" in row)
    )
    return value / 1000 if thousandths else float(value)
