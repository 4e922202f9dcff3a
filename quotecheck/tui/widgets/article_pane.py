"""The article with its quotations marked and the current one lit."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from textual import events
from textual.message import Message

from quotecheck.desk.state import QuoteState, Status
from quotecheck.tui.harmless import harmless
from quotecheck.tui.widgets.line_pane import Line, LinePane, Span
from quotecheck.tui.wrap import rows

_GUTTER = 7  # "┃ 1234 "


class ArticlePane(LinePane):
    """Shows a text; rows are cut once a width, looks are worked out for the rows in sight."""

    class Chosen(Message):
        """A quotation was clicked."""

        def __init__(self, quote_id: str) -> None:
            super().__init__()
            self.quote_id = quote_id

    class Selected(Message):
        """Text was selected with the mouse: offsets into the article."""

        def __init__(self, start: int, end: int) -> None:
            super().__init__()
            self.start = start
            self.end = end

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.text = ""
        self.selection_offsets: tuple[int, int] | None = None
        self._shown = ""
        self._rows: list[tuple[int, int, int]] = []  # start, end, line number or 0
        self._width = 0
        self._states: Sequence[QuoteState] = ()
        self._starts: list[int] = []
        self._here: QuoteState | None = None
        self._drag: int | None = None

    def set_article(self, text: str, states: Sequence[QuoteState]) -> None:
        """Show a text with its quotations."""
        before = self._states
        self._states = sorted(states, key=lambda state: (state.quote.start, -state.quote.end))
        self._starts = [state.quote.start for state in self._states]
        if text != self.text:
            self.text = text
            self._shown = harmless(text)
            self._width = 0
        if self._cut() or len(before) != len(self._states):
            self.refresh()
            return
        for old, new in zip(before, self._states, strict=True):
            if old is not new:
                self._refresh_quote(new)

    def set_here(self, state: QuoteState | None) -> None:
        """Light a quotation and bring it into sight."""
        before, self._here = self._here, state
        for each in {id(each): each for each in (before, state) if each is not None}.values():
            self._refresh_quote(each)
        if state is not None and self._rows:
            first, last = self.row_of(state.quote.start), self.row_of(state.quote.end - 1)
            height = self.scrollable_content_region.height
            top = self.scroll_offset.y
            if first < top + 1 or last > top + height - 2:
                goal = max(0, first - max(1, height // 3))
                self.scroll_to(y=goal, animate=False, immediate=True)

    def _refresh_quote(self, state: QuoteState) -> None:
        first, last = self.row_of(state.quote.start), self.row_of(state.quote.end)
        self.refresh_rows(range(first, last + 1))

    def select(self, start: int, end: int) -> None:
        """Show a selection, as the hand that marks a quotation moves it."""
        self.selection_offsets = (start, end)
        self.show_line(self.row_of(end))
        self.refresh()

    def clear_selection_offsets(self) -> None:
        """Take the selection away."""
        self.selection_offsets = None
        self.refresh()

    def row_of(self, offset: int) -> int:
        """The row on which the character at ``offset`` stands."""
        return max(0, bisect_right(self._rows, offset, key=lambda row: row[0]) - 1)

    def offset_below(self, offset: int, by: int) -> int:
        """The character ``by`` rows below the one at ``offset``."""
        row = self.row_of(offset)
        column = offset - self._rows[row][0]
        start, end, _ = self._rows[max(0, min(len(self._rows) - 1, row + by))]
        return min(end, start + column)

    def top_offset(self) -> int:
        """The first character in sight."""
        return self._rows[min(self.scroll_offset.y, len(self._rows) - 1)][0] if self._rows else 0

    def line_number(self, offset: int) -> int:
        """The line of the file on which the character stands, from 1."""
        return self.text.count("\n", 0, offset) + 1

    def on_resize(self) -> None:
        """Cut the rows anew; the text at the top stays at the top."""
        top = self.top_offset()
        if self._cut():
            self.scroll_to(y=self.row_of(top), animate=False, immediate=True)
            self.set_here(self._here)

    def line(self, y: int) -> Line:
        """One row of the article."""
        start, end, number = self._rows[y]
        here = self._here.quote if self._here else None
        lit = here is not None and here.start < end and start < here.end
        gutter = Span(f"{'┃' if lit else ' '}{number or '':>5} ", "gutter" if lit else "dim")
        return (gutter, *self._spans(start, end))

    def _cut(self) -> bool:
        width = self.inner_width - _GUTTER
        laid_out = self.scrollable_content_region.width > 0
        if width == self._width or not laid_out:
            return False
        self._width = width
        self._rows = []
        offset = 0
        for number, line in enumerate(self.text.split("\n"), 1):
            cuts = rows(self._shown, width, offset, offset + len(line))
            for index, (start, end) in enumerate(cuts):
                self._rows.append((start, end, number if index == 0 and line.strip() else 0))
            offset += len(line) + 1
        self.set_height(len(self._rows))
        return True

    def _spans(self, start: int, end: int) -> list[Span]:
        """The row's text, cut wherever its look changes."""
        edges = {start, end}
        near = self._near(start, end)
        for state in near:
            edges.update((state.quote.start, state.quote.end))
        if self.selection_offsets:
            edges.update(self.selection_offsets)
        cuts = sorted(edge for edge in edges if start <= edge <= end)
        return [
            Span(self._shown[left:right], self._look_at(left, near))
            for left, right in pairwise(cuts)
        ]

    def _near(self, start: int, end: int) -> list[QuoteState]:
        last = bisect_right(self._starts, end)
        first = max(0, bisect_right(self._starts, start) - 8)
        return [state for state in self._states[first:last] if state.quote.end > start]

    def _look_at(self, offset: int, near: list[QuoteState]) -> str:
        chosen = self.selection_offsets
        if chosen and chosen[0] <= offset < chosen[1]:
            return "match"
        look = ""
        for state in near:
            quote = state.quote
            if not quote.start <= offset < quote.end:
                continue
            if self._here is not None and quote.id == self._here.quote.id:
                return "quote here"
            look = "decided" if not state.open else "quote"
            if state.status is Status.ASIDE:
                look = "dim"
        return look

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin to select."""
        self._drag = self._offset_at(event)
        self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Select as far as the mouse."""
        to = self._offset_at(event)
        if self._drag is not None and to is not None and to != self._drag:
            self.selection_offsets = (min(self._drag, to), max(self._drag, to))
            self.refresh()

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """A click chooses the quotation; a drag offers to mark one."""
        start, self._drag = self._drag, None
        self.release_mouse()
        if self.selection_offsets is not None:
            self.post_message(self.Selected(*self.selection_offsets))
        elif start is not None:
            for state in reversed(self._near(start, start + 1)):
                if state.quote.start <= start < state.quote.end:
                    self.post_message(self.Chosen(state.quote.id))
                    break
        event.stop()

    def _offset_at(self, event: events.MouseEvent) -> int | None:
        where = event.get_content_offset(self)
        if where is None or not self._rows:
            return None
        row = min(len(self._rows) - 1, where.y + self.scroll_offset.y)
        start, end, _ = self._rows[row]
        return min(end, start + max(0, where.x - _GUTTER))
