"""Files as newsrooms have them: odd encodings, odd names, things that are no text."""

from __future__ import annotations

import os
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotecheck import files
from quotecheck.encoding import decode
from quotecheck.errors import InputError
from quotecheck.files import find, read_bytes


@given(st.text(st.characters(exclude_categories=["Cs"])).filter(lambda text: "\0" not in text))
def test_utf8_comes_back_character_by_character(text):
    assert decode(text.encode(), "a.txt") == (text.removeprefix("\ufeff"), ())


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_is_believed(encoding):
    assert decode("“Ça va”".encode(encoding), "a.txt") == ("“Ça va”", ())


def test_line_ends_stay_so_that_offsets_hold():
    assert decode(b"a\r\nb\rc\n", "a.txt")[0] == "a\r\nb\rc\n"


def test_windows_1252_is_read_with_a_warning_that_names_the_line():
    text, warnings = decode("one\n“two”".encode("cp1252"), "a.txt")
    assert text == "one\n“two”"
    assert "line 2" in warnings[0]


@pytest.mark.parametrize("data", [b"PK\3\4\0\0\0", bytes(range(1, 256)) * 8, b"\xff\xfe\x00"])
def test_binary_is_refused(data):
    with pytest.raises(InputError, match=r"a\.bin"):
        decode(data, "a.bin")


def test_what_cannot_be_read_says_so(tmp_path):
    with pytest.raises(InputError, match="no such file"):
        read_bytes(tmp_path / "none.txt")
    with pytest.raises(InputError, match="not a regular file"):
        read_bytes(tmp_path)
    with pytest.raises(InputError):
        read_bytes(tmp_path / "a\0b")
    large = tmp_path / "large.txt"
    large.write_bytes(b"x" * 100)
    with pytest.raises(InputError, match="larger than"):
        read_bytes(large, limit=99)


def test_a_huge_file_of_nothing_is_refused_without_being_read(tmp_path):
    hole = tmp_path / "hole.txt"
    with hole.open("wb") as file:
        file.truncate(9_000_000_000)
    tracemalloc.start()
    try:
        with pytest.raises(InputError, match="is larger than"):
            read_bytes(hole)
        assert tracemalloc.get_traced_memory()[1] < 1_000_000
    finally:
        tracemalloc.stop()


def test_a_small_file_takes_little_memory_whatever_the_limit(tmp_path):
    small = tmp_path / "small.txt"
    small.write_bytes(b"hello")
    tracemalloc.start()
    try:
        assert read_bytes(small, limit=2_000_000_000) == b"hello"
        assert tracemalloc.get_traced_memory()[1] < 1_000_000
    finally:
        tracemalloc.stop()


def test_a_folder_is_walked_in_order_without_hidden_files_and_links_out(tmp_path):
    outside = tmp_path / "outside.txt"
    outside.write_text("secret")
    folder = tmp_path / "in"
    (folder / "b").mkdir(parents=True)
    (folder / ".git").mkdir()
    for name in ("c.txt", "a.txt", "b/d.md", "b/e.png", ".hidden.txt", ".git/f.txt"):
        (folder / name).write_text("x")
    (folder / "link.txt").symlink_to(outside)
    (folder / "same.txt").symlink_to(folder / "a.txt")
    os.mkfifo(folder / "pipe.txt")
    names = [path.relative_to(folder).as_posix() for path in find([folder], {".txt", ".md"})]
    assert names == ["a.txt", "c.txt", "b/d.md"]


def test_a_file_named_twice_is_found_once(tmp_path):
    file = tmp_path / "a.xyz"
    file.write_text("x")
    assert list(find([file, str(file)], {".txt"})) == [file]


def test_a_path_that_is_not_there_is_an_error(tmp_path):
    with pytest.raises(InputError, match="no such file or folder"):
        list(find([tmp_path / "none"], {".txt"}))


class TestWhole:
    def test_what_a_killed_process_left_an_hour_ago_goes(self, tmp_path):
        path = tmp_path / "record.html"
        old, fresh = (tmp_path / f".record.html.{name}.partial" for name in ("0" * 12, "1" * 12))
        others = [tmp_path / ".record.html.partial", tmp_path / ".notes.000000000000.partial"]
        for each in (old, fresh, *others):
            each.write_text("half")
        for each in (old, *others):
            os.utime(each, (1, 1))
        with files.whole(path) as partial:
            partial.write_text("all")
        assert sorted(tmp_path.iterdir()) == sorted([path, fresh, *others])
        assert path.read_text() == "all"

    def test_a_new_one_takes_nobodys_place(self, tmp_path):
        path = tmp_path / "page.html"
        with files.whole(path, new=True) as partial:
            partial.write_text("first")
        with pytest.raises(FileExistsError), files.whole(path, new=True) as partial:
            partial.write_text("second")
        assert [each.name for each in tmp_path.iterdir()] == ["page.html"]
        assert path.read_text() == "first"
