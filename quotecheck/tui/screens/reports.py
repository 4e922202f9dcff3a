"""The desk's second list: what the article reports without quotation marks, beside its passages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar

from textual import work
from textual.binding import BindingType

from quotecheck.desk import labels, reported
from quotecheck.desk.queue import Filter, Order
from quotecheck.desk.reported import ReportWalk
from quotecheck.desk.state import QuoteState
from quotecheck.display import moment
from quotecheck.errors import DeskError
from quotecheck.model import Passage, ReportVerdict
from quotecheck.sources.passages import passage_of
from quotecheck.tui import keys
from quotecheck.tui.dialogs.ask import Ask, Write
from quotecheck.tui.dialogs.choice import Choice, Option
from quotecheck.tui.dialogs.help import Help
from quotecheck.tui.dialogs.pick import PickPassage
from quotecheck.tui.keys import REPORT_COMMANDS, REPORT_FOOTER, shown
from quotecheck.tui.screens.opening import OpeningScreen
from quotecheck.tui.screens.panes import passage_title
from quotecheck.tui.widgets.article_pane import ArticlePane
from quotecheck.tui.widgets.bars import Bar, Key, KeysBar, counts, progress_bar
from quotecheck.tui.widgets.card_pane import CardPane
from quotecheck.tui.widgets.evidence_pane import EvidencePane
from quotecheck.tui.widgets.line_pane import Span
from quotecheck.tui.widgets.queue_pane import QueuePane
from quotecheck.tui.widgets.report_card import ReportCard
from quotecheck.tui.widgets.text_pane import TextPane

NO_PASSAGE = "No passage of the sources is near enough.\n/ searches the sources."
NO_SOURCES = "There are no sources to check against.\nGive some with --sources PATH."
FILTERS = (
    Option("a", "all reports", "all"),
    Option("o", "open ones", "open"),
    Option("e", "flagged ones: clashes, disputes", "flagged"),
    Option("d", "decided ones", "decided"),
)


class ReportsScreen(OpeningScreen):
    """The reports of one article under review."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *keys.bindings(REPORT_COMMANDS),
        ("escape", "leave", "back"),
    ]
    CARD: ClassVar[type[CardPane]] = ReportCard
    COMMANDS_HERE = REPORT_COMMANDS

    def __init__(self, walk: ReportWalk, name: str) -> None:
        super().__init__()
        self.walk = walk
        self.name_of_article = name

    def on_mount(self) -> None:
        """Show the first open report."""
        self.query_one("#evidence").focus()
        self.show()

    @property
    def passage_in_view(self) -> Passage | None:
        """The passage that the evidence shows."""
        return self.walk.passage

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
        self._on_screen((state.quote.id if state else "", walk.viewed))

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
        walk, progress = self.walk, self.walk.progress
        article, state = walk.session.document.article, walk.current
        name = (article.path or article.id).rsplit("/", 1)[-1]
        left = [
            Span(" quotecheck ", "title"),
            Span(f" {name} ", "strong"),
            Span(f" report {state.number if state else 0}/{len(walk.states)}  ", ""),
        ]
        if not self.narrow:
            left += [*progress_bar(progress.decided, progress.total, 30), Span("  ")]
        left.append(Span(counts(progress)))
        self.query_one("#status", Bar).set_sides(left, [Span(f"{self._saved} ", "dim")])

    def _show_last(self) -> None:
        bar = self.query_one("#last", Bar)
        if self.notice:
            bar.set_sides([Span(f" ! {self.notice}", "warning")])
        elif self.walk.last:
            undo = f"{shown(self._key('undo'))} undoes "
            bar.set_sides([Span(" last: ", "dim"), Span(self.walk.last)], [Span(undo, "dim")])
        else:
            words = f" {shown(self._key('reports'))} goes back to the quotes"
            bar.set_sides([Span(words, "dim")])

    def _show_keys(self) -> None:
        session = self.walk.session
        possible = session.desk.reversible(session.document, reports=True)
        idle = {name for name, can in zip(("undo", "redo"), possible, strict=True) if not can}
        here = {each.id: each for each in REPORT_COMMANDS}
        found = [
            Key(shown(self._key(name)), here[name].words, name)
            for name in REPORT_FOOTER
            if name not in idle and self.check_action(name, ())
        ]
        self.query_one(KeysBar).set_keys(found)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether a key does anything here."""
        del parameters
        walk = self.walk
        if action in _NEED_REPORT and walk.current is None:
            return False
        if action in ("open_source", "copy_words"):
            return walk.passage is not None
        if action in ("next_passage", "previous_passage"):
            return len(walk.passages) > 1
        if action in ("next_flagged", "previous_flagged"):
            return any(each.open and walk.flagged(each) for each in walk.queue)
        if action in ("next_open", "previous_open"):
            return any(each.open for each in walk.queue)
        return True

    # --- decide ------------------------------------------------------------------------------

    def _do(self, act: Callable[[], object]) -> None:
        """Decide, and show it once it is on the disk; if it cannot be saved, say so and stay."""
        try:
            saved = act() is not False
        except DeskError as error:
            self.notice = f"NOT SAVED: {error}"
        else:
            self.notice = ""
            if saved:
                self.saved()
        self.show()

    @work
    async def action_confirm(self) -> None:
        """It is fair; one that clashes with a passage needs a reason."""
        state, reason = self.walk.current, ""
        if self.hurried():
            self.notice = "too quick to have been read: nothing was decided"
            self.show(article=False)
            return
        if state is not None and reported.doubt(state):
            typed = await self.app.push_screen_wait(
                Ask("Fair all the same, because", complaint=_some_words)
            )
            if typed is None:
                return
            reason = typed.strip()
        self._do(lambda: self.walk.fair(reason))

    @work
    async def action_reject(self) -> None:
        """It is wrong: say what is."""
        state = self.walk.current
        if state is None:
            return
        typed = await self.app.push_screen_wait(
            Ask("What is wrong with it", value=_differences(state), complaint=_some_words)
        )
        if typed is not None:
            self._do(lambda: self.walk.wrong(typed.strip()))

    def action_cannot_verify(self) -> None:
        """It cannot be verified."""
        self._do(self.walk.cannot_verify)

    def action_later(self) -> None:
        """Skip it."""
        self._do(self.walk.skip)

    @work
    async def action_note(self) -> None:
        """Write a note for the record."""
        state = self.walk.current
        old = state.decision.note if state and state.decision else ""
        text = await self.app.push_screen_wait(Write("Note for the record", value=old))
        if text is not None and text.strip() != old:
            self._do(lambda: self.walk.note(text.strip()))

    def action_undo(self) -> None:
        """Undo one's last decision on a report."""
        self._do(self.walk.undo)

    def action_redo(self) -> None:
        """Redo what was undone."""
        self._do(self.walk.redo)

    # --- move --------------------------------------------------------------------------------

    def _moved(self) -> None:
        self.notice = ""
        self.show(article=False)

    def action_next(self) -> None:
        """The next report in the list."""
        self.walk.move(1)
        self._moved()

    def action_previous(self) -> None:
        """The previous report in the list."""
        self.walk.move(-1)
        self._moved()

    def action_next_open(self) -> None:
        """The next open report."""
        self.walk.next_open()
        self._moved()

    def action_previous_open(self) -> None:
        """The previous open report."""
        self.walk.next_open(-1)
        self._moved()

    def action_next_flagged(self) -> None:
        """The next report that clashes."""
        self.walk.next_flagged()
        self._moved()

    def action_previous_flagged(self) -> None:
        """The previous report that clashes."""
        self.walk.next_flagged(-1)
        self._moved()

    def action_next_passage(self) -> None:
        """The next passage."""
        self.walk.look_at(1)
        self._moved()

    def action_previous_passage(self) -> None:
        """The previous passage."""
        self.walk.look_at(-1)
        self._moved()

    @work
    async def action_jump(self) -> None:
        """Go to a report by its number."""
        count = len(self.walk.states)

        def complaint(typed: str) -> str:
            fine = typed.strip().isdecimal() and 1 <= int(typed) <= count
            return "" if fine else f"a number from 1 to {count}"

        ask = Ask("Go to report number", hint=f"1 to {count}", complaint=complaint)
        typed = await self.app.push_screen_wait(ask)
        if typed is not None:
            self.walk.jump(int(typed))
            self._moved()

    def on_queue_pane_chosen(self, event: QueuePane.Chosen) -> None:
        """A click in the list."""
        self.walk.go(event.quote_id)
        self._moved()

    def on_article_pane_chosen(self, event: ArticlePane.Chosen) -> None:
        """A click on a report in the article."""
        self.walk.go(event.quote_id)
        self._moved()

    @work
    async def on_text_pane_selected(self, event: TextPane.Selected) -> None:
        """Take what was selected with the mouse in the source; nothing is marked in the article."""
        pane = event.pane
        if not isinstance(pane, EvidencePane) or pane.source is None:
            self.article_pane.clear_selection_offsets()
            return
        words = " ".join(pane.text[event.start : event.end].split())
        ask = Choice("Take this as the evidence?", [Option("enter", "take it", "yes")], [words])
        chosen = await self.app.push_screen_wait(ask)
        pane.clear_selection_offsets()
        if chosen:
            passage = passage_of(pane.source, event.start, event.end)
            self._do(lambda: self.walk.take_evidence(passage))

    # --- find and view -----------------------------------------------------------------------

    @work
    async def action_search(self) -> None:
        """Search the sources and take a hit as the evidence."""
        state, bench = self.walk.current, self.app.bench
        if bench.library is None:
            self.notice = "there are no sources to search: give some with --sources PATH"
            self.show(article=False)
            return
        words = " ".join(state.quote.text.split()) if state else ""
        found = await self.app.push_screen_wait(PickPassage(bench.search, words))
        if found is not None and state is not None:
            self._do(lambda: self.walk.take_evidence(found.passage))

    @work
    async def action_filter(self) -> None:
        """Choose which reports are listed."""
        chosen = await self.app.push_screen_wait(Choice("Show", FILTERS))
        if chosen:
            self.walk.show(Filter("" if chosen == "all" else chosen))
            self._moved()

    def action_order(self) -> None:
        """Change the order of the list."""
        self.walk.order = Order.TEXT if self.walk.order is Order.RISK else Order.RISK
        self._moved()

    @work
    async def action_history(self) -> None:
        """Show what was decided on this report."""
        state = self.walk.current
        rows = [
            f"{moment(entry.event.at)}  {entry.event.editor}: "
            f"{labels.change_text(entry.item.change)}{'  (undone)' if entry.undone else ''}"
            for entry in (state.history if state else ())
        ]
        await self.app.push_screen_wait(
            Choice("What was decided here", [Option("enter", "back", "")], rows or ["nothing yet"])
        )

    def action_reload(self) -> None:
        """Read article and sources again."""
        self.notice = "reading again …"
        self.show(article=False)
        self.app.reload(self.name_of_article)

    def action_theme(self) -> None:
        """Light or dark."""
        self.app.switch_theme()

    def action_help(self) -> None:
        """All keys."""
        self.app.push_screen(Help(self.app.keymap, REPORT_COMMANDS))

    def action_reports(self) -> None:
        """Back to the quotations."""
        self.app.leave_reports()

    def action_leave(self) -> None:
        """Back to the quotations."""
        self.app.leave_reports()


_NEED_REPORT = frozenset(
    each.id
    for each in REPORT_COMMANDS
    if each.group in ("Decide", "Move") and each.id not in ("undo", "redo", "reports")
) | {"history"}


def _differences(state: QuoteState) -> str:
    """What the engine holds for wrong with a report, for the editor to confirm or to change."""
    parts = reported.differing(state)
    return "; ".join(f"“{part.text}”: the source has “{part.source}”" for part in parts)


def _some_words(typed: str) -> str:
    return "" if typed.strip() else "some words are needed"
