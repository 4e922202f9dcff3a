"""The first minutes: ``quotecheck`` alone, ``quotecheck new``, ``quotecheck demo``."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from commands import run_here
from tui_desk import press, press_every, screen_text, unhurried, until

from quotecheck import rules
from quotecheck.articles import find_articles
from quotecheck.cli import main
from quotecheck.desk import Desk
from quotecheck.desk.file_bench import FileBench
from quotecheck.samples import lay_out, samples_folder
from quotecheck.settings import folder
from quotecheck.settings.own import Settings
from quotecheck.tui.demo import HINTS, DemoApp
from quotecheck.tui.keys import BY_ID

ROOT = Path(__file__).parents[1]


def test_quotecheck_alone_says_in_ten_lines_what_to_do_next(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main([]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) <= 10
    assert max(map(len, lines)) <= 80
    for command in ("demo", "new FOLDER", "review story.txt", "check story.txt"):
        assert any(line.startswith(f"  quotecheck {command} ") for line in lines)
    steps = [re.split(r" {2,}", line.strip()) for line in lines[2:]]
    assert [len(step) for step in steps] == [2] * len(steps)
    assert len({line.index(step[1]) for line, step in zip(lines[2:], steps, strict=True)}) == 1


# -- new ----------------------------------------------------------------------------------------


def test_new_makes_a_folder_that_review_understands(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["new", "budget story"]) == 0
    out = capsys.readouterr().out
    made = tmp_path / "budget story"
    assert sorted(each.name for each in made.iterdir()) == [
        "desk.yaml",
        "drafts",
        "quotecheck.toml",
        "sources",
    ]
    assert "then: quotecheck review 'budget story/drafts'" in out
    (made / "drafts" / "a.txt").write_text("“The dam will hold,” Mara Quill said.\n")
    (made / "sources" / "talk.txt").write_text("QUILL: The dam will hold.\n")
    assert main(["check", "budget story/drafts/a.txt"]) == 0
    done = run_here("review", "budget story/drafts", "--plain", answers="a\ny\n")
    assert done.returncode == 0, done.stderr
    assert (made / ".quotecheck" / "decisions").is_dir()


def test_new_touches_nothing_that_is_there(tmp_path, capsys):
    (tmp_path / "drafts").mkdir()
    (tmp_path / "drafts" / "a.txt").write_text("mine")
    assert main(["new", str(tmp_path)]) == 0
    assert (tmp_path / "drafts" / "a.txt").read_text() == "mine"
    (tmp_path / "quotecheck.toml").write_text("# mine\n")
    assert main(["new", str(tmp_path)]) == 2
    told = capsys.readouterr().err
    assert "is a desk's folder already: nothing was changed (quotecheck review " in told
    assert (tmp_path / "quotecheck.toml").read_text() == "# mine\n"


def test_the_rules_of_a_new_desk_count_at_once(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["new", "desk"]) == 0
    rules = tmp_path / "desk" / "desk.yaml"
    (tmp_path / "desk" / "drafts" / "a.txt").write_text("“We hold on,” Mara Quill hectored.\n")
    capsys.readouterr()
    assert main(["extract", "desk/drafts/a.txt"]) == 0
    assert "cue “hectored”" not in capsys.readouterr().out
    rules.write_text(re.sub(r"(?m)^#(?=\S|  )", "", rules.read_text()))  # every example in it
    assert main(["extract", "desk/drafts/a.txt"]) == 0
    assert "cue “hectored”" in capsys.readouterr().out
    assert main(["rules", "check", str(rules)]) == 0
    assert "counts from the next command on" in capsys.readouterr().err


def test_rules_that_are_there_stay_and_are_used_by_a_new_desk(tmp_path):
    (tmp_path / "desk.yaml").write_text("extends: default\n")
    assert main(["new", str(tmp_path)]) == 0
    assert (tmp_path / "desk.yaml").read_text() == "extends: default\n"
    assert folder.read(tmp_path / "quotecheck.toml", trusted=False).rules


def test_rules_that_nothing_uses_are_told_where_to_be_named(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["rules", "new", "ours.yaml"]) == 0
    assert 'rules = "ours.yaml" in quotecheck.toml' in capsys.readouterr().err
    assert main(["new", "desk"]) == 0
    assert main(["rules", "new", "desk/ours.yaml"]) == 0
    capsys.readouterr()
    assert main(["rules", "check", "desk/ours.yaml"]) == 0
    told = capsys.readouterr().err
    assert f'nothing uses it yet: write rules = "ours.yaml" in {tmp_path / "desk"}' in told


def test_the_page_on_desks_shows_the_settings_that_new_makes(tmp_path):
    assert main(["new", str(tmp_path / "desk")]) == 0
    made = tomllib.loads((tmp_path / "desk" / "quotecheck.toml").read_text())
    shown = (ROOT / "docs" / "desk.md").read_text(encoding="utf-8")
    assert tomllib.loads(shown.partition("```toml\n")[2].partition("```")[0]) == made


def test_new_makes_nothing_in_a_desk(tmp_path, capsys):
    (tmp_path / "quotecheck.toml").write_text("# mine\n")
    assert main(["new", str(tmp_path)]) == 2
    assert [each.name for each in tmp_path.iterdir()] == ["quotecheck.toml"]


@pytest.mark.parametrize("name", ["file", "file/below", "a\0b"])
def test_new_says_why_it_could_not(tmp_path, capsys, name):
    (tmp_path / "file").write_text("x")
    assert main(["new", str(tmp_path / name)]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_link_for_the_settings_is_not_followed(tmp_path):
    (tmp_path / "quotecheck.toml").symlink_to(tmp_path / "elsewhere")
    assert main(["new", str(tmp_path)]) == 2
    assert not (tmp_path / "elsewhere").exists()


def test_every_setting_that_the_new_file_explains_is_one(tmp_path):
    text = (ROOT / "quotecheck" / "settings" / "new.toml").read_text(encoding="utf-8")
    live = re.sub(r"^# (?=\w+ = )", "", text, flags=re.MULTILINE)
    (tmp_path / "quotecheck.toml").write_text(live)
    found = folder.read(tmp_path / "quotecheck.toml", trusted=False)
    assert found.policy in rules.load().wording.policies
    assert set(tomllib.loads(live)) == folder.NAMES


# -- demo ---------------------------------------------------------------------------------------


def test_the_wheel_holds_what_the_demo_needs():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    included = settings["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert included["seeds"] == "quotecheck/seeds"
    assert samples_folder() == ROOT / "seeds"


def test_the_demo_in_lines(tmp_path):
    command = [sys.executable, "-m", "quotecheck", "demo", "--plain"]
    environ = {"PATH": "", "TMPDIR": str(tmp_path), "HOME": str(tmp_path)}
    done = subprocess.run(command, input="c\nq\n", capture_output=True, text=True, env=environ)
    assert done.returncode == 0, done.stderr
    assert "1 decided" in done.stdout
    assert "quotecheck new FOLDER" in done.stderr
    assert not list(tmp_path.glob("quotecheck-demo-*"))


@pytest.fixture
def demo(tmp_path):
    """The demo's app on its stories."""
    drafts, sources = lay_out(tmp_path / "demo")
    bench = FileBench(list(find_articles([drafts])), [sources], rules.load())

    def _demo(mode="dark", clock=None):
        desk = Desk(tmp_path / mode, "Ann", host="h", sources=bench.sources)
        settings = Settings(theme="light" if mode == "light" else "dark")
        return desk, DemoApp(desk, bench, settings, clock=clock or unhurried())

    return _demo


def hint_of(app):
    return re.sub(r"\s+", " ", " ".join(screen_text(app).splitlines()[:2]))


async def test_a_hint_stays_while_what_it_asks_for_was_too_quick_to_count(demo):
    now = [0.0]
    desk, app = demo(clock=lambda: now[0])
    with desk:
        async with app.run_test(size=(160, 50)) as pilot:
            await until(pilot, lambda: "21 quotes left" in screen_text(app), 20)
            await press_every(pilot, now, 0.05, "enter")
            await until(pilot, lambda: "hint 2 of 6: " in hint_of(app))
            await press_every(pilot, now, 0.05, "c")
            assert "0 decided" in screen_text(app)
            assert "hint 2 of 6: " in hint_of(app)


async def test_six_hints_come_in_turn_as_they_are_followed(demo):
    desk, app = demo()
    with desk:
        async with app.run_test(size=(160, 50)) as pilot:
            await until(pilot, lambda: "21 quotes left" in screen_text(app), 20)
            seen = []
            for keys in (["enter"], ["c"], ["x", "escape"], ["slash", "escape"], ["a"], ["q"]):
                seen.append(hint_of(app))
                await press(pilot, *keys)
                if keys == ["enter"]:
                    await until(pilot, lambda: "source says" in screen_text(app))
            assert [f"hint {number} of 6: " in hint for number, hint in enumerate(seen, 1)] == (
                [True] * 6
            )
            assert "hint 6 of 6" in hint_of(app)  # also above the list, and it stays
            await press(pilot, "f1")
            assert "hint 6 of 6" in hint_of(app)


async def test_f1_shows_the_next_hint(demo):
    desk, app = demo()
    with desk:
        async with app.run_test(size=(80, 24)) as pilot:
            await press(pilot, "f1")
            assert "hint 2 of 6" in hint_of(app)


def test_hints_name_commands_that_there_are():
    assert len(HINTS) == 6
    for hint in HINTS:
        assert set(re.findall(r"\{(\w+)\}", hint.words)) <= set(BY_ID)
        assert hint.done <= {*BY_ID, "open"}


async def test_every_hint_fits_above_a_small_desk(demo):
    desk, app = demo()
    with desk:
        async with app.run_test(size=(80, 24)) as pilot:
            for number, hint in enumerate(HINTS, 1):
                last = hint.words.split()[-1]
                assert f"hint {number} of 6" in hint_of(app)
                assert last in hint_of(app)
                await press(pilot, "f1")


async def test_the_first_story_has_a_report_that_clashes_and_one_that_is_supported(demo):
    desk, app = demo()
    with desk:
        async with app.run_test(size=(160, 50)) as pilot:
            await until(pilot, lambda: "21 quotes left" in screen_text(app), 20)
            await press(pilot, "enter")
            await until(pilot, lambda: "source says" in screen_text(app))
            await press(pilot, "r")
            await until(pilot, lambda: "CLASH" in screen_text(app), 20)
            assert "twelve" in screen_text(app)
            assert {
                each.report.verdict.value for each in app.screen.walk.session.document.reports
            } == {
                "clash",
                "supported",
            }
