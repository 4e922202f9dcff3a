"""Texts whose lines were broken at a width, as in letters, wire copy and books.

A line break inside a paragraph is read as a space. The text keeps its length, so every offset
holds; what is quoted is given back as it was written.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from quotecheck.model import Candidate, Mention, Quotation, Speaker

_WIDTHS = range(40, 101)
_SLACK = 8  # characters that an editor's line breaks leave free at most
_LEAST_SHARE = 0.75
_ENDS = (".", "?", "!", ":", "”", '"', "’", "'", ")")


def unwrapped(text: str) -> str:
    """The text with the line breaks inside its paragraphs as spaces, if it was broken at a width.

    That is so if nearly every line that another follows was too full for the next word.
    """
    lines = text.split("\n")
    joins = [
        (len(line), len(word))
        for line, word in zip(lines, map(_first_word, lines[1:]), strict=False)
        if word and line.strip()
    ]
    if len(joins) < 2:
        return text
    width = sorted(joins)[len(joins) * 19 // 20][0]  # a long address in a line tells nothing
    full = sum(length + 1 + word > width - _SLACK for length, word in joins)
    if width not in _WIDTHS or full < _LEAST_SHARE * len(joins):
        return text
    pieces = [lines[0]]
    for line, following in pairwise(lines):
        word = _first_word(following)
        room = len(line) + 1 + len(word) <= width - _SLACK
        ends = not word or not line.strip() or (room and line.rstrip().endswith(_ENDS))
        pieces += ["\n" if ends else " ", following]
    return "".join(pieces).replace("\r ", "  ")


def _first_word(line: str) -> str:
    """The first word of a line; nothing for one that is empty or begins a paragraph by its
    indent."""
    return "" if line[:1].isspace() else line.partition(" ")[0].rstrip("\r")


def as_written(quote: Quotation, text: str) -> Quotation:
    """The quotation with all its words as ``text`` has them."""
    return replace(
        quote,
        text=text[quote.start : quote.end],
        speaker=_speaker(quote.speaker, text),
        cue=_mention(quote.cue, text),
        nested=tuple(
            Mention(text[each.start : each.end], each.start, each.end) for each in quote.nested
        ),
        alternatives=tuple(_candidate(each, text) for each in quote.alternatives),
    )


def _candidate(candidate: Candidate, text: str) -> Candidate:
    speaker = _speaker(candidate.speaker, text) or candidate.speaker
    return replace(candidate, speaker=speaker, cue=_mention(candidate.cue, text))


def _speaker(speaker: Speaker | None, text: str) -> Speaker | None:
    return speaker and replace(speaker, mention=_mention(speaker.mention, text))


def _mention(mention: Mention | None, text: str) -> Mention | None:
    return mention and Mention(text[mention.start : mention.end], mention.start, mention.end)
