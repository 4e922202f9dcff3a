"""The particulars of a report, one by one: found in a passage, contradicted there, or missing."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence

from quotecheck.model import Particular, ParticularKind, State
from quotecheck.rules import Rules
from quotecheck.sources import Library
from quotecheck.sources.days import ordinal
from quotecheck.sources.stems import Stems
from quotecheck.verify.compare.lexicon import FoldedLists
from quotecheck.verify.reports.amounts import DAY, MONEY, PERCENT, POINTS, SHARE, Amounts, Number
from quotecheck.verify.reports.asking import Question
from quotecheck.verify.reports.dates import Date, Dates
from quotecheck.verify.reports.days import Days, ToldDays
from quotecheck.verify.reports.manners import Manners
from quotecheck.verify.reports.matter import Matter, company
from quotecheck.verify.reports.namings import Namings
from quotecheck.verify.reports.passages import Evidence
from quotecheck.verify.reports.senses import Senses
from quotecheck.verify.reports.stating import Rival, There, particular

_BESIDE = 5  # words on either side of a date that show what is dated, mostly before it
_NEAR = 3  # passages that are compared in full
_SAID_OF = 12  # letters between a verb and the name that it is about: "opposes the First"
_SENSES = frozenset((ParticularKind.NEGATION, ParticularKind.DIRECTION))
_RANKED = 0.1  # extra share of the words beside a number, for a lighter passage
WIDE = frozenset((MONEY, PERCENT, POINTS, SHARE))


class Comparer:
    """A comparer of the particulars of a report with passages."""

    def __init__(
        self,
        rules: Rules,
        lexicon: FoldedLists,
        stems: Stems,
        library: Library,
        weights: Mapping[str, float],
    ) -> None:
        reports = rules.reports
        self._lexicon, self._library = lexicon, library
        self._limits = reports.limits
        self._weights = weights
        self._calendar = frozenset(reports.months), frozenset(reports.weekdays)
        self._days = Days(reports)
        self._dates = Dates(reports, lexicon.modals)
        self.amounts = Amounts(rules, lexicon, stems)
        self.namings = Namings(rules, lexicon, stems, library)
        self._senses = Senses(rules, lexicon, stems)
        self._manners = Manners(rules, lexicon, stems)

    def compare(
        self, question: Question, evidence: Sequence[Evidence], found: float
    ) -> list[Particular]:
        """The particulars of a report beside its best passages, best first; ``found`` are the log
        odds that the first one is the passage meant."""
        settled = (self._settled(each, found) for each in self.rivals(question, evidence))
        parts = sorted((each for each in settled if each), key=lambda each: each.start)
        others = [p for p in parts if p.kind is ParticularKind.NAME and p.state is State.DIFFERS]
        return [
            part
            for part in parts
            if part.kind not in _SENSES or not any(_beside(part, other) for other in others)
        ]

    def rivals(
        self, question: Question, evidence: Sequence[Evidence]
    ) -> Iterator[Particular | Rival]:
        """The particulars; those that may differ come with the reasons for it."""
        if not evidence:
            return
        near = [Matter(question, each) for each in evidence[:_NEAR]]
        dates = self._dates_in(question)
        yield from self._numbers(question, near, evidence[_NEAR:], dates)
        yield from self._names(question, near, dates)
        for date in dates:
            yield self._day_compared(question, date, near)
        yield from self._turned(question, near[:1])
        yield from self._manners.compared(question, near[0])

    def _settled(self, each: Particular | Rival, found: float) -> Particular | None:
        """A particular as the weights decide it."""
        if isinstance(each, Particular):
            return each
        total = sum(self._weights.get(n, 0.0) * v for n, v in reasons_of(each, found).items())
        return each.part if total >= 0 else each.otherwise

    def has_figures(self, question: Question) -> bool:
        """Return whether a report has a number or a day in it."""
        return bool(self.amounts.of(question.words)) or any(map(self.is_day, question.words.forms))

    def is_day(self, form: str) -> bool:
        """Return whether a word is a weekday or a month."""
        return any(form in names for names in self._calendar)

    def _numbers(
        self,
        question: Question,
        near: Sequence[Matter],
        others: Sequence[Evidence],
        dates: Sequence[Date],
    ) -> Iterator[Particular | Rival]:
        dated = {at for date in dates for at in range(date.low, date.high)}
        own = [each for each in self.amounts.of(question.words) if each.low not in dated]
        if not any(number.tells for number in own):
            return
        matters = [*near, *(Matter(question, each) for each in others)]
        there = [self.amounts.of(each.evidence.window.words) for each in matters]
        for number in own:
            if not number.tells:
                continue
            by_day = number.is_year or DAY in number.units
            kind = ParticularKind.DATE if by_day else ParticularKind.NUMBER
            equal = [[other for other in row if number.agrees(other)] for row in there]
            alike = any(_alike(number, other) for other in equal[0])
            state = State.SAME if any(equal[:_NEAR]) else State.MISSING
            plain = particular(question, kind, number.low, number.high, state)
            rival = None
            if not alike and not self._is_start(question, number, own, there[0]):
                rival = self._rival_number(question, number, own, matters, there)
            if rival is None:
                yield plain
                continue
            matter, other, reasons = rival
            words = There(matter.evidence, other.low, other.high)
            part = particular(question, kind, number.low, number.high, State.DIFFERS, words)
            yield Rival(part, reasons, plain)

    def _is_start(
        self,
        question: Question,
        number: Number,
        own: Sequence[Number],
        there: Sequence[Number],
    ) -> bool:
        """Return whether a number is the starting point of another one, which the passage has:
        "from $7.25 to $12". A speaker who mentions one need not mention the other."""
        forms = question.words.forms
        if "from" not in forms[max(0, number.low - _NEAR) : number.low]:
            return False
        following = (one for one in own if 0 < one.low - number.high <= _NEAR)
        return any(
            "to" in forms[number.high : one.low] and any(one.agrees(other) for other in there)
            for one in following
        )

    def _rival_number(
        self,
        question: Question,
        number: Number,
        own: Sequence[Number],
        matters: Sequence[Matter],
        there: Sequence[Sequence[Number]],
    ) -> tuple[Matter, Number, Mapping[str, float]] | None:
        """Another number of the same things in one of the best passages, and the reasons for it."""
        about = company(question, number.low, number.high)
        kept = 0.0
        best: tuple[float, Matter, Number] | None = None
        first = matters[0].evidence.score
        for matter, row in zip(matters, there, strict=True):
            each = matter.evidence
            for other in row:
                inside = each.low <= other.low < each.high
                if not inside or (other.is_year and self._is_of_a_day(other, each)):
                    continue
                share = matter.holds_of(about, *matter.beside(other.low)) if about else 0.5
                if number.agrees(other):
                    if _alike(number, other):
                        kept = max(kept, share)
                    continue
                taken = any(one.amount == other.amount for one in own)
                weight = share - _RANKED * (first - each.score)
                if not taken and number.counts_with(other) and (best is None or weight > best[0]):
                    best = weight, matter, other
        if best is None:
            return None
        _, matter, other = best
        share = matter.holds_of(about, *matter.beside(other.low)) if about else 0.5
        wide = number.units & other.units <= WIDE
        reasons = {
            "role": share,
            "kept": kept,
            "behind": first - matter.evidence.score,
            "wide": float(wide),
            "first": float(matter is matters[0]),
        }
        return matter, other, reasons

    def _is_of_a_day(self, year: Number, evidence: Evidence) -> bool:
        """Return whether a year belongs to a full date, as in the line that dates a release."""
        days = (each for each in self._dates_there(evidence) if each.day and each.month)
        return any(each.low <= year.low < each.high for each in days)

    def _names(
        self, question: Question, matters: Sequence[Matter], dates: Sequence[Date]
    ) -> Iterator[Particular | Rival]:
        words, text = question.words, question.report.text
        best = matters[0].evidence
        own = {*self._library.canon.forms(question.report.speaker or "")}
        for low, high in self.namings.of(words, text, opens=question.report.opens):
            forms = self.namings.proper(words.forms[low:high])
            inside = [at for at in range(low, high) if words.forms[at] in forms]
            terms = [question.term_of[at] for at in inside if question.term_of[at] >= 0]
            if not terms or any(map(self.is_day, forms)) or own.issuperset(forms):
                continue
            if any(date.low <= low and high <= date.high for date in dates):
                continue  # the "Nov." of a date
            kind = ParticularKind.NAME
            known = any(n in each.evidence.near for each in matters for n in terms)
            state = State.SAME if known else State.MISSING
            plain = particular(question, kind, low, high, state)
            rival = self._rival_name(question, low, high, matters)
            if rival is None:
                yield plain
                continue
            there, reasons = rival
            here = self.namings.stands_in(forms, question, best)
            if reasons.get("namesake"):  # their shared name means nothing
                shared = there.evidence.window.words.forms[there.low : there.high]
                inside = [at for at in inside if words.forms[at] not in shared]
                terms = [question.term_of[at] for at in inside if question.term_of[at] >= 0]
            partly = bool(terms) and terms[-1] in best.near
            about = company(question, low, high)
            kept = max(self.namings.kept(terms[-1:], about, each) for each in matters)
            reasons = {**reasons, "here": here, "partly": partly, "kept": kept}
            part = particular(question, kind, low, high, State.DIFFERS, there)
            yield Rival(part, reasons, plain)

    def _rival_name(
        self, question: Question, low: int, high: int, matters: Sequence[Matter]
    ) -> tuple[There, Mapping[str, float]] | None:
        """The words of another name that may stand in the place of one, from the passage where the
        words around the two agree most, and the reasons for it."""
        first = matters[0].evidence.score
        best: tuple[float, There, Mapping[str, float]] | None = None
        for matter in matters:
            rival = self.namings.rival(question, low, high, matter)
            if rival is None:
                continue
            span, weight, reasons = rival
            behind = first - matter.evidence.score
            weight -= _RANKED * behind
            if best is None or weight > best[0]:
                words = There(matter.evidence, *span)
                best = weight, words, {**reasons, "behind": behind}
        return best[1:] if best else None

    def _dates_in(self, question: Question) -> list[Date]:
        """The dates of a report, each whole: "Monday, May 4" is one."""
        return list(self._dates.of(question.words, question.report.text, 0, len(question.words)))

    def _day_compared(self, question: Question, date: Date, near: Sequence[Matter]) -> Particular:
        """A date compared with the dates and days given in the passages."""
        evidence = [matter.evidence for matter in near]
        there = [(each, other) for each in evidence for other in self._dates_there(each)]
        kind, low, high = ParticularKind.DATE, date.low, date.high
        if any(date.agrees(other) for _, other in there):
            return particular(question, kind, low, high, State.SAME)
        best, matter = evidence[0], near[0]
        # “Thursday, March 26” does not mean Tuesday, March 26.
        misnamed = any(date.day and date.is_misnamed_by(other) for _, other in there)
        meant = frozenset[int]() if misnamed else self._meant(question, low, high)
        if date.day:  # the Tuesday of "Tuesday, March 26" is no other Tuesday
            meant = frozenset(each for each in meant if date.may_be(each))
        day = ordinal(best.shelf.heads[best.window.source].date)
        told = [pair for each in near for pair in self._told_there(each)] if meant else []
        if day in meant or any(each.day in meant for _, each in told):
            return particular(question, kind, low, high, State.SAME)
        rivals = [
            other
            for each, other in there
            if each is best and best.low <= other.low < best.high and date.is_like(other)
        ]
        about = company(question, low, high)
        rival = max(
            rivals,
            key=lambda other: (
                date.rivals(other),
                2 * matter.holds_of(about, other.low - _BESIDE, other.low)
                + matter.holds_of(about, other.high, other.high + _BESIDE),
            ),
            default=None,
        )
        weekdays = (_told_at(each, other) for each, other in told if not date.month)
        words = There(best, rival.low, rival.high) if rival else next(weekdays, None)
        state = State.DIFFERS if words else State.MISSING
        return particular(question, kind, low, high, state, words)

    def _dates_there(self, evidence: Evidence) -> Iterator[Date]:
        words = evidence.window.words
        text = evidence.shelf.texts[evidence.window.source]
        return self._dates.of(words, text, 0, len(words))

    def _meant(self, question: Question, low: int, high: int) -> frozenset[int]:
        """The days that a date of a report may mean: the last one of that name, and the next."""
        words, day = question.words, ordinal(question.report.date)
        text = question.report.text[words.starts[max(0, low - 1)] : words.ends[high - 1]]
        past, coming = (self._days.told(text, day, coming=each) for each in (False, True))
        return frozenset(told.day for told in (*past, *coming))

    def _told_there(self, matter: Matter) -> Iterator[tuple[Evidence, ToldDays]]:
        """The days given in a passage where it is about the report's matter."""
        each = matter.evidence
        if matter.holds(each.low, each.high) < self._limits.day_words:
            return
        day = ordinal(each.shelf.heads[each.window.source].date)
        yield from ((each, told) for told in self._days.told(each.text, day))

    def _turned(self, question: Question, matters: Sequence[Matter]) -> Iterator[Rival]:
        """The words that the passage contradicts, the surest of each kind."""
        first = matters[0].evidence.score
        kinds: set[ParticularKind] = set()
        for matter in matters:
            turns = self._senses.turns(question, matter)
            for surest in turns:
                if surest.kind in kinds:
                    continue
                kinds.add(surest.kind)
                # Of several words under one negation the first is denied.
                alike = (t for t in turns if (t.kind, t.since) == (surest.kind, surest.since))
                turn = min(alike, key=lambda each: each.there)
                there = There(matter.evidence, turn.since, turn.there + 1)
                part = particular(question, turn.kind, turn.low, turn.high, State.DIFFERS, there)
                yield Rival(part, {**turn.reasons, "behind": first - matter.evidence.score})


def _beside(part: Particular, name: Particular) -> bool:
    """Return whether words stand so close to a name that they are about it, since a statement about
    somebody or something else is not an opposite."""
    between = max(name.start - part.end, part.start - name.end)
    return between <= _SAID_OF


def reasons_of(rival: Rival, found: float) -> dict[str, float]:
    """The reasons for a particular to differ, named as the weights are: among them the log
    odds that the passage is the one meant."""
    reasons = {"always": 1.0, "found": found, **rival.reasons}
    return {f"{rival.part.kind.value} {name}": float(each) for name, each in reasons.items()}


def _told_at(evidence: Evidence, told: ToldDays) -> There:
    """The words of a passage that give a day."""
    words, start = evidence.window.words, evidence.start
    low = bisect_right(words.starts, start + told.start) - 1
    return There(evidence, low, max(low + 1, bisect_left(words.starts, start + told.end)))


def _alike(number: Number, other: Number) -> bool:
    """Return whether two numbers that agree count the same things, as far as their words show."""
    return not number.units or not other.units or number.counts_with(other)
