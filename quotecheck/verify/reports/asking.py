"""What is looked for when a report is checked: its words of weight, and those around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from math import log

from quotecheck.rules import Rules
from quotecheck.sources import Library
from quotecheck.sources.canonical import Words
from quotecheck.sources.gathering import Term
from quotecheck.verify.lexicon import Lexicon
from quotecheck.verify.reports.stems import Stems

_NAME_PART = re.compile(r"\w+")
_CHUNK_WORDS = 35
_MARKED = re.compile(r"[“\"]([^“”\"]{12,400})[”\"]|''([^']{12,400})''")
_LEAST_MARKED = 4  # words
_MOST_MARKED = 4


@dataclass(frozen=True, slots=True)
class Report:
    """What an article reports without marks: the words, whose they are, the day of the article,
    and the text around, in which the words stand from ``at``."""

    text: str
    speaker: str | None = None
    date: str | None = None
    context: str = ""
    at: int = -1


@dataclass(frozen=True, slots=True)
class Question:
    """A report ready to be looked for.

    ``words`` are its words; ``numbers`` says which term (in ``terms``) each word is, -1 for none.
    ``around`` are terms of the context, ``marked`` the words of quotations near by.
    """

    report: Report
    words: Words
    terms: tuple[Term, ...]
    term_of: tuple[int, ...]
    around: tuple[Term, ...]
    marked: tuple[tuple[str, ...], ...]

    @property
    def weight(self) -> float:
        """What all terms weigh."""
        return sum(term.weight for term in self.terms)


class Asker:
    """Makes questions of reports."""

    def __init__(self, library: Library, rules: Rules, lexicon: Lexicon, stems: Stems) -> None:
        self._library = library
        self._limits = rules.reports.limits
        canon = library.canon
        self._light = frozenset(form for word in rules.reports.light for form in canon.forms(word))
        self._lexicon, self._stems = lexicon, stems
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
            report, words, tuple(terms.values()), tuple(term_of), around, self._marked(report)
        )

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
