"""The review desk as a Textual app."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import SystemCommand
from textual.screen import Screen

from quotecheck.desk import Desk
from quotecheck.desk.bench import ARTICLE, Bench
from quotecheck.desk.events import Event
from quotecheck.desk.queue import Order, Progress, progress
from quotecheck.desk.session import Session
from quotecheck.errors import QuotecheckError
from quotecheck.model import Document, Quotation
from quotecheck.settings.own import Settings
from quotecheck.tui.hurry import Clock
from quotecheck.tui.keyboard import Keyboard
from quotecheck.tui.keys import BY_ID, key_label
from quotecheck.tui.screens.desk import DeskScreen
from quotecheck.tui.screens.folder import FolderScreen
from quotecheck.tui.screens.panes import PanedScreen
from quotecheck.tui.screens.reports import ReportsScreen
from quotecheck.tui.screens.walking import WalkingScreen
from quotecheck.tui.theme import DARK, LIGHT, THEMES
from quotecheck.tui.widgets.bars import counts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.actions import ActionParseResult
    from textual.dom import DOMNode

LOOK_SECONDS = 1.0
_HERE = Path(__file__).parent


class ReviewApp(Keyboard):
    """The articles of a bench under review on a desk.

    One article opens at once, several as a list. Every second it looks, in a thread, for what
    other editors have decided and for files that have changed.
    """

    TITLE = "quotecheck"
    CSS_PATH: ClassVar[str | PurePath | list[str | PurePath] | None] = [
        _HERE / "app.tcss",
        _HERE / "dialogs" / "dialogs.tcss",
    ]
    ENABLE_COMMAND_PALETTE = True
    COMMAND_PALETTE_BINDING = "ctrl+p"

    def __init__(
        self,
        desk: Desk,
        bench: Bench,
        settings: Settings | None = None,
        *,
        clock: Clock = time.monotonic,
    ) -> None:
        super().__init__(desk, bench, settings, clock=clock)
        self._opened: set[str] = set()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = LIGHT.name if self.settings.theme == "light" else DARK.name
        self.set_keymap(dict(self.keymap))

    def on_mount(self) -> None:
        """Open the article or the list, and begin to look out."""
        if len(self.bench.names) == 1:
            self.open_article(self.bench.names[0])
        else:
            self.push_screen(FolderScreen(self.bench.names))
        self.set_interval(LOOK_SECONDS, self.look_out)

    # --- keys --------------------------------------------------------------------------------

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Run a command; any but the one that means it takes back what was asked."""
        if isinstance(self.screen, WalkingScreen) and action != "mean_it":
            self.screen.disarm()
        return await super().run_action(action, default_namespace, namespaces)

    # --- articles ----------------------------------------------------------------------------

    def open_article(self, name: str) -> None:
        """Put an article on the desk."""
        try:
            document = self.bench.standing(name, self.desk)
            session = Session(self.desk, document, self.bench, order=Order(self.settings.order))
        except QuotecheckError as error:
            self.notify(str(error), severity="error", markup=False)
            return
        self._opened.add(name)
        self.push_screen(DeskScreen(session, name))

    def leave_reports(self) -> None:
        """Go from the reports back to the quotations."""
        self.pop_screen()
        if self.desk_screen is not None:
            self.desk_screen.came_up()
        self._show_all()

    def leave_desk(self) -> None:
        """Go back to the list of articles; with one article, out."""
        if len(self.bench.names) == 1:
            self.exit()
            return
        self.pop_screen()
        if isinstance(self.screen, FolderScreen):
            self.screen.update()

    @property
    def standing(self) -> list[str]:
        """Lines that tell how far each opened article is."""
        return [f"{name}: {counts(progress)}" for name, progress in self._progress().items()]

    @property
    def left_open(self) -> bool:
        """Return whether an open quotation of the articles that were read still waits for the
        desk."""
        return any(progress.unfinished for progress in self._progress().values())

    def _progress(self) -> dict[str, Progress]:
        found = {}
        for name in sorted(self._opened):
            document = self.bench.standing(name, self.desk)
            document = self.desk.spanned(document, self.bench.judge)
            signed = self.desk.is_signed(document)
            found[name] = progress(self.desk.state(document), signed=signed)
        return found

    @property
    def desk_screen(self) -> DeskScreen | None:
        """The desk, if an article is on it."""
        for screen in reversed(self.screen_stack):
            if isinstance(screen, DeskScreen):
                return screen
        return None

    # --- what happens elsewhere --------------------------------------------------------------

    @work(thread=True, exclusive=True, group="look")
    def look_out(self) -> None:
        """Look for decisions of others and for changed files; slow shares must not stop a key."""
        screen = self.desk_screen
        name = screen.name_of_article if screen else ""
        try:
            fresh = self.desk.look()
            changed = self.bench.changes(name) if name else frozenset()
        except QuotecheckError as error:
            self.call_from_thread(self._tell, str(error))
        else:
            if fresh or changed:
                self.call_from_thread(self._take, fresh, changed)

    def _take(self, fresh: list[Event], changed: frozenset[str]) -> None:
        screen = self.desk_screen
        if screen is None:
            self.desk.take(fresh)
            if fresh and isinstance(self.screen, FolderScreen):
                self.screen.update()
            return
        news = screen.session.take(fresh)
        if changed:
            what = "The article has" if ARTICLE in changed else "The sources have"
            for each in self._paned:
                each.notice = f"{what} changed on the disk: R reads again"
        if news or changed:
            self._show_all()

    @property
    def _paned(self) -> list[PanedScreen]:
        """The screens that show an article: its quotations, and its reports over them."""
        return [screen for screen in self.screen_stack if isinstance(screen, PanedScreen)]

    def _show_all(self) -> None:
        for screen in self._paned:
            screen.show()

    def _tell(self, trouble: str) -> None:
        screen = self.desk_screen
        if screen is not None and screen.notice != trouble:
            screen.notice = trouble
            screen.show(article=False)

    @work(thread=True, exclusive=True, group="reload")
    def reload(self, name: str) -> None:
        """Read an article and its sources again, as far as they have changed."""
        try:
            self.bench.reload(self.bench.changes(name))
            document = self.bench.standing(name, self.desk)
        except QuotecheckError as error:
            self.call_from_thread(self._tell, str(error))
        else:
            self.call_from_thread(self._reloaded, name, document)

    def _reloaded(self, name: str, document: Document) -> None:
        self.desk.use(self.bench.sources, self.bench.rules_hash)
        screen = self.desk_screen
        if screen is not None and screen.name_of_article == name:
            screen.reloaded(document)

    @work(thread=True, exclusive=True, group="reports")
    def look_for_reports(self, name: str) -> None:
        """Look for what an article reports without marks, away from the keys."""
        try:
            reports = self.bench.reports(name)
        except QuotecheckError as error:
            self.call_from_thread(self._no_reports, str(error))
        else:
            self.call_from_thread(self._take_reports, name, reports)

    def _no_reports(self, trouble: str) -> None:
        if self.desk_screen is not None:
            self.desk_screen.looking = False
        self._tell(trouble)

    def _take_reports(self, name: str, reports: tuple[Quotation, ...]) -> None:
        screen = self.desk_screen
        if screen is not None and screen.name_of_article == name:
            screen.take_reports(reports)
            self._show_all()

    # --- looks and commands ------------------------------------------------------------------

    def switch_theme(self) -> None:
        """Switch between light and dark."""
        self.theme = LIGHT.name if self.theme == DARK.name else DARK.name

    def action_help_quit(self) -> None:
        """Say which key leaves the desk: Ctrl-C does not."""
        key = key_label(self.keymap.get("leave") or BY_ID["leave"].keys)
        told = f"{key} leaves the desk; every decision is saved"
        if isinstance(self.screen, WalkingScreen):
            self.screen.tell(told)
        else:
            self.notify(told, markup=False)

    def action_screenshot(self, *_: object, **__: object) -> None:
        """Write no file: a browser has the desk, not the disk."""

    def deliver_screenshot(self, *_: object, **__: object) -> str | None:
        """Write no file."""
        return None

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Every command of the desk, for the palette."""
        if isinstance(screen, DeskScreen | ReportsScreen):
            for each in screen.COMMANDS_HERE:
                if screen.check_action(each.id, ()):
                    yield SystemCommand(
                        each.words.capitalize(), each.help, self._runner(screen, each.id)
                    )

    @staticmethod
    def _runner(screen: PanedScreen, command: str) -> Callable[[], object]:
        return lambda: screen.run_action(command)
