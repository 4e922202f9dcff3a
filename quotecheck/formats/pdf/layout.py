"""From chunks of glyphs to lines in the order in which a page is read.

Columns are found by the corridors of white between them. A corridor counts only between two
runs of running text: the margin with line numbers, the labels of a questioning and the cells of
a table stay on the line on which they stand.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from quotecheck.formats.pdf.glyphs import GlyphRun

MIN_ROWS = 6
_PAGE_NUMBER = re.compile(r"(?i)(?:page )?[-–—(\[ ]*[a-z]{0,2}\d{1,5}[-–—)\] ]*(?:(?:of|/) ?\d+)?$")
_MAX_DEPTH = 24
_MAX_CHUNKS = 3_000
_MAX_STARTS = 60
_RTL = (("\u0590", "\u08ff"), ("\ufb1d", "\ufdff"), ("\ufe70", "\ufeff"))


@dataclass(frozen=True)
class PrintedLine:
    """One printed line of a column.

    ``left`` and ``right`` leave out a line number in the margin, which ``number`` holds;
    ``column`` tells the columns of a page apart; ``edge``: it stands at the head or foot.
    """

    chunks: tuple[GlyphRun, ...]
    left: float
    right: float
    base: float
    size: float
    column: int = 0
    number: GlyphRun | None = None
    edge: bool = False

    @property
    def words(self) -> str:
        """The text, a space between chunks."""
        return " ".join(chunk.text for chunk in self.chunks)


def lines(chunks: Sequence[GlyphRun]) -> list[PrintedLine]:
    """The lines of a page in reading order, those at its head and foot marked as ``edge``."""
    rows = _rows(chunks)
    if not rows:
        return []
    head, body, foot = _edges(rows)
    ordered: list[PrintedLine] = [_line(row, column=-1, edge=True) for row in head]
    inner = [chunk for row in body for chunk in row]
    for number, column in enumerate(_ordered(inner, _line_starts(inner), 0)):
        ordered += _numbered([_line(row, column=number) for row in _rows(column)])
    ordered += [_line(row, column=-2, edge=True) for row in foot]
    return ordered


def _rows(chunks: Sequence[GlyphRun]) -> list[list[GlyphRun]]:
    """Chunks by the line on which they stand, from the top, each from the left."""
    rows: list[list[GlyphRun]] = []
    top = size = 0.0
    for chunk in sorted(chunks, key=lambda each: (-each.base, each.left)):
        share = 0.62 if chunk.size < 0.8 * size or size < 0.8 * chunk.size else 0.42
        near = share * max(size, chunk.size)
        if rows and top - chunk.base <= near and not _beneath(rows[-1], chunk):
            rows[-1].append(chunk)
            if chunk.size > size:
                top, size = chunk.base, chunk.size
        else:
            rows.append([chunk])
            top, size = chunk.base, chunk.size
    for row in rows:
        row.sort(key=lambda each: each.left)
        if _runs_leftwards("".join(chunk.text for chunk in row)):
            row.reverse()
    return rows


def _runs_leftwards(letters: str) -> bool:
    """Return whether most of a line is Hebrew or Arabic."""
    if max(letters) < _RTL[0][0]:
        return False
    return 2 * sum(any(low <= c <= high for low, high in _RTL) for c in letters) > len(letters)


def _beneath(row: list[GlyphRun], chunk: GlyphRun) -> bool:
    """Return whether the chunk lies under one of the row, as in two narrow lines of different
    size."""
    for other in row[-40:]:
        overlap = min(other.right, chunk.right) - max(other.left, chunk.left)
        if other.base - chunk.base > 0.2 * chunk.size and overlap > 0.5 * (
            chunk.right - chunk.left
        ):
            return True
    return False


def _line(row: Sequence[GlyphRun], *, column: int, edge: bool = False) -> PrintedLine:
    size = max(row, key=lambda each: len(each.text)).size
    left, right = min(each.left for each in row), max(each.right for each in row)
    base = median(each.base for each in row)
    return PrintedLine(tuple(row), left, right, base, size, column, None, edge)


def _edges(
    rows: list[list[GlyphRun]],
) -> tuple[list[list[GlyphRun]], list[list[GlyphRun]], list[list[GlyphRun]]]:
    """The head, the body and the foot of a page: up to two rows set off by white from the rest."""
    if len(rows) < 5:
        return [], rows, []
    bases = [row[0].base for row in rows]
    gaps = sorted(above - below for above, below in pairwise(bases))
    usual = gaps[len(gaps) // 2]
    usual = max(usual, 0.6 * median(row[0].size for row in rows))
    wide = 1.7 * usual
    head = next((n for n in (1, 2) if bases[n - 1] - bases[n] > wide), int(_paged(rows[0])))
    foot = next((n for n in (1, 2) if bases[-n - 1] - bases[-n] > wide), int(_paged(rows[-1])))
    if head and any(_long(row) for row in rows[:head]):
        head = 0
    if foot and any(_long(row) for row in rows[len(rows) - foot :]):
        foot = 0
    return rows[:head], rows[head : len(rows) - foot], rows[len(rows) - foot :]


def _paged(row: list[GlyphRun]) -> bool:
    """Return whether a row holds the number of the page: alone, or far from the words beside it."""
    text = " ".join(chunk.text for chunk in row)
    if _PAGE_NUMBER.match(text):
        return True
    ends = ((row[0], row[1]), (row[-2], row[-1])) if len(row) > 1 else ()
    return (
        any(
            other.left - one.right > 3 * one.size and (one.text.isdigit() or other.text.isdigit())
            for one, other in ends
        )
        and len(text) > 8
    )


def _long(row: list[GlyphRun]) -> bool:
    return sum(len(chunk.text) for chunk in row) > 150


def _line_starts(chunks: Sequence[GlyphRun]) -> list[float]:
    """The left edges that a column can have: those at which lines begin again and again."""
    counts = Counter(round(chunk.left) for chunk in chunks)
    near = {at: counts[at] + counts.get(at + 1, 0) for at in counts}
    often = sorted((count, at) for at, count in near.items() if count >= MIN_ROWS)
    return sorted(float(at) for _, at in often[-_MAX_STARTS:])


def _ordered(chunks: list[GlyphRun], starts: list[float], depth: int) -> Iterator[list[GlyphRun]]:
    """The columns, from the left, each from the top; what spans them stands between."""
    few = depth >= _MAX_DEPTH or not 2 * MIN_ROWS <= len(chunks) <= _MAX_CHUNKS
    cut = None if few else _corridor(chunks, starts)
    if cut is None:
        if chunks:
            yield chunks
        return
    x, top, bottom = cut
    above = [chunk for chunk in chunks if chunk.base > top]
    below = [chunk for chunk in chunks if chunk.base < bottom]
    band = [chunk for chunk in chunks if bottom <= chunk.base <= top]
    yield from _ordered(above, starts, depth + 1)
    yield from _ordered([chunk for chunk in band if chunk.left < x], starts, depth + 1)
    yield from _ordered([chunk for chunk in band if chunk.left >= x], starts, depth + 1)
    yield from _ordered(below, starts, depth + 1)


def _corridor(chunks: list[GlyphRun], starts: list[float]) -> tuple[float, float, float] | None:
    """The tallest corridor between two columns of text: where it is, its top and its bottom."""
    best: tuple[float, float, float] | None = None
    tallest = 0.0
    size = median(chunk.size for chunk in chunks)
    low, high = min(chunk.base for chunk in chunks), max(chunk.base for chunk in chunks)
    edge = min(chunk.left for chunk in chunks)
    for start in starts:
        if start < edge + 4 * size:
            continue
        x, white = start - 0.6, start - 0.6 * size
        crossing = sorted(
            (chunk.base for chunk in chunks if chunk.left < x and chunk.right > white),
            reverse=True,
        )
        marks = [high + size, *crossing, low - size]
        for upper, lower in pairwise(marks):
            height = upper - lower
            if height <= max(tallest, MIN_ROWS * 0.8 * size):
                continue
            band = [chunk for chunk in chunks if lower < chunk.base < upper]
            if _columns(band, x):
                bases = [chunk.base for chunk in band]
                best, tallest = (x, max(bases), min(bases)), height
    return best


def _columns(band: list[GlyphRun], x: float) -> bool:
    """Return whether running text stands on both sides of x, over much the same height."""
    sides = [c for c in band if c.left < x], [c for c in band if c.left >= x]
    return all(map(_running, sides))


def _running(side: list[GlyphRun]) -> bool:
    """Return whether these chunks are lines of running text, and not labels, numbers or cells."""
    if len(side) < MIN_ROWS:
        return False
    rows = _rows(side)
    if len(rows) < MIN_ROWS:
        return False
    left, right = min(c.left for c in side), max(c.right for c in side)
    words = [sum(len(chunk.text.split()) for chunk in row) for row in rows]
    reach = [row[-1].right - left for row in rows]
    letters = "".join(chunk.text for chunk in side)
    spoken = sum(map(str.isalpha, letters)) > 0.6 * len(letters)
    return spoken and median(words) >= 3 and median(reach) > 0.6 * (right - left)


def _numbered(column: list[PrintedLine]) -> list[PrintedLine]:
    """The lines with the numbers of the margin, if there are any, set apart."""
    firsts = [line.chunks[0] for line in column]
    numbers = [_number(chunk.text) for chunk in firsts]
    known = [(n, value) for n, value in enumerate(numbers) if value is not None]
    if len(known) < 5 or len(known) * 2 < len(column):
        return column
    rising = sum(b[1] == a[1] + 1 for a, b in pairwise(known))
    if rising < 0.8 * (len(known) - 1):
        return column
    marked = []
    for place, (line, value) in enumerate(zip(column, numbers, strict=True)):
        if value is None:
            outside = not known[0][0] <= place <= known[-1][0]
            marked.append(replace(line, edge=outside))
            continue
        first = line.chunks[0]
        digits = str(value)
        if first.text == digits:
            rest = line.chunks[1:]
        else:
            share = (len(digits) + 1) / len(first.text)
            words = first.text[len(digits) :].lstrip()
            left = first.left + share * (first.right - first.left)
            rest = (first._replace(text=words, left=left), *line.chunks[1:])
            first = first._replace(text=digits, right=left)
        left = rest[0].left if rest else line.left
        size = rest[0].size if rest else line.size
        marked.append(replace(line, chunks=rest, left=left, size=size, number=first))
    return marked


def _number(text: str) -> int | None:
    word = text.split(" ", 1)[0]
    return int(word) if word.isascii() and word.isdigit() and len(word) <= 3 else None
