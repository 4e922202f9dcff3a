"""Numbers as values: "twenty-five percent" and "25%", "$1 trillion" and "a trillion dollars"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from quotecheck.verify.compare.lexicon import FoldedLists

_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_WITH_LETTERS = re.compile(r"(\d+(?:\.\d+)?)([a-z]{1,2})")
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)")
_LONGEST = 12  # words in a number, digits in a word

Value = tuple[Fraction, frozenset[int]]


def value(words: Sequence[str], lexicon: FoldedLists) -> Value | None:
    """The number that the words say, and its currency groups; None if they say none."""
    if not words or len(words) > _LONGEST:
        return None
    units: frozenset[int] = frozenset()
    total = current = Fraction(0)
    seen = False
    for number, word in enumerate(words):
        if (word,) in lexicon.currencies:
            units |= lexicon.currencies[word,]
        elif word in lexicon.magnitudes:
            scale = lexicon.magnitudes[word]
            current = (current or Fraction(1)) * scale
            seen = True
            if scale > 100:
                total, current = total + current, Fraction(0)
        elif (amount := _amount(word, lexicon)) is not None:
            current = _append(current, amount)
            seen = True
        elif (
            word in lexicon.articles and tuple(words[number + 1 : number + 2]) in lexicon.currencies
        ):
            current, seen = _append(current, Fraction(1)), True
        elif not _joins(word, words[number + 1 : number + 2], lexicon):
            return None
    return (total + current, units) if seen else None


def _amount(word: str, lexicon: FoldedLists) -> Fraction | None:
    if len(word) > _LONGEST:
        return None
    lettered = _WITH_LETTERS.fullmatch(word)
    if lettered and (scale := lexicon.magnitude_letters.get(lettered.group(2))):
        return Fraction(lettered.group(1)) * scale
    plain = _ORDINAL.fullmatch(word)
    digits = plain.group(1) if plain else word
    return Fraction(digits) if _DIGITS.fullmatch(digits) else None


def _append(current: Fraction, amount: Fraction) -> Fraction:
    """Twenty, five is 25; twenty, sixteen is 2016."""
    if current and amount < 10 and current % 10 == 0 and current % 100:
        return current + amount
    if current >= 100 and current % 100 == 0:
        return current + amount
    return current * 100 + amount if current else amount


def _joins(word: str, following: Sequence[str], lexicon: FoldedLists) -> bool:
    """Return whether a word only joins the parts of a number: "a hundred and five"."""
    if word in lexicon.joints:
        return True
    return word in lexicon.articles and bool(following) and following[0] in lexicon.magnitudes
