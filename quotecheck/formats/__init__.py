"""Readers, one a format: the bytes of a file into blocks of text with their places.

A reader is a function ``read(data, path) -> Iterator[Content]``. It raises InputError for a file
that cannot be used, and nothing else whatever the bytes are; it works within limits of time and
memory, and imports its library only when it is called. `contents` chooses the reader.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from quotecheck.errors import InputError
from quotecheck.formats.content import Block, Content

__all__ = ["READ", "RECORDINGS", "Block", "Content", "contents", "is_known_kind", "why_not"]

# The suffixes that are read, each with the module here and the function in it.
READ = {
    ".txt": "text.read",
    ".text": "text.read",
    ".md": "text.read_markdown",
    ".markdown": "text.read_markdown",
    ".html": "web.read",
    ".htm": "web.read",
    ".xhtml": "web.read",
    ".docx": "word.read",
    ".docm": "word.read",
    ".odt": "opendocument.read",
    ".fodt": "opendocument.read",
    ".rtf": "rtf.read",
    ".epub": "epub.read",
    ".pdf": "pdf.read",
    ".eml": "mail.read",
    ".mbox": "mail.read",
    ".srt": "captions.read",
    ".vtt": "captions.read",
    ".sbv": "captions.read",
    ".ttml": "captions.read",
    ".dfxp": "captions.read",
    ".csv": "table.read",
    ".tsv": "table.read",
    ".json": "structured.json_contents",
    ".js": "structured.json_contents",
    ".xml": "structured.read_xml",
}

_SIGNS = (
    (b"%PDF-", ".pdf"),
    (b"{\\rtf", ".rtf"),
    (b"WEBVTT", ".vtt"),
    (b"\xef\xbb\xbfWEBVTT", ".vtt"),
    (b"PK\x03\x04", ".docx"),
)
_TEXTS = (".txt", ".text", ".md", ".markdown")

#: The endings of recordings, which are not read but can be played.
RECORDINGS = (
    *(".mp3", ".m4a", ".wav", ".aac", ".ogg", ".opus", ".flac", ".wma", ".aiff"),
    *(".mp4", ".mov", ".avi", ".mkv", ".webm", ".m4v", ".wmv", ".mpg"),
)

_AUDIO = "is a recording: give a transcript of it, or its captions"
_PICTURE = "is a picture: type out its words, or give a PDF read by OCR"
_SHEET = "is a spreadsheet: save it as CSV or as text"
_SLIDES = "is a slide show: save it as PDF"
_ARCHIVE = "is an archive: unpack it"
_REASONS = {
    ".doc": "is an old Word document: save it as .docx",
    ".dot": "is an old Word document: save it as .docx",
    ".wps": "is a Works document: save it as .docx",
    ".wpd": "is a WordPerfect document: save it as .docx",
    ".pages": "is a Pages document: export it as .docx or PDF",
    ".msg": "is an Outlook message: save it as .eml or as text",
    ".pst": "is an Outlook mailbox: export it as .mbox or .eml",
    ".mobi": "is a Kindle book: convert it to .epub",
    ".azw3": "is a Kindle book: convert it to .epub",
    ".mht": "is a saved web archive: save the page as .html",
    ".mhtml": "is a saved web archive: save the page as .html",
    ".webarchive": "is a saved web archive: save the page as .html",
    **dict.fromkeys((".xls", ".xlsx", ".ods", ".numbers"), _SHEET),
    **dict.fromkeys((".ppt", ".pptx", ".odp", ".key"), _SLIDES),
    **dict.fromkeys((".zip", ".gz", ".tar", ".tgz", ".7z", ".rar", ".bz2", ".xz"), _ARCHIVE),
    **dict.fromkeys(RECORDINGS, _AUDIO),
    **dict.fromkeys(
        (".jpg", ".jpeg", ".png", ".gif", ".tif", ".tiff", ".heic", ".bmp", ".webp", ".svg"),
        _PICTURE,
    ),
}


def why_not(path: str | Path) -> str | None:
    """The reason why a file is not read, going by its name, and what to do; None if it is read."""
    suffix = Path(path).suffix.lower()
    if suffix in READ:
        return None
    fallback = (
        f"is not of a kind that is read ({suffix or 'its name has no ending'}): save it as text"
    )
    return _REASONS.get(suffix, fallback)


def is_known_kind(path: str | Path) -> bool:
    """Return whether a file's name says what it is, be it read or not."""
    suffix = Path(path).suffix.lower()
    return suffix in READ or suffix in _REASONS


def contents(data: bytes, path: str) -> Iterator[Content]:
    """The documents in the bytes of a file, whose first bytes or name say the format.

    Raises InputError if there is no text to be had.
    """
    if not data.lstrip(b" \t\r\n\xef\xbb\xbf"):
        raise InputError("is empty", path=path)
    module, _, function = _reader(data, path).partition(".")
    found = False
    for content in getattr(import_module(f"quotecheck.formats.{module}"), function)(data, path):
        if any(block.text.strip() for block in content.blocks) or content.notes:
            found = True
            yield content
    if not found:
        raise InputError("is empty", path=path)


def _reader(data: bytes, path: str) -> str:
    suffix = Path(path).suffix.lower()
    if suffix in _TEXTS:
        suffix = next((other for start, other in _SIGNS if data.startswith(start)), suffix)
    if suffix in _REASONS:
        raise InputError(_REASONS[suffix], path=path)
    return READ.get(suffix, READ[".txt"])
