"""Limits on the time and the memory that one document or source may take."""

from __future__ import annotations

import ctypes
import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
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


@contextmanager
def memory_limit(size: int) -> Iterator[None]:
    """Raise MemoryError in the block where it needs ``size`` bytes more than the process has now.

    It holds for all threads of the process, so it is for processes that do one thing. Where the
    system has no such limit (Windows), or does not keep to it (macOS), nothing is raised.
    """
    try:
        import resource
    except ImportError:
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = _address_space() + size
    known = [each for each in (soft, hard) if each != resource.RLIM_INFINITY]
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (min((wanted, *known)), hard))
    try:
        yield
    finally:
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def limit_own_memory(size: int) -> None:
    """Have this process get no more memory of its own than ``size`` bytes, for good: MemoryError is
    raised beyond. Files that it maps, as an index, do not count. As for `memory_limit`, the system
    must have such a limit."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        wanted = size if hard == resource.RLIM_INFINITY else min(size, hard)
        resource.setrlimit(resource.RLIMIT_DATA, (wanted, hard))


def most_memory(size: int) -> int:
    """So many bytes, or three quarters of what the machine has, if that is less."""
    with suppress(AttributeError, ValueError, OSError):
        there = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
        return min(size, there * 3 // 4) if there > 0 else size
    return size


def _address_space() -> int:
    """The bytes that this process has reserved, where the system tells."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[0])
    except (OSError, ValueError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")
