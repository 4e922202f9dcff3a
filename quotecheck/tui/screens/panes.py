"""The screen of one article: a list, a card, the article and the evidence, and how they share the
room. What stands in them is for the subclasses, one for quotations and one for reports."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.screen import Screen

from quotecheck.display import place_in_words, tier_in_words
from quotecheck.tui.harmless import harmless
from quotecheck.tui.hurry import Pace
from quotecheck.tui.keys import BY_ID, COMMANDS, DeskCommand
from quotecheck.tui.widgets.article_pane import ArticlePane
from quotecheck.tui.widgets.bars import Bar, KeysBar
from quotecheck.tui.widgets.card_pane import CardPane
from quotecheck.tui.widgets.evidence_pane import EvidencePane
from quotecheck.tui.widgets.line_pane import LinePane
from quotecheck.tui.widgets.queue_pane import QueuePane

if TYPE_CHECKING:
    from collections.abc import Mapping

    from quotecheck.model import Passage, Source
    from quotecheck.tui.host import Host

WIDE_COLUMNS, WIDE_ROWS = 110, 30
PANES = ("queue", "card", "article", "evidence")


class PanedScreen(Screen[None]):
    """Bars above and below, the list on the left, card and texts on the right."""

    CSS_PATH: ClassVar[str] = "desk.tcss"
    CARD: ClassVar[type[CardPane]] = CardPane
    COMMANDS_HERE: ClassVar[Sequence[DeskCommand]] = COMMANDS

    def __init__(self) -> None:
        super().__init__()
        self.notice = ""
        self.done = ""  # the notice that tells of no trouble
        self._saved = ""
        self._pace: Pace | None = None
        self._before_the_eyes: tuple[object, ...] = ()
        self._titles: dict[str, tuple[str, str]] = {}
        self._narrow_pane = "evidence"
        self._queue_width = 46
        self._share = 5  # tenths of the width that the article has beside the evidence

    if TYPE_CHECKING:

        @property
        def app(self) -> Host:  # type: ignore[override]
            """The app, which holds what all articles share."""

    @property
    def sources(self) -> Mapping[str, Source]:
        """The sources, by id."""
        return self.app.bench.sources

    def compose(self) -> ComposeResult:
        """The panes."""
        yield Bar(id="status")
        with Horizontal(id="body"):
            yield QueuePane(id="queue")
            with Vertical(id="work"):
                yield self.CARD(id="card")
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
        """Return whether there is room for one text only."""
        return self.has_class("-narrow")

    def on_resize(self, event: events.Resize) -> None:
        """Two texts side by side if there is room."""
        wide = event.size.width >= WIDE_COLUMNS and event.size.height >= WIDE_ROWS
        self.set_class(not wide, "-narrow")
        self._show_narrow_pane()
        self._show_status()

    def show(self, *, article: bool = True) -> None:
        """Draw what stands in the panes; without ``article`` what is marked there has not
        changed."""
        raise NotImplementedError

    def _show_status(self) -> None:
        """Draw the bar above the panes."""
        raise NotImplementedError

    def saved(self) -> None:
        """Note the time of a decision: it is on the disk now."""
        self._saved = f"saved {datetime.now().astimezone():%H:%M:%S}"
        self.notice = ""

    def around(self, passage: Passage | None) -> tuple[str, str]:
        """The words of the source just before and just after a passage."""
        return self.app.bench.around(passage) if passage is not None else ("", "")

    def hurried(self) -> bool:
        """Return whether what is current came on the screen too short a time ago to be read."""
        return self._pace is None or self._pace.hurried()

    def came_up(self) -> None:
        """Begin the time for reading anew: another screen was over this one."""
        if self._pace is not None:
            self._pace.changed()

    def _on_screen(self, *shown: object) -> None:
        """Begin the time for reading anew where another quotation, passage, decision or question
        is shown."""
        if self._pace is None:
            self._pace = Pace(self.app.clock)
        elif shown != self._before_the_eyes:
            self._pace.changed()
        self._before_the_eyes = shown

    def _key(self, command: str) -> str:
        return self.app.keymap.get(command) or BY_ID[command].keys

    def _title(self, pane: str, title: str, subtitle: str = "") -> None:
        if self._titles.get(pane) == (title, subtitle):
            return  # setting a title draws the whole pane again
        self._titles[pane] = (title, subtitle)
        widget = self.query_one(f"#{pane}")
        # As Text: a str would be read as markup.
        widget.border_title = Text(f" {harmless(title)} ")
        widget.border_subtitle = Text(f" {harmless(subtitle)} " if subtitle else "")

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


def passage_title(passage: Passage | None, viewed: int, count: int) -> tuple[str, str]:
    """Title and subtitle of the evidence: whose words, and where they stand."""
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
        tier_in_words(passage),
    ]
    return title, " · ".join(part for part in place if part)
