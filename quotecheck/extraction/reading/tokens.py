"""The tokens of each word (words are split at spaces), and the letter of each token."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Mapping

from quotecheck.extraction.reading.alphabet import (
    ADJECTIVE,
    ADVERB,
    ALONE,
    DETERMINERS_ALONE,
    DOUBTFUL,
    MANNER,
    NAME,
    NOTHING,
    NUMBER,
    OWNING,
    PART_OR_CUE,
    PARTY,
    PAST,
    TIME,
    WORD,
)

_PUNCTUATION = {
    ",": ",",
    ":": ":",
    ";": ";",
    **dict.fromkeys(("—", "–", "--", "-", "―"), "-"),
    **dict.fromkeys(".?!", "."),
    **dict.fromkeys("([", "("),
    **dict.fromkeys(")]", ")"),
}
_NO_PRONOUNS = frozenset({"US"})
_PARTY = re.compile(r"[A-Z]{1,3}-[A-Z][a-z]*(?:\.[A-Z])*\.|[RDI]-[A-Z][A-Za-z.]*")
# A full stop may belong to the word, these do not.
_ENDS = (",", ":", ";", "?", "!")
_MOST_WORDS = 200_000
_LONG_WORD = 60
_OWNER = re.compile("[sxzSXZ]['’]$")  # the teachers’ union, Hopkins' lawyer


class Letters(dict[str, str]):
    """The letters of the tokens of each word (words are split at spaces), worked out once for each
    word.

    A letter that only counts where a sentence begins, since elsewhere the word's capital makes it
    part of a name, is written as its sign in ``DOUBTFUL``. ``small`` are the classes of words that,
    with a capital, may well be surnames: Day, Week.
    """

    def __init__(
        self,
        classes: dict[str, str],
        spans: TokenSpans,
        small: Mapping[str, str],
        either: Mapping[str, str],
        openers: frozenset[str],
        placing: Mapping[str, str],
        names: Container[str],
        times: Container[str],
    ) -> None:
        super().__init__()
        self._classes = classes
        self._small = {word: letter for word, letter in small.items() if word not in classes}
        self._spans = spans
        self._either = either
        self._openers = openers
        self._placing = placing
        self._names = names
        self._times = times

    def __missing__(self, word: str) -> str:
        if word.isalpha():
            letters = self._letter(word)
        else:
            letters = "".join([self._letter(word[start:end]) for start, end in self._spans[word]])
            letters = letters.replace("pk", "px")  # she’s said
            if _OWNER.search(word):
                letters = letters[:-1] + OWNING
        # Names, numbers and misspellings are endless, so the cache is limited.
        if len(self) < _MOST_WORDS and len(word) < _LONG_WORD:
            self[word] = letters
        return letters

    def _letter(self, token: str) -> str:
        first = token[0]
        if first.isupper():
            return self._capital(token)
        if first.isalpha():
            if "=" in token:
                return NOTHING
            known = (
                self._placing.get(token)
                or self._either.get(token)
                or self._classes.get(token)
                or self._small.get(token)
            )
            return known or _by_ending(token)
        if token in _PUNCTUATION:
            return _PUNCTUATION[token]
        if first in "'’‘":
            return self._classes.get(token.lower(), NOTHING)
        if first == "@":
            return NAME if len(token) > 1 else NOTHING
        if first.isdigit():
            if "-" in token and not token.endswith(("old", "olds")):
                return ADJECTIVE  # a 30-minute call
            return NUMBER if token[-1].isdigit() else WORD
        return NOTHING

    def _capital(self, token: str) -> str:
        """The letter of a word with a capital."""
        if _PARTY.fullmatch(token):
            return PARTY
        if token in _NO_PRONOUNS:
            return NAME  # the US military, and not us
        lower = token.lower()
        if lower in DETERMINERS_ALONE:
            return ALONE
        letter = self._classes.get(lower, NAME)
        if letter == NAME and (sign := self._placing.get(lower)):
            return sign
        if self._either.get(lower) == PART_OR_CUE or (
            letter == NAME and lower.split("-")[0] in self._openers
        ):
            letter = WORD  # State Sen. Roe, What Quill said
        if letter == NAME and lower not in self._names and _by_ending(lower) == PAST:
            letter = PAST  # Buoyed by the vote
        if letter == NAME and lower not in self._names and _by_ending(lower) == ADVERB:
            return MANNER
        if letter == ADVERB and lower in self._times:
            return TIME
        return DOUBTFUL.get(letter, letter)


def _by_ending(token: str) -> str:
    """The class of a word that no list has."""
    if len(token) > 5 and token.endswith("ly"):
        return ADVERB
    if len(token) > 4 and token.endswith("ed") and token[-3] != "e":
        return PAST
    return WORD


class TokenSpans(dict[str, tuple[tuple[int, int], ...]]):
    """The spans of the tokens of each word, one for each of its letters."""

    def __init__(self, dotted: tuple[str, ...]) -> None:
        super().__init__()
        self._token = _token_pattern(dotted)
        self._dotted = frozenset(dotted)

    def __missing__(self, word: str) -> tuple[tuple[int, int], ...]:
        spans = self._spans(word)
        if len(self) < _MOST_WORDS and len(word) < _LONG_WORD:
            self[word] = spans
        return spans

    def _spans(self, word: str) -> tuple[tuple[int, int], ...]:
        """The spans, supposing that a space follows. Most words that get here have one mark, at the
        end."""
        size = len(word)
        if word[:-1].isalpha() and (
            word[-1] in _ENDS or (word[-1] == "." and word.islower() and word not in self._dotted)
        ):
            return ((0, size - 1), (size - 1, size))
        return tuple(
            (found.end() - len(bare), found.end())
            for found in self._token.finditer(word + " ")
            if (bare := found.group().lstrip())
        )


def folded(token: str) -> str:
    """A token folded as names are compared."""
    if token.isalpha() and token.isascii():
        return token.lower()
    plain = unicodedata.normalize("NFKD", token) if not token.isascii() else token
    return "".join(each for each in plain if each.isalnum()).lower()


def _token_pattern(dotted: tuple[str, ...]) -> re.Pattern[str]:
    """Every character of a text belongs to a token: a word or mark with the space before it."""
    heads = "|".join(sorted({re.escape(word[:-1]) for word in dotted if word.endswith(".")}))
    return re.compile(
        r"\s*(?:"
        rf"(?:(?:{heads}|D|R|I)\.|(?:[A-Z]\.)+)(?!\w)"
        r"|</?[A-Za-z][^\s<>]*>?|[\w-]+=[\"'][^\s<>]*>?"  # markup
        r"|[RDI]-[A-Z][a-z]*(?:\.[A-Z])*\.?"
        r"|@\w+"
        r"|\d+(?:-[^\W\d_]+)+"
        r"|\d[\d,.]*\d(?:st|nd|rd|th|s|k|m)?|\d+(?:st|nd|rd|th|s|k|m)?"
        r"|[^\W_]+(?:(?:[-.&/]|['’](?!(?:[sS]|d|ve|ll|re|m)\b))[^\W_]+)*"
        r"|[‘'’](?:s|d|ve|ll|re|m)\b|(?<=s)['’](?=\s)"
        r"|--+|\.{2,}|[^\w\s]|_)"
        r"|\s+"
    )
