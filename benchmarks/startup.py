"""Time how long `quotecheck extract` takes to start and to finish on the story in seeds/.

    python benchmarks/startup.py

Prints the least and the median process time (user + system, children counted) of ten runs, beside
those of a bare Python in the same minute.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
STORY = ROOT / "seeds" / "000_22d4084aa8b8ec3d.txt"
RUNS = 10


def process_time(command: list[str]) -> float:
    # As for any installed program, modules come compiled from the first run on.
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    before = os.times()
    subprocess.run(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
        env=environment,
    )
    after = os.times()
    used = after.children_user + after.children_system
    return used - before.children_user - before.children_system


def main() -> None:
    commands = {
        "bare python": [sys.executable, "-c", "pass"],
        "quotecheck --version": [sys.executable, "-m", "quotecheck", "--version"],
        "quotecheck extract": [sys.executable, "-m", "quotecheck", "extract", str(STORY)],
        "quotecheck check": [
            *[sys.executable, "-m", "quotecheck", "check", str(STORY)],
            *["--sources", str(ROOT / "seeds" / "sources")],
        ],
    }
    for name, command in commands.items():
        process_time(command)
        times = sorted(process_time(command) * 1000 for _ in range(RUNS))
        print(f"{name:22} least {times[0]:6.0f} ms   median {statistics.median(times):6.0f} ms")


if __name__ == "__main__":
    main()
