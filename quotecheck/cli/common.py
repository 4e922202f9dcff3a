"""Options, output and narration that the commands share."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from quotecheck.display import one_line
from quotecheck.errors import InputError, QuotecheckError, RulesError, fault

if TYPE_CHECKING:
    from quotecheck.model import Article, Document
    from quotecheck.rules import Rules

FORMATS = ("text", "json", "jsonl")


def open_streams() -> None:
    """Have all three standard streams mean something. Whoever starts a program may close one of
    them (``>&-``); the next file opened, a journal say, would take its number, and with it all that
    is said. Raises InputError where nobody could hear the answer."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # the lowest number that is free
    unheard = sys.stdout is None
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115
    if unheard:
        hint = "close it with >/dev/null where nobody is to read it"
        raise InputError("standard output is closed", hint=hint)


def use_utf8() -> None:
    """Write UTF-8 whatever the locale says: articles hold curly quotes."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


_veils: list[Callable[[str], str]] = []


def hide(veil: Callable[[str], str]) -> None:
    """Have ``veil`` put aliases in the place of confidential names in all that is narrated."""
    _veils[:] = [veil]


def _said(text: str) -> str:
    for veil in _veils:
        text = veil(text)
    return one_line(text)  # a name with a line end in it must forge no line


def complain(error: QuotecheckError) -> None:
    """Say on standard error what went wrong, a line for each fault."""
    faults = error.faults if isinstance(error, RulesError) else (error,)
    for each in faults:
        print(f"quotecheck: {_said(str(each))}", file=sys.stderr)


debugging = False


def complain_of(error: BaseException, path: str | None = None) -> None:
    """Say that something went wrong which nobody foresaw, with --debug where."""
    if debugging:
        import traceback

        traceback.print_exception(error)
    from quotecheck.files import last_read

    if path is None and last_read and not isinstance(error, OSError):
        path = last_read[0]
    complain(fault(error, path=path))


def narrate(message: str, *, quiet: bool = False) -> None:
    """Say something about the run on standard error."""
    if not quiet:
        print(f"quotecheck: {_said(message)}", file=sys.stderr)


def silence_libraries() -> None:
    """Have libraries say nothing on standard error by themselves: what matters is told by us. With
    --debug they may."""
    if not debugging and not sys.warnoptions:
        import warnings

        warnings.simplefilter("ignore")


def silence_logs() -> None:
    """The same for what they log, in the commands that load logging anyway."""
    if not debugging:
        import logging

        logging.lastResort = None


def add_rules_option(parser: argparse.ArgumentParser) -> None:
    """--rules FILE."""
    parser.add_argument(
        "--rules", metavar="FILE", help="use the desk's own rules file (default: the shipped rules)"
    )


def add_index_option(parser: argparse.ArgumentParser) -> None:
    """--index."""
    parser.add_argument(
        "--index",
        metavar="DIR",
        help="keep the index of the sources in this folder, to start faster",
    )


def add_policy_option(parser: argparse.ArgumentParser) -> None:
    """--policy."""
    parser.add_argument(
        "--policy", metavar="NAME", help="let this policy of the rules decide what passes"
    )


def add_sources_option(parser: argparse.ArgumentParser, what: str) -> None:
    """--sources, with ``what`` as its help."""
    parser.add_argument("--sources", nargs="+", default=[], metavar="PATH", help=what)


def add_checking_options(parser: argparse.ArgumentParser) -> None:
    """--policy, --as-of, --only-medium."""
    add_policy_option(parser)
    parser.add_argument(
        "--as-of", metavar="DATE", help="treat the articles as published on this day (2026-05-04)"
    )
    parser.add_argument(
        "--only-medium", metavar="MEDIUM", help="look only in sources of this medium"
    )


def add_output_options(parser: argparse.ArgumentParser, formats: Iterable[str] = FORMATS) -> None:
    """--format, --output, --color, --quiet."""
    parser.add_argument("--format", choices=tuple(formats), default="text", help="default: text")
    parser.add_argument(
        "--output", "-o", metavar="FILE", help="write to this file instead of standard output"
    )
    parser.add_argument(
        "--color",
        choices=("auto", "always", "never"),
        default="auto",
        help="colour the output (default: auto, which respects NO_COLOR)",
    )
    parser.add_argument("--quiet", "-q", action="store_true", help="print no notes")


STDIN = "-"  # the draft is on standard input


def cache_dir() -> Path:
    """The folder for what can be made again, kept between starts."""
    base = os.environ.get("XDG_CACHE_HOME")
    return (
        Path(base) if base and Path(base).is_absolute() else Path.home() / ".cache"
    ) / "quotecheck"


def load_rules(path: str | None, *, quiet: bool = False) -> Rules:
    """The rules that --rules names. Lines of them that have no effect are reported."""
    from quotecheck import rules

    loaded = rules.load(path, cache_dir=cache_dir())
    tell_idle_lines(loaded, path, quiet=quiet)
    return loaded


def tell_idle_lines(loaded: Rules, path: str | None, *, quiet: bool = False) -> None:
    """Say which lines of a rules file have no effect."""
    idle = [note for note in loaded.notes if not note.harmless] if path else []
    if idle:
        more = f" and {len(idle) - 1} more" if len(idle) > 1 else ""
        narrate(f"{idle[0]}{more}: see `quotecheck rules check {path}`", quiet=quiet)


class LineReader:
    """Reads the articles that the paths mean, by ``read`` if they are not to be read from the disk;
    a bad file is reported and the rest goes on."""

    def __init__(
        self,
        paths: Sequence[Path],
        read: Callable[[Path], Article] | None = None,
        *,
        quiet: bool,
    ) -> None:
        self.paths = paths
        self.quiet = quiet
        self.failed = 0
        self._read = read or read_draft

    def __iter__(self) -> Iterator[Article]:
        progress = ProgressLine(len(self.paths), quiet=self.quiet)
        for number, path in enumerate(self.paths):
            progress.show(number)
            try:
                article = self._read(path)
            except InputError as error:
                self.failed += 1
                complain(error)
                continue
            except Exception as error:  # noqa: BLE001 - whatever a file brings about
                self.failed += 1
                complain_of(error, str(path))
                continue
            for warning in article.warnings:
                narrate(f"{article.path}: {warning}", quiet=self.quiet)
            yield article
        progress.clear()

    def each(self, work: Callable[[Article], Document]) -> Iterator[Document]:
        """Do ``work`` on each article; one on which it breaks never stops the others."""
        for article in self:
            try:
                document = work(article)
            except QuotecheckError:
                raise
            except Exception as error:  # noqa: BLE001 - whatever an article brings about
                self.failed += 1
                complain_of(error, article.path)
            else:
                yield document


def find_drafts(paths: Sequence[str], *, skip: Sequence[str] = (), quiet: bool) -> list[Path]:
    """The articles that the paths mean; of one that was named, and is in ``skip``, is told.

    Raises:
        InputError: there are none.
    """
    from quotecheck.articles import ENDINGS, IS_SOURCE, find_articles, outside_of

    named = [path for path in paths if path != STDIN]
    found = [*([Path(STDIN)] if STDIN in paths else []), *find_articles(named, skip=skip)]
    if not found:
        raise InputError("no articles found there", path=", ".join(paths), hint=ENDINGS)
    outside = outside_of(skip)
    for path in named:
        if Path(path).is_file() and not outside(path):
            narrate(f"{path}: {IS_SOURCE}", quiet=quiet)
    return found


def read_draft(path: Path) -> Article:
    """The article in a file, or on standard input."""
    from quotecheck.articles import parse_article, read_article
    from quotecheck.files import MAX_TEXT_BYTES

    if str(path) != STDIN:
        return read_article(path)
    data = sys.stdin.buffer.read(MAX_TEXT_BYTES + 1)
    if len(data) > MAX_TEXT_BYTES:
        raise InputError(f"is larger than {MAX_TEXT_BYTES / 1e6:,.0f} MB", path=STDIN)
    return parse_article(data, STDIN)


class ProgressLine:
    """A line on standard error that counts, on a terminal only and only after a second."""

    def __init__(self, total: int, *, quiet: bool) -> None:
        self.total = total
        self.on = not quiet and total > 1 and sys.stderr.isatty()
        self.next = time.monotonic() + 1.0
        self.shown = False

    def show(self, done: int) -> None:
        """``done`` of the total are done."""
        if self.on and (now := time.monotonic()) >= self.next:
            print(
                f"\r\x1b[K{done:,} of {self.total:,} articles", end="", file=sys.stderr, flush=True
            )
            self.next, self.shown = now + 0.2, True

    def clear(self) -> None:
        """Take the line away."""
        if self.shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
