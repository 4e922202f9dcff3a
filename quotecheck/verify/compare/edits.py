"""The records of a comparison: the words of both sides, and the judgement of each edit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from quotecheck.model import Flag
from quotecheck.rules.limits import Limits
from quotecheck.sources.canonical import Words
from quotecheck.verify.compare.align import Edit
from quotecheck.verify.compare.lexicon import FoldedLists

OTHER_FORM = "another form of a word"
TAKEN_BACK = "the speaker corrected these words"


class Effect(StrEnum):
    """The effects that an edit may have on what was said, mildest first."""

    STYLE = "house style"
    DISFLUENCY = "disfluencies cleaned"
    MARKED = "shown by a mark"
    NOISE = "garbled in the source"
    LIGHT = "function words"
    DROPPED = "words left out"
    CHANGED = "words changed"
    FLIPPED = "sense turned"


@dataclass(frozen=True, slots=True)
class JudgedEdit:
    """The judgement of one edit; ``reason`` explains it in a few words. The words of a ``moved``
    edit are the speaker's, in another place."""

    change: Effect
    edit: Edit
    flags: tuple[Flag, ...] = ()
    reason: str = ""
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """A source's words and a quote's words that are compared. ``text`` is the source's text,
    ``printed`` the quote's, ``count`` says how often words occur in all sources, one right after
    the other. ``doubts`` says whether a speech recogniser was unsure of a word in a stretch of the
    source's text."""

    source: Words
    quote: Words
    text: str
    printed: str
    lexicon: FoldedLists
    limits: Limits
    count: Callable[[Sequence[str]], int]
    doubts: Callable[[int, int], bool]
