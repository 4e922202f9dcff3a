"""What a page links a passage to: the recording, the page on the web, the file, each at the place.

Files are named as seen from the folder of the page, so that both can be moved together.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
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
    """What gives the links of a passage for a page in this folder; ``roots`` are the files and
    folders of the sources, out of which no link leads."""

    def links(passage: Passage) -> Sequence[Link]:
        found = originals(passage, sources.get(passage.source), roots).found
        return list(_links(found, folder))

    return links


def _links(found: Sequence[Original], folder: Path) -> Iterator[Link]:
    for each in found:
        address = each.address or _relative(each, folder)
        if address:
            yield Link(each.form.value, each.words, address)


def _relative(original: Original, folder: Path) -> str:
    """The address of a file as seen from a folder; nothing on another drive."""
    if original.path is None:
        return ""
    try:
        relative = os.path.relpath(original.path, os.path.realpath(folder))
    except ValueError:
        return ""
    address = quote(os.fsencode(Path(relative).as_posix()), safe="/")
    if original.page is not None:
        return at_page(address, original.page)
    return address if original.seconds is None else at_seconds(address, original.seconds)
