"""Claims that name no person: documents, groups, offices, people who are only described."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import chain, pairwise

from quotecheck.model import Medium
from quotecheck.rules import Rules

_TOKEN = re.compile(r"\w[\w’'.-]*")
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|,.*$")
_POSSESSIVE = re.compile(r"[’']s?$")
_ACRONYM = 4  # letters of "FBI" and the like


class Impersonal:
    """A test whether the speaker named by an article may be something other than a person."""

    def __init__(self, rules: Rules) -> None:
        words, sources = rules.lexicon, rules.sources
        written = (
            noun for medium, nouns in words.cue_nouns.items() for noun in nouns if medium != _SPOKEN
        )
        self._groups = _lower(written, words.groups)
        self._bodies = self._groups | _lower(words.organizations, words.documents, words.offices)
        people = words.roles, words.plural_roles, words.epithets, words.unnamed, words.titles
        self._kinds = self._bodies | _lower(*people, words.demonyms, words.counters, sources.roles)
        self._outlets = _lower(words.outlets)
        self._given = _lower(words.female_names, words.male_names)
        self._openers = _lower(words.determiners, words.counters)
        self._honorifics = _lower(sources.honorifics) - self._openers
        self._prepositions = _lower(words.prepositions, sources.prepositions, ("to", "by", "about"))

    def is_group(self, noun: str) -> bool:
        """Return whether a noun means a group, or something in writing."""
        return noun in self._groups

    def may_be(self, claim: str) -> bool:
        """Return whether a claim may mean something other than the person of that name: "Senate
        Democrats", "the Florida Republican", "the Ministry of Health", "an aide to Quill"."""
        if claim.isupper():
            return len(claim) <= _ACRONYM
        words = _TOKEN.findall(_POSSESSIVE.sub("", _ASIDE.sub("", claim).strip()))
        low = [word.lower().strip(".") for word in words]
        if not words or low[0] in self._honorifics:
            return False
        if " ".join(low) in self._outlets or self._belongs_to_name(words, low):
            return True
        if low[0] in self._openers and not self._honorifics.intersection(low[1:2]):
            return all(word[0].isupper() for word in words[1:]) or self._names_body(low[1:])
        return self._names_body(low)

    def _belongs_to_name(self, words: Sequence[str], low: Sequence[str]) -> bool:
        """Return whether the name at the end only names an owner: "an aide to"."""
        at = len(words)
        while at and words[at - 1][0].isupper():
            at -= 1
        end = at
        while at and low[at - 1] in self._openers:  # "a neighbour of the Quills"
            at -= 1
        return (
            at > 1
            and end < len(words)
            and low[at - 1] in self._prepositions
            and words[at - 2].islower()
        )

    def _names_body(self, low: Sequence[str]) -> bool:
        """Return whether words that might all be names mean a body, an office or a kind of people,
        without a given name before them."""
        if len(low) > 1 and low[0] in self._given:
            return False
        return (
            self._is_kind(low[-1])
            or (len(low) > 1 and low[0] in self._bodies)
            or any(word in self._bodies and after == "of" for word, after in pairwise(low))
        )

    def _is_kind(self, noun: str) -> bool:
        return noun in self._kinds or noun.removesuffix("s") in self._kinds


_SPOKEN = Medium.UNKNOWN


def _lower(*lists: Iterable[str]) -> frozenset[str]:
    return frozenset(word.lower().strip(".") for word in chain(*lists))
