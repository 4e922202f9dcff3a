"""Keys that come faster than a person can have read what they decide on: those of a key that is
held down, above all."""

from __future__ import annotations

from collections.abc import Callable

READING = 0.3
"""Seconds that something has to be on the screen before a key decides on it."""

Clock = Callable[[], float]
"""Seconds, from any beginning, never backwards."""


class Pace:
    """Knows since when the screen shows what it shows."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._since = clock()

    def changed(self) -> None:
        """The screen shows something else from now on."""
        self._since = self._clock()

    def hurried(self) -> bool:
        """Whether it is too soon to decide; asking that too soon begins the wait anew, so that
        no repeat of a key that is held down ever gets through."""
        now = self._clock()
        if now - self._since >= READING:
            return False
        self._since = now
        return True
