"""Going to the source itself: opening it at the place, and copying its words."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from textual import work
from textual.app import SuspendNotSupported

from quotecheck.errors import QuotecheckError
from quotecheck.launching import browser_is_here, launch_for, start
from quotecheck.reports.citing import citation
from quotecheck.sources.originals import Form, Original, Originals, originals
from quotecheck.tui.dialogs.choice import Choice, ChoiceOption
from quotecheck.tui.screens.panes import PanedScreen

if TYPE_CHECKING:
    from quotecheck.model import Passage

_KEYS = {
    Form.RECORDING: "r",
    Form.WEB: "w",
    Form.PDF: "p",
    Form.TEXT: "t",
    Form.DOCUMENT: "d",
}


class OpeningScreen(PanedScreen):
    """A screen with a passage in view, which can be opened where it comes from."""

    @property
    def passage_in_view(self) -> Passage | None:
        """The passage that the evidence shows."""
        raise NotImplementedError

    def tell(self, notice: str, *, done: bool = False) -> None:
        """Say something in the bar above the keys: a warning, or what was ``done`` as asked."""
        self.notice, self.done = notice, notice if done else ""
        self.show(article=False)

    @work
    async def action_open_source(self) -> None:
        """Open the source of the passage at its place."""
        passage = self.passage_in_view
        if passage is None:
            self.tell("there is no passage to open: / searches the sources")
            return
        found = self._originals(passage)
        if not found.found:
            self.tell("; ".join(found.troubles) or "there is nothing here that could be opened")
            return
        chosen: str | None = "0"
        if len(found.found) > 1:
            options = [
                ChoiceOption(_KEYS[each.form], each.words, str(number))
                for number, each in enumerate(found.found)
            ]
            chosen = await self.app.push_screen_wait(Choice("Open", options, found.troubles))
        if chosen:
            self._open(found.found[int(chosen)])

    def action_copy_words(self) -> None:
        """Copy the words of the passage, with where they stand."""
        passage = self.passage_in_view
        if passage is None:
            self.tell("there is no passage to copy: / searches the sources")
            return
        web = [each.address for each in self._originals(passage).found if each.form is Form.WEB]
        try:
            veil = self.app.desk.veil()
        except QuotecheckError as error:
            self.tell(f"NOT COPIED: {error}")
            return
        self.app.copy_to_clipboard(veil(citation(passage, web[0] if web else "")))
        self.tell("copied, with where the words stand", done=True)

    def _originals(self, passage: Passage) -> Originals:
        """The originals that can be opened from here: in a browser, those on the web."""
        found = originals(passage, self.sources.get(passage.source), self.app.bench.source_paths)
        if not _is_served():
            return found
        return found._replace(found=tuple(each for each in found.found if each.address))

    def _open(self, original: Original) -> None:
        try:
            way_back = (
                self._open_address(original.address)
                if original.address
                else self._open_file(original)
            )
        except (QuotecheckError, SuspendNotSupported) as error:
            self.tell(str(error))
        else:
            self.tell(f"opened: {original.words} · {way_back}", done=True)

    def _open_address(self, address: str) -> str:
        """Open an address in the browser; returns how one comes back."""
        if not _is_served() and not browser_is_here():
            raise QuotecheckError(f"there is no browser here for {address}")
        self.app.open_url(address)
        return "the browser has it, the desk goes on here"

    def _open_file(self, original: Original) -> str:
        """Open a file in its program; returns how one comes back."""
        launch = launch_for(original, self.app.settings.programs)
        if not launch.waits:
            start(launch)
            return f"{launch.program} has it, {launch.way_back}"
        with self.app.suspend():
            print(launch.way_back, flush=True)  # noqa: T201 - the terminal is the program's now
            start(launch)
        return f"you are back from {launch.program}"


def _is_served() -> bool:
    return "TEXTUAL_DRIVER" in os.environ  # a browser is the terminal
