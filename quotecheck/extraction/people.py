"""Who is who: the fullest name of what a mention stands for.

Pronouns take the most salient person before them: mentions add weight, a subject more than an
object, and the weight halves from sentence to sentence (after Lappin & Leass 1994, "An Algorithm
for Pronominal Anaphora Resolution", Computational Linguistics 20(4), without a parser).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping

from quotecheck.extraction.chunks import Chunk, Chunked
from quotecheck.extraction.lexicon import Words
from quotecheck.extraction.names import Name, Person, Reader, Register, folded, name_words_of
from quotecheck.rules import Rules

_GENDERED = {
    **dict.fromkeys(("he", "him", "his", "himself"), "m"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "f"),
}
_PRONOUN = re.compile(r"\b(?:[Hh](?:e|is|im|imself|er|erself)|[Ss]he)\b")
_NEUTRAL = frozenset({"it", "they", "them", "their", "its", "itself", "themselves", "we", "who"})
_RELATIVE = re.compile(r",?\s+(?:who|whom|which|that)$")
_SPEAKING = re.compile(r"(?P<S>S)(?:\([^()]*\)|,[^,.VQE]{1,20},)?w?V|[QE],?V(?P<O>[SO])")
_BREAK = re.compile(r"[.,;:\n“”\"()]\s")
_APPOSITION = re.compile(r", (?:(?:the|a|an|his|her)\s)?([^,.;:\n“”\"()]{3,90})")
_TOO_FAR = 12  # sentences
_SPEAKER, _SUBJECT, _OBJECT, _POSSESSOR = 1.5, 1.0, 0.45, 0.35
_FADE = 0.5  # what a sentence leaves of a mention's weight
_AGAIN = 0.6  # what a pronoun weighs, beside a name
_MOST = 2.0
_ROLE_OF_TITLE = {
    "sen": "senator",
    "rep": "congressman",
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
        self._weights: dict[int, float] = {}
        self._ends: list[int] = []
        self._roles: list[tuple[int, int]] = []
        self._bearers: dict[str, list[tuple[Person, set[str]]]] | None = None
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
        if lower in self.words.outlets:
            return mention
        names = list(self._reader.names(mention, 0, len(mention)))
        if names and place not in self._meant:
            return self._named(mention, place, names, register)
        person = self._meant.get(place)
        if person is None:
            return mention
        owned = lower.split(maxsplit=1)
        if owned[0] in ("his", "her") and len(owned) > 1:
            return f"{person.full}’s {mention.split(maxsplit=1)[1]}"
        return person.full

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
        self._lay_out()
        subjects = {start for start, weight in self._weights.items() if weight >= _SUBJECT}
        register.add(found, subjects)
        register.add({name: [] for name in inside if name not in found}, subjects)
        self._doubt(register)
        self._mentions = sorted(
            (start, end, person) for person in register.persons for start, end in person.places
        )
        self._follow()
        return register

    def _doubt(self, register: Register) -> None:
        """A single word in capitals that never speaks is hardly a person: Copenhagen."""
        for person in register.persons:
            if person.human < 1.0 and len(person.name.tokens) == 1:
                speaks = any(self._weights.get(at, 0.0) >= _SPEAKER for at, _ in person.places)
                person.human = min(person.human, 0.4 if speaks else 0.1)

    def _gather(self, start: int, end: int, found: dict[Name, list[tuple[int, int]]]) -> None:
        for first, last, name in self._reader.names(self.text, start, end):
            found.setdefault(name, []).append((first, last))

    def _follow(self) -> None:
        """Walk through the article and note whom each he and she, each “the senator” means."""
        salience: dict[Person, tuple[float, int]] = {}
        for start, end, person, gender in self._events():
            sentence = bisect_right(self._ends, start)
            if person is None:
                if gender:
                    person = self._antecedent(salience, sentence, gender)
                else:
                    person = self._bearer(self.text[start:end], start, salience, sentence)
                if person is None:
                    continue
                self._meant[start] = person
            if person.human == 0.0:
                continue
            value, last = salience.pop(person, (0.0, sentence))
            weight = self._weights.get(start, _OBJECT)
            if self.text[end : end + 2] in ("'s", "’s"):
                weight = _POSSESSOR
            if start in self._meant:
                weight *= _AGAIN
            value = min(value * _FADE ** (sentence - last) + weight, _MOST)
            salience[person] = (value, sentence)

    def _events(self) -> list[tuple[int, int, Person | None, str]]:
        """Names, roles and pronouns outside quotations, in text order."""
        quoted = sorted(
            (chunk.start, chunk.end)
            for chunked in self._chunked.values()
            for chunk in chunked.chunks
            if chunk.quote >= 0
        )
        starts = [start for start, _ in quoted]
        events: list[tuple[int, int, Person | None, str]] = [
            (start, end, person, "") for start, end, person in self._mentions
        ]
        events += [(start, end, None, "") for start, end in self._roles]
        for found in _PRONOUN.finditer(self.text):
            number = bisect_right(starts, found.start()) - 1
            if number < 0 or found.start() >= quoted[number][1]:
                events.append((*found.span(), None, _GENDERED[found.group().lower()]))
        return sorted(events, key=lambda event: event[0])

    def _lay_out(self) -> None:
        """Where sentences end, what weight a mention has by its place, where roles stand."""
        for chunked in self._chunked.values():
            speaking = {
                max(found.start("S"), found.start("O"))
                for found in _SPEAKING.finditer(chunked.letters)
            }
            for number, chunk in enumerate(chunked.chunks):
                if chunk.letter in ".E":
                    self._ends.append(chunk.end)
                elif chunk.letter in "SO":
                    self._weigh(chunk, speaking=number in speaking)
            if chunked.chunks and chunked.letters[-1] not in ".E":
                self._ends.append(chunked.chunks[-1].end)

    def _weigh(self, chunk: Chunk, *, speaking: bool) -> None:
        """The weights of a noun phrase: of the name that heads it, and of those beside it."""
        weight = _SPEAKER if speaking else _SUBJECT if chunk.letter == "S" else _OBJECT
        names = list(self._reader.names(self.text, chunk.start, chunk.end))
        for start, _, _ in names[:-1]:
            self._weights[start] = _POSSESSOR
        if names:
            self._weights[names[-1][0]] = weight
        if self.text.startswith(("the ", "The "), chunk.start):
            last = self.text[chunk.start : chunk.end].rsplit(maxsplit=1)[-1].lower()
            if self.words.classes.get(last) in ("R", "T") and last not in self.words.plural:
                self._roles.append((chunk.start, chunk.end))
        self._weights.setdefault(chunk.start, weight)

    def _antecedent(
        self, salience: dict[Person, tuple[float, int]], sentence: int, gender: str
    ) -> Person | None:
        best: tuple[float, Person] | None = None
        for person in list(reversed(salience))[:30]:
            value, last = salience[person]
            if person.gender not in ("", gender) or sentence - last > _TOO_FAR:
                continue
            score = value * _FADE ** (sentence - last) * person.human
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

    def _bearer(
        self,
        mention: str,
        place: int,
        salience: Mapping[Person, tuple[float, int]],
        sentence: int,
    ) -> Person | None:
        """Who bears a role: “the president”, “the Vermont senator”.

        Those to whom the article gives it, the words beside it counted; else, for words that
        tell of a well-known person, whoever is spoken of.
        """
        wanted = [word.strip(".,").lower() for word in mention.split()[1:]]
        if not wanted:
            return None
        best: tuple[float, Person] | None = None
        for person, beside in self._described().get(wanted[-1], ()):
            value, last = salience.get(person, (0.0, sentence))
            score = value * 0.5 ** min(sentence - last, 40)
            score += 2.0 * len(beside.intersection(wanted[:-1])) - 0.4 * len(beside - set(wanted))
            if (person.places[0][0] < place or not person.human) and (
                best is None or score > best[0]
            ):
                best = score, person
        if best is not None:
            return best[1]
        if wanted[-1] not in name_words_of(self.rules).epithets:
            return None
        return self._antecedent(salience, sentence, self.words.gender.get(wanted[-1], ""))

    def _described(self) -> dict[str, list[tuple[Person, set[str]]]]:
        """Who bears each role, with the words that stand beside it."""
        if self._bearers is None:
            self._bearers = {}
            for person in self._read().persons:
                roles: dict[str, set[str]] = {}
                for phrase in self._phrases(person):
                    role = _ROLE_OF_TITLE.get(phrase[-1], phrase[-1])
                    roles.setdefault(role, set()).update(phrase[:-1])
                for role, beside in roles.items():
                    self._bearers.setdefault(role, []).append((person, beside))
        return self._bearers

    def _phrases(self, person: Person) -> Iterator[list[str]]:
        """The titles and roles that the article gives to a person, each as its words."""
        if person.human < 0.3:
            if person.places and person.human == 0.0:
                yield from ([folded(token)] for token in person.name.tokens)
            return
        for start, end in person.places[:6]:
            line = self.text[max(0, start - 60) : start]
            words = [word.lower().strip(".,'’") for word in _BREAK.split(line)[-1].split()[-4:]]
            if words and self._is_role(words[-1]):
                yield words
            after = _APPOSITION.match(self.text, end)
            words = [word.lower() for word in after.group(1).split()[:6]] if after else []
            for number, word in enumerate(words):
                if word in ("who", "of", "for", "and", "said"):
                    break
                after_it = words[number + 1 : number + 2]
                if self._is_role(word) and (not after_it or self._is_small(after_it[0])):
                    yield words[: number + 1]
                    break

    def _is_small(self, word: str) -> bool:
        return self.words.classes.get(word, "") in ("i", "w", "t", "&", "q")

    def _is_role(self, word: str) -> bool:
        classes = self.words.classes
        return classes.get(word) in ("R", "T") or classes.get(word + ".") == "T"
