"""What stands behind a cue and is no report: whom the words are said to, where, when, and in what
manner ("told reporters on Monday", "said dryly")."""

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
_HEARERS = (OBJECT, HIM, SPEAKER, NOUN)
_NAMES = (SPEAKER, NOUN, OBJECT)
# How where and when it was said begins.
_WHEN = ("after", "before", "this", "last", "late", "early", "yesterday", "today")
_WHERE = frozenset(("on", "in", "at", "during", *_WHEN))
_SPEAKING = frozenset((SAY, "add", "write", "note", "continue"))  # nobody says a person
_MANNER = "ly"


def past_hearer(chunked: Chunked, at: int, base: str, stop: int, words: WordClasses) -> int:
    """The chunk behind a cue and whom it is addressed to: "told reporters"."""
    hearer = chunked.letters[at + 1 : min(at + 2, stop)]
    return at + 1 + (base in words.addressing and hearer in _HEARERS)


def says_nothing(
    text: str, chunked: Chunked, place: tuple[int, int, int], base: str, words: WordClasses
) -> bool:
    """Whether nothing stands behind a cue but whom it is addressed to, and where or when; or by
    whom or in what manner it was said. ``place`` is the chunk of the cue, the first of what it may
    report, and the end of the sentence."""
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
    return word in _WHERE and THAT not in letters[behind:stop]


def _is_name_or_manner(text: str, chunked: Chunked, number: int) -> bool:
    chunk = chunked[number]
    phrase = text[chunk.start : chunk.end]
    named = chunked.letters[number] in _NAMES and phrase[:1].isupper()
    return named or (" " not in phrase and phrase.endswith(_MANNER))
