"""Comparing the sound of two stretches of words, as far as their letters show it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from rapidfuzz.distance import Levenshtein

_NO_LETTER = re.compile(r"[^a-z]")
_WEAK = re.compile(r"[aeiouyhw]")
_DOUBLED = re.compile(r"(.)\1+")
_VOWELS = "aeiouh"
_SHORT = 2  # sounds, of which one may differ if the first is the same
_BEGINNING = 0.5  # of a sound, which another one at the beginning counts more


def sound_alike(one: str, other: str, sounds: Mapping[str, str], unlike: float) -> bool:
    """Return whether no more than a share (``unlike``) of the sounds of two texts differ: "militant
    part" and "melting pot"."""
    first, second = _sound(one, sounds), _sound(other, sounds)
    longest = max(len(first), len(second))
    distance = Levenshtein.distance(first, second)
    if longest <= _SHORT:
        return not distance or (longest == _SHORT and distance == 1 and first[:1] == second[:1])
    begins = 0 if first[:1] == second[:1] else _BEGINNING
    return distance + begins <= longest * unlike


def _sound(text: str, sounds: Mapping[str, str]) -> str:
    """The consonants of a text, with those that are easily confused made the same, and whether it
    begins with a vowel."""
    word = _NO_LETTER.sub("", text.lower())
    for letters, sound in sounds.items():
        word = word.replace(letters, sound)
    first = "a" if word[:1] in _VOWELS else word[:1]
    return _DOUBLED.sub(r"\1", first + _WEAK.sub("", word[1:])) if word else ""
