"""How an article introduces those whom it does not name: a spokesman for the port authority."""

from __future__ import annotations

import re
from functools import lru_cache

_CACHED = 4096
# What tells who is meant: for the port authority of Troy, at Norvex.
_NAME = r"[A-Z0-9][\w’'&.-]*"
_BELONGING = (
    r" (?:for|at|of|with|from) (?:(?:the|a|an|his|her|its) )?"
    rf"{_NAME}(?: (?:(?:of|the|and|for|&) ){{0,2}}{_NAME}){{0,8}}"
)
_KEPT = 120  # characters


def introduced(text: str, mention: str, place: int) -> str:
    """The words that introduced “the spokesman”: with whom he belongs to, said once before it.

    Nothing if the article never says so, or if ``mention`` is no such short reference.
    """
    words = mention.split()
    if len(words) != 2 or words[0].lower() != "the" or not words[1].isalpha():
        return ""
    found = list(_introduction(words[1].lower()).finditer(text, 0, place))
    return found[-1].group()[:_KEPT] if found else ""


@lru_cache(_CACHED)
def _introduction(noun: str) -> re.Pattern[str]:
    return re.compile(rf"\b[Aa]n? (?:[\w’'-]+ ){{0,3}}{re.escape(noun)}{_BELONGING}")
