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
        """Return whether it is too soon to decide; asking that too soon begins the wait anew, so
        that no repeat of a key that is held down ever gets through."""
        now = self._clock()
        if now - self._since >= READING:
            return False
        self._since = now
        return True


FIRST_REPEAT = 0.7
"""Seconds within which a key that is held down comes for the second time; then it comes faster."""


class Presses:
    """Tells a key that is held down from one that is pressed anew. ``count`` is how many keys have
    been pressed, a key held down counting once, and how often the mouse."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._key = ""
        self._at = 0.0
        self._repeating = False
        self.count = 0

    def anew(self) -> None:
        """Count a press that comes from a button of the mouse, not from a key."""
        self._key = ""
        self.count += 1

    def take(self, key: str) -> int:
        """Take a key in; the ``count`` with it."""
        now, gap = self._clock(), READING if self._repeating else FIRST_REPEAT
        self._repeating = key == self._key and now - self._at < gap
        self.count += not self._repeating
        self._key, self._at = key, now
        return self.count


TOGETHER = 0.03
"""Seconds from one key to the next that fingers need; what comes sooner was sent, not typed."""

_NEVER_BY_HAND = 3  # keys that each come sooner than that; two at a time slip through any fingers


class Bursts:
    """Tells keys that come all at once, as those of pasted text do, from those that somebody types.
    ``quick`` is whether the last key came too soon after the one before it, ``going_on`` whether it
    is part of a burst."""

    def __init__(self) -> None:
        self._key = ""
        self._at = float("-inf")
        self._run = 0
        self.quick = False

    @property
    def going_on(self) -> bool:
        """Return whether the last key is part of a burst."""
        return self._run > 0

    def take(self, key: str, at: float, *, waiting: bool) -> None:
        """Take in a key that came at a time. The same key over and over is one that is held down,
        unless the one before it is still ``waiting`` to be sure that it stands alone."""
        gap, self.quick = at - self._at, at - self._at < TOGETHER
        if self.quick:
            self._run += waiting or key != self._key
        elif self._run < _NEVER_BY_HAND or gap >= READING:  # a line may deliver a burst in parts
            self._run = 0
        self._key, self._at = key, at
