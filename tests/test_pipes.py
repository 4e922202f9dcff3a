"""A pipe in the place of a file is refused: whoever opened it would wait without end."""

import os
import shutil

import pytest
from commands import run_here

from quotecheck.limit import time_limit
from quotecheck.rules import forget
from quotecheck.sources.named import FILE

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no such pipes")


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    for folder in ("drafts", "sources"):
        (tmp_path / folder).mkdir()
    (tmp_path / "drafts" / "story.txt").write_text("“We go,” Mara Quill told the meeting.\n")
    (tmp_path / "sources" / "talk.txt").write_text("QUILL: We go.\n")
    os.mkfifo(tmp_path / "pipe")
    forget()
    return tmp_path


def run(place, *arguments):
    with time_limit(60):
        done = run_here(*arguments, cwd=place)
    assert "Traceback" not in done.stderr
    assert "a fault in quotecheck" not in done.stderr
    return done


CHECK = ("check", "drafts/story.txt", "--sources", "sources", "--fail-on", "never")
BATCH = ("batch", "drafts", "--sources", "sources", "-o", "out", "--fail-on", "never", "--quiet")


@pytest.mark.parametrize(
    "arguments",
    [
        (*CHECK, "--rules", "pipe"),
        (*CHECK, "--config", "pipe"),
        (*BATCH, "--baseline", "pipe"),
        ("rules", "test", "pipe"),
        ("rules", "check", "pipe"),
        ("eval", "pipe"),
        ("check", "pipe", "--sources", "sources"),
        ("extract", "pipe"),
        ("report", "drafts/story.txt", "-o", "pipe"),
        ("review", "drafts/story.txt", "--plain", "--editor", "A", "--settings", "pipe"),
        ("review", "drafts/story.txt", "--plain", "--editor", "A", "--sign-key", "pipe"),
    ],
)
def test_where_a_command_names_it(place, arguments):
    done = run(place, *arguments)
    assert done.returncode == 2
    assert "pipe: " in done.stderr
    assert "not a regular file" in done.stderr


def test_as_a_source_it_is_named_and_left_out(place):
    done = run(place, "check", "drafts/story.txt", "--sources", "sources", "pipe")
    assert "1 not read: pipe" in done.stderr


@pytest.mark.parametrize("name", [FILE, "talk.source.yaml", "more.txt"])
def test_among_the_sources(place, name):
    os.mkfifo(place / "sources" / name)
    done = run(place, *CHECK)
    assert done.returncode == 0
    assert "1 passed" in done.stdout


def in_turn(folder):
    """The folder again and again, each time with another of its files a pipe."""
    whole = folder.with_name("whole")
    folder.rename(whole)
    names = [path.relative_to(whole) for path in sorted(whole.rglob("*")) if path.is_file()]
    assert names
    for name in names:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(whole, folder)
        (folder / name).unlink()
        os.mkfifo(folder / name)
        yield name


def test_in_the_cache(place):
    assert run(place, *CHECK).returncode == 0
    report = ("report", "drafts/story.txt", "-o", "record.html")
    assert run(place, *report).returncode == 0
    for name in in_turn(place / "cache"):
        forget()
        assert run(place, *CHECK).returncode == 0, name
        (place / "record.html").unlink()
        assert run(place, *report).returncode == 0, name


def test_in_the_index(place):
    listing = ("sources", "list", "sources", "--index", "index")
    assert "1 source read" in run(place, *listing).stderr
    talk = place / "sources" / "talk.txt"
    for name in in_turn(place / "index"):
        talk.write_text(talk.read_text() + "Mara.\n")
        done = run(place, *listing)
        assert (done.returncode, done.stdout.count("\n")) == (0, 1), name


def test_in_the_output_of_a_batch(place):
    assert run(place, *BATCH).returncode == 0
    for name in in_turn(place / "out"):
        done = run(place, *BATCH)
        assert (done.returncode, done.stderr == "") in ((0, True), (2, False)), name
