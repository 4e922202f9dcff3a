"""The meaning of “his brother”, “my aunt” and “the ad’s narrator”."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from itertools import pairwise

from quotecheck.extraction.people.cast import OWNERS, Cast, Meanings
from quotecheck.extraction.people.register import CastMember
from quotecheck.extraction.people.unnamed import Stranger

_MINE = frozenset({"my", "our"})
# The owner of the next person named: his wife Jo, Quill’s agent, Jo.
_WHOSE = re.compile(r"(?:\b(?:[Hh]is|[Hh]er)|['’]s) (?:[\w’-]+ )?[\w’-]+,? $")
_TOGETHER = (" and ", " & ")
_SPOUSES = {"wife": "mrs", "husband": "mr"}
_BESIDE = 40  # characters between an owner and the person named


class Kin:
    """Relatives and others who are somebody’s, collected as the walk through the article meets
    them.

    ``found`` is what the walk has found so far, and is added to here; ``nouns`` has the strangers
    by their nouns.
    """

    def __init__(
        self, cast: Cast, found: Meanings, nouns: Mapping[str, Sequence[Stranger]]
    ) -> None:
        self._cast = cast
        self._text = cast.text
        self._words = cast.words
        self._found = found
        self._nouns = nouns
        self._owners: dict[CastMember, CastMember | None] = {}
        self._mine: dict[str, CastMember] = {}

    def meet(self, person: CastMember, place: int) -> None:
        """Note the owner of a relative where the article first names that person."""
        if person not in self._owners:
            self._owners[person] = self._owner(place)

    def of(self, stranger: Stranger) -> CastMember:
        """The meaning of “his brother”: somebody with a name whom the article calls so, or a
        stranger."""
        owner = self._found.persons.get(stranger.start)
        own, _, rest = self._text[stranger.start : stranger.end].partition(" ")
        same: CastMember | None = None
        if owner is not None and own.lower() in OWNERS:
            stranger.person.label = f"{owner.full}’s {rest}"
            same = self._kin(owner, stranger.noun)
        elif own.lower() in _MINE:
            same = self._mine.setdefault(rest.lower(), self._of_mine(stranger))
        elif own.lower() == "the" and (first := self._nouns[stranger.noun][0]) is not stranger:
            # The ad’s narrator was introduced as “a narrator in an ad”.
            same = self._found.kin.get(first.start, first.person)
        if same is None:
            return stranger.person
        self._found.kin[stranger.start] = same
        return same

    def _of_mine(self, stranger: Stranger) -> CastMember:
        """The meaning of “my aunt”: the only person whom the article calls an aunt, else a
        stranger."""
        noun = stranger.noun
        called = [each for each, _ in self._cast.bearers.get(noun, ()) if noun not in each.titles]
        return called[0] if len(called) == 1 else stranger.person

    def _kin(self, owner: CastMember, noun: str) -> CastMember | None:
        """The only person whom the article calls a brother, if that is not the owner; else the
        person whose brother the owner is."""
        gender = self._words.gender.get(noun, "")
        if not gender and noun not in self._words.companions:
            return None
        bearers = self._cast.bearers.get(noun, ())
        if len(bearers) == 1 and bearers[0][0] is not owner:
            return bearers[0][0]
        if noun in _SPOUSES and (spouse := self._cast.register.spouse(owner, _SPOUSES[noun])):
            return spouse
        if noun in _SPOUSES and (spouse := self._couple(owner, gender)):
            return spouse
        other = self._owners.get(owner)
        return other if other is not None and other.gender in ("", gender or other.gender) else None

    def _couple(self, owner: CastMember, gender: str) -> CastMember | None:
        """The person named together with somebody of the same surname: Tom and Ann Varn."""
        alike = self._cast.register.namesakes(owner.name.tokens[-1])
        others = [each for each in alike if each is not owner and each.gender in ("", gender)]
        if len(others) != 1:
            return None
        both = [*((at, "") for at in owner.places), *((at, "o") for at in others[0].places)]
        both.sort()
        near = any(
            one[1] != other[1] and self._text[one[0][1] : other[0][0]] in _TOGETHER
            for one, other in pairwise(both)
        )
        return others[0] if near else None

    def _owner(self, place: int) -> CastMember | None:
        """The owner of the person named at a place, if the words before name one: Quill’s agent,
        Jo."""
        least = max(0, place - _BESIDE)
        whose = _WHOSE.search(self._text, least, place)
        if whose is None:
            return None
        if whose.group()[0] in "Hh":
            return self._found.persons.get(whose.start())
        number = bisect_left(self._cast.mentions, place, key=lambda mention: mention[0]) - 1
        _, end, person = self._cast.mentions[max(0, number)]
        return person if end == whose.start() else None
