"""The published story of the seeds, from start to signed, counted in keys."""

from __future__ import annotations

from pathlib import Path

from tui_desk import press

from quotecheck import rules
from quotecheck.desk import Desk
from quotecheck.desk.bench import FileBench
from quotecheck.tui.app import ReviewApp

SEEDS = Path(__file__).parents[1] / "seeds"
STORY = SEEDS / "000_22d4084aa8b8ec3d.txt"


async def test_the_story_is_signed_with_ten_keys_at_most(tmp_path):
    bench = FileBench([STORY], [SEEDS / "sources"], rules.load())
    keys = 0
    with Desk(tmp_path, "Ann", host="h", sources=bench.sources) as desk:
        app = ReviewApp(desk, bench)
        async with app.run_test(size=(160, 50)) as pilot:
            session = app.desk_screen.session
            assert len(session.state.quotes) == 8
            await press(pilot, "A", "A")
            keys += 2
            while session.progress.open:
                await press(pilot, "v")
                keys += 1
            await press(pilot, "G", "enter")
            keys += 2
            assert session.progress.signed
    assert keys <= 10
