"""Names in an article: where they stand, without titles, and which of them mean one person."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field

from quotecheck.extraction.lexicon import Words
from quotecheck.rules import Rules

_BRANCHES = frozenset({"State", "Defense", "House"})  # Speaker of the House Jane Roe
_COURTESIES = frozenset({"mr.", "mrs.", "ms.", "miss", "dr.", "sen.", "rep.", "gov."})
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii"})
_NEAR = 800  # characters after which a full name counts half
# Classes of words that end a name in a line of capitals: Brandt Meets Lind In Oslo.
_BREAKS = frozenset("VGexpmdbihwtrAYB")
_LINK = re.compile(r" (?:of|on|for)(?: the)? ")


@dataclass(frozen=True, slots=True)
class Name:
    """A name without its titles; ``titles`` are those words in lower case, without full stops."""

    tokens: tuple[str, ...]
    titles: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, ...]:
        """The tokens as they are compared: lower case, no accents, no full stops."""
        return tuple(map(folded, self.tokens))


@dataclass(slots=True, eq=False)
class Person:
    """Someone, or an organisation, that the article names.

    ``places`` are (start, end) of its mentions in text order, ``named`` where its full name is
    the subject of a clause. ``gender`` is m, f or empty, ``human`` says how sure it is that this
    is a person, from 0 to 1; ``label`` is the name that the rules give it.
    """

    name: Name
    places: list[tuple[int, int]] = field(default_factory=list)
    named: list[int] = field(default_factory=list)
    titles: set[str] = field(default_factory=set)
    gender: str = ""
    human: float = 0.5
    label: str = ""

    @property
    def full(self) -> str:
        """The fullest name."""
        return self.label or " ".join(self.name.tokens)


def folded(token: str) -> str:
    """A token as names are compared."""
    plain = unicodedata.normalize("NFKD", token) if not token.isascii() else token
    return "".join(each for each in plain if each.isalnum()).lower()


@dataclass(frozen=True)
class NameWords:
    """The rules' words that tell of names, in lower case."""

    given: frozenset[str]
    organizations: frozenset[str]
    companies: frozenset[str]
    epithets: frozenset[str]
    run: re.Pattern[str]


_name_words: dict[str, NameWords] = {}


def name_words_of(rules: Rules) -> NameWords:
    """The words about names, made once for each version of the rules."""
    if rules.hash not in _name_words:
        lexicon = rules.lexicon
        given = frozenset(map(str.lower, (*lexicon.female_names, *lexicon.male_names)))
        _name_words[rules.hash] = NameWords(
            given,
            frozenset(lexicon.organizations),
            frozenset(lexicon.companies),
            frozenset(lexicon.epithets),
            _pattern(lexicon.titles, lexicon.particles),
        )
    return _name_words[rules.hash]


def _pattern(titles: tuple[str, ...], particles: tuple[str, ...]) -> re.Pattern[str]:
    """A run of capitalised words; only a title's full stop does not end it."""
    dotted = "|".join(re.escape(title) for title in titles if title.endswith("."))
    token = rf"(?:(?:{dotted}|(?:[A-Z]\.)+)(?!\w)|[^\W\d_a-z]\w*(?:[-'’.&](?![sS]\b)[^\W\d_]\w*)*)"
    small = "|".join(particles)
    return re.compile(
        rf"@\w+|\b{token}(?:,? (?:Jr|Sr)\.|,? I{{2,3}}\b| (?:(?:{small})[ -]){{0,2}}{token})*"
    )


class Reader:
    """Reads the names out of stretches of text, each distinct stretch once."""

    def __init__(self, words: Words, rules: Rules) -> None:
        self.words = words
        self._lists = name_words_of(rules)
        self._read: dict[str, list[tuple[int, int, Name]]] = {}

    def names(self, text: str, start: int, end: int) -> Iterator[tuple[int, int, Name]]:
        """The names in ``text[start:end]`` with their places."""
        for found in self._lists.run.finditer(text, start, end):
            run, at = found.group(), found.start()
            known = self._read.get(run)
            if known is None:
                known = self._read[run] = list(self._split(run))
            for first, last, name in known[:-1]:
                yield at + first, at + last, name
            for first, last, name in known[-1:]:
                yield self._linked(text, at + first, at + last, end, name)

    def _linked(
        self, text: str, start: int, last: int, end: int, name: Name
    ) -> tuple[int, int, Name]:
        """A name with what belongs to it: Commission on Fair Trade."""
        if name.key[-1] in self._lists.organizations and (link := _LINK.match(text, last, end)):
            rest = self._lists.run.match(text, link.end(), end)
            if rest is not None:
                more = (*link.group().split(), *rest.group().split())
                return start, rest.end(), Name((*name.tokens, *more), name.titles)
        return start, last, name

    def _split(self, run: str) -> Iterator[tuple[int, int, Name]]:
        """The names in a run of capitalised words."""
        part: list[re.Match[str]] = []
        tokens = list(re.finditer(r"[^\s,]+", run))
        for number, found in enumerate(tokens):
            if self._breaks(found.group(), last=number + 1 == len(tokens), first=not part):
                yield from self._name(part)
                part = []
            else:
                part.append(found)
        yield from self._name(part)

    def _breaks(self, token: str, *, last: bool, first: bool) -> bool:
        lower = token.lower()
        if not token[0].isupper():
            return False
        if lower in self.words.times and lower not in self._lists.given:
            return True
        if self.words.classes.get(lower, "N") not in _BREAKS:
            return False
        if lower in self._lists.organizations and not first:
            return False
        return not (lower in self._lists.given and first and not last)

    def _is_title(self, token: str) -> bool:
        lower = token.lower()
        classes = self.words.classes
        if lower in self._lists.given and classes.get(lower) != "T":
            return False  # Bill is a document, and a name
        return classes.get(lower) in ("T", "R") or classes.get(lower + ".") == "T"

    def _name(self, part: list[re.Match[str]]) -> Iterator[tuple[int, int, Name]]:
        tokens = [found.group() for found in part]
        if not tokens:
            return
        first = tokens[0].lower()
        given = first in self._lists.given and self.words.classes.get(first) != "T"
        marks = [n for n, token in enumerate(tokens) if self._is_title(token)]
        begin = 0
        if marks and not given:
            if marks[-1] < len(tokens) - 1:
                begin = marks[-1] + 1
            elif tokens[0].lower() in _COURTESIES:
                begin = len(tokens) - 1  # Mr. King
            elif len(marks) == len(tokens) or not self._organisation(tokens):
                return
        elif given and 1 < max(marks, default=0) < len(tokens) - 2:
            begin = marks[-1] + 1  # “Jane Roe Spokesman John Doe” is a line of capitals.
        shouted = [n for n, token in enumerate(tokens[:-2]) if len(token) > 1 and token.isupper()]
        if shouted and not tokens[-1].isupper() and "." not in tokens[shouted[-1]]:
            begin = max(begin, shouted[-1] + 1)  # Acme CEO Jane Roe
        while begin < len(tokens) - 2 and self._stray(tokens[begin], tokens[begin + 1]):
            begin += 1
        kept = tuple(token.rstrip(".") if len(token) > 3 else token for token in tokens[begin:])
        if not any(each.isalpha() for token in kept for each in token):
            return
        titles = tuple(token.lower().rstrip(".") for token in tokens[:begin])
        yield part[begin].start(), part[-1].end(), Name(kept, titles)

    def _stray(self, token: str, following: str) -> bool:
        """Whether a word before a name is none: State John Doe, Texas Jane Roe."""
        if token.lower() in self._lists.given:
            return False
        placed = token.lower() in self.words.places and following.lower() in self._lists.given
        return placed or token in _BRANCHES

    def _organisation(self, tokens: list[str]) -> bool:
        return self.words.classes.get(tokens[-1].lower()) == "R" and len(tokens) > 1


class Register:
    """The persons and organisations of an article; ``of`` finds one by its name."""

    def __init__(self, words: Words, rules: Rules) -> None:
        self.words = words
        self._lists = name_words_of(rules)
        self.persons: list[Person] = []
        self._of: dict[tuple[str, ...], list[Person]] = {}
        self._ends: dict[str, list[Person]] = {}
        self._begins: dict[str, list[Person]] = {}
        self._acronyms: dict[str, Person] = {}
        self._known = {
            alias.lower(): label
            for label, known in rules.people.items()
            for alias in (label, *known.aliases, *known.handles)
        }
        for label in rules.people:
            person = Person(Name(tuple(label.split())), label=label)
            self._file(person)
            for alias, name in self._known.items():
                if name == label:
                    self._of[tuple(map(folded, alias.split()))] = [person]

    def add(self, found: Mapping[Name, list[tuple[int, int]]], subjects: Container[int]) -> None:
        """Enter the names of an article with their places, the fullest first.

        ``subjects`` are the places that are the subject of a clause: a full name there is whom the
        surname means from then on; one in passing is not.
        """
        for name in sorted(found, key=lambda name: -len(name.tokens)):
            if self.of(name) is None:
                person = Person(name)
                self._file(person)
                self._of[name.key] = [person]
            for place in found[name]:
                person = self.of(name, place[0]) or person
                person.places.append(place)
                person.titles.update(name.titles)
                if len(name.tokens) > 1 and place[0] in subjects:
                    person.named.append(place[0])
        for person in self.persons:
            person.places.sort()
            self._judge(person)

    def of(self, name: Name, place: int = -1) -> Person | None:
        """The person whom a name means at a place, if the article has it."""
        alias = self._alias(name)
        if alias is not None:
            return alias
        key = (*name.titles, "", *name.key) if name.titles else name.key
        if key not in self._of:
            self._of[key] = self._of[name.key] if name.key in self._of else self._find(name)
            if not self._of[key]:
                del self._of[key]
                return None
        return self._likeliest(self._of[key], place)

    def _likeliest(self, persons: list[Person], place: int) -> Person:
        """Of several who share a name, the one that the article means by it."""
        if len(persons) == 1:
            return persons[0]
        return max(persons, key=lambda person: self._presence(person, place))

    def _presence(self, person: Person, place: int) -> float:
        near: float = sum(
            0.5 ** ((place - at) / _NEAR) for at in person.named if 0 <= place - at < 5000
        )
        return near + 0.3 * len(person.named) + 0.1 * bool(person.places)

    def _alias(self, name: Name) -> Person | None:
        for words in ((*name.titles, *name.tokens), name.tokens):
            if " ".join(words).lower() in self._known:
                return self._of[tuple(map(folded, " ".join(words).split()))][0]
        return None

    def _file(self, person: Person) -> None:
        self.persons.append(person)
        key = person.name.key
        self._ends.setdefault(surname(key), []).append(person)
        if len(key) > 1:
            self._begins.setdefault(key[0], []).append(person)
            letters = "".join(token[0] for token in person.name.tokens if token[0].isupper())
            if len(letters) > 2 or key[-1] in self._lists.organizations:
                self._acronyms.setdefault(letters.lower(), person)
        if len(key) > 1 and key[0] == "the":
            self._of.setdefault(key[1:], [person])

    def _find(self, name: Name) -> list[Person]:
        key = name.key
        ends = self._ends.get(surname(key), [])
        if len(key) > 1:
            return [person for person in ends if self._same(person.name.key, key)][:1]
        wanted = self._gender_of(name)
        found = [
            each
            for each in ends
            if not self._is_organisation(each.name)
            and (not wanted or self._gender_of(each.name) in ("", wanted))
        ]
        begins = self._begins.get(key[0], [])
        found = found or [
            each
            for each in begins
            if not self._is_organisation(each.name) or each.name.key[-1] in self._lists.companies
        ]
        if not found and name.tokens[0].isupper():
            acronym = self._acronyms.get(name.tokens[0].replace(".", "").lower())
            return [acronym] if acronym else []
        return found

    def _same(self, known: tuple[str, ...], key: tuple[str, ...]) -> bool:
        """Whether two names of several words mean one person."""
        if (known[-1] in _SUFFIXES) != (key[-1] in _SUFFIXES) or len(known) < 2:
            return False
        if known[-len(key) :] == key:
            return True
        one, other = known[0], key[0]
        if one == other or (min(len(one), len(other)) == 1 and one[0] == other[0]):
            return True
        nicknames = self.words.nicknames
        return bool({one, *nicknames.get(one, ())} & {other, *nicknames.get(other, ())})

    def _is_organisation(self, name: Name) -> bool:
        last = name.key[-1]
        joined = " ".join(name.tokens).lower()
        return (
            last in self._lists.organizations
            or self.words.classes.get(last) == "R"
            or joined in self.words.outlets
            or joined in self.words.places
        )

    def _gender_of(self, name: Name) -> str:
        gender = self.words.gender
        for word in name.titles:
            if word in gender:
                return gender[word]
        return gender.get(name.key[0], "") if len(name.tokens) > 1 else ""

    def _judge(self, person: Person) -> None:
        """Note the gender, and how sure it is that this is a person."""
        name = person.name
        gender = self._gender_of(Name(name.tokens, tuple(sorted(person.titles))))
        person.gender = gender
        joined = " ".join(name.tokens).lower()
        if self._is_organisation(name) or joined in self.words.times:
            person.human = 0.0
        elif gender or person.titles:
            person.human = 1.0
        elif len(name.tokens) == 1 and (
            name.tokens[0].isupper() or self.words.classes.get(joined, "N") not in "NT"
        ):
            person.human = 0.1
        else:
            person.human = 0.6 if len(name.tokens) in (2, 3) else 0.4


def surname(key: tuple[str, ...]) -> str:
    """The word of a name that people are called by: the last, “Jr.” left out."""
    return key[-2] if key[-1] in _SUFFIXES and len(key) > 1 else key[-1]
