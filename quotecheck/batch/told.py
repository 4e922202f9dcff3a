"""The part of a report without marks by which it is found again in another article with another
number: its words of weight, whatever their order, and its numbers."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from quotecheck.batch.sketch import pair_sketch

if TYPE_CHECKING:
    from quotecheck.rules import Rules
    from quotecheck.sources.canonical import Canon
    from quotecheck.verify.reports.amounts import Number

_MOST = 24  # terms; a longer one is hardly one statement


@dataclass(frozen=True, slots=True)
class ToldTerms:
    """The terms of a report, and its numbers with their words in the text."""

    terms: tuple[str, ...]
    numbers: tuple[tuple[Number, str], ...]

    @property
    def sketch(self) -> bytes:
        """The sketch by which near-duplicates find each other."""
        return pair_sketch(self.terms)

    def dumped(self) -> tuple[str, str]:
        """Terms and numbers as the ledger keeps them."""
        rows = [
            [str(number.amount), sorted(number.units), number.hedge, words]
            for number, words in self.numbers
        ]
        return " ".join(self.terms), json.dumps(rows)


def loaded(terms: str, numbers: str) -> ToldTerms:
    """The terms and numbers from which `ToldTerms.dumped` made these texts."""
    from quotecheck.verify.reports.amounts import Number

    rows = (
        (Number(0, 0, Fraction(amount), frozenset(units), hedge), words)
        for amount, units, hedge, words in json.loads(numbers)
    )
    return ToldTerms(tuple(terms.split(" ")), tuple(rows))


class Teller:
    """Reads reports by the words of the rules."""

    def __init__(self, rules: Rules, canon: Canon) -> None:
        from quotecheck.sources import Library
        from quotecheck.sources.stems import Stems
        from quotecheck.verify.compare.lexicon import lexicon_of
        from quotecheck.verify.reports.amounts import Amounts

        self._canon = canon
        self._fewest = rules.conflicts.report_words
        self._lexicon, self._stems = lexicon_of(rules, canon), Stems(rules, Library(rules, canon))
        self._amounts = Amounts(rules, self._lexicon, self._stems)
        self._light = frozenset(form for word in rules.reports.light for form in canon.forms(word))

    def told(self, text: str) -> ToldTerms | None:
        """The terms and numbers of a report; None for one without a number or with few words."""
        words = self._canon.read(text)
        numbers = [number for number in self._amounts.of(words) if number.tells]
        if not numbers:
            return None
        counted = {at for number in numbers for at in range(number.low, number.high)}
        forms = (form for at, form in enumerate(words.forms) if at not in counted)
        terms = {self._stems.of(form) for form in forms if self._weighs(form)}
        if not self._fewest <= len(terms) <= _MOST:
            return None
        pairs = (
            (number, text[words.starts[number.low] : words.ends[number.high - 1]])
            for number in numbers
        )
        return ToldTerms(tuple(sorted(terms)), tuple(pairs))

    def _weighs(self, form: str) -> bool:
        return form not in self._lexicon.function and form not in self._light and form[:1].isalpha()


def number_differences(one: ToldTerms, other: ToldTerms) -> list[tuple[str, str]]:
    """The numbers of two reports that count the same and do not agree, by their words: neither may
    have its like in the other report."""

    def alone(told: ToldTerms, rest: ToldTerms) -> Sequence[tuple[Number, str]]:
        return [
            (number, words)
            for number, words in told.numbers
            if not any(number.agrees(each) or each.agrees(number) for each, _ in rest.numbers)
        ]

    return [
        (words, others)
        for number, words in alone(one, other)
        for rival, others in alone(other, one)
        if number.counts_with(rival)
    ]
