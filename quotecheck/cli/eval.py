"""``quotecheck eval``: measure the engine on a gold set."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import replace

from quotecheck.cli import common


def configure(parser: argparse.ArgumentParser) -> None:
    """The options of ``eval``."""
    parser.epilog = """\
examples:
  quotecheck eval gold.jsonl
  quotecheck eval annotated/                a folder of brat .txt and .ann files
  quotecheck eval gold.jsonl --rules desk.yaml
  quotecheck eval reports.jsonl --sources transcripts/
                                            a list of reports without marks, each with the right
                                            verdict: are they found and judged rightly?
"""
    parser.add_argument(
        "gold", metavar="GOLD", help="a .jsonl, .jsonl.gz or .ann file, or a folder"
    )
    common.add_sources_option(
        parser,
        "files or folders to check a gold list of reports against",
    )
    common.add_index_option(parser)
    common.add_rules_option(parser)
    parser.add_argument("--quiet", "-q", action="store_true", help="print no notes")


def run(args: argparse.Namespace) -> int:
    """Extract from the texts of the gold set, or check its reports, and print the figures."""
    if args.sources:
        return _check_reports(args)
    from quotecheck.articles import make_article
    from quotecheck.evaluation import GoldDocument, read_gold, score, table
    from quotecheck.extraction import extract
    from quotecheck.model import Document

    rules = common.load_rules(args.rules, quiet=args.quiet)
    gold = list(read_gold(args.gold))

    def pairs() -> Iterator[tuple[GoldDocument, Document]]:
        progress = common.ProgressLine(len(gold), quiet=args.quiet)
        for number, document in enumerate(gold):
            progress.show(number)
            yield (
                document,
                extract(
                    make_article(document.text, path=document.id),
                    rules,
                    explain=False,
                    indirect=True,
                ),
            )
        progress.clear()

    for line in table(score(pairs())):
        print(line)
    return 0


def _check_reports(args: argparse.Namespace) -> int:
    from pathlib import Path

    from quotecheck.evaluation.reports import read_gold_reports, report_table, score_reports
    from quotecheck.model import Quotation
    from quotecheck.sources import catalog, open_library
    from quotecheck.verify import Checker

    document, gold = read_gold_reports(args.gold)
    rules = common.load_rules(args.rules, quiet=args.quiet)
    index = Path(args.index) if args.index else None
    library = open_library(args.sources, rules, index_dir=index)
    for line in catalog.catalog_lines(library):
        common.narrate(line, quiet=args.quiet)
    checker = Checker(library, rules)
    progress = common.ProgressLine(len(document.quotes), quiet=args.quiet)
    done = 0

    def check(quote: Quotation) -> tuple[Quotation, ...]:
        nonlocal done
        progress.show(done)
        done += 1
        return checker.check_document(replace(document, quotes=(quote,))).quotes

    scores = score_reports(document, gold, check)
    progress.clear()
    for line in report_table(scores):
        print(line)
    return 0
