"""The base of all dialogs: where something is signed, a key that is held down does nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual.screen import ModalScreen

from quotecheck.tui.hurry import Pace

if TYPE_CHECKING:
    from quotecheck.tui.host import Host

Reply = TypeVar("Reply")


class Dialog(ModalScreen[Reply]):
    """A dialog that knows since when it has been there. Where ``SIGNS``, a key held down since
    before that neither fills nor confirms it; the app asks before it passes a key on."""

    SIGNS: ClassVar[bool] = False
    _press = -1
    _pace: Pace | None = None

    if TYPE_CHECKING:

        @property
        def app(self) -> Host:  # type: ignore[override]
            """The app, which has the clock and counts the keys."""

    def on_screen_resume(self) -> None:
        """Begin anew where the dialog opens, or comes back from under another."""
        self._press = self.app.presses.count
        self._pace = Pace(self.app.clock)

    def refuses(self, press: int) -> bool:
        """Return whether a key goes on being held down from before, where something is signed."""
        return self.SIGNS and press == self._press

    def hurried(self) -> bool:
        """Return whether the dialog came too short a time ago to be read."""
        return self._pace is None or self._pace.hurried()
