"""Taking page furniture out of a source's lines.

Page numbers and marks, running heads and feet, printed line numbers and time codes are not words:
nobody said them, and a quotation may run across them. Each of them gives a place to the words that
follow.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from quotecheck.formats.script import Line

TIME = r"\d{1,3}:[0-5]\d(?::[0-5]\d)?(?:[.,]\d{1,3})?"
_RANGE = (
    rf"(?P<time>{TIME})(?:[ \t]*(?:-+>|[-–—]+|to)[ \t]*{TIME})?(?:[ \t]?[AaPp]\.?[Mm]\.?(?!\w))?"
)
_FRAMED = (
    rf"(?:\\?\[[ \t]*{_RANGE}[ \t]*\\?\]|\([ \t]*{_RANGE.replace('?P<time>', '?P<round>')}[ \t]*\))"
)
_BARE = _RANGE.replace("?P<time>", "?P<bare>")
_DATE = r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4},?[ T\t]*"
_OF_DAY = re.compile(_DATE)
_HALF = re.compile(r"\d[ \t\u202f]?([AaPp])\.?[Mm]\b")
_HALF_LAST = re.compile(rf"\b{TIME}[ \t\u202f]?(?P<half>[AaPp]\.?[Mm])\.?[ \t]*:?[ \t]*$")
# A time alone on its line, also as captions number and time theirs.
_TIME_LINE = re.compile(rf"[ \t]*(?:{_FRAMED}|{_BARE})[ \t]*:?[ \t]*$")
_TIME_FIRST = re.compile(
    rf"[ \t]*(?:\\?[\[(][ \t]*(?:{_DATE})?{_BARE}[ \t]*\\?[\])]|(?:{_DATE})?"
    rf"{_BARE.replace('bare', 'open')})[ \t]*(?:[-–—|][ \t]+)?(?=\S)"
)
_TIME_COLUMN = re.compile(rf"(?<=\S)[ \t]{{2,}}(?P<time>{TIME})[ \t]*$")
_COLUMN_SHARE = 0.1  # of the lines have a time at their end where times are a column
_FEW_TIMES = 10
_TIME_INSIDE = re.compile(rf"[ \t]*{_FRAMED}[ \t]*")
_CUE_NUMBER = re.compile(r"\d{1,5}$")

_PAGE_MARK = re.compile(
    r"[ \t]*(?:\[\[page[ \t]+(?P<marked>[A-Z]{0,3}\d{1,6})\]\]"
    r"|[-–—*][ \t]*(?P<dashed>\d{1,5})[ \t]*[-–—*]"
    r"|\[?page[ \t]*:?[ \t]*(?P<worded>\d{1,5})(?:[ \t]*(?:of|/)[ \t]*\d{1,5})?\]?"
    r"|(?P<of>\d{1,5})[ \t]+of[ \t]+\d{1,5}"
    r"|\d{1,2}[ \t]+[A-Z][a-z]{2,8}[ \t]+\d{4}[ \t]*:[ \t]*column[ \t]+(?P<dated>\d{1,5}[A-Z]{0,3})"
    r"|column[ \t]+(?P<column>\d{1,5}[A-Z]{0,3})|(?P<bare>\d{1,5}))[ \t]*$",
    re.IGNORECASE,
)
_RECORD_TIME = re.compile(r"[ \t]*\{time\}[ \t]+(\d{1,2})(\d{2})[ \t]*$")
_NOTE_MARK = re.compile(r"(?<=[\w.,;:!?’”)])\[\d{1,3}\](?!\()")
_NUMBERED = re.compile(r"[ \t]{0,12}(\d{1,2})(?:[ \t]{1,}(?=\S)|[ \t]*$)")
_DIGITS = re.compile(r"\d+")

_MOST_PRINTED_LINES = 60  # on a page
_EDGE = 2  # lines at the top and foot of a page that may be running heads
_LONGEST_HEAD = 160  # characters
_SPOKEN = re.compile(
    r"[a-z]{2,}[.?!][ \t]+[A-Z]|^[ \t]*[A-Z][^:\n]{1,60}:[ \t]+\S|^[ \t]*[QA]\.?[ \t]"
)
_LEAST_RUNS = 3  # times that a running head comes
_MOST_LABEL_WORDS = 6
_LONGER_THAN_LABEL = 60  # characters of a line whose last time is no part of a label


def tidy(lines: Sequence[Line], *, edited: bool = True) -> list[Line]:
    """The lines without page furniture, each with its page, printed line and time.

    ``edited`` is False for captions, whose times the format itself gives: they have no pages.
    """
    if not edited:
        return list(_without_inline_times(lines))
    numbered = _without_line_numbers(_without_time_column(_paged(lines)))
    return list(_without_inline_times(_without_time_lines(_without_pages(numbered))))


def _without_time_column(lines: list[Line]) -> list[Line]:
    """The lines without the times that court reporters print at the right-hand edge."""
    found = [_TIME_COLUMN.search(line.text) if line.text[-1:].isdigit() else None for line in lines]
    if sum(match is not None for match in found) < max(_FEW_TIMES, _COLUMN_SHARE * len(lines)):
        return lines
    return [
        line._replace(text=line.text[: match.start()], time=clock(match["time"], of_day=True))
        if match
        else line
        for line, match in zip(lines, found, strict=True)
    ]


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
    """Whether the next numbered line, below a heading of a line or two, is the first of a page."""
    below = lines[number + 1 : number + 2 + _EDGE]
    numbered = lines[number].printed is None and any(line.printed for line in below)
    return numbered and next(line.printed for line in below if line.printed) == 1


def _alone(lines: Sequence[Line], number: int) -> bool:
    """Whether a line stands between empty lines or at the edge of a page, or opens the file."""
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
    """Whether page numbers are printed on most pages that the file counts."""
    pages = len({line.page for line in lines})
    return bool(marks) and 2 * len(marks) >= pages


def _numbers_open_pages(lines: Sequence[Line], marks: dict[int, str]) -> bool:
    """Whether the numbers stand at the head of their pages."""
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
    """Whether a line that differs in its numbers may be a running head: no sentence, no turn."""
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
    """Whether a sentence runs on from one line to the next."""
    ends = before.rstrip()[-1:] in '.?!:”"'
    return not ends and after.lstrip()[:1].islower()


# -- time codes -------------------------------------------------------------------------------


def _without_time_lines(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines without those that hold only a time, and without times before their words."""
    timed = [_TIME_FIRST.match(line.text) if ":" in line.text else None for line in lines]
    many = sum(match is not None for match in timed)
    often = many >= 3 or 2 * many >= len(lines)
    pending: str | None = None
    gap = half = ""
    for number, line in enumerate(lines):
        text = line.text
        if ":" in text and (match := _HALF_LAST.search(text)):
            half = f" {match['half']}"  # goes for the times below that say none
        if ":" in text and (match := _TIME_LINE.match(text)):
            pending, gap = _clock(match, half), gap or line.gap
        elif "{" in text and (match := _RECORD_TIME.match(text)):
            pending, gap = f"{int(match.group(1)):02}:{match.group(2)}:00", gap or line.gap
        elif _is_cue_number(text) and _is_time_line(lines, number + 1):
            gap = gap or line.gap
        else:
            fresh = line if not gap else line._replace(gap=max(gap, line.gap, key=len))
            if pending:
                fresh = fresh._replace(time=pending)
            if often and (match := timed[number]):
                fresh = fresh._replace(
                    text=text[match.end() :],
                    time=_clock(match),
                    lead=_lead_after(line, match.end()),
                )
            yield fresh
            pending, gap = None, ""


def _lead_after(line: Line, at: int) -> int:
    """What is set apart of a line without the time before it: a table's next cell, if there is
    one."""
    cell, tab, _ = line.text[at:].partition("\t")
    if line.lead and tab and not cell.rstrip().endswith(":"):
        return len(cell)
    return max(0, line.lead - at)


def _is_cue_number(text: str) -> bool:
    return text[-1:].isdigit() and bool(_CUE_NUMBER.match(text.strip()))


def _is_time_line(lines: Sequence[Line], number: int) -> bool:
    return number < len(lines) and bool(_TIME_LINE.match(lines[number].text))


def _without_inline_times(lines: Sequence[Line] | Iterator[Line]) -> Iterator[Line]:
    """The lines cut at the times in brackets inside them, which are taken away, and without the
    marks of notes."""
    for each in lines:
        line = each
        if "[" in line.text or "(" in line.text:
            if _NOTE_MARK.search(line.text):
                line = line._replace(text=_NOTE_MARK.sub("", line.text))
            if ":" in line.text:
                yield from _cut_at_times(line)
                continue
        yield line


def _cut_at_times(line: Line) -> Iterator[Line]:
    at, rest = 0, line
    for match in _TIME_INSIDE.finditer(line.text):
        before, after = line.text[at : match.start()], line.text[match.end() :]
        if not before.strip() or after.lstrip()[:1] == ":":
            continue  # it belongs to a label
        if not after.strip():
            if not line.time and _may_be_label(before):
                continue
            # What stands at the end of a line tells when its words were said.
            yield rest._replace(text=before, time=rest.time or _clock(match))
            return
        yield rest._replace(text=before)
        rest = line._replace(text="", gap=" ", time=_clock(match), lead=0)
        at = match.end()
    yield rest._replace(text=line.text[at:]) if at else line


def _may_be_label(text: str) -> bool:
    """Whether a line that a time ends may be a label with its time."""
    ended = text.rstrip().endswith((".", "?", "!", ",", ";", "…", "”", '"'))
    return not ended and len(text) < _LONGER_THAN_LABEL and len(text.split()) <= _MOST_LABEL_WORDS


def _clock(match: re.Match[str], half: str = "") -> str:
    """The time that a pattern found, as HH:MM:SS; beside a day it is a time of that day."""
    written = next(filter(None, match.groupdict().values()))
    if said := _HALF.search(match.group()):
        half = f" {said[1]}M"
    return clock(written + half, of_day=_OF_DAY.search(match.group()) is not None)


def clock(written: str, *, of_day: bool = False) -> str:
    """A time code as HH:MM:SS, with its fraction; ``1:02`` is a minute and two seconds, or, as a
    time ``of_day`` and in ``1:02 AM``, two minutes past one."""
    half = _HALF.search(written)
    written = written[: half.start() + 1] if half else written
    whole, dot, fraction = written.replace(",", ".").partition(".")
    parts = [int(part) for part in whole.split(":")]
    while len(parts) < 3:
        parts.insert(len(parts) if of_day or half else 0, 0)
    if half and 1 <= parts[0] <= 12:
        parts[0] = parts[0] % 12 + (12 if half[1] in "Pp" else 0)
    return ":".join(f"{part:02}" for part in parts) + dot + fraction
