"""The package as an index, a shell and a manual show it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import tomllib
from importlib import metadata
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import quotecheck
from quotecheck.cli import COMMANDS, build_parser, main
from quotecheck.cli.man import roff
from quotecheck.cli.pages import HelpOption, HelpPage, pages
from quotecheck.installed import extra_hint

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def printed(capsys, *arguments):
    status = main(list(arguments))
    return status, capsys.readouterr().out


def test_the_version_stands_in_one_place_and_has_its_section_in_the_changelog():
    assert "version" not in PROJECT
    assert PROJECT["dynamic"] == ["version"]
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(
        rf"^## \[{re.escape(quotecheck.__version__)}\] - \d{{4}}-\d\d-\d\d$", changes, re.MULTILINE
    )


def test_the_readme_names_every_extra_that_a_user_may_install():
    readme = (ROOT / "README.md").read_text(encoding="utf-8") + "".join(
        page.read_text(encoding="utf-8") for page in (ROOT / "docs").rglob("*.md")
    )
    for extra in set(PROJECT["optional-dependencies"]) - {"dev", "docs"}:
        assert re.search(rf"\[{extra}\]|`{extra}`", readme), extra


@pytest.mark.parametrize("name", ["quotecheck", "quotecheck_desk-1-py3-none-any.whl"])
@pytest.mark.parametrize(
    ("tool", "command"),
    [
        ("pyvenv.cfg", "pip install"),
        ("pipx_metadata.json", "pipx install --force"),
        ("uv-receipt.toml", "uv tool install"),
    ],
)
def test_an_extra_is_installed_from_where_quotecheck_was(
    tmp_path, monkeypatch, name, tool, command
):
    origin = tmp_path / "my desk" / name
    origin.mkdir(parents=True)
    (tmp_path / tool).touch()
    told = {"url": origin.as_uri()}
    monkeypatch.setattr("sys.prefix", str(tmp_path))
    told_by = SimpleNamespace(read_text=lambda _: json.dumps(told))
    monkeypatch.setattr(metadata, "distribution", lambda _: told_by)
    assert extra_hint("mcp") == f"{command} '{origin}[mcp]'"


@pytest.mark.parametrize(
    ("told", "origin"),
    [
        (None, "quotecheck-desk"),
        ("", "quotecheck-desk"),
        ("nonsense", "quotecheck-desk"),
        ("[]", "quotecheck-desk"),
        ('{"url": "file:///gone/away.whl"}', "path/to/quotecheck"),
        ('{"url": "https://[", "vcs_info": {}}', "quotecheck-desk"),
    ],
)
def test_an_extra_of_what_came_from_elsewhere_is_named(monkeypatch, told, origin):
    told_by = SimpleNamespace(read_text=lambda _: told)
    monkeypatch.setattr(metadata, "distribution", lambda _: told_by)
    assert extra_hint("mcp").endswith(f"'{origin}[mcp]'")


def test_no_page_names_an_address_or_a_version_that_is_not_there():
    """The project is in no index and has no address yet: the reader fills in where it is."""
    for page in [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), ROOT / "action.yml"]:
        if page.name == "CHANGELOG.md":
            continue
        text = page.read_text(encoding="utf-8")
        assert "quotecheck-desk[" not in text, page
        assert not re.search(r"(?:rev: |@)v?\d+\.\d+\.\d+", text), page


def test_the_version_with_what_decides(capsys):
    status, out = printed(capsys, "--version", "--verbose")
    told = dict(line.split(maxsplit=1) for line in out.splitlines())
    assert status == 0
    assert told["quotecheck"] == quotecheck.__version__
    assert told["engine"].startswith(f"{quotecheck.__version__}+")
    rules = re.fullmatch(r"([0-9a-f]{16}) · (.+)", told["rules"])
    assert rules
    assert Path(rules[2]).is_file()
    weights = re.fullmatch(r"[0-9a-f]{16} · [\d,]+ numbers · (.+)", told["weights"])
    assert weights
    assert Path(weights[1]).is_file()
    extras = {part.split(":")[0] for part in told["extras"].split(" · ")}
    assert extras == set(PROJECT["optional-dependencies"]) - {"dev", "docs"}


def test_more_of_the_version_is_asked_for_with_the_version(capsys):
    assert printed(capsys, "--version") == (0, f"quotecheck {quotecheck.__version__}\n")
    with pytest.raises(SystemExit) as stop:
        main(["--verbose"])
    assert stop.value.code == 2
    assert "goes with --version" in capsys.readouterr().err


def test_outside_a_package_no_extra_is_claimed(monkeypatch, capsys):
    def missing(name):
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "requires", missing)
    assert (
        "unknown: quotecheck is not installed as a package"
        in printed(capsys, "--version", "--verbose")[1]
    )


def test_the_manual_page_has_every_command_and_option(capsys):
    status, out = printed(capsys, "man")
    assert status == 0
    for command in COMMANDS:
        assert f'.SS "quotecheck {command}"' in out
    for page in pages(build_parser()):
        for _, options in page.groups:
            for option in options:
                assert option.signs.replace("-", "\\-") in out


@pytest.mark.skipif(not shutil.which("man"), reason="no man on this machine")
def test_the_formatter_has_no_complaint_about_the_manual_page(tmp_path, capsys):
    page = tmp_path / "quotecheck.1"
    page.write_text(printed(capsys, "man")[1], encoding="utf-8")
    done = subprocess.run(
        ["man", "--warnings", "-l", str(page)], capture_output=True, text=True, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "quotecheck check" in done.stdout


@given(st.text(alphabet=".'\\-ab \n", max_size=40))
def test_no_help_is_an_instruction_to_the_formatter(text):
    page = HelpPage("quotecheck", "Finds.", text, (("options", (HelpOption(text, text),)),), text)
    ours = {".TH", ".SH", ".SS", ".PP", ".TP", ".nf", ".fi", ".nh", ".ad"}
    for block in roff((page, page)):
        for line in block.splitlines():
            assert not line.startswith("'")
            assert not line.startswith(".") or line.split()[0] in ours


SHELLS = {"bash": ["-n"], "zsh": ["-n"], "fish": ["--no-execute"]}


@pytest.mark.parametrize("shell", SHELLS)
def test_completions_are_sound_scripts(tmp_path, capsys, shell):
    status, out = printed(capsys, "completion", shell)
    assert status == 0
    assert all(command in out for command in COMMANDS)
    if shutil.which(shell) is None:
        pytest.skip(f"no {shell} on this machine")
    script = tmp_path / "script"
    script.write_text(out, encoding="utf-8")
    done = subprocess.run([shell, *SHELLS[shell], str(script)], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


ASKED = {
    "bash": "source {script}; COMP_WORDS=(quotecheck rev); COMP_CWORD=1; "
    "_shtab_quotecheck; echo ${{COMPREPLY[@]}}",
    "fish": "source {script}; complete --do-complete 'quotecheck rev'",
}


@pytest.mark.parametrize("shell", ASKED)
def test_a_shell_completes_a_command(tmp_path, capsys, shell):
    if shutil.which(shell) is None:
        pytest.skip(f"no {shell} on this machine")
    script = tmp_path / "script"
    script.write_text(printed(capsys, "completion", shell)[1], encoding="utf-8")
    done = subprocess.run(
        [shell, "-c", ASKED[shell].format(script=script)], capture_output=True, text=True
    )
    assert "review" in done.stdout.split(), done.stderr


def test_no_line_of_the_manual_is_wider_than_a_terminal():
    typed = False
    for line in roff(tuple(pages(build_parser()))):
        typed = line == ".nf" or (typed and line != ".fi")
        if typed:
            assert len(line.replace("\\-", "-").replace("\\e", "\\").replace("\\&", "")) <= 73, line


@pytest.mark.skipif(not shutil.which("man"), reason="needs man")
def test_the_manual_fits_80_columns(tmp_path, capsys):
    (tmp_path / "quotecheck.1").write_text(printed(capsys, "man")[1], encoding="utf-8")
    shown = subprocess.run(
        ["man", "-l", str(tmp_path / "quotecheck.1")],
        env=os.environ | {"MANWIDTH": "80", "MAN_KEEP_FORMATTING": "", "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert max(map(len, re.sub(r".\x08", "", shown).splitlines())) <= 80


COMPLETED = [
    ("check --policy ", {"fillers", "light", "strict"}),
    ("check --policy s", {"strict"}),
    ("check --fail-on ", {"error", "open", "look", "clash", "never"}),
    ("check story.txt --format ", {"text", "concise", "json", "jsonl"}),
    ("check --sources tr", {"transcripts"}),
    ("rules explain st", {"story.txt"}),
    ("mcp tr", {"transcripts"}),
]
_BASH = """
source "$1"; shift
COMP_WORDS=("$@"); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _shtab_quotecheck
printf '%s\\n' "${COMPREPLY[@]}"
"""


@pytest.mark.parametrize("shell", ["bash", "fish"])
def test_a_shell_completes_policies_choices_and_files(tmp_path, capsys, shell):
    if not shutil.which(shell):
        pytest.skip(f"needs {shell}")
    script = tmp_path / "completion"
    script.write_text(printed(capsys, "completion", shell)[1], encoding="utf-8")
    (tmp_path / "transcripts").mkdir()
    (tmp_path / "story.txt").touch()
    for typed, wanted in COMPLETED:
        if shell == "bash":
            command = ["bash", "-c", _BASH, "bash", str(script), "quotecheck", *typed.split(" ")]
        else:
            line = f"source {script}; complete -C 'quotecheck {typed}'"
            command = ["fish", "--no-config", "-c", line]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
        offered = {line.split("\t")[0].rstrip("/") for line in done.stdout.splitlines()}
        assert offered == wanted, (typed, done.stderr)


@pytest.mark.skipif(not shutil.which("zsh"), reason="needs zsh")
def test_zsh_understands_its_script(tmp_path, capsys):
    script = tmp_path / "_quotecheck"
    script.write_text(printed(capsys, "completion", "zsh")[1], encoding="utf-8")
    subprocess.run(["zsh", "-n", str(script)], check=True)
    assert ":NAME:($(echo fillers; echo light; echo strict))" in script.read_text(encoding="utf-8")
