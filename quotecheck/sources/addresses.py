"""Web addresses that lead to the exact words: the addresses that a source gives, checked and
completed.

Addresses come from sources, so nothing in them is trusted: only http and https, no user names, only
characters that are legal in addresses.
"""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit, urlunsplit

_WHOLE = 8  # words that are searched for as they are; of a longer text, the first and the last
_ENDS = 5
_HOST = re.compile(r"[A-Za-z0-9._-]{1,253}|[0-9A-Fa-f:.]{2,45}")
_RESERVED = ":/?#[]@!$&'()*+,;=%"
_LONGEST = 2_000
_VIDEO_HOSTS = ("youtube.com", "youtu.be", "youtube-nocookie.com")
_TIME = re.compile(r"(?<![^&])(?:t|start)=[^&]*&?")


def safe_address(address: str | None) -> str:
    """A web address in legal characters only; empty if it may not be opened."""
    if not address or len(address) > _LONGEST or not address.isprintable() or " " in address:
        return ""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = f":{parts.port}" if parts.port else ""
    except ValueError:  # UnicodeError is one
        return ""
    if (
        parts.scheme not in ("http", "https")
        or not _HOST.fullmatch(host)
        or parts.username is not None
    ):
        return ""
    host = f"[{host}]" if ":" in host else host
    rest = (quote(part, safe=_RESERVED) for part in (parts.path, parts.query, parts.fragment))
    return urlunsplit((parts.scheme, host + port, *rest))


def at_words(address: str, words: str) -> str:
    """The address of a page at some words of it (a text fragment): a browser scrolls to them and
    marks them. A browser without text fragments opens the page."""
    found = words.split()
    if not found:
        return address
    base, _, fragment = address.partition("#")
    if len(found) <= _WHOLE:
        text = _fragment(found)
    else:
        text = f"{_fragment(found[:_ENDS])},{_fragment(found[-_ENDS:])}"
    return f"{base}#{fragment.partition(':~:')[0]}:~:text={text}"


def _fragment(words: list[str]) -> str:
    # Hyphens, commas and ampersands divide the parts of a fragment.
    return quote(" ".join(words), safe="").replace("-", "%2D")


def at_page(address: str, page: int) -> str:
    """The address of a PDF at a page."""
    return f"{address.partition('#')[0]}#page={page}"


def at_seconds(address: str, seconds: float) -> str:
    """The address of a recording at a time."""
    base, _, _ = address.partition("#")
    parts = urlsplit(base)
    host = parts.hostname or ""
    if any(host == each or host.endswith(f".{each}") for each in _VIDEO_HOSTS):
        query = _TIME.sub("", parts.query).rstrip("&")
        query = f"{query}&t={seconds:.0f}s" if query else f"t={seconds:.0f}s"
        return urlunsplit(parts._replace(query=query))
    return f"{base}#t={seconds:g}"
