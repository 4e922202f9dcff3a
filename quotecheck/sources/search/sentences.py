"""Sentences: their beginnings and ends in a stretch of speech."""

from __future__ import annotations

import re
from collections.abc import Collection

_END = re.compile(r"[.!?…]+[\"”’)\]]*\s+(?=[\"“‘(\[]?[A-Z0-9])|\n\s*\n")
_LAST_WORD = re.compile(r"(\w+)\.$")
LONGEST = 600  # characters that are shown of a sentence that does not end


def sentence_at(
    text: str, low: int, high: int, at: int, shortened: Collection[str]
) -> tuple[int, int]:
    """The sentence of ``text[low:high]`` that the character ``at`` is in; the full stop of a
    ``shortened`` word ("mr") or of an initial ends none."""
    low, high = max(low, at - LONGEST), min(high, at + LONGEST)
    start, end = low, high
    for match in _END.finditer(text, low, high):
        word = _LAST_WORD.search(text[max(low, match.start() - 20) : match.start() + 1])
        if word and (word[1].lower() in shortened or (len(word[1]) == 1 and word[1] != "I")):
            continue
        if match.end() <= at:
            start = match.end()
        else:
            end = match.end()
            break
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), start + len(words.rstrip())
