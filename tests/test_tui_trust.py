"""The desk's words about itself: counts, order, numbers, times, names as typed, the way out."""

from __future__ import annotations

import subprocess
import sys
import threading
from dataclasses import replace

from desk_samples import council
from tui_desk import SampleLibrary, press, running, screen_text, standing, until

from quotecheck.desk import Change, Desk
from quotecheck.desk.queue import ordered
from quotecheck.desk.spans import mark
from quotecheck.display import moment
from quotecheck.model import Check, Triage, Verdict, Wording


def with_check(number: int, check: Check):
    base = council()
    quotes = [
        replace(quote, check=check) if index == number else quote
        for index, quote in enumerate(base.quotes, 1)
    ]
    return replace(base, quotes=tuple(quotes))


LOOK = Check(Verdict.MINOR, Triage.LOOK, why="only words of little weight differ")
LOST = Check(Verdict.NOT_FOUND, Triage.OPEN, why="in none of the sources")


async def test_flagged_means_one_thing_in_the_header_the_filter_and_by_key(tmp_path):
    document = with_check(2, LOOK)
    only = replace(document, quotes=(document.quotes[1], document.quotes[3]))
    async with running(tmp_path, documents=[only]) as (app, pilot):
        assert "1 flagged" in screen_text(app).splitlines()[0]
        await press(pilot, "j", "right_square_bracket")
        assert app.desk_screen.session.current.quote.check is not None
        assert app.desk_screen.session.current.quote.check.triage is Triage.LOOK
        await press(pilot, "f", "e")
        assert len(app.desk_screen.session.queue) == 1
        await press(pilot, "f", "a", "p")
        assert "0 flagged" in screen_text(app).splitlines()[0]


def test_the_order_follows_what_the_desk_has_to_do(tmp_path):
    document = with_check(2, LOST)
    look = replace(LOOK, verdict=Verdict.SECONDHAND)
    quotes = [replace(q, check=look) if q.id == "4" else q for q in document.quotes]
    with Desk(tmp_path, "Ann", host="h") as desk:
        states = desk.state(replace(document, quotes=tuple(quotes))).quotes
    assert [each.number for each in ordered(states)] == [1, 3, 5, 2, 4, 6]


async def test_the_current_quotation_is_in_sight_when_a_long_list_opens(tmp_path):
    text = "\n\n".join(f"“The minutes show no such thing, {n},” Tan said." for n in range(90))
    base, quotes = council(), []
    for number in range(90):
        words = f"“The minutes show no such thing, {number},”"
        start = text.index(words)
        made = replace(base.quotes[1], id=str(number + 1), text=words, start=start)
        quotes.append(replace(made, end=start + len(words), check=LOST))
    quotes[-1] = replace(quotes[-1], check=LOOK)
    document = replace(base, article=replace(base.article, text=text), quotes=tuple(quotes))
    with Desk(tmp_path, "Ann", host="h") as desk:
        from quotecheck.desk import judgements

        for quote in quotes[:-1]:
            desk.decide(document, {quote.id: judgements.cannot_verify()})
    async with running(tmp_path, documents=[document]) as (app, _):
        assert any("▶" in row and " 90 " in row for row in screen_text(app).splitlines())


async def test_numbers_stay_when_quotations_are_marked_joined_and_split(tmp_path):
    async with running(tmp_path) as (app, pilot):
        session = app.desk_screen.session
        session.respan(mark(session.document, 0, 12))
        assert [each.number for each in session.states] == [7, 1, 2, 3, 4, 5, 6]
        await press(pilot, "g", "2", "enter", "J")
        assert [each.number for each in session.states] == [7, 1, 2, 4, 5, 6]
        await press(pilot, "S", *["right"] * 6, "enter")
        assert [each.number for each in session.states] == [7, 1, 2, 8, 4, 5, 6]
        await press(pilot, "g", "3", "enter")
        assert "there is no quote 3" in screen_text(app)
        await press(pilot, "escape", "g", "8", "enter")
        assert session.current.number == 8
        await press(pilot, "u", "u", "u")
        assert [each.number for each in session.states] == [1, 2, 3, 4, 5, 6]


async def test_a_name_as_typed_comes_before_names_that_are_like_it(tmp_path):
    for typed, taken in (
        ("Mark Vidal", "Mark Vidal"),
        ("Mar", "Mar"),
        ("marta", "Marta Vidal"),
        ("Marta Vidal", "Marta Vidal"),
        ("mart vidul", "mart vidul"),
    ):
        async with running(tmp_path / typed) as (app, pilot):
            await press(pilot, "s", *typed, "enter")
            if app.desk_screen.session.question is not None:  # in small letters
                await press(pilot, "enter")
            assert standing(app, 1).decision.speaker == taken


async def test_enter_saves_a_note_and_another_key_breaks_its_line(tmp_path):
    async with running(tmp_path) as (app, pilot):
        await press(pilot, "t", *"one", "ctrl+j", *"two", "enter")
        assert standing(app, 1).decision.note == "one\ntwo"
        await press(pilot, "T", *"hm", "enter")
        assert standing(app, 1).private == "hm"


async def test_a_signature_that_no_longer_holds_shows_above(tmp_path):
    async with running(tmp_path) as (app, pilot):
        await press(pilot, "A", "enter", "c", "c", "c", "G", "enter")
        assert " signed" in screen_text(app).splitlines()[0]
        await press(pilot, "u")
        await until(pilot, lambda: "changed since signed" in screen_text(app).splitlines()[0])


def test_times_are_written_for_people():
    told = moment("2026-11-29T10:32:11.123456+00:00")
    assert "Nov 2026, " in told
    assert "T" not in told
    assert moment("no time at all") == "no time at all"


def test_leaving_says_what_is_left_and_how_to_go_on(tmp_path):
    from quotecheck.cli import review

    args = type("Args", (), {"paths": ["a b.txt"], "sources": ["talks"], "desk": None})()
    sys_argv, sys.argv = sys.argv, ["quotecheck", "review", "a b.txt"]
    try:
        assert review._what_next(args, 1).endswith("quotecheck review 'a b.txt'")
        assert review._what_next(args, 0).endswith("report 'a b.txt' --sources talks")
    finally:
        sys.argv = sys_argv


async def test_the_app_tells_how_far_each_article_is(tmp_path):
    async with running(tmp_path) as (app, pilot):
        await press(pilot, "c")
        assert app.standing == ["council.txt: 1 decided · 4 left · 2 flagged"]


def test_results_of_a_batch_open_the_sources_that_they_name(tmp_path):
    (tmp_path / "drafts").mkdir()
    (tmp_path / "drafts" / "a.txt").write_text("“The dam will hold,” Quill said.\n")
    (tmp_path / "talk.txt").write_text("LIND: Yes.\nQUILL: The dam will hold. I say so.\n")

    def run(*arguments, answers=""):
        command = [sys.executable, "-m", "quotecheck", *arguments]
        return subprocess.run(command, cwd=tmp_path, input=answers, capture_output=True, text=True)

    batch = run("batch", "drafts", "--sources", "talk.txt", "--output", "out", "--quiet")
    assert batch.returncode in (0, 1), batch.stderr
    done = run("review", "out", "--plain", "--editor", "Ann", answers="/ hold\nq\n")
    assert "around: LIND: Yes. QUILL: »…«. I say so." in done.stdout
    assert "passage chosen" in done.stdout


def test_drafts_are_listed_without_the_sources_beside_them(tmp_path):
    (tmp_path / "sources").mkdir()
    (tmp_path / "a.txt").write_text("“The dam will hold,” Quill said.\n")
    (tmp_path / "sources" / "talk.txt").write_text("QUILL: The dam will hold.\n")
    command = [sys.executable, "-m", "quotecheck", "review", ".", "--sources", "sources", "--plain"]
    done = subprocess.run(command, cwd=tmp_path, input="q\n", capture_output=True, text=True)
    assert "talk.txt: " not in done.stdout


async def test_what_is_open_under_a_signature_is_not_left_to_do(tmp_path):
    """A signer gives a reason for what stays open; leaving then asks for nothing more."""
    async with running(tmp_path) as (app, pilot):
        session = app.desk_screen.session
        session.confirm_all()
        assert app.left_open
        reasons = {state.quote.id: "not for today" for state in session.state.quotes if state.open}
        session.sign(reasons)
        assert session.progress.open
        assert not app.left_open
        await press(pilot, "f2")
        assert "u undoes" not in screen_text(app)  # undo would take back something else
        session.note("one more thing")
        assert app.left_open


async def test_what_another_editor_does_is_numbered_and_not_mine_to_undo(tmp_path):
    async with running(tmp_path) as (app, pilot):
        session = app.desk_screen.session
        with Desk(tmp_path, "Bob", host="h") as bob:
            await press(pilot, "g", "1", "enter", "p")
            assert "u undoes" in screen_text(app)
            waived = Change(wording=Wording.WAIVED, reason="law")
            bob.decide(session.document, {standing(app, 3).quote.id: waived})
            await until(pilot, lambda: "last: Bob: 3 " in screen_text(app))
            assert "u undoes" not in screen_text(app)
            await press(pilot, "g", "2", "enter", "p")
            assert "u undoes" in screen_text(app)
            bob.decide(session.document, {standing(app, 1).quote.id: waived})  # had not looked
            await until(pilot, lambda: "Bob: 1 " in screen_text(app))
            assert "; now disputed" in screen_text(app)


async def test_a_search_that_was_called_off_does_not_say_that_nothing_was_found(tmp_path):
    """The words that stand in the line on opening are looked for twice, and the first search,
    called off, may come back last."""
    slow = threading.Event()

    class Slow(SampleLibrary):
        searches = 0

        def search(self, words, *, limit=10, stop=lambda: False, **more):
            self.searches += 1
            if self.searches > 1:
                return super().search(words, limit=limit)
            slow.wait(5)
            return []

    library = Slow()
    async with running(tmp_path, library=library) as (app, pilot):
        try:
            await press(pilot, "slash")
            await until(pilot, lambda: library.searches > 1 and app.screen.hits)
        finally:
            slow.set()
        await pilot.pause(0.3)
        assert app.screen.hits
        assert "nothing found" not in screen_text(app)
