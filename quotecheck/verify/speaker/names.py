"""Taking names apart, and comparing whether two may belong to one person."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.distance import OSA

from quotecheck.model import SpeakerMatch
from quotecheck.rules import Rules

_WORD = re.compile(r"\w[\w’'-]*")
_LEAST_LETTERS = 5  # of a surname that may be misspelt
_LEAST_GIVEN = 3  # of a given name


@dataclass(frozen=True, slots=True)
class SpeakerName:
    """A name taken apart: the words of the name proper, the offices, the account, and the short
    form in brackets after it ("Gwen Ord (GO)")."""

    words: tuple[str, ...] = ()
    roles: frozenset[str] = frozenset()
    handle: str | None = None
    suffix: str = ""
    short: str | None = None


class Namesakes:
    """A comparer of names by the given names, nicknames and titles of the rules."""

    def __init__(self, rules: Rules) -> None:
        lexicon = rules.lexicon
        self._nicknames: Mapping[str, Collection[str]] = lexicon.nicknames
        self._female = frozenset(map(str.lower, lexicon.female_names))
        self._male = frozenset(map(str.lower, lexicon.male_names))
        self._given = self._female | self._male
        self._titles = (
            frozenset(word.lower().strip(".") for word in (*lexicon.titles, *lexicon.roles))
            - self._given
        )

    def compare(self, one: SpeakerName, other: SpeakerName) -> SpeakerMatch:
        """Return whether two names belong to one person: unknown for one surname after words that
        need not be given names ("HARBORMASTER BOONE", "Ray Boone")."""
        if one.suffix != other.suffix and min(len(one.words), len(other.words)) > 1:
            return SpeakerMatch.OTHER
        if self._agree(one.words, other.words):
            return SpeakerMatch.SAME
        if self.is_misspelt(one, other):
            return SpeakerMatch.UNKNOWN
        if one.words[-1] != other.words[-1]:
            return SpeakerMatch.OTHER
        bare, other_bare = self._untitled(one), self._untitled(other)
        if one != bare and other != other_bare:
            return SpeakerMatch.UNKNOWN  # "Sheriff Boone" and "Coroner Boone"
        if self._agree(bare.words, other_bare.words):
            return SpeakerMatch.SAME
        given = bare.words[0] in self._given and other_bare.words[0] in self._given
        return SpeakerMatch.OTHER if given else SpeakerMatch.UNKNOWN

    def is_misspelt(self, one: SpeakerName, other: SpeakerName) -> bool:
        """Return whether two names are the same except for a slip: "Okorro", "Samuel Okoro"; given
        names may differ only by an added letter that does not change the sex ("Helen", "Helena",
        not "Paul", "Paula")."""
        short, long = sorted((one.words, other.words), key=len)
        if not short or one.suffix != other.suffix:
            return False
        if short[-1] == long[-1]:
            return len(short) > 1 and self._is_given_slip(short[0], long[0])
        if not _is_slip(short[-1], long[-1]):
            return False
        return len(short) == 1 or short[0] == long[0] or self._is_one_given_name(short[0], long[0])

    def _is_given_slip(self, one: str, other: str) -> bool:
        apart = {one, other} & self._female and {one, other} & self._male
        added = len(one) != len(other) and OSA.distance(one, other, score_cutoff=1) <= 1
        return added and not apart and min(len(one), len(other)) >= _LEAST_GIVEN

    def _agree(self, one: Sequence[str], other: Sequence[str]) -> bool:
        short, long = sorted((one, other), key=len)
        return (
            set(short) <= set(long)
            or _is_spaced(short, long)
            or (short[-1] == long[-1] and self._is_one_given_name(short[0], long[0]))
        )

    def _untitled(self, name: SpeakerName) -> SpeakerName:
        """A name without the titles before it; the last word never counts as a title."""
        words = name.words
        while len(words) > 1 and words[0] in self._titles:
            words = words[1:]
        return replace(name, words=words)

    def _is_one_given_name(self, one: str, other: str) -> bool:
        """Return whether two given names may be one person's: "T." and "Tom", "Tommy" and
        "Thomas"."""
        if one == other or (min(len(one), len(other)) == 1 and one[0] == other[0]):
            return True
        return any({one, other} <= {full, *short} for full, short in self._nicknames.items())


def misspelt(claim: str, label: str) -> str:
    """The word of a claimed name that may be a misspelling of a word in a label; empty if there is
    none."""
    mine, theirs = ([*map(str.lower, _WORD.findall(each))] for each in (claim, label))
    words = zip(_WORD.findall(claim), mine, strict=True)
    own = [(word, low) for word, low in words if low not in theirs and len(low) >= _LEAST_GIVEN]
    left = [word for word in theirs if word not in mine and len(word) >= _LEAST_GIVEN]
    near = (word for word, low in own if any(OSA.distance(low, each) == 1 for each in left))
    return next(near, "")


def _is_slip(one: str, other: str) -> bool:
    """Return whether two surnames differ by one letter, or by two swapped letters."""
    near = one != other and min(len(one), len(other)) >= _LEAST_LETTERS
    return near and OSA.distance(one, other, score_cutoff=1) <= 1


def _is_spaced(short: Sequence[str], long: Sequence[str]) -> bool:
    """Return whether names differ only in their spaces, as in scans and capitals: "O BRIEN", "MANG
    OLI"."""
    return _letters(short) in _endings(long) or _letters(long) in _endings(short)


def _endings(words: Sequence[str]) -> set[str]:
    return {_letters(words[at:]) for at in range(len(words))}


def _letters(words: Sequence[str]) -> str:
    return "".join(words).replace("'", "")
