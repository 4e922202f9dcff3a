"""The passage in its source, with what stands before and after it."""

from __future__ import annotations

from collections.abc import Sequence

from quotecheck.model import Passage, Source
from quotecheck.sources.places import place_of
from quotecheck.tui.widgets.line_pane import StyledLine, StyledSpan
from quotecheck.tui.widgets.text_pane import TextPane

_AROUND = 3_000  # characters of the source before and after that can be scrolled to


class EvidencePane(TextPane):
    """Shows one passage; without one it says so and how to find one."""

    GUTTER = 8

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._passage: Passage | None = None
        self._source: Source | None = None
        self._advice = ""
        self._start = self._end = 0
        self._changed: Sequence[tuple[int, int]] = ()

    @property
    def source(self) -> Source | None:
        """The source whose text is shown; None where only the passage's own words are."""
        return self._source

    def set_passage(
        self,
        passage: Passage | None,
        source: Source | None,
        advice: str,
        changed: Sequence[tuple[int, int]] = (),
    ) -> None:
        """Show a passage in its source (without the source: its words alone), with the words that
        the quotation does not have marked, or the advice."""
        shown = (self._passage, self._source, self._advice)
        self._changed = changed
        if shown == (passage, source, advice) and self.text:
            self.refresh()
            return
        self._passage, self._source, self._advice = passage, source, advice
        self._place()
        self._draw()

    def on_resize(self) -> None:
        """Cut the rows anew."""
        self._draw()

    def _place(self) -> None:
        """Set which part of which text is shown, and where in it the passage stands."""
        passage, source = self._passage, self._source
        if passage is None:
            self._source = None
            self.set_text("")
            return
        if source is None or source.text[passage.start : passage.end] != passage.text:
            self._source = None
            self._start, self._end = 0, len(passage.text)
            self.set_text(passage.text, number=passage.line or 1)
            return
        text, self._start, self._end = source.text, passage.start, passage.end
        low = text.rfind("\n", 0, max(0, self._start - _AROUND)) + 1
        high = text.find("\n", self._end + _AROUND)
        number = place_of(text, source.places, low).line or text.count("\n", 0, low) + 1
        self.set_text(text, low, len(text) if high < 0 else high, number)

    def _draw(self) -> None:
        if self._passage is None:
            self.set_lines(
                [[], *([StyledSpan(f" {row}", "dim")] for row in self._advice.split("\n"))]
            )
        elif self.cut() or self.rows:
            height = self.scrollable_content_region.height
            first = self.row_of(self._start)
            change = self.row_of(self._changed[0][0]) if self._changed else first
            first = change if change - first > height - 3 else first
            self.scroll_to(y=max(0, first - max(1, height // 3)), animate=False, immediate=True)
            self.refresh()

    def line(self, y: int) -> StyledLine:
        """One row of the source, or of the advice."""
        if self._passage is None:
            return self._lines[y] if y < len(self._lines) else ()
        return super().line(y)

    def lit(self, start: int, end: int) -> bool:
        """Return whether a row has words of the passage."""
        return start < self._end and self._start < end

    def edges(self, start: int, end: int) -> set[int]:
        """The places where the passage and the changed words begin and end."""
        del start, end
        return {self._start, self._end, *(edge for span in self._changed for edge in span)}

    def look_at(self, offset: int) -> str:
        """The passage, and in it what the quotation does not have."""
        if not self._start <= offset < self._end:
            return ""
        changed = any(start <= offset < end for start, end in self._changed)
        return "match changed" if changed else "match"
