"""The published story of the seeds, from start to signed, counted in keys."""

from __future__ import annotations

from pathlib import Path

from tui_desk import press, unhurried

from quotecheck import rules
from quotecheck.desk import Desk
from quotecheck.desk.file_bench import FileBench
from quotecheck.tui.app import ReviewApp

SEEDS = Path(__file__).parents[1] / "seeds"
STORY = SEEDS / "000_22d4084aa8b8ec3d.txt"


async def test_the_story_is_signed_with_few_keys(tmp_path):
    bench = FileBench([STORY], [SEEDS / "sources"], rules.load())
    keys = 0
    with Desk(tmp_path, "Ann", host="h", sources=bench.sources) as desk:
        app = ReviewApp(desk, bench, clock=unhurried())
        async with app.run_test(size=(160, 50)) as pilot:
            session = app.desk_screen.session
            assert len(session.state.quotes) == 8
            await press(pilot, "A", "enter")
            keys += 2
            while session.progress.open:
                await press(pilot, "v")
                keys += 1
                assert keys < 20
            await press(pilot, "G", "enter")
            keys += 2
            assert session.progress.signed
    assert keys <= 8
