"""The Dask engine: the scheduling, balancing and retrying of a cluster, in the shape of an
Executor. Needs the extra ``dask``."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from importlib import import_module
from typing import Any

from quotecheck.errors import InputError

_PATIENCE = 10  # seconds to find a scheduler


class DaskEngine:
    """Tasks on a Dask cluster: the one at ``scheduler``, or one of ``jobs`` processes here.

    Raises InputError without the extra, or if there is no scheduler.
    """

    def __init__(self, scheduler: str | None, jobs: int) -> None:
        try:
            dask: Any = import_module("dask")
            distributed: Any = import_module("distributed")
        except ImportError as error:
            hint = "pip install 'quotecheck-desk[dask]'"
            raise InputError("the engine dask needs the extra `dask`", hint=hint) from error
        # A task that costs a worker comes back at once: the chunk is halved here, and the
        # cluster's own further tries would cost further workers.
        dask.config.set({"distributed.scheduler.allowed-failures": 0})
        self._cluster: Any = None
        if scheduler is None:
            self._cluster = distributed.LocalCluster(
                n_workers=jobs, threads_per_worker=1, dashboard_address=None, silence_logs=50
            )
        try:
            self._client = distributed.Client(
                self._cluster or scheduler, timeout=_PATIENCE, set_as_default=False
            )
        except (OSError, TimeoutError, ValueError) as error:
            reason = "there is no scheduler"
            raise InputError(reason, path=scheduler, hint="check --scheduler") from error
        self._executor = self._client.get_executor(pure=False, retries=0)

    @property
    def width(self) -> int:
        """How many tasks keep the cluster busy."""
        threads: int = sum(self._client.nthreads().values())
        return 2 * max(1, threads)

    def submit(self, fn: Callable[..., Any], /, *args: Any) -> Future[Any]:
        """Have a worker call ``fn(*args)``."""
        future: Future[Any] = self._executor.submit(fn, *args)
        return future

    def shutdown(self) -> None:
        """Let go of the cluster; one that was started here is stopped."""
        self._executor.shutdown(wait=False)
        self._client.close(timeout=1)
        if self._cluster is not None:
            self._cluster.close(timeout=2)
