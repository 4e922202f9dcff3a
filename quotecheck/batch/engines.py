"""The engines: whatever has the two methods of `concurrent.futures.Executor` that are needed."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, Protocol

GRACE = 5.0  # seconds


class Engine(Protocol):
    """Runs tasks somewhere."""

    def submit(self, fn: Callable[..., Any], /, *args: Any) -> Future[Any]:
        """Begin ``fn(*args)``; the future raises what it raises, or that its worker was lost."""

    def shutdown(self) -> None:
        """End the workers at once."""


class InProcess:
    """Does each task when it is submitted, in this process."""

    def submit(self, fn: Callable[..., Any], /, *args: Any) -> Future[Any]:
        """A future that is done already."""
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args))
        except Exception as error:  # noqa: BLE001 - a future raises it to whoever asks
            future.set_exception(error)
        return future

    def shutdown(self) -> None:
        """Nothing to do."""


def open_engine(jobs: int, limit: float, *, start: str | None = None) -> Engine:
    """The engine for so many jobs: this process alone for one, otherwise processes of their own.

    A task holds several documents, each of which may take ``limit`` seconds: a task that takes
    more than two such limits hangs where no alarm reaches it.
    """
    if jobs == 1:
        return InProcess()
    from quotecheck.batch.local import LocalPool

    return LocalPool(jobs, limit=2 * limit + GRACE if limit else 0.0, start=start)


def cores() -> int:
    """How many processors this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1
