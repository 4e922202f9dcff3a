"""The numbers and dates of a text, each with what it counts and what stands in its sentence; and
whether one in a source is the one that a story has, or stands in its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from quotecheck.model import ParticularKind
from quotecheck.rules import Rules
from quotecheck.sources.canonical import Words
from quotecheck.sources.stems import Stems
from quotecheck.verify.compare.lexicon import FoldedLists
from quotecheck.verify.reports.amounts import MONEY, PERCENT, POINTS, Amounts, Number
from quotecheck.verify.reports.dates import Date, Dates
from quotecheck.verify.reports.matter import sentences

_WIDE = frozenset((MONEY, PERCENT, POINTS))  # what so much else is counted in
_SHARED = 2  # words of its sentence by which a number without a noun is known again
_MUCH = 3  # and by which it is told from the same number of other things
_ORDINAL = "st", "nd", "rd", "th"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number or date from word ``low`` up to ``high``. ``about`` are the stems of weight in its
    sentence and the other amounts there, ``before`` is the word before it, if that has weight."""

    low: int
    high: int
    about: frozenset[str]
    before: str = ""
    number: Number | None = None
    date: Date | None = None
    counts: bool = True  # False of an ordinal: "third", "22nd"

    @property
    def kind(self) -> ParticularKind:
        """Return whether it is a number or a date."""
        dated = self.number is None or self.number.is_year
        return ParticularKind.DATE if dated else ParticularKind.NUMBER

    @property
    def tells(self) -> bool:
        """Return whether it is one to check."""
        return self.number is None or self.number.tells

    def shared(self, other: Figure) -> int:
        """The number of words of its sentence that stand beside another one, what both count
        aside."""
        counted = self.number and not self.number.is_year
        units = self.number.units if self.number and counted else frozenset[str]()
        return len((self.about & other.about) - units)

    def is_told_by(self, other: Figure) -> bool:
        """Return whether another figure says the same of the same things."""
        if self.date or other.date:
            return bool(self.date and other.date and self.date.agrees(other.date))
        own, there = self.number, other.number
        if own is None or there is None or self.counts != other.counts or not own.agrees(there):
            return False
        if own.is_year or there.is_year:
            return own.is_year and there.is_year
        if own.units & there.units or (self.before and self.before == other.before):
            return True
        apart = bool(own.units and there.units)
        return self.shared(other) >= (_MUCH if apart else _SHARED)

    def is_rivalled_by(self, other: Figure) -> bool:
        """Return whether another figure says something else of the same things."""
        shared = self.shared(other)
        if self.date or other.date:
            rivals = self.date and other.date and self.date.rivals(other.date)
            return bool(rivals) and shared > 0
        own, there = self.number, other.number
        if own is None or there is None or self.counts != other.counts or own.agrees(there):
            return False
        if {str(own.amount)} & other.about or {str(there.amount)} & self.about or not there.tells:
            return False
        if own.is_year or there.is_year:
            return own.is_year and there.is_year and shared >= _MUCH
        if own.units and there.units:
            common = own.units & there.units
            return bool(common) and (not common <= _WIDE or shared >= _SHARED)
        return not own.units and not there.units and shared >= _MUCH


class Figures:
    """Reads numbers and dates, a sentence at a time: no number counts what the next one tells."""

    def __init__(self, rules: Rules, lexicon: FoldedLists, stems: Stems, amounts: Amounts) -> None:
        self._lexicon, self._stems, self._amounts = lexicon, stems, amounts
        self._light = frozenset(rules.reports.light)
        self.dates = Dates(rules.reports, lexicon.modals)

    def of(self, words: Words, text: str, low: int, high: int) -> Iterator[Figure]:
        """The numbers and dates from word ``low`` up to ``high``."""
        for first, last in sentences(words, text, low, high):
            yield from self._in_sentence(words, text, first, last)

    def weighs(self, form: str) -> bool:
        """Return whether a word tells what a sentence is about."""
        light = form in self._lexicon.function or form in self._light
        return form[0].isalpha() and not light

    def _in_sentence(self, words: Words, text: str, low: int, high: int) -> Iterator[Figure]:
        dates = list(self.dates.of(words, text, low, high))
        numbers = [each for each in self._numbers(words, low, high) if not _lies_in(each, dates)]
        stems = [(at, self._stems.of(words.forms[at])) for at in range(low, high)]
        weighty = [(at, stem) for at, stem in stems if self.weighs(words.forms[at])]
        for date in dates:
            about = {stem for at, stem in weighty if not date.low <= at < date.high}
            yield Figure(date.low, date.high, frozenset(about), date=date)
        for each in numbers:
            about = {stem for at, stem in weighty if not each.low <= at < each.high}
            about |= {str(other.amount) for other in numbers if other is not each}
            before = next((stem for at, stem in weighty if at == each.low - 1), "")
            counts = not words.forms[each.high - 1].endswith(_ORDINAL)
            yield Figure(each.low, each.high, frozenset(about), before, each, counts=counts)

    def _numbers(self, words: Words, low: int, high: int) -> Iterator[Number]:
        cut = Words(
            words.forms[low:high],
            words.surfaces[low:high],
            words.starts[low:high],
            words.ends[low:high],
        )
        for each in self._amounts.of(cut):
            yield Number(low + each.low, low + each.high, each.amount, each.units, each.hedge)


def _lies_in(number: Number, dates: list[Date]) -> bool:
    return any(number.low < date.high and date.low < number.high for date in dates)
