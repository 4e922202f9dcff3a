"""The keys as the app takes them in: what was sent all at once decides nothing.

A terminal that types a paste, a script, or a cat sends keys as nobody types them. A key that may
decide something waits for the moment in which the next one of a burst would come.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import events
from textual.widgets import Input, TextArea

from quotecheck.tui.dialogs.dialog import Dialog
from quotecheck.tui.host import Host
from quotecheck.tui.hurry import TOGETHER
from quotecheck.tui.screens.walking import WalkingScreen

if TYPE_CHECKING:
    from textual.timer import Timer

DROPPED = "keys came all at once, as if pasted: none was taken"
NOT_ENTERED = "Enter came at once with other keys: press it again"
_MOVE = frozenset({*("up", "down", "left", "right", "home", "end", "tab"), "pageup", "pagedown"})
_MOVE_IN_DIALOGS = frozenset("jk")
_NO_TIME = 0.001
_SAVE = frozenset({"enter", "ctrl+s", "f2"})


@dataclass(frozen=True, slots=True)
class WaitingKey:
    """A key that may decide something, when it came, and the press of which it is part."""

    event: events.Key
    came: float
    press: int


class Keyboard(Host):
    """Passes keys on to the screens, none of a burst; typing in a field is left as it is."""

    waiting: WaitingKey | None = None
    """The key that is passed on unless another one follows it at once."""
    _wait: Timer | None = None

    async def on_event(self, event: events.Event) -> None:
        """Pass an event on; a key only once it is known to be no part of a burst."""
        if isinstance(event, events.Key) and not event.is_forwarded:
            await self._take_key(event)
        else:
            await super().on_event(event)

    async def _take_key(self, event: events.Key) -> None:
        came = self._came(event)
        before, self.waiting = self.waiting, None
        self.bursts.take(event.key, came, waiting=before is not None)
        if before is not None and not self.bursts.quick:
            await self._pass_on(before)
        elif before is not None:
            self._drop(before.event)
        key = WaitingKey(event, came, self.presses.take(event.key))
        typing = isinstance(self.focused, Input | TextArea)
        decides = event.key in _SAVE if typing else not self._moves(event.key)
        if decides:
            if self.bursts.going_on:
                self._drop(event)
            else:
                self.waiting = key
                self.call_later(self._look_again)  # behind what has come in already
        elif self.bursts.going_on and not typing:
            self._drop(event)
        else:
            await self._pass_on(key)

    def _came(self, event: events.Key) -> float:
        """The time at which a key was read, however late the app takes it in; with a clock of its
        own, the present."""
        return event.time if self.clock is time.monotonic else self.clock()

    async def _look_again(self) -> None:
        """Pass on the waiting key once no other key of a burst can follow it."""
        key = self.waiting
        if key is None:
            return
        left = TOGETHER - (self.clock() - key.came)
        if left > _NO_TIME:
            if self._wait is not None:
                self._wait.stop()
            self._wait = self.set_timer(left, self._look_again)
        else:
            self.waiting = None
            await self._pass_on(key)

    async def _pass_on(self, key: WaitingKey) -> None:
        """Pass a key on, unless it is held down over a dialog that signs."""
        if not (isinstance(self.screen, Dialog) and self.screen.refuses(key.press)):
            await super().on_event(key.event)

    def _moves(self, key: str) -> bool:
        """Return whether a key only moves here, so it need not wait."""
        screen = self.screen
        moving = screen.moving if isinstance(screen, WalkingScreen) else _MOVE_IN_DIALOGS
        return key in _MOVE or key in moving

    def _drop(self, event: events.Key) -> None:
        """Drop a key and say so. In a field, an Enter between sent lines becomes a space."""
        field, screen = self.focused, self.screen
        if isinstance(field, Input | TextArea):
            if isinstance(field, Input):
                field.insert_text_at_cursor(" ")
            elif event.key == "enter":
                field.insert("\n")
            self._say(NOT_ENTERED)
        elif not isinstance(screen, WalkingScreen):
            self._say(DROPPED)
        elif screen.notice != DROPPED:
            screen.disarm()
            screen.tell(DROPPED)

    def _say(self, words: str) -> None:
        """Say something in a line over a dialog, once at a time."""
        if all(each.message != words for each in self._notifications):
            self.notify(words, severity="warning", markup=False)
