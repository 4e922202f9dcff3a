"""Dates as sources write them, in ISO form."""

from __future__ import annotations

import re

_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {name: number for number, name in enumerate(_NAMES, start=1)}
_ISO = re.compile(r"(?<!\d)((?:19|20)\d\d)-?([01]\d)-?([0-3]\d)(?!\d)")
_MONTH_FIRST = re.compile(r"([A-Za-z]{3,9})\.?[ ]+(\d{1,2})(?:st|nd|rd|th)?,?[ ]+((?:19|20)\d\d)")
_DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ ]+([A-Za-z]{3,9})\.?,?[ ]+((?:19|20)\d\d)")


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


def _month(name: str) -> int:
    return _MONTHS.get(name[:3].lower(), 0)
