"""Words of a passage that a report leaves out though the sense depends on them: the condition of a
promise ("if the county pays"), and the exactness of a number ("up to 20")."""

from __future__ import annotations

from collections.abc import Iterator

from quotecheck.rules import Rules
from quotecheck.verify.compare.lexicon import FoldedLists
from quotecheck.verify.reports.amounts import Amounts, Number
from quotecheck.verify.reports.asking import Question
from quotecheck.verify.reports.matter import Matter
from quotecheck.verify.reports.passages import Evidence

_ABOUT_IT = 0.4  # share of a report that a sentence must hold to be its source


class Qualified:
    """A finder of words that a report leaves out of the passage that it rests on."""

    def __init__(self, rules: Rules, lexicon: FoldedLists, amounts: Amounts) -> None:
        self._lexicon, self._amounts = lexicon, amounts
        self._depending = frozenset((*rules.reports.depending, *rules.reports.open))

    def left_out(self, question: Question, evidence: Evidence) -> str:
        """The words of a passage that a report needs and lacks; empty if there are none."""
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
        """The end of a clause: the comma that sets it off or, after what depends on it, the end of
        the sentence."""
        words = matter.evidence.window.words
        text = matter.evidence.shelf.texts[matter.evidence.window.source]
        commas = (
            n for n in range(at + 1, high) if "," in text[words.ends[n - 1] : words.starts[n]]
        )
        return next(commas, high)

    def _exactness(self, question: Question, matter: Matter) -> Iterator[str]:
        """The numbers whose exactness the passage gives and the report does not."""
        evidence = matter.evidence
        there = [
            each
            for each in self._amounts.of(evidence.window.words)
            if evidence.low <= each.low < evidence.high
        ]
        for number in self._amounts.of(question.words):
            same = [each for each in there if each.amount == number.amount]
            if number.tells and number.is_bare and same and not any(map(_is_plain, same)):
                yield evidence.words(*same[0].measured)


def _is_plain(number: Number) -> bool:
    return number.measured == (number.low, number.high)
