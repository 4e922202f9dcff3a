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
from quotecheck.extraction.names import Name, Reader, name_words_of, with_nicknames
from quotecheck.extraction.register import Person, Register
from quotecheck.extraction.roles import Bearers, bearers_of, named_after
from quotecheck.extraction.salience import OBJECT, POSSESSOR, SPEAKER, SUBJECT, Layout, layout_of
from quotecheck.extraction.strangers import Stranger, strangers_of
from quotecheck.extraction.turns import FIRST, SECOND, Turns
from quotecheck.rules import Rules

_GENDERED = {
    **dict.fromkeys(("he", "him", "his", "himself"), "m"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "f"),
}
_PRONOUN = re.compile(r"[HhSs](?<!\w.)(?:(?<=[Hh])(?:e|is|im|imself|er|erself)|(?<=[Ss])he)\b")
_NEUTRAL = frozenset({"it", "they", "them", "their", "its", "itself", "themselves", "we", "who"})
_BORN = re.compile(r" was born\b")
_ONE = frozenset({"it", "its", "itself"})
# A place in a quotation inside another: somebody else may be talking.
_NESTED = re.compile(r"(?:[‘“]|[\s,]')(?:[^’”']|[’'](?=\w))*$")
_HARDLY, _MAYBE = 0.2, 0.65  # how sure it may be that “they” and “it” are a person
_RELATIVE = re.compile(r",?\s+(?:who|whom|which|that)$")
_RELATIVES = frozenset({"who", "whom", "which", "that"})
_AGE = re.compile(r",? \(?(\d{1,3})(?=[,.)]| and )")  # Serhiy, 24, a soldier
_FIRST = 2  # mentions of a person, where the age is said
_JOINING = (" of ", " for ")
_BEFORE_RELATIVE = 3  # characters: the comma and the space
# Who wrote the story is nobody in it.
_BYLINE = re.compile(r"^(?:By|BY) [A-Z].{1,120}$", re.MULTILINE)
_HEAD = 1000  # characters
_ANSWERING = frozenset({"reply", "answer", "respond", "retort", "rejoin", "counter"})
_ASKING = frozenset({"ask", "demand", "enquire", "inquire", "wonder", "question"})
_WORD_BEFORE, _WORD_AFTER = re.compile(r"(\w+) $"), re.compile(r" (\w+)")
_BESIDE = 40  # characters between a quotation and who speaks
_OWNERS = frozenset({"his", "her"})
_TOO_FAR = 12  # sentences
_RIVALS = 30  # persons last spoken of
_FADE = 0.4  # what a sentence leaves of a mention's weight
_AGAIN = 0.6  # what a pronoun weighs, beside a name
_MOST = 3.0
_PERSON = 0.15  # how sure it must be that a name is a person’s
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
        self._turns: Turns | None = None
        self._subjects: list[tuple[int, int]] = []
        self._phrases: list[tuple[int, int]] = []
        self._bearers: Bearers = {}
        self._quoted: list[tuple[int, int]] = []
        self._inside: list[tuple[int, int, Name]] = []
        self._others: frozenset[Person] = frozenset()
        self._nameless: frozenset[Person] = frozenset()
        self._unknown: dict[str, Person] = {}
        self._aged: dict[str, Person] = {}
        self._kin: dict[int, Person] = {}
        self._strangers: dict[int, Stranger] = {}
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
        if (lower in FIRST or lower in SECOND) and (turn := self._turn(lower, place)):
            return turn
        if lower in _NEUTRAL:
            return self._neutral(lower, place) or mention
        if lower in self.words.outlets:
            return mention
        if self.words.is_role(lower.rpartition(" ")[2]) and (
            person := named_after(self.text, place + len(mention), self._mentions)
        ):
            return person.full  # “his wife, Jo Lind, said”
        if (noun := named_in(mention, self.words)) and (issuer := self._issuer(noun, place)):
            return issuer
        if known := self._kin.get(place):
            return known.full
        if stranger := self._strangers.get(place):
            return stranger.person.full
        names = list(self._reader.names(mention, 0, len(mention)))
        if not names and mention[:1].isupper() and mention.isalpha():
            called = register.of(Name((mention,)), place)  # Ade Duke, who is no duke
            if called is not None:
                return called.full
        if names and place not in self._meant:
            return self._named(mention, place, names, register)
        person = self._meant.get(place)
        if person is None:
            longer = with_belonging(self.text, mention, place, self.words) if not names else mention
            return introduced(self.text, mention, place) or longer
        owned = lower.split(maxsplit=1)
        if owned[0] in _OWNERS and len(owned) > 1:
            return f"{person.full}’s {mention.split(maxsplit=1)[1]}"
        return person.full

    def _turn(self, pronoun: str, place: int) -> str:
        """Whom “I” or “you” means in a turn with a label: “Quill: I told her, ‘Run.’”"""
        turns = self._turns = self._turns or Turns(self.text, self._chunked.values())
        label = turns.label_of(pronoun, place)
        return self.resolve(self.text[slice(*label)], label[0]) if label else ""

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
        found = [
            (self._entered(place + start) or register.of(name, place), name)
            for start, _, name in heads
        ]
        full = [person.full if person else " ".join(name.tokens) for person, name in found]
        if len(full) > 1 and re.search(r"\band\b|&|,", mention[heads[0][1] : heads[-1][0]]):
            return " and ".join(dict.fromkeys(full))
        return full[-1]

    def _entered(self, place: int) -> Person | None:
        """The person within whose name, as the article has it in full, a place stands."""
        number = bisect_right(self._mentions, place, key=lambda mention: mention[0]) - 1
        if number < 0:
            return None
        _, end, person = self._mentions[number]
        return person if place < end else None

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
        if last in self.words.persons:
            return person.full + mention[owners[0][1] :]
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
        found = list(with_nicknames(self.text, found))
        self._inside = inside
        demonyms = name_words_of(self.rules).demonyms
        self._layout = layout_of(self.text, self._chunked.values(), found, self.words, demonyms)
        self._enter(register, found, inside)
        self._mentions = sorted(
            (start, end, person) for person in register.persons for start, end in person.places
        )
        self._rename(register)
        strangers = strangers_of(self.text, self._layout.phrases, self.words, self._mentions)
        self._strangers = {stranger.start: stranger for stranger in strangers}
        self._nameless = frozenset(each.person for each in self._strangers.values())
        self._bearers = bearers_of(register.persons, self.text, self.words)
        self._believe()
        for each in self._strangers.values():
            self._bearers.setdefault(each.noun, []).append((each.person, each.beside))
        self._follow()
        return register

    def _rename(self, register: Register) -> None:
        """A life told from the beginning: Daphne Roe is whoever “was born Daphne Cole”."""
        for start, end, person in self._mentions:
            key = person.name.key
            if len(key) < 2 or not _BORN.match(self.text, end):
                continue
            before = (each for at, _, each in self._mentions if at < start and each is not person)
            same = next((each for each in before if each.name.key[:1] == key[:1]), None)
            if same is not None and len(same.name.key) > 1 and same.human:
                person.label = same.full

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
            ages = [
                found for _, end in person.places[:_FIRST] if (found := _AGE.match(self.text, end))
            ]
            if ages:
                self._aged.setdefault(ages[0].group(1), person)
                person.human = max(person.human, 0.9)
            elif person.human < 1.0 and not person.leaning:
                speaks = any(weights.get(at, 0.0) >= SPEAKER for at, _ in person.places)
                single = len(person.name.tokens) == 1
                if single or not speaks:
                    likely = 0.4 if speaks else 0.1 if single else 0.25
                    person.human = min(person.human, likely)

    def _believe(self) -> None:
        """Who bears a person’s role is a person: her brother Naresh; the role may tell the sex."""
        for role, bearers in self._bearers.items():
            if role in self.words.persons:
                for person in (person for person, _ in bearers if person.human):
                    person.human = max(person.human, 0.9)
                    person.gender = person.gender or self.words.gender.get(role, "")

    def _follow(self) -> None:
        """Walk through the article and note whom each he and she, each “the senator” means."""
        salience: dict[Person, tuple[float, int]] = {}
        asker: Person | None = None
        for start, end, named, gender in self._events():
            sentence = bisect_right(self._layout.ends, start)
            person = named
            if named is None:
                self._others = self._elsewhere(start, end)
                if asker is not None and self._says(start, end, _ANSWERING):
                    self._others |= {asker}
            if gender:
                person = self._antecedent(salience, sentence, gender)
            elif named is None:
                person = named_after(self.text, end, self._mentions)
                if person is None:
                    person = self._bearer(self.text[start:end], start, salience, sentence)
                if person is None:
                    named = person = self._definite(self.text[start:end])
            if person is None:
                continue
            if named is None:
                self._meant[start] = person
                if gender and not person.gender and not person.leaning:
                    person.leaning = gender
            elif (stranger := self._strangers.get(start)) and stranger.owned:
                person = self._belonging(stranger)
            if person.human == 0.0:
                continue
            value, last = salience.pop(person, (0.0, sentence))
            weight = self._layout.weights.get(start, OBJECT)
            if self.text[end : end + 2] in ("'s", "’s"):
                weight = POSSESSOR
            elif weight >= SPEAKER:
                asker = person if self._says(start, end, _ASKING) else None
            if start in self._meant:
                weight *= _AGAIN
            value = min(value * _FADE ** (sentence - last) + weight, _MOST)
            salience[person] = (value, sentence)

    def _definite(self, mention: str) -> Person | None:
        """Somebody of whom the article never says more than “the judge”."""
        noun = mention.rpartition(" ")[2].lower()
        if noun not in self.words.persons or not mention[1:].islower():
            return None
        known = self._unknown.get(mention.lower())
        if known is None:
            gender = self.words.gender.get(noun, "")
            known = Person(Name((noun,)), gender=gender, human=1.0, label=mention)
            self._unknown[mention.lower()] = known
            self._nameless |= {known}
        return known

    def _says(self, start: int, end: int, verbs: frozenset[str]) -> bool:
        """Whether one of some verbs stands right before or after a mention."""
        before = _WORD_BEFORE.search(self.text, max(0, start - 20), start)
        after = _WORD_AFTER.match(self.text, end)
        beside = (found.group(1).lower() for found in (before, after) if found)
        return any(self.words.bases.get(word) in verbs for word in beside)

    def _belonging(self, stranger: Stranger) -> Person:
        """Who “his brother” is: somebody with a name whom the article calls so, or a stranger."""
        owner = self._meant.get(stranger.start)
        words = self.text[stranger.start : stranger.end]
        own, _, rest = words.partition(" ")
        if owner is not None and own.lower() in _OWNERS:
            stranger.person.label = f"{owner.full}’s {rest}"
            if kin := self._kin_of(owner, stranger.noun):
                self._kin[stranger.start] = kin
                return kin
        elif names := list(self._reader.names(words, 0, len(words))):
            stranger.person.label = self._owned(words, names, stranger.start)
        elif own.lower() == "the" and (same := self._spoken_of(stranger)):
            self._kin[stranger.start] = same
            return same
        return stranger.person

    def _spoken_of(self, stranger: Stranger) -> Person | None:
        """Who was introduced before: the ad’s narrator is “a narrator in an ad”."""
        before = [
            each.person
            for each in self._strangers.values()
            if each.noun == stranger.noun and each.start < stranger.start
        ]
        return self._kin.get(before[0].places[0][0], before[0]) if before else None

    def _kin_of(self, owner: Person, noun: str) -> Person | None:
        """The only one whom the article calls a brother, if not the owner."""
        if noun not in self.words.gender:
            return None
        bearers = [
            person for person, _ in self._bearers.get(noun, ()) if person not in self._nameless
        ]
        return bearers[0] if len(bearers) == 1 and bearers[0] is not owner else None

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
        events += [(each.start, each.end, each.person, "") for each in self._strangers.values()]
        return sorted(events, key=lambda event: event[0])

    def _antecedent(
        self, salience: dict[Person, tuple[float, int]], sentence: int, gender: str
    ) -> Person | None:
        best: tuple[float, Person] | None = None
        for person in islice(reversed(salience), _RIVALS):
            value, last = salience[person]
            if gender and person.gender not in ("", gender):
                continue
            if sentence - last > _TOO_FAR or person.human < _PERSON:
                continue
            score = value * _FADE ** (sentence - last) * person.human
            if person.leaning not in ("", gender) or person in self._others:
                score *= _UNLIKELY
            if best is None or score > best[0]:
                best = score, person
        return best[1] if best else None

    def _elsewhere(self, start: int, end: int) -> frozenset[Person]:
        """Who is hardly meant by “she” at a place: the speaker of a labelled turn, who is “I”, and
        those of whom the quotation right beside speaks by name."""
        register = self._read()
        found: set[Person | None] = set()
        if label := self._turn("i", start):
            found.add(register.of(Name(tuple(label.split())), start))
        number = bisect_right(self._quoted, (start, start)) - 1
        for first, last in self._quoted[max(0, number) : number + 2]:
            between = self.text[last:start] if last <= start else self.text[end:first]
            if len(between) < _BESIDE and "\n" not in between and "." not in between:
                low = bisect_left(self._inside, first, key=lambda name: name[0])
                high = bisect_left(self._inside, last, key=lambda name: name[0])
                found.update(
                    register.of(name, first)
                    for at, _, name in self._inside[low:high]
                    if not _NESTED.search(self.text, first + 1, at)
                )
        return frozenset(person for person in found if person is not None)

    def _neutral(self, pronoun: str, place: int) -> str:
        """What it and they mean: the nearest group or organisation that is a subject."""
        subjects = self._subjects = self._subjects or self._places("S")
        number = bisect_left(subjects, (place, 0))
        for start, end in reversed(subjects[max(0, number - _RIVALS) : number]):
            words = self.text[start:end]
            if self._is_group(words, one=pronoun in _ONE):
                return self.resolve(words, start)
        return ""

    def _is_group(self, words: str, *, one: bool) -> bool:
        """Whether words name many, or an organisation; only what is one, if so asked."""
        lower = words.lower()
        if lower in _NEUTRAL or lower in _GENDERED:
            return False
        last = lower.rsplit(maxsplit=1)[-1]
        if last in self.words.plural or " and " in lower:
            return not one
        if last in self.words.documents:
            return True
        if self.words.classes.get(last) == "R":
            return last not in self.words.persons
        names = list(self._reader.names(words, 0, len(words)))
        person = self._read().of(names[-1][2]) if names else None
        return person is not None and person.human < (_MAYBE if one else _HARDLY)

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
            if wanted[-1] in lists.bodies and mention[1:].islower():
                return self._body(wanted[-1], place, sentence)
            aged = next((word for word in wanted if word.endswith("-year-old")), "")
            if aged and (person := self._aged.get(aged.partition("-")[0])):
                return person
            if wanted[-1] not in lists.epithets and not aged:
                return None
        named = {one: each for one, each in salience.items() if one not in self._nameless}
        return self._antecedent(named, sentence, self.words.gender.get(wanted[-1], ""))

    def _given_role(
        self,
        wanted: list[str],
        place: int,
        salience: dict[Person, tuple[float, int]],
        sentence: int,
    ) -> Person | None:
        """To whom the article gives a role, the words beside it counted."""
        best: tuple[float, Person] | None = None
        for person, beside in self._bearers.get(wanted[-1], ()):
            value, last = salience.get(person, (0.0, sentence))
            score = value * 0.5 ** min(sentence - last, 40)
            score += 2.0 * len(beside.intersection(wanted[:-1])) - 0.4 * len(beside - set(wanted))
            if (person.places[0][0] < place or not person.human) and (
                best is None or score > best[0]
            ):
                best = score, person
        return best[1] if best else None

    def _body(self, noun: str, place: int, sentence: int) -> Person | None:
        """The organisation named last before a place: the company; rather one that is called so."""
        register = self._read()
        last: Person | None = None
        before = bisect_left(self._mentions, place, key=lambda mention: mention[0])
        for start, _, person in reversed(self._mentions[max(0, before - _RIVALS) : before]):
            if noun in person.name.key:
                return person
            near = sentence - bisect_right(self._layout.ends, start) <= _TOO_FAR
            if last is None and near and register.is_body(person.name):
                last = person
        return last
