"""The titles and ages of the people whom a story names, ticked off."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quotecheck.model import ParticularKind, State, Tick
from quotecheck.sources.library import PassagePlace
from quotecheck.verify.reports.story_text import Story, text_at, window_around

_BESIDE = 3  # words on either side of a name, in which its title or age stands
_MOST_PLACES = 40  # places of a name that are read
_I_AM = ("i", "am")
_AGES = range(1, 120)


class StoryPeople:
    """A ticker of the titles and ages in one story."""

    def __init__(self, story: Story) -> None:
        self._story, self._tools = story, story.tools
        self._library, self._words = story.library, story.words

    def titles(self) -> Iterator[Tick]:
        """The titles of people whom the sources name: the same there, another, or none."""
        seen = set[tuple[str, ...]]()
        namings = self._tools.namings
        for low, high in self._story.runs:
            run = tuple(self._words.forms[low:high])
            titles = [at for at in range(namings.name_from(run)) if namings.is_title(run[at])]
            if not titles or run in seen:
                continue
            seen.add(run)
            where = low + titles[0], low + titles[-1] + 1
            same, other = self._titled(run[-1], {run[at] for at in titles})
            same += self._labelled(run[-1], {run[at] for at in titles})
            yield self._told(ParticularKind.TITLE, where, same, other)

    def _told(
        self,
        kind: ParticularKind,
        where: tuple[int, int],
        same: Sequence[PassagePlace],
        others: Sequence[tuple[PassagePlace, str]],
    ) -> Tick:
        """The tick of a title or age: the same in the sources, or different there; sources of other
        stories contradict nothing."""
        own = self._story.own
        place = own.first(same)
        other = next((each for each in others if own.has(each[0])), None)
        if other and not (place and own.has(place)):
            return self._story.tick(kind, where, State.DIFFERS, *other)
        return self._story.tick(kind, where, self._story.found(place), place)

    def _labelled(self, name: str, titles: set[str]) -> list[PassagePlace]:
        """The places where speakers whose label has a title and the name begin to speak."""
        speaking = self._tools.sightings.speaking
        return [place for title in sorted(titles) for place in speaking((name, title)).values()]

    def _titled(
        self, name: str, titles: set[str]
    ) -> tuple[list[PassagePlace], list[tuple[PassagePlace, str]]]:
        """The places where the sources give a person one of some titles, and those where they give
        another."""
        same: list[PassagePlace] = []
        others: list[tuple[PassagePlace, str]] = []
        for place in self._library.exact((name,), _MOST_PLACES):
            window = window_around(place, _BESIDE)
            forms = window.words.forms
            near = [at for at, form in enumerate(forms) if self._tools.namings.is_title(form)]
            before = [at for at in near if name in forms[at + 1 : at + 3]]
            if any(forms[at] in titles for at in near):
                same.append(place)
            elif before:
                others.append((place, text_at(place, window, before[0], before[0] + 1)))
        return same, others

    def ages(self) -> Iterator[Tick]:
        """The ages of people whom the story names: "Ann Rowe, 34, ...", "Rowe, aged 34"."""
        seen = set[tuple[str, str]]()
        for _, high in self._story.runs:
            at = self._age_behind(high)
            name = self._words.forms[high - 1]
            if at is None or (name, self._words.forms[at]) in seen:
                continue
            age = self._words.forms[at]
            seen.add((name, age))
            places = self._library.exact((name,), _MOST_PLACES)
            found = [(place, each) for place in places for each in _ages(place, self._tools.ages)]
            found += self._own_ages(name)
            same = [place for place, each in found if each == age]
            yield self._told(ParticularKind.AGE, (at, at + 1), same, found)

    def _own_ages(self, name: str) -> Iterator[tuple[PassagePlace, str]]:
        """The ages that somebody gives as their own, with their places: "I am 34 years old"."""
        canon = self._library.canon
        for place in self._library.exact(_I_AM, _MOST_PLACES):
            window = window_around(place, _BESIDE)
            label = place.shelf.label(place.shelf.window(*_one(place)).speakers[0])
            at = window.words.forms.index(_I_AM[0]) + len(_I_AM)
            ages = [form for form in window.words.forms[at : at + 1] if _is_age(form)]
            if ages and name in canon.forms(label or ""):
                yield place, ages[0]

    def _age_behind(self, high: int) -> int | None:
        """The index of the word with somebody's age, right after a name."""
        forms = self._words.forms
        at = high + 1 if forms[high : high + 1] and forms[high] in self._tools.ages else high
        if at >= len(forms) or not _is_age(forms[at]):
            return None
        before = self._story.text[self._words.ends[at - 1] : self._words.starts[at]]
        behind = self._story.text[self._words.ends[at] :][:1]
        return at if at > high or ("," in before and behind in (",", ".", ")")) else None


def _ages(place: PassagePlace, words: frozenset[str]) -> Iterator[str]:
    """The ages that a source gives: "34 years old", "aged 34", "Rowe, 34,"."""
    window = window_around(place, _BESIDE)
    text = place.shelf.texts[window.source]
    forms, starts, ends = window.words.forms, window.words.starts, window.words.ends
    for at, form in enumerate(forms):
        if not _is_age(form):
            continue
        near = {*forms[max(0, at - 1) : at], *forms[at + 1 : at + 3]}
        commas = (
            at > 0
            and "," in text[ends[at - 1] : starts[at]]
            and text[ends[at] : ends[at] + 1] == ","
        )
        if near & words or commas:
            yield form


def _one(place: PassagePlace) -> tuple[int, int, int]:
    return place.position, place.position + 1, place.position


def _is_age(form: str) -> bool:
    return form.isascii() and form.isdigit() and len(form) < 4 and int(form) in _AGES
