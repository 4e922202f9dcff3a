"""Heavy sources are read in a process of their own: what breaks or outgrows it is told by name."""

import os
import sys
from pathlib import Path

import pytest
from document_samples import docx

from quotecheck.errors import InputError
from quotecheck.model import Source, Unread
from quotecheck.rules import forget, load
from quotecheck.sources import apart, open_library, reader, reading
from quotecheck.sources.reader import Reader
from quotecheck.sources.reading import read_sources

RULES = load()
SAID = "ANA DIAZ: We left at nine.\nBO LUND: I stayed.\n"
FILES = {
    "a.txt": SAID.encode(),
    "b.srt": b"1\n00:00:01,000 --> 00:00:02,000\nANA: We left.\n",
    "c.jsonl": b'{"id": "x", "text": "one \\ud800"}\n{"id": "y"}\n{"id": "z", "text": "two"}\n',
    "d.html": "<p><b>Ana:</b> We left — at nine.</p><p><b>Bo:</b> I stayed.</p>".encode(),
    "e.eml": b"From: Ana <ana@x.example>\nSubject: No\n\nWe go.\n",
    "f.mp3": b"\0\1\2",
    "g.txt": b"",
    "h\udcff\n.txt": SAID.encode(),
}


@pytest.fixture
def heavy(monkeypatch):
    """Every file counts as heavy."""
    monkeypatch.setattr(reader, "LIGHT", -1)


@pytest.fixture
def folder(tmp_path):
    for name, data in FILES.items():
        (tmp_path / name).write_bytes(data)
    return tmp_path


def doing(monkeypatch, what):
    """Have the child do something else when it comes to a file called bad.txt."""
    start = (
        "import os, quotecheck.sources.apart as apart\n"
        "real = apart.read_sources\n"
        "def read(path, rules):\n"
        f"    if path.name == 'bad.txt':\n        {what}\n"
        "    return real(path, rules)\n"
        "apart.read_sources = read\n"
        "apart.serve_reader()"
    )
    monkeypatch.setattr(apart, "_START", start)


def read_three(tmp_path):
    for name in ("a.txt", "bad.txt", "z.txt"):
        (tmp_path / name).write_text(SAID)
    library = open_library([tmp_path], RULES)
    assert [Path(each.path).name for each in library.sources.values()] == ["a.txt", "z.txt"]
    (unread,) = library.unread
    assert unread.path == str(tmp_path / "bad.txt")
    return unread.reason


def test_a_file_read_apart_gives_what_it_gives_here(folder, heavy):
    with Reader(RULES) as files:
        for path in sorted(folder.iterdir()):
            assert list(files.read(path)) == list(read_sources(path, RULES))


def test_rules_kept_from_an_earlier_start_will_do(folder, heavy, tmp_path_factory):
    cache = tmp_path_factory.mktemp("cache")
    for _ in range(2):
        forget()
        rules = load(cache_dir=cache)
    with Reader(rules) as files:
        (source,) = files.read(folder / "a.txt")
    assert [turn.speaker for turn in source.turns] == ["ANA DIAZ", "BO LUND"]


def test_one_process_reads_all_heavy_files_and_ends_with_the_reader(folder, heavy):
    with Reader(RULES) as files:
        seen = set()
        for path in sorted(folder.iterdir()):
            list(files.read(path))
            seen.add(files._child._process.pid)
        process = files._child._process
    assert len(seen) == 1
    assert process.poll() is not None


def test_light_files_start_no_process(folder, monkeypatch):
    monkeypatch.setattr(apart, "Child", None)
    with Reader(RULES) as files:
        assert any(isinstance(each, Source) for each in files.read(folder / "a.txt"))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps to this limit")
def test_a_file_that_needs_too_much_memory_is_told_and_the_others_go_on(
    tmp_path, heavy, monkeypatch
):
    doing(monkeypatch, "kept = [bytearray(1_000_000) for _ in range(2_000)]")
    monkeypatch.setattr(apart, "MEMORY", 300_000_000)
    assert "more memory than it may have" in read_three(tmp_path)


def test_a_file_that_hangs_is_told_and_the_others_go_on(tmp_path, heavy, monkeypatch):
    doing(monkeypatch, "import re; re.match('(a|a)*b', 'a' * 99)")
    monkeypatch.setattr(reading, "SECONDS", 0.5)
    monkeypatch.setattr(apart, "GRACE", 0.0)
    assert "takes longer than 0.5 s" in read_three(tmp_path)


@pytest.mark.parametrize("how", ["os.kill(os.getpid(), 11)", "os._exit(3)", "raise RuntimeError"])
def test_a_file_that_breaks_its_reader_is_told_and_the_others_go_on(
    tmp_path, heavy, monkeypatch, how
):
    doing(monkeypatch, how)
    assert "its reader ended" in read_three(tmp_path)


def test_what_was_found_before_the_reader_broke_counts(tmp_path, heavy, monkeypatch):
    doing(
        monkeypatch,
        "return (each for each in (*real(path, rules), 'x') if each != 'x' or os._exit(9))",
    )
    (tmp_path / "bad.txt").write_text(SAID)
    library = open_library([tmp_path], RULES)
    assert len(library) == 1
    assert any("its reader ended" in warning for warning in library.warnings)
    assert not library.unread


def test_whoever_stops_in_the_middle_of_a_file_gets_the_next_one_whole(folder, heavy):
    with Reader(RULES) as files:
        next(iter(files.read(folder / "c.jsonl")))
        assert list(files.read(folder / "a.txt")) == list(read_sources(folder / "a.txt", RULES))


def test_without_a_further_process_files_are_read_here(folder, heavy, monkeypatch):
    def none_left(*_, **__):
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(apart.subprocess, "Popen", none_left)
    with Reader(RULES) as files:
        assert any(isinstance(each, Source) for each in files.read(folder / "a.txt"))


def test_a_small_file_that_unpacks_to_much_is_heavy(tmp_path, monkeypatch):
    path = tmp_path / "small.docx"
    path.write_bytes(docx("Ana: " + "We left at nine. " * 90_000))
    assert path.stat().st_size < 100_000
    assert reader._unpacked_size(path) > reader.LIGHT


def test_what_is_no_file_weighs_nothing(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    for name in ("pipe.txt", "gone.txt", ".", "a\0b"):
        with Reader(RULES) as files:
            (item,) = files.read(tmp_path / name)
            assert isinstance(item, Unread)


def test_a_file_that_could_not_be_opened_is_tried_again(tmp_path, monkeypatch):
    """A change of permission does not show in a file's time of change."""
    index = tmp_path / "index"
    path = tmp_path / "a.txt"
    path.write_text(SAID)

    def refused(path, *_, **__):
        raise InputError("cannot be read: no", path=str(path)) from PermissionError(13, "no")

    with monkeypatch.context() as patched:
        patched.setattr(reading, "read_bytes", refused)
        library = open_library([path], RULES, index_dir=index)
    assert "cannot be read" in library.unread[0].reason
    library = open_library([path], RULES, index_dir=index)
    assert len(library) == 1
    assert not library.unread
