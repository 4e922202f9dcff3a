"""Names taken apart, and whether two of them may be one person's."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from quotecheck.model import SpeakerMatch
from quotecheck.rules import Rules


@dataclass(frozen=True, slots=True)
class SpeakerName:
    """A name taken apart: the words of the name proper, the offices, the account, and the short
    form that stands in brackets behind it ("Gwen Ord (GO)")."""

    words: tuple[str, ...] = ()
    roles: frozenset[str] = frozenset()
    handle: str | None = None
    suffix: str = ""
    short: str | None = None


class Namesakes:
    """Compares the words of names by the given names, nicknames and titles of the rules."""

    def __init__(self, rules: Rules) -> None:
        lexicon = rules.lexicon
        self._nicknames: Mapping[str, Collection[str]] = lexicon.nicknames
        self._given = frozenset(map(str.lower, (*lexicon.female_names, *lexicon.male_names)))
        self._titles = (
            frozenset(word.lower().strip(".") for word in (*lexicon.titles, *lexicon.roles))
            - self._given
        )

    def compare(self, one: SpeakerName, other: SpeakerName) -> SpeakerMatch:
        """Return whether two names are one person's: unknown for one surname behind words of which
        one need not be a given name ("HARBORMASTER BOONE", "Ray Boone")."""
        if one.suffix != other.suffix and min(len(one.words), len(other.words)) > 1:
            return SpeakerMatch.OTHER
        if self._agree(one.words, other.words):
            return SpeakerMatch.SAME
        if one.words[-1] != other.words[-1]:
            return SpeakerMatch.OTHER
        bare, other_bare = self._untitled(one), self._untitled(other)
        if one != bare and other != other_bare:
            return SpeakerMatch.UNKNOWN  # "Sheriff Boone" and "Coroner Boone"
        if self._agree(bare.words, other_bare.words):
            return SpeakerMatch.SAME
        given = bare.words[0] in self._given and other_bare.words[0] in self._given
        return SpeakerMatch.OTHER if given else SpeakerMatch.UNKNOWN

    def _agree(self, one: Sequence[str], other: Sequence[str]) -> bool:
        short, long = sorted((one, other), key=len)
        return (
            set(short) <= set(long)
            or _is_spaced(short, long)
            or (short[-1] == long[-1] and self._is_one_given_name(short[0], long[0]))
        )

    def _untitled(self, name: SpeakerName) -> SpeakerName:
        """A name without the titles before it, of which the last word is none."""
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


def _is_spaced(short: Sequence[str], long: Sequence[str]) -> bool:
    """Return whether names are one, divided otherwise, as scans and capitals do: "O BRIEN", "MANG
    OLI"."""
    return _letters(short) in _endings(long) or _letters(long) in _endings(short)


def _endings(words: Sequence[str]) -> set[str]:
    return {_letters(words[at:]) for at in range(len(words))}


def _letters(words: Sequence[str]) -> str:
    return "".join(words).replace("'", "")
