"""A process that must not outlive the one that started it, which may be killed without a word."""

from __future__ import annotations

import os
import threading
import time


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
