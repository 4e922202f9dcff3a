"""The lines at the start of a source that say what it is: Title, Date, Outlet, URL, Tier, Kind,
Medium, Speaker, Recording, or front matter between two of ``---``. They are not searched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from difflib import get_close_matches
from typing import Any

from quotecheck.text import front_matter

_HEAD = re.compile(
    r"(title|date|outlet|url|tier|kind|medium|speaker|recording)[ \t]*:[ \t]*(.*)", re.IGNORECASE
)
_KEYS = {
    "source_url": "url",
    "link": "url",
    "address": "url",
    "guests": "speakers",
    "participants": "speakers",
}
_KNOWN = (
    *("title", "date", "outlet", "url", "tier", "kind", "medium", "speaker", "recording"),
    *("speakers", "guests", "participants"),
)
_LIKE = 0.8  # similarity from which a key is taken for a misspelt one of ours; “dale” is a name
_LINE = re.compile(r"[ \t]*([A-Za-z][A-Za-z_-]{3,24}(?: [a-z]{2,12}){0,2})[ \t]*:[ \t]*([^\n]*)")
# Words in a head that ask not to name a source.
_CONFIDENCE = frozenset(
    (
        *("confidential", "confidentiality", "anonymous", "anonymised", "anonymized", "private"),
        *("secret", "off record", "off the record", "not for attribution", "unattributable"),
    )
)


def read_head(text: str) -> tuple[dict[str, str], int]:
    """The head of a source from its first lines, and the offset at which it ends; several speakers
    are separated by line breaks."""
    head: dict[str, str] = {}
    at = front_matter(text)
    if at:
        head = _front_matter(text[:at])
    while at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        match = _HEAD.fullmatch(text[at:end].strip())
        if match is None:
            break
        head[match.group(1).lower()] = match.group(2).strip()
        at = end + 1
    return head, min(at, len(text))


def _front_matter(text: str) -> dict[str, str]:
    """The head of a source in the lines between two of ``---``."""
    head: dict[str, str] = {}
    for key, value in _loaded(text).items():
        name = _KEYS.get(key, key)
        if isinstance(value, list) and name == "speakers":
            head[name] = "\n".join(
                " ".join(str(each).split()) for each in value if isinstance(each, str)
            )
        elif isinstance(value, str | date) and _HEAD.fullmatch(f"{name}:"):
            head[name] = " ".join(str(value).split())
    return head


def _loaded(text: str) -> dict[str, Any]:
    """The values of the lines between two of ``---`` by keys in lower case; none if they are not
    YAML."""
    import yaml

    try:
        data = next(iter(yaml.safe_load_all(text)), None)
    except (yaml.YAMLError, ValueError, RecursionError):
        return {}
    return (
        {str(key).lower(): value for key, value in data.items()} if isinstance(data, dict) else {}
    )


def slips(text: str) -> Iterator[str]:
    """Warnings about lines of a head that seem meant for quotecheck but have no effect. Keys that
    mean something to other programs are left alone."""
    for key, value in _ignored(text):
        if key == "speakers":
            yield "the speakers in its head are not read: write each on its own line, after “- ”"
        elif _asks_confidence(key):
            if _is_meant(value):
                yield (
                    f"“{key}” in its head hides nobody: whoever speaks is confidential once K "
                    "at the desk (review) gives them an alias; until then reports print the name"
                )
        elif near := get_close_matches(key, _KNOWN, n=1, cutoff=_LIKE):
            yield f"“{key}” in its head means nothing here; did you mean “{near[0]}”?"


def is_marked_confidential(text: str) -> bool:
    """Return whether the head of a source says that the source is confidential. That hides no name,
    but its author does not want the file to be handed on."""
    return any(_asks_confidence(key) and _is_meant(value) for key, value in _ignored(text))


def _ignored(text: str) -> Iterator[tuple[str, Any]]:
    """The keys of a head that are not read, with their values: those of the front matter, and of
    the line at which the head ends."""
    at = front_matter(text)
    for key, value in _loaded(text[:at]).items() if at else ():
        name = _KEYS.get(key, key)
        listed = name == "speakers" and isinstance(value, list)
        if not listed and not (_HEAD.fullmatch(f"{name}:") and isinstance(value, str | date)):
            yield name, value
    end = read_head(text)[1]
    line = _LINE.match(text, end)
    if line and (end or _asks_confidence(line[1].lower())):
        yield line[1].lower(), line[2]


def _asks_confidence(key: str) -> bool:
    plain = re.sub(r"[\s_-]+", " ", key)
    return plain in _CONFIDENCE or bool(get_close_matches(plain, ("confidential",), cutoff=_LIKE))


def _is_meant(value: object) -> bool:
    return str(value).strip().lower() not in ("", "false", "no", "none", "off", "n", "0")
