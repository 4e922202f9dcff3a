"""The order in which an editor meets the quotations, what is hidden, and how far the work is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from quotecheck.desk.states import DeskState, QuoteState, Status
from quotecheck.model import Flag, Kind, SpeakerMatch, Triage, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_RISK = (
    Verdict.FLIPPED,
    Verdict.MISATTRIBUTED,
    Verdict.ALTERED,
    Verdict.SPLICED,
    Verdict.DROPPED,
    Verdict.NOT_FOUND,
    Verdict.SECONDHAND,
    Verdict.MINOR,
    Verdict.UNCHECKED,
    Verdict.MARKED,
    Verdict.STYLE,
    Verdict.VERBATIM,
)


_TO_DO = (Triage.ERROR, Triage.OPEN, Triage.LOOK, Triage.PASS)


class Order(StrEnum):
    """The orders of the queue."""

    RISK = "risk"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Filter:
    """The quotations to show; an empty field shows all.

    ``states`` is "open", "flagged", "decided" or ""; ``speaker`` is part of a name.
    """

    states: str = ""
    speaker: str = ""
    verdict: Verdict | None = None

    def shows(self, state: QuoteState) -> bool:
        """Return whether the quotation is shown."""
        if self.states == "flagged" and not (state.open and flagged(state)):
            return False
        if self.verdict is not None and verdict(state) is not self.verdict:
            return False
        return self.admits(state)

    def admits(self, state: QuoteState) -> bool:
        """Return whether a state has the speaker asked for, and is open or decided as asked."""
        if self.states == "open" and not state.open:
            return False
        if self.states == "decided" and not state.decided:
            return False
        return not self.speaker or self.speaker.casefold() in speaker_name(state).casefold()

    @property
    def label(self) -> str:
        """The filter in words: "open", "errors, speaker Okoro"."""
        parts = [self.states, f"speaker {self.speaker}" if self.speaker else "", self.verdict or ""]
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Progress:
    """The progress of an article: counts of quotations."""

    total: int
    decided: int
    open: int
    flagged: int  # open ones that deserve a look before the others
    signed: bool = False
    errors: int = 0  # open ones that the engine holds for wrong
    stale: bool = False  # it was signed, and then something changed

    @property
    def unfinished(self) -> bool:
        """Return whether an open quotation still waits for the desk; where a signature holds,
        whoever signed has answered for what stays open."""
        return self.open > 0 and not self.signed


def verdict(state: QuoteState) -> Verdict:
    """The engine's verdict on the wording."""
    return state.quote.check.verdict if state.quote.check else Verdict.UNCHECKED


def triage(state: QuoteState) -> Triage:
    """The part of the work that the engine asks of the desk."""
    return state.quote.check.triage if state.quote.check else Triage.OPEN


def speaker_name(state: QuoteState) -> str:
    """The speaker as corrected, or as the article has it; empty if nobody is named."""
    decision = state.decision
    if decision is not None and decision.speaker:
        return decision.speaker
    return state.quote.speaker.name if state.quote.speaker else ""


def is_error(state: QuoteState) -> bool:
    """Return whether the engine holds the quotation for wrong, in its words or its speaker."""
    check = state.quote.check
    if check is None:
        return False
    # A passage that is only near says nothing about who spoke the words.
    found = bool(check.matches) and not check.matches[0].near
    return check.triage is Triage.ERROR or (found and check.speaker_match is SpeakerMatch.OTHER)


def turns_sense(state: QuoteState) -> bool:
    """Return whether the words may be right and still not what the speaker said: the source goes
    on with what takes them back or narrows them, or the speaker quotes, denies or supposes them.
    What the desk's policy lets pass does not count."""
    check = state.quote.check
    if check is None or check.triage is Triage.PASS or state.quote.kind is Kind.NON_SPEECH:
        return False
    return Flag.CROPPED in check.flags or check.verdict is Verdict.SECONDHAND


def flagged(state: QuoteState) -> bool:
    """Return whether the quotation deserves a look before the others."""
    if state.status in (Status.CONFLICT, Status.REOPENED):
        return True
    return is_error(state) or triage(state) is Triage.LOOK


def risk(state: QuoteState) -> tuple[bool, int, int, int]:
    """The place in the queue: what the desk has to do, then how grave it is, then the text;
    decisions do not change it."""
    aside = state.quote.kind is Kind.NON_SPEECH
    error = is_error(state)
    rank = 1 if error and verdict(state) not in _RISK[:5] else _RISK.index(verdict(state))
    return (aside, _TO_DO.index(Triage.ERROR if error else triage(state)), rank, state.quote.start)


def ordered(
    states: Iterable[QuoteState], order: Order = Order.RISK, shown: Filter | None = None
) -> list[QuoteState]:
    """The queue."""
    kept = [state for state in states if shown is None or shown.shows(state)]
    return sorted(kept, key=risk) if order is Order.RISK else kept


def progress(state: DeskState, *, signed: bool = False) -> Progress:
    """The progress of the article."""
    wanted = [quote for quote in state.quotes if quote.status is not Status.ASIDE]
    still_open = [quote for quote in wanted if quote.open]
    return Progress(
        total=len(wanted),
        decided=sum(quote.decided for quote in wanted),
        open=len(still_open),
        flagged=sum(map(flagged, still_open)),
        signed=signed,
        errors=sum(map(is_error, still_open)),
        stale=bool(state.signed) and not signed,
    )


def safe_to_confirm(state: QuoteState) -> bool:
    """Return whether the quotation may be confirmed together with others: verbatim, nobody has
    judged it or named another speaker, and the printed speaker is the source's."""
    check = state.quote.check
    return (
        state.status is Status.OPEN
        and check is not None
        and check.verdict is Verdict.VERBATIM
        and check.triage is Triage.PASS
        and check.speaker_match is SpeakerMatch.SAME
        and state.quote.speaker is not None
        and not (state.decision and state.decision.speaker)
    )


def step(queue: Sequence[QuoteState], here: int, by: int) -> int:
    """The place ``by`` places on, held within the queue."""
    return max(0, min(len(queue) - 1, here + by))


def seek(queue: Sequence[QuoteState], here: int, by: int, wanted: Iterable[int]) -> int | None:
    """The next place from ``here`` (going round the end) whose index is in ``wanted``."""
    places = set(wanted)
    size = len(queue)
    for offset in range(1, size + 1):
        place = (here + by * offset) % size
        if place in places:
            return place
    return None
