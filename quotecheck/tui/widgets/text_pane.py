"""A text in rows with the numbers of its lines: offsets, selecting by whole words, looks."""

from __future__ import annotations

import re
from abc import abstractmethod
from bisect import bisect_right
from itertools import pairwise

from textual import events
from textual.message import Message
from textual.widget import Widget

from quotecheck.tui.harmless import harmless
from quotecheck.tui.widgets.line_pane import LinePane, StyledLine, StyledSpan
from quotecheck.tui.wrap import screen_rows

_EDGE = re.compile(r"\s")


class TextPane(LinePane):
    """Rows are cut once a width, looks are worked out for the rows in sight. All offsets count
    characters of the whole text, of which ``text[low:high]`` is shown."""

    GUTTER = 7  # "┃ 1234 "

    class Selected(Message):
        """Whole words were selected with the mouse: offsets into the text."""

        def __init__(self, pane: Widget, start: int, end: int) -> None:
            super().__init__()
            self.pane = pane
            self.start = start
            self.end = end

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.text = ""
        self.low = self.high = 0
        self.selection_offsets: tuple[int, int] | None = None
        self.rows: list[tuple[int, int, int]] = []  # start, end, line number or 0
        self._shown = ""
        self._number = 1
        self._width = 0
        self._drag: int | None = None

    # --- what a subclass says ---------------------------------------------------------------

    @abstractmethod
    def lit(self, start: int, end: int) -> bool:
        """Return whether a row has the bar of what the screen is about."""

    @abstractmethod
    def edges(self, start: int, end: int) -> set[int]:
        """The places where the look changes in a row, and perhaps some beyond it."""

    @abstractmethod
    def look_at(self, offset: int) -> str:
        """The look from an edge on."""

    def clicked(self, offset: int) -> None:
        """Do what a click on the text asks for."""

    # --- rows and offsets -------------------------------------------------------------------

    def set_text(self, text: str, low: int = 0, high: int | None = None, number: int = 1) -> None:
        """Show ``text[low:high]``, which begins on the line of that number."""
        stop = len(text) if high is None else high
        if (text, low, stop, number) != (self.text, self.low, self.high, self._number):
            self.text, self.low, self.high, self._number = text, low, stop, number
            self._shown = harmless(text[low:stop])
            self._width = 0

    def cut(self) -> bool:
        """Cut the rows if text or width have changed; says whether they had."""
        width = self.inner_width - self.GUTTER
        if width == self._width or self.scrollable_content_region.width <= 0:
            return False
        self._width = width
        self.rows = []
        offset = 0
        for number, line in enumerate(self.text[self.low : self.high].split("\n"), self._number):
            cuts = screen_rows(self._shown, width, offset, offset + len(line))
            for index, (start, end) in enumerate(cuts):
                shown = number if index == 0 and line.strip() else 0
                self.rows.append((self.low + start, self.low + end, shown))
            offset += len(line) + 1
        self.set_height(len(self.rows))
        return True

    def row_of(self, offset: int) -> int:
        """The row on which the character at ``offset`` stands."""
        return max(0, bisect_right(self.rows, offset, key=lambda row: row[0]) - 1)

    def offset_below(self, offset: int, by: int) -> int:
        """The character ``by`` rows below the one at ``offset``."""
        row = self.row_of(offset)
        column = offset - self.rows[row][0]
        start, end, _ = self.rows[max(0, min(len(self.rows) - 1, row + by))]
        return min(end, start + column)

    def top_offset(self) -> int:
        """The first character in sight."""
        return self.rows[min(self.scroll_offset.y, len(self.rows) - 1)][0] if self.rows else 0

    def bring_up(self, start: int, end: int, change: int | None = None) -> None:
        """Scroll so that a stretch of the text can be read; of one that is longer than the pane,
        the place where it changes."""
        if not self.rows:
            return
        first, last = self.row_of(start), self.row_of(max(start, end - 1))
        height = self.scrollable_content_region.height
        if change is not None and self.row_of(change) - first > height - 3:
            first = last = self.row_of(change)
        top = self.scroll_offset.y
        if first < top + 1 or last > top + height - 2:
            self.scroll_to(y=max(0, first - max(1, height // 3)), animate=False, immediate=True)

    # --- drawing ----------------------------------------------------------------------------

    def line(self, y: int) -> StyledLine:
        """One row of the text."""
        start, end, number = self.rows[y]
        lit = self.lit(start, end)
        width = self.GUTTER - 2
        gutter = StyledSpan(
            f"{'┃' if lit else ' '}{number or '':>{width}} ", "gutter" if lit else "dim"
        )
        edges = {start, end, *self.edges(start, end), *(self.selection_offsets or ())}
        cuts = sorted(edge for edge in edges if start <= edge <= end)
        chosen = self.selection_offsets
        return (
            gutter,
            *(
                StyledSpan(
                    self._shown[left - self.low : right - self.low],
                    "selected" if chosen and chosen[0] <= left < chosen[1] else self.look_at(left),
                )
                for left, right in pairwise(cuts)
            ),
        )

    # --- selecting --------------------------------------------------------------------------

    def select(self, start: int, end: int) -> None:
        """Show a selection, as the hand that marks words moves it."""
        self.selection_offsets = (start, end)
        self.show_line(self.row_of(end))
        self.refresh()

    def clear_selection_offsets(self) -> None:
        """Take the selection away."""
        self.selection_offsets = None
        self.refresh()

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin to select."""
        self._drag = self._offset_at(event)
        self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Select whole words as far as the mouse."""
        to = self._offset_at(event)
        if self._drag is not None and to is not None and to != self._drag:
            self.selection_offsets = self._whole_words(min(self._drag, to), max(self._drag, to))
            self.refresh()

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """A click is the subclass's, a drag has selected words."""
        start, self._drag = self._drag, None
        self.release_mouse()
        if self.selection_offsets is not None:
            self.post_message(self.Selected(self, *self.selection_offsets))
        elif start is not None:
            self.clicked(start)
        event.stop()

    def _whole_words(self, start: int, end: int) -> tuple[int, int]:
        """The words that a stretch touches."""
        inside = self.text[start:end]
        start += len(inside) - len(inside.lstrip())
        end -= len(inside) - len(inside.rstrip())
        while start > self.low and not _EDGE.match(self.text[start - 1]):
            start -= 1
        while end < self.high and not _EDGE.match(self.text[end]):
            end += 1
        return min(start, end), end

    def _offset_at(self, event: events.MouseEvent) -> int | None:
        where = event.get_content_offset(self)
        if where is None or not self.rows:
            return None
        row = min(len(self.rows) - 1, where.y + self.scroll_offset.y)
        start, end, _ = self.rows[row]
        return min(end, start + max(0, where.x - self.GUTTER))
