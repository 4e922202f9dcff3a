"""Time indexing, opening and searching as a library grows.

    python benchmarks/index.py SOURCES.jsonl QUOTES.jsonl --words 13 --folder /tmp/bench

SOURCES are JSON Lines as `quotecheck check --sources` takes them, QUOTES a list of quotes. To reach
so many million words the sources are repeated, each copy with one word in eight exchanged for
another word of the sources, under other ids and dates; the first copy stays as it is.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from quotecheck.articles import read_quote_list
from quotecheck.rules import load
from quotecheck.sources import open_library
from quotecheck.sources.canonical import Canon
from quotecheck.sources.shelving import Shelver
from quotecheck.verify import Checker

T = TypeVar("T")
WORD = re.compile(r"[a-z]{4,}")
OPENING = (
    "import sys, time; from pathlib import Path; from quotecheck.rules import load;"
    "from quotecheck.sources import open_library; rules = load(); t = time.perf_counter();"
    "library = open_library([sys.argv[1]], rules, index_dir=Path(sys.argv[2]));"
    "library.search('the first words'); print(time.perf_counter() - t)"
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sources", type=Path)
    parser.add_argument("quotes", type=Path)
    parser.add_argument("--words", type=float, default=1.2, help="millions")
    parser.add_argument("--folder", type=Path, required=True)
    args = parser.parse_args()
    texts, index = args.folder / "sources", args.folder / "index"
    if not texts.exists():
        grow(args.sources, texts, int(args.words * 1e6))
    shutil.rmtree(index, ignore_errors=True)
    measure(texts, index, args.quotes)


def grow(path: Path, folder: Path, wanted: int) -> None:
    """Write copies of the sources, one file a copy, until there are so many words."""
    with path.open(encoding="utf-8", newline="\n") as file:
        rows = [json.loads(line) for line in file]
    vocabulary = sorted({word for row in rows for word in WORD.findall(row["text"])})
    rng = random.Random(1)
    folder.mkdir(parents=True)
    words = copy = 0
    while words < wanted:
        with (folder / f"copy{copy:04}.jsonl").open("w", encoding="utf-8") as file:
            for row in rows:
                if words >= wanted:
                    break
                fresh = row if copy == 0 else varied(row, copy, vocabulary, rng)
                words += len(fresh["text"].split())
                file.write(json.dumps(fresh) + "\n")
        copy += 1


def varied(row: dict, copy: int, vocabulary: list[str], rng: random.Random) -> dict:
    """A copy with one word in eight exchanged for one of the same length in letters."""

    def other(match: re.Match[str]) -> str:
        word = match.group()
        if rng.random() > 1 / 8:
            return word
        found = rng.choice(vocabulary)
        return (
            (found * 3)[: len(word)]
            if rng.random() < 0.02
            else found[: len(word)].ljust(len(word), "s")
        )

    year = 1900 + copy % 100
    return row | {
        "id": f"{row['id']}#{copy}",
        "date": f"{year}{(row.get('date') or '2000-01-01')[4:]}",
        "text": WORD.sub(other, row["text"]),
    }


def measure(texts: Path, index: Path, quotes: Path) -> None:
    rules = load()
    library, took = timed(lambda: open_library([texts], rules, index_dir=index))
    words = sum(len(shelf) for shelf in library.shelves)
    print(f"{words / 1e6:.1f} M words, {len(library)} sources, {len(library.shelves)} segments")
    print(f"read, tokenise, sort, write: {took:.1f} s, {words / took / 1e6:.2f} M words/s")
    stages(texts, rules)
    size = sum(path.stat().st_size for path in index.rglob("*") if path.is_file())
    print(f"on disk: {size / 1e6:.0f} MB, {size / words:.1f} bytes a word")
    extra = texts / "zz-extra.jsonl"
    extra.write_text(json.dumps({"id": "extra", "text": "One more source, a short one."}) + "\n")
    print(
        f"add one source: {timed(lambda: open_library([texts], rules, index_dir=index))[1]:.2f} s"
    )
    for _ in range(2):
        command = [sys.executable, "-c", OPENING, str(texts), str(index)]
        opened = float(subprocess.run(command, capture_output=True, check=True).stdout)
    print(f"open in a fresh process, numpy and a first search included: {opened:.2f} s")
    library = open_library([texts], rules, index_dir=index)
    for turn in "first", "second":
        check = Checker(library, rules).check_quotation  # anew: it remembers what it has checked
        times = sorted(
            timed(partial(check, quote))[1] * 1e3 for quote in read_quote_list(quotes).quotes
        )
        middle, most = times[len(times) // 2], times[int(len(times) * 0.95)]
        print(f"a quote, {turn} run: median {middle:.2f} ms, p95 {most:.2f}, max {times[-1]:.0f}")
    extra.unlink()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    resident = int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / 1e6
    print(f"memory: {peak:.0f} MB at most (indexing), {resident:.0f} MB resident at the end")


def stages(texts: Path, rules: object) -> None:
    """Tokenising and sorting by themselves, over the first files."""
    canon = Canon(rules)
    sources = [json.loads(line) for path in sorted(texts.iterdir())[:4] for line in path.open()]
    from quotecheck.sources.jsonlines import source_of_object

    made = [source_of_object(row, "x", "x", rules) for row in sources]
    shelver = Shelver(canon)
    _, took = timed(lambda: [shelver.add(source) for source in made])
    (chunks, _), sorting = timed(shelver.tables)
    words = int(chunks.firsts[-1])
    print(f"tokenising {words / took / 1e6:.2f}, sorting {words / sorting / 1e6:.2f} M words/s")


def timed(call: Callable[[], T]) -> tuple[T, float]:
    start = time.perf_counter()
    return call(), time.perf_counter() - start


if __name__ == "__main__":
    main()
