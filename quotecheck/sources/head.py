"""The lines at the start of a source that say what it is: Title, Date, Outlet, URL, Tier, Kind,
Medium, Speaker, Recording, or front matter between two of ``---``. They are not searched."""

from __future__ import annotations

import re
from datetime import date

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


def read_head(text: str) -> tuple[dict[str, str], int]:
    """The head of a source as its first lines tell it, and where it ends; several speakers are
    divided by line breaks."""
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
    import yaml

    try:
        data = next(iter(yaml.safe_load_all(text)), None)
    except (yaml.YAMLError, ValueError, RecursionError):
        return {}
    if not isinstance(data, dict):
        return {}
    head: dict[str, str] = {}
    for key, value in data.items():
        name = _KEYS.get(str(key).lower(), str(key).lower())
        if isinstance(value, list) and name == "speakers":
            head[name] = "\n".join(
                " ".join(str(each).split()) for each in value if isinstance(each, str)
            )
        elif isinstance(value, str | date) and _HEAD.fullmatch(f"{name}:"):
            head[name] = " ".join(str(value).split())
    return head
