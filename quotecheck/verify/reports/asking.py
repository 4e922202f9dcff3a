"""The question that a report puts to the sources: its words of weight, and those around it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from math import log

from quotecheck.rules import Rules
from quotecheck.sources import Library
from quotecheck.sources.canonical import Words
from quotecheck.sources.days import ordinal
from quotecheck.sources.stems import Stems
from quotecheck.sources.weighing import Term
from quotecheck.verify.compare.lexicon import FoldedLists
from quotecheck.verify.reports.days import Days

_NAME_PART = re.compile(r"\w+")
_CHUNK_WORDS = 35
_MARKED = re.compile(r"[“\"]([^“”\"]{12,400})[”\"]|''([^']{12,400})''")
_LEAST_MARKED = 4  # words
_MOST_MARKED = 4


@dataclass(frozen=True, slots=True)
class Report:
    """A report without marks: the words, whose they are, the day of the article, and the text
    around, in which the words stand from ``at``."""

    text: str
    speaker: str | None = None
    date: str | None = None
    context: str = ""
    at: int = -1

    @property
    def opens(self) -> bool:
        """Return whether it begins a sentence, so that its first word has a capital whatever it
        is."""
        return bool(self.context[: max(0, self.at)]) and (
            self.context[: self.at].rstrip(" \n\t\"“‘'([")[-1:] in ("", *".?!…")
        )


@dataclass(frozen=True)
class Question:
    """A report ready to be looked for.

    ``words`` are its words; ``term_of`` says which term (in ``terms``) each word is, -1 for none.
    ``around`` are terms of the context, ``marked`` the words of quotations near by. ``days`` are
    those that the context tells, each with the letters between it and the report; ``occasions``
    are words of the context that say where something was said.
    """

    report: Report
    words: Words
    terms: tuple[Term, ...]
    term_of: tuple[int, ...]
    around: tuple[Term, ...]
    marked: tuple[tuple[str, ...], ...]
    days: tuple[tuple[int, int], ...] = ()
    occasions: frozenset[str] = frozenset()

    @cached_property
    def known(self) -> Mapping[str, Mapping[int, float]]:
        """Every word that is looked for: which terms it is, and what it counts as each."""
        found: dict[str, dict[int, float]] = {}
        for number, term in enumerate(self.terms):
            for form in term.others:
                found.setdefault(form, {}).setdefault(number, term.loose)
            for form in term.forms:
                found.setdefault(form, {})[number] = 1.0
        return found

    @cached_property
    def weight(self) -> float:
        """The weight of all terms."""
        return sum(term.weight for term in self.terms)


class Asker:
    """Makes questions of reports."""

    def __init__(self, library: Library, rules: Rules, lexicon: FoldedLists, stems: Stems) -> None:
        self._library = library
        self._limits = rules.reports.limits
        canon = library.canon
        self._light = frozenset(form for word in rules.reports.light for form in canon.forms(word))
        self._occasions = frozenset(rules.reports.occasions)
        self._lexicon, self._stems = lexicon, stems
        self._days = Days(rules.reports)
        self._chunks = max(1, sum(len(shelf) for shelf in library.shelves) // _CHUNK_WORDS)

    def ask(self, report: Report) -> Question:
        """The question of a report."""
        words = self._library.canon.read(report.text)
        own = {part.lower() for part in _NAME_PART.findall(report.speaker or "")}
        terms: dict[str, Term] = {}
        numbers: dict[str, int] = {}
        term_of: list[int] = []
        for form in words.forms:
            stem = self._stems.of(form)
            if stem not in terms and (term := self._term(form, own)):
                numbers[stem] = len(terms)
                terms[stem] = term
            term_of.append(numbers.get(stem, -1))
        around = self._around(report, own, frozenset(terms))
        return Question(
            report,
            words,
            tuple(terms.values()),
            tuple(term_of),
            around,
            self._marked(report),
            tuple(self._told(report)),
            self._said_at(report),
        )

    def _told(self, report: Report) -> Iterator[tuple[int, int]]:
        """The days that the text around a report tells, and how far from it."""
        low, high = report.at, report.at + len(report.text)
        for told in self._days.told(report.context, ordinal(report.date)):
            yield told.day, max(low - told.end, told.start - high, 0)

    def _said_at(self, report: Report) -> frozenset[str]:
        """Words near a report that say on what occasion something was said."""
        near = self._limits.occasion_letters
        text = report.context[max(0, report.at - near) : report.at + len(report.text) + near]
        return self._occasions.intersection(self._library.canon.forms(text))

    def _term(self, form: str, own: set[str], *, widely: bool = True) -> Term | None:
        if form in self._lexicon.function or form in self._light or not form[:1].isalnum():
            return None
        forms = self._stems.forms(form) if widely else self._stems.inflected(form)
        count = sum(self._library.count((each,)) for each in forms)
        weight = log(1 + self._chunks / (1 + count))
        if form in own:
            weight *= self._limits.own_name_share
        others = self._stems.others(form) if widely else ()
        return Term(weight, forms, others, self._limits.loose_share)

    def _around(self, report: Report, own: set[str], known: frozenset[str]) -> tuple[Term, ...]:
        """The heaviest terms of the text around a report that it does not have itself."""
        at, end = report.at, report.at + len(report.text)
        if at < 0:
            return ()
        near = self._limits.context_letters
        text = f"{report.context[max(0, at - near) : at]} {report.context[end : end + near]}"
        found: dict[str, Term] = {}
        for form in self._library.canon.forms(text):
            stem = self._stems.of(form)
            if stem in known or stem in found:
                continue
            if term := self._term(form, own, widely=False):
                found[stem] = term
        heaviest = sorted(found.values(), key=lambda term: -term.weight)
        share = self._limits.context_share
        return tuple(
            term._replace(weight=term.weight * share)
            for term in heaviest[: self._limits.context_words]
            if term.forms
        )

    def _marked(self, report: Report) -> tuple[tuple[str, ...], ...]:
        """The words of the quotations around a report, the nearest first."""
        middle = report.at + len(report.text) // 2
        found = sorted(_MARKED.finditer(report.context), key=lambda m: abs(m.start() - middle))
        rows = (tuple(self._library.canon.forms(each[1] or each[2])) for each in found)
        return tuple(islice((row for row in rows if len(row) >= _LEAST_MARKED), _MOST_MARKED))
