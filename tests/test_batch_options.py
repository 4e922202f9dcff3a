"""Options of a run: wrong ones, progress, the gate, the table."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys

import pytest
from batch_samples import make_folder, story

from quotecheck import sources as sources_module
from quotecheck.cli import main

NOT_FOUND = "“The harbour was never ours to sell to any of you,” Vance said.\n"
MINOR = "“We will open the bridge in May, and not the day later,” Quill said.\n"


@pytest.fixture
def run(tmp_path, capsys):
    """Runs `quotecheck batch` in this process: status, what it said on either stream."""

    def _run(*options):
        arguments = ["batch", *map(str, options), "-o", str(tmp_path / "out"), "--jobs", "1"]
        try:
            status = main(arguments)
        except SystemExit as error:
            status = error.code
        done = capsys.readouterr()
        return status, done.out, done.err

    return _run


class TestWrongOptions:
    """Exit status 2 and one message, before sources are read or anything is written."""

    @pytest.fixture(autouse=True)
    def _nothing_is_opened(self, monkeypatch):
        def never(*args, **options):
            raise AssertionError("the sources were opened first")

        monkeypatch.setattr(sources_module, "open_library", never)

    def refused(self, run, tmp_path, *options):
        status, out, err = run(*options)
        assert (status, out) == (2, "")
        assert not (tmp_path / "out").exists()
        return err

    @pytest.mark.parametrize("day", ["garbage", "2026-13-45", "2026-02-30", "May 4, 2026", ""])
    @pytest.mark.parametrize("checked", [True, False], ids=["check", "extract"])
    def test_a_day_that_is_none(self, run, tmp_path, folder, sources, day, checked):
        options = ("--sources", sources) if checked else ()
        err = self.refused(run, tmp_path, folder, *options, "--as-of", day)
        assert err == f"quotecheck: there is no day {day!r} (write it as 2026-05-04)\n"

    @pytest.mark.parametrize("checked", [True, False], ids=["check", "extract"])
    def test_a_policy_that_is_none(self, run, tmp_path, folder, sources, checked):
        options = ("--sources", sources) if checked else ()
        err = self.refused(run, tmp_path, folder, *options, "--policy", "mild")
        assert err.startswith("quotecheck: there is no policy 'mild' (one of: ")

    @pytest.mark.parametrize("checked", [True, False], ids=["check", "extract"])
    def test_a_medium_that_is_none(self, run, tmp_path, folder, sources, checked):
        options = ("--sources", sources) if checked else ()
        err = self.refused(run, tmp_path, folder, *options, "--only-medium", "smoke")
        assert err.startswith("quotecheck: there is no medium 'smoke' (one of: ")

    def test_rules_that_are_broken(self, run, tmp_path, folder, sources):
        rules = tmp_path / "desk.yaml"
        rules.write_text("extends: default\nno-such-key: 1\n", encoding="utf-8")
        err = self.refused(run, tmp_path, folder, "--sources", sources, "--rules", rules)
        assert "desk.yaml:2:1" in err
        err = self.refused(run, tmp_path, folder, "--sources", sources, "--rules", "nowhere.yaml")
        assert "nowhere.yaml" in err

    @pytest.mark.parametrize(
        ("options", "words"),
        [
            (["--jobs=many"], "'many' is not a number of processes"),
            (["--jobs=-1"], "'-1' is not a number of processes"),
            (["--limit=soon"], "'soon' is not a number of seconds"),
            (["--limit=-1"], "'-1' is not a number of seconds"),
            (["--limit=nan"], "'nan' is not a number of seconds"),
            (["--fail-on=sometimes"], "invalid choice: 'sometimes'"),
            (["--report=pdf"], "invalid choice: 'pdf'"),
            (["--engine=steam"], "invalid choice: 'steam'"),
            (["--accept=agreed"], "--accept needs --baseline FILE"),
            (["--scheduler=tcp://127.0.0.1:9"], "--scheduler needs --engine dask"),
        ],
        ids=lambda value: value[0] if isinstance(value, list) else "",
    )
    def test_what_no_option_takes(self, run, tmp_path, folder, options, words):
        err = self.refused(run, tmp_path, folder, *options)
        assert words in err.splitlines()[-1]


def test_sources_that_are_not_there(run, tmp_path, folder):
    status, out, err = run(folder, "--sources", tmp_path / "no")
    assert (status, out) == (2, "")
    assert err == f"quotecheck: {tmp_path / 'no'}: there is no such file or folder\n"
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("address", ["garbage", "tcp://127.0.0.1:port", "steam://host:1"])
def test_a_scheduler_that_is_no_address(tmp_path, folder, address):
    """The whole process: a client of no address would complain once more at its end."""
    pytest.importorskip("distributed", reason="needs the extra dask")
    command = [sys.executable, "-m", "quotecheck", "batch", folder, "-o", tmp_path / "out"]
    command += ["--engine", "dask", "--scheduler", address]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"quotecheck: {address}: is not the address of a scheduler")
    assert done.stderr.count("\n") == 1


class TestGate:
    @pytest.mark.parametrize(
        ("text", "statuses"),
        [
            (story(0), {"error": 0, "open": 0, "look": 0, "never": 0}),
            (MINOR, {"error": 0, "open": 0, "look": 1, "never": 0}),
            (NOT_FOUND, {"error": 0, "open": 1, "look": 1, "never": 0}),
            (story(1), {"error": 1, "open": 1, "look": 1, "never": 0}),
        ],
        ids=["nothing", "look", "open", "error"],
    )
    def test_the_least_finding_that_fails(self, run, tmp_path, sources, text, statuses):
        folder = tmp_path / "drafts"
        folder.mkdir()
        (folder / "draft.txt").write_text(text, encoding="utf-8")
        for least, status in statuses.items():
            assert run(folder, "--sources", sources, "--fail-on", least)[0] == status, least

    def test_what_could_not_be_done_is_worse_than_a_finding(self, run, folder, sources):
        (folder / "broken.txt").write_bytes(b"\0\1\2" * 99)
        assert run(folder, "--sources", sources)[0] == 2
        assert run(folder, "--sources", sources, "--fail-on", "never")[0] == 0

    def test_an_article_is_never_written_into(self, run, tmp_path, folder, sources):
        before = {path: path.read_bytes() for path in folder.iterdir()}
        options = ("--sources", sources, "--baseline", tmp_path / "known.json")
        assert run(folder, *options, "--accept", "agreed")[0] == 0
        assert {path: path.read_bytes() for path in folder.iterdir()} == before

    def test_who_accepted_first_stays(self, run, tmp_path, folder, sources):
        known = tmp_path / "known.json"
        options = (folder, "--sources", sources, "--baseline", known)
        run(*options, "--accept", "agreed", "--by", "Ann")
        (folder / "new.txt").write_text(NOT_FOUND, encoding="utf-8")
        assert run(*options, "--fail-on", "error")[0] == 0  # what is new is open
        assert run(*options)[0] == 1
        run(*options, "--accept", "heard it myself", "--by", "Bo")
        assert run(*options)[0] == 0
        entries = json.loads(known.read_text())["accepted"]
        assert {(each["who"], each["reason"]) for each in entries} == {
            ("Ann", "agreed"),
            ("Bo", "heard it myself"),
        }
        assert all(
            re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", each["when"]) for each in entries
        )

    @pytest.mark.parametrize("data", [b"", b"[]", b"{", b'{"schema": 1}', b"\xff\0"])
    def test_what_is_no_baseline(self, run, tmp_path, folder, data):
        known = tmp_path / "known.json"
        known.write_bytes(data)
        status, _, err = run(folder, "--baseline", known)
        assert status == 2
        assert "known.json: is not a baseline" in err
        assert not (tmp_path / "out").exists()


class TestProgress:
    def test_for_machines(self, run, folder):
        _, out, err = run(folder, "--progress", "json", "--quiet")
        lines = [json.loads(line) for line in err.splitlines()]
        last = lines[-1]
        assert (last["done"], last["total"], last["kept"], last["failed"]) == (10, 10, 0, 0)
        assert last["per_second"] > 0
        assert last["seconds_left"] == 0
        assert out == ""

    def test_none_where_there_is_no_terminal(self, run, folder):
        status, out, err = run(folder)
        assert (status, err) == (0, "")
        assert "10 documents" in out

    def test_a_bar_with_rate_and_time_left_on_a_terminal(self, tmp_path):
        pty = pytest.importorskip("pty")
        folder = make_folder(tmp_path / "many", 1500)
        ours, theirs = pty.openpty()
        command = [sys.executable, "-m", "quotecheck", "batch", str(folder), "--jobs", "1"]
        process = subprocess.Popen(
            [*command, "-o", str(tmp_path / "out")],
            stdout=subprocess.PIPE,
            stderr=theirs,
            env=os.environ | {"TERM": "xterm", "COLUMNS": "100"},
        )
        os.close(theirs)
        shown = b""
        while True:
            try:
                piece = os.read(ours, 4096)
            except OSError:  # the other end is closed
                break
            if not piece:
                break
            shown += piece
        os.close(ours)
        out = process.communicate(timeout=30)[0].decode()
        assert process.returncode == 0
        text = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", shown.decode())
        assert re.search(r"\d+/1500", text)
        assert re.search(r"[1-9][\d,]* a second", text)
        assert re.search(r"\d:\d\d", text)
        assert "1,500 documents" in out
        assert "\x1b" not in out


def test_the_table(run, folder, sources, tmp_path):
    (folder / "broken.txt").write_bytes(b"\0\1\2" * 99)
    status, out, err = run(folder, "--sources", sources)
    assert (status, err) == (2, "quotecheck: 1 source read (2 speakers, 24 words)\n")
    for words in (
        "10 documents, ",
        "10 quotations (11 computed, 0 unchanged",
        "verdict  5 flipped, 5 verbatim",
        "desk     5 errors, 5 passed",
        "worst articles",
        "story-00001.txt",
        "speakers",
        "1 file could not be done: see",
        f"results: {tmp_path / 'out' / 'results.jsonl'}",
    ):
        assert words in out
    assert "0 computed, 11 unchanged" in run(folder, "--sources", sources)[1]
