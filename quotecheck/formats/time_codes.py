"""Time codes in the lines of a text: taken out, and kept as the times of the words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

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
_RECORD_TIME = re.compile(r"[ \t]*\{time\}[ \t]+(\d{1,2})(\d{2})[ \t]*$")
_NOTE_MARK = re.compile(r"(?<=[\w.,;:!?’”)])\[\d{1,3}\](?!\()")
_MOST_LABEL_WORDS = 6
_LONGER_THAN_LABEL = 60  # characters of a line whose last time is not part of a label


def without_time_column(lines: list[Line]) -> list[Line]:
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


def without_time_lines(lines: Sequence[Line]) -> Iterator[Line]:
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
    """The length of what is set apart in a line, without the time before it: a table's next cell,
    if there is one."""
    cell, tab, _ = line.text[at:].partition("\t")
    if line.lead and tab and not cell.rstrip().endswith(":"):
        return len(cell)
    return max(0, line.lead - at)


def _is_cue_number(text: str) -> bool:
    return text[-1:].isdigit() and bool(_CUE_NUMBER.match(text.strip()))


def _is_time_line(lines: Sequence[Line], number: int) -> bool:
    return number < len(lines) and bool(_TIME_LINE.match(lines[number].text))


def without_inline_times(lines: Sequence[Line] | Iterator[Line]) -> Iterator[Line]:
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
    """Return whether a line that a time ends may be a label with its time."""
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
