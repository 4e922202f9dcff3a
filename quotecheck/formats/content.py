"""The form in which a reader returns any file, whatever its format: blocks of text with their
places.

Everything after the reader is shared by all formats: taking away page furniture, finding speaker
labels, making turns (`quotecheck.sources`), and joining blocks into a draft
(`quotecheck.articles`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from quotecheck.errors import InputError


class Block(NamedTuple):
    """A paragraph, line, caption, table row or message of a file, free of markup.

    ``text`` may hold line breaks where the file breaks lines inside a block (``<br>``, ``<pre>``,
    the lines of a caption); the cells of a table row are divided by tabs.

    ``joined``: the block goes on in the paragraph of the block before, on a line of its own.
    ``line``: the line of the file at which it begins, counted from 1; of text formats only.
    ``page``: the page it begins on, as printed or else counted ("S710", "12").
    ``place``: where a person finds it if neither line, page nor time tell, in words
    ("paragraph 14", "table 2, row 3", "note 5").
    ``time``: the time code at which it begins, as HH:MM:SS with or without a fraction.
    ``speaker``: who speaks, where the file itself says so in its structure (``<v Ana>``, the
    author of a post, a ``speaker`` field); labels that stand in the text are left in the text.
    ``lead``: how many characters at the start are set apart from the rest by bold type, italics,
    small capitals, underlining or a first table column; such a start may be a speaker's label.
    ``heading``: set as a heading.
    ``quoted``: the words of somebody else that a message repeats, as in a reply.
    ``confidences``: how sure the machine that heard the words was of each (from 0 to 1, None
    where it does not say), a share for each word that spaces divide; empty if none is known.
    ``sheet``: the page of the file, counted from 1 whatever is printed on it.
    """

    text: str
    joined: bool = False
    line: int | None = None
    page: str | None = None
    place: str | None = None
    time: str | None = None
    speaker: str | None = None
    lead: int = 0
    heading: bool = False
    quoted: bool = False
    confidences: tuple[float | None, ...] = ()
    sheet: int | None = None


@dataclass(frozen=True)
class Content:
    """One document of a file: most files hold one, a mailbox or a page of posts many.

    ``format`` is what the file is, in words for an editor ("Word document", "PDF", "WebVTT
    captions"). ``kind`` is a kind of source in the rules ("email", "captions", "tweet",
    "hansard", "machine") where the format tells. ``date`` is as the file writes it. ``speaker``
    is the one author of all that is not said to be somebody else's. ``id`` tells the documents of
    one file apart. ``notes`` say what an editor has to know about the reading.
    """

    blocks: tuple[Block, ...]
    format: str
    id: str | None = None
    kind: str | None = None
    title: str | None = None
    date: str | None = None
    outlet: str | None = None
    author: str | None = None
    address: str | None = None
    speaker: str | None = None
    notes: tuple[str, ...] = ()


def check_size(data: bytes, limit: int, path: str) -> None:
    """Raises InputError for a file of more than ``limit`` bytes."""
    if len(data) > limit:
        raise InputError(f"is larger than {limit / 1e6:.0f} MB", path=path, hint="split it")
