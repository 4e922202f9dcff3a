"""A passage read for one report: the words that it shares with the report, and the share of the
report in a stretch of it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from quotecheck.sources.canonical import Words
from quotecheck.text import Stretch
from quotecheck.verify.reports.asking import Question
from quotecheck.verify.reports.passages import Evidence

_EVEN = 0.5
_BESIDE = 5  # words on either side of a particular that show its subject
_CUT_SHORT = re.compile(r"[A-Z][a-z]{1,3}\. \d")
_ENDS = re.compile(r"[.?!…;\n]|--|—")


class Matter:
    """The words of a passage beside the terms of a question."""

    def __init__(self, question: Question, evidence: Evidence) -> None:
        self.evidence = evidence
        self.forms = evidence.window.words.forms
        self.names: list[tuple[Stretch, tuple[str, ...]]] | None = None
        self._terms = question.terms
        self._total = question.weight or 1.0
        known = question.known
        self._held: Mapping[int, Mapping[int, float]] = {
            at: known[form]
            for at in range(evidence.low, evidence.high)
            if (form := self.forms[at]) in known
        }
        self._held_at = list(self._held)

    @cached_property
    def sentences(self) -> list[Stretch]:
        """The sentences and half-sentences of the passage: from word, up to word."""
        each = self.evidence
        text = each.shelf.texts[each.window.source]
        return list(sentences(each.window.words, text, each.low, each.high))

    def sentence_at(self, at: int) -> Stretch:
        """The sentence in which a word of the passage stands."""
        return self.sentences[self._row_at(at)]

    def _row_at(self, at: int) -> int:
        return bisect_right(self._ends, at)

    @cached_property
    def _ends(self) -> list[int]:
        return [high for _, high in self.sentences]

    def beside(self, at: int) -> Stretch:
        """The sentence in which a word of the passage stands, with the ones before and after it."""
        row = self._row_at(at)
        rows = self.sentences[max(0, row - 1) : row + 2]
        return rows[0][0], rows[-1][1]

    def places(self, number: int) -> Sequence[int]:
        """The places where the passage has a term of the report, in order."""
        return self._places.get(number, ())

    @cached_property
    def _places(self) -> Mapping[int, Sequence[int]]:
        found: dict[int, list[int]] = {}
        for at, numbers in self._held.items():
            for number in numbers:
                found.setdefault(number, []).append(at)
        return found

    def share(self, at: int, number: int) -> float:
        """The degree to which a word of the passage stands for a term of the report."""
        return self._held.get(at, {}).get(number, 0.0) if number >= 0 else 0.0

    def terms_at(self, at: int) -> set[int]:
        """The terms of the report that a word of the passage stands for, in any form."""
        return {number for number, share in self._held.get(at, {}).items() if share == 1}

    def holds(self, low: int, high: int, but: int = -1) -> float:
        """The share of the report, one term aside, that stands in a stretch."""
        most = self._most(low, high)
        weight = sum(self._terms[n].weight * share for n, share in most.items() if n != but)
        return weight / self._total

    def holds_of(self, about: set[int], low: int, high: int) -> float:
        """The share of some terms that stands in a stretch."""
        total = sum(self._terms[number].weight for number in about)
        most = self._most(low, high)
        weight = sum(self._terms[n].weight * share for n, share in most.items() if n in about)
        return weight / (total or 1.0)

    def company(self, about: set[int], low: int, high: int) -> float:
        """The same share; without any terms it is one half."""
        return self.holds_of(about, low, high) if about else _EVEN

    def _most(self, low: int, high: int) -> dict[int, float]:
        most: dict[int, float] = {}
        places, held = self._held_at, self._held
        for place in places[bisect_left(places, low) : bisect_left(places, high)]:
            for number, share in held[place].items():
                if share > most.get(number, 0.0):
                    most[number] = share
        return most


def company(question: Question, low: int, high: int) -> set[int]:
    """The terms that stand beside some words of a report."""
    terms = question.term_of
    beside = terms[max(0, low - _BESIDE) : low] + terms[high : high + _BESIDE]
    return {*beside} - {-1, *terms[low:high]}


def sentences(words: Words, text: str, low: int, high: int) -> Iterator[Stretch]:
    """The sentences and half-sentences from word ``low`` up to ``high``."""
    first = low
    for at in range(low, high - 1):
        if _ENDS.search(text, words.ends[at], words.starts[at + 1]) and not _is_cut_short(
            text[words.starts[at] : words.starts[at + 1] + 1]
        ):
            yield first, at + 1
            first = at + 1
    if first < high:
        yield first, high


def _is_cut_short(written: str) -> bool:
    """Return whether a word that ends with a full stop is an abbreviation before a figure: "Feb.
    21"."""
    return bool(_CUT_SHORT.fullmatch(written))
