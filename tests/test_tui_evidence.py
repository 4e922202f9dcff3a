"""The desk beside real sources: searching, choosing passages, what c takes, what is marked."""

from __future__ import annotations

from contextlib import asynccontextmanager

from tui_desk import press, screen_text, standing, unhurried, until

from quotecheck.desk import Desk, Status
from quotecheck.desk.file_bench import FileBench
from quotecheck.model import Wording
from quotecheck.rules import load
from quotecheck.tui.app import ReviewApp
from quotecheck.tui.widgets.article_pane import ArticlePane
from quotecheck.tui.widgets.evidence_pane import EvidencePane

RULES = load()
DRAFT = """The flat

“We counted 42 boats and 12 men on the quay that day,” Mara Quill said.

“I got the flat,” Bo Lind said.

“The slipway has served four generations of this town,” Bo Lind said.
"""
TALK = """Title: A hearing
Date: 2026-03-12

MARA QUILL: Good. We counted forty-two boats and twenty men on the quay that day. It rained.
REPORTER: Will you resign?
BO LIND: I will resign on Monday. Nobody asked me.
MARA QUILL: The slipway has served four generations of this town. It owes us nothing.
"""


@asynccontextmanager
async def desk(folder, draft=DRAFT, size=(160, 50)):
    (folder / "draft.txt").write_text(draft, encoding="utf-8")
    (folder / "talk.txt").write_text(TALK, encoding="utf-8")
    bench = FileBench([folder / "draft.txt"], [folder / "talk.txt"], RULES)
    with Desk(folder / "desk", "Ann", host="h", sources=bench.sources) as opened:
        app = ReviewApp(opened, bench, clock=unhurried())
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            yield app, pilot


async def test_c_leaves_house_style_alone(tmp_path):
    async with desk(tmp_path) as (app, pilot):
        await press(pilot, "g", "1", "enter", "c")
        assert standing(app, 1).decision.text == (
            "“We counted 42 boats and 20 men on the quay that day,”"
        )


async def test_c_says_the_name_as_the_article_does(tmp_path):
    async with desk(tmp_path) as (app, pilot):
        await press(pilot, "g", "3", "enter", "c")
        decision = standing(app, 3).decision
        assert (decision.wording, decision.speaker) == (Wording.CONFIRMED, "Mara Quill")


async def test_both_texts_mark_the_words_that_differ(tmp_path):
    async with desk(tmp_path) as (app, pilot):
        await press(pilot, "g", "1", "enter")
        article, evidence = app.screen.query_one(ArticlePane), app.screen.query_one(EvidencePane)
        looks = [
            [(span.text, span.look) for y in range(len(pane.rows)) for span in pane.line(y)]
            for pane in (article, evidence)
        ]
        assert ("12", "quote here gone") in looks[0]
        assert ("twenty", "match changed") in looks[1]


async def test_a_search_by_the_beginning_of_a_word_takes_the_sentence_and_asks(tmp_path):
    async with desk(tmp_path) as (app, pilot):
        await press(pilot, "g", "2", "enter", "slash", *"resig by:lind")
        await until(pilot, lambda: "I will resign on Monday." in screen_text(app))
        assert "Will you resign?" not in screen_text(app).split("Search the sources")[1][:2000]
        await press(pilot, "enter")
        passage = app.desk_screen.session.passage
        assert (passage.text, passage.speaker) == ("I will resign on Monday.", "BO LIND")
        await press(pilot, "c", "c", "c")
        assert standing(app, 2).status is Status.OPEN
        assert "next to none of the printed words" in screen_text(app)
        await press(pilot, "enter")
        assert standing(app, 2).decision.text == "“I will resign on Monday,”"


async def test_typed_words_that_have_nothing_of_the_printed_ones_ask(tmp_path):
    async with desk(tmp_path) as (app, pilot):
        await press(pilot, "g", "2", "enter", "e", "ctrl+u", *"Nobody asked us", "enter")
        assert standing(app, 2).decision is None
        assert "next to none of the printed words" in screen_text(app)
        await press(pilot, "enter")
        assert standing(app, 2).decision.text == "“Nobody asked us,”"


async def test_a_sentence_that_has_the_quotation_is_cut_to_it(tmp_path):
    async with desk(tmp_path) as (app, pilot):
        await press(pilot, "g", "3", "enter", "slash", "ctrl+u", *"slipway gener")
        await until(pilot, lambda: "The slipway has served" in screen_text(app))
        await press(pilot, "enter")
        passage = standing(app, 3).decision.evidence
        assert passage.text == "The slipway has served four generations of this town"


async def test_a_passage_is_chosen_by_keys(tmp_path):
    for size in ((80, 24), (160, 50)):
        folder = tmp_path / f"{size[0]}"
        folder.mkdir()
        async with desk(folder, size=size) as (app, pilot):
            await press(pilot, "g", "3", "enter", "I", "space", "right", "right", "enter")
            assert standing(app, 3).decision.evidence.text == "The slipway has"
            assert standing(app, 3).decision.evidence.speaker == "MARA QUILL"


async def test_a_passage_is_chosen_with_the_mouse_by_whole_words(tmp_path):
    async with desk(tmp_path) as (app, pilot):
        await press(pilot, "g", "3", "enter")
        pane = app.screen.query_one(EvidencePane)
        at = pane.text.index("Nobody asked")
        row = pane.row_of(at)
        column = at - pane.rows[row][0] + pane.GUTTER + 1
        y = row - pane.scroll_offset.y + 1
        await pilot.mouse_down("#evidence", offset=(column + 2, y))
        await pilot.hover("#evidence", offset=(column + 8, y))
        await pilot.mouse_up("#evidence", offset=(column + 8, y))
        await pilot.pause()
        assert "Take this as the evidence?" in screen_text(app)
        await press(pilot, "enter")
        assert standing(app, 3).decision.evidence.text == "Nobody asked"


async def test_of_a_long_quotation_the_change_is_in_sight_everywhere(tmp_path):
    said = " ".join(f"Then we went to harbour number {n} and asked them." for n in range(60))
    printed = said.replace("number 55 and asked", "number 55 and begged")
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "long.txt").write_text(f"MARA QUILL: {said}\n", encoding="utf-8")
    (tmp_path / "long.txt").write_text(f"“{printed}” Mara Quill said.\n", encoding="utf-8")
    bench = FileBench([tmp_path / "long.txt"], [tmp_path / "sources"], RULES)
    with Desk(tmp_path / "desk", "Ann", host="h", sources=bench.sources) as opened:
        app = ReviewApp(opened, bench, clock=unhurried())
        for size in ((80, 24), (160, 50)):
            async with app.run_test(size=size) as pilot:
                await pilot.pause()
                card = screen_text(app).splitlines()[2:14]
                assert any("[-begged-]" in row for row in card)
                assert any("{+asked+}" in row for row in card)
                assert any(row.lstrip("│ ").startswith("why") for row in card)
                assert "words⋯" in "\n".join(card)
                pane = app.screen.query_one(EvidencePane)
                row = pane.row_of(pane.text.index("number 55"))
                height = pane.scrollable_content_region.height
                assert pane.scroll_offset.y <= row < pane.scroll_offset.y + height
            app = ReviewApp(opened, bench, clock=unhurried())


async def test_a_job_of_53_quotations_is_signed_with_25_keys_at_most(tmp_path):
    """Twelve faults among 53: as many keys as there are faults, and a few."""
    said, printed = [], []
    for number in range(53):
        words = f"We moved house {number} times before the winter of {1900 + number}, and it hurt"
        said.append(f"MARA QUILL: {words}. That was all.")
        wrong = number % 4 == 1 and number < 48
        shown = words.replace("before the winter", "after the winter") if wrong else words
        printed.append(f"“{shown},” Mara Quill said.")
    (tmp_path / "talk.txt").write_text("\n".join(said), encoding="utf-8")
    (tmp_path / "job.txt").write_text("A job\n\n" + "\n\n".join(printed), encoding="utf-8")
    bench = FileBench([tmp_path / "job.txt"], [tmp_path / "talk.txt"], RULES)
    with Desk(tmp_path / "desk", "Ann", host="h", sources=bench.sources) as opened:
        app = ReviewApp(opened, bench, clock=unhurried())
        async with app.run_test(size=(160, 50)) as pilot:
            session, keys = app.desk_screen.session, 0
            assert session.progress.total == 53
            assert session.progress.errors == 12
            while session.progress.errors and keys < 30:
                await press(pilot, "c")
                keys += 1
            await press(pilot, "A")
            keys += 1
            while session.progress.open and keys < 30:
                await press(pilot, "enter")
                keys += 1
            await press(pilot, "G", "enter")
            assert session.progress.signed
            assert keys + 2 <= 25
