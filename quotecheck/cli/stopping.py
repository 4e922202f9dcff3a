"""Ctrl-C that ends a run in time, whatever the run is doing."""

from __future__ import annotations

import os
import signal
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

STOPPED = 130  # the exit status of what was stopped with Ctrl-C
_PATIENCE = 1.2  # seconds for the run to put away what it has


@contextmanager
def ended_in_time(say: Callable[[], None]) -> Iterator[None]:
    """If the block does not end soon after Ctrl-C, call ``say`` and end the process.

    Python hears of Ctrl-C between two of its own steps, and one step may be the sorting of
    millions of words. Nothing is lost by ending there: what a run writes, ledger and index, is
    made to outlast ``kill -9``.
    """
    if threading.current_thread() is not threading.main_thread():
        yield  # signals are not ours
        return
    listening, ringing = socket.socketpair()
    ringing.settimeout(0)
    over = threading.Event()
    threading.Thread(target=_listen, args=(listening, over, say), daemon=True).start()
    before = signal.set_wakeup_fd(ringing.fileno(), warn_on_full_buffer=False)
    try:
        yield
    finally:
        over.set()
        signal.set_wakeup_fd(before)
        ringing.close()


def _listen(listening: socket.socket, over: threading.Event, say: Callable[[], None]) -> None:
    with listening:
        while signals := listening.recv(64):  # a byte a signal
            if signal.SIGINT in signals and not over.wait(_PATIENCE):
                _give_back_the_terminal()
                say()
                os._exit(STOPPED)


def _give_back_the_terminal() -> None:
    """A bar that shows progress takes what is printed, stands on the line, and hides the cursor."""
    sys.stderr = sys.__stderr__
    if sys.stderr is not None and sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K\x1b[?25h")
