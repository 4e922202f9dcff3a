"""From printed lines to blocks: spaces in proportion, where paragraphs begin, what is set apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median

from quotecheck.formats.content import Block
from quotecheck.formats.pdf.glyphs import WORD_GAP, GlyphRun
from quotecheck.formats.pdf.layout import PrintedLine

_MAX_SPACES = 60
_ENDS = re.compile(r"[.?!:;…—–][\"'’”»)\]]*$")
_NOTE_MARK = re.compile(r"(?:\d{1,3}(?:[,–-]\d{1,3})*|[*†‡§¶]{1,3}|\[\d{1,3}\])$")
_ORDINAL = re.compile(r"(?:st|nd|rd|th)\b")
_QUESTION = re.compile(r"(?:[QA]\.?|BY [A-Z. ]+:)(?:\s|$)")


@dataclass(frozen=True)
class _Column:
    """The measures of a column: its edges, where most lines begin, a letter's width, the usual
    distance of lines."""

    left: float
    usual: float
    right: float
    letter: float
    leading: float


@dataclass
class Maker:
    """Makes the blocks of one document, page by page: a paragraph may run over the page's end.

    ``bold``, ``italic`` and ``letters`` count the letters so far in bold, in italics and in all,
    which tells whether such type sets anything apart.
    """

    bold: int = 0
    italic: int = 0
    letters: int = 0
    before: tuple[PrintedLine, _Column] | None = None
    size: float = 0.0

    def page(self, lines: Sequence[PrintedLine], label: str) -> Iterator[Block]:
        """The blocks of a page, one a printed line."""
        columns = {
            each: _measure([line for line in lines if line.column == each])
            for each in {line.column for line in lines}
        }
        self._weigh(lines)
        for number, line in enumerate(lines):
            column = columns[line.column]
            near = lines[max(number - 3, 0) : number + 3]
            reach = max(each.right for each in near if each.column == line.column)
            text, lead = self._text(line, column)
            if not text.strip():
                continue
            joined = not line.edge and not self._begins(line, column, reach)
            heading = not joined and not line.edge and self._heading(line, column)
            yield Block(text, joined=joined, page=label, lead=lead, heading=heading)
            if not line.edge:
                self.before = None if heading else (line, column)

    def _weigh(self, lines: Sequence[PrintedLine]) -> None:
        sizes: Counter[float] = Counter()
        for line in lines:
            for chunk in line.chunks:
                self.letters += len(chunk.text)
                self.bold += len(chunk.text) * chunk.bold
                self.italic += len(chunk.text) * chunk.italic
                sizes[round(chunk.size, 1)] += len(chunk.text)
        if sizes:
            self.size = sizes.most_common(1)[0][0]

    def _begins(self, line: PrintedLine, column: _Column, reach: float) -> bool:
        """Return whether a paragraph begins with this line."""
        if self.before is None or not line.chunks:
            return True
        above, other = self.before
        if _QUESTION.match(line.chunks[0].text):
            return True
        same = above.column == line.column and other is column
        if same and _apart(above, line, column):
            return True
        indent, edge = line.left - column.usual, 0.9 * column.letter
        over = above.left - other.usual
        if indent < -edge and not (
            same and abs(over - indent) < edge and _full(above, line, other.right, other.letter)
        ):
            return True
        if indent > edge and (over <= edge or indent > over + edge):
            return not _hanging(line, above, column)
        return _ended(above, line, other, reach)

    def _text(self, line: PrintedLine, column: _Column) -> tuple[str, int]:
        pieces: list[str] = []
        at = column.left
        lead, leading = 0, True
        for number, chunk in enumerate(_all(line)):
            if number and _is_note_mark(chunk, line, "".join(pieces)):
                at = max(at, chunk.right)
                continue
            spaces = _spaces(chunk, at, column.letter, line.size, first=not pieces)
            pieces.append(" " * spaces + chunk.text)
            at = chunk.right
            leading = leading and (self._apart(chunk) or chunk is line.number)
            if leading and chunk is not line.number:
                lead = sum(map(len, pieces))
        text = _line_end("".join(pieces).rstrip())
        return text, min(lead, len(text))

    def _apart(self, chunk: GlyphRun) -> bool:
        """Return whether type sets this chunk apart from the rest of the document."""
        bold, italic = self.bold * 2 <= self.letters, self.italic * 2 <= self.letters
        return (chunk.bold and bold) or (chunk.italic and italic)

    def _heading(self, line: PrintedLine, column: _Column) -> bool:
        large = line.size > 1.25 * self.size
        bold = all(chunk.bold for chunk in line.chunks) and self.bold * 2 < self.letters
        centre = abs((line.left - column.left) - (column.right - line.right)) < 2 * column.letter
        centred = centre and line.left > column.left + 3 * column.letter
        return len(line.words) < 120 and (large or (bold and centred))


def _measure(lines: Sequence[PrintedLine]) -> _Column:
    lefts = sorted(line.left for line in lines)
    rights = sorted(line.right for line in lines)
    usual = Counter(round(left / 2) for left in lefts).most_common(1)[0][0]
    usual_left = median([left for left in lefts if round(left / 2) == usual])
    numbers = [line.number.left for line in lines if line.number]
    first = min([*numbers, lefts[0]])
    widths = [
        (chunk.right - chunk.left) / len(chunk.text)
        for line in lines
        for chunk in line.chunks
        if len(chunk.text) > 5
    ]
    letter = median(widths) if widths else 0.5 * lines[0].size
    gaps = sorted(
        above.base - line.base for above, line in pairwise(lines) if above.base > line.base
    )
    leading = gaps[len(gaps) // 3] if gaps else 1.2 * lines[0].size
    size = median(line.size for line in lines)
    return _Column(
        first,
        usual_left,
        rights[int(0.95 * (len(rights) - 1))],
        max(letter, 0.2 * size, 0.5),
        max(leading, 0.8 * size),
    )


def _apart(above: PrintedLine, line: PrintedLine, column: _Column) -> bool:
    """Return whether white stands between two lines, or the size of the type changes."""
    gap = above.base - line.base
    larger = max(above.size, line.size)
    return gap > max(1.35 * column.leading, 1.1 * larger) or larger > 1.18 * min(
        above.size, line.size
    )


def _full(above: PrintedLine, line: PrintedLine, right: float, letter: float) -> bool:
    """Return whether the line above had no room for the first word of this one."""
    word = line.chunks[0].text.split(" ", 1)[0]
    return above.right + (len(word) + 1) * letter > right - 1.5 * letter


def _ended(above: PrintedLine, line: PrintedLine, column: _Column, nearby: float) -> bool:
    """Return whether the paragraph of the line above ended there: it had room left for the next
    word, which can begin a sentence. Where no sentence ends, the room is measured by the lines near
    by (``nearby``), as a passage may be set narrower than its column."""
    if line.chunks[0].text[:1].islower():
        return False
    if _ENDS.search(above.words.rstrip()):
        return not _full(above, line, column.right, column.letter)
    return not _full(above, line, nearby, column.letter)


def _hanging(line: PrintedLine, above: PrintedLine, column: _Column) -> bool:
    """Return whether this is the second line of a paragraph whose first line begins further
    left."""
    first = line.chunks[0].text[:1]
    return (
        first.islower()
        and above.left < line.left
        and _full(above, line, column.right, column.letter)
    )


def _all(line: PrintedLine) -> Iterator[GlyphRun]:
    if line.number is not None:
        yield line.number
    yield from line.chunks


def _spaces(chunk: GlyphRun, at: float, letter: float, size: float, *, first: bool) -> int:
    gap = chunk.left - at
    if not first and _ORDINAL.match(chunk.text) and chunk.size < 0.85 * size:
        return 0
    count = round(gap / letter) if gap > 0 else 0
    if first:
        return min(count, _MAX_SPACES)
    if gap > 1.6 * chunk.size:
        return min(max(count, 2), _MAX_SPACES)
    return 1 if chunk.spaced or gap > WORD_GAP * chunk.size else 0


def _is_note_mark(chunk: GlyphRun, line: PrintedLine, before: str) -> bool:
    """Return whether the chunk is the raised mark of a note behind a word: certain by size and
    place."""
    raised = chunk.base - min(other.base for other in line.chunks if other.size == line.size)
    return (
        chunk.size < 0.85 * line.size
        and raised > 0.15 * line.size
        and bool(_NOTE_MARK.match(chunk.text))
        and bool(before)
        and (before[-1].isalpha() or before[-1] in ".,;:?!\"'’”»)]")
    )


def _line_end(text: str) -> str:
    """Soft hyphens stay where a line ends and are nothing inside one."""
    return text[:-1].replace("\xad", "") + text[-1:]


def said_pages(numbers: Sequence[str]) -> str:
    """Pages in words: "page 3", "pages 3-5 and 9", "pages 1, 3, 4, 5 and 40 more"."""
    if all(each.isascii() and each.isdigit() for each in numbers):
        values = sorted({int(each) for each in numbers})
        runs = [
            [value for _, value in run]
            for _, run in groupby(enumerate(values), key=lambda pair: pair[1] - pair[0])
        ]
        numbers = [str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs]
    if len(numbers) > 8:
        return f"pages {', '.join(numbers[:7])} and {len(numbers) - 7} more"
    if len(numbers) == 1:
        return ("pages " if "-" in numbers[0] else "page ") + numbers[0]
    return f"pages {', '.join(numbers[:-1])} and {numbers[-1]}"
