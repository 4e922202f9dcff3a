"""Words of a passage that a report leaves out though the sense hangs on them: the condition of a
promise ("if the county pays"), and how exact a number is ("up to 20")."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quotecheck.rules import Rules
from quotecheck.verify.compare.lexicon import FoldedLists
from quotecheck.verify.reports.amounts import Amounts, Number
from quotecheck.verify.reports.asking import Question
from quotecheck.verify.reports.matter import Matter
from quotecheck.verify.reports.passages import Evidence

_ABOUT_IT = 0.4  # of a report that a sentence must hold to be the one that says so
_BESIDE = 2  # words behind a number among which it is said how exact it is


class Qualified:
    """Finds what a report leaves out of the passage that it rests on."""

    def __init__(self, rules: Rules, lexicon: FoldedLists, amounts: Amounts) -> None:
        self._lexicon, self._amounts = lexicon, amounts
        self._depending = frozenset((*rules.reports.depending, *rules.reports.open))

    def left_out(self, question: Question, evidence: Evidence) -> str:
        """The words of a passage that a report would need and does not have; empty if there are
        none."""
        matter = Matter(question, evidence)
        found = (*self._conditions(question, matter), *self._exactness(question, matter))
        return next(iter(found), "")

    def _conditions(self, question: Question, matter: Matter) -> Iterator[str]:
        """The conditions in the sentences that have the report, if it names none itself and
        is not as open ("may")."""
        forms = question.words.forms
        if not self._depending.isdisjoint(forms) or any(
            self._lexicon.sets_condition(forms[at:]) for at in range(len(forms))
        ):
            return
        for low, high in matter.sentences:
            if matter.holds(low, high) < _ABOUT_IT:
                continue
            for at in range(low, high):
                if self._lexicon.sets_condition(matter.forms[at:high]):
                    end = self._clause_end(matter, at, high)
                    if not any(matter.terms_at(place) for place in range(at, end)):
                        yield matter.evidence.words(at, end)

    def _clause_end(self, matter: Matter, at: int, high: int) -> int:
        """The end of a clause: the comma that sets it off or, behind what depends on it, the end of
        the sentence."""
        words = matter.evidence.window.words
        text = matter.evidence.shelf.texts[matter.evidence.window.source]
        commas = (
            n for n in range(at + 1, high) if "," in text[words.ends[n - 1] : words.starts[n]]
        )
        return next(commas, high)

    def _exactness(self, question: Question, matter: Matter) -> Iterator[str]:
        """The numbers of which the passage says how exact they are, and the report does not."""
        evidence = matter.evidence
        there = [
            each
            for each in self._amounts.of(evidence.window.words)
            if evidence.low <= each.low < evidence.high
        ]
        for number in self._amounts.of(question.words):
            if not number.tells or number.hedge or self._span(question.words.forms, number):
                continue
            same = [each for each in there if each.amount == number.amount]
            spans = [self._span(matter.forms, each) for each in same]
            if spans and all(spans) and (span := spans[0]):
                yield evidence.words(*span)

    def _span(self, forms: Sequence[str], number: Number) -> tuple[int, int] | None:
        """A number with the words beside it that say how exact it is; nothing if none do."""
        low, high, lexicon = number.low, number.high, self._lexicon
        for size in range(min(lexicon.longest, low), 0, -1):
            if tuple(forms[low - size : low]) in lexicon.amounts_before:
                return low - size, high
        for start in range(high, min(high + _BESIDE, len(forms))):
            for size in range(lexicon.longest, 0, -1):
                if tuple(forms[start : start + size]) in lexicon.amounts_after:
                    return low, start + size
        return None
