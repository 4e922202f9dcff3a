"""The links of a page from a passage to its recording, page on the web and file, each at the place.

Files are named as seen from the folder of the page, so that both can be moved together.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from quotecheck.model import Passage, Source
from quotecheck.sources.addresses import at_page, at_seconds
from quotecheck.sources.originals import Original, originals


class Link(NamedTuple):
    """An address and what it leads to: ``form`` in a word or two, ``words`` in full."""

    form: str
    words: str
    address: str


Links = Callable[[Passage], Sequence[Link]]


def links_in(folder: Path, sources: Mapping[str, Source], roots: Sequence[str | Path]) -> Links:
    """A function from a passage to its links, for a page in this folder; ``roots`` are the files
    and folders of the sources, out of which no link leads."""
    real = os.path.realpath(folder)

    def named(path: Path) -> str:
        try:
            return quote(os.fsencode(Path(os.path.relpath(path, real)).as_posix()), safe="/")
        except ValueError:  # on another drive
            return ""

    return links_to(named, sources, roots)


def links_to(
    named: Callable[[Path], str], sources: Mapping[str, Source], roots: Sequence[str | Path]
) -> Links:
    """A function from a passage to its links; ``named`` turns a file into an address, or into
    nothing."""

    def links(passage: Passage) -> Sequence[Link]:
        found = originals(passage, sources.get(passage.source), roots).found
        made = [(each, each.address or _in_file(each, named)) for each in found]
        return [Link(each.form.value, each.words, address) for each, address in made if address]

    return links


def _in_file(original: Original, named: Callable[[Path], str]) -> str:
    address = named(original.path) if original.path is not None else ""
    if not address:
        return ""
    if original.page is not None:
        return at_page(address, original.page)
    return address if original.seconds is None else at_seconds(address, original.seconds)
