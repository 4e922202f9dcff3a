"""Events: the records that the journals of a desk hold.

Nothing is ever changed or deleted; an undo is one more record. ``Change`` says what an editor
judged, ``Item`` to which quotation it belongs and what the editor saw, ``Event`` who did it when.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from quotecheck.model import (
    Attribution,
    Passage,
    Pending,
    Reading,
    ReportVerdict,
    Verdict,
    Wording,
)


class Action(StrEnum):
    """The kinds of event."""

    OPEN = "open"  # the first line of a journal
    DECIDE = "decide"
    UNDO = "undo"
    REDO = "redo"
    SPANS = "spans"  # quotations joined, split or marked by hand
    SIGN = "sign"
    CONFIDE = "confide"  # somebody is a confidential source; in the private journals only
    NOTICE = "notice"  # a private journal holds something that exports depend on


class Aspect(StrEnum):
    """The sides of a quotation that are judged independently of each other."""

    WORDING = "wording"
    SPEAKER = "speaker"
    EVIDENCE = "evidence"
    NOTE = "note"
    PRIVATE = "private"
    PENDING = "pending"
    READING = "reading"


@dataclass(frozen=True, slots=True)
class Anchor:
    """A quotation by content: its exact text, offsets, and what stood before and after it."""

    start: int
    end: int
    exact: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """The verdicts and evidence on the screen when the editor decided."""

    speaker: str | None = None
    verdict: Verdict | None = None
    evidence: Passage | None = None
    report: ReportVerdict | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """The judgement of an editor; a field that is None was not touched.

    ``text`` is the corrected quotation with its marks, ``speaker`` the corrected name; ``reason``
    goes with a waiver or a confirmation against the engine's flag, and says what is wrong with a
    report; ``question`` is for the writer. ``reading`` is of a report. ``together`` says with how
    many other quotations it was judged at once, from a list.
    """

    wording: Wording | None = None
    text: str | None = None
    reason: str | None = None
    attribution: Attribution | None = None
    speaker: str | None = None
    evidence: Passage | None = None
    note: str | None = None
    private: str | None = None
    pending: Pending | None = None
    question: str | None = None
    reading: Reading | None = None
    together: int | None = None

    @property
    def aspects(self) -> frozenset[Aspect]:
        """The sides of the quotation that this change touches."""
        touched = {
            Aspect.WORDING: self.wording,
            Aspect.SPEAKER: self.attribution,
            Aspect.EVIDENCE: self.evidence,
            Aspect.NOTE: self.note,
            Aspect.PRIVATE: self.private,
            Aspect.PENDING: self.pending,
            Aspect.READING: self.reading,
        }
        return frozenset(aspect for aspect, value in touched.items() if value is not None)


@dataclass(frozen=True, slots=True)
class Item:
    """One quotation's part of a decision, or that of a ``report``. ``base`` names the events that
    the editor knew of."""

    anchor: Anchor
    change: Change
    seen: Seen = Seen()
    base: tuple[str, ...] = ()
    report: bool = False


@dataclass(frozen=True, slots=True)
class Spans:
    """Quotations taken away and added by hand: a join, a split, or a mark."""

    removed: tuple[Anchor, ...] = ()
    added: tuple[Anchor, ...] = ()


@dataclass(frozen=True, slots=True)
class Excuse:
    """The reason why a quotation may stay as it is at sign-off."""

    anchor: Anchor
    reason: str


@dataclass(frozen=True, slots=True)
class Head:
    """The last line of a journal that was known when an event was written. ``sum`` is empty for a
    private journal: with it, names could be tried out."""

    journal: str
    line: int
    sum: str


@dataclass(frozen=True, slots=True)
class Signature:
    """A signed record: its hash, the signature before it, and the journals that it rests on."""

    record: str
    previous: str = ""
    decided: int = 0
    open: int = 0
    excuses: tuple[Excuse, ...] = ()
    heads: tuple[Head, ...] = ()
    key: str = ""  # the public key, and what its holder made of the rest
    seal: str = ""


@dataclass(frozen=True, slots=True)
class Alias:
    """The name under which somebody confidential is exported; an empty ``alias`` lifts it."""

    name: str
    alias: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """One line of a journal. ``id`` is the journal's name and the line, ``at`` is UTC in ISO form.

    ``article`` is the article's path from the folder that holds the desk; the hashes name the
    versions of article, sources and rules that the editor saw. ``heads`` are the ends of the other
    journals that its editor had come to see. What was decided at once but written in several lines
    names the first of them as ``part_of``.
    """

    id: str
    at: str
    editor: str
    action: Action
    article: str = ""
    article_hash: str = ""
    sources_hash: str = ""
    rules_hash: str = ""
    items: tuple[Item, ...] = ()
    target: str = ""
    spans: Spans | None = None
    signature: Signature | None = None
    alias: Alias | None = None
    version: int | None = None
    turn: int = 0
    heads: tuple[Head, ...] = ()
    part_of: str = ""

    @property
    def order(self) -> tuple[int, str, str]:
        """The place of the event among those of all journals. ``turn`` is one more than that of
        every event its editor had seen: no clock has to be right for an answer to come after
        what it answers."""
        return (self.turn, self.at, self.id)
