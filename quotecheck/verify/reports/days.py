"""The days given in a text ("Wednesday", "last night", "March 9"), counted from the day on which it
was written or said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from quotecheck.rules.reports import Reports

_WEEK = 7
_LONGEST_TURN = 20  # letters before a weekday, for the word that turns it
_FIRST_LETTERS = 3  # "Sept." is September
_LONGEST_DAY = 2


@dataclass(frozen=True, slots=True)
class ToldDays:
    """A day given in a text: its number, and the place of its words."""

    day: int
    start: int
    end: int


class Days:
    """A reader of days by the rules' names for them."""

    def __init__(self, rules: Reports) -> None:
        self._weekdays = {name: number for number, name in enumerate(rules.weekdays)}
        self._months = {name[:_FIRST_LETTERS]: at for at, name in enumerate(rules.months, 1)}
        self._steps = dict(rules.relative_days)
        self._next, self._last = frozenset(rules.next_words), frozenset(rules.last_words)
        months = "|".join(_written(rules.months)) or "(?!)"
        relative = "|".join(sorted(map(re.escape, self._steps), key=len, reverse=True)) or "(?!)"
        weekdays = "|".join(map(re.escape, self._weekdays)) or "(?!)"
        self._pattern = re.compile(
            rf"\b(?:(?P<step>{relative})|(?P<weekday>{weekdays})"
            rf"|(?P<month>{months})\.? (?P<day>\d{{1,{_LONGEST_DAY}}})\b"
            rf"(?:, (?P<year>\d{{4}})\b)?)",
            re.IGNORECASE,
        )

    def told(self, text: str, day: int | None, *, coming: bool = False) -> list[ToldDays]:
        """The days given in a text of a certain day, in text order. A weekday is the last one of
        that name, or, of what is ``coming``, the next one."""
        if day is None:
            return []
        found: list[ToldDays] = []
        for match in self._pattern.finditer(text):
            number = self._number(match, day, coming=coming)
            if number is not None:
                found.append(ToldDays(number, match.start(), match.end()))
        return found

    def _number(self, match: re.Match[str], day: int, *, coming: bool) -> int | None:
        if match["step"]:
            return day + self._steps[match["step"].lower()]
        if match["weekday"]:
            return self._weekday(match, day, coming=coming)
        month = self._months[match["month"][:_FIRST_LETTERS].lower()]
        this = date.fromordinal(day).year
        years: Sequence[int] = (int(match["year"]),) if match["year"] else (this, this - 1)
        numbers = (_ordinal(year, month, int(match["day"])) for year in years)
        return next((each for each in numbers if each and (match["year"] or each <= day)), None)

    def _weekday(self, match: re.Match[str], day: int, *, coming: bool) -> int:
        back = (day - 1 - self._weekdays[match["weekday"].lower()]) % _WEEK
        before = match.string[max(0, match.start() - _LONGEST_TURN) : match.start()]
        turn = before.rsplit(None, 1)[-1].lower() if before[-1:] == " " and before.strip() else ""
        if turn in self._next or (coming and turn not in self._last):
            return day + (-back) % _WEEK
        return day - (back or (_WEEK if turn in self._last else 0))


def _written(months: Sequence[str]) -> Iterator[str]:
    """The names of the months: in full, then abbreviated."""
    for length in (None, _FIRST_LETTERS + 1, _FIRST_LETTERS):
        yield from (re.escape(month[:length]) for month in months)


def _ordinal(year: int, month: int, day: int) -> int | None:
    try:
        return date(year, month, day).toordinal()
    except ValueError:
        return None
