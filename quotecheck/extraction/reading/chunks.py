"""A paragraph as a short string of chunks, which the rules' patterns run over.

Each noun phrase that can speak is one letter, each verb of reporting one, each quotation one;
auxiliaries and adverbs are left out. So a pattern stays as short as the rule that it states.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import accumulate, compress
from typing import NamedTuple

from quotecheck import lazily
from quotecheck.extraction.reading.alphabet import (
    ADJECTIVE,
    BEING,
    CLAIM,
    CONJUNCTION,
    CUE,
    DETERMINER,
    NOUN,
    OBJECT,
    OTHER,
    PASSIVE,
    PAST,
    PERIOD,
    PREPOSITION,
    PRONOUN,
    QUOTATION,
    SAYING,
    SENTENCE,
    SPEAKER,
    VERB,
    WHO,
    WORD,
)
from quotecheck.extraction.reading.signs import decided_letters
from quotecheck.extraction.reading.slips import unstopped
from quotecheck.extraction.reading.word_classes import WordClasses

# A noun phrase right after one of these is its object: the letter O.
_OBJECT = re.compile(r"[Ss](?:(?<=[itYVGP].)|(?<=e.)(?!V))")
# ``the head of the agency`` is one chunk: the head of the phrase speaks.
_TAIL = re.compile(r"i[Ss](?<=[Ss]..)(?:i[Ss])*")
# One alternative for each chunk: what is left out; a spell of time (“this week”), which does not
# speak; a token that begins nothing longer; a noun phrase that can speak; a weak one, whose noun no
# list has; a verb after a form of to be; any other token.
_CHUNK = re.compile(
    r"[xy~]+"
    r"|[dj0][j0]{0,2}L(?![jCR])"
    r"|(?!(?<=[it])u[j0]?R)[^pdj0NTRqBxy~]"
    r"|p(?:[j0]{0,4}R(?:[jC0]{0,2}R)*)?"
    r"|(?:d[uj0RCL]{0,4}?(?:&j|(?<=[jC])k[j0C]{0,3}(?=[NTRC]))?|[j0]{1,2}(?=R)|(?<=[it])u[j0]?(?=R))?"
    r"(?:[NTRq]|(?<=[NTRqC])[0k]|(?<=[NTR])C(?=[CRT])|(?<=N)~{3}(?=[jC]?R)|(?<=[NR])&(?=[NTR])|(?<=k)[j0C]{1,3}(?=[NTRC])"
    r"|(?<=[NTR])[j0C]{1,2}(?=[RT])|(?<=N)i(?=dN)|(?<=T)j{1,2}(?=[NR]))*"
    r"(?:[NTR]|(?<=k)C|(?<=[NTRk])j(?=[xyB]*V)|(?<=[NTR])C(?=[xyB~]*V)|(?<=dN)j(?=[xB]))"
    r"|du?[j0RCL]{0,3}[jC]|dC|dV|du"
    r"|B[xyB~]*[VG]"
    r"|."
)
# After an adjective a possible verb of reporting is a noun: a simple call, no such praise.
_ADJECTIVE = re.compile("(?<=[dk])([ja]?a)[VG](?![dpmh])")
_THIS = "D"  # a determiner that is a phrase of its own: this is, these have
# A warning that costs would rise, which nobody is warning of.
_NOUN_IN_ING = re.compile("(?<=d)([ja0]{0,2})G(?=[hi.,;:]|$)")
_RELATIVE_VERB = re.compile("(?<=w)j(?=[jR]{1,2}[^V])")  # which regulates campaign finance
_QUOTATION = re.compile("[QE]")
_INTRODUCES = re.compile(r":$|(?<=[VG])[^.QE:]{0,8}[,-]$|(?<=[VG])$")
# A sentence that only says who spoke the words before: “It holds.” Quill said on Monday. The hearer
# may follow; with a clause of its own it is a report.
_TAG = lazily.pattern(
    r"(?P<speaker>(?:p|d?[jNTRq0]{0,4}[NTR])(?:,[^.,:;QVBe]{1,20},)?)[xy~]*(?P<verb>V)"
    r"(?P<told>d?[j0NTRC]{1,5}|d[eu])?(?:[it](?:p|d[eu]|[dj0NTRCqy]{1,6})|y)*\.?"
)
_INVERTED_TAG = lazily.pattern(r"Vd?[jNTRq0]{0,4}[NTR][.,i]")
_SUBJECTS = frozenset(("he", "she", "they", "we", "i"))  # never behind a preposition
_LABEL = re.compile(rf"{CUE}(?=[,.i]|$)")
_MOST_PIECES = 50_000


class _ChunkLetters(dict[str, str]):
    """The letter of the chunk that some token letters make; empty for those left out."""

    def __missing__(self, piece: str) -> str:
        letter = _chunk_letter(piece)
        if len(self) < _MOST_PIECES:
            self[piece] = letter
        return letter


def _chunk_letter(piece: str) -> str:
    if piece[0] in "xy~" or piece == BEING:
        return ""
    if piece[-1] == PERIOD:
        return OTHER
    if piece[0] == BEING:
        # A verb after a form of “to be” is a passive; “is saying” is not.
        return PASSIVE if piece[-1] == CUE else CUE
    if piece == PAST:
        return VERB
    if len(piece) == 1 and piece not in "pdj0NTRq":
        return NOUN if piece == _THIS else piece
    if any(letter in piece for letter in "pNTR"):
        return SPEAKER
    return NOUN if len(piece) > 1 else OTHER


_chunk_letters = _ChunkLetters()


class Chunk(NamedTuple):
    """A letter and the span of text that it stands for."""

    letter: str
    start: int
    end: int


class _Part(NamedTuple):
    """A stretch of a paragraph from ``start`` on, and the letters of its tokens.

    It is either a quotation, up to ``end``, or words split at spaces.
    """

    start: int
    end: int
    tokens: str
    words: list[str]
    quote: int = -1


@cache
def _one_of(letters: str) -> re.Pattern[str]:
    return re.compile(f"[{re.escape(letters)}]")


class Chunked:
    """The chunks of a paragraph: their letters as one string, and where each stands in the text.

    The letters are made at once, the places only when a chunk is requested.
    """

    __slots__ = (
        "_ends",
        "_made",
        "_parts",
        "_pieces",
        "_starts",
        "_tails",
        "_words",
        "letters",
        "quotes",
    )

    def __init__(self, parts: list[_Part], words: WordClasses) -> None:
        self._parts = parts
        self._words = words
        self._pieces: list[str] = _CHUNK.findall("".join([part.tokens for part in parts]))
        self._made: list[str] = [_chunk_letters[piece] for piece in self._pieces]
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._tails: dict[int, tuple[int, int]] = {}
        self.letters: str = unstopped(_OBJECT.sub(OBJECT, _TAIL.sub("", "".join(self._made))))
        # The number of the quotation that a chunk is.
        self.quotes: dict[int, int] = {}
        if len(parts) > 1 or (parts and parts[0].quote >= 0):
            numbers = [part.quote for part in parts if part.quote >= 0]
            places = [found.start() for found in _QUOTATION.finditer(self.letters)]
            self.quotes = dict(zip(places, numbers, strict=True))

    def __getitem__(self, number: int) -> Chunk:
        """The chunk of a letter."""
        starts, ends = self.bounds()
        return Chunk(self.letters[number], starts[number], ends[number])

    @property
    def begins_quoted(self) -> bool:
        """Return whether the paragraph begins with a quotation."""
        return self.letters.startswith((QUOTATION, SENTENCE))

    @property
    def introduces(self) -> bool:
        """Return whether the paragraph ends as if somebody's words follow: Quill answered,"""
        return _INTRODUCES.search(self.letters) is not None

    def quoted(self) -> list[tuple[int, int]]:
        """The places of the quotations."""
        return [(part.start, part.end) for part in self._parts if part.quote >= 0]

    def places(self, letters: str) -> list[tuple[int, int, int]]:
        """The index, start and end of each chunk that has one of the letters, in text order."""
        return self.matching(_one_of(letters))

    def matching(self, pattern: re.Pattern[str]) -> list[tuple[int, int, int]]:
        """The index, start and end of each chunk at which a pattern matches, in text order."""
        numbers = [found.start() for found in pattern.finditer(self.letters)]
        if not numbers:
            return []
        starts, ends = self.bounds()
        return [(number, starts[number], ends[number]) for number in numbers]

    def tail(self, number: int) -> tuple[int, int] | None:
        """The place of the last noun phrase that a chunk has swallowed: “the agency” of “the head
        of the agency”."""
        self.bounds()
        return self._tails.get(number)

    def bounds(self) -> tuple[list[int], list[int]]:
        """The starts and the ends of all chunks in the text."""
        if len(self._starts) != len(self.letters):
            self._starts, self._ends = self._bounds()
        return self._starts, self._ends

    def _bounds(self) -> tuple[list[int], list[int]]:
        token_starts: list[int] = []
        token_ends: list[int] = []
        tokens = self._words.spans
        for part in self._parts:
            if part.quote >= 0:
                token_starts.append(part.start)
                token_ends.append(part.end)
                continue
            at = part.start
            for word in part.words:
                after = at + len(word)
                if word.isalpha():
                    token_starts.append(at)
                    token_ends.append(after)
                else:
                    for start, end in tokens[word]:
                        token_starts.append(at + start)
                        token_ends.append(at + end)
                at = after + 1
        stops = list(accumulate(map(len, self._pieces)))
        starts = [token_starts[first] for first in compress((0, *stops), self._made)]
        ends = [token_ends[last - 1] for last in compress(stops, self._made)]
        if len(starts) > len(self.letters):
            left_out = 0
            tails = list(_TAIL.finditer("".join(self._made)))
            for tail in tails:
                self._tails[tail.start() - left_out - 1] = (
                    starts[tail.end() - 1],
                    ends[tail.end() - 1],
                )
                left_out += tail.end() - tail.start()
            for tail in reversed(tails):
                del starts[tail.start() : tail.end()]
                del ends[tail.start() : tail.end()]
        return starts, ends

    def followed_by(self, other: Chunked) -> Chunked:
        """These chunks, followed by the first quotation of another paragraph."""
        quotation = next(part for part in other._parts if part.quote >= 0)._replace(tokens="Q")
        return Chunked([*self._parts, quotation], self._words)


def chunk_paragraph(
    text: str,
    start: int,
    end: int,
    quotes: list[tuple[int, int, int]],
    words: WordClasses,
    *,
    titled: bool = False,
) -> Chunked:
    """The chunks of ``text[start:end]``; ``quotes`` are (number, start, end) that lie in it.

    ``titled`` says that every word has a capital, as in many headlines.
    """
    parts: list[_Part] = []
    at = start
    fresh = True
    for number, first, last in quotes:
        if first > at:
            part = _stretch(text, at, min(first, end), words, fresh=fresh, titled=titled)
            _add(parts, part, text, words)
        inner = text[first:last].rstrip("”\"'’»」 ")
        fresh = inner[-1:] in ".?!" and not inner.endswith("...")
        # After a question or an exclamation the sentence goes on: “Who?” she asked. After a full
        # stop it does not.
        letter = SENTENCE if fresh and inner[-1:] == "." else QUOTATION
        parts.append(_Part(first, last, letter, [], number))
        at = last
    if at < end:
        _add(parts, _stretch(text, at, end, words, fresh=fresh, titled=titled), text, words)
    return Chunked(parts, words)


def _add(parts: list[_Part], part: _Part, text: str, words: WordClasses) -> None:
    """Append a stretch of words; if it only says who speaks, the sentence of the quotation before
    it goes on."""
    if parts and parts[-1].tokens == SENTENCE and _is_tag(part, text, words):
        parts[-1] = parts[-1]._replace(tokens="Q")
    elif len(parts) > 1 and parts[-2].tokens.endswith(DETERMINER) and _LABEL.match(part.tokens):
        part = part._replace(tokens=CLAIM + part.tokens[1:])  # a “terrible” label
    parts.append(part)


def _is_tag(part: _Part, text: str, words: WordClasses) -> bool:
    """Return whether the first sentence of a stretch only says who spoke the words before it."""
    tokens = part.tokens
    if _INVERTED_TAG.match(tokens):
        return text[part.start : part.end].lstrip()[:1].islower()
    found = _TAG.match(tokens)
    if found is None or not (found.group().endswith(".") or found.end() == len(tokens)):
        return False
    said = (word.lower() for word in part.words[: found.end() + 1])
    return not found["told"] or any(words.bases.get(word) in words.addressing for word in said)


def _stretch(
    text: str, start: int, end: int, words: WordClasses, *, fresh: bool, titled: bool
) -> _Part:
    """A part without quotations; ``fresh`` says that a sentence begins with it."""
    split = text[start:end].split(" ")
    tokens = "".join(map(words.letters.__getitem__, split))
    if not tokens.isascii():
        tokens = decided_letters(tokens, fresh=fresh, titled=titled)
    if ADJECTIVE in tokens:
        tokens = _ADJECTIVE.sub(r"\1j", tokens).replace(ADJECTIVE, WORD)
    if SAYING in tokens:
        tokens = _NOUN_IN_ING.sub(rf"\1{CLAIM}", tokens)
    if WHO in tokens:
        tokens = _RELATIVE_VERB.sub(VERB, tokens)
    if PREPOSITION + PRONOUN + CUE in tokens:
        tokens = _with_clauses(split, tokens, words)
    tokens = tokens.replace("dx", _THIS + "x").replace("dB", _THIS + "B")
    return _Part(start, end, tokens, split)


def _with_clauses(split: list[str], tokens: str, words: WordClasses) -> str:
    """The letters, in which a preposition before “she” becomes a conjunction: after she said."""
    at = 0
    for number, word in enumerate(split[:-1]):
        size = len(words.letters[word])
        speaks = tokens[at : at + size + 2] == PREPOSITION + PRONOUN + CUE
        if speaks and split[number + 1].lower() in _SUBJECTS:
            tokens = tokens[:at] + CONJUNCTION + tokens[at + 1 :]
        at += size
    return tokens
