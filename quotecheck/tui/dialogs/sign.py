"""Signing off: what is decided, what is open, and a reason for each error that stays."""

from __future__ import annotations

from collections import Counter
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from quotecheck.desk import labels, signoff
from quotecheck.desk.states import DeskState, QuoteState
from quotecheck.display import moment
from quotecheck.model import Reading
from quotecheck.tui.dialogs.ask import Ask
from quotecheck.tui.dialogs.dialog import Dialog
from quotecheck.tui.widgets.line_pane import ListPane, StyledLine, StyledSpan


class Reason(Ask):
    """Gives the reason why an open quotation may stay in what is signed."""

    SIGNS = True


class SignOff(Dialog[dict[str, str] | None]):
    """Gives the reasons by id of quotation, once the editor signs; nothing on escape. ``reasons``
    are those known already; what is typed is kept there too."""

    SIGNS = True
    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape,q", "dismiss(None)", "back"),
        ("enter", "sign", "sign"),
        ("r", "reason", "reason"),
        ("j,down", "move(1)", "next"),
        ("k,up", "move(-1)", "previous"),
    ]

    def __init__(self, state: DeskState, editor: str, reasons: dict[str, str]) -> None:
        super().__init__(classes="dialog tall")
        self._state = state
        self._editor = editor
        self._obstacles = signoff.obstacles(state)
        self._reasons = reasons
        self._here = 0

    def compose(self) -> ComposeResult:
        """The dialog's box."""
        with Vertical(classes="box") as box:
            box.border_title = "Sign off"
            yield SignPane(id="sign")

    def on_mount(self) -> None:
        """Show the summary."""
        self._show()

    def _show(self) -> None:
        pane = self.query_one(SignPane)
        missing = [each for each in self._obstacles if each.quote.id not in self._reasons]
        keys = "r: reason   j k: move   " if self._obstacles else ""
        sign = "enter: give the reason   " if missing else "enter: sign   "
        self.query_one(".box", Vertical).border_subtitle = f"{sign}{keys}escape: back"
        lines = summary(self._state, self._editor)
        if self._obstacles:
            lines += [
                [],
                [StyledSpan(" These stand in the way, unless each has a reason:", "warning")],
            ]
        first = len(lines)
        for each in self._obstacles:
            lines += _obstacle(each, self._reasons.get(each.quote.id, ""))
        pane.cursor = (first + 2 * self._here, 2) if self._obstacles else (-1, 0)
        pane.set_lines(lines)
        if self._obstacles:
            pane.show_line(first + 2 * self._here + 1)

    def action_move(self, by: int) -> None:
        """Go to another of the open quotations."""
        if self._obstacles:
            self._here = (self._here + by) % len(self._obstacles)
            self._show()

    @work
    async def action_reason(self) -> None:
        """Give the reason why this one may stay."""
        if not self._obstacles:
            return
        quote_id = self._obstacles[self._here].quote.id
        ask = Reason("It may stay, because", value=self._reasons.get(quote_id, ""))
        reason = await self.app.push_screen_wait(ask)
        if reason is not None:
            self._reasons.pop(quote_id, None)
            if reason.strip():
                self._reasons[quote_id] = reason.strip()
                self._here = min(self._here + 1, len(self._obstacles) - 1)
            self._show()

    def action_sign(self) -> None:
        """Sign, if nothing stands in the way and what is signed can have been read."""
        if self.hurried():
            return
        ids = [each.quote.id for each in self._obstacles]
        if all(each in self._reasons for each in ids):
            self.dismiss({each: self._reasons[each] for each in ids})
        else:
            self.action_reason()


class SignPane(ListPane):
    """The summary; ``cursor`` is the first row of the chosen quotation and its number of rows."""

    cursor: tuple[int, int] = (-1, 0)

    def row_look(self, y: int) -> str:
        """The bar under the chosen quotation."""
        return "cursor" if self.cursor[0] <= y < sum(self.cursor) else ""


def summary(state: DeskState, editor: str) -> list[StyledLine]:
    """The contents of a signature: counts of decisions by kind and by editor, and what is open."""
    decided = [each for each in state.quotes if each.decided]
    left = signoff.still_open(state)
    kinds = Counter(
        labels.WORDING[each.decision.wording][1]
        for each in decided
        if each.decision and each.decision.wording
    )
    editors = Counter(each.decided_by for each in decided)
    lines: list[StyledLine] = [
        [
            StyledSpan(f" {len(decided)} decided", "strong"),
            StyledSpan(f"   {len(left)} open", "strong"),
        ],
        [],
        *([StyledSpan(f" {count:>5}  {words}")] for words, count in kinds.most_common()),
        [],
        *([StyledSpan(f" {count:>5}  by {name}", "dim")] for name, count in editors.most_common()),
    ]
    in_the_way = {each.quote.id for each in signoff.obstacles(state)}
    quiet = sum(each.quote.id not in in_the_way for each in left)
    if quiet:
        lines.append([StyledSpan(f" {quiet:>5}  open, recorded as such", "look")])
    if judged := [each.decision for each in state.reports if each.decision and each.decided]:
        wrong = sum(each.reading is Reading.WRONG for each in judged)
        reports = "report" if len(judged) == 1 else "reports"
        words = f"{reports} without marks decided, {wrong} wrong"
        lines.append([StyledSpan(f" {len(judged):>5}  {words}")])
    if state.signed:
        last = state.signed[-1]
        lines.append([StyledSpan(f" signed before by {last.editor}, {moment(last.at)}", "dim")])
    if state.dropped:
        count = len(state.dropped)
        words = "decision on a quote" if count == 1 else "decisions on quotes"
        lines.append([StyledSpan(f" {count:>5}  {words} now deleted", "dim")])
    lines += [[], [StyledSpan(" You sign as "), StyledSpan(editor, "strong")]]
    return lines


def _obstacle(state: QuoteState, reason: str) -> list[StyledLine]:
    words = " ".join(state.quote.text.split())
    head: StyledLine = [
        StyledSpan(f" {state.number:>4} {labels.verdict_glyph(state)} ", "error"),
        StyledSpan(f"{labels.verdict_title(state)} · {labels.STATUS[state.status][1]}  "),
        StyledSpan(words, "dim"),
    ]
    because = (
        StyledSpan(f"        because {reason}", "pass")
        if reason
        else StyledSpan("        no reason", "look")
    )
    return [head, [because]]
