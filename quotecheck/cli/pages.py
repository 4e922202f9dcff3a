"""The contents of ``--help`` as plain records: the manual page and the reference on the site are
made from them, so that neither can say anything other than the parser."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class HelpOption:
    """One argument or option: how it is written, and what it does."""

    signs: str
    help: str


@dataclass(frozen=True)
class HelpPage:
    """The help of one command. ``groups`` are its options under their headings."""

    name: str
    summary: str
    usage: str
    groups: tuple[tuple[str, tuple[HelpOption, ...]], ...]
    epilog: str


def pages(parser: argparse.ArgumentParser) -> Iterator[HelpPage]:
    """The page of the program, then one for each command and each command of a command."""
    yield _page(parser)
    for action in parser._actions:  # noqa: SLF001 - argparse lists them in no other way
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            for each in dict.fromkeys(action.choices.values()):
                yield from pages(each)


def _page(parser: argparse.ArgumentParser) -> HelpPage:
    formatter = parser._get_formatter()  # noqa: SLF001
    groups = (
        (group.title or "options", tuple(_options(group, formatter)))
        for group in parser._action_groups  # noqa: SLF001
    )
    return HelpPage(
        parser.prog,
        parser.description or "",
        " ".join(parser.format_usage().removeprefix("usage:").split()),
        tuple((title, options) for title, options in groups if options),
        (parser.epilog or "").strip("\n"),
    )


def _options(
    group: argparse._ArgumentGroup, formatter: argparse.HelpFormatter
) -> Iterator[HelpOption]:
    for action in group._group_actions:  # noqa: SLF001
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            for choice in action._choices_actions:  # noqa: SLF001
                yield HelpOption(choice.dest, choice.help or "")
        elif action.help != argparse.SUPPRESS:
            signs = formatter._format_action_invocation(action)  # noqa: SLF001
            yield HelpOption(signs, formatter._expand_help(action) if action.help else "")  # noqa: SLF001
