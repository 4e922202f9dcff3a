"""The hook and the action do on a real repository what they say."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from quotecheck.articles import SUFFIXES
from quotecheck.cli import main

ROOT = Path(__file__).parents[1]
GOOD = "“We shall go in May,” Ann Roe said.\n"
WRONG = "“We shall not go in May,” Ann Roe said.\n"
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
pytestmark = pytest.mark.skipif(
    not shutil.which("git") or not shutil.which("bash"), reason="needs git and bash"
)


class Repository:
    """A repository of drafts, and a runner that takes the steps of the action there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "repository"
        self.scratch = folder / "runner"
        self.folder.mkdir()
        self.git("init", "--quiet", "--initial-branch=main")
        self.write("transcripts/talk.txt", "ANN ROE: We shall go in May.\n")
        self.write("drafts/good.txt", GOOD)
        self.write("drafts/old.txt", WRONG)
        self.base = self.commit()

    def git(self, *arguments: str) -> str:
        settings = ("-c", "user.name=Ann", "-c", "user.email=ann@example.org")
        done = subprocess.run(
            ["git", *settings, *arguments],
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout.strip()

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def commit(self) -> str:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", "Drafts")
        return self.git("rev-parse", "HEAD")

    def check(self, **inputs: str) -> tuple[int, str, dict[str, str]]:
        """The exit status, the log and the outputs of the steps after the installation."""
        shutil.rmtree(self.scratch, ignore_errors=True)
        self.scratch.mkdir()
        known = {name: value.get("default", "") for name, value in ACTION["inputs"].items()}
        known |= {"sources": "transcripts", "base": self.base}
        known |= {name.replace("_", "-"): value for name, value in inputs.items()}
        values = {f"inputs.{name}": value for name, value in known.items()}
        log = ""
        for step in ACTION["runs"]["steps"]:
            if step["id"] == "install":
                continue
            outputs = self.scratch / f"outputs-{step['id']}"
            outputs.touch()
            done = subprocess.run(
                ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
                cwd=self.folder,
                env=os.environ
                | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
                | {"RUNNER_TEMP": str(self.scratch), "GITHUB_OUTPUT": str(outputs)}
                | {name: _worth(text, values) for name, text in step.get("env", {}).items()},
                capture_output=True,
                text=True,
            )
            log += done.stdout + done.stderr
            told = dict(line.split("=", 1) for line in outputs.read_text().splitlines())
            values |= {f"steps.{step['id']}.outputs.{name}": told[name] for name in told}
            if done.returncode:
                break
        results = {
            name: _worth(output["value"], values) for name, output in ACTION["outputs"].items()
        }
        return done.returncode, log, results


def _worth(expression: str, values: dict[str, str]) -> str:
    """The value of an expression of the action: that of the first of its names that has one."""
    names = re.fullmatch(r"\$\{\{ (.+) \}\}", expression)
    assert names, expression
    return next((values[name] for name in names[1].split(" || ") if values.get(name)), "")


@pytest.fixture
def repository(tmp_path):
    return Repository(tmp_path)


def annotated(log: str) -> list[str]:
    return re.findall(r"^::\w+ file=([^,]+)", log, re.MULTILINE)


def test_only_drafts_that_changed_are_checked(repository):
    repository.write("drafts/new.txt", WRONG)
    repository.write("drafts/notes.py", WRONG)
    repository.write("elsewhere/new.txt", WRONG)
    repository.commit()
    status, log, outputs = repository.check()
    assert status == 1
    assert annotated(log) == ["drafts/new.txt"]
    assert "flipped" in log
    assert Path(outputs["sarif"]).is_file()


def test_a_change_that_touches_no_draft_passes(repository):
    repository.write("elsewhere/new.txt", WRONG)
    repository.commit()
    assert repository.check() == (
        0,
        "quotecheck: 0 changed drafts\n",
        {"sarif": "", "results": ""},
    )


@pytest.mark.parametrize("name", ["a [1].txt", "it's * one?.txt", "Ünïcode.TXT", "--include=x.txt"])
def test_any_name_of_a_draft_is_a_name(repository, name):
    repository.write(f"drafts/{name}", WRONG)
    repository.write("drafts/a 1.txt", GOOD)
    repository.commit()
    status, log, _ = repository.check()
    assert (status, len(annotated(log))) == (1, 1)


def test_no_name_of_a_draft_is_a_command_to_the_runner(repository):
    repository.git("mv", "drafts", "top")
    repository.write("::error::hello.txt", WRONG)
    repository.commit()
    _, log, _ = repository.check(drafts=".", sources="transcripts")
    (pause,) = re.findall(r"^::stop-commands::([0-9a-f]{32})$", log, re.MULTILINE)
    before, rest = log.split(f"::stop-commands::{pause}\n")
    listening = before + rest.split(f"::{pause}::\n")[1]
    assert not re.search(r"^\s*::error::hello", listening, re.MULTILINE)


def test_changed_sources_and_settings_concern_every_draft(repository):
    repository.write("transcripts/talk.txt", "ANN ROE: We shall go in May. Or June.\n")
    repository.commit()
    status, log, _ = repository.check()
    assert "all drafts are checked, as sources or settings have changed" in log
    assert (status, annotated(log)) == (1, ["drafts/old.txt"])


@pytest.mark.parametrize("base", ["", "0" * 40, "1" * 40])
def test_where_the_change_is_not_known_every_draft_is_checked(repository, base):
    status, log, _ = repository.check(base=base)
    assert "all drafts are checked, as the commit before the change is not known" in log
    assert (status, annotated(log)) == (1, ["drafts/old.txt"])


def test_the_sources_beside_the_drafts_need_no_name(repository):
    repository.write("drafts/sources/talk.txt", "ANN ROE: We shall go in May.\n")
    base = repository.commit()
    repository.write("drafts/good.txt", WRONG)
    repository.commit()
    status, log, _ = repository.check(base=base, sources="")
    assert (status, annotated(log)) == (1, ["drafts/good.txt"])


def test_what_fails_the_job_is_chosen(repository):
    assert repository.check(all="true", fail_on="never")[0] == 0
    assert repository.check(all="true", fail_on="error")[0] == 1


def test_work_that_cannot_be_done_fails_the_job(repository):
    status, log, _ = repository.check(all="true", sources="nowhere", fail_on="never")
    assert status == 2
    assert "nowhere" in log


def test_a_folder_of_drafts_that_is_not_there_is_no_success(repository):
    status, log, _ = repository.check(drafts="dratfs")
    assert status == 2
    assert "no folder of drafts of this name: dratfs" in log


def test_the_action_knows_the_endings_of_drafts():
    (script,) = (step["run"] for step in ACTION["runs"]["steps"] if step["id"] == "changed")
    (endings,) = re.findall(r"\\\.\(([a-z|]+)\)", script)
    assert {f".{ending}" for ending in endings.split("|")} == set(SUFFIXES)


def test_no_step_pastes_what_others_wrote_into_a_script():
    for step in ACTION["runs"]["steps"]:
        assert "${{" not in step["run"]


def test_the_hook_runs_as_the_page_says(tmp_path, capsys, monkeypatch):
    """As pre-commit does: the entry, then the arguments, then the names of the files."""
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    page = (ROOT / "docs" / "hooks.md").read_text(encoding="utf-8")
    example = yaml.safe_load(re.findall(r"```yaml\n(repos:.*?)```", page, re.DOTALL)[0])
    (used,) = example["repos"][0]["hooks"]
    assert used["id"] == hook["id"]
    monkeypatch.chdir(tmp_path)
    for name, text in (
        ("drafts/a.txt", GOOD),
        ("drafts/b.md", WRONG),
        ("transcripts/talk.txt", "ANN ROE: We shall go in May.\n"),
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    program, *entry = hook["entry"].split()
    assert program == "quotecheck"
    assert main([*entry, *used["args"], "drafts/a.txt", "drafts/b.md"]) == 1
    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith("drafts/b.md:1:1: error: flipped")


def test_the_hook_takes_every_kind_of_draft_and_nothing_else():
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    for suffix in SUFFIXES:
        assert re.search(hook["files"], f"drafts/a{suffix}")
        assert re.search(hook["files"], f"drafts/A{suffix.upper()}")
    assert not re.search(hook["files"], "drafts/a.py")
