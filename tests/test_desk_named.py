"""A speaker whom the editor names: the desk compares that name with the source, not the printed."""

from __future__ import annotations

import pytest
from commands import run_here
from test_desk_sense import on_screen
from tui_desk import press, screen_text, standing

from quotecheck.desk import Status
from quotecheck.model import Wording

FERRY = (
    """Ferry

“The slip will be ready before the first boat of the spring,” said Ines Calder.

“Nobody has told the crews anything at all,” said Bram Oster.

“The crews will hear of it on Friday morning,” said Bram Oster.
""",
    """CALDER: The slip will be ready before the first boat of the spring.
OSTER: Nobody has told the crews anything at all.
CALDER: The crews will hear of it on Friday morning.
""",
)
RIGHT, WRONG = "1", "3"  # the quotations whose printed speaker is, and is not, the source's


async def named(pilot, number, name):
    await press(pilot, "g", number, "enter", "s", *name, "enter")


@pytest.mark.parametrize(("number", "name"), [(RIGHT, "oster"), (WRONG, "Weir")])
async def test_a_name_that_is_not_the_sources_is_crossed_and_takes_a_reason(tmp_path, number, name):
    desk, app = on_screen(tmp_path, FERRY)
    with desk:
        async with app.run_test(size=(160, 50)) as pilot:
            await named(pilot, number, name)
            assert "✗ somebody else" in screen_text(app)
            await press(pilot, "a")
            asked = app.desk_screen.session.question
            assert "in the source CALDER says this, not " in asked.doubt
            assert name.casefold() in asked.doubt.casefold()
            await press(pilot, "enter", *"tape", "enter")
            decision = standing(app, int(number)).decision
            assert (decision.wording, decision.reason) == (Wording.CONFIRMED, "tape")


async def test_a_name_that_is_the_sources_is_ticked_and_confirmed_by_one_key(tmp_path):
    desk, app = on_screen(tmp_path, FERRY)
    with desk:
        async with app.run_test(size=(160, 50)) as pilot:
            await named(pilot, WRONG, "calder")
            assert "✓ same person" in screen_text(app)
            await press(pilot, "a")
            assert standing(app, 3).status is Status.DECIDED


async def test_a_wrong_name_is_in_no_list_to_confirm_together(tmp_path):
    desk, app = on_screen(tmp_path, FERRY)
    with desk:
        async with app.run_test(size=(160, 50)) as pilot:
            await named(pilot, RIGHT, "oster")
            assert [each.number for each in app.desk_screen.session.safe] == [2]


@pytest.mark.parametrize("key", ["t", "e"])
async def test_other_ways_to_decide_the_words_ask_as_well(tmp_path, key):
    desk, app = on_screen(tmp_path, FERRY)
    with desk:
        async with app.run_test(size=(160, 50)) as pilot:
            await named(pilot, RIGHT, "oster")
            await press(pilot, *(("c",) if key == "t" else ("e", "enter")))
            assert "in the source CALDER says this" in app.desk_screen.session.question.doubt
            assert standing(app, 1).status is Status.OPEN


async def test_a_wrong_name_for_words_that_are_confirmed_asks_at_once(tmp_path):
    desk, app = on_screen(tmp_path, FERRY)
    with desk:
        async with app.run_test(size=(160, 50)) as pilot:
            await press(pilot, "g", RIGHT, "enter", "a")
            await named(pilot, RIGHT, "oster")
            assert "says this, not Bram Oster" in app.desk_screen.session.question.doubt
            assert standing(app, 1).decision.speaker is None
            await press(pilot, "enter", *"tape", "enter")
            decision = standing(app, 1).decision
            assert (decision.speaker, decision.reason) == ("Bram Oster", "tape")
            assert decision.wording is Wording.CONFIRMED


def test_line_by_line_it_says_and_asks_the_same(tmp_path):
    (tmp_path / "story.txt").write_text(FERRY[0], encoding="utf-8")
    (tmp_path / "talk.txt").write_text(FERRY[1], encoding="utf-8")
    asked = ("review", "story.txt", "--sources", "talk.txt", "--plain", "--editor", "Ann")
    done = run_here(*asked, cwd=tmp_path, answers="s Weir\na\nq\n").stdout
    assert "source says: CALDER, somebody else" in done
    assert "in the source CALDER says this, not Weir" in done
