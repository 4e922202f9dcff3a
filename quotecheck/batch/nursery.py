"""The process that workers are forked from, with everything loaded that they need."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from multiprocessing import forkserver, resource_tracker

_QUIET = "ignore::UserWarning:multiprocessing.resource_tracker"


def way() -> str:
    """The way to start processes where nobody asks for one: by a fork server, if the system can
    fork."""
    return "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"


def begin(modules: Sequence[str]) -> None:
    """Start it, unless it runs already or cannot. It loads ``modules`` while this process goes on
    with its own affairs."""
    if way() == "forkserver":
        forkserver.set_forkserver_preload(list(modules))
        with deaf_to_interrupts():
            forkserver.ensure_running()


@contextmanager
def deaf_to_interrupts() -> Iterator[None]:
    """Processes and threads that begin in this block do not hear Ctrl-C, which reaches the whole
    group of processes: this one decides what becomes of the others."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    _begin_tracker()  # begun later it would let interrupts through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin_tracker() -> None:
    """Have the process that clears away what killed workers leave behind do so without a word."""
    before = os.environ.get("PYTHONWARNINGS")
    os.environ["PYTHONWARNINGS"] = ",".join(filter(None, (before, _QUIET)))
    try:
        resource_tracker.ensure_running()
    finally:
        if before is None:
            del os.environ["PYTHONWARNINGS"]
        else:
            os.environ["PYTHONWARNINGS"] = before
