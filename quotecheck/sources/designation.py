"""Designations: the ways in which a source names a speaker, taken apart.

A designation is the text of a label: a name ("Dana Kell", "Mr. ORD"), an office with or without its
holder ("The Minister of Ports (Mr Quill)"), a role ("Operator", "Q"), a handle; with a place,
party, firm or title in brackets or after a comma, a dash or a bar.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quotecheck.rules import Rules

_REMEMBERED = 20_000  # designations
LONGEST = 160  # characters
_MOST_WORDS = 9  # of a name
_MOST_HANDLE_WORDS = 5
_MOST_TITLE_WORDS = 12
_SENTENCES = re.compile(r"(?:[a-z]{3}|\d)[.?!;]\s+\S|[?!]")
_DAY = re.compile(
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\d{1,2} )?,?\s*"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d",
    re.IGNORECASE,
)
_MOST_OFFICE_WORDS = 26  # of an office whose holder stands in brackets
_BRACKETS = re.compile(r"\(([^()\n]*)\)|\[([^\[\]\n]*)\]|\{([^{}\n]*)\}")
_CONTINUED = frozenset(("ctd", "contd", "cont", "cont'd", "continued", "continuing", "resuming"))
_DIVIDERS = re.compile(r"\s+(?:[-–—|/•·]|--+)\s+|\s*[|]\s*|,\s*(?=\S)|\s+--+\s*|—")
_WORD = re.compile(r"[@#]?[^\W_](?:[\w.'’&-]*\w)?\.?|&|#?\d{1,3}")
# In a chat, people who are not in the address book appear as numbers.
TELEPHONE = re.compile(r"[\u202a~]?\+?\(?\d[\d ().\u00a0-]{5,20}\d\u202c?")
_STUCK = re.compile(
    r"(?<=\b[MD][Rr])\.(?=[A-Z])|(?<=\bM[RrSsIi][Ss])\.(?=[A-Z])|(?<=\bMS)\.(?=[A-Z])"
)


def name_initials(name: str) -> str:
    """The first letters of a name's words, as written."""
    return "".join(word[0] for word in name.split())


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_SMALL = _words(
    "of the for de del della der den des van von zu al el bin ibn la le les du da das dos di y e"
    " and & ten ter to in on at by und et pro tempore tem designate elect a an or with via"
)
_PARTICLES = _words("de del della der den van von al el bin ibn la le du da dos di ten ter")
_COURTESIES = _words("mr mrs ms miss dr sir dame lord lady shri smt")
_BEFORE_NAMES = _words("mr mrs ms miss mx dr sir dame hon rev prof shri smt the")
_PRONOUNS = _words("i you we he she they it me us him them my your our his her their this")


@dataclass(frozen=True, slots=True)
class Designation:
    """A designation taken apart.

    ``name`` is the name, office or role without anything in brackets or after dividers; ``holder``
    is the person in brackets after an office; ``aside`` any other bracket, ``title`` the words
    after a divider. ``capitals``: the name, or its last word, is all in capitals. ``person``: a
    title of respect, a role or a given name shows that this is somebody. ``role``: it is one of the
    rules' roles, as a whole ("Q", "The Court"). ``free``: only its place shows that it is a name at
    all (a handle). ``key`` tells the name from others.
    """

    whole: str
    name: str
    holder: str | None = None
    aside: str | None = None
    title: str | None = None
    capitals: bool = False
    person: bool = False
    role: bool = False
    free: bool = False
    key: str = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "key", self.name.casefold())


@lru_cache(maxsize=2)
def designations(rules: Rules) -> Designations:
    """The reader of designations for a set of rules, made once because it remembers a lot."""
    return Designations(rules)


class Designations:
    """A reader that takes designations apart by the words of the rules."""

    def __init__(self, rules: Rules) -> None:
        sources, lexicon = rules.sources, rules.lexicon
        self._honorifics = frozenset(sources.honorifics)
        roles = {*sources.roles, *sources.askers, *sources.nobodies}
        self._roles = frozenset(roles)
        small = {
            *_SMALL,
            *lexicon.determiners,
            *lexicon.openers,
            *lexicon.counters,
            *lexicon.adverbs,
        }
        self._role_words = frozenset(word for role in roles for word in role.split()) - small
        self._given = frozenset(map(str.lower, (*lexicon.female_names, *lexicon.male_names)))
        self._openers = (
            frozenset(
                word.lower()
                for words in (
                    lexicon.openers,
                    lexicon.prepositions,
                    lexicon.conjunctions,
                    lexicon.determiners,
                    lexicon.adverbs,
                    lexicon.subject_pronouns,
                    lexicon.auxiliaries,
                    lexicon.being,
                    sources.pronouns,
                    sources.no_labels,
                )
                for word in words
            )
            - self._role_words
        )
        self._none = frozenset(sources.no_labels)
        self._known: dict[str, Designation | None] = {}

    def read(self, text: str) -> Designation | None:
        """The designation in a text; None if the text is not one."""
        whole = _STUCK.sub(". ", " ".join(text.split()).strip(" :"))
        try:
            return self._known[whole]
        except KeyError:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            found = self._known[whole] = self._read(whole)
            return found

    def handle(self, text: str) -> Designation | None:
        """The designation in a text that only its place shows to name somebody."""
        if TELEPHONE.fullmatch(text):
            return Designation(text, text, free=True)
        words = text.split()
        letters = sum(map(str.isalpha, text))
        if (
            letters < 2
            or not 0 < len(words) <= _MOST_HANDLE_WORDS
            or text.rstrip().endswith(tuple(".,;:?!"))
        ):
            return None
        if words[0].lower() in self._openers or text.lower() in self._none:
            return None
        return Designation(text, text, free=True)

    def heading(self, text: str) -> Designation | None:
        """The designation of a word that is mostly a heading ("Price"), in the place of a name;
        None for any other word."""
        word = text.strip(" :")
        if word.lower() not in self._none or not word.isalpha() or not word[0].isupper():
            return None
        return Designation(word, word, capitals=word.isupper())

    def _read(self, whole: str) -> Designation | None:
        if not 0 < len(whole) <= LONGEST or whole.lower() in self._none:
            return None
        if _DAY.match(whole):
            return None
        if whole.count("(") != whole.count(")") or whole.count("[") != whole.count("]"):
            return None
        asides = [next(filter(None, match.groups()), "") for match in _BRACKETS.finditer(whole)]
        asides = [each for each in asides if each.strip(" .").lower() not in _CONTINUED]
        core = " ".join(_BRACKETS.sub(" ", whole).split())
        holder = next((each for each in asides if self._is_holder(each)), None)
        if holder and self._is_office(core):
            return Designation(whole, core, holder, None, None, core.isupper(), person=True)
        core, *titles = _DIVIDERS.split(core, maxsplit=1)
        title = titles[0] if titles else None
        if title is not None and not self._is_title(title):
            return None
        words = core.split()
        if not self._is_name(words) or _plain(words[-1]) in _BEFORE_NAMES:
            return None
        return Designation(
            whole,
            core,
            None,
            asides[0] if asides else None,
            title,
            capitals=_in_capitals(words),
            person=self._is_person(words),
            role=_plain(core).removeprefix("the ") in self._roles,
            free=not words[0][0].isupper(),
        )

    def _is_name(self, words: list[str]) -> bool:
        """Return whether words can be a name, an office or a role."""
        if not words or len(words) > _MOST_WORDS or not any(map(str.isalpha, "".join(words))):
            return False
        low = list(map(_plain, words))
        if " ".join(low) in self._roles:
            return True
        if len(words) == 1:
            word = words[0]
            if word.isalpha() and word.isupper() and len(word) <= 4 and word != "I":
                return True  # initials may be words: IT, OF, HR
            plain = word.strip("@#.").replace("_", "a")
            is_word = bool(_WORD.fullmatch(word) or plain.replace("-", "").isalnum())
            return is_word and low[0] not in self._openers and not plain.isdigit() and len(word) > 1
        first = low[0]
        if first in ("the", "a", "an"):
            if not (self._role_words & set(low) or _in_capitals(words[1:])):
                return False
        elif (
            first in self._openers and first not in self._honorifics and first not in self._given
        ) or (not words[0][0].isupper() and first not in _PARTICLES):
            return False
        return all(self._fits(word, number, words) for number, word in enumerate(words)) and (
            words[-1][0].isupper()
            or words[-1].lstrip("#").isdigit()
            or low[-1] in self._role_words
            or low[-1] in ("tempore", "tem", "designate", "elect")
        )

    def _fits(self, word: str, number: int, words: list[str]) -> bool:
        """Return whether a word can stand within a name."""
        if not _WORD.fullmatch(word):
            return False
        low = _plain(word)
        if word.endswith(".") and number < len(words) - 1:
            # A stop inside belongs to an abbreviation.
            return word[0].isupper() and (low in self._honorifics or len(low) <= 3)
        return (
            word[0].isupper()
            or low in _SMALL
            or word.lstrip("#").isdigit()
            or low in self._role_words
        )

    def _is_person(self, words: list[str]) -> bool:
        low = list(map(_plain, words))
        joined = " ".join(low).removeprefix("the ")
        return (
            low[0] in self._honorifics
            or low[0] in self._given
            or joined in self._roles
            or (len(low) > 1 and any(word in self._role_words for word in low))
        )

    def _is_office(self, core: str) -> bool:
        words = core.replace(",", " ").split()
        low = list(map(_plain, words))
        return (
            0 < len(words) <= _MOST_OFFICE_WORDS
            and bool(self._role_words & set(low) or self._honorifics & (set(low) - {"the", "hon"}))
            and not self._names_somebody(words)
            and all(
                word[0].isupper() or word.lower() in _SMALL or not word[0].isalpha()
                for word in words
            )
        )

    def _names_somebody(self, words: list[str]) -> bool:
        """Return whether words are a title of respect and a name (Mr Ord), not an office."""
        low = _plain(words[0])
        return low in _COURTESIES or low in self._given

    def _is_holder(self, text: str) -> bool:
        """Return whether a bracket names a person: with a title of respect, or a given name."""
        words = text.split()
        if not self._is_name(words):
            return False
        low = list(map(_plain, words))
        return low[0] in self._honorifics or low[0] in self._given

    def _is_title(self, text: str) -> bool:
        """Return whether the words after a divider may be a title, firm, party or first name."""
        words = _BRACKETS.sub(" ", text).replace(",", " ").split()
        if not words or len(words) > _MOST_TITLE_WORDS or _SENTENCES.search(text):
            return False
        low = list(map(_plain, words))
        if _PRONOUNS & set(low) or low[-1] in _SMALL or low[0] in self._openers:
            return False
        small = _SMALL | self._role_words
        others = sum(
            not (word[0].isupper() or word[0].isdigit() or plain in small)
            for word, plain in zip(words, low, strict=True)
        )
        return others <= 1


def _in_capitals(words: Iterable[str]) -> bool:
    """Return whether the name that ends here is written in capitals: KELL, Mr. McCONNELL."""
    kept = [word for word in words if word[0].isalpha() and word.lower() not in _SMALL]
    if not kept:
        return False
    letters = "".join(filter(str.isalpha, kept[-1].removeprefix("Mc").removeprefix("Mac")))
    every = all(word.isupper() for word in kept)
    return (every and len("".join(kept)) > 1) or (
        len(letters) > 1 and letters.isupper() and len(kept) > 1
    )


def _plain(word: str) -> str:
    return word.lower().strip(".")
