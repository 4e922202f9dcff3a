"""Dates as sources write them, in ISO form."""

from __future__ import annotations

import re
from collections.abc import Iterable

_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {name: number for number, name in enumerate(_NAMES, start=1)}
_ISO = re.compile(r"(?<!\d)((?:19|20)\d\d)-?([01]\d)-?([0-3]\d)(?!\d)")
_MONTH_FIRST = re.compile(r"([A-Za-z]{3,9})\.?[ ]+(\d{1,2})(?:st|nd|rd|th)?,?[ ]+((?:19|20)\d\d)")
_DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ ]+([A-Za-z]{3,9})\.?,?[ ]+((?:19|20)\d\d)")

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WRITTEN = (
    r"[A-Z][a-z]{2,8}\.?[ ]+\d{1,2}(?:st|nd|rd|th)?,?[ ]+(?:19|20)\d\d"
    r"|\d{1,2}(?:st|nd|rd|th)?[ ]+[A-Z][a-z]{2,8}\.?,?[ ]+(?:19|20)\d\d"
    r"|(?:19|20)\d\d-[01]\d-[0-3]\d"
)
_AFTER = r"[ ,|·•–—-]{1,4}(?:at[ ])?\d{1,2}[:.]\d\d.{0,30}|[ ]*[|·•–—-][ ].{1,40}"
_HEAD_LINE = re.compile(
    rf"(?P<before>[^.?!\n]{{0,60}}?)(?<![\w/.-])(?P<day>{_WRITTEN})(?:{_AFTER})?[ ]*$"
)
# Words that may stand in lower case before the day of a transcript; “born 4 May 1960” is another
# day.
_SMALL = frozenset(
    (
        *("a", "an", "and", "at", "by", "dated", "for", "held", "in", "interview", "of", "on"),
        *("published", "recorded", "taken", "the", "with"),
    )
)


def iso_date(text: str) -> str | None:
    """The first date in a text ("2019-06-30T10:21", "June 30, 2019") in ISO form."""
    if found := _ISO.search(text):
        year, month, day = map(int, found.groups())
    elif found := _MONTH_FIRST.search(text):
        year, month, day = int(found[3]), _month(found[1]), int(found[2])
    elif found := _DAY_FIRST.search(text):
        year, month, day = int(found[3]), _month(found[2]), int(found[1])
    else:
        return None
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return f"{year:04}-{month:02}-{day:02}"


def head_date(lines: Iterable[str]) -> str | None:
    """The one date in the lines above the words: alone, or after a heading or byline."""
    found = {day for line in lines if (day := _date_of_line(line.strip()))}
    return found.pop() if len(found) == 1 else None


def _date_of_line(line: str) -> str | None:
    match = _HEAD_LINE.match(line)
    if match is None:
        return None
    before = re.findall(r"[^\W\d_]+", match["before"])
    if any(word[0].islower() and word not in _SMALL for word in before):
        return None
    return iso_date(match["day"])


def is_date(text: str) -> bool:
    """Return whether a text is a date and nothing else, apart from a day of the week."""
    match = _HEAD_LINE.match(text.strip())
    before = match["before"].strip(" ,.").lower() if match else None
    return (not before or before[:3] in _WEEKDAYS) and head_date([text]) is not None


def _month(name: str) -> int:
    return _MONTHS.get(name[:3].lower(), 0)
