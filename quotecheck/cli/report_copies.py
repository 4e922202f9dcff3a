"""The forms of ``quotecheck report`` that are files of their own: the Word document for the writer,
her answers, the corrected copy, the evidence pack."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from quotecheck.cli import common
from quotecheck.cli.writing import output_file
from quotecheck.errors import InputError
from quotecheck.files import read_bytes

if TYPE_CHECKING:
    from quotecheck.desk import Desk
    from quotecheck.desk.bench import FileBench
    from quotecheck.desk.confidential import Veil
    from quotecheck.model import Article
    from quotecheck.reports.decided import Verified
    from quotecheck.reports.record_page import Options


def write_word(record: Verified, veil: Veil, args: argparse.Namespace) -> int:
    """Write the draft with comments and tracked changes."""
    from quotecheck.reports.word import SUFFIXES, annotated

    _ends_with(args.output, *SUFFIXES)
    article = record.document.article
    _save(annotated(record.state, _unchanged(article), veil), args)
    return 0


def apply(record: Verified, veil: Veil, args: argparse.Namespace) -> int:
    """Print what the decided changes do, and write the corrected copy if a file is named for it;
    1 if something is left to be done by hand."""
    from quotecheck.display import visible
    from quotecheck.reports.corrected import corrected, diff
    from quotecheck.reports.edits import by_hand, edits

    article = record.document.article
    if args.output:
        _ends_with(args.output, Path(article.path or "").suffix.lower())
    changes, left = edits(record.state, veil)
    copy, done, not_written = corrected(article, _unchanged(article), changes, veil)
    for line in diff(article, done, args.output or "corrected"):
        print(veil(visible(line)))
    left += [by_hand(article, each) for each in not_written]
    for each in sorted(left, key=lambda each: each.number):
        common.narrate(f"quotation {each.number}, by hand: {each.what}")
    still_open = sum(quote.open for quote in record.state.quotes)
    common.narrate(
        f"{len(done)} change{'s' * (len(done) != 1)} decided"
        + (f"; {still_open} quotation{'s' * (still_open != 1)} open" if still_open else "")
    )
    if args.output:
        _save(copy, args)
    return int(bool(left))


def read_answers(record: Verified, desk: Desk, args: argparse.Namespace) -> int:
    """Take the answers in a Word file that came back as notes on their quotations, and tell
    which belong to none."""
    from quotecheck.reports.answers import answers, noted

    found, others = answers(read_bytes(Path(args.read)), args.read)
    changes, taken, homeless = noted(record.state, found)
    # Two decisions, for each of the desk's lists has an undo of its own.
    reports = {report.id for report in record.document.reports}
    for chosen in (changes.keys() - reports, changes.keys() & reports):
        if chosen:
            desk.decide(record.document, {name: changes[name] for name in sorted(chosen)})
    for about, each in taken:
        common.narrate(f"{about}: {each.line}")
    for each in homeless:
        common.narrate(f"on no quotation: {each.line}")
    known = len(found) - len(taken) - len(homeless)
    told = [f"{len(taken)} of {len(found)} answers taken as notes"]
    told += [f"{known} taken before"] * bool(known)
    told += [f"{others} other comments left alone"] * bool(others)
    common.narrate(", ".join(told))
    return 0


def write_pack(
    records: list[Verified],
    bench: FileBench,
    options: Options,
    veil: Veil,
    args: argparse.Namespace,
) -> int:
    """Write the evidence pack, and tell what was left out of it."""
    from quotecheck.reports import pack

    _ends_with(args.output, ".zip")
    with output_file(args.output, args) as partial, partial.open("wb") as file:
        told = pack.write_pack(records, bench.sources, args.sources, options, veil, file)
    for line in told:
        common.narrate(line)
    return 0


def _ends_with(path: str, *suffixes: str) -> None:
    if not path.lower().endswith(suffixes):
        raise InputError(
            "has another ending than its content", path=path, hint=f"use {suffixes[0]}"
        )


def _unchanged(article: Article) -> bytes:
    """The bytes of the draft, if they still say what was checked."""
    from quotecheck.articles import parse_article

    path = article.path or article.id
    data = read_bytes(Path(path))
    if parse_article(data, path).text != article.text:
        raise InputError("has changed in this moment", path=path, hint="run the command again")
    return data


def _save(data: bytes, args: argparse.Namespace) -> None:
    with output_file(args.output, args) as partial:
        partial.write_bytes(data)
