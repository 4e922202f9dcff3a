"""A list of an article under way: the keys that do the same for quotations and for reports."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events, work

from quotecheck.desk import labels
from quotecheck.desk.queue import Order
from quotecheck.desk.walking import NOTHING_DONE, first_words
from quotecheck.display import clip, moment
from quotecheck.errors import DeskError
from quotecheck.tui.dialogs.ask import Ask, Write, some_words
from quotecheck.tui.dialogs.choice import Choice, ChoiceOption
from quotecheck.tui.dialogs.help import Help
from quotecheck.tui.dialogs.pick import PickPassage
from quotecheck.tui.keys import COMMANDS, MOVING, DeskCommand, key_label
from quotecheck.tui.screens.opening import OpeningScreen
from quotecheck.tui.widgets.article_pane import ArticlePane
from quotecheck.tui.widgets.bars import Bar, counts, progress_bar
from quotecheck.tui.widgets.line_pane import StyledSpan
from quotecheck.tui.widgets.queue_pane import QueuePane

if TYPE_CHECKING:
    from quotecheck.desk.states import QuoteState
    from quotecheck.desk.walking import Walk
    from quotecheck.model import Article, Passage

NO_SOURCES = "There are no sources to check against.\nGive some with --sources PATH."
NOTHING_FOUND = "there is no passage here: / searches the sources"
_IN_TITLE = 24  # characters of a quotation
_SHORT_NAME = 8  # characters of a draft's name that are shown at least
_ROOM_FOR_SAVED = 72  # columns; below, the counts need them
TOO_QUICK = "too quick to have been read: nothing was decided"


def needing_one(commands: Sequence[DeskCommand]) -> frozenset[str]:
    """The commands that do something to the current one, and nothing where there is none."""
    groups, always = ("Decide", "Move"), ("undo", "redo", "reports")
    found = {each.id for each in commands if each.group in groups and each.id not in always}
    return frozenset(found | {"history"})


class WalkingScreen(OpeningScreen):
    """The way through one list of an article. A subclass says what its panes show."""

    NEEDING_ONE: ClassVar[frozenset[str]] = needing_one(COMMANDS)
    THING: ClassVar[str] = "quote"

    def __init__(self, walk: Walk, name: str) -> None:
        super().__init__()
        self.walk = walk
        self.name_of_article = name
        self._decided_by = -1  # the press of a key that decided last

    @property
    def passage_in_view(self) -> Passage | None:
        """The passage that the evidence shows."""
        return self.walk.passage

    @property
    def moving(self) -> frozenset[str]:
        """The keys that only move, as the editor has set them."""
        return frozenset(key for each in MOVING for key in self._key(each).split(","))

    def about(self, state: QuoteState | None) -> str:
        """The current one by its number and first words, for the title of a question."""
        return f"{self.THING} {state.number} {first_words(state, _IN_TITLE)}" if state else ""

    def search_words(self, state: QuoteState) -> str:
        """The words that a search begins with."""
        return state.quote.text

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether a key does anything here."""
        del parameters
        walk = self.walk
        if action in self.NEEDING_ONE and walk.current is None:
            return False
        if action == "mean_it":
            return walk.question is not None
        if action in ("next_flagged", "previous_flagged"):
            return any(each.open and walk.flagged(each) for each in walk.queue)
        if action in ("next_open", "previous_open"):
            return any(each.open for each in walk.queue)
        return True

    def offers(self, action: str) -> bool:
        """Return whether the footer names a key. Some that are not named say why there is
        nothing."""
        if action in ("open_source", "copy_words"):
            return self.walk.passage is not None
        if action in ("next_passage", "previous_passage"):
            return len(self.walk.passages) > 1
        return bool(self.check_action(action, ()))

    def _set_status(self, article: Article, here: str) -> None:
        """Draw the bar above the panes, with the place in the list in words."""
        progress = self.walk.progress
        name = (article.path or article.id).rsplit("/", 1)[-1]
        said = counts(progress)
        title = " quotecheck "
        saved = self._saved.partition(" ")[0] if self.narrow else self._saved
        saved = saved if self.size.width >= _ROOM_FOR_SAVED else ""  # the last line tells it, too
        if self.narrow:  # the counts stay whole: the name and what is known anyhow make room
            room = self.size.width - len(f"{title}  {here}    {said} {saved}  ")
            if room < _SHORT_NAME:
                room += len(title) - 1 + len(saved)
                title, saved = " ", ""
            name = clip(name, max(_SHORT_NAME, room))
        left = [
            StyledSpan(title, "title"),
            StyledSpan(f" {name} ", "strong"),
            StyledSpan(f" {here}  ", ""),
        ]
        if not self.narrow:
            left += [*progress_bar(progress.decided, progress.total, 30), StyledSpan("  ")]
        left.append(StyledSpan(said, "pass" if progress.signed else ""))
        self.query_one("#status", Bar).set_sides(left, [StyledSpan(f"{saved} ", "dim")])

    # --- decide ------------------------------------------------------------------------------

    def disarm(self) -> None:
        """Take back what was asked: only the very next key may mean it."""
        if self.walk.question is not None:
            self.walk.question = None
            self._show_last()

    def on_key(self, event: events.Key) -> None:
        """Any key but one takes back what was asked, also a key that does nothing."""
        if event.key not in self._key("mean_it").split(","):
            self.disarm()

    def on_mouse_down(self) -> None:
        """Note a click, which is not a key held down."""
        self.app.presses.anew()

    def on_screen_suspend(self) -> None:
        """So does any dialog and any other screen."""
        self.disarm()

    def _decide(self, act: Callable[[], object]) -> None:
        """Decide by a key, unless it came before anybody can have read what it decides on, or has
        decided already and is still held down."""
        press = self.app.presses.count
        if self.hurried() or press == self._decided_by:
            self.tell(TOO_QUICK)
        else:
            self._decided_by = press
            self._do(act)

    @work
    async def action_mean_it(self) -> None:
        """Decide what was asked; against the engine, for a reason."""
        asked, reason = self.walk.question, ""
        if asked is None:
            return
        if asked.needs_reason:
            ask = Ask(f"{asked.deed.capitalize()}, because", complaint=some_words)
            typed = await self.app.push_screen_wait(ask)
            if typed is None:
                return
            reason = typed.strip()
            self._do(lambda: self.walk.mean_it(reason, asked))
        else:
            self._decide(lambda: self.walk.mean_it("", asked))

    def _show_question(self, bar: Bar) -> bool:
        """Show what was asked, and the key that means it; false if nothing was."""
        asked = self.walk.question
        if asked is not None:
            key = self._key("mean_it")
            named = "Enter" if key == "enter" else key_label(key)
            more = " (asks for a reason)" if asked.needs_reason else ""
            answer = f" {named}: {asked.deed}{more} "
            bar.set_sides(
                [StyledSpan(f" ! {asked.doubt}", "warning")],
                [StyledSpan(answer, "title")],
                whole=True,
            )
        return asked is not None

    def _show_last(self) -> None:
        """Draw the line that says what was done last, or what was asked."""
        bar = self.query_one("#last", Bar)
        if self._show_question(bar):
            return
        if self.notice and self.notice == self.done:
            bar.set_sides([StyledSpan(f" {self.notice}")], whole=True)
        elif self.notice:
            bar.set_sides([StyledSpan(f" ! {self.notice}", "warning")], whole=True)
        elif self.walk.last.startswith(NOTHING_DONE):
            bar.set_sides([StyledSpan(f" {self.walk.last}")])
        elif self.walk.last:
            undoes = self.walk.last != self.walk.told
            undo = f"{key_label(self._key('undo'))} undoes " if undoes else ""
            bar.set_sides(
                [StyledSpan(" last: ", "dim"), StyledSpan(self.walk.last)],
                [StyledSpan(undo, "dim")],
            )
        else:
            bar.set_sides([StyledSpan(f" {self._before_anything()}", "dim")])

    def _before_anything(self) -> str:
        """The words in that line as long as nothing was done."""
        raise NotImplementedError

    def _do(self, act: Callable[[], object]) -> None:
        """Decide, and show it once it is on the disk; if it cannot be saved, say so and stay."""
        try:
            saved = act() is not False
        except DeskError as error:
            self.notice = f"NOT SAVED: {error}"
        else:
            self.notice = ""
            if saved:
                self.saved()
        self.show()

    @work
    async def action_note(self) -> None:
        """Write a note for the record."""
        state = self.walk.current
        old = state.decision.note if state and state.decision else ""
        title = f"Note for the record, {self.about(state)}"
        text = await self.app.push_screen_wait(Write(title, value=old))
        if text is not None and text.strip() != old:
            self._do(lambda: self.walk.note(text.strip()))

    def action_undo(self) -> None:
        """Undo one's last decision."""
        self._do(self.walk.undo)

    def action_redo(self) -> None:
        """Redo what was undone."""
        self._do(self.walk.redo)

    # --- move --------------------------------------------------------------------------------

    def _moved(self) -> None:
        self.tell("")

    def action_next(self) -> None:
        """The next one in the list."""
        self.walk.move(1)
        self._moved()

    def action_previous(self) -> None:
        """The previous one in the list."""
        self.walk.move(-1)
        self._moved()

    def action_next_open(self) -> None:
        """The next open one."""
        self.walk.next_open()
        self._moved()

    def action_previous_open(self) -> None:
        """The previous open one."""
        self.walk.next_open(-1)
        self._moved()

    def action_next_flagged(self) -> None:
        """The next one that deserves a look."""
        self.walk.next_flagged()
        self._moved()

    def action_previous_flagged(self) -> None:
        """The previous one that deserves a look."""
        self.walk.next_flagged(-1)
        self._moved()

    def action_next_passage(self) -> None:
        """The next passage."""
        self._look_at(1)

    def action_previous_passage(self) -> None:
        """The previous passage."""
        self._look_at(-1)

    def _look_at(self, by: int) -> None:
        count = len(self.walk.passages)
        self.walk.look_at(by)
        self.tell("" if count > 1 else "there is no other passage" if count else NOTHING_FOUND)

    def on_queue_pane_chosen(self, event: QueuePane.Chosen) -> None:
        """A click in the list."""
        self.walk.go(event.quote_id)
        self._moved()

    def on_article_pane_chosen(self, event: ArticlePane.Chosen) -> None:
        """A click in the article."""
        self.walk.go(event.quote_id)
        self._moved()

    # --- find and view -----------------------------------------------------------------------

    @work
    async def action_search(self) -> None:
        """Search the sources and take a hit as the evidence."""
        state, bench = self.walk.current, self.app.bench
        if bench.library is None:
            self.tell("there are no sources to search: give some with --sources PATH")
            return
        words = " ".join(self.search_words(state).split()) if state else ""
        found = await self.app.push_screen_wait(PickPassage(bench.search, words))
        if found is not None and state is not None:
            self._do(lambda: self.walk.take_evidence(found.passage))

    @work
    async def action_jump(self) -> None:
        """Go to one of the list by its number."""
        numbers = {each.number for each in self.walk.states}
        ask = Ask(
            f"Go to {self.THING} number",
            hint=f"1 to {max(numbers, default=0)}",
            complaint=_one_of(numbers, self.THING),
        )
        typed = await self.app.push_screen_wait(ask)
        if typed is not None:
            self.walk.jump(int(typed))
            self._moved()

    def action_order(self) -> None:
        """Change the order of the list."""
        self.walk.order = Order.TEXT if self.walk.order is Order.RISK else Order.RISK
        self._moved()

    @work
    async def action_history(self) -> None:
        """Show what was decided here."""
        state = self.walk.current
        rows = [
            f"{moment(entry.event.at)}  {entry.event.editor}: "
            f"{labels.change_text(entry.item.change)}{'  (undone)' if entry.undone else ''}"
            for entry in (state.history if state else ())
        ]
        await self.app.push_screen_wait(
            Choice(
                "What was decided here",
                [ChoiceOption("enter", "back", "")],
                rows or ["nothing yet"],
            )
        )

    def action_reload(self) -> None:
        """Read article and sources again."""
        self.tell("reading again …", done=True)
        self.app.reload(self.name_of_article)

    def action_theme(self) -> None:
        """Light or dark."""
        self.app.switch_theme()

    def action_help(self) -> None:
        """All keys."""
        self.app.push_screen(Help(self.app.keymap, self.COMMANDS_HERE))


def _one_of(numbers: set[int], thing: str) -> Callable[[str], str]:
    def complaint(typed: str) -> str:
        if not typed.strip().isdecimal():
            return f"a number from 1 to {max(numbers, default=0)}"
        return "" if int(typed) in numbers else f"there is no {thing} {typed.strip()}"

    return complaint
