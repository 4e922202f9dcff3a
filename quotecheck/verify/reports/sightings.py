"""Sightings: the places in the sources that have a number or date of a story, or another one
instead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from quotecheck.sources import Library
from quotecheck.sources.canonical import Words
from quotecheck.sources.days import ordinal
from quotecheck.sources.library import PassagePlace
from quotecheck.verify.reports.figures import Figure, Figures
from quotecheck.verify.reports.matter import sentences

_AROUND = 30  # words on either side of a place that are read
_MOST_PLACES = 40  # of a figure or what it counts
_FEW_PLACES = 8  # of a word that stands beside it
_MOST_WORDS = 10
_UNIT_WORDS = 3  # after a number that may be what it counts
_SIGNS = "$", "£", "€", "%"


class Sighting(NamedTuple):
    """A figure in a source: its place and its words."""

    place: PassagePlace
    figure: Figure
    words: str


class Sightings:
    """A finder of numbers and dates in one library, which keeps the sentences it has read."""

    def __init__(self, library: Library, figures: Figures) -> None:
        self._library, self._figures = library, figures
        self._read: dict[tuple[int, int], list[Sighting]] = {}

    def of(self, figure: Figure, words: Words) -> list[Sighting]:
        """The figures in sentences of the sources that may have a figure of a story, each once."""
        return list(self._near(figure, words))

    def speaking(self, name: Sequence[str]) -> Mapping[str, PassagePlace]:
        """The sources with a speaker whose label has all words of a name, and the place of the
        first words."""
        rows = [self._by_word.get(form, frozenset[str]()) for form in name]
        labels = set[str](rows[0]).intersection(*rows[1:]) if rows else set[str]()
        found: dict[str, PassagePlace] = {}
        for label in sorted(labels):
            for source, place in self._labelled[label].items():
                found.setdefault(source, place)
        return found

    @cached_property
    def _by_word(self) -> Mapping[str, set[str]]:
        """The labels that have each word of a label."""
        found: dict[str, set[str]] = {}
        for label in self._labelled:
            for form in self._library.canon.forms(label):
                found.setdefault(form, set()).add(label)
        return found

    @cached_property
    def _labelled(self) -> Mapping[str, Mapping[str, PassagePlace]]:
        """The sources in which each label stands, and the place of its first words."""
        found: dict[str, dict[str, PassagePlace]] = {}
        for shelf in self._library.shelves:
            chunks = shelf.chunks
            for chunk in range(len(chunks.sources)):
                speaker, source = chunks.speakers[chunk], chunks.sources[chunk]
                if speaker < 0 or source in shelf.gone:
                    continue
                place = PassagePlace(shelf, chunks.firsts[chunk])
                known = found.setdefault(shelf.label(speaker) or "", {})
                known.setdefault(shelf.heads[source].id, place)
        return found

    def day(self, number: int) -> Sequence[PassagePlace]:
        """The beginnings of the sources of a day."""
        return self._days.get(number, ())

    @cached_property
    def _days(self) -> Mapping[int, list[PassagePlace]]:
        found: dict[int, list[PassagePlace]] = {}
        for shelf in self._library.shelves:
            for source, head in enumerate(shelf.heads):
                day = ordinal(head.date)
                first, last = shelf.span(source)
                if day is not None and first < last and shelf.counts(first):
                    found.setdefault(day, []).append(PassagePlace(shelf, first))
        return found

    @property
    def days(self) -> Sequence[int]:
        """The days of the sources."""
        return list(self._days)

    def titles(self, name: Sequence[str]) -> Iterator[PassagePlace]:
        """The beginnings of sources whose title has a name."""
        size = len(name)
        for place, forms in self._titles:
            if any(forms[at : at + size] == list(name) for at in range(len(forms))):
                yield place

    @cached_property
    def _titles(self) -> Sequence[tuple[PassagePlace, list[str]]]:
        return [
            (PassagePlace(shelf, shelf.span(source)[0]), self._library.canon.forms(origin.title))
            for shelf in self._library.shelves
            for source, origin in enumerate(shelf.origins)
            if origin.title and shelf.counts(shelf.span(source)[0])
        ]

    def _near(self, figure: Figure, words: Words) -> Iterator[Sighting]:
        """The figures in sentences that may have this one, each once."""
        seen: set[tuple[int, int]] = set()
        for place in self._places(figure, words):
            for each in self.sentence(place):
                if (key := (id(each.place.shelf), each.place.position)) not in seen:
                    seen.add(key)
                    yield each

    def _places(self, figure: Figure, words: Words) -> Iterator[PassagePlace]:
        """The places where the figure itself, its units or the words beside it may stand."""
        run = words.forms[figure.low : figure.high]
        plain = [form for form in run if form not in _SIGNS]
        yield from self._library.exact(run, _MOST_PLACES)
        if plain and plain != run:
            yield from self._library.exact(plain, _MOST_PLACES)
        if figure.date and figure.date.month:
            for month in self._figures.dates.months(figure.date.month):
                yield from self._library.exact((month,), _MOST_PLACES)
        elif figure.number and figure.number.units:
            behind = words.forms[figure.high : figure.high + _UNIT_WORDS]
            for form in filter(self._figures.weighs, behind):
                yield from self._library.exact((form,), _MOST_PLACES)
        for form in self._beside(figure, words):
            yield from self._library.exact((form,), _FEW_PLACES)

    def _beside(self, figure: Figure, words: Words) -> list[str]:
        """The words of weight around a figure that the sources have, the rarest first."""
        around = words.forms[max(0, figure.low - _MOST_WORDS) : figure.high + _MOST_WORDS]
        counts = {form: self._library.count((form,)) for form in filter(self._weighs, around)}
        return sorted((form for form in counts if counts[form]), key=counts.__getitem__)[
            :_MOST_WORDS
        ]

    def _weighs(self, form: str) -> bool:
        return self._figures.weighs(form)

    def sentence(self, place: PassagePlace) -> list[Sighting]:
        """The figures of the sentence at a place."""
        shelf, position = place
        before = len(shelf.window(max(0, position - _AROUND), position, position).words)
        window = shelf.window(max(0, position - _AROUND), position + _AROUND, position)
        text, words = shelf.texts[window.source], window.words
        turn = window.turns[before]
        low = before - next(
            (n for n in range(before) if window.turns[before - n - 1] != turn), before
        )
        high = next((n for n in range(before, len(words)) if window.turns[n] != turn), len(words))
        low, high = next(each for each in sentences(words, text, low, high) if before < each[1])
        key = id(shelf), position - before + low
        if key not in self._read:
            self._read[key] = [
                Sighting(
                    PassagePlace(shelf, position - before + each.low),
                    each,
                    text[words.starts[each.measured[0]] : words.ends[each.measured[1] - 1]],
                )
                for each in self._figures.of(words, text, low, high)
            ]
        return self._read[key]
