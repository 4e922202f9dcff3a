"""The query of a search: words, phrases, a speaker, days.

resign flat                 sentences with both words, or other forms of them
"on Monday"                 these words one right after the other
by:quill since:2026-03      said by Quill, in March 2026 or later
on:2026-03-12 until:2026    that day; no later than the end of that year
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_FILTER = re.compile(r"\b(by|since|until|on):(?:[\"“]([^\"”]*)[\"”]?|(\S*))", re.IGNORECASE)
_PHRASE = re.compile(r"[\"“„]([^\"“”„]*)(?:[\"”“]|$)")
_MARK = re.compile('["“”„]')
_LAST = "9"


@dataclass(frozen=True, slots=True)
class Query:
    """``since`` and ``until`` are beginnings of ISO dates, which compare as text. The last phrase
    is ``unfinished`` while its end has not been typed."""

    words: str = ""
    phrases: tuple[str, ...] = ()
    unfinished: bool = False
    speaker: str = ""
    since: str = ""
    until: str = ""

    def said_by(self, label: str | None) -> bool:
        """Return whether each word searched for begins a word of a speaker's label."""
        if not self.speaker:
            return True
        parts = re.findall(r"\w+", (label or "").casefold())
        asked = re.findall(r"\w+", self.speaker.casefold())
        return all(any(part.startswith(each) for part in parts) for each in asked)

    def dated(self, date: str | None) -> bool:
        """Return whether the query includes a source of that day; one without a date is left out if
        the query has days."""
        if not self.since and not self.until:
            return True
        return date is not None and self.since <= date <= (self.until or _LAST)


def parse(text: str) -> Query:
    """The query for a typed text; a phrase may be left open while it is being typed."""
    speaker = since = until = ""
    for match in _FILTER.finditer(text):
        value = (match[2] if match[2] is not None else match[3]).strip()
        match match[1].lower():
            case "by":
                speaker = value
            case "since":
                since = value
            case "until":
                until = value and value + _LAST
            case _:
                since, until = value, value and value + _LAST
    rest = _FILTER.sub(" ", text)
    phrases = tuple(phrase.strip() for phrase in _PHRASE.findall(rest) if phrase.strip())
    unfinished = bool(phrases) and len(_MARK.findall(rest)) % 2 == 1
    return Query(_PHRASE.sub(" ", rest).strip(), phrases, unfinished, speaker, since, until)
