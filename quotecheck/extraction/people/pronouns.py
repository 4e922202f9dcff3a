"""The meaning of each “he” and “she”, and of “the senator”, “the Scot”, “his brother”.

A walk through the article keeps track of how much it is about each person (``attention``): a
mention as the subject counts more than one as an object.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Container
from typing import NamedTuple

from quotecheck import lazily
from quotecheck.extraction.people.attention import OFTEN_AGED, RIVALS, TOO_FAR, Attention
from quotecheck.extraction.people.cast import GENDERED, OWNERS, Cast, Meanings
from quotecheck.extraction.people.kin import Kin
from quotecheck.extraction.people.name_words import Name
from quotecheck.extraction.people.register import CastMember
from quotecheck.extraction.people.roles import named_after
from quotecheck.extraction.people.salience import (
    MAIN,
    OBJECT,
    POSSESSOR,
    SPEAKER,
    SUBJECT,
    titled,
)
from quotecheck.extraction.people.unnamed import Stranger
from quotecheck.extraction.reading.alphabet import CUE

_PRONOUN = re.compile(r"[HhSs](?<!\w.)(?:(?<=[Hh])(?:e|is|im|imself|er|erself)|(?<=[Ss])he)\b")
# A place in a quotation inside another: somebody else may be talking.
_NESTED = lazily.pattern(r"(?:[‘“]|[\s,]')(?:[^’”']|[’'](?=\w))*$")
# The author of a story is not a person in it.
_BYLINE = re.compile(
    r"^(?:By|BY) (?:[A-Z]|(?:our|an?|the) [\w ]{0,30}(?:reporter|correspondent|writer|staff))"
    r".{0,120}$",
    re.MULTILINE,
)
_HEAD = 1000  # characters
_LONGEST = 16  # characters of a verb, and the spaces
_MARKS = ",.:;"
_BESIDE = 40  # characters between a quotation and its speaker
_AGAIN = 0.6  # the weight of a pronoun, compared with a name
_CLEARLY = 0.7  # ahead of others: somebody whom “he” clearly means is a person
_BODY = 0.5  # how sure it may be that an organisation is a person
_FIRST_PARTS = frozenset({"head", "chief", "deputy", "prime", "vice"})
_TELLING = 3  # words of a description that is more than a plain role
_TOPIC = "As for "
_FRONT = re.compile(
    r"(?:^|[.?!\n”\"] ?)(?:Of|As for|As to|On|About|Asked about|Regarding|Concerning|Speaking of|To"
    r"|Like|Unlike|Turning to|With) [^,.;:\n]{2,70}, $"
)
# “The mum of four” is mostly a named person.
_OF_SO_MANY = re.compile(r"[- ]of[- ](?:two|three|four|five|six|seven|eight|nine|ten|\d)\b")
_FRONTED = 90  # characters
_NOT_SPACE = re.compile("[^ ]")
# Asked by Quill whether; asked by his own counsel, Jo Quill, how
_ASKED_BY = "sked by "
_ASKED = lazily.pattern(r"[Aa]sked by (?:(?:[a-z][\w’'-]* ){1,4})?(?:[^,.;:“”\"\n]{2,60}, )?$")


class _Event(NamedTuple):
    """A mention: of a person with a name or a stranger, or words that ask who is meant."""

    start: int
    end: int
    person: CastMember | None = None
    gender: str = ""


def meanings(cast: Cast) -> Meanings:
    """Walk through the article and note whom its pronouns and descriptions mean."""
    walk = _Walk(cast)
    for event in _events(cast):
        walk.pass_by(event)
    return walk.found


def _events(cast: Cast) -> list[_Event]:
    """Names, strangers, roles and pronouns outside quotations, in text order."""
    starts = [start for start, _ in cast.quoted]
    byline = _BYLINE.search(cast.text, 0, _HEAD)
    first, last = byline.span() if byline else (0, 0)
    events = [_Event(*mention) for mention in cast.mentions if not first <= mention[0] < last]
    events += [_Event(start, end) for start, end in cast.layout.roles]
    for found in _PRONOUN.finditer(cast.text):
        number = bisect_right(starts, found.start()) - 1
        if number < 0 or found.start() >= cast.quoted[number][1]:
            events.append(_Event(*found.span(), gender=GENDERED[found.group().lower()]))
    strangers = (each for each in cast.strangers.values() if not first <= each.start < last)
    events += [_Event(each.start, each.end, each.person) for each in strangers]
    return sorted(events, key=lambda event: event.start)


class _Walk:
    """The state of the walk: how much attention each person has at the place reached."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.text = cast.text
        self.words = cast.words
        self.found = Meanings()
        self._attention = Attention()
        self._nouns: dict[str, list[Stranger]] = {}
        for stranger in cast.strangers.values():
            self._nouns.setdefault(stranger.noun, []).append(stranger)
        self._kin = Kin(cast, self.found, self._nouns)
        self._nameless = {stranger.person for stranger in cast.strangers.values()}
        self._definite: dict[str, CastMember] = {}
        self._asker: CastMember | None = None
        self._asked_by: tuple[int, set[CastMember]] = (-1, set())
        self._appositive: CastMember | None = None
        self._acting: tuple[int, int, CastMember | None] = (-1, 0, None)

    def pass_by(self, event: _Event) -> None:
        """Find the person meant, and add to that person's attention."""
        sentence = bisect_right(self.cast.layout.ends, event.start)
        self._attention.reach(sentence, self.text.rfind("\n", 0, event.start))
        person = event.person
        if person is None:
            person = self._meant(event)
        elif (stranger := self.cast.strangers.get(event.start)) and stranger.owned:
            person = self._kin.of(stranger)
        else:
            self._kin.meet(person, event.start)
        if event.person is not None and event.person is self._appositive:
            self._appositive = None  # the mayor, Jane Roe: she is mentioned once
        elif person is not None and person.human:
            self._weigh(event, person)

    def _meant(self, event: _Event) -> CastMember | None:
        """Find and note the person meant by words without a name."""
        others = self._elsewhere(event.start, event.end)
        mention = self.text[event.start : event.end]
        appositive = None
        if event.gender:
            person = self._attention.likeliest(
                event.gender, others, self._right_before(event.start)
            )
            known = person is None or person.human > _BODY
            self.found.shares[event.start] = self._attention.share if known else 0.0
        else:
            appositive = named_after(self.text, event.end, self.cast.mentions, self.words)
            if appositive is not None:
                self._name_stranger(mention, event.start, appositive)
            person = appositive or self._described(mention, event.start, others)
        if person is None:
            if event.gender:
                return None
            person = self._just_named(mention)
            if person is None:
                return self._unintroduced(mention)
        self.found.persons[event.start] = person
        self._appositive = appositive
        if event.gender and not person.gender and not person.leaning:
            person.leaning = event.gender
            if self._attention.share > _CLEARLY:
                person.human = max(person.human, _CLEARLY)
        return person

    def _name_stranger(self, mention: str, place: int, person: CastMember) -> None:
        """Note that an earlier “a man” is the man named now."""
        known = self._nouns.get(mention.rpartition(" ")[2].lower(), [])
        before = bisect_left(known, place, key=lambda stranger: stranger.start)
        short = mention.count(" ") == 1
        if short and before and not known[before - 1].owned:
            known[before - 1].person.label = person.full

    def _weigh(self, event: _Event, person: CastMember) -> None:
        weight = self.cast.layout.weights.get(event.start, OBJECT)
        if self.text.startswith(("'s", "’s"), event.end):
            weight = POSSESSOR
        elif weight >= SPEAKER:
            self._asker = person if self._says(event.start, event.end, self.words.asking) else None
        elif self.text.startswith(_TOPIC, event.start - len(_TOPIC)):
            weight = SUBJECT
        if weight >= MAIN and person.human > _BODY:
            self._acting = self._attention.sentence, self._attention.paragraph, person
        if self.text.find(_ASKED_BY, max(0, event.start - _FRONTED), event.start) >= 0:
            self._note_asker(event, person, weight)
        if event.start in self.found.persons:
            weight *= _AGAIN
        self._attention.add(person, weight, event.end, counts=person not in self._nameless)

    def _note_asker(self, event: _Event, person: CastMember, weight: float) -> None:
        """Note the asker, if the sentence says that somebody was asked by this person."""
        owns = weight == POSSESSOR or self.text[event.start : event.end].lower() in OWNERS
        if not owns and _ASKED.search(self.text, max(0, event.start - _FRONTED), event.start):
            known = self._asked_by[1] if self._asked_by[0] == self._attention.sentence else set()
            self._asked_by = self._attention.sentence, known | {person}

    def _right_before(self, place: int) -> Container[CastMember]:
        """The person mentioned right before a pronoun, whom it does not mean: the best pupil he
        had."""
        last = self._attention.last()
        if last is None or _NOT_SPACE.search(self.text, last[1], place):
            return ()
        return last[:1]

    def _elsewhere(self, start: int, end: int) -> Container[CastMember]:
        """The people whom “she” is unlikely to mean at a place: the speaker of a labelled turn, who
        is “I”; the asker, if she answers; and anybody named in the quotation right beside it."""
        register, inside = self.cast.register, self.cast.inside
        found: set[CastMember | None] = set()
        if label := self.cast.turns.label_of("i", start):
            names = list(self.cast.reader.names(self.text, *label))
            found.update(register.of(name, start) for _, _, name in names[-1:])
        if self._asker is not None and self._says(start, end, self.words.answering):
            found.add(self._asker)
        if self._asked_by[0] == self._attention.sentence:
            found.update(self._asked_by[1])  # asked by Quill whether he would go, he
        found.update(self._fronted(start, end))
        number = bisect_right(self.cast.quoted, (start, start)) - 1
        for first, last in self.cast.quoted[max(0, number) : number + 2]:
            between = self.text[last:start] if last <= start else self.text[end:first]
            if len(between) < _BESIDE and "\n" not in between and "." not in between:
                low = bisect_left(inside, first, key=lambda name: name[0])
                high = bisect_left(inside, last, key=lambda name: name[0])
                found.update(
                    register.of(name, first)
                    for at, _, name in inside[low:high]
                    if not _NESTED.search(self.text, first + 1, at)
                )
        return frozenset(person for person in found if person is not None)

    def _fronted(self, start: int, end: int) -> set[CastMember | None]:
        """The people named in a fronted phrase, whom “she” is talking about: Of Quill, she said."""
        front = _FRONT.search(self.text, max(0, start - _FRONTED), start)
        after = self.text[end : end + _LONGEST].lstrip(" ").partition(" ")[0].rstrip(_MARKS)
        if front is None or self.words.classes.get(after.lower()) != CUE:
            return set()
        low = bisect_left(self.cast.mentions, front.start(), key=lambda mention: mention[0])
        high = bisect_left(self.cast.mentions, start, key=lambda mention: mention[0])
        return {person for _, _, person in self.cast.mentions[low:high]}

    def _says(self, start: int, end: int, verbs: frozenset[str]) -> bool:
        """Return whether one of some verbs stands right before or after a mention."""
        before = self.text[max(0, start - _LONGEST) : start].rstrip(" ").rpartition(" ")[2]
        after = self.text[end : end + _LONGEST].lstrip(" ").partition(" ")[0].rstrip(_MARKS)
        bases = self.words.bases
        return bases.get(before.lower()) in verbs or bases.get(after.lower()) in verbs

    def _described(
        self, mention: str, place: int, others: Container[CastMember]
    ) -> CastMember | None:
        """The meaning of a description: “the president”, “the Vermont senator”, “the Scot”.

        The person to whom the article gives the role; else, for words that people are called by,
        the one with the most attention.
        """
        first = 0 if titled(self.text, place) else 1
        wanted = [word.strip(".,").lower() for word in mention.split()[first:]]
        if not wanted:
            return None
        noun = wanted[-1]
        gender = self.words.gender.get(noun, "")
        if " ".join(wanted) not in self.cast.lists.demonyms:
            if person := self._given_role(wanted, place):
                return person
            if noun in self.cast.lists.bodies and mention[1:].islower():
                return self._body(noun, place)
            aged = next((word for word in wanted if word.endswith("-year-old")), "")
            if aged and (person := self.cast.aged.get(aged.partition("-")[0])):
                return person
            counted = _OF_SO_MANY.match(self.text, place + len(mention)) is not None
            epithet = counted or self._is_epithet(mention, noun)
            known = noun in self.words.persons and noun not in self.cast.lists.unnamed
            if (known or epithet) and (person := self._just_acted(gender)) in self._nameless:
                return person  # a parent wept; the mother of three said no
            if not aged and not epithet:
                return None
        often = OFTEN_AGED if noun.endswith("-year-old") else 0.0
        return self._attention.likeliest(gender, others, self._nameless, often)

    def _is_epithet(self, mention: str, noun: str) -> bool:
        """Return whether somebody with a name is mostly meant: the striker, the former docker."""
        lists = self.cast.lists
        if noun in lists.epithets:
            return True
        return mention[1:].islower() and noun in self.words.persons and noun not in lists.unnamed

    def _given_role(self, wanted: list[str], place: int) -> CastMember | None:
        """The person to whom the article gives a role, with the words beside it counted."""
        strangers = self._nouns.get(wanted[-1], [])
        before = bisect_left(strangers, place, key=lambda stranger: stranger.start)
        candidates = list(self.cast.bearers.get(wanted[-1], ()))
        candidates += [
            (self.found.kin.get(each.start, each.person), each.beside)
            for each in strangers[max(0, before - RIVALS) : before]
        ]
        candidates = candidates or self._first_of_role(wanted[-1])
        best: tuple[float, CastMember] | None = None
        for person, beside in candidates:
            score = self._attention.halved(person)
            score += 2.0 * len(beside.intersection(wanted[:-1])) - 0.4 * len(beside - set(wanted))
            if (person.places[0][0] < place or not person.human) and (
                best is None or score > best[0]
            ):
                best = score, person
        return best[1] if best else None

    def _first_of_role(self, noun: str) -> list[tuple[CastMember, frozenset[str]]]:
        """The people whose role begins with a noun: the head is the head teacher."""
        if noun not in _FIRST_PARTS:
            return []
        found = {
            person: beside
            for those in self.cast.bearers.values()
            for person, beside in those
            if noun in beside
        }
        return list(found.items()) if len(found) == 1 else []

    def _body(self, noun: str, place: int) -> CastMember | None:
        """The meaning of “the company”: the organisation named last before a place, preferably one
        that is called a company."""
        last: CastMember | None = None
        acting: CastMember | None = None
        mentions = self.cast.mentions
        before = bisect_left(mentions, place, key=lambda mention: mention[0])
        for start, _, person in reversed(mentions[max(0, before - RIVALS) : before]):
            if noun in person.name.key:
                return person
            near = self._attention.sentence - bisect_right(self.cast.layout.ends, start) <= TOO_FAR
            if last is None and near and self.cast.register.is_body(person.name):
                last = person
            if acting is None and near and self._may_be_body(person, start):
                acting = person
        return last or acting

    def _may_be_body(self, person: CastMember, place: int) -> bool:
        """Return whether a little-known name acts at a place: Norvex raised its prices."""
        acts = self.cast.layout.weights.get(place, 0.0) >= SUBJECT
        known = person.full.lower() in self.words.places or person.full in self.cast.lists.demonyms
        return acts and person.human < _BODY and not known

    def _just_named(self, mention: str) -> CastMember | None:
        """The person who has just acted, if the mention is more than a plain role: Quill would not
        say; the retired teacher laughed."""
        words = mention.lower().split()
        if len(words) < _TELLING or words[-1] not in self.words.persons:
            return None
        gender = self.words.gender.get(words[-1], "")
        return self._just_acted(gender) if mention[1:].islower() else None

    def _just_acted(self, gender: str) -> CastMember | None:
        """The subject of the sentence before, if that is in the same paragraph."""
        sentence, paragraph, person = self._acting
        if (
            person is None
            or sentence != self._attention.sentence - 1
            or paragraph != self._attention.paragraph
        ):
            return None
        return person if "" in (gender, person.gender) or gender == person.gender else None

    def _unintroduced(self, mention: str) -> CastMember | None:
        """A person whom the article never names and only calls “the judge” or the like."""
        noun = mention.rpartition(" ")[2].lower()
        if noun not in self.words.persons or not mention[1:].islower():
            return None
        known = self._definite.get(mention.lower())
        if known is None:
            gender = self.words.gender.get(noun, "")
            known = CastMember(Name((noun,)), gender=gender, human=1.0, label=mention)
            self._definite[mention.lower()] = known
            self._nameless.add(known)
        return known
