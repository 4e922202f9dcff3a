"""Reading heavy files in a separate process, within hard limits of memory and time.

A child process is given the name of a file and writes each source as a line of JSON. If it crashes,
hangs or outgrows its memory, only that file is lost; the next heavy file gets a new child.
"""

from __future__ import annotations

import json
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from quotecheck.following import end_with, python_command
from quotecheck.limit import memory_limit, most_memory
from quotecheck.model import Source, Unread
from quotecheck.rules import Rules
from quotecheck.sources.keys import from_row, to_row
from quotecheck.sources.reading import TOO_LARGE, read_sources

MEMORY, A_BYTE = 1_000_000_000, 20  # bytes, and how many more for each byte of the file
GRACE = 15.0  # seconds that the child has to report a file that takes too long
_START = "from quotecheck.sources.apart import serve_reader; serve_reader()"
Told = Source | Unread | str


class Lost(Exception):
    """Raised when the child is gone, with the reason; ``late`` if it was ended because it took too
    long."""

    def __init__(self, reason: str, *, late: bool) -> None:
        super().__init__(reason)
        self.late = late


class Child:
    """A process that reads files, with a thread that ends it when it takes too long."""

    def __init__(self, rules: Rules) -> None:
        """Start it. Raises OSError where the system cannot start another process."""
        self._process = subprocess.Popen(  # noqa: S603 - our own module, with arguments of our own
            python_command(_START),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._deadline, self._late = float("inf"), False
        self._over = threading.Event()
        threading.Thread(target=self._watch, name="quotecheck-reader", daemon=True).start()
        known = pickle.dumps(rules)
        self._send({"parent": os.getpid(), "rules": len(known)}, known)

    def read(self, path: Path, size: int, seconds: float) -> Iterator[Told]:
        """The items of a file of ``size`` unpacked bytes; each item may take ``seconds``. Raises
        Lost."""
        self._send({"path": os.fsencode(path).hex(), "memory": most_memory(MEMORY + A_BYTE * size)})
        while True:
            self._deadline = time.monotonic() + seconds + GRACE
            line = self._answers.readline()
            self._deadline = float("inf")
            if not line.endswith(b"\n"):
                raise Lost(self._reason(seconds), late=self._late)
            row = json.loads(line)
            if row is None:
                return
            yield _item(row)

    def end(self) -> None:
        """End the process and wait for it."""
        self._over.set()
        self._process.kill()
        self._process.wait()
        for pipe in self._process.stdin, self._process.stdout:
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()

    @property
    def _answers(self) -> IO[bytes]:
        assert self._process.stdout is not None  # noqa: S101 - it was asked for
        return self._process.stdout

    def _send(self, head: dict[str, Any], body: bytes = b"") -> None:
        assert self._process.stdin is not None  # noqa: S101 - it was asked for
        with suppress(OSError):  # it is gone: there will be no answer
            self._process.stdin.write(json.dumps(head).encode() + b"\n" + body)
            self._process.stdin.flush()

    def _watch(self) -> None:
        while not self._over.wait(1.0):
            if time.monotonic() > self._deadline:
                self._late = True
                self._process.kill()
                return

    def _reason(self, seconds: float) -> str:
        if self._late:
            return f"takes longer than {seconds:g} s to read"
        status = self._process.wait()
        how = f"signal {-status}" if status < 0 else f"status {status}"
        return f"cannot be read: its reader ended ({how})"


def serve_reader() -> None:
    """Read the files named on standard input until it ends: the child's side."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what Ctrl-C ends
    questions, answers = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # nothing else gets between the answers
    head = json.loads(questions.readline())
    end_with(head["parent"])
    rules = pickle.loads(questions.read(head["rules"]))  # noqa: S301 - our own parent's
    while line := questions.readline():
        asked = json.loads(line)
        path = Path(os.fsdecode(bytes.fromhex(asked["path"])))
        with memory_limit(asked["memory"]):
            for line in _lines(path, rules):
                answers.write(line)
                answers.flush()
        answers.write(b"null\n")
        answers.flush()


def _lines(path: Path, rules: Rules) -> Iterator[bytes]:
    """The items of a file, each as a line."""
    try:
        for item in read_sources(path, rules):
            yield json.dumps(_row(item)).encode() + b"\n"
    except MemoryError:
        yield json.dumps(_row(Unread(str(path), TOO_LARGE))).encode() + b"\n"


def _row(item: Told) -> dict[str, Any]:
    if isinstance(item, Source):
        return {"source": to_row(item), "text": item.text}
    if isinstance(item, Unread):
        return {"unread": list(item)}
    return {"note": item}


def _item(row: dict[str, Any]) -> Told:
    if "source" in row:
        return from_row(row["source"], row["text"])
    if "unread" in row:
        return Unread(*row["unread"])
    note: str = row["note"]
    return note
