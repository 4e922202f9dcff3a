"""Each screen at both sizes, in colour, in the light theme and without colour."""

from __future__ import annotations

from dataclasses import replace

import pytest
from desk_samples import council
from tui_desk import SampleLibrary, press, running, screen_text, until
from tui_snapshot import check, text_and_looks

from quotecheck.settings.own import Settings

SCREENS = {
    "desk": [],
    "desk-armed": ["a"],
    "article": ["tab"],
    "list": ["tab", "tab"],
    "not-right": ["x"],
    "speaker": ["s", "m"],
    "note": ["t"],
    "all-verbatim": ["A"],
    "sign-off": ["G"],
    "help": ["question_mark"],
    "filter": ["f"],
    "mark": ["i", "space", "right"],
}
MODES = ("dark", "light", "no-color")


async def looks(tmp_path, monkeypatch, keys, size, mode, documents=None):
    if mode == "no-color":
        monkeypatch.setenv("NO_COLOR", "1")
    else:
        monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")
    settings = Settings(theme="light" if mode == "light" else "dark")
    folder = tmp_path / mode
    async with running(folder, size=size, settings=settings, documents=documents) as (app, pilot):
        if documents:
            await until(pilot, lambda: "3 flagged" in screen_text(app).splitlines()[0])
        await press(pilot, *keys)
        if app.focused is not None and hasattr(app.focused, "cursor_blink"):
            app.focused.cursor_blink = False
        await pilot.pause(0.05)
        return text_and_looks(app)


@pytest.mark.parametrize("size", [(80, 24), (160, 50)], ids=["80x24", "160x50"])
@pytest.mark.parametrize("name", SCREENS)
async def test_screen(tmp_path, monkeypatch, name, size):
    sections = {}
    for mode in MODES:
        text, styles = await looks(tmp_path, monkeypatch, SCREENS[name], size, mode)
        assert sections.setdefault("text", text) == text
        sections[mode] = styles
    check(f"{name}-{size[0]}x{size[1]}", sections)


@pytest.mark.parametrize("size", [(80, 24), (160, 50)], ids=["80x24", "160x50"])
async def test_list_of_articles(tmp_path, monkeypatch, size):
    base = council()
    article = replace(base.article, id="calm", path="calm.txt", text=base.article.text + ".")
    documents = [replace(base, article=article, quotes=base.quotes[1:2]), base]
    sections = {}
    for mode in MODES:
        text, styles = await looks(tmp_path, monkeypatch, [], size, mode, documents)
        sections.setdefault("text", text)
        sections[mode] = styles
    check(f"folder-{size[0]}x{size[1]}", sections)


async def test_without_colour_nothing_is_told_by_colour(tmp_path, monkeypatch):
    _, styles = await looks(tmp_path, monkeypatch, [], (160, 50), "no-color")
    inks = [line.split(" = ")[1] for line in styles.splitlines() if " = #" in line or " = " in line]
    for words in inks:
        for colour in words.split():
            if colour.startswith("#"):
                assert colour[1:3] == colour[3:5] == colour[5:7]


async def test_an_evidence_search_at_both_sizes(tmp_path):
    for size in ((80, 24), (160, 50)):
        async with running(tmp_path, size=size, library=SampleLibrary()) as (app, pilot):
            await press(pilot, "slash", *"minutes")
            await until(
                pilot, lambda app=app: "The minutes show no such thing." in screen_text(app)
            )
            assert "TAN · line 5" in screen_text(app)
