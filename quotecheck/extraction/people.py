"""Who is who: the fullest name of what a mention stands for.

Pronouns take the most salient person before them: mentions add weight, a subject more than an
object, and the weight halves from sentence to sentence (after Lappin & Leass 1994, "An Algorithm
for Pronominal Anaphora Resolution", Computational Linguistics 20(4), without a parser).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping

from quotecheck.extraction.chunks import Chunked
from quotecheck.extraction.lexicon import Words
from quotecheck.extraction.names import Name, Person, Reader, Register
from quotecheck.rules import Rules

_GENDERED = {
    **dict.fromkeys(("he", "him", "his", "himself"), "m"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "f"),
}
_PRONOUN = re.compile(r"\b(?:[Hh](?:e|is|im|imself|er|erself)|[Ss]he)\b")
_NEUTRAL = frozenset({"it", "they", "them", "their", "its", "itself", "themselves", "we", "who"})
_RELATIVE = re.compile(r",?\s+(?:who|whom|which|that)$")
_TOO_FAR = 12  # sentences
_SUBJECT, _OBJECT, _POSSESSOR = 1.0, 0.45, 0.35
_TITLE_ROLES = {
    "sen": "senator",
    "rep": "representative",
    "gov": "governor",
    "prof": "professor",
    "gen": "general",
    "dr": "doctor",
    "rev": "reverend",
}


class People:
    """The people of one article; nothing is read before the first mention asks."""

    def __init__(
        self,
        text: str,
        chunked: Mapping[int, Chunked],
        words: Words,
        rules: Rules,
        headline: int = -1,
    ) -> None:
        self.text = text
        self.words = words
        self.rules = rules
        self._chunked = chunked
        title = chunked[headline].chunks if headline in chunked else []
        self._title_end = title[-1].end if title else 0
        self._resolved: dict[tuple[str, int], str] = {}
        self._reader = Reader(words, rules)
        self._register: Register | None = None
        self._meant: dict[int, Person] = {}
        self._mentions: list[tuple[int, int, Person]] = []
        self._titles = {
            title.lower(): name for name, known in rules.people.items() for title in known.titles
        }

    def resolve(self, mention: str, place: int) -> str:
        """The fullest name of what the mention that starts at ``place`` means.

        Words that no name explains are given back as they stand.
        """
        key = (mention, place)
        if key not in self._resolved:
            self._resolved[key] = self._resolve(_RELATIVE.sub("", mention).strip(), place)
        return self._resolved[key]

    def _resolve(self, mention: str, place: int) -> str:
        register = self._read()
        lower = mention.lower()
        if lower in self._titles:
            return self._titles[lower]
        if lower in _GENDERED:
            person = self._meant.get(place)
            return person.full if person else mention
        if lower in _NEUTRAL:
            return self._neutral(place) or mention
        names = list(self._reader.names(mention, 0, len(mention)))
        if names:
            return self._named(mention, place, names, register)
        person = self._role(mention, place)
        return person.full if person else mention

    def _named(
        self, mention: str, place: int, names: list[tuple[int, int, Name]], register: Register
    ) -> str:
        """The name for a mention that holds names: one, several, or one that is a part of it."""
        heads = [each for each in names if self._is_head(mention, each)]
        if not heads:
            return self._owner(mention, names, place) or mention
        found = [(register.of(name, place), name) for _, _, name in heads]
        full = [person.full if person else " ".join(name.tokens) for person, name in found]
        if len(full) > 1 and re.search(r"\band\b|&|,", mention[heads[0][1] : heads[-1][0]]):
            return " and ".join(dict.fromkeys(full))
        return full[-1]

    def _owner(self, mention: str, names: list[tuple[int, int, Name]], place: int) -> str:
        """Whose words a mention is that is a saying or a document: Quill's statement."""
        last = mention.rsplit(maxsplit=1)[-1].lower()
        if self.words.classes.get(last) != "C" and last not in self.words.documents:
            return ""
        for _, end, name in names:
            if mention[end : end + 2] in ("'s", "’s"):
                person = self._read().of(name, place)
                return person.full if person else ""
        return ""

    def _is_head(self, mention: str, found: tuple[int, int, Name]) -> bool:
        """Whether a name is what the mention is about, not an owner or a place in it."""
        start, end, _ = found
        after = mention[end:]
        if after[:2] in ("'s", "’s") or after[:1] in ("'", "’"):
            return not after[2:].strip()
        rest = after.split()
        if rest and self.words.classes.get(rest[0].lower(), "j") in "RTjC" and rest[0].islower():
            return False  # “the Clinton campaign”
        before = mention[:start].rsplit(maxsplit=1)[-1:]
        return not before or self.words.classes.get(before[0].lower()) != "i"

    def _read(self) -> Register:
        """Find all names and what the pronouns mean, once."""
        if self._register is not None:
            return self._register
        register = self._register = Register(self.words, self.rules)
        quoted = sorted(
            (chunk.start, chunk.end)
            for chunked in self._chunked.values()
            for chunk in chunked.chunks
            if chunk.quote >= 0
        )
        found: dict[Name, list[tuple[int, int]]] = {}
        inside: dict[Name, list[tuple[int, int]]] = {}
        at = self._title_end
        self._gather(0, at, inside)
        for start, end in quoted:
            if start < at:
                continue
            self._gather(at, start, found)
            self._gather(start, end, inside)
            at = end
        self._gather(at, len(self.text), found)
        for name in inside:
            if name.tokens[0].lower() in self.words.gender and len(name.tokens) > 1:
                found.setdefault(name, [])
        register.add(found)
        register.add({name: [] for name in inside if name not in found})
        self._mentions = sorted(
            (start, end, person) for person in register.persons for start, end in person.places
        )
        self._follow()
        return register

    def _gather(self, start: int, end: int, found: dict[Name, list[tuple[int, int]]]) -> None:
        for first, last, name in self._reader.names(self.text, start, end):
            found.setdefault(name, []).append((first, last))

    def _follow(self) -> None:
        """Walk through the article and note whom each he and she means."""
        ends, subjects = self._layout()
        salience: dict[Person, tuple[float, int]] = {}
        for start, end, person, gender in self._events():
            sentence = bisect_right(ends, start)
            if person is None:
                person = self._antecedent(salience, sentence, gender)
                if person is None:
                    continue
                self._meant[start] = person
            if person.human == 0.0:
                continue
            value, last = salience.pop(person, (0.0, sentence))
            weight = _SUBJECT if start in subjects else _OBJECT
            if self.text[end : end + 2] in ("'s", "’s"):
                weight = _POSSESSOR
            salience[person] = (value * 0.5 ** (sentence - last) + weight, sentence)

    def _events(self) -> Iterator[tuple[int, int, Person | None, str]]:
        """Names and pronouns outside quotations, in text order."""
        quoted = [
            (chunk.start, chunk.end)
            for chunked in self._chunked.values()
            for chunk in chunked.chunks
            if chunk.quote >= 0
        ]
        starts = [start for start, _ in quoted]
        events: list[tuple[int, int, Person | None, str]] = [
            (start, end, person, "") for start, end, person in self._mentions
        ]
        for found in _PRONOUN.finditer(self.text):
            number = bisect_right(starts, found.start()) - 1
            if number < 0 or found.start() >= quoted[number][1]:
                events.append((*found.span(), None, _GENDERED[found.group().lower()]))
        return iter(sorted(events, key=lambda event: event[0]))

    def _layout(self) -> tuple[list[int], set[int]]:
        """Where sentences end, and where words stand that head a subject."""
        ends: list[int] = []
        subjects: set[int] = set()
        for chunked in self._chunked.values():
            for chunk in chunked.chunks:
                if chunk.letter in ".E":
                    ends.append(chunk.end)
                elif chunk.letter == "S":
                    for _, _, at in self._heads(chunk.start, chunk.end):
                        subjects.add(at)
            if chunked.chunks and chunked.letters[-1] not in ".E":
                ends.append(chunked.chunks[-1].end)
        return ends, subjects

    def _heads(self, start: int, end: int) -> Iterator[tuple[str, int, int]]:
        for first, last, _ in self._reader.names(self.text, start, end):
            yield "", last, first
        yield "", end, start

    def _antecedent(
        self, salience: dict[Person, tuple[float, int]], sentence: int, gender: str
    ) -> Person | None:
        best: tuple[float, Person] | None = None
        for person in list(reversed(salience))[:30]:
            value, last = salience[person]
            if person.gender not in ("", gender) or sentence - last > _TOO_FAR:
                continue
            score = value * 0.5 ** (sentence - last) * person.human
            score *= 1.0 if person.gender else 0.5
            if best is None or score > best[0]:
                best = score, person
        return best[1] if best else None

    def _neutral(self, place: int) -> str:
        """What it and they mean: the nearest group or organisation that is a subject."""
        best = ""
        for chunked in self._chunked.values():
            for chunk in chunked.chunks:
                if chunk.start >= place:
                    return best
                if chunk.letter == "S" and place - chunk.start < 1500:
                    words = self.text[chunk.start : chunk.end]
                    if self._is_group(words):
                        best = self.resolve(words, chunk.start)
        return best

    def _is_group(self, words: str) -> bool:
        lower = words.lower()
        if lower in _NEUTRAL or lower in _GENDERED:
            return False
        last = lower.rsplit(maxsplit=1)[-1]
        if last in self.words.plural or last in self.words.documents or " and " in lower:
            return True
        if self.words.classes.get(last) == "R":
            return last not in self.words.gender
        names = list(self._reader.names(words, 0, len(words)))
        person = self._read().of(names[-1][2]) if names else None
        return person is not None and person.human < 0.2

    def _role(self, mention: str, place: int) -> Person | None:
        """The person whom the article ties to a role: “the president”, “the senator”."""
        wanted = [word.strip(".,").lower() for word in mention.split()]
        if wanted[:1] != ["the"] or wanted[-1] in self.words.plural:
            return None
        best: tuple[float, Person] | None = None
        for person in self._read().persons:
            described = self._described(person)
            if wanted[-1] not in described or person.human < 0.2:
                continue
            before = bisect_right(person.places, (place, 0))
            shared = sum(word in described for word in wanted[1:])
            near = 1.0 / (1 + place - person.places[before - 1][0]) if before else 0.0
            if best is None or shared + near > best[0]:
                best = shared + near, person
        return best[1] if best else None

    def _described(self, person: Person) -> set[str]:
        """The titles and roles that the article gives to a person."""
        found = set(person.titles) | {_TITLE_ROLES.get(title, title) for title in person.titles}
        for start, end in person.places[:8]:
            line = self.text[max(0, start - 60) : start]
            before = re.split(r"[.,;:\n“”\"]", line)[-1].split()
            if before and self.words.classes.get(before[-1].lower()) in ("R", "T"):
                found.update(word.lower() for word in before[-4:])
            after = re.match(
                r", (?:(?:the|a|an|his|her)\s)?([^,.;:\n“”\"]{3,90})", self.text[end : end + 100]
            )
            if after:
                words = [word.lower() for word in after.group(1).split()]
                for number, word in enumerate(words[:5]):
                    if word in ("who", "of", "for", "and", "said"):
                        break
                    if self.words.classes.get(word) in ("R", "T"):
                        found.update(words[: number + 1])
        return found
