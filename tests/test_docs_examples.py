"""Every shell example in the documents runs, or stands below with the reason why it does not.

A page's examples run one after the other in a folder as the page supposes it. After a command, a
``console`` block shows what it prints; three dots stand for lines that are left out.
"""

from __future__ import annotations

import io
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import docx
import pytest
import yaml

import quotecheck
from quotecheck.cli import COMMANDS, build_parser, main
from quotecheck.cli.pages import pages
from quotecheck.settings import folder
from quotecheck.settings.own import read_settings

ROOT = Path(__file__).parents[1]
SEEDS = ROOT / "seeds"
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]

NOT_RUN = {
    r"^quotecheck demo$": "opens the screen; the keys of tests/test_tui_*.py are pressed there",
    r"^quotecheck review (?!.*--(plain|keys|show-config))": "opens the screen, as the demo does",
    r"^quotecheck review .*--serve": "serves until it is stopped; tests/test_tui_serve.py does it",
    r"^quotecheck mcp (?!--instructions)": "serves until it is stopped; tests/test_assistant.py",
    r"^quotecheck sources add https": "needs the network; tests/test_sources_fetching.py",
    r"^quotecheck rules learn": "takes minutes; tests/test_learning.py",
    r"^python benchmarks/": "measures for minutes, on files of one's own",
    r"^QUOTECHECK_KILLS=": "kills a thousand processes",
    r"\b(pip|pipx) install\b": "needs a package index; .ci/run and .ci/packages do it",
    r"^nox\b": "runs these tests, or measures; tests/test_docs.py knows the names of the sessions",
    r"^(git|chmod|exec quotecheck check --staged) ": "a hook's; tests/test_hooks.py commits by it",
}


def blocks(page: Path) -> list[tuple[str, list[str]]]:
    """The shell examples of a page: each command with the lines that it is said to print."""
    found: list[tuple[str, list[str]]] = []
    for kind, body in re.findall(
        r"^```(sh|console)\n(.*?)^```", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    ):
        found.append(("cd .", []))
        for line in body.splitlines():
            if kind == "sh" and line.strip() and not line.startswith("#"):
                found.append((line, []))
            elif line.startswith("$ "):
                found.append((line[2:], []))
            elif kind == "console":
                found[-1][1].append(line)
    return found


@pytest.fixture
def world(tmp_path, monkeypatch):
    """A folder as the pages suppose it: a copy of the samples, and a writer's own files."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "100")
    here = tmp_path / "world"
    shutil.copytree(SEEDS, here / "seeds")
    story = SEEDS / "samples" / "stories" / "pier-vote.txt"
    talks = SEEDS / "samples" / "sources"
    for place in (
        "sources",
        "transcripts",
        "wire",
        "my-desk/sources",
        "drafts/sources",
        "newsroom/sources",
    ):
        shutil.copytree(talks, here / place)
    (here / "transcripts" / "meeting.vtt").write_text(
        "WEBVTT\n\n00:01.000 --> 00:04.000\n<v Speaker 2>The pier will be open in May.\n"
    )
    for place in (
        "story.txt",
        "drafts/story.txt",
        "my-desk/drafts/story.txt",
        "stories/one.txt",
        "newsroom/drafts/story.txt",
    ):
        (here / place).parent.mkdir(exist_ok=True)
        shutil.copyfile(story, here / place)
    (here / "quotes.csv").write_text(
        "id,quote,speaker,date\n1,The old slipway has served three generations,Mara Quill,\n"
    )
    word = docx.Document()
    for paragraph in story.read_text(encoding="utf-8").split("\n\n"):
        word.add_paragraph(paragraph)
    word.save(str(here / "story.docx"))
    monkeypatch.setattr("sys.stdin", io.StringIO("q\n"))
    return here


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_examples_of_a_page_run(page, world, monkeypatch, capfd):
    for command, expected in blocks(page):
        if command == "cd .":  # each block begins where the page does
            monkeypatch.chdir(world)
            continue
        if command.startswith("cd "):
            monkeypatch.chdir(command[3:])
            continue
        if any(re.search(pattern, command) for pattern in NOT_RUN):
            continue
        status, out = run(command, capfd)
        assert status in (0, 1), f"{command}: {out}"
        at = 0
        lines = out.splitlines()
        for line in expected:
            if line != "...":
                assert line in lines[at:], (
                    f"{command} does not print (in this place): {line}\n{out}"
                )
                at += lines[at:].index(line) + 1


def run(command, capfd) -> tuple[int, str]:
    """The status and the output of a command; one of ours without a shell's signs runs here."""
    words = shlex.split(command, comments=True)
    capfd.readouterr()
    if words[0] == "quotecheck" and not set(words) & {"|", "<", ">", "&&", "-"}:
        try:
            status = main(words[1:])
        except SystemExit as stop:
            status = int(stop.code or 0)
        out, err = capfd.readouterr()
        return status, out if status in (0, 1) else out + err
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-c", command], capture_output=True, text=True, env=os.environ | {"PATH": path}
    )
    return done.returncode, done.stdout + (done.stderr if done.returncode > 1 else "")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_within_the_text_are_commands(page):
    """`quotecheck check --all` in a sentence: the command is one, and so are its options."""
    text = re.sub(
        r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL
    )
    assert not re.search(r"^    quotecheck ", text, re.MULTILINE), "fence it as sh"
    for span in re.findall(r"`quotecheck ([^`]+)`", text):
        words = span.replace("...", " ").split()
        if words[0] not in {*COMMANDS, "completion"}:
            assert words[0] in ("COMMAND", "--version"), span
            continue
        known = options_of(words[0])
        for word in words[1:]:
            if word.startswith("--") and len(word) > 2:
                assert word.split("=")[0].rstrip(",)") in known, span


def options_of(command: str) -> str:
    return " ".join(
        option.signs
        for page in pages(build_parser())
        if f"{page.name} ".startswith(f"quotecheck {command} ")
        for _, options in page.groups
        for option in options
    )


def test_no_reason_outlives_its_example():
    commands = [command for page in PAGES for command, _ in blocks(page)]
    for pattern in NOT_RUN:
        assert any(re.search(pattern, command) for command in commands), pattern


def fenced(page: Path, kind: str) -> list[str]:
    text = page.read_text(encoding="utf-8")
    return re.findall(rf"^```{kind}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_programs_of_a_page_run(page, world, monkeypatch):
    """Those that are sessions with ``>>>`` run in tests/test_docs.py."""
    monkeypatch.chdir(world)
    text = (world / "story.txt").read_text(encoding="utf-8")
    for program in fenced(page, "python"):
        if ">>>" not in program:
            names = {"__name__": "__main__", "text": text, "document": quotecheck.extract(text)}
            exec(compile(program, page.name, "exec"), names)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_files_that_a_page_shows_are_sound(page, tmp_path, capsys):
    for text in fenced(page, "json"):
        json.loads(text)
    for text in fenced(page, "yaml"):
        if "extends: default" in text or text.startswith(("people:", "attribution:", "lexicon:")):
            (tmp_path / "desk.yaml").write_text(text, encoding="utf-8")
            assert main(["rules", "check", str(tmp_path / "desk.yaml")]) == 0, capsys.readouterr()
        else:
            yaml.safe_load(text)
    for text in fenced(page, "toml"):
        file = tmp_path / "quotecheck.toml"
        file.write_text(text, encoding="utf-8")
        settings = set(tomllib.loads(text))
        if settings <= folder.NAMES:
            folder.read(file, trusted=False)
        elif settings & folder.NAMES:
            read_settings(file)


def test_the_examples_in_the_help_are_understood():
    """As typed, without what stands behind them in words."""
    parser = build_parser()
    tried = 0
    for page in pages(parser):
        for line in page.epilog.splitlines():
            found = re.match(r"  (?:.* \| )?quotecheck (\S.*?)(?:\s{3,}.*| [|<>].*)?$", line)
            if found and not found[1].startswith(("COMMAND", "completion")):
                tried += 1
                try:
                    parser.parse_args(shlex.split(found[1]))
                except SystemExit:
                    pytest.fail(f"{page.name}: {line.strip()}")
    assert tried > 40


def test_the_first_changes_to_the_rules_do_what_the_page_says(tmp_path, capsys):
    example, label = fenced(ROOT / "CONTRIBUTING.md", "yaml")
    desk = tmp_path / "desk.yaml"
    desk.write_text(
        "extends: default\nlexicon: {cues: {unknown: [harrumph]}}\n"
        f"examples:\n  {example}sources:\n  labels:\n    {label}",
        encoding="utf-8",
    )
    assert main(["rules", "test", str(desk)]) == 0, capsys.readouterr()
    draft, talk = tmp_path / "draft.txt", tmp_path / "talk.txt"
    draft.write_text("“Nobody asked us,” harrumphed Mara Quill.\n", encoding="utf-8")
    talk.write_text(
        "~ Ana Rowe: We open.\n~ Tom Ord: Good.\n~ Ana Rowe: At nine.\n~ Tom Ord: And close?\n",
        encoding="utf-8",
    )
    for rules, cue, speakers in (([], False, "0 speakers"), (["--rules", str(desk)], True, "2 sp")):
        capsys.readouterr()
        assert main(["extract", str(draft), *rules]) == 0
        assert ("cue “harrumphed”" in capsys.readouterr().out) is cue
        assert main(["sources", "list", str(talk), *rules]) == 0
        assert speakers in "".join(capsys.readouterr())


def test_the_files_that_first_changes_touch_are_there():
    page = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    new = {"quotecheck/formats/lyrics.py", "tests/test_formats_lyrics.py"}
    new |= {"quotecheck/reports/checklist.py"}
    for path in re.findall(r"`((?:quotecheck|tests|docs|\.ci)/[\w./]*)`", page):
        assert (ROOT / path).exists() is (path not in new), path
