"""The ledger of an output folder: which document was done, from which bytes, with what result.

    OUTPUT/results.jsonl              a line a document, only ever appended to during a run
    OUTPUT/.quotecheck-batch/ledger   SQLite: where each line is, and the counts

What the ledger says is on the disk: the results are synced before the ledger names them, and what
stands behind the last line that it names is cut off when a run begins. The ledger can be thrown
away; then everything is computed again.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, Self

from quotecheck.batch.ledger_rows import (
    key,
    put_failure,
    put_success,
    remove_documents,
    whole_or_not,
)
from quotecheck.batch.ledger_tables import TABLES, refuse_odd_columns
from quotecheck.batch.outcome import Outcome, Success
from quotecheck.batch.output import CONFLICTS, ERRORS, OVERVIEW, SUMMARY, Output, claim
from quotecheck.batch.walk import OWN_FOLDER
from quotecheck.desk.confidential import Veil
from quotecheck.errors import InputError
from quotecheck.files import check_sum, content_of, whole

RESULTS = "results.jsonl"
_VERSION = 3
_SYNC = 1.0  # seconds between two commits
_KEPT = 1000
_HEAD = b'{"schema"'  # the first bytes of our results
_TAIL = 4096


class _Unfit(Exception):
    """The ledger and the results do not belong together."""


class LedgerEntry(NamedTuple):
    """The ledger's entry on a document."""

    id: int
    digest: bytes | None
    stamp: str
    failed: bool


class Ledger:
    """The ledger of one output folder, open for one run.

    Raises:
        InputError: the folder cannot be written, or another run is writing there.
    """

    def __init__(self, output: Path, veil: Veil | None = None) -> None:
        self.output = output
        self.veil = veil or Veil({})
        self._synced = time.monotonic()
        self._kept: list[tuple[int, int]] = []
        self._changing = False
        with self.telling():
            claim(output)
            self._open(_place(output))
            try:
                self.files = Output(
                    output, self.veil, (RESULTS, SUMMARY, ERRORS, CONFLICTS, OVERVIEW)
                )
                self._results = self._open_results()
            except BaseException:
                self.db.close()
                raise
            self.run = int(self.fact("run") or 0) + 1
            self.set_fact("run", self.run)

    @staticmethod
    def is_there(output: Path) -> bool:
        """Return whether an earlier run has left a ledger."""
        return _place(output).exists()

    def known(self, path: str) -> LedgerEntry | None:
        """The entry that an earlier run made on the file; None if there is none."""
        row = self.db.execute(
            "SELECT id, digest, stamp, stage IS NOT NULL FROM documents WHERE path = ?",
            (key(path),),
        ).fetchone()
        return LedgerEntry(row[0], row[1], row[2], bool(row[3])) if row else None

    def keep(self, document: int) -> None:
        """The document is as it was."""
        self._kept.append((self.run, document))
        if len(self._kept) >= _KEPT:
            self._tick_off()

    def _tick_off(self) -> None:
        self.db.executemany("UPDATE documents SET run = ? WHERE id = ?", self._kept)
        self._kept.clear()

    def save(self, outcome: Outcome, stamp: str) -> None:
        """Write what came of a document. On the disk with the next commit, at most a second later.

        Raises InputError if the disk refuses.
        """
        with self.telling():
            self._begin_changing()
            start = self._end
            if isinstance(outcome, Success):
                self._results.write(outcome.record)
                self._end += len(outcome.record)
            with whole_or_not(self.db):
                if self.known(outcome.path) is not None:
                    remove_documents(self.db, "path = ?", key(outcome.path))
                if isinstance(outcome, Success):
                    put_success(self.db, outcome, self.run, stamp, start)
                else:
                    put_failure(self.db, outcome, self.run, stamp)
            if time.monotonic() - self._synced > _SYNC:
                self.commit()

    def commit(self) -> None:
        """Put on the disk what was saved."""
        with self.telling():
            self._tick_off()
            self._results.flush()
            os.fsync(self._results.fileno())
            self.set_fact("size", self._end)
            self._note_tail()
            self.db.commit()
        self._synced = time.monotonic()

    def sweep(self) -> int:
        """Forget the documents that this run did not meet; returns how many there were."""
        self._tick_off()
        if gone := remove_documents(self.db, "run < ?", self.run):
            self._begin_changing()
        return gone

    def tidy(self) -> None:
        """Bring the results into the order of the paths, without lines that no longer count."""
        self.commit()
        if not self._is_tidy():
            with self.telling():
                self._rewrite()

    @contextmanager
    def telling(self) -> Iterator[None]:
        """Turn what a full disk raises in the block into one clear message, an InputError."""
        try:
            yield
        except (OSError, sqlite3.OperationalError) as error:
            raise _unwritable(self.output, error) from error

    @contextmanager
    def trusted(self) -> Iterator[None]:
        """Turn what a damaged ledger leads to in the block into one clear message."""
        try:
            yield
        except (sqlite3.Error, _Unfit) as error:
            raise InputError(
                f"the ledger is damaged: {error}",
                path=str(_place(self.output)),
                hint="remove that file; then all is computed again",
            ) from error

    def record(self, line: bytes) -> dict[str, Any]:
        """The record in a line of the results, at the place where the ledger says that it is."""
        try:
            record = json.loads(line)
            if isinstance(record["path"], str):
                return dict(record)
        except (ValueError, KeyError, TypeError, RecursionError):
            pass
        raise _Unfit("the results are not where it says they are")

    @property
    def is_ahead(self) -> bool:
        """Return whether there are changes, of this run or of one that was stopped, that what is
        made from the whole ledger (conflicts, reports) does not show yet."""
        return bool(self.fact("ahead"))

    def catch_up(self) -> None:
        """Note that conflicts and reports, made from the whole ledger, now show all changes."""
        self.set_fact("ahead", 0)
        self._changing = False

    def _begin_changing(self) -> None:
        if not self._changing:
            self.set_fact("ahead", 1)
            self._changing = True

    def fact(self, name: str) -> str | int | None:
        """A value that was set before."""
        row = self.db.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def set_fact(self, name: str, value: str | int) -> None:
        """Keep a value from run to run."""
        self.db.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))

    def close(self) -> None:
        """Let go of the files; what was not committed is lost."""
        with suppress(OSError):
            self._results.close()
        with suppress(OSError, sqlite3.Error):
            self.db.rollback()
            with whole(self._sum) as partial:
                partial.write_text(str(check_sum(_place(self.output))), encoding="ascii")
        self.db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    # --- inside ---------------------------------------------------------------------------

    def _open(self, path: Path) -> None:
        try:
            self.db = self._connect(path)
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
            if "locked" in str(error):
                hint = "wait for it, or choose another --output"
                raise InputError(
                    "another run is writing there", path=str(self.output), hint=hint
                ) from error
            if _is_of_the_disk(error):
                raise _unwritable(self.output, error) from error
            for part in path.parent.glob("ledger*"):
                part.unlink()  # damaged: what it knew is computed again
            self.db = self._connect(path)

    def _connect(self, path: Path) -> sqlite3.Connection:
        db = sqlite3.connect(path, timeout=0.2, cached_statements=64)
        try:
            db.execute("PRAGMA locking_mode = EXCLUSIVE")
            db.execute("PRAGMA synchronous = NORMAL")
            db.execute("PRAGMA temp_store = FILE")
            for part in ("main", "temp"):  # more is not quicker, and fills up only in a large run
                db.execute(f"PRAGMA {part}.cache_size = -1000")  # KiB
            db.execute("BEGIN EXCLUSIVE")
            db.commit()
            self._refuse_damaged(path)
            if db.execute("PRAGMA user_version").fetchone()[0] not in (0, _VERSION):
                raise sqlite3.DatabaseError("of another version")
            db.execute(f"PRAGMA user_version = {_VERSION}")
            db.executescript(TABLES)
            refuse_odd_columns(db)
        except (sqlite3.Error, UnicodeDecodeError):
            db.close()
            raise
        return db

    @property
    def _sum(self) -> Path:
        """A file with the ledger's check sum, while no run has it open."""
        return self.output / OWN_FOLDER / "ledger.sum"

    def _refuse_damaged(self, path: Path) -> None:
        """Raise DatabaseError if the ledger is not as it was closed. After a run that was killed
        there is no check sum."""
        with suppress(FileNotFoundError):
            known = content_of(self._sum)
            self._sum.unlink()
            if known != str(check_sum(path)).encode():
                raise sqlite3.DatabaseError("not as it was closed")

    def _open_results(self) -> BinaryIO:
        path = self.output / RESULTS
        if self.fact("swap"):
            self._finish_swap()
        self._refuse_strange(path)
        self.files.adopt(RESULTS)
        file = path.open("ab")
        size, self._end = file.tell(), int(self.fact("size") or 0)
        if size < self._end:
            # Somebody cut or removed the results: what is missing is computed again.
            remove_documents(self.db, "start + length > ?", size)
            self._end = size if self._ends_a_line(path, size) else 0
            if self._end == 0:
                remove_documents(self.db, "length IS NOT NULL AND ? = ''", "")
        file.truncate(self._end)
        return file

    def _refuse_strange(self, path: Path) -> None:
        """Raise InputError if other people's lines stand in the results, or ours were changed."""
        end = int(self.fact("size") or 0)
        if not path.exists():
            return
        with path.open("rb") as file:
            head = file.read(len(_HEAD))
            size = file.seek(0, os.SEEK_END)
            tail = _tail(file, end)
        if (head and head != _HEAD[: len(head)]) or (
            size >= end > 0 and tail != (self.fact("tail") or tail)
        ):
            hint = "move it away, or choose another --output"
            raise InputError("was changed since quotecheck wrote it", path=str(path), hint=hint)

    def _note_tail(self) -> None:
        """Keep what the last lines were, so that the next run knows them again."""
        with (self.output / RESULTS).open("rb") as file:
            self.set_fact("tail", _tail(file, self._end))

    @staticmethod
    def _ends_a_line(path: Path, size: int) -> bool:
        with path.open("rb") as file:
            file.seek(max(0, size - 1))
            return file.read(1) in (b"\n", b"")

    def lines(self) -> Iterator[tuple[int, int, int]]:
        """Id, start and length of every line that counts, in the order of the paths."""
        return self.db.execute(
            "SELECT id, start, length FROM documents WHERE length IS NOT NULL ORDER BY path"
        )

    def _is_tidy(self) -> bool:
        at = 0
        for _, start, length in self.lines():
            if start != at:
                return False
            at += length
        return at == self._end

    def _rewrite(self) -> None:
        """Write the results anew. The ledger is the witness: once it says ``swap``, the new file
        is the one that counts, whether it has its name yet or not."""
        path, fresh = self.output / RESULTS, self._fresh
        at = 0
        fresh.unlink(missing_ok=True)
        self.db.execute("CREATE TEMP TABLE moved (id INTEGER PRIMARY KEY, start INTEGER)")
        with path.open("rb") as old, fresh.open("xb") as new:
            for number, start, length in self.lines():
                old.seek(start)
                new.write(old.read(length))
                self.db.execute("INSERT INTO moved VALUES (?, ?)", (number, at))
                at += length
            new.flush()
            os.fsync(new.fileno())
        self.db.execute(
            "UPDATE documents SET start = (SELECT start FROM moved WHERE moved.id = documents.id)"
            " WHERE length IS NOT NULL"
        )
        self.db.execute("DROP TABLE moved")
        self.set_fact("size", at)
        self.set_fact("tail", "")
        self.set_fact("swap", 1)
        self.db.commit()
        self._results.close()
        self._finish_swap()
        self._results, self._end = path.open("ab"), at

    @property
    def _fresh(self) -> Path:
        return self.output / OWN_FOLDER / "results.next"

    def _finish_swap(self) -> None:
        with suppress(FileNotFoundError):
            self._fresh.replace(self.output / RESULTS)
        self.set_fact("swap", 0)
        self.db.commit()


def _is_of_the_disk(error: Exception) -> bool:
    """Return whether the disk is to blame, not what the ledger holds."""
    words = ("unable to open", "disk", "readonly", "full")
    return isinstance(error, sqlite3.OperationalError) and any(word in str(error) for word in words)


def _place(output: Path) -> Path:
    return output / OWN_FOLDER / "ledger"


def _unwritable(output: Path, error: Exception) -> InputError:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return InputError(
        f"cannot be written: {reason}",
        path=str(output),
        hint="what was done stays done; free some space or choose another --output",
    )


def _tail(file: BinaryIO, end: int) -> str:
    """The hash of the last bytes before ``end``."""
    file.seek(max(0, end - _TAIL))
    return hashlib.sha256(file.read(min(end, _TAIL))).hexdigest()
