"""The bars above and below the panes: progress, what was done last, the keys that work here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual import events

from quotecheck.desk.queue import Progress
from quotecheck.tui.harmless import harmless
from quotecheck.tui.widgets.line_pane import LinePane, StyledLine, StyledSpan, wrapped

_INDENT = 3


class Bar(LinePane, can_focus=False):
    """One row with something on the left and something on the right; what is to be read whole takes
    as many rows as it needs."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._sides: tuple[StyledLine, StyledLine] = ((), ())
        self._whole = False

    def set_sides(self, left: StyledLine, right: StyledLine = (), *, whole: bool = False) -> None:
        """Show these; the left side is cut if there is no room for both, unless it is to be read
        ``whole``."""
        self._sides, self._whole = (left, right), whole
        self._draw()

    def on_resize(self) -> None:
        """Set the sides apart anew."""
        self._draw()

    def _draw(self) -> None:
        left, right = self._sides
        width = self.scrollable_content_region.width
        taken = sum(cell_len(harmless(span.text)) for span in right)
        room = max(0, width - taken - 1) if right else width
        above: list[StyledLine] = []
        if self._whole and _used(left) > room:
            first, *more = wrapped(left, width - _INDENT)
            above = [first, *([StyledSpan(" " * _INDENT), *line] for line in more)]
            left = above.pop() if _used(above[-1]) <= room else ()
        kept = _cut(left, room)
        lines = [*above, [*kept, StyledSpan(" " * max(1, width - _used(kept) - taken)), *right]]
        if self.styles.height is None or self.styles.height.value != len(lines):
            self.styles.height = len(lines)
        self.set_lines(lines)


def _used(spans: StyledLine) -> int:
    return sum(cell_len(harmless(span.text)) for span in spans)


def _cut(spans: StyledLine, room: int) -> list[StyledSpan]:
    kept = []
    for span in spans:
        text = harmless(span.text)
        if cell_len(text) > room:
            while text and cell_len(text) > room - 1:
                text = text[:-1]
            kept.append(StyledSpan(f"{text}…" if room > 0 else "", span.look))
            break
        kept.append(StyledSpan(text, span.look))
        room -= cell_len(text)
    return kept


def progress_bar(done: int, total: int, width: int) -> list[StyledSpan]:
    """A bar of blocks: full for what is decided."""
    full = width * done // total if total else 0
    return [StyledSpan("█" * full, "pass"), StyledSpan("░" * (width - full), "dim")]


def counts(progress: Progress) -> str:
    """The progress in words."""
    if progress.signed:
        return "signed"
    words = f"{progress.decided} decided · {progress.open} left · {progress.flagged} flagged"
    return f"changed since signed · {words}" if progress.stale else words


@dataclass(frozen=True, slots=True)
class Key:
    """A key as the footer shows it, and the action that a click on it runs."""

    key: str
    words: str
    action: str


class KeysBar(LinePane, can_focus=False):
    """The keys that work here; those that do not fit are in the help, whose key comes last."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._keys: Sequence[Key] = ()
        self._places: list[list[tuple[int, int, str]]] = []

    def set_keys(self, keys: Sequence[Key]) -> None:
        """Show these keys, the most useful first."""
        if list(keys) != list(self._keys):
            self._keys = keys
            self._draw()

    def on_resize(self) -> None:
        """Deal the keys out anew."""
        self._draw()

    def _draw(self) -> None:
        width, height = self.scrollable_content_region.size
        lines: list[list[StyledSpan]] = [[]]
        self._places = [[]]
        used = 0
        last = self._keys[-1:]
        kept = _size(last[0]) if last else 0
        for key in [*self._keys[:-1], *last]:
            final = len(lines) == max(1, height)
            room = width - (kept if final and key not in last else 0)
            if used + _size(key) > room:
                if final:
                    continue
                lines.append([])
                self._places.append([])
                used = 0
            lines[-1] += [StyledSpan(f" {key.key}", "title"), StyledSpan(f" {key.words} ", "dim")]
            self._places[-1].append((used, used + _size(key), key.action))
            used += _size(key)
        self.set_lines(lines)

    async def on_click(self, event: events.Click) -> None:
        """Do what the key under the mouse does."""
        where = event.get_content_offset(self)
        if where is None or where.y >= len(self._places):
            return
        for start, end, action in self._places[where.y]:
            if start <= where.x < end:
                await self.screen.run_action(action)


def _size(key: Key) -> int:
    return len(key.key) + len(key.words) + 3
