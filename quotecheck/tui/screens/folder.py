"""The articles on the desk, most urgent first, with the progress of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import events, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message
from textual.screen import Screen
from textual.worker import get_current_worker

from quotecheck.desk import queue
from quotecheck.desk.queue import Progress
from quotecheck.errors import QuotecheckError
from quotecheck.model import Document
from quotecheck.tui.dialogs.help import Help
from quotecheck.tui.widgets.bars import Bar, Key, KeysBar, counts, progress_bar
from quotecheck.tui.widgets.line_pane import ListPane, StyledLine, StyledSpan

if TYPE_CHECKING:
    from quotecheck.tui.host import Host


@dataclass(frozen=True, slots=True)
class FolderRow:
    """One article: how far it is, or why it cannot be read; neither while it is being read."""

    name: str
    title: str = ""
    progress: Progress | None = None
    trouble: str = ""

    @property
    def urgency(self) -> tuple[int, int, int, str]:
        """Errors first, then what is open, then what is signed, then what cannot be read."""
        if self.progress is None:
            return (3 if self.trouble else 2, 0, 0, self.name)
        done = self.progress.signed
        return (int(done), -self.progress.errors, -self.progress.open, self.name)


class FolderPane(ListPane):
    """The list of articles."""

    class Opened(Message):
        """An article was clicked."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._entries: Sequence[FolderRow] = ()
        self._here = 0

    def set_rows(self, rows: Sequence[FolderRow], here: int) -> None:
        """Show the articles, one of them under the cursor."""
        self._entries, self._here = rows, here
        self.set_height(len(rows))
        self.show_line(here)
        self.refresh()

    def line(self, y: int) -> StyledLine:
        """One article."""
        row = self._entries[y]
        arrow = StyledSpan(" ▶ " if y == self._here else "   ", "strong")
        name = row.name.rsplit("/", 1)[-1]
        if row.trouble:
            return (
                arrow,
                StyledSpan(f"{name:<28.28} ", "strong"),
                StyledSpan(row.trouble, "error"),
            )
        if row.progress is None:
            return (arrow, StyledSpan(f"{name:<28.28} ", "dim"), StyledSpan("being read …", "dim"))
        progress = row.progress
        glyph = "!" if progress.errors else "·" if progress.open else "✓"
        return (
            arrow,
            StyledSpan(f"{glyph} ", "error" if progress.errors else "strong"),
            StyledSpan(f"{name:<26.26} ", "strong"),
            *progress_bar(progress.decided, progress.total, 12),
            StyledSpan(f" {counts(progress):<38} "),
            StyledSpan(row.title, "dim"),
        )

    def row_look(self, y: int) -> str:
        """The bar under the cursor."""
        return "cursor" if y == self._here else ""

    def on_click(self, event: events.Click) -> None:
        """Open the article under the mouse."""
        where = event.get_content_offset(self)
        if where is not None and where.y + self.scroll_offset.y < len(self._entries):
            self.post_message(self.Opened(where.y + self.scroll_offset.y))


class FolderScreen(Screen[None]):
    """Chooses an article; reads them one by one meanwhile."""

    CSS_PATH: ClassVar[str] = "folder.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        ("j,down", "move(1)", "next"),
        ("k,up", "move(-1)", "previous"),
        ("enter,space", "open", "open"),
        ("f2", "theme", "light/dark"),
        ("question_mark", "help", "help"),
        ("q", "quit", "quit"),
    ]

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__()
        self._rows = {name: FolderRow(name) for name in names}
        self._here = ""  # until the editor moves, the most urgent one

    if TYPE_CHECKING:

        @property
        def app(self) -> Host:  # type: ignore[override]
            """The app, which holds what all articles share."""

    def compose(self) -> ComposeResult:
        """A bar, the list, the keys."""
        yield Bar(id="status")
        yield FolderPane(id="folder")
        yield KeysBar(id="keys")

    def on_mount(self) -> None:
        """Begin to read the articles."""
        self.query_one(FolderPane).focus()
        self.query_one(KeysBar).set_keys(
            [
                Key("enter", "open", "open"),
                Key("j", "down", "move(1)"),
                Key("k", "up", "move(-1)"),
                Key("f2", "light/dark", "theme"),
                Key("q", "quit", "quit"),
                Key("?", "help", "help"),
            ]
        )
        self.show()
        self.read()

    @work(thread=True, exclusive=True)
    def read(self) -> None:
        """Read and check every article, away from the keys."""
        worker = get_current_worker()
        for name in self._rows:
            if worker.is_cancelled:
                return
            try:
                document = self.app.bench.standing(name, self.app.desk)
            except QuotecheckError as error:
                self.app.call_from_thread(self._put, FolderRow(name, trouble=str(error)))
            else:
                self.app.call_from_thread(self._put_document, name, document)

    def _put_document(self, name: str, document: Document) -> None:
        desk = self.app.desk
        try:
            spanned = desk.spanned(document, self.app.bench.judge)
            progress = queue.progress(desk.state(spanned), signed=desk.is_signed(spanned))
        except QuotecheckError as error:
            self._put(FolderRow(name, trouble=str(error)))
            return
        self._put(FolderRow(name, document.article.title or "", progress))

    def _put(self, row: FolderRow) -> None:
        self._rows[row.name] = row
        self.show()

    def update(self) -> None:
        """Count again what has been read: decisions were made."""
        for name, row in list(self._rows.items()):
            if row.progress is not None:
                self._put_document(name, self.app.bench.standing(name, self.app.desk))

    @property
    def ordered(self) -> list[FolderRow]:
        """The articles, most urgent first."""
        return sorted(self._rows.values(), key=lambda row: row.urgency)

    def show(self) -> None:
        """Draw the list."""
        if not self.is_attached:
            return
        rows = self.ordered
        names = [row.name for row in rows]
        here = names.index(self._here) if self._here in names else 0
        self.query_one(FolderPane).set_rows(rows, here)
        read = [row for row in rows if row.progress is not None]
        flagged = sum(row.progress.flagged for row in read if row.progress)
        left = sum(row.progress.open for row in read if row.progress)
        words = f" {len(rows)} articles · {left} quotes left · {flagged} flagged"
        pending = len(rows) - len(read) - sum(bool(row.trouble) for row in rows)
        reading = [StyledSpan(f"reading, {pending} to go ", "dim")] if pending else []
        self.query_one("#status", Bar).set_sides(
            [StyledSpan(" quotecheck ", "title"), StyledSpan(words)], reading
        )

    def action_move(self, by: int) -> None:
        """Move the cursor."""
        names = [row.name for row in self.ordered]
        here = names.index(self._here) if self._here else 0
        self._here = names[max(0, min(len(names) - 1, here + by))]
        self.show()

    def action_open(self) -> None:
        """Open the article under the cursor."""
        self._here = self._here or self.ordered[0].name
        self.app.open_article(self._here)

    def on_folder_pane_opened(self, event: FolderPane.Opened) -> None:
        """Open the article that was clicked."""
        self._here = self.ordered[event.index].name
        self.action_open()

    def action_theme(self) -> None:
        """Light or dark."""
        self.app.switch_theme()

    def action_help(self) -> None:
        """All keys."""
        self.app.push_screen(Help(self.app.keymap))

    def action_quit(self) -> None:
        """Out."""
        self.app.exit()
