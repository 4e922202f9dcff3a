"""The desk: moving, finding, mending spans, the record; deciding is in `deciding`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import BindingType

from quotecheck.desk import judgements, signoff
from quotecheck.desk.events import Spans
from quotecheck.desk.people import possible_speakers
from quotecheck.desk.queue import Filter
from quotecheck.desk.reported import ReportWalk
from quotecheck.desk.spans import join, mark, split
from quotecheck.display import counted
from quotecheck.model import Document, Quotation, Verdict
from quotecheck.sources.passages import passage_of
from quotecheck.tui import keys
from quotecheck.tui.dialogs.choice import Choice, ChoiceOption
from quotecheck.tui.dialogs.mark import ChooseWords
from quotecheck.tui.dialogs.pick import PickSpeaker
from quotecheck.tui.dialogs.sign import SignOff
from quotecheck.tui.marker import Marker
from quotecheck.tui.screens.deciding import DecidingView
from quotecheck.tui.screens.reports import ReportsScreen
from quotecheck.tui.widgets.evidence_pane import EvidencePane
from quotecheck.tui.widgets.text_pane import TextPane

if TYPE_CHECKING:
    from quotecheck.desk.session import Session
    from quotecheck.desk.states import QuoteState

LOOKING = "looking for what is reported without marks …"
FILTERS = (
    ChoiceOption("a", "all quotes", "all"),
    ChoiceOption("o", "open ones", "open"),
    ChoiceOption("e", "flagged ones: errors, doubts, disputes", "flagged"),
    ChoiceOption("d", "decided ones", "decided"),
    ChoiceOption("s", "one speaker …", "speaker"),
    ChoiceOption("v", "one verdict …", "verdict"),
)


_MARKS = str.maketrans(dict.fromkeys('“”„"«»', " "))


class DeskScreen(DecidingView):
    """One article under review."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings()]
    report_walk: ReportWalk | None = None

    def __init__(self, session: Session, name: str) -> None:
        super().__init__(session, name)
        self._reasons: dict[str, str] = {}  # typed for the sign-off, also where nothing was signed

    # --- move --------------------------------------------------------------------------------

    def take_reports(self, reports: Sequence[Quotation]) -> None:
        """Take in what the article reports without marks."""
        self.looking = False
        if self.notice == LOOKING:
            self.notice = ""
        self.session.add_reports(reports)
        if self.report_walk is None:
            self.report_walk = ReportWalk(self.session)
        elif self.report_walk.current is None:
            self.report_walk.start()

    def action_reports(self) -> None:
        """Go to the reports."""
        if self.report_walk is None:
            self.look_for_reports(asked=True)
            self.notice = self.done = LOOKING
        elif not self.report_walk.states:
            self.notice = "this article reports nothing without quotation marks"
        else:
            self.app.push_screen(ReportsScreen(self.report_walk, self.name_of_article))
            return
        self.show(article=False)

    # --- find and view -----------------------------------------------------------------------

    def search_words(self, state: QuoteState) -> str:
        """The quotation without its marks, which would make phrases of the search."""
        return judgements.bare(state.quote.text).translate(_MARKS)

    @work
    async def action_filter(self) -> None:
        """Choose which quotations are listed."""
        chosen = await self.app.push_screen_wait(Choice("Show", FILTERS))
        shown = self.session.filter
        if chosen == "all":
            shown = Filter()
        elif chosen == "speaker":
            candidates = possible_speakers(
                self.session.state.quotes[0].quote, self.session.document
            )
            shown = Filter(speaker=await self.app.push_screen_wait(PickSpeaker(candidates)) or "")
        elif chosen == "verdict":
            shown = Filter(verdict=await self._ask_verdict())
        elif chosen:
            shown = Filter(chosen)
        self.session.show(shown)
        self._moved()

    async def _ask_verdict(self) -> Verdict | None:
        there = {each.quote.check.verdict for each in self.session.state.quotes if each.quote.check}
        options = [
            ChoiceOption(letter, verdict.value, verdict.value)
            for letter, verdict in zip(
                "abcdefghijkl", [each for each in Verdict if each in there], strict=False
            )
        ]
        chosen = await self.app.push_screen_wait(Choice("Show the verdict", options))
        return Verdict(chosen) if chosen else None

    # --- mend the span -----------------------------------------------------------------------

    def _show_article(self) -> None:
        if self.narrow:
            self.show_pane("article")

    @work
    async def action_mark(self) -> None:
        """Mark a quotation that was missed, choosing its words by keys."""
        pane = self.article_pane
        self._show_article()
        marker = Marker(pane.text, 0, len(pane.text))
        marker.jump(self.session.current.quote.start if self.session.current else 0)
        advice = "arrows: to its first word · space: begin · arrows: to its last · enter: mark"
        span = await self.app.push_screen_wait(ChooseWords(pane, marker, advice, several=True))
        if span is not None:
            self._mark(*span)

    @work
    async def on_text_pane_selected(self, event: TextPane.Selected) -> None:
        """Mark what was selected with the mouse in the article; in the source, take it."""
        pane, mark = event.pane, event.pane is self.article_pane
        if not isinstance(pane, TextPane):
            return
        words = " ".join(pane.text[event.start : event.end].split())
        title = "Mark this as a quotation?" if mark else "Take this as the evidence?"
        option = ChoiceOption("enter", "mark it" if mark else "take it", "yes")
        chosen = await self.app.push_screen_wait(Choice(title, [option], [words]))
        pane.clear_selection_offsets()
        if chosen and mark:
            self._mark(event.start, event.end)
        elif chosen:
            self._take(event.start, event.end)

    @work
    async def action_passage(self) -> None:
        """Choose the words of the source that are the evidence, by keys."""
        pane, passage = self.query_one(EvidencePane), self.session.passage
        if pane.source is None or passage is None:
            self.tell("there is no source in view: / searches the sources")
            return
        if self.narrow:
            self.show_pane("evidence")
        marker = Marker(pane.text, pane.low, pane.high)
        marker.jump(passage.start)
        advice = "arrows: to its first word · space: begin · arrows: to its last · enter: take"
        span = await self.app.push_screen_wait(ChooseWords(pane, marker, advice, several=True))
        if span is not None:
            self._take(*span)

    def _take(self, start: int, end: int) -> None:
        """Take a stretch of the source in view as the evidence."""
        source = self.query_one(EvidencePane).source
        if source is not None:
            self._do(lambda: self.session.take_evidence(passage_of(source, start, end), whole=True))

    def _mark(self, start: int, end: int) -> None:
        document = self.session.document
        self._respan(lambda: mark(document, start, end))

    def action_join(self) -> None:
        """Join the quotation with the next one in the text."""
        state, document = self.session.current, self.session.document
        after = [each for each in document.marked if state and each.start >= state.quote.end]
        if state is None or not after:
            self.tell("there is no quote after this one to join it with")
            return
        quote = state.quote
        self._respan(lambda: join(document, quote, after[0]))

    @work
    async def action_split(self) -> None:
        """Split the quotation before a word chosen by keys."""
        state, pane = self.session.current, self.article_pane
        if state is None:
            return
        self._show_article()
        document, quote = self.session.document, state.quote
        marker = Marker(pane.text, quote.start, quote.end)
        marker.move(1)
        advice = "← → to the first word of the second half · enter: split before it"
        span = await self.app.push_screen_wait(ChooseWords(pane, marker, advice, several=False))
        if span is not None:
            self._respan(lambda: split(document, quote, span[0]))

    def _respan(self, make: Callable[[], Spans]) -> None:
        try:
            spans = make()
        except ValueError as error:
            self.tell(str(error))
        else:
            self._do(lambda: self.session.respan(spans))

    # --- the record --------------------------------------------------------------------------

    @work
    async def action_sign(self) -> None:
        """Sign the article off; a key held down opens one dialog only."""
        session = self.session
        if not self.is_current:
            return
        known = signoff.reasons_given(session.state) | self._reasons
        dialog = SignOff(session.state, session.desk.editor, known)
        reasons = await self.app.push_screen_wait(dialog)
        self._reasons = known
        if reasons is not None:
            self._do(lambda: session.sign(reasons))

    def reloaded(self, document: Document) -> None:
        """Go on with the new version."""
        self.session.reload(document)
        self._reasons = {}  # the same id may mean other words now
        again = sum(each.status == "reopened" for each in self.session.state.quotes)
        dropped = sum(not entry.item.report for entry in self.session.state.dropped)
        told = [f"{counted(again, 'quote')} open again"] if again else []
        if dropped:
            told.append(f"{counted(dropped, 'decision')} on quotes that are gone")
        self.notice = self.done = ": ".join(filter(None, ["read again", ", ".join(told)]))
        self.show()
        self.look_for_reports(asked=self.report_walk is not None)

    def action_leave(self) -> None:
        """Back to the list of articles, or out."""
        self.app.leave_desk()
