"""Noun phrases near a quotation that may be its speaker, though no pattern says so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from quotecheck.extraction.reading.alphabet import (
    BY,
    CUE,
    OBJECT,
    QUOTATIONS,
    SAYING,
    SENTENCE,
    SPEAKER,
    SUBJECTS,
)

_MOST_BEFORE = 7
_REACH = 1000  # chunks
_MOST_AFTER = 24
_OBJECTS = 3


class NounPhrase(NamedTuple):
    """A noun phrase: the rule that offers it, the number of its chunk, its rank among several, and
    the chunk letters between it and the quotation."""

    rule: str
    chunk: int
    place: str
    between: str


def phrases(letters: str, start: int, at: int, stop: int) -> Iterator[NounPhrase]:
    """Those of the quotation's own sentence, and the subject of the sentence before.

    The quotation is the chunk ``at`` of a sentence from ``start`` to ``stop``; of an endless
    sentence only the part nearby is read.
    """
    start = max(start, at - _REACH)
    yield from _before(letters, start, at)
    if letters[at] != SENTENCE:
        yield from _after(letters, at, min(stop, at + _MOST_AFTER))
    if start > 0:
        yield from _sentence_before(letters, start)


def _before(letters: str, start: int, at: int) -> Iterator[NounPhrase]:
    own = [number for number in range(start, at) if letters[number] in "Ssw"]
    if len(own) > _MOST_BEFORE:
        own = own[:3] + own[3 - _MOST_BEFORE :]
    for order, number in enumerate(own):
        place = "first" if order == 0 else "last" if order == len(own) - 1 else "middle"
        yield NounPhrase("own-sentence", number, place, letters[number + 1 : at])
    objects = [number for number in range(start, at) if letters[number] == OBJECT]
    for order, number in enumerate(reversed(objects[-_OBJECTS:])):
        place = "first" if order == len(objects) - 1 else "last" if order == 0 else "middle"
        yield NounPhrase("own-sentence-object", number, place, letters[number + 1 : at])


def _after(letters: str, at: int, stop: int) -> Iterator[NounPhrase]:
    reporting = other = False
    for number in range(at + 1, stop):
        letter = letters[number]
        if letter in QUOTATIONS:
            break
        between = letters[at + 1 : number]
        if letter in SUBJECTS and letters[number + 1 : number + 2] == CUE:
            if not reporting:
                yield NounPhrase("own-sentence-after", number, "first", between)
            reporting = True
        elif letter in SUBJECTS and not other and not reporting:
            yield NounPhrase("own-sentence-after", number, "no cue", between)
            other = True
        elif letter in "Om" and letters[number - 1] in "YAt" and BY in between[-1:] + between[:1]:
            yield NounPhrase("by-after", number, "first", between)


def _sentence_before(letters: str, start: int) -> Iterator[NounPhrase]:
    before = max(letters.rfind(mark, 0, start - 1) for mark in ".EQ") + 1
    subject = letters.find(SPEAKER, before, start)
    if subject >= 0:
        sentence = letters[before:start]
        reports = "reports" if CUE in sentence or SAYING in sentence else "does not report"
        yield NounPhrase("sentence-before", subject, f"first, {reports}", "")
        last = letters.rfind(SPEAKER, before, start)
        if last > subject:
            yield NounPhrase("sentence-before", last, "last", "")
