"""kill -9 at any moment, with disks that fill up: nothing that was acknowledged is lost, and
nothing of the user's is changed.

A few dozen kills run with the other tests; QUOTECHECK_KILLS=1000 asks for more.
"""

from __future__ import annotations

import hashlib
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from batch_samples import make_folder, make_sources, read_lines

from quotecheck.articles import read_article
from quotecheck.desk import Desk
from quotecheck.extraction import extract
from quotecheck.rules import load

KILLS = int(os.environ.get("QUOTECHECK_KILLS", "32"))
pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs kill -9")

EDITOR = """
import sys
from pathlib import Path
from quotecheck.articles import read_article
from quotecheck.desk import Change, Desk
from quotecheck.errors import DeskError
from quotecheck.extraction import extract
from quotecheck.rules import load
document = extract(read_article(sys.argv[1]), load())
with Desk(Path(sys.argv[2]), "Ann", host="h") as desk:
    for number in range(int(sys.argv[3]), 10**6):
        try:
            desk.decide(document, {document.quotes[0].id: Change(note=f"note {number}")})
        except DeskError:
            print("refused", number, flush=True)
            break
        print("kept", number, flush=True)
"""


def contents(*folders):
    return {
        str(path): hashlib.sha256(path.read_bytes()).hexdigest()
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".quotecheck" not in str(path)
    }


def small_disk(size):
    """A limit on the size of files, in the child: what a full disk looks like."""

    def limit():
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return limit


def killed(chance, arguments, longest, size=None):
    """Run a command and kill it after a while; what it said on standard output."""
    process = subprocess.Popen(
        arguments,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
        preexec_fn=small_disk(size) if size else None,  # noqa: PLW1509 - there are no threads
    )
    time.sleep(chance.uniform(0.05, longest))
    os.killpg(process.pid, signal.SIGKILL)
    return process.communicate()[0]


def command(*arguments):
    return [sys.executable, "-m", "quotecheck", *map(str, arguments)]


def test_no_decision_is_lost(tmp_path):
    chance = random.Random(1)
    story = make_folder(tmp_path, 1) / "story-00000.txt"
    before = contents(tmp_path)
    document = extract(read_article(story), load())
    kept, at = [], 0
    for _ in range(KILLS // 4):
        size = chance.choice([None, None, 20_000 + 400 * len(kept)])
        arguments = [
            sys.executable,
            "-c",
            EDITOR,
            str(story),
            str(tmp_path / ".quotecheck"),
            str(at),
        ]
        for line in killed(chance, arguments, 1.5, size).splitlines():
            word, number = line.split()
            kept += [f"note {number}"] if word == "kept" else []
            at = int(number) + 1
        at += 1  # one may be on the disk that was not acknowledged
        with Desk(tmp_path / ".quotecheck", "reader", read_only=True) as desk:
            history = desk.state(document).quotes[0].history
        notes = [entry.item.change.note for entry in history]
        assert [note for note in notes if note in set(kept)] == kept
        assert contents(tmp_path) == before
    assert kept


@pytest.mark.parametrize("what", ["plain", "batch", "index", "report"])
def test_nothing_of_the_users_is_changed(tmp_path, what):
    chance = random.Random(what)
    folder, sources = make_folder(tmp_path, 60), make_sources(tmp_path)
    (folder / "own.html").write_text("“We go,” said Mara Quill.")
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "index.html").write_text("mine")
    before = contents(folder, sources, tmp_path / "notes")
    out, record = tmp_path / "out", tmp_path / "record.html"
    commands = {
        "plain": command("review", folder, "--sources", sources, "--plain", "--editor", "Ann"),
        "batch": command("batch", folder, "--sources", sources, "-o", out, "--jobs", "2"),
        "index": command("sources", "list", sources, "--index", tmp_path / "index"),
        "report": command("report", folder, "--sources", sources, "-o", record),
    }
    for _ in range(max(1, KILLS * 3 // 16)):
        killed(chance, commands[what], 1.5, chance.choice([None, None, 2_000, 20_000]))
        assert contents(folder, sources, tmp_path / "notes") == before
    done = subprocess.run(
        commands[what], stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120
    )
    assert done.returncode in (0, 1), done.stderr
    assert "Traceback" not in done.stderr
    assert contents(folder, sources, tmp_path / "notes") == before
    if what == "batch":
        paths = [Path(each["path"]).name for each in read_lines(out / "results.jsonl")]
        assert paths == sorted(
            path.name for path in folder.iterdir() if not path.name.startswith(".")
        )
    if what == "report":
        assert record.read_text().endswith("</html>\n")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root writes anywhere")
@pytest.mark.parametrize("what", ["review", "batch", "report"])
def test_a_folder_that_cannot_be_written_is_told(tmp_path, what):
    folder = make_folder(tmp_path, 2)
    (tmp_path / "closed").mkdir(mode=0o500)
    options = {
        "review": ["--plain", "--desk", tmp_path / "closed" / "desk"],
        "batch": ["-o", tmp_path / "closed" / "out"],
        "report": ["-o", tmp_path / "closed" / "record.html"],
    }
    done = subprocess.run(
        command(what, folder, *options[what]), input="", capture_output=True, text=True
    )
    assert done.returncode == 2
    assert "closed" in done.stderr
    assert "Traceback" not in done.stderr
