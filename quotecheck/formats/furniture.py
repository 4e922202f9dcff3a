"""Taking page furniture out of a source's lines.

Page numbers and marks, running heads and feet, printed line numbers and time codes are not words:
nobody said them, and a quotation may run across them. Each of them gives a place to the words that
follow.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from quotecheck.formats.script import Line
from quotecheck.formats.time_codes import (
    without_inline_times,
    without_time_column,
    without_time_lines,
)

_PAGE_MARK = re.compile(
    r"[ \t]*(?:\[\[page[ \t]+(?P<marked>[A-Z]{0,3}\d{1,6})\]\]"
    r"|[-–—*][ \t]*(?P<dashed>\d{1,5})[ \t]*[-–—*]"
    r"|\[?page[ \t]*:?[ \t]*(?P<worded>\d{1,5})(?:[ \t]*(?:of|/)[ \t]*\d{1,5})?\]?"
    r"|(?P<of>\d{1,5})[ \t]+of[ \t]+\d{1,5}"
    r"|\d{1,2}[ \t]+[A-Z][a-z]{2,8}[ \t]+\d{4}[ \t]*:[ \t]*column[ \t]+(?P<dated>\d{1,5}[A-Z]{0,3})"
    r"|column[ \t]+(?P<column>\d{1,5}[A-Z]{0,3})|(?P<bare>\d{1,5}))[ \t]*$",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"[ \t]{0,12}(\d{1,2})(?:[ \t]{1,}(?=\S)|[ \t]*$)")
_DIGITS = re.compile(r"\d+")

_MOST_PRINTED_LINES = 60  # on a page
_EDGE = 2  # lines at the top and foot of a page that may be running heads
_LONGEST_HEAD = 160  # characters
_SPOKEN = re.compile(
    r"[a-z]{2,}[.?!][ \t]+[A-Z]|^[ \t]*[A-Z][^:\n]{1,60}:[ \t]+\S|^[ \t]*[QA]\.?[ \t]"
)
_LEAST_RUNS = 3  # times that a running head comes


def tidy(lines: Sequence[Line], *, edited: bool = True) -> list[Line]:
    """The lines without page furniture, each with its page, printed line and time.

    ``edited`` is False for captions, whose times the format itself gives: they have no pages.
    """
    if not edited:
        return list(without_inline_times(lines))
    numbered = _without_line_numbers(without_time_column(_paged(lines)))
    return list(without_inline_times(without_time_lines(_without_pages(numbered))))


# -- printed line numbers -------------------------------------------------------------------


def _paged(lines: Sequence[Line]) -> list[Line]:
    """The lines with a page for each form feed, if the file has no pages otherwise."""
    if not any("\f" in line.text for line in lines):
        return list(lines)
    page, found = 1, list[Line]()
    for line in lines:
        for number, text in enumerate(line.text.split("\f")):
            page += number > 0
            if text.strip():
                found.append(line._replace(text=text, page=line.page or str(page)))
    return found


def _without_line_numbers(lines: list[Line]) -> list[Line]:
    """The lines without the numbers that court reporters print before them."""
    rows = [
        (number, match)
        for number, line in enumerate(lines)
        if (match := _NUMBERED.match(line.text))
    ]
    values = [int(match.group(1)) for _, match in rows]
    steps = sum(1 for one, other in pairwise(values) if other == one + 1)
    if len(rows) < 6 or 2 * len(rows) < len(lines) or steps < 0.75 * (len(rows) - 1):
        return lines
    if max(values) > _MOST_PRINTED_LINES:
        return lines
    found = list(lines)
    for row, match in rows:
        line = lines[row]
        found[row] = line._replace(
            text=" " * match.end() + line.text[match.end() :],
            printed=int(match.group(1)),
            lead=0,
            gap="\n",
        )
    return [line for line in found if line.text.strip()]


# -- pages ------------------------------------------------------------------------------------


def _without_pages(lines: list[Line]) -> list[Line]:
    """The lines without page numbers and running heads, each with the page that it is on."""
    marks = _page_marks(lines)
    heads = _running_heads(lines, marks)
    if not marks and not heads:
        return lines
    counted = any(line.page for line in lines) and not _is_printed(lines, marks)
    opens = _numbers_open_pages(lines, marks)
    pages = _pages_between(len(lines), marks, opens=opens)
    found: list[Line] = []
    dropped_before = False
    for number, line in enumerate(lines):
        if number in marks or number in heads:
            dropped_before = True
            continue
        page = line.page if counted else pages[number]
        fresh = line._replace(page=page or line.page)
        if dropped_before and found and _goes_on(found[-1].text, line.text):
            fresh = fresh._replace(gap="\n")
        found.append(fresh)
        dropped_before = False
    return found


def _page_marks(lines: Sequence[Line]) -> dict[int, str]:
    """The lines that hold nothing but a page number: number of the line -> page."""
    marks: dict[int, str] = {}
    bare: list[tuple[int, int]] = []
    for number, line in enumerate(lines):
        text = line.text
        if len(text) > 120 or not (match := _PAGE_MARK.match(text)):
            continue
        if match.group("bare"):
            if _heads_numbered_lines(lines, number):
                marks[number] = match.group("bare")
            bare.append((number, int(match.group("bare"))))
        elif page := next(filter(None, match.groups()), None):
            marks[number] = page
    likely = [row for row in bare if row[0] in marks or _alone(lines, row[0])]
    steps = sum(0 < other[1] - one[1] <= 2 for one, other in pairwise(likely))
    if 2 * steps >= len(likely) > 1 or any(line.page for line in lines):
        marks |= {number: str(value) for number, value in likely}
    return marks


def _heads_numbered_lines(lines: Sequence[Line], number: int) -> bool:
    """Return whether the next numbered line, below a heading of a line or two, is the first of a
    page."""
    below = lines[number + 1 : number + 2 + _EDGE]
    numbered = lines[number].printed is None and any(line.printed for line in below)
    return numbered and next(line.printed for line in below if line.printed) == 1


def _alone(lines: Sequence[Line], number: int) -> bool:
    """Return whether a line stands between empty lines or at the edge of a page, or opens the
    file."""
    line = lines[number]
    after = lines[number + 1] if number + 1 < len(lines) else None
    edge = (
        number == 0
        or after is None
        or after.page != line.page
        or (number > 0 and lines[number - 1].page != line.page)
    )
    return edge or (line.gap == "\n\n" and after is not None and after.gap == "\n\n")


def _is_printed(lines: Sequence[Line], marks: dict[int, str]) -> bool:
    """Return whether page numbers are printed on most pages that the file counts."""
    pages = len({line.page for line in lines})
    return bool(marks) and 2 * len(marks) >= pages


def _numbers_open_pages(lines: Sequence[Line], marks: dict[int, str]) -> bool:
    """Return whether the numbers stand at the head of their pages."""
    if not marks:
        return True
    first = min(marks)
    if "[[" in lines[first].text or first < 3:
        return True
    if any(line.printed for line in lines) and not any(line.printed for line in lines[:first]):
        return True
    tops = sum(
        number == 0
        or lines[number - 1].page != lines[number].page
        or (number > 1 and lines[number - 2].page != lines[number].page)
        for number in marks
    )
    return 2 * tops > len(marks) and any(line.page for line in lines)


def _pages_between(count: int, marks: dict[int, str], *, opens: bool) -> list[str | None]:
    """The page of each line, going by the lines that hold page numbers."""
    pages: list[str | None] = [None] * count
    page: str | None = None
    order = range(count) if opens else range(count - 1, -1, -1)
    for number in order:
        page = marks.get(number, page)
        pages[number] = page
    if not opens and marks:
        last = max(marks)
        after = str(int(marks[last]) + 1) if marks[last].isdigit() else None
        pages[last + 1 :] = [after] * (count - last - 1)
    return pages


def _running_heads(lines: Sequence[Line], marks: dict[int, str]) -> set[int]:
    """The lines that come again at the head or foot of page after page."""
    edges = _page_edges(lines, marks)
    same = Counter(lines[number].text.strip() for number in edges)
    counts = Counter(_shape(lines[number].text) for number in edges)
    pages = max(1, len({line.page for line in lines if line.page}), len(marks))
    least = max(_LEAST_RUNS, pages // 4) if pages > _LEAST_RUNS else 2
    found = {
        number
        for number in edges
        if same[lines[number].text.strip()] >= least
        or (counts[_shape(lines[number].text)] >= least and _may_head(lines[number].text))
    }
    return found | _numbered_heads(lines)


def _page_edges(lines: Sequence[Line], marks: dict[int, str]) -> list[int]:
    """The first and last lines of pages."""
    breaks = {
        number for number in range(1, len(lines)) if lines[number].page != lines[number - 1].page
    }
    near = {number + step for number in breaks for step in range(-_EDGE, _EDGE)} | {
        number + step for number in marks for step in (*range(-_EDGE, 0), *range(1, _EDGE + 1))
    }
    if breaks:
        near |= {*range(_EDGE), *range(len(lines) - _EDGE, len(lines))}
    return sorted(
        number
        for number in near - set(marks)
        if 0 <= number < len(lines) and len(lines[number].text.strip()) <= _LONGEST_HEAD
    )


def _may_head(text: str) -> bool:
    """Return whether a line that differs in its numbers may be a running head: no sentence, no
    turn."""
    return not _SPOKEN.search(text)


def _numbered_heads(lines: Sequence[Line]) -> set[int]:
    """Lines that come again with a growing number, as running heads do where no page begins."""
    rows: dict[str, list[tuple[int, int]]] = {}
    for number, line in enumerate(lines):
        text = line.text.strip()
        if len(text) <= 90 and not text.endswith((".", "?", "!", ",")) and ":" not in text:
            digits = _DIGITS.findall(text)
            edge = text[:1].isdigit() or text[-1:].isdigit()
            if digits and edge and len(text) > len("".join(digits)) + 3:
                value = int((digits[0] if text[0].isdigit() else digits[-1])[:9])
                rows.setdefault(_shape(text), []).append((number, value))
    found: set[int] = set()
    for row in rows.values():
        steps = sum(0 < other - one <= 4 for (_, one), (_, other) in pairwise(row))
        if len(row) > _LEAST_RUNS and steps >= 0.8 * (len(row) - 1):
            found |= {number for number, _ in row}
    return found


def _shape(text: str) -> str:
    return _DIGITS.sub("#", " ".join(text.split())).casefold()


def _goes_on(before: str, after: str) -> bool:
    """Return whether a sentence runs on from one line to the next."""
    ends = before.rstrip()[-1:] in '.?!:”"'
    return not ends and after.lstrip()[:1].islower()
