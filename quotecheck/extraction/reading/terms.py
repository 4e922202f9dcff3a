"""Terms: quoted words that the text before marks as a name, lettering or a charge, not speech:
dubbed “The Eel”, a sign that read “Row on”, charged with “taking water”."""

from __future__ import annotations

import re
from functools import lru_cache

from quotecheck import lazily
from quotecheck.extraction.reading.alphabet import (
    ADVERB,
    AUXILIARY,
    BEING,
    HIM,
    NAME,
    PRONOUN,
    ROLE,
    TITLE,
    VERB,
    WHO,
)
from quotecheck.extraction.reading.word_classes import WordClasses

_KNOWN = lazily.pattern(
    r"\b(?:known|billed|sold|marketed)(?: (?:to \w+|\w+ly|also|then|better|best))* as$",
    re.IGNORECASE,
)
_ALIAS = lazily.pattern(r"\b(?:aka|a\.k\.a\.|alias)$", re.IGNORECASE)
# Under the act, “harm” means an injury.
_DEFINED = lazily.pattern(r"(?:means|refers to|stands for|is defined as|is short for)\b")
# The word “dear” is no longer used: the sentence is about a word.
_WORD = lazily.pattern(
    r"(?:^|[.?!”\"] )(?:The|This|That) (?:\w+ )?(?:word|term|phrase|name|label|nickname|slogan)$"
)
_LETTERED = (
    r"\b(?:{nouns})(?: (?!said|says)[\w’'-]+){{0,3}},?"
    r" (?:that |which )?(?:read|reads|reading|saying|say|says|said|bearing|emblazoned|proclaiming"
    r"|stating)"
    r"(?: (?:with|the words?|simply))*[,:]?$"
)
_CHARGED = lazily.pattern(
    r"\b(?:(?:charged|cited) with|(?:convicted|acquitted|guilty) (?:of|to)|indicted (?:for|on)"
    r"|(?:counts?|offen[cs]es?|crimes?) of|pleaded (?:not )?guilty to)"
    r"(?: (?:a|one|two|three|the))*$"
)
_PASSIVE = frozenset({"is", "are", "was", "were", "been", "be", "being", "a", "an", "the"})
_SUBJECTS = frozenset({PRONOUN, HIM, ROLE, TITLE, NAME, AUXILIARY, ADVERB, WHO})
_DEFINES = ("m", "r", "s", "i")  # first letters of: means, refers to, stands for, is defined as
_SAYS = frozenset(
    {"read", "reads", "reading", "saying", "say", "says", "said", "bearing", "emblazoned"}
    | {"proclaiming", "stating", "with", "words", "word", "simply"}
)
# The pattern to try, by the word right before the quotation.
_BY_LAST = {
    "as": _KNOWN,
    **dict.fromkeys(("aka", "a.k.a.", "alias"), _ALIAS),
    **dict.fromkeys(("with", "of", "to", "for", "on", "a", "one", "two", "three", "the"), _CHARGED),
    **dict.fromkeys(("word", "term", "phrase", "name", "label", "nickname", "slogan"), _WORD),
}
_THE = frozenset({"the", "The"})
_TWO = 2  # words
_CACHED = 64
_REACH = 90  # characters


def is_called(before: str, after: str, words: WordClasses, *, titled: bool) -> bool:
    """Return whether quoted words are a name of something, or a criminal charge.

    ``before`` is the line before them, without the last space, ``after`` what follows them.
    """
    if after[:1] in _DEFINES and _DEFINED.match(after):
        return True
    tail = before[-_REACH:]
    last = tail.rpartition(" ")[2]
    pattern = _BY_LAST.get(last.lower())
    if pattern is not None and pattern.search(tail):
        # The word “dear” is no longer used, but: the word “dear” offends.
        verb = words.classes.get(after.split(" ", 1)[0].lower()) if pattern is _WORD else "x"
        return verb in (AUXILIARY, BEING, VERB)
    if titled and last in words.vessels:
        return True
    if titled and last in _THE and words.is_role(after.split(" ", 1)[0]):
        return True  # the “Night Heron” actor
    return last.lower() in words.christened and _christened(tail.split(" "), words)


def is_lettering(before: str, words: WordClasses) -> bool:
    """Return whether quoted words are lettering: a sign that read “Row on”."""
    last = before.rpartition(" ")[2].rstrip(",:").lower()
    return last in _SAYS and _lettered(words.lettering).search(before[-_REACH:]) is not None


def _christened(beside: list[str], words: WordClasses) -> bool:
    """Return whether a participle of naming comes last, with no subject before it: Luna, dubbed."""
    if len(beside) < _TWO:
        return False
    last, earlier = beside[-2], beside[:-2]
    if last[-1:] in ",)":
        return not any(word.endswith(",") for word in earlier)  # Luna, who lost, named “Gull”
    if last.lower() in _PASSIVE:
        return True
    return last.islower() and words.classes.get(last) not in _SUBJECTS


@lru_cache(_CACHED)
def _lettered(nouns: frozenset[str]) -> re.Pattern[str]:
    """A pattern for a noun that bears lettering, and its verb: a sign that read."""
    listed = "|".join(sorted(map(re.escape, nouns), reverse=True)) or r"(?!)"
    return re.compile(_LETTERED.format(nouns=listed), re.IGNORECASE)
