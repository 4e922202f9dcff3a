"""Spans, sign-off, folders, reloading, narrow screens, settings, the mouse and hostile text."""

from __future__ import annotations

from dataclasses import replace

import pytest
from desk_samples import COUNCIL, MINUTES, council, source
from tui_desk import SampleLibrary, press, running, screen_text, standing, unhurried, until

from quotecheck.desk import Desk, Status
from quotecheck.desk.bench import ARTICLE, SOURCES, Bench
from quotecheck.errors import InputError
from quotecheck.model import Wording
from quotecheck.settings.own import Settings
from quotecheck.tui.app import ReviewApp
from quotecheck.tui.screens.folder import FolderScreen

# --- spans ----------------------------------------------------------------------------------


async def test_a_missed_quotation_is_marked_by_keys(tmp_path):
    async with running(tmp_path) as (app, pilot):
        await press(pilot, "i", "up", "up", "space", "right", "right", "enter")
        session = app.desk_screen.session
        assert session.current.quote.text == "The closure was"
        assert "marked as a quotation" in screen_text(app)
        await press(pilot, "a", "enter", "u", "u")
        assert len(session.state.quotes) == 6


async def test_quotations_are_joined_and_split(tmp_path):
    async with running(tmp_path) as (app, pilot):
        await press(pilot, "g", "2", "enter", "J")
        session = app.desk_screen.session
        assert session.current.quote.text.endswith("“It is a disgrace,”")
        assert len(session.state.quotes) == 5
        await press(pilot, "S", "right", "right", "right", "right", "right", "right", "enter")
        assert session.current.quote.text == "“The minutes show no such thing,” he"
        assert len(session.state.quotes) == 6
        await press(pilot, "u", "u")
        assert [q.text for q in session.document.quotes] == [q.text for q in council().quotes]


async def test_escape_leaves_the_spans_as_they_are(tmp_path):
    async with running(tmp_path) as (app, pilot):
        await press(pilot, "i", "right", "escape")
        assert app.desk_screen.session.document == council()


async def test_text_selected_with_the_mouse_can_be_marked(tmp_path):
    async with running(tmp_path) as (app, pilot):
        pane = app.screen.article_pane
        row = pane.row_of(COUNCIL.index("The closure")) - pane.scroll_offset.y
        await pilot.mouse_down("#article", offset=(8, row + 1))
        await pilot.hover("#article", offset=(19, row + 1))
        await pilot.mouse_up("#article", offset=(19, row + 1))
        await pilot.pause()
        assert "Mark this as a quotation?" in screen_text(app)
        await press(pilot, "enter")
        assert app.desk_screen.session.current.quote.text == "The closure"


# --- the mouse ------------------------------------------------------------------------------


async def test_the_mouse_chooses_in_list_and_article_and_presses_keys(tmp_path):
    async with running(tmp_path) as (app, pilot):
        session = app.desk_screen.session
        await pilot.click("#queue", offset=(10, 3))
        assert session.current.number == 5
        pane = app.screen.article_pane
        row = pane.row_of(COUNCIL.index("“It is a")) - pane.scroll_offset.y
        column = COUNCIL.index("“It is a") - pane.rows[row][0] + 8
        await pilot.click("#article", offset=(column + 2, row + 1))
        assert session.current.number == 3
        await pilot.click("#keys", offset=(14, 0))
        assert standing(app, 3).decision.speaker == "Marta Vidal"


# --- sign-off -------------------------------------------------------------------------------


async def test_signing_needs_a_reason_for_each_error_that_is_open(tmp_path):
    async with running(tmp_path) as (app, pilot):
        await press(pilot, "A", "enter", "c", "G")
        assert "These stand in the way" in screen_text(app)
        await press(pilot, "enter", *"heard it", "enter", "enter", *"so did I", "enter", "enter")
        assert "signed by Ann" in screen_text(app)
        assert "signed" in screen_text(app).splitlines()[0]
        mark = app.desk_screen.session.state.signature
        assert [excuse.reason for excuse in mark.excuses] == ["heard it", "so did I"]
        await press(pilot, "u")
        assert not app.desk_screen.session.progress.signed


async def test_the_reasons_of_the_sign_off_are_typed_once(tmp_path):
    async with running(tmp_path) as (app, pilot):
        await press(pilot, "A", "enter", "c", "G", "enter", *"heard it", "enter", "escape", "G")
        assert "because heard it" in screen_text(app)
        await press(pilot, "j", "enter", *"so did I", "enter", "enter")
        assert "signed by Ann" in screen_text(app)
        await press(pilot, "g", "2", "enter", "t", *"rang", "enter", "G")
        assert "because heard it" in screen_text(app)
        assert "because so did I" in screen_text(app)
    async with running(tmp_path) as (app, pilot):
        await press(pilot, "G", "enter")
        assert app.desk_screen.session.progress.signed
        mark = app.desk_screen.session.state.signature
        assert sorted(excuse.reason for excuse in mark.excuses) == ["heard it", "so did I"]


async def test_the_sample_is_signed_with_few_keys(tmp_path):
    keys = ["A", "enter", "c", "c", "c", "G", "enter"]
    async with running(tmp_path) as (app, pilot):
        await press(pilot, *keys)
        assert app.desk_screen.session.progress.signed


# --- the draft and its sources change ---------------------------------------------------------


class ChangingBench(Bench):
    """A bench whose files change when the test says so."""

    def __init__(self, document, library) -> None:
        super().__init__([document], library)
        self.fresh = None
        self.fresh_library = None

    def changes(self, name):
        found = {ARTICLE} if self.fresh else set()
        return frozenset(found | ({SOURCES} if self.fresh_library else set()))

    def reload(self, changed):
        for name in self.names:
            self._documents[name] = self.fresh or self._documents[name]
        self.library = self.fresh_library or self.library
        self.fresh = self.fresh_library = None


async def test_a_changed_draft_is_noticed_and_read_again_on_request(tmp_path):
    library = SampleLibrary()
    bench = ChangingBench(council(), library)
    with Desk(tmp_path, "Ann", host="h", sources=library.sources) as desk:
        app = ReviewApp(desk, bench, clock=unhurried())
        async with app.run_test(size=(160, 50)) as pilot:
            await press(pilot, "c", "A", "enter")
            text = COUNCIL.replace("Ward closure", "Closure of the ward").replace(
                "“I did,” said Marta Vidal, who put", "Marta Vidal put"
            )
            bench.fresh = council(text)
            await until(pilot, lambda: "changed on the disk" in screen_text(app))
            assert standing(app, 4).status is Status.DECIDED
            await press(pilot, "R")
            await until(pilot, lambda: "read again" in screen_text(app))
            assert "read again: 1 decision on quotes that are gone" in screen_text(app)
            assert standing(app, 1).status is standing(app, 2).status is Status.DECIDED
            assert len(app.desk_screen.session.state.quotes) == 5


async def test_a_corrected_transcript_reopens_what_it_touches(tmp_path):
    library = SampleLibrary()
    bench = ChangingBench(council(), library)
    with Desk(tmp_path, "Ann", host="h", sources=library.sources) as desk:
        app = ReviewApp(desk, bench, clock=unhurried())
        async with app.run_test(size=(160, 50)) as pilot:
            await press(pilot, "A", "enter")
            bench.fresh_library = SampleLibrary(
                source(MINUTES.replace("VIDAL: I did.", "VIDAL: I said."))
            )
            await until(
                pilot, lambda: "sources have changed on the disk" in screen_text(app).lower()
            )
            await press(pilot, "R")
            await until(pilot, lambda: "read again: 1 quote open again" in screen_text(app))
            assert standing(app, 4).status is Status.REOPENED
            assert standing(app, 2).status is Status.DECIDED
            await press(pilot, "g", "4", "enter")
            assert "had decided: confirmed" in screen_text(app)


# --- folders --------------------------------------------------------------------------------


class FailingBench(Bench):
    def document(self, name):
        if name == "broken.txt":
            raise InputError("is empty", path=name)
        return super().document(name)


async def test_a_folder_lists_the_most_urgent_first_and_goes_on_past_a_bad_file(tmp_path):
    calm = council()
    calm = replace(
        calm,
        article=replace(calm.article, id="calm", path="calm.txt", text=calm.article.text + "."),
        quotes=(calm.quotes[1],),
    )
    bench = FailingBench([calm, council()], SampleLibrary())
    bench.names = ("broken.txt", *bench.names)
    with Desk(tmp_path, "Ann", host="h", sources=bench.sources) as desk:
        app = ReviewApp(desk, bench, clock=unhurried())
        async with app.run_test(size=(120, 30)) as pilot:
            await until(pilot, lambda: "3 flagged" in screen_text(app).splitlines()[0])
            rows = screen_text(app).splitlines()
            assert "council.txt" in rows[2]
            assert "calm.txt" in rows[3]
            assert "is empty" in rows[4]
            assert "3 articles · 6 quotes left · 3 flagged" in rows[0]
            await press(pilot, "j", "k", "enter", "c", "q")
            assert isinstance(app.screen, FolderScreen)
            assert "1 decided · 4 left · 2 flagged" in screen_text(app)


async def test_arrows_move_through_a_list_of_stories_that_is_longer_than_the_screen(tmp_path):
    names = [f"story-{number:02}" for number in range(20)]
    stories = [
        replace(council(), article=replace(council().article, id=name, path=f"{name}.txt"))
        for name in names
    ]
    bench = Bench(stories, SampleLibrary())
    with Desk(tmp_path, "Ann", host="h", sources=bench.sources) as desk:
        app = ReviewApp(desk, bench, clock=unhurried())
        async with app.run_test(size=(100, 12)) as pilot:
            await until(pilot, lambda: "reading" not in screen_text(app).splitlines()[0])
            await press(pilot, *["down"] * 12, "up")
            assert "▶ ! story-11.txt" in screen_text(app)
            await press(pilot, "enter")
            assert app.desk_screen.name_of_article == "story-11.txt"


async def test_arrows_move_through_the_quotes_where_the_pane_has_nothing_to_scroll(tmp_path):
    async with running(tmp_path) as (app, pilot):
        session = app.desk_screen.session
        here = session.index
        await press(pilot, "down", "down")
        assert session.index == here + 2
        await press(pilot, "up")
        assert session.index == here + 1


async def test_an_arrow_scrolls_a_source_that_goes_on_and_never_the_list(tmp_path):
    long = source(MINUTES + "CHAIR: Any other business?\n" * 200)
    async with running(tmp_path, library=SampleLibrary(long)) as (app, pilot):
        session, evidence = app.desk_screen.session, app.screen.query_one("#evidence")
        evidence.focus()
        here, top = session.index, evidence.scroll_target_y
        await press(pilot, "down")
        assert (session.index, evidence.scroll_target_y) == (here, top + 1)
        app.screen.query_one("#queue").focus()
        await press(pilot, "down")
        assert (session.index, evidence.scroll_target_y) != (here, top + 1)
        assert session.index == here + 1


# --- room, looks, settings --------------------------------------------------------------------


async def test_a_small_screen_shows_one_text_at_a_time_and_cuts_nothing_off(tmp_path):
    async with running(tmp_path, size=(80, 24)) as (app, pilot):
        text = screen_text(app)
        for needed in (
            "FLIPPED",
            "Jane Okoro",
            "{+not+}",
            "OKORO: Thank you",
            "a confirm",
            "? help",
        ):
            assert needed in text
        await press(pilot, "tab")
        assert "Ward closure goes to a second vote" in screen_text(app)
        await press(pilot, "tab")
        assert "Vidal      “4.2 million a year”" in screen_text(app)
        await press(pilot, "tab")
        assert "OKORO: Thank you" in screen_text(app)
        await pilot.resize_terminal(160, 50)
        await pilot.pause()
        text = screen_text(app)
        assert "Quotes" in text
        assert "OKORO: Thank you" in text


async def test_panes_are_enlarged_resized_and_hidden(tmp_path):
    async with running(tmp_path) as (app, pilot):
        queue, article, evidence = (
            app.screen.query_one(f"#{pane}") for pane in ("queue", "article", "evidence")
        )
        before = article.size.width
        await press(pilot, "greater_than_sign")
        assert article.size.width > before
        await press(pilot, "less_than_sign", "h")
        assert not queue.display
        await press(pilot, "h", "tab")
        assert app.screen.focused is queue
        await press(pilot, "plus")
        assert queue.size.width > 140
        assert evidence.size.width == 0
        await press(pilot, "plus")
        assert evidence.size.width > 30


async def test_keys_of_the_settings_are_used_and_shown(tmp_path):
    settings = Settings(theme="light", order="text", keys={"take_source": "f5"})
    async with running(tmp_path, settings=settings) as (app, pilot):
        assert app.theme == "quotecheck-light"
        assert app.desk_screen.session.current.number == 1
        assert "f5 take source" in screen_text(app)
        await press(pilot, "c")
        assert standing(app, 1).status is Status.OPEN
        await press(pilot, "f5")
        assert standing(app, 1).decision.wording is Wording.CORRECTED
        await press(pilot, "f2")
        assert app.theme == "quotecheck-dark"


async def test_the_palette_finds_each_command_by_name(tmp_path):
    async with running(tmp_path) as (app, pilot):
        await press(pilot, "ctrl+p", *"paraphrase")
        await pilot.pause(0.5)
        await press(pilot, "enter")
        await pilot.pause(0.2)
        assert standing(app, 1).decision.wording is Wording.PARAPHRASE


async def test_help_lists_all_keys_and_signs(tmp_path):
    async with running(tmp_path, size=(100, 120)) as (app, pilot):
        await press(pilot, "question_mark")
        text = screen_text(app)
        for words in (
            "mark a quote that was missed",
            "error: words or speaker",
            "{+…+}",
            "disputed",
        ):
            assert words in text
        await press(pilot, "escape")
        assert app.screen is app.desk_screen


async def test_the_history_says_who_did_what(tmp_path):
    async with running(tmp_path) as (app, pilot):
        await press(pilot, "p", "u", "H")
        text = screen_text(app)
        assert "Ann: ¶ make it a paraphrase" in text
        assert "(undone)" in text


async def test_a_dispute_is_shown_and_not_overwritten(tmp_path):
    from quotecheck.desk import Change

    async with running(tmp_path) as (app, pilot):
        with Desk(tmp_path, "Bob", host="h") as bob:
            await press(pilot, "p")
            bob.decide(council(), {"1": Change(wording=Wording.WAIVED, reason="law")})
            # Bob had not seen Ann's decision when he made his.
        await pilot.pause(1.3)
        await press(pilot, "g", "1", "enter")
        text = screen_text(app)
        if standing(app, 1).status is Status.CONFLICT:
            assert "≠ dispute" in text


# --- hostile text -----------------------------------------------------------------------------

HOSTILE = [
    "“\x1b]0;owned\x07\x1b[2J Run,” said Ann.",
    "“[bold red]Run[/bold red] [@click=app.quit]x[/],” said Ann.",
    "“\u202eevil si ti\u202c,” said Ann.",
    "“שלום עולם,” said Ann.",
    "“漢字とかな" * 20 + ",” said Ann.",
    "“👩‍👩‍👧 and e\u0301\u0301\u0301,” said Ann.",
    "“\x00\x9b31m\u2028\ufeff\udce9,” said Ann.",
    "“" + "x" * 5000 + ",” said Ann.",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("size", [(80, 24), (160, 50)])
async def test_hostile_text_is_shown_harmlessly(tmp_path, text, size):
    base = council()
    end = text.index("”") + 1 if "漢" not in text else text.rindex("”") + 1
    quote = replace(base.quotes[1], id="1", start=0, end=end, text=text[:end])
    document = replace(
        base, article=replace(base.article, text=text, title=text[:60]), quotes=(quote,)
    )
    async with running(tmp_path, size=size, documents=[document]) as (app, pilot):
        shown = screen_text(app)
        assert not any(
            (ord(char) < 32 and char != "\n") or 0x7F <= ord(char) < 0xA0 for char in shown
        )
        assert "\u202e" not in shown
        assert app.is_running
        if "\x1b" in text:
            assert "control characters" in shown
        if "\u202e" in text:
            assert "reversing reading order" in shown
        if "[bold" in text:
            assert "[bold red]Run[/bold red]" in shown
        await press(pilot, "tab", "question_mark", "escape", "a", "enter")
        assert standing(app, 1).status is Status.DECIDED


async def test_an_article_without_quotations_opens(tmp_path):
    document = replace(council(), quotes=())
    async with running(tmp_path, documents=[document]) as (app, pilot):
        assert "There are no quotes in this article" in screen_text(app)
        await press(pilot, "a", "c", "e", "s", "x", "n", "j", "J", "S", "A", "u", "m")
        assert app.screen is app.desk_screen
