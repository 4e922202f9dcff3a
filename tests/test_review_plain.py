"""``review`` without a screen: line by line, and what it refuses."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys

import pytest
from commands import run_here

DRAFT = """Dam vote

“The dam will hold,” Mara Quill said.

“We will not pay for it,” Jo Lind said.
"""
TALK = "QUILL: The dam will hold.\nLIND: We will pay for it.\n"


@pytest.fixture
def place(tmp_path):
    (tmp_path / "draft.txt").write_text(DRAFT, encoding="utf-8")
    (tmp_path / "talk.txt").write_text(TALK, encoding="utf-8")
    return tmp_path


def review(place, *arguments, answers="", editor="Ann"):
    named = ["--editor", editor] if editor else []
    return run_here("review", *arguments, *named, cwd=place, answers=answers)


def plain(place, answers, *more):
    return review(place, "draft.txt", "--sources", "talk.txt", "--plain", *more, answers=answers)


def test_the_worst_comes_first_with_its_evidence(place):
    done = plain(place, "q\n")
    assert done.returncode == 1
    assert "printed: “We will not pay for it,”" in done.stdout
    assert "source: We will pay for it" in done.stdout
    assert done.stdout.index("We will not pay") < done.stdout.index("2>")


def test_answers_decide_and_the_next_start_goes_on(place):
    first = plain(place, "a\na\na\nyes\nq\n")
    assert "W REASON: confirm anyway" in first.stdout
    assert "0 decided, 2 open" in first.stdout.splitlines()[-1]
    second = plain(place, "c\nq\n")
    assert "words corrected" in second.stdout
    third = plain(place, "a\nn\n")
    assert "1 decided, 1 open" in third.stdout.splitlines()[0]
    assert third.returncode == 0
    assert "2 decided, 0 open" in third.stdout


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("e We shall pay", "words corrected"),
        ("s Bo Ray", "speaker Bo Ray"),
        ("p", "paraphrase"),
        ("v", "cannot be verified"),
        ("w Who?", "flagged for the writer"),
        ("d", "needs a source"),
        ("W counsel agreed", "waived"),
        ("-", "not a quotation"),
        ("t rang her", "note"),
        ("K Source A", "is exported as Source A"),
        ("K =1", "an alias begins with a letter"),
        ("l", "left for later"),
        ("/ dam", "passage chosen"),
        ("A", "1 confirmed"),
        ("a\nW on tape", "confirmed"),
        ("v\nu", "undone"),
        ("v\nu\nU", "done again"),
        ("e", "e needs words after it: e WORDS"),
        ("g 9", "there is no quote 9"),
        ("z", "is not an answer"),
        ("?", "make it a paraphrase"),
    ],
)
def test_each_answer(place, answer, said):
    done = plain(place, f"{answer}\nq\n")
    assert said in done.stdout, done.stdout + done.stderr


@pytest.mark.parametrize(
    "line", ["a good man", "A dog barked.", "- he said no", "v for victory", "yes we can", "G I"]
)
def test_a_sentence_that_begins_with_the_letter_of_an_answer_is_none(place, line):
    done = plain(place, f"{line}\nq\n")
    assert " takes no words after it" in done.stdout
    assert "0 decided, 2 open" in done.stdout.splitlines()[-1]


def test_lines_that_a_terminal_gets_at_once_are_no_answers(place):
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "quotecheck", "review", "draft.txt", "--plain"]
    command += ["--sources", "talk.txt", "--editor", "Ann"]
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, cwd=place) as asked:
        os.close(theirs)
        seen = _until(ours, b"2> ")
        os.write(ours, b"c\na\ny\nv\n-\nd")
        seen = _until(ours, b"none was taken", b"2> ")
        assert b"words corrected" not in seen
        os.write(ours, b"c\n")
        assert b"words corrected" in _until(ours, b"1> ")
        os.write(ours, b"q\n")
        assert b"1 decided, 1 open" in _until(ours, b"1 decided")
        os.close(ours)
    assert asked.returncode == 1


def _until(terminal, *wanted):
    """Read what a terminal shows until it has shown each of some words, one after the other."""
    seen, at = b"", 0
    for words in wanted:
        while words not in seen[at:]:
            assert select.select([terminal], [], [], 30)[0], seen
            seen += os.read(terminal, 4096)
        at = seen.index(words, at) + len(words)
    return seen


def test_it_offers_to_sign_when_all_is_decided(place):
    done = plain(place, "c\na\ny\n")
    assert "signed by Ann" in done.stdout
    assert "2 decided, 0 open, 0 flagged, signed" in done.stdout
    journal = (place / ".quotecheck" / "decisions").iterdir()
    lines = [json.loads(line) for path in journal for line in path.read_text().splitlines()]
    assert [line["action"] for line in lines] == ["open", "decide", "decide", "sign"]


def test_escapes_and_markup_are_shown_harmlessly(place):
    (place / "draft.txt").write_text(
        "“The \x1b]0;x\x07 [bold]dam[/] \u202ewill,” Mara Quill said.\n"
    )
    done = plain(place, "q\n")
    assert "\x1b" not in done.stdout
    assert "[bold]dam[/]" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["none.txt", "--plain"], "none.txt"),
        (["draft.txt", "--plain", "--desk", "talk.txt"], "--desk DIR"),
        (["draft.txt", "--plain", "--settings", "none.toml"], "none.toml"),
        (["draft.txt", "--plain", "--sources", "none"], "none"),
        (["draft.txt"], "--plain"),
        ([], "no article was named"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_line(place, arguments, said):
    done = review(place, *arguments)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert said in done.stderr


def test_the_keys_are_listed_as_the_settings_have_them(place):
    (place / "review.toml").write_text('[keys]\nconfirm = "f5"\n')
    done = review(place, "--keys", "--settings", "review.toml", editor="")
    assert "confirm            f5" in done.stdout


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[keys]\nconfrim = "f5"\n', "did you mean confirm?"),
        ('theme = "pink"\n', "one of dark, light"),
        ("theme = \n", "not TOML"),
        ("editor = 3\n", "text in quotes"),
    ],
)
def test_faults_in_the_settings_are_told(place, text, said):
    (place / "review.toml").write_text(text)
    done = review(place, "--keys", "--settings", "review.toml", editor="")
    assert done.returncode == 2
    assert said in done.stderr


def test_textual_is_not_loaded_without_a_screen(place):
    code = (
        "import sys; from quotecheck.cli import main; "
        "main(['review', 'draft.txt', '--plain', '--editor', 'Ann']); "
        "assert 'textual' not in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=place, input="q\n", text=True)
    assert done.returncode == 0
