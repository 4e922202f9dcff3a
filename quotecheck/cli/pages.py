"""The contents of ``--help`` as plain records: the manual page and the reference on the site are
made from them, so that neither can say anything other than the parser."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Option:
    """One argument or option: how it is written, and what it does."""

    signs: str
    help: str


@dataclass(frozen=True)
class Page:
    """The help of one command. ``groups`` are its options under their headings."""

    name: str
    summary: str
    usage: str
    groups: tuple[tuple[str, tuple[Option, ...]], ...]
    epilog: str


def pages(parser: argparse.ArgumentParser) -> Iterator[Page]:
    """The page of the program, then one for each command and each command of a command."""
    yield _page(parser)
    for action in parser._actions:  # noqa: SLF001 - argparse lists them in no other way
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            for each in dict.fromkeys(action.choices.values()):
                yield from pages(each)


def _page(parser: argparse.ArgumentParser) -> Page:
    formatter = parser._get_formatter()  # noqa: SLF001
    groups = (
        (group.title or "options", tuple(_options(group, formatter)))
        for group in parser._action_groups  # noqa: SLF001
    )
    return Page(
        parser.prog,
        parser.description or "",
        " ".join(parser.format_usage().removeprefix("usage:").split()),
        tuple((title, options) for title, options in groups if options),
        (parser.epilog or "").strip("\n"),
    )


def _options(group: argparse._ArgumentGroup, formatter: argparse.HelpFormatter) -> Iterator[Option]:
    for action in group._group_actions:  # noqa: SLF001
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            for choice in action._choices_actions:  # noqa: SLF001
                yield Option(choice.dest, choice.help or "")
        elif action.help != argparse.SUPPRESS:
            signs = formatter._format_action_invocation(action)  # noqa: SLF001
            yield Option(signs, formatter._expand_help(action) if action.help else "")  # noqa: SLF001
