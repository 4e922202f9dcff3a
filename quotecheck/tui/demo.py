"""The desk of `quotecheck demo`: six hints, each shown when the one before has been followed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from textual.binding import BindingType
from textual.dom import DOMNode
from textual.screen import Screen

from quotecheck.tui.app import ReviewApp
from quotecheck.tui.keys import BY_ID, key_label
from quotecheck.tui.screens.desk import DeskScreen
from quotecheck.tui.screens.folder import FolderScreen
from quotecheck.tui.widgets.line_pane import LinePane, StyledSpan, wrapped


@dataclass(frozen=True, slots=True)
class Hint:
    """A thing to try, with ``{command}`` where its key stands, and the commands that count as
    done."""

    words: str
    done: frozenset[str]


def _hint(words: str, *done: str) -> Hint:
    return Hint(words, frozenset(done))


HINTS = (
    _hint("Four drafts, the one with the most errors first. enter opens it.", "open"),
    _hint(
        "The card says what is printed, what the source has, and what is wrong. {take_source} takes"
        " the source’s words.",
        "take_source",
    ),
    _hint(
        "It is saved, and the next open one has come up. {reject} lists what else can be done,"
        " {undo} undoes.",
        *("reject", "undo", "edit", "speaker", "ask_writer", "note", "later"),
    ),
    _hint(
        "Look for yourself: {search} searches all sources, {open_source} opens this one at the"
        " place, {copy_words} copies its words.",
        *("search", "open_source", "copy_words"),
    ),
    _hint(
        "{confirm} confirms words and speaker; {confirm_all} all that are as in the source."
        " {reports} shows what is told without quotation marks: one clashes.",
        *("confirm", "confirm_all", "reports"),
    ),
    _hint(
        "{sign} signs the draft off, {leave} leaves, {help} lists all keys. Then, for drafts of"
        " your own: quotecheck new FOLDER",
        *(),
    ),
)
_KEY = re.compile(r"\{(\w+)\}")


class HintPane(LinePane, can_focus=False):
    """Two rows with the hint that is due."""

    def show(self, number: int, keymap: Mapping[str, str]) -> None:
        """Show the hint with this number, counted from 0."""
        self._shown = (number, keymap)
        self.on_resize()

    def on_resize(self) -> None:
        """Wrap anew."""
        number, keymap = self._shown
        spans = [StyledSpan(f" hint {number + 1} of {len(HINTS)}: ", "title")]
        at = 0
        words = HINTS[number].words
        for found in _KEY.finditer(words):
            command = found.group(1)
            key = key_label(keymap.get(command) or BY_ID[command].keys)
            spans += [StyledSpan(words[at : found.start()]), StyledSpan(key, "strong")]
            at = found.end()
        spans.append(StyledSpan(words[at:]))
        if number + 1 < len(HINTS):
            spans.append(StyledSpan("  f1: next hint", "dim"))
        self.set_lines(wrapped(spans, self.inner_width)[:2])


class DemoApp(ReviewApp):
    """The desk with hints above it."""

    CSS: ClassVar[str] = """
    HintPane {
        dock: top;
        height: 2;
        background: $panel;
        overflow: hidden;
        scrollbar-size: 0 0;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [("f1", "next_hint", "next hint")]

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.hint = 0

    def push_screen(self, screen: Any, *arguments: Any, **options: Any) -> Any:
        """Show a screen; the list and the desk have a hint above them."""
        pushed = super().push_screen(screen, *arguments, **options)
        if isinstance(screen, FolderScreen | DeskScreen):
            self.call_later(self._hang, screen)
        return pushed

    async def _hang(self, screen: Screen[Any]) -> None:
        pane = HintPane()
        pane.show(self.hint, self.keymap)
        await screen.mount(pane)

    async def run_action(
        self,
        action: Any,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Do what a key means; what the hint asks for brings up the next one, if it was done."""
        before = self._decided()
        done = await super().run_action(action, default_namespace, namespaces)
        name = (action if isinstance(action, str) else action[1]).partition("(")[0]
        name = name.rpartition(".")[2]
        refused = name == "take_source" and self._decided() == before
        if done and not refused and name in HINTS[self.hint].done:
            self.action_next_hint()
        return done

    def _decided(self) -> int:
        """Return how many quotations of the article on the screen are decided."""
        screen = self.screen
        return screen.walk.progress.decided if isinstance(screen, DeskScreen) else 0

    def action_next_hint(self) -> None:
        """Show the next hint; the last one stays."""
        self.hint = min(self.hint + 1, len(HINTS) - 1)
        for screen in self.screen_stack:
            for pane in screen.query(HintPane):
                pane.show(self.hint, self.keymap)
