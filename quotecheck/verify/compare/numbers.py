"""Numbers as values: "twenty-five" and "25", "six point two million pounds" and "£6.2m"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from quotecheck.verify.compare.lexicon import FoldedLists

_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_WITH_LETTERS = re.compile(r"(\d+(?:\.\d+)?)([a-z]{1,2})")
_FIGURES = re.compile(r"\d{1,2}")
_FRACTION = re.compile(r"(\d*)(\d)⁄(\d{1,2})")  # "2½", folded
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)")
_OF = "of"
_NONE, _ONE = Fraction(0), Fraction(1)
_HALF = Fraction(1, 2)  # the only fraction said without "a" or a number before it
_MOST_DIGITS = 12  # in a word
LONGEST = 12
"""Words of a number, an amount or a range: "one million two hundred and fifty thousand dollars"."""

Value = tuple[Fraction, frozenset[int]]


def value(words: Sequence[str], lexicon: FoldedLists) -> Value | None:
    """The number that the words give, with its currency groups, or None."""
    if not words or len(words) > LONGEST or words[-1] in lexicon.joints:
        return None
    whole = _up_to_currency(words, lexicon)
    found = _sum(_with_fractions(_with_decimals(words[:whole], lexicon), lexicon), lexicon)
    if found is None or whole == len(words):
        return found
    hundredths = _hundredths(words[whole:], lexicon)
    return (found[0] + hundredths, found[1]) if hundredths is not None else None


def slashed(words: Sequence[str]) -> Value | None:
    """The fraction in figures, whose slash is not a word: "2/3", "2 1/2"."""
    if not 2 <= len(words) <= 3 or not all(map(_FIGURES.fullmatch, words)):
        return None
    *whole, part, of = map(int, words)
    return (sum(whole) + Fraction(part, of), frozenset()) if part < of <= 16 else None


def _up_to_currency(words: Sequence[str], lexicon: FoldedLists) -> int:
    """The number of words up to the currency after the first amount: "three pounds" of "three
    pounds fifty"."""
    for at, word in enumerate(words[1:], 1):
        if (word,) in lexicon.currencies:
            return at + 1
    return len(words)


def _hundredths(words: Sequence[str], lexicon: FoldedLists) -> Fraction | None:
    """The part of a pound or a dollar given by the words after it: "fifty", "and five pence"."""
    named = words[-1] in lexicon.hundredths
    amount = words[words[0] in lexicon.joints : -1 if named else None]
    found = _sum(amount, lexicon)
    if found is None or found[1] or not 0 < found[0] < 100:
        return None
    return found[0] / 100 if named or (found[0] >= 10 and amount == words) else None


def _with_decimals(words: Sequence[str], lexicon: FoldedLists) -> list[str]:
    """The words, with digits spoken one by one joined to one figure: "six point two" is 6.2, "one
    oh five" 105."""
    if lexicon.decimal_points.isdisjoint(words) and lexicon.noughts.isdisjoint(words):
        return list(words)
    found: list[str] = []
    open_figure = False  # whether the next digits belong to the last figure
    for at, word in enumerate(words):
        digit = "0" if word in lexicon.noughts else word
        after = found[-1] if found and found[-1].isdigit() else ""
        if word in lexicon.decimal_points and words[at + 1 :]:
            found[-1:] = [f"{after or 0}."] if after or not found else [found[-1], "0."]
            open_figure = True
        elif digit.isdigit() and (open_figure or (digit != word and after)):
            found[-1] += digit
            open_figure = True
        else:
            found.append(word)
            open_figure = False
    return found


def _with_fractions(words: Sequence[str], lexicon: FoldedLists) -> list[str | Fraction]:
    """The words with spoken fractions as amounts: "two and a half" is 5/2, "half a" is 1/2."""
    if lexicon.fractions.keys().isdisjoint(words):
        return list(words)
    found: list[str | Fraction] = []
    at = 0
    while at < len(words):
        joins = words[at] in lexicon.joints and bool(found)
        part, end = _fraction_at(words, at + joins, lexicon)
        if part is None:
            found.append(words[at])
            at += 1
            continue
        last = found[-1] if joins else None
        if isinstance(last, str) and last in lexicon.magnitudes:
            found += [part, last]  # "a million and a half"
        elif isinstance(last, str) and _DIGITS.fullmatch(last):
            found[-1] = Fraction(last) + part
        else:
            found.append(part)
        at = end
    return found


def _fraction_at(
    words: Sequence[str], at: int, lexicon: FoldedLists
) -> tuple[Fraction | None, int]:
    """The fraction spoken from a word on, and its end: "a half", "three quarters of a" before a
    magnitude, "half a" at the end."""
    start, count = at, Fraction(1)
    if words[at] in lexicon.articles:
        at += 1
    elif words[at].isdigit() and len(words[at]) == 1:
        count, at = Fraction(words[at]), at + 1
    part = lexicon.fractions.get(words[at]) if at < len(words) else None
    if part is None or (at == start and part != _HALF):
        return None, at
    at += 1
    article = at + (words[at : at + 1] == [_OF])
    following = words[article + 1 : article + 2]
    named = article < len(words) and words[article] in lexicon.articles
    if named and (not following or following[0] in lexicon.magnitudes):
        at = article + 1
    return count * part, at


def _sum(words: Sequence[str | Fraction], lexicon: FoldedLists) -> Value | None:
    """The number that the words give, after its fractions and decimals have been read."""
    units: frozenset[int] = frozenset()
    total = current = _NONE
    seen = False
    for number, word in enumerate(words):
        following = words[number + 1 : number + 2]
        if isinstance(word, Fraction):
            current, seen = current + word, True
        elif (word,) in lexicon.currencies:
            units |= lexicon.currencies[word,]
        elif scale := _scale(words[:number], word, lexicon):
            current = (current or _ONE) * scale
            seen = True
            if scale > 100:
                total, current = total + current, _NONE
        elif (amount := _amount(word, lexicon)) is not None:
            current = _append(current, amount)
            seen = True
        elif word in lexicon.articles and tuple(following) in lexicon.currencies:
            current, seen = _append(current, _ONE), True
        elif not _joins(words[:number], word, following, lexicon):
            return None
    return (total + current, units) if seen else None


def _scale(before: Sequence[str | Fraction], word: str, lexicon: FoldedLists) -> int | None:
    """Return what a word multiplies by: "million", or "m" right after a figure."""
    last = before[-1] if before else ""
    if isinstance(last, str) and _DIGITS.fullmatch(last) and word in lexicon.magnitude_letters:
        return lexicon.magnitude_letters[word]
    return lexicon.magnitudes.get(word)


def _amount(word: str, lexicon: FoldedLists) -> Fraction | None:
    if word.isalpha() or len(word) > _MOST_DIGITS:
        return None
    lettered = _WITH_LETTERS.fullmatch(word)
    if lettered and (scale := lexicon.magnitude_letters.get(lettered.group(2))):
        return Fraction(lettered.group(1)) * scale
    if fraction := _FRACTION.fullmatch(word):
        whole, part, of = fraction.groups()
        return Fraction(whole or 0) + Fraction(int(part), int(of))
    plain = _ORDINAL.fullmatch(word)
    digits = plain.group(1) if plain else word
    if not _DIGITS.fullmatch(digits):
        return None
    return Fraction(int(digits) if "." not in digits else digits)


def _append(current: Fraction, amount: Fraction) -> Fraction:
    """Twenty, five is 25; twenty, sixteen is 2016."""
    if current and amount < 10 and current % 10 == 0 and current % 100:
        return current + amount
    if current >= 100 and current % 100 == 0:
        return current + amount
    return current * 100 + amount if current else amount


def _joins(
    before: Sequence[str | Fraction],
    word: str,
    following: Sequence[str | Fraction],
    lexicon: FoldedLists,
) -> bool:
    """Return whether a word only joins the parts of a number: "a hundred and five"."""
    if word in lexicon.joints:
        return bool(before) and before[-1] in lexicon.magnitudes
    return word in lexicon.articles and bool(following) and following[0] in lexicon.magnitudes
