"""The desk over files on the disk: a draft that changes meanwhile, and the result of a batch."""

from __future__ import annotations

import argparse

import pytest
from tui_desk import press, screen_text, unhurried, until

from quotecheck import rules
from quotecheck.cli import main
from quotecheck.cli.review import open_bench
from quotecheck.desk import Desk
from quotecheck.desk.file_bench import FileBench
from quotecheck.tui.app import ReviewApp

DRAFT = """Council opens the bridge

“We will open the bridge in May,” Mara Quill said on Monday.

“The harbour belongs to all of us,” Olle Vance said.
"""
MINUTES = """\
MARA QUILL: We will open the bridge in May.
OLLE VANCE: The harbour belongs to all of us.
"""


@pytest.fixture
def place(tmp_path):
    (tmp_path / "drafts").mkdir()
    (tmp_path / "drafts" / "bridge.txt").write_text(DRAFT, encoding="utf-8")
    (tmp_path / "minutes.txt").write_text(MINUTES, encoding="utf-8")
    return tmp_path


async def test_a_draft_that_changes_on_the_disk_is_offered_and_read_again(place):
    draft = place / "drafts" / "bridge.txt"
    bench = FileBench([draft], [place / "minutes.txt"], rules.load())
    with Desk(place / "desk", "Ann", host="h", sources=bench.sources) as desk:
        app = ReviewApp(desk, bench, clock=unhurried())
        async with app.run_test(size=(160, 50)) as pilot:
            await press(pilot, "A", "enter")
            assert app.desk_screen.session.progress.decided == 2
            draft.write_text(DRAFT.replace("in May", "in late June"), encoding="utf-8")
            await until(pilot, lambda: "has changed on the disk" in screen_text(app))
            await press(pilot, "R")
            await until(pilot, lambda: "read again" in screen_text(app))
            assert app.desk_screen.session.progress.open == 1
            assert "late June" in screen_text(app)


async def test_the_result_of_a_batch_opens_without_being_computed_again(place, monkeypatch):
    out, sources = place / "out", str(place / "minutes.txt")
    folder = str(place / "drafts")
    assert main(["batch", folder, "--sources", sources, "--output", str(out), "--quiet"]) == 0
    args = argparse.Namespace(
        paths=[str(out)], sources=[sources], rules=None, policy=None, index=None
    )
    bench = open_bench(args)

    def never(*_: object) -> None:
        raise AssertionError("it was computed again")

    monkeypatch.setattr("quotecheck.extraction.engine.extract", never)
    monkeypatch.setattr("quotecheck.extraction.extract", never)
    with Desk(place / "desk", "Ann", host="h", sources=bench.sources) as desk:
        app = ReviewApp(desk, bench, clock=unhurried())
        async with app.run_test(size=(160, 50)) as pilot:
            await press(pilot, "A", "enter")
            assert app.desk_screen.session.progress.decided == 2
            assert "Mara Quill" in screen_text(app)


def test_a_large_folder_is_not_held_in_memory_whole(place, monkeypatch):
    monkeypatch.setattr("quotecheck.desk.file_bench.KEPT", 2)
    drafts = [place / "drafts" / f"{number}.txt" for number in range(5)]
    for draft in drafts:
        draft.write_text(DRAFT, encoding="utf-8")
    bench = FileBench(drafts, [place / "minutes.txt"], rules.load())
    first = bench.document(bench.names[0])
    assert bench.document(bench.names[0]) is first
    for name in bench.names:
        assert len(bench.document(name).quotes) == 2
    assert bench.document(bench.names[0]) is not first
    assert bench.document(bench.names[0]) == first
