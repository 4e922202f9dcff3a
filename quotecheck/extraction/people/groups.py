"""The meaning of “it” and “they”: the nearest group, organisation or document that acts or
speaks."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from quotecheck.extraction.people.cast import GENDERED
from quotecheck.extraction.people.names import NameReader
from quotecheck.extraction.people.register import Register
from quotecheck.extraction.people.salience import OBJECT, Layout
from quotecheck.extraction.reading.alphabet import ROLE
from quotecheck.extraction.reading.word_classes import WordClasses

NEUTRAL = frozenset({"it", "they", "them", "their", "its", "itself", "themselves", "we", "who"})
_ONE = frozenset({"it", "its", "itself"})
_HARDLY, _MAYBE = 0.2, 0.65  # how sure it may be that what “they” and “it” mean is a person
_RIVALS = 30  # phrases considered


class Groups:
    """The phrases of an article that may be a group, as its ``layout`` has them."""

    def __init__(
        self, text: str, layout: Layout, words: WordClasses, reader: NameReader, register: Register
    ) -> None:
        self._text = text
        self._layout = layout
        self._words = words
        self._reader = reader
        self._register = register

    def before(self, pronoun: str, place: int) -> tuple[int, int] | None:
        """The place of the phrase that a pronoun means."""
        phrases = self._layout.phrases
        number = bisect_left(phrases, (place, 0))
        for start, end in self._subjects_first(phrases[max(0, number - _RIVALS) : number]):
            alone = self._text.endswith("\n", 0, start) and self._text[end : end + 1] in ("\n", "")
            if alone or self._text.startswith(":", end):
                continue  # a heading, or a label: “Date: ...”
            if self._is_group(self._text[start:end], one=pronoun in _ONE):
                return start, end
        return None

    def _subjects_first(self, phrases: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        """Phrases from the last one back; in each sentence the agents of passives come last: a
        ballad written by two friends."""
        ends, weights = self._layout.ends, self._layout.weights
        behind: list[tuple[int, int]] = []
        sentence = -1
        for phrase in reversed(phrases):
            number = bisect_right(ends, phrase[0])
            if number != sentence:
                yield from behind
                behind, sentence = [], number
            if weights.get(phrase[0]) == OBJECT and self._text.endswith(" by ", 0, phrase[0]):
                behind.append(phrase)
            else:
                yield phrase
        yield from behind

    def _is_group(self, words: str, *, one: bool) -> bool:
        """Return whether words name an organisation or a document, or several people unless only
        ``one`` may be meant."""
        lower = words.lower()
        if lower in NEUTRAL or lower in GENDERED:
            return False
        last = lower.rsplit(maxsplit=1)[-1]
        if last in self._words.plural or " and " in lower:
            return not one
        if last in self._words.documents:
            return True
        if self._words.classes.get(last) == ROLE:
            return last not in self._words.persons
        names = list(self._reader.names(words, 0, len(words)))
        person = self._register.of(names[-1][2]) if names else None
        if person is None or not person.places:
            return False  # only a heading has the name
        return person.human < (_MAYBE if one else _HARDLY)
