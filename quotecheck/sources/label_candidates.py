"""Lines that may name a speaker, and the labels made of them."""

from __future__ import annotations

from dataclasses import dataclass

from quotecheck.sources.designation import Designation

HEADING = "heading"  # need of a candidate that only its place makes a name: “PRICE: I saw it.”
UNDIVIDED, UNDIVIDED_SMALL = "undivided", "undivided, small letters"  # shapes of bold names


@dataclass(frozen=True, slots=True)
class Label:
    """A line that names a speaker.

    ``start`` is the start of the line, ``words`` the start of the words, ``name`` the text of the
    label. ``sure`` is False if it may not be a label, or if nothing shows that it names a person.
    """

    start: int
    words: int
    name: str
    time: str | None
    sure: bool


@dataclass(frozen=True, slots=True)
class LabelCandidate:
    """A line that may be a label, with its shape, its text and its place.

    ``needs`` is that of the shape, or `HEADING` for a word that hardly ever names anybody.
    """

    start: int
    words: int
    time: str | None
    shape: str
    needs: str
    who: Designation
    opens: bool
    empty: bool  # no words on the same line
    by_hand: bool = False  # an editor says that it is a label

    @property
    def key(self) -> str:
        """The part that tells this name from others."""
        return self.who.key
