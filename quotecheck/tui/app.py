"""The review desk as a Textual app."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING, ClassVar

from textual.app import App, SystemCommand
from textual.screen import Screen

from quotecheck.desk import Desk
from quotecheck.desk.queue import Order
from quotecheck.desk.session import Session, unjudged
from quotecheck.errors import DeskError
from quotecheck.model import Document
from quotecheck.tui.keys import COMMANDS
from quotecheck.tui.screens.desk import DeskScreen
from quotecheck.tui.settings import Settings
from quotecheck.tui.theme import DARK, LIGHT, THEMES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from quotecheck.rules import Rules
    from quotecheck.sources import Library

POLL_SECONDS = 1.0


class ReviewApp(App[None]):
    """Articles under review.

    ``documents`` are what ``check`` (or ``extract``) gave; ``library`` and ``rules`` are used to
    search the sources and to check quotations that are marked by hand.
    """

    TITLE = "quotecheck"
    CSS_PATH: ClassVar[str | PurePath | list[str | PurePath] | None] = [
        "app.tcss",
        "dialogs/dialogs.tcss",
    ]
    ENABLE_COMMAND_PALETTE = True
    COMMAND_PALETTE_BINDING = "ctrl+p"

    def __init__(
        self,
        desk: Desk,
        documents: Sequence[Document],
        library: Library | None = None,
        rules: Rules | None = None,
        settings: Settings | None = None,
    ) -> None:
        super().__init__()
        self.desk = desk
        self.documents = documents
        self.library = library
        self.rules = rules
        self.settings = settings or Settings()
        self.keymap: Mapping[str, str] = dict(self.settings.keys)
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = LIGHT.name if self.settings.theme == "light" else DARK.name
        self.set_keymap(self.keymap)

    @property
    def known_people(self) -> Iterable[str]:
        """The names on the desk's own list."""
        people = getattr(self.rules, "people", ())
        return [person.name for person in people]

    def on_mount(self) -> None:
        """Open the article, and look out for what other editors decide."""
        self.push_screen(self.open_document(self.documents[0]))
        self.set_interval(POLL_SECONDS, self._poll)

    def open_document(self, document: Document) -> DeskScreen:
        """The desk with one article on it."""
        session = Session(
            self.desk, document, judge=self._judge(), order=Order(self.settings.order)
        )
        return DeskScreen(session, self.library.sources if self.library else {})

    def _judge(self) -> Callable[[Document], Document]:
        if self.library is None or self.rules is None:
            return unjudged
        from quotecheck.verify import check

        library, rules = self.library, self.rules
        return lambda document: check(document, library, rules)

    def _poll(self) -> None:
        """Take in what others have decided since."""
        screen = self.desk_screen
        if screen is None:
            return
        try:
            if screen.session.refresh():
                screen.show()
        except DeskError as error:
            screen.notice = str(error)
            screen.show(article=False)

    @property
    def desk_screen(self) -> DeskScreen | None:
        """The desk, if one is open."""
        for screen in reversed(self.screen_stack):
            if isinstance(screen, DeskScreen):
                return screen
        return None

    def switch_theme(self) -> None:
        """Light or dark."""
        self.theme = LIGHT.name if self.theme == DARK.name else DARK.name

    def leave_desk(self) -> None:
        """Back to the list of articles; with one article, out."""
        self.exit()

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Every command of the desk, for the palette."""
        if isinstance(screen, DeskScreen):
            for each in COMMANDS:
                if screen.check_action(each.id, ()):
                    yield SystemCommand(
                        each.words.capitalize(), each.help, self._runner(screen, each.id)
                    )

    @staticmethod
    def _runner(screen: DeskScreen, command: str) -> Callable[[], object]:
        return lambda: screen.run_action(command)
