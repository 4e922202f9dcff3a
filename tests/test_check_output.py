"""The output of ``check``: what has to be done, a count of the rest, links and colours where the
terminal has them, and one line a finding for editors and CI."""

from __future__ import annotations

import io
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from quotecheck.cli import main
from quotecheck.display import Palette, file_address, wants_links

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "seeds" / "samples"
PIER = "stories/pier-vote.txt"


@pytest.fixture
def check(capsys, monkeypatch):
    monkeypatch.chdir(SAMPLES)

    def _check(*options):
        main(["check", PIER, "--sources", "sources", "--fail-on", "never", *options])
        return capsys.readouterr().out

    return _check


def test_what_passes_is_counted_and_shown_on_request(check):
    out = check()
    assert "verbatim" not in out
    assert "6 quotations: 2 errors, 1 to look at, 3 passed; --all shows them" in out
    everything = check("--all")
    assert everything.count("✓") == 3
    assert "6 quotations: 2 errors, 1 to look at, 3 passed\n" in everything
    assert "--all" not in everything


def test_a_story_without_a_fault_is_one_line(tmp_path, capsys):
    (tmp_path / "talk.txt").write_text("QUILL: The dam will hold for a hundred years.\n")
    story = tmp_path / "story.txt"
    story.write_text("“The dam will hold for a hundred years,” Mara Quill said.\n")
    assert main(["check", str(story), "--sources", str(tmp_path / "talk.txt")]) == 0
    out = capsys.readouterr().out.splitlines()
    assert out == [f"{story}: 1 quotation: 1 passed; --all shows them"]


def test_words_that_pass_without_a_known_speaker_are_counted(tmp_path, capsys):
    (tmp_path / "talk.txt").write_text("The dam will hold for a hundred years. The gate is new.\n")
    story = tmp_path / "story.txt"
    story.write_text("“The dam will hold for a hundred years,” Mara Quill said.\n")
    assert main(["check", str(story), "--sources", str(tmp_path / "talk.txt")]) == 0
    out = capsys.readouterr().out.splitlines()
    assert out[0].endswith("1 quotation: 1 passed; --all shows them")
    assert out[1].endswith(
        "1 of 1 quotation: the source does not say who speaks, so the speaker is not checked"
    )
    main(["check", str(story), "--sources", str(tmp_path / "talk.txt"), "--all"])
    out = capsys.readouterr().out
    assert "the speaker is not checked" in out
    assert "the source does not say who speaks" in out


def test_concise_is_a_line_a_finding_that_editors_jump_to(check):
    lines = check("--format", "concise").splitlines()
    place = re.compile(r"stories/pier-vote\.txt:\d+:\d+: (error|warning|note): \S")
    assert len(lines) == 4
    assert all(place.match(line) for line in lines)
    assert lines[0].startswith(f"{PIER}:10:51: error: flipped (negation): “We are going to sell")
    assert "sources/2026-03-12-port-ellery-council.txt:7]" in lines[0]


def test_a_clash_and_a_missing_particular_are_notes(tmp_path, capsys):
    (tmp_path / "talk.txt").write_text("QUILL: We will close the dam on 4 May, after 12 years.\n")
    story = tmp_path / "story.txt"
    story.write_text("Mara Quill said that they would close the dam on 4 May, after 15 years.\n")
    arguments = ["check", str(story), "--sources", str(tmp_path / "talk.txt")]
    assert main([*arguments, "--format", "concise", "--particulars"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert any(": note: clash: " in line for line in lines)
    assert any(": note: number " in line and "15" in line for line in lines)


def test_a_name_with_a_line_end_forges_no_finding(tmp_path, capsys):
    try:
        story = tmp_path / "a\nb.txt"
        story.write_text("“The dam will hold,” Mara Quill said.\n")
    except OSError:
        pytest.skip("no such names here")
    (tmp_path / "talk.txt").write_text("QUILL: No.\n")
    arguments = ["check", str(story), "--sources", str(tmp_path / "talk.txt")]
    main([*arguments, "--format", "concise"])
    assert len(capsys.readouterr().out.splitlines()) == 1


# -- the terminal ------------------------------------------------------------------------------


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.mark.parametrize(
    ("environ", "choice", "expected"),
    [
        ({}, "auto", True),
        ({"TERM": "dumb"}, "auto", False),
        ({"TERM": "linux"}, "auto", False),
        ({"NO_COLOR": "1"}, "auto", False),
        ({"FORCE_HYPERLINK": "0"}, "auto", False),
        ({"FORCE_HYPERLINK": "1", "NO_COLOR": "1"}, "auto", True),
        ({"FORCE_HYPERLINK": "1"}, "never", False),
    ],
)
def test_links_follow_the_terminal(environ, choice, expected):
    assert wants_links(Terminal(), choice, environ) is expected


def test_links_are_not_written_to_pipes():
    assert not wants_links(io.StringIO(), "auto", {})
    assert not wants_links(io.StringIO(), "always", {})


@pytest.mark.parametrize("address", ["javascript:x()", "https://a\x1b]0;x\x07", "https://a b", ""])
def test_an_address_that_a_terminal_might_obey_is_no_link(address):
    assert Palette(on=True, links=True).link("words", address) == "words"


def test_a_file_with_a_strange_name_has_an_address_of_plain_letters(tmp_path):
    address = file_address(tmp_path / "a b\x1b]8;;.txt")
    assert re.fullmatch(r"file://[!-~]+", address)
    assert "\x1b" not in address


@pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")
@pytest.mark.parametrize(("variable", "links"), [("", True), ("NO_COLOR", False)])
def test_on_a_terminal_places_are_links_and_lines_fit(variable, links):
    environ = {key: value for key, value in os.environ.items() if key != "NO_COLOR"}
    environ |= {"TERM": "xterm-256color"} | ({variable: "1"} if variable else {})
    arguments = ["check", PIER, "--sources", "sources", "--fail-on", "never"]
    out = in_a_terminal(arguments, environ, columns=60)
    assert ("\x1b]8;;file://" in out) is links
    assert ("\x1b[1m" in out) is links
    plain = re.sub(r"\x1b\]8;;[^\x1b]*\x1b\\|\x1b\[[0-9;]*m", "", out)
    evidence = [line for line in plain.splitlines() if line.startswith("    ") and "/" not in line]
    assert evidence
    assert max(map(len, evidence)) <= 60


def in_a_terminal(arguments, environ, *, columns):
    import fcntl
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    command = [sys.executable, "-m", "quotecheck", *arguments]
    with subprocess.Popen(command, stdout=theirs, cwd=SAMPLES, env=environ) as process:
        os.close(theirs)
        pieces = []
        while True:
            try:
                piece = os.read(ours, 65536)
            except OSError:
                break
            if not piece:
                break
            pieces.append(piece)
        process.wait()
    os.close(ours)
    return b"".join(pieces).decode().replace("\r\n", "\n")
