"""Whether words in a source are the speaker's own, or someone else's whom the speaker quotes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quotecheck.sources.canonical import Canon
from quotecheck.verify.lexicon import Lexicon

_REACH = 160  # characters before the passage
_CLOSED = re.compile(r"[^“\"]{0,80}[”\"’']")
_OPEN = re.compile(r"[“‘]\s*$|(?:^|[\s(—-])[\"']$")
_SENTENCE_END = re.compile(r"[.?!]\s")


def lead_in(text: str, start: int, first: int) -> str:
    """What a turn that begins at ``first`` says right before a passage."""
    return text[max(first, start - _REACH) : start]


def is_reported(before: str, claimed: str | None, canon: Canon, lexicon: Lexicon) -> bool:
    """Whether the words before a passage bring in the words of the claimed speaker.

    An opening quotation mark right before it does, and a reporting verb a few words before it
    with the claimed speaker's name or "he", "she", "they" ("Ms. Diaz said last year:").
    """
    if _OPEN.search(before):
        return True
    words = canon.last_forms(_SENTENCE_END.split(before)[-1], lexicon.reporting_words)
    subjects = lexicon.third | set(canon.forms(claimed or ""))
    return any(
        word in lexicon.reporting and subjects & set(words[max(0, at - lexicon.subject_words) : at])
        for at, word in enumerate(words)
    )


def is_quoting_other(before: str, after: str, canon: Canon, lexicon: Lexicon) -> bool:
    """The stricter question for the claimed speaker's own turn: is it plainly a quotation of
    someone else, what "they say", or something that the speaker denies having said?"""
    words = tuple(canon.last_forms(_SENTENCE_END.split(before)[-1], lexicon.reporting_words))
    if any(words[-length:] in lexicon.disowned for length in range(1, lexicon.longest + 1)):
        return True
    if _others_say(before, words, lexicon):
        return True
    marked = _OPEN.search(before) and _CLOSED.match(after)
    return bool(marked) and _reports_other(words, lexicon)


def _others_say(before: str, words: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether the words right before a passage say that somebody else says it: "people come up to
    me and say,", "she told us, quote,"."""
    at = len(words) - 1
    if words[-1:] == ("quote",):
        at -= 1
    if at > 0 and words[at] in lexicon.pronouns and words[at - 1] in lexicon.reporting:
        at -= 1  # "told me,"
    if at < 1 or words[at] not in lexicon.reporting or not before.rstrip().endswith((",", ":")):
        return False
    return _subject(words, at, lexicon) in lexicon.others


def _reports_other(words: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether a reporting verb stands shortly before, and not the speaker's own ("I said")."""
    return any(
        word in lexicon.reporting and _subject(words, at, lexicon) not in lexicon.own
        for at, word in enumerate(words)
    )


def _subject(words: Sequence[str], at: int, lexicon: Lexicon) -> str:
    """The nearest word before a verb that says whether the speaker or somebody else says it;
    empty if there is none."""
    known = lexicon.own | lexicon.others
    before = words[max(0, at - lexicon.subject_words) : at]
    return next((each for each in reversed(before) if each in known), "")
