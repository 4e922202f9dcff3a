"""The batch run in figures: throughput, second run, memory, two processes over one.

    python benchmarks/batch.py [--articles 2000] [--source-words 1200000] [--repeat 3] [--skip ...]
    python benchmarks/batch.py --memory 10000 100000

Makes a folder of invented articles of real length (650 words, ten quotations) and sources that
hold most of their quotations, in a temporary folder; prints a line a figure. With --memory only
the memory of the main process is measured, over so many articles of 35 words.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, NamedTuple

FIRST = "Mara Olle Ines Tomas Petra Jonas Lena Arvid Siri Hugo Vera Anton Elsa Nils Klara"
LAST = "Quill Vance Harrow Lindt Marsh Okoro Tamm Brandt Sorel Pryce Dahl Voss Kerr Lund Aster"
CUES = "said told added argued warned explained noted insisted replied"
WORDS = """
the of and to in a is that for it was on are as with they be at this have from or had by not but
what all were when we there can an your which their if do will each how them then many some so
these would council bridge school budget river market harbour library teachers winter summer house
road station money people city vote plan report water power trade farm letter party court mayor
minister hospital never always maybe open close build repair promise deliver change keep lose win
begin finish answer
"""
_WORDS, _CUES = WORDS.split(), CUES.split()
_PEOPLE = [f"{first} {last}" for first in FIRST.split() for last in LAST.split()]


def sentence(chance: random.Random, low: int = 8, high: int = 26) -> str:
    return " ".join(chance.choices(_WORDS, k=chance.randint(low, high))).capitalize()


def make(place: Path, articles: int, source_words: int) -> None:
    chance = random.Random(7)
    pool = []
    written, number = 0, 0
    (place / "sources").mkdir()
    while written < source_words:
        lines = []
        for _ in range(60):
            speaker, words = chance.choice(_PEOPLE), sentence(chance)
            pool.append((speaker, words))
            lines.append(f"{speaker.upper()}: {words}. {sentence(chance)}.")
            written += len(lines[-1].split())
        (place / "sources" / f"meeting-{number:05}.txt").write_text("\n".join(lines))
        number += 1
    (place / "articles").mkdir()
    for number in range(articles):
        (place / "articles" / f"story-{number:06}.txt").write_text(story(chance, pool, number))


def story(chance: random.Random, pool: list[tuple[str, str]], number: int) -> str:
    paragraphs = [f"Council weighs plan {number} for the harbour"]
    for _ in range(10):
        speaker, words = chance.choice(pool)
        paragraphs.append(f"{sentence(chance)}. {sentence(chance)}.")
        paragraphs.append(
            f"“{words},” {speaker} {chance.choice(_CUES)} on Monday. {sentence(chance)}."
        )
    return "\n\n".join(paragraphs) + "\n"


class Measured(NamedTuple):
    """``processor`` (seconds) and ``memory`` (peak, MB) are of the main process."""

    seconds: float
    processor: float
    memory: float
    summary: dict[str, Any]


def batch(place: Path, output: str, *options: str) -> Measured:
    command = [sys.executable, "-c", _MEASURED, "batch", place / "articles", "--output"]
    command += [place / output, "--quiet", "--fail-on", "never", "--report", "none", *options]
    began = time.perf_counter()
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    seconds = time.perf_counter() - began
    summary = json.loads((place / output / "summary.json").read_text())
    processor, memory = map(float, done.stdout.split()[-2:])
    return Measured(seconds, processor, memory / 1024, summary)


_MEASURED = """\
import resource, sys
from quotecheck.cli import main
status = main(sys.argv[1:])
used = resource.getrusage(resource.RUSAGE_SELF)
status_of = open("/proc/self/status").read()  # ru_maxrss begins with what the parent had
peak = status_of.partition("VmHWM:")[2].split()[0]
print(used.ru_utime + used.ru_stime, peak)
sys.exit(status)
"""


def show(name: str, run: Measured, *, alone: bool = False) -> None:
    words = run.summary["words"]
    line = f"{name:<28} {run.seconds:7.2f} s {words / run.seconds:9,.0f} words/s"
    line += f" {run.summary['documents'] / run.seconds:6,.0f} documents/s"
    line += f", main process {run.processor:6.2f} s of processor, {run.memory:4.1f} MB"
    if alone:
        line += f": {words / run.processor:,.0f} words per second of processor"
    print(line, flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--source-words", type=int, default=1_200_000)
    parser.add_argument("--repeat", type=int, default=1, help="rounds; the best of each counts")
    parser.add_argument("--skip", nargs="*", default=[], choices=("extract", "check", "dask"))
    parser.add_argument("--memory", nargs="+", type=int, metavar="ARTICLES")
    args = parser.parse_args()
    if args.memory:
        measure_memory(args.memory)
        return
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        make(place, args.articles, args.source_words)
        dask = "dask" not in args.skip
        for every in (8, 5, 4, 3):
            print(f"near-duplicates found, 1 word in {every} changed: {recall(every):.1%}")
        if "extract" not in args.skip:
            measure(place, "extract", (), with_dask=dask, repeat=args.repeat)
        if "check" not in args.skip:
            index = ("--sources", str(place / "sources"), "--index", str(place / "index"))
            batch(place, "warm", *index, "--include", "story-000000.txt")
            measure(place, "check", index, with_dask=dask, repeat=args.repeat)


def measure_memory(sizes: list[int]) -> None:
    for size in sizes:
        chance = random.Random(size)
        with tempfile.TemporaryDirectory() as name:
            place = Path(name)
            (place / "articles").mkdir()
            for number in range(size):
                speaker, words = chance.choice(_PEOPLE), sentence(chance)
                text = f"{sentence(chance)}.\n\n“{words},” {speaker} said on Monday.\n"
                (place / "articles" / f"note-{number:06}.txt").write_text(text)
            show(f"{size:,} short articles", batch(place, "output", "--jobs", "2"))


def recall(every: int, trials: int = 2000) -> float:
    """The share of planted near-duplicates that the search for conflicts finds: quotations of 8
    to 40 words from 3,000 with one word in ``every`` replaced."""
    from quotecheck.batch.conflicts import similarity
    from quotecheck.batch.sketch import hashes, sketch

    chance = random.Random(11)
    vocabulary = [f"word{number}" for number in range(3000)]
    found = 0
    for _ in range(trials):
        words = chance.choices(vocabulary, k=chance.randint(8, 40))
        other = list(words)
        for spot in chance.sample(range(len(words)), max(1, len(words) // every)):
            other[spot] = chance.choice(vocabulary)
        shared = set(hashes(sketch(words))) & set(hashes(sketch(other)))
        found += bool(shared) and similarity(words, other) is not None
    return found / trials


def measure(
    place: Path, name: str, options: tuple[str, ...], *, with_dask: bool, repeat: int
) -> None:
    """The best of some rounds each: other work on the machine makes a run slower, none quicker."""
    ways = {"one process": ("--jobs", "1"), "two processes": ("--jobs", "2")}
    if with_dask:
        ways["Dask, two workers"] = ("--jobs", "2", "--engine", "dask")
    runs: dict[str, list[Measured]] = {way: [] for way in (*ways, "second run")}
    results = set()
    for _ in range(repeat):
        for way, jobs in ways.items():
            runs[way].append(batch(place, "output", *options, *jobs))
            text = (place / "output" / "results.jsonl").read_bytes()
            results.add(hashlib.sha256(text).digest())
            if way == "one process":
                runs["second run"].append(batch(place, "output", *options, *jobs))
            shutil.rmtree(place / "output")
    best = {way: min(measured) for way, measured in runs.items() if measured}
    for way in ways:
        show(f"{name}, {way}", best[way], alone=way == "one process")
    one, two, again = best["one process"], best["two processes"], best["second run"]
    share = again.seconds / one.seconds
    print(f"{name}, second run: {again.seconds:.2f} s, {share:.2%} of the first")
    print(f"{name}, two over one: {one.seconds / two.seconds:.2f}")
    if with_dask:
        inside = [each.summary["run"]["seconds"] for each in (two, best["Dask, two workers"])]
        print(f"{name}, Dask over local, its start included: {inside[0] / inside[1]:.2f}")
    print(f"{name}, the same results: {len(results) == 1}")


if __name__ == "__main__":
    main()
