"""Choosing words by keys: to mark a missed quotation, to split one, or to take a passage."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from quotecheck.tui.marker import Marker
from quotecheck.tui.widgets.line_pane import LinePane, StyledSpan
from quotecheck.tui.widgets.text_pane import TextPane


class ChooseWords(ModalScreen[tuple[int, int] | None]):
    """Gives the offsets of the chosen words, or nothing on escape; the pane shows the choice."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape", "dismiss(None)", "back"),
        ("enter", "take", "take"),
        ("space", "set_down", "from here"),
        ("right,l", "move(1)", "next word"),
        ("left,h", "move(-1)", "previous word"),
        ("down,j", "row(1)", "next row"),
        ("up,k", "row(-1)", "previous row"),
    ]

    def __init__(self, pane: TextPane, marker: Marker, advice: str, *, several: bool) -> None:
        super().__init__(classes="dialog low")
        self._pane = pane
        self._marker = marker
        self._advice = advice
        self._several = several

    def compose(self) -> ComposeResult:
        """One row of advice, below the text."""
        with Vertical(classes="box"):
            yield LinePane(id="advice")

    def on_mount(self) -> None:
        """Show the caret."""
        self.query_one(LinePane).set_lines([[StyledSpan(self._advice)]])
        self._show()

    def on_unmount(self) -> None:
        """Leave the text as it was."""
        self._pane.clear_selection_offsets()

    def _show(self) -> None:
        self._pane.select(*self._marker.span)

    def action_take(self) -> None:
        """Give what is chosen."""
        self.dismiss(self._marker.span)

    def action_set_down(self) -> None:
        """Select from here on."""
        if self._several:
            self._marker.set_down()
            self._show()

    def action_move(self, by: int) -> None:
        """Move by a word."""
        self._marker.move(by)
        self._show()

    def action_row(self, by: int) -> None:
        """Move by a row of the screen."""
        word = self._marker.words[self._marker.here]
        self._marker.jump(self._pane.offset_below(word[0], by))
        self._show()
