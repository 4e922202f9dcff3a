"""Paragraphs put together from runs of styled text, and table rows from cells.

Shared by the readers of office formats.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from enum import IntFlag
from typing import NamedTuple

from quotecheck.formats.content import Block


class Emphasis(IntFlag):
    """The ways in which a run is set apart from plain text."""

    BOLD = 1
    ITALIC = 2
    SMALL_CAPS = 4
    UNDERLINE = 8


class RunLine(NamedTuple):
    """The text of a paragraph and the length of a start that is set apart."""

    text: str
    lead: int


DROPPED = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 127, 0xAD, 0xFEFF])
_SPACES = re.compile(r"[ \t\r\n]+")


class Runs:
    """The runs of one paragraph, in order."""

    def __init__(self) -> None:
        self._runs: list[tuple[str, int]] = []

    def __bool__(self) -> bool:
        return bool(self._runs)

    def add(self, text: str, emphasis: int = 0) -> None:
        """Add a run as it is, without control characters and soft hyphens."""
        if text:
            self._runs.append((text.translate(DROPPED), emphasis))

    def add_collapsed(self, text: str, emphasis: int = 0) -> None:
        """Add a run in which, as in OpenDocument and HTML, any white space is one space."""
        text = _SPACES.sub(" ", text)
        if text.startswith(" ") and (not self._runs or self._runs[-1][0][-1:] in {" ", "\n"}):
            text = text[1:]
        self.add(text, emphasis)

    def take(self) -> RunLine:
        """The paragraph so far without white space around it; the next one begins empty."""
        whole = "".join(text for text, _ in self._runs)
        text = whole.strip()
        margin = len(whole) - len(whole.lstrip())
        lead = len(whole[: self._lead()].rstrip()) - margin
        self._runs.clear()
        return RunLine(text, max(0, lead))

    def _lead(self) -> int:
        length, common = 0, -1
        for text, emphasis in self._runs:
            if text.strip():
                common &= emphasis
                if not common:
                    break
            length += len(text)
        return length


def row_blocks(cells: Sequence[Sequence[Block]], place: str) -> Iterator[Block]:
    """The blocks of a table row, given the blocks of each of its cells.

    One block with a tab between the cells, led by the first. A row with one filled cell is text
    that was only laid out in a table: its paragraphs stay apart, except that a lone first cell is
    still set apart from the empty ones beside it.
    """
    filled = [blocks for blocks in cells if any(block.text for block in blocks)]
    if not filled:
        return
    if len(filled) > 1:
        texts = ["\n".join(block.text for block in blocks) for blocks in cells]
        yield Block("\t".join(texts), place=place, lead=len(texts[0]))
        return
    apart = len(cells) > 1 and filled[0] is cells[0]
    for block in filled[0]:
        yield block._replace(place=place, lead=len(block.text) if apart else block.lead)


def note_names(kinds: Collection[str]) -> dict[str, str]:
    """The name for each kind of note; endnotes are called so only where there are footnotes too."""
    both = "footnote" in kinds and "endnote" in kinds
    return {"footnote": "note", "endnote": "endnote" if both else "note"}


def numbered_notes(notes: Sequence[tuple[str, Sequence[Block]]]) -> Iterator[Block]:
    """The blocks of "footnote"s, then of "endnote"s, each kind placed by a number of its own."""
    for kind, name in note_names({kind for kind, _ in notes}).items():
        of_kind = [blocks for other, blocks in notes if other == kind]
        for number, blocks in enumerate(of_kind, 1):
            yield from (block._replace(place=f"{name} {number}") for block in blocks)


def office_notes(
    flags: Mapping[str, bool], comments: int = 0, *, tracked: bool, hidden: bool
) -> tuple[str, ...]:
    """Notes for the editor about an office document; ``flags`` are notes of one format."""
    notes = {
        "has tracked changes; they were read as accepted": tracked,
        "has hidden text; it was left out": hidden,
        **flags,
        f"has {comments} comment{'s' if comments > 1 else ''}; comments are left out": comments > 0,
    }
    return tuple(note for note, true in notes.items() if true)
