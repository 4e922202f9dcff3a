"""The particulars of a report, one by one: found in a passage, another there, or not there."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from quotecheck.model import Particular, ParticularKind, State
from quotecheck.rules import Rules
from quotecheck.sources import Library
from quotecheck.sources.canonical import Words
from quotecheck.sources.days import ordinal
from quotecheck.sources.stems import Stems
from quotecheck.verify.compare.lexicon import Lexicon
from quotecheck.verify.reports.amounts import DAY, Amounts, Number
from quotecheck.verify.reports.asking import Question
from quotecheck.verify.reports.days import Days, Told
from quotecheck.verify.reports.manners import Manners
from quotecheck.verify.reports.matter import Matter
from quotecheck.verify.reports.namings import Namings
from quotecheck.verify.reports.passages import Evidence
from quotecheck.verify.reports.senses import Senses
from quotecheck.verify.reports.stating import particular

_CLOSE = 2  # passages in which the rival of a number is looked for


class Comparer:
    """Compares the particulars of a report with passages."""

    def __init__(self, rules: Rules, lexicon: Lexicon, stems: Stems, library: Library) -> None:

        reports = rules.reports
        self._lexicon = lexicon
        self._limits = reports.limits
        self._calendar = frozenset(reports.months), frozenset(reports.weekdays)
        self._days = Days(reports)
        self.amounts = Amounts(rules, lexicon, stems)
        self.namings = Namings(rules, lexicon, stems, library)
        self._senses = Senses(rules, lexicon, stems)
        self._manners = Manners(rules, lexicon, stems)

    def compare(self, question: Question, evidence: Sequence[Evidence]) -> list[Particular]:
        """The particulars of a report beside its best passages, the best of which is first."""
        if not evidence:
            return []
        matter = Matter(question, evidence[0])
        found = [
            *self._numbers(question, evidence),
            *self._names(question, evidence, matter),
            *self._told_days(question, evidence, matter),
            *self._turned(question, matter),
            *self._manners.compared(question, matter),
        ]
        return sorted(found, key=lambda each: each.start)

    def is_day(self, form: str) -> bool:
        """Whether a word is a weekday or a month."""
        return any(form in names for names in self._calendar)

    def _numbers(self, question: Question, evidence: Sequence[Evidence]) -> Iterator[Particular]:
        own = self.amounts.of(question.words)
        if not any(number.tells for number in own):
            return
        there = [self.amounts.of(each.window.words) for each in evidence]
        for number in own:
            if not number.tells:
                continue
            dated = number.is_year or DAY in number.units
            kind = ParticularKind.DATE if dated else ParticularKind.NUMBER
            equal = [[other for other in row if number.agrees(other)] for row in there]
            alike = any(_alike(number, other) for other in equal[0])
            rival = None if alike else self._rival_number(number, own, evidence, there, equal)
            if rival is not None:
                words = rival[0].words(rival[1].low, rival[1].high)
                yield particular(question, kind, number.low, number.high, State.DIFFERS, words)
            else:
                state = State.SAME if any(equal) else State.MISSING
                yield particular(question, kind, number.low, number.high, state)

    def _rival_number(
        self,
        number: Number,
        own: Sequence[Number],
        evidence: Sequence[Evidence],
        there: Sequence[Sequence[Number]],
        equal: Sequence[Sequence[Number]],
    ) -> tuple[Evidence, Number] | None:
        """Another number of the same things in one of the best passages, up to the first that has
        the number itself."""
        for each, row, same in zip(evidence[:_CLOSE], there, equal, strict=False):
            if any(_alike(number, other) for other in same):
                return None
            for other in row:
                inside = each.low <= other.low < each.high
                taken = any(one.amount == other.amount for one in own)
                if inside and not taken and number.counts_with(other):
                    return each, other
        return None

    def _names(
        self, question: Question, evidence: Sequence[Evidence], matter: Matter
    ) -> Iterator[Particular]:
        words, text = question.words, question.report.text
        for low, high in self.namings.of(words, text, opens=question.report.opens):
            forms = self.namings.proper(words.forms[low:high])
            inside = [at for at in range(low, high) if words.forms[at] in forms]
            terms = [question.term_of[at] for at in inside if question.term_of[at] >= 0]
            if not terms or any(map(self.is_day, forms)):
                continue
            best = evidence[0]
            here = self.namings.stands_in(forms, question, best)
            rival = None if here else self.namings.rival(question, low, high, matter)
            partly = terms[-1] in best.near  # a surname is enough where no namesake is
            kind = ParticularKind.NAME
            if rival is not None and (not partly or self.namings.are_namesakes(forms, best, rival)):
                yield particular(question, kind, low, high, State.DIFFERS, best.words(*rival))
            else:
                known = partly or any(n in each.near for each in evidence for n in terms)
                yield particular(question, kind, low, high, State.SAME if known else State.MISSING)

    def _told_days(
        self, question: Question, evidence: Sequence[Evidence], matter: Matter
    ) -> Iterator[Particular]:
        for names in self._calendar:
            for at in self._days_in(question.words, names):
                yield self._day_compared(question, at, evidence, matter, names)

    def _day_compared(
        self,
        question: Question,
        at: int,
        evidence: Sequence[Evidence],
        matter: Matter,
        names: frozenset[str],
    ) -> Particular:
        """A weekday or month beside those of the passages, and the days that these tell."""
        form = question.words.forms[at]
        there = [
            (each, place) for each in evidence for place in self._days_in(each.window.words, names)
        ]
        kind = ParticularKind.DATE
        if any(each.window.words.forms[place] == form for each, place in there):
            return particular(question, kind, at, at + 1, State.SAME)
        best = evidence[0]
        meant = self._meant(question, at)
        day = ordinal(best.shelf.heads[best.window.source].date)
        told = list(self._told_there(matter, day)) if meant and day else []
        if meant and day and (day in meant or any(each.day in meant for each in told)):
            return particular(question, kind, at, at + 1, State.SAME)
        inside = (
            each.words(place, place + 1)
            for each, place in there
            if each is best and best.low <= place < best.high
        )
        words = next(inside, "") or next((best.text[each.start : each.end] for each in told), "")
        state = State.DIFFERS if words else State.MISSING
        return particular(question, kind, at, at + 1, state, words)

    def _meant(self, question: Question, at: int) -> frozenset[int]:
        """The days that a weekday of a report may mean: the last one, and the next."""
        words, day = question.words, ordinal(question.report.date)
        text = question.report.text[words.starts[max(0, at - 1)] : words.ends[at]]
        past, coming = (self._days.told(text, day, coming=each) for each in (False, True))
        return frozenset(told.day for told in (*past, *coming))

    def _told_there(self, matter: Matter, day: int) -> Iterator[Told]:
        """The days that a passage tells where it speaks of the report's matter."""
        each = matter.evidence
        for told in self._days.told(each.text, day):
            at = bisect_right(each.window.words.starts, each.start + told.start) - 1
            if matter.holds(*matter.sentence_at(at)) >= self._limits.day_words:
                yield told

    def _days_in(self, words: Words, names: frozenset[str]) -> Iterator[int]:
        """Where days or months stand; a word that is one and something else ("may") only beside
        a number."""
        for at, form in enumerate(words.forms):
            if form in names:
                beside = words.forms[max(0, at - 1) : at] + words.forms[at + 1 : at + 2]
                if form not in self._lexicon.modals or any(map(self._lexicon.is_number, beside)):
                    yield at

    def _turned(self, question: Question, matter: Matter) -> Iterator[Particular]:
        """The word that the passage turns most surely."""
        for turn in self._senses.turns(question, matter)[:1]:
            if turn.strength >= self._limits.sense_strength:
                there = matter.evidence.words(turn.there, turn.there + 1)
                yield particular(question, turn.kind, turn.low, turn.high, State.DIFFERS, there)


def _alike(number: Number, other: Number) -> bool:
    """Whether two numbers that agree count the same things, as far as their words tell."""
    return not number.units or not other.units or number.counts_with(other)
