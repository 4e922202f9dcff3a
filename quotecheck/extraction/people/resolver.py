"""Resolving mentions: the fullest name of the person whom a mention means."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from functools import cached_property

from quotecheck import lazily
from quotecheck.extraction.people.cast import GENDERED, OWNERS, Cast, Meanings
from quotecheck.extraction.people.casting import cast_of
from quotecheck.extraction.people.certainty import BY_DESK, way_of, way_of_pronoun
from quotecheck.extraction.people.descriptions import (
    introduced,
    is_claim,
    last_issue,
    named_in,
    owned,
    owner_of_claim,
    with_belonging,
)
from quotecheck.extraction.people.families import of_generation
from quotecheck.extraction.people.groups import NEUTRAL, Groups
from quotecheck.extraction.people.name_words import Name, Placed, name_words_of
from quotecheck.extraction.people.names import NameReader
from quotecheck.extraction.people.pronouns import meanings
from quotecheck.extraction.people.register import CastMember, Register
from quotecheck.extraction.people.roles import SENDERS, mention_at, named_after
from quotecheck.extraction.people.turns import FIRST, SECOND, Turns
from quotecheck.extraction.reading.alphabet import DETERMINER, PREPOSITION, WORD
from quotecheck.extraction.reading.chunks import Chunked
from quotecheck.extraction.reading.word_classes import WordClasses
from quotecheck.model import Mention
from quotecheck.rules import Rules

_FROM = re.compile(r" (?:from|(?:(?<=desk )|(?<=words ))of) (?:the desk of )?")
_COUNTS = frozenset({"one", "another", "some", "many", "several", "both", "most", "two", "all"})
_WHAT = "what "  # in what several lawmakers called a “fraud”
_RELATIVE = re.compile(r",?\s+(?:who|whom|which|that)$")
_AND_OTHERS = re.compile(r" and ((?:his|her|their|the|an?|its) .+)$")
_RELATIVES = frozenset({"who", "whom", "which", "that"})
_INITIALS = (2, 3)  # letters of an office: the CM
_OFFICES = 60  # mentions back
_BEFORE_AGE = 40  # characters
_CAPITAL_BEFORE = lazily.pattern(r"(?<=[a-z,] )([A-Z][\w’'-]+\.?) $")
_SURE = 0.9  # that a name is a person’s
_JOINING = (" of ", " for ")
_NICKNAMED = ("” ", '" ', "’ ", "' ", ") ")
_OF_THEM = lazily.pattern(r" of (?:them|us|(?:the|his|her|their|its|those|these) [\w’'-]+)\b")
_BEFORE_RELATIVE = 3  # characters: the comma and the space


class People:
    """The people of one article, read only when the first mention is resolved."""

    def __init__(
        self,
        text: str,
        chunked: Mapping[int, Chunked],
        words: WordClasses,
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
        self._settled: dict[str, bool] = {}
        self._reader = NameReader(words, rules)
        self._meant = Meanings()
        self._turns = Turns(text, chunked.values())
        self._subjects: list[tuple[int, int]] = []
        self._phrases: list[tuple[int, int]] = []
        self._titles = {
            title.lower(): name for name, known in rules.people.items() for title in known.titles
        }
        self._given = self._titles | {
            alias.lower(): name
            for name, known in rules.people.items()
            for alias in (name, *known.aliases, *known.handles)
        }

    @cached_property
    def _cast(self) -> Cast:
        """Everybody in the article, with the people whom its pronouns and descriptions mean."""
        words, rules, reader = self.words, self.rules, self._reader
        turns, end = self._turns, self._title_end
        cast = cast_of(self.text, self._chunked, words, rules, reader, turns, end)
        self._meant = meanings(cast)
        return cast

    @cached_property
    def _by_full(self) -> dict[str, CastMember]:
        """The persons by their fullest names."""
        return {person.full: person for person in reversed(self._cast.register.persons)}

    def resolve(self, mention: str, place: int) -> str:
        """The fullest name of the person or body meant by the mention that starts at ``place``.

        A mention that no name explains is returned unchanged.
        """
        key = (mention, place)
        if key not in self._resolved:
            words = _RELATIVE.sub("", mention).strip()
            asked = len(_WHAT) if words[: len(_WHAT)].lower() == _WHAT else 0
            self._resolved[key] = self._resolve(words[asked:], place + asked)
        return self._resolved[key]

    def way(self, mention: str, place: int) -> str:
        """The way in which a mention got its name, as ``attribution.names`` lists them."""
        name = self.resolve(mention, place)
        words = _RELATIVE.sub("", mention).strip()
        lower = words.lower()
        if self._given.get(lower) == name:
            return BY_DESK
        if lower in GENDERED or lower in NEUTRAL or lower in FIRST or lower in SECOND:
            return way_of_pronoun(name, words, self._meant.shares.get(place))
        register = self._cast.register
        person = self._by_full.get(name)
        alike = len(register.namesakes(name.split()[-1])) if name.split() else 0
        lists = name_words_of(self.rules)
        many = lower.rpartition(" ")[2] in self.words.plural
        settled = self._is_settled(name)
        return way_of(name, words, person, alike, lists, settled=settled, many=many)

    def _is_settled(self, name: str) -> bool:
        """Return whether the article has a name of one word more than once, never after another
        word that may belong to it."""
        if name not in self._settled:
            self._settled[name] = " " not in name and self._stands_alone(name)
        return self._settled[name]

    def _stands_alone(self, name: str) -> bool:
        times, at = 0, self.text.find(name)
        while at >= 0:
            times += 1
            before = _CAPITAL_BEFORE.search(self.text, max(0, at - _BEFORE_AGE), at)
            if before and not self.words.is_role(before.group(1).lower().rstrip(".")):
                return False
            at = self.text.find(name, at + len(name))
        return times > 1

    def whole(self, mention: Mention) -> Mention:
        """A mention extended by the part of the name before a nickname: Mary “Mo” Roe."""
        if not self.text.endswith(_NICKNAMED, 0, mention.start):
            return mention
        number = bisect_right(self._cast.mentions, mention.start, key=lambda each: each[0]) - 1
        if number < 0 or self._cast.mentions[number][1] <= mention.start:
            return mention
        start, end = self._cast.mentions[number][0], mention.start + len(mention.text)
        return Mention(self.text[start:end], start, end)

    def _resolve(self, mention: str, place: int) -> str:
        register = self._cast.register
        lower = mention.lower()
        if " " not in lower and (found := self._one_word(lower, place)) is not None:
            return found or mention + self._of_them(lower, place)
        if lower in self._titles:
            return self._titles[lower]
        if lower in self.words.outlets:
            return mention
        if self.words.is_role(lower.rpartition(" ")[2]) and (
            person := named_after(self.text, place + len(mention), self._cast.mentions, self.words)
        ):
            return person.full  # “his wife, Jo Lind, said”
        if (noun := named_in(mention, self.words)) and (issuer := self._issuer(noun, place)):
            return issuer
        kin, stranger = self._meant.kin.get(place), self._cast.strangers.get(place)
        if known := self._sender(mention, place) or (kin.full if kin else ""):
            return known
        if stranger:
            return stranger.person.full
        names = list(self._reader.names(mention, 0, len(mention)))
        if names:
            return self._holding(mention, place, names)
        if full := self._in_headline(lower, place):
            return full
        bare = _bare(mention)
        if bare[:1].isupper() and bare.isalpha():
            called = register.of(Name((bare,)), place)  # Ade Duke, who is not a duke; the WHO
            if called is not None:
                return called.full
        return self._described(mention, place, named=False)

    def _holding(self, mention: str, place: int, names: list[Placed]) -> str:
        """The meaning of a mention that holds names: Jo Lind, the elder Lind, her brother Jo Lind,
        Norland’s Chief of Staff Jo Lind."""
        register = self._cast.register
        if full := of_generation(mention, register, self._cast.bearers, self.words):
            return full
        bare = _bare(mention)
        if bare.isupper() and len(bare) in _INITIALS and (holder := self._abbreviated(bare, place)):
            return holder
        first, last = mention.lower().partition(" ")[0], mention.lower().rpartition(" ")[2]
        if self.words.is_role(last):
            longer = with_belonging(self.text, mention, place, self.words)
            if longer != mention and (holder := self._holder(place + len(longer))):
                return holder
        apposed = first in OWNERS and self._is_apposed(mention, names)
        if apposed or place not in self._meant.persons:
            return self._named(mention, place, names, register)
        return self._described(mention, place, named=True)

    def _sender(self, mention: str, place: int) -> str:
        """The sender of a message: a message from Quill, the desk of Quill."""
        found = _FROM.search(mention) or _FROM.match(self.text, place + len(mention))
        noun = mention.partition(" from ")[0].rpartition(" ")[2].lower()
        sent = (
            is_claim(noun, self.words) or noun in self.words.documents or noun in ("desk", "words")
        )
        if not sent or found is None:
            return ""
        after = found.end() + (place if found.string is mention else 0)
        at = mention_at(self.text, after, self._cast.mentions, SENDERS)
        return at[2].full if at else ""

    def _of_them(self, word: str, place: int) -> str:
        """The rest of a counting phrase: “of them” in “one of them”."""
        rest = _OF_THEM.match(self.text, place + len(word)) if word in _COUNTS else None
        return rest.group() if rest else ""

    def _in_headline(self, mention: str, place: int) -> str:
        """The person with the role that a headline names: Retired General Says No."""
        found = (
            self._cast.bearers.get(mention.rpartition(" ")[2], [])
            if place < self._title_end
            else []
        )
        return next((person.full for person, _ in found if person.human), "")

    def _in_title(self, gender: str) -> CastMember | None:
        """The person named first in the headline, if the story has not mentioned any other
        “she”."""
        names = self._reader.names(self.text, 0, self._title_end)
        found = next((self._cast.register.of(name, start) for start, _, name in names), None)
        return found if found is not None and found.gender == gender else None

    def _one_word(self, word: str, place: int) -> str | None:
        """The meaning of a pronoun, empty if it is unknown; None for any other word."""
        if word in GENDERED:
            person = self._meant.persons.get(place) or self._in_title(GENDERED[word])
            return person.full if person else ""
        if word in _RELATIVES:
            return self._related(place)
        if (word in FIRST or word in SECOND) and (turn := self._turn(word, place)):
            return turn
        if word in _COUNTS:
            return ""
        return self._neutral(word, place) if word in NEUTRAL else None

    def _described(self, mention: str, place: int, *, named: bool) -> str:
        """The meaning of a description: the person called that, else the words that introduced
        them."""
        owner, claimed = owner_of_claim(mention, self.words)
        if claimed:
            return self._resolve(owner, place)
        person = self._meant.persons.get(place)
        if person is None:
            longer = mention if named else with_belonging(self.text, mention, place, self.words)
            if longer != mention and (holder := self._holder(place + len(longer))):
                return holder
            return introduced(self.text, mention, place) or longer
        own, _, rest = mention.partition(" ")
        if own.lower() in OWNERS and is_claim(rest.rpartition(" ")[2], self.words):
            return person.full  # his claim that they were “slow”
        return f"{person.full}’s {rest}" if rest and own.lower() in OWNERS else person.full

    def _abbreviated(self, initials: str, place: int) -> str:
        """The person last named with the office that some initials stand for: the CM is Chief
        Minister Jane Roe."""
        mentions = self._cast.mentions
        before = bisect_left(mentions, place, key=lambda mention: mention[0])
        for start, _, person in reversed(mentions[max(0, before - _OFFICES) : before]):
            office = self.text[max(0, start - _BEFORE_AGE) : start].split()[-len(initials) :]
            if "".join(word[0] for word in office).upper() == initials and person.human:
                return person.full if self.words.is_role(office[-1].lower()) else ""
        return ""

    def _holder(self, end: int) -> str:
        """The person named at the end of an office: Chief of Naval Operations Adm. Jane Roe."""
        number = bisect_left(self._cast.mentions, end, key=lambda each: each[1]) if end else 0
        if number >= len(self._cast.mentions) or self._cast.mentions[number][1] != end:
            return ""
        start, _, person = self._cast.mentions[number]
        owned = self.text.endswith((" of ", " for ", " the ", " at ", " with "), 0, start)
        return "" if owned or person.human < _SURE else person.full

    def _turn(self, pronoun: str, place: int) -> str:
        """The meaning of “I” or “you” in a turn with a label: “Quill: I told her, ‘Run.’”"""
        label = self._turns.label_of(pronoun, place)
        return self.resolve(self.text[slice(*label)], label[0]) if label else ""

    def _issuer(self, noun: str, place: int) -> str:
        """The issuer of “the statement”: the subject of the sentence that said “in a statement”."""
        at = last_issue(self.text, noun, place)
        subjects = self._subjects = self._subjects or self._places("S")
        number = bisect_left(subjects, (at, 0)) - 1
        if at < 0 or number < 0 or "\n" in self.text[subjects[number][1] : at]:
            return ""
        start, end = subjects[number]
        words = self.text[start:end]
        return "" if named_in(words, self.words) else self.resolve(words, start)

    def _related(self, place: int) -> str:
        """The meaning of a relative pronoun: the noun phrase right before it."""
        phrases = self._phrases = self._phrases or self._places("SsOo")
        number = bisect_left(phrases, (place, 0)) - 1
        if number < 0:
            return ""
        start, end = phrases[number]
        owner = 2 if self.text.startswith(("'s", "’s"), end) else 0  # the bakers Quill’s, which
        if place - end - owner > _BEFORE_RELATIVE:
            return ""
        while number and self.text[phrases[number - 1][1] : start] in _JOINING:
            number -= 1
            start = phrases[number][0]
        return self.resolve(self.text[start:end], start)

    def _named(self, mention: str, place: int, names: list[Placed], register: Register) -> str:
        """The name for a mention that holds names: one, several, or one that is a part of it."""
        heads = [each for each in names if self._is_head(mention, each)]
        if not heads:
            return owned(mention, names, place, self.text, self.words, register)
        found = [
            (
                self._entered(place + start)
                or self._entered(place + end - 1)
                or register.of(name, place),
                name,
            )
            for start, end, name in heads
        ]
        first = mention.partition(" ")[0].lower()
        if self.words.classes.get(first) == DETERMINER and len(names) == 1:
            person, name = found[0]
            if person and len(name.key) == 1 and name.key != person.name.key[-1:] and person.gender:
                return mention  # the Bill, which is not Bill Quill
        full = [person.full if person else " ".join(name.tokens) for person, name in found]
        if found_rest := _AND_OTHERS.search(mention, heads[-1][1]):
            return " and ".join((*dict.fromkeys(full), found_rest.group(1)))
        if len(full) > 1 and re.search(r"\band\b|&|,", mention[heads[0][1] : heads[-1][0]]):
            return " and ".join(dict.fromkeys(full))
        return full[-1]

    def _entered(self, place: int) -> CastMember | None:
        """The person within whose name, as the article has it in full, a place stands."""
        number = bisect_right(self._cast.mentions, place, key=lambda mention: mention[0]) - 1
        if number < 0:
            return None
        _, end, person = self._cast.mentions[number]
        return person if place < end else None

    def _is_apposed(self, mention: str, names: list[Placed]) -> bool:
        """Return whether a mention ends with its person's name: her brother Jo Lind."""
        if not names or names[-1][1] != len(mention):
            return False
        return self.words.is_role(mention[: names[-1][0]].rstrip(" ,").rpartition(" ")[2].lower())

    def _is_head(self, mention: str, found: tuple[int, int, Name]) -> bool:
        """Return whether a name is the head of the mention, not an owner or a place in it."""
        start, end, _ = found
        after = mention[end:]
        if after[:2] in ("'s", "’s") or after[:1] in ("'", "’"):
            return not after[2:].strip()
        rest = after.split()
        if rest and rest[-1].islower() and self.words.classes.get(rest[-1], WORD) in "RTjC":
            return False  # “the Brandt campaign”
        before = mention[:start].rsplit(maxsplit=1)[-1:]
        return not before or self.words.classes.get(before[0].lower()) != PREPOSITION

    def _places(self, letters: str) -> list[tuple[int, int]]:
        """The spans of the chunks that have one of the letters, in text order."""
        return [
            (start, end)
            for chunked in self._chunked.values()
            for _, start, end in chunked.places(letters)
        ]

    def _neutral(self, pronoun: str, place: int) -> str:
        """The meaning of “it” and “they”."""
        groups = Groups(self.text, self._cast.layout, self.words, self._reader, self._cast.register)
        found = groups.before(pronoun, place)
        return self.resolve(self.text[slice(*found)], found[0]) if found else ""


def _bare(mention: str) -> str:
    """A mention without its article."""
    return mention.removeprefix("the ").removeprefix("The ")
