"""Confirming quotations together: none of them before it has been on the screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from quotecheck.display import around
from quotecheck.tui.hurry import Pace
from quotecheck.tui.widgets.line_pane import ListPane, StyledLine, StyledSpan, wrapped

if TYPE_CHECKING:
    from quotecheck.tui.host import Host

_INDENT = 6


@dataclass(frozen=True, slots=True)
class Offered:
    """A quotation that may be confirmed: its words, its speaker, and what the source says just
    before and just after them."""

    id: str
    number: int
    speaker: str
    words: str
    before: str = ""
    after: str = ""


class TogetherPane(ListPane):
    """The quotations, one of them under the cursor, those left out crossed out."""

    def __init__(self, candidates: Sequence[Offered]) -> None:
        super().__init__(id="together")
        self.candidates = candidates
        self.left_out: set[str] = set()
        self.here = 0
        self.seen = 0  # lines that have been on the screen
        self._firsts: list[int] = []

    def draw(self) -> None:
        """Lay the quotations out in the room there is."""
        lines: list[StyledLine] = []
        self._firsts = []
        for each in self.candidates:
            self._firsts.append(len(lines))
            lines += candidate_lines(each, self.inner_width, out=each.id in self.left_out)
        self._firsts.append(len(lines))
        self.set_lines(lines)
        self.note_seen()

    def on_resize(self) -> None:
        """Lay out anew."""
        self.draw()

    def note_seen(self) -> None:
        """Remember how far down the list has been on the screen."""
        bottom = self.scroll_offset.y + self.scrollable_content_region.height
        self.seen = max(self.seen, bottom)

    @property
    def all_seen(self) -> bool:
        """Return whether every quotation has been on the screen."""
        return bool(self._firsts) and self.seen >= self._firsts[-1]

    def page(self) -> None:
        """On to the first quotation that was not all to be seen."""
        bottom = self.scroll_offset.y + self.scrollable_content_region.height
        hidden = [at for at in range(len(self.candidates)) if self._firsts[at + 1] > bottom]
        if hidden:
            self.here = hidden[0]
            self.scroll_to(y=self._firsts[self.here], animate=False, immediate=True)
            self.refresh()
            self.note_seen()

    def move(self, by: int) -> None:
        """Move the cursor."""
        self.here = max(0, min(len(self.candidates) - 1, self.here + by))
        self.show_line(self._firsts[self.here + 1] - 1, margin=0)
        self.show_line(self._firsts[self.here], margin=0)
        self.refresh()
        self.note_seen()

    def toggle(self) -> None:
        """Leave the quotation at the cursor out, or take it in again."""
        self.left_out ^= {self.candidates[self.here].id}
        self.draw()

    def row_look(self, y: int) -> str:
        """The bar under the quotation at the cursor."""
        here = self._firsts and self._firsts[self.here] <= y < self._firsts[self.here + 1]
        return "cursor" if here else ""


class Together(ModalScreen[frozenset[str] | None]):
    """Gives the ids of the quotations to confirm, or nothing on escape. Enter goes on through the
    list, and confirms only when its end has been seen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape,q", "dismiss(None)", "back"),
        ("enter", "go_on", "confirm"),
        ("space,minus", "leave_out", "leave out"),
        ("j,down", "move(1)", "next"),
        ("k,up", "move(-1)", "previous"),
        ("pagedown", "page", "next page"),
    ]

    def __init__(self, candidates: Sequence[Offered]) -> None:
        super().__init__(classes="dialog tall")
        self._candidates = candidates

    if TYPE_CHECKING:

        @property
        def app(self) -> Host:  # type: ignore[override]
            """The app, which has the clock."""

    def compose(self) -> ComposeResult:
        """The dialog's box."""
        with Vertical(classes="box") as box:
            box.border_title = "Confirm these verbatim quotes together?"
            yield TogetherPane(self._candidates)

    @property
    def _pane(self) -> TogetherPane:
        return self.query_one(TogetherPane)

    def on_mount(self) -> None:
        """Show the list."""
        self._pace = Pace(self.app.clock)
        self._pane.focus()
        self.call_after_refresh(self._show)

    def _show(self) -> None:
        pane = self._pane
        pane.note_seen()
        count = len(self._candidates) - len(pane.left_out)
        enter = f"enter: confirm {count}" if pane.all_seen else "enter: go on"
        keys = "space: leave out   j k: move   escape: back"
        self.query_one(".box", Vertical).border_subtitle = f"{enter}   {keys}"

    def on_resize(self) -> None:
        """More or less of the list may be in sight."""
        self.call_after_refresh(self._show)

    def action_go_on(self) -> None:
        """The next page; at the end, confirm."""
        if self._pace.hurried():
            return
        self._pace.changed()
        if self._pane.all_seen:
            kept = {each.id for each in self._candidates} - self._pane.left_out
            self.dismiss(frozenset(kept))
        else:
            self.action_page()

    def action_page(self) -> None:
        """The next page."""
        self._pane.page()
        self._show()

    def action_move(self, by: int) -> None:
        """Move the cursor."""
        self._pane.move(by)
        self._show()

    def action_leave_out(self) -> None:
        """Leave the quotation at the cursor out, or take it in again."""
        self._pane.toggle()
        self._show()


def candidate_lines(each: Offered, width: int, *, out: bool = False) -> list[StyledLine]:
    """A quotation of the list: number and speaker, the words, and what stands around them."""
    mark = "-" if out else "✓"
    head: StyledLine = [
        StyledSpan(f"{each.number:>4} {mark} ", "strong"),
        StyledSpan(each.speaker, "speaker"),
    ]
    words = wrapped([StyledSpan(each.words, "gone" if out else "")], width, indent=_INDENT)
    told = around(each.before, each.after, width - _INDENT)
    return [head, *words, *([[StyledSpan(" " * _INDENT), StyledSpan(told, "dim")]] if told else [])]
