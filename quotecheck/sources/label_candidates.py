"""Lines that may name a speaker, and the labels that are made of them."""

from __future__ import annotations

from dataclasses import dataclass

from quotecheck.sources.designation import Designation

HEADING = "heading"  # what a candidate needs that is no name but for its place: “PRICE: I saw it.”
UNDIVIDED, UNDIVIDED_SMALL = "undivided", "undivided, small letters"  # shapes of bold names


@dataclass(frozen=True, slots=True)
class Label:
    """A line that names a speaker.

    ``start`` is the line's start, ``words`` where the words begin, ``name`` what it says.
    ``sure`` is False where it may be none, or where nothing shows that it names a person.
    """

    start: int
    words: int
    name: str
    time: str | None
    sure: bool


@dataclass(frozen=True, slots=True)
class LabelCandidate:
    """A line that may be a label: by which shape, how it reads, where the line stands.

    ``needs`` is that of the shape, or `HEADING` of a word that hardly ever names anybody.
    """

    start: int
    words: int
    time: str | None
    shape: str
    needs: str
    who: Designation
    opens: bool
    empty: bool  # no words on the same line
    by_hand: bool = False  # an editor says that it is one

    @property
    def key(self) -> str:
        """The part that tells this name from others."""
        return self.who.key
