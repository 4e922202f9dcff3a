"""An editor at work on one article: where one is in the queue, and what each decision does.

The screens and the line-by-line mode share it; it neither draws nor reads keys.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from quotecheck.desk import judgements, labels, queue
from quotecheck.desk.describing import description
from quotecheck.desk.events import Change, Event, Spans
from quotecheck.desk.judgements import Decided
from quotecheck.desk.queue import Order, Progress
from quotecheck.desk.states import Status
from quotecheck.desk.walking import Walk, first_words, same_place

if TYPE_CHECKING:
    from quotecheck.desk.bench import Bench
    from quotecheck.desk.desk import Desk
    from quotecheck.desk.states import DeskState, QuoteState
    from quotecheck.model import Document, Passage, Quotation
    from quotecheck.verify.beside import Beside


class Session(Walk):
    """One article on a desk.

    ``bench`` has the sources, and checks quotations that are marked by hand. Every method that
    decides raises DeskError, and changes nothing, if the decision cannot be saved.
    """

    def __init__(
        self,
        desk: Desk,
        document: Document,
        bench: Bench,
        *,
        order: Order = Order.RISK,
    ) -> None:
        super().__init__(order)
        self.desk = desk
        self.bench = bench
        self._extracted = document
        self.document = desk.spanned(document, bench.judge)
        self._progress_of: tuple[DeskState, Progress] | None = None
        self._safe_of: tuple[DeskState, list[QuoteState]] | None = None
        self.start()

    # --- where one is ---------------------------------------------------------------------

    @property
    def state(self) -> DeskState:
        """The state of the article."""
        return self.desk.state(self.document)

    @property
    def states(self) -> Sequence[QuoteState]:
        """The article's quotations, in text order."""
        return self.state.quotes

    def sorted(self) -> list[QuoteState]:
        """The quotations that the filter shows, in the chosen order."""
        return queue.ordered(self.states, self.order, self.filter)

    def flagged(self, state: QuoteState) -> bool:
        """Return whether a quotation deserves a look before the others."""
        return queue.flagged(state)

    def found(self, state: QuoteState) -> tuple[Passage, ...]:
        """The passages that the engine found for a quotation."""
        return state.quote.check.matches if state.quote.check else ()

    @property
    def progress(self) -> Progress:
        """The progress of the work."""
        state = self.state
        if self._progress_of is None or self._progress_of[0] is not state:
            signed = self.desk.is_signed(self.document)
            self._progress_of = (state, queue.progress(state, signed=signed))
        return self._progress_of[1]

    # --- decisions --------------------------------------------------------------------------

    def decide(self, change: Change, *, advance: bool = True) -> bool:
        """Save a decision on the current quotation, then go on to the next open one; false if the
        same editor has decided just that already, as a key held down would."""
        state = self.current
        if state is None:
            return False
        if judgements.decided_already(state, change, self.desk.editor):
            self.question = None
            self.last = f"{state.number} is already decided that way: {labels.change_text(change)}"
            return False
        self.desk.decide(self.document, {state.quote.id: change})
        self.question = None
        told = self._left_to_writer(state, change) or f"  {first_words(state)}"
        self.last = f"{state.number} {labels.change_text(change)}{told}"
        if advance and not self.state.of(state.quote.id).open:
            self.next_open()
        return True

    def _left_to_writer(self, state: QuoteState, change: Change) -> str:
        """A remark on what is said of a speaker whom a change names anew; empty if nothing is."""
        printed = state.quote.speaker
        told = description(self.document.article.text, state.quote) if change.speaker else ""
        return f"; “{told}” is said of {printed.name}" if told and printed else ""

    def judge(self, change: Change) -> bool:
        """Save what one key decides. Where it would overturn a decision it raises the ``question``
        whether that is meant; false if it does now."""
        state = self.current
        if state is not None and judgements.overturns(state, change):
            self._ask_anew(state, lambda _: self.decide(change))
            return False
        return self.decide(change)

    def confirm(self, reason: str = "") -> bool:
        """Confirm as printed. A doubtful one raises the ``question`` whether that is meant; false
        if it does now."""
        state = self.current
        if state is None:
            return False
        evidence = self._other_passage()

        def change(because: str) -> Change:
            return judgements.confirm(state, reason=because, evidence=evidence)

        said_by = self.said_by(state)
        if (doubt := judgements.doubt(state, said_by)) and not reason:
            needed = judgements.needs_reason(state, said_by)
            self._ask(doubt, lambda why: self.decide(change(why)), needs_reason=needed)
            return False
        return self.judge(change(reason))

    def take_source(self) -> bool:
        """Take the words, and if need be the speaker, of the passage in view. Words that have next
        to nothing to do with what was printed, leave out what turns their sense or are somebody
        else's raise the ``question`` whether that is meant; false if they do, or there is no
        passage."""
        state, passage = self.current, self.passage
        if state is None or passage is None:
            return False
        names = [each.speaker.name for each in self.document.quotes if each.speaker]
        name = self.bench.named_as(passage, names) or judgements.article_name(
            passage.speaker or "", names
        )
        change = judgements.take_source(state, passage, self.beside, name)
        found = state.quote.check.matches[:1] if state.quote.check else ()
        of_found = any(same_place(passage, each) for each in found)
        left = judgements.what_source_leaves(state) if of_found else ""
        if left:
            self._ask(
                left,
                lambda why: self.decide(replace(change, reason=why)),
                "take them anyway",
                needs_reason=True,
            )
            return False
        return self._correct(state, change)

    def said_by(self, state: QuoteState, passage: Passage | None = None) -> Decided | None:
        """The speaker whom the editor named beside who says a passage, or else the one on which
        the decision rests; None if nobody was named anew, or the passage names no speaker."""
        return self._said_by(state, state.decision.speaker if state.decision else None, passage)

    def _said_by(
        self, state: QuoteState, name: str | None, passage: Passage | None = None
    ) -> Decided | None:
        chosen = state.decision.evidence if state.decision else None
        passage = passage or chosen or next(iter(self.found(state)), None)
        if not name or passage is None or passage.near or not passage.speaker:
            return None
        return Decided(name, passage.speaker, self.bench.said_by(name, passage))

    @property
    def beside(self) -> Beside | None:
        """The current quotation laid beside the passage in view; None where they have next to
        nothing in common."""
        state, passage = self.current, self.passage
        if state is None or passage is None or passage.near:
            return None
        return self.bench.beside(state.quote, passage)

    def _correct(self, state: QuoteState, change: Change, *, typed: bool = False) -> bool:
        """Save a correction, unless it has to be meant first."""
        said_by = self.said_by(state, change.evidence)
        if said_by is not None and said_by.doubt:
            self._ask(
                said_by.doubt,
                lambda why: self.decide(replace(change, reason=why)),
                "take it anyway",
                needs_reason=True,
            )
            return False
        if change.text is not None and judgements.unlike(state.quote.text, change.text):
            doubt = "this has next to none of the printed words"
            self._ask(doubt, lambda _: self.decide(change), "take it anyway")
            return False
        return self.decide(change) if typed else self.judge(change)

    def correct_words(self, text: str) -> bool:
        """Take the words that the editor typed; false if that has to be meant first."""
        state = self.current
        if state is None:
            return False
        change = judgements.correct_words(state, text, evidence=self._other_passage())
        return self._correct(state, change, typed=True)

    def name_speaker(self, name: str, *, meant: bool = False) -> None:
        """Say who is speaking; stays here while the words are not judged. Where they are, and
        somebody else speaks in the source, it raises the ``question`` whether that is meant; so
        does a name in small letters that the article does not have, unless it is ``meant``."""
        state, text = self.current, self.document.article.text
        name = judgements.name_as_printed(name, text)
        if state is None:
            return
        if not meant and (doubt := judgements.doubt_about_name(name, text)):
            self._ask(doubt, lambda _: self.name_speaker(name, meant=True), "name them so")
            return
        change, decision = judgements.name_speaker(state, name), state.decision
        judged = decision is not None and state.decided and decision.wording
        said_by = self._said_by(state, change.speaker) if judged else None
        if decision is None or said_by is None or not said_by.doubt:
            self.decide(change)
            return
        whole = replace(change, wording=decision.wording, text=decision.text)
        self._ask(
            said_by.doubt,
            lambda why: self.decide(replace(whole, reason=why)),
            "name them anyway",
            needs_reason=True,
        )

    def postpone(self) -> bool:
        """Leave the quotation for later and go on; false if nothing had to be saved."""
        state = self.current
        fresh = state is not None and state.open and state.status != "later"
        saved = fresh and self.decide(judgements.later(), advance=False)
        self.next_open()
        return saved

    def flag(self, change: Change) -> bool:
        """Save a change that leaves the quotation open, and go on. On one that is decided it
        raises the ``question`` whether the decision is to be opened again; false if it does now."""
        state = self.current
        if state is not None and state.decided:
            self._ask_anew(state, lambda _: self._flag(change), opens=True)
            return False
        return self._flag(change)

    def _flag(self, change: Change) -> bool:
        saved = self.decide(change, advance=False)
        if saved:
            self.next_open()
        return saved

    def take_evidence(self, passage: Passage, *, whole: bool = False) -> None:
        """Make a passage that the editor found the evidence for the quotation: the part in which
        the quotation stands, or the ``whole``."""
        self._viewed.pop(self._here, None)
        state = self.current
        beside = self.bench.beside(state.quote, passage) if state and not whole else None
        self.decide(Change(evidence=beside.passage if beside else passage), advance=False)

    def note(self, text: str, *, private: bool = False) -> None:
        """Write a note, for the record or for oneself; an empty one takes the old one away."""
        change = Change(private=text) if private else Change(note=text)
        self.decide(change, advance=False)

    def confide(self, alias: str) -> None:
        """Export whoever is speaking under an alias only; an empty one lifts that."""
        state = self.current
        if state is not None and (name := queue.speaker_name(state)):
            self.question = None
            self.last = labels.event_text(self.desk.confide(self.document, name, alias))

    def confirm_all(self, chosen: Collection[str] | None = None) -> int:
        """Confirm every quotation that is safe to confirm, or those ``chosen`` of them by their
        ids; returns how many."""
        safe = [each for each in self.safe if chosen is None or each.quote.id in chosen]
        if safe:
            others = len(safe) - 1
            changes = {
                state.quote.id: replace(judgements.confirm(state), together=others or None)
                for state in safe
            }
            self.desk.decide(self.document, changes)
            self.last = f"✓ confirmed {len(safe)} verbatim together"
            if not self.current or not self.current.open:
                self.next_open()
        return len(safe)

    @property
    def safe(self) -> list[QuoteState]:
        """The quotations that may be confirmed together."""
        state = self.state
        if self._safe_of is None or self._safe_of[0] is not state:
            self._safe_of = (state, list(filter(queue.safe_to_confirm, state.quotes)))
        return self._safe_of[1]

    def undo(self) -> bool:
        """Take one's last decision back and go to its quotation."""
        return self._reverse("undone", self.desk.undo)

    def redo(self) -> bool:
        """Put what was undone back in force."""
        return self._reverse("done again", self.desk.redo)

    def respan(self, spans: Spans) -> None:
        """Join, split or mark quotations; the first new one becomes the current one."""
        event = self.desk.change_spans(self.document, spans)
        self.document = self.desk.spanned(self._extracted, self.bench.judge)
        self.last = labels.event_text(event)
        start = spans.added[0].start if spans.added else 0
        self.near(start)

    def sign(self, reasons: Mapping[str, str]) -> None:
        """Sign the article off."""
        event = self.desk.sign(self.document, reasons)
        self.told = self.last = f"signed by {event.editor}"

    # --- what others do ---------------------------------------------------------------------

    def take(self, fresh: list[Event]) -> bool:
        """Take in what other editors have decided; true if anything changed."""
        if not fresh:
            return False
        self.desk.take(fresh)
        self.question = None  # it was asked of what stood there before
        self._respan_if_needed()
        others = [event for event in fresh if event.items or event.spans or event.signature]
        if others:
            self.last = f"{others[-1].editor}: {self._numbered(others[-1])}"
            self.told = self.last
        return bool(others)

    def _numbered(self, event: Event) -> str:
        """An event in words, after the number of its quotation; whether it made a dispute of it."""
        words = labels.event_text(event)
        if len(event.items) != 1:
            return words
        about = next((state for state in self.states if _about(event, state)), None)
        if about is None:
            return words
        disputed = "; now disputed" if about.status is Status.CONFLICT else ""
        return f"{about.number} {words}{disputed}"

    def add_reports(self, reports: Sequence[Quotation]) -> None:
        """Take in what the article reports without marks; where one is does not change."""
        extracted = replace(self._extracted, quotes=(*self._extracted.marked, *reports))
        self._extracted = extracted
        self.document = self.desk.spanned(extracted, self.bench.judge)

    def reload(self, document: Document) -> None:
        """Go on with a new version of the article, at the quotation nearest to the old place."""
        state = self.current
        start = state.quote.start if state else 0
        self._extracted = document
        self.document = self.desk.spanned(document, self.bench.judge)
        self._viewed.clear()
        self.near(start)

    # --- inside -----------------------------------------------------------------------------

    def _reverse(self, what: str, act: Callable[[Document], Event | None]) -> bool:
        before = self.document
        event = act(self.document)
        if event is None:
            self.last = f"nothing to {'undo' if what == 'undone' else 'redo'}"
            return False
        self._respan_if_needed()
        self.question = None
        if event.items:
            self._go_to_words(event.items[0].anchor.start, before)
        self.last = f"{what}: {self._numbered(event)}"
        return True

    def _go_to_words(self, start: int, document: Document) -> None:
        for quote in document.marked:
            if quote.start == start:
                self.go(quote.id)

    def _respan_if_needed(self) -> None:
        document = self.desk.spanned(self._extracted, self.bench.judge)
        if [(q.start, q.end) for q in document.quotes] != [
            (q.start, q.end) for q in self.document.quotes
        ]:
            state = self.current
            self.document = document
            self.near(state.quote.start if state else 0)


def _about(event: Event, state: QuoteState) -> bool:
    """Return whether an event is part of what was decided on a quotation."""
    return any(entry.event.id == event.id for entry in state.history)
