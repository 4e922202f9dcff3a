"""The desk's words about the sources, and naming the speakers whom they do not name."""

from __future__ import annotations

import pytest
from tui_desk import press, screen_text, unhurried

from quotecheck.desk import Desk
from quotecheck.desk.file_bench import FileBench
from quotecheck.rules import load
from quotecheck.sources.named import FILE
from quotecheck.tui.app import ReviewApp

RULES = load()


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "story.txt").write_text("“We never agreed to close the ferry,” Bo Voss said.\n")
    sources = tmp_path / "sources"
    sources.mkdir()
    (sources / "meeting.txt").write_text(
        "Speaker 1: Go.\n\nSpeaker 2: We never agreed to close the ferry.\n\nSpeaker 1: Hm\n"
    )
    (sources / "talk.mp3").write_bytes(b"ID3")
    return tmp_path


async def test_a_speaker_is_named_at_the_desk(folder):
    bench = FileBench([folder / "story.txt"], [folder / "sources"], RULES)
    with Desk(folder / "desk", "Ann", host="h", sources=bench.sources) as desk:
        app = ReviewApp(desk, bench, clock=unhurried())
        async with app.run_test(size=(160, 50)) as pilot:
            await pilot.pause()
            assert "1 source not read: talk.mp3" in screen_text(app)
            assert "Speaker 2" in screen_text(app)
            await press(pilot, "l")
            assert "Who is “Speaker 2” in this source?" in screen_text(app)
            await press(pilot, *"Bo Voss", "enter")
            await app.workers.wait_for_complete()
            await pilot.pause()
    kept = (folder / "sources" / FILE).read_text()
    assert "meeting.txt:\n  Speaker 2: Bo Voss" in kept
    (quote,) = (
        FileBench([folder / "story.txt"], [folder / "sources"], RULES)
        .document(str(folder / "story.txt"))
        .quotes
    )
    assert quote.check.speaker_match == "same"


async def test_a_browser_names_nobody(folder, monkeypatch):
    bench = FileBench([folder / "story.txt"], [folder / "sources"], RULES)
    with Desk(folder / "desk", "Ann", host="h", sources=bench.sources) as desk:
        app = ReviewApp(desk, bench, clock=unhurried())
        async with app.run_test(size=(160, 50)) as pilot:
            monkeypatch.setenv("TEXTUAL_DRIVER", "web")
            await press(pilot, "l")
            assert "name it in a terminal" in screen_text(app)
    assert not (folder / "sources" / FILE).exists()
