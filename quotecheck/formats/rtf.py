"""Rich Text Format (.rtf), with tracked changes as accepted."""

from __future__ import annotations

from collections.abc import Iterator

from quotecheck.errors import InputError
from quotecheck.formats.content import Content, check_size
from quotecheck.formats.rtf_group import In
from quotecheck.formats.rtf_reader import RtfReader
from quotecheck.formats.sizes import LARGEST

WHAT = "RTF document"
_BEFORE = b"\xef\xbb\xbf \t\r\n\0"


def read(data: bytes, path: str) -> Iterator[Content]:
    """The one document of an RTF file: its text, then its foot- and endnotes.

    Headers, footers, comments, fields' codes and hidden text are left out.
    """
    data = data.lstrip(_BEFORE)
    if not data.startswith(b"{\\rtf"):
        raise InputError(
            f"is not an {WHAT}",
            path=path,
            hint="open it in the program that made it and save it as .docx or as text",
        )
    check_size(data, LARGEST[".rtf"], path)
    reader = RtfReader(data, path)
    reader.run()
    blocks = reader.body.finish()
    blocks.extend(reader.notes())
    found = reader.found
    yield Content(
        tuple(blocks),
        WHAT,
        title="".join(found[In.TITLE]).strip() or None,
        author="".join(found[In.AUTHOR]).strip() or None,
        date=reader.date(),
        notes=reader.warnings(),
    )
