"""Questions that the desk asks before it decides: who may mean it, and that held keys never do."""

from __future__ import annotations

from dataclasses import replace

import pytest
from desk_samples import council, reported, talk
from tui_desk import SampleLibrary, hold, press, press_every, running, screen_text, standing, until

from quotecheck.desk import Status
from quotecheck.model import Check, Reading, Triage, Verdict, Wording
from quotecheck.tui.dialogs.sign import SignOff

LOST = Check(Verdict.NOT_FOUND, Triage.OPEN, why="the words are in none of the sources")


def lost(*, alone: bool = True):
    """The sample with a second quotation that no source has, first in the queue or the only one."""
    base = council()
    quotes = [replace(each, check=LOST) if each.id == "2" else each for each in base.quotes]
    kept = [quotes[1]] if alone else [quotes[1], quotes[3]]
    return replace(base, quotes=tuple(kept))


@pytest.mark.parametrize(
    "between",
    [
        ("A", "enter", "enter"),
        ("slash", "escape"),
        ("t", "escape"),
        ("question_mark", "escape"),
        ("tab",),
        ("z",),
        ("m",),
    ],
    ids="-".join,
)
async def test_what_was_asked_is_forgotten_at_any_other_key_dialog_and_screen(tmp_path, between):
    async with running(tmp_path, documents=[lost(alone=False)]) as (app, pilot):
        await press(pilot, "a")
        assert app.desk_screen.session.question is not None
        await press(pilot, *between)
        assert "confirm anyway" not in screen_text(app)
        await press(pilot, "enter", *"tape", "enter")
        assert app.desk_screen.session.state.quotes[0].status is Status.OPEN


async def test_going_to_the_reports_and_back_forgets_it_too(tmp_path):
    library = SampleLibrary(talk())
    base = reported()
    quotes = (replace(base.quotes[0], check=LOST), *base.quotes[1:])
    document = replace(base, quotes=quotes)
    async with running(tmp_path, documents=[document], library=library) as (app, pilot):
        app.desk_screen.take_reports(document.quotes[1:])
        await press(pilot, "a", "r", "r", "enter", *"tape", "enter")
        assert standing(app, 1).status is Status.OPEN


async def test_a_report_without_a_passage_is_fair_only_where_that_is_meant(tmp_path):
    document = reported()
    library = SampleLibrary(talk())
    async with running(tmp_path, documents=[document], library=library) as (app, pilot):
        app.desk_screen.take_reports(document.quotes[1:])
        await press(pilot, "r", "g", "3", "enter", "a")
        assert "Enter: it is fair all the same" in screen_text(app)
        await press(pilot, "tab", "enter")
        assert app.desk_screen.session.state.reports[2].status is Status.OPEN
        await press(pilot, "a", "enter")
        assert app.desk_screen.session.state.reports[2].status is Status.DECIDED


async def test_a_key_held_down_decides_once_also_where_nothing_else_is_open(tmp_path):
    base, now = council(), [1.0]
    document = replace(base, quotes=base.quotes[1:2])
    async with running(tmp_path, documents=[document], clock=lambda: now[0]) as (app, pilot):
        await hold(pilot, now, "minus")
        await press_every(pilot, now, 0.5, "minus")
        assert len(standing(app, 1).history) == 1
        assert standing(app, 1).decision.wording is Wording.NOT_A_QUOTE


async def test_a_held_key_decides_only_the_quotation_on_which_it_was_pressed(tmp_path):
    base, now = council(), [1.0]
    safe = base.quotes[1]
    same = [replace(each, check=safe.check, speaker=safe.speaker) for each in base.quotes[:3]]
    document = replace(base, quotes=tuple(same))
    async with running(tmp_path, documents=[document], clock=lambda: now[0]) as (app, pilot):

        def decided():
            return sum(not each.open for each in app.desk_screen.session.state.quotes)

        await hold(pilot, now, "a")
        assert decided() == 1
        assert "too quick" in screen_text(app)
        await press_every(pilot, now, 1.0, "a")
        assert decided() == 2
        now[0] += 0.4
        await pilot.click("#keys", offset=(3, 0))  # a button that is pressed is no key held down
        assert decided() == 3


@pytest.mark.parametrize("key", ["p", "v", "minus", "c"])
async def test_one_key_overturns_a_decision_only_where_that_is_meant(tmp_path, key):
    async with running(tmp_path) as (app, pilot):
        await press(pilot, "g", "2", "enter", "a", "g", "2", "enter")
        before = standing(app, 2)
        await press(pilot, "a")
        assert "already decided that way" in screen_text(app)
        if key == "c":  # the source's words are those that were printed
            await press(pilot, key)
            assert standing(app, 2).decision.wording is Wording.CONFIRMED
            return
        await press(pilot, key)
        assert "decided already (confirmed); this changes that" in screen_text(app)
        assert "Enter: change it" in screen_text(app)
        await press(pilot, "j", "k")
        assert standing(app, 2).decision == before.decision
        await press(pilot, "g", "2", "enter", key, "enter")
        assert standing(app, 2).decision.wording is not Wording.CONFIRMED
        await press(pilot, "u")
        assert standing(app, 2).decision.wording is Wording.CONFIRMED


async def test_another_editor_may_agree_without_being_asked(tmp_path):
    async with running(tmp_path) as (app, pilot):
        await press(pilot, "g", "2", "enter", "a")
    async with running(tmp_path, editor="Ben") as (app, pilot):
        await press(pilot, "g", "2", "enter", "a")
        assert standing(app, 2).decision.editor == "Ben"


async def test_one_key_overturns_a_decision_on_a_report_only_where_that_is_meant(tmp_path):
    document, library = reported(), SampleLibrary(talk())
    async with running(tmp_path, documents=[document], library=library) as (app, pilot):
        app.desk_screen.take_reports(document.quotes[1:])

        def reading():
            return app.desk_screen.session.state.reports[2].decision.reading

        await press(pilot, "r", "g", "3", "enter", "v", "g", "3", "enter", "space")
        assert "decided already (cannot be verified); this changes that" in screen_text(app)
        assert reading() is Reading.CANNOT_VERIFY
        await press(pilot, "enter")
        assert reading() is Reading.SKIPPED


async def test_a_held_key_neither_fills_nor_confirms_what_is_signed(tmp_path):
    now = [1.0]
    async with running(tmp_path, clock=lambda: now[0]) as (app, pilot):
        await hold(pilot, now, "G")
        assert isinstance(app.screen, SignOff)
        assert "enter: give the reason" in screen_text(app)
        await hold(pilot, now, "r")
        assert app.focused.value == ""
        assert not app.desk_screen.session.state.signed


async def test_a_held_enter_signs_nothing_after_the_last_reason(tmp_path):
    now = [1.0]
    base = council()
    document = replace(base, quotes=base.quotes[:1])
    async with running(tmp_path, documents=[document], clock=lambda: now[0]) as (app, pilot):
        await press_every(pilot, now, 1.0, "G", "r", *"tape")
        await hold(pilot, now, "enter")
        assert isinstance(app.screen, SignOff)
        assert not app.desk_screen.session.state.signed
        await press_every(pilot, now, 1.0, "enter")
        assert app.desk_screen.session.state.signed


async def test_what_is_typed_over_words_stays_inside_the_marks(tmp_path):
    async with running(tmp_path) as (app, pilot):
        await press(pilot, "g", "2", "enter", "e", *" X", "enter")
        assert standing(app, 2).decision.text == "“The minutes show no such thing X,”"


async def test_ctrl_u_leaves_the_marks_and_again_nothing_before_the_cursor(tmp_path):
    async with running(tmp_path) as (app, pilot):
        await press(pilot, "g", "2", "enter", "e", "ctrl+u")
        assert app.focused.value == "“,”"
        await press(pilot, *"The minutes show this", "enter")
        assert standing(app, 2).decision.text == "“The minutes show this,”"
        await press(pilot, "g", "2", "enter", "e", "ctrl+u", "ctrl+u")
        assert app.focused.value == ",”"


async def test_a_question_for_the_writer_needs_words(tmp_path):
    async with running(tmp_path) as (app, pilot):
        await press(pilot, "w", "enter", "space", "enter")
        assert "some words are needed" in screen_text(app)
        assert "Question for the writer, quote 1 “We would" in screen_text(app)
        await press(pilot, *"Who?", "enter")
        assert standing(app, 1).decision.question == "Who?"


@pytest.mark.parametrize("key", ["t", "T"])
async def test_a_note_says_on_what_it_is(tmp_path, key):
    async with running(tmp_path, size=(80, 24)) as (app, pilot):
        await press(pilot, "g", "2", "enter", key)
        assert ", quote 2 “The minutes show" in screen_text(app)


@pytest.mark.parametrize(
    ("typed", "taken", "asked"),
    [
        ("marta vidal", "Marta Vidal", False),
        ("bo ray", "bo ray", True),
        ("Bo Ray", "Bo Ray", False),
        ("minutes", "minutes", False),  # so the article has it
    ],
)
async def test_a_name_in_small_letters_is_written_as_the_article_does_or_meant(
    tmp_path, typed, taken, asked
):
    async with running(tmp_path) as (app, pilot):
        await press(pilot, "s", *typed, "enter")
        assert (app.desk_screen.session.question is not None) is asked
        if asked:
            assert standing(app, 1).decision is None
            assert "is in small letters" in screen_text(app)
            await press(pilot, "enter")
        assert standing(app, 1).decision.speaker == taken


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (160, 50)])
async def test_a_long_question_is_shown_whole(tmp_path, size):
    base = council()
    words = "in the source these are the words of somebody who was not asked and did not say"
    check = replace(base.quotes[0].check, why=f"{words} them")
    document = replace(base, quotes=(replace(base.quotes[0], check=check),))
    async with running(tmp_path, documents=[document], size=size) as (app, pilot):
        height = app.screen.query_one("#last").size.height
        await press(pilot, "a")
        rows = app.screen.query_one("#last").size.height
        shown = " ".join(" ".join(screen_text(app).splitlines()[-8:]).split())
        assert f"! {words} them" in shown
        assert "Enter: confirm anyway (asks for a reason)" in shown
        assert (rows > 1) is (size[0] < 160)
        await press(pilot, "j")
        assert app.screen.query_one("#last").size.height == height == 1


async def test_a_correction_without_the_marks_warns_first(tmp_path):
    async with running(tmp_path) as (app, pilot):
        await press(pilot, "g", "2", "enter", "e", "end", "backspace", "enter")
        assert "marks are not kept: ”" in screen_text(app)
        assert standing(app, 2).status is Status.OPEN
        await press(pilot, "enter")
        assert standing(app, 2).decision.text == "“The minutes show no such thing,"


async def test_a_passage_that_was_chosen_takes_the_place_of_none(tmp_path):
    async with running(tmp_path, documents=[lost()]) as (app, pilot):
        assert "in none of the sources" in screen_text(app)
        await press(pilot, "slash")
        await until(pilot, lambda: "TAN" in screen_text(app))
        await press(pilot, "enter")
        await until(pilot, lambda: "chosen by hand" in screen_text(app))
        assert "in none of the sources" not in screen_text(app)
        assert "not known whether the same" not in screen_text(app)


async def test_a_reason_is_told_to_be_about_the_engine_s_own_passage(tmp_path):
    async with running(tmp_path) as (app, pilot):
        await press(pilot, "g", "3", "enter", "I", "space", "right", "enter")
        text = " ".join(screen_text(app).split())
        assert "this passage was chosen by hand; of the engine’s own: " in text


async def test_a_decided_quotation_is_opened_again_only_where_that_is_meant(tmp_path):
    async with running(tmp_path) as (app, pilot):
        await press(pilot, "g", "2", "enter", "a", "g", "2", "enter", "x", "d")
        assert "Enter: open it again" in screen_text(app)
        assert standing(app, 2).status is Status.DECIDED
        await press(pilot, "enter")
        assert standing(app, 2).status is Status.SOURCE


async def test_the_sign_off_names_the_reports_that_it_covers(tmp_path):
    document = reported()
    library = SampleLibrary(talk())
    async with running(tmp_path, documents=[document], library=library) as (app, pilot):
        app.desk_screen.take_reports(document.quotes[1:])
        await press(pilot, "r", "g", "3", "enter", "x", *"no", "enter", "v", "r", "a", "G")
        assert "2  reports without marks decided, 1 wrong" in screen_text(app)


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("o", "there is no passage to open"),
        ("y", "there is no passage to copy"),
        ("m", "there is no passage here"),
        ("c", "there is no passage to take the words from"),
    ],
)
async def test_a_key_that_finds_nothing_says_so(tmp_path, key, said):
    async with running(tmp_path, documents=[lost()]) as (app, pilot):
        await press(pilot, key)
        assert said in screen_text(app)


async def test_a_number_that_is_not_there_is_named(tmp_path):
    async with running(tmp_path) as (app, pilot):
        await press(pilot, "g", "9", "9", "enter")
        assert "there is no quote 99" in screen_text(app)
