"""A story read for its particulars: its words, names and figures, and the ticks for them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from itertools import chain

from quotecheck.extraction.reading.word_classes import words_of
from quotecheck.model import Article, ParticularKind, Passage, State, Tick
from quotecheck.rules import Rules
from quotecheck.sources import Library
from quotecheck.sources.days import ordinal
from quotecheck.sources.library import PassagePlace
from quotecheck.sources.shelf import Window
from quotecheck.sources.stems import Stems
from quotecheck.text import Stretch, front_matter, paragraphs, unwrapped
from quotecheck.verify.compare.lexicon import lexicon_of
from quotecheck.verify.reports.amounts import Amounts
from quotecheck.verify.reports.days import Days
from quotecheck.verify.reports.figures import Figures
from quotecheck.verify.reports.namings import Namings
from quotecheck.verify.reports.own_sources import OwnSources
from quotecheck.verify.reports.sightings import Sightings
from quotecheck.verify.reports.spellings import Spellings

_AROUND = 16  # words of a source that are shown
_ABOUT = re.compile(
    r"^(?:(?:title|date|published|updated|by|author|outlet|url)[ \t]*:.*"
    r"|by(?:[ \t]+[^\s.,]+){1,5})$",
    re.IGNORECASE | re.MULTILINE,
)
_POSSESSIVE = "’s", "'s"
_HEAD = 600  # letters at the start in which a story may have lines about itself


class Tools:
    """The readers of stories and of their particulars' places in one library."""

    def __init__(self, library: Library, rules: Rules) -> None:
        canon, stems = library.canon, Stems(rules, library)
        lexicon = lexicon_of(rules, canon)
        self.library = library
        self.namings = Namings(rules, lexicon, stems, library)
        self.figures = Figures(rules, lexicon, stems, Amounts(rules, lexicon, stems))
        self.sightings = Sightings(library, self.figures)
        self.spellings = Spellings(library, stems)
        self.days = Days(rules.reports)
        self.ages = frozenset(rules.reports.age_words)
        self.labels = frozenset(form for label in library.speakers for form in canon.forms(label))
        classes = words_of(rules)
        self.given = frozenset(classes.gender)
        self.nicknames = classes.nicknames
        places = frozenset(form for each in rules.lexicon.places for form in canon.forms(each))
        self.spelt = self.given | places  # names that are spelt right


class Story:
    """The words of a story, its ``runs`` of names and its ``figures``; ``own`` are the sources that
    belong to it, ``days`` the days that it gives, by their place."""

    def __init__(self, article: Article, tools: Tools, resting: Collection[str]) -> None:
        self.text, self.tools = article.text, tools
        self.library = tools.library
        self.words = self.library.canon.read(article.text)
        self._about = [match.span() for match in _ABOUT.finditer(article.text, 0, _HEAD)]
        self._about.append((0, front_matter(article.text)))
        self.figures = list(tools.figures.of(self.words, article.text, 0, len(self.words)))
        self._about += self._datelines()
        dates = (range(each.low, each.high) for each in self.figures if each.date)
        self._dated = frozenset(chain.from_iterable(dates))
        self.runs = list(self._split(self._named()))
        self.day = ordinal(article.date) or self._dateline()
        told = tools.days.told(article.text, self.day)
        self.days = {each.start: each.day for each in told}
        names = [self.name(run) for run in self.runs]
        names = [name for name in names if not tools.namings.is_title(name[-1])]
        self.own = OwnSources(self.library, tools.sightings, names, resting)

    def name(self, run: Stretch) -> tuple[str, ...]:
        """The words of a run after its titles and offices."""
        low, high = run
        return tuple(self.words.forms[low + self.title_length(run) : high])

    def title_length(self, run: Stretch) -> int:
        """The number of words of a run that are titles and offices before the name."""
        return self.tools.namings.name_from(self.words.forms[slice(*run)])

    def _named(self) -> Iterator[Stretch]:
        """The runs of names, read a line at a time: a headline whose words all have capitals shows
        none. A given name that begins a sentence belongs to the name after it."""
        starts = self.words.starts
        at = 0
        for start, end in paragraphs(unwrapped(self.text)):
            while at < len(starts) and starts[at] < start:
                at += 1
            low = at
            while at < len(starts) and starts[at] < end:
                at += 1
            for first, last in self.tools.namings.of(self.words, self.text, low, at):
                yield first - self._opens_with_given(first, low), last

    def _opens_with_given(self, at: int, low: int) -> bool:
        words = self.words
        if at <= low or words.forms[at - 1] not in self.tools.given:
            return False
        between = self.text[words.ends[at - 1] : words.starts[at]]
        return between == " " and self.text[words.starts[at - 1]].isupper()

    def _split(self, runs: Iterable[Stretch]) -> Iterator[Stretch]:
        """Runs with the words before a title split off: "South Korean", "President Moon"."""
        namings = self.tools.namings
        for low, high in self._undated(runs):
            if self.is_about(low):
                continue
            forms = self.words.forms[low:high]
            last = namings.name_from(forms)
            titled = (at for at in range(last) if namings.is_title(forms[at]))
            first = next(titled, 0)
            if first:
                yield low, low + first
            yield low + first, high

    def _undated(self, runs: Iterable[Stretch]) -> Iterator[Stretch]:
        """Runs without the dates in them, which are ticked by themselves."""
        for low, high in runs:
            first = low
            for at in range(low, high + 1):
                if at == high or at in self._dated:
                    if first < at:
                        yield first, at
                    first = at + 1

    def _datelines(self) -> Iterator[tuple[int, int]]:
        """Lines of the head with only a date, the day of the story itself."""
        for each in self.figures:
            start, end = self.words.starts[each.low], self.words.ends[each.high - 1]
            before = self.text.rfind("\n", 0, start) + 1
            behind = self.text.find("\n", end)
            line = self.text[before : behind if behind >= 0 else len(self.text)]
            if each.date and end < _HEAD and line.strip() == self.text[start:end]:
                yield start, end

    def _dateline(self) -> int | None:
        """The first day that the head of the story gives in full."""
        dates = (each.date for each in self.figures if each.date)
        days = (each.ordinal for each in dates if self.words.starts[each.low] < _HEAD)
        return next((day for day in days if day), None)

    def is_about(self, at: int) -> bool:
        """Return whether a word is in a line about the story that is not part of it."""
        return any(low <= self.words.starts[at] < high for low, high in self._about)

    def found(self, place: PassagePlace | None) -> State:
        """The state of a particular found at a place, or nowhere."""
        if place is None:
            return State.MISSING
        return State.SAME if self.own.has(place) else State.ELSEWHERE

    def tick(
        self,
        kind: ParticularKind,
        run: Stretch,
        state: State,
        place: PassagePlace | None,
        other: str = "",
    ) -> Tick:
        """A particular of the story, with the words of the sources at a place."""
        low, high = run
        start, end = self.words.starts[low], self.words.ends[high - 1]
        if self.text[start:end].endswith(_POSSESSIVE) and end - start > len(_POSSESSIVE[0]):
            end -= len(_POSSESSIVE[0])
        passage = self._passage(place) if place is not None else None
        return Tick(kind, start, end, self.text[start:end], state, other, passage)

    def _passage(self, place: PassagePlace) -> Passage:
        """The words from a place to the end of the turn."""
        shelf, at = place
        window = shelf.window(at, at + _AROUND, at)
        turns = window.turns
        high = next((n for n, turn in enumerate(turns) if turn != turns[0]), len(turns))
        return self.library.passage(shelf, window, 0, high, score=1.0)


def window_around(place: PassagePlace, words: int) -> Window:
    """The words around a place."""
    at = place.position
    return place.shelf.window(max(0, at - words), at + words + 1, at)


def text_at(place: PassagePlace, window: Window, low: int, high: int) -> str:
    """The words of a window as written."""
    words = window.words
    text: str = place.shelf.texts[window.source]
    return text[words.starts[low] : words.ends[high - 1]]
