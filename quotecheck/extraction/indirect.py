"""Indirect quotations: what somebody is reported to say or think, without marks.

Every verb that may report gives a candidate, the words after it or before it up to where the
clause ends; learned weights decide which to take. Sentences with a quotation are left alone: what
is reported there stands around the quoted words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from math import exp
from typing import NamedTuple

from quotecheck.extraction.chunks import Chunked
from quotecheck.extraction.lexicon import Words
from quotecheck.extraction.options import form_of, name_of_letter
from quotecheck.extraction.people import People
from quotecheck.model import Kind, Mention, Quotation, Speaker

REPORTED = "reported"
"""The feature that every candidate has: how likely a reporting verb reports, all else unknown."""

_VERBS = "VGPeo"
_SUBJECT = frozenset("Ss")
# Where reported words end: a new main clause, a participle, a contrast, another report.
_END = re.compile(r",(?:b|G|&[SsV]|z[SsO]|[SsO],?[eV]|A)|;|-|\(|(?<=.)A|:")
# “said in a statement on Monday that”: what is reported begins with that.
_LEAD = re.compile(r"(?:i[OSso]?|o|t[OSs]){1,4}h")
# “The dam will hold, Quill said on Monday.” and “…, said Quill.”
_AFTER = re.compile(r"(?P<clause>.{1,80}[^,]),(?P<speaker>[Ss])(?:,[^,]{1,15},)?$")
_TRAILING = re.compile(r"(?:,|i|$|.{1,5}$)(?!.{0,2}[eVSs])")
_SPEAKER_LAST = re.compile(r"[SsO](?:[,i]|$)")
# Quill, who built the dam, says; Quill (the younger) says.
_ASIDE = re.compile(r"[Ss](?=(?:,[^,]{1,40},|\([^()]{1,15}\),?)$)")
_WORD = re.compile(r"[^\W_]")
_SMALL = frozenset({"i", "m", "d", "h", "t", "w", "z", "x", "B", "p", "y", "b"})
_REACH = 120  # chunks of a sentence that are looked at


class Report(NamedTuple):
    """A candidate: where the reported words stand, whose they may be, and what speaks for it."""

    start: int
    end: int
    speaker: tuple[int, int] | None
    cue: tuple[int, int]
    rule: str
    features: tuple[str, ...]


def find(
    text: str,
    parts: list[tuple[int, int]],
    chunked: Mapping[int, Chunked],
    words: Words,
    weights: Mapping[str, float],
    people: People,
) -> Iterator[Quotation]:
    """The indirect quotations of a text in order, numbered i1, i2 and so on.

    ``parts`` are the paragraphs, ``chunked`` the chunks of each.
    """
    number = 0
    for paragraph, part in enumerate(parts):
        for report in candidates(text, part, chunked[paragraph], words):
            score = sum(weights.get(feature, 0.0) for feature in report.features)
            if score <= 0.0:
                continue
            number += 1
            yield _quotation(text, f"i{number}", paragraph, report, score, people)


def _quotation(
    text: str, name: str, paragraph: int, report: Report, score: float, people: People
) -> Quotation:
    speaker = None
    if report.speaker is not None:
        start, end = report.speaker
        mention = Mention(text[start:end], start, end)
        speaker = Speaker(people.resolve(mention.text, start), mention)
    first, last = report.cue
    return Quotation(
        id=name,
        start=report.start,
        end=report.end,
        text=text[report.start : report.end],
        kind=Kind.INDIRECT,
        paragraph=paragraph,
        speaker=speaker,
        cue=Mention(text[first:last], first, last),
        rule=report.rule,
        confidence=1.0 / (1.0 + exp(-score)),
    )


def candidates(
    text: str, part: tuple[int, int], chunked: Chunked, words: Words
) -> Iterator[Report]:
    """What may be reported in a paragraph."""
    letters = chunked.letters
    reading = _Reading(text, part, chunked, words)
    taken = -1
    for at, first, last in chunked.places(_VERBS + "A"):
        if at <= taken:
            continue
        base = "" if letters[at] == "A" else _verb(text[first:last], letters[at], words)
        if base is None:
            continue
        start, stop = _sentence(letters, at)
        if "Q" in letters[start:stop] or "E" in letters[start:stop]:
            continue
        if letters[at] == "A":
            report = reading.according(start, at, stop)
        elif (report := reading.before(start, at, stop, base)) is not None:
            taken = stop
        else:
            report = reading.after(start, at, stop, base)
        if report is not None:
            yield report


def _verb(cue: str, letter: str, words: Words) -> str | None:
    """The base form of a verb that may report."""
    word = cue.rsplit(maxsplit=1)[-1].lower()
    known = words.bases.get(word) if letter in "VGP" else None
    return known or words.attitudes.get(word)


def _sentence(letters: str, at: int) -> tuple[int, int]:
    least = max(0, at - _REACH)
    start = max(letters.rfind(".", least, at), letters.rfind("E", least, at)) + 1
    end = letters.find(".", at, at + _REACH)
    return max(start, least), end if end >= 0 else min(len(letters), at + _REACH)


class _Reading:
    """One paragraph, read around a verb."""

    def __init__(self, text: str, part: tuple[int, int], chunked: Chunked, words: Words) -> None:
        self.text, self.part, self.chunked, self.words = text, part, chunked, words
        self.letters = chunked.letters

    def according(self, start: int, at: int, stop: int) -> Report | None:
        """According to Quill, the dam will hold."""
        letters = self.letters
        if letters[at + 1 : at + 2] != "t" or letters[at + 2 : at + 3] not in ("S", "s", "O"):
            return None
        if at - start <= 1:
            comma = letters.find(",", at + 3, stop)
            first, last = comma + 1, stop
            if comma < 0:
                return None
        else:
            first = max(start, *(letters.rfind(mark, start, at) + 1 for mark in ";-(:"))
            last = at
        rule = "indirect-according"
        return self._report(first, last, at + 2, at, rule, (rule,))

    def before(self, start: int, at: int, stop: int, base: str) -> Report | None:
        """The dam will hold, Quill said; the dam will hold, said Quill."""
        letters = self.letters
        if letters[at] != "V":
            return None
        tail = letters[at + 1 : stop]
        found = _AFTER.search(letters, start, at)
        if found and _TRAILING.match(tail) and any(each in found["clause"] for each in "Ss"):
            last, speaker = found.end("clause"), found.start("speaker")
        elif letters[at - 1 : at] == "," and at - start > 2 and _SPEAKER_LAST.match(tail):
            last, speaker = at - 1, at + 1
        else:
            return None
        first = max(start, *(letters.rfind(mark, start, last) + 1 for mark in ";-("))
        rule = "indirect-before"
        return self._report(first, last, speaker, at, rule, (rule, f"{rule}, {base}"))

    def after(self, start: int, at: int, stop: int, base: str) -> Report | None:
        """Quill said that the dam will hold; Quill wants to raise the dam."""
        letters = self.letters
        first = at + 1
        if first >= stop:
            return None
        if base in self.words.addressing and letters[first] in "OmSs" and stop - first > 1:
            first += 1
        if lead := _LEAD.match(letters, first, stop):
            first = lead.end() - 1
        aside = letters[at - 1 : at] in _SUBJECT and letters[at - 2 : at - 1] == ","
        if letters[first : first + 1] == ",":
            first = start if aside and at - start > 3 else first + 1
        ends = _END.search(letters, max(first, at) + 1, stop)
        last = ends.start() if ends else stop
        if first >= last:
            return None
        speaker = self._subject(start, at)
        features = self._features(start, at, first, base, speaker)
        return self._report(first, last, speaker, at, "indirect-after", features)

    def _subject(self, start: int, at: int) -> int | None:
        """The subject of the verb, if need be across what is set off by commas or brackets."""
        letters = self.letters
        before = letters[at - 1] if at > start else ""
        if before == "w" or before in _SUBJECT:
            return at - 1
        if aside := _ASIDE.search(letters, start, at):
            return aside.start()
        found = [number for number in range(start, at) if letters[number] in _SUBJECT]
        if not found:
            return None
        return found[0] if before in ",&b" else found[-1]

    def _features(
        self, start: int, at: int, first: int, base: str, speaker: int | None
    ) -> tuple[str, ...]:
        letters = self.letters
        place = self.chunked[first].start if first < len(letters) else self.part[1]
        words = self.text[place : place + 20].split()
        word = words[0].lower() if words else ""
        lead = word if self.words.classes.get(word) in _SMALL else "another word"
        before = letters[at - 1] if at > start else "^"
        form = "nobody"
        if speaker is not None:
            chunk = self.chunked[speaker]
            form = form_of(self.text[chunk.start : chunk.end], chunk.letter, self.words)
        inner = any(letter in "VGP" for letter in letters[start:at])
        return (
            f"indirect, {base}",
            f"indirect, {base} {lead}",
            f"indirect, before “{lead}”",
            f"indirect, {name_of_letter(letters[at])} after {name_of_letter(before)}",
            f"indirect, before {name_of_letter(letters[first : first + 1])}",
            f"indirect, {form}",
            "indirect, inside a report" if inner else "indirect, the first report",
        )

    def _report(
        self,
        first: int,
        last: int,
        speaker: int | None,
        at: int,
        rule: str,
        features: tuple[str, ...],
    ) -> Report | None:
        """The candidate that reaches from one chunk up to another."""
        cue = self.chunked[at]
        begin = cue.end if first == at + 1 else self.chunked[first].start
        limit = self.chunked[last].start if last < len(self.letters) else self.part[1]
        letter = _WORD.search(self.text, begin, limit)
        if letter is None:
            return None
        end = limit
        while not self.text[end - 1].isalnum():
            end -= 1
        who = None
        if speaker is not None:
            chunk = self.chunked[speaker]
            who = (chunk.start, chunk.end)
        return Report(letter.start(), end, who, (cue.start, cue.end), rule, (REPORTED, *features))
