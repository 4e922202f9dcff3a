"""The screen of ``quotecheck batch``: the progress of the run, and the table at the end."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from quotecheck.display import clip, counted, one_line
from quotecheck.kinds import Flag
from quotecheck.reports.tallies import tally, unchecked_of

if TYPE_CHECKING:
    from quotecheck.batch import RunState

_PAUSE = 0.2  # seconds between two looks at the run


@contextmanager
def progress(choice: str, *, quiet: bool) -> Iterator[Callable[[RunState], None]]:
    """Something that can be told how far the run is, and shows it as was chosen."""
    if choice == "auto":
        choice = "bar" if sys.stderr.isatty() and not quiet else "none"
    if choice == "bar":
        with _bar() as tell, _paced(tell) as paced:
            yield paced
    elif choice == "json":
        with _paced(_tell_json) as paced:
            yield paced
    else:
        yield lambda _: None


@contextmanager
def _paced(tell: Callable[[RunState], None]) -> Iterator[Callable[[RunState], None]]:
    """Pass on a few states a second, and the last one in any case."""
    due = 0.0
    waiting: RunState | None = None

    def paced(state: RunState) -> None:
        nonlocal due, waiting
        waiting = state
        if (now := time.monotonic()) >= due:
            due, waiting = now + _PAUSE, None
            tell(state)

    try:
        yield paced
    finally:
        if waiting is not None:
            tell(waiting)


def _tell_json(state: RunState) -> None:
    done = state.done + state.kept
    rate = state.done / state.seconds if state.seconds else 0.0
    left = round((state.total - done) / rate, 1) if state.counted and rate else None
    line = {
        "done": done,
        "total": state.total if state.counted else None,
        "kept": state.kept,
        "failed": state.failed,
        "words": state.words,
        "per_second": round(rate, 1),
        "seconds": round(state.seconds, 2),
        "seconds_left": left,
    }
    print(json.dumps(line), file=sys.stderr, flush=True)


@contextmanager
def _bar() -> Iterator[Callable[[RunState], None]]:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
        TextColumn("{task.fields[failed]}"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task("", total=None, rate="", failed="")

        def tell(state: RunState) -> None:
            rate = state.done / state.seconds if state.seconds else 0.0
            shown.update(
                task,
                completed=state.done + state.kept,
                total=state.total if state.counted else None,
                rate=f"{rate:,.0f} a second",
                failed=f"{state.failed:,} failed" if state.failed else "",
            )

        yield tell


def print_summary(summary: dict[str, Any], output: str) -> None:
    """The summary for the eye, on standard output."""
    run = summary["run"]
    print(
        f"{counted(summary['documents'], 'document')}, {counted(summary['words'], 'word')},"
        f" {counted(summary['quotes'], 'quotation')}"
        f" ({run['computed']:,} computed, {run['kept']:,} unchanged, {run['seconds']:.1f} s)"
    )
    for what in ("verdict", "desk", "reports"):
        if summary[what]:
            print(f"{what:<9}{tally(summary[what], summary[what])}")
    if unchecked := unchecked_of(summary["flags"].get(Flag.NO_SPEAKERS, 0), summary["quotes"]):
        print(unchecked)
    _rows("worst articles", summary["worst"], "path", ("error", "open", "look", "quotes"))
    _rows("speakers", summary["speakers"], "name", ("quotes", "error"))
    if summary["conflicts"]:
        place = _place(output, "conflicts.jsonl")
        print(f"\n{counted(summary['conflicts'], 'conflict')} across articles: see {place}")
    if "baseline" in summary:
        new = sum(summary["baseline"]["new"].values())
        accepted = counted(summary["baseline"]["accepted"], "finding")
        print(f"\n{accepted} accepted, {new:,} new")
    if summary["failed"]:
        place = _place(output, "errors.jsonl")
        print(f"\n{counted(summary['failed'], 'file')} could not be done: see {place}")
    if not summary["complete"]:
        print("\nINCOMPLETE: run the same command again")
    print(f"\nresults: {_place(output, 'results.jsonl')}")


def _place(output: str, name: str) -> str:
    return one_line(f"{output.rstrip('/')}/{name}")


def _rows(title: str, rows: list[dict[str, Any]], name: str, columns: tuple[str, ...]) -> None:
    if not rows:
        return
    print(f"\n{title:<50}" + "".join(f"{column:>8}" for column in columns))
    for row in rows[:10]:
        print(
            f"{clip(one_line(row[name]), 48):<50}" + "".join(f"{row[each]:>8,}" for each in columns)
        )
