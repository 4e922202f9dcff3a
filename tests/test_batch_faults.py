"""Faults in the middle of a run: documents that cost their worker, disks that fill up, unusable
names and files. One message each, the rest goes on, what was done stays done."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from batch_samples import errors_of, make_folder, make_plan, make_sources, read_lines, story
from commands import run_here

from quotecheck import batch, extraction
from quotecheck.batch import Power
from quotecheck.cli import main

# Whoever does this document comes to grief as its title says.
TROUBLE = """\
{title}

“We will open the bridge in May,” Quill said on Monday.
"""

GREEDY = """\
import resource, sys
from quotecheck import batch, extraction
extract = extraction.extract
def greedy(article, rules, **options):
    if (article.title or "").startswith("Limit"):
        bytearray(8_000_000_000)
    return extract(article, rules, **options)
extraction.extract = greedy
resource.setrlimit(resource.RLIMIT_AS, (4_000_000_000, 4_000_000_000))
folder, output, jobs = sys.argv[1:]
batch.run(batch.Plan(folder, output, power=batch.Power(jobs=int(jobs), start="fork")))
"""


class TestTrouble:
    """Documents that do harm to the process that reads them."""

    @pytest.fixture
    def tries(self, tmp_path, monkeypatch):
        """The titles of the documents that were begun, in order, whichever process did."""
        extract, log = extraction.extract, tmp_path / "log"

        def troubled(article, rules, **options):
            title = article.title or ""
            with log.open("a") as file:
                file.write(f"{title}\n")
            if title.startswith("Kill"):
                os.kill(os.getpid(), signal.SIGKILL)
            while title.startswith("Slow"):
                pass
            if title.startswith("Hang"):  # where no alarm is heard
                hashlib.pbkdf2_hmac("sha256", b"", b"", 60_000_000)
            if title.startswith("Greedy"):
                assert not bytes(5_000_000_000)
            if title.startswith("Leave"):
                os._exit(9)
            return extract(article, rules, **options)

        monkeypatch.setattr(extraction, "extract", troubled)
        return lambda: log.read_text().splitlines()

    def run(self, tmp_path, folder, jobs=2, **changes):
        # Only a forked worker has what was set up here.
        power = Power(jobs=jobs, start="fork")
        return batch.run(make_plan(tmp_path, folder, power=power, **changes))

    def trouble(self, folder, title):
        (folder / "trouble.txt").write_text(TROUBLE.format(title=title), encoding="utf-8")

    @pytest.mark.parametrize(
        ("title", "what"),
        [("Killed for memory today", "signal 9"), ("Leaves the building at once", "died")],
    )
    def test_a_document_that_costs_two_workers_is_set_aside(
        self, tmp_path, folder, tries, title, what
    ):
        self.trouble(folder, title)
        summary = self.run(tmp_path, folder)
        assert (summary["documents"], summary["failed"], summary["complete"]) == (10, 1, True)
        stage, reason = errors_of(tmp_path / "out")["trouble.txt"]
        assert stage == "worker"
        assert reason.startswith("set aside: the worker died")
        assert what in reason
        begun = tries()
        # In company at first, then it may go on in smaller company, and alone.
        assert 2 <= begun.count(title) <= 4
        paths = [each["path"] for each in read_lines(tmp_path / "out" / "results.jsonl")]
        assert len(paths) == len(set(paths)) == 10

    def test_it_stays_aside_until_it_changes_or_is_retried(self, tmp_path, folder, tries):
        self.trouble(folder, "Killed for memory today")
        self.run(tmp_path, folder)
        begun = len(tries())
        summary = self.run(tmp_path, folder)
        assert (summary["run"]["computed"], summary["failed"]) == (0, 1)
        assert len(tries()) == begun
        assert self.run(tmp_path, folder, retry=True)["failed"] == 1
        assert len(tries()) == begun + 2
        self.trouble(folder, "Mended in the meantime")
        summary = self.run(tmp_path, folder)
        assert (summary["run"]["computed"], summary["documents"]) == (1, 11)

    def test_several_of_them_among_many(self, tmp_path, tries):
        folder = make_folder(tmp_path / "many", 120)
        for number in range(3):
            text = TROUBLE.format(title=f"Killed {number} times over")
            (folder / f"trouble-{number}.txt").write_text(text, encoding="utf-8")
        summary = self.run(tmp_path, folder)
        assert (summary["documents"], summary["failed"]) == (120, 3)
        assert {stage for stage, _ in errors_of(tmp_path / "out").values()} == {"worker"}

    @pytest.mark.parametrize("jobs", [1, 2])
    def test_a_document_too_large_for_the_memory_is_recorded(self, tmp_path, folder, jobs):
        """An address-space limit: the worker lives on, and the document is not tried again."""
        self.trouble(folder, "Limits of the memory met")
        arguments = [folder, tmp_path / "out", jobs]
        subprocess.run([sys.executable, "-c", GREEDY, *map(str, arguments)], check=True)
        assert errors_of(tmp_path / "out") == {
            "trouble.txt": ("extract", "is too much: MemoryError")
        }
        assert len(read_lines(tmp_path / "out" / "results.jsonl")) == 10

    @pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps to this limit")
    def test_a_document_that_asks_for_more_than_a_worker_may_have(self, tmp_path, folder, tries):
        self.trouble(folder, "Greedy for memory today")
        assert self.run(tmp_path, folder)["documents"] == 10
        assert errors_of(tmp_path / "out") == {
            "trouble.txt": ("extract", "is too much: MemoryError")
        }

    @pytest.mark.parametrize("jobs", [1, 2])
    def test_a_slow_document_is_recorded(self, tmp_path, folder, tries, jobs):
        self.trouble(folder, "Slow as it can be")
        summary = self.run(tmp_path, folder, jobs=jobs, limit=0.5)
        assert (summary["documents"], summary["failed"], summary["complete"]) == (10, 1, True)
        assert errors_of(tmp_path / "out")["trouble.txt"] == (
            "time",
            "took more than 0.5 s at extract",
        )
        assert tries().count("Slow as it can be") == 1

    def test_a_document_that_hangs_where_no_alarm_is_heard(
        self, tmp_path, folder, tries, monkeypatch
    ):
        from quotecheck.batch import engines

        monkeypatch.setattr(engines, "GRACE", 0.1)
        self.trouble(folder, "Hangs in the middle of it")
        summary = self.run(tmp_path, folder, limit=0.3)
        assert (summary["documents"], summary["failed"]) == (10, 1)
        stage, reason = errors_of(tmp_path / "out")["trouble.txt"]
        assert stage == "worker"
        assert "took more than 0.7 s and was ended" in reason

    def test_one_processor_is_no_reason_to_lose_the_run(self, tmp_path, folder, tries, monkeypatch):
        from quotecheck.batch import engines

        monkeypatch.setattr(engines, "cores", lambda: 1)
        self.trouble(folder, "Killed for memory today")
        assert self.run(tmp_path, folder, jobs=0)["failed"] == 1
        assert self.run(tmp_path, folder, jobs=0)["documents"] == 10


class TestDisk:
    @pytest.fixture
    def disk(self, tmp_path):
        """A disk whose size can be set, in kilobytes."""
        place = tmp_path / "disk"
        place.mkdir()

        def mount(*options):
            done = subprocess.run(["mount", *options, place], capture_output=True)
            if done.returncode:
                pytest.skip("needs the right to mount a small disk")

        mount("-t", "tmpfs", "-o", "size=20m", "none")
        yield place, lambda size: mount("-o", f"remount,size={size}k")
        subprocess.run(["umount", place], check=True)

    # Full when the ledger is made, in the middle, when the results are put in order, at the pages
    @pytest.mark.parametrize("size", [16, 200, 600, 900, 1200])
    def test_a_full_disk(self, tmp_path, disk, size):
        place, resize = disk
        folder, sources = make_folder(tmp_path, 300), make_sources(tmp_path)
        out = place / "out"
        command = ["batch", folder, "--sources", sources]
        command += ["-o", out, "--jobs", "1", "--fail-on", "never", "--report", "html"]
        command += ["--report", "csv", "--report", "sarif", "--quiet"]
        resize(size)
        done = run_here(*command)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.count("\n") == 1
        assert f"{out}: cannot be written" in done.stderr
        assert "what was done stays done; free some space" in done.stderr
        summary = out / "summary.json"
        assert not summary.exists() or not json.loads(summary.read_text())["complete"]
        resize(20_000)
        assert run_here(*command).stderr == ""
        assert json.loads(summary.read_text())["complete"]
        assert len(read_lines(out / "results.jsonl")) == 300
        assert len(list((out / "articles").iterdir())) == 300

    def test_an_output_on_a_disk_that_cannot_be_written(self, tmp_path, folder, disk, capsys):
        place, _ = disk
        subprocess.run(["mount", "-o", "remount,ro", place], check=True)
        assert main(["batch", str(folder), "-o", str(place / "out"), "--jobs", "1"]) == 2
        done = capsys.readouterr()
        assert done.out == ""
        assert done.err.count("\n") == 1
        assert "out: cannot be written: Read-only file system" in done.err

    def test_an_output_that_may_not_be_written(self, tmp_path, folder, capsys, monkeypatch):
        def refuse(self, *args, **options):
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(Path, "mkdir", refuse)
        assert main(["batch", str(folder), "-o", str(tmp_path / "out"), "--jobs", "1"]) == 2
        err = capsys.readouterr().err
        assert "out: cannot be written: Permission denied" in err
        assert "choose another --output" in err


class TestFolder:
    def test_a_folder_that_may_not_be_read(self, tmp_path, folder, capsys, monkeypatch):
        def refuse(path):
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(os, "scandir", refuse)
        assert main(["batch", str(folder), "-o", str(tmp_path / "out")]) == 2
        assert capsys.readouterr().err == (
            f"quotecheck: {folder}: cannot be read: Permission denied\n"
        )
        assert not (tmp_path / "out").exists()

    def test_a_file_that_may_not_be_read(self, tmp_path, folder, monkeypatch):
        from quotecheck.batch import work
        from quotecheck.errors import InputError

        read = work.read

        def refuse(path):
            if path.endswith("story-00003.txt"):
                raise InputError("cannot be read: Permission denied", path=path)
            return read(path)

        monkeypatch.setattr(work, "read", refuse)
        batch.run(make_plan(tmp_path, folder))
        assert errors_of(tmp_path / "out") == {
            "story-00003.txt": ("read", "cannot be read: Permission denied")
        }

    def test_a_device(self, tmp_path, folder):
        try:
            os.mknod(folder / "device.txt", stat.S_IFCHR | 0o600, os.makedev(1, 3))
        except OSError:
            pytest.skip("needs the right to make a device")
        assert batch.run(make_plan(tmp_path, folder))["documents"] == 10
        assert errors_of(tmp_path / "out")["device.txt"] == (
            "walk",
            "is a device, not a regular file",
        )

    def test_a_file_under_two_names_is_done_once(self, tmp_path, folder, capsys):
        os.link(folder / "story-00002.txt", folder / "twice.txt")
        os.link(folder / "story-00002.txt", folder / "thrice.txt")
        for _ in range(2):  # whichever name came first
            assert main(["batch", str(folder), "-o", str(tmp_path / "out"), "--jobs", "1"]) == 2
            lines = read_lines(tmp_path / "out" / "results.jsonl")
            assert len(lines) == 10
            reasons = {reason for _, reason in errors_of(tmp_path / "out").values()}
            assert reasons == {"is another name of a file that has been done"}
            assert "2 files could not be done" in capsys.readouterr().out

    def test_a_huge_file_is_not_read(self, tmp_path, folder):
        with (folder / "huge.txt").open("wb") as file:
            file.truncate(3_000_000_000)
        assert batch.run(make_plan(tmp_path, folder))["documents"] == 10
        stage, reason = errors_of(tmp_path / "out")["huge.txt"]
        assert stage == "read"
        assert "is larger than" in reason

    def test_names_that_are_no_text_come_out_in_every_form(self, tmp_path):
        folder = tmp_path / "odd"
        folder.mkdir()
        names = [b"new\nline.txt", b"\x1b]0;title\x07.txt", b"bad\xff\xfe.txt", b'a,b "c".txt']
        for name in names:
            path = Path(os.fsdecode(os.fsencode(folder) + b"/" + name))
            path.write_text(story(1), encoding="utf-8")
        forms = ("html", "csv", "sarif", "github")
        sources = make_sources(tmp_path)
        summary = batch.run(make_plan(tmp_path, folder, sources, reports=forms))
        assert (summary["documents"], summary["complete"]) == (4, True)
        out = tmp_path / "out"
        assert len(list((out / "articles").iterdir())) == 4
        assert len((out / "annotations.txt").read_text().splitlines()) == 4
        for name in ("index.html", "results.csv", "annotations.txt", "results.sarif"):
            assert "\x1b" not in (out / name).read_text(encoding="utf-8")
