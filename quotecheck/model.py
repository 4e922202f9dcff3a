"""The data that flows through quotecheck: plain frozen records and no behaviour beyond lookups.

    article ──read──> Article ──extract──> Document of Quotations ──check──> Checks ──review──> ...
    sources ──read──> Source of Turns ──────────────────────────────┘

Every ``start`` and ``end`` counts characters of the text as decoded (``text[start:end]``),
quotation marks included. The JSON of these records is in ``quotecheck.record``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from quotecheck.kinds import (
    Attribution,
    Flag,
    Kind,
    Medium,
    ParticularKind,
    Pending,
    Reading,
    ReportVerdict,
    SpeakerMatch,
    State,
    Tier,
    Triage,
    Verdict,
    Wording,
)

__all__ = [
    "NARRATION",
    "Article",
    "Attribution",
    "Candidate",
    "Check",
    "Decision",
    "DiffOp",
    "Document",
    "Feature",
    "Flag",
    "Kind",
    "Medium",
    "Mention",
    "Particular",
    "ParticularKind",
    "Passage",
    "Pending",
    "Place",
    "Quotation",
    "Reading",
    "ReportCheck",
    "ReportVerdict",
    "Source",
    "Speaker",
    "SpeakerMatch",
    "State",
    "Tick",
    "Tier",
    "Triage",
    "Turn",
    "Unread",
    "Verdict",
    "Wording",
]


@dataclass(frozen=True)
class Mention:
    """Words in the article and where they stand: ``text == article.text[start:end]``."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Speaker:
    """A person, group or document that is speaking.

    ``name`` is the fullest form that the article (or the rules' ``people``) gives; ``mention``
    is the words nearby that stand for the speaker ("he", "Mr. Kim", "the campaign").
    """

    name: str
    mention: Mention | None = None


@dataclass(frozen=True)
class Feature:
    """One reason for or against a candidate, and its weight in the rules."""

    name: str
    weight: float


@dataclass(frozen=True)
class Candidate:
    """A speaker who was considered: by which rule, and with what score."""

    speaker: Speaker
    rule: str
    score: float
    features: tuple[Feature, ...] = ()
    cue: Mention | None = None


@dataclass(frozen=True)
class Passage:
    """A place in a source where words stand.

    ``start`` and ``end`` count characters of the source's text; ``line`` counts from 1;
    ``time`` is the time code of the turn, where the source has one. ``page`` is the page, and
    ``place`` says in words where a person finds the passage ("page 12, line 7", "paragraph 14").
    ``label`` is what the source prints where a speaker's name would stand, if that does not tell
    who speaks. ``near`` is true of a passage that is shown for orientation only: it is not the
    quoted words. ``score`` is the share of the quote's words that stand in the passage, from 0
    to 1.
    """

    source: str
    start: int
    end: int
    text: str
    path: str | None = None
    title: str | None = None
    date: str | None = None
    speaker: str | None = None
    time: str | None = None
    line: int | None = None
    tier: Tier | None = None
    score: float = 1.0
    near: bool = False
    page: str | None = None
    place: str | None = None
    label: str | None = None


@dataclass(frozen=True)
class DiffOp:
    """One run of the word diff: ``=`` in both, ``-`` only in the source, ``+`` only in the quote.

    ``words`` is given as written (source's for ``-``, the article's for ``=`` and ``+``).
    """

    op: str
    words: str


@dataclass(frozen=True)
class Check:
    """The result of checking a quotation against the sources.

    ``matches`` holds the passages, best first. ``allowance`` names what the policy let pass
    ("house style", "honest ellipsis"); ``why`` says in a sentence what the difference is.
    """

    verdict: Verdict
    triage: Triage
    speaker_match: SpeakerMatch = SpeakerMatch.UNKNOWN
    flags: tuple[Flag, ...] = ()
    diff: tuple[DiffOp, ...] = ()
    matches: tuple[Passage, ...] = ()
    allowance: str | None = None
    why: str = ""


@dataclass(frozen=True)
class Particular:
    """One fact in a report: ``text`` is its words, at ``start`` up to ``end`` of the report's own
    words; ``source`` is what a passage has where it differs, and ``passage`` the sentence in which
    it stands there. Of a speaker ``text`` is the name, which need not stand in the report: then
    both places are 0."""

    kind: ParticularKind
    start: int
    end: int
    text: str
    state: State
    source: str = ""
    passage: Passage | None = None


@dataclass(frozen=True)
class ReportCheck:
    """The result of checking a report against the sources: the passages that it may rest on, best
    first, and its particulars in text order."""

    verdict: ReportVerdict
    matches: tuple[Passage, ...] = ()
    particulars: tuple[Particular, ...] = ()
    speaker_match: SpeakerMatch = SpeakerMatch.UNKNOWN
    why: str = ""


@dataclass(frozen=True)
class Quotation:
    """One quoted span of an article, who is speaking, and what the sources show.

    ``id`` is unique in its document: the number of the quotation ("1", "2", ...), or the id
    that a quote list gave. ``nested`` are the quotations inside its words, marks included.
    ``via`` is the outlet or person that reported the words, when that is not the speaker.
    ``confidence`` (0 to 1) is the chance that the mention of the speaker is right,
    ``name_confidence`` that the full name is, whichever of the person's mentions it was.
    ``alternatives`` are the runners-up, best first. ``date`` is the ISO date of a quotation from a
    quote list; otherwise the article's date counts.
    ``number`` is what the desk calls it where that is not its place among the quotations: one that
    was marked by hand does not move the others.
    ``report`` is the check of an indirect quotation, which has no ``check``; ``context`` is the
    text around it that a quote list gave.
    """

    id: str
    start: int
    end: int
    text: str
    kind: Kind
    paragraph: int = 0
    speaker: Speaker | None = None
    cue: Mention | None = None
    medium: Medium = Medium.UNKNOWN
    via: str | None = None
    rule: str | None = None
    confidence: float = 0.0
    name_confidence: float = 0.0
    date: str | None = None
    nested: tuple[Mention, ...] = ()
    features: tuple[Feature, ...] = ()
    alternatives: tuple[Candidate, ...] = ()
    check: Check | None = None
    decision: Decision | None = None
    report: ReportCheck | None = None
    context: str = ""
    number: int = 0


@dataclass(frozen=True)
class Article:
    """A draft or published story. ``id`` is the file stem, ``date`` is ISO (YYYY-MM-DD)."""

    id: str
    text: str
    path: str | None = None
    title: str | None = None
    date: str | None = None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Tick:
    """A name, number or day of a story, ticked off against the sources: a source has it
    (``same``), has another (``differs``: ``source`` is how), or has nothing (``missing``).
    ``text`` stands in the article from ``start`` up to ``end``; ``passage`` is where to look."""

    kind: ParticularKind
    start: int
    end: int
    text: str
    state: State
    source: str = ""
    passage: Passage | None = None


@dataclass(frozen=True)
class Document:
    """An article and its quotations in text order: what ``extract`` and ``check`` give. ``ticks``
    are the particulars of the story, where they were asked for."""

    article: Article
    quotes: tuple[Quotation, ...]
    ticks: tuple[Tick, ...] = ()

    @property
    def marked(self) -> tuple[Quotation, ...]:
        """The quotations without the reports."""
        return tuple(quote for quote in self.quotes if quote.kind is not Kind.INDIRECT)

    @property
    def reports(self) -> tuple[Quotation, ...]:
        """The statements reported without quotation marks."""
        return tuple(quote for quote in self.quotes if quote.kind is Kind.INDIRECT)


NARRATION = "narration"  # the label of what a source tells in words of its own


@dataclass(frozen=True)
class Turn:
    """One speaker's stretch of a source: ``source.text[start:end]``, label left out.

    ``time`` is the time code at which it begins. ``label`` is what the source prints where that
    does not tell who speaks: a label that could not be read, "Unknown Speaker", ">>"; it is also
    kept where the source declares elsewhere who stands behind it ("GO" for Gwen Ord). What a story
    or a press release tells between its quotations has the label `NARRATION`.
    """

    speaker: str | None
    start: int
    end: int
    time: str | None = None
    label: str | None = None


class Place(NamedTuple):
    """The place in its file of the text of a source from ``start`` on.

    ``line`` counts the lines of a text file, ``printed`` the lines of a page as it numbers them;
    both go on with each line break of the text until the next place. ``page`` is printed or
    counted, ``words`` say any other place ("paragraph 14"). ``sheet`` counts the pages of the file
    from 1, whatever is printed on them.
    """

    start: int
    line: int | None = None
    page: str | None = None
    printed: int | None = None
    words: str | None = None
    sheet: int | None = None


class Unread(NamedTuple):
    """A file that could not be read as a source, and why. ``again``: it may be readable next time,
    though it has not changed."""

    path: str
    reason: str
    again: bool = False


@dataclass(frozen=True)
class Source:
    """A document to check against.

    A source without speakers has no turns, or turns of nobody. ``format`` says in words what the
    file is ("PDF"), ``address`` where on the web it came from, ``recording`` the file or the
    address of what was recorded, as the source names it. Without ``places`` the text is the file's
    own, so that its lines are the file's. ``doubted`` are the words, each from its first
    offset up to its last, that the machine which heard them was unsure of.
    """

    id: str
    text: str
    turns: tuple[Turn, ...] = ()
    kind: str = "text"
    tier: Tier = Tier.TRANSCRIPT
    medium: Medium = Medium.UNKNOWN
    date: str | None = None
    title: str | None = None
    path: str | None = None
    warnings: tuple[str, ...] = ()
    format: str = "text"
    address: str | None = None
    places: tuple[Place, ...] = ()
    recording: str | None = None
    doubted: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Decision:
    """A decision of an editor on a quotation or report; never changed, only followed by another.

    ``at`` is UTC in ISO form. ``text`` and ``speaker`` are the corrections, where there are
    any; ``evidence`` the passage it rests on; ``verdict`` what the engine said at that time. A
    report has a ``reading`` in place of wording and attribution (with what is wrong as its
    ``reason``) and a ``report_verdict`` in place of the verdict.
    ``pending`` says what it waits for while it is open, ``question`` what the writer is asked.
    The hashes name the versions of article, sources and rules that the editor saw. ``together``
    is the number of other quotations that were judged with the same key, from a list.
    """

    editor: str
    at: str
    wording: Wording | None = None
    attribution: Attribution | None = None
    text: str | None = None
    speaker: str | None = None
    note: str = ""
    reason: str = ""
    verdict: Verdict | None = None
    evidence: Passage | None = None
    article_hash: str = ""
    sources_hash: str = ""
    rules_hash: str = ""
    pending: Pending = Pending.NOTHING
    question: str = ""
    reading: Reading | None = None
    report_verdict: ReportVerdict | None = None
    together: int = 0
