"""Who is who: the fullest name of what a mention stands for.

Pronouns take the most salient person before them: mentions add weight, a subject more than an
object, and the weight halves from sentence to sentence (after Lappin & Leass 1994, "An Algorithm
for Pronominal Anaphora Resolution", Computational Linguistics 20(4), without a parser).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from itertools import islice

from quotecheck.extraction.chunks import Chunked
from quotecheck.extraction.descriptions import introduced, last_issue, named_in, with_belonging
from quotecheck.extraction.lexicon import Words
from quotecheck.extraction.names import Name, Reader, name_words_of
from quotecheck.extraction.register import Person, Register
from quotecheck.extraction.roles import Bearers, bearers_of, named_after
from quotecheck.extraction.salience import OBJECT, POSSESSOR, SPEAKER, SUBJECT, Layout, layout_of
from quotecheck.rules import Rules

_GENDERED = {
    **dict.fromkeys(("he", "him", "his", "himself"), "m"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "f"),
}
_PRONOUN = re.compile(r"[HhSs](?<!\w.)(?:(?<=[Hh])(?:e|is|im|imself|er|erself)|(?<=[Ss])he)\b")
_NEUTRAL = frozenset({"it", "they", "them", "their", "its", "itself", "themselves", "we", "who"})
_RELATIVE = re.compile(r",?\s+(?:who|whom|which|that)$")
_RELATIVES = frozenset({"who", "whom", "which", "that"})
_AGE = re.compile(r", \d{1,3}(?=[,.]| and )")  # Serhiy, 24, a soldier
_FIRST = 2  # mentions of a person, where the age is said
_JOINING = (" of ", " for ")
_BEFORE_RELATIVE = 3  # characters: the comma and the space
# Who wrote the story is nobody in it.
_BYLINE = re.compile(r"^(?:By|BY) [A-Z].{1,120}$", re.MULTILINE)
_HEAD = 1000  # characters
_TOO_FAR = 12  # sentences
_RIVALS = 30  # persons last spoken of
_FADE = 0.5  # what a sentence leaves of a mention's weight
_AGAIN = 0.6  # what a pronoun weighs, beside a name
_MOST = 2.0
_UNLIKELY = 0.05  # that “he” is Mary, who has no other name


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
        title = chunked.get(headline)
        self._title_end = title[len(title.letters) - 1].end if title and title.letters else 0
        self._resolved: dict[tuple[str, int], str] = {}
        self._reader = Reader(words, rules)
        self._register: Register | None = None
        self._meant: dict[int, Person] = {}
        self._layout = Layout()
        self._quoted: list[tuple[int, int]] = []
        self._subjects: list[tuple[int, int]] = []
        self._phrases: list[tuple[int, int]] = []
        self._bearers: Bearers | None = None
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
        if lower in _RELATIVES:
            return self._related(place) or mention
        if lower in _NEUTRAL:
            return self._neutral(place) or mention
        if lower in self.words.outlets:
            return mention
        if self._is_role(lower) and (
            person := named_after(self.text, place + len(mention), self._mentions)
        ):
            return person.full  # “his wife, Jo Lind, said”
        if (noun := named_in(mention, self.words)) and (issuer := self._issuer(noun, place)):
            return issuer
        names = list(self._reader.names(mention, 0, len(mention)))
        if names and place not in self._meant:
            return self._named(mention, place, names, register)
        person = self._meant.get(place)
        if person is None:
            longer = with_belonging(self.text, mention, place) if not names else mention
            return introduced(self.text, mention, place) or longer
        owned = lower.split(maxsplit=1)
        if owned[0] in ("his", "her") and len(owned) > 1:
            return f"{person.full}’s {mention.split(maxsplit=1)[1]}"
        return person.full

    def _is_role(self, mention: str) -> bool:
        last = mention.rpartition(" ")[2]
        return self.words.classes.get(last) in ("R", "T") or last in self.words.gender

    def _issuer(self, noun: str, place: int) -> str:
        """Whose “the statement” is: the subject of the sentence that said “in a statement”."""
        at = last_issue(self.text, noun, place)
        subjects = self._subjects = self._subjects or self._places("S")
        number = bisect_left(subjects, (at, 0)) - 1
        if at < 0 or number < 0 or "\n" in self.text[subjects[number][1] : at]:
            return ""
        start, end = subjects[number]
        words = self.text[start:end]
        return "" if named_in(words, self.words) else self.resolve(words, start)

    def _related(self, place: int) -> str:
        """Whom a relative pronoun means: the noun phrase right before it."""
        phrases = self._phrases = self._phrases or self._places("SsOo")
        number = bisect_left(phrases, (place, 0)) - 1
        if number < 0 or place - phrases[number][1] > _BEFORE_RELATIVE:
            return ""
        start, end = phrases[number]
        while number and self.text[phrases[number - 1][1] : start] in _JOINING:
            number -= 1
            start = phrases[number][0]
        return self.resolve(self.text[start:end], start)

    def _named(
        self, mention: str, place: int, names: list[tuple[int, int, Name]], register: Register
    ) -> str:
        """The name for a mention that holds names: one, several, or one that is a part of it."""
        heads = [each for each in names if self._is_head(mention, each)]
        if not heads:
            return self._owned(mention, names, place)
        found = [(register.of(name, place), name) for _, _, name in heads]
        full = [person.full if person else " ".join(name.tokens) for person, name in found]
        if len(full) > 1 and re.search(r"\band\b|&|,", mention[heads[0][1] : heads[-1][0]]):
            return " and ".join(dict.fromkeys(full))
        return full[-1]

    def _owned(self, mention: str, names: list[tuple[int, int, Name]], place: int) -> str:
        """Whom a mention means that is somebody’s: Quill herself for her statement, else the words
        from the owner’s name on, such as Quill’s lawyer."""
        owners = [found for found in names if mention[found[1] : found[1] + 2] in ("'s", "’s")]
        person = self._read().of(owners[0][2], place) if owners else None
        if person is None:
            return mention
        last = mention.rsplit(maxsplit=1)[-1].lower()
        if self.words.classes.get(last) == "C" or last in self.words.documents:
            return person.full
        return mention[owners[0][0] :]

    def _is_head(self, mention: str, found: tuple[int, int, Name]) -> bool:
        """Whether a name is what the mention is about, not an owner or a place in it."""
        start, end, _ = found
        after = mention[end:]
        if after[:2] in ("'s", "’s") or after[:1] in ("'", "’"):
            return not after[2:].strip()
        rest = after.split()
        if rest and rest[-1].islower() and self.words.classes.get(rest[-1], "j") in "RTjC":
            return False  # “the Brandt campaign”
        before = mention[:start].rsplit(maxsplit=1)[-1:]
        return not before or self.words.classes.get(before[0].lower()) != "i"

    def _read(self) -> Register:
        """Find all names and what the pronouns mean, once."""
        if self._register is not None:
            return self._register
        register = self._register = Register(self.words, self.rules)
        quoted = self._quoted = [
            place for chunked in self._chunked.values() for place in chunked.quoted()
        ]
        found: list[tuple[int, int, Name]] = []
        inside: list[tuple[int, int, Name]] = []
        at = self._title_end
        inside += self._reader.names(self.text, 0, at)
        for start, end in quoted:
            if start >= at:
                found += self._reader.names(self.text, at, start)
                inside += self._reader.names(self.text, start, end)
                at = end
        found += self._reader.names(self.text, at, len(self.text))
        demonyms = name_words_of(self.rules).demonyms
        self._layout = layout_of(self.text, self._chunked.values(), found, self.words, demonyms)
        self._enter(register, found, inside)
        self._mentions = sorted(
            (start, end, person) for person in register.persons for start, end in person.places
        )
        self._follow()
        return register

    def _places(self, letters: str) -> list[tuple[int, int]]:
        """The spans of the chunks that have one of the letters, in text order."""
        return [
            (start, end)
            for chunked in self._chunked.values()
            for _, start, end in chunked.places(letters)
        ]

    def _enter(
        self,
        register: Register,
        found: list[tuple[int, int, Name]],
        inside: list[tuple[int, int, Name]],
    ) -> None:
        """Enter the names; those ``inside`` quotations and headlines only explain others."""
        places: dict[Name, list[tuple[int, int]]] = {}
        for start, end, name in found:
            places.setdefault(name, []).append((start, end))
        late: dict[Name, list[tuple[int, int]]] = {}
        bodies = {name.key for name in places}
        for _, _, name in inside:
            if any(name.key[:length] in bodies for length in range(2, len(name.key))):
                continue  # a headline runs on: Jane Roe Grills Banker
            full = len(name.tokens) > 1 and name.tokens[0].lower() in self.words.gender
            (places if full else late).setdefault(name, [])
        weights = self._layout.weights
        subjects = {start for start, weight in weights.items() if weight >= SUBJECT}
        register.add(places, subjects)
        register.add({name: [] for name in late if name not in places}, subjects)
        register.settle()
        self._doubt(register)

    def _doubt(self, register: Register) -> None:
        """Words in capitals that never speak are hardly a person: Copenhagen, Fort Wayne."""
        weights = self._layout.weights
        for person in register.persons:
            if any(_AGE.match(self.text, end) for _, end in person.places[:_FIRST]):
                person.human = max(person.human, 0.9)
            elif person.human < 1.0 and not person.leaning:
                speaks = any(weights.get(at, 0.0) >= SPEAKER for at, _ in person.places)
                single = len(person.name.tokens) == 1
                if single or not speaks:
                    likely = 0.4 if speaks else 0.1 if single else 0.25
                    person.human = min(person.human, likely)

    def _follow(self) -> None:
        """Walk through the article and note whom each he and she, each “the senator” means."""
        salience: dict[Person, tuple[float, int]] = {}
        for start, end, named, gender in self._events():
            sentence = bisect_right(self._layout.ends, start)
            person = named
            if gender:
                person = self._antecedent(salience, sentence, gender)
            elif named is None:
                person = named_after(self.text, end, self._mentions)
                if person is None:
                    person = self._bearer(self.text[start:end], start, salience, sentence)
            if person is None:
                continue
            if named is None:
                self._meant[start] = person
            if person.human == 0.0:
                continue
            value, last = salience.pop(person, (0.0, sentence))
            weight = self._layout.weights.get(start, OBJECT)
            if self.text[end : end + 2] in ("'s", "’s"):
                weight = POSSESSOR
            if start in self._meant:
                weight *= _AGAIN
            value = min(value * _FADE ** (sentence - last) + weight, _MOST)
            salience[person] = (value, sentence)

    def _events(self) -> list[tuple[int, int, Person | None, str]]:
        """Names, roles and pronouns outside quotations, in text order."""
        quoted = self._quoted
        starts = [start for start, _ in quoted]
        byline = _BYLINE.search(self.text, 0, _HEAD)
        first, last = byline.span() if byline else (0, 0)
        events: list[tuple[int, int, Person | None, str]] = [
            (start, end, person, "")
            for start, end, person in self._mentions
            if not first <= start < last
        ]
        events += [(start, end, None, "") for start, end in self._layout.roles]
        for found in _PRONOUN.finditer(self.text):
            number = bisect_right(starts, found.start()) - 1
            if number < 0 or found.start() >= quoted[number][1]:
                events.append((*found.span(), None, _GENDERED[found.group().lower()]))
        return sorted(events, key=lambda event: event[0])

    def _antecedent(
        self, salience: dict[Person, tuple[float, int]], sentence: int, gender: str
    ) -> Person | None:
        best: tuple[float, Person] | None = None
        for person in islice(reversed(salience), _RIVALS):
            value, last = salience[person]
            if gender and person.gender not in ("", gender):
                continue
            if sentence - last > _TOO_FAR:
                continue
            score = value * _FADE ** (sentence - last) * person.human
            if person.leaning not in ("", gender):
                score *= _UNLIKELY
            if best is None or score > best[0]:
                best = score, person
        return best[1] if best else None

    def _neutral(self, place: int) -> str:
        """What it and they mean: the nearest group or organisation that is a subject."""
        subjects = self._subjects = self._subjects or self._places("S")
        number = bisect_left(subjects, (place, 0))
        for start, end in reversed(subjects[max(0, number - _RIVALS) : number]):
            words = self.text[start:end]
            if self._is_group(words):
                return self.resolve(words, start)
        return ""

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
        salience: dict[Person, tuple[float, int]],
        sentence: int,
    ) -> Person | None:
        """Whom a description means: “the president”, “the Vermont senator”, “the Scot”.

        Those to whom the article gives the role; else, for words that people are called by,
        whoever is spoken of.
        """
        wanted = [word.strip(".,").lower() for word in mention.split()[1:]]
        if not wanted:
            return None
        lists = name_words_of(self.rules)
        if " ".join(wanted) not in lists.demonyms:
            if person := self._given_role(wanted, place, salience, sentence):
                return person
            if wanted[-1] in lists.bodies:
                return self._body(place, sentence)
            aged = any(word.endswith("-year-old") for word in wanted)
            if wanted[-1] not in lists.epithets and not aged:
                return None
        return self._antecedent(salience, sentence, self.words.gender.get(wanted[-1], ""))

    def _given_role(
        self,
        wanted: list[str],
        place: int,
        salience: dict[Person, tuple[float, int]],
        sentence: int,
    ) -> Person | None:
        """To whom the article gives a role, the words beside it counted."""
        best: tuple[float, Person] | None = None
        if self._bearers is None:
            self._bearers = bearers_of(self._read().persons, self.text, self.words)
        for person, beside in self._bearers.get(wanted[-1], ()):
            value, last = salience.get(person, (0.0, sentence))
            score = value * 0.5 ** min(sentence - last, 40)
            score += 2.0 * len(beside.intersection(wanted[:-1])) - 0.4 * len(beside - set(wanted))
            if (person.places[0][0] < place or not person.human) and (
                best is None or score > best[0]
            ):
                best = score, person
        return best[1] if best else None

    def _body(self, place: int, sentence: int) -> Person | None:
        """The organisation named last before a place: the company."""
        register = self._read()
        before = bisect_left(self._mentions, place, key=lambda mention: mention[0])
        for start, _, person in reversed(self._mentions[max(0, before - _RIVALS) : before]):
            if sentence - bisect_right(self._layout.ends, start) > _TOO_FAR:
                return None
            if register.is_body(person.name):
                return person
        return None
