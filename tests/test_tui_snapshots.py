"""Every screen at both sizes, in colour, in the light theme and without colour.

A tour opens the app once and goes from screen to screen, which costs a tenth of opening it anew.
"""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

import pytest
from desk_samples import council, reported, talk
from test_tui_evidence import desk as searching
from tui_desk import SampleLibrary, press, running, screen_text, unhurried, until
from tui_snapshot import Shot, complaint, shot

from quotecheck.articles import find_articles
from quotecheck.desk import Desk, judgements
from quotecheck.desk.file_bench import FileBench
from quotecheck.rules import load
from quotecheck.samples import lay_out
from quotecheck.tui.demo import DemoApp
from quotecheck.tui.screens import walking
from quotecheck.tui.screens.panes import PanedScreen
from quotecheck.tui.widgets import card_pane

SIZES = [(80, 24), (160, 50)]


@dataclass(frozen=True)
class Step:
    """A screen: the keys that lead to it, words that show when it is there, the keys back."""

    name: str
    keys: tuple[str, ...] = ()
    wait: str = ""
    back: tuple[str, ...] = ("escape",)


def desk(folder, size):
    return running(folder, size=size, library=SampleLibrary())


@asynccontextmanager
async def decided(folder, size):
    """Decisions of two editors: one that both made otherwise, one on words that were edited."""
    document, older = council(), council()
    text = older.article.text.replace("It is a disgrace", "It was a disgrace")
    words = older.quotes[2].text.replace("is", "was", 1)
    old = replace(older.quotes[2], text=words, end=older.quotes[2].end + 1)
    before = replace(older, article=replace(older.article, text=text), quotes=(old,))
    for name in ("ann", "ben"):
        (folder / name).mkdir(parents=True)
    with (
        Desk(folder, "Ann", host="h") as ann,
        Desk(folder, "Ben", host="b") as ben,
    ):
        ann.decide(before, {old.id: judgements.not_a_quote()})
        ann.decide(document, {"2": judgements.paraphrase()})
        ben.decide(document, {"2": judgements.cannot_verify()})
    async with running(folder, size=size, library=SampleLibrary()) as (app, pilot):
        yield app, pilot


@asynccontextmanager
async def reports(folder, size):
    documents, library = [reported()], SampleLibrary(talk())
    async with running(folder, size=size, documents=documents, library=library) as (app, pilot):
        await until(pilot, lambda: app.desk_screen.report_walk is not None)
        await press(pilot, "r")
        yield app, pilot


@asynccontextmanager
async def articles(folder, size):
    base = council()
    calm = replace(base.article, id="calm", path="calm.txt", text=base.article.text + ".")
    documents = [replace(base, article=calm, quotes=base.quotes[1:2]), base]
    async with running(folder, size=size, documents=documents) as (app, pilot):
        await until(pilot, lambda: "3 flagged" in screen_text(app).splitlines()[0])
        yield app, pilot


@asynccontextmanager
async def search(folder, size):
    folder.mkdir(parents=True)
    async with searching(folder, size=size) as (app, pilot):
        await press(pilot, "g", "2", "enter")
        yield app, pilot


@asynccontextmanager
async def demo(folder, size):
    drafts, sources = lay_out(folder / "demo")
    bench = FileBench(list(find_articles([drafts])), [sources], load())
    with Desk(folder / "desk", "Ann", host="h", sources=bench.sources) as held:
        app = DemoApp(held, bench, clock=unhurried())
        async with app.run_test(size=size) as pilot:
            await until(pilot, lambda: "21 quotes left" in screen_text(app), 20)
            yield app, pilot


TOURS = {
    desk: [
        Step("desk"),
        Step("desk-armed", ("a",)),
        Step("not-right", ("x",)),
        Step("edit", ("e",)),
        Step("speaker", ("s", "m")),
        Step("note", ("t",)),
        Step("private-note", ("T",)),
        Step("confidential", ("K",)),
        Step("ask-writer", ("w",)),
        Step("jump", ("g", "9", "enter")),
        Step("filter", ("f",)),
        Step("filter-verdict", ("f", "v")),
        Step("filter-speaker", ("f", "s")),
        Step("all-verbatim", ("A",)),
        Step("sign-off", ("G",)),
        Step("sign-off-reason", ("G", "r"), "", ("escape", "escape")),
        Step("help", ("question_mark",)),
        Step("mark", ("i", "space", "right")),
        Step("split", ("S",)),
        Step("passage", ("I", "space", "right")),
        Step("no-passage", ("slash", *"zebra"), "nothing found"),
        Step("article", ("tab",), "", ()),
        Step("list", ("tab",), "", ()),
    ],
    decided: [
        Step("disputed", ("g", "2", "enter"), "disputed", ()),
        Step("reopened", ("g", "3", "enter"), "", ()),
        Step("confirmed", ("g", "4", "enter", "a", "g", "4", "enter"), "", ()),
        Step("overturn", ("p",)),
        Step("history", ("H",)),
    ],
    reports: [
        Step("reports", back=()),
        Step("reports-wrong", ("x",)),
        Step("reports-fair", ("a",)),
        Step("reports-filter", ("f",)),
        Step("reports-help", ("question_mark",)),
        Step("reports-no-passage", ("g", "3", "enter", "a"), "", ("g", "1", "enter")),
        Step("reports-list", ("tab", "tab"), "", ()),
    ],
    articles: [Step("folder"), Step("folder-open", ("enter",), "", ())],
    search: [
        Step("search", ("slash", *"resig"), "Will you resign?"),
        Step("search-filter", ("slash", *"by:quill four"), "The slipway has served"),
    ],
    demo: [
        Step("demo"),
        Step("demo-desk", ("enter",), "source says", ()),
        Step("demo-taken", ("c",), "hint 3 of 6", ()),
    ],
}


async def taken(app, pilot) -> Shot:
    if app.focused is not None and hasattr(app.focused, "cursor_blink"):
        app.focused.cursor_blink = False
        app.focused._cursor_visible = True
    last = ""
    while last != (last := screen_text(app)):  # what comes by itself has come
        await pilot.pause(0.05)
    return shot(app)


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "160x50"])
@pytest.mark.parametrize("tour", TOURS, ids=lambda tour: tour.__name__)
async def test_screens(tmp_path, monkeypatch, tour, size):
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")
    for module in (walking, card_pane):
        monkeypatch.setattr(module, "moment", lambda _: "29 Nov 2026, 10:32")
    monkeypatch.setattr(
        PanedScreen, "saved", lambda screen: setattr(screen, "_saved", "saved 9:30")
    )
    shots: dict[str, dict[str, Shot]] = {}
    for mode in ("dark", "no-color"):
        if mode == "dark":
            monkeypatch.delenv("NO_COLOR", raising=False)
        else:
            monkeypatch.setenv("NO_COLOR", "1")
        async with tour(tmp_path / mode, size) as (app, pilot):
            for step in TOURS[tour]:
                await press(pilot, *step.keys)
                if step.wait:
                    await until(pilot, lambda app=app, step=step: step.wait in screen_text(app))
                held = shots.setdefault(step.name, {})
                held[mode] = await taken(app, pilot)
                if mode == "dark":
                    app.switch_theme()
                    held["light"] = await taken(app, pilot)
                    app.switch_theme()
                await press(pilot, *step.back)
    found = (complaint(f"{name}-{size[0]}x{size[1]}", held) for name, held in shots.items())
    assert not [each for each in found if each]


def test_without_colour_nothing_is_told_by_colour():
    """Every look of a screen without colour is grey on grey."""
    from tui_snapshot import FOLDER

    for path in FOLDER.glob("*.txt"):
        for line in path.read_text(encoding="utf-8").splitlines():
            _, equals, looks = line.partition(" = ")
            for word in looks.split(" | ")[-1].split() if equals and " | " in looks else ():
                if word.startswith("#"):
                    assert word[1:3] == word[3:5] == word[5:7], (path.name, line)


async def test_an_evidence_search_at_both_sizes(tmp_path):
    for size in SIZES:
        async with running(tmp_path, size=size, library=SampleLibrary()) as (app, pilot):
            await press(pilot, "slash", *"minutes")
            await until(
                pilot, lambda app=app: "The minutes show no such thing." in screen_text(app)
            )
            assert "TAN · line 5" in screen_text(app)
