"""The particulars of a whole story, ticked off against the sources: its names, numbers and days."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from rapidfuzz.distance import OSA

from quotecheck.model import Article, ParticularKind, Passage, State, Tick
from quotecheck.rules import Rules
from quotecheck.sources import Library
from quotecheck.sources.library import Place
from quotecheck.sources.shelf import Window
from quotecheck.verify.lexicon import lexicon_of
from quotecheck.verify.reports.amounts import Number
from quotecheck.verify.reports.particulars import Comparer
from quotecheck.verify.reports.stems import Stems

_AROUND = 8  # words on either side of a unit, in which its number stands
_MOST_PLACES = 40  # of a unit that are looked at
_LEAST_LETTERS = 5  # of a name that may be misspelt
_SIGNS = "$", "£", "€", "%"
_TOLD = 10  # a speaker's label is likelier spelt right than so many other places
_TYPOS = 1  # two letters that changed places are one


class Ticker:
    """Ticks off the particulars of stories against one library."""

    def __init__(self, library: Library, rules: Rules) -> None:
        canon = library.canon
        self._library = library
        self._comparer = Comparer(rules, lexicon_of(rules, canon), Stems(rules, library), library)
        self._labels = frozenset(form for label in library.speakers for form in canon.forms(label))

    def ticks(self, article: Article) -> tuple[Tick, ...]:
        """Each name, number and day of a story once, in text order: whether a source has it, has
        another, or has nothing, and where."""
        story = _Story(article, self._library, self._comparer, self._labels)
        return tuple(sorted(chain(story.names(), story.numbers()), key=lambda each: each.start))


class _Story:
    def __init__(
        self, article: Article, library: Library, comparer: Comparer, labels: frozenset[str]
    ) -> None:
        self._text, self._library, self._comparer = article.text, library, comparer
        self._words = library.canon.read(article.text)
        self._labels = labels

    def names(self) -> Iterator[Tick]:
        """The names, and the spellings that differ from another one."""
        words, seen = self._words, set[tuple[str, ...]]()
        runs = list(self._comparer.namings.of(words, self._text))
        known = {form for low, high in runs for form in words.forms[low:high]}
        spelt = known | self._labels
        for low, high in runs:
            forms = tuple(words.forms[low:high])
            if forms in seen:
                continue
            seen.add(forms)
            place = self._first(forms) or self._first(forms[-1:])
            if place is not None or self._labels >= set(forms):
                day = self._comparer.is_day(forms[0])
                kind = ParticularKind.DATE if day else ParticularKind.NAME
                yield self._tick(kind, low, high, State.SAME, place)
                continue
            other = next((each for form in forms if (each := self._misspelt(form, spelt))), "")
            state = State.DIFFERS if other else State.MISSING
            yield self._tick(ParticularKind.NAME, low, high, state, None, other)

    def _misspelt(self, form: str, spelt: set[str]) -> str:
        """A name that the story or the sources spell nearly like this one, in more places."""
        if len(form) < _LEAST_LETTERS:
            return ""
        near = (
            each
            for each in sorted(spelt)
            if each != form
            and len(each) >= _LEAST_LETTERS
            and each.rstrip("s") != form.rstrip("s")
            and OSA.distance(form, each, score_cutoff=_TYPOS) <= _TYPOS
        )
        return next((each for each in near if self._often(each) > self._often(form)), "")

    def _often(self, form: str) -> int:
        told = _TOLD if form in self._labels else 0
        return self._words.forms.count(form) + self._library.count((form,)) + told

    def numbers(self) -> Iterator[Tick]:
        """The numbers and years, each with what it counts."""
        seen = set[tuple[str, ...]]()
        for number in self._comparer.amounts.of(self._words):
            run = self._words.forms[number.low : number.high + 1]
            if tuple(run) in seen or not number.tells:
                continue
            seen.add(tuple(run))
            kind = ParticularKind.DATE if number.is_year else ParticularKind.NUMBER
            place, other = self._counted(number, run)
            state = State.SAME if place and not other else State.MISSING
            state = State.DIFFERS if other else state
            yield self._tick(kind, number.low, number.high, state, place, other)

    def _counted(self, number: Number, run: Sequence[str]) -> tuple[Place | None, str]:
        """Where the sources have a number of the same things; else where they have another one of
        them, and its words."""
        if place := self._first(run) or (None if number.units else self._first(run[:-1] or run)):
            return place, ""
        rival: tuple[Place, str] | None = None
        for unit in run[-1:] if len(run) > number.high - number.low else ():
            for place in self._library.exact((unit,), _MOST_PLACES):
                words = _window(place).words
                for other in self._comparer.amounts.of(words):
                    if not number.counts_with(other):
                        continue
                    if other.amount == number.amount:
                        return place, ""
                    rival = rival or (place, " ".join(words.surfaces[other.low : other.high]))
        if rival:
            return rival
        amount = run[: number.high - number.low]
        plain = [form for form in amount if form not in _SIGNS]
        return self._first(amount) or self._first(plain), ""

    def _first(self, forms: Sequence[str]) -> Place | None:
        found = self._library.exact(forms, 1) if forms else []
        return found[0] if found else None

    def _tick(
        self,
        kind: ParticularKind,
        low: int,
        high: int,
        state: State,
        place: Place | None,
        other: str = "",
    ) -> Tick:
        start, end = self._words.starts[low], self._words.ends[high - 1]
        passage = self._passage(place) if place is not None else None
        return Tick(kind, start, end, self._text[start:end], state, other, passage)

    def _passage(self, place: Place) -> Passage:
        window = _window(place)
        return self._library.passage(place.shelf, window, 0, len(window.words), score=1.0)


def _window(place: Place) -> Window:
    """The words around a place."""
    at = place.position
    return place.shelf.window(max(0, at - _AROUND), at + _AROUND, at)
