"""Reading a file of any format into sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from quotecheck.encoding import decode
from quotecheck.errors import InputError
from quotecheck.files import open_regular, read_bytes
from quotecheck.formats import READ, contents, is_known_kind, why_not
from quotecheck.formats.sizes import LARGEST, OTHER
from quotecheck.limit import OutOfTime, time_limit
from quotecheck.model import Kind, Source, Turn, Unread
from quotecheck.rules import Rules
from quotecheck.sources.fetched import address_of
from quotecheck.sources.making import make_source
from quotecheck.sources.named import names_beside

SUFFIXES = frozenset((*READ, ".jsonl"))
SECONDS = 120.0  # for one source; a file may hold many
TOO_LARGE = "needs more memory than it may have: split it"
SPLIT = "split it, or leave it out"


def read_sources(path: Path, rules: Rules) -> Iterator[Source | Unread | str]:
    """The sources in a file, and a warning for each part that cannot be used; if no part can, a
    single `Unread` says why."""
    found = False
    try:
        items = _read(path, rules)
        seconds = 0.0 if path.suffix.lower() == ".pdf" else SECONDS  # PDF has limits of its own
        while True:
            with time_limit(seconds):
                item = next(items, None)
            if item is None:
                return
            found = found or isinstance(item, Source)
            yield item
    except OutOfTime:
        slow = InputError(f"takes longer than {SECONDS:g} s to read", path=str(path), hint=SPLIT)
        yield unread(path, slow, told=found)
    except InputError as error:
        yield unread(path, error, told=found)
    except RecursionError:
        yield Unread(str(path), "is nested too deeply")
    except MemoryError:
        yield Unread(str(path), TOO_LARGE)


def unread(path: Path, error: InputError, *, told: bool, again: bool = False) -> Unread | str:
    """The record of a file that could not be read, or only a warning if part of it was."""
    if told:
        return str(error)
    again = again or isinstance(error.__cause__, OSError)  # permissions can change
    reason = f"{error.reason} ({error.hint})" if error.hint else error.reason
    where = f"line {error.line}: " if error.line is not None else ""
    return Unread(error.path or str(path), where + reason, again)


def _read(path: Path, rules: Rules) -> Iterator[Source | str]:
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES and (reason := why_not(path)) and not _is_text(path):
        raise InputError(reason, path=str(path))
    data = read_bytes(path, limit=LARGEST.get(suffix, OTHER))
    if suffix == ".jsonl":
        from quotecheck.sources import jsonlines

        text, notes = decode(data, str(path))
        yield from (f"{path}: {note}" for note in notes)
        if not text.strip():
            raise InputError("is empty", path=str(path))
        yield from jsonlines.read(text, str(path), rules)
        return
    try:
        named = names_beside(path)
    except InputError as error:
        named = {}
        yield str(error)
    address = address_of(path)
    for number, content in enumerate(contents(data, str(path))):
        if not any(block.text.strip() for block in content.blocks):
            yield from content.notes
            continue
        source = make_source(content, str(path), rules, lambda story: _quoted(story, rules), named)
        if number and content.id is None:
            source = replace(source, id=f"{source.id}#{number + 1}")
        yield source if source.address or not address else replace(source, address=address)


def _is_text(path: Path) -> bool:
    """Return whether a file with an ending that says nothing holds text."""
    if is_known_kind(path):
        return False
    try:
        with open_regular(path) as file:
            start = file.read(4096)
    except (OSError, ValueError):
        return False
    return b"\0" not in start


def _quoted(text: str, rules: Rules) -> tuple[Turn, ...]:
    """The quotations of a story as turns of the speakers named there."""
    from quotecheck.articles import make_article
    from quotecheck.extraction import extract

    turns: list[Turn] = []
    for quote in extract(make_article(text), rules, explain=False).quotes:
        at = turns[-1].end if turns else 0
        if quote.kind not in (Kind.NON_SPEECH, Kind.INDIRECT) and quote.start >= at:
            speaker = quote.speaker.name if quote.speaker else None
            turns.append(Turn(speaker, quote.start, quote.end))
    return tuple(turns)
