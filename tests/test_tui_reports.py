"""The desk's second list: each key on what is reported without quotation marks."""

from __future__ import annotations

from dataclasses import replace

import pytest
from desk_samples import council, reported, talk
from tui_desk import SampleLibrary, press, press_every, running, screen_text, until

from quotecheck.desk import Change, Desk, Status
from quotecheck.desk.states import QuoteState
from quotecheck.model import Decision, Particular, ParticularKind, Reading, State
from quotecheck.tui.screens.desk import DeskScreen
from quotecheck.tui.screens.reports import ReportsScreen
from quotecheck.tui.widgets.report_card import report_lines


def desk_with_reports(folder, **more):
    return running(folder, documents=[reported()], library=SampleLibrary(talk()), **more)


async def opened(app, pilot):
    """Go to the reports, once they have been looked for."""
    await until(pilot, lambda: app.desk_screen.report_walk is not None)
    await press(pilot, "r")


def report(app, number):
    return app.desk_screen.session.state.reports[number - 1]


async def test_the_desk_opens_on_quotations_and_says_that_there_are_reports(tmp_path):
    async with desk_with_reports(tmp_path) as (app, pilot):
        await until(pilot, lambda: "3 reports, 1 clash" in screen_text(app))
        text = screen_text(app)
        assert isinstance(app.screen, DeskScreen)
        assert "1 · VERBATIM" in text
        assert "0 decided · 1 left · 0 flagged" in text


async def test_r_goes_to_the_reports_and_back(tmp_path):
    async with desk_with_reports(tmp_path) as (app, pilot):
        await opened(app, pilot)
        text = screen_text(app)
        assert isinstance(app.screen, ReportsScreen)
        assert "1 · CLASH · date · open" in text
        assert "the ferry would stop in [-2031-]" in text
        assert "the source {+2041+}" in text
        assert "CHAIR: Order, please." in text  # what is before
        assert "OKORO: The quay cost 4 million" in text  # and after
        for key in ("r", "q", "escape"):
            await press(pilot, key)
            assert isinstance(app.screen, DeskScreen)
            await press(pilot, "r")
            assert isinstance(app.screen, ReportsScreen)


async def test_in_a_long_article_reports_are_looked_for_when_they_are_asked_for(tmp_path):
    long = reported(f"{reported().article.text}\n{'More of it. ' * 2000}")
    library = SampleLibrary(talk())
    async with running(tmp_path, documents=[long], library=library) as (app, pilot):
        await pilot.pause(0.2)
        assert app.desk_screen.report_walk is None
        await press(pilot, "r")
        await until(pilot, lambda: "3 reports, 1 clash" in screen_text(app))
        await press(pilot, "r")
        assert isinstance(app.screen, ReportsScreen)


async def test_an_article_without_reports_says_so(tmp_path):
    async with running(tmp_path, documents=[council()]) as (app, pilot):
        await opened(app, pilot)
        assert isinstance(app.screen, DeskScreen)
        assert "reports nothing without quotation marks" in screen_text(app)
        assert "r reports" not in screen_text(app)


@pytest.mark.parametrize(
    ("keys", "reading", "words"),
    [
        (["a"], Reading.FAIR, "✓ fair"),
        (["v"], Reading.CANNOT_VERIFY, "? cannot be verified"),
        (["space"], Reading.SKIPPED, "- skipped"),
        (["x", *"who", "enter"], Reading.WRONG, "✗ wrong: who"),
    ],
)
async def test_one_key_each(tmp_path, keys, reading, words):
    async with desk_with_reports(tmp_path) as (app, pilot):
        await opened(app, pilot)
        await press(pilot, "g", "2", "enter", *keys)
        assert report(app, 2).decision.reading is reading
        assert report(app, 2).decision.wording is None
        assert f"last: 2 {words}" in screen_text(app)
        assert app.screen.walk.current.number == 1  # the next open one
        await press(pilot, "u")
        assert report(app, 2).status is Status.OPEN
        assert app.screen.walk.current.number == 2
        await press(pilot, "U")
        assert report(app, 2).decision.reading is reading


async def test_a_held_key_calls_nothing_fair(tmp_path):
    now = [0.0]
    async with desk_with_reports(tmp_path, clock=lambda: now[0]) as (app, pilot):
        await until(pilot, lambda: app.desk_screen.report_walk is not None)
        await press_every(pilot, now, 0.05, "r")
        await press_every(pilot, now, 0.05, "g", "2", "enter", *"aaa")
        assert report(app, 2).status is Status.OPEN
        assert "too quick to have been read" in screen_text(app)


async def test_what_is_wrong_is_filled_in_from_the_passage(tmp_path):
    async with desk_with_reports(tmp_path) as (app, pilot):
        await opened(app, pilot)
        await press(pilot, "x")
        assert app.screen.query_one("Input").value == "“2031”: the source has “2041”"
        await press(pilot, "enter")
        decision = report(app, 1).decision
        assert (decision.reading, decision.reason) == (
            Reading.WRONG,
            "“2031”: the source has “2041”",
        )
        assert decision.evidence.text.startswith("The ferry will stop in 2041")


async def test_a_clash_is_called_fair_with_a_reason_only(tmp_path):
    async with desk_with_reports(tmp_path) as (app, pilot):
        await opened(app, pilot)
        await press(pilot, *"aaaa", "escape")
        assert report(app, 1).status is Status.OPEN
        await press(pilot, "a", "enter")
        assert "some words are needed" in screen_text(app)
        await press(pilot, *"tape", "enter")
        decision = report(app, 1).decision
        assert (decision.reading, decision.reason) == (Reading.FAIR, "tape")


async def test_undo_on_one_list_leaves_the_other_alone(tmp_path):
    async with desk_with_reports(tmp_path) as (app, pilot):
        await press(pilot, "a")
        await opened(app, pilot)
        await press(pilot, "v", "u", "u")
        assert "nothing to undo" in screen_text(app)
        assert report(app, 1).status is Status.OPEN
        await press(pilot, "v", "r", "u")
        assert app.desk_screen.session.state.quotes[0].status is Status.OPEN
        assert report(app, 1).status is Status.DECIDED


async def test_a_note_on_an_open_report_stands_in_nobody_s_way(tmp_path):
    async with desk_with_reports(tmp_path) as (app, pilot):
        await opened(app, pilot)
        await press(pilot, "g", "2", "enter", "t", *"rang", "enter", "r", "a", "G")
        assert "report 2 " not in screen_text(app)
        assert "stand in the way" not in screen_text(app)
        assert "-1  open" not in screen_text(app)
        await press(pilot, "enter")
        assert app.desk_screen.session.progress.signed


async def test_notes_history_and_the_next_passage(tmp_path):
    async with desk_with_reports(tmp_path) as (app, pilot):
        await opened(app, pilot)
        await press(pilot, "t", *"call", "ctrl+s", "m")
        assert "note      call" in screen_text(app)
        assert "match 2 of 2" in screen_text(app)
        await press(pilot, "v")
        assert report(app, 1).decision.evidence.text.startswith("The quay cost")
        await press(pilot, "k", "k", "H")
        assert "Ann: ? cannot be verified" in screen_text(app)


async def test_searching_gives_a_report_its_evidence(tmp_path):
    async with desk_with_reports(tmp_path) as (app, pilot):
        await opened(app, pilot)
        await press(pilot, "g", "3", "enter", "slash", *"quay", "enter")
        assert report(app, 3).decision.evidence.text.startswith("The quay cost")
        assert report(app, 3).open


async def test_moving_filtering_and_order(tmp_path):
    async with desk_with_reports(tmp_path) as (app, pilot):
        await opened(app, pilot)
        walk = app.screen.walk
        assert [each.number for each in walk.queue] == [1, 3, 2]
        await press(pilot, "j")
        assert walk.current.number == 3
        await press(pilot, "right_square_bracket")
        assert walk.current.number == 1
        await press(pilot, "O")
        assert [each.number for each in walk.queue] == [1, 2, 3]
        await press(pilot, "N")
        assert walk.current.number == 3
        await press(pilot, "n", "f", "e")
        assert [each.number for each in walk.queue] == [1]
        await press(pilot, "f", "a", "question_mark")
        assert "the report is fair" in screen_text(app)


async def test_another_editor_s_decision_is_a_dispute(tmp_path):
    async with desk_with_reports(tmp_path) as (app, pilot):
        await opened(app, pilot)
        with Desk(tmp_path, "Ben", host="h2", sources={"talk.txt": talk()}) as other:
            await press(pilot, "g", "2", "enter", "a")
            other.decide(reported(), {"i2": Change(reading=Reading.WRONG, reason="5")})
        await until(pilot, lambda: report(app, 2).status is Status.CONFLICT)
        await press(pilot, "g", "2", "enter")
        assert "Ben: ✗ wrong: 5" in screen_text(app)
        await press(pilot, "r", "a", "G")
        assert "SUPPORTED · disputed" in screen_text(app)  # stands in the way of signing
        assert "-1  open" not in screen_text(app)  # and is none of the open quotations


def test_the_card_compares_the_speaker_whom_the_editor_named():
    said = Particular(ParticularKind.SPEAKER, 0, 0, "Tan", State.DIFFERS, "Ray")
    quote = next(each for each in reported().quotes if each.report)
    report = replace(quote.report, particulars=(said,))

    def card(name):
        decision = Decision(editor="Ann", at="2026-03-12T10:00:00Z", speaker=name)
        state = QuoteState(1, replace(quote, report=report, decision=decision), Status.OPEN)
        lines = report_lines(state, None, 100)
        return "\n".join("".join(span.text for span in line) for line in lines)

    assert "the report names “Tan”, the source {+Ray+}" in card(None)
    assert "you name “Lind”, the source {+Ray+}" in card("Lind")
    assert "{+Ray+}" not in card("Ray")


async def test_a_full_disk_is_told_and_nothing_moves(tmp_path, monkeypatch):
    async with desk_with_reports(tmp_path) as (app, pilot):
        await opened(app, pilot)

        def full(*_, **__):
            from quotecheck.errors import DeskError

            raise DeskError("no room")

        monkeypatch.setattr(app.desk, "decide", full)
        await press(pilot, "v")
        assert "NOT SAVED: no room" in screen_text(app)
        assert app.screen.walk.current.number == 1


async def test_a_story_of_reports_alone_opens_calmly(tmp_path):
    document = reported()
    alone = type(document)(document.article, document.reports)
    async with running(tmp_path, documents=[alone], library=SampleLibrary(talk())) as (app, pilot):
        await until(pilot, lambda: "There are no quotes in this article · r: 3" in screen_text(app))
        assert not app.left_open
        await press(pilot, "r", "v")
        assert report(app, 1).decision.reading is Reading.CANNOT_VERIFY
