"""Readers, one a format: the bytes of a file into blocks of text with their places.

A reader is a function ``read(data, path) -> Iterator[Content]``. It raises InputError for a file
that cannot be used, and nothing else whatever the bytes are; it works within limits of time and
memory, and imports its library only when it is called.
"""

from quotecheck.formats.content import Block, Content, joined_text
from quotecheck.formats.old import docx_text, html_text

__all__ = ["Block", "Content", "docx_text", "html_text", "joined_text"]
