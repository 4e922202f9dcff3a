"""The forms of ``quotecheck report`` that are files of their own: the document for the writer,
her answers, the corrected copy, the evidence pack."""

from __future__ import annotations

import argparse
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

from quotecheck.cli import common
from quotecheck.cli.writing import output_file
from quotecheck.display import counted
from quotecheck.errors import InputError
from quotecheck.files import read_bytes

if TYPE_CHECKING:
    from quotecheck.desk import Desk
    from quotecheck.desk.confidential import Veil
    from quotecheck.desk.file_bench import FileBench
    from quotecheck.model import Article
    from quotecheck.reports.decided import Verified
    from quotecheck.reports.record_page import Options


def write_annotated(record: Verified, veil: Veil, args: argparse.Namespace) -> int:
    """Write the draft with comments and tracked changes."""
    from quotecheck.reports.annotated import annotated
    from quotecheck.reports.office import OPEN_DOCUMENT, WORD

    office = WORD if args.format == "docx" else OPEN_DOCUMENT
    what = "a Word document" if office is WORD else "an OpenDocument text"
    _ends_with(args.output, what, *office.suffixes)
    article = record.document.article
    _save(annotated(record.state, _unchanged(article), office, veil), args)
    return 0


def apply(record: Verified, veil: Veil, args: argparse.Namespace) -> int:
    """Print what the decided changes do, and write the corrected copy if a file is named for it;
    1 if something is left to be done by hand."""
    from quotecheck.desk.labels import spoken_name
    from quotecheck.display import visible
    from quotecheck.reports.corrected import corrected, correction_diff
    from quotecheck.reports.edits import by_hand, edits

    article = record.document.article
    if args.output:
        _ends_with(args.output, "a copy of the draft", Path(article.path or "").suffix.lower())
    changes, left = edits(record.state, veil)
    copy, done, not_written = corrected(article, _unchanged(article), changes, veil)
    for line in correction_diff(article, done, args.output or "corrected"):
        print(veil(visible(line)))
    left += [by_hand(article, each) for each in not_written]
    order = [spoken_name(each) for each in (*record.state.quotes, *record.state.reports)]
    for each in sorted(left, key=lambda each: order.index(each.about)):
        common.narrate(f"{each.about}, by hand: {each.what}")
    still_open = sum(quote.open for quote in record.state.quotes)
    common.narrate(
        f"{counted(len(done), 'change')} decided"
        + (f"; {counted(still_open, 'quotation')} open" if still_open else "")
    )
    if args.output:
        _save(copy, args)
    return int(bool(left))


def read_answers(record: Verified, desk: Desk, args: argparse.Namespace, said_by: str) -> int:
    """Take the answers in a document that came back as notes on their quotations, and tell
    which belong to none and which comments were changed and hold no answer; 1 if a person has to
    read some of them. ``said_by`` is what named the editor who takes them."""
    from quotecheck.reports.answers import changed_without_answer, noted, returned

    back = returned(read_bytes(Path(args.read)), args.read)
    changed = changed_without_answer(record.state, back.unanswered, desk.veil())
    changes, taken, homeless = noted(record.state, back.answers)
    # Two decisions, for each of the desk's lists has an undo of its own.
    reports = {report.id for report in record.document.reports}
    for chosen in (changes.keys() - reports, changes.keys() & reports):
        if chosen:
            desk.decide(record.document, {name: changes[name] for name in sorted(chosen)})
    for about, each in taken:
        common.narrate(f"{about}: {each.line}")
    for each in homeless:
        common.narrate(f"on no quotation: {each.line}")
    for line in changed:
        common.narrate(f"{line} (no answer was taken from it: read it in {args.read})")
    known = len(back.answers) - len(taken) - len(homeless)
    told = [f"{len(taken)} of {len(back.answers)} answers taken as notes"]
    told += [f"{known} taken before"] * bool(known)
    told += [f"{counted(len(changed), 'changed comment')} to read by hand"] * bool(changed)
    told += [f"{counted(back.others, 'other comment')} left alone"] * bool(back.others)
    common.narrate(", ".join(told))
    if changes:
        common.narrate(f"the notes are written as {desk.editor}, the name of {said_by}")
    if changes and record.signed and not desk.is_signed(record.document):
        signers = ", ".join(dict.fromkeys(each.editor for each in record.state.signed))
        common.narrate(f"the signature of {signers} does not cover these notes: sign again")
    return int(bool(changed or homeless))


def write_and_tell_pack(
    records: list[Verified],
    bench: FileBench,
    options: Options,
    veil: Veil,
    args: argparse.Namespace,
) -> int:
    """Write the evidence pack, and tell what was left out of it."""
    from quotecheck.reports import pack

    _ends_with(args.output, "an evidence pack", ".zip")
    with output_file(args.output, args) as partial, partial.open("wb") as file:
        told = pack.write_pack(records, bench.sources, args.sources, options, veil, file)
    for line in told:
        common.narrate(line)
    return 0


def _ends_with(path: str, what: str, *suffixes: str) -> None:
    if not path.lower().endswith(suffixes):
        named = shlex.quote(str(Path(path).with_suffix(suffixes[0])))
        reason = f"would be {what}, but its name does not end in {suffixes[0]}"
        raise InputError(reason, path=path, hint=f"write -o {named}")


def _unchanged(article: Article) -> bytes:
    """The bytes of the draft, if they still say what was checked."""
    from quotecheck.articles import parse_article

    path = article.path or article.id
    data = read_bytes(Path(path))
    if parse_article(data, path).text != article.text:
        raise InputError("has just changed", path=path, hint="run the command again")
    return data


def _save(data: bytes, args: argparse.Namespace) -> None:
    with output_file(args.output, args) as partial:
        partial.write_bytes(data)
