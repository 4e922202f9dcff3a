"""The numbers and dates of a story, ticked off: the same number of the same things in one of its
sources, another one there, or the same elsewhere, for the editor to read."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from quotecheck.model import State, Tick
from quotecheck.sources.library import PassagePlace
from quotecheck.verify.reports.dates import Date
from quotecheck.verify.reports.figures import Figure
from quotecheck.verify.reports.sightings import Sighting
from quotecheck.verify.reports.story_text import Story


class StoryFigures:
    """A ticker of the figures of one story."""

    def __init__(self, story: Story) -> None:
        self._story = story
        self._seen: dict[int, Sequence[Sighting]] = {}
        self._told = [each for each in story.figures if not story.is_about(each.low)]

    def ticks(self, but: Collection[int]) -> Iterator[Tick]:
        """The numbers and dates, each with what it counts; those that start in ``but`` places are
        ticked otherwise."""
        words, seen = self._story.words, set[tuple[str, ...]]()
        for figure in self._told:
            run = tuple(words.forms[figure.low : figure.high + 1])
            if run in seen or not figure.tells or words.starts[figure.low] in but:
                continue
            seen.add(run)
            state, place, other = self._looked_up(figure)
            yield self._story.tick(figure.kind, (figure.low, figure.high), state, place, other)

    def _looked_up(self, figure: Figure) -> tuple[State, PassagePlace | None, str]:
        sightings = self._sightings(figure)
        own = [each for each in sightings if self._story.own.has(each.place)]
        if swapped := self._swapped(figure):
            return State.DIFFERS, swapped.place, swapped.words
        told = [each for each in own if figure.is_told_by(each.figure)]
        if told:
            best = max(told, key=lambda each: figure.likeness(each.figure))
            if all(figure.is_vaguer_in(each.figure) for each in told):
                return State.DIFFERS, best.place, best.words
            return State.SAME, best.place, ""
        if other := next((each for each in own if figure.is_another_day(each.figure)), None):
            return State.DIFFERS, other.place, other.words
        day = self._story.own.first(self._source_days(figure.date)) if figure.date else None
        if day and self._story.own.has(day):
            return State.SAME, day, ""
        if rival := _rival(figure, own):
            return State.DIFFERS, rival.place, rival.words
        far = [each.place for each in sightings if figure.is_told_by(each.figure)]
        far += [each.place for each in own if _is_loosely_told(figure, each.figure)]
        place = next(iter(far), None)
        return State.ELSEWHERE if place else State.MISSING, place, ""

    def _sightings(self, figure: Figure) -> Sequence[Sighting]:
        if figure.low not in self._seen:
            sightings = self._story.tools.sightings
            self._seen[figure.low] = sightings.of(figure, self._story.words)
        return self._seen[figure.low]

    def _swapped(self, figure: Figure) -> Sighting | None:
        """A figure of the story's sources that has changed places with this one: the story has
        both, and says of each what the sources say of the other."""
        for other in self._told:
            if other is figure or not figure.is_kin(other) or figure.agrees(other):
                continue
            own = [
                each
                for each in (*self._sightings(figure), *self._sightings(other))
                if self._story.own.has(each.place)
            ]
            here = [each for each in own if figure.agrees(each.figure)]
            there = [each for each in own if other.agrees(each.figure)]
            crossed = _likest(figure, there), _likest(other, here)
            straight = _likest(figure, here)[0] + _likest(other, there)[0]
            if all(each for each, _ in crossed) and crossed[0][0] + crossed[1][0] > straight:
                return crossed[0][1]
        return None

    def _source_days(self, date: Date) -> Iterator[PassagePlace]:
        """The beginnings of the sources of a day that the story names, or means by a weekday; if
        the story has no day of its own, any day of that name may be meant."""
        sightings, story = self._story.tools.sightings, self._story
        for day in sightings.days:
            if date.weekday and not date.month:
                told = story.days.get(story.words.starts[date.high - 1])
                meant = day == told if told else not story.day and date.is_weekday_of(day)
            else:
                meant = date.may_be(day)
            if meant:
                yield from sightings.day(day)


def _likest(figure: Figure, rows: Sequence[Sighting]) -> tuple[float, Sighting | None]:
    """The sighting with most of the words around a figure, and their share."""
    best = max(rows, key=lambda each: figure.likeness(each.figure), default=None)
    return (figure.likeness(best.figure), best) if best else (0.0, None)


def _rival(figure: Figure, own: Sequence[Sighting]) -> Sighting | None:
    """Another figure of the same things. If the sources count them in several ways, only the rest
    of the sentence shows which number should stand here."""
    rivals = [each for each in own if figure.is_rivalled_by(each.figure)]
    best = max(rivals, key=lambda each: figure.shared(each.figure), default=None)
    several = len({str(each.figure.number and each.figure.number.amount) for each in rivals}) > 1
    return None if best and several and not figure.shared(best.figure) else best


def _is_loosely_told(figure: Figure, other: Figure) -> bool:
    """Return whether a figure is the same, possibly of the same things."""
    if not figure.agrees(other):
        return False
    if figure.number is None or other.number is None:
        return True
    return bool(figure.number.units & other.number.units)
