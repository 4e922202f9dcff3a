"""The states of an article and of each of its quotations, as records."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from quotecheck.desk.events import Aspect, Event, Item, Signature
from quotecheck.model import Decision, DiffOp, Document, Quotation, Wording

#: Wordings after which it does not matter who is speaking.
SPEAKERLESS = frozenset(
    {Wording.PARAPHRASE, Wording.CANNOT_VERIFY, Wording.WAIVED, Wording.NOT_A_QUOTE}
)
JUDGED = frozenset({Aspect.WORDING, Aspect.SPEAKER, Aspect.READING})


class Status(StrEnum):
    """The status of one quotation."""

    OPEN = "open"
    LATER = "later"
    WRITER = "ask-writer"
    SOURCE = "needs-source"
    REOPENED = "reopened"
    CONFLICT = "conflict"
    DECIDED = "decided"
    ASIDE = "aside"  # not speech: nothing has to be decided


@dataclass(frozen=True, slots=True)
class Versions:
    """The versions in use, as hashes; empty where there are none."""

    sources: str = ""
    rules: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One event's part in the history of a quotation. ``same`` is false if the quotation was
    found again only by likeness."""

    event: Event
    item: Item
    undone: bool = False
    same: bool = True


@dataclass(frozen=True, slots=True)
class Reopened:
    """The reason why a decided quotation is open again, and what had been decided."""

    reason: str
    was: Decision
    diff: tuple[DiffOp, ...] = ()


@dataclass(frozen=True, slots=True)
class QuoteState:
    """One quotation, the decision in force and how it came about.

    ``number`` counts the article's quotations from 1, those marked by hand after all others.
    ``quote.decision`` is the record's decision; ``private`` is the private note and not part of the
    record. ``conflict`` holds the entries of editors who decided differently without having seen
    each other's decision.
    """

    number: int
    quote: Quotation
    status: Status
    history: tuple[Entry, ...] = ()
    conflict: tuple[Entry, ...] = ()
    reopened: Reopened | None = None
    private: str = ""

    @property
    def decision(self) -> Decision | None:
        """The decision in force, if any."""
        return self.quote.decision

    @property
    def decided(self) -> bool:
        """Return whether an editor has decided and the decision stands. Whatever is asked about,
        disputed, left for later or open again is not decided, nor is what needs no decision."""
        return self.status is Status.DECIDED

    @property
    def decided_by(self) -> str:
        """The editor whose decision stands; empty where none does."""
        return self.decision.editor if self.decided and self.decision is not None else ""

    @property
    def open(self) -> bool:
        """Return whether somebody still has to decide."""
        return not self.decided and self.status is not Status.ASIDE


@dataclass(frozen=True, slots=True)
class DeskState:
    """The state of an article. ``document`` has the decisions in its quotations; ``reports`` are
    those of what is reported without marks, as far as the document has it. ``dropped`` are the
    decisions whose quotations are no longer in the article, ``signed`` the signatures."""

    document: Document
    quotes: tuple[QuoteState, ...]
    dropped: tuple[Entry, ...] = ()
    signed: tuple[Event, ...] = ()
    reports: tuple[QuoteState, ...] = ()

    def of(self, quote_id: str) -> QuoteState:
        """The state of the quotation or report with this id.

        Raises:
            KeyError: there is none.
        """
        for state in (*self.quotes, *self.reports):
            if state.quote.id == quote_id:
                return state
        raise KeyError(quote_id)

    @property
    def signature(self) -> Signature | None:
        """The last signature."""
        return self.signed[-1].signature if self.signed else None
