"""``quotecheck man``: the manual page, made from the parser."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator

from quotecheck import __version__
from quotecheck.cli.pages import HelpPage, pages

_WIDTH = 72  # columns of an example: a terminal of 80 without the indentation of the page
_ENVIRONMENT = (
    ("QUOTECHECK_EDITOR", "the name of the editor at the desk"),
    ("QUOTECHECK_TOKEN", "the token of review --serve and mcp --http"),
    ("NO_COLOR", "set to anything: no colour anywhere"),
    (
        "FORCE_HYPERLINK",
        "1: print places as links even where the output is not a terminal; 0: never",
    ),
    ("XDG_CONFIG_HOME, XDG_CACHE_HOME", "where the editor's settings and the caches are"),
)
_FILES = (
    ("quotecheck.toml", "the settings of a folder; found upward from the draft"),
    ("~/.config/quotecheck/review.toml", "the editor's own settings"),
    (".quotecheck/", "beside a draft: what was decided"),
)


def configure(parser: argparse.ArgumentParser) -> None:
    """The options of ``man``: there are none."""
    parser.epilog = """\
examples:
  quotecheck man | man -l -
  quotecheck man > ~/.local/share/man/man1/quotecheck.1      (then: man quotecheck)
"""


def run(_: argparse.Namespace) -> int:
    """Print the page."""
    from quotecheck.cli import build_parser

    print("\n".join(roff(tuple(pages(build_parser())))))
    return 0


def roff(all_pages: tuple[HelpPage, ...]) -> Iterator[str]:
    """The lines of a manual page (man(7)) of the program and its commands."""
    program, *commands = all_pages
    yield f'.TH QUOTECHECK 1 "" "quotecheck {__version__}" "User Commands"'
    yield from (".nh", ".ad l")  # an option is not hyphenated, nor are words spread over a line
    yield ".SH NAME"
    yield f"quotecheck \\- {_plain(program.summary[0].lower() + program.summary[1:].rstrip('.'))}"
    yield ".SH SYNOPSIS"
    yield _plain(program.usage)
    yield from _body(program)
    yield ".SH COMMANDS"
    for page in commands:
        yield f'.SS "{_plain(page.name)}"'
        yield from (_plain(page.summary), ".PP", _plain(page.usage))
        yield from _body(page)
    for title, entries in (("ENVIRONMENT", _ENVIRONMENT), ("FILES", _FILES)):
        yield f".SH {title}"
        for name, text in entries:
            yield from _entry(name, text)


def _body(page: HelpPage) -> Iterator[str]:
    for title, options in page.groups:
        if title not in ("positional arguments", "options"):
            yield from (".PP", _plain(f"{title[0].upper()}{title[1:]}:"))
        for option in options:
            yield from _entry(option.signs, option.help)
    for paragraph in page.epilog.split("\n\n"):
        lines = paragraph.splitlines()
        as_typed = any(line.startswith(" ") for line in lines)
        if as_typed:
            narrow = (part for line in lines for part in _narrow(line))
            yield from (".PP", ".nf", *map(_plain, narrow), ".fi")
        elif lines:
            yield from (".PP", *map(_plain, lines))


def _narrow(line: str) -> Iterator[str]:
    """An example in as many lines as a terminal of 80 columns needs: what is said of it goes below
    it, and a longer command goes on after a backslash."""
    if len(line) <= _WIDTH:
        yield line
        return
    found = re.match(r"(\s*\S.*?)\s{3,}(\S.*)$", line)
    command, note = (found[1], found[2]) if found else (line, "")
    while len(command) > _WIDTH and (at := command.rfind(" ", 4, _WIDTH - 1)) > 0:
        yield f"{command[:at]} \\"
        command = f"      {command[at + 1 :]}"
    yield command
    if note:
        yield f"      {note}"


def _entry(name: str, text: str) -> Iterator[str]:
    yield from (".TP", f"\\fB{_plain(name)}\\fR", _plain(text))


def _plain(text: str) -> str:
    """Text in which nothing is an instruction to the formatter."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return re.sub(r"^(?=[.'])", r"\\&", text, flags=re.MULTILINE)
