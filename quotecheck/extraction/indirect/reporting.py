"""Readings of a cue: the ways in which the words around it may be a report.

A cue is a verb, noun or adjective that reports what somebody says, thinks or wants. The reported
words stand after it or before it; where they end is a separate question, so each reading comes with
several extents.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from quotecheck import lazily
from quotecheck.extraction.indirect.asides import SAY, past_hearer, says_nothing
from quotecheck.extraction.indirect.report_features import (
    REACH,
    REPORTED,
    cue_features,
    extent_features,
    size_of,
)
from quotecheck.extraction.indirect.subject_features import NOUNS, Cue, Features, WordPlace
from quotecheck.extraction.indirect.subjects import is_told, subject_of
from quotecheck.extraction.reading import vocabulary as feature
from quotecheck.extraction.reading.alphabet import (
    ACCORDING,
    CUE,
    NOUN,
    OBJECT,
    PREPOSITION,
    QUOTATION,
    QUOTATIONS,
    SENTENCE,
    SPEAKER,
    THAT,
    TO,
)
from quotecheck.extraction.reading.chunks import Chunked
from quotecheck.extraction.reading.vocabulary import letters_in_words
from quotecheck.extraction.reading.word_classes import WordClasses

AFTER = "indirect-after"
"""The rule by which what is reported follows its cue."""

# A noun reports only before one of these: the claim that, plans to, talk of.
_CUE = re.compile("[VGPeoA]|[sSOC](?=[ith:])")
_SUBJECT = re.compile("[Ss]")
_QUOTATION = re.compile("[QE]")
# Where reported words may end: an aside, a conjunction, another report or quotation.
_END = re.compile(r"[,;:(-]|b|z|&[VGPe]|A|[QE]")
# Where words before their cue may begin.
_START = re.compile(r"[,;:(&-]|b")
# The chunks there that matter: “, who”, “, but she says”.
_BORDER = re.compile(r",?[&b]?[Ss]?.?")
_MOST_EXTENTS = 7
# “said in a statement on Monday that”: the report begins with “that”.
_LEAD = re.compile(r"(?:i[OSso]?|o|t[OSs]){1,4}h")
# “was warned by Quill that”
_AGENT = re.compile("PY[SsOo](?=h)")
# “The ferry, Quill said on Monday, will stop.”
_ASIDE = re.compile(r",[Ss]V(?:i[SsOo]{0,2}|o){1,2},")
# “The dam will hold, Quill said on Monday.” and “…, said Quill.”
_AFTER = re.compile(r"(?P<clause>.{1,80}[^,]),(?P<speaker>[Ss])(?:,[^,]{1,15},)?$")
_TRAILING = re.compile(r"(?:,|i|$|.{1,5}$)(?!.{0,2}[eVSs])")
_SPEAKER_LAST = re.compile(r"[SsO](?:[,i]|$)")
_POSSESSOR = lazily.pattern(
    r"(?:his|her|their|its|my|our|your)\b|[^,.;:()]{1,60}?(?=[’'](?:s\b|\s))", re.IGNORECASE
)
_LEADS = {"h": "that", "t": "to", "b": "a conjunction", **dict.fromkeys("Sp", "a clause")}
_NUMBER = re.compile(r"(?:about|around|over|under|some)\s+[$£€]?\d")


class Extent(NamedTuple):
    """Reported words: from one chunk up to another, with the features for them."""

    first: int
    last: int
    features: list[Features]


class CueReading(NamedTuple):
    """One reading of a cue: the likely speaker, the features for it, and the extents that the words
    may have.

    The extents can be iterated over only once.
    """

    rule: str
    cue: Cue
    speaker: WordPlace | None
    features: list[Features]
    extents: Iterator[Extent]


def readings(
    text: str, part: WordPlace, chunked: Chunked, words: WordClasses
) -> Iterator[list[CueReading]]:
    """The ways to read each cue of a paragraph; at most one of them is right."""
    letters = chunked.letters
    reader = _CueReader(text, part, chunked, words)
    for at, first, last in chunked.matching(_CUE):
        letter = letters[at]
        if letter == ACCORDING:
            yield reader.according(at, (first, last))
            continue
        cue = text[first:last].lower()
        word = cue[cue.rfind(" ") + 1 :]
        base = words.stances.get(word) if letter in NOUNS else words.attitudes.get(word)
        if base is not None:
            yield reader.read(at, (first, last), f"noun {base}" if letter in NOUNS else base)


def extent_place(text: str, part: WordPlace, chunked: Chunked, extent: Extent) -> WordPlace | None:
    """The place of an extent's words in the text, or None if it has no words."""
    first = extent.first
    if chunked.letters[first] == THAT:
        start = chunked[first].start
    else:
        # Words outside any chunk belong to the next one: “to not go”.
        start = chunked[first - 1].end if first else part[0]
    end = chunked[extent.last].start if extent.last < len(chunked.letters) else part[1]
    while start < end and not text[start].isalnum():
        start += 1
    while start < end and not text[end - 1].isalnum():
        end -= 1
    return (start, end) if start < end else None


def _sentence(letters: str, at: int) -> WordPlace:
    least = max(0, at - REACH)
    start = max(letters.rfind(".", least, at), letters.rfind(SENTENCE, least, at)) + 1
    end = letters.find(".", at, at + REACH)
    return max(start, least), end if end >= 0 else min(len(letters), at + REACH)


class _CueReader:
    """One paragraph, read around its cues."""

    def __init__(self, text: str, part: WordPlace, chunked: Chunked, words: WordClasses) -> None:
        self.text, self.part, self.chunked, self.words = text, part, chunked, words
        self.letters = chunked.letters

    def read(self, at: int, cue: WordPlace, base: str) -> list[CueReading]:
        """The ways to read a verb, noun or adjective."""
        start, stop = _sentence(self.letters, at)
        found = self._after(start, stop, at, cue, base)
        if self.letters[at] == CUE:
            found += self._before(start, stop, at, cue, base)
        return found

    def according(self, at: int, cue: WordPlace) -> list[CueReading]:
        """According to Quill, the dam will hold."""
        letters = self.letters
        start, stop = _sentence(letters, at)
        if letters[at + 1 : at + 2] != TO or letters[at + 2 : at + 3] not in (
            SPEAKER,
            NOUN,
            OBJECT,
        ):
            return []
        rule = "indirect-according"
        if at - start > 1:
            extents = self._back_from(at, start, rule)
        else:
            comma = letters.find(",", at + 3, stop)
            extents = self._on_from(comma + 1, comma + 1, stop) if comma >= 0 else iter(())
        reports = Cue(at, cue, "according", (start, stop))
        return [CueReading(rule, reports, self._place(at + 2), [(REPORTED, rule)], extents)]

    def _before(
        self, start: int, stop: int, at: int, cue: WordPlace, base: str
    ) -> list[CueReading]:
        """The dam will hold, Quill said; the dam will hold, said Quill."""
        letters = self.letters
        behind = past_hearer(self.chunked, at, base, stop, self.words)
        tail = letters[behind:stop]
        found = _AFTER.search(letters, start, at)
        if found and _SUBJECT.search(found["clause"]) and _TRAILING.match(tail):
            last, speaker = found.end("clause"), found.start("speaker")
        elif letters[at - 1 : at] == "," and at - start > 2 and _SPEAKER_LAST.match(tail):
            last, speaker = at - 1, at + 1
        else:
            return []
        rule = "indirect-before"
        saying = SAY if behind > at + 1 else base  # who tells the council says
        features: list[Features] = [(REPORTED, rule, feature.REPORT_RULE_WORD(rule, saying))]
        extents = self._back_from(last, start, rule)
        reports = Cue(at, cue, base, (start, stop))
        return [CueReading(rule, reports, self._place(speaker), features, extents)]

    def _after(self, start: int, stop: int, at: int, cue: WordPlace, base: str) -> list[CueReading]:
        """Quill said that the dam will hold; Quill wants to raise the dam."""
        first = self._first(start, at, stop, base)
        if says_nothing(self.text, self.chunked, (at, first, stop), base, self.words):
            return []
        if first >= stop or _QUOTATION.search(self.letters, first, max(first, at) + 1):
            return []
        speaker = self._possessor(cue) if self.letters[at] in NOUNS else None
        if speaker is None:
            subject = subject_of(self.letters, start, at, stop)
            speaker = self._place(subject) if subject is not None else None
        reports, headline = Cue(at, cue, base, (start, stop)), self.part[0] == 0
        if self.letters[at + 1 : at + 2] == PREPOSITION and is_told(
            self.chunked, reports, self.words
        ):
            return []  # was asked about the dam
        features = cue_features(
            self.text, self.chunked, self.words, reports, first, speaker, headline=headline
        )
        if self._is_governed(first) and not _QUOTATION.match(self.letters, first + 1):
            first += 1
        extents = self._on_from(first, max(first, at) + 1, stop)
        return [CueReading(AFTER, reports, speaker, features, extents)]

    def _first(self, start: int, at: int, stop: int, base: str) -> int:
        """The chunk at which the words after a cue begin, past the person addressed."""
        letters = self.letters
        first = past_hearer(self.chunked, at, base, stop, self.words)
        if first == stop > at + 1:
            first = at + 1
        if agent := _AGENT.match(letters, at, stop):
            first = agent.end()
        if lead := _LEAD.match(letters, first, stop):
            first = lead.end() - 1
        if said := _ASIDE.match(letters, max(start, at - 2), stop):
            first = said.end() - 1
        if letters[first : first + 1] == ",":
            aside = letters[at - 1 : at] in (SPEAKER, NOUN) and letters[at - 2 : at - 1] == ","
            return start if aside and at - start > 3 else first + 1
        return first

    def _is_governed(self, first: int) -> bool:
        """Return whether the chunk is a preposition that belongs to the cue (calls for a dam), not
        to a number (said about 40 barges)."""
        letters = self.letters
        if letters[first] == PREPOSITION and _NUMBER.match(self.text, self.chunked[first].start):
            return False
        return letters[first] == PREPOSITION or (
            letters[first] == TO and letters[first + 1 : first + 2] in (OBJECT, NOUN, SPEAKER)
        )

    def _on_from(self, first: int, begin: int, stop: int) -> Iterator[Extent]:
        """The extents that begin at a chunk, one for each place where the words may end."""
        letters = self.letters
        governed = first > 0 and letters[first - 1] in "it"
        lead = "a preposition" if governed else _LEADS.get(letters[first : first + 1], "words")
        past: list[Features] = []
        for found in islice(_END.finditer(letters, begin, stop), _MOST_EXTENTS):
            last = found.start()
            border = self._border(last, stop)
            if letters[last - 1] != ",":
                yield self._extent(first, last, lead, border, past)
                past.append((feature.PAST_BORDER(border), feature.LEAD_PAST(lead, border)))
            if letters[last] in QUOTATIONS:
                return
        if first < stop:
            yield self._extent(first, stop, lead, "nothing", past)

    def _extent(
        self, first: int, last: int, lead: str, border: str, past: Iterable[Features]
    ) -> Extent:
        """An extent with its features: how it begins, the border where it ends, and the borders
        that it passes."""
        letters = self.letters
        size = size_of(last - first)
        own = extent_features(lead, border, letters[last : last + 2], size, letters[last - 1])
        return Extent(first, last, [own, *past])

    def _back_from(self, last: int, start: int, rule: str) -> Iterator[Extent]:
        """The extents that end at a chunk, one for each place where the words may begin."""
        letters = self.letters
        start = max(start, letters.rfind(QUOTATION, start, last) + 1)
        borders = [found.start() for found in _START.finditer(letters, start, last)]
        for border in [start - 1, *borders][-_MOST_EXTENTS:]:
            what = "nothing" if border < start else self._border(border, last)
            size = size_of(last - border - 1)
            features = (feature.STARTS(rule, what), feature.STARTS_SIZE(rule, size))
            yield Extent(border + 1, last, [features])

    def _border(self, at: int, stop: int) -> str:
        """The border at which words may begin or end, spelled out, with the conjunction itself."""
        found = _BORDER.match(self.letters, at, stop)
        letters = found.group() if found else ""
        for number, letter in enumerate(letters):
            if letter in "bzw":
                chunk = self.chunked[at + number]
                word = self.text[chunk.start : chunk.end].lower()
                return feature.border_word(letters_in_words(letters), word)
        return letters_in_words(letters)

    def _place(self, number: int) -> WordPlace:
        chunk = self.chunked[number]
        return chunk.start, chunk.end

    def _possessor(self, cue: WordPlace) -> WordPlace | None:
        """The owner of a noun that reports: his criticism, Quill’s criticism."""
        found = _POSSESSOR.match(self.text, *cue)
        return found.span() if found else None
