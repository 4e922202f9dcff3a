"""Time the check of a report as a library grows.

    python benchmarks/reports.py SOURCES.jsonl REPORTS.jsonl --words 13 --folder /tmp/bench

SOURCES are JSON Lines as `quotecheck check --sources` takes them, REPORTS a quote list whose rows
have `"kind": "indirect"`, `"speaker"`, `"date"` and `"context"`. To reach so many million words the
sources are repeated as in `benchmarks/index.py`. Seconds are those of the processor.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from index import grow

from quotecheck.articles import read_quote_list
from quotecheck.rules import load
from quotecheck.sources import open_library
from quotecheck.verify.reports import Report, ReportChecker


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sources", type=Path)
    parser.add_argument("reports", type=Path)
    parser.add_argument("--words", type=float, default=1.2, help="millions")
    parser.add_argument("--folder", type=Path, required=True)
    args = parser.parse_args()
    texts = args.folder / "sources"
    if not texts.exists():
        grow(args.sources, texts, int(args.words * 1e6))
    rules = load()
    library = open_library([texts], rules, index_dir=args.folder / "index")
    words = sum(len(shelf) for shelf in library.shelves)
    quotes = read_quote_list(args.reports).quotes
    reports = [
        Report(
            quote.text,
            quote.speaker.name if quote.speaker else None,
            quote.date,
            quote.context,
            quote.context.find(quote.text),
        )
        for quote in quotes
    ]
    print(f"{words / 1e6:.1f} M words, {len(reports)} reports")
    for turn in "first", "second":
        checker = ReportChecker(library, rules)
        times = sorted(_milliseconds(checker, report) for report in reports)
        median, late = times[len(times) // 2], times[len(times) * 95 // 100]
        print(f"{turn} time: median {median:.1f} ms, 95 of 100 within {late:.1f} ms")


def _milliseconds(checker: ReportChecker, report: Report) -> float:
    start = time.process_time()
    checker.check(report)
    return (time.process_time() - start) * 1e3


if __name__ == "__main__":
    main()
