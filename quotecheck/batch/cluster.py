"""The Dask engine: the scheduling, balancing and retrying of a cluster, in the shape of an
Executor. Needs the extra ``dask``."""

from __future__ import annotations

import logging
import multiprocessing
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager, nullcontext, suppress
from importlib import import_module
from threading import Event, Thread
from typing import Any

from quotecheck.batch import nursery
from quotecheck.errors import InputError
from quotecheck.installed import extra_hint

_PATIENCE = 10  # seconds to find a scheduler
_AGAIN = 1.0  # seconds until the cluster is asked again how large it is
_FAREWELL = 0.5  # seconds for each part of the cluster to end by itself
_GLANCE = 0.02  # seconds until it is looked again whether a worker was started
# For workers that are started here: from the nursery, and nobody looks at their profile.
_OURS = {
    "distributed.worker.multiprocessing-method": nursery.way(),
    "distributed.worker.profile.enabled": False,
}


class DaskEngine:
    """Tasks on a Dask cluster: the one at ``scheduler``, or one of ``jobs`` processes here.

    Raises InputError without the extra, or if there is no scheduler.
    """

    apart = 1  # a worker has several tasks, and all are lost with it

    def __init__(self, scheduler: str | None, jobs: int) -> None:
        try:
            dask: Any = import_module("dask")
            distributed: Any = import_module("distributed")
        except ImportError as error:
            raise InputError(
                "the engine dask needs the extra `dask`", hint=extra_hint("dask")
            ) from error
        if scheduler is not None:
            _refuse_what_is_no_address(distributed, scheduler)
        # A task that costs a worker comes back at once: the chunk is halved here, and the
        # cluster's own further tries would cost further workers.
        dask.config.set({"distributed.scheduler.allowed-failures": 0})
        if scheduler is None:
            dask.config.set(_OURS)
        self._least = jobs if scheduler is None else 1  # workers here may still be on their way
        self._width, self._asked = 2 * self._least, 0.0
        self._cluster: Any = None
        self._client: Any = None
        self._executor: Any = None
        try:
            self._open(distributed, scheduler, jobs)
        except (OSError, TimeoutError, ValueError) as error:
            self.shutdown()
            reason = "there is no scheduler"
            raise InputError(reason, path=scheduler, hint="check --scheduler") from error
        except BaseException:
            self.shutdown()
            raise

    def _open(self, distributed: Any, scheduler: str | None, jobs: int) -> None:
        if scheduler is None:
            with nursery.deaf_to_interrupts():  # its threads and processes inherit it
                self._cluster = distributed.LocalCluster(
                    n_workers=0,
                    threads_per_worker=1,
                    dashboard_address=None,
                    # The scheduler serves pages all the same; any port will do, where the usual
                    # one would be complained of if another cluster has it.
                    scheduler_kwargs={"dashboard_address": "127.0.0.1:0"},
                    silence_logs=50,
                )
            self._cluster.shutdown_on_close = False  # else it is waited for once more at exit
            self._cluster.scale(jobs)  # they come one by one
        self._client = distributed.Client(
            self._cluster or scheduler,
            timeout=_PATIENCE,
            set_as_default=False,
            direct_to_workers=scheduler is None,  # results need not go by the scheduler
        )
        self._executor = self._client.get_executor(pure=False, retries=0)

    @property
    def width(self) -> int:
        """The number of tasks that keeps the cluster busy."""
        if (now := time.monotonic()) - self._asked > _AGAIN:
            self._asked = now
            self._width = 2 * max(self._least, sum(self._client.nthreads().values()))
        return self._width

    def submit(self, fn: Callable[..., Any], /, *args: Any) -> Future[Any]:
        """Have a worker call ``fn(*args)``."""
        future: Future[Any] = self._executor.submit(fn, *args)
        return future

    def shutdown(self) -> None:
        """Let go of the cluster; one that was started here is stopped, whatever it is doing."""
        with nullcontext() if self._cluster is None else _without_workers(self._cluster):
            for opened in (self._client, self._cluster):
                if opened is not None:
                    with suppress(Exception):  # what it has to say now helps nobody
                        opened.close(timeout=_FAREWELL)


def _refuse_what_is_no_address(distributed: Any, scheduler: str) -> None:
    # A client with a wrong address is waited for at the end, and complains of that.
    try:
        distributed.comm.get_address_host_port(scheduler)
    except ValueError as error:
        reason = f"is not the address of a scheduler: {error}"
        raise InputError(reason, path=scheduler, hint="write it as tcp://HOST:PORT") from error


@contextmanager
def _without_workers(cluster: Any) -> Iterator[None]:
    """In this block no worker of a cluster lives. One in the middle of a chunk would be waited for:
    it has nothing to finish. One that is just being started would complain that it finds nobody."""
    for name in ("distributed", "tornado", "asyncio"):  # they complain of every lost connection
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    over = Event()
    killer = Thread(target=_kill_workers, args=(cluster, over), daemon=True)
    _kill_those_now(cluster)
    killer.start()
    try:
        yield
    finally:
        over.set()
        killer.join()


def _kill_workers(cluster: Any, over: Event) -> None:
    """Kill every worker of a cluster, and whatever takes its place, until it is ``over``."""
    while not over.wait(_GLANCE):
        _kill_those_now(cluster)


def _kill_those_now(cluster: Any) -> None:
    for nanny in list(cluster.workers.values()):
        nanny.auto_restart = False
    for process in multiprocessing.active_children():
        if process.name.startswith("Dask"):
            process.kill()
