"""``quotecheck check``: finds the words in the sources and says how they differ."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from quotecheck.cli import common, settled
from quotecheck.errors import InputError
from quotecheck.model import Article, Document, ReportVerdict, Triage

if TYPE_CHECKING:
    from quotecheck.rules import Rules
    from quotecheck.sources import Library

_FAILS = {
    "error": {Triage.ERROR},
    "open": {Triage.ERROR, Triage.OPEN},
    "look": {Triage.ERROR, Triage.OPEN, Triage.LOOK},
    "clash": {Triage.ERROR, Triage.OPEN, Triage.LOOK},
    "never": set[Triage](),
}


def configure(parser: argparse.ArgumentParser) -> None:
    """The options of ``check``."""
    parser.epilog = """\
examples:
  quotecheck check story.txt                            (with a folder sources/ beside it)
  quotecheck check story.txt --sources transcripts/
  quotecheck check story.txt --sources speech.vtt tweets.json --format jsonl
  quotecheck check quotes.csv --sources transcripts/    (columns: id,quote,speaker,date)
  quotecheck check story.txt --sources transcripts/ --reports all
  quotecheck check story.txt --sources transcripts/ --format concise   (one line a finding)
  quotecheck check --staged drafts/ --sources transcripts/   (in a git hook)

Quotations that pass are only counted; --all shows them. On a terminal the places are links.
What is reported without quotation marks is looked for as well: those reports that clash with the
sources follow after the quotations. They never make the exit status 1 unless --fail-on clash.
"""
    parser.add_argument(
        "paths",
        nargs="+",
        metavar="PATH",
        help="an article, a folder, a .jsonl or .csv list of quotations, or - for standard input",
    )
    common.add_sources_option(
        parser,
        "transcripts, captions, posts, stories: files or folders (default: the folder "
        "sources beside the article)",
    )
    common.add_index_option(parser)
    common.add_checking_options(parser)
    parser.add_argument(
        "--staged",
        action="store_true",
        help="check only what the next git commit changes, as it will be committed",
    )
    parser.add_argument(
        "--fail-on",
        choices=tuple(_FAILS),
        default="look",
        help="exit with status 1 for findings this serious or worse (default: look); "
        "clash: also for a report that clashes with the sources",
    )
    _add_what_is_shown(parser)
    common.add_rules_option(parser)
    settled.add_options(parser)
    common.add_output_options(parser, ("text", "concise", "json", "jsonl"))


def _add_what_is_shown(parser: argparse.ArgumentParser) -> None:
    """--reports, --particulars, --explain, --all."""
    parser.add_argument(
        "--reports",
        choices=("none", "clash", "all"),
        default="clash",
        help="which reports without quotation marks to show (default: clash; "
        "none does not look for them)",
    )
    parser.add_argument(
        "--particulars",
        action="store_true",
        help="also tick off the names, numbers and days of the story against the sources",
    )
    parser.add_argument(
        "--explain", action="store_true", help="also give reasons and runners-up (in JSON)"
    )
    parser.add_argument(
        "--all", action="store_true", help="also show the quotations that pass (in text)"
    )


def run(args: argparse.Namespace) -> int:
    """Check and print."""
    from quotecheck.articles import is_quote_list
    from quotecheck.cli.printing import write
    from quotecheck.sources import catalog
    from quotecheck.sources.originals import link_of
    from quotecheck.verify import Checker
    from quotecheck.verify.reports.story import Ticker, resting_on

    config = settled.settle(args, args.paths)
    if args.show_config:
        return settled.show(args, config)
    settled.tell(config, quiet=args.quiet, reads=True)
    lists = [path for path in args.paths if is_quote_list(path) and not args.staged]
    reader = _reader(args, [path for path in args.paths if path not in lists])
    if args.staged and not reader.paths:
        common.narrate("no draft is staged: nothing to check", quiet=args.quiet)
        return 0
    rules = common.load_rules(args.rules, quiet=args.quiet)
    library = _opened(args, rules, config)
    checker = Checker(
        library, rules, policy=args.policy, as_of=args.as_of, only_medium=args.only_medium
    )
    ticker = Ticker(library, rules) if args.particulars else None
    findings = _Findings()

    def checked(document: Document) -> Document:
        return findings.of(checker.check_document(document))

    def article_checked(article: Article) -> Document:
        from quotecheck.extraction import extract

        indirect = args.reports != "none"
        done = checked(extract(article, rules, explain=args.explain, indirect=indirect))
        if ticker is not None:
            done = replace(done, ticks=ticker.ticks(article, resting_on(done)))
        return done

    failed: list[str] = []
    documents = chain(
        _each_list(lists, checked, failed),
        reader.each(article_checked),
    )
    sources = catalog.records(library) if args.format in ("json", "jsonl") else None
    address = partial(link_of, sources=library.sources, roots=args.sources)
    write(documents, args, checked=True, context=library.context, address=address, sources=sources)
    if failed or reader.failed:
        return 2
    return int(findings.fail(args.fail_on))


def _reader(args: argparse.Namespace, paths: list[str]) -> common.LineReader:
    """A reader of the drafts that the paths mean: from the disk, or as git will commit them."""
    if args.staged:
        from quotecheck.cli.staged import find_staged, read_staged

        found = list(find_staged(paths, skip=args.sources))
        return common.LineReader(found, read_staged, quiet=args.quiet)
    found = common.find_drafts(paths, skip=args.sources, quiet=args.quiet) if paths else []
    return common.LineReader(found, quiet=args.quiet)


class _Findings:
    """The triages and verdicts found in all documents, for the exit status."""

    def __init__(self) -> None:
        self._triages: set[Triage] = set()
        self._verdicts: set[ReportVerdict] = set()

    def of(self, document: Document) -> Document:
        """Note what a document has, and hand it on."""
        self._triages.update(quote.check.triage for quote in document.quotes if quote.check)
        self._verdicts.update(quote.report.verdict for quote in document.quotes if quote.report)
        return document

    def fail(self, fail_on: str) -> bool:
        """Return whether a finding is among those on which a run fails."""
        clash = fail_on == "clash" and ReportVerdict.CLASH in self._verdicts
        return clash or bool(self._triages & _FAILS[fail_on])


def _each_list(
    paths: Iterable[str], work: Callable[[Document], Document], failed: list[str]
) -> Iterator[Document]:
    """Do ``work`` on each quote list; the paths of those that cannot be read go to ``failed``."""
    from quotecheck.articles import read_quote_list

    for path in paths:
        try:
            document = work(read_quote_list(path))
        except InputError as error:
            common.complain(error)
        except Exception as error:  # noqa: BLE001 - whatever a file brings about
            common.complain_of(error, str(path))
        else:
            yield document
            continue
        failed.append(path)


def _opened(args: argparse.Namespace, rules: Rules, config: settled.Settled) -> Library:
    """The sources, of which is told what was read and what was not."""
    from quotecheck.sources import catalog, open_library

    if not args.sources:
        raise settled.no_sources()
    index = Path(args.index) if args.index else None
    library = open_library(args.sources, rules, index_dir=index)
    for line in settled.sources_told(catalog.catalog_lines(library), config):
        common.narrate(line, quiet=args.quiet)
    return library
