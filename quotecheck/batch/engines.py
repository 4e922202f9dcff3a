"""The engines: whatever has the two methods of `concurrent.futures.Executor` that are needed."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any, Protocol

GRACE = 5.0  # seconds


class Engine(Protocol):
    """Runs tasks somewhere."""

    @property
    def width(self) -> int:
        """The number of tasks under way that keeps the engine busy."""

    @property
    def apart(self) -> int:
        """The most tasks that may be under way so that none is lost with the worker of another."""

    def submit(self, fn: Callable[..., Any], /, *args: Any) -> Future[Any]:
        """Begin ``fn(*args)``; the future raises what it raises, or that its worker was lost."""

    def shutdown(self) -> None:
        """End the workers at once."""


class InProcess:
    """Does each task when it is submitted, in this process."""

    width = apart = 1

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


@dataclass(frozen=True, slots=True)
class Power:
    """The processors or the cluster that a run may use.

    ``engine`` is "local" or "dask". ``jobs`` is the number of processes (0: as many as there are
    processors), ``start`` the way they are started, ``scheduler`` the address of a Dask scheduler.
    """

    engine: str = "local"
    jobs: int = 0
    start: str | None = None
    scheduler: str | None = None


def begin_early(power: Power, modules: Sequence[str]) -> None:
    """Have loaded what workers will need, while this process makes ready: ``modules`` are what
    their tasks need."""
    from quotecheck.batch import nursery

    if power.engine == "dask":
        if power.scheduler is None:
            nursery.begin(("distributed", *modules))
    elif power.jobs != 1 and (power.start or nursery.way()) == "forkserver":
        nursery.begin(modules)


def open_engine(power: Power, limit: float, modules: Sequence[str]) -> Engine:
    """The engine: this process alone if one job was asked for, otherwise processes of our own, one
    even on a machine with one processor (a document that kills it must not end the run), or a
    cluster.

    A task holds several documents, each of which may take ``limit`` seconds: a task that takes
    more than two such limits hangs where no alarm reaches it.
    """
    begin_early(power, modules)
    jobs = power.jobs or cores()
    if power.engine == "dask":
        from quotecheck.batch.cluster import DaskEngine

        return DaskEngine(power.scheduler, jobs)
    if power.jobs == 1:
        return InProcess()
    from quotecheck.batch.local import LocalPool

    return LocalPool(jobs, limit=2 * limit + GRACE if limit else 0.0, start=power.start)


def cores() -> int:
    """The number of processors that this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1
