"""The days and times that chats and tables stamp on their lines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quotecheck.formats.time_codes import clock

_DAY = r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[/.]\d{1,2}[/.](?:19|20)\d{2}"
_TIME = r"\d{1,2}:\d{2}(?::\d{2})?"
_HALF = r"[ \u202f]?[AaPp]\.?[Mm]\.?"
_STAMP = re.compile(
    rf"(?P<day>{_DAY})(?:T|,?[ ])[ ]?(?P<time>{_TIME})(?:[.,]\d{{1,9}})?(?P<half>{_HALF})?"
    r"(?:Z|[ ]?[A-Z]{3,4}|[ ]?[+-]\d{2}:?\d{2})?(?!\w)"
)
_HALVED = re.compile(rf"{_TIME}{_HALF}$")
_HOUR = re.compile(r"(?:[01]?\d|2[0-3]):[0-5]\d$")


def time_of_day(written: str, *, hours: bool) -> str | None:
    """The time of a day that a cell holds; None if it holds something else, as a time code.

    ``hours``: two numbers are hours and minutes.
    """
    if stamp := _STAMP.fullmatch(written):
        return clock(stamp["time"] + (stamp["half"] or ""), of_day=True)
    if _HALVED.match(written) or (hours and _HOUR.match(written)):
        return clock(written, of_day=True)
    return None


def minutes_of(written: object) -> int | None:
    """The minutes of a day in a time such as 19:00; None if it is not such a time."""
    if isinstance(written, str) and _HOUR.match(written):
        return 60 * int(written[:-3]) + int(written[-2:])
    return None


def first_day(lines: Sequence[str]) -> str | None:
    """The day of the first stamp, in ISO form, where stamps begin two lines and more.

    In 03/04/2026 nobody can tell the month; a later stamp such as 15/04/2026 may tell.
    """
    found = [stamp["day"] for line in lines if (stamp := _STAMP.match(line.lstrip("[( \t\u200e")))]
    if len(found) < 2:
        return None
    if "-" in found[0]:
        year, month, day = map(int, found[0].split("-"))
    else:
        rows = [tuple(map(int, re.split(r"[/.]", each))) for each in found if "-" not in each]
        one, other, year = rows[0]
        days_first = "." in found[0] or any(row[0] > 12 for row in rows)
        months_first = any(row[1] > 12 for row in rows)
        if days_first == months_first and one != other:
            return None
        day, month = (other, one) if months_first else (one, other)
    return f"{year:04}-{month:02}-{day:02}" if 1 <= month <= 12 and 1 <= day <= 31 else None
