"""A limit on the time that one document or source may take."""

from __future__ import annotations

import ctypes
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class OutOfTime(BaseException):
    """The time is over. Not an Exception, so that no code on the way takes it for its own."""


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise OutOfTime in the block after ``seconds``; 0 sets no limit.

    Code that never comes back to Python is not reached: only the engine can stop it, by ending
    its worker.
    """
    if seconds <= 0:
        yield
    elif threading.current_thread() is threading.main_thread() and hasattr(signal, "setitimer"):
        with _alarm(seconds):
            yield
    else:
        with _watch(seconds):
            yield


@contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    def over(number: int, frame: FrameType | None) -> None:
        del number, frame
        raise OutOfTime

    before = signal.signal(signal.SIGALRM, over)
    begun = time.monotonic()
    outer, _ = signal.setitimer(signal.ITIMER_REAL, seconds)  # a limit around this one goes on
    try:
        yield
    finally:
        left = max(outer - (time.monotonic() - begun), 0.001) if outer else 0
        signal.signal(signal.SIGALRM, before)
        signal.setitimer(signal.ITIMER_REAL, left)


@contextmanager
def _watch(seconds: float) -> Iterator[None]:
    """The same in a thread, as the workers of a cluster have them: another thread raises it."""
    target, lock = threading.get_ident(), threading.Lock()
    finished = False

    def over() -> None:
        with lock:
            if not finished:
                raise_there = ctypes.pythonapi.PyThreadState_SetAsyncExc
                raise_there(ctypes.c_ulong(target), ctypes.py_object(OutOfTime))

    timer = threading.Timer(seconds, over)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        with lock:
            finished = True
        timer.cancel()
