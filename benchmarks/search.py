"""Time a search of large sources while somebody types.

    python benchmarks/search.py [--words 13000000]

Invented transcripts with a vocabulary as uneven as that of speech are indexed; then questions are
typed letter by letter, and each state of the line is searched for as the desk does it.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from pathlib import Path

from quotecheck.rules import load
from quotecheck.sources import open_library
from quotecheck.sources.search.searcher import Searcher

KINDS = 120_000
SYLLABLES = ("ba", "do", "ri", "mel", "tan", "os", "ker", "lin", "res", "ign", "fla", "ti", "on")


def invent(folder: Path, words: int) -> list[str]:
    """Transcripts of so many words in all; gives the vocabulary, the commonest first."""
    chance = random.Random(7)
    lexicon = list(
        {"".join(chance.choices(SYLLABLES, k=chance.randint(1, 5))) for _ in range(KINDS)}
    )
    lexicon.sort(key=lambda word: (len(word), word))
    weights = [1 / (rank + 2) for rank in range(len(lexicon))]
    files = max(1, words // 100_000)
    for number in range(files):
        row = chance.choices(lexicon, weights, k=words // files)
        lines, at = [f"Date: 2026-{number % 12 + 1:02}-{number % 28 + 1:02}\n"], 0
        while at < len(row):
            size = chance.randint(20, 160)
            said = ". ".join(
                " ".join(row[first : first + 14]).capitalize()
                for first in range(at, min(at + size, len(row)), 14)
            )
            lines.append(f"{chance.choice(('QUILL', 'LIND', 'RAY'))}: {said}.")
            at += size
        (folder / f"talk-{number:04}.txt").write_text("\n".join(lines), encoding="utf-8")
    return lexicon


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--words", type=int, default=13_000_000)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "sources"
        folder.mkdir()
        lexicon = invent(folder, args.words)
        begun = time.perf_counter()
        library = open_library([folder], load(), index_dir=Path(name) / "index")
        print(f"indexed in {time.perf_counter() - begun:.0f} s")
        searcher = Searcher(library)
        rare, common = lexicon[30_000], lexicon[3]
        typed = [
            rare,
            f"{common} {rare}",
            f"{lexicon[200]} {lexicon[900]} by:quill",
            f'"{lexicon[5]} {lexicon[9]}"',
            f"{lexicon[2000]} since:2026-06 {lexicon[50]}",
            " ".join(lexicon[at] for at in (1, 40, 7, 300, 2, 5000, 12, 90, 3, 700, 20, 15)),
        ]
        searcher.search(rare)  # reads the vocabulary, once
        times = []
        for line in typed:
            taken = []
            for length in range(2, len(line) + 1):
                begun = time.perf_counter()
                searcher.search(line[:length], limit=30)
                taken.append((time.perf_counter() - begun) * 1000)
            times += taken
            print(f"{max(taken):6.1f} ms at most, {statistics.median(taken):5.1f} median: {line}")
        times.sort()
        print(f"p95 {times[int(len(times) * 0.95)]:.1f} ms, worst {times[-1]:.1f} ms")


if __name__ == "__main__":
    main()
