"""A question that is answered by typing."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Label, TextArea

from quotecheck.tui.dialogs.dialog import Dialog
from quotecheck.tui.harmless import harmless
from quotecheck.tui.hurry import Pace


class WordsLine(Input):
    """A line in which the words begin at an offset: what stands before them stays."""

    def __init__(self, value: str, hint: str, first: int) -> None:
        super().__init__(value, placeholder=hint, select_on_focus=False)
        self._first = first

    def action_delete_left_all(self) -> None:
        """Delete the words before the cursor; where there are none, what stands before them."""
        self.delete(self._first if self.cursor_position > self._first else 0, self.cursor_position)


class Ask(Dialog[str | None]):
    """Gives the line that was typed, or nothing on escape.

    ``complaint`` says what is wrong with an answer, or nothing if it will do; a ``warning`` is
    shown once, and enter again, once it can have been read, takes the answer all the same.
    ``between`` is where in the ``value`` the words begin and end: one types at their end, and
    ctrl+u takes away what stands before the cursor, from their beginning on.
    """

    BINDINGS: ClassVar[list[BindingType]] = [("escape", "dismiss(None)", "back")]

    def __init__(
        self,
        title: str,
        *,
        value: str = "",
        hint: str = "",
        complaint: Callable[[str], str] = lambda typed: "",  # noqa: ARG005
        warning: Callable[[str], str] = lambda typed: "",  # noqa: ARG005
        between: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(classes="dialog")
        self._title = title
        self._value = value
        self._hint = hint
        self._complaint = complaint
        self._warning = warning
        self._between = between or (0, len(value))
        self._warned: tuple[str, Pace] | None = None

    def compose(self) -> ComposeResult:
        """The dialog's box."""
        with Vertical(classes="box") as box:
            box.border_title = self._title
            box.border_subtitle = "enter: save   escape: back"
            yield WordsLine(harmless(self._value), self._hint, self._between[0])
            yield Label("", id="complaint", markup=False)

    def on_mount(self) -> None:
        """Put the cursor where one begins to type."""
        self.query_one(Input).cursor_position = self._between[1]

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Give the answer if it will do."""
        event.stop()
        trouble = self._complaint(event.value) or self._unread_warning(event.value)
        if trouble:
            self.query_one("#complaint", Label).update(Content(trouble))
        else:
            self.dismiss(event.value)

    def _unread_warning(self, typed: str) -> str:
        """The warning about an answer, unless it has been on the screen long enough."""
        warning = self._warning(typed)
        if self._warned is not None and self._warned[0] == typed:
            if not self._warned[1].hurried():
                return ""
        else:
            self._warned = (typed, Pace(self.app.clock))
        return f"{warning} · enter again: take it anyway" if warning else ""


class Write(ModalScreen[str | None]):
    """Gives the text that was typed, of as many lines as one likes, or nothing on escape."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape", "dismiss(None)", "back"),
        Binding("enter", "save", "save", priority=True),
        ("ctrl+j", "break_line", "new line"),
        ("ctrl+s", "save", "save"),
        ("f2", "save", "save"),
    ]

    def __init__(self, title: str, *, value: str = "") -> None:
        super().__init__(classes="dialog")
        self._title = title
        self._value = value

    def compose(self) -> ComposeResult:
        """The dialog's box."""
        with Vertical(classes="box") as box:
            box.border_title = self._title
            box.border_subtitle = "enter: save   ctrl+j: new line   escape: back"
            yield TextArea("\n".join(map(harmless, self._value.split("\n"))), soft_wrap=True)

    def action_break_line(self) -> None:
        """Go on in a new line."""
        self.query_one(TextArea).insert("\n")

    def action_save(self) -> None:
        """Give what was typed."""
        self.dismiss(self.query_one(TextArea).text)


def some_words(typed: str) -> str:
    """A complaint where nothing was typed."""
    return "" if typed.strip() else "some words are needed"
