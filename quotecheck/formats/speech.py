"""Reader of what speech-to-text services write: Whisper and its kin, Amazon Transcribe, Deepgram,
AssemblyAI, Google, Azure, Rev, Speechmatics, IBM.

Their shapes differ in names only: a list of segments with words, a time and perhaps a speaker; or
a list of single words with theirs. Speakers are given as the file gives them; "Speaker 0" and the
like are nobody until an editor names them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Any

from quotecheck.formats.confidence import confidence_of, confidences_in, word_of
from quotecheck.formats.content import Block, Content
from quotecheck.formats.speech_fields import scale_of, segment_words, speaker_of, time_of
from quotecheck.formats.tree import Json, objects

_LISTS = (
    "utterances",
    "paragraphs",
    "segments",
    "turns",
    "monologues",
    "transcription",
    "phrases",
    "recognizedPhrases",
    "cues",
    "Transcript",
)
_PARTS = (
    "results",
    "result",
    "paragraphs",
    "paragraph",
    "line",
    "channels",
    "alternatives",
    "data",
    "retval",
    "transcript",
    "response",
    "text",
)
_MARKS = frozenset(".,;:?!…")
_ONLY_TEXT = frozenset(("text", "language", "duration", "task", "usage", "logprobs"))
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
    """The blocks of the first list of spoken segments, or of words, that is found."""
    if depth > _DEPTH:
        return []
    if isinstance(data, list):
        return segments(data) or [block for each in data for block in _blocks(each, depth + 1)]
    if not isinstance(data, Mapping):
        return []
    if found := _amazon(data.get("results")):
        return found
    for name in _LISTS:
        rows = data.get(name)
        if isinstance(rows, list) and (found := segments(rows)):
            return _with_confidences(found, data)
    if found := _inside(data, depth):
        return _with_confidences(found, data)
    words = data.get("words")
    if isinstance(words, list) and (found := _of_words(_renamed(words))):
        return found
    # A list that is called something else has speakers or times and words all the same.
    for rows in data.values():
        if isinstance(rows, list) and len(rows) > 1 and (found := segments(rows)):
            return found
    text = data.get("text")
    if depth == 0 and isinstance(text, str) and text.strip() and set(data) <= _ONLY_TEXT:
        return [Block(" ".join(text.split()))]
    return []


def _with_confidences(blocks: list[Block], data: Json) -> list[Block]:
    """Blocks with the confidences of a list of words that stands beside their own list."""
    if any(block.confidences for block in blocks):
        return blocks
    shares = confidences_in(data, " ".join(block.text for block in blocks))
    if not shares:
        return blocks
    ends = list(accumulate(len(block.text.split()) for block in blocks))
    return [
        block._replace(confidences=shares[low:high])
        for block, low, high in zip(blocks, [0, *ends], ends, strict=False)
    ]


def _inside(data: Json, depth: int) -> list[Block]:
    """The blocks in the parts of an answer that hold further parts."""
    if found := _google(data.get("results")):
        return found
    if sections := objects(data.get("sections")):
        return [block for each in sections for block in _blocks(each, depth + 1)]
    for name in _PARTS:
        part = data.get(name)
        if name == "alternatives" and isinstance(part, list):
            part = part[0] if part else None  # the others are worse readings of the same words
        if name == "channels" and isinstance(part, list) and len(part) > 1:
            found = _channels(part, depth)
        else:
            found = _blocks(part, depth + 1) if isinstance(part, list | Mapping) else []
        if found:
            return found
    return []


def _channels(parts: Sequence[object], depth: int) -> list[Block]:
    """The words of each channel of a recording, one after the other."""
    return [
        block if block.speaker else block._replace(speaker=f"Channel {number}")
        for number, part in enumerate(parts)
        for block in _blocks(part, depth + 1)
    ]


def segments(rows: Sequence[object]) -> list[Block]:
    """The blocks of a list of segments with times or speakers; none if it is not such a list."""
    blocks: list[Block] = []
    scale = scale_of(rows)
    for row in rows:
        if not isinstance(row, Mapping):
            return []
        who = speaker_of(row)
        text = segment_words(row) or _joined(row)
        time = time_of(row, scale) or _first_time(row, scale)
        if text and text.strip() and (time or who):
            words = " ".join(text.split())
            shares = confidences_in(row, words)
            blocks.append(Block(words, time=time, speaker=who, confidences=shares))
    if len(blocks) < 0.5 * len(rows) or not blocks:
        return []
    single = sum(" " not in block.text for block in blocks)
    if len(blocks) > 5 and single > 0.9 * len(blocks):
        return _items(rows, {}) or _of_words(rows) or blocks
    return blocks


def _first_time(row: Json, scale: float) -> str | None:
    parts = next((rows for name in ("elements", "words") if (rows := objects(row.get(name)))), [])
    return next((time for part in parts if (time := time_of(part, scale))), None)


def _joined(row: Json) -> str | None:
    """The text of a segment that holds only its words or sentences."""
    for name in ("sentences", "elements", "text_blocks", "words"):
        rows = row.get(name)
        if isinstance(rows, list):
            words = [word_of(each) for each in rows if isinstance(each, Mapping)]
            if name == "elements":
                return "".join(words).strip() or None
            return " ".join(filter(None, words)) or None
    return None


def _of_words(rows: Sequence[object]) -> list[Block]:
    """Blocks of a list of words: a new one for each speaker, and at sentences' ends."""
    blocks: list[Block] = []
    words: list[str] = []
    shares: list[float | None] = []
    time: str | None = None
    speaker: str | None = None
    scale = scale_of(rows)

    def close() -> None:
        said = " ".join(words)
        known = tuple(shares) if any(share is not None for share in shares) else ()
        blocks.append(Block(said, time=time, speaker=speaker, confidences=known))

    for row in rows:
        if not isinstance(row, Mapping) or not (word := " ".join(word_of(row).split())):
            continue
        if words and word in _MARKS:
            words[-1] += word
            continue
        who = speaker_of(row)
        ended = len(words) >= _PAUSE and words[-1].endswith((".", "?", "!"))
        if words and (who != speaker or ended):
            close()
            words, shares = [], []
        if not words:
            time, speaker = time_of(row, scale), who
        words.append(word)
        shares += [confidence_of(row)] * len(word.split())
    if words:
        close()
    return blocks if blocks and (blocks[0].time or blocks[0].speaker) else []


def _renamed(rows: Sequence[object]) -> Sequence[object]:
    """Words of Speechmatics' first version, which calls a word its name."""
    if any(isinstance(row, Mapping) and word_of(row) for row in rows[:20]):
        return rows
    return [
        {"word": row.get("name"), "start": row.get("time"), "confidence": row.get("confidence")}
        for row in objects(rows)
    ]


def _amazon(results: object) -> list[Block]:
    """Amazon Transcribe: segments of audio, or items with their speakers beside."""
    if not isinstance(results, Mapping):
        return []
    if isinstance(rows := results.get("audio_segments"), list) and (found := segments(rows)):
        return found
    speakers: dict[str, str] = {}
    labels = results.get("speaker_labels")
    for segment in objects(labels.get("segments") if isinstance(labels, Mapping) else None):
        for item in objects(segment.get("items")):
            label = item.get("speaker_label") or segment.get("speaker_label")
            speakers[str(item.get("start_time"))] = str(label)
    return _items(objects(results.get("items")), speakers)


def _items(items: Sequence[object], speakers: Mapping[str, str]) -> list[Block]:
    """Blocks of words and marks with alternatives; ``speakers`` by their time, where beside."""
    words: list[dict[str, Any]] = []
    for item in items:
        if not isinstance(item, Mapping):
            continue
        options = objects(item.get("alternatives"))
        said = str(options[0].get("content") or "") if options else ""
        if item.get("type") == "punctuation" and words:
            words[-1]["word"] += said
        elif said:
            at = item.get("start_time")
            who = item.get("speaker_label") or speakers.get(str(at)) or options[0].get("speaker")
            share = confidence_of(item)
            words.append({"word": said, "start": at, "speaker": who, "confidence": share})
    return _of_words(words)


def _google(results: object) -> list[Block]:
    """Google and IBM: a result a stretch; Google's last one may hold all words again, with
    their speakers."""
    firsts = [
        options[0] for row in objects(results) if (options := objects(row.get("alternatives")))
    ]
    spoken = [objects(first.get("words")) for first in firsts]
    if any(speaker_of(word) for words in spoken for word in words):
        before = sum(map(len, spoken[:-1]))
        again = before > 0 and len(spoken[-1]) >= before
        return _of_words(spoken[-1] if again else [word for words in spoken for word in words])
    blocks: list[Block] = []
    for first, words in zip(firsts, spoken, strict=True):
        text = first.get("transcript")
        if isinstance(text, str) and text.strip():
            time = time_of(words[0], 1.0) if words else None
            stamps = first.get("timestamps")
            if isinstance(stamps, list) and stamps and isinstance(stamps[0], list):
                time = time_of({"start": stamps[0][1] if len(stamps[0]) > 1 else None}, 1.0)
            said = " ".join(text.split())
            blocks.append(Block(said, time=time, confidences=confidences_in(first, said)))
    return blocks
