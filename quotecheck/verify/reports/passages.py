"""The passages that a report may rest on, best first."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import exp

from quotecheck.model import Medium, Passage, SpeakerMatch
from quotecheck.rules import Rules
from quotecheck.sources import Library
from quotecheck.sources.days import ordinal
from quotecheck.sources.passages import stretch_of
from quotecheck.sources.shelf import Shelf, Window
from quotecheck.sources.weighing import Nearness
from quotecheck.verify.reports.asking import Question
from quotecheck.verify.reports.searching import ReportSearcher, ReportSpot

_SENTENCE = re.compile(r"[.?!…][”\"’')\]]*\s+|\n\s*\n")
_MOST_SENTENCES = 4
_BEFORE, _AFTER = 1, 2  # chunks around the heaviest: from, up to
_NEAR, _FAR = 250.0, 1500.0  # letters between a passage and a quotation of the same paragraph
_NOWHERE = 1e9
_LENGTH_COST = 0.012  # of the report's weight, a sentence more
_PAIR = 3  # words between two terms that stand together in the report
_PAIR_THERE = 5  # the same in a passage
_DAYS = 60
_MANY = 6  # terms; more add nothing
_UNDATED = {"same days": 0.5, "same week": 0.5, "same season": 1.0}  # neither for nor against
_MUCH = 20.0  # weight that a passage may hold
_FEW = 25  # words that are read at a glance
_TOLD = 200.0  # letters between a report and its day
_CLOSING = ".?!…”\"’')"

WeighedWord = tuple[int, int, float]
"""A word of a window, which term it is (those of the context are -1, -2, ...), what it counts."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage that a report may rest on.

    ``window`` has the words of the passage from ``low`` up to ``high`` and those around. ``held``
    says how much each term of the question counts there, ``near`` the same with the words around
    included; ``features`` are the reasons, and ``score`` is their weighted sum. ``core`` are the
    sentences that hold most, from word, up to word.
    """

    shelf: Shelf
    window: Window
    low: int
    high: int
    start: int
    end: int
    speaker: SpeakerMatch
    held: Mapping[int, float]
    near: Mapping[int, float]
    features: Mapping[str, float]
    score: float = 0.0
    core: tuple[int, int] = (0, 0)

    @property
    def source(self) -> str:
        """The id of the source."""
        return self.shelf.heads[self.window.source].id

    @property
    def text(self) -> str:
        """The words of the passage, as written."""
        return self.shelf.texts[self.window.source][self.start : self.end]

    def passage(self, low: int, high: int) -> Passage:
        """The words ``low`` up to ``high`` of the window as a record, with the marks that close
        them."""
        window = self.window
        start, end = window.words.starts[low], window.words.ends[high - 1]
        end = closed(self.shelf.texts[window.source], end)
        turn, speaker = window.turns[low], window.speakers[low]
        return stretch_of(self.shelf, window.source, turn, speaker, start, end)

    def words(self, low: int, high: int) -> str:
        """The words ``low`` up to ``high`` of the window, as written."""
        words = self.window.words
        return self.shelf.texts[self.window.source][words.starts[low] : words.ends[high - 1]]


class PassageReader:
    """A reader of the passages at places that may hold a report."""

    def __init__(self, library: Library, rules: Rules, weights: Mapping[str, float]) -> None:
        self._searcher = ReportSearcher(library, rules)
        self._limits = rules.reports.limits
        self._weights = weights

    def weight(self, name: str) -> float:
        """The weight of a feature of a passage."""
        return self._weights.get(name, 0.0)

    def match(self, speaker: str | None, evidence: Evidence, label: int) -> SpeakerMatch:
        """Return whether a person is the one meant by a label in the source of a passage."""
        return self._searcher.match(speaker, evidence.shelf, evidence.window.source, label)

    def find(self, question: Question) -> list[Evidence]:
        """The passages that a report may rest on, by any speaker, best first."""
        spots = dict.fromkeys(self._searcher.spots(question))
        marked: dict[str, list[int]] = {}
        for spot, place in self._searcher.marked(question):
            source = spot.shelf.heads[spot.shelf.chunks.sources[spot.chunk]].id
            marked.setdefault(source, []).append(place)
            spots[spot] = None
        nearness = self._searcher.nearness(question)
        ask = _Asked(question, nearness, marked)
        found = (self._read(spot, ask) for spot in spots)
        return _apart(sorted((each for each in found if each), key=lambda each: -each.score))

    def _read(self, spot: ReportSpot, ask: _Asked) -> Evidence | None:
        """The best passage around a chunk, if it has anything of the report."""
        shelf, chunks = spot.shelf, spot.shelf.chunks
        first = chunks.firsts[max(0, spot.chunk - _BEFORE)]
        last = chunks.firsts[min(len(chunks.sources), spot.chunk + _AFTER)]
        window = shelf.window(first, last, chunks.firsts[spot.chunk])
        head = shelf.heads[window.source]
        if not ask.nearness.of(ordinal(head.date)):
            return None
        text = shelf.texts[window.source]
        hits = ask.hits(window)
        sentences = list(sentences_of(window, text, chunks.turns[spot.chunk]))
        run = self._best_run(ask, sentences, hits)
        if run is None:
            return None
        core = sentences[run[0]][0], sentences[run[1]][1]
        low, high = self._widened(*run, sentences)
        low, high = sentences[low][0], sentences[high][1]
        start, end = window.words.starts[low], window.words.ends[high - 1]
        end = closed(text, end)
        label = window.speakers[low]
        speaker = self._searcher.match(ask.question.report.speaker, shelf, window.source, label)
        held = _most(hit for hit in hits if low <= hit[0] < high)
        near = _most(hits)
        distance = min(
            (max(start - at, at - end, 0) for at in ask.marked.get(head.id, ())), default=_NOWHERE
        )
        origin = shelf.origins[window.source]
        features = ask.features(held, near) | {
            "pairs": ask.pairs(hits, low, high),
            "tight": ask.tight(hits, low, high),
            "turn start": float(shelf.turn_start(window.source, window.turns[low]) == start),
            "day told": _day_told(ask.question, ordinal(head.date)),
            "occasion": self._occasion(ask.question, origin.title),
            "quoted near": exp(-distance / _NEAR),
            "quoted there": exp(-distance / _FAR),
            "quoted in source": float(head.id in ask.marked),
            **_by_day(ask.nearness, ordinal(head.date)),
            "post": float(head.medium in (Medium.TWEET, Medium.POST)),
            "nobody": float(speaker is SpeakerMatch.UNKNOWN),
            "other": float(speaker is SpeakerMatch.OTHER),
        }
        score = sum(self._weights.get(name, 0.0) * value for name, value in features.items())
        held = {number: share for number, share in held.items() if number >= 0}
        near = {number: share for number, share in near.items() if number >= 0}
        return Evidence(
            shelf, window, low, high, start, end, speaker, held, near, features, score, core
        )

    def _occasion(self, question: Question, title: str | None) -> float:
        """Return whether the title of a source names the occasion given in the text around a
        report."""
        if not question.occasions or not title:
            return 0.0
        return float(any(each in title.lower() for each in question.occasions))

    def _best_run(
        self, ask: _Asked, sentences: Sequence[tuple[int, int]], hits: Sequence[WeighedWord]
    ) -> tuple[int, int] | None:
        """The first and the last of the sentences in a row that hold most."""
        rows: list[dict[int, float]] = [{} for _ in sentences]
        begins = [low for low, _ in sentences]
        for at, number, share in hits:
            row = bisect_right(begins, at) - 1
            if row >= 0 and at < sentences[row][1] and share > rows[row].get(number, 0.0):
                rows[row][number] = share
        cost = _LENGTH_COST * ask.question.weight
        best, found = 0.0, None
        for low, (first, _) in enumerate(sentences):
            held: dict[int, float] = {}
            weight = 0.0
            for high in range(low, min(low + _MOST_SENTENCES, len(sentences))):
                if high > low and sentences[high][1] - first > self._limits.passage_words:
                    break
                for number, share in rows[high].items():
                    if (known := held.get(number, 0.0)) < share:
                        held[number] = share
                        weight += (share - known) * ask.weights[number]
                if weight - cost * (high - low) > best:
                    best, found = weight - cost * (high - low), (low, high)
        return found

    def _widened(
        self, low: int, high: int, sentences: Sequence[tuple[int, int]]
    ) -> tuple[int, int]:
        """Sentences in a row with those around them, up to the length of a thought."""
        least = self._limits.least_words
        while sentences[high][1] - sentences[low][0] < least:
            after = sentences[high + 1][1] - sentences[low][0] if high + 1 < len(sentences) else 0
            before = sentences[high][1] - sentences[low - 1][0] if low else 0
            if after and (after <= before or not before) and after <= self._limits.passage_words:
                high += 1
            elif before and before <= self._limits.passage_words:
                low -= 1
            else:
                break
        return low, high


class _Asked:
    """A question with everything that is worked out once for all its passages."""

    def __init__(
        self, question: Question, nearness: Nearness, marked: Mapping[str, Sequence[int]]
    ) -> None:
        self.question, self.nearness, self.marked = question, nearness, marked
        self.weights = {number: term.weight for number, term in enumerate(question.terms)}
        self.weights |= {-number: term.weight for number, term in enumerate(question.around, 1)}
        self._known = _forms(question)
        row = [(at, number) for at, number in enumerate(question.term_of) if number >= 0]
        self._pairs = {
            (one, other)
            for (at, one), (there, other) in pairwise(row)
            if one != other and there - at <= _PAIR
        }
        self._figures = {
            number
            for form, number in zip(question.words.forms, question.term_of, strict=True)
            if number >= 0 and form[0].isdigit()
        }
        self._total = question.weight or 1.0
        self._around = sum(term.weight for term in question.around) or 1.0

    def hits(self, window: Window) -> list[WeighedWord]:
        """The words of a window that are terms."""
        known = self._known
        return [
            (at, number, share)
            for at, form in enumerate(window.words.forms)
            if form in known
            for number, share in known[form]
        ]

    def features(self, held: Mapping[int, float], near: Mapping[int, float]) -> dict[str, float]:
        """Features from the share of the question that a passage holds."""
        weights = self.weights
        own = {number: share for number, share in held.items() if number >= 0}
        covered = sum(weights[number] * share for number, share in own.items()) / self._total
        same = sum(weights[number] for number, share in own.items() if share == 1) / self._total
        beside = sum(weights[n] * share for n, share in near.items() if n >= 0) / self._total
        around = sum(weights[number] for number in near if number < 0) / self._around
        heaviest = max((weights[number] * share for number, share in own.items()), default=0.0)
        return {
            "held": covered * self._total / _MUCH,
            "words": covered,
            "same words": same,
            "beside": beside - covered,
            "around": around,
            "heaviest": heaviest / max(term.weight for term in self.question.terms) if own else 0.0,
            "number missing": self._missing_numbers(own),
            "count": min(1.0, len(own) / _MANY),
            "words of many": covered * min(1.0, len(self.question.terms) / _MANY),
        }

    def _missing_numbers(self, held: Mapping[int, float]) -> float:
        """The share of the report's figures that a passage lacks."""
        missing = sum(number not in held for number in self._figures)
        return missing / len(self._figures) if self._figures else 0.0

    def tight(self, hits: Sequence[WeighedWord], low: int, high: int) -> float:
        """The largest share of the question in a few lines of a passage."""
        inside = [hit for hit in hits if low <= hit[0] < high and hit[1] >= 0]
        best = 0.0
        for row, (at, _, _) in enumerate(inside):
            few = _most(hit for hit in inside[row : row + _FEW] if hit[0] < at + _FEW)
            best = max(best, sum(self.weights[number] * share for number, share in few.items()))
        return best / self._total

    def pairs(self, hits: Sequence[WeighedWord], low: int, high: int) -> float:
        """The share of the report's neighbouring terms that are neighbours in a passage."""
        if not self._pairs:
            return 0.0
        inside = [hit for hit in hits if low <= hit[0] < high and hit[1] >= 0 and hit[2] == 1]
        found: set[tuple[int, int]] = set()
        for row, (at, one, _) in enumerate(inside):
            for there, other, _ in inside[row + 1 : row + 1 + _PAIR_THERE]:
                if there - at <= _PAIR_THERE:
                    found |= {(one, other), (other, one)} & self._pairs
        return len(found) / len(self._pairs)


def closed(text: str, end: int) -> int:
    """The place after the marks that close words ending at a place."""
    while end < len(text) and text[end] in _CLOSING:
        end += 1
    return end


def _forms(question: Question) -> dict[str, list[tuple[int, float]]]:
    """Every word searched for, including the text around: the terms that it stands for (those of
    the context are -1, -2, ...), and its value as each."""
    known = {form: list(numbers.items()) for form, numbers in question.known.items()}
    for number, term in enumerate(question.around, 1):
        for form in term.forms:
            known.setdefault(form, []).append((-number, 1.0))
    return known


def _most(hits: Iterator[WeighedWord] | Sequence[WeighedWord]) -> dict[int, float]:
    """The highest value of each term anywhere."""
    found: dict[int, float] = {}
    for _, number, share in hits:
        if share > found.get(number, 0.0):
            found[number] = share
    return found


def _day_told(question: Question, day: int | None) -> float:
    """The nearest place to the report where the text around it gives the day of a source; evening
    words may be dated the next day."""
    places = (away for told, away in question.days if day is not None and told - day in (0, 1))
    return exp(-min(places, default=_NOWHERE) / _TOLD)


def _by_day(nearness: Nearness, day: int | None) -> dict[str, float]:
    if day is None or nearness.day is None:
        return _UNDATED
    days = nearness.day - day
    return {
        "same days": float(days <= 1),
        "same week": float(days <= nearness.days),
        "same season": float(days <= _DAYS),
    }


def sentences_of(window: Window, text: str, turn: int) -> Iterator[tuple[int, int]]:
    """The sentences of a window within a turn: from word, up to word."""
    words, turns = window.words, window.turns
    if turn not in turns:
        return
    first = turns.index(turn)
    last = len(turns) - turns[::-1].index(turn)
    low = first
    for match in _SENTENCE.finditer(text, words.starts[first], words.ends[last - 1]):
        at = bisect_right(words.starts, match.start(), low, last)
        if at > low:
            yield low, at
            low = at
    if low < last:
        yield low, last


def _apart(found: Sequence[Evidence]) -> list[Evidence]:
    """Passages that do not overlap; of two that do the first."""
    kept: list[Evidence] = []
    for each in found:
        if not any(
            each.source == other.source and each.start < other.end and other.start < each.end
            for other in kept
        ):
            kept.append(each)
    return kept
