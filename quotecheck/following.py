"""Processes of our own: starting one that finds the same modules, and ending one with the process
that started it, which may be killed without a word."""

from __future__ import annotations

import json
import os
import sys
import threading
import time

_SAME_MODULES = "import sys, json; sys.path[:] = json.loads(sys.argv.pop(1))\n"


def python_command(code: str) -> list[str]:
    """The command that runs ``code`` in another Python, which finds modules where this one does.
    Arguments may be added to it."""
    return [sys.executable, "-I", "-c", _SAME_MODULES + code, json.dumps(sys.path)]


def end_with(process: int) -> None:
    """End this process, from a thread of its own, soon after that one is gone."""
    threading.Thread(target=_follow, args=(process,), daemon=True).start()


def _follow(process: int) -> None:
    while True:
        time.sleep(1.0)
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            os._exit(1)
        except OSError:
            return
