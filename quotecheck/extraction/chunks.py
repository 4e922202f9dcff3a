"""A paragraph as a short string of chunks, over which the rules' patterns run.

Each noun phrase that can speak is one letter, each verb of reporting one, each quotation one;
auxiliaries and adverbs are left out. So a pattern stays as short as the rule that it states.
"""

from __future__ import annotations

import re
from itertools import accumulate
from typing import NamedTuple

from quotecheck.extraction.lexicon import Words

# What a noun phrase right after it is the object of.
_GOVERNS = frozenset("itYVeGP")
# One alternative a chunk. A token that begins nothing longer; a noun phrase that can speak; a weak
# one, whose noun no list knows; a verb after a form of to be, which reports what was done to
# somebody; and any other token.
_CHUNK = re.compile(
    r"(?P<alone>[^pdj0NTRqBxy~])"
    r"|(?P<S>p"
    r"|(?:d[j0RC]{0,4}?(?:&j)?|[j0]{1,2}(?=R))?"
    r"(?:[NTRq]|(?<=[NTRqC])[0k]|(?<=[NTR])C(?=[CRT])|(?<=[NR])&(?=[NTR])|(?<=k)[j0C]{1,3}(?=[NTRC])"
    r"|(?<=[NTR])[j0C]{1,2}(?=[RT])|(?<=N)i(?=dN))*"
    r"(?:[NTR]|(?<=k)C|(?<=[NTRk])j(?=[xyB]*V)))"
    r"|(?P<s>d[j0RC]{0,3}j|dC|dV|d(?=[xB]))"
    r"|(?P<P>B[xyB~]*V)"
    r"|(?P<V>B[xyB~]*G)"
    r"|(?P<other>[^xyB~])"
)
_CHAIN = re.compile(r"[Ss](?:i[Ss])+")


class Chunk(NamedTuple):
    """A letter and the span of text that it stands for; ``quote`` numbers a quotation."""

    letter: str
    start: int
    end: int
    quote: int = -1


class Chunked(NamedTuple):
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
        fresh = inner[-1:] in ".?!" and not inner.endswith("...")
        # A question or a shout goes on: “Who?” she asked. A full stop does not.
        letter = "E" if fresh and inner[-1:] == "." else "Q"
        chunks.append(Chunk(letter, first, last, number))
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
    # Each token comes with the space before it, so that their lengths add up to the offsets.
    tokens = words.token.findall(text, start, end)
    ends = list(accumulate(map(len, tokens), initial=start))
    if titled:
        letters = "".join([words.opening[token] for token in tokens])
    else:
        letters = "".join([words.inside[token] for token in tokens])
        letters = _with_openings(letters, tokens, words, fresh=fresh)
    for chunk in _CHUNK.finditer(letters):
        first, last = chunk.span()
        kind = chunk.lastgroup
        letter = letters[first] if kind == "alone" else "o" if kind == "other" else str(kind)
        chunks.append(Chunk(letter, ends[first + 1] - len(tokens[first].lstrip()), ends[last]))
    return letters[-1:] == "." if letters else fresh


def _with_openings(letters: str, tokens: list[str], words: Words, *, fresh: bool) -> str:
    """The letters with those of the first token of each sentence, whose capital means nothing."""
    if not fresh and "." not in letters:
        return letters
    corrected = list(letters)
    at = 0 if fresh else letters.find(".") + 1
    while at < len(letters):
        corrected[at] = words.opening[tokens[at]]
        at = letters.find(".", at) + 1 or len(letters)
    return "".join(corrected)


def _joined(chunks: list[Chunk]) -> Chunked:
    """``the head of the agency`` is one chunk: who heads the phrase speaks. A noun phrase after a
    verb or a preposition is its object: the letter O."""
    letters = "".join([chunk.letter for chunk in chunks])
    joined = chunks
    if "iS" in letters or "is" in letters:
        joined = []
        at = 0
        for found in _CHAIN.finditer(letters):
            joined += chunks[at : found.start() + 1]
            at = found.end()
        joined += chunks[at:]
    before = ""
    for number, chunk in enumerate(joined):
        letter = chunk.letter
        if before in _GOVERNS and letter in "Ss":
            joined[number] = chunk._replace(letter="O")
        before = letter
    return Chunked(joined, "".join([chunk.letter for chunk in joined]))
