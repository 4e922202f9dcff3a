"""A paragraph as a short string of chunks, over which the rules' patterns run.

Each noun phrase that can speak is one letter, each verb of reporting one, each quotation one;
auxiliaries and adverbs are left out. So a pattern stays as short as the rule that it states.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from quotecheck.extraction.lexicon import Words

_SKIPPED = frozenset("xy")
_PUNCTUATION = {
    **dict.fromkeys(",", ","),
    ":": ":",
    ";": ";",
    **dict.fromkeys(("—", "–", "--", "-", "―"), "-"),
    **dict.fromkeys(".?!", "."),
    "(": "(",
    "[": "(",
    ")": ")",
    "]": ")",
}
_NOUN_PHRASE = re.compile(
    r"(?P<S>p"
    r"|(?:d[j0RC]{0,4}?(?:&j)?|[j0]{1,2}(?=R))?"
    r"(?:[NTRq]|(?<=[NTRqC])[0kC]|(?<=[NR])&(?=[NTR])|(?<=k)[j0C]{1,3}(?=[NTRC])|(?<=[NTR])[j0C]{1,2}(?=[RT])|(?<=N)i(?=dN))*"
    r"(?:[NTR]|(?<=k)C|(?<=[NTRk])j(?=[xyB]*V)))"
    r"|(?P<s>d[j0RC]{0,3}j|dC|dV|d(?=[xB]))"
)
# What a noun phrase right after it is the object of.
_GOVERNS = frozenset("itYVeGP")
_CHAIN = re.compile(r"[Ss](?:i[Ss])+")


@dataclass(frozen=True, slots=True)
class Chunk:
    """A letter and the span of text that it stands for; ``quote`` numbers a quotation."""

    letter: str
    start: int
    end: int
    quote: int = -1


@dataclass(frozen=True, slots=True)
class Chunked:
    """The chunks of a paragraph and their letters as one string, each at the same index."""

    chunks: list[Chunk]
    letters: str


def chunk_paragraph(
    text: str,
    start: int,
    end: int,
    quotes: list[tuple[int, int, int]],
    words: Words,
    *,
    titled: bool = False,
) -> Chunked:
    """The chunks of ``text[start:end]``; ``quotes`` are (number, start, end) that lie in it.

    ``titled`` says that every word has a capital, as in many headlines.
    """
    chunks: list[Chunk] = []
    at = start
    fresh = True
    for number, first, last in quotes:
        if first > at:
            fresh = _between(text, at, min(first, end), words, chunks, fresh=fresh, titled=titled)
        inner = text[first:last].rstrip("”\"'’»」 ")
        ended = inner[-1:] in ".?!" and not inner.endswith("...")
        # A question or a shout goes on: “Who?” she asked. A full stop does not.
        letter = "E" if ended and inner[-1:] == "." else "Q"
        chunks.append(Chunk(letter, first, last, number))
        fresh = ended
        at = last
    if at < end:
        _between(text, at, end, words, chunks, fresh=fresh, titled=titled)
    return _joined(chunks)


def _between(
    text: str,
    start: int,
    end: int,
    words: Words,
    chunks: list[Chunk],
    *,
    fresh: bool,
    titled: bool,
) -> bool:
    """Add the chunks of a stretch without quotations; says whether a sentence ended with it."""
    places: list[tuple[int, int]] = []
    letters: list[str] = []
    classes = words.classes
    for found in words.token.finditer(text, start, end):
        token = found.group()
        letter = _PUNCTUATION.get(token)
        if letter is None:
            letter = _class(token, classes, fresh=fresh or titled)
            if not letter:
                continue
            fresh = False
        elif letter == ".":
            fresh = True
        places.append(found.span())
        letters.append(letter)
    _phrases("".join(letters), places, chunks)
    return fresh


def _class(token: str, classes: dict[str, str], *, fresh: bool) -> str:
    first = token[0]
    if first.isupper():
        letter = classes.get(token.lower(), "N")
        # A lexicon word in capitals inside a sentence is part of a name: the Post, State.
        return "N" if not fresh and letter in "VGCejzYBx" else letter
    if first.isalpha():
        return classes.get(token) or ("y" if token.endswith("ly") and len(token) > 5 else "j")
    if first in "'’":
        return classes.get(token.lower(), "")
    if first == "@":
        return "N" if len(token) > 1 else ""
    return ("0" if token[-1].isdigit() else "j") if first.isdigit() else ""


def _phrases(letters: str, places: list[tuple[int, int]], chunks: list[Chunk]) -> None:
    at = 0
    passive = False
    size = len(letters)
    while at < size:
        letter = letters[at]
        if letter in "dNTRpj0qC" and (found := _NOUN_PHRASE.match(letters, at)):
            name = found.lastgroup or "S"
            chunks.append(Chunk(name, places[at][0], places[found.end() - 1][1]))
            at = found.end()
            passive = False
            continue
        begin, end = places[at]
        at += 1
        if letter in _SKIPPED:
            continue
        if letter == "B":
            passive = True
            continue
        if passive and letter in "VG":
            letter = "P" if letter == "V" else "V"
        passive = False
        chunks.append(Chunk("o" if letter in "j0dqTR" else letter, begin, end))


def _joined(chunks: list[Chunk]) -> Chunked:
    """``the head of the agency`` is one chunk: who heads the phrase speaks."""
    letters = "".join(chunk.letter for chunk in chunks)
    joined: list[Chunk] = []
    at = 0
    for found in _CHAIN.finditer(letters):
        joined += chunks[at : found.start()]
        first = chunks[found.start()]
        joined.append(Chunk(first.letter, first.start, first.end))
        at = found.end()
    joined += chunks[at:]
    return _with_objects(joined)


def _with_objects(chunks: list[Chunk]) -> Chunked:
    """A noun phrase after a verb or a preposition is its object: the letter O."""
    before = ""
    for number, chunk in enumerate(chunks):
        if before in _GOVERNS and chunk.letter in "Ss":
            chunks[number] = Chunk("O", chunk.start, chunk.end)
        before = chunk.letter
    return Chunked(chunks, "".join(chunk.letter for chunk in chunks))
