"""The article with its quotations marked and the current one lit."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from textual.message import Message

from quotecheck.desk.states import QuoteState, Status
from quotecheck.tui.widgets.text_pane import TextPane


class ArticlePane(TextPane):
    """Shows an article."""

    class Chosen(Message):
        """A quotation was clicked."""

        def __init__(self, quote_id: str) -> None:
            super().__init__()
            self.quote_id = quote_id

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._states: Sequence[QuoteState] = ()
        self._starts: list[int] = []
        self._here: QuoteState | None = None
        self._changed: Sequence[tuple[int, int]] = ()

    def set_article(self, text: str, states: Sequence[QuoteState]) -> None:
        """Show a text with its quotations."""
        before = self._states
        self._states = sorted(states, key=lambda state: (state.quote.start, -state.quote.end))
        self._starts = [state.quote.start for state in self._states]
        self.set_text(text)
        if self.cut() or len(before) != len(self._states):
            self.refresh()
            return
        for old, new in zip(before, self._states, strict=True):
            if old is not new:
                self._refresh_quote(new)

    def set_here(self, state: QuoteState | None, changed: Sequence[tuple[int, int]] = ()) -> None:
        """Light a quotation, mark what in its text is ``changed``, and bring it into sight."""
        before, self._here = self._here, state
        self._changed = [
            (state.quote.start + start, state.quote.start + end)
            for start, end in changed
            if state is not None
        ]
        for each in {id(each): each for each in (before, state) if each is not None}.values():
            self._refresh_quote(each)
        self._bring_up()

    def _bring_up(self) -> None:
        if self._here is not None:
            change = self._changed[0][0] if self._changed else None
            self.bring_up(self._here.quote.start, self._here.quote.end, change)

    def _refresh_quote(self, state: QuoteState) -> None:
        first, last = self.row_of(state.quote.start), self.row_of(state.quote.end)
        self.refresh_rows(range(first, last + 1))

    def line_number(self, offset: int) -> int:
        """The line of the file on which the character stands, from 1."""
        return self.text.count("\n", 0, offset) + 1

    def on_resize(self) -> None:
        """Cut the rows anew; the text at the top stays at the top."""
        top = self.top_offset()
        if self.cut():
            self.scroll_to(y=self.row_of(top), animate=False, immediate=True)
            self._bring_up()
            self.refresh()

    def lit(self, start: int, end: int) -> bool:
        """Return whether a row has words of the current quotation."""
        here = self._here.quote if self._here else None
        return here is not None and here.start < end and start < here.end

    def edges(self, start: int, end: int) -> set[int]:
        """The places where quotations and changed words begin and end."""
        near = self._near(start, end)
        return {
            *(state.quote.start for state in near),
            *(state.quote.end for state in near),
            *(edge for span in self._changed for edge in span),
        }

    def look_at(self, offset: int) -> str:
        """Changed words, the current quotation, the others by where they stand."""
        look = ""
        for state in self._near(offset, offset + 1):
            quote = state.quote
            if not quote.start <= offset < quote.end:
                continue
            if self._here is not None and quote.id == self._here.quote.id:
                changed = any(start <= offset < end for start, end in self._changed)
                return "quote here gone" if changed else "quote here"
            look = "decided" if not state.open else "quote"
            if state.status is Status.ASIDE:
                look = "dim"
        return look

    def clicked(self, offset: int) -> None:
        """Choose the quotation there."""
        for state in reversed(self._near(offset, offset + 1)):
            if state.quote.start <= offset < state.quote.end:
                self.post_message(self.Chosen(state.quote.id))
                break

    def _near(self, start: int, end: int) -> list[QuoteState]:
        last = bisect_right(self._starts, end)
        first = max(0, bisect_right(self._starts, start) - 8)
        return [state for state in self._states[first:last] if state.quote.end > start]
