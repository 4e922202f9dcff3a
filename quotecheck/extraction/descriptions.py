"""How an article introduces those whom it does not name: a spokesman for the port authority."""

from __future__ import annotations

import re
from functools import lru_cache

from quotecheck.extraction.lexicon import Words

_CACHED = 4096
# What tells who is meant: for the port authority of Troy, at Norvex.
_NAME = r"[A-Z0-9][\w’'&.-]*"
_BELONGING = (
    r" (?:for|at|of|with|from) (?:(?:the|a|an|his|her|its) )?"
    rf"{_NAME}(?: (?:(?:of|the|and|for|&) ){{0,2}}{_NAME}){{0,8}}"
)
_KEPT = 120  # characters
_BELONGS = re.compile(_BELONGING)


def introduced(text: str, mention: str, place: int) -> str:
    """The words that introduced “the spokesman”: with whom he belongs to, said once before it.

    Nothing if the article never says so, or if ``mention`` is no such short reference.
    """
    words = mention.split()
    if len(words) != 2 or words[0].lower() != "the" or not words[1].isalpha():
        return ""
    found = list(_introduction(words[1].lower()).finditer(text, 0, place))
    return found[-1].group()[:_KEPT] if found else ""


def with_belonging(text: str, mention: str, place: int) -> str:
    """A mention with the words after it that tell with whom somebody is: analysts at Norvex."""
    end = place + len(mention)
    if not mention or not text.startswith(mention, place):
        return mention
    found = _BELONGS.match(text, end, end + _KEPT)
    return mention + found.group() if found else mention


def named_in(mention: str, words: Words) -> str:
    """The document of “the statement”: what somebody issues. Nothing for anything else."""
    first, _, noun = mention.lower().partition(" ")
    issued = words.classes.get(noun) == "C" or noun in words.documents
    return noun if first == "the" and issued else ""


def last_issue(text: str, noun: str, place: int) -> int:
    """Where the article last said that somebody issued such a document; -1 if never."""
    found = list(_issue(noun).finditer(text, 0, place))
    return found[-1].start() if found else -1


@lru_cache(_CACHED)
def _issue(noun: str) -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:in|via|through|released|issued|wrote|sent|published|posted) an? "
        rf"(?:[\w’'-]+ ){{0,3}}{re.escape(noun)}\b"
    )


@lru_cache(_CACHED)
def _introduction(noun: str) -> re.Pattern[str]:
    return re.compile(rf"\b[Aa]n? (?:[\w’'-]+ ){{0,3}}{re.escape(noun)}{_BELONGING}")
