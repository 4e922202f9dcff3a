"""Who is who in an article: every name with its fullest form, and what stands for it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from quotecheck.extraction.lexicon import Words
from quotecheck.rules import Rules

_NAME = re.compile(
    r"[A-Z@][\w'’.-]*(?:\s+(?:(?:de|del|della|di|da|van|von|der|den|bin|al|la|le|of|the)\s+){0,2}[A-Z][\w'’.-]*)*"
)
_POSSESSIVE = re.compile(r"['’]s?$")
_SUFFIX = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})


@dataclass(slots=True)
class Person:
    """Someone, or an organisation, that the article names.

    ``places`` are the offsets of its mentions, ``gender`` is m, f or empty, ``words`` what the
    article calls it besides (senator, spokeswoman).
    """

    name: str
    tokens: tuple[str, ...]
    places: list[int] = field(default_factory=list)
    gender: str = ""
    words: set[str] = field(default_factory=set)
    known: bool = False


class People:
    """The persons of an article, in order of first mention."""

    def __init__(self, words: Words, rules: Rules) -> None:
        self.words = words
        self.persons: list[Person] = []
        self.by_last: dict[str, list[Person]] = {}
        self.aliases: dict[str, Person] = {}
        for name, known in rules.people.items():
            person = Person(name, tuple(name.split()), known=True)
            for alias in (name, *known.aliases, *known.handles, *known.titles):
                self.aliases[alias.lower()] = person
            self._file(person)

    def _file(self, person: Person) -> None:
        self.persons.append(person)
        self.by_last.setdefault(person.tokens[-1].lower(), []).append(person)

    def add(self, mention: str, place: int) -> None:
        """Note a mention that holds a name."""
        found = self._parse(mention)
        if found is None:
            return
        tokens, described = found
        person = self._same(tokens)
        if person is None:
            person = Person(" ".join(tokens), tokens)
            self._file(person)
        elif len(tokens) > len(person.tokens) and not person.known:
            person.tokens = tokens
            person.name = " ".join(tokens)
        person.places.append(place)
        person.words |= described
        if not person.gender:
            person.gender = self._gender(tokens, described)

    def _parse(self, mention: str) -> tuple[tuple[str, ...], set[str]] | None:
        """The name in a mention without titles, and the words that describe it."""
        names: list[str] = []
        described: set[str] = set()
        for raw in mention.split():
            token = raw.strip("“”\"‘’'(),;:")
            token = _POSSESSIVE.sub("", token) if len(token) > 2 else token
            lower = token.lower()
            bare = lower.rstrip(".")
            if not token:
                continue
            if lower in self.words.titles or bare in self.words.titles:
                # “South Korean President Moon”: the name comes after the title.
                described.add(bare)
                names.clear()
            elif token[0].isupper() or token[0] == "@" or (names and bare in _PARTICLES):
                if self.words.classes.get(lower) in ("R", "d", "p") and not names:
                    described.add(lower)
                    continue
                names.append(token)
            else:
                described.add(lower)
                if lower not in ("and", "&"):
                    names = [] if _POSSESSIVE.search(raw) or names else names
        while names and names[-1].lower() in _SUFFIX and len(names) > 1:
            names.pop()
        return (tuple(names), described) if names else None

    def _same(self, tokens: tuple[str, ...]) -> Person | None:
        joined = " ".join(tokens).lower()
        if joined in self.aliases:
            return self.aliases[joined]
        candidates = self.by_last.get(tokens[-1].lower(), [])
        for person in reversed(candidates):
            if len(tokens) == 1 or len(person.tokens) == 1:
                return person
            if tokens[0][0] == person.tokens[0][0] and (
                tokens[0].rstrip(".").lower() == person.tokens[0].rstrip(".").lower()
                or len(tokens[0].rstrip(".")) == 1
                or len(person.tokens[0].rstrip(".")) == 1
            ):
                return person
        if len(tokens) == 1:
            first = [p for p in self.persons if len(p.tokens) > 1 and p.tokens[0] == tokens[0]]
            if len(first) == 1:
                return first[0]
        return None

    def _gender(self, tokens: tuple[str, ...], described: set[str]) -> str:
        for word in described:
            if word in self.words.gender:
                return self.words.gender[word]
        return self.words.gender.get(tokens[0].lower(), "") if len(tokens) > 1 else ""

    def resolve(self, mention: str, place: int, subjects: list[tuple[int, Person]]) -> str:
        """The fullest name of what a mention at ``place`` means.

        ``subjects`` are the persons that speak or act before it, with their places, in order.
        """
        lower = mention.lower()
        if lower in self.aliases:
            return self.aliases[lower].name
        if lower in ("he", "she", "him", "her", "his", "i", "himself", "herself", "who", "it"):
            person = self._pronoun(lower, place, subjects)
            return person.name if person else mention
        found = self._parse(mention)
        if found is not None:
            person = self._same(found[0])
            if person is not None:
                return person.name
            return " ".join(found[0])
        person = self._role(lower, place)
        return person.name if person else mention

    def _pronoun(self, word: str, place: int, subjects: list[tuple[int, Person]]) -> Person | None:
        wanted = {"she": "f", "her": "f", "herself": "f", "he": "m", "his": "m", "him": "m"}.get(
            word, ""
        )
        for _, person in reversed([each for each in subjects if each[0] < place]):
            if not wanted or person.gender in ("", wanted):
                return person
        return None

    def _role(self, mention: str, place: int) -> Person | None:
        """The person whom the article ties to a role: “the president”, “the senator”."""
        head = mention.rsplit(maxsplit=1)[-1]
        best: tuple[int, Person] | None = None
        for person in self.persons:
            before = [each for each in person.places if each < place]
            if head in person.words and before and (best is None or before[-1] > best[0]):
                best = (before[-1], person)
        return best[1] if best else None


_PARTICLES = frozenset({"de", "del", "della", "di", "da", "van", "von", "der", "den", "bin", "al"})
