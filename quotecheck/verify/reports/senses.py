"""The direction of a passage for each word of a report: the passage says a thing, or its opposite.

No list of words decides this alone. Each word of weight is looked for in the passage: as it is, as
an opposite ("rise", "cut"), and under a negation; the words beside it show whether the same thing
is meant.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from quotecheck.model import ParticularKind
from quotecheck.rules import Rules
from quotecheck.sources.stems import Stems
from quotecheck.text import Stretch
from quotecheck.verify.compare.lexicon import FoldedLists
from quotecheck.verify.reports.asking import Question
from quotecheck.verify.reports.matter import Matter, sentences

_REACH = 7  # words that a negation may stand before what it denies
_BESIDE = 6  # words between a word and its subject, in a passage
_NEIGHBOURS = 4  # the same in a report
_GROUP = 4  # words of a verb's group before the verb
_SENTENCE = 0.5  # weight of the words in its sentence, compared with those right beside it

_AROUND = 0.5  # and of those in the sentences before and after
_LEAST_TURNED = 4  # letters of a word that a prefix turns
_BETWEEN = frozenset(("a", "an", "the", "for", "in", "on", "at", "of", "under"))  # "is for sale"

Side = tuple[object, int]
Sides = Mapping[str, frozenset[Side]]


@dataclass(frozen=True, slots=True)
class SenseTurn:
    """A word of a report that a passage contradicts: its group of words stands from ``low`` up to
    ``high``; ``there`` is the word of the passage, with its negation from ``since``; ``strength``
    is the share of the report beside both, ``reasons`` are the reasons for it."""

    low: int
    high: int
    since: int
    there: int
    kind: ParticularKind
    strength: float
    reasons: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class _Place:
    """A word of a passage that may stand for a word of the report: their relation ("same", "side",
    "opposite"), whether it agrees, the share of the words beside the report's word that are also
    beside it, and the share of the report in its sentence."""

    at: int
    how: str
    agrees: bool
    beside: float
    sentence: float

    @property
    def strength(self) -> float:
        """The chance that the same thing is meant."""
        return self.beside + _SENTENCE * self.sentence


class _Word(NamedTuple):
    """A word of a report: the number of its term, its sides of opposites, and whether it is a
    verb."""

    number: int
    sides: frozenset[Side]
    verb: bool = False


class Senses:
    """A comparer of the sense of reports and passages."""

    def __init__(self, rules: Rules, lexicon: FoldedLists, stems: Stems) -> None:
        self._lexicon, self._stems = lexicon, stems
        self._sides = _sides(rules.reports.opposites, stems)
        self._fillers = frozenset(rules.reports.verb_fillers)
        self._auxiliaries = frozenset(rules.reports.auxiliaries)
        self._breaks = frozenset(rules.reports.breaks)
        self._light = frozenset(rules.reports.light)
        self._articles = lexicon.determiners - {"no", "any"}
        self._objects = [[form] for form in rules.reports.own_objects]
        self._unreal = frozenset(rules.reports.unreal)
        self._taking_sides = frozenset(rules.reports.taking_sides)
        self._prepositions = frozenset(("for",))
        self._prefixes, self._plain = rules.reports.prefixes, frozenset(rules.reports.no_prefixes)
        self._subjects = frozenset(
            (*rules.reports.speaker_words, *rules.reports.third_words, "they")
        )
        self._denying = frozenset(rules.reports.denying)
        self._no_negations = frozenset(rules.reports.no_negations)

    def turns(self, question: Question, matter: Matter) -> list[SenseTurn]:
        """The words of a report that a passage contradicts, the surest first."""
        words, text = question.words, question.report.text
        spans = list(sentences(words, text, 0, len(words)))
        headline = sum(text[start].isupper() for start in words.starts) * 2 > len(words)
        polarity = self._polarity(words.forms, spans)
        there = self._sided(matter)
        turning = self._turning_forms(matter)
        found: list[SenseTurn] = []
        for at, form in enumerate(words.forms):
            number, mine = question.term_of[at], self._sides_at(words.forms, at)
            plain = number < 0 and not mine and self._is_plain_verb(words.forms, at)
            low = next(first for first, last in spans if first <= at < last)
            capital = text[words.starts[at]].isupper() and at > low and not headline
            if (
                (number < 0 and not (mine or plain))
                or capital
                or len(polarity[self._stems.of(form)]) > 1
            ):
                continue
            negated = self._denied(words.forms, at, low)
            if negated and self._undone(words.forms, at):
                continue
            about = {*question.term_of[max(low, at - _NEIGHBOURS) : at + _NEIGHBOURS + 1]}
            word = _Word(number, mine)
            about -= {-1, number}
            found_there = {**there, **self._prefixed(turning, form)}
            if plain:
                found_there |= self._plain_verbs(matter, form)
            verb = self._stands_as_verb(words.forms, at)
            word = word._replace(sides=word.sides | self._prefix_side(form), verb=verb)
            places = list(self._places(matter, found_there, word, about, negated=negated))
            group = self._group(words.forms, at)
            denies = not self._lexicon.negations.isdisjoint(words.forms[group:at])
            if turn := _turning(places, negated=negated, verb=group < at and denies == negated):
                kind = ParticularKind.NEGATION
                if turn.how == "opposite":
                    kind = ParticularKind.DIRECTION
                reasons = {"beside": turn.beside, "sentence": turn.sentence}
                since = self._since(matter, turn)
                found.append(SenseTurn(group, at + 1, since, turn.at, kind, turn.strength, reasons))
        return sorted(found, key=lambda each: -each.strength)

    def _polarity(self, forms: Sequence[str], spans: Sequence[Stretch]) -> Mapping[str, set[bool]]:
        """The polarity of each stem in a report: under a negation, not under one, or both."""
        found: dict[str, set[bool]] = {}
        for low, high in spans:
            for at in range(low, high):
                denied = self._denied(forms, at, low)
                found.setdefault(self._stems.of(forms[at]), set()).add(denied)
        return found

    def _sides_at(self, forms: Sequence[str], at: int) -> frozenset[Side]:
        """The sides of opposites on which a word stands; "for" only in "vote for"."""
        form = forms[at]
        if form in self._prepositions and (not at or forms[at - 1] not in self._taking_sides):
            return frozenset()
        return self._sides.get(self._stems.of(form), frozenset()) if form != "like" else frozenset()

    def _sided(self, matter: Matter) -> Mapping[int, frozenset[Side]]:
        """The words of direction in a passage, each with its sides of opposites."""
        places = range(matter.evidence.low, matter.evidence.high)
        return {at: there for at in places if (there := self._sides_at(matter.forms, at))}

    def _places(
        self,
        matter: Matter,
        there: Mapping[int, frozenset[Side]],
        word: _Word,
        about: set[int],
        *,
        negated: bool,
    ) -> Iterator[_Place]:
        """The places where the passage has a word of the report, or its opposite; ``about`` are the
        terms beside it in the report."""
        rows = [matter.places(word.number), there if word.sides else ()]
        for at in sorted({at for row in rows for at in row}):
            how = _how(matter.share(at, word.number), there.get(at, frozenset()), word.sides)
            low, high = matter.sentence_at(at)
            if how is None or self._is_unreal(matter.forms, low, at):
                continue
            if how == "same" and word.verb and self._is_aside(matter.forms, at, low):
                continue
            if how == "opposite" and matter.forms[at + 1 : at + 2] in self._objects:
                continue  # "they endorsed me" has nothing to do with the words around
            agrees = (how != "opposite") == (self._denied(matter.forms, at, low) == negated)
            first, last = max(low, at - _BESIDE), min(high, at + _BESIDE + 1)
            far = matter.holds_of(about, low, high) * _SENTENCE
            farther = matter.holds_of(about, *matter.beside(at)) * _AROUND
            beside = max(far, farther, matter.holds_of(about, first, last))
            yield _Place(at, how, agrees, beside, matter.holds(low, high, word.number))

    def _is_plain_verb(self, forms: Sequence[str], at: int) -> bool:
        """Return whether a word that means too little to be a term is the verb of a statement:
        "told" in "had been told of the plan"."""
        form = forms[at]
        if form not in self._light or self._in_group(form) or not self._stems.is_verb(form):
            return False
        before = (f for f in reversed(forms[:at]) if f not in self._fillers and f[-2:] != "ly")
        return self._stands_as_verb(forms, at) or next(before, "") in self._subjects

    def _plain_verbs(self, matter: Matter, form: str) -> Mapping[int, frozenset[Side]]:
        """The places where a passage has such a verb in any tense, on the side of the report's
        own."""
        places = range(matter.evidence.low, matter.evidence.high)
        stem = self._stems.of(form)
        return {
            at: self._prefix_side(form)
            for at in places
            if self._is_plain_verb(matter.forms, at) and self._stems.of(matter.forms[at]) == stem
        }

    def _since(self, matter: Matter, place: _Place) -> int:
        """The start of the words in a passage that contradict a report: the negation, if there is
        one."""
        low, _ = matter.sentence_at(place.at)
        if place.how == "opposite" or not self._denied(matter.forms, place.at, low):
            return place.at
        rows = range(place.at - 1, max(low, place.at - _REACH) - 1, -1)
        return next((at for at in rows if self._denies(matter.forms[at])), place.at)

    def _denies(self, form: str) -> bool:
        return form in self._denying or form in self._lexicon.negations

    def _prefix_side(self, form: str) -> frozenset[Side]:
        """The sides of a word that a prefix negates: "unchanged", and "changed" where the passage
        may have the other."""
        base = self._without_prefix(form)
        return frozenset(((base, 1),) if base else ((form, 0),))

    def _turning_forms(self, matter: Matter) -> Mapping[str, Sequence[tuple[int, int]]]:
        """The places of each word of a passage, as it is and without a negating prefix, with its
        side: 1 with the prefix."""
        found: dict[str, list[tuple[int, int]]] = {}
        for at in range(matter.evidence.low, matter.evidence.high):
            form = matter.forms[at]
            if at and matter.forms[at - 1] in self._prefixes:
                continue  # "non-violent"
            found.setdefault(form, []).append((at, 0))
            if base := self._without_prefix(form):
                found.setdefault(base, []).append((at, 1))
        return found

    def _prefixed(
        self, turning: Mapping[str, Sequence[tuple[int, int]]], form: str
    ) -> Mapping[int, frozenset[Side]]:
        """The words of a passage that are a word with or without a negating prefix."""
        base = self._without_prefix(form)
        word, other = (base, 0) if base else (form, 1)
        rows = turning.get(word, ())
        return {at: frozenset(((word, side),)) for at, side in rows if side == other}

    def _without_prefix(self, form: str) -> str:
        """A word without its negating prefix; empty if it has none."""
        for prefix in self._prefixes:
            rest = form[len(prefix) :]
            if form.startswith(prefix) and len(rest) >= _LEAST_TURNED and form not in self._plain:
                return rest
        return ""

    def _undone(self, forms: Sequence[str], at: int) -> bool:
        """Return whether a word stands after "should not have", so that it did happen."""
        group = " ".join(forms[self._group(forms, at) : at])
        return any(f"{modal} not have" in group for modal in self._lexicon.modals)

    def _is_unreal(self, forms: Sequence[str], low: int, at: int) -> bool:
        """Return whether the words at a place are hoped, asked or supposed, and not stated."""
        return not self._unreal.isdisjoint(forms[max(low, at - _REACH) : at])

    def _denied(self, forms: Sequence[str], at: int, low: int) -> bool:
        """Return whether a word is under a negation that stands before it in its clause."""
        count = 0
        for place in range(at - 1, max(low, at - _REACH) - 1, -1):
            form = forms[place]
            if form in self._breaks:
                break
            if form in self._denying:
                count += 1
            elif form in self._lexicon.negations and form not in self._no_negations:
                following = forms[place + 1]
                only = following in self._lexicon.focus and following != "longer"
                answer = form == "no" and following in self._subjects  # "No, we should"
                count += not (only or answer)
        return bool(count % 2)

    def _stands_as_verb(self, forms: Sequence[str], at: int) -> bool:
        """Return whether a word stands right after words that come before a verb."""
        before = (form for form in reversed(forms[:at]) if form not in self._fillers)
        form = next(before, "")
        lexicon = self._lexicon
        return form in self._auxiliaries or form in lexicon.modals or form in lexicon.negations

    def _is_aside(self, forms: Sequence[str], at: int, low: int) -> bool:
        """Return whether a word names a thing or an activity after a verb that takes the negation:
        "reading" in "cannot afford to keep the reading room open"."""
        named = at > low and forms[at - 1] in self._articles
        if self._stands_as_verb(forms, at) or not (named or forms[at].endswith("ing")):
            return False
        first = max(low, at - _REACH)
        denying = (place for place in range(at - 1, first - 1, -1) if self._denies(forms[place]))
        return any(map(self._weighs, forms[next(denying, at) + 1 : at]))

    def _weighs(self, form: str) -> bool:
        light = form in self._lexicon.function or form in self._light
        return not (light or self._in_group(form))

    def _group(self, forms: Sequence[str], at: int) -> int:
        """The beginning of the group of a verb: its auxiliaries, negations and fillers."""
        low = first = at
        while low and at - low < _GROUP and self._in_group(forms[low - 1]):
            low -= 1
            if forms[low] not in _BETWEEN:  # "to have a good word", not "the word"
                first = low
        return first

    def _in_group(self, form: str) -> bool:
        return (
            form in self._auxiliaries
            or form in self._lexicon.modals
            or form in self._lexicon.negations
            or form in self._fillers
            or form in _BETWEEN
            or form.endswith("ly")
        )


def _how(share: float, there: frozenset[Side], mine: frozenset[Side]) -> str | None:
    """The relation of a word of a passage to one of the report: the same, its opposite, or on its
    side."""
    if share == 1:
        return "same"
    if {(group, 1 - side) for group, side in there} & mine:
        return "opposite"
    return "side" if there & mine else None


def _turning(places: Sequence[_Place], *, negated: bool, verb: bool) -> _Place | None:
    """The place that contradicts a word of a report, unless others agree with it as strongly."""
    agreeing = [each for each in places if each.agrees]
    turning = [each for each in places if not each.agrees]
    if negated and agreeing:
        return None
    same = max((each.beside for each in agreeing if each.how == "same"), default=0.0)
    agreed = sum(each.beside for each in agreeing)
    turned = sum(each.beside for each in turning)
    by_direction = [each for each in turning if each.how != "same" and each.beside > same]
    if turned <= agreed:
        by_direction = []
    by_negation = [
        each
        for each in turning
        if each.how == "same" and verb and not same and each.beside > agreed
    ]
    found = [each for each in (*by_direction, *by_negation) if each.beside]
    return max(found, key=lambda each: (each.strength, -each.at), default=None)


def _sides(lines: Sequence[str], stems: Stems) -> Sides:
    """The sides of the stem of each word of direction: (line, side)."""
    found: dict[str, set[Side]] = {}
    for number, line in enumerate(lines):
        for side, part in enumerate(line.split("=")[:2]):
            for word in stems.folded(part):
                found.setdefault(stems.of(word), set()).add((number, side))
    return {word: frozenset(each) for word, each in found.items()}
