"""Random keys: whatever is pressed, nothing breaks and the journal agrees with the screen."""

from __future__ import annotations

import random

import pytest
from desk_samples import council, reported, talk
from textual import events
from tui_desk import SampleLibrary, running, until

from quotecheck.desk import Desk

KEYS = [
    *["a", "c", "p", "v", "d", "space", "minus", "u", "U", "n", "j", "k", "m", "tab"] * 4,
    *["x", "s", "t", "e", "W", "r", "w", "g", "f", "A", "G", "H", "i", "S", "J", "O", "h", "plus"],
    *["enter", "escape", "escape", "z", "1", "down"] * 5,
]
CHARACTERS = {"space": " ", "minus": "-", "plus": "+"}


def standings(state):
    rows = (*state.quotes, *state.reports)
    return [(each.quote.text, each.status, each.decision) for each in rows]


@pytest.mark.parametrize(("seed", "made"), [(1, council), (2, reported)])
async def test_random_keys(tmp_path, seed, made):
    chance = random.Random(seed)
    library = SampleLibrary(talk() if made is reported else None)
    async with running(tmp_path, library=library, documents=[made()]) as (app, pilot):
        for _ in range(150):
            key = chance.choice(KEYS)
            event = events.Key(key, CHARACTERS.get(key, key if len(key) == 1 else None))
            event.set_sender(app)
            app.post_message(event)
            await pilot.pause(0.001)
        for _ in range(4):
            await pilot.press("escape")
        session = app.desk_screen.session
        if made is reported:
            await until(pilot, lambda: app.desk_screen.report_walk is not None)
        shown = standings(session.state)
    with Desk(tmp_path, "Bo", host="h", sources=library.sources, read_only=True) as desk:
        again = desk.spanned(made(), lambda document: document)
        read = standings(desk.state(again))
    assert read == shown
