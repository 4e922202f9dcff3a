"""The names of a story, ticked off: whether its sources have them, with the same spelling."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from quotecheck.model import ParticularKind, State, Tick
from quotecheck.sources.library import PassagePlace
from quotecheck.verify.reports.story_text import Story, text_at, window_around

_MOST_PLACES = 40  # places of a name that are read
_TOLD = 10  # a speaker's label outweighs this many other places

NameForms = tuple[str, ...]


class StoryNames:
    """A ticker of the names of one story."""

    def __init__(self, story: Story) -> None:
        self._story, self._tools = story, story.tools
        self._library, self._words = story.library, story.words
        self._names = [story.name(run) for run in story.runs]
        self._known = {form for run in story.runs for form in self._words.forms[slice(*run)]}
        self._titled = {story.name(run)[-1:] for run in story.runs if story.title_length(run)}

    def ticks(self) -> Iterator[Tick]:
        """The names, and the spellings that differ from another one. A person named in full is
        ticked off once, and not again by the surname."""
        seen, kind = set[NameForms](), ParticularKind.NAME
        longer = {name[at:] for name in self._names for at in range(1, len(name))}
        given = self._tools.given
        longer |= {name[:1] for name in self._names if len(name) > 1 and name[0] in given}
        for (_, high), forms in zip(self._story.runs, self._names, strict=True):
            low = high - len(forms)
            if forms in seen or forms in longer or self._tools.namings.is_title(forms[-1]):
                continue
            seen.add(forms)
            place, other = self._found(forms)
            if place is not None and not other:
                yield self._story.tick(kind, (low, high), self._story.found(place), place)
                continue
            spelt = self._misspelt(forms, self._known | self._tools.labels)
            spelt = spelt or self._namesake((*self._before(low), *forms))
            if spelt:
                written = self._written(spelt)
                yield self._story.tick(kind, (low, high), State.DIFFERS, None, written)
            else:
                state = State.DIFFERS if other else State.MISSING
                yield self._story.tick(kind, (low, high), state, place, other)
        yield from self._openings()

    def _found(self, forms: NameForms) -> tuple[PassagePlace | None, str]:
        """The best place of a name in the sources; with other words, if they have somebody else
        with that surname."""
        sightings, own = self._tools.sightings, self._story.own
        labels = sightings.speaking(forms).values()
        whole = [*self._capitals(forms), *labels, *sightings.titles(forms)]
        place = own.first(whole)
        if (place and own.has(place)) or not self._is_person(forms):
            return place, ""
        same, other = self._by_surname(forms)
        if same or place or other is None:
            return own.first(each for each in (same, place) if each), ""
        return other

    def _capitals(self, forms: Sequence[str]) -> Iterator[PassagePlace]:
        """The places of words that are written with a capital, or in a source that has none."""
        for place in self._library.exact(forms, _MOST_PLACES):
            window = place.shelf.window(place.position, place.position + len(forms), place.position)
            written = text_at(place, window, 0, len(window.words)) if len(window.words) else ""
            text = place.shelf.texts[window.source]
            if not written.islower() or text.islower():
                yield place

    def _is_person(self, forms: NameForms) -> bool:
        """Return whether a name of several words is most likely a person's."""
        if len(forms) == 1:
            return False
        surname = forms[-1:]
        alone = surname in self._names or surname in self._titled
        return alone or forms[0] in self._tools.given or forms[-1] in self._tools.labels

    def _by_surname(
        self, forms: NameForms
    ) -> tuple[PassagePlace | None, tuple[PassagePlace, str] | None]:
        """The place of a surname without another given name before it; and a place in the story's
        sources where it has one, with the whole name."""
        fitting = [*self._labels_of(forms)]
        other: tuple[PassagePlace, str] | None = None
        for place in self._capitals(forms[-1:]):
            given, written = self._given_before(place)
            if self._is_same_given(given, forms[0]):
                fitting.append(place)
            elif other is None and self._story.own.has(place):
                other = place, written
        return self._story.own.first(fitting), other

    def _labels_of(self, forms: NameForms) -> Iterator[PassagePlace]:
        """The first words of speakers whose label has the surname and no other given name."""
        canon = self._library.canon
        for label in sorted(self._library.speakers):
            words = canon.forms(label)
            if forms[-1] not in words:
                continue
            given = [form for form in words if form in self._tools.given and form != forms[-1]]
            if not given or any(self._is_same_given(form, forms[0]) for form in given):
                yield from self._tools.sightings.speaking(words).values()

    def _given_before(self, place: PassagePlace) -> tuple[str, str]:
        """The given name right before a word of the sources, and both as written."""
        window = window_around(place, 1)
        form = window.words.forms[0]
        written = text_at(place, window, 0, min(2, len(window.words)))
        given = form in self._tools.given and written[:1].isupper() and len(window.words) > 1
        return (form, written) if given else ("", "")

    def _is_same_given(self, one: str, other: str) -> bool:
        """Return whether two given names may be one person's: "Bill" and "William", an initial."""
        given = self._tools.given
        if one == other or one not in given or other not in given:
            return True
        nicknames = self._tools.nicknames
        return bool({one, *nicknames.get(one, ())} & {other, *nicknames.get(other, ())})

    def _written(self, form: str) -> str:
        """A name as the story spells it, else in the usual form."""
        forms, words = self._words.forms, self._words
        at = forms.index(form) if form in forms else -1
        return self._story.text[words.starts[at] : words.ends[at]] if at >= 0 else form.title()

    def _before(self, low: int) -> Sequence[str]:
        """The word right before a name if it also has a capital, as at the beginning of a
        sentence."""
        words, text = self._words, self._story.text
        if not low or text[words.ends[low - 1] : words.starts[low]] != " ":
            return ()
        return words.forms[low - 1 : low] if text[words.starts[low - 1]].isupper() else ()

    def _misspelt(self, forms: Sequence[str], spelt: set[str]) -> str:
        """A name that the story or the sources spell nearly like one of these, in more places."""
        if other := self._namesake(forms):
            return other
        for form in forms:
            if form in self._tools.spelt:
                continue
            if self._library.count((form,)) and form not in forms[-1:]:
                continue
            for each in self._tools.spellings.near(form, spelt):
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
            if others[-len(first) :] == first and self._tools.spellings.is_slip(last, surname):
                return surname
        return ""

    def _often(self, form: str) -> int:
        told = _TOLD if form in self._tools.labels else 0
        return self._words.forms.count(form) + self._library.count((form,)) + told

    def _openings(self) -> Iterator[Tick]:
        """Names that begin a sentence, where a capital means nothing, and are spelt nearly like one
        of the story or the sources: "Kowalcyzk said"."""
        words = self._words
        known = self._known | self._tools.labels
        inside = set(chain.from_iterable(range(low, high) for low, high in self._story.runs))
        seen = set[str]()
        for at, form in enumerate(words.forms):
            capital = self._story.text[words.starts[at]].isupper() and at not in inside
            new = capital and form not in seen and form not in known
            if not new or self._story.is_about(at) or self._library.count((form,)):
                continue
            seen.add(form)
            if not self._is_small_elsewhere(form) and (other := self._misspelt((form,), known)):
                run, written = (at, at + 1), self._written(other)
                yield self._story.tick(ParticularKind.NAME, run, State.DIFFERS, None, written)

    def _is_small_elsewhere(self, form: str) -> bool:
        """Return whether the story has a word without a capital."""
        places = (at for at, each in enumerate(self._words.forms) if each == form)
        return any(self._story.text[self._words.starts[at]].islower() for at in places)
