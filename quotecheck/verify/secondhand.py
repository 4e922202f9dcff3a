"""Whether words in a source are the speaker's own, or someone else's whom the speaker quotes."""

from __future__ import annotations

import re

from quotecheck.model import Source
from quotecheck.sources.canonical import Canon
from quotecheck.verify.lexicon import Lexicon

_REACH = 160  # characters before the passage
_WORDS_BEFORE = 6
_OPEN = re.compile(r"[“\"‘]\s*$|(?:^|\s)'\s*$")
_SENTENCE_END = re.compile(r"[.?!]\s")


def lead_in(source: Source, start: int, first: int = 0) -> str:
    """What the same turn says right before a passage."""
    return source.text[max(first, start - _REACH) : start]


def is_reported(before: str, canon: Canon, lexicon: Lexicon) -> bool:
    """Whether the words before a passage bring in someone else's words.

    An opening quotation mark right before it does, and a reporting verb of someone else a few
    words before it ("He says", "Ms. Diaz said last year:").
    """
    if _OPEN.search(before):
        return True
    sentence = _SENTENCE_END.split(before)[-1]
    words = canon.forms(sentence)[-_WORDS_BEFORE:]
    verbs = [at for at, word in enumerate(words) if word in lexicon.reporting]
    return any(not (at and words[at - 1] in ("i", "we", "you")) for at in verbs)


def is_quoting_other(before: str, after: str, canon: Canon, lexicon: Lexicon) -> bool:
    """The stricter question for the claimed speaker's own turn: is it plainly a quotation of
    someone else, or something that the speaker denies having said?"""
    sentence = _SENTENCE_END.split(before)[-1]
    words = canon.forms(sentence)[-_WORDS_BEFORE:]
    if any(
        tuple(words[at:])[: len(denial)] == denial
        for denial in lexicon.denials
        for at in range(len(words))
    ):
        return True
    marked = bool(_OPEN.search(before)) and bool(re.match(r"[^“\"]{0,80}[”\"’]", after))
    verbs = [at for at, word in enumerate(words) if word in lexicon.reporting]
    subject = any(at and words[at - 1] in lexicon.others for at in verbs)
    return marked and subject
