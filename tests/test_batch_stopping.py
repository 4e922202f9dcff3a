"""Ctrl-C at the moments when a run is slow to hear it."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress

import pytest
from batch_samples import make_folder, make_plan, read_lines

from quotecheck import batch
from quotecheck.batch import ledger

# What stands for a step that Python cannot interrupt: the sort of a large index, say. It takes
# many minutes.
DEAF = "import hashlib; hashlib.pbkdf2_hmac('sha256', b'', b'', 2_000_000_000)"
MAIN = "import sys; from quotecheck.cli import main; sys.exit(main(sys.argv[1:]))"


def start(code, *options):
    return subprocess.Popen(
        [sys.executable, "-c", code, "batch", *map(str, options)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def interrupt(process):
    """Ctrl-C as a terminal sends it; returns what was said on standard error."""
    os.killpg(process.pid, signal.SIGINT)
    _, stderr = process.communicate(timeout=60)  # the step alone would take longer
    assert process.returncode == 130
    assert "Traceback" not in stderr
    assert "Go on with: quotecheck batch" in stderr
    assert is_gone(process.pid)
    return stderr


def is_gone(group, seconds=10):
    """Return whether all processes of a group end soon."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False


def make_large_sources(place, words):
    place.mkdir()
    chance = random.Random(5)
    known = [f"word{number}" for number in range(20_000)]
    lines = [" ".join(chance.choices(known, k=500)) for _ in range(100)]
    for number in range(words // 50_000):
        chance.shuffle(lines)
        text = "".join(f"MARA QUILL: {line}.\n" for line in lines)
        (place / f"meeting-{number}.txt").write_text(text, encoding="utf-8")
    return place


def test_while_a_large_index_is_built(tmp_path):
    folder, sources = make_folder(tmp_path), make_large_sources(tmp_path / "sources", 2_500_000)
    options = (folder, "--sources", sources, "--output", tmp_path / "out")
    process = start(MAIN, *options)
    index = sources / ".quotecheck-index"
    while not list(index.glob("*/lock")):
        time.sleep(0.02)
    time.sleep(1)
    assert process.poll() is None
    interrupt(process)
    assert not list(index.glob("*/manifest.json"))
    done = start(MAIN, *options, "--fail-on", "never")
    _, stderr = done.communicate(timeout=120)
    assert (done.returncode, stderr.count("\n")) == (0, 1)
    assert "50 sources read" in stderr
    assert len(read_lines(tmp_path / "out" / "results.jsonl")) == 10
    # And when it is opened, here and then by the workers.
    folder, out = make_folder(tmp_path / "more", 3000), tmp_path / "other"
    opening = "from quotecheck import sources\nopen_library = sources.open_library\n"
    opening += "def told(*a, **k):\n print('opening', flush=True)\n return open_library(*a, **k)\n"
    for moment in (0, 0.02, 0.1, 0.3, 0.6):
        code = f"{opening}sources.open_library = told\n{MAIN}"
        process = start(code, folder, "--sources", sources, "--output", out)
        assert process.stdout.readline() == "opening\n"
        time.sleep(moment)
        interrupt(process)


@pytest.mark.parametrize(
    "where",
    [
        "from quotecheck.sources import phrases as place; name = 'build'",
        "from quotecheck.batch import conflicts as place; name = 'write'",
        "from quotecheck.batch.ledger import Ledger as place; name = 'save'",
    ],
    ids=["index", "conflicts", "at work"],
)
def test_in_a_step_that_hears_nothing(tmp_path, where):
    deaf = f"def deaf(*_):\n print('deaf', flush=True)\n {DEAF}\nsetattr(place, name, deaf)"
    folder, sources = make_folder(tmp_path), make_large_sources(tmp_path / "sources", 100_000)
    options = (folder, "--sources", sources, "--output", tmp_path / "out")
    options += ("--index", tmp_path / "index", "--fail-on", "never")
    process = start(f"{where}\n{deaf}\n{MAIN}", *options)
    assert process.stdout.readline() == "deaf\n"
    interrupt(process)
    summary = tmp_path / "out" / "summary.json"
    assert not summary.exists() or not json.loads(summary.read_text())["complete"]
    done = start(MAIN, *options)
    assert done.wait(60) == 0
    assert json.loads(summary.read_text())["complete"]


def test_the_terminal_is_given_back(tmp_path):
    """The bar hides the cursor; what ends the process has to show it again."""
    pty = pytest.importorskip("pty")
    # A bar takes for itself what is printed meanwhile.
    deaf = f"def deaf(*_):\n print('deaf', file=sys.__stdout__, flush=True)\n {DEAF}"
    code = f"from quotecheck.batch import conflicts\n{deaf}\nconflicts.write = deaf\n{MAIN}"
    ours, theirs = pty.openpty()
    options = [str(make_folder(tmp_path)), "--output", str(tmp_path / "out"), "--progress", "bar"]
    process = subprocess.Popen(
        [sys.executable, "-c", code, "batch", *options],
        stdout=subprocess.PIPE,
        stderr=theirs,
        text=True,
        env=os.environ | {"TERM": "xterm"},
        start_new_session=True,
    )
    os.close(theirs)
    assert process.stdout.readline() == "deaf\n"
    os.killpg(process.pid, signal.SIGINT)
    shown = b""
    with suppress(OSError):  # the other end is closed
        while piece := os.read(ours, 4096):
            shown += piece
    assert process.wait(10) == 130
    shown = shown.decode()
    assert shown.rindex("\x1b[?25h") > shown.rindex("\x1b[?25l")
    assert "Go on with: quotecheck batch" in shown


def test_before_anything_has_begun(tmp_path):
    """While options are being read and modules loaded."""
    slow = "def slow(*_, **__):\n print('here', flush=True)\n time.sleep(60)\nbatch.Recipe = slow"
    code = f"import time; from quotecheck import batch\n{slow}\n{MAIN}"
    process = start(code, make_folder(tmp_path), "--output", tmp_path / "out")
    assert process.stdout.readline() == "here\n"
    interrupt(process)


def test_what_was_done_for_an_output_elsewhere_is_sent_there(tmp_path):
    """Even if sending takes longer than a run may take to end otherwise."""
    pytest.importorskip("fsspec", reason="needs the extra dask")
    slow = "send = remote._send\ndef slowly(*args):\n time.sleep(2)\n send(*args)"
    code = f"import time; from quotecheck.batch import remote\n{slow}\nremote._send = slowly\n"
    folder, out = make_folder(tmp_path, 3000), tmp_path / "far" / "out"
    options = (folder, "--output", f"file://{out}", "--jobs", "1")
    process = start(code + MAIN, *options, "--progress", "json")
    for line in process.stderr:
        if line.startswith("{") and json.loads(line)["done"] > 200:
            break
    os.killpg(process.pid, signal.SIGINT)
    _, stderr = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Go on with: quotecheck batch" in stderr
    assert not json.loads((out / "summary.json").read_text())["complete"]
    assert start(MAIN, *options, "--quiet").wait(120) == 0
    summary = json.loads((out / "summary.json").read_text())
    assert summary["complete"]
    assert summary["run"]["kept"] >= 200


def test_in_the_middle_of_one_document(tmp_path, monkeypatch):
    """Documents done before are kept, and nothing is there by half."""
    folder, put, seen = make_folder(tmp_path, 10), ledger.put_success, []

    def stopped(*args):
        put(*args)
        seen.append(args)
        if len(seen) == 6:
            raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(ledger, "put_success", stopped)
        with pytest.raises(KeyboardInterrupt):
            batch.run(make_plan(tmp_path, folder))
    summary = batch.run(make_plan(tmp_path, folder))
    assert summary["complete"]
    assert summary["run"]["kept"] == 5
    assert len(read_lines(tmp_path / "out" / "results.jsonl")) == 10
