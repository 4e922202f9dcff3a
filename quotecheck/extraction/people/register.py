"""The register of an article's people and organisations, each with the names that mean them."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field

from quotecheck.extraction.people.name_words import Name, name_words_of
from quotecheck.extraction.reading.alphabet import NAME, ROLE, TITLE
from quotecheck.extraction.reading.tokens import folded
from quotecheck.extraction.reading.word_classes import WordClasses
from quotecheck.rules import Rules

_SUFFIXES = frozenset({"jr", "sr", "ii", "iii"})
_NUMBERS = (("ii",), ("iii",), ("iv",), ("vi",), ("vii",), ("viii",))
_ARTICLES = ("al-", "Al-", "el-", "El-")  # Bashar al-Assad is Assad
_NO_PERSONS = frozenset(
    {"st", "saint", "san", "santa", "são", "mount", "los", "las", "fort", "lake", "cape"}
)  # St Mary’s
_LONG_SURNAME = 7  # letters; with this many, one wrong letter hardly ever makes another name
_FAR = 5000  # characters after which it does not count
_COMPASS = frozenset({"east", "west", "north", "south"})
_PLAIN = str.maketrans("", "", ".&")
_LINKS = frozenset({"of", "on", "for"})  # Association of Masons
_OWN = 1.5  # how much likelier it is that a surname means the person it meant first
_NEAR = 800  # characters after which a full name counts half


@dataclass(slots=True, eq=False)
class CastMember:
    """A person or an organisation that the article names.

    ``places`` are (start, end) of its mentions in text order, ``named`` where its full name is the
    subject of a clause. ``gender`` is m, f or empty, ``human`` is the chance that this is a person,
    from 0 to 1; ``label`` is the name that the rules give. ``owns`` says that the surname alone
    meant this person before anybody else had it.
    """

    name: Name
    places: list[tuple[int, int]] = field(default_factory=list)
    named: list[int] = field(default_factory=list)
    titles: set[str] = field(default_factory=set)
    gender: str = ""
    leaning: str = ""
    human: float = 0.5
    label: str = ""
    owns: bool = False

    @property
    def full(self) -> str:
        """The fullest name."""
        return self.label or " ".join(self.name.tokens)


class Register:
    """The persons and organisations of an article; ``of`` finds one by its name."""

    def __init__(self, words: WordClasses, rules: Rules) -> None:
        self.words = words
        self._lists = name_words_of(rules)
        self.persons: list[CastMember] = []
        self._of: dict[tuple[str, ...], list[CastMember]] = {}
        self._ends: dict[str, list[CastMember]] = {}
        self._begins: dict[str, list[CastMember]] = {}
        self._acronyms: dict[str, CastMember] = {}
        self._nearly: dict[str, list[CastMember]] = {}
        self._known = {
            alias.lower(): label
            for label, known in rules.people.items()
            for alias in (label, *known.aliases, *known.handles)
        }
        for label in rules.people:
            person = CastMember(Name(tuple(label.split())), label=label)
            self._file(person)
            for alias, name in self._known.items():
                if name == label:
                    self._of[tuple(map(folded, alias.split()))] = [person]

    def add(self, found: Mapping[Name, list[tuple[int, int]]], subjects: Container[int]) -> None:
        """Enter the names of an article with their places, the fullest first.

        ``subjects`` are the places that are the subject of a clause: from a full name there on the
        surname means that person; a name in passing does not change it.
        """
        surnames = {name.key[-1] for name in found if len(name.key) > 1}
        # A surname alone comes last: the given name says which member of a family is meant.
        for name in sorted(found, key=lambda name: (-len(name.tokens), name.key[-1] in surnames)):
            if self.of(name) is None:
                person = CastMember(name)
                self._file(person)
                self._of.setdefault(name.key, []).append(person)
            self._place(name, found[name], subjects)

    def part(self, alone: Iterable[tuple[str, ...]]) -> None:
        """Enter the people who go by a single name that somebody else has as well."""
        for key in alone:
            person = CastMember(Name(tuple(word.capitalize() for word in key)))
            self._file(person)
            self._of[person.name.key] = [person]

    def settle(self) -> None:
        """Put the places in order and judge everybody, once all names are entered."""
        for person in self.persons:
            person.places.sort()
            self._judge(person)
            styled = self.words.styled.intersection(person.name.titles[-1:])
            if len(person.name.tokens) == 1 and styled:
                self._title([person])  # Pope Francis
        for key in {each.name.key for each in self.persons}:
            alike = [each for each in self._ends.get(surname(key), ()) if each.name.key == key]
            if len(alike) > 1:
                self._title(alike)

    def _title(self, alike: list[CastMember]) -> None:
        """Add titles to people who have only one name, or a surname that others share."""
        for person in alike:
            if person.name.titles and not person.label:
                person.label = " ".join((person.name.titles[-1].capitalize(), person.full))

    def _place(self, name: Name, places: list[tuple[int, int]], subjects: Container[int]) -> None:
        persons = self._those(name)
        if len(persons) > 1 and places and len(name.key) == 1:
            self._own(persons, places[0][0])
        for place in places if persons else ():
            person = self._likeliest(persons, place[0])
            person.places.append(place)
            person.titles.update(name.titles)
            given = name.key[0] == person.name.key[0] and len(person.name.key) > 1
            if (len(name.tokens) > 1 or given) and place[0] in subjects:
                insort(person.named, place[0])

    def _own(self, persons: list[CastMember], first: int) -> None:
        """Note the owner of a surname that stands alone for the first time, at this place: the only
        member of the family named before."""
        before = [each for each in persons if any(start < first for start, _ in each.places)]
        if len(before) == 1:
            before[0].owns = True

    def of(self, name: Name, place: int = -1) -> CastMember | None:
        """The person whom a name means at a place, if the article has it."""
        persons = self._those(name)
        return self._likeliest(persons, place) if persons else None

    def _those(self, name: Name) -> list[CastMember]:
        """All who may be meant by a name."""
        alias = self._alias(name) if self._known else None
        if alias is not None:
            return [alias]
        key = (*name.titles, "", *name.key) if name.titles else name.key
        persons = self._of.get(key)
        if persons is None:
            persons = self._called(name) or self._find(name)
            if persons:
                self._of[key] = persons
        return persons

    def _called(self, name: Name) -> list[CastMember]:
        """The people entered under exactly that name, of the sex of its title: Mrs. Roe is not Mr.
        Roe."""
        known = self._of.get(name.key, [])
        wanted = self._gender_of(name) if known and name.titles else ""
        if not wanted:
            return known
        return [person for person in known if self._gender_of(person.name) in ("", wanted)]

    def _likeliest(self, persons: list[CastMember], place: int) -> CastMember:
        """The person whom the article means among several who share a name."""
        if len(persons) == 1:
            return persons[0]
        return max(persons, key=lambda person: self._presence(person, place))

    def _presence(self, person: CastMember, place: int) -> float:
        low, high = bisect_left(person.named, place - _FAR), bisect_left(person.named, place + 1)
        near: float = sum(0.5 ** ((place - at) / _NEAR) for at in person.named[low:high])
        return near + 0.3 * len(person.named) + 0.1 * bool(person.places) + _OWN * person.owns

    def _alias(self, name: Name) -> CastMember | None:
        for words in ((*name.titles, *name.tokens), name.tokens):
            if " ".join(words).lower() in self._known:
                return self._of[tuple(map(folded, " ".join(words).split()))][0]
        return None

    def _file(self, person: CastMember) -> None:
        self.persons.append(person)
        key = person.name.key
        self._ends.setdefault(surname(key), []).append(person)
        if person.name.tokens[-1].startswith(_ARTICLES):
            self._ends.setdefault(folded(person.name.tokens[-1][3:]), []).append(person)
        if len(key) > 1:
            for each in _without_a_letter(surname(key)):
                self._nearly.setdefault(each, []).append(person)
            self._begins.setdefault(key[0], []).append(person)
            letters = "".join(token[0] for token in person.name.tokens if token[0].isupper())
            if (
                len(letters) > 2
                or "&" in person.name.tokens
                or key[-1] in self._lists.organizations
            ):
                self._acronyms.setdefault(letters.lower(), person)
        if len(key) > 1 and key[0] == "the":
            self._of.setdefault(key[1:], [person])

    def _find(self, name: Name) -> list[CastMember]:
        key = name.key
        ends = self._ends.get(surname(key), [])
        if len(key) > 1:
            same = [person for person in ends if self._same(person.name.key, key)][:1]
            return same or self._begun(name)
        wanted = self._gender_of(name)
        found = [
            each
            for each in ends
            if not self._is_organisation(each.name)
            and not _is_numbered(each.name.key)
            and (not wanted or self._gender_of(each.name) in ("", wanted))
        ]
        begins = self._begins.get(key[0], [])
        found = found or [
            each
            for each in begins
            if not _is_numbered(each.name.key)
            and (not self._is_organisation(each.name) or each.name.key[-1] in self._lists.companies)
        ]
        if not found and key[0] in self._lists.organizations:
            return [*begins, *ends][:1]  # the Association
        if not found and not ends:
            found = self._misspelt(key[0])
        if not found and name.tokens[0].isupper():
            acronym = self._acronyms.get(name.tokens[0].translate(_PLAIN).lower())
            return [acronym] if acronym else []
        return found

    def _misspelt(self, word: str) -> list[CastMember]:
        """The only person whose surname differs from a word by one letter: Bornstein, Bornsten."""
        if len(word) < _LONG_SURNAME or word in self.words.classes or word in self.words.places:
            return []
        near = {
            person
            for key in _without_a_letter(word)
            for person in self._nearly.get(key, ())
            if _is_slip(surname(person.name.key), word) and self._gender_of(person.name)
        }
        return list(near) if len(near) == 1 else []

    def _begun(self, name: Name) -> list[CastMember]:
        """The person whose full name the words begin with: Jane Roe Grills Banker."""
        key = name.key
        if key[0] not in self.words.gender or self._is_organisation(name):
            return []
        lengths = range(len(key) - 1, 1, -1)
        return next((self._of[key[:each]] for each in lengths if key[:each] in self._of), [])

    def _same(self, known: tuple[str, ...], key: tuple[str, ...]) -> bool:
        """Return whether two names of several words mean one person."""
        if (known[-1] in _SUFFIXES) != (key[-1] in _SUFFIXES) or len(known) < 2:
            return False
        if known[-len(key) :] == key:
            return True
        one, other = known[0], key[0]
        if one == other or (min(len(one), len(other)) == 1 and one[0] == other[0]):
            return True
        nicknames = self.words.nicknames
        return bool({one, *nicknames.get(one, ())} & {other, *nicknames.get(other, ())})

    def namesakes(self, last: str) -> list[CastMember]:
        """The people who have a word as their surname."""
        alike = self._ends.get(folded(last), ())
        return [person for person in alike if len(person.name.key) > 1 and person.human]

    def spouse(self, person: CastMember, title: str) -> CastMember | None:
        """The only person with the same surname and the given title: Mr. Roe’s wife is Mrs. Roe."""
        alike = self._ends.get(surname(person.name.key), ())
        found = [each for each in alike if title in each.titles and each is not person]
        return found[0] if len(found) == 1 else None

    def is_body(self, name: Name) -> bool:
        """Return whether a name is that of a company, an agency, a club."""
        last = name.key[-1]
        if not _LINKS.isdisjoint(name.key):
            last = name.key[next(n for n, word in enumerate(name.key) if word in _LINKS) - 1]
        return last in self._lists.bodies or last in self._lists.companies

    def _is_organisation(self, name: Name) -> bool:
        last = name.key[-1]
        if name.key[0] in self._lists.given and any(len(word) == 1 for word in name.key[1:-1]):
            return False  # Laurence H. Tribe
        if last in _COMPASS and len(name.key) > 1:
            last = name.key[-2]  # Quill Tower East
        elif last in self.words.places and len(name.key) > 2:
            last = name.key[-2]  # Quill Tower Troy
        joined = " ".join(name.tokens).lower()
        return (
            last in self._lists.organizations
            or joined in self._lists.demonyms
            or not _LINKS.isdisjoint(name.key)
            or "&" in name.tokens
            or (self.words.classes.get(last) == ROLE and not self._is_surname(name))
            or joined in self.words.outlets
            or joined in self.words.places
        )

    def _is_surname(self, name: Name) -> bool:
        """Return whether the last word of a name, which is also a role, is a surname: Angus
        King."""
        classes = self.words.classes
        if any(TITLE in (classes.get(each), classes.get(f"{each}.")) for each in name.titles):
            return True  # Gov. Jan Brewer
        called = bool(name.titles) or name.key[0] in self._lists.given
        return called and name.key[-1] in self.words.persons

    def _gender_of(self, name: Name) -> str:
        return self._gender(name, name.titles)

    def _gender(self, name: Name, titles: Iterable[str]) -> str:
        gender = self.words.gender
        for word in titles:
            if word in gender:
                return gender[word]
        if len(name.tokens) == 1:
            return ""
        return gender.get(name.key[0]) or gender.get(folded(name.tokens[0].split("-")[0]), "")

    def _judge(self, person: CastMember) -> None:
        """Note the gender, and how sure it is that this is a person."""
        name = person.name
        gender = self._gender(name, sorted(person.titles))
        person.gender = gender
        if not gender and len(name.tokens) == 1:
            person.leaning = self.words.gender.get(name.key[0], "")
        joined = " ".join(name.tokens).lower()
        if joined in self._lists.parents:
            person.gender, person.human = self.words.gender.get(joined, ""), 1.0
        elif self._is_organisation(name) or joined in self.words.times:
            person.human = 0.0
        elif joined.startswith("@"):
            person.human = 0.15
        elif gender or any(map(self.words.is_role, person.titles)):
            person.human = 1.0
        elif (
            len(name.tokens) == 1
            and (name.tokens[0].isupper() or self.words.classes.get(joined, NAME) not in "NT")
        ) or name.key[0] in _NO_PERSONS:
            person.human = 0.1
        elif len(name.key) > 1 and len(name.key[0]) == 1:
            person.human = 0.9  # K. Roe
        elif person.leaning:
            person.human = 0.6
        else:
            person.human = 0.6 if len(name.tokens) in (2, 3) else 0.4


def _without_a_letter(word: str) -> set[str]:
    """A long surname, and each form of it with one letter (never the first) left out: two names
    that differ by one letter share one of these."""
    if len(word) < _LONG_SURNAME - 1:
        return set()
    return {word, *(word[:at] + word[at + 1 :] for at in range(1, len(word)))}


def _is_slip(right: str, written: str) -> bool:
    """Return whether a word is another with one letter wrong, missing or added, but not its
    plural."""
    if written == right + "s":
        return False
    pairs = enumerate(zip(right, written, strict=False))
    start = next((n for n, (one, other) in pairs if one != other), min(len(right), len(written)))
    rest, slip = right[start:], written[start:]
    return rest[1:] == slip or rest == slip[1:] or rest[1:] == slip[1:]


def surname(key: tuple[str, ...]) -> str:
    """The word of a name that people are called by: the last one, “Jr.” left out."""
    return key[-2] if key[-1] in _SUFFIXES and len(key) > 1 else key[-1]


def _is_numbered(key: tuple[str, ...]) -> bool:
    """Return whether a name has a number that sets it apart: Henry II is not Henry."""
    return key[1:] in _NUMBERS
