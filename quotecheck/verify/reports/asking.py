"""The question that a report puts to the sources: its words of weight, and those around it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import nlargest
from itertools import islice
from math import log
from operator import attrgetter

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
_TOLD_WITHIN = 1200  # letters around a report in which its day may be given
_REMEMBERED = 20_000  # terms


@dataclass(frozen=True, slots=True)
class Report:
    """A report without marks: its words, its speaker, the day of the article, and the text around,
    in which the words begin at ``at``."""

    text: str
    speaker: str | None = None
    date: str | None = None
    context: str = ""
    at: int = -1

    @property
    def opens(self) -> bool:
        """Return whether it begins a sentence, where any first word has a capital."""
        return bool(self.context[: max(0, self.at)]) and (
            self.context[: self.at].rstrip(" \n\t\"“‘'([")[-1:] in ("", *".?!…")
        )


@dataclass(frozen=True)
class Question:
    """A report ready to be searched for.

    ``words`` are its words; ``term_of`` says which term (in ``terms``) each word is, -1 for none.
    ``around`` are terms of the context, ``marked`` the words of quotations near by. ``days`` are
    the days given in the context, each with its distance from the report in letters; ``occasions``
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
        """Every word searched for: the terms that it stands for, and its value as each."""
        found: dict[str, dict[int, float]] = {}
        for number, term in enumerate(self.terms):
            for form in term.others:
                found.setdefault(form, {}).setdefault(number, term.loose)
            for form in term.forms:
                found.setdefault(form, {})[number] = 1.0
        return found

    @cached_property
    def every_form(self) -> frozenset[str]:
        """The words of the report, and every other word searched for."""
        return frozenset((*self.words.forms, *self.known))

    @cached_property
    def weight(self) -> float:
        """The weight of all terms."""
        return sum(term.weight for term in self.terms)


class Asker:
    """A maker of questions from reports."""

    def __init__(self, library: Library, rules: Rules, lexicon: FoldedLists, stems: Stems) -> None:
        self._library = library
        self._limits = rules.reports.limits
        canon = library.canon
        self._light = frozenset(form for word in rules.reports.light for form in canon.forms(word))
        self._occasions = frozenset(rules.reports.occasions)
        self._lexicon, self._stems = lexicon, stems
        self._days = Days(rules.reports)
        self._terms: dict[str, Term | None] = {}
        self._around_terms: dict[str, Term | None] = {}
        self._chunks = max(1, sum(len(shelf) for shelf in library.shelves) // _CHUNK_WORDS)

    def ask(self, report: Report) -> Question:
        """The question of a report."""
        words = self._library.canon.read(report.text)
        beside = self._beside(report)
        self._look_up(words.forms, beside)
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
        around = self._around(beside, own, frozenset(terms))
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
        """The days given in the text around a report, with their distance from it."""
        first = max(0, report.at - _TOLD_WITHIN)
        low, high = report.at - first, report.at - first + len(report.text)
        near = report.context[first : first + high + _TOLD_WITHIN]
        for told in self._days.told(near, ordinal(report.date)):
            yield told.day, max(low - told.end, told.start - high, 0)

    def _said_at(self, report: Report) -> frozenset[str]:
        """Words near a report that say on what occasion something was said."""
        near = self._limits.occasion_letters
        text = report.context[max(0, report.at - near) : report.at + len(report.text) + near]
        return self._occasions.intersection(self._library.canon.forms(text))

    def _weighs(self, form: str) -> bool:
        """Return whether a word shows what a report is about."""
        light = form in self._lexicon.function or form in self._light
        return not light and form[:1].isalnum()

    def _look_up(self, own: Iterable[str], beside: Iterable[str]) -> None:
        """Read ahead what is needed for the terms of a report and of the text around it."""
        if len(self._terms) + len(self._around_terms) > _REMEMBERED:
            self._terms.clear()
            self._around_terms.clear()
        fresh = dict.fromkeys(form for form in own if form not in self._terms)
        around = dict.fromkeys(form for form in beside if form not in self._around_terms)
        self._stems.look_up(filter(self._weighs, fresh), filter(self._weighs, around))

    def _term(self, form: str, own: set[str]) -> Term | None:
        """The term for a word of a report; None for a word of no weight."""
        if form not in self._terms:
            self._terms[form] = None
            if self._weighs(form):
                forms, others = self._stems.forms(form), self._stems.others(form)
                share = self._limits.loose_share
                self._terms[form] = Term(self._weight(forms), forms, others, share)
        return self._of(self._terms[form], form in own)

    def _term_around(self, form: str, own: set[str]) -> Term | None:
        """The term for a word of the text around a report, which stands for itself alone."""
        if form not in self._around_terms:
            self._around_terms[form] = None
            if self._weighs(form):
                forms = self._stems.inflected(form)
                weight = self._weight(forms) * self._limits.context_share
                self._around_terms[form] = Term(weight, forms) if forms else None
        return self._of(self._around_terms[form], form in own)

    def _of(self, term: Term | None, own: bool) -> Term | None:  # noqa: FBT001
        """A term as it counts in a report of a person, whose own name means little there."""
        share = self._limits.own_name_share
        return term._replace(weight=term.weight * share) if term and own else term

    def _weight(self, forms: Sequence[str]) -> float:
        return log(1 + self._chunks / (1 + sum(self._library.word_counts(forms))))

    def _beside(self, report: Report) -> Sequence[str]:
        """The words of the text around a report."""
        at, end = report.at, report.at + len(report.text)
        if at < 0:
            return ()
        near = self._limits.context_letters
        text = f"{report.context[max(0, at - near) : at]} {report.context[end : end + near]}"
        return self._library.canon.forms(text)

    def _around(
        self, beside: Sequence[str], own: set[str], known: frozenset[str]
    ) -> tuple[Term, ...]:
        """The heaviest terms of the text around a report that it does not have itself."""
        found: dict[str, Term] = {}
        for form in dict.fromkeys(beside):
            stem = self._stems.of(form)
            if stem in known or stem in found:
                continue
            if term := self._term_around(form, own):
                found[stem] = term
        heaviest = nlargest(self._limits.context_words, found.values(), attrgetter("weight"))
        return tuple(heaviest)

    def _marked(self, report: Report) -> tuple[tuple[str, ...], ...]:
        """The words of the quotations around a report, the nearest first."""
        middle = report.at + len(report.text) // 2
        found = sorted(_MARKED.finditer(report.context), key=lambda m: abs(m.start() - middle))
        rows = (tuple(self._library.canon.forms(each[1] or each[2])) for each in found)
        return tuple(islice((row for row in rows if len(row) >= _LEAST_MARKED), _MOST_MARKED))
