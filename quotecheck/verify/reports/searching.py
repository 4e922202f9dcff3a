"""Finding passages for a report in a library: by words, speaker, day, and beside the quotations of
the same paragraph."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from quotecheck.model import SpeakerMatch
from quotecheck.rules import Rules
from quotecheck.sources import Library
from quotecheck.sources.days import ordinal
from quotecheck.sources.gathering import gatherer
from quotecheck.sources.shelf import Shelf
from quotecheck.sources.weighing import FoundChunk, Gatherer, Nearness
from quotecheck.verify.reports.asking import Question
from quotecheck.verify.speaker.speakers import Speakers, SpeakersHeard

_MARKED_PIECE = 5  # words
_MOST_PLACES = 6
_REMEMBERED = 64
_SPARE = 3  # this many times more chunks are weighed than read, since many are neighbours

Shares = tuple[Sequence[float], Sequence[float]]


class ReportSpot(NamedTuple):
    """A chunk that is to be read."""

    shelf: Shelf
    chunk: int


class ReportSearcher:
    """A finder of chunks for reports in one library, which keeps its results."""

    def __init__(self, library: Library, rules: Rules) -> None:
        self._library = library
        self._limits = rules.reports.limits
        self._speakers = Speakers(rules, library.speakers)
        self._gatherers: list[tuple[Shelf, Gatherer]] = [
            (shelf, gatherer(shelf)) for shelf in library.shelves
        ]
        self._shares: dict[str | None, list[Shares]] = {}

    def nearness(self, question: Question) -> Nearness:
        """The weight of sources by their day."""
        day = ordinal(question.report.date)
        return Nearness(day, self._limits.week, later=self._limits.later_days)

    def spots(self, question: Question) -> list[ReportSpot]:
        """The heaviest chunks: those of the claimed speaker and of nobody, then those of others."""
        limits = self._limits
        terms = (*question.terms, *question.around[: limits.context_gathered])
        own: list[tuple[Shelf, FoundChunk]] = []
        others: list[tuple[Shelf, FoundChunk]] = []
        nearness = self.nearness(question)
        shares_of = self._shares_of(question.report.speaker)
        for (shelf, each), shares in zip(self._gatherers, shares_of, strict=True):
            most = max(limits.looked_at, limits.others_looked_at) * _SPARE
            first, second = each.heaviest(terms, shares, nearness, most)
            own += ((shelf, found) for found in first)
            others += ((shelf, found) for found in second)
        return [*_spread(own, limits.looked_at), *_spread(others, limits.others_looked_at)]

    def match(self, speaker: str | None, shelf: Shelf, source: int, label: int) -> SpeakerMatch:
        """Return whether a person is the one meant by a label in a source."""
        return self._speakers.match(
            speaker,
            shelf.label(label),
            shelf.heads[source].id,
            lambda: SpeakersHeard(shelf.origins[source].title, shelf.labels_in(source)),
        )

    def marked(self, question: Question) -> Iterator[tuple[ReportSpot, int]]:
        """The places of the quotations of the report's paragraph: the chunk, and the place in the
        text of its source."""
        for forms in question.marked:
            for at in sorted({0, max(0, len(forms) - _MARKED_PIECE)}):
                for shelf, position in self._library.exact(
                    forms[at : at + _MARKED_PIECE], _MOST_PLACES
                ):
                    chunk = shelf.chunk_at(position)
                    yield ReportSpot(shelf, chunk), shelf.chunks.starts[chunk]

    def _shares_of(self, speaker: str | None) -> list[Shares]:
        """The value of chunks by their speaker, for each shelf: as the claimed speaker's or
        nobody's, and as others'."""
        found = self._shares.get(speaker)
        if found is None:
            if len(self._shares) >= _REMEMBERED:
                self._shares.clear()
            found = [self._shares_on(shelf, each, speaker) for shelf, each in self._gatherers]
            self._shares[speaker] = found
        return found

    def _shares_on(self, shelf: Shelf, each: Gatherer, speaker: str | None) -> Shares:
        nobody = 1.0 if speaker is None else self._limits.nobody_share
        own = {SpeakerMatch.SAME: 1.0, SpeakerMatch.UNKNOWN: nobody, SpeakerMatch.OTHER: 0.0}
        others = dict.fromkeys(own, 0.0) | {SpeakerMatch.OTHER: 1.0}

        def row(values: Mapping[SpeakerMatch, float]) -> Sequence[float]:
            def settled(label: int) -> float | None:
                match = self._speakers.settled(speaker, shelf.label(label))
                return None if match is None else values[match]

            return each.shares(
                lambda source, label: values[self.match(speaker, shelf, source, label)], settled
            )

        return row(own), row(others)


def _spread(rows: Sequence[tuple[Shelf, FoundChunk]], most: int) -> Iterator[ReportSpot]:
    """The heaviest chunks without those right beside a heavier one; a quotation and the narration
    beside it are two places."""
    taken: set[tuple[int, int]] = set()
    for shelf, found in sorted(rows, key=lambda row: -row[1].weight):
        if most > 0 and (id(shelf), found.chunk) not in taken:
            most -= 1
            yield ReportSpot(shelf, found.chunk)
            told = _is_told(shelf, found.chunk)
            beside = (found.chunk + step for step in (-1, 0, 1))
            taken |= {(id(shelf), each) for each in beside if _is_told(shelf, each) is told}


def _is_told(shelf: Shelf, chunk: int) -> bool:
    """Return whether a chunk, if one with that number exists, is narration."""
    chunks = shelf.chunks
    inside = 0 <= chunk < len(chunks.sources)
    return inside and shelf.narrates(chunks.sources[chunk], chunks.turns[chunk])
