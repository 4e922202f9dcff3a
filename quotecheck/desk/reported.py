"""Reports without quotation marks at the desk: the order in which an editor meets them, the
progress, and the meaning of each decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotecheck.desk import labels
from quotecheck.desk.events import Change
from quotecheck.desk.judgements import decided_already, overturns
from quotecheck.desk.queue import Filter, Order, Progress
from quotecheck.desk.states import DeskState, QuoteState, Status
from quotecheck.desk.walking import Walk, first_words
from quotecheck.model import Particular, Passage, Reading, ReportVerdict, State

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from quotecheck.desk.events import Event
    from quotecheck.desk.session import Session

ORDER = (
    ReportVerdict.CLASH,
    ReportVerdict.RELATED,
    ReportVerdict.NO_PASSAGE,
    ReportVerdict.SUPPORTED,
    ReportVerdict.UNCHECKED,
)


def verdict(state: QuoteState) -> ReportVerdict:
    """The engine's verdict on a report."""
    return state.quote.report.verdict if state.quote.report else ReportVerdict.UNCHECKED


def flagged(state: QuoteState) -> bool:
    """Return whether a report deserves a look before the others: it clashes with a passage, editors
    dispute it, or what was decided no longer holds."""
    turned = state.status in (Status.CONFLICT, Status.REOPENED)
    return turned or verdict(state) is ReportVerdict.CLASH


def ordered(
    states: Iterable[QuoteState], order: Order = Order.RISK, shown: Filter | None = None
) -> list[QuoteState]:
    """The queue: those that clash first, or as in the text."""
    kept = [state for state in states if shown is None or _shows(shown, state)]
    if order is Order.TEXT:
        return kept
    return sorted(kept, key=lambda state: (ORDER.index(verdict(state)), state.number))


def _shows(shown: Filter, state: QuoteState) -> bool:
    return shown.admits(state) and (shown.states != "flagged" or flagged(state))


def progress(state: DeskState) -> Progress:
    """Count the reports, the decided ones, and the open ones that deserve a look."""
    still_open = [report for report in state.reports if report.open]
    return Progress(
        total=len(state.reports),
        decided=sum(report.decided for report in state.reports),
        open=len(still_open),
        flagged=sum(map(flagged, still_open)),
    )


def differing(state: QuoteState) -> list[Particular]:
    """The particulars of a report of which a passage has another."""
    check = state.quote.report
    parts = check.particulars if check else ()
    return [part for part in parts if part.state is State.DIFFERS]


def differing_in(state: QuoteState, passage: Passage) -> list[tuple[int, int]]:
    """The places of the other particulars in the source of a passage, as far as it has them."""
    words = [part.source for part in differing(state) if part.source in passage.text]
    starts = (passage.start + passage.text.index(each) for each in words)
    return [(start, start + len(each)) for start, each in zip(starts, words, strict=True)]


def doubt(state: QuoteState) -> str:
    """The reason to ask before a report is called fair; empty if there is none."""
    check = state.quote.report
    return check.why if check is not None and check.verdict is ReportVerdict.CLASH else ""


def unseen(state: QuoteState) -> str:
    """The reason why calling a report fair has to be meant though no passage clashes; empty if it
    need not."""
    chosen = state.decision is not None and state.decision.evidence is not None
    if verdict(state) is not ReportVerdict.NO_PASSAGE or chosen:
        return ""
    return "no passage of the sources is near enough to show it"


class ReportWalk(Walk):
    """An editor at work on the reports of an article; the session has its quotations.

    Every method that decides raises DeskError, and changes nothing, if the decision cannot be
    saved.
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session.order)
        self.session = session
        self.start()

    @property
    def states(self) -> Sequence[QuoteState]:
        """The article's reports, in text order."""
        return self.session.state.reports

    def sorted(self) -> list[QuoteState]:
        """The reports that the filter shows, in the chosen order."""
        return ordered(self.states, self.order, self.filter)

    def flagged(self, state: QuoteState) -> bool:
        """Return whether a report deserves a look before the others."""
        return flagged(state)

    def found(self, state: QuoteState) -> tuple[Passage, ...]:
        """The passages that a report may rest on."""
        return state.quote.report.matches if state.quote.report else ()

    @property
    def progress(self) -> Progress:
        """The counts of the article's reports: decided, open and flagged."""
        return progress(self.session.state)

    def fair(self, reason: str = "") -> bool:
        """The report says what the source says. One that clashes needs a reason, one without a
        passage raises the ``question`` whether that is meant; false where either is missing."""
        state = self.current
        if state is None or (doubt(state) and not reason):
            return False
        if unseen(state) and not reason:
            self._ask(
                unseen(state), lambda why: self._judge(Reading.FAIR, why), "it is fair all the same"
            )
            return False
        return self._judge(Reading.FAIR, reason)

    def wrong(self, what: str) -> bool:
        """Judge that the report does not say what the source says; ``what`` is wrong with it."""
        return self._judge(Reading.WRONG, what)

    def cannot_verify(self) -> bool:
        """Judge that nothing at hand shows it."""
        return self._judge(Reading.CANNOT_VERIFY)

    def skip(self) -> bool:
        """Judge that it need not be checked."""
        return self._judge(Reading.SKIPPED)

    def note(self, text: str) -> None:
        """Write a note for the record; an empty one takes the old one away."""
        self._decide(Change(note=text))

    def take_evidence(self, passage: Passage) -> None:
        """Make a passage that the editor found the evidence for the report."""
        self._viewed.pop(self._here, None)
        self._decide(Change(evidence=passage))

    def undo(self) -> bool:
        """Take one's last decision on a report back and go to it."""
        return self._reverse("undone", self.session.desk.undo)

    def redo(self) -> bool:
        """Put what was undone back in force."""
        return self._reverse("done again", self.session.desk.redo)

    def _judge(self, reading: Reading, reason: str = "") -> bool:
        """Save a judgement; one without a reason that would overturn another raises the
        ``question`` whether that is meant."""
        state, evidence = self.current, self._other_passage()
        change = Change(reading=reading, reason=reason or None, evidence=evidence)
        if state is not None and not reason and overturns(state, change):
            self._ask_anew(state, lambda _: self._save(change))
            return False
        return self._save(change)

    def _save(self, change: Change) -> bool:
        saved = self._decide(change)
        state = self.current
        if saved and state is not None and not state.open:
            self.next_open()
        return saved

    def _decide(self, change: Change) -> bool:
        """Save a decision; false if the same editor has decided just that already."""
        state = self.current
        if state is None:
            return False
        self.question = None
        if decided_already(state, change, self.session.desk.editor):
            self.last = f"{state.number} is already decided that way: {labels.change_text(change)}"
            return False
        self.session.desk.decide(self.session.document, {state.quote.id: change})
        self.last = f"{state.number} {labels.change_text(change)}  {first_words(state)}"
        return True

    def _reverse(self, what: str, act: Callable[..., Event | None]) -> bool:
        event = act(self.session.document, reports=True)
        if event is None:
            self.last = f"nothing to {'undo' if what == 'undone' else 'redo'}"
            return False
        self.near(event.items[0].anchor.start)
        number = f"{self.current.number} " if self.current else ""
        self.last = f"{what}: {number}{labels.event_text(event)}"
        return True
