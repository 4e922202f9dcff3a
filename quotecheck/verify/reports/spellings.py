"""Spellings that are one slip away from a name in the story or the sources."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from string import ascii_lowercase

from rapidfuzz.distance import OSA

from quotecheck.sources import Library
from quotecheck.sources.library import PassagePlace
from quotecheck.sources.stems import Stems

_LEAST_LETTERS = 5  # of a name that may be misspelt
_MOST_LETTERS = 30
_TYPOS = 1  # two letters that changed places are one
_PLACES = 8  # places; in all of them a name has a capital
_BETWEEN = 8  # letters read before a word
_ENDS = ".?!…:;\n-–—"


class Spellings:
    """A finder of the intended spelling in one library."""

    def __init__(self, library: Library, stems: Stems) -> None:
        self._library, self._stems = library, stems

    def near(self, form: str, spelt: Collection[str]) -> list[str]:
        """The names of the story and the labels (``spelt``) and of the sources that are a slip away
        from a name; another form of the same word is not a slip."""
        if not _LEAST_LETTERS <= len(form) <= _MOST_LETTERS or not form.isalpha():
            return []
        told = [each for each in sorted(spelt) if self._is_slip(form, each)]
        found = (each for each in self._library.known(list(_slips(form))) if each not in told)
        return told + [each for each in found if self._is_slip(form, each) and self._is_name(each)]

    def is_slip(self, form: str, other: str) -> bool:
        """Return whether two names, however short, are a slip apart."""
        return form != other and OSA.distance(form, other, score_cutoff=_TYPOS) <= _TYPOS

    def _is_slip(self, form: str, other: str) -> bool:
        if form == other or len(other) < _LEAST_LETTERS:
            return False
        if self._stems.of(form) == self._stems.of(other) or form.rstrip("s") == other.rstrip("s"):
            return False
        if {form, other} & {f"{form}n", f"{other}n"}:
            return False  # "America" and "American"
        return OSA.distance(form, other, score_cutoff=_TYPOS) <= _TYPOS

    def _is_name(self, form: str) -> bool:
        """Return whether the sources write a word with a capital where it does not begin a
        sentence."""
        within = [
            surface
            for place in self._library.exact((form,), _PLACES)
            if (surface := _within_sentence(place))
        ]
        return bool(within) and all(surface[0].isupper() for surface in within)


def _within_sentence(place: PassagePlace) -> str:
    """The word at a place as written; empty if it begins a sentence, a line or a turn, where any
    word has a capital."""
    window = place.shelf.window(place.position, place.position + 1, place.position)
    text, words = place.shelf.texts[window.source], window.words
    if not len(words):
        return ""
    before = text[max(0, words.starts[0] - _BETWEEN) : words.starts[0]]
    plain = before.rstrip(" \t\"“‘'([")
    begins = not plain or plain[-1] in _ENDS
    return "" if begins else text[words.starts[0] : words.ends[0]]


def _slips(form: str) -> Iterator[str]:
    """Every string that is one slip away."""
    for at in range(len(form) + 1):
        head, tail = form[:at], form[at:]
        if tail:
            yield head + tail[1:]
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
        for letter in ascii_lowercase:
            yield head + letter + tail
            if tail and tail[0] != letter:
                yield head + letter + tail[1:]
