"""Right words that are not the whole of it: what is cut off, who is not named, who is described."""

from __future__ import annotations

import pytest
from commands import run_here
from tui_desk import press, screen_text, unhurried

from quotecheck.desk import Desk
from quotecheck.desk.file_bench import FileBench
from quotecheck.desk.judgements import words_of_source
from quotecheck.model import Passage, Wording
from quotecheck.rules import load
from quotecheck.tui.app import ReviewApp

RULES = load()
CUT = (
    "Ferry\n\n“The council will pay for the slip,” Ines Calder said.\n",
    "CALDER: The council will pay for the slip, if the county pays for the road.\n",
)
CUT_AND_WRONG = (
    "Ferry\n\n“The council will pay for 12 slips,” Ines Calder said.\n",
    "CALDER: The council will pay for 21 slips, if the county pays for the road.\n",
)
UNNAMED = (
    "Ferry\n\n“It is a scandal in a small boat,” said Piotr Zielin, a passenger.\n",
    "It is a scandal in a small boat, and I say so as one who pays.\n",
)
DESCRIBED = (
    """Ferry

“Nobody lost a day over the storm,” said Tom Brann, who ran the boat for 14 years.

“We kept the boats running,” said Elsie Dunmore.
""",
    "DUNMORE: Nobody lost a day over the storm.\nDUNMORE: We kept the boats running.\n",
)


def laid_out(folder, files):
    (folder / "story.txt").write_text(files[0], encoding="utf-8")
    (folder / "talk.txt").write_text(files[1], encoding="utf-8")


def plain(folder, answers):
    asked = ("review", "story.txt", "--sources", "talk.txt", "--plain", "--editor", "Ann")
    return run_here(*asked, cwd=folder, answers=answers).stdout


def on_screen(folder, files):
    laid_out(folder, files)
    bench = FileBench([folder / "story.txt"], [folder / "talk.txt"], RULES)
    desk = Desk(folder / "desk", "Ann", host="h", sources=bench.sources)
    return desk, ReviewApp(desk, bench, clock=unhurried())


async def test_what_is_cut_off_takes_a_reason_to_confirm(tmp_path):
    desk, app = on_screen(tmp_path, CUT)
    with desk:
        async with app.run_test(size=(80, 24)) as pilot:
            await press(pilot, "a")
            session = app.desk_screen.session
            assert session.current.open
            assert "the quote stops before “if the county" in screen_text(app)
            await press(pilot, "enter", *"why", "enter")
            decision = session.states[0].decision
            assert (decision.wording, decision.reason) == (Wording.CONFIRMED, "why")


@pytest.mark.parametrize("key", ["a", "c"])
async def test_enter_alone_confirms_nothing_that_is_cut_off(tmp_path, key):
    desk, app = on_screen(tmp_path, CUT)
    with desk:
        async with app.run_test(size=(80, 24)) as pilot:
            await press(pilot, key, "enter", "enter", "escape")
            assert app.desk_screen.session.current.open


async def test_a_correction_that_stays_cut_off_says_what_it_leaves_out(tmp_path):
    desk, app = on_screen(tmp_path, CUT_AND_WRONG)
    with desk:
        async with app.run_test(size=(160, 50)) as pilot:
            await press(pilot, "c")
            session, shown = app.desk_screen.session, screen_text(app)
            assert session.current.open
            assert "these words leave that out: the quote stops before “if the county" in shown
            await press(pilot, "enter", *"why", "enter")
            decision = session.states[0].decision
            assert decision.text == "“The council will pay for 21 slips,”"
            assert decision.reason == "why"


async def test_what_is_cut_off_stands_in_the_way_of_a_signature(tmp_path):
    desk, app = on_screen(tmp_path, CUT)
    with desk:
        async with app.run_test(size=(80, 24)) as pilot:
            await press(pilot, "G", "enter", "escape", "escape")
            assert not app.desk_screen.session.progress.signed


@pytest.mark.parametrize("size", [(80, 24), (160, 50)])
async def test_a_card_says_when_the_source_names_nobody(tmp_path, size):
    desk, app = on_screen(tmp_path, UNNAMED)
    with desk:
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            assert "the source names nobody: not checked" in screen_text(app)


def test_plain_mode_and_the_page_say_when_the_source_names_nobody(tmp_path):
    laid_out(tmp_path, UNNAMED)
    shown = plain(tmp_path, "q\n")
    assert "speaker: Piotr Zielin (the source names nobody: not checked)" in shown
    page = run_here("report", "story.txt", "--sources", "talk.txt", cwd=tmp_path).stdout
    assert page.count("the source does not say who speaks") == 2  # above, and at the quotation


async def test_a_card_says_what_is_said_of_a_speaker_who_was_corrected(tmp_path):
    desk, app = on_screen(tmp_path, DESCRIBED)
    with desk:
        async with app.run_test(size=(80, 24)) as pilot:
            await press(pilot, "c", "g", "1", "enter")
            shown = screen_text(app)
            assert "Elsie Dunmore" in shown
            assert "“who ran the boat for 14 years” is said of Tom Brann" in shown


def test_no_other_name_inherits_what_is_said_of_the_old_one(tmp_path):
    laid_out(tmp_path, DESCRIBED)
    shown = plain(tmp_path, "c\nq\n")
    assert "“who ran the boat for 14 years” is said of Tom Brann" in shown
    done = run_here("report", "story.txt", "--sources", "talk.txt", "--apply", cwd=tmp_path)
    assert done.returncode == 1
    assert "Dunmore, who ran" not in done.stdout
    told = " ".join(done.stderr.split())
    assert "speaker: for Tom Brann read Elsie Dunmore" in told
    assert "“who ran the boat for 14 years” is said of Tom Brann" in told


async def test_the_word_that_differs_is_marked_and_no_other_of_its_letters(tmp_path):
    files = (
        "Ferry\n\n“Nothing was not ready, not for a minute,” Ines Calder said.\n",
        "CALDER: Nothing was not ready for a minute.\n",
    )
    desk, app = on_screen(tmp_path, files)
    with desk:
        async with app.run_test(size=(160, 50)) as pilot:
            await pilot.pause()
            assert "“Nothing was not ready, [-not-] for a minute,”" in screen_text(app)


@pytest.mark.parametrize(
    ("printed", "said", "wanted"),
    [
        ("“We can mend it,”", "We can't mend it", "“We can’t mend it,”"),
        ("“It’s here,”", "It isn't here", "“It isn’t here,”"),
        ("“It's here,”", "It isn’t here", "“It isn't here,”"),
        ('"We can mend it,"', "We can’t mend it", '"We can\'t mend it,"'),
        ("We can mend it", "We can't mend it", "We can't mend it"),
    ],
)
def test_a_correction_writes_apostrophes_as_the_draft_does(printed, said, wanted):
    assert words_of_source(printed, Passage("talk", 0, len(said), said), None) == wanted
