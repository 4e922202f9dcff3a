"""Asides that a speaker adds after words: a hedge, or a condition without a main clause of its own.
A "yeah," or "well," before it is skipped."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quotecheck.sources.canonical import Canon
from quotecheck.verify.compare.lexicon import FoldedLists
from quotecheck.verify.context.running_on import goes_on

_LEAD = re.compile(r"(?P<mark>[^\w\n]{1,5})(?P<words>\w[\w’' ]{0,24}?)\s?[,–—-]+\s+(?=\w)")
_DASH = re.compile(r"\s?(?:[–—]|--?)\s+(?=\w)")
_SENTENCE = re.compile(
    r"[^\w\n]{0,3}[.?!][”\"’')]*\s+(?P<clause>[^,.?!\n]+)(?P<rest>[^.?!\n]*)[.?!]"
)
_MOST = 3  # interjections in a row
_CLOSES = re.compile(r"[,;:.?!—–…]")


def without_interjections(after: str, canon: Canon, lexicon: FoldedLists) -> str:
    """The words after a passage without those that only lead into them: ", as far as I know" of ",
    yeah, as far as I know"; a comma stands for a dash."""
    after = _DASH.sub(", ", after, count=1) if _DASH.match(after) else after
    for _ in range(_MOST):
        lead = _LEAD.match(after)
        if lead is None or tuple(canon.forms(lead["words"])) not in _leading(lexicon):
            break
        mark = ", " if _DASH.match(after) else lead["mark"]
        after = mark + after[lead.end() :]
    return after


def is_lone_condition(after: str, canon: Canon, lexicon: FoldedLists) -> bool:
    """Return whether the next sentence is a hedge, or a condition with no main clause except its
    own consequence: "Unless it rains.", "Unless it rains, and then we stay.", "If they come, we
    will."."""
    said = _SENTENCE.match(after)
    if said is None:
        return False
    words = _bare(tuple(canon.forms(said["clause"])), lexicon)
    rest = canon.forms(said["rest"])
    if not rest and words in lexicon.hedges | lexicon.framing:
        return True
    if not lexicon.sets_condition(words):
        return False
    if not rest:
        return True
    if rest[0] in ("and", "but"):
        return said["rest"].count(",") == 1 and not lexicon.sets_condition(rest[1:])
    return len(rest) > 1 and lexicon.auxiliaries.issuperset(
        word for word in rest[1:] if word not in lexicon.negations
    )


def narrows_negation(passage: str, after: str, canon: Canon, lexicon: FoldedLists) -> bool:
    """Return whether a passage denies something altogether that the speaker denies only in part, or
    only for ever: "it isn't closing" of "it isn't closing for good"."""
    if not goes_on(after):
        return False
    clause = canon.forms(_CLOSES.split(passage)[-1])
    return not lexicon.negations.isdisjoint(clause) and lexicon.begins_with(
        lexicon.scopes, canon.forms(after)
    )


def _leading(lexicon: FoldedLists) -> frozenset[tuple[str, ...]]:
    return (lexicon.openers | lexicon.fillers) - {("but",)}


def _bare(words: tuple[str, ...], lexicon: FoldedLists) -> Sequence[str]:
    """The words without those that only open a sentence."""
    while len(words) > 1 and words[:1] in lexicon.openers:
        words = words[1:]
    return words
