"""Whose a report is: the subject of a verb, noun or adjective, by the chunks of its sentence.

A first guess comes from the chunks alone. Whom the report is then said to be of, learned weights
decide among all that may be its subject.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from quotecheck.extraction.chunks import Chunked
from quotecheck.extraction.lexicon import Words
from quotecheck.extraction.options import POSSESSIVES, form_of
from quotecheck.extraction.surroundings import count, in_words, name_of_letter

# Quill, who built the dam, says; Quill (the younger) says.
_ASIDE = re.compile(r"[Ss](?=(?:,[^,]{1,40},|\([^()]{1,15}\),?)$)")
# Two in three voters say: no list knows the noun, but nothing else can be the subject.
_OPEN = re.compile(r"(?:^|[,b&;:(-])[oiO]{0,12}$")
_SUBJECT = re.compile("[Ss]")
_AFTER_COMMA = re.compile(",([Ss])")
_ANY = re.compile("[Ssw]")
_UNKNOWN = re.compile("[oOm]")
_DOING = re.compile("[Ssw](?=o?[VeP])")
_CLAUSE = re.compile("[,;:(-]")
_WITH_VERB = re.compile("[Ssw](?=[VeP])")
_ABBREVIATION = re.compile(r"(?:[A-Z]\.){2,}|[A-Z][a-z]{1,4}\.|[RD]-.*")
_NAME = "speaker is a name"
_EXACT = 5  # chunks between a subject and its cue that are told one by one
_FAR_AFTER = 30
_CACHED = 1 << 15

NOUNS = frozenset("sSOC")
"""The chunk letters of nouns, which report as well."""
Place = tuple[int, int]
Features = tuple[str, ...]
"""Features that come together: of which there are few, so that each is made, and weighed, once."""


class Cue(NamedTuple):
    """What reports: the number of its chunk, its place, its base form, and the ends of its
    sentence in chunks."""

    at: int
    place: Place
    base: str
    sentence: Place


class Subject(NamedTuple):
    """Who may be the subject of a cue: the place, and what speaks for it."""

    place: Place
    features: list[Features]


def subjects(
    text: str, chunked: Chunked, cue: Cue, guess: Place | None, words: Words
) -> Iterator[Subject]:
    """All that may be the subject of a cue. ``guess`` is the one that the chunks alone give."""
    letters = chunked.letters
    starts, ends = chunked.bounds()
    numbers = list(_numbers(text, chunked, cue))
    if len(numbers) == 1 and (starts[numbers[0]], ends[numbers[0]]) == guess:
        yield Subject(guess, [])  # nothing to choose
        return
    kind = _kind(letters, cue.at, text[slice(*cue.place)])
    guessed = False
    for number in numbers:
        place = starts[number], ends[number]
        features = _of_words(text[slice(*place)], letters[number], kind, words)
        features += _standing(letters, number, cue, kind)
        if place == guess:
            guessed = True
            features.append(_guessed(kind))
        yield Subject(place, features)
    if guess is not None and not guessed:
        own: list[Features] = [("subject, whose it is called",), _guessed(kind)]
        yield Subject(guess, _of_words(text[slice(*guess)], "S", kind, words) + own)
    start, end = cue.place
    before = text.rfind(" ", start, end)
    if letters[cue.at] in NOUNS and before > start and guess != (start, before):
        # “The board estimates”, where no list knows that a verb is meant.
        inside: list[Features] = [("subject, beginning of the noun",)]
        words_before = text[start:before]
        yield Subject((start, before), _of_words(words_before, "S", kind, words) + inside)


def _numbers(text: str, chunked: Chunked, cue: Cue) -> Iterator[int]:
    """The chunks of the sentence that may be a subject."""
    letters, at = chunked.letters, cue.at
    start, stop = cue.sentence
    for number in range(start, at):
        letter = letters[number]
        if letter in "SsOmw" or (number == at - 1 and letter in "ho"):
            yield number
        elif letter == "o":
            chunk = chunked[number]
            if text[chunk.start : chunk.end].lower() in POSSESSIVES:
                yield number
    for number in range(at + 1, min(stop, at + _FAR_AFTER)):
        letter = letters[number]
        if letter in "QE":
            return
        before = letters[number - 1]
        if (letter in "Ss" and before == ",") or (
            letter in "Om" and (before == "Y" or (before == "i" and number == at + 2))
        ):
            yield number


def _kind(letters: str, at: int, cue: str) -> str:
    letter = letters[at]
    if letter in NOUNS:
        return "a noun"
    name = name_of_letter(letter) + (" -ing" if cue.lower().endswith("ing") else "")
    return f"to {name}" if at and letters[at - 1] == "t" else name


def _of_words(mention: str, letter: str, kind: str, words: Words) -> list[Features]:
    form = form_of(mention, letter, words)
    if form == _NAME:
        if _ABBREVIATION.fullmatch(mention):
            form = "speaker is an abbreviation"
        return [_of_form(form, kind)]
    first, _, last = mention.lower().rpartition(" ")
    return [_of_form(form, kind), _of_nominal(first.partition(" ")[0], last, kind)]


@lru_cache(_CACHED)
def _of_form(form: str, kind: str) -> Features:
    return (f"subject of {kind}, {form}",)


@lru_cache(_CACHED)
def _of_nominal(first: str, last: str, kind: str) -> Features:
    if first:
        return f"subject “{last}”", f"subject “{first} …”"
    return f"subject “{last}”", f"subject of {kind} “{last}”"


@lru_cache(_CACHED)
def _guessed(kind: str) -> Features:
    return "subject, as the chunks say", f"subject of {kind}, as the chunks say"


def _standing(letters: str, number: int, cue: Cue, kind: str) -> list[Features]:
    """How a chunk stands to a cue."""
    (start, _), at = cue.sentence, cue.at
    letter = letters[number]
    if number > at:
        before, left = letters[number - 1], letters[at - 1 : at]
        return [
            _after(before, left, kind, min(3, at - start)),
            _beside("after", cue.base, letter),
        ]
    between = letters[number + 1 : at]
    earlier = letters[start:number]
    clauses = _CLAUSE.split(between)
    own = "a noun" if "S" in clauses[-1] or "s" in clauses[-1] else "no noun"
    exact = between if len(between) <= _EXACT else ""
    return [
        _nouns(kind, letter, min(3, _count(between)), min(3, _count(earlier))),
        _clauses(
            kind,
            "with a verb" if between[:1] in ("V", "e", "P", "G") else "without a verb",
            min(2, len(_WITH_VERB.findall(between))),
            min(2, len(_WITH_VERB.findall(earlier))),
            min(3, len(clauses) - 1),
            own,
        ),
        _between(kind, exact, between[:3], between[-3:]),
        _left(letters[max(start, number - 2) : number]),
        _beside("before", cue.base, letter),
    ]


def _count(letters: str) -> int:
    return letters.count("S") + letters.count("s")


@lru_cache(_CACHED)
def _after(previous: str, left: str, kind: str, earlier: int) -> Features:
    after = f"subject after {kind}, {name_of_letter(previous)} before it"
    return (
        after,
        f"{after}, {count(earlier)} chunk before the cue",
        f"{after}, the cue after {name_of_letter(left)}",
    )


@lru_cache(_CACHED)
def _beside(where: str, base: str, letter: str) -> Features:
    return (f"subject {where} “{base}”, {name_of_letter(letter)}",)


@lru_cache(_CACHED)
def _nouns(kind: str, letter: str, between: int, earlier: int) -> Features:
    return (
        f"subject of {kind}, {name_of_letter(letter)}",
        f"subject of {kind}, {count(between)} noun between",
        f"subject of {kind}, {count(earlier)} noun earlier",
    )


@lru_cache(_CACHED)
def _clauses(
    kind: str, verb: str, doing: int, doing_earlier: int, marks: int, own: str
) -> Features:
    """What stands between: clauses, and in that of the cue itself its ``own`` noun."""
    subject = f"subject of {kind}, {verb}"
    return (
        f"{subject}, {count(doing)} subject between, {count(doing_earlier)} earlier",
        f"{subject}, {count(marks)} mark between",
        f"subject of {kind}, {own} in the cue's clause{', marks between' if marks else ''}",
    )


@lru_cache(_CACHED)
def _between(kind: str, exact: str, first: str, last: str) -> Features:
    between = in_words(exact) if exact else f"{in_words(first[:2])} … {in_words(last[-2:])}"
    return (
        f"subject of {kind}, between {between}",
        f"subject of {kind}, last {in_words(last[-2:])}",
        f"subject, last {in_words(last)}",
        f"subject, follows {in_words(first)}",
    )


@lru_cache(_CACHED)
def _left(letters: str) -> Features:
    return (f"subject, after {in_words(letters)}",)


def subject_of(letters: str, start: int, at: int, stop: int) -> int | None:
    """The number of the chunk that is the subject of another, if the sentence has one.

    ``letters`` are the chunks of a paragraph, ``start`` and ``stop`` the ends of the sentence in
    which the chunk ``at`` stands. What is set off by commas or brackets is looked across.
    """
    before = letters[at - 1] if at > start else ""
    if before and (before in "wSs" or (before == "h" and letters[at] in "VePo")):
        return at - 1
    if aside := _ASIDE.search(letters, start, at):
        return aside.start()
    if letters[at] == "V" and (
        before == "O" or (before == "o" and _OPEN.search(letters[start:at]))
    ):
        return at - 1
    if letters[at] == "G" and before in ("", "i", "b"):
        # “Noting that the dam was old, Quill asked for money.”
        clause = letters[max(start, letters.rfind(",", start, at) + 1) : at]
        found = None if _SUBJECT.search(clause) else _AFTER_COMMA.search(letters, at, stop)
        if found:
            return found.start(1)
    if before == "&" and (doing := list(_DOING.finditer(letters, start, at))):
        return doing[-1].start()
    if before and before in ",&b" and (found := _ANY.search(letters, start, at)):
        return found.start()
    last = max(letters.rfind(letter, start, at) for letter in "Ssw")
    if last < 0 and (found := _UNKNOWN.search(letters, start, at)):
        return found.start()
    return last if last >= 0 else None
