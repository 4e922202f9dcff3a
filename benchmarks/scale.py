"""The queue of a batch run on paper: how many workers one run can feed, and what stragglers cost.

    python benchmarks/scale.py [--extract 3.3] [--check 3.8] [--search 0] [--rest 0.9] [--write 0.3]

A simulation of `quotecheck.batch.dispatch`: one process hands out chunks of 64 documents, at most
two a worker, and writes the results (``--write`` ms a document). A worker's time for a document has
a long tail; its mean is the sum of ``--extract``, ``--check``, ``--search`` (what larger sources
add) and ``--rest`` (read, record, JSON, sketches), all in ms as `benchmarks/batch.py` measures.
Prints throughput and how busy both sides are.
"""

from __future__ import annotations

import argparse
import heapq
import random

CHUNK = 32
ARTICLES = 10_000_000
TIMES = (
    ("extract", 3.3, "finding quotations and speakers"),
    ("check", 3.8, "checking against 1.2 M words of sources; 0 to extract only"),
    ("search", 0.0, "what larger sources add; 87 for 99 M words"),
    ("rest", 0.9, "reading, the record, JSON, sketches"),
)
TAIL = 0.8  # sigma of the logarithm of a document's time


def simulate(workers: int, work: float, write: float, articles: int) -> tuple[float, float, float]:
    """Documents a second, and the busy share of the workers and of the writer."""
    chance = random.Random(workers)
    scale = work / 1000 / 2.718281828 ** (TAIL**2 / 2)
    free = [0.0] * workers  # when each worker is free
    ready: list[float] = []  # when results are ready to be written
    clock = busy = writing = 0.0
    left, under_way = articles // CHUNK, 0
    while left or ready:
        while left and under_way < 2 * workers:
            took = sum(scale * chance.lognormvariate(0.0, TAIL) for _ in range(CHUNK))
            begun = max(clock, heapq.heappop(free))
            heapq.heappush(free, begun + took)
            heapq.heappush(ready, begun + took)
            busy += took
            left, under_way = left - 1, under_way + 1
        clock = max(clock, heapq.heappop(ready)) + CHUNK * write / 1000
        writing += CHUNK * write / 1000
        under_way -= 1
    return articles / clock, busy / clock / workers, writing / clock


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name, default, what in TIMES:
        parser.add_argument(f"--{name}", type=float, default=default, help=f"ms a document: {what}")
    parser.add_argument("--write", type=float, default=0.3, help="ms a document, writer")
    parser.add_argument("--articles", type=int, default=200_000)
    args = parser.parse_args()
    work = sum(getattr(args, name) for name, _, _ in TIMES)
    hours = ARTICLES * work / 3_600_000
    print(f"{work:g} ms a document: {hours:,.0f} processor hours for 10 million")
    print("workers  documents/s  workers busy  writer busy  10 million take")
    for workers in (1, 2, 4, 8, 16, 32, 64, 128):
        rate, busy, writing = simulate(workers, work, args.write, args.articles)
        hours = ARTICLES / rate / 3600
        print(f"{workers:7} {rate:12,.0f} {busy:13.0%} {writing:12.0%} {hours:14.1f} h")


if __name__ == "__main__":
    main()
