"""Word lists of the rules, folded for comparison."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from quotecheck.extraction.reading.inflection import forms_of
from quotecheck.rules import Rules
from quotecheck.sources.canonical import Canon

WordTuple = tuple[str, ...]
_WRITTEN = ("statement", "tweet", "post", "email", "document")  # of the media that nouns name


@dataclass(frozen=True, slots=True)
class Folding:
    """A reader of word lists that folds their items by a canon."""

    canon: Canon

    def phrases(self, items: Iterable[str]) -> frozenset[WordTuple]:
        """The items as phrases."""
        return frozenset(phrase for item in items if (phrase := tuple(self.canon.forms(item))))

    def words(self, items: Iterable[str]) -> frozenset[str]:
        """The words of the items."""
        return frozenset(word for phrase in self.phrases(items) for word in phrase)

    def groups(self, items: Iterable[str]) -> Mapping[WordTuple, frozenset[int]]:
        """The numbers of the items ``one = other`` that contain each phrase."""
        found: dict[WordTuple, set[int]] = {}
        for number, item in enumerate(items):
            for part in item.split("="):
                text = part.strip()
                phrase = (text,) if text.startswith("'") else tuple(self.canon.forms(text))
                if phrase:
                    found.setdefault(phrase, set()).add(number)
        return {phrase: frozenset(numbers) for phrase, numbers in found.items()}


def verbs_of_retelling(rules: Rules) -> Iterator[str]:
    """The forms of verbs that report what somebody said, if "that" follows, without those that may
    be a noun ("in my report that")."""
    lexicon, unsaid = rules.lexicon, rules.wording.reporting.unsaid
    nouns = {
        *lexicon.noun_cues,
        *lexicon.documents,
        *chain.from_iterable(lexicon.cue_nouns.values()),
    }
    for verb in chain.from_iterable(lexicon.cues.values()):
        if verb not in unsaid:
            finite, gerunds = forms_of(verb, lexicon)
            yield from (*finite[2 if verb in nouns else 0 :], *gerunds)


def written_things(rules: Rules) -> Iterator[str]:
    """The names that articles give to documents and works, and to things posted or sent."""
    lexicon = rules.lexicon
    yield from (*lexicon.documents, *lexicon.works)
    for medium in _WRITTEN:
        yield from lexicon.cue_nouns.get(medium, ())


def months_by_name(
    names: frozenset[str], equivalents: Mapping[WordTuple, frozenset[int]]
) -> dict[str, str]:
    """The months by their names and short forms ("Sept.")."""
    return {
        phrase[0]: name
        for name in names
        for phrase in ((name,), *equivalents)
        if len(phrase) == 1
        and (phrase == (name,) or equivalents[phrase] & equivalents.get((name,), frozenset()))
    }
