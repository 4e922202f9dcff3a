"""A desk with many decisions on one article: how long it takes to open and to decide.

    python benchmarks/desk_decisions.py [--decisions 50000] [--quotes 1000]

Every decision is an event of its own. Opening is measured in a fresh process; seconds are those of
the processor, the clock's in brackets.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from quotecheck.articles import make_article
from quotecheck.desk import Change, Desk
from quotecheck.extraction import extract
from quotecheck.model import Attribution, Document, Wording
from quotecheck.rules import load

CHANGES = (
    Change(wording=Wording.CONFIRMED, attribution=Attribution.CONFIRMED),
    Change(note="asked her office"),
    Change(wording=Wording.CANNOT_VERIFY),
)


def story(quotes: int) -> Document:
    said = (
        f"“We are going to the harbour for the {number}th time,” Mara Quill said."
        for number in range(quotes)
    )
    return extract(make_article("\n\n".join(said), path="story.txt"), load())


def fill(folder: Path, document: Document, count: int) -> None:
    """Write so many decisions, by two editors in turn."""
    ids = [quote.id for quote in document.quotes]
    with Desk(folder, "Ann", host="a") as ann, Desk(folder, "Bob", host="b") as bob:
        for number in range(count):
            desk = (ann, bob)[number // len(ids) % 2]
            change = CHANGES[number // len(ids) % len(CHANGES)]
            desk.decide(document, {ids[number % len(ids)]: change})


def measure(folder: Path, quotes: int) -> None:
    """Open the desk in this process, decide twenty times, and say how long that took."""
    document = story(quotes)
    begun, clock = time.process_time(), time.perf_counter()
    with Desk(folder, "Ann", host="a") as desk:
        held = sum(len(quote.history) for quote in desk.state(document).quotes)
        opened, waited = time.process_time() - begun, time.perf_counter() - clock
        each = []
        for number in range(20):
            begun = time.process_time()
            desk.decide(document, {document.quotes[number].id: Change(note=f"note {number}")})
            desk.state(document)
            each.append((time.process_time() - begun) * 1000)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{held:,} decisions: opened in {opened:.2f} s ({waited:.2f}), decides in"
        f" {statistics.median(each):.1f} ms, {max(each):.1f} at most; {memory:.0f} MB"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0], allow_abbrev=False)
    parser.add_argument("--decisions", type=int, default=50_000)
    parser.add_argument("--quotes", type=int, default=1_000)
    parser.add_argument("--open", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.open:
        measure(options.open, options.quotes)
        return 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "desk"
        begun = time.perf_counter()
        fill(folder, story(options.quotes), options.decisions)
        print(f"written in {time.perf_counter() - begun:.0f} s", flush=True)
        again = [sys.executable, __file__, "--open", str(folder), "--quotes", str(options.quotes)]
        for _ in range(3):
            subprocess.run(again, check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
