"""A comment in an office document, whichever program made it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment. ``start`` and ``end`` are where it stands in the text, the same where it is on a
    point; ``lines`` its paragraphs. ``parent`` is the identifier of the comment that it answers,
    where the program says so."""

    ident: str
    author: str
    at: str
    lines: tuple[str, ...]
    start: int
    end: int
    parent: str | None = None
