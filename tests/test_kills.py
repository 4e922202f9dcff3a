"""kill -9 at any moment, with disks that fill up: nothing that was acknowledged is lost, and
nothing of the user's is changed.

A few dozen kills run with the other tests; QUOTECHECK_KILLS=1000 asks for more.
"""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import os
import random
import select
import signal
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import yaml
from batch_samples import make_folder, make_sources, read_lines

from quotecheck.articles import read_article
from quotecheck.desk import Desk
from quotecheck.extraction import extract
from quotecheck.rules import load

KILLS = int(os.environ.get("QUOTECHECK_KILLS", "32"))
# What is pressed at a desk before it is killed: decisions, notes, undoing, going on.
KEYS = ["a", "a", "n", "j", "u", "p", "m", "x", "t", "e", "1", "\r", "\x1b", "Q", "k"]
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
    """The hash of every file that is not ours."""
    return {
        str(path): hashlib.sha256(path.read_bytes()).hexdigest()
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".quotecheck" not in str(path)
    }


def limited(size):
    """A function that a child begins with: it limits the size of files, as a full disk does, and
    gives up root's right to write where nobody may."""

    def limit():
        import ctypes
        import resource

        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_DROP_RIGHT, _WRITE_ANYWHERE, 0, 0, 0)
        if size:
            resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return limit


_DROP_RIGHT, _WRITE_ANYWHERE = 24, 1  # of Linux: PR_CAPBSET_DROP, CAP_DAC_OVERRIDE


def killed(chance, arguments, longest, size=None, keys=""):
    """Run a command and kill it after a while; what it said on standard output. With ``keys`` it
    has a terminal, where random ones of them are pressed."""
    inside, terminal = os.openpty() if keys else (None, subprocess.DEVNULL)
    process = subprocess.Popen(
        arguments,
        stdin=terminal,
        stdout=terminal if keys else subprocess.PIPE,
        stderr=terminal if keys else subprocess.DEVNULL,
        text=True,
        start_new_session=True,
        preexec_fn=limited(size),  # noqa: PLW1509 - there are no threads
        env={**os.environ, "TERM": "xterm-256color"},
    )
    ends = time.monotonic() + chance.uniform(0.05, longest)
    while time.monotonic() < ends:
        if inside is not None and select.select([inside], [], [], 0)[0]:
            with contextlib.suppress(OSError):
                os.read(inside, 65_536)
        if inside is not None and chance.random() < 0.3:
            os.write(inside, chance.choice(keys).encode())
            time.sleep(0.04)  # what comes faster was sent and not typed
        time.sleep(0.01)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    said = process.communicate()[0]
    if inside is not None:
        os.close(inside)
        os.close(terminal)
    return said


@contextlib.contextmanager
def closed(*folders):
    """Folders in which nobody may write."""
    for folder in folders:
        folder.chmod(0o500)
    try:
        yield
    finally:
        for folder in folders:
            folder.chmod(0o700)


def command(*arguments):
    return [sys.executable, "-m", "quotecheck", *map(str, arguments)]


def test_no_decision_is_lost(tmp_path):
    chance = random.Random(1)
    story = make_folder(tmp_path, 1) / "story-00000.txt"
    desk = tmp_path / ".quotecheck"
    before = contents(tmp_path)
    document = extract(read_article(story), load())
    kept, at = [], 0
    for _ in range(KILLS // 4):
        trouble = chance.choice([None, None, "full", "closed"])
        size = 20_000 + 400 * len(kept) if trouble == "full" else None
        arguments = [sys.executable, "-c", EDITOR, str(story), str(desk), str(at)]
        with closed(*([tmp_path] if trouble == "closed" else [])):
            said = killed(chance, arguments, 1.5, size)
        for line in said.splitlines():
            word, number = line.split()
            kept += [f"note {number}"] if word == "kept" else []
            at = int(number) + 1
        at += 1  # one may be on the disk that was not acknowledged
        with Desk(desk, "reader", read_only=True) as reader:
            history = reader.state(document).quotes[0].history
        notes = [entry.item.change.note for entry in history]
        assert [note for note in notes if note in set(kept)] == kept
        assert contents(tmp_path) == before
    assert kept


@pytest.fixture
def site():
    """A page on the loopback address that is another one each time."""
    asked = itertools.count()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            body = f"<p>“We go,” said Mara Quill, the {next(asked) // 3}th time.</p>".encode() * 300
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            with contextlib.suppress(OSError):  # whoever asked was killed
                self.wfile.write(body)

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/page"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("what", ["review", "plain", "batch", "index", "report", "add"])
def test_nothing_of_the_users_is_changed(tmp_path, what, site):
    chance = random.Random(what)
    folder, sources = make_folder(tmp_path, 60), make_sources(tmp_path)
    (folder / "own.html").write_text("“We go,” said Mara Quill.")
    for name in ("notes", "fetched"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "index.html").write_text("mine")
    ours = tmp_path / "ours"
    ours.mkdir()
    users = [folder, sources, tmp_path / "notes"]
    before = contents(*users)
    out, record, fetched = ours / "out", ours / "record.html", tmp_path / "fetched"
    editing = ("review", folder, "--sources", sources, "--editor", "Ann", "--desk", ours / "desk")
    commands = {
        "review": command(*editing),
        "plain": command(*editing, "--plain"),
        "batch": command("batch", folder, "--sources", sources, "-o", out, "--jobs", "2"),
        "index": command("sources", "list", sources, "--index", ours / "index"),
        "report": command("report", folder, "--sources", sources, "-o", record),
        "add": command("sources", "add", site, "--to", fetched, "--allow-private"),
    }
    keys = KEYS if what in ("review", "plain") else ""
    longest = 4.0 if what == "review" else 1.5
    for _ in range(max(1, KILLS // 8)):
        trouble = chance.choice([None, None, None, "full", "closed"])
        size = chance.choice([2_000, 20_000]) if trouble == "full" else None
        with closed(*([ours, folder, fetched] if trouble == "closed" else [])):
            killed(chance, commands[what], longest, size, keys)
        assert contents(*users) == before
        assert (fetched / "index.html").read_text() == "mine"
    last = command(*editing, "--plain") if what == "review" else commands[what]
    done = subprocess.run(
        last, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120
    )
    assert done.returncode in (0, 1), done.stderr
    assert "Traceback" not in done.stderr
    assert contents(*users) == before
    if what == "batch":
        paths = [Path(each["path"]).name for each in read_lines(out / "results.jsonl")]
        assert paths == sorted(
            path.name for path in folder.iterdir() if not path.name.startswith(".")
        )
    if what == "report":
        assert record.read_text().endswith("</html>\n")
    if what == "add":
        notes = [yaml.safe_load(path.read_text()) for path in fetched.glob("*.source.yaml")]
        assert notes
        for note in notes:
            data = (fetched / note["file"]).read_bytes()
            assert hashlib.sha256(data).hexdigest() == note["sha256"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="root writes anywhere")
@pytest.mark.parametrize("what", ["review", "batch", "report"])
def test_a_folder_that_cannot_be_written_is_told(tmp_path, what):
    folder = make_folder(tmp_path, 2)
    shut = tmp_path / "closed"
    shut.mkdir()
    options = {
        "review": ["--plain", "--desk", shut / "desk"],
        "batch": ["-o", shut / "out"],
        "report": ["-o", shut / "record.html"],
    }
    with closed(shut):
        done = subprocess.run(
            command(what, folder, *options[what]),
            input="",
            capture_output=True,
            text=True,
            preexec_fn=limited(None),
        )
    assert done.returncode == 2
    assert "closed" in done.stderr
    assert "Traceback" not in done.stderr
    assert not list(shut.iterdir())
