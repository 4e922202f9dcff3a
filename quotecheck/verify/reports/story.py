"""The particulars of a whole story, ticked off against the sources: names, titles, ages, numbers
and days."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from quotecheck.model import Article, ParticularKind, Passage, State, Tick
from quotecheck.rules import Rules
from quotecheck.sources import Library
from quotecheck.sources.days import ordinal
from quotecheck.sources.library import PassagePlace
from quotecheck.sources.shelf import Window
from quotecheck.sources.stems import Stems
from quotecheck.text import front_matter
from quotecheck.verify.compare.lexicon import lexicon_of
from quotecheck.verify.reports.amounts import Amounts
from quotecheck.verify.reports.dates import Date
from quotecheck.verify.reports.days import Days
from quotecheck.verify.reports.figures import Figures
from quotecheck.verify.reports.namings import Namings
from quotecheck.verify.reports.sightings import Sightings
from quotecheck.verify.reports.spellings import Spellings

_AROUND = 16  # words of a source that are shown
_BESIDE = 3  # words on either side of a name, in which its title or age stands
_MOST_PLACES = 40  # of a name that are looked at
_TOLD = 10  # a speaker's label is likelier spelt right than so many other places
_I_AM = ("i", "am")
_AGES = range(1, 120)
_ABOUT = re.compile(
    r"^(?:(?:title|date|published|updated|by|author|outlet|url)[ \t]*:.*"
    r"|by(?:[ \t]+[^\s.,]+){1,5})$",
    re.IGNORECASE | re.MULTILINE,
)
_HEAD = 600  # letters in which a story may have such lines about itself


class Ticker:
    """Ticks off the particulars of stories against one library."""

    def __init__(self, library: Library, rules: Rules) -> None:
        canon, stems = library.canon, Stems(rules, library)
        self.library = library
        lexicon = lexicon_of(rules, canon)
        self.namings = Namings(rules, lexicon, stems, library)
        self.figures = Figures(rules, lexicon, stems, Amounts(rules, lexicon, stems))
        self.sightings = Sightings(library, self.figures)
        self.spellings = Spellings(library, stems)
        self.days = Days(rules.reports)
        self.ages = frozenset(rules.reports.age_words)
        self.labels = frozenset(form for label in library.speakers for form in canon.forms(label))

    def ticks(self, article: Article) -> tuple[Tick, ...]:
        """Each particular of a story once, in text order: whether a source has it, has another,
        or has nothing, and where."""
        story = _Story(article, self)
        found = chain(
            story.names(), story.openings(), story.titles(), story.ages(), story.figures()
        )
        return tuple(sorted(found, key=lambda each: (each.start, each.end)))


class _Story:
    def __init__(self, article: Article, ticker: Ticker) -> None:
        self._text, self._ticker = article.text, ticker
        self._library = ticker.library
        self._namings, self._labels = ticker.namings, ticker.labels
        self._words = self._library.canon.read(article.text)
        self._about = [match.span() for match in _ABOUT.finditer(article.text, 0, _HEAD)]
        self._about.append((0, front_matter(article.text)))
        self._figures = list(ticker.figures.of(self._words, article.text, 0, len(self._words)))
        self._about += self._datelines()
        dates = (range(each.low, each.high) for each in self._figures if each.date)
        self._dated = frozenset(chain.from_iterable(dates))
        self._runs = list(self._split(self._namings.of(self._words, article.text)))
        told = ticker.days.told(article.text, ordinal(article.date) or self._dateline())
        self._days = {each.start: each.day for each in told}

    def _split(self, runs: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        """Runs with what stands before a title set apart: "South Korean", "President Moon"."""
        for low, high in self._undated(runs):
            if self._is_about(low):
                continue
            forms = self._words.forms[low:high]
            last = self._namings.name_from(forms)
            titled = (at for at in range(last) if self._namings.is_title(forms[at]))
            first = next(titled, 0)
            if first:
                yield low, low + first
            yield low + first, high

    def _undated(self, runs: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        """Runs without the dates in them, which are ticked by themselves."""
        for low, high in runs:
            first = low
            for at in range(low, high + 1):
                if at == high or at in self._dated:
                    if first < at:
                        yield first, at
                    first = at + 1

    def _datelines(self) -> Iterator[tuple[int, int]]:
        """Lines of the head that hold a date and nothing else: the day of the story itself."""
        for each in self._figures:
            start, end = self._words.starts[each.low], self._words.ends[each.high - 1]
            before = self._text.rfind("\n", 0, start) + 1
            behind = self._text.find("\n", end)
            line = self._text[before : behind if behind >= 0 else len(self._text)]
            if each.date and end < _HEAD and line.strip() == self._text[start:end]:
                yield start, end

    def _dateline(self) -> int | None:
        """The first day that the head of the story writes in full."""
        dates = (each.date for each in self._figures if each.date)
        days = (each.ordinal for each in dates if self._words.starts[each.low] < _HEAD)
        return next((day for day in days if day), None)

    def _is_about(self, at: int) -> bool:
        """Return whether a word is in a line that is about the story and no part of it."""
        return any(low <= self._words.starts[at] < high for low, high in self._about)

    def names(self) -> Iterator[Tick]:
        """The names, and the spellings that differ from another one."""
        words, seen = self._words, set[tuple[str, ...]]()
        known = {form for low, high in self._runs for form in words.forms[low:high]}
        for first, high in self._runs:
            low = first + self._namings.name_from(words.forms[first:high])
            forms = tuple(words.forms[low:high])
            if forms in seen:
                continue
            seen.add(forms)
            kind = ParticularKind.NAME
            place = self._first(forms) or self._first(forms[-1:])
            place = place or self._ticker.sightings.label(forms[-1])
            place = place or self._ticker.sightings.title(forms)
            if place is not None:
                yield self._tick(kind, low, high, State.SAME, place)
                continue
            other = self._misspelt(forms, known | self._labels)
            other = other or self._namesake((*self._before(low), *forms))
            state = State.DIFFERS if other else State.MISSING
            yield self._tick(kind, low, high, state, None, self._written(other))

    def _written(self, form: str) -> str:
        """A name as the story writes it, or as names are written."""
        forms = self._words.forms
        at = forms.index(form) if form in forms else -1
        return (
            self._text[self._words.starts[at] : self._words.ends[at]] if at >= 0 else form.title()
        )

    def _before(self, low: int) -> Sequence[str]:
        """The word right before a name if it has a capital, too, as what begins a sentence has."""
        words = self._words
        if not low or self._text[words.ends[low - 1] : words.starts[low]] != " ":
            return ()
        return words.forms[low - 1 : low] if self._text[words.starts[low - 1]].isupper() else ()

    def _misspelt(self, forms: Sequence[str], spelt: set[str]) -> str:
        """A name that the story or the sources spell nearly like one of these, in more places."""
        if other := self._namesake(forms):
            return other
        for form in forms:
            if self._library.count((form,)) and form not in forms[-1:]:
                continue
            for each in self._ticker.spellings.near(form, spelt):
                known = self._library.count((each,)) and not self._library.count((form,))
                if known or self._often(each) > self._often(form):
                    return each
        return ""

    def _namesake(self, forms: Sequence[str]) -> str:
        """The surname of somebody who speaks in the sources that is a slip away, if all other names
        are the same: "Jonas Bergh" is "Jonas Berg"."""
        *first, last = forms
        for label in self._library.speakers if first else ():
            *others, surname = self._library.canon.forms(label) or [""]
            if others[-len(first) :] == first and self._ticker.spellings.is_slip(last, surname):
                return surname
        return ""

    def _often(self, form: str) -> int:
        told = _TOLD if form in self._labels else 0
        return self._words.forms.count(form) + self._library.count((form,)) + told

    def openings(self) -> Iterator[Tick]:
        """Names that begin a sentence, where a capital tells nothing, and are spelt nearly like one
        of the story or the sources: "Kowalcyzk said"."""
        words = self._words
        known = {form for low, high in self._runs for form in words.forms[low:high]} | self._labels
        inside = {at for low, high in self._runs for at in range(low, high)}
        seen = set[str]()
        for at, form in enumerate(words.forms):
            capital = self._text[words.starts[at]].isupper() and at not in inside
            new = capital and form not in seen and form not in known
            if not new or self._is_about(at) or self._library.count((form,)):
                continue
            seen.add(form)
            if not self._is_small_elsewhere(form) and (other := self._misspelt((form,), known)):
                written = self._written(other)
                yield self._tick(ParticularKind.NAME, at, at + 1, State.DIFFERS, None, written)

    def _is_small_elsewhere(self, form: str) -> bool:
        """Return whether the story has a word without a capital."""
        places = (at for at, each in enumerate(self._words.forms) if each == form)
        return any(self._text[self._words.starts[at]].islower() for at in places)

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
            same = same or self._labelled(run[-1], {run[at] for at in titles})
            state = State.SAME if same else State.DIFFERS if other else State.MISSING
            place, words = (same, "") if same else other or (None, "")
            first, last = low + titles[0], low + titles[-1] + 1
            yield self._tick(ParticularKind.TITLE, first, last, state, place, words)

    def _labelled(self, name: str, titles: set[str]) -> PassagePlace | None:
        """The place where somebody begins to speak whose label has a title and the name."""
        labels = map(self._library.canon.forms, self._library.speakers)
        if any(name in forms and not titles.isdisjoint(forms) for forms in labels):
            return self._ticker.sightings.label(name)
        return None

    def _titled(
        self, name: str, titles: set[str]
    ) -> tuple[PassagePlace | None, tuple[PassagePlace, str] | None]:
        """The places where the sources give somebody one of some titles, else where they give
        another."""
        other: tuple[PassagePlace, str] | None = None
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
        """The ages of those whom the story names: "Ann Rowe, 34, ...", "Rowe, aged 34"."""
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
            found += self._own_ages(name)
            same = next((place for place, each in found if each == age), None)
            other = next(((place, each) for place, each in found), None)
            state = State.SAME if same else State.DIFFERS if other else State.MISSING
            place, words = (same, "") if same else other or (None, "")
            yield self._tick(ParticularKind.AGE, at, at + 1, state, place, words)

    def _own_ages(self, name: str) -> Iterator[tuple[PassagePlace, str]]:
        """The ages that somebody gives as their own, with their places: "I am 34 years old"."""
        canon = self._library.canon
        for place in self._library.exact(_I_AM, _MOST_PLACES):
            window = _window(place, _BESIDE)
            label = place.shelf.label(place.shelf.window(*_one(place)).speakers[0])
            at = window.words.forms.index(_I_AM[0]) + len(_I_AM)
            ages = [form for form in window.words.forms[at : at + 1] if _is_age(form)]
            if ages and name in canon.forms(label or ""):
                yield place, ages[0]

    def _age_behind(self, high: int) -> int | None:
        """The word that says how old somebody is, right behind a name."""
        forms = self._words.forms
        at = high + 1 if forms[high : high + 1] and forms[high] in self._ticker.ages else high
        if at >= len(forms) or not _is_age(forms[at]):
            return None
        before = self._text[self._words.ends[at - 1] : self._words.starts[at]]
        behind = self._text[self._words.ends[at] :][:1]
        return at if at > high or ("," in before and behind in (",", ".", ")")) else None

    def figures(self) -> Iterator[Tick]:
        """The numbers and dates, each with what it counts."""
        seen = set[tuple[str, ...]]()
        ages = {tick.start for tick in self.ages()}
        for figure in self._figures:
            run = tuple(self._words.forms[figure.low : figure.high + 1])
            start = self._words.starts[figure.low]
            if run in seen or not figure.tells or self._is_about(figure.low) or start in ages:
                continue
            seen.add(run)
            place, other = self._ticker.sightings.find(figure, self._words)
            if figure.date and (other or place is None) and (day := self._source_day(figure.date)):
                place, other = day, ""
            state = State.DIFFERS if other else State.SAME if place else State.MISSING
            yield self._tick(figure.kind, figure.low, figure.high, state, place, other)

    def _source_day(self, date: Date) -> PassagePlace | None:
        """The place where a source of a day begins that the story writes, or means by a weekday."""
        sightings = self._ticker.sightings
        if date.weekday and not date.month:
            return sightings.day(self._days.get(self._words.starts[date.high - 1], 0))
        return next((sightings.day(day) for day in sightings.days if date.may_be(day)), None)

    def _first(self, forms: Sequence[str]) -> PassagePlace | None:
        found = self._library.exact(forms, 1) if forms else []
        return found[0] if found else None

    def _tick(
        self,
        kind: ParticularKind,
        low: int,
        high: int,
        state: State,
        place: PassagePlace | None,
        other: str = "",
    ) -> Tick:
        start, end = self._words.starts[low], self._words.ends[high - 1]
        passage = self._passage(place) if place is not None else None
        return Tick(kind, start, end, self._text[start:end], state, other, passage)

    def _passage(self, place: PassagePlace) -> Passage:
        """The words from a place on, as far as one turn goes."""
        shelf, at = place
        window = shelf.window(at, at + _AROUND, at)
        turns = window.turns
        high = next((n for n, turn in enumerate(turns) if turn != turns[0]), len(turns))
        return self._library.passage(shelf, window, 0, high, score=1.0)


def _ages(place: PassagePlace, words: frozenset[str]) -> Iterator[str]:
    """The ages that a source gives: "34 years old", "aged 34", "Rowe, 34,"."""
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


def _one(place: PassagePlace) -> tuple[int, int, int]:
    return place.position, place.position + 1, place.position


def _is_age(form: str) -> bool:
    return form.isascii() and form.isdigit() and len(form) < 4 and int(form) in _AGES


def _window(place: PassagePlace, around: int) -> Window:
    """The words around a place."""
    at = place.position
    return place.shelf.window(max(0, at - around), at + around + 1, at)
