"""Features of one reading of a cue, from the chunks around what it reports.

The same surroundings recur, so each is spelled out once.
"""

from __future__ import annotations

from functools import lru_cache

from quotecheck.extraction.attribution.options import form_of
from quotecheck.extraction.indirect.subject_features import Cue, Features, WordPlace
from quotecheck.extraction.reading import vocabulary as feature
from quotecheck.extraction.reading.alphabet import (
    ADVERB,
    AS,
    AUXILIARY,
    BEING,
    CONJUNCTION,
    CUE,
    DETERMINER,
    HIM,
    PASSIVE,
    PREPOSITION,
    PRONOUN,
    QUOTATION,
    SAYING,
    SENTENCE,
    THAT,
    TO,
    WHO,
)
from quotecheck.extraction.reading.chunks import Chunked
from quotecheck.extraction.reading.vocabulary import letters_in_words
from quotecheck.extraction.reading.word_classes import WordClasses

REPORTED = feature.REPORTED
"""The feature that every reading has: how likely a cue reports, all else unknown."""
_LEADING = frozenset(
    {
        PREPOSITION,
        HIM,
        DETERMINER,
        THAT,
        TO,
        WHO,
        AS,
        AUXILIARY,
        BEING,
        PRONOUN,
        ADVERB,
        CONJUNCTION,
    }
)
REACH = 120
"""Chunks of a sentence that are looked at."""
_SIZES = (
    *("0", "1", "2", *["3 or 4"] * 2, *["5 to 8"] * 4, *["9 to 16"] * 8),
    *["17 or more"] * 2 * REACH,
)
_remembered = lru_cache(maxsize=20_000)


def cue_features(
    text: str,
    chunked: Chunked,
    words: WordClasses,
    cue: Cue,
    first: int,
    speaker: WordPlace | None,
    *,
    headline: bool,
) -> list[Features]:
    """The features of a cue that reports the words from the chunk ``first`` on."""
    letters, at = chunked.letters, cue.at
    start, stop = cue.sentence
    place = chunked[first]
    word = text[place.start : place.end].split(" ", 1)[0].lower()
    lead = word if words.classes.get(word) in _LEADING else feature.ANOTHER_WORD
    form = feature.NOBODY
    if speaker is not None:
        form = form_of(text[slice(*speaker)], "S", words)
    before = letters[max(start, at - 2) : at]
    quoted = max(letters.rfind(QUOTATION, start, at), letters.rfind(SENTENCE, start, at))
    features = [
        _of_cue(cue.base, lead),
        _around(before, letters[at], letters[first : first + 2]),
        _of_speaker(letters[at], form),
        _of_sizes(size_of(at - start), size_of(stop - at)),
    ]
    last = max(
        letters.rfind(CUE, start, at),
        letters.rfind(SAYING, start, at),
        letters.rfind(PASSIVE, start, at),
    )
    if last >= 0:
        near = letters_in_words(letters[last:at]) if at - last < 5 else feature.FAR_FROM_REPORT
        features.append((feature.REPORT_AFTER(near),))
    if headline:
        features.append((feature.REPORT_HEADLINE,))
    if quoted >= start:
        near = (
            letters_in_words(letters[quoted:at]) if at - quoted < 4 else feature.FAR_FROM_QUOTATION
        )
        features.append((feature.REPORT_AFTER(near),))
    if QUOTATION in letters[at:stop] or SENTENCE in letters[at : stop + 1]:
        features.append((feature.QUOTATION_LATER,))
    return features


def size_of(chunks: int) -> str:
    """A number of chunks of a sentence, in words."""
    return _SIZES[max(0, chunks)]


@_remembered
def _of_cue(base: str, lead: str) -> Features:
    return (
        REPORTED,
        feature.REPORT_WORD(base),
        feature.REPORT_WORD_LEAD(base, lead),
        feature.REPORT_BEFORE_WORD(lead),
    )


@_remembered
def _around(before: str, letter: str, after: str) -> Features:
    cue = letters_in_words(letter)
    return (
        feature.REPORT_CUE_AFTER(cue, letters_in_words(before[-1:])),
        feature.REPORT_CUE_AFTER(cue, letters_in_words(before)),
        feature.REPORT_BEFORE(letters_in_words(after[0])),
        feature.REPORT_CUE_BEFORE(cue, letters_in_words(after)),
    )


@_remembered
def _of_speaker(letter: str, form: str) -> Features:
    return feature.REPORT_FORM(form), feature.REPORT_CUE_FORM(letters_in_words(letter), form)


@_remembered
def _of_sizes(before: str, after: str) -> Features:
    return feature.REPORT_AHEAD(before), feature.REPORT_ON(after)


@_remembered
def extent_features(lead: str, border: str, after: str, size: str, last: str) -> Features:
    """The features of words that begin in some way, have a size, and end so at a border."""
    return (
        feature.UP_TO(border),
        feature.LEAD_UP_TO(lead, border),
        feature.LEAD_BEFORE(lead, letters_in_words(after)),
        feature.LEAD_SIZE(lead, size),
        feature.ENDS_WITH(letters_in_words(last)),
    )
