"""The view of the quotations in the panes of the desk."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from quotecheck.desk import labels, reported
from quotecheck.desk.describing import description
from quotecheck.display import counted
from quotecheck.tui.harmless import harmless, warnings
from quotecheck.tui.keys import BY_ID, COMMANDS, FOOTER, key_label
from quotecheck.tui.screens.panes import passage_title
from quotecheck.tui.screens.walking import NO_SOURCES, WalkingScreen, needing_one
from quotecheck.tui.widgets.bars import Key, KeysBar
from quotecheck.tui.widgets.card_pane import CardPane
from quotecheck.tui.widgets.evidence_pane import EvidencePane
from quotecheck.tui.widgets.queue_pane import QueuePane

if TYPE_CHECKING:
    from quotecheck.desk.session import Session
    from quotecheck.desk.states import QuoteState
    from quotecheck.model import Passage

NO_EVIDENCE = "No passage of the sources has these words.\n/ searches the sources."

LOOKED_AT_ONCE = 15_000
"""Characters of an article, some 2,500 words, whose reports are looked for without being asked."""


class DeskView(WalkingScreen):
    """The panes over one session. ``show`` draws what the session says; nothing else draws."""

    NEEDING_ONE = needing_one(COMMANDS) | {"join", "split"}
    looking = False  # for reports

    def __init__(self, session: Session, name: str) -> None:
        super().__init__(session, name)
        self.session = session

    def on_mount(self) -> None:
        """Warn of what the article hides, and show the first open quotation."""
        found = warnings(self.session.document.article.text)
        self.notice = "article: " + "; ".join(found) if found else ""
        library = self.app.bench.library
        if library is not None and library.unread:
            names = ", ".join(harmless(Path(each.path).name) for each in library.unread[:3])
            more = " …" if len(library.unread) > 3 else ""
            unread = f"{counted(len(library.unread), 'source')} not read: {names}{more}"
            self.notice = f"{self.notice}; {unread}" if self.notice else unread
        self.query_one("#evidence").focus()
        self.show(article=True)
        self.look_for_reports()

    # --- what they show --------------------------------------------------------------------

    def show(self, *, article: bool = True) -> None:
        """Draw the session as it is; without ``article`` its quotations have not changed."""
        session = self.session
        state, passage = session.current, session.passage
        pane = self.article_pane
        if article:
            pane.set_article(session.document.article.text, session.state.quotes)
        beside = session.beside
        pane.set_here(state, beside.printed if beside else ())
        self.query_one(QueuePane).set_queue(session.queue, session.index)
        told = description(session.document.article.text, state.quote) if state else ""
        said_by = session.said_by(state, passage) if state else None
        self.query_one(CardPane).set_quote(
            state, passage, beside, self.around(passage), told, said_by.match if said_by else None
        )
        source = self.sources.get(passage.source) if passage else None
        advice = NO_EVIDENCE if self.sources else NO_SOURCES
        self.query_one(EvidencePane).set_passage(
            passage, source, advice, beside.said if beside else ()
        )
        self._show_titles(state, passage)
        self._show_status()
        self._show_last()
        self._show_keys()
        decided = (state.status, state.decision) if state else None
        self._on_screen(state and state.quote.id, session.viewed, decided, session.question)

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
            told = f" · r: {self._reports_words()}" if session.state.reports else ""
            self._title("card", f"There are no quotes in this article{told}")
        else:
            line = self.article_pane.line_number(state.quote.start)
            title = (
                f"{state.number} · {labels.verdict_title(state)} · {labels.STATUS[state.status][1]}"
            )
            self._title("card", title, f"{state.quote.kind} · article line {line}")
            card.set_class(labels.verdict_glyph(state) == "!", "-flagged")
        self._title("article", session.document.article.title or session.document.article.id)
        self._title("evidence", *passage_title(passage, session.viewed, len(session.passages)))

    def _show_status(self) -> None:
        session, state = self.session, self.session.current
        last_number = max((each.number for each in session.states), default=0)
        here = f"quote {state.number if state else 0}/{last_number}"
        self._set_status(session.document.article, here)

    def _before_anything(self) -> str:
        hidden = len(self.session.state.quotes) - len(self.session.queue)
        return f"{hidden} of {len(self.session.state.quotes)} filtered out" if hidden else ""

    def _show_keys(self) -> None:
        possible = self.session.desk.reversible(self.session.document)
        idle = {name for name, can in zip(("undo", "redo"), possible, strict=True) if not can}
        keys = [
            Key(key_label(self._key(name)), self._key_words(name), name)
            for name in FOOTER
            if name not in idle
            and (name != "reports" or self.session.state.reports)
            and self.offers(name)
        ]
        self.query_one(KeysBar).set_keys(keys)

    def look_for_reports(self, *, asked: bool = False) -> None:
        """Have what the article reports without marks looked for; in a long one, where that would
        hold up the keys for seconds, only if the editor asked."""
        short = len(self.session.document.article.text) <= LOOKED_AT_ONCE
        if not self.looking and (asked or short):
            self.looking = True
            self.app.look_for_reports(self.name_of_article)

    def _reports_words(self) -> str:
        """Count the reports, and the open ones that clash, in words."""
        counts = reported.progress(self.session.state)
        words = counted(counts.total, "report")
        clashes = counted(counts.flagged, "clash", "clashes")
        return f"{words}, {clashes}" if counts.flagged else words

    def _key_words(self, command: str) -> str:
        if command == "confirm_all":
            return f"all {len(self.session.safe)} verbatim"
        if command == "reports" and self.session.state.reports:
            return self._reports_words()
        return BY_ID[command].words

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether a key does anything here."""
        session = self.session
        if not super().check_action(action, parameters):
            return False
        return bool(session.safe) if action == "confirm_all" else True

    def offers(self, action: str) -> bool:
        """Return whether the footer names a key."""
        if action == "take_source":
            return self.session.passage is not None and not self.session.passage.near
        return super().offers(action)
