"""Reading a file of whatever format into sources."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from quotecheck.errors import InputError
from quotecheck.files import decode, read_bytes
from quotecheck.model import Kind, Source, Turn
from quotecheck.rules import Rules

_PLAIN = ".txt", ".text", ".md", ".markdown", ".html", ".htm", ".docx"
SUFFIXES = frozenset((*_PLAIN, ".srt", ".vtt", ".json", ".jsonl", ".js"))
_LIMIT = 2_000_000_000  # bytes of a file


def read_sources(path: Path, rules: Rules) -> Iterator[Source | str]:
    """The sources in a file, and a warning for each thing in it that cannot be used."""
    try:
        text, notes = _text_of(path)
        for note in notes:
            yield f"{path}: {note}"
        if not text.strip():
            raise InputError("is empty", path=str(path))
        yield from _read(path, text, rules)
    except InputError as error:
        yield str(error)


def _text_of(path: Path) -> tuple[str, tuple[str, ...]]:
    """The text of a file, and what there is to say of it."""
    data, suffix = read_bytes(path, limit=_LIMIT), path.suffix.lower()
    if suffix == ".docx":
        from quotecheck.formats import docx_text

        return docx_text(data, str(path))
    text, notes = decode(data, str(path))
    if suffix in (".html", ".htm"):
        from quotecheck.formats import html_text

        text = html_text(text)
    return text, notes


def _read(path: Path, text: str, rules: Rules) -> Iterator[Source | str]:
    name, suffix = str(path), path.suffix.lower()
    if suffix == ".jsonl":
        from quotecheck.sources import jsonlines

        yield from jsonlines.read(text, name, rules)
    elif suffix in (".json", ".js"):
        from quotecheck.sources import posts

        yield from posts.read(text, name, rules)
    elif suffix == ".srt":
        from quotecheck.sources import captions

        yield captions.read_srt(text, name, rules)
    elif suffix == ".vtt":
        from quotecheck.sources import captions

        yield captions.read_vtt(text, name, rules)
    else:
        from quotecheck.sources import plain

        yield plain.read(text, name, rules, lambda story: _quoted(story, rules))


def _quoted(text: str, rules: Rules) -> tuple[Turn, ...]:
    """The quotations of a story as turns of those who are said to have spoken."""
    from quotecheck.articles import make_article
    from quotecheck.extraction import extract

    turns: list[Turn] = []
    for quote in extract(make_article(text), rules, explain=False).quotes:
        at = turns[-1].end if turns else 0
        if quote.kind not in (Kind.NON_SPEECH, Kind.INDIRECT) and quote.start >= at:
            speaker = quote.speaker.name if quote.speaker else None
            turns.append(Turn(speaker, quote.start, quote.end))
    return tuple(turns)
