"""Words after an ellipsis that belong to a clause whose beginning the ellipsis hides: "proud of the
… way it was done" of "proud of the team, and not proud of the way it was done"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quotecheck.model import Flag
from quotecheck.verify.compare.edits import Effect, JudgedEdit
from quotecheck.verify.compare.lightness import QUANTIFIERS
from quotecheck.verify.compare.risk import is_opposite
from quotecheck.verify.compare.written import words_in_line

if TYPE_CHECKING:
    from quotecheck.verify.compare.align import Edit
    from quotecheck.verify.compare.edits import Pair

_CLAUSE = "the mark hides where another clause begins"
_PAUSE = re.compile(r"[^\s“”\"'’‘]")
_STOP = re.compile(r"[.?!;:—–…]|--")
_COORDINATING = frozenset(("and", "or", "but", "so", "yet", "because"))
_BEGINNING = _COORDINATING | {"that", "which", "who", "whom", "when", "where", "while", "if"}
_SUBJECTS = frozenset(("it", "you", "there", "nobody", "everybody", "everyone"))


def from_other_clause(pair: Pair, edit: Edit) -> JudgedEdit | None:
    """The finding for a hidden stretch where the words after it continue a clause that begins
    inside it and has a negation, a subject and verb or an opposite of its own. None where they
    begin a clause, continue the clause before, or where the words right before both are the
    same."""
    forms, low, high = pair.source.forms, edit.s_low, edit.s_high
    if not 0 < low < high < len(forms) or is_paused(pair, high):
        return None
    if forms[high] in _BEGINNING or forms[high - 1] in _COORDINATING:
        return None
    start = _beginning(pair, low, high)
    if start is None:
        return None
    end = high
    while end > start and low - high + end > 0 and forms[low - 1 - high + end] == forms[end - 1]:
        end -= 1
    hidden = f"“{words_in_line(pair.text, pair.source, start, high)}”"
    if _is_denied(pair, start, end, high):
        if is_paused(pair, low):
            return JudgedEdit(Effect.MARKED, edit, (Flag.CROPPED,), f"{_CLAUSE}: {hidden}")
        reason = f"the mark hides a negation of what stands behind it: {hidden}"
        return JudgedEdit(Effect.FLIPPED, edit, (Flag.NEGATION,), reason)
    if _says_otherwise(pair, start, end, low):
        return JudgedEdit(Effect.MARKED, edit, (Flag.CROPPED,), f"{_CLAUSE}: {hidden}")
    return None


def _is_denied(pair: Pair, start: int, end: int, high: int) -> bool:
    """Return whether a negation reaches past the end of a clause, not counting one that stands
    alone ("no,") or that a comma closes before the end."""
    for at in range(start, end):
        if pair.source.forms[at] in pair.lexicon.negations:
            marks = [each for each in range(at + 1, high) if is_paused(pair, each)]
            if len(marks) % 2 == 0 and at + 1 not in marks:
                return True
    return False


def _beginning(pair: Pair, low: int, high: int) -> int | None:
    """The first of the hidden words that belong to the clause that goes on after them; None where
    no clause begins among them."""
    forms, lexicon = pair.source.forms, pair.lexicon
    subjects = lexicon.speaking | _SUBJECTS
    for at in range(high - 1, low - 1, -1):
        if at and _has_mark(pair, at, _STOP):
            return at
        after = forms[at + 1] if at + 1 < high else ""
        if forms[at] in _COORDINATING | lexicon.turning and (
            after in subjects | lexicon.determiners | lexicon.auxiliaries | lexicon.negations
            or forms[at] in lexicon.turning - {"and"}
            or _is_verb(pair, at + 1)
        ):
            return at
        if forms[at] in subjects and is_paused(pair, at):
            return at
    return None


def _is_verb(pair: Pair, at: int) -> bool:
    """Return whether a word stands where only a verb can, between an "and" and a "the" or "a"."""
    lexicon, forms = pair.lexicon, pair.source.forms
    if at + 1 >= len(forms) or forms[at] in lexicon.function | QUANTIFIERS | lexicon.determiners:
        return False
    return forms[at + 1] in lexicon.determiners and not is_paused(pair, at + 1)


def _says_otherwise(pair: Pair, start: int, end: int, low: int) -> bool:
    """Return whether the words of a clause, without those that it shares with what is shown before
    ``low``, say something else about what follows: they have another subject or verb, turn it
    round, or are opposite."""
    lexicon, forms = pair.lexicon, pair.source.forms
    own, shown = forms[start:end], forms[:low]
    rest = [word for word in own if (word,) not in lexicon.fillers]
    subject = next((word for word in rest[:2] if word in lexicon.speaking | _SUBJECTS), "")
    verbal = [word for word in rest if word not in _COORDINATING and word != subject]
    if subject and (verbal or forms[end - 1] == subject):
        return True
    if any(_is_verb(pair, at) for at in (start, start + 1) if at < end):
        return True
    if not lexicon.auxiliaries.isdisjoint(rest) and not lexicon.determiners.isdisjoint(rest[:2]):
        return True
    if rest and rest[0] in lexicon.turning - {"and"}:
        return bool(verbal)
    return any(is_opposite((one,), (other,), lexicon) for one in rest for other in shown)


def is_paused(pair: Pair, at: int) -> bool:
    """Return whether a mark, quotation marks aside, stands right before a word of the source."""
    return _has_mark(pair, at, _PAUSE)


def _has_mark(pair: Pair, at: int, mark: re.Pattern[str]) -> bool:
    """Return whether a mark stands right before a word of the source."""
    words = pair.source
    return bool(mark.search(pair.text, words.ends[at - 1], words.starts[at]))
