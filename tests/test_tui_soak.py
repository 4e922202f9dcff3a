"""Random keys: whatever is pressed, nothing breaks and the journal agrees with the screen."""

from __future__ import annotations

import random

import pytest
from desk_samples import council
from textual import events
from tui_desk import SampleLibrary, running

from quotecheck.desk import Desk

KEYS = [
    *["a", "c", "p", "v", "o", "space", "minus", "u", "U", "n", "j", "k", "m", "tab"] * 4,
    *["x", "s", "t", "e", "W", "r", "w", "g", "f", "A", "G", "H", "i", "S", "J", "O", "h", "plus"],
    *["enter", "escape", "escape", "z", "1", "down"] * 5,
]
CHARACTERS = {"space": " ", "minus": "-", "plus": "+"}


@pytest.mark.parametrize("seed", [1])
async def test_random_keys(tmp_path, seed):
    chance = random.Random(seed)
    library = SampleLibrary()
    async with running(tmp_path, library=library) as (app, pilot):
        for _ in range(150):
            key = chance.choice(KEYS)
            event = events.Key(key, CHARACTERS.get(key, key if len(key) == 1 else None))
            event.set_sender(app)
            app.post_message(event)
            await pilot.pause(0.001)
        for _ in range(4):
            await pilot.press("escape")
        session = app.desk_screen.session
        shown = [(each.quote.text, each.status, each.decision) for each in session.state.quotes]
    with Desk(tmp_path, "Bo", host="h", sources=library.sources, read_only=True) as desk:
        again = desk.spanned(council(), lambda document: document)
        read = [(each.quote.text, each.status, each.decision) for each in desk.state(again).quotes]
    assert read == shown
