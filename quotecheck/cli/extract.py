"""``quotecheck extract``: who said what."""

from __future__ import annotations

import argparse

from quotecheck.cli import common, settled
from quotecheck.model import Article, Document


def configure(parser: argparse.ArgumentParser) -> None:
    """The options of ``extract``."""
    parser.epilog = """\
examples:
  quotecheck extract story.txt
  quotecheck extract stories/ --format jsonl --output quotes.jsonl
  quotecheck extract story.txt --format json --explain
  pbpaste | quotecheck extract -
"""
    parser.add_argument(
        "paths",
        nargs="+",
        metavar="PATH",
        help="an article, a folder of them, or - for standard input",
    )
    parser.add_argument(
        "--explain", action="store_true", help="also give reasons and runners-up (in JSON)"
    )
    common.add_rules_option(parser)
    settled.add_options(parser)
    common.add_output_options(parser)


def run(args: argparse.Namespace) -> int:
    """Extract and print."""
    from quotecheck.cli.printing import write

    config = settled.settle(args, args.paths)
    if args.show_config:
        return settled.show(args, config)
    settled.tell(config, quiet=args.quiet)
    reader = common.LineReader(common.find_drafts(args.paths, quiet=args.quiet), quiet=args.quiet)
    rules = common.load_rules(args.rules, quiet=args.quiet)

    def quotations(article: Article) -> Document:
        from quotecheck.extraction import extract

        return extract(article, rules, explain=args.explain, indirect=True)

    write(reader.each(quotations), args, checked=False)
    return 2 if reader.failed else 0
