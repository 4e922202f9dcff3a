"""``quotecheck report``: what was decided, for the file, the writer and the lawyer."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from quotecheck.cli import common, settled
from quotecheck.cli.report_forms import WRITERS, write_lines
from quotecheck.cli.writing import output, refuse
from quotecheck.desk.confidential import veil_beside
from quotecheck.desk.veil import Veiled
from quotecheck.errors import InputError

if TYPE_CHECKING:
    from quotecheck.desk import Desk
    from quotecheck.desk.confidential import Veil
    from quotecheck.desk.file_bench import FileBench
    from quotecheck.model import Document
    from quotecheck.reports.decided import Verified
    from quotecheck.reports.record_page import Options

_DOCUMENTS = ("docx", "odt")  # what the writer opens in a word processor


def configure(parser: argparse.ArgumentParser) -> None:
    """The options of ``report``."""
    parser.epilog = """\
examples:
  quotecheck report story.txt --sources transcripts/ -o record.html
  quotecheck report story.txt --format queries         what to ask the writer
  quotecheck report story.docx --format docx -o for-the-writer.docx
                                                       comments and tracked changes in the draft
                                                       (the same for story.odt with --format odt)
  quotecheck report story.docx --read from-the-writer.docx
                                                       the writer's answers, as notes
  quotecheck report story.txt --apply                  the decided corrections as a diff
  quotecheck report story.txt --apply -o corrected.txt
                                                       and the corrected copy
  quotecheck report story.txt --pack -o evidence.zip   for the lawyer: record, passages, sources
  quotecheck report drafts/.quotecheck --format corrections
  quotecheck report story.txt --verify                 are the signatures sound?
  quotecheck report drafts/.quotecheck --format gold   for `quotecheck eval` and `rules learn`

Private notes appear only on the page, with --private; a confidential source stands
under its alias everywhere.
Exit status: 0 done (with --verify: signed and sound), 1 not signed or tampered with, or something
is left to be done by hand, 2 the command failed.
"""
    parser.add_argument(
        "paths", nargs="*", metavar="PATH", help="articles, folders, or a desk folder"
    )
    common.add_sources_option(
        parser,
        "files or folders it was checked against (default: a folder sources/ beside the article)",
    )
    parser.add_argument(
        "--desk",
        metavar="DIR",
        help="the folder with the decisions (default: .quotecheck beside the article)",
    )
    common.add_index_option(parser)
    common.add_policy_option(parser)
    _add_ways(parser)
    parser.add_argument(
        "--reports",
        choices=("none", "clash", "all"),
        default="clash",
        help="show reports without quotation marks: those that clash with a passage or were "
        "decided on (clash, the default), all, or none",
    )
    parser.add_argument(
        "--editor",
        metavar="NAME",
        help="name to take answers under",
    )
    parser.add_argument(
        "--format", choices=(*WRITERS, *_DOCUMENTS), default="html", help="default: html"
    )
    parser.add_argument(
        "--output", "-o", metavar="FILE", help="write to this file instead of standard output"
    )
    common.add_rules_option(parser)
    settled.add_options(parser)


def _add_ways(parser: argparse.ArgumentParser) -> None:
    """Add the options that make something other than a report of the decisions."""
    parser.add_argument(
        "--verify", action="store_true", help="check the signatures and say how each article stands"
    )
    parser.add_argument(
        "--keys", metavar="FILE", help="with --verify: the editors' public keys (extra `keys`)"
    )
    parser.add_argument(
        "--private", action="store_true", help="include the private notes (html only)"
    )
    parser.add_argument(
        "--read", metavar="FILE", help="take the answers to comments in this .docx or .odt as notes"
    )
    parser.add_argument(
        "--apply", action="store_true", help="show the decided changes; with -o write a copy"
    )
    parser.add_argument(
        "--pack", action="store_true", help="write a zip for the lawyer: record, passages, sources"
    )
    parser.add_argument("--quiet", "-q", action="store_true", help="print no notes")


def run(args: argparse.Namespace) -> int:
    """Derive what was decided, and write it."""
    _consistent(args)
    config = settled.settle(args, args.paths)
    if args.show_config:
        return settled.show(args, config)
    refuse(args.output, args)
    from quotecheck.cli.review import library_told
    from quotecheck.settings.own import read_settings

    folder = _desk_folder(args)
    common.hide(veil_beside(folder))
    settled.tell(config, quiet=args.quiet, reads=not args.read)
    editor, said_by = config.editor(args.editor, read_settings())
    with _open_desk(args, folder, editor) as (desk, bench):
        records = list(_records(args, desk, bench))
        veil = desk.veil()
        sources = library_told(bench)
        options = _options(args, bench, sources, editor)
        if args.read:
            from quotecheck.cli.report_copies import read_answers

            return read_answers(_only(records, args), desk, args, said_by)
    for line in settled.sources_told(sources, config):
        common.narrate(line, quiet=args.quiet)
    if not records:
        raise InputError("nothing was decided there", path=", ".join(args.paths))
    if args.pack:
        from quotecheck.cli.report_copies import write_and_tell_pack

        return write_and_tell_pack(records, bench, options, veil, args)
    if args.apply or args.format in _DOCUMENTS:
        from quotecheck.cli import report_copies

        write = report_copies.apply if args.apply else report_copies.write_annotated
        return write(_only(records, args), veil, args)
    with output(args.output, args) as file:
        stream = Veiled(file, veil)
        if args.verify:
            from quotecheck.reports.decided import status_lines

            write_lines(status_lines(records), stream)
            return int(any(record.faults or not record.signed for record in records))
        if args.format == "gold":
            records = list(_without_named(records, veil))
        WRITERS[args.format](records, stream, options)
    return 0


def _consistent(args: argparse.Namespace) -> None:
    """Raise InputError for options that do not go together."""
    jobs = [name for name in ("verify", "read", "apply", "pack") if getattr(args, name)]
    if len(jobs) > 1:
        raise InputError(f"--{jobs[0]} and --{jobs[1]} cannot be used together")
    if jobs and args.format != "html":
        raise InputError(f"--{jobs[0]} does not take --format")
    if args.private and (jobs or args.format != "html"):
        raise InputError("private notes are for the page only", hint="leave out --format")
    if args.keys and not args.verify:
        raise InputError("--keys needs --verify")
    if args.format in _DOCUMENTS and not args.output:
        raise InputError("a document has to go to a file", hint=f"-o FILE.{args.format}")
    if args.pack and not args.output:
        raise InputError("a pack has to go to a file", hint="-o FILE.zip")
    if args.read and not args.paths:
        args.paths = [args.read]  # the draft itself came back
    if not args.paths:
        raise InputError("no article was named", hint="quotecheck report story.txt")


def _only(records: list[Verified], args: argparse.Namespace) -> Verified:
    """The one article that a copy is made of."""
    if len(records) != 1:
        raise InputError(
            f"there are {len(records)} articles, and a copy is made of one",
            path=", ".join(args.paths),
            hint="name the draft",
        )
    return records[0]


def _without_named(records: Iterable[Verified], veil: Veil) -> Iterator[Verified]:
    """The records of articles that name nobody confidential: the places of a gold set count the
    letters of its texts, which therefore cannot be changed."""
    for record in records:
        article = record.document.article
        if veil.hides(article.text):
            common.narrate(f"{article.path}: left out, for it names a confidential source")
        else:
            yield record


def _desk_folder(args: argparse.Namespace) -> Path:
    """The folder of the desk that the arguments name; without paths, all of its articles."""
    from quotecheck.cli.review import default_desk

    folder = _named_desk(args)
    args.whole_desk = folder is not None and not args.paths
    if folder is None:
        return default_desk(args.paths)
    if args.whole_desk:
        args.paths = [str(folder.absolute().parent)]
    return folder


@contextmanager
def _open_desk(
    args: argparse.Namespace, folder: Path, editor: str
) -> Iterator[tuple[Desk, FileBench]]:
    """The desk that the arguments name, and its articles."""
    from quotecheck.cli.review import open_bench
    from quotecheck.desk import Desk

    bench = open_bench(args)
    desk = Desk(
        folder,
        editor,
        read_only=not args.read,
        sources=bench.sources,
        rules_hash=bench.rules_hash,
    )
    with desk:
        yield desk, bench


def _records(args: argparse.Namespace, desk: Desk, bench: FileBench) -> Iterator[Verified]:
    from quotecheck.desk import keys
    from quotecheck.desk.bench import without_reports
    from quotecheck.reports.decided import Verified
    from quotecheck.reports.shown import reports_tally, state_shown

    for warning in desk.warnings:
        common.narrate(warning)
    trusted = keys.read_keys(args.keys) if args.keys else None
    for name in bench.names:
        try:
            if args.whole_desk and not desk.events(bench.document(name).article):
                continue
            extracted = _extracted(args, desk, bench, name)
        except InputError as error:
            common.complain(error)
            continue
        document = desk.spanned(extracted, bench.judge)
        state = desk.state(document)
        faults = desk.faults(document)
        if trusted is not None:
            faults += keys.key_faults(state.signed, trusted)
        signed, told = desk.is_signed(document), reports_tally(document.reports)
        if args.reports == "none":
            state, told = replace(state, document=without_reports(state.document), reports=()), ""
        state = state_shown(state, everything=args.reports == "all")
        yield Verified(state, signed, tuple(faults), told)


def _extracted(args: argparse.Namespace, desk: Desk, bench: FileBench, name: str) -> Document:
    """The article with its reports, or, if none are asked for, with those that a signature
    covers."""
    if args.reports == "none":
        return bench.standing(name, desk)
    document = bench.document(name)
    recorded = bench.recorded_reports(name)  # what a batch found is not computed again
    reports = bench.reports(name) if recorded is None else recorded
    return replace(document, quotes=(*document.quotes, *reports))


def _named_desk(args: argparse.Namespace) -> Path | None:
    """The desk folder, from --desk or from among the paths, where it is taken out."""
    desks = [path for path in args.paths if (Path(path) / "decisions").is_dir()]
    if len(desks) > 1:
        raise InputError("name one desk folder at a time", path=", ".join(desks))
    args.paths = [path for path in args.paths if path not in desks]
    if args.desk:
        return Path(args.desk)
    return Path(desks[0]) if desks else None


def _options(
    args: argparse.Namespace, bench: FileBench, sources: Sequence[str], editor: str
) -> Options:
    """The things that the page shows beside the decisions."""
    from quotecheck.reports.links import links_in
    from quotecheck.reports.record_page import Options

    library = bench.library
    folder = Path(args.output).parent if args.output else Path()
    return Options(
        args.private,
        sources,
        partial(library.context, chars=180) if library is not None else None,
        links_in(folder, bench.sources, args.sources),
        editor,
    )
