"""The app as its screens and dialogs see it: what all articles share, and where a key can lead."""

from __future__ import annotations

import time
from collections.abc import Mapping

from textual.app import App

from quotecheck.desk import Desk
from quotecheck.desk.bench import Bench
from quotecheck.settings.own import Settings
from quotecheck.tui.hurry import Bursts, Clock, Presses


class Host(App[None]):
    """Holds the desk, the bench and the editor's settings; `ReviewApp` knows the screens."""

    def __init__(
        self,
        desk: Desk,
        bench: Bench,
        settings: Settings | None = None,
        *,
        clock: Clock = time.monotonic,
    ) -> None:
        super().__init__()
        self.clock = clock
        self.presses = Presses(clock)
        self.bursts = Bursts()
        self.desk = desk
        self.bench = bench
        self.settings = settings or Settings()
        self.keymap: Mapping[str, str] = dict(self.settings.keys)

    def open_article(self, name: str) -> None:
        """Put an article on the desk."""
        raise NotImplementedError

    def leave_reports(self) -> None:
        """Go from the reports back to the quotations."""
        raise NotImplementedError

    def leave_desk(self) -> None:
        """Go back to the list of articles; with one article, out."""
        raise NotImplementedError

    def reload(self, name: str) -> object:
        """Read an article and its sources again, as far as they have changed."""
        raise NotImplementedError

    def look_for_reports(self, name: str) -> object:
        """Look for what an article reports without marks, away from the keys."""
        raise NotImplementedError

    def switch_theme(self) -> None:
        """Switch between light and dark."""
        raise NotImplementedError
