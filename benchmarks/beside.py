"""This checkout beside an earlier version, in one run: what has become slower?

    python benchmarks/beside.py [COMMIT]        (default: the last tag)

Each command runs with either version in turn, so that both meet the same minute of the machine.
Prints the median of the processor times and their ratio; only the ratio means much elsewhere.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from extraction import text_of
from startup import process_time

ROOT = Path(__file__).parents[1]
STORY = ROOT / "seeds" / "000_22d4084aa8b8ec3d.txt"
SOURCES = ROOT / "seeds" / "sources"
ROUNDS = 7
LONG = 30_000  # words


def git(*arguments: str) -> str:
    done = subprocess.run(
        ["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"git {' '.join(arguments)}: {done.stderr.strip()} (name a commit)")
    return done.stdout.strip()


def timed(version: Path, arguments: list[str]) -> float:
    os.environ["PYTHONPATH"] = str(version)
    return process_time([sys.executable, "-m", "quotecheck", *arguments])


def main(commit: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        then = Path(folder) / "then"
        git("worktree", "add", "--detach", "--quiet", str(then), commit)
        os.chdir(folder)  # where Python finds neither version by itself
        os.environ["XDG_CACHE_HOME"] = str(Path(folder) / "cache")
        article = Path(folder) / "long.txt"
        article.write_text(text_of(LONG), encoding="utf-8")
        commands = {
            "--version": ["--version"],
            "extract, the story": ["extract", str(STORY)],
            "check, the story": ["check", str(STORY), "--sources", str(SOURCES)],
            f"extract, {LONG:,} words": ["extract", str(article)],
        }
        try:
            print(f"{'':24}{commit[:12]:>14}{'now':>10}{'ratio':>9}")
            for name, arguments in commands.items():
                pairs = [(timed(then, arguments), timed(ROOT, arguments)) for _ in range(ROUNDS)]
                before, now = (statistics.median(side) for side in zip(*pairs[1:], strict=True))
                print(f"{name:24}{before * 1000:11.0f} ms{now * 1000:7.0f} ms{now / before:9.2f}")
        finally:
            git("worktree", "remove", "--force", str(then))


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else git("describe", "--tags", "--abbrev=0"))
