"""Comments and changes written into a copy of an office document; all else in it stays as it is.

The document is worked on from its end to its beginning, so that the places of all letters before
hold. What a comment or a change looks like is for each format's own marker to say.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from quotecheck.formats.spots import Element, LettersInFile, LetterSpot
from quotecheck.reports.edits import DraftEdit

_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")
OURS = "quotecheck"  # who says what no editor has
_INITIALS = "qc"  # of a comment that no editor wrote
# At one place what is written on the letters behind it comes first: a run is still whole then.
_ADDED, _CLOSE, _OPEN, _EDIT = range(4)


@dataclass(frozen=True, slots=True)
class MarginComment:
    """A comment on the article's ``start`` up to ``end``, a paragraph a line. ``at`` may be
    empty."""

    start: int
    end: int
    lines: tuple[str, ...]
    author: str
    at: str = ""


class Piece(NamedTuple):
    """Letters that stand together: from a spot up to a letter of the same text."""

    spot: LetterSpot
    start: int
    end: int


class CommentMarker(ABC):
    """Writes into the parts of a document."""

    def __init__(self, places: LettersInFile, *, tracked: bool = True) -> None:
        """``tracked``: changes are written so that the writer can accept or reject them."""
        self._places = places
        self._spots = places.spots
        self._tracked = tracked
        self._main = places.parts[places.main]

    def mark(self, comments: Sequence[MarginComment], changes: Sequence[DraftEdit]) -> None:
        """Write comments and changes."""
        work: list[tuple[int, int, MarginComment | DraftEdit]] = []
        work += [(each.start, _EDIT if each.end > each.start else _ADDED, each) for each in changes]
        work += [(each.end, _CLOSE, each) for each in comments]
        work += [(each.start, _OPEN, each) for each in comments]
        idents: dict[int, str] = {}
        for _, rank, what in sorted(work, key=lambda row: row[:2], reverse=True):
            if isinstance(what, DraftEdit):
                self._change(what)
            elif rank == _CLOSE:
                idents[id(what)] = self._close(what)
            else:
                self._open(what, idents[id(what)])

    def parts(self) -> Mapping[str, Element]:
        """The parts of the package that have to be written."""
        return self._places.parts

    def has(self, start: int, end: int) -> bool:
        """Return whether any letter of a stretch stands in the document, so that it can be
        commented."""
        return any(spot is not None for spot in self._spots[start:end])

    def can_change(self, edit: DraftEdit) -> bool:
        """Return whether the words stand as plain text, so that they can be changed where they
        are."""
        if edit.start == edit.end:
            return self._gap(edit.start) is not None
        spots = self._spots[edit.start : edit.end]
        return all(spot is not None and self._is_plain(spot) for spot in spots)

    def _gap(self, at: int) -> tuple[Piece, bool] | None:
        """The letter beside which new words go, and whether they go behind it."""
        for number, behind in ((at - 1, True), (at, False)):
            spot = self._spots[number] if 0 <= number < len(self._spots) else None
            if spot is not None and spot.at is not None and self._is_plain(spot):
                return Piece(spot, spot.at, spot.at + 1), behind
        return None

    def _pieces(self, edit: DraftEdit) -> Iterator[Piece]:
        """The stretches of letters that an edit takes out, in text order."""
        held: Piece | None = None
        for spot in self._spots[edit.start : edit.end]:
            if spot is None or spot.at is None:
                continue
            if held is not None and held.spot._replace(at=spot.at) == spot:
                held = held._replace(end=spot.at + 1)
                continue
            if held is not None:
                yield held
            held = Piece(spot, spot.at, spot.at + 1)
        if held is not None:
            yield held

    def _ends(self, comment: MarginComment) -> tuple[LetterSpot, LetterSpot]:
        """The first and the last letter that a comment is on."""
        spots = [spot for spot in self._spots[comment.start : comment.end] if spot is not None]
        return spots[0], spots[-1]

    @abstractmethod
    def _is_plain(self, spot: LetterSpot) -> bool:
        """Return whether a letter can be changed where it stands."""

    @abstractmethod
    def _change(self, edit: DraftEdit) -> None:
        """Write a change."""

    @abstractmethod
    def _close(self, comment: MarginComment) -> str:
        """Write where a comment ends; returns its identifier."""

    @abstractmethod
    def _open(self, comment: MarginComment, ident: str) -> None:
        """Write where a comment begins."""


def xml_text(text: str) -> str:
    """A text without the characters that XML cannot hold."""
    return _UNFIT.sub("", text)


def editor_initials(author: str) -> str:
    """The initials of an editor; those of the program where no editor wrote."""
    letters = [word[0].upper() for word in xml_text(author).split() if word[0].isalnum()]
    return "".join(letters[:4]) if author != OURS and letters else _INITIALS


def document_time(at: str) -> str:
    """A time of the journals, which is UTC, as documents have it; empty for none."""
    found = _TIME.match(at)
    return f"{found.group()}Z" if found else ""
