"""The batch run: what it finds, writes, keeps, and survives."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from batch_samples import errors_of, make_folder, make_plan, read_lines, story

from quotecheck import batch
from quotecheck.batch import Power
from quotecheck.cli import main
from quotecheck.desk.batch_results import read_records
from quotecheck.desk.file_bench import FileBench
from quotecheck.errors import InputError, QuotecheckError
from quotecheck.installed import extra_hint
from quotecheck.rules import load


def test_every_article_has_a_line_in_order_of_name(tmp_path, folder, sources):
    summary = batch.run(make_plan(tmp_path, folder, sources))
    lines = read_lines(tmp_path / "out" / "results.jsonl")
    assert [Path(line["path"]).name for line in lines] == sorted(
        each.name for each in folder.iterdir()
    )
    assert summary["documents"] == summary["quotes"] == 10
    assert summary["complete"]
    assert sum(summary["verdict"].values()) == 10
    assert json.loads((tmp_path / "out" / "summary.json").read_text())["documents"] == 10


def test_a_run_says_what_check_says_of_a_story_with_its_headline(tmp_path, sources, capsys):
    folder = tmp_path / "headed"
    folder.mkdir()
    (folder / "story.txt").write_text(
        "Quill: “We Will Open the Bridge in June”\n\n"
        "“We will open the bridge in May,” Quill said. “And not a day later.”\n",
        encoding="utf-8",
    )
    batch.run(make_plan(tmp_path, folder, sources))
    main(["check", str(folder / "story.txt"), "--sources", str(sources), "--format", "jsonl"])
    alone = json.loads(capsys.readouterr().out)
    (line,) = read_lines(tmp_path / "out" / "results.jsonl")
    assert line["quotes"] == alone["quotes"]
    assert "the story itself has it as" in line["quotes"][0]["check"]["why"]


def test_whoever_reviews_a_run_is_offered_the_runners_up(tmp_path, sources):
    folder = make_folder(tmp_path / "of", 0)
    story = folder / "story.txt"
    story.write_text(
        "Olle Vance was there. “We will open the bridge in May,” Mara Quill said.\n",
        encoding="utf-8",
    )
    batch.run(make_plan(tmp_path, folder, sources))
    records = read_records(tmp_path / "out" / "results.jsonl")
    bench = FileBench([story], [], load(), records=records)
    (written,) = bench.document(str(story)).quotes
    shown = bench.considered(str(story), written)
    assert not written.alternatives
    assert "Olle Vance" in [other.speaker.name for other in shown.alternatives]
    assert shown.check == written.check


def test_any_mix_of_formats(tmp_path, sources):
    import zipfile

    folder = tmp_path / "mixed"
    folder.mkdir()
    lead, quotation = story(0).strip().split("\n\n")
    (folder / "a.txt").write_text(story(0), encoding="utf-8")
    (folder / "b.md").write_text(f"---\ntitle: T\n---\n# {lead}\n\n{quotation}\n", encoding="utf-8")
    page = f"<html><body><h1>{lead}</h1><p>{quotation}</p></body></html>"
    (folder / "c.html").write_text(page, encoding="utf-8")
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    lines = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in (lead, quotation))
    body = f'<w:document xmlns:w="{space}"><w:body>{lines}</w:body></w:document>'
    with zipfile.ZipFile(folder / "d.docx", "w") as word:
        word.writestr("word/document.xml", body)
    (folder / "e.txt").write_bytes(story(0).encode("cp1252"))
    summary = batch.run(make_plan(tmp_path, folder, sources))
    assert (summary["documents"], summary["failed"]) == (5, 0)
    assert summary["verdict"] == {"verbatim": 5}


def test_results_follow_the_schema(tmp_path, folder, sources):
    import jsonschema

    from quotecheck import record

    batch.run(make_plan(tmp_path, folder, sources))
    validator = jsonschema.Draft202012Validator(record.schema())
    for line in read_lines(tmp_path / "out" / "results.jsonl"):
        validator.validate(line)


def test_without_sources_it_only_extracts(tmp_path, folder):
    summary = batch.run(make_plan(tmp_path, folder))
    assert summary["quotes"] == 10
    assert not summary["verdict"]


@pytest.mark.parametrize("start", ["fork", "spawn", "forkserver"])
def test_processes_give_what_one_process_gives(tmp_path, folder, sources, start):
    batch.run(make_plan(tmp_path / "one", folder, sources))
    batch.run(make_plan(tmp_path / "two", folder, sources, power=Power(jobs=2, start=start)))
    one, two = (tmp_path / name / "out" / "results.jsonl" for name in ("one", "two"))
    assert one.read_bytes() == two.read_bytes()


class TestIncremental:
    def test_nothing_changed_nothing_computed(self, tmp_path, folder, sources):
        batch.run(make_plan(tmp_path, folder, sources))
        before = (tmp_path / "out" / "results.jsonl").read_bytes()
        summary = batch.run(make_plan(tmp_path, folder, sources))
        assert summary["run"]["computed"] == 0
        assert summary["run"]["kept"] == summary["documents"] == 10
        assert (tmp_path / "out" / "results.jsonl").read_bytes() == before

    def test_only_what_changed_is_computed(self, tmp_path, folder, sources):
        batch.run(make_plan(tmp_path, folder, sources))
        (folder / "story-00003.txt").write_text(story(4), encoding="utf-8")
        (folder / "story-00005.txt").unlink()
        (folder / "a-new-one.txt").write_text(story(1), encoding="utf-8")
        summary = batch.run(make_plan(tmp_path, folder, sources))
        assert summary["run"]["computed"] == 2
        lines = read_lines(tmp_path / "out" / "results.jsonl")
        assert [Path(line["path"]).name for line in lines] == sorted(
            each.name for each in folder.iterdir()
        )
        assert "session 4" in lines[4]["title"]

    def test_a_touched_file_is_not_computed_again(self, tmp_path, folder):
        batch.run(make_plan(tmp_path, folder))
        os.utime(folder / "story-00003.txt", (1, 1))
        assert batch.run(make_plan(tmp_path, folder))["run"]["computed"] == 0

    @pytest.mark.parametrize("damage", ["cut", "gone", "ledger"])
    def test_damaged_output_is_made_whole(self, tmp_path, folder, damage):
        batch.run(make_plan(tmp_path, folder))
        results = tmp_path / "out" / "results.jsonl"
        whole = results.read_bytes()
        if damage == "cut":
            os.truncate(results, len(whole) // 2)
        elif damage == "gone":
            results.unlink()
        else:
            (tmp_path / "out" / ".quotecheck-batch" / "ledger").write_bytes(b"no database" * 999)
        assert batch.run(make_plan(tmp_path, folder))["complete"]
        assert results.read_bytes() == whole

    def test_a_crash_while_the_results_are_put_in_order(self, tmp_path, folder, monkeypatch):
        from quotecheck.batch.ledger import Ledger

        def crash(self):
            raise RuntimeError("the light goes out")

        batch.run(make_plan(tmp_path, folder))
        (folder / "story-00000.txt").write_text(story(8), encoding="utf-8")
        with monkeypatch.context() as patch:
            patch.setattr(Ledger, "_finish_swap", crash)
            with pytest.raises(RuntimeError):
                batch.run(make_plan(tmp_path, folder))
        assert batch.run(make_plan(tmp_path, folder))["complete"]
        lines = read_lines(tmp_path / "out" / "results.jsonl")
        assert [Path(line["path"]).name for line in lines] == sorted(
            each.name for each in folder.iterdir()
        )


class TestWalk:
    def test_patterns(self, tmp_path, folder):
        (folder / "sport").mkdir()
        (folder / "sport" / "match.txt").write_text(story(1), encoding="utf-8")
        (folder / "notes.log").write_text(story(1), encoding="utf-8")
        plan = make_plan(tmp_path, folder, include=("*.log", "sport/*"), exclude=("story*",))
        batch.run(plan)
        names = {Path(each["path"]).name for each in read_lines(tmp_path / "out" / "results.jsonl")}
        assert names == {"match.txt", "notes.log"}

    def test_hidden_files_and_own_output_are_left_out(self, tmp_path, folder):
        (folder / ".hidden.txt").write_text(story(1), encoding="utf-8")
        plan = make_plan(folder, folder)
        (folder / "out" / ".quotecheck-batch").mkdir(parents=True)
        (folder / "out" / "page.html").write_text(story(1), encoding="utf-8")
        assert batch.run(plan)["documents"] == 10
        assert batch.run(plan)["documents"] == 10

    def test_the_output_of_another_run_is_left_out(self, tmp_path, folder):
        assert batch.run(make_plan(folder, folder, reports=("html", "github")))["documents"] == 10
        assert batch.run(make_plan(tmp_path, folder))["documents"] == 10

    def test_links_do_not_lead_out_nor_double(self, tmp_path, folder):
        outside = tmp_path / "outside.txt"
        outside.write_text(story(1), encoding="utf-8")
        (folder / "link-out.txt").symlink_to(outside)
        (folder / "link-in.txt").symlink_to(folder / "story-00001.txt")
        (folder / "loop").symlink_to(folder)
        (folder / "link-lost.txt").symlink_to(folder / "nowhere.txt")
        os.link(folder / "story-00002.txt", folder / "twice.txt")
        summary = batch.run(make_plan(tmp_path, folder))
        assert summary["documents"] == 10
        reasons = errors_of(tmp_path / "out")
        assert "leads out" in reasons["link-out.txt"][1]
        assert "leads nowhere" in reasons["link-lost.txt"][1]
        assert any("another name of a file" in reason for _, reason in reasons.values())

    def test_fifos_and_sockets_are_recorded(self, tmp_path, folder, monkeypatch):
        os.mkfifo(folder / "pipe.txt")
        with socket.socket(socket.AF_UNIX) as listener:
            monkeypatch.chdir(folder)  # the names of sockets are short
            listener.bind("socket.txt")
            summary = batch.run(make_plan(tmp_path, folder))
        assert summary["documents"] == 10
        reasons = errors_of(tmp_path / "out")
        assert reasons["pipe.txt"] == ("walk", "is a FIFO, not a regular file")
        assert reasons["socket.txt"][1] == "is a socket, not a regular file"

    @pytest.mark.parametrize(
        "name", [b"new\nline.txt", b"\x1b]0;title\x07.txt", b"bad\xff\xfe.txt"]
    )
    def test_odd_names(self, tmp_path, folder, name):
        Path(os.fsdecode(os.fsencode(folder) + b"/" + name)).write_text(story(1), encoding="utf-8")
        (folder / "broken\x1b[2J.txt").write_bytes(b"\0\1\2" * 99)
        assert batch.run(make_plan(tmp_path, folder, power=Power(jobs=2)))["documents"] == 11
        paths = [each["path"] for each in read_lines(tmp_path / "out" / "results.jsonl")]
        assert os.fsencode(folder) + b"/" + name in map(os.fsencode, paths)
        assert batch.run(make_plan(tmp_path, folder, power=Power(jobs=2)))["run"]["kept"] == 12

    def test_an_unreadable_folder_is_recorded(self, tmp_path, folder, monkeypatch):
        (folder / "locked").mkdir()
        scandir = os.scandir

        def refusing(path):
            if str(path).endswith("locked"):
                raise PermissionError(13, "Permission denied")
            return scandir(path)

        monkeypatch.setattr(os, "scandir", refusing)
        assert batch.run(make_plan(tmp_path, folder))["documents"] == 10
        assert errors_of(tmp_path / "out")["locked"][0] == "walk"


class TestFaults:
    def test_bad_files_are_recorded_and_the_rest_goes_on(self, tmp_path, folder, sources):
        (folder / "binary.txt").write_bytes(b"\0\1\2" * 999)
        (folder / "empty.txt").write_bytes(b"")
        (folder / "broken.docx").write_bytes(b"PK no")
        summary = batch.run(make_plan(tmp_path, folder, sources))
        assert (summary["documents"], summary["failed"]) == (10, 3)
        assert errors_of(tmp_path / "out") == {
            "binary.txt": ("read", "is binary, not text"),
            "empty.txt": ("read", "is empty"),
            "broken.docx": (
                "read",
                "is not a Word document, or is damaged: File is not a zip file",
            ),
        }

    def test_failures_are_kept_until_retried(self, tmp_path, folder):
        (folder / "binary.txt").write_bytes(b"\0\1\2" * 999)
        batch.run(make_plan(tmp_path, folder))
        assert batch.run(make_plan(tmp_path, folder))["run"]["computed"] == 0
        assert batch.run(make_plan(tmp_path, folder, retry=True))["run"]["computed"] == 1

    def test_rules_that_break_during_the_run(self, tmp_path, folder, sources):
        rules = tmp_path / "desk.yaml"
        rules.write_text("extends: default\n", encoding="utf-8")
        plan = make_plan(tmp_path, folder, sources)
        plan = replace(plan, recipe=replace(plan.recipe, rules=str(rules)))

        def meddle(state):
            rules.write_text("extends: default\nno-such-key: 1\n", encoding="utf-8")

        with pytest.raises(QuotecheckError, match="no-such-key"):
            batch.run(plan, meddle)
        assert len(read_lines(tmp_path / "out" / "results.jsonl")) == 10

    def test_two_runs_at_once(self, tmp_path, folder):
        def again(state):
            with pytest.raises(InputError, match="another run"):
                batch.run(make_plan(tmp_path, folder))

        assert batch.run(make_plan(tmp_path, folder), again)["complete"]

    def test_disk_full(self, tmp_path, folder):
        code = (
            "import resource, signal, sys; from quotecheck.cli import main\n"
            "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
            "resource.setrlimit(resource.RLIMIT_FSIZE, (80_000, 80_000))\n"
            "sys.exit(main(sys.argv[1:]))"
        )
        make = make_folder(tmp_path / "many", 300)
        command = [sys.executable, "-c", code, "batch", make, "--output", tmp_path / "out"]
        done = subprocess.run([*command, "--jobs", "1"], capture_output=True, text=True)
        assert done.returncode == 2
        assert "cannot be written" in done.stderr
        assert "Traceback" not in done.stderr
        assert main(["batch", str(make), "--output", str(tmp_path / "out"), "-q"]) == 0
        assert len(read_lines(tmp_path / "out" / "results.jsonl")) == 300


def command(folder, output, *more):
    return [
        sys.executable,
        "-m",
        "quotecheck",
        "batch",
        str(folder),
        "--output",
        str(output),
        *more,
    ]


class TestStopping:
    """Stopping in the middle of a run over many articles."""

    def start(self, tmp_path, *more):
        folder = make_folder(tmp_path / "many", 1500)
        process = subprocess.Popen(
            command(folder, tmp_path / "out", "--jobs", "2", "--progress", "json", *more),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        for line in process.stderr:
            if line.startswith("{") and json.loads(line)["done"] > 200:
                return folder, process
        raise AssertionError("it never began")

    def test_ctrl_c_keeps_what_was_done(self, tmp_path):
        folder, process = self.start(tmp_path)
        os.killpg(process.pid, signal.SIGINT)
        _, stderr = process.communicate(timeout=60)
        assert process.returncode == 130
        assert "Go on with: quotecheck" in stderr
        assert not json.loads((tmp_path / "out" / "summary.json").read_text())["complete"]
        self.finish(tmp_path, folder, at_least=200)

    def test_killed_runs_go_on(self, tmp_path):
        folder, process = self.start(tmp_path)
        time.sleep(1.2)
        process.kill()
        _, stderr = process.communicate()
        assert "Traceback" not in stderr  # nor do its workers complain
        # Those that were told of had more than a second to get on the disk.
        self.finish(tmp_path, folder, at_least=200)

    def finish(self, tmp_path, folder, *, at_least):
        subprocess.run(command(folder, tmp_path / "out", "--quiet"), check=True)
        summary = json.loads((tmp_path / "out" / "summary.json").read_text())
        assert summary["complete"]
        assert summary["run"]["kept"] >= at_least
        paths = [each["path"] for each in read_lines(tmp_path / "out" / "results.jsonl")]
        assert len(paths) == len(set(paths)) == 1500


class TestCommand:
    def test_table_and_status(self, tmp_path, folder, sources, capsys):
        common = ["batch", str(folder), "--sources", str(sources), "-o", str(tmp_path / "out")]
        assert main([*common, "--jobs", "1"]) == 1
        out = capsys.readouterr().out
        assert "10 documents" in out
        assert "worst articles" in out
        assert "Vance" in out
        assert main([*common, "--jobs", "1", "--fail-on", "never", "--quiet"]) == 0
        assert capsys.readouterr() == ("", "")

    def test_missing_folder(self, tmp_path, capsys):
        assert main(["batch", str(tmp_path / "no"), "-o", str(tmp_path / "out")]) == 2
        assert "there is no such folder" in capsys.readouterr().err
        assert not (tmp_path / "out").exists()

    def test_a_baseline_that_is_not_there_is_told_before_the_run(self, tmp_path, folder, capsys):
        command = ["batch", str(folder), "-o", str(tmp_path / "out")]
        assert main([*command, "--baseline", str(tmp_path / "no.json")]) == 2
        assert "no.json" in capsys.readouterr().err
        assert not (tmp_path / "out").exists()

    def test_folder_without_articles(self, tmp_path, capsys):
        (tmp_path / "empty").mkdir()
        assert main(["batch", str(tmp_path / "empty"), "-o", str(tmp_path / "out")]) == 2
        assert "no articles found there" in capsys.readouterr().err

    def test_output_that_is_a_file(self, tmp_path, folder, capsys):
        (tmp_path / "out").write_text("mine")
        assert main(["batch", str(folder), "-o", str(tmp_path / "out")]) == 2
        assert "cannot be written" in capsys.readouterr().err
        assert (tmp_path / "out").read_text() == "mine"

    def test_names_cannot_move_the_cursor(self, tmp_path, sources, capsys):
        folder = tmp_path / "odd"
        folder.mkdir()
        (folder / "\x1b[2J\x1b]0;x\x07.txt").write_text(story(1), encoding="utf-8")
        main(["batch", str(folder), "--sources", str(sources), "-o", str(tmp_path / "out")])
        assert "\x1b" not in "".join(capsys.readouterr())


def test_watching_hears_of_articles_and_not_of_its_own_output(tmp_path, folder, sources):
    pytest.importorskip("watchfiles", reason="needs the extra watch")
    from threading import Event, Timer

    from quotecheck.batch.watching import changes

    plan = make_plan(folder, folder, sources)
    stop = Event()
    heard = changes(plan, stop)
    next(heard)  # it listens
    batch.run(plan)
    Timer(1.5, lambda: (folder / "new.txt").write_text(story(1), encoding="utf-8")).start()
    late = Timer(20, stop.set)
    late.start()
    next(heard)
    assert (folder / "new.txt").exists()  # not heard of before it was there
    late.cancel()
    assert batch.run(plan)["run"]["computed"] == 1


def wait_for(holds, seconds=20):
    """Wait until something holds, and say whether it does."""
    until = time.monotonic() + seconds
    while not holds() and time.monotonic() < until:
        time.sleep(0.05)
    return holds()


def summary_of(output):
    try:
        return json.loads((output / "summary.json").read_text())
    except FileNotFoundError:
        return {"documents": 0, "complete": False}


def test_the_desks_folder_as_a_live_board(tmp_path, folder, sources):
    """A draft that comes is checked; a folder that is away for a moment ends nothing."""
    pytest.importorskip("watchfiles", reason="needs the extra watch")
    out = tmp_path / "out"
    options = ("--sources", str(sources), "--watch", "--jobs", "1")
    process = subprocess.Popen(
        command(folder, out, *options),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )

    def shows(count):
        return wait_for(lambda: (it := summary_of(out))["documents"] == count and it["complete"])

    assert shows(10)
    (folder / "new.txt").write_text(story(1), encoding="utf-8")
    assert shows(11)
    folder.rename(tmp_path / "away")
    time.sleep(1)
    (tmp_path / "away").rename(folder)
    time.sleep(1)
    (folder / "newer.txt").write_text(story(1), encoding="utf-8")
    assert shows(12)
    (sources / "more.txt").write_text("OLLE VANCE: Words of another day.\n", encoding="utf-8")
    assert wait_for(lambda: summary_of(out).get("run", {}).get("computed") == 12)
    time.sleep(0.5)
    os.killpg(process.pid, signal.SIGINT)
    stdout, stderr = process.communicate(timeout=20)
    assert process.returncode == 1  # as the last round found
    assert "12 documents" in stdout
    assert "Traceback" not in stderr


def test_watching_hears_of_rules_baseline_and_single_sources(tmp_path, folder):
    """A saved file counts however it is saved: many editors put a new one in place of the old."""
    pytest.importorskip("watchfiles", reason="needs the extra watch")
    from threading import Event, Timer

    from quotecheck.batch.watching import changes

    rules, baseline, source = tmp_path / "desk.yaml", tmp_path / "known.json", tmp_path / "a.txt"
    for file in (rules, baseline, source):
        file.write_text("1", encoding="utf-8")
    plan = make_plan(tmp_path, folder, source, baseline=baseline)
    plan = replace(plan, recipe=replace(plan.recipe, rules=str(rules)))
    stop = Event()
    heard = changes(plan, stop)
    next(heard)  # it listens
    late = Timer(20, stop.set)
    late.start()
    for file in (rules, baseline, source):
        for text in ("22", "33"):
            fresh = tmp_path / "fresh"
            fresh.write_text(text, encoding="utf-8")
            fresh.replace(file)
            next(heard)
    late.cancel()
    # A baseline that each round writes would have each round followed by another.
    heard = changes(replace(plan, accept=("agreed", "desk")), stop)
    next(heard)
    baseline.write_text("444", encoding="utf-8")
    Timer(1, stop.set).start()
    assert next(heard, "nothing") == "nothing"


def test_new_rules_are_gone_by_while_watching(tmp_path, folder):
    pytest.importorskip("watchfiles", reason="needs the extra watch")
    out, rules = tmp_path / "out", tmp_path / "desk.yaml"
    rules.write_text("extends: default\n", encoding="utf-8")
    process = subprocess.Popen(
        command(folder, out, "--watch", "--jobs", "1", "--rules", str(rules)),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert wait_for(lambda: summary_of(out)["complete"])
    before = summary_of(out)["rules"]
    for text in ("no-such-key: 1\n", "extends: default\nconflicts: {common-words: 4}\n"):
        rules.write_text(text, encoding="utf-8")
        time.sleep(1)
    assert wait_for(lambda: (it := summary_of(out))["rules"] != before and it["complete"])
    os.killpg(process.pid, signal.SIGINT)
    _, stderr = process.communicate(timeout=20)
    assert "no-such-key" in stderr  # told, and no end of the watch
    assert process.returncode == 0


@pytest.mark.parametrize(
    ("module", "options", "extra"),
    [("watchfiles", ["--watch"], "watch"), ("dask", ["--engine", "dask"], "dask")],
)
def test_without_an_extra(tmp_path, folder, capsys, monkeypatch, module, options, extra):
    monkeypatch.setitem(sys.modules, module, None)
    assert main(["batch", str(folder), "-o", str(tmp_path / "out"), *options]) == 2
    err = capsys.readouterr().err
    assert f"the extra `{extra}`" in err
    assert f"({extra_hint(extra)})" in err


def test_what_cannot_be_watched_is_told_at_once(tmp_path, folder, capsys):
    pytest.importorskip("watchfiles", reason="needs the extra watch")
    assert main(["batch", str(tmp_path / "no"), "-o", str(tmp_path / "out"), "--watch"]) == 2
    assert "no: is not there" in capsys.readouterr().err
    broken = tmp_path / "rules.yaml"
    broken.write_text("no-such-key: 1\n", encoding="utf-8")
    options = ["-o", str(tmp_path / "out"), "--watch", "--rules", str(broken)]
    assert main(["batch", str(folder), *options]) == 2
    assert "no-such-key" in capsys.readouterr().err
