"""Helpers for the tests of the screens: an app on sample documents, and its screen as text."""

from __future__ import annotations

import itertools
from contextlib import asynccontextmanager

from desk_samples import council, passage, source

from quotecheck.desk import Desk
from quotecheck.desk.bench import Bench
from quotecheck.tui.app import ReviewApp
from quotecheck.tui.hurry import TOGETHER


class SampleLibrary:
    """A library as far as the app uses one: the sources, and a search that finds lines by a
    word."""

    def __init__(self, held=None) -> None:
        self.held = held or source()
        self.sources = {self.held.id: self.held}
        self.unread = ()

    def __len__(self) -> int:
        return len(self.sources)

    def search(self, words, *, limit=10, **more):
        wanted = words.casefold().split()
        hits = []
        for line in self.held.text.splitlines():
            speaker, _, said = line.partition(": ")
            if any(word in said.casefold() for word in wanted):
                hits.append(passage(said, speaker, self.held))
        return hits[:limit]


def unhurried():
    """A clock by which everything has been on the screen long enough to be read."""
    return itertools.count(step=10).__next__


@asynccontextmanager
async def running(folder, *, size=(160, 50), documents=None, editor="Ann", library=None, **more):
    """The app in a test, with its pilot; the desk is let go of at the end."""
    library = library or SampleLibrary()
    with Desk(folder, editor, host="h", sources=library.sources) as desk:
        more.setdefault("clock", unhurried())
        app = ReviewApp(desk, Bench(documents or [council()], library), **more)
        async with app.run_test(size=size, notifications=True) as pilot:
            await pilot.pause()
            yield app, pilot


def screen_text(app) -> str:
    """The rows on the screen, as text."""
    strips = app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in strips)


async def press_every(pilot, now, gap, *keys) -> None:
    """Press keys, each ``gap`` seconds after the one before by a clock that tells ``now[0]``, which
    goes on until the last one is known to stand alone."""
    passed = 0.0
    for key in keys:
        now[0] += gap - passed
        passed = TOGETHER if gap >= TOGETHER else 0.0
        await press(pilot, key)
        if passed:
            await stand_alone(pilot, now)
    if not passed:
        await stand_alone(pilot, now)


async def hold(pilot, now, key) -> None:
    """Hold a key down: its first repeat comes after half a second."""
    await press_every(pilot, now, 1.0, key)
    await press_every(pilot, now, 0.5, key)
    await press_every(pilot, now, 0.033, *[key] * 20)


async def stand_alone(pilot, now) -> None:
    """Let the time pass in which another key would make a burst of the last one."""
    now[0] += TOGETHER
    await until(pilot, lambda: pilot.app.waiting is None)
    await pilot.pause()
    await pilot.pause()


async def press(pilot, *keys) -> None:
    """Press keys and wait until each is dealt with, workers included."""
    for key in keys:
        await pilot.press(key)
        await pilot.pause()
        await pilot.pause()


def standing(app, number):
    """The state of the quotation with this number."""
    return app.desk_screen.session.state.quotes[number - 1]


async def until(pilot, true, seconds=5.0) -> None:
    """Wait until something that happens by itself has happened."""
    for _ in range(int(seconds / 0.05)):
        if true():
            return
        await pilot.pause(0.05)
    raise AssertionError("it did not happen")
