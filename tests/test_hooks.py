"""The hook and the action do on a real repository what they say."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import docx
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


PAGE = (ROOT / "docs" / "hooks.md").read_text(encoding="utf-8")
PATH = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"


def pre_commit_settings() -> str:
    """The settings of the page, with the hook as if it were installed already."""
    (example,) = re.findall(r"```yaml\n(repos:.*?)```", PAGE, re.DOTALL)
    (used,) = yaml.safe_load(example)["repos"][0]["hooks"]
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert used["id"] == hook["id"]
    local = {**hook, **used, "language": "system"}
    return yaml.safe_dump({"repos": [{"repo": "local", "hooks": [local]}]})


class Hooked(Repository):
    """A repository whose commits go through a hook."""

    def try_to_commit(self, *options: str) -> tuple[bool, str]:
        """Return whether the commit came about, and what was said."""
        before = self.git("rev-parse", "HEAD")
        done = subprocess.run(
            ["git", "-c", "user.name=A", "-c", "user.email=a@b", "commit", "-m", "x", *options],
            cwd=self.folder,
            env=os.environ | {"PATH": PATH, "PRE_COMMIT_HOME": str(self.scratch)},
            capture_output=True,
            text=True,
        )
        return self.git("rev-parse", "HEAD") != before, done.stdout + done.stderr


@pytest.fixture(params=["git", "pre-commit"])
def hooked(request, tmp_path):
    """As the page says, by git alone and by pre-commit."""
    repository = Hooked(tmp_path)
    if request.param == "git":
        script, permission = re.findall(r"```sh\n(#!.*?)```.*?```sh\n(.*?)```", PAGE, re.DOTALL)[0]
        repository.write(".git/hooks/pre-commit", script)
        subprocess.run(["bash", "-c", permission], cwd=repository.folder, check=True)
    else:
        repository.write(".pre-commit-config.yaml", pre_commit_settings())
        subprocess.run(
            [sys.executable, "-m", "pre_commit", "install"],
            cwd=repository.folder,
            env=os.environ | {"PRE_COMMIT_HOME": str(repository.scratch)},
            check=True,
            capture_output=True,
        )
        repository.git("add", ".pre-commit-config.yaml")
        assert repository.try_to_commit()[0]
    return repository


def test_a_hook_checks_what_will_be_committed(hooked):
    hooked.write("drafts/good.txt", WRONG)
    hooked.git("add", "--all")
    hooked.write("drafts/good.txt", GOOD)  # mended on the disk, and not staged
    went, said = hooked.try_to_commit()
    assert not went
    assert "drafts/good.txt:1:1: error: flipped" in said
    hooked.git("add", "--all")
    hooked.write("drafts/new.txt", WRONG)  # in work, and not staged
    hooked.write("drafts/good.txt", WRONG)
    hooked.git("add", "--intent-to-add", "drafts/new.txt")
    hooked.git("rm", "--quiet", "--cached", "drafts/old.txt")
    assert hooked.try_to_commit()[0]
    assert (hooked.folder / "drafts/good.txt").read_text(encoding="utf-8") == WRONG


def test_a_hook_looks_only_at_drafts_that_the_commit_changes(hooked):
    hooked.write("notes/plan.txt", WRONG)  # drafts/old.txt is wrong, too, and was committed
    hooked.write("drafts/picture.png", "")
    hooked.git("add", "--all")
    assert hooked.try_to_commit()[0]


def test_a_hook_takes_what_a_commit_of_everything_takes(hooked):
    hooked.write("drafts/good.txt", WRONG)
    went, said = hooked.try_to_commit("--all")
    assert not went
    assert "drafts/good.txt:1:1: error: flipped" in said


@pytest.mark.parametrize("name", ["a [1].txt", "it's * ?.txt", "Ünïcode.TXT", "-x.md", "a\nb.txt"])
def test_staged_drafts_may_have_any_name(repository, name, monkeypatch, capsys):
    monkeypatch.chdir(repository.folder)
    repository.write(f"drafts/{name}", WRONG)
    repository.git("add", "--all")
    repository.write(f"drafts/{name}", GOOD)
    assert main(["check", "--staged", "drafts", "--sources", "transcripts"]) == 1
    assert capsys.readouterr().out.count("flipped") == 1


def test_staged_drafts_are_found_from_below_and_beside_their_folder(
    repository, monkeypatch, capsys
):
    repository.git("config", "diff.relative", "true")
    repository.write("drafts/deep/new.txt", WRONG)
    repository.write("drafts/deep/.hidden.txt", WRONG)
    (repository.folder / "drafts/deep/link.txt").symlink_to("new.txt")
    repository.git("add", "--all")
    for place, path, shown in (
        ("drafts", "deep", "deep/new.txt"),
        ("drafts/deep", "new.txt", "new.txt"),
        ("transcripts", "..", "../drafts/deep/new.txt"),
    ):
        monkeypatch.chdir(repository.folder / place)
        talk = str(repository.folder / "transcripts")
        assert main(["check", "--staged", path, "--sources", talk, "--format", "concise"]) == 1
        (line,) = capsys.readouterr().out.splitlines()
        assert line.startswith(f"{shown}:1:1:")


def test_no_source_is_checked_against_itself_by_a_hook(repository, monkeypatch, capsys):
    repository.write("drafts/sources/b.txt", "TOM ORD: “We shall sail in May,” Ann Roe said.\n")
    repository.write("drafts/new.txt", GOOD)
    repository.git("add", "--all")
    monkeypatch.chdir(repository.folder)
    assert main(["check", "--staged", "drafts", "--format", "concise"]) == 1
    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith("drafts/new.txt")  # no source has it, and sources/b.txt is no draft
    hook = yaml.safe_load(pre_commit_settings())["repos"][0]["hooks"][0]
    assert re.search(hook["exclude"], "drafts/sources/b.txt")
    assert not re.search(hook["exclude"], "drafts/new.txt")


def test_a_staged_word_draft_is_read_as_it_will_be_committed(repository, monkeypatch, capsys):
    draft = docx.Document()
    draft.add_paragraph(WRONG.strip())
    draft.save(str(repository.folder / "drafts/new.docx"))
    repository.git("add", "--all")
    (repository.folder / "drafts/new.docx").unlink()
    monkeypatch.chdir(repository.folder)
    assert main(["check", "--staged", "drafts", "--sources", "transcripts"]) == 1
    assert "drafts/new.docx:1:1" in capsys.readouterr().out


def test_where_no_draft_is_staged_nothing_is_wrong(repository, monkeypatch, capsys):
    monkeypatch.chdir(repository.folder)
    assert main(["check", "--staged", "drafts", "--sources", "transcripts"]) == 0
    assert "no draft is staged" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("dratfs", "dratfs: there is no such file or folder"),
        ("-", "-: is not a draft that git keeps"),
        ("quotes.csv", "quotes.csv: is not a draft that git keeps"),
    ],
)
def test_what_cannot_be_staged_is_no_success(repository, monkeypatch, capsys, path, said):
    monkeypatch.chdir(repository.folder)
    assert main(["check", "--staged", path, "--sources", "transcripts"]) == 2
    assert said in capsys.readouterr().err


def test_without_a_repository_nothing_is_staged(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    (tmp_path / "a.txt").write_text(GOOD, encoding="utf-8")
    assert main(["check", "--staged", "a.txt", "--sources", "a.txt"]) == 2
    assert "git says: not a git repository" in capsys.readouterr().err


def test_the_hook_runs_as_pre_commit_runs_it(repository, capsys, monkeypatch):
    """The entry, then the arguments, then the names of the files."""
    hook = yaml.safe_load(pre_commit_settings())["repos"][0]["hooks"][0]
    repository.write("drafts/b.md", WRONG)
    monkeypatch.chdir(repository.folder)
    program, *entry = hook["entry"].split()
    assert program == "quotecheck"
    assert main([*entry, *hook["args"], "drafts/good.txt", "drafts/b.md"]) == 1
    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith("drafts/b.md:1:1: error: flipped")


def test_the_hook_takes_every_kind_of_draft_and_nothing_else():
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    for suffix in SUFFIXES:
        assert re.search(hook["files"], f"drafts/a{suffix}")
        assert re.search(hook["files"], f"drafts/A{suffix.upper()}")
    assert not re.search(hook["files"], "drafts/a.py")
