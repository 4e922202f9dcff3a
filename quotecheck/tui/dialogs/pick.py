"""Type a few letters, take one of the hits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, Generic, Protocol, TypeVar

from textual import events, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input
from textual.worker import Worker, get_current_worker

from quotecheck.desk.judgements import name_as_printed
from quotecheck.desk.people import KnownPerson, matching
from quotecheck.display import place_in_words
from quotecheck.sources.search.found import FoundSentence
from quotecheck.tui.widgets.line_pane import LinePane, StyledLine, StyledSpan, wrapped

_INDENT = 3

Picked = TypeVar("Picked")


class Search(Protocol):
    """A search for sentences of the sources."""

    def __call__(
        self, words: str, /, *, limit: int = ..., stop: Callable[[], bool] = ...
    ) -> list[FoundSentence]:
        """The best first; ``stop`` says that nobody waits any more."""


class HitPane(LinePane, can_focus=False):
    """The hits, one of them under the cursor; ``rows_each`` rows a hit."""

    class Taken(Message):
        """A hit was clicked."""

        def __init__(self, pane: Widget, index: int) -> None:
            super().__init__()
            self.pane = pane
            self.index = index

    def __init__(self, rows_each: int) -> None:
        super().__init__(id="hits")
        self._each = rows_each
        self.here = 0

    def set_hits(self, hits: Sequence[Sequence[StyledLine]], empty: str) -> None:
        """Show the hits, or say why there are none."""
        self.here = 0
        lines: list[StyledLine] = []
        for hit in hits:
            lines += (list(hit) + [[]] * self._each)[: self._each]
        self.set_lines(lines or [[StyledSpan(empty, "dim")]], top=0)

    def row_look(self, y: int) -> str:
        """The bar under the hit at the cursor."""
        return "cursor" if self._lines and y // self._each == self.here else ""

    def move(self, by: int, count: int) -> None:
        """Move the cursor among ``count`` hits."""
        if count:
            self.here = (self.here + by) % count
            self.show_line(self.here * self._each + self._each - 1, margin=0)
            self.show_line(self.here * self._each, margin=0)
            self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Take the hit under the mouse."""
        where = event.get_content_offset(self)
        if where is not None:
            self.post_message(self.Taken(self, (where.y + self.scroll_offset.y) // self._each))


class _Pick(ModalScreen[Picked], Generic[Picked]):
    """An input line over a list of hits."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape", "dismiss(None)", "back"),
        ("down", "move(1)", "next"),
        ("up", "move(-1)", "previous"),
        ("ctrl+n", "move(1)", "next"),
        ("ctrl+p", "move(-1)", "previous"),
    ]
    ROWS = 1

    def __init__(self, title: str, hint: str, value: str = "") -> None:
        super().__init__(classes="dialog tall")
        self._title = title
        self._hint = hint
        self._value = value
        self.hits: Sequence[Picked] = ()

    def compose(self) -> ComposeResult:
        """The dialog's box."""
        with Vertical(classes="box") as box:
            box.border_title = self._title
            box.border_subtitle = "↑ ↓: choose   enter: take   escape: back"
            yield Input(self._value, placeholder=self._hint, select_on_focus=True)
            yield HitPane(self.ROWS)

    def on_mount(self) -> None:
        """Look at once for what is typed already."""
        self.look(self._value)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Look while typing."""
        event.stop()
        self.look(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the hit under the cursor."""
        event.stop()
        self.take(self.query_one(HitPane).here, event.value)

    def on_hit_pane_taken(self, event: HitPane.Taken) -> None:
        """Take the hit that was clicked."""
        self.take(event.index, "")

    def action_move(self, by: int) -> None:
        """Move the cursor."""
        self.query_one(HitPane).move(by, len(self.hits))

    def take(self, index: int, typed: str) -> None:
        """Give a hit back."""
        del typed
        if index < len(self.hits):
            self.dismiss(self.hits[index])

    def look(self, typed: str) -> None:
        """Find the hits for what was typed."""
        raise NotImplementedError


class PickSpeaker(_Pick[str]):
    """Gives a name: one of the people, or what was typed."""

    def __init__(
        self, people: Sequence[KnownPerson], text: str = "", title: str = "Who is speaking?"
    ) -> None:
        """``text`` is the article, which says how a name is written."""
        super().__init__(title, "a few letters of the name")
        self._text = text
        self._people = people

    def look(self, typed: str) -> None:
        """The people whose name is like that, and the typed name itself."""
        found = matching(typed, self._people, 12)
        self.hits = [person.name for person in found]
        lines: list[list[StyledLine]] = [
            [[StyledSpan(f" {person.name}  ", "strong"), StyledSpan(person.origin, "dim")]]
            for person in found
        ]
        name = name_as_printed(" ".join(typed.split()), self._text)
        if name and name not in self.hits:
            # A few small letters look for a name; whatever else was typed is meant as it stands.
            at = (
                len(self.hits) if typed.islower() and _begins(name.casefold(), self.hits[:1]) else 0
            )
            self.hits = [*self.hits[:at], name, *self.hits[at:]]
            origin = "as typed" if name in typed else "as the article writes it"
            lines.insert(at, [[StyledSpan(f" {name}  ", "strong"), StyledSpan(origin, "dim")]])
        self.query_one(HitPane).set_hits(lines, "nobody: type a name")


def _begins(letters: str, names: Sequence[str]) -> bool:
    """Return whether a name, or a word of it, begins with some letters."""
    return any(
        part.startswith(letters)
        for name in names
        for part in (name.casefold(), *name.casefold().split())
    )


class PickPassage(_Pick[FoundSentence]):
    """Gives a sentence of the sources, found while typing."""

    ROWS = 4
    LIMIT = 30

    def __init__(self, search: Search, words: str) -> None:
        hint = 'words, beginnings, "a phrase", by:NAME, since:2026-03, until:, on:'
        super().__init__("Search the sources", hint, words)
        self._searched = search

    def look(self, typed: str) -> None:
        """Search, away from the keys."""
        if len(typed.strip()) < 2:
            self.show_hits(typed, [])
        else:
            self._search(typed)

    @work(thread=True, exclusive=True)
    def _search(self, typed: str) -> None:
        worker = get_current_worker()
        if not worker.is_cancelled:
            found = self._searched(typed, limit=self.LIMIT, stop=lambda: worker.is_cancelled)
            self.app.call_from_thread(self._show_found, worker, typed, found)

    def _show_found(self, worker: Worker[None], typed: str, found: list[FoundSentence]) -> None:
        """Show what a search found. One that was called off has found nothing, or a part, though
        the same words be still there: another one looks for them."""
        if not worker.is_cancelled:
            self.show_hits(typed, found)

    def show_hits(self, typed: str, found: list[FoundSentence]) -> None:
        """Show what was found, unless something else has been typed since."""
        if not self.is_attached or self.query_one(Input).value != typed:
            return
        self.hits = found
        pane = self.query_one(HitPane)
        empty = (
            "nothing found: try fewer words"
            if len(typed.strip()) > 1
            else "type two letters or more"
        )
        pane.set_hits([hit_lines(hit, pane.inner_width, self.ROWS) for hit in found], empty)


def hit_lines(hit: FoundSentence, width: int, rows: int) -> list[StyledLine]:
    """A sentence with where it stands and the words that were asked for marked; of one that has
    no room the part with the first of them."""
    passage = hit.passage
    place = [passage.title or passage.source, passage.date, passage.speaker, passage.time]
    place.append(place_in_words(passage))
    head: StyledLine = [StyledSpan(" " + " · ".join(part for part in place if part), "speaker")]
    room = (rows - 1) * (width - _INDENT - 8)
    text, first = passage.text, hit.marks[0][0] if hit.marks else 0
    begin = 0
    if len(text) > room and first > room // 3:
        begin = text.rfind(" ", 0, first - room // 3) + 1
    spans = [StyledSpan("… ", "dim")] if begin else []
    at = begin
    for start, end in hit.marks:
        if start >= at:
            spans += [
                StyledSpan(_flat(text[at:start])),
                StyledSpan(_flat(text[start:end]), "match"),
            ]
            at = end
    spans.append(StyledSpan(_flat(text[at:])))
    return [head, *wrapped(spans, width, indent=_INDENT)[: rows - 1]]


def _flat(text: str) -> str:
    """Text with its breaks as spaces, as long as it was."""
    return text.replace("\n", " ").replace("\r", " ")
