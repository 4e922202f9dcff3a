"""The words beside a speaker's name that are said of this person alone: a title, an age, a clause.

Another name cannot take their place without them: "said Owen Pask, who has run the club for 11
years" is untrue of anybody else. What may be such words counts as such, for an editor reads them.
"""

from __future__ import annotations

import re

from quotecheck.display import clip
from quotecheck.model import Mention, Quotation

_SHOWN = 70  # characters
_FAR = 300  # characters between a name and its cue
_QUOTES = '“”"«»„'
_STOPS = re.compile(rf"[.!?;:{_QUOTES}—–]|\n\s*\n")
_CLAUSE = re.compile(rf"[^,.!?;:{_QUOTES}—–()\n]*(?:\n(?!\s*\n)[^,.!?;:{_QUOTES}—–()\n]*)*")
_DASH = re.compile(r"\s*[—–(]\s*|\s+-\s+")
_WORD = re.compile(r"[\w’'-]+")
_OF = frozenset(("of", "from", "with", "for", "at"))
_CIRCUMSTANCE = frozenset(
    (
        *("and", "but", "yet", "or", "so", "then", "as", "when", "while", "if", "because", "that"),
        *("what", "how", "why", "although", "though", "since", "until", "once", "where", "in"),
        *("on", "to", "by", "about", "after", "before", "during", "over", "under", "into", "via"),
        *("through", "according", "despite", "outside", "inside", "per", "this", "last", "later"),
        *("earlier", "now", "today", "yesterday", "tomorrow", "again", "too", "also", "still"),
        *("even", "here", "there", "instead", "meanwhile", "asked", "told", "said", "says"),
        *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    )
)
"""Words with which a clause begins that says when, where or how something is said."""


def description(text: str, quote: Quotation) -> str:
    """The words of an article beside the name of a quotation's speaker that describe this person;
    empty if there are none, or if the speaker is not called by name there."""
    speaker = quote.speaker
    mention = speaker.mention if speaker else None
    if speaker is None or mention is None or not is_part_of_name(mention.text, speaker.name):
        return ""
    found = _behind(text, mention, quote.cue) or _before(text, mention, quote.cue)
    return clip(" ".join(found.split()), _SHOWN)


def is_part_of_name(words: str, name: str) -> bool:
    """Return whether words are a name, or a part of it with a capital, and not “he” or “the
    mayor”."""
    parts = set(name.split())
    return words[:1].isupper() and all(word in parts for word in words.split())


def _behind(text: str, name: Mention, cue: Mention | None) -> str:
    """The description right after a name: in commas, in brackets, or "of Millgate police"."""
    if cue is not None and name.end <= cue.start < name.end + _FAR:
        between = text[name.end : cue.start]
        if not _STOPS.search(between):
            return "" if _is_circumstance(between) else between.strip(" ,\n")
    rest = text[name.end :]
    if rest.startswith(","):
        clause = _clause(rest[1:])
        return "" if _is_circumstance(clause) else clause
    if dash := _DASH.match(rest):
        clause = _clause(rest[dash.end() :])
        return "" if _is_circumstance(clause) else clause
    clause = _clause(rest)
    words = _WORD.findall(clause)
    return clause if words and words[0] in _OF else ""


def _before(text: str, name: Mention, cue: Mention | None) -> str:
    """The description right before a name: a title, a post, "the mayor,"."""
    start = name.start
    low = max((each.end() for each in _STOPS.finditer(text, 0, start)), default=0)
    told = cue is not None and low <= cue.end <= start
    before = text[cue.end if told and cue is not None else low : start]
    if told:
        return "" if _is_circumstance(before) else before.strip(" ,\n")
    if before.rstrip().endswith(","):  # "The mayor, Ruth Ainsley, thanked them"
        return before.strip(" ,\n") if text[name.end : name.end + 1] == "," else ""
    words = _WORD.findall(before)
    if not words or words[-1].lower() in _CIRCUMSTANCE | _OF:
        return ""
    while words[0].lower() in _CIRCUMSTANCE | _OF:
        words = words[1:]
    return " ".join(words)


def _clause(text: str) -> str:
    found = _CLAUSE.match(text)
    return found.group().strip() if found else ""


def _is_circumstance(clause: str) -> bool:
    """Return whether a clause says when, where or how something is said, and not by whom; an empty
    one says nothing of anybody."""
    words = _WORD.findall(clause)
    first = words[0].lower() if words else ""
    return not first or first in _CIRCUMSTANCE or first.endswith(("ing", "ly"))
