"""The forms that answers to an assistant have: short, each with its place."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Said:
    """A quotation of a draft. ``kind`` is non-speech for a title, a term or a nickname in marks.
    ``speaker`` is empty where nobody is named; ``sure`` is the chance, from 0 to 1, that the
    speaker is right."""

    quotation: str
    line: int
    column: int
    kind: str
    speaker: str
    sure: float


@dataclass(frozen=True)
class AnswerPlace:
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
class AnswerFinding:
    """A quotation that was checked: ``desk`` is what it asks for (error, open, look, pass).
    ``evidence`` has its words in a source, ``corrected`` is the quotation as that source has it,
    ready to be printed. ``nearest`` is not its source: it only shows where to begin to look."""

    quotation: str
    line: int
    column: int
    speaker: str
    verdict: str
    desk: str
    why: str
    next_step: str
    corrected: str
    evidence: AnswerPlace | None
    nearest: AnswerPlace | None


@dataclass(frozen=True)
class Checked:
    """A draft that was checked, worst first. ``passed`` counts the quotations that are right,
    ``not_checked`` says what of the draft was not looked at, ``not_read`` which sources could not
    be read."""

    summary: str
    findings: list[AnswerFinding]
    passed: int
    not_checked: list[str]
    not_read: list[str]


@dataclass(frozen=True)
class Sentences:
    """Sentences of the sources, the best first. ``note`` says what the list does not show."""

    note: str
    found: list[AnswerPlace]


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
