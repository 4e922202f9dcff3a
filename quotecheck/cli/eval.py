"""``quotecheck eval``: measure the engine on a gold set."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from quotecheck.cli import common


def configure(parser: argparse.ArgumentParser) -> None:
    """The options of ``eval``."""
    parser.epilog = """\
examples:
  quotecheck eval gold.jsonl
  quotecheck eval annotated/                a folder of brat .txt and .ann files
  quotecheck eval gold.jsonl --rules desk.yaml
"""
    parser.add_argument(
        "gold", metavar="GOLD", help="a .jsonl, .jsonl.gz or .ann file, or a folder"
    )
    common.add_rules_option(parser)
    parser.add_argument("--quiet", "-q", action="store_true", help="no narration")


def run(args: argparse.Namespace) -> int:
    """Extract from the texts of the gold set and print the figures."""
    from quotecheck.articles import make_article
    from quotecheck.evaluation import GoldDocument, read_gold, score, table
    from quotecheck.extraction import extract
    from quotecheck.model import Document

    rules = common.load_rules(args.rules)
    gold = list(read_gold(args.gold))

    def pairs() -> Iterator[tuple[GoldDocument, Document]]:
        progress = common.Progress(len(gold), quiet=args.quiet)
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
