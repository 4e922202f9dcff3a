"""The passage in its source, with what stands before and after it."""

from __future__ import annotations

from itertools import pairwise

from quotecheck.model import Passage, Source
from quotecheck.sources.places import place_of
from quotecheck.tui.harmless import harmless
from quotecheck.tui.widgets.line_pane import Line, LinePane, Span
from quotecheck.tui.wrap import rows

_GUTTER = 8  # "┃ 12345 "
_AROUND = 3_000  # characters of the source before and after that can be scrolled to


class EvidencePane(LinePane):
    """Shows one passage; without one it says so and how to find one."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._key: tuple[object, ...] = ()
        self._passage: Passage | None = None
        self._source: Source | None = None
        self._advice = ""

    def set_passage(self, passage: Passage | None, source: Source | None, advice: str) -> None:
        """Show a passage in its source (without the source: its words alone), or the advice."""
        self._passage, self._source, self._advice = passage, source, advice
        self._draw()

    def on_resize(self) -> None:
        """Cut the rows anew."""
        self._draw()

    def _draw(self) -> None:
        key = (self._passage, id(self._source), self._advice, self.inner_width)
        if key == self._key:
            return
        self._key = key
        if self._passage is None:
            lines: list[Line] = [
                [],
                *([Span(f" {row}", "dim")] for row in self._advice.split("\n")),
            ]
            self.set_lines(lines, top=0)
            return
        lines, first = passage_lines(self._passage, self._source, self.inner_width)
        height = self.scrollable_content_region.height
        self.set_lines(lines, top=max(0, first - max(1, height // 3)))


def passage_lines(passage: Passage, source: Source | None, width: int) -> tuple[list[Line], int]:
    """The lines of the passage's surroundings, and on which of them it begins."""
    text, start, end = passage.text, 0, len(passage.text)
    begin, stop, number = 0, len(text), passage.line or 1
    if source is not None and source.text[passage.start : passage.end] == passage.text:
        text, start, end = source.text, passage.start, passage.end
        begin = text.rfind("\n", 0, max(0, start - _AROUND)) + 1
        stop = text.find("\n", end + _AROUND)
        stop = len(text) if stop < 0 else stop
        number = place_of(text, source.places, begin).line or text.count("\n", 0, begin) + 1
    shown = harmless(text[begin:stop])
    lines: list[Line] = []
    first = 0
    offset = 0
    for line in text[begin:stop].split("\n"):
        for index, (left, right) in enumerate(
            rows(shown, width - _GUTTER, offset, offset + len(line))
        ):
            low, high = begin + left, begin + right
            lit = low < end and start < high
            if lit and not first:
                first = len(lines)
            label = number if index == 0 and line.strip() else ""
            gutter = Span(f"{'┃' if lit else ' '}{label:>6} ", "gutter" if lit else "dim")
            lines.append((gutter, *_lit(shown, left, right, start - begin, end - begin)))
        number += 1
        offset += len(line) + 1
    return lines, first


def _lit(text: str, left: int, right: int, start: int, end: int) -> list[Span]:
    cuts = sorted({left, right, min(max(start, left), right), min(max(end, left), right)})
    return [Span(text[a:b], "match" if start <= a < end else "") for a, b in pairwise(cuts)]
