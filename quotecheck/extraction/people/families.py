"""Names that run in a family, and those that a life or a marriage changes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quotecheck import lazily
from quotecheck.extraction.people.name_words import NameWords
from quotecheck.extraction.people.register import CastMember, Register
from quotecheck.extraction.people.roles import Bearers
from quotecheck.extraction.reading.word_classes import WordClasses

_BORN = re.compile(r" was born\b")
_BORN_AS = ("Born ", " born ", " née ", "(née ")
_GENERATION = re.compile(
    r"[Tt]he (?P<age>elder|older|younger) (?:M(?:r|rs|s)\.? )?(?P<surname>[A-Z][\w’'-]+)"
)
_TWO = 2
_KIN = lazily.pattern(r"\b(?:husband|wife|son|daughter|brother|sister|father|mother),? $")
_KIN_LENGTH = 12  # characters
_COURTESIES = frozenset({"mr", "mrs", "ms"})


def rename(text: str, mentions: Sequence[tuple[int, int, CastMember]]) -> None:
    """Join the names of a life told from the beginning: Daphne Roe was “born Daphne Cole”."""
    first: dict[str, CastMember] = {}
    for start, end, person in mentions:
        if len(person.name.key) > 1:
            lived = first.setdefault(person.name.key[0], person)
            born = _BORN.match(text, end) or text.endswith(_BORN_AS, 0, start)
            if lived is not person and lived.human and born:
                person.label = lived.full


def marry(text: str, persons: Sequence[CastMember], lists: NameWords) -> None:
    """Join a person known only as “Mr Roe” with the husband or brother known only as “Jon”."""
    single = [person for person in persons if len(person.name.key) == 1 and person.places]
    for person in single:
        if _COURTESIES.isdisjoint(person.titles) or person.name.key[0] in lists.given:
            continue
        kin = [
            other
            for other in single
            if other.name.key[0] in lists.given
            and person.gender in (other.gender, other.leaning)
            and other.places[0] < person.places[0]
            and _is_kin(text, other.places[0][0])
        ]
        if len(kin) == 1:
            person.label = kin[0].label = f"{kin[0].full} {person.full}"


def _is_kin(text: str, place: int) -> bool:
    return _KIN.search(text, max(0, place - _KIN_LENGTH), place) is not None


def of_generation(mention: str, register: Register, bearers: Bearers, words: WordClasses) -> str:
    """The meaning of “the elder Quill” where two share the surname: the one called a mother or a
    father, or else the one mentioned less; “the younger Quill” is the other."""
    found = _GENERATION.fullmatch(mention)
    alike = register.namesakes(found.group("surname")) if found else []
    if found is None or len(alike) != _TWO:
        return ""
    elders = {person for noun in words.elders for person, _ in bearers.get(noun, ())}
    youngers = {person for noun in words.youngers for person, _ in bearers.get(noun, ())}
    younger, elder = sorted(
        alike, key=lambda each: (each in elders, each not in youngers, -len(each.places))
    )
    return younger.full if found.group("age") == "younger" else elder.full
