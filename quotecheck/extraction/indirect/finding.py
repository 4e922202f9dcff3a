"""Indirect quotations: what somebody is reported to say or think, without marks.

Learned weights decide which reading of a cue is taken and how far its words reach.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Mapping
from math import exp
from typing import NamedTuple

from quotecheck.extraction.indirect.reporting import (
    AFTER,
    CueReading,
    Extent,
    extent_place,
    readings,
)
from quotecheck.extraction.indirect.subject_features import Features, WordPlace
from quotecheck.extraction.indirect.subjects import is_told, subjects, teller
from quotecheck.extraction.people.resolver import People
from quotecheck.extraction.reading.chunks import Chunked
from quotecheck.extraction.reading.word_classes import WordClasses
from quotecheck.model import Kind, Mention, Quotation, Speaker

# A reading less likely than this is dropped, however good its extents.
_HOPELESS = -2.0
# Words that overlap this much are the same report under another cue.
_SAME = 0.35
_MOST_SUMS = 100_000


class Sums(dict[Features, float]):
    """The sums of the weights of features that come together, each computed once."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        super().__init__()
        self._weights = weights

    def __missing__(self, features: Features) -> float:
        total = sum([self._weights.get(name, 0.0) for name in features])
        if len(self) < _MOST_SUMS:
            self[features] = total
        return total

    def of(self, features: Iterable[Features]) -> float:
        """The sum of their weights."""
        return sum(map(self.__getitem__, features))


class TakenReading(NamedTuple):
    """A reading that was taken: the place of its words, and the chance that they are a report."""

    start: int
    end: int
    reading: CueReading
    chance: float


def find_reports(
    text: str,
    parts: list[tuple[int, int]],
    chunked: Mapping[int, Chunked],
    words: WordClasses,
    sums: Sums,
    people: People,
    least: float,
) -> Iterator[Quotation]:
    """The indirect quotations of a text in order, numbered i1, i2 and so on.

    ``parts`` are the paragraphs, ``chunked`` the chunks of each; ``least`` is the lowest chance at
    which one is taken.
    """
    number = 0
    for paragraph, part in enumerate(parts):
        for report in _reports(text, part, chunked[paragraph], words, sums, least):
            number += 1
            who = report_speaker(text, chunked[paragraph], report.reading, words, sums)
            yield _quotation(text, f"i{number}", paragraph, report, who, people)


def report_speaker(
    text: str, chunked: Chunked, reading: CueReading, words: WordClasses, sums: Sums
) -> WordPlace | None:
    """The place of the words that name the speaker of a report."""
    if reading.rule != AFTER:
        return reading.speaker
    if is_told(chunked, reading.cue, words):
        return teller(chunked, reading.cue)
    who = subjects(text, chunked, reading.cue, reading.speaker, words)
    best = max(who, key=lambda each: sums.of(each.features), default=None)
    return None if best is None else best.place


def _reports(
    text: str,
    part: tuple[int, int],
    chunked: Chunked,
    words: WordClasses,
    sums: Sums,
    least: float,
) -> list[TakenReading]:
    """The reports of a paragraph, in text order."""
    found: list[TakenReading] = []
    for ways in readings(text, part, chunked, words):
        best = _best(ways, sums)
        if best is None:
            continue
        reading, extent, chance = best
        if chance >= least and (place := extent_place(text, part, chunked, extent)):
            found.append(TakenReading(*place, reading, chance))
    return _distinct(sorted(found, key=lambda report: -report.chance))


def _distinct(found: list[TakenReading]) -> list[TakenReading]:
    """The reports in text order, only the first of those that overlap too much."""
    kept: list[TakenReading] = []
    for report in found:
        # Anything that begins before this place overlaps too little.
        least = report.end - (report.end - report.start) / _SAME
        near = kept[
            bisect_left(kept, least, key=_start) : bisect_left(kept, report.end, key=_start)
        ]
        if not any(_same(report, other) for other in near):
            insort(kept, report)
    return kept


def _start(report: TakenReading) -> int:
    return report.start


def _best(ways: list[CueReading], sums: Sums) -> tuple[CueReading, Extent, float] | None:
    """The likeliest reading and extent, and the chance that the cue reports anything."""
    scored: list[tuple[float, CueReading, Extent]] = []
    for reading in ways:
        score = sums.of(reading.features)
        if score < _HOPELESS:
            continue
        scored += [
            (score + sums.of(extent.features), reading, extent) for extent in reading.extents
        ]
    if not scored:
        return None
    best, reading, extent = max(scored, key=lambda each: each[0])
    odds = sum([exp(score - best) for score, _, _ in scored])
    return reading, extent, odds / (odds + exp(-best))


def _same(one: TakenReading, other: TakenReading) -> bool:
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared >= _SAME * (max(one.end, other.end) - min(one.start, other.start))


def _quotation(
    text: str,
    name: str,
    paragraph: int,
    report: TakenReading,
    who: WordPlace | None,
    people: People,
) -> Quotation:
    speaker = None
    if who is not None:
        start, end = who
        mention = Mention(text[start:end], start, end)
        speaker = Speaker(people.resolve(mention.text, start), mention)
    first, last = report.reading.cue.place
    return Quotation(
        id=name,
        start=report.start,
        end=report.end,
        text=text[report.start : report.end],
        kind=Kind.INDIRECT,
        paragraph=paragraph,
        speaker=speaker,
        cue=Mention(text[first:last], first, last),
        rule=report.reading.rule,
        confidence=report.chance,
    )
