"""Office documents with damage in them, which have to be read and marked, or refused."""

from __future__ import annotations

import io
import zipfile

from hypothesis import strategies as st

from quotecheck.articles import parse_article
from quotecheck.errors import InputError
from quotecheck.reports.answers import returned
from quotecheck.reports.office.marks import MarginComment


def damages(pieces):
    """Up to four cuts in a part: where, how many bytes go, and which piece comes in their place."""
    cut = st.tuples(st.floats(0, 1), st.integers(0, 40), st.sampled_from([*pieces, b""]))
    return st.lists(cut, max_size=4)


def damaged(data, part, damage):
    """The document with the cuts in one of its parts."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for share, cut, piece in damage:
        at = int(share * len(parts[part]))
        parts[part] = parts[part][:at] + piece + parts[part][at + cut :]
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def read_and_mark(data, name, office):
    """Read a document, its answers and its places, and comment on it; InputError is in order."""
    try:
        text = parse_article(data, name).text
        returned(data, name)
        found = office.places(data, name, text)
        marker = office.marker(found)
        spans = [(0, 1), (len(text) // 2, len(text))]
        marker.mark(
            [MarginComment(*span, ("x",), "Ann") for span in spans if marker.has(*span)], []
        )
        office.packed(marker, found)
    except InputError:
        pass
