"""The numbers and dates of a text, each with its units and the words of its sentence, and their
comparison: whether a source's figure is the story's, or another in its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from quotecheck.model import ParticularKind
from quotecheck.rules import Rules
from quotecheck.sources.canonical import Words
from quotecheck.sources.stems import Stems
from quotecheck.text import Stretch
from quotecheck.verify.compare.lexicon import FoldedLists
from quotecheck.verify.reports.amounts import MONEY, PERCENT, POINTS, SHARE, Amounts, Number
from quotecheck.verify.reports.dates import Date, Dates
from quotecheck.verify.reports.matter import sentences

_WIDE = frozenset((MONEY, PERCENT, POINTS, SHARE))  # units in which many things are counted
_SHARED = 2  # words of its sentence by which a number without a noun is known again
_MUCH = 3  # and by which it differs from the same number of other things
_ALIKE = 0.5  # share of words in common of two clauses with different days
_LARGE = 1000  # a number this large hardly ever counts something else
_CLAUSE_ENDS = frozenset(",;:()—–")
_ORDINAL = "st", "nd", "rd", "th"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number or date from word ``low`` up to ``high``. ``about`` are the stems of weight in its
    sentence and the other amounts there, ``beside`` those of its clause, ``before`` is the word
    before it, if that has weight. ``wide`` are units in which so many things are counted that they
    alone show nothing."""

    low: int
    high: int
    about: frozenset[str]
    beside: frozenset[str] = frozenset()
    before: str = ""
    wide: frozenset[str] = frozenset()
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
        """Return whether it is worth checking."""
        return self.number is None or self.number.tells

    def shared(self, other: Figure) -> int:
        """The number of words in its sentence that are also in the other's, apart from the
        units."""
        counted = self.number and not self.number.is_year
        units = self.number.units if self.number and counted else frozenset[str]()
        return len((self.about & other.about) - units)

    @property
    def measured(self) -> Stretch:
        """The words of the figure, with those beside a number that say how exact it is."""
        return self.number.measured if self.number else (self.low, self.high)

    def is_vaguer_in(self, other: Figure) -> bool:
        """Return whether it is bare where another one says how exact it is: "20", "up to 20"."""
        own, there = self.number, other.number
        if own is None or there is None or not own.is_bare:
            return False
        return there.measured != (there.low, there.high)

    def likeness(self, other: Figure) -> float:
        """The share of the words in the clauses of two figures that both have."""
        return len(self.beside & other.beside) / (len(self.beside | other.beside) or 1)

    def agrees(self, other: Figure) -> bool:
        """Return whether another figure is the same, whatever it is about."""
        if self.date or other.date:
            return bool(self.date and other.date and self.date.agrees(other.date))
        own, there = self.number, other.number
        if own is None or there is None or self.counts != other.counts or not own.agrees(there):
            return False
        return own.is_year == there.is_year

    def is_told_by(self, other: Figure) -> bool:
        """Return whether another figure says the same about the same things."""
        if not self.agrees(other):
            return False
        own, there = self.number, other.number
        if own is None or there is None:
            return bool(self.shared(other))
        if own.is_year:
            return bool(self.shared(other))
        common = own.units & there.units
        if common - self.wide or (self.before and self.before == other.before):
            return True
        if common:
            return own.amount >= _LARGE or bool(self.shared(other))
        apart = bool(own.units and there.units)
        return self.shared(other) >= (_MUCH if apart else _SHARED)

    def is_kin(self, other: Figure) -> bool:
        """Return whether two figures are of one kind, so that one may replace the other."""
        if self.date or other.date:
            return bool(self.date and other.date and self.date.is_like(other.date))
        own, there = self.number, other.number
        if own is None or there is None or self.counts != other.counts:
            return False
        alike = own.units & there.units or not (own.units or there.units)
        return own.is_year == there.is_year and bool(alike)

    def is_another_day(self, other: Figure) -> bool:
        """Return whether the same words have another weekday."""
        own, there = self.date, other.date
        if own is None or there is None or own.month or there.month or own.agrees(there):
            return False
        return self.shared(other) >= _SHARED and self.likeness(other) >= _ALIKE

    def is_rivalled_by(self, other: Figure) -> bool:
        """Return whether another figure says something else about the same things."""
        shared = self.shared(other)
        if self.date or other.date:
            rivals = self.date and other.date and self.date.rivals(other.date)
            return bool(rivals) and not self.beside.isdisjoint(other.beside)
        own, there = self.number, other.number
        if own is None or there is None or self.counts != other.counts or own.agrees(there):
            return False
        if {str(own.amount)} & other.about or {str(there.amount)} & self.about or not there.tells:
            return False
        if own.is_year or there.is_year:
            return own.is_year and there.is_year and shared >= _MUCH
        if own.units and there.units:
            common = own.units & there.units
            near = shared >= _SHARED and bool((self.beside & other.beside) - common)
            return bool(common) and (not common <= self.wide or near)
        return not own.units and not there.units and shared >= _MUCH


class Figures:
    """A reader of numbers and dates, a sentence at a time, so that no number gets the units of the
    next one."""

    def __init__(self, rules: Rules, lexicon: FoldedLists, stems: Stems, amounts: Amounts) -> None:
        self._lexicon, self._stems, self._amounts = lexicon, stems, amounts
        self._light = frozenset(rules.reports.light)
        self._breaks = frozenset(rules.reports.breaks)
        self._wide = _WIDE | {stems.of(each) for each in rules.reports.wide_units}
        self.dates = Dates(rules.reports, lexicon.modals)

    def of(self, words: Words, text: str, low: int, high: int) -> Iterator[Figure]:
        """The numbers and dates from word ``low`` up to ``high``."""
        for first, last in sentences(words, text, low, high):
            yield from self._in_sentence(words, text, first, last)

    def weighs(self, form: str) -> bool:
        """Return whether a word shows what a sentence is about."""
        light = form in self._lexicon.function or form in self._light
        return form[0].isalpha() and not light

    def _in_sentence(self, words: Words, text: str, low: int, high: int) -> Iterator[Figure]:
        dates = list(self.dates.of(words, text, low, high))
        numbers = [each for each in self._numbers(words, low, high) if not _lies_in(each, dates)]
        stems = [(at, self._stems.of(words.forms[at])) for at in range(low, high)]
        weighty = [(at, stem) for at, stem in stems if self.weighs(words.forms[at])]
        ends = [at for at in range(low + 1, high) if self._begins_clause(words, text, at)]
        spans: list[Date | Number] = [*dates, *numbers]
        for each in spans:
            about = {stem for at, stem in weighty if not each.low <= at < each.high}
            first = max((at for at in ends if at <= each.low), default=low)
            last = min((at for at in ends if at >= each.high), default=high)
            clause = {stem for at, stem in weighty if first <= at < last}
            beside = frozenset(clause & about or about)
            if isinstance(each, Date):
                yield Figure(each.low, each.high, frozenset(about), beside, date=each)
                continue
            about |= {str(other.amount) for other in numbers if other is not each}
            before = next((stem for at, stem in weighty if at == each.low - 1), "")
            ordinal = words.forms[each.high - 1].endswith(_ORDINAL)
            counts = not ordinal or SHARE in each.units
            yield Figure(
                each.low,
                each.high,
                frozenset(about),
                beside,
                before,
                self._wide,
                each,
                None,
                counts,
            )

    def _begins_clause(self, words: Words, text: str, at: int) -> bool:
        """Return whether a clause begins at a word, as far as commas and joining words show."""
        if words.forms[at] in self._breaks:
            return True
        return not _CLAUSE_ENDS.isdisjoint(text[words.ends[at - 1] : words.starts[at]])

    def _numbers(self, words: Words, low: int, high: int) -> Iterator[Number]:
        cut = Words(
            words.forms[low:high],
            words.surfaces[low:high],
            words.starts[low:high],
            words.ends[low:high],
        )
        for each in self._amounts.of(cut):
            yield each.moved(low)


def _lies_in(number: Number, dates: list[Date]) -> bool:
    return any(number.low < date.high and date.low < number.high for date in dates)
