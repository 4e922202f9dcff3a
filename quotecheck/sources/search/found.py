"""The results of a search."""

from __future__ import annotations

from dataclasses import dataclass

from quotecheck.model import Passage


@dataclass(frozen=True, slots=True)
class FoundSentence:
    """A sentence with the places of the words searched for. It is ``whole`` if it has all of
    them."""

    passage: Passage
    marks: tuple[tuple[int, int], ...] = ()
    whole: bool = True
