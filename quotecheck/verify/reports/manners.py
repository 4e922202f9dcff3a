"""Manner: reports that are firmer than the passage, give another quantity, or swap the person who
acts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from quotecheck.model import Particular, ParticularKind, State
from quotecheck.rules import Rules
from quotecheck.sources.stems import Stems
from quotecheck.verify.compare.lexicon import FoldedLists
from quotecheck.verify.reports.asking import Question
from quotecheck.verify.reports.matter import Matter
from quotecheck.verify.reports.stating import There, particular

_BEFORE_NOUN = 3  # words from "all" to what it counts
_BEFORE_VERB = 3  # words that may say whether a verb is sure
_ACTS = 4  # words between the person who acts, the verb, and the one acted on
_SELF = -1  # the speaker, of the report or of the passage
_AT_ALL = 0.2  # of the report that a sentence must hold to be about it


class Manners:
    """A comparer of certainty, quantity, and of the roles of the people in a statement."""

    def __init__(self, rules: Rules, lexicon: FoldedLists, stems: Stems) -> None:
        reports = rules.reports
        self._stems = stems
        self._assured = frozenset(reports.assurances)
        self._doubtful = frozenset(reports.doubtful)
        self._quantities: Mapping[str, int] = {
            form: number
            for number, line in enumerate(reports.quantities)
            for form in stems.folded(line)
        }
        self._firm, self._open = frozenset(reports.firm), frozenset(reports.open)
        self._speaker = frozenset(reports.speaker_words)
        self._auxiliaries = frozenset((*reports.auxiliaries, *lexicon.modals))
        self._stops = frozenset((*reports.breaks, *reports.place_words, *reports.phrase_ends))
        self._be = frozenset(reports.forms_of_be)
        self._third = frozenset(reports.third_words)

    def compared(self, question: Question, matter: Matter) -> Iterator[Particular]:
        """The places where the passage has another certainty or quantity, or the roles reversed."""
        yield from self._certainty(question, matter)
        yield from self._modality(question, matter)
        yield from self._quantity(question, matter)
        yield from self._roles(question, matter)

    def _certainty(self, question: Question, matter: Matter) -> Iterator[Particular]:
        """An assurance where the passage only supposes, or the reverse."""
        forms = question.words.forms
        about = [
            (low, high) for low, high in matter.sentences if matter.holds(low, high) >= _AT_ALL
        ]
        around = {each for low, high in about for each in range(*matter.beside(low))}
        places = sorted(around)
        assured = [at for at in places if matter.forms[at] in self._assured]
        doubtful = [at for at in places if matter.forms[at] in self._doubtful]
        if any(form in self._assured for form in forms) == any(
            form in self._doubtful for form in forms
        ):
            return
        for at, form in enumerate(forms):
            rivals = doubtful if form in self._assured else assured
            same = assured if form in self._assured else doubtful
            if (form in self._assured or form in self._doubtful) and rivals and not same:
                there = There(matter.evidence, rivals[0], rivals[0] + 1)
                kind = ParticularKind.MODALITY
                yield particular(question, kind, max(0, at - 1), at + 1, State.DIFFERS, there)
                return

    def _modality(self, question: Question, matter: Matter) -> Iterator[Particular]:
        """A verb that is sure in the report ("will raise") and open in the passage ("may raise"),
        or the reverse."""
        for at, number in enumerate(question.term_of):
            mine = self._mood(question.words.forms, at) if number >= 0 else ""
            if not mine:
                continue
            places = [place for place in matter.places(number) if matter.share(place, number) == 1]
            moods = [self._mood(matter.forms, place) for place in places]
            if moods and mine not in moods and "" not in moods:
                there = There(matter.evidence, max(0, places[0] - 1), places[0] + 1)
                kind = ParticularKind.MODALITY
                yield particular(question, kind, max(0, at - 1), at + 1, State.DIFFERS, there)
                return

    def _mood(self, forms: Sequence[str], at: int) -> str:
        """Return "sure" or "open" for a verb by the words before it; empty if none shows it."""
        for form in reversed(forms[max(0, at - _BEFORE_VERB) : at]):
            if form in self._open:
                return "open"
            if form in self._firm:
                return "firm"
            if form in self._stops:
                return ""
        return ""

    def _quantity(self, question: Question, matter: Matter) -> Iterator[Particular]:
        """ "All" where the passage has "some" of the same."""
        words = question.words
        for at, form in enumerate(words.forms):
            if form not in self._quantities:
                continue
            counted = [n for n in question.term_of[at + 1 : at + 1 + _BEFORE_NOUN] if n >= 0]
            if not counted:
                continue
            places = [
                place
                for place in range(matter.evidence.low, matter.evidence.high)
                if matter.forms[place] in self._quantities
                and any(
                    matter.share(after, n) == 1
                    for after in range(place + 1, min(place + 1 + _BEFORE_NOUN, len(matter.forms)))
                    for n in counted[:1]
                )
            ]
            mine = self._quantities[form]
            others = [p for p in places if not self._counts_so(matter, p, mine)]
            if others and len(others) == len(places):
                there = There(matter.evidence, others[0], others[0] + 1)
                kind = ParticularKind.QUANTITY
                yield particular(question, kind, at, at + 1, State.DIFFERS, there)

    def _counts_so(self, matter: Matter, at: int, quantity: int) -> bool:
        """Return whether the sentence at a place gives this quantity of anything."""
        low, high = matter.sentence_at(at)
        return any(self._quantities.get(form) == quantity for form in matter.forms[low:high])

    def _roles(self, question: Question, matter: Matter) -> Iterator[Particular]:
        """A verb whose roles the passage has reversed."""
        forms, there = question.words.forms, matter.forms
        first, last = matter.evidence.low, matter.evidence.high
        mine = {at: {n} for at, n in enumerate(question.term_of) if n >= 0}
        theirs = {at: matter.terms_at(at) for at in range(first, last)}
        self._add_speakers(mine, forms, range(len(forms)), self._third)
        self._add_speakers(theirs, there, range(first, last), self._speaker)
        for at, number in enumerate(question.term_of):
            if number < 0 or not self._is_verb(forms, at):
                continue
            before, after = self._sides(mine, forms, at, number)
            verbs = [place for place in matter.places(number) if matter.share(place, number) == 1]
            pairs = [(place, *self._sides(theirs, there, place, number)) for place in verbs]
            turned = [p for p, one, other in pairs if before & other and after & one]
            straight = any(before & one or after & other for _, one, other in pairs)
            if turned and not straight:
                low, high = max(first, turned[0] - _ACTS), min(last, turned[0] + _ACTS)
                turned_there = There(matter.evidence, low, high)
                kind = ParticularKind.ROLE
                yield particular(question, kind, at, at + 1, State.DIFFERS, turned_there)

    def _is_verb(self, forms: Sequence[str], at: int) -> bool:
        """Return whether a word is most likely a transitive verb with people on both sides."""
        form, before = forms[at], forms[max(0, at - 1) : at]
        past = form.endswith("ed") or (not form.endswith("s") and self._stems.is_irregular(form))
        return past or not self._auxiliaries.isdisjoint(before)

    def _sides(
        self, who: Mapping[int, set[int]], forms: Sequence[str], at: int, verb: int
    ) -> tuple[set[int], set[int]]:
        """The person who acts and the one acted on, by the words around a verb: "was warned by"
        turns it round."""
        before, after = (self._near(who, forms, row) - {verb} for row in _around(at))
        passive = "by" in forms[at + 1 : at + 3] and not self._be.isdisjoint(
            forms[max(0, at - 2) : at]
        )
        return (after, before) if passive else (before, after)

    def _near(self, who: Mapping[int, set[int]], forms: Sequence[str], row: range) -> set[int]:
        """The people in a row of places, up to the end of the phrase."""
        found: set[int] = set()
        for at in row:
            if not 0 <= at < len(forms) or forms[at] in self._stops:
                break
            found |= who.get(at, set())
        return found

    def _add_speakers(
        self, who: dict[int, set[int]], forms: Sequence[str], row: range, words: frozenset[str]
    ) -> None:
        for at in row:
            if forms[at] in words:
                who[at] = {_SELF}


def _around(at: int) -> tuple[range, range]:
    """The places before a word, the nearest first, and those after it."""
    return range(at - 1, at - 1 - _ACTS, -1), range(at + 1, at + 1 + _ACTS)
