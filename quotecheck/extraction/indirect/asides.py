"""Words after a cue that are not part of the report: the hearer, place, time and manner ("told
reporters on Monday", "said dryly")."""

from __future__ import annotations

from quotecheck.extraction.reading.alphabet import (
    ADVERB,
    HIM,
    NOUN,
    OBJECT,
    PREPOSITION,
    SPEAKER,
    THAT,
    TO,
)
from quotecheck.extraction.reading.chunks import Chunked
from quotecheck.extraction.reading.word_classes import WordClasses

SAY = "say"
_NAMES = (SPEAKER, NOUN, OBJECT)
_HEARERS = (*_NAMES, HIM)
# First words of a place or time.
_CIRCUMSTANCES = frozenset(
    (
        *("on", "in", "at", "during", "after", "before"),
        *("this", "last", "late", "early", "yesterday", "today"),
    )
)
_SPEAKING = frozenset((SAY, "add", "write", "note", "continue"))  # nobody “says” a person
_MANNER = "ly"


def past_hearer(chunked: Chunked, at: int, base: str, stop: int, words: WordClasses) -> int:
    """Return the chunk after a cue and its hearer: "told reporters"."""
    hearer = chunked.letters[at + 1 : min(at + 2, stop)]
    return at + 1 + (base in words.addressing and hearer in _HEARERS)


def says_nothing(
    text: str, chunked: Chunked, place: tuple[int, int, int], base: str, words: WordClasses
) -> bool:
    """Return whether a cue is followed by nothing but its hearer and a place or time, or by the
    speaker's name or a word of manner.

    ``place`` has the chunk of the cue, the first chunk that it may report, and the end of the
    sentence.
    """
    at, first, stop = place
    letters = chunked.letters
    if first < stop and set(letters[first:stop]) <= {PREPOSITION, TO, ADVERB}:
        return True
    if base in _SPEAKING and first < stop and letters[first + 1 : stop][:1] in ("", ",", ";"):
        return _is_name_or_manner(text, chunked, first)
    behind = past_hearer(chunked, at, base, stop, words)
    if behind in (at + 1, stop):
        return behind == stop > at + 1
    chunk = chunked[behind]
    word = text[chunk.start : chunk.end].split(" ", 1)[0].lower()
    return word in _CIRCUMSTANCES and THAT not in letters[behind:stop]


def _is_name_or_manner(text: str, chunked: Chunked, number: int) -> bool:
    chunk = chunked[number]
    phrase = text[chunk.start : chunk.end]
    named = chunked.letters[number] in _NAMES and phrase[:1].isupper()
    return named or (" " not in phrase and phrase.endswith(_MANNER))
