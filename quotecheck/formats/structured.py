"""JSON and XML files: which of the many formats that use them a file is."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace

from quotecheck.encoding import decode
from quotecheck.errors import InputError
from quotecheck.formats import captions, parliament, posts, speech, timedtext, xml
from quotecheck.formats.content import Content

_JSON_HINT = (
    "posts of X, Mastodon or Bluesky and transcripts of Whisper, Amazon, Deepgram, AssemblyAI or"
    " Google are read; give anything else as JSON Lines with id, date, text"
)
_XML_HINT = "Akoma Ntoso, TheyWorkForYou and TTML are read; save anything else as text"


def json_contents(data: bytes, path: str) -> Iterator[Content]:
    """The posts or the transcript in a JSON file."""
    text, notes = decode(data, path)
    if not text.strip():
        raise InputError("is empty", path=path)
    if posts.is_other_archive(text):
        return
    try:
        tree = json.loads(posts.without_assignment(text))
    except (ValueError, RecursionError) as error:
        raise InputError(f"is not JSON: {error}", path=path) from error
    if isinstance(tree, dict) and (video := captions.youtube(tree)):
        yield video
        return
    found: Iterable[Content]
    if posts.is_posts(tree):
        found = list(posts.contents(tree, path))
        if not any(content.blocks for content in found):
            reason = "holds no post with a text of its own: reposts are not read"
            raise InputError(reason, path=path, hint=_JSON_HINT)
    else:
        found = list(speech.contents(tree))
    if not found:
        raise InputError("is JSON, but neither posts nor a transcript", path=path, hint=_JSON_HINT)
    for content in found:
        yield replace(content, notes=(*content.notes, *notes)) if notes else content


def read_xml(data: bytes, path: str) -> Iterator[Content]:
    """The record of a parliament, or the captions, in an XML file."""
    root = xml.parse(data, path)
    content = timedtext.captions(root) or parliament.content(root)
    if content is None or not content.blocks:
        raise InputError("is XML of a kind that is not read", path=path, hint=_XML_HINT)
    yield content
