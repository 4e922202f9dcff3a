"""Weights of mentions by their place in the sentence, to decide whom a pronoun means."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field

from quotecheck.extraction.people.name_words import Name
from quotecheck.extraction.reading import alphabet
from quotecheck.extraction.reading.chunks import Chunked
from quotecheck.extraction.reading.word_classes import WordClasses

_SPEAKING = re.compile(r"(?P<S>S)(?:\([^()]*\)|,[^,.VQE]{1,20},)?w?V|[QE],?V(?P<O>[SO])")
# “The referee, he said, had told him”: the sentence is about the speaker.
_TOLD_OF = re.compile(r"S(?=,(?:SV|VS|AtO),)")
_AGED = re.compile(r"[Tt]he (?:[\w’'-]+ ){0,2}\d+-year-old$")
# When Roe came in, Quill shrugged: the sentence is about Quill. But Roe came in is about Roe.
_SUBORDINATE = alphabet.CONJUNCTION + alphabet.AS
_COORDINATE = frozenset({"but", "so", "yet", "nor"})
SPEAKER, MAIN, SUBJECT, OBJECT, POSSESSOR = 1.5, 1.2, 1.0, 0.45, 0.35


_CLOSED = frozenset(('" ', "” ", "' ", "’ "))
_TITLED = re.compile(r"\b[Tt]he [“\"‘'][^“”\"\n]{1,60}[”\"’'] $")
_TITLE = 66  # characters


@dataclass
class Layout:
    """The layout of an article: where its sentences end, the weight of mentions by where they
    start, where roles stand, and the noun phrases that act or speak."""

    ends: list[int] = field(default_factory=list)
    weights: dict[int, float] = field(default_factory=dict)
    roles: list[tuple[int, int]] = field(default_factory=list)
    phrases: list[tuple[int, int]] = field(default_factory=list)


def layout_of(
    text: str,
    chunked: Iterable[Chunked],
    names: list[tuple[int, int, Name]],
    words: WordClasses,
    demonyms: frozenset[str],
) -> Layout:
    """The layout of an article; ``names`` are those outside its quotations, in text order."""
    layout = Layout()
    named = [start for start, _, _ in names]
    at = 0
    for paragraph in chunked:
        letters = paragraph.letters
        speaking = {
            max(found.start("S"), found.start("O")) for found in _SPEAKING.finditer(letters)
        }
        told_of = {found.start() for found in _TOLD_OF.finditer(letters)}
        starts, ends = paragraph.bounds()
        subject = MAIN
        anew = _anew(text, paragraph)
        for number, letter in enumerate(letters):
            subject = anew.get(number, subject)
            if letter in "SO":
                start, end = starts[number], ends[number]
                first = at = bisect_left(named, start, at)
                while at < len(named) and named[at] < end:
                    at += 1
                weight = OBJECT
                if letter == alphabet.SPEAKER:
                    # His mother, Jane Roe: both are the first subject.
                    same = letters[number - 2 : number] == "S," and subject == SUBJECT
                    weight = layout.weights[starts[number - 2]] if same else subject
                    subject = SUBJECT
                if letter == alphabet.SPEAKER or letters[number - 1] in "YV":
                    layout.phrases.append((start, end))
                weight = SPEAKER if number in speaking else weight
                weight = OBJECT if number in told_of else weight
                _weigh(layout, start, named[first:at], weight)
                # Nor does a name after it say who it is: “The umpire, Lind said, had nodded.”
                if number not in told_of and _is_role(text, start, end, words, demonyms):
                    layout.roles.append((start, end))
            elif letter in ".E":
                layout.ends.append(ends[number])
            elif letter == alphabet.NOUN and _is_aged(text, starts[number], ends[number]):
                layout.roles.append((starts[number], ends[number]))
        if letters and letters[-1] not in ".E":
            layout.ends.append(ends[-1])
    return layout


def _anew(text: str, paragraph: Chunked) -> dict[int, float]:
    """The weights of first subjects, by the number of the chunk: in each sentence, and again after
    a clause in front of the main one."""
    found: dict[int, float] = {}
    fronted = False
    for number, letter in enumerate(paragraph.letters):
        if letter in ".E" or (letter == alphabet.COMMA and fronted):
            found[number] = MAIN
            fronted = False
        elif letter in _SUBORDINATE and (not number or paragraph.letters[number - 1] in ".E"):
            chunk = paragraph[number]
            fronted = text[chunk.start : chunk.end].lower() not in _COORDINATE
            if fronted:
                found[number] = SUBJECT
    return found


def _weigh(layout: Layout, start: int, names: list[int], weight: float) -> None:
    """Set the weights of a noun phrase: of the name that heads it, and of the names beside it."""
    if names:
        for each in names[:-1]:
            layout.weights[each] = POSSESSOR
        layout.weights[names[-1]] = weight
    layout.weights.setdefault(start, weight)


def _is_aged(text: str, start: int, end: int) -> bool:
    aged = text.endswith("-year-old", start, end)
    return aged and _AGED.match(text, start, end) is not None


def titled(text: str, start: int) -> bool:
    """Return whether a word stands after “the” and a title in marks: the “Bake Hard” star."""
    return _TITLED.search(text, max(0, start - _TITLE), start) is not None


def _is_role(text: str, start: int, end: int, words: WordClasses, demonyms: frozenset[str]) -> bool:
    if text.startswith(("the ", "The "), start):
        phrase = text[start + 4 : end].strip().lower()
    elif text[start - 2 : start] in _CLOSED and titled(text, start):
        phrase = text[start:end].lower()
    else:
        return False
    last = phrase.rpartition(" ")[2]
    if words.classes.get(last) in (alphabet.ROLE, alphabet.TITLE):
        return last not in words.plural
    return phrase in demonyms or _AGED.match(text, start, end) is not None
