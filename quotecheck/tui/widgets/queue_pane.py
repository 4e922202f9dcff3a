"""The list of quotations: verdict, state, number, speaker, first words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import events
from textual.message import Message

from quotecheck.desk import labels
from quotecheck.desk.queue import speaker_name
from quotecheck.desk.states import QuoteState, Status
from quotecheck.tui.widgets.line_pane import ListPane, StyledLine, StyledSpan

if TYPE_CHECKING:
    from textual.widget import Widget

_VERDICT_LOOK = {"!": "error", "~": "look", "?": "look", "=": "dim", " ": "dim"}


class QueuePane(ListPane):
    """The queue; the current quotation is marked by an arrow and a bar."""

    class Chosen(Message):
        """A quotation was clicked."""

        def __init__(self, pane: Widget, quote_id: str) -> None:
            super().__init__()
            self.pane = pane
            self.quote_id = quote_id

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._states: Sequence[QuoteState] = ()
        self._here = -1

    def set_queue(self, states: Sequence[QuoteState], here: int) -> None:
        """Show these quotations, the one at ``here`` as the current one."""
        before, was_here = self._states, self._here
        self._states = states
        self._here = here
        self.set_height(max(1, len(states)))
        if here >= 0:
            self.show_line(here)
        if len(before) != len(states):
            self.refresh()
            return
        changed = {
            y for y, (old, new) in enumerate(zip(before, states, strict=True)) if old is not new
        }
        self.refresh_rows(changed | {was_here, here})

    def on_resize(self) -> None:
        """Keep the current quotation in sight: on opening the pane has no rows yet."""
        if self._here >= 0:
            self.show_line(self._here)

    def line(self, y: int) -> StyledLine:
        """One quotation."""
        if not self._states:
            return (StyledSpan(" nothing to show here: f changes the filter", "dim"),)
        state = self._states[y]
        verdict = labels.verdict_glyph(state)
        aside = state.status is Status.ASIDE
        words = " ".join(state.quote.text.split())
        return (
            StyledSpan("▶" if y == self._here else " ", "strong"),
            StyledSpan(labels.state_glyph(state), "dim" if not state.open else "strong"),
            StyledSpan(verdict, _VERDICT_LOOK[verdict]),
            StyledSpan(f"{state.number:>4} ", "dim"),
            StyledSpan(f"{_short(speaker_name(state)):<10.10} ", "dim" if aside else "speaker"),
            StyledSpan(words, "" if state.open else "dim"),
        )

    def row_look(self, y: int) -> str:
        """The bar under the current quotation."""
        return "cursor" if y == self._here else ""

    def on_click(self, event: events.Click) -> None:
        """Choose the quotation under the mouse."""
        y = event.get_content_offset(self)
        if y is not None:
            index = y.y + self.scroll_offset.y
            if index < len(self._states):
                self.post_message(self.Chosen(self, self._states[index].quote.id))


def _short(name: str) -> str:
    """The last part of a name, which is how desks speak of people."""
    return name.rsplit(maxsplit=1)[-1] if name.strip() else "—"
