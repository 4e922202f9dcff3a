"""All keys, and what the signs mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from quotecheck.desk import labels
from quotecheck.tui.keys import COMMANDS, REPORT_COMMANDS, DeskCommand, key_label
from quotecheck.tui.widgets.line_pane import LinePane, StyledLine, StyledSpan

_SIGNS = (
    ("!", "error: words or speaker differ from the source"),
    ("~", "look: a small difference, or somebody is quoting somebody"),
    ("?", "open: not in the sources, or no source"),
    ("=", "the same words, the same speaker"),
)
_REPORT_SIGNS = (
    ("~", "clash: a passage on the same matter has another number, date, name or speaker"),
    (" ", "related: a passage is about it and does not settle it"),
    ("?", "no passage is near enough"),
    ("=", "supported: a passage has nearly the same words; read whether it says the same"),
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

    def __init__(
        self, keymap: Mapping[str, str], commands: Sequence[DeskCommand] = COMMANDS
    ) -> None:
        super().__init__(classes="dialog tall")
        self._lines = (
            report_help_lines(keymap) if commands is REPORT_COMMANDS else help_lines(keymap)
        )

    def compose(self) -> ComposeResult:
        """The dialog's box."""
        with Vertical(classes="box") as box:
            box.border_title = "Keys and signs"
            box.border_subtitle = "j k: scroll   escape: back   ctrl+p: find a command by name"
            yield LinePane(id="help")

    def on_mount(self) -> None:
        """Show the keys."""
        pane = self.query_one(LinePane)
        pane.set_lines(self._lines)
        pane.focus()

    def action_scroll(self, by: int) -> None:
        """Scroll."""
        self.query_one(LinePane).scroll_relative(y=by, animate=False)


def report_help_lines(keymap: Mapping[str, str]) -> list[StyledLine]:
    """The help of the reports, line by line."""
    lines = _keys_of(REPORT_COMMANDS, keymap)
    for title, signs in (
        ("What the engine says", _REPORT_SIGNS),
        ("Where a report stands", (*labels.STATUS.values(), *labels.READING.values())),
    ):
        lines += [[], [StyledSpan(f" {title}", "title")]]
        lines += [
            [StyledSpan(f"  {sign:>7}  ", "strong"), StyledSpan(words)] for sign, words in signs
        ]
    return lines[1:]


def _keys_of(commands: Sequence[DeskCommand], keymap: Mapping[str, str]) -> list[StyledLine]:
    lines: list[StyledLine] = []
    group = ""
    for each in commands:
        if each.group != group:
            group = each.group
            lines += [[], [StyledSpan(f" {group}", "title")]]
        keys = " ".join(key_label(key) for key in keymap.get(each.id, each.keys).split(","))
        lines.append([StyledSpan(f"  {keys:>7}  ", "strong"), StyledSpan(each.help)])
    return lines


def help_lines(keymap: Mapping[str, str]) -> list[StyledLine]:
    """The help, line by line."""
    lines = _keys_of(COMMANDS, keymap)
    lines += [[], [StyledSpan(" What the engine says", "title")]]
    lines += [[StyledSpan(f"  {sign:>7}  ", "strong"), StyledSpan(words)] for sign, words in _SIGNS]
    lines += [[], [StyledSpan(" Where a quote stands", "title")]]
    for glyph, words in [*labels.STATUS.values(), *labels.WORDING.values()]:
        lines.append([StyledSpan(f"  {glyph:>7}  ", "strong"), StyledSpan(words)])
    lines += [[], [StyledSpan(" Differences", "title")]]
    lines += [[StyledSpan(f"  {sign:>7}  ", "strong"), StyledSpan(words)] for sign, words in _DIFF]
    return lines[1:]
