"""A run computes again what has changed, keeps the rest, and notices changes while it is under
way."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from batch_samples import make_plan, read_lines, story

from quotecheck import batch
from quotecheck.batch import Recipe, conflicts, runner
from quotecheck.cli import main
from quotecheck.errors import InputError


@pytest.fixture
def rules(tmp_path):
    path = tmp_path / "desk.yaml"
    path.write_text("extends: default\n", encoding="utf-8")
    return path


def results_of(place: Path) -> dict[str, dict]:
    return {Path(each["path"]).name: each for each in read_lines(place / "out" / "results.jsonl")}


def with_recipe(plan, **changes):
    return replace(plan, recipe=replace(plan.recipe, **changes))


class TestBetweenRuns:
    """One change each: everything is computed again, and the time after that nothing."""

    @pytest.fixture
    def plan(self, tmp_path, folder, sources, rules):
        plan = with_recipe(make_plan(tmp_path, folder, sources), rules=str(rules))
        assert self.computed(plan) == 10
        assert self.computed(plan) == 0
        return plan

    def computed(self, plan):
        return batch.run(plan)["run"]["computed"]

    @pytest.mark.parametrize(
        "option",
        [
            {"as_of": "2026-05-04"},
            {"policy": "strict"},
            {"policy": "light"},
            {"only_medium": "speech"},
            {"sources": ()},
        ],
        ids=str,
    )
    def test_another_option(self, plan, option):
        other = with_recipe(plan, **option)
        assert [self.computed(other), self.computed(other)] == [10, 0]
        assert self.computed(plan) == 10

    def test_other_rules(self, plan, rules):
        rules.write_text("extends: default\npeople:\n  Mara Quill: the mayor\n", encoding="utf-8")
        assert [self.computed(plan), self.computed(plan)] == [10, 0]

    def test_a_source_that_is_new_or_other_or_gone(self, plan, sources):
        meeting = sources / "meeting.txt"
        for change in (
            lambda: (sources / "more.txt").write_text("OLLE VANCE: Good evening.\n"),
            lambda: meeting.write_text(meeting.read_text() + "MARA QUILL: Thank you.\n"),
            (sources / "more.txt").unlink,
        ):
            change()
            assert [self.computed(plan), self.computed(plan)] == [10, 0]

    def test_another_version_of_the_engine(self, plan, monkeypatch):
        monkeypatch.setattr("quotecheck.__version__", "9.9")
        runner.engine_version.cache_clear()
        try:
            assert [self.computed(plan), self.computed(plan)] == [10, 0]
        finally:
            monkeypatch.undo()
            runner.engine_version.cache_clear()

    def test_the_version_names_the_code_that_makes_results(self, tmp_path, monkeypatch):
        import shutil

        import quotecheck

        before = runner.engine_version()
        package = tmp_path / "quotecheck"
        shutil.copytree(Path(quotecheck.__file__).parent, package)
        monkeypatch.setattr("quotecheck.__file__", str(package / "__init__.py"))
        try:
            runner.engine_version.cache_clear()
            assert runner.engine_version() == before
            with (package / "verify" / "verdict.py").open("a") as file:
                file.write("# another thought\n")
            runner.engine_version.cache_clear()
            assert runner.engine_version() != before
        finally:
            monkeypatch.undo()
            runner.engine_version.cache_clear()

    @pytest.mark.parametrize(
        "change", [{"limit": 7.0}, {"index": "index"}, {"cache": "cache"}], ids=str
    )
    def test_what_no_result_depends_on(self, plan, tmp_path, change):
        if "limit" not in change:
            change = {name: str(tmp_path / place) for name, place in change.items()}
        assert self.computed(with_recipe(plan, **change)) == 0

    def test_one_article(self, plan, folder):
        (folder / "story-00003.txt").write_text(story(13), encoding="utf-8")
        assert [self.computed(plan), self.computed(plan)] == [1, 0]


class TestDuringARun:
    def test_an_article_that_changes_after_it_was_read(self, tmp_path, folder, capsys):
        """The result is of what was read; the reports leave it out and say so; the next run
        computes that one."""
        changed, said = folder / "story-00001.txt", []

        def meddle(state):
            if state.done == 10:
                changed.write_text(story(11), encoding="utf-8")

        plan = make_plan(tmp_path, folder, reports=("csv",))
        summary = batch.run(plan, meddle, said.append)
        assert said == [f"{changed}: changed during the run, left out of the reports; run it again"]
        assert (summary["documents"], summary["complete"]) == (10, False)
        assert "session 1" in results_of(tmp_path)["story-00001.txt"]["title"]
        assert "Incomplete" in (tmp_path / "out" / "index.html").read_text()
        assert len((tmp_path / "out" / "results.csv").read_text().splitlines()) == 1 + 9
        summary = batch.run(plan, warn=said.append)
        assert (summary["run"]["computed"], summary["complete"], len(said)) == (1, True, 1)
        assert "session 11" in results_of(tmp_path)["story-00001.txt"]["title"]
        assert "Incomplete" not in (tmp_path / "out" / "index.html").read_text()
        assert len((tmp_path / "out" / "results.csv").read_text().splitlines()) == 1 + 10

    def test_articles_that_vanish_after_they_were_read(self, tmp_path, folder):
        said = []

        def meddle(state):
            if state.done == 10:
                (folder / "story-00001.txt").unlink()
                (folder / "story-00007.txt").unlink()

        plan = make_plan(tmp_path, folder)
        assert not batch.run(plan, meddle, said.append)["complete"]
        assert "story-00001.txt and 1 more: changed during the run" in said[0]
        summary = batch.run(plan)
        assert (summary["run"]["computed"], summary["documents"]) == (0, 8)
        assert len(list((tmp_path / "out" / "articles").iterdir())) == 8

    def test_an_article_that_is_changed_and_changed_back(self, tmp_path, folder):
        path = folder / "story-00001.txt"
        before = path.read_text(encoding="utf-8")

        def meddle(state):
            if state.done == 10:
                path.write_text("Nothing.", encoding="utf-8")

        plan = make_plan(tmp_path, folder)
        assert not batch.run(plan, meddle)["complete"]
        path.write_text(before, encoding="utf-8")
        summary = batch.run(plan)
        assert (summary["run"]["computed"], summary["complete"]) == (0, True)
        assert len(list((tmp_path / "out" / "articles").iterdir())) == 10

    def test_a_file_that_vanishes_before_it_is_read(self, tmp_path, folder, capsys, monkeypatch):
        walk = runner.walk

        def vanishing(*args):
            for item in walk(*args):
                if item.path.endswith("story-00004.txt"):
                    Path(item.path).unlink()
                yield item

        monkeypatch.setattr(runner, "walk", vanishing)
        out = str(tmp_path / "out")
        assert main(["batch", str(folder), "-o", out, "--jobs", "1"]) == 2
        assert "1 file could not be done: see" in capsys.readouterr().out
        (error,) = read_lines(tmp_path / "out" / "errors.jsonl")
        assert (error["stage"], error["reason"]) == ("read", "there is no such file")
        monkeypatch.undo()
        assert main(["batch", str(folder), "-o", out, "--jobs", "1"]) == 0
        assert (tmp_path / "out" / "errors.jsonl").read_text() == ""

    def test_sources_that_change(self, tmp_path, folder, sources, capsys, monkeypatch):
        """Status 2, all results there, and the next run computes them anew."""
        save = batch.ledger.Ledger.save

        def meddle(self, outcome, stamp):
            save(self, outcome, stamp)
            (sources / "late.txt").write_text("MARA QUILL: Late words.\n", encoding="utf-8")

        monkeypatch.setattr(batch.ledger.Ledger, "save", meddle)
        out = str(tmp_path / "out")
        command = ["batch", str(folder), "--sources", str(sources), "-o", out, "--jobs", "1"]
        assert main([*command, "--fail-on", "error"]) == 2
        done = capsys.readouterr()
        assert done.err.count("\n") == 2
        assert "1 source read" in done.err
        assert "the rules or sources changed during the run; run it again" in done.err
        assert "INCOMPLETE: run the same command again" in done.out
        assert len(results_of(tmp_path)) == 10
        monkeypatch.undo()
        assert main([*command, "--fail-on", "never"]) == 0
        assert "10 computed, 0 unchanged" in capsys.readouterr().out

    def test_sources_that_vanish(self, tmp_path, folder, sources):
        said = []

        def meddle(state):
            if state.done == 3:
                (sources / "meeting.txt").unlink()
                sources.rmdir()

        summary = batch.run(make_plan(tmp_path, folder, sources), meddle, said.append)
        assert not summary["complete"]
        assert len(results_of(tmp_path)) == 10
        *_, told = said
        assert "the sources changed during the run" in told
        with pytest.raises(InputError, match="no such file or folder"):
            batch.run(make_plan(tmp_path, folder, sources))

    def test_sources_that_change_before_a_worker_opens_them(
        self, tmp_path, folder, sources, monkeypatch
    ):
        """A worker that begins late must not mix results of two states of the sources."""
        open_engine = runner.open_engine

        def late(*args):
            (sources / "meeting.txt").write_text("MARA QUILL: Other words.\n", encoding="utf-8")
            return open_engine(*args)

        monkeypatch.setattr(runner, "open_engine", late)
        plan = make_plan(tmp_path, folder, sources, power=batch.Power(jobs=2))
        with pytest.raises(batch.work.Changed, match="the sources changed during the run"):
            batch.run(plan)
        monkeypatch.undo()
        assert batch.run(plan)["run"]["computed"] == 10


class TestStoppedBetween:
    """A run that was ended after its last document, before what is made from all of them."""

    WORDS = "We shall rebuild the old harbour wall before the first storms of autumn arrive"

    @pytest.mark.parametrize("change", ["another", "gone"])
    def test_conflicts_and_reports_are_caught_up(self, tmp_path, monkeypatch, change):
        folder = tmp_path / "stories"
        folder.mkdir()
        (folder / "0.txt").write_text(f"“{self.WORDS},” Mara Quill said.", encoding="utf-8")
        other = folder / "1.txt"
        other.write_text(f"“{self.WORDS},” Olle Vance said.", encoding="utf-8")
        plan = make_plan(tmp_path, folder, reports=("csv",))
        assert batch.run(plan)["conflicts"] == 1
        if change == "gone":
            other.unlink()
        else:
            other.write_text("“Something else entirely is said here,” Olle Vance said.")

        def crash(*_):
            raise RuntimeError("the light goes out")

        with monkeypatch.context() as patch:
            patch.setattr(conflicts, "write", crash)
            with pytest.raises(RuntimeError):
                batch.run(plan)
        assert not json.loads((tmp_path / "out" / "summary.json").read_text())["complete"]
        summary = batch.run(plan)
        assert (summary["complete"], summary["conflicts"]) == (True, 0)
        assert (tmp_path / "out" / "conflicts.jsonl").read_text() == ""
        assert "Vance" not in (tmp_path / "out" / "results.csv").read_text() or change == "another"
        assert len((tmp_path / "out" / "results.csv").read_text().splitlines()) == (
            2 if change == "gone" else 3
        )


def test_a_recipe_is_small_enough_to_travel_with_each_task():
    import pickle

    assert len(pickle.dumps(Recipe(sources=("sources",)))) < 500
