"""``quotecheck batch``: check a whole folder, unattended."""

from __future__ import annotations

import argparse
import os
import shlex
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from quotecheck.cli import common, settled
from quotecheck.cli.stopping import STOPPED, ended_in_time
from quotecheck.errors import InputError, QuotecheckError

if TYPE_CHECKING:
    from quotecheck.batch import Plan
    from quotecheck.desk.confidential import Veil

_FAILS = {
    "error": ("error",),
    "open": ("error", "open"),
    "look": ("error", "open", "look"),
    "clash": ("error", "open", "look", "clash"),
    "never": (),
}
_LONGEST = 1_000_000  # seconds; more is beyond what a timer takes
OUTPUT = "quotecheck-output"
_REPORTS = ("html", "csv", "parquet", "sarif", "github", "none")


def configure(parser: argparse.ArgumentParser) -> None:
    """The options of ``batch``."""
    parser.epilog = """\
examples:
  quotecheck batch drafts/ --sources transcripts/
  quotecheck batch archive/ --sources transcripts/ --output checked --jobs 8
  quotecheck batch drafts/ --sources transcripts/ --watch   (a live board)
  quotecheck batch drafts/ --sources transcripts/ --fail-on error --quiet
  quotecheck batch drafts/ --sources talks/ --baseline known.json --accept agreed
  quotecheck batch archive/ --sources transcripts/ --engine dask --jobs 16

Run the same command again: it does only what has changed, and resumes a run that was stopped.
`quotecheck review quotecheck-output/` opens the results.
Exit status: 0 nothing to fix, 1 findings, 2 the command failed or some files could not be done,
130 stopped with Ctrl-C.
"""
    parser.add_argument("folder", metavar="FOLDER", help="the folder with the articles")
    common.add_sources_option(
        parser,
        "files or folders to check against (default: FOLDER/sources)",
    )
    parser.add_argument("--output", "-o", metavar="DIR", default=OUTPUT, help=f"default: {OUTPUT}")
    common.add_index_option(parser)
    parser.add_argument(
        "--desk", metavar="DIR", help="the desk whose confidential names are hidden"
    )
    common.add_checking_options(parser)
    parser.add_argument(
        "--reports",
        nargs="?",
        choices=("clash", "all"),
        const="clash",
        help="also look for reports without quotation marks; counted separately, and pages "
        "and tables show those that clash with the sources, or all of them",
    )
    common.add_rules_option(parser)
    parser.add_argument(
        "--include",
        action="append",
        default=[],
        metavar="PATTERN",
        help="take only files that match PATTERN",
    )
    parser.add_argument(
        "--exclude",
        action="append",
        default=[],
        metavar="PATTERN",
        help="leave out files that match PATTERN",
    )
    settled.add_options(parser)
    _add_run_options(parser)
    _add_report_options(parser)


def _add_run_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--jobs",
        type=_count,
        default=0,
        metavar="N",
        help="number of processes (default: one per processor)",
    )
    parser.add_argument(
        "--limit",
        type=_seconds,
        default=30.0,
        metavar="S",
        help="seconds allowed per document (default: 30)",
    )
    parser.add_argument(
        "--engine",
        choices=("local", "dask"),
        default="local",
        help="run here in several processes, or on a Dask cluster (extra `dask`; default: local)",
    )
    parser.add_argument(
        "--scheduler",
        metavar="ADDRESS",
        help="address of the Dask scheduler (default: start one here)",
    )
    parser.add_argument(
        "--watch",
        action="store_true",
        help="keep running, and check files again when they change (extra `watch`)",
    )
    parser.add_argument("--retry", action="store_true", help="try failed files again")
    parser.add_argument(
        "--fail-on",
        choices=tuple(_FAILS),
        default="look",
        help="exit with status 1 for findings this serious or worse (default: look); "
        "clash: also for a report without marks that clashes (turns --reports on)",
    )
    parser.add_argument(
        "--progress",
        choices=("auto", "bar", "json", "none"),
        default="auto",
        help="show progress as a bar, or as JSON lines on standard error (auto: a bar)",
    )
    parser.add_argument("--quiet", "-q", action="store_true", help="print no notes and no table")


def _add_report_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--report",
        action="append",
        choices=_REPORTS,
        help="also write the results in this form; repeatable (default: html, the 1,000 worst)",
    )
    parser.add_argument(
        "--baseline", metavar="FILE", help="ignore the findings accepted in FILE for --fail-on"
    )
    parser.add_argument(
        "--accept",
        metavar="REASON",
        help="accept the findings of this run: write them to --baseline",
    )
    parser.add_argument(
        "--by", metavar="NAME", help="name of whoever accepts them (default: your user name)"
    )


def _count(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(
            f"{text!r} is not a number of processes (0: one per processor)"
        )
    return int(text)


def _seconds(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if not 0 <= number <= _LONGEST:
        reason = f"{text!r} is not a number of seconds between 0 (no limit) and {_LONGEST:,}"
        raise argparse.ArgumentTypeError(reason)
    return number


def run(args: argparse.Namespace) -> int:
    """Run and sum up; with --watch, again after each change."""

    def say_stopped() -> None:
        again = shlex.join(["quotecheck", *sys.argv[1:]])
        common.narrate(f"stopped; what was done is kept. Go on with: {again}")

    config = settled.settle(args, [args.folder])
    if args.show_config:
        return settled.show(args, config)
    settled.tell(config, quiet=args.quiet)
    common.silence_logs()
    # What was done for an output elsewhere still has to be sent there, however long that takes.
    elsewhere = "://" in args.output
    with nullcontext() if elsewhere else ended_in_time(say_stopped):
        try:
            plan = make_plan(args)
            if plan.veil is not None:
                common.hide(plan.veil)
            return _watch(plan, args) if args.watch else _once(plan, args)
        except KeyboardInterrupt:
            say_stopped()
            if args.engine == "dask":
                _leave(STOPPED)
    return STOPPED


def _watch(plan: Plan, args: argparse.Namespace) -> int:
    """A round now and after each change, until Ctrl-C between two rounds."""
    from quotecheck.batch.watching import changes

    heard = changes(plan)
    next(heard)
    status = _once(plan, args)
    while True:
        try:
            next(heard)
        except KeyboardInterrupt:
            return status
        try:
            status = _once(plan, args)
        except QuotecheckError as error:
            # Half-saved rules or a folder that is being moved: the next change may mend it.
            common.complain(error)
            status = 2


def _leave(status: int) -> NoReturn:
    """End at once: a cluster that was interrupted while it opened is waited for at a usual end."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


def _once(plan: Plan, args: argparse.Namespace) -> int:
    from quotecheck.batch import run as run_batch
    from quotecheck.cli.batch_screen import progress

    if args.rules:
        common.load_rules(args.rules, quiet=args.quiet)  # reports lines without effect
    with progress(args.progress, quiet=args.quiet) as tell:
        summary = run_batch(plan, tell, lambda text: common.narrate(text, quiet=args.quiet))
    return _conclude(summary, plan, args)


def _conclude(summary: dict[str, Any], plan: Plan, args: argparse.Namespace) -> int:
    """Show the summary; the exit status that it means."""
    from quotecheck.articles import ENDINGS
    from quotecheck.cli.batch_screen import print_summary

    if not summary["documents"] and not summary["failed"]:
        hint = ENDINGS
        raise InputError("no articles found there", path=args.folder, hint=hint)
    if not args.quiet:
        print_summary(summary, str(plan.output))
        sys.stdout.flush()
    if summary["failed"] or not summary["complete"]:
        return 2 if args.fail_on != "never" else 0
    counts = summary["baseline"]["new"] if args.baseline else {**summary["desk"], **_clash(summary)}
    return int(any(counts.get(name) for name in _FAILS[args.fail_on]))


def _clash(summary: dict[str, Any]) -> dict[str, int]:
    return {"clash": summary["reports"].get("clash", 0)}


def make_plan(args: argparse.Namespace) -> Plan:
    """The plan of the run that the options ask for."""
    from quotecheck.batch import Plan, Power, Recipe

    if args.accept and not args.baseline:
        raise InputError("--accept needs --baseline FILE")
    if args.scheduler and args.engine != "dask":
        raise InputError("--scheduler needs --engine dask")
    # What follows would otherwise be told after the run.
    if args.baseline and (not args.accept or os.path.lexists(args.baseline)):
        from quotecheck.reports import baseline

        baseline.read(Path(args.baseline))
    if "parquet" in (args.report or ()):
        from quotecheck.reports import tables

        tables.parquet_library()
    recipe = Recipe(
        rules=args.rules,
        cache=str(common.cache_dir()),
        sources=tuple(args.sources),
        index=args.index,
        policy=args.policy,
        as_of=args.as_of,
        only_medium=args.only_medium,
        limit=args.limit,
        base=str(Path.cwd()) if args.engine == "dask" else None,
        reports=args.reports is not None or args.fail_on == "clash",
    )
    return Plan(
        folder=args.folder,
        output=args.output,
        recipe=recipe,
        include=tuple(args.include),
        exclude=tuple(args.exclude),
        power=Power(args.engine, args.jobs, scheduler=args.scheduler),
        retry=args.retry,
        reports=tuple(name for name in args.report if name != "none") if args.report else None,
        all_reports=args.reports == "all",
        baseline=Path(args.baseline) if args.baseline else None,
        accept=(args.accept, args.by or _user()) if args.accept else None,
        veil=_veil(args),
    )


def _veil(args: argparse.Namespace) -> Veil | None:
    """The veil over the confidential names of the desk that is named, or lies beside the
    articles."""
    if "://" in args.folder and not args.desk:
        return None
    from quotecheck.desk import DEFAULT_FOLDER
    from quotecheck.desk.confidential import veil_beside

    return veil_beside(Path(args.desk) if args.desk else Path(args.folder) / DEFAULT_FOLDER)


def _user() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "somebody"
