"""Breaking text into screen rows by offsets, counting cells as a terminal does."""

from __future__ import annotations

import re

from rich.cells import cell_len, chop_cells

# Everything in these ranges takes one cell, so that a row's length is its number of characters.
_NARROW = re.compile(
    r"[\x20-\x7e\u00a0-\u02ff\u0370-\u0482\u048a-\u0588\u2010-\u2027\u2030-\u205e]*\Z"
)
_WORD = re.compile(r"\S+\s*")


def screen_rows(
    text: str, width: int, start: int = 0, end: int | None = None
) -> list[tuple[int, int]]:
    """The rows of ``text[start:end]`` (a single line) as offsets; an empty line is one row.

    Rows break at spaces; a word that is wider than ``width`` cells is broken inside.
    """
    stop = len(text) if end is None else end
    width = max(1, width)
    if _NARROW.match(text, start, stop):
        return _narrow_rows(text, width, start, stop)
    return _wide_rows(text, width, start, stop)


def _narrow_rows(text: str, width: int, start: int, stop: int) -> list[tuple[int, int]]:
    found = []
    while stop - start > width:
        cut = text.rfind(" ", start, start + width + 1)
        if cut <= start:
            found.append((start, start + width))
            start += width
        else:
            found.append((start, cut))
            start = cut + 1
    found.append((start, stop))
    return found


def _wide_rows(text: str, width: int, start: int, stop: int) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    first, used = start, 0
    for word in _WORD.finditer(text, start, stop):
        bare = word.group().rstrip()
        cells = cell_len(bare)
        if used and used + cells > width:
            found.append((first, word.start()))
            first, used = word.start(), 0
        if cells > width:
            pieces = chop_cells(bare, width)
            for piece in pieces[:-1]:
                found.append((first, first + len(piece)))
                first += len(piece)
            used = cell_len(pieces[-1]) + len(word.group()) - len(bare)
        else:
            used += cell_len(word.group())
    found.append((first, stop))
    return found
