"""Reading gold sets: JSON Lines, brat standoff, and what a desk has confirmed.

JSON Lines has a document a line: ``{"id", "text", "quotes": [{"start", "end", "kind", "speaker":
{"text", "start", "end", "canonical"} | null, ...}]}``; the kinds are quotecheck's own, or ``mixed``
for ``partial``. ``quotecheck report --format gold`` writes this form.

brat has ``NAME.txt`` and ``NAME.ann``. An entity whose type names a quotation (Quote, Quotation,
Content, or one of quotecheck's kinds) is a quotation, one whose type names a speaker (Speaker,
Source) a speaker; any relation between the two, or an event that holds both, joins them.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from quotecheck.encoding import decode
from quotecheck.errors import InputError
from quotecheck.files import find, read_bytes
from quotecheck.model import Kind

_BAD = (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError)
MAX_GOLD_BYTES = 1_000_000_000

GoldSpans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class GoldQuote:
    """A quotation as people judged it.

    ``spans`` and ``speaker`` are offsets of the quotation and of the words that name the speaker
    (none: the article names nobody). ``names`` are the speaker's canonical names that count as
    right. ``group`` joins the parts of one attribution. One with ``ignore`` is not scored.
    """

    spans: GoldSpans
    kind: Kind
    speaker: GoldSpans = ()
    mention: str = ""
    names: tuple[str, ...] = ()
    group: str | None = None
    content: GoldSpans = ()
    ignore: bool = False


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """An article with its judged quotations."""

    id: str
    text: str
    quotes: tuple[GoldQuote, ...]


def read_gold(path: str | Path) -> Iterator[GoldDocument]:
    """The documents of a gold set: a .jsonl or .jsonl.gz file, an .ann file, or a folder of them.

    Raises InputError with the line that cannot be read.
    """
    place = Path(path)
    if place.is_dir():
        files = list(find([place], {".jsonl", ".gz", ".ann"}))
        if not files:
            raise InputError(
                "holds no gold set", path=str(path), hint="files end in .jsonl, .jsonl.gz or .ann"
            )
        for file in files:
            yield from read_gold(file)
    elif place.suffix == ".ann":
        yield _read_brat(place)
    else:
        yield from _read_json_lines(place)


def _read_json_lines(path: Path) -> Iterator[GoldDocument]:
    data = read_bytes(path, limit=MAX_GOLD_BYTES)
    if path.suffix == ".gz":
        data = _unzip(data, path)
    text, _ = decode(data, str(path))
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            quotes = tuple(_quote(each) for each in row["quotes"])
            yield GoldDocument(str(row["id"]), str(row["text"]), quotes)
        except _BAD as error:
            reason = f"is not a gold document: {_why(error)}"
            raise InputError(reason, path=str(path), line=number) from error


def _why(error: Exception) -> str:
    """The fault of a line, in words."""
    if isinstance(error, KeyError):
        return f"it has no field {error.args[0]!r}"
    if isinstance(error, json.JSONDecodeError):
        return "it is not JSON"
    return str(error) if isinstance(error, ValueError) else "a field holds what it may not"


def _unzip(data: bytes, path: Path) -> bytes:
    import io

    try:
        with gzip.open(io.BytesIO(data)) as file:
            unzipped = file.read(MAX_GOLD_BYTES + 1)
    except (OSError, EOFError) as error:
        raise InputError(f"cannot be unzipped: {error}", path=str(path)) from error
    if len(unzipped) > MAX_GOLD_BYTES:
        raise InputError("unzips to more than 1 GB", path=str(path))
    return unzipped


def _quote(row: Mapping[str, Any]) -> GoldQuote:
    speaker = row.get("speaker") or {}
    spans = _spans(speaker)
    names = [speaker.get("canonical"), *row.get("alt", ())]
    kind = "partial" if row["kind"] == "mixed" else row["kind"]
    return GoldQuote(
        spans=_spans(row),
        kind=Kind(kind),
        speaker=spans,
        mention=str(speaker.get("text") or ""),
        names=tuple(str(name) for name in names if name),
        group=row.get("group"),
        content=tuple(_span(start, end) for start, end in row.get("content", ())),
        ignore=bool(row.get("ignore")),
    )


def _spans(row: Mapping[str, Any]) -> GoldSpans:
    if pieces := row.get("segs") or row.get("spans"):
        return tuple(_span(start, end) for start, end in pieces)
    if row.get("start") is None or row.get("end") is None:
        return ()
    return (_span(row["start"], row["end"]),)


def _span(start: Any, end: Any) -> tuple[int, int]:
    if not 0 <= int(start) <= int(end):
        raise ValueError(f"{start} to {end} is not a span")
    return int(start), int(end)


_QUOTE_TYPES = {"quote": None, "quotation": None, "content": None, "mixed": Kind.PARTIAL} | {
    kind.value: kind for kind in Kind
}
_SPEAKER_TYPES = {"speaker", "source"}
_ENTITY = re.compile(r"^(T\S+)\t(\S+) ([\d; ]+)\t?(.*)$")
_RELATION = re.compile(r"^[RE]\S+\t(.*)$")
_ARGUMENT = re.compile(r":(T\S+)")


@dataclass(slots=True)
class _Entity:
    type: str
    spans: GoldSpans
    text: str
    speakers: list[str] = field(default_factory=list)


def _read_brat(path: Path) -> GoldDocument:
    annotations, _ = decode(read_bytes(path), str(path))
    text, _ = decode(read_bytes(path.with_suffix(".txt")), str(path.with_suffix(".txt")))
    entities: dict[str, _Entity] = {}
    joins: list[list[str]] = []
    for number, line in enumerate(annotations.split("\n"), 1):
        if found := _ENTITY.match(line):
            key, kind, places, words = found.groups()
            spans = _brat_spans(places, len(text), path, number)
            entities[key] = _Entity(kind.lower().replace("_", "-"), spans, words)
        elif found := _RELATION.match(line):
            joins.append(_ARGUMENT.findall(found.group(1)))
    for join in joins:
        members = [entities[key] for key in join if key in entities]
        speakers = [key for key in join if key in entities and _is_speaker(entities[key])]
        for member in members:
            if member.type in _QUOTE_TYPES:
                member.speakers += speakers
    quotes = [
        _brat_quote(text, entity, entities)
        for entity in entities.values()
        if entity.type in _QUOTE_TYPES
    ]
    return GoldDocument(path.stem, text, tuple(sorted(quotes, key=lambda quote: quote.spans)))


def _brat_spans(places: str, length: int, path: Path, line: int) -> GoldSpans:
    try:
        spans = tuple(tuple(map(int, place.split())) for place in places.split(";"))
    except ValueError:
        spans = ()
    if not spans or any(len(each) != 2 or not each[0] < each[1] <= length for each in spans):
        raise InputError(f"has a span that does not fit: {places}", path=str(path), line=line)
    return tuple((each[0], each[1]) for each in spans)


def _is_speaker(entity: _Entity) -> bool:
    return entity.type in _SPEAKER_TYPES


def _brat_quote(text: str, entity: _Entity, entities: Mapping[str, _Entity]) -> GoldQuote:
    start, end = entity.spans[0][0], entity.spans[-1][1]
    marked = any(mark in text[max(0, start - 1) : end + 1] for mark in '“”"«»„‘')
    kind = _QUOTE_TYPES[entity.type] or (Kind.DIRECT if marked else Kind.INDIRECT)
    speakers = [entities[key] for key in entity.speakers]
    return GoldQuote(
        spans=entity.spans,
        kind=kind,
        speaker=tuple(span for speaker in speakers for span in speaker.spans),
        mention=" ".join(speaker.text for speaker in speakers),
    )
