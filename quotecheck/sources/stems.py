"""Stems of words, their forms in the sources, and words that report each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import chain

from quotecheck.rules import Rules
from quotecheck.rules.reports import Reports
from quotecheck.sources import Library

_LEAST = 3  # letters of a stem
_LEAST_OF_LONG = 4  # if an ending of three letters or more is taken off
_LONG = 3
_DOUBLED = frozenset("bdgmnprt")
_DOTS = 2  # of letters that stand for words; "U.S." is not "us"
_LONGEST_CUT = 5
_REMEMBERED = 50_000
_AFTER_VOWEL = "n", "ns"  # "Cuban", not "warn"
_VOWELS = frozenset("aeiou")
_INFLECTED = "s", "es", "ed", "d", "ing", "e"
_AFTER_DOUBLED = "ed", "ing", "er", "ers"


class Stems:
    """Stems and their families, by the endings and synonyms of the rules."""

    def __init__(self, rules: Rules, library: Library) -> None:
        self._rules: Reports = rules.reports
        self._library = library
        self._endings = frozenset(self._rules.endings)
        self._lengths = sorted({len(each) for each in self._endings}, reverse=True)
        self._tenses = (*rules.wording.light_words.tenses, *self._rules.tenses)
        self._stems: dict[str, str] = {}
        self._forms: dict[str, tuple[str, ...]] = {}
        self._inflected: dict[str, tuple[str, ...]] = {}
        self._others: dict[str, tuple[str, ...]] = {}

    def of(self, form: str) -> str:
        """The stem of a canonical word."""
        found = self._stems.get(form)
        if found is None:
            if len(self._stems) >= _REMEMBERED:
                self._stems.clear()
            found = self._stems[form] = self._irregular.get(form) or self._cut(form)
        return found

    def is_irregular(self, form: str) -> bool:
        """Return whether a word is an irregular form, as "went" is of "go"."""
        return form in self._irregular

    def is_verb(self, form: str) -> bool:
        """Return whether a word is a verb with irregular forms: "go", "goes" and "went"."""
        return form in self._irregular or self._cut(form) in self._families

    def _cut(self, form: str) -> str:
        if form.count(".") >= _DOTS:
            form = form.replace(".", "")  # I.R.S.
        word = form.replace("iz", "is")  # spelling is folded in whole words only: raise, raized
        if not word.isalpha() or len(word) <= _LEAST:
            return word
        for _ in range(2):
            shorter = self._without_ending(word)
            if shorter == word:
                break
            word = shorter
        return word

    def _without_ending(self, word: str) -> str:
        for length in self._lengths:
            least = _LEAST_OF_LONG if length >= _LONG else _LEAST
            ending = word[-length:]
            if ending in _AFTER_VOWEL and word[-length - 1 : -length] not in _VOWELS:
                continue
            if len(word) - length >= least and ending in self._endings:
                word = word[:-length]
                doubled = len(word) > _LEAST and word[-1] == word[-2] and word[-1] in _DOUBLED
                return word[:-1] if doubled else word
        return word

    def forms(self, form: str) -> tuple[str, ...]:
        """The words of the sources that have the stem of a word."""
        if form not in self._forms:
            self.look_up((form,), ())
        return self._forms[form]

    def inflected(self, form: str) -> tuple[str, ...]:
        """The words of the sources that differ from a word only in number or tense."""
        if form not in self._inflected:
            self.look_up((), (form,))
        return self._inflected[form]

    def look_up(self, forms: Iterable[str], inflected: Iterable[str]) -> None:
        """Read ahead the `forms` of some words and the `inflected` forms of others, since looking
        up many words together is faster than one by one."""
        wide = {form: self._made(form) for form in forms if form not in self._forms}
        narrow = {
            form: self._made_inflected(form) for form in inflected if form not in self._inflected
        }
        made = list({*chain.from_iterable((*wide.values(), *narrow.values()))})
        counts = self._library.word_counts(made)
        there = {each for each, count in zip(made, counts, strict=True) if count}
        for found, rows in (self._forms, wide), (self._inflected, narrow):
            if len(found) + len(rows) > _REMEMBERED:
                found.clear()
            for form, row in rows.items():
                stem = self.of(form)
                known = (each for each in dict.fromkeys(row) if each in there)
                found[form] = tuple(each for each in known if self.of(each) == stem)

    def _made(self, form: str) -> list[str]:
        """The words that may have the stem of a word."""
        stem = self.of(form)
        doubled = stem + stem[-1:]
        once = self._without_ending(form)
        bases = dict.fromkeys((stem, once, once.replace("is", "iz"), once.replace("iz", "is")))
        made = [form, *self._families.get(stem, ())]
        made += (base + ending for base in bases for ending in ("", "e", *self._rules.endings))
        if _DOTS < len(form) <= _LONGEST_CUT and form.isalpha():
            made.append(".".join(form))
        made += (doubled + ending for ending in _AFTER_DOUBLED)
        return made

    def _made_inflected(self, form: str) -> list[str]:
        """The possible forms of a word in another number or tense."""
        stem = self.of(form)
        made = [form, stem, *self._families.get(stem, ())]
        made += (form + ending for ending in _INFLECTED)
        if stem != form:
            made += (stem + ending for ending in _INFLECTED)
        return made

    def others(self, form: str) -> tuple[str, ...]:
        """The words of the sources that may report a word, or be reported by it."""
        stem = self.of(form)
        found = self._others.get(stem)
        if found is None:
            row = dict.fromkeys(
                each for other in self._synonyms.get(stem, ()) for each in self.inflected(other)
            )
            found = self._others[stem] = tuple(each for each in row if self.of(each) != stem)
        return found

    def folded(self, line: str) -> list[str]:
        """The words of a list with commas, folded for comparison."""
        forms = (self._library.canon.forms(each) for each in line.split(","))
        return [row[0] for row in forms if row]

    @cached_property
    def _irregular(self) -> Mapping[str, str]:
        """Irregular forms with their stems: "went" is "go"."""
        found: dict[str, str] = {}
        for line in self._tenses:
            first, *rest = self.folded(line.replace("=", ","))
            found |= dict.fromkeys(rest, self._cut(first))
        return found

    @cached_property
    def _families(self) -> Mapping[str, Sequence[str]]:
        found: dict[str, list[str]] = {}
        for form, stem in self._irregular.items():
            found.setdefault(stem, []).append(form)
        return found

    @cached_property
    def _synonyms(self) -> Mapping[str, Sequence[str]]:
        found: dict[str, dict[str, None]] = {}
        for line in self._rules.synonyms:
            head, *rest = self.folded(line.replace("=", ","))
            for word in rest:
                found.setdefault(self.of(head), {})[word] = None
                found.setdefault(self.of(word), {})[head] = None
        for line in self._rules.opposites:  # a passage that says the opposite is also about it
            one, other = (self.folded(part) for part in line.split("="))
            for words, turned in (one, other), (other, one):
                for word in words:
                    found.setdefault(self.of(word), {}).update(dict.fromkeys(turned))
        return {stem: tuple(row) for stem, row in found.items()}
