"""The answers that an assistant gets: short, each with its place and what to do next."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from quotecheck.assistant.workspace import Workspace
from quotecheck.errors import InputError
from quotecheck.extraction import extract
from quotecheck.files import whole
from quotecheck.model import Document, Passage, Quotation, Triage, Verdict
from quotecheck.record import to_record
from quotecheck.reports.next_step import next_step
from quotecheck.sources.places import place_of
from quotecheck.text import Lines

_MOST_WORDS = 600  # characters of a quotation or a passage
_AROUND = 200  # characters before and after a passage
_MOST_SHOWN = 4000  # characters of a source in one answer
_ORDER = (Triage.ERROR, Triage.OPEN, Triage.LOOK, Triage.PASS)


@dataclass(frozen=True)
class Said:
    """A quotation of a draft. ``speaker`` is empty where nobody is named; ``sure`` is the chance,
    from 0 to 1, that the speaker is right."""

    quotation: str
    line: int
    column: int
    speaker: str
    sure: float


@dataclass(frozen=True)
class Place:
    """Words in a source, with what stands right before and after them. ``near``: they are not the
    words that were asked for, but the nearest there are."""

    source: str
    line: int | None
    place: str
    time: str
    speaker: str
    words: str
    before: str = ""
    after: str = ""
    near: bool = False


@dataclass(frozen=True)
class Finding:
    """A quotation that was checked: ``desk`` is what it asks for (error, open, look, pass)."""

    quotation: str
    line: int
    column: int
    speaker: str
    verdict: str
    desk: str
    why: str
    next_step: str
    evidence: Place | None


@dataclass(frozen=True)
class Checked:
    """A draft that was checked, worst first. ``passed`` counts the quotations that are right."""

    summary: str
    findings: list[Finding]
    passed: int
    not_read: list[str]


@dataclass(frozen=True)
class SourceRow:
    """A source: what it is and who speaks in it."""

    id: str
    file: str
    kind: str
    date: str
    title: str
    speakers: list[str]
    words: int
    warnings: list[str]


@dataclass(frozen=True)
class Listed:
    """The sources that were read, and the files that were not, with the reason."""

    sources: list[SourceRow]
    not_read: list[str]


def quotations(work: Workspace, text: str = "", file: str = "") -> list[Said]:
    """Every quotation of a draft and who is speaking.

    Raises:
        InputError: the draft cannot be read.
    """
    document = extract(work.article(text, file), work.rules)
    lines = Lines(document.article.text)
    return [
        Said(_cut(quote.text), *lines.place(quote.start), _name(quote), round(quote.confidence, 2))
        for quote in document.quotes
    ]


def checked(
    work: Workspace, text: str = "", file: str = "", *, everything: bool = False
) -> Checked:
    """Every quotation of a draft against the sources: those that ask for something, or all.

    Raises:
        InputError: the draft or the sources cannot be read.
    """
    document = _document(work, text, file)
    lines = Lines(document.article.text)
    rows = sorted(document.quotes, key=lambda quote: _ORDER.index(_triage(quote)))
    tally = Counter(map(_triage, rows))
    shown = [quote for quote in rows if everything or _triage(quote) is not Triage.PASS]
    counts = ", ".join(f"{tally[triage]} {triage.value}" for triage in _ORDER if tally[triage])
    number = "1 quotation" if len(rows) == 1 else f"{len(rows)} quotations"
    return Checked(
        f"{number}: {counts}" if rows else "no quotations",
        [_finding(work, quote, lines) for quote in shown],
        tally[Triage.PASS],
        _unread(work),
    )


def found(work: Workspace, words: str, speaker: str = "", most: int = 5) -> list[Place]:
    """Where words stand in the sources, as written or nearly, the nearest first.

    Raises:
        InputError: the sources cannot be read.
    """
    passages = work.library().search(words[:_MOST_WORDS], limit=min(50, 4 * max(1, most)))
    wanted = speaker.casefold().split()
    kept = (
        each for each in passages if all(part in (each.speaker or "").casefold() for part in wanted)
    )
    return [_place(work, passage) for passage, _ in zip(kept, range(min(most, 20)), strict=False)]


def shown(work: Workspace, source: str, line: int = 1) -> list[Place]:
    """What a source says from a line on, turn by turn.

    Raises:
        InputError: there is no such source.
    """
    library = work.library()
    whole_source = library.sources.get(source)
    if whole_source is None:
        names = ", ".join(sorted(library.sources)[:20])
        raise InputError("there is no such source", path=source, hint=f"there are: {names}")
    rows: list[Place] = []
    length = 0
    for turn in whole_source.turns:
        at = place_of(whole_source.text, whole_source.places, turn.start).line
        last = (at or 1) + whole_source.text.count("\n", turn.start, turn.end)
        if last < line or length > _MOST_SHOWN:
            continue
        words = _cut(whole_source.text[turn.start : turn.end], _MOST_SHOWN)
        length += len(words)
        speaker = turn.speaker or (f"“{turn.label}”, not named" if turn.label else "")
        rows.append(Place(source, at, "", turn.time or "", speaker, words))
    return rows


def listed(work: Workspace) -> Listed:
    """The sources and who speaks in them, and what could not be read.

    Raises:
        InputError: the sources cannot be read.
    """
    library = work.library()
    rows = [
        SourceRow(
            source.id,
            work.shown(source.path),
            source.kind,
            source.date or "",
            source.title or "",
            sorted({turn.speaker for turn in source.turns if turn.speaker})[:50],
            len(source.text.split()),
            list(source.warnings),
        )
        for source in library.sources.values()
    ]
    return Listed(rows, _unread(work))


def saved(work: Workspace, file: str, output: str) -> str:
    """Write the record of a check as JSON to a new file, and give its name.

    Raises:
        InputError: nothing may be written there, or the draft cannot be read.
    """
    import json

    target = work.new_path(output)
    document = _document(work, "", file)
    with whole(target) as partial:
        partial.write_text(
            json.dumps(to_record(document), ensure_ascii=False, indent=1), encoding="utf-8"
        )
    return work.shown(str(target))


def _document(work: Workspace, text: str, file: str) -> Document:
    article = work.article(text, file)
    return work.checker().check_document(extract(article, work.rules))


def _finding(work: Workspace, quote: Quotation, lines: Lines) -> Finding:
    outcome = quote.check
    passage = outcome.matches[0] if outcome and outcome.matches else None
    return Finding(
        _cut(quote.text),
        *lines.place(quote.start),
        _name(quote),
        outcome.verdict.value if outcome else Verdict.UNCHECKED.value,
        _triage(quote).value,
        outcome.why if outcome else "",
        next_step(quote),
        _place(work, passage) if passage else None,
    )


def _place(work: Workspace, passage: Passage) -> Place:
    before, after = work.library().context(passage, chars=_AROUND)
    return Place(
        passage.source,
        passage.line,
        passage.place or "",
        passage.time or "",
        passage.speaker or (f"“{passage.label}”, not named" if passage.label else ""),
        _cut(passage.text),
        " ".join(before.split()),
        " ".join(after.split()),
        passage.near,
    )


def _unread(work: Workspace) -> list[str]:
    return [
        f"{work.shown(each.path) or each.path}: {each.reason}" for each in work.library().unread
    ]


def _triage(quote: Quotation) -> Triage:
    return quote.check.triage if quote.check else Triage.OPEN


def _name(quote: Quotation) -> str:
    return quote.speaker.name if quote.speaker else ""


def _cut(text: str, most: int = _MOST_WORDS) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else line[:most].rsplit(" ", 1)[0] + " …"
