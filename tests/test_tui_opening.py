"""`o` opens the source at the place and `y` copies its words, at the desk and in plain mode."""

from __future__ import annotations

import subprocess
import sys
import time
from contextlib import asynccontextmanager, nullcontext

import pytest
from pdf_samples import Page, pdf
from tui_desk import press, screen_text, unhurried, until

from quotecheck import launching, rules
from quotecheck.desk import Desk
from quotecheck.desk.file_bench import FileBench
from quotecheck.launching import launch_for
from quotecheck.settings.own import Settings
from quotecheck.settings.programs import Programs
from quotecheck.sources.originals import Form, Original
from quotecheck.tui.app import ReviewApp
from quotecheck.tui.screens import opening
from quotecheck.tui.screens.reports import ReportsScreen

RULES = rules.load()
DRAFT = "“We will sell the ferry to the north,” Tom Rowe said on Monday.\n"
TALK = "[00:00:05] ROWE: It rained.\n[00:12:31] ROWE: We will not sell the ferry to the north.\n"


@pytest.fixture
def place(tmp_path):
    (tmp_path / "sources").mkdir()
    (tmp_path / "story.txt").write_text(DRAFT)
    (tmp_path / "sources" / "talk.txt").write_text(
        f"Title: Ferry hearing\nDate: 2026-03-01\nURL: https://a.example/talk\n\n{TALK}"
    )
    return tmp_path


@pytest.fixture
def started(monkeypatch):
    """The commands and addresses that would have been opened."""
    heard = []
    monkeypatch.setattr(opening, "start", lambda launch: heard.append(launch.arguments))
    monkeypatch.setattr(opening, "browser_is_here", lambda: True)
    monkeypatch.setattr(ReviewApp, "open_url", lambda self, url, **_: heard.append(url))
    monkeypatch.delenv("TEXTUAL_DRIVER", raising=False)
    return heard


@asynccontextmanager
async def running(place, *, size=(160, 50), theme="dark", desk_name="desk"):
    bench = FileBench([place / "story.txt"], [place / "sources"], RULES)
    programs = Programs(("play", "{seconds}", "{path}"), (), ("code", "{path}:{line}"))
    settings = Settings(theme=theme, programs=programs)
    with Desk(place / desk_name, "Ann", host="h", sources=bench.sources) as desk:
        app = ReviewApp(desk, bench, settings, clock=unhurried())
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            yield app, pilot


async def test_o_asks_which_and_opens_the_page_at_the_words(place, started):
    async with running(place) as (app, pilot):
        await press(pilot, "o")
        assert "web page: https://a.example/talk" in screen_text(app)
        assert "text: talk.txt, line 6" in screen_text(app)
        await press(pilot, "w")
        (address,) = started
        assert address.startswith("https://a.example/talk#:~:text=We%20will%20not%20sell")
        assert "opened: web page" in screen_text(app)


async def test_o_plays_the_recording_from_the_words_on(place, started):
    (place / "sources" / "talk.mp3").write_bytes(b"x")
    async with running(place) as (_, pilot):
        await press(pilot, "o", "r")
        assert started == [("play", "751", str(place / "sources" / "talk.mp3"))]


async def test_o_opens_the_text_at_its_line(place, started):
    (place / "sources" / "talk.txt").write_text(TALK)
    async with running(place) as (app, pilot):
        await press(pilot, "o")  # there is one only: nothing is asked
        assert started == [("code", f"{place / 'sources' / 'talk.txt'}:2")]
        assert "opened: text: talk.txt, line 2" in screen_text(app)
        assert "! opened" not in screen_text(app)


async def test_the_last_line_tells_how_one_comes_back(place, started):
    (place / "sources" / "talk.mp3").write_bytes(b"x")
    async with running(place, size=(160, 50)) as (app, pilot):
        await press(pilot, "o", "r")
        assert "talk.mp3 at 0:12:31 · play has it, the desk goes on here" in screen_text(app)
        await press(pilot, "o", "w")
        assert "the browser has it, the desk goes on here" in screen_text(app)
        await press(pilot, "o", "t")
        assert "talk.txt, line 6 · code has it, the desk goes on here" in screen_text(app)


async def test_an_editor_in_the_terminal_gives_it_back(place, started, monkeypatch, capsys):
    (place / "sources" / "talk.txt").write_text(TALK)
    monkeypatch.setattr(ReviewApp, "suspend", lambda self: nullcontext())
    async with running(place) as (app, pilot):
        app.settings = Settings(programs=Programs(text_editor=("vim", "+{line}", "{path}")))
        await press(pilot, "o")
        assert started == [("vim", "+2", str(place / "sources" / "talk.txt"))]
        assert "you are back from vim" in screen_text(app)


async def test_a_pdf_is_opened_at_its_page_by_a_viewer(place, started):
    (place / "sources" / "talk.txt").unlink()
    first, second = Page(), Page()
    first.text(72, 700, "ROWE: It rained.")
    second.text(72, 700, "ROWE: We will not sell the ferry to the north.")
    (place / "sources" / "talk.pdf").write_bytes(pdf(first, second))
    async with running(place) as (app, pilot):
        programs = Programs(pdf_viewer=("view", "--page", "{page}", "{path}"))
        app.settings = Settings(programs=programs)
        await press(pilot, "o")
        assert started == [("view", "--page", "2", str(place / "sources" / "talk.pdf"))]
        assert "talk.pdf, page 2 of the file · view has it" in screen_text(app)


def test_a_player_is_started_at_the_second_of_the_words(place):
    heard = place / "heard.txt"
    player = place / "player.py"
    player.write_text(f"import sys; open({str(heard)!r}, 'w').write(' '.join(sys.argv[1:]))")
    launch = launch_for(
        Original(Form.RECORDING, place / "talk.mp3", seconds=751.0),
        Programs(player=(sys.executable, str(player), "{seconds}", "{path}")),
    )
    launching.start(launch)
    for _ in range(100):
        if heard.exists() and heard.read_text():
            break
        time.sleep(0.1)
    assert heard.read_text() == f"751 {place / 'talk.mp3'}"


async def test_a_letter_is_not_called_a_transcript(place):
    (place / "sources" / "talk.txt").write_text(
        "Dear members,\n\nWe will not sell the ferry to the north.\n\nYours, the board\n"
    )
    async with running(place) as (app, _):
        assert "transcript" not in screen_text(app)


async def test_escape_opens_nothing(place, started):
    async with running(place) as (_, pilot):
        await press(pilot, "o", "escape")
        assert started == []


async def test_what_cannot_be_started_is_told(place, monkeypatch):
    (place / "sources" / "talk.txt").write_text(TALK)
    async with running(place) as (app, pilot):
        app.settings = Settings(programs=Programs(text_editor=("no-such-editor-here",)))
        await press(pilot, "o")
        assert "there is no program 'no-such-editor-here'" in screen_text(app)


async def test_without_a_display_the_address_is_told(place, started, monkeypatch):
    monkeypatch.setattr(opening, "browser_is_here", lambda: False)
    async with running(place) as (app, pilot):
        await press(pilot, "o", "w")
        assert started == []
        assert "there is no browser here for https://a.example/talk" in screen_text(app)


async def test_in_a_browser_only_the_web_is_opened(place, started, monkeypatch):
    monkeypatch.setenv("TEXTUAL_DRIVER", "x")
    (place / "sources" / "talk.mp3").write_bytes(b"x")
    async with running(place) as (app, pilot):
        await press(pilot, "o")
        assert [each.startswith("https://a.example/talk#") for each in started] == [True]
        assert "play" not in screen_text(app)


async def test_a_recording_elsewhere_is_not_opened_but_told(place, started):
    (place / "out.mp3").write_bytes(b"x")
    (place / "sources" / "talk.txt").write_text(f"Recording: ../out.mp3\n\n{TALK}")
    async with running(place) as (_, pilot):
        await press(pilot, "o")
        assert all("out.mp3" not in str(each) for each in started)


async def test_y_copies_the_words_with_where_they_stand(place):
    async with running(place) as (app, pilot):
        await press(pilot, "y")
        assert app.clipboard.startswith(
            "“We will not sell the ferry to the north” (ROWE, Ferry hearing, 2026-03-01, 00:12:31;"
            " talk.txt, line 6, https://a.example/talk#:~:text="
        )
        assert "copied" in screen_text(app)


async def test_y_copies_the_alias_of_a_confidential_speaker(place):
    async with running(place) as (app, pilot):
        await press(pilot, "K", *"Source A", "enter")
        await press(pilot, "y")
        assert "ROWE" not in app.clipboard
        assert "Source A" in app.clipboard


async def test_the_keys_are_idle_without_a_passage(place, started):
    (place / "sources" / "talk.txt").write_text("VASS: No ice this year, none at all.\n")
    async with running(place) as (app, pilot):
        await press(pilot, "o", "y")
        assert started == []
        assert app.clipboard == ""


@pytest.mark.parametrize("size", [(80, 24), (160, 50)], ids=["80x24", "160x50"])
@pytest.mark.parametrize("theme", ["dark", "light", "no-color"])
async def test_the_choice_has_a_key_for_each_and_fits(place, monkeypatch, size, theme):
    if theme == "no-color":
        monkeypatch.setenv("NO_COLOR", "1")
    (place / "sources" / "talk.mp3").write_bytes(b"x")
    async with running(place, size=size, theme="light" if theme == "light" else "dark") as (
        app,
        pilot,
    ):
        await press(pilot, "o")
        for row in (
            "r  recording: talk.mp3 at 0:12:31",
            "w  web page: https://a.example/talk ",
            "t  text: talk.txt, line 6",
        ):
            assert row in screen_text(app)


async def test_the_passage_of_a_report_is_opened_and_copied_too(place, started):
    (place / "story.txt").write_text(
        f"{DRAFT}\nRowe also told the hearing that the quay would cost 4 million crowns.\n"
    )
    (place / "sources" / "talk.txt").write_text(
        f"{TALK}[00:20:00] ROWE: The quay will cost 5 million crowns, no more.\n"
    )
    async with running(place) as (app, pilot):
        await until(pilot, lambda: app.desk_screen.report_walk is not None, 20)
        await press(pilot, "r")
        assert isinstance(app.screen, ReportsScreen)
        await press(pilot, "o", "y")
        assert started == [("code", f"{place / 'sources' / 'talk.txt'}:3")]
        assert "The quay will cost 5 million crowns" in app.clipboard


def test_plain_mode_opens_and_gives_the_words(place):
    (place / "sources" / "talk.txt").write_text(TALK)
    (place / "settings.toml").write_text(
        f"text_editor = ['{sys.executable}', '-c',"
        " 'import sys; print(\"EDITED\", sys.argv[1])', '{path}:{line}']\n"
    )
    command = [sys.executable, "-m", "quotecheck", "review", "story.txt", "--plain"]
    command += ["--settings", "settings.toml"]
    done = subprocess.run(command, input="o\ny\nq\n", capture_output=True, text=True, cwd=place)
    assert "talk.txt:2" in done.stdout
    assert "opened: text: talk.txt, line 2" in done.stdout
    assert "“We will not sell the ferry to the north” (ROWE, 00:12:31; talk.txt, line 2)" in (
        done.stdout
    )
