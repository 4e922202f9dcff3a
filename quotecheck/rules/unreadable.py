"""The reasons why a rules file cannot be read as YAML, in an editor's words.

The parser says what it expected where it gave up, which is often a line below the slip. This module
finds the line with the slip and says what to write there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass


class Unreadable(Exception):
    """A text that is not YAML: the parser's message, the place where it stopped, and the beginning
    of the part that it was reading. Lines and columns count from 1."""

    def __init__(self, problem: str, stopped: tuple[int, int], began: tuple[int, int]) -> None:
        super().__init__(problem)
        self.problem, self.stopped, self.began = problem, stopped, began


@dataclass(frozen=True)
class Slip:
    """A place in the text, the mistake there, and the remedy."""

    message: str
    line: int
    column: int
    hint: str


_IN_QUOTES = 'put the value in quotes, as in  pattern: "{quote} {speaker} {cue}"'
_OPENS_NOTHING = re.compile(r"[:-]\s+([{\[].*[}\]]\s*[^\s#,\]}].*|[@%&*!|>`].*)$")
_OPEN_QUOTE = re.compile(r"(?:[:,\[{-]\s+|[\[{])([\"'])(?:(?!\1).)*$")
_ABOVE = 5  # lines above the place where the parser stopped, in which a mark may have been opened
_TWO_COLONS = re.compile(r":\s.*:\s")


def slip(text: str, error: Unreadable) -> Slip:
    """The slip that makes a text unreadable."""
    lines = text.splitlines()
    for found in (_tab, _open_quote, _open_bracket, _no_colon, _unquoted, _indented):
        if told := found(lines, error):
            return told
    return Slip(f"is not YAML: {error.problem}", *error.stopped, "")


def _line(lines: Sequence[str], number: int) -> str:
    return lines[number - 1] if 0 < number <= len(lines) else ""


def _tab(lines: Sequence[str], error: Unreadable) -> Slip | None:
    number, _ = error.stopped
    line = _line(lines, number)
    if "\t" not in line[: len(line) - len(line.lstrip())]:
        return None
    message = "is not YAML: this line is indented with a tab"
    return Slip(message, number, line.index("\t") + 1, "indent with spaces")


def _open_quote(lines: Sequence[str], error: Unreadable) -> Slip | None:
    """A quotation mark that opens a value, and is not closed before the line ends."""
    if not re.search(r"end of stream|found character|<scalar>", error.problem):
        return None
    for number in range(error.stopped[0], max(0, error.stopped[0] - _ABOVE), -1):
        opened = _OPEN_QUOTE.search(_line(lines, number))
        if opened:
            mark = opened[1]
            message = f"is not YAML: the {mark} that opens here is not closed"
            return Slip(message, number, opened.start(1) + 1, f"put a {mark} behind the value")
    return None


def _open_bracket(lines: Sequence[str], error: Unreadable) -> Slip | None:
    wanted = re.search(r"expected ',' or '([\]}])'", error.problem)
    number, column = error.began
    opened = _line(lines, number)[column - 1 : column]
    if wanted is None or opened not in ("[", "{") or wanted[1] in _line(lines, number)[column:]:
        return None
    message = f"is not YAML: the {opened} that opens here is not closed"
    return Slip(message, number, column, f"put a {wanted[1]} behind its last entry")


def _no_colon(lines: Sequence[str], error: Unreadable) -> Slip | None:
    if "could not find expected ':'" not in error.problem:
        return None
    number, column = error.began
    line = _line(lines, number).split("#")[0].rstrip()
    message = f"is not YAML: there is no colon behind {line[column - 1 :]!r}"
    return Slip(message, number, column, f"write  {line[column - 1 :]}:")


def _unquoted(lines: Sequence[str], error: Unreadable) -> Slip | None:
    number, column = error.stopped
    line = _line(lines, number)
    if opened := _OPENS_NOTHING.search(line):
        message = f"is not YAML: a value cannot begin with {opened[1][0]} here"
        return Slip(message, number, opened.start(1) + 1, _IN_QUOTES)
    if _TWO_COLONS.search(line):
        return Slip("is not YAML: this value has a colon in it", number, column, _IN_QUOTES)
    return None


def _indented(lines: Sequence[str], error: Unreadable) -> Slip | None:
    """A line whose indentation matches none of the lines above it."""
    number = error.stopped[0]
    line = _line(lines, number)
    above = next((each for each in reversed(lines[: number - 1]) if each.strip()), "")
    inset, before = (len(each) - len(each.lstrip()) for each in (line, above))
    odd = "<block end>" in error.problem or (
        "mapping values are not allowed" in error.problem and inset > before
    )
    if not odd:
        return None
    message = "is not YAML: this line is indented like none above it"
    hint = f"begin it at the same column as the lines beside it, such as {above.strip()[:40]!r}"
    return Slip(message, number, inset + 1, hint)
