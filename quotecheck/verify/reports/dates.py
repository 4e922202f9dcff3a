"""The dates in a row of words, each whole: "14 May 2026", "the ninth of March"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from quotecheck.rules.reports import Reports
from quotecheck.sources.canonical import Words

_DAYS = range(1, 32)
_YEARS = range(1900, 2101)
_SHORT = 3, 4  # letters of an abbreviated month
_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?")
_BEFORE = frozenset(("in", "since", "until", "till", "by", "from", "last", "next", "this"))
# A weekday, a month, a word that is one beside a day or year or after "in" or "of", a day, a year;
# "the", "of", and "in".
_WRITTEN = re.compile(r"W?(?:t?Do?[Mm]Y?|[Mm]DY?|[Mm]Y|M|(?<=[io])m)|W")


class Date(NamedTuple):
    """A date from word ``low`` up to ``high``; 0 stands for a part that it leaves open. Weekdays
    count from 1, Monday."""

    low: int
    high: int
    weekday: int = 0
    day: int = 0
    month: int = 0
    year: int = 0

    @property
    def ordinal(self) -> int | None:
        """The number of the day, if it is written in full."""
        try:
            return date(self.year, self.month, self.day).toordinal()
        except ValueError:
            return None

    def agrees(self, other: Date) -> bool:
        """Return whether another date says everything that this one does, the year only if it is
        given."""
        if not self.month:
            return self.weekday == other.weekday
        same = self.month == other.month and self.day in (0, other.day)
        same = same and not self.is_other_weekday(other)
        return same and (not self.year or other.year in (0, self.year))

    def may_be(self, day: int) -> bool:
        """Return whether it may be the day with a number, as far as it is given."""
        there = date.fromordinal(day)
        told = Date(0, 0, 0, there.day, there.month, there.year)
        return self.month > 0 and self.day > 0 and self.agrees(told)

    def is_weekday_of(self, day: int) -> bool:
        """Return whether the day of a number has this weekday."""
        return self.weekday == date.fromordinal(day).isoweekday()

    def is_like(self, other: Date) -> bool:
        """Return whether another date is written in the same way: by the weekday, or by the
        month."""
        return bool(self.month) == bool(other.month)

    def rivals(self, other: Date) -> bool:
        """Return whether another date may wrongly replace this one: another day of the month, or
        another weekday of the same."""
        another = bool(self.day and other.day) and self.month == other.month
        return another and (self.day != other.day or self.is_misnamed_by(other))

    def is_misnamed_by(self, other: Date) -> bool:
        """Return whether another date is the same day of the month with another weekday."""
        same = self.day == other.day and self.month == other.month
        return same and self.is_other_weekday(other)

    def is_other_weekday(self, other: Date) -> bool:
        """Return whether both dates name their weekday, and not the same one."""
        return bool(self.weekday and other.weekday) and self.weekday != other.weekday


class Dates:
    """A reader of dates by the rules' names of months and weekdays."""

    def __init__(self, rules: Reports, modals: frozenset[str]) -> None:
        self._weekdays = {
            each: at for at, name in enumerate(rules.weekdays, 1) for each in (name, f"{name}s")
        }
        self._months = {name: at for at, name in enumerate(rules.months, 1)}
        self._modals = modals
        self._short = {
            name[:length]: at
            for at, name in enumerate(rules.months, 1)
            for length in _SHORT
            if name[:length] not in self._months
        }

    def of(self, words: Words, text: str, low: int, high: int) -> Iterator[Date]:
        """The dates from word ``low`` up to ``high``, in order."""
        letters = "".join(self._letter(words, text, at) for at in range(low, high))
        for match in _WRITTEN.finditer(letters):
            found = {
                letter.upper(): words.forms[low + match.start() + at]
                for at, letter in enumerate(match.group())
            }
            day = _DAY.fullmatch(found.get("D", ""))
            month = found.get("M", "")
            yield Date(
                low + match.start(),
                low + match.end(),
                self._weekdays.get(found.get("W", ""), 0),
                int(day[1]) if day else 0,
                self._months.get(month, 0) or self._short.get(month, 0),
                int(found.get("Y", 0)),
            )

    def months(self, which: int) -> Iterator[str]:
        """The ways to write a month."""
        for names in (self._months, self._short):
            yield from (name for name, number in names.items() if number == which)

    def _letter(self, words: Words, text: str, at: int) -> str:
        form = words.forms[at]
        capital = text[words.starts[at]].isupper()
        if form in self._weekdays:
            return "W"
        if form in self._months and form not in self._modals:
            return "M" if capital else "m"
        if capital and (form in self._months or form in self._short):
            return "m"
        if (day := _DAY.fullmatch(form)) and int(day[1]) in _DAYS:
            return "D"
        if form.isascii() and form.isdigit() and len(form) == 4 and int(form) in _YEARS:
            return "Y"
        return "i" if form in _BEFORE else {"the": "t", "of": "o"}.get(form, "x")
