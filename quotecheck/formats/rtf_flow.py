"""One flow of text in an RTF document (the body, a note, a text box): its paragraphs and tables."""

from __future__ import annotations

from quotecheck.formats.content import Block
from quotecheck.formats.runs import Runs, row_blocks

_MAX_TABLES = 10  # inside each other; deeper ones are read as if they were the tenth


class Flow:
    """Puts paragraphs and table rows together in the order in which RTF ends them.

    RTF never says where a table begins: a paragraph stands at a level (0 outside tables), and
    a cell or a row ends at one.
    """

    def __init__(self, kind: str = "") -> None:
        self.runs = Runs()
        self.kind = kind
        self._blocks: list[Block] = []
        self._boxes: list[list[Block]] = []
        self._cells: list[list[list[Block]]] = []  # by level: the cells of the row, the last open
        self._paragraphs = self._tables = self._rows = 0
        self._in_table = False

    def add_box(self, blocks: list[Block]) -> None:
        """Keep a text box, which comes after the paragraph that it is anchored in."""
        self._boxes.append(blocks)

    def end_paragraph(self, level: int, *, heading: bool = False) -> None:
        """End the paragraph; it stands in as many tables as ``level`` says."""
        level = min(level, _MAX_TABLES)
        text, lead = self.runs.take()
        if not level and self._in_table:
            self._end_rows(1)
            self._in_table = False
        if level:
            place = f"table {self._tables + (not self._in_table)}, row {self._rows + 1}"
        else:
            self._paragraphs += bool(text)
            place = f"paragraph {max(1, self._paragraphs)}"
        blocks = [Block(text, place=place, lead=lead, heading=heading)] if text else []
        for box in self._boxes:
            blocks.extend(block._replace(place=f"text box at {place}") for block in box)
        self._boxes.clear()
        self._put(blocks, level)

    def end_cell(self, level: int) -> None:
        """End a table cell."""
        level = min(level, _MAX_TABLES)
        self.end_paragraph(level)
        self._end_rows(level + 1)
        self._open(level)
        self._cells[level - 1].append([])

    def end_row(self, level: int) -> None:
        """End a table row."""
        level = min(level, _MAX_TABLES)
        if self.runs:
            self.end_paragraph(level)
        self._end_rows(level)

    def finish(self, level: int = 0) -> list[Block]:
        """All blocks, with whatever was not ended."""
        if self.runs or self._boxes:
            self.end_paragraph(level)
        self._end_rows(1)
        return self._blocks

    def _open(self, level: int) -> None:
        if not self._in_table:
            self._in_table = True
            self._tables += 1
            self._rows = 0
        while len(self._cells) < level:
            self._cells.append([[]])

    def _put(self, blocks: list[Block], level: int) -> None:
        if level:
            self._end_rows(level + 1)
            self._open(level)
            self._cells[level - 1][-1].extend(blocks)
        else:
            self._blocks.extend(blocks)

    def _end_rows(self, level: int) -> None:
        """End the rows that are open at a level and below."""
        while len(self._cells) >= level:
            cells = self._cells.pop()
            if len(cells) > 1 and not cells[-1]:
                cells.pop()
            outer = len(self._cells)
            if not outer:
                self._rows += 1
            row = list(row_blocks(cells, f"table {self._tables}, row {self._rows + bool(outer)}"))
            if outer:
                self._cells[-1][-1].extend(row)
            else:
                self._blocks.extend(row)
