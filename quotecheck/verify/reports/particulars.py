"""The particulars of a report, one by one: found in a passage, another there, or not there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from quotecheck.model import Particular, ParticularKind, State
from quotecheck.rules import Rules
from quotecheck.sources.canonical import Words
from quotecheck.verify.lexicon import Lexicon
from quotecheck.verify.numbers import value
from quotecheck.verify.reports.asking import Question
from quotecheck.verify.reports.passages import Evidence
from quotecheck.verify.reports.stems import Stems

_LONGEST = 6  # words of a number
_YEARS = range(1900, 2101)
_NEGATED = 3  # words that a negation may stand before what it denies
_BESIDE = 4  # words between a word of direction and what it is about, in the report
_BESIDE_THERE = 4  # the same in a passage
_UNIT_WORDS = 2
_WHOLE_NAME = 2  # words of a name that is most likely somebody's
_SMALL = 2  # numbers no greater tell little
_ORDINAL_ENDINGS = "st", "nd", "rd", "th"


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a row of words: from word, up to word, how much, and of what."""

    low: int
    high: int
    amount: Fraction
    unit: str


class Comparer:
    """Compares the particulars of a report with passages."""

    def __init__(self, rules: Rules, lexicon: Lexicon, stems: Stems) -> None:
        self._lexicon, self._stems = lexicon, stems
        self._sides = _sides(rules.reports.opposites, stems)
        self._calendar = frozenset(rules.reports.months), frozenset(rules.reports.weekdays)
        self._kinds = _kinds(rules.reports.kinds_of_names, stems)
        self._starts = {"$", "£", "€", *lexicon.magnitudes}
        self._ordinals = frozenset(rules.reports.ordinals)
        self._percent = frozenset(rules.reports.percent)

    def compare(self, question: Question, evidence: Sequence[Evidence]) -> list[Particular]:
        """The particulars of a report beside its best passages, the best of which is first."""
        if not evidence:
            return []
        found = [
            *self._numbers_compared(question, evidence),
            *self._names_compared(question, evidence),
            *self._days_compared(question, evidence),
            *self._directions_compared(question, evidence[0]),
        ]
        return sorted(found, key=lambda each: each.start)

    def numbers(self, words: Words) -> list[Number]:
        """The numbers in a row of words."""
        found: list[Number] = []
        at = 0
        while at < len(words):
            first = words.forms[at]
            begins = first[0].isdigit() or first in self._starts
            number = self._number_at(words, at) if begins else None
            if number is None:
                at += 1
                continue
            found.append(number)
            at = number.high
        return [_shared_unit(one, found[row + 1 : row + 2]) for row, one in enumerate(found)]

    def is_day(self, form: str) -> bool:
        """Whether a word is a weekday or a month."""
        return any(form in names for names in self._calendar)

    def tells(self, number: Number) -> bool:
        """Whether a number is one to check: "one" and "two" are mostly words like others."""
        return number.amount > _SMALL or number.unit in ("money", "percent")

    def is_year(self, number: Number) -> bool:
        """Whether a number is most likely a year."""
        whole = number.amount.denominator == 1 and int(number.amount) in _YEARS
        return whole and number.unit not in ("money", "percent")

    def _number_at(self, words: Words, at: int) -> Number | None:
        forms = words.forms
        for high in range(min(len(forms), at + _LONGEST), at, -1):
            run = forms[at:high]
            if not self._is_one_number(run):
                continue
            if run[-1] in self._lexicon.joints or run[-1] in self._lexicon.articles:
                continue
            amount = value(run, self._lexicon)
            if amount is not None:
                return Number(at, high, amount[0], self._unit(forms, high, money=bool(amount[1])))
        return None

    def names(
        self, words: Words, text: str, low: int = 0, high: int | None = None
    ) -> Iterator[tuple[int, int]]:
        """Runs of capitalised words that do not only begin a sentence: from word, up to word."""
        high = len(words) if high is None else high
        capital = [
            text[words.starts[at]].isupper() and not _begins_sentence(text, words.starts[at])
            for at in range(low, high)
        ]
        if sum(capital) * 2 > len(capital):  # a headline
            return
        at = low
        while at < high:
            end = at
            while end < high and capital[end - low] and (end == at or _joined(text, words, end)):
                end += 1
            if end > at and words.surfaces[at] not in self._lexicon.no_names:
                yield at, end
            at = max(end, at + 1)

    def _is_one_number(self, run: Sequence[str]) -> bool:
        """Whether words can be one number: "a hundred and five", not "40 and 50"."""
        for one, other in pairwise(run):
            if other in self._lexicon.joints and one not in self._lexicon.magnitudes:
                return False
            if one[0].isdigit() and one.endswith(_ORDINAL_ENDINGS):
                return False
        return run[0] not in self._ordinals or len(run) == 1

    def _unit(self, forms: Sequence[str], high: int, *, money: bool) -> str:
        if money:
            return "money"
        for form in forms[high : high + _UNIT_WORDS]:
            if form in self._percent:
                return "percent"
            if (form,) in self._lexicon.currencies:
                return "money"
            if form not in self._lexicon.function:
                return self._stems.of(form)
        return ""

    def _numbers_compared(
        self, question: Question, evidence: Sequence[Evidence]
    ) -> Iterator[Particular]:
        own = self.numbers(question.words)
        there = [self.numbers(each.window.words) for each in evidence]
        for number in own:
            year = self.is_year(number)
            if not self.tells(number):
                continue
            kind = ParticularKind.DATE if year else ParticularKind.NUMBER
            same = next((row for row, all_ in enumerate(there) if _has(all_, number.amount)), None)
            if same is not None:
                yield _particular(question, kind, number.low, number.high, State.SAME)
                continue
            rival = next(
                (
                    (evidence[row], other)
                    for row, all_ in enumerate(there[:2])
                    for other in all_
                    if self._rivals(number, other, own, evidence[row])
                ),
                None,
            )
            state = State.MISSING if rival is None else State.DIFFERS
            words = "" if rival is None else _words(rival[0], rival[1].low, rival[1].high)
            yield _particular(question, kind, number.low, number.high, state, words)

    def _rivals(
        self, one: Number, other: Number, own: Sequence[Number], evidence: Evidence
    ) -> bool:
        """Whether another number stands in the passage for the report's."""
        inside = evidence.low <= other.low < evidence.high
        if not inside or _has(own, other.amount):
            return False
        if self.is_year(one) or self.is_year(other):
            return self.is_year(one) and self.is_year(other)
        return bool(one.unit) and one.unit == other.unit

    def _names_compared(
        self, question: Question, evidence: Sequence[Evidence]
    ) -> Iterator[Particular]:
        text = question.report.text
        for low, high in self.names(question.words, text):
            terms = [n for n in question.term_of[low:high] if n >= 0]
            days = any(map(self.is_day, question.words.forms[low:high]))
            if not terms or days:
                continue
            known = any(n in each.near for each in evidence for n in terms)
            if known:
                yield _particular(question, ParticularKind.NAME, low, high, State.SAME)
                continue
            rival = self._rival_name(question, low, high, evidence[0])
            state = State.MISSING if rival is None else State.DIFFERS
            yield _particular(question, ParticularKind.NAME, low, high, state, rival or "")

    def _rival_name(
        self, question: Question, low: int, high: int, evidence: Evidence
    ) -> str | None:
        """A name of the passage in the role that one has in the report: before the same word, as
        in "the First Amendment" and "the Second Amendment", of one kind, or as whole a name."""
        forms = question.words.forms
        kinds = self._kinds_of(forms[low:high])
        known = {other for term in question.terms for other in (*term.forms, *term.others)}
        after = self._stems.of(forms[high]) if high < len(forms) else ""
        there = evidence.window.words
        text = evidence.shelf.texts[evidence.window.source]
        for first, last in self.names(there, text, evidence.low, evidence.high):
            rival = there.forms[first:last]
            if any(form in forms or form in known for form in rival):
                continue
            others = self._kinds_of(rival)
            whole = not kinds and not others and min(high - low, last - first) >= _WHOLE_NAME
            if kinds & others or whole:
                return _words(evidence, first, last)
            trail = self._stems.of(there.forms[last]) if last < len(there) else ""
            if after and after not in self._lexicon.function and trail == after:
                return _words(evidence, first, last)
        return None

    def _kinds_of(self, forms: Sequence[str]) -> frozenset[int]:
        return frozenset[int]().union(*(self._kinds.get(form, ()) for form in forms))

    def _days_compared(
        self, question: Question, evidence: Sequence[Evidence]
    ) -> Iterator[Particular]:
        for names in self._calendar:
            for at in self._days(question.words, names):
                day = question.words.forms[at]
                there = [
                    (each, place)
                    for each in evidence
                    for place in self._days(each.window.words, names)
                ]
                if any(each.window.words.forms[place] == day for each, place in there):
                    yield _particular(question, ParticularKind.DATE, at, at + 1, State.SAME)
                    continue
                best = evidence[0]
                inside = (
                    _words(each, place, place + 1)
                    for each, place in there
                    if each is best and best.low <= place < best.high
                )
                words = next(inside, "")
                state = State.DIFFERS if words else State.MISSING
                yield _particular(question, ParticularKind.DATE, at, at + 1, state, words)

    def _days(self, words: Words, names: frozenset[str]) -> Iterator[int]:
        """Where days or months stand; a word that is one and something else ("may") only beside
        a number."""
        for at, form in enumerate(words.forms):
            if form in names:
                beside = words.forms[max(0, at - 1) : at] + words.forms[at + 1 : at + 2]
                if form not in self._lexicon.modals or any(map(self._lexicon.is_number, beside)):
                    yield at

    def _directions_compared(self, question: Question, evidence: Evidence) -> Iterator[Particular]:
        """Words of direction whose opposite stands in the passage beside the same thing."""
        words, there = question.words, evidence.window.words
        stems = [self._stems.of(form) for form in words.forms]
        row = ["" if form == "like" else self._stems.of(form) for form in there.forms]
        inside = range(evidence.low, evidence.high)
        for at, stem in enumerate(stems):
            if stem not in self._sides:
                continue
            mine = set(self._sides[stem])
            theirs = {(group, 1 - side) for group, side in mine}
            beside = question.term_of[max(0, at - _BESIDE) : at + _BESIDE + 1]
            terms = [question.terms[n] for n in {*beside} - {question.term_of[at], -1}]
            about = {form for term in terms for form in (*term.forms, *term.others)}
            places = [n for n in inside if there.forms[n] in about]
            sames = [n for n in inside if mine & self._sides.get(row[n], frozenset())]
            rivals = [n for n in inside if theirs & self._sides.get(row[n], frozenset())]
            sames = [n for n in sames if n not in rivals]
            rivals = [n for n in rivals if any(abs(n - p) <= _BESIDE_THERE for p in places)]
            if not rivals or sames:
                continue
            other = rivals[0]
            if self._denied(there.forms, other) == self._denied(words.forms, at):
                found = _words(evidence, other, other + 1)
                kind = ParticularKind.DIRECTION
                yield _particular(question, kind, at, at + 1, State.DIFFERS, found)

    def _denied(self, forms: Sequence[str], at: int) -> bool:
        """Whether a negation stands right before a word."""
        return any(form in self._lexicon.negations for form in forms[max(0, at - _NEGATED) : at])


def _sides(lines: Sequence[str], stems: Stems) -> Mapping[str, frozenset[tuple[int, int]]]:
    """For the stem of each word of direction the sides on which it stands: (line, side)."""
    found: dict[str, set[tuple[int, int]]] = {}
    for number, line in enumerate(lines):
        for side, part in enumerate(line.split("=")[:2]):
            for word in stems.folded(part):
                found.setdefault(stems.of(word), set()).add((number, side))
    return {word: frozenset(sides) for word, sides in found.items()}


def _kinds(lines: Sequence[str], stems: Stems) -> Mapping[str, frozenset[int]]:
    """For each name the kinds that it is of."""
    found: dict[str, set[int]] = {}
    for number, line in enumerate(lines):
        for name in stems.folded(line):
            found.setdefault(name, set()).add(number)
    return {name: frozenset(kinds) for name, kinds in found.items()}


def _joined(text: str, words: Words, at: int) -> bool:
    """Whether nothing stands between a word and the one before it that ends a name."""
    return not text[words.ends[at - 1] : words.starts[at]].strip(" .’'-&")


def _begins_sentence(text: str, at: int) -> bool:
    before = text[max(0, at - 4) : at].rstrip(" \n\t\"“‘'([")
    return not before or before[-1] in ".?!…:;-–—"


def _has(numbers: Sequence[Number], amount: Fraction) -> bool:
    return any(number.amount == amount for number in numbers)


def _shared_unit(one: Number, following: Sequence[Number]) -> Number:
    """A number with the unit of the next one, where it has none of its own ("40 to 50 feet")."""
    if following and following[0].low - one.high <= 1 and one.unit != "money":
        return Number(one.low, one.high, one.amount, following[0].unit)
    return one


def _words(evidence: Evidence, low: int, high: int) -> str:
    words = evidence.window.words
    text = evidence.shelf.texts[evidence.window.source]
    return text[words.starts[low] : words.ends[high - 1]]


def _particular(
    question: Question,
    kind: ParticularKind,
    low: int,
    high: int,
    state: State,
    source: str = "",
) -> Particular:
    words = question.words
    start, end = words.starts[low], words.ends[high - 1]
    return Particular(kind, start, end, question.report.text[start:end], state, source)
