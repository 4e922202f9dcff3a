"""A source as a script: its lines without page furniture, and the one text that they make.

Blocks of any format become lines (`lines_of`); `quotecheck.formats.furniture` takes away what is
not words; `assemble` joins the rest into a text and remembers where each piece of it stands in the
file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from quotecheck.formats.content import Block
from quotecheck.model import Place


class Line(NamedTuple):
    """One line of a source. ``gap`` is what divides it from the line before; the other fields are
    those of a `Block`. ``printed`` is the number of the line as printed on its page."""

    text: str
    gap: str = "\n\n"
    line: int | None = None
    page: str | None = None
    printed: int | None = None
    place: str | None = None
    time: str | None = None
    speaker: str | None = None
    lead: int = 0
    heading: bool = False
    quoted: bool = False
    sheet: int | None = None


def lines_of(blocks: Iterable[Block]) -> Iterator[Line]:
    """The lines of blocks, each with the place of its block; empty ones are left out."""
    for block in blocks:
        gap = "\n" if block.joined else "\n\n"
        if "\n" not in block.text:
            if block.text and not block.text.isspace():
                yield _line(block, block.text, gap, block.line, block.lead)
            continue
        for number, text in enumerate(block.text.split("\n")):
            if text.strip():
                line = block.line + number if block.line is not None else None
                yield _line(block, text, gap, line, block.lead if not number else 0)
                gap = "\n"


def _line(block: Block, text: str, gap: str, line: int | None, lead: int) -> Line:
    return Line(
        text,
        gap,
        line,
        block.page,
        None,
        block.place,
        block.time,
        block.speaker,
        lead,
        block.heading,
        block.quoted,
        block.sheet,
    )


@dataclass
class Script:
    """The text of a source and what is known of its lines, each list in text order.

    ``starts`` holds the offset of each line; ``lines`` the lines themselves; ``places`` where the
    text stands in the file.
    """

    text: str
    lines: Sequence[Line]
    starts: Sequence[int]
    places: tuple[Place, ...] = ()


def assemble(lines: Sequence[Line]) -> Script:
    """The script of lines."""
    pieces: list[str] = []
    starts: list[int] = []
    at = 0
    for number, line in enumerate(lines):
        if number:
            pieces.append(line.gap)
            at += len(line.gap)
        starts.append(at)
        pieces.append(line.text)
        at += len(line.text)
    # A file that has none of these is not its text, whose lines would tell nobody anything.
    places = tuple(_places(lines, starts)) or ((Place(0),) if lines else ())
    return Script("".join(pieces), lines, starts, places)


def _places(lines: Sequence[Line], starts: Sequence[int]) -> Iterator[Place]:
    """The places at which counting lines on from the place before would go wrong."""
    expected: tuple[int | None, int | None] = None, None
    before: Line | None = None
    for line, start in zip(lines, starts, strict=True):
        breaks = line.gap.count("\n") if before is not None else 0
        line_goes_on = line.line == (expected[0] + breaks if expected[0] is not None else None)
        printed_goes_on = line.printed == (
            expected[1] + (breaks > 0) if expected[1] is not None else None
        )
        same = before is not None and (line.page, line.place, line.sheet) == (
            before.page,
            before.place,
            before.sheet,
        )
        if not (line_goes_on and printed_goes_on and same) and any(
            each is not None for each in (line.line, line.page, line.printed, line.place)
        ):
            yield Place(start, line.line, line.page, line.printed, line.place, line.sheet)
        expected, before = (line.line, line.printed), line
