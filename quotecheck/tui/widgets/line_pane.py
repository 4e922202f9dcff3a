"""A scrolling pane that draws only the rows that are on the screen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.filter import ANSIToTruecolor, LineFilter
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from quotecheck.tui.harmless import harmless
from quotecheck.tui.wrap import screen_rows


@dataclass(frozen=True, slots=True)
class StyledSpan:
    """Text of one look. ``look`` is a component class without its prefix ("dim", "error")."""

    text: str
    look: str = ""


StyledLine = Sequence[StyledSpan]

LOOKS = (
    "dim",
    "strong",
    "quote",
    "here",
    "decided",
    "error",
    "look",
    "pass",
    "gone",
    "new",
    "changed",
    "warning",
    "cursor",
    "gutter",
    "title",
    "match",
    "selected",
    "speaker",
)


class LinePane(ScrollView, can_focus=True):
    """Shows lines of spans. Subclasses either call ``set_lines`` or override ``line``.

    Nothing that is shown is ever parsed: no markup, no escapes.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"line--{look}" for look in LOOKS}

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self._lines: Sequence[StyledLine] = ()
        self._row_width = self._top = 0
        self._looks: dict[tuple[str, str], Style] = {}

    def set_lines(self, lines: Sequence[StyledLine], *, top: int | None = None) -> None:
        """Show these lines; ``top`` scrolls so that this line is the first."""
        before, self._lines = self._lines, lines
        self.set_height(len(lines))
        if top is not None and top != self.scroll_offset.y:
            self.scroll_to(y=top, animate=False, immediate=True)
        changed = [
            y for y in range(max(len(before), len(lines))) if before[y : y + 1] != lines[y : y + 1]
        ]
        self.refresh_rows(changed)

    def refresh_rows(self, rows: Iterable[int]) -> None:
        """Draw some of the lines again: those on the screen, and no other."""
        top = self.scroll_offset.y
        width, height = self.scrollable_content_region.size
        regions = [Region(0, row - top, width, 1) for row in rows if top <= row < top + height]
        if len(regions) > height // 2:
            self.refresh()
        elif regions:
            self.refresh(*regions)

    def set_height(self, height: int) -> None:
        """Say how many lines there are."""
        if self.virtual_size.height == height:
            return
        size = Size(0, height)
        if self.styles.height is None or self.styles.height.is_auto or not self.is_attached:
            self.virtual_size = size
            return
        # The pane's own size does not depend on its lines: lay out the scroll bar, not the screen.
        self.set_reactive(LinePane.virtual_size, size)
        self._scroll_update(size)
        self.refresh()

    def line(self, y: int) -> StyledLine:
        """The spans of line ``y``."""
        return self._lines[y] if y < len(self._lines) else ()

    def row_look(self, y: int) -> str:
        """The look that lies under a whole line; empty for none."""
        del y
        return ""

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Those that change anything here: the looks have true colours already."""
        return [
            each for each in super().get_line_filters() if not isinstance(each, ANSIToTruecolor)
        ]

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows of a part of the screen."""
        # Each of these takes as long as a whole row does: ask once, not once a row.
        self._row_width = self.scrollable_content_region.width
        self._top = self.scroll_offset.y
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """One row of the screen."""
        width = self._row_width
        line_number = y + self._top
        if line_number >= self.virtual_size.height:
            return Strip.blank(width, self.look("", ""))
        row = self.row_look(line_number)
        segments = []
        left = width
        for span in self.line(line_number):
            text = harmless(span.text)
            cells = cell_len(text)
            if cells > left:
                text = set_cell_size(text, left)
                cells = left
            if text:
                segments.append(Segment(text, self.look(row, span.look)))
            left -= cells
        if left:
            segments.append(Segment(" " * left, self.look(row, "")))
        return Strip(segments, width)

    def look(self, row: str, names: str) -> Style:
        """The style of one or more looks ("quote here") on a row of a look."""
        style = self._looks.get((row, names))
        if style is None:
            style = self.rich_style
            for name in f"{row} {names}".split():
                style += self.get_component_rich_style(f"line--{name}", partial=True)
            self._looks[row, names] = style
        return style

    def notify_style_update(self) -> None:
        """The theme changed: look the styles up again."""
        super().notify_style_update()
        self._looks.clear()

    @property
    def inner_width(self) -> int:
        """The cells that a row has for text."""
        return max(10, self.scrollable_content_region.width)

    @property
    def allow_vertical_scroll(self) -> bool:
        """Return whether there is anything to scroll: else its keys are left to the screen."""
        return self.max_scroll_y > 0 and super().allow_vertical_scroll

    def show_line(self, y: int, *, margin: int = 2) -> None:
        """Scroll as little as it takes to have line ``y`` on the screen."""
        height = self.scrollable_content_region.height
        margin = min(margin, max(0, (height - 1) // 2))
        top = self.scroll_offset.y
        if y < top + margin:
            self.scroll_to(y=max(0, y - margin), animate=False, immediate=True)
        elif y > top + height - 1 - margin:
            self.scroll_to(y=y - height + 1 + margin, animate=False, immediate=True)


class ListPane(LinePane):
    """A list with a cursor: the arrows are left to the screen, which moves the cursor by them."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether a key does anything to the pane itself."""
        arrows = ("scroll_down", "scroll_up")
        return action not in arrows and super().check_action(action, parameters)


def wrapped(
    spans: Iterable[StyledSpan], width: int, *, label: str = "", indent: int = 0
) -> list[StyledLine]:
    """Lines for a run of spans, wrapped as one text, with a label before the first line."""
    parts = list(spans)
    text = "".join(harmless(span.text) for span in parts)
    looks: list[tuple[int, str]] = []
    at = 0
    for span in parts:
        looks.append((at, span.look))
        at += len(span.text)
    lines: list[StyledLine] = []
    for number, (start, end) in enumerate(screen_rows(text, max(8, width - indent))):
        head = label.ljust(indent) if number == 0 else " " * indent
        cut = [StyledSpan(head, "dim")] if head else []
        cut += _cut(text, looks, start, end)
        lines.append(cut)
    return lines


def _cut(text: str, looks: list[tuple[int, str]], start: int, end: int) -> list[StyledSpan]:
    spans = []
    for index, (begin, look) in enumerate(looks):
        stop = looks[index + 1][0] if index + 1 < len(looks) else len(text)
        left, right = max(begin, start), min(stop, end)
        if left < right:
            spans.append(StyledSpan(text[left:right], look))
    return spans
