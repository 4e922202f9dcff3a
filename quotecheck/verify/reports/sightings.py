"""Sightings: the places in the sources of a number or date of a story, or of another one
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
_UNIT_WORDS = 3  # behind a number that may be what it counts
_SIGNS = "$", "£", "€", "%"


class Sighting(NamedTuple):
    """A figure of a source: where it begins, and its words."""

    place: PassagePlace
    figure: Figure
    words: str


class Sightings:
    """Finds numbers and dates in one library, keeping the sentences it has read."""

    def __init__(self, library: Library, figures: Figures) -> None:
        self._library, self._figures = library, figures
        self._read: dict[tuple[int, int], list[Sighting]] = {}

    def find(self, figure: Figure, words: Words) -> tuple[PassagePlace | None, str]:
        """The places where the sources have a figure of a story, else another one of the same
        things, and its words."""
        best: tuple[int, Sighting] | None = None
        rivals: set[str] = set()
        for seen in self._near(figure, words):
            if figure.is_told_by(seen.figure):
                return seen.place, ""
            if figure.is_rivalled_by(seen.figure):
                rivals.add(str(seen.figure.number and seen.figure.number.amount))
                shared = figure.shared(seen.figure)
                if best is None or shared > best[0]:
                    best = shared, seen
        # Of things that the sources count in several ways nothing but the rest of the sentence
        # tells which of their numbers should stand here.
        if best is None or (not best[0] and len(rivals) > 1):
            return None, ""
        return best[1].place, best[1].words

    def day(self, number: int) -> PassagePlace | None:
        """The place where a source of a day begins."""
        return self._days.get(number)

    @cached_property
    def _days(self) -> Mapping[int, PassagePlace]:
        found: dict[int, PassagePlace] = {}
        for shelf in self._library.shelves:
            for source, head in enumerate(shelf.heads):
                day = ordinal(head.date)
                first, last = shelf.span(source)
                if day is not None and first < last and shelf.counts(first):
                    found.setdefault(day, PassagePlace(shelf, first))
        return found

    @property
    def days(self) -> Sequence[int]:
        """The days of the sources."""
        return list(self._days)

    def title(self, name: Sequence[str]) -> PassagePlace | None:
        """The beginning of a source whose title has a name; None if no title has it."""
        size = len(name)
        for place, forms in self._titles:
            if any(forms[at : at + size] == list(name) for at in range(len(forms))):
                return place
        return None

    @cached_property
    def _titles(self) -> Sequence[tuple[PassagePlace, list[str]]]:
        return [
            (PassagePlace(shelf, shelf.span(source)[0]), self._library.canon.forms(origin.title))
            for shelf in self._library.shelves
            for source, origin in enumerate(shelf.origins)
            if origin.title and shelf.counts(shelf.span(source)[0])
        ]

    def label(self, form: str) -> PassagePlace | None:
        """The place where somebody begins to speak in whose label a word stands."""
        return self._labels.get(form)

    @cached_property
    def _labels(self) -> Mapping[str, PassagePlace]:
        found: dict[str, PassagePlace] = {}
        for shelf in self._library.shelves:
            firsts: dict[int, int] = {}
            for chunk in range(len(shelf.chunks.sources)):
                speaker, position = shelf.chunks.speakers[chunk], shelf.chunks.firsts[chunk]
                if speaker >= 0 and speaker not in firsts and shelf.counts(position):
                    firsts[speaker] = position
            for speaker, position in firsts.items():
                for form in self._library.canon.forms(shelf.label(speaker) or ""):
                    found.setdefault(form, PassagePlace(shelf, position))
        return found

    def _near(self, figure: Figure, words: Words) -> Iterator[Sighting]:
        """The figures of the sentences that may have this one, each once."""
        seen: set[tuple[int, int]] = set()
        for place in self._places(figure, words):
            for each in self._sentence(place):
                if (key := (id(each.place.shelf), each.place.position)) not in seen:
                    seen.add(key)
                    yield each

    def _places(self, figure: Figure, words: Words) -> Iterator[PassagePlace]:
        """The places where the figure itself may stand, the things it counts, and what is beside
        it."""
        run = words.forms[figure.low : figure.high]
        plain = [form for form in run if form not in _SIGNS]
        yield from self._library.exact(run, _MOST_PLACES)
        if plain and plain != run:
            yield from self._library.exact(plain, _MOST_PLACES)
        if figure.date:
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

    def _sentence(self, place: PassagePlace) -> list[Sighting]:
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
                    text[words.starts[each.low] : words.ends[each.high - 1]],
                )
                for each in self._figures.of(words, text, low, high)
            ]
        return self._read[key]
