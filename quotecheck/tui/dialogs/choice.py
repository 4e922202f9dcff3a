"""A question with a few answers, one key each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen

from quotecheck.tui.widgets.line_pane import LinePane, StyledLine, StyledSpan, wrapped


@dataclass(frozen=True, slots=True)
class ChoiceOption:
    """An answer: the key, the words, and what the dialog gives back."""

    key: str
    words: str
    value: str


class OptionPane(LinePane):
    """The question, its text and the answers; a click on an answer gives it."""

    def __init__(self, text: Sequence[StyledLine], options: Sequence[ChoiceOption]) -> None:
        super().__init__(id="options")
        self._text = text
        self._options = options

    def on_mount(self) -> None:
        """Show the answers under the text."""
        answers: list[StyledLine] = [
            [StyledSpan(f" {option.key:>5}  ", "title"), StyledSpan(option.words)]
            for option in self._options
        ]
        self.set_lines([*self._text, *([[]] if self._text else []), *answers])

    def on_click(self, event: events.Click) -> None:
        """Give the answer under the mouse."""
        where = event.get_content_offset(self)
        first = len(self._text) + bool(self._text)
        index = -1 if where is None else where.y + self.scroll_offset.y - first
        if 0 <= index < len(self._options):
            self.screen.dismiss(self._options[index].value)


class Choice(ModalScreen[str | None]):
    """Gives the value of the chosen option, or nothing on escape."""

    def __init__(
        self, title: str, options: Sequence[ChoiceOption], text: Sequence[str] = ()
    ) -> None:
        super().__init__(classes="dialog")
        self._title = title
        self._options = options
        self._text = [line for row in text for line in wrapped([StyledSpan(row)], 66)]

    def compose(self) -> ComposeResult:
        """The dialog's box."""
        with Vertical(classes="box") as box:
            box.border_title = self._title
            box.border_subtitle = "escape: back"
            pane = OptionPane(self._text, self._options)
            pane.styles.height = min(20, len(self._text) + bool(self._text) + len(self._options))
            yield pane

    def on_key(self, event: events.Key) -> None:
        """An option's key gives its value."""
        event.stop()
        if event.key == "escape":
            self.dismiss(None)
        for option in self._options:
            if option.key in (event.character, event.key):
                self.dismiss(option.value)
                break
