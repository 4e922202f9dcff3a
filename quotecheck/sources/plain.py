"""Sources as plain text: transcripts with speaker labels, statements, other outlets' stories.

A file may begin with lines that say what it is: Title, Date, Outlet, URL, Tier, Kind, Medium,
Speaker. They are not searched.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from itertools import takewhile
from pathlib import Path

from quotecheck.model import Medium, Source, Tier, Turn
from quotecheck.rules import Rules
from quotecheck.sources.dates import iso_date
from quotecheck.sources.labels import cut_turns, find_labels
from quotecheck.text import front_matter

_HEAD = re.compile(
    r"(title|date|outlet|url|tier|kind|medium|speaker)[ \t]*:[ \t]*(.*)", re.IGNORECASE
)
_QUOTED = re.compile(r"[“\"][^“”\"\n]{12,}[”\"]")
_BYLINE = re.compile(r"^By [A-Z]\w+ [A-Z]\w+[^.\n]{0,60}$", re.MULTILINE)

Quotes = Callable[[str], tuple[Turn, ...]]


def read(text: str, path: str, rules: Rules, quotes: Quotes | None = None) -> Source:
    """The source in a text file. ``quotes`` finds the quotations of a story with their speakers;
    of an outlet's story only those count as somebody's words."""
    head, body = read_head(text)
    labels = find_labels(text, rules.sources, body)
    if not labels and "speaker" not in head and (name := _speaker_of(head.get("title", ""), rules)):
        head["speaker"] = name
    kind = head.get("kind") or ("transcript" if labels else None)
    if (
        kind is None
        and not head.get("speaker")
        and _is_story(text, body, rules.sources.reading.story_quotes)
    ):
        kind = "article"
    kind = kind or "transcript"
    if labels:
        turns = cut_turns(text, labels, body)
    elif kind == "article" and quotes is not None and (found := quotes(text)):
        turns = found
    else:
        turns = cut_turns(text, (), body)
        if head.get("speaker"):
            turns = tuple(Turn(head["speaker"], each.start, each.end) for each in turns)
    return describe(head, text, turns, kind, path, rules)


def describe(
    head: Mapping[str, str], text: str, turns: tuple[Turn, ...], kind: str, path: str, rules: Rules
) -> Source:
    """A source with what its head says of it; what it does not say, its kind and name tell."""
    known = rules.sources.kinds.get(kind)
    warnings = []
    tier, medium = (
        known.tier if known else Tier.TRANSCRIPT,
        known.medium if known else Medium.UNKNOWN,
    )
    if given := head.get("tier"):
        if given.lower() in list(Tier):
            tier = Tier(given.lower())
        else:
            warnings.append(f"there is no tier {given!r}; one of: {', '.join(Tier)}")
    if given := head.get("medium"):
        if given.lower() in list(Medium):
            medium = Medium(given.lower())
        else:
            warnings.append(f"there is no medium {given!r}; one of: {', '.join(Medium)}")
    named = [part for part in (head.get("title"), head.get("outlet")) if part]
    return Source(
        id=Path(path).name,
        text=text,
        turns=turns,
        kind=kind,
        tier=tier,
        medium=medium,
        date=iso_date(head.get("date", "")) or iso_date(Path(path).stem),
        title=" · ".join(named) or None,
        path=path,
        warnings=tuple(warnings),
    )


def read_head(text: str) -> tuple[dict[str, str], int]:
    """What the first lines say of the source, and where they end."""
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
    """What the lines between two of ``---`` say of the source."""
    import yaml

    try:
        data = next(iter(yaml.safe_load_all(text)), None)
    except (yaml.YAMLError, ValueError):
        return {}
    if not isinstance(data, dict):
        return {}
    return {
        str(key).lower(): " ".join(str(value).split())
        for key, value in data.items()
        if _HEAD.fullmatch(f"{key}:") and isinstance(value, str | date)
    }


def _speaker_of(title: str, rules: Rules) -> str | None:
    """The one person whose words a title announces: Remarks by Governor Quill on the dam."""
    small = {"as", *rules.lexicon.prepositions, *rules.lexicon.conjunctions}
    words = title.split()
    for phrase in rules.sources.spoken_by:
        length = len(phrase.split())
        if " ".join(words[:length]).lower() == phrase:
            name = list(
                takewhile(lambda w: w[0].isupper() and w.lower() not in small, words[length:])
            )
            after = words[length + len(name) :][:1]
            several = after in (["and"], ["&"]) or any(word.endswith(",") for word in name)
            return None if several or not name else " ".join(name).rstrip(".,:")
    return None


def _is_story(text: str, start: int, least: int) -> bool:
    """Whether a text without labels quotes people, as a story does; one with a byline need quote
    only once."""
    quotes = len(_QUOTED.findall(text, start))
    return quotes >= least or (quotes > 0 and bool(_BYLINE.search(text, start)))
