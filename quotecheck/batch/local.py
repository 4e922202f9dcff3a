"""The local engine: a small pool of our own processes, in the shape of an Executor.

`concurrent.futures.ProcessPoolExecutor` loses the whole run to one killed worker and cannot stop
a task that hangs. Here a worker that dies or takes too long costs its own task and nothing else.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from typing import Any

from quotecheck.batch import nursery
from quotecheck.following import end_with
from quotecheck.limit import limit_own_memory, most_memory

_MEMORY = 4_000_000_000  # bytes that a worker may have of its own
_STILLBORN = 3  # workers in a row that die before they can begin: more would not help


class WorkerLost(Exception):
    """The worker died, or was ended because it took too long, before it could answer."""


@dataclass(slots=True)
class _Task:
    future: Future[Any]
    call: tuple[Callable[..., Any], tuple[Any, ...]]


@dataclass(slots=True, eq=False)
class _Worker:
    process: Any
    pipe: Connection
    ready: bool = False
    task: _Task | None = None
    deadline: float = field(default=float("inf"))


class LocalPool:
    """``workers`` processes that take one task after the other.

    ``limit`` is the time a task may take, in seconds (0: any). ``start`` is the way processes are
    started: "forkserver", "spawn" or "fork" (default: that of `quotecheck.batch.nursery`).
    """

    def __init__(self, workers: int, *, limit: float = 0.0, start: str | None = None) -> None:
        self._context: Any = multiprocessing.get_context(start or nursery.way())
        self._size, self._limit = workers, limit
        self.width = 2 * workers
        self.apart = workers  # a worker has one task at a time
        self._queue: deque[_Task] = deque()
        self._workers: list[_Worker] = []
        self._stillborn = 0
        self._over: OSError | None = None
        self._lock = threading.Lock()
        self._closing = threading.Event()
        self._bell, self._ring = multiprocessing.Pipe(duplex=False)
        self._thread = threading.Thread(target=self._manage, name="quotecheck-pool", daemon=True)
        self._thread.start()

    def submit(self, fn: Callable[..., Any], /, *args: Any) -> Future[Any]:
        """Have a worker call ``fn(*args)``; the future raises WorkerLost if the worker is lost."""
        task = _Task(Future(), (fn, args))
        with self._lock:
            over = self._over
            if over is None:
                self._queue.append(task)
        if over is not None:
            task.future.set_exception(over)
            return task.future
        self._ring.send_bytes(b".")
        return task.future

    def shutdown(self) -> None:
        """End the workers at once, whatever they are doing."""
        self._closing.set()
        self._ring.send_bytes(b".")
        self._thread.join()
        for worker in self._workers:
            self._end(worker)

    def _manage(self) -> None:
        """Hand out and hear until the end. Whatever ends it is what all futures raise: one that
        nobody settles would be waited for without end."""
        try:
            self._manage_all()
        except Exception as error:  # noqa: BLE001 - it is raised where the tasks came from
            self._give_up(error if isinstance(error, OSError) else OSError(f"the pool: {error}"))

    def _give_up(self, error: OSError) -> None:
        with self._lock:
            self._over = error
            tasks, self._queue = list(self._queue), deque()
        tasks += [worker.task for worker in self._workers if worker.task is not None]
        for task in tasks:
            if not task.future.done():
                task.future.set_exception(error)

    def _manage_all(self) -> None:
        while not self._closing.is_set():
            self._hand_out()
            soonest = min((worker.deadline for worker in self._workers), default=float("inf"))
            patience = max(0.0, soonest - time.monotonic()) if soonest < float("inf") else None
            ready = wait([self._bell, *(worker.pipe for worker in self._workers)], patience)
            if self._bell in ready:
                self._bell.recv_bytes()
            for worker in list(self._workers):
                if worker.pipe in ready:
                    self._hear(worker)
                elif worker.deadline <= time.monotonic():
                    self._lose(worker, f"took more than {self._limit:g} s and was ended")

    def _hand_out(self) -> None:
        with self._lock:
            waiting = len(self._queue)
        idle = sum(worker.task is None for worker in self._workers)
        for _ in range(min(waiting - idle, self._size - len(self._workers))):
            try:
                self._workers.append(self._begin())
            except (OSError, EOFError) as error:
                if not self._workers:
                    raise OSError(f"no worker process can be started: {error}") from error
                break  # too many files or processes: those that there are go on
        for worker in list(self._workers):
            if worker.task is None and worker.ready and self._queue:
                with self._lock:
                    worker.task = self._queue.popleft()
                worker.deadline = time.monotonic() + self._limit if self._limit else float("inf")
                try:
                    worker.pipe.send(worker.task.call)
                except OSError:
                    self._lose(worker, "died")

    def _begin(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=_serve, args=(theirs, os.getpid()), daemon=True)
        try:
            process.start()
        except BaseException:
            ours.close()
            raise
        finally:
            theirs.close()
        return _Worker(process, ours)

    def _hear(self, worker: _Worker) -> None:
        try:
            done, result = worker.pipe.recv()
        except (EOFError, OSError):
            self._lose(worker, "died")
            return
        if not worker.ready:
            worker.ready, self._stillborn = True, 0
            return
        task, worker.task, worker.deadline = worker.task, None, float("inf")
        if task is not None:
            (task.future.set_result if done else task.future.set_exception)(result)

    def _lose(self, worker: _Worker, what: str) -> None:
        self._end(worker)
        self._workers.remove(worker)
        status = worker.process.exitcode
        how = f"{what} (signal {-status})" if what == "died" and status and status < 0 else what
        if worker.task is not None:
            worker.task.future.set_exception(WorkerLost(f"the worker {how}"))
        if not worker.ready:
            self._stillborn += 1
            while self._stillborn >= _STILLBORN and self._queue:
                error = OSError("no worker process can be started")
                self._queue.popleft().future.set_exception(error)

    def _end(self, worker: _Worker) -> None:
        worker.process.kill()
        worker.process.join()
        worker.pipe.close()


def _serve(pipe: Connection, parent: int) -> None:
    # Ctrl-C reaches the whole group of processes; the parent decides what becomes of it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with(parent)
    limit_own_memory(most_memory(_MEMORY))
    with suppress(EOFError, OSError):  # the parent is gone, and nobody wants to hear of it
        pipe.send((True, None))
        while True:
            fn, args = pipe.recv()
            pipe.send(_answer(fn, args))


def _answer(fn: Callable[..., Any], args: tuple[Any, ...]) -> tuple[bool, Any]:
    try:
        return True, fn(*args)
    except Exception as error:  # noqa: BLE001 - it is raised again where the task came from
        return False, _portable(error)


def _portable(error: Exception) -> Exception:
    """The error, or if it would not survive the way between processes, one that says the same."""
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 - our own
    except Exception:  # noqa: BLE001 - whatever its constructor does
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error
