"""Words that a speaker says without stating them: in a question, a condition, a supposition, or as
a former view."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quotecheck.sources.canonical import Canon
from quotecheck.verify.compare.lexicon import FoldedLists
from quotecheck.verify.context.secondhand import last_sentence

_END = re.compile(r"[.?!\n]")
_CLAUSE = re.compile(r"[,;:—–]\s")
_WHO = "who"  # "Who says that …?"
_SUPPORT = ("do", "does", "did")
_PAST = frozenset(("thought", "believed", "assumed", "felt"))
_LETTER = re.compile(r"[^\W\d_]")


def unasserted(before: str, quote: str, after: str, canon: Canon, lexicon: FoldedLists) -> str:
    """A sentence for the editor on why the speaker does not state a passage, by the words before
    and after it; empty if it may be stated. A quote that keeps the question mark is honest."""
    sentence = last_sentence(before)
    words = _without_openers(tuple(canon.forms(sentence)), lexicon)
    if not words:
        return ""
    if _is_asked(words, quote, after, lexicon):
        return "the source has these words in a question"
    bare = words[:-1] if words[-1] == "that" else words
    if bare in lexicon.suppositions:
        return f"the speaker only supposes it: “{sentence.strip()}”"
    if any(bare[at:] in lexicon.past_views for at in range(len(bare))) or _is_past(bare, lexicon):
        return "the speaker describes what they used to say or think"
    clause = _without_openers(tuple(canon.forms(_CLAUSE.split(sentence)[-1])), lexicon)
    if lexicon.sets_condition(clause) and _brings_clause(clause, lexicon):
        return "the source has these words in a condition"
    return ""


def _is_asked(words: Sequence[str], quote: str, after: str, lexicon: FoldedLists) -> bool:
    """Return whether the words before a passage make it a question: "Is it true that", "Do"."""
    end = _END.search(after)
    if "?" in quote or end is None or end.group() != "?":
        return False
    if words[0] not in lexicon.auxiliaries:
        return words[0] == _WHO and words[-1] != _WHO and _brings_clause(words, lexicon)
    if len(words) > 1:
        return _brings_clause(words, lexicon)
    first = _LETTER.search(quote)
    return words[0] in _SUPPORT and first is not None and first.group().isupper()


def _is_past(words: Sequence[str], lexicon: FoldedLists) -> bool:
    """Return whether words introduce something that the speaker used to think: "back then I
    thought"."""
    thought = words[-1:] and words[-1] in lexicon.thinking and words[-1] in _PAST
    return bool(thought) and (
        not lexicon.past_times.isdisjoint(words) and not lexicon.own.isdisjoint(words[-3:-1])
    )


def _brings_clause(words: Sequence[str], lexicon: FoldedLists) -> bool:
    """Return whether words end with a verb of saying or thinking, or with "true that"."""
    last = words[-2] if len(words) > 1 and words[-1] == "that" else words[-1]
    views = lexicon.reporting | lexicon.thinking | lexicon.beliefs | lexicon.doubts
    return last in views and last not in lexicon.facts


def _without_openers(words: tuple[str, ...], lexicon: FoldedLists) -> tuple[str, ...]:
    """The words without an "And", a "So" or the like before them."""
    while words[:1] in lexicon.openers or (words and words[0] in lexicon.turning):
        words = words[1:]
    return words
