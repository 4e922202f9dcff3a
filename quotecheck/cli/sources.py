"""``quotecheck sources``: list, search and fetch the sources."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from quotecheck.cli import common, sources_add
from quotecheck.display import clip, one_line, visible
from quotecheck.errors import InputError

if TYPE_CHECKING:
    from quotecheck.sources import Library


def configure(parser: argparse.ArgumentParser) -> None:
    """The options of ``sources``."""
    parser.epilog = """\
examples:
  quotecheck sources list transcripts/
  quotecheck sources search "at the right time" transcripts/
  quotecheck sources show meeting.vtt transcripts/
  quotecheck sources add https://example.org/speech --to transcripts/

Exit status: 0 something was found, 1 nothing was, 2 could not do it.
"""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    listing = actions.add_parser("list", help="what is there, and what could not be read")
    search = actions.add_parser("search", help="passages with these words, the nearest first")
    search.add_argument("words", metavar="WORDS", help="the words to look for")
    search.add_argument("--limit", type=int, default=10, metavar="N", help="default: 10")
    show = actions.add_parser("show", help="one source, turn by turn")
    show.add_argument("id", metavar="ID", help="as `list` gives it")
    for action in (listing, search, show):
        action.add_argument("paths", nargs="+", metavar="PATH", help="files or folders")
        action.add_argument("--index", metavar="DIR", help="keep the index of the sources there")
        common.add_rules_option(action)
    sources_add.configure(actions)


def run(args: argparse.Namespace) -> int:
    """List, search, show or add."""
    if args.action == "add":
        return sources_add.run(args)
    from quotecheck.sources import open_library

    rules = common.load_rules(args.rules)
    index = Path(args.index) if args.index else None
    library = open_library(args.paths, rules, index_dir=index)
    for warning in library.warnings:
        common.narrate(warning)
    actions = {"list": _list, "search": _search, "show": _show}
    return actions[args.action](library, args)


def _list(library: Library, args: argparse.Namespace) -> int:
    del args
    for source in library.sources.values():
        speakers = len({turn.speaker for turn in source.turns if turn.speaker})
        print(
            f"{one_line(source.id):<40} {source.kind:<10} {source.date or '-':<10}"
            f" {len(source.text.split()):>8,} words {len(source.turns):>5,} turns"
            f" {speakers:>3,} speakers  {one_line(source.title or '')}".rstrip()
        )
    return int(not len(library))


def _search(library: Library, args: argparse.Namespace) -> int:
    passages = library.search(args.words, limit=args.limit)
    for passage in passages:
        place = f"{visible(passage.path or passage.source)}:{passage.line or 1}"
        details = [passage.speaker, passage.time, passage.date]
        who = " · ".join(one_line(each) for each in details if each)
        mark = "~" if passage.near else "="
        print(f"{place}: {mark} {who}\n    {clip(one_line(passage.text), 300)}")
    return int(not passages)


def _show(library: Library, args: argparse.Namespace) -> int:
    source = library.sources.get(args.id)
    if source is None:
        raise InputError(
            f"there is no source {args.id!r}", hint="`quotecheck sources list` names them"
        )
    details = [source.path, source.title, source.date, source.kind, source.tier.value]
    print(" · ".join(one_line(each) for each in details if each))
    if not source.turns:
        print(visible(source.text))
    for turn in source.turns:
        label = " ".join(one_line(each) for each in (turn.time, turn.speaker) if each)
        print(f"\n{label or '-'}\n{visible(source.text[turn.start : turn.end])}")
    return 0
