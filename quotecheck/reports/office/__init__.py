"""The office formats in which a draft goes to its writer and comes back.

`marks.py` says where comments and changes go, `word_*` and `opendocument_*` what they look like;
`package.py` writes the package with all other parts as they were.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from quotecheck.errors import InputError
from quotecheck.formats import comments as formats_comments
from quotecheck.formats import (
    opendocument_comments,
    opendocument_places,
    word_comments,
    word_places,
)
from quotecheck.formats.package import Package
from quotecheck.formats.spots import LettersInFile
from quotecheck.model import Article
from quotecheck.reports.office import opendocument_new, package, word_new
from quotecheck.reports.office.marks import CommentMarker
from quotecheck.reports.office.opendocument_marks import OpenDocumentMarker
from quotecheck.reports.office.word_marks import WordMarker


@dataclass(frozen=True)
class Office:
    """One format: how its files end, and what reads and writes them."""

    name: str
    suffixes: tuple[str, ...]
    new: Callable[[Article], bytes]
    places: Callable[[bytes, str, str], LettersInFile]
    comments: Callable[[LettersInFile], Iterator[formats_comments.Comment]]
    marker: Callable[..., CommentMarker]
    index: str  # the part without which no program opens the file
    looks: frozenset[str] = field(default=frozenset())  # parts that say how text looks

    def packed(self, marker: CommentMarker, places: LettersInFile) -> bytes:
        """The package with what a marker wrote. Raises InputError."""
        if self.index not in places.package:
            hint = "open it in the program that made it and save it again"
            raise InputError(f"is not a complete {self.name}", path=places.package.path, hint=hint)
        return package.packed(places.package, marker.parts())

    def texts(self, data: bytes, path: str) -> Iterator[str]:
        """All that a file says, to be searched for names."""
        return package.texts(Package(data, path, self.name), self.looks)


WORD = Office(
    "Word document",
    (".docx", ".docm"),
    word_new.document,
    word_places.places,
    word_comments.comments,
    WordMarker,
    "[Content_Types].xml",
    frozenset(("styles.xml", "styleswitheffects.xml", "fonttable.xml", "numbering.xml")),
)
OPEN_DOCUMENT = Office(
    "OpenDocument text",
    (".odt",),
    opendocument_new.document,
    opendocument_places.places,
    opendocument_comments.comments,
    OpenDocumentMarker,
    "META-INF/manifest.xml",
)


def office_of(path: str) -> Office | None:
    """The office format of a file, by its name; None for any other."""
    suffix = Path(path).suffix.lower()
    return next((each for each in (WORD, OPEN_DOCUMENT) if suffix in each.suffixes), None)
