"""What stands right before quoted words that makes them a name, lettering or a charge, and nobody's
speech: dubbed “The Eel”, a sign that read “Row on”, charged with “taking water”."""

from __future__ import annotations

import re
from functools import lru_cache

from quotecheck.extraction.lexicon import Words

_KNOWN = re.compile(
    r"\b(?:known|billed|sold|marketed)(?: (?:to \w+|\w+ly|also|then|better|best))* as$",
    re.IGNORECASE,
)
_ALIAS = re.compile(r"\b(?:aka|a\.k\.a\.|alias|search term)$", re.IGNORECASE)
_SHIP = re.compile(
    r"\b(?:MV|MS|SS|HMS|HMNZS|HMAS|USS|RMS|INS|MT|FV|yacht|trawler|tanker|schooner|ferry|tugboat"
    r"|vessel|liner|frigate|freighter)$"
)
# Under the act, “harm” means an injury.
_DEFINED = re.compile(r"(?:means|refers to|stands for|is defined as|is short for)\b")
_OPERATION = re.compile(r"\bOperation$")
# The word “dear” is no longer used: what the sentence is about is a word.
_WORD = re.compile(
    r"(?:^|[.?!”\"] )(?:The|This|That) (?:\w+ )?(?:word|term|phrase|name|label|nickname|slogan)$"
)
_LETTERED = (
    r"\b(?:{nouns})(?: (?!said|says)[\w’'-]+){{0,3}},?"
    r" (?:that |which )?(?:read|reads|reading|saying|say|says|said|bearing|emblazoned|proclaiming"
    r"|stating)"
    r"(?: (?:with|the words?|simply))*[,:]?$"
)
_CHARGED = re.compile(
    r"\b(?:(?:charged|cited) with|(?:convicted|acquitted|guilty) (?:of|to)|indicted (?:for|on)"
    r"|(?:counts?|offen[cs]es?|crimes?) of|pleaded (?:not )?guilty to)"
    r"(?: (?:a|one|two|three|the))*$"
)
_PASSIVE = frozenset({"is", "are", "was", "were", "been", "be", "being", "a", "an", "the"})
_SUBJECTS = frozenset({"p", "m", "R", "T", "N", "x", "y", "w"})
_CACHED = 64


def is_called(before: str, after: str, words: Words, *, titled: bool) -> bool:
    """Whether quoted words are what something is called, or what a charge is.

    ``before`` is the line before them, without the last space, ``after`` what follows them.
    """
    tail = before[-90:]
    if _KNOWN.search(tail) or _ALIAS.search(tail) or _DEFINED.match(after):
        return True
    if titled and (_OPERATION.search(tail) or _SHIP.search(tail)):
        return True
    if _CHARGED.search(tail):
        return True
    if _WORD.search(tail) and words.classes.get(after.split(" ", 1)[0].lower()) in ("x", "B", "e"):
        return True
    return _christened(tail.split(" "), words)


def is_lettering(before: str, words: Words) -> bool:
    """Whether quoted words are what something bears: a sign that read “Row on”."""
    return _lettered(words.lettering).search(before[-90:]) is not None


def _christened(beside: list[str], words: Words) -> bool:
    """Whether a participle of naming stands last, with no subject before it: Luna, dubbed."""
    if len(beside) < 2 or beside[-1].lower() not in words.christened:
        return False
    last, earlier = beside[-2], beside[:-2]
    if last[-1:] in ",)":
        return not any(word.endswith(",") for word in earlier)  # Luna, who lost, named “Gull”
    if last.lower() in _PASSIVE:
        return True
    return last.islower() and words.classes.get(last) not in _SUBJECTS


@lru_cache(_CACHED)
def _lettered(nouns: frozenset[str]) -> re.Pattern[str]:
    """A noun of what bears lettering, and that it says something."""
    listed = "|".join(sorted(map(re.escape, nouns), reverse=True)) or r"(?!)"
    return re.compile(_LETTERED.format(nouns=listed), re.IGNORECASE)
