"""Ten thousand random keys at the desk: no exception, memory flat, journal and screen agree.

python benchmarks/desk_soak.py [--keys 10000] [--seed 1]
"""

from __future__ import annotations

import argparse
import asyncio
import random
import resource
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from desk_samples import council
from textual import events
from tui_desk import SampleLibrary, running

from quotecheck.desk import Desk, DeskState
from quotecheck.tui.app import ReviewApp

DECIDE = ["a", "c", "p", "v", "d", "space", "minus", "u", "U", "backspace"]
MOVE = ["n", "N", "j", "k", "m", "M", "right_square_bracket", "left_square_bracket", "tab", "plus"]
VIEW = ["O", "h", "greater_than_sign", "less_than_sign", "f2", "down", "up", "pagedown", "J"]
DIALOGS = ["x", "s", "t", "T", "e", "r", "w", "g", "f", "A", "G", "H", "question_mark", "i", "S"]
ANSWERS = ["enter", "escape", "z", "1", "down", "space", "ctrl+s"]
CHARACTERS = {"space": " ", "minus": "-", "plus": "+", "question_mark": "?"}
WEIGHTED = DECIDE * 5 + MOVE * 4 + VIEW + DIALOGS * 2 + ANSWERS * 4 + ["escape"] * 12


async def soak(keys: int, seed: int, folder: Path) -> None:
    chance = random.Random(seed)
    library = SampleLibrary()
    marks = []
    async with running(folder, library=library) as (app, pilot):
        begun = time.perf_counter()
        for number in range(keys):
            await press(app, chance.choice(WEIGHTED))
            if number % 500 == 0:
                width, height = chance.choice([(80, 24), (160, 50), (111, 31), (60, 15)])
                await pilot.resize_terminal(width, height)
                marks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
        for _ in range(4):
            await pilot.press("escape")
        shown = outline(app.desk_screen.session.state)
        spans = app.desk_screen.session.document
        seconds = time.perf_counter() - begun
    with Desk(folder, "reader", host="h", sources=library.sources, read_only=True) as desk:
        again = desk.spanned(council(), lambda document: document)
        assert [q.text for q in again.quotes] == [q.text for q in spans.quotes]
        assert outline(desk.state(again)) == shown, "the journal and the screen differ"
        count = len(desk.events(again.article))
    print(f"{keys} keys in {seconds:.0f} s, {count} events, no exception, journal = screen")
    print("memory at its highest (MB), every 500 keys:", *marks)


async def press(app: ReviewApp, key: str) -> None:
    """Press a key without the pilot's waits, and let it be dealt with."""
    character = CHARACTERS.get(key, key if len(key) == 1 else None)
    event = events.Key(key, character)
    event.set_sender(app)
    app.post_message(event)
    for _ in range(4):
        await asyncio.sleep(0.002)


def outline(state: DeskState) -> list[tuple[object, ...]]:
    return [(each.quote.text, each.status, each.decision, each.private) for each in state.quotes]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--keys", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        asyncio.run(soak(args.keys, args.seed, Path(name)))


if __name__ == "__main__":
    main()
