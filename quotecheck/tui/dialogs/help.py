"""All keys, and what the signs mean."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from quotecheck.desk import labels
from quotecheck.tui.keys import COMMANDS, shown
from quotecheck.tui.widgets.line_pane import Line, LinePane, Span

_SIGNS = (
    ("!", "error: words or speaker differ from the source"),
    ("~", "look: a small difference, or somebody is quoting somebody"),
    ("?", "open: not in the sources, or no source"),
    ("=", "the same words, the same speaker"),
)
_DIFF = (
    ("[-…-]", "words of the article that the source does not have"),
    ("{+…+}", "words of the source that the article does not have"),
)


class Help(ModalScreen[None]):
    """Scrolls; any of escape, q and ? closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape,q,question_mark", "dismiss(None)", "back"),
        ("j,down", "scroll(1)", "down"),
        ("k,up", "scroll(-1)", "up"),
    ]

    def __init__(self, keymap: Mapping[str, str]) -> None:
        super().__init__(classes="dialog tall")
        self._keymap = keymap

    def compose(self) -> ComposeResult:
        """The dialog's box."""
        with Vertical(classes="box") as box:
            box.border_title = "Keys and signs"
            box.border_subtitle = "j k: scroll   escape: back   ctrl+p: find a command by name"
            yield LinePane(id="help")

    def on_mount(self) -> None:
        """Show the keys."""
        pane = self.query_one(LinePane)
        pane.set_lines(help_lines(self._keymap))
        pane.focus()

    def action_scroll(self, by: int) -> None:
        """Scroll."""
        self.query_one(LinePane).scroll_relative(y=by, animate=False)


def help_lines(keymap: Mapping[str, str]) -> list[Line]:
    """The help, line by line."""
    lines: list[Line] = []
    group = ""
    for each in COMMANDS:
        if each.group != group:
            group = each.group
            lines += [[], [Span(f" {group}", "title")]]
        keys = " ".join(shown(key) for key in keymap.get(each.id, each.keys).split(","))
        lines.append([Span(f"  {keys:>7}  ", "strong"), Span(each.help)])
    lines += [[], [Span(" What the engine says", "title")]]
    lines += [[Span(f"  {sign:>7}  ", "strong"), Span(words)] for sign, words in _SIGNS]
    lines += [[], [Span(" Where a quote stands", "title")]]
    for glyph, words in [*labels.STATUS.values(), *labels.WORDING.values()]:
        lines.append([Span(f"  {glyph:>7}  ", "strong"), Span(words)])
    lines += [[], [Span(" Differences", "title")]]
    lines += [[Span(f"  {sign:>7}  ", "strong"), Span(words)] for sign, words in _DIFF]
    return lines[1:]
