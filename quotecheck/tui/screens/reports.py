"""The desk's second list: what the article reports without quotation marks, beside its passages."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual import work
from textual.binding import BindingType

from quotecheck.desk import labels, reported
from quotecheck.desk.queue import Filter, Order
from quotecheck.desk.reported import ReportWalk
from quotecheck.desk.states import QuoteState
from quotecheck.model import ReportVerdict
from quotecheck.sources.passages import passage_of
from quotecheck.tui import keys
from quotecheck.tui.dialogs.ask import Ask, some_words
from quotecheck.tui.dialogs.choice import Choice, ChoiceOption
from quotecheck.tui.keys import REPORT_COMMANDS, REPORT_FOOTER, key_label
from quotecheck.tui.screens.panes import passage_title
from quotecheck.tui.screens.walking import NO_SOURCES, TOO_QUICK, WalkingScreen, needing_one
from quotecheck.tui.widgets.bars import Key, KeysBar
from quotecheck.tui.widgets.card_pane import CardPane
from quotecheck.tui.widgets.evidence_pane import EvidencePane
from quotecheck.tui.widgets.queue_pane import QueuePane
from quotecheck.tui.widgets.report_card import ReportCard
from quotecheck.tui.widgets.text_pane import TextPane

NO_PASSAGE = "No passage of the sources is near enough.\n/ searches the sources."
FILTERS = (
    ChoiceOption("a", "all reports", "all"),
    ChoiceOption("o", "open ones", "open"),
    ChoiceOption("e", "flagged ones: clashes, disputes", "flagged"),
    ChoiceOption("d", "decided ones", "decided"),
)


class ReportsScreen(WalkingScreen):
    """The reports of one article under review."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *keys.bindings(REPORT_COMMANDS),
        ("escape", "leave", "back"),
    ]
    CARD: ClassVar[type[CardPane]] = ReportCard
    COMMANDS_HERE = REPORT_COMMANDS
    NEEDING_ONE = needing_one(REPORT_COMMANDS)
    THING = "report"
    walk: ReportWalk

    def __init__(self, walk: ReportWalk, name: str) -> None:
        super().__init__(walk, name)

    def on_mount(self) -> None:
        """Show the first open report."""
        self.query_one("#evidence").focus()
        self.show()

    # --- what is shown -----------------------------------------------------------------------

    def show(self, *, article: bool = True) -> None:
        """Draw the reports as they are."""
        walk, document = self.walk, self.walk.session.document
        state, passage = walk.current, walk.passage
        if article:
            self.article_pane.set_article(document.article.text, walk.states)
        parts = reported.differing(state) if state else []
        self.article_pane.set_here(state, [(part.start, part.end) for part in parts])
        self.query_one(QueuePane).set_queue(walk.queue, walk.index)
        self.query_one(CardPane).set_quote(state, passage, None, self.around(passage))
        source = self.sources.get(passage.source) if passage else None
        advice = NO_PASSAGE if self.sources else NO_SOURCES
        self.query_one(EvidencePane).set_passage(
            passage,
            source,
            advice,
            reported.differing_in(state, passage) if state and passage else (),
        )
        self._show_titles(state)
        # A report has no words that could stand there: the passages of all are marked as near.
        far = state is not None and reported.verdict(state) is ReportVerdict.NO_PASSAGE
        shown_as = replace(passage, near=far) if passage else None
        self._title("evidence", *passage_title(shown_as, walk.viewed, len(walk.passages)))
        self._show_status()
        self._show_last()
        self._show_keys()
        decided = (state.status, state.decision) if state else None
        self._on_screen(state and state.quote.id, walk.viewed, decided, walk.question)

    def _show_titles(self, state: QuoteState | None) -> None:
        walk, article = self.walk, self.walk.session.document.article
        only = f" · only {walk.filter.label}" if walk.filter.label else ""
        order = "clashes first" if walk.order is Order.RISK else "as in the text"
        self._title("queue", f"Reports without marks{only}", order)
        self._title("article", article.title or article.id)
        if state is None:
            self._title("card", "There are no reports in this article")
            return
        status = labels.STATUS[state.status][1]
        title = f"{state.number} · {labels.verdict_title(state)} · {status}"
        line = self.article_pane.line_number(state.quote.start)
        self._title("card", title, f"report · article line {line}")

    def _show_status(self) -> None:
        walk, state = self.walk, self.walk.current
        here = f"report {state.number if state else 0}/{len(walk.states)}"
        self._set_status(walk.session.document.article, here)

    def _before_anything(self) -> str:
        return f"{key_label(self._key('reports'))} goes back to the quotes"

    def _show_keys(self) -> None:
        session = self.walk.session
        possible = session.desk.reversible(session.document, reports=True)
        idle = {name for name, can in zip(("undo", "redo"), possible, strict=True) if not can}
        here = {each.id: each for each in REPORT_COMMANDS}
        found = [
            Key(key_label(self._key(name)), here[name].words, name)
            for name in REPORT_FOOTER
            if name not in idle and self.offers(name)
        ]
        self.query_one(KeysBar).set_keys(found)

    # --- decide ------------------------------------------------------------------------------

    @work
    async def action_confirm(self) -> None:
        """Call it fair; one that clashes with a passage needs a reason."""
        state = self.walk.current
        if state is None or not reported.doubt(state):
            self._decide(self.walk.fair)
        elif self.hurried():
            self.tell(TOO_QUICK)
        else:
            typed = await self.app.push_screen_wait(
                Ask("Fair all the same, because", complaint=some_words)
            )
            if typed is not None:
                self._do(lambda: self.walk.fair(typed.strip()))

    @work
    async def action_reject(self) -> None:
        """Call it wrong, and ask what is wrong."""
        state = self.walk.current
        if state is None:
            return
        typed = await self.app.push_screen_wait(
            Ask("What is wrong with it", value=_differences(state), complaint=some_words)
        )
        if typed is not None:
            self._do(lambda: self.walk.wrong(typed.strip()))

    def action_cannot_verify(self) -> None:
        """Judge that it cannot be verified."""
        self._decide(self.walk.cannot_verify)

    def action_later(self) -> None:
        """Skip it."""
        self._decide(self.walk.skip)

    # --- move and view ----------------------------------------------------------------------

    @work
    async def on_text_pane_selected(self, event: TextPane.Selected) -> None:
        """Take what was selected with the mouse in the source; nothing is marked in the article."""
        pane = event.pane
        if not isinstance(pane, EvidencePane) or pane.source is None:
            self.article_pane.clear_selection_offsets()
            return
        words = " ".join(pane.text[event.start : event.end].split())
        ask = Choice(
            "Take this as the evidence?", [ChoiceOption("enter", "take it", "yes")], [words]
        )
        chosen = await self.app.push_screen_wait(ask)
        pane.clear_selection_offsets()
        if chosen:
            passage = passage_of(pane.source, event.start, event.end)
            self._do(lambda: self.walk.take_evidence(passage))

    @work
    async def action_filter(self) -> None:
        """Choose which reports are listed."""
        chosen = await self.app.push_screen_wait(Choice("Show", FILTERS))
        if chosen:
            self.walk.show(Filter("" if chosen == "all" else chosen))
            self._moved()

    def action_reports(self) -> None:
        """Back to the quotations."""
        self.app.leave_reports()

    def action_leave(self) -> None:
        """Back to the quotations."""
        self.app.leave_reports()


def _differences(state: QuoteState) -> str:
    """The particulars that the engine holds for wrong in a report, for the editor to confirm or
    change."""
    parts = reported.differing(state)
    return "; ".join(f"“{part.text}”: the source has “{part.source}”" for part in parts)
