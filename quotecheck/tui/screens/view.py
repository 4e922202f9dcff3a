"""How the desk looks: the panes, what they show, how they share the room."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.screen import Screen

from quotecheck.desk import judgements, labels, queue
from quotecheck.display import place_in_words
from quotecheck.tui.harmless import harmless, warnings
from quotecheck.tui.keys import BY_ID, COMMANDS, FOOTER, shown
from quotecheck.tui.widgets.article_pane import ArticlePane
from quotecheck.tui.widgets.bars import Bar, Key, KeysBar, counts, progress_bar
from quotecheck.tui.widgets.card_pane import CardPane
from quotecheck.tui.widgets.evidence_pane import EvidencePane
from quotecheck.tui.widgets.line_pane import LinePane, Span
from quotecheck.tui.widgets.queue_pane import QueuePane

if TYPE_CHECKING:
    from collections.abc import Mapping

    from quotecheck.desk.session import Session
    from quotecheck.desk.state import QuoteState
    from quotecheck.model import Passage, Source
    from quotecheck.tui.app import ReviewApp

WIDE_COLUMNS, WIDE_ROWS = 110, 30
PANES = ("queue", "card", "article", "evidence")
NO_EVIDENCE = "No passage of the sources has these words.\n/ searches the sources."
NO_SOURCES = "There are no sources to check against.\nGive some with --sources PATH."


class DeskView(Screen[None]):
    """The panes over one session. ``show`` draws what the session says; nothing else draws."""

    CSS_PATH: ClassVar[str] = "desk.tcss"

    def __init__(self, session: Session, name: str) -> None:
        super().__init__()
        self.session = session
        self.name_of_article = name
        self.notice = ""
        self._saved = ""
        self._titles: dict[str, tuple[str, str]] = {}
        self._narrow_pane = "evidence"
        self._queue_width = 46
        self._share = 5  # tenths of the width that the article has beside the evidence

    if TYPE_CHECKING:

        @property
        def app(self) -> ReviewApp:  # type: ignore[override]
            """The app, which holds what all articles share."""

    @property
    def sources(self) -> Mapping[str, Source]:
        """The sources, by id."""
        return self.app.bench.sources

    # --- the panes ------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """Bars above and below, the queue on the left, card and texts on the right."""
        yield Bar(id="status")
        with Horizontal(id="body"):
            yield QueuePane(id="queue")
            with Vertical(id="work"):
                yield CardPane(id="card")
                with Horizontal(id="texts"):
                    yield ArticlePane(id="article")
                    yield EvidencePane(id="evidence")
        yield Bar(id="last")
        yield KeysBar(id="keys")

    @property
    def article_pane(self) -> ArticlePane:
        """The pane with the article."""
        return self.query_one(ArticlePane)

    @property
    def narrow(self) -> bool:
        """Whether there is room for one text only."""
        return self.has_class("-narrow")

    def on_mount(self) -> None:
        """Warn of what the article hides, and show the first open quotation."""
        found = warnings(self.session.document.article.text)
        self.notice = "article: " + "; ".join(found) if found else ""
        library = self.app.bench.library
        if library is not None and library.unread:
            names = ", ".join(harmless(Path(each.path).name) for each in library.unread[:3])
            more = " …" if len(library.unread) > 3 else ""
            sources = "source" if len(library.unread) == 1 else "sources"
            unread = f"{len(library.unread)} {sources} not read: {names}{more}"
            self.notice = f"{self.notice}; {unread}" if self.notice else unread
        self.query_one("#evidence").focus()
        self.show(article=True)

    def on_resize(self, event: events.Resize) -> None:
        """Two texts side by side if there is room."""
        wide = event.size.width >= WIDE_COLUMNS and event.size.height >= WIDE_ROWS
        self.set_class(not wide, "-narrow")
        self._show_narrow_pane()
        self._show_status()

    def saved(self) -> None:
        """Note the time of a decision: it is on the disk now."""
        self._saved = f"saved {datetime.now().astimezone():%H:%M:%S}"
        self.notice = ""

    # --- what they show --------------------------------------------------------------------

    def show(self, *, article: bool = True) -> None:
        """Draw the session as it is; without ``article`` its quotations have not changed."""
        session = self.session
        state, passage = session.current, session.passage
        pane = self.article_pane
        if article:
            pane.set_article(session.document.article.text, session.state.quotes)
        pane.set_here(state)
        self.query_one(QueuePane).set_queue(session.queue, session.index)
        self.query_one(CardPane).set_quote(state, passage)
        source = self.sources.get(passage.source) if passage else None
        advice = NO_EVIDENCE if self.sources else NO_SOURCES
        self.query_one(EvidencePane).set_passage(passage, source, advice)
        self._show_titles(state, passage)
        self._show_status()
        self._show_last(state)
        self._show_keys()

    def _show_titles(self, state: QuoteState | None, passage: Passage | None) -> None:
        session = self.session
        queue_title = "Quotes"
        if session.filter.label:
            queue_title += f" · only {session.filter.label}"
        self._title(
            "queue",
            queue_title,
            f"{'worst first' if session.order == 'risk' else 'as in the text'}",
        )
        card = self.query_one("#card")
        if state is None:
            self._title("card", "There are no quotes in this article")
        else:
            line = self.article_pane.line_number(state.quote.start)
            title = (
                f"{state.number} · {labels.verdict_title(state)} · {labels.STATUS[state.status][1]}"
            )
            self._title("card", title, f"{state.quote.kind} · article line {line}")
            card.set_class(labels.verdict_glyph(state) == "!", "-flagged")
        self._title("article", session.document.article.title or session.document.article.id)
        self._title("evidence", *_passage_title(passage, session.viewed, len(session.passages)))

    def _title(self, pane: str, title: str, subtitle: str = "") -> None:
        if self._titles.get(pane) == (title, subtitle):
            return  # setting a title draws the whole pane again
        self._titles[pane] = (title, subtitle)
        widget = self.query_one(f"#{pane}")
        # As Text: a str would be read as markup.
        widget.border_title = Text(f" {harmless(title)} ")
        widget.border_subtitle = Text(f" {harmless(subtitle)} " if subtitle else "")

    def _show_status(self) -> None:
        session, progress = self.session, self.session.progress
        state = session.current
        name = session.document.article.path or session.document.article.id
        left = [
            Span(" quotecheck ", "title"),
            Span(f" {name.rsplit('/', 1)[-1]} ", "strong"),
            Span(f" quote {state.number if state else 0}/{len(session.state.quotes)}  ", ""),
        ]
        if not self.narrow:
            left += [*progress_bar(progress.decided, progress.total, 30), Span("  ")]
        left.append(Span(counts(progress), "pass" if progress.signed else ""))
        self.query_one("#status", Bar).set_sides(left, [Span(f"{self._saved} ", "dim")])

    def _show_last(self, state: QuoteState | None) -> None:
        bar = self.query_one("#last", Bar)
        if self.session.armed and state is not None:
            doubt = judgements.doubt(state)
            again = (
                f" {shown(self._key('confirm'))} again confirms · "
                f"{shown(self._key('waive'))} with a reason "
            )
            bar.set_sides([Span(f" ! {doubt}", "warning")], [Span(again, "title")])
        elif self.notice:
            bar.set_sides([Span(f" ! {self.notice}", "warning")])
        elif self.session.last:
            undo = f"{shown(self._key('undo'))} undoes "
            bar.set_sides([Span(" last: ", "dim"), Span(self.session.last)], [Span(undo, "dim")])
        else:
            hidden = len(self.session.state.quotes) - len(self.session.queue)
            words = f"{hidden} of {len(self.session.state.quotes)} filtered out" if hidden else ""
            bar.set_sides([Span(f" {words}", "dim")])

    def _show_keys(self) -> None:
        possible = self.session.desk.reversible(self.session.document)
        idle = {name for name, can in zip(("undo", "redo"), possible, strict=True) if not can}
        keys = [
            Key(shown(self._key(name)), self._key_words(name), name)
            for name in FOOTER
            if name not in idle and self.check_action(name, ())
        ]
        self.query_one(KeysBar).set_keys(keys)

    def _key_words(self, command: str) -> str:
        if command == "confirm_all":
            return f"all {len(self.session.safe)} verbatim"
        return BY_ID[command].words

    def _key(self, command: str) -> str:
        return self.app.keymap.get(command) or BY_ID[command].keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether a key does anything here."""
        del parameters
        session = self.session
        state = session.current
        if action in _NEED_QUOTE and state is None:
            return False
        if action == "take_source":
            return session.passage is not None and not session.passage.near
        if action in ("next_passage", "previous_passage"):
            return len(session.passages) > 1
        if action == "confirm_all":
            return bool(session.safe)
        if action in ("next_flagged", "previous_flagged"):
            return any(each.open and queue.flagged(each) for each in session.queue)
        if action in ("next_open", "previous_open"):
            return any(each.open for each in session.queue)
        return True

    # --- the room --------------------------------------------------------------------------

    def action_pane(self) -> None:
        """Go to the next pane; on a narrow screen, show another one."""
        if self.narrow:
            order = ("evidence", "article", "queue")
            self.show_pane(order[(order.index(self._narrow_pane) + 1) % len(order)])
            return
        panes = [pane for pane in PANES if self.query_one(f"#{pane}").display]
        focused = self.focused.id if self.focused and self.focused.id in panes else panes[-1]
        self.query_one(f"#{panes[(panes.index(focused) + 1) % len(panes)]}").focus()

    def show_pane(self, pane: str) -> None:
        """On a narrow screen, show this one of evidence, article and queue."""
        self._narrow_pane = pane
        self._show_narrow_pane()

    def _show_narrow_pane(self) -> None:
        for pane in ("article", "queue"):
            self.set_class(self.narrow and self._narrow_pane == pane, f"-show-{pane}")
        if self.narrow:
            self.query_one(f"#{self._narrow_pane}").focus()
        self._share_room()

    def action_enlarge(self) -> None:
        """Give the pane with the focus all the room, or give it back."""
        focused = self.focused.id if self.focused else None
        large = [pane for pane in PANES if self.has_class(f"-large-{pane}")]
        for pane in large:
            self.remove_class(f"-large-{pane}")
        if not large and focused in PANES:
            self.add_class(f"-large-{focused}")
        self._share_room()

    def action_wider(self) -> None:
        """Widen the queue if it has the focus, else the article."""
        self._resize(1)

    def action_narrower(self) -> None:
        """Narrow the queue if it has the focus, else the article."""
        self._resize(-1)

    def _resize(self, by: int) -> None:
        if self.focused is self.query_one("#queue"):
            self._queue_width = max(24, min(90, self._queue_width + 4 * by))
        else:
            self._share = max(2, min(8, self._share + by))
        self._share_room()

    def _share_room(self) -> None:
        if self.narrow or any(self.has_class(f"-large-{pane}") for pane in PANES):
            for pane in ("queue", "article", "evidence"):
                self.query_one(f"#{pane}").styles.width = "1fr"
        else:
            self.query_one("#queue").styles.width = self._queue_width
            self.query_one("#article").styles.width = f"{self._share}fr"
            self.query_one("#evidence").styles.width = f"{10 - self._share}fr"

    def action_hide_queue(self) -> None:
        """Hide the queue, or show it again."""
        self.toggle_class("-no-queue")
        if self.focused is None or self.focused.id == "queue":
            self.query_one("#evidence", LinePane).focus()


_NEED_QUOTE = frozenset(
    each.id
    for each in COMMANDS
    if each.group in ("Decide", "Move") and each.id not in ("undo", "redo")
) | {"join", "split", "history"}


def _passage_title(passage: Passage | None, viewed: int, count: int) -> tuple[str, str]:
    if passage is None:
        return "no evidence", ""
    parts = [
        passage.title or passage.source,
        passage.date,
        passage.speaker or passage.label,
        passage.time,
    ]
    title = " · ".join(part for part in parts if part)
    place = [
        "nearest words" if passage.near else "",
        place_in_words(passage),
        f"match {viewed + 1} of {count}" if count > 1 else "",
        str(passage.tier) if passage.tier else "",
    ]
    return title, " · ".join(part for part in place if part)
