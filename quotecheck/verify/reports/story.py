"""The particulars of a whole story, ticked off against the sources: names, titles, ages, numbers
and days."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain

from quotecheck.model import Article, ParticularKind, Passage, State, Tick
from quotecheck.rules import Rules
from quotecheck.sources import Library
from quotecheck.sources.days import ordinal
from quotecheck.sources.library import Place
from quotecheck.sources.shelf import Window
from quotecheck.sources.stems import Stems
from quotecheck.text import front_matter
from quotecheck.verify.lexicon import lexicon_of
from quotecheck.verify.reports.amounts import DAY, Number
from quotecheck.verify.reports.days import Days
from quotecheck.verify.reports.particulars import Comparer
from quotecheck.verify.reports.spellings import Spellings

_AROUND = 8  # words on either side of a unit, in which its number stands
_BESIDE = 3  # words on either side of a name, in which its title or age stands
_MOST_PLACES = 40  # of a unit that are looked at
_SIGNS = "$", "£", "€", "%"
_TOLD = 10  # a speaker's label is likelier spelt right than so many other places
_AGES = range(1, 120)
_ABOUT = re.compile(
    r"^(?:title|date|published|updated|by|author|outlet|url)[ \t]*:.*$",
    re.IGNORECASE | re.MULTILINE,
)
_HEAD = 600  # letters in which a story may have such lines about itself


class Ticker:
    """Ticks off the particulars of stories against one library."""

    def __init__(self, library: Library, rules: Rules) -> None:
        canon, stems = library.canon, Stems(rules, library)
        self.library = library
        self.comparer = Comparer(rules, lexicon_of(rules, canon), stems, library)
        self.spellings = Spellings(library, stems)
        self.days = Days(rules.reports)
        self.ages = frozenset(rules.reports.age_words)
        self.labels = frozenset(form for label in library.speakers for form in canon.forms(label))

    def ticks(self, article: Article) -> tuple[Tick, ...]:
        """Each particular of a story once, in text order: whether a source has it, has another,
        or has nothing, and where."""
        story = _Story(article, self)
        found = chain(story.names(), story.titles(), story.ages(), story.numbers())
        return tuple(sorted(found, key=lambda each: (each.start, each.end)))

    @cached_property
    def source_days(self) -> frozenset[int]:
        """The days of the sources."""
        days = (ordinal(head.date) for shelf in self.library.shelves for head in shelf.heads)
        return frozenset(day for day in days if day is not None)


class _Story:
    def __init__(self, article: Article, ticker: Ticker) -> None:
        self._text, self._ticker = article.text, ticker
        self._library, self._comparer = ticker.library, ticker.comparer
        self._namings, self._labels = ticker.comparer.namings, ticker.labels
        self._words = self._library.canon.read(article.text)
        self._about = [match.span() for match in _ABOUT.finditer(article.text, 0, _HEAD)]
        self._about.append((0, front_matter(article.text)))
        self._runs = list(self._split(self._namings.of(self._words, article.text)))
        told = ticker.days.told(article.text, ordinal(article.date))
        self._days = {each.start: each.day for each in told}

    def _split(self, runs: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        """Runs with what stands before a title set apart: "South Korean", "President Moon"."""
        for low, high in runs:
            if self._is_about(low):
                continue
            forms = self._words.forms[low:high]
            last = self._namings.name_from(forms)
            titled = (at for at in range(last) if self._namings.is_title(forms[at]))
            first = next(titled, 0)
            if first:
                yield low, low + first
            yield low + first, high

    def _is_about(self, at: int) -> bool:
        """Whether a word is in a line that is about the story and no part of it."""
        return any(low <= self._words.starts[at] < high for low, high in self._about)

    def names(self) -> Iterator[Tick]:
        """The names and days, and the spellings that differ from another one."""
        words, seen = self._words, set[tuple[str, ...]]()
        known = {form for low, high in self._runs for form in words.forms[low:high]}
        for first, high in self._runs:
            low = first + self._namings.name_from(words.forms[first:high])
            forms = tuple(words.forms[low:high])
            if forms in seen:
                continue
            seen.add(forms)
            day = self._comparer.is_day(forms[0])
            kind = ParticularKind.DATE if day else ParticularKind.NAME
            place = self._first(forms) or self._first(forms[-1:])
            on_day = self._days.get(words.starts[low]) in self._ticker.source_days
            if place is not None or forms[-1] in self._labels or (day and on_day):
                yield self._tick(kind, low, high, State.SAME, place)
                continue
            other = "" if day else self._misspelt(forms, known | self._labels)
            state = State.DIFFERS if other else State.MISSING
            yield self._tick(kind, low, high, state, None, other)

    def _misspelt(self, forms: Sequence[str], spelt: set[str]) -> str:
        """A name that the story or the sources spell nearly like one of these, in more places."""
        for form in forms:
            if self._library.count((form,)) and form not in forms[-1:]:
                continue
            for each in self._ticker.spellings.near(form, spelt):
                known = self._library.count((each,)) and not self._library.count((form,))
                if known or self._often(each) > self._often(form):
                    return each
        return ""

    def _often(self, form: str) -> int:
        told = _TOLD if form in self._labels else 0
        return self._words.forms.count(form) + self._library.count((form,)) + told

    def titles(self) -> Iterator[Tick]:
        """The titles of those whom the sources name: the same there, another, or none."""
        seen = set[tuple[str, ...]]()
        for low, high in self._runs:
            run = tuple(self._words.forms[low:high])
            name = self._namings.name_from(run)
            titles = [at for at in range(name) if self._namings.is_title(run[at])]
            if not titles or run in seen:
                continue
            seen.add(run)
            same, other = self._titled(run[-1], {run[at] for at in titles})
            state = State.SAME if same else State.DIFFERS if other else State.MISSING
            place, words = (same, "") if same else other or (None, "")
            first, last = low + titles[0], low + titles[-1] + 1
            yield self._tick(ParticularKind.TITLE, first, last, state, place, words)

    def _titled(self, name: str, titles: set[str]) -> tuple[Place | None, tuple[Place, str] | None]:
        """Where the sources give somebody one of some titles; else where they give another."""
        other: tuple[Place, str] | None = None
        for place in self._library.exact((name,), _MOST_PLACES):
            window = _window(place, _BESIDE)
            words, text = window.words, place.shelf.texts[window.source]
            near = [at for at, form in enumerate(words.forms) if self._namings.is_title(form)]
            if any(words.forms[at] in titles for at in near):
                return place, None
            before = [at for at in near if name in words.forms[at + 1 : at + 3]]
            if before and other is None:
                other = place, text[words.starts[before[0]] : words.ends[before[0]]]
        return None, other

    def ages(self) -> Iterator[Tick]:
        """How old those are whom the story names: "Ann Rowe, 34, ...", "Rowe, aged 34"."""
        seen = set[tuple[str, str]]()
        for _, high in self._runs:
            at = self._age_behind(high)
            name = self._words.forms[high - 1]
            if at is None or (name, self._words.forms[at]) in seen:
                continue
            age = self._words.forms[at]
            seen.add((name, age))
            places = self._library.exact((name,), _MOST_PLACES)
            found = [(place, each) for place in places for each in _ages(place, self._ticker.ages)]
            same = next((place for place, each in found if each == age), None)
            other = next(((place, each) for place, each in found), None)
            state = State.SAME if same else State.DIFFERS if other else State.MISSING
            place, words = (same, "") if same else other or (None, "")
            yield self._tick(ParticularKind.AGE, at, at + 1, state, place, words)

    def _age_behind(self, high: int) -> int | None:
        """The word that says how old somebody is, right behind a name."""
        forms = self._words.forms
        at = high + 1 if forms[high : high + 1] and forms[high] in self._ticker.ages else high
        if at >= len(forms) or not _is_age(forms[at]):
            return None
        before = self._text[self._words.ends[at - 1] : self._words.starts[at]]
        behind = self._text[self._words.ends[at] :][:1]
        return at if at > high or ("," in before and behind in (",", ".", ")")) else None

    def numbers(self) -> Iterator[Tick]:
        """The numbers and years, each with what it counts."""
        seen = set[tuple[str, ...]]()
        ages = {tick.start for tick in self.ages()}
        for number in self._comparer.amounts.of(self._words):
            run = self._words.forms[number.low : number.high + 1]
            if tuple(run) in seen or not number.tells or self._is_about(number.low):
                continue
            if self._words.starts[number.low] in ages:
                continue
            seen.add(tuple(run))
            dated = number.is_year or DAY in number.units
            kind = ParticularKind.DATE if dated else ParticularKind.NUMBER
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
                    if number.agrees(other):
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


def _ages(place: Place, words: frozenset[str]) -> Iterator[str]:
    """How old a source says that somebody is: "34 years old", "aged 34", "Rowe, 34,"."""
    window = _window(place, _BESIDE)
    text = place.shelf.texts[window.source]
    forms, starts, ends = window.words.forms, window.words.starts, window.words.ends
    for at, form in enumerate(forms):
        if not _is_age(form):
            continue
        around = {*forms[max(0, at - 1) : at], *forms[at + 1 : at + 3]}
        commas = (
            at > 0
            and "," in text[ends[at - 1] : starts[at]]
            and text[ends[at] : ends[at] + 1] == ","
        )
        if around & words or commas:
            yield form


def _is_age(form: str) -> bool:
    return form.isascii() and form.isdigit() and len(form) < 4 and int(form) in _AGES


def _window(place: Place, around: int = _AROUND) -> Window:
    """The words around a place."""
    at = place.position
    return place.shelf.window(max(0, at - around), at + around + 1, at)
