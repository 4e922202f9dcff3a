"""The numbers in a row of words, with their units and their exactness."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

from quotecheck.rules import Rules
from quotecheck.sources.canonical import Words
from quotecheck.sources.stems import Stems
from quotecheck.text import Stretch
from quotecheck.verify.compare.lexicon import FoldedLists
from quotecheck.verify.compare.numbers import value

MONEY, PERCENT, POINTS, DAY, SHARE = "money", "percent", "points", "day", "share"
TIMES = "times"  # "twice what I could", "three times as much"

_SIGNS = frozenset("$£€")
_LONGEST = 6  # words of a number
_YEARS = range(1900, 2101)
_UNIT_WORDS = 3
_UNIT_BEFORE = 2  # words of no weight between a number and what it counts
_BEHIND = 2  # words after a number in which its exactness may be given
_HEDGED = 3  # words before a number that say how exact it is
_SHORT = 3, 4  # letters of an abbreviated month
_SMALL = 2  # numbers up to this mean little
_THOUSAND = 3  # figures that a space may set apart: 40 000
_OF = 2  # words from "of" to the number of a whole
_PART = 4  # words from a whole to the number of a part of it
_TENS = frozenset(map(str, range(20, 100, 10)))
_ORDINAL_ENDINGS = "st", "nd", "rd", "th"
_NEAR = Fraction(1, 10)  # share of an amount given as "about"
_BEYOND = Fraction(1, 4)  # share that may lie above "more than", or below "nearly"
_ROUNDED = Fraction(1, 20)  # share that rounding may take, where no word says so
_HALF = Fraction(1, 2)
_WHOLES = frozenset(("the", "their", "its", "his", "her", "our", "all"))  # "half the boats"
_MULTIPLES = {"twice": Fraction(2), "thrice": Fraction(3)}
_EXACT = 1000  # whole numbers below this are not rounded without a word


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a row of words: from word, up to word, its amount, and its units. ``hedge`` says
    how exact it is meant to be: "about", "over", "under", or nothing; ``measured`` is the stretch
    of the number with the words right beside it that say so ("up to 20", "20 boats or more")."""

    low: int
    high: int
    amount: Fraction
    units: frozenset[str]
    hedge: str = ""
    measured: Stretch = (0, 0)

    @property
    def is_bare(self) -> bool:
        """Return whether no word beside it says how exact it is."""
        return not self.hedge and self.measured == (self.low, self.high)

    def moved(self, by: int) -> Number:
        """The same number with its place moved back by a number of words."""
        low, high = self.measured
        return replace(self, low=self.low + by, high=self.high + by, measured=(low + by, high + by))

    @property
    def is_year(self) -> bool:
        """Return whether it is most likely a year."""
        whole = self.amount.denominator == 1 and int(self.amount) in _YEARS
        return whole and not self.units & {MONEY, PERCENT, POINTS}

    @property
    def tells(self) -> bool:
        """Return whether it is worth checking: "one" and "two" are mostly ordinary words."""
        return self.amount > _SMALL or bool(self.units & {MONEY, PERCENT, SHARE, TIMES})

    def counts_with(self, other: Number) -> bool:
        """Return whether two numbers count the same kind of thing, as far as their words show."""
        if self.is_year or other.is_year:
            return self.is_year and other.is_year
        return bool(self.units & other.units)

    def agrees(self, other: Number) -> bool:
        """Return whether a number may report another: the same, or rounded as its words say."""
        if SHARE in self.units ^ other.units and PERCENT in self.units ^ other.units:
            one, there = (n.amount * (100 if SHARE in n.units else 1) for n in (self, other))
            return abs(one - there) <= one * _ROUNDED
        if self.amount == other.amount:
            special = {MONEY, PERCENT, POINTS}
            apart = self.units & special and other.units & special
            return not apart or bool(self.units & other.units)
        if not self.counts_with(other) or self.is_year or other.is_year:
            return False
        more = other.amount - self.amount
        if self.hedge == "over" and 0 < more <= self.amount * _BEYOND:
            return True
        if self.hedge == "under" and 0 < -more <= self.amount * _BEYOND:
            return True
        if self.hedge == "about":
            return abs(more) <= self.amount * _NEAR
        exact = other.amount.denominator == 1 and other.amount < _EXACT
        return not exact and abs(more) <= min(_place(self.amount) / 2, self.amount * _ROUNDED)


class Amounts:
    """A reader of numbers by the words of the rules."""

    def __init__(self, rules: Rules, lexicon: FoldedLists, stems: Stems) -> None:
        reports = rules.reports
        self._lexicon, self._stems = lexicon, stems
        self._starts = {*_SIGNS, *lexicon.magnitudes}
        self._ordinals = frozenset(reports.ordinals)
        self._percent_pairs = {tuple(each.split()) for each in reports.percent if " " in each}
        self._percent, self._points = frozenset(reports.percent), frozenset(reports.points)
        short = (month[:length] for month in reports.months for length in _SHORT)
        self._months = frozenset((*reports.months, *short)) - lexicon.modals
        self._fractions = lexicon.fractions
        self._marking = lexicon.determiners - {"a"}  # "the other half"
        self._weekdays = frozenset(reports.weekdays)
        self._hedges = {word: kind for kind, words in reports.hedges.items() for word in words}

    def of(self, words: Words) -> list[Number]:
        """The numbers in a row of words."""
        found: list[Number] = []
        at = 0
        while at < len(words):
            first = words.forms[at]
            begins = first[0].isdigit() or first in self._starts
            number = self._fraction_at(words.forms, at) if first in self._fractions else None
            if amount := _MULTIPLES.get(first):
                number = Number(at, at + 1, amount, frozenset((TIMES,)), measured=(at, at + 1))
            if number is None and begins:
                number = self._number_at(words, at)
            if number is None:
                at += 1
                continue
            found.append(number)
            at = number.high
        shared = [_shared_unit(one, found[row + 1 : row + 2]) for row, one in enumerate(found)]
        return [
            self._part(words.forms, one, shared[row - 1 : row] + shared[row + 1 : row + 2])
            for row, one in enumerate(shared)
        ]

    def _part(self, forms: Sequence[str], one: Number, beside: Sequence[Number]) -> Number:
        """A number with the units of the whole that it is a part of: "38 of the 112 piles", "of
        the 112 piles, 38"."""
        for whole in beside:
            between = forms[one.high : whole.low]
            ahead = "of" in forms[max(0, whole.low - _OF) : whole.low]
            behind = between[:1] == ["of"] and len(between) <= _OF
            before = ahead and 0 <= one.low - whole.high <= _PART
            if (behind or before) and not one.units & {MONEY, PERCENT, POINTS, DAY}:
                return replace(one, units=one.units | whole.units)
        return one

    def _number_at(self, words: Words, at: int) -> Number | None:
        forms = words.forms
        for high in range(min(len(forms), at + _LONGEST), at, -1):
            run = self._joined(_tens(forms[at:high], words.surfaces[at:high]))
            if not self._is_one_number(run):
                continue
            if run[-1] in self._lexicon.joints or run[-1] in self._lexicon.articles:
                continue
            amount = value(run, self._lexicon)
            if amount is not None:
                units = self._units(forms, at, high, money=bool(amount[1]))
                if amount[0] < 1 and not self._fractions.keys().isdisjoint(run):
                    units |= {SHARE}
                measured = self._measured(forms, at, high)
                return Number(at, high, amount[0], units, self._hedge(forms, at), measured)
        return None

    def _fraction_at(self, forms: Sequence[str], at: int) -> Number | None:
        """A share of something, given by one word: "a third of the cost", "half the boats"."""
        amount = self._fractions[forms[at]]
        before, after = forms[max(0, at - 1) : at], forms[at + 1 : at + 2]
        if not after:
            return None
        half = amount == _HALF and (after[0] in _WHOLES or after == ["of"])
        told = before == ["a"] and after == ["of"]
        counted = any(each[0].isdigit() for each in before)  # "the second half of the year"
        if not told and (not half or counted or not self._marking.isdisjoint(before)):
            return None
        units = self._units(forms, at, at + 1, money=False) - {MONEY, PERCENT, POINTS}
        measured = self._measured(forms, at - told, at + 1)
        low = min(at, measured[0]) if measured[0] < at - told else at
        return Number(
            at, at + 1, amount, units | {SHARE}, self._hedge(forms, at), (low, measured[1])
        )

    def _joined(self, run: Sequence[str]) -> list[str]:
        """Words with the letter of a magnitude joined to its figure: "2.4 m" is 2.4m."""
        found: list[str] = []
        for form in run:
            if found and found[-1][-1].isdigit() and form in self._lexicon.magnitude_letters:
                found[-1] += form
            else:
                found.append(form)
        return found

    def _is_one_number(self, run: Sequence[str]) -> bool:
        """Return whether words can be one number: "a hundred and five", not "40 and 50"."""
        for one, other in pairwise(run):
            if other in self._lexicon.joints and one not in self._lexicon.magnitudes:
                return False
            if one[0].isdigit() and one.endswith(_ORDINAL_ENDINGS):
                return False
            if one.isdigit() and other.isdigit() and len(other) != _THOUSAND:
                return False  # "Sept. 11, 2001"
        return run[0] not in self._ordinals or len(run) == 1

    def _units(self, forms: Sequence[str], low: int, high: int, *, money: bool) -> frozenset[str]:
        """The things that a number counts: a currency, per cent, points, or the noun after it."""
        if money:
            return frozenset((MONEY,))
        if forms[high : high + 1] == ["times"]:
            return frozenset((TIMES,))
        if self._is_day(forms, low):
            return frozenset((DAY,))
        found: set[str] = set()
        for at, form in enumerate(forms[high : high + _UNIT_BEFORE + _UNIT_WORDS]):
            following = forms[high + at + 1 : high + at + 2]
            share = form in self._percent or (form, *following) in self._percent_pairs
            if (form in self._points and not at) or (share and self._points & {*following}):
                return frozenset((POINTS, self._stems.of(form)))
            if share:
                return frozenset((PERCENT,))
            if form in _SIGNS and (at or any(each[0].isdigit() for each in following)):
                break  # of the next number: "the second stage, at $4 million"
            if (form,) in self._lexicon.currencies or form in _SIGNS:
                return frozenset((MONEY,))
            if form[0].isdigit() or form in self._weekdays or len(found) == _UNIT_WORDS:
                break
            if form in self._lexicon.function:
                if found or at >= _UNIT_BEFORE:
                    break
            else:
                found.add(self._stems.of(form))
        return frozenset(found)

    def _is_day(self, forms: Sequence[str], low: int) -> bool:
        """Return whether a number counts the days of the month before it: "Sept. 11"."""
        return low > 0 and forms[low][0].isdigit() and forms[low - 1] in self._months

    def _hedge(self, forms: Sequence[str], low: int) -> str:
        """The exactness of a number, by the words before it."""
        kinds = (self._hedges.get(form) for form in reversed(forms[max(0, low - _HEDGED) : low]))
        return next((kind for kind in kinds if kind), "")

    def _measured(self, forms: Sequence[str], low: int, high: int) -> Stretch:
        """A number with the words beside it that say how exact it is."""
        lexicon = self._lexicon
        for size in range(min(lexicon.longest, low), 0, -1):
            if tuple(forms[low - size : low]) in lexicon.amounts_before:
                return low - size, high
        for start in range(high, min(high + _BEHIND, len(forms))):
            for size in range(lexicon.longest, 0, -1):
                if tuple(forms[start : start + size]) in lexicon.amounts_after:
                    return low, start + size
        return low, high


def _tens(forms: Sequence[str], surfaces: Sequence[str]) -> list[str]:
    """Words with a number spelt as two joined to one: "sixty-eight" is 68, "60 8" is not."""
    found: list[str] = []
    for at, form in enumerate(forms):
        spelt = at > 0 and surfaces[at - 1].isalpha() and surfaces[at].isalpha()
        ones = form.rstrip("".join(_ORDINAL_ENDINGS))
        if spelt and found[-1] in _TENS and ones.isdigit() and len(ones) == 1 and ones != "0":
            found[-1] = found[-1][0] + form
        else:
            found.append(form)
    return found


def _shared_unit(one: Number, following: Sequence[Number]) -> Number:
    """A number with the units of the next one, where it has none of its own ("40 to 50 feet")."""
    if following and following[0].low - one.high <= 1 and not one.units & {MONEY, DAY}:
        return replace(one, units=following[0].units)
    return one


def _place(amount: Fraction) -> Fraction:
    """The value of the last digit that is not zero: 10 of 40, 1/10 of 6.5."""
    if not amount:
        return Fraction(0)
    place = Fraction(1)
    while (amount / place).denominator > 1 and place > Fraction(1, 10**6):
        place /= 10
    while (amount / (place * 10)).denominator == 1:
        place *= 10
    return place
