"""Judging an edit that an ellipsis or a bracket shows: whether the mark is honest."""

from __future__ import annotations

import re
from collections.abc import Mapping

from quotecheck.model import Flag
from quotecheck.verify.compare.align import Edit
from quotecheck.verify.compare.changes import judge
from quotecheck.verify.compare.edits import Effect, JudgedEdit, Pair
from quotecheck.verify.compare.other_clause import from_other_clause, is_paused
from quotecheck.verify.compare.printed import Mark, MarkKind
from quotecheck.verify.compare.written import words_in_line

_NAMED = 8  # hidden words that a reason names
_STOP = re.compile(r"[.?!;]\s")
_AUXILIARIES = frozenset(
    ["is", "are", "was", "were", "am", "be", "been", "do", "does", "did", "has", "have", "had"]
)


def judge_marked(pair: Pair, edit: Edit, marks: Mapping[int, tuple[Mark, ...]]) -> list[JudgedEdit]:
    """The findings of an edit next to marks: the words that they cover, and the rest."""
    number = next(n for n in range(edit.q_low, edit.q_high + 1) if n in marks)
    before, hidden, after = _divide(edit, number)
    findings = [judge(pair, part) for part in (before, after) if not _is_empty(part)]
    said = pair.source.forms[hidden.s_low : hidden.s_high]
    if not _is_empty(hidden) and not any(list(mark.words) == said for mark in marks[number]):
        findings.insert(0 if _is_empty(before) else 1, _judge_hidden(pair, hidden, marks[number]))
    return findings


def _is_empty(edit: Edit) -> bool:
    return edit.s_low == edit.s_high and edit.q_low == edit.q_high


def _divide(edit: Edit, number: int) -> tuple[Edit, Edit, Edit]:
    """The parts of an edit before the mark at word ``number``, under the mark, and after it. The
    source's words next to the edit's ends go with the quote's words there."""
    left = min(number - edit.q_low, edit.s_high - edit.s_low)
    right = min(edit.q_high - number, edit.s_high - edit.s_low - left)
    first, last = edit.s_low + left, edit.s_high - right
    return (
        Edit(edit.s_low, first, edit.q_low, number),
        Edit(first, last, number, number),
        Edit(last, edit.s_high, number, edit.q_high),
    )


def _judge_hidden(pair: Pair, edit: Edit, marks: tuple[Mark, ...]) -> JudgedEdit:
    hidden = pair.source.forms[edit.s_low : edit.s_high]
    kinds = {mark.kind for mark in marks}
    limit = pair.limits.ellipsis_gap if MarkKind.ELLIPSIS in kinds else pair.limits.bracket_gap
    if len(hidden) > limit:
        return JudgedEdit(Effect.DROPPED, edit, reason="the mark hides too much")
    shown = {word for mark in marks for word in mark.words}
    negations = {
        pair.source.forms[at]
        for at in range(edit.s_low, edit.s_high)
        if pair.source.forms[at] in pair.lexicon.negations and not _is_interjection(pair, at)
    }
    if negations and not shown & pair.lexicon.negations and len(hidden) <= pair.limits.hidden_words:
        reason = f"the mark hides “{_shortened(pair, edit)}”"
        return JudgedEdit(Effect.FLIPPED, edit, (Flag.NEGATION,), reason)
    if not shown & pair.lexicon.negations and _reaches_over(pair, edit):
        reason = "the mark hides a negation of the words beside it"
        return JudgedEdit(Effect.FLIPPED, edit, (Flag.NEGATION,), reason)
    if (flag := _weakened(pair, edit, shown)) is not None:
        reason = f"the mark hides “{_shortened(pair, edit)}”"
        return JudgedEdit(Effect.FLIPPED, edit, (flag,), reason)
    if MarkKind.ELLIPSIS in kinds and (other := _hidden_subject(pair, edit)):
        reason = f"the mark hides another subject: “{other}”"
        return JudgedEdit(Effect.CHANGED, edit, reason=reason)
    if MarkKind.ELLIPSIS in kinds and not shown & pair.lexicon.negations:
        other_clause = from_other_clause(pair, edit)
        if other_clause is not None:
            return other_clause
    if pair.lexicon.turns_here(hidden):
        reason = f"the mark hides “{_shortened(pair, edit)}”"
        return JudgedEdit(Effect.MARKED, edit, (Flag.CROPPED,), reason)
    return JudgedEdit(Effect.MARKED, edit)


def _hidden_subject(pair: Pair, edit: Edit) -> str:
    """The hidden subject of the words after a mark, where the verb before the mark is the same:
    "the bread" of "the soup is good, the bread is stale", printed as "the soup is … stale" or "the
    soup … is stale"."""
    words, low, high = pair.source, edit.s_low, edit.s_high
    if not 0 < low < high < len(words.forms):
        return ""
    if high - low == 1 and words.forms[low] in pair.lexicon.speaking:
        return ""  # "The coaches, the fans, they were all great"
    verb = words.forms[high - 1] if words.forms[low - 1] == words.forms[high - 1] else ""
    last = high - 2 if verb else high - 1
    verb = verb or words.forms[high]
    if verb not in _governing(pair) or is_paused(pair, last + 1):
        return ""
    for at in range(last, max(low - 1, last - pair.limits.clause_words), -1):
        joined = at > 1 and words.forms[at - 1] in pair.lexicon.turning
        first = at - 1 if joined else at  # "good, but the bread"
        begins = is_paused(pair, first)
        again = joined and words.forms[low - 1] == words.forms[high - 1]
        if (begins or again) and words.forms[
            at
        ] in pair.lexicon.determiners | pair.lexicon.speaking:
            return pair.text[words.starts[at] : words.ends[last]]
    return ""


def _shortened(pair: Pair, edit: Edit) -> str:
    """The first words that a mark hides, as the source has them."""
    last = min(edit.s_high, edit.s_low + _NAMED) - 1
    said = words_in_line(pair.text, pair.source, edit.s_low, last + 1)
    return said if last == edit.s_high - 1 else f"{said} …"


def _weakened(pair: Pair, edit: Edit, shown: set[str]) -> Flag | None:
    """The flag of an omission that takes a "could" or "will not" from the verb after the mark, or
    hides little more than a hedge."""
    lexicon, hidden = pair.lexicon, tuple(pair.source.forms[edit.s_low : edit.s_high])
    low, high = edit.s_low, edit.s_high
    if low and high < len(pair.source) and not shown:
        touches = not is_paused(pair, low)
        governs = hidden[0] in _governing(pair)
        if touches and governs and not lexicon.negations.isdisjoint(hidden[1:2]):
            return Flag.NEGATION
        if touches and hidden[0] in lexicon.modals:
            return Flag.MODAL
    if len(hidden) <= pair.limits.hidden_words and not shown & {
        w for h in lexicon.hedges for w in h
    }:
        bare = tuple(word for word in hidden if word not in lexicon.function)
        if {bare, hidden} & (lexicon.hedges - lexicon.opinions):
            return Flag.HEDGE
    counted = any(hidden[at:] in lexicon.quantities for at in range(len(hidden)))
    if counted and high < len(pair.source) and pair.source.forms[high] in lexicon.determiners:
        return Flag.HEDGE  # "two of … the three goals"
    return None


def _reaches_over(pair: Pair, edit: Edit) -> bool:
    """Return whether hidden words begin or end with a negation that belongs to the words shown
    beside them: "is … safe" of "is not, as some of them told us, safe", "will … hold" of "will, I
    fear, not"."""
    low, high, forms = edit.s_low, edit.s_high, pair.source.forms
    if not 0 < low < high < len(forms):
        return False
    lexicon = pair.lexicon
    governed = (
        forms[low - 1] in _governing(pair)
        or (forms[low - 1] in lexicon.speaking and len(forms[low]) > 2)
        or "to" in forms[high - 1 : high + 1]
    )  # "I … play" of "I refuse, whatever they offer us, to play"
    at_start = forms[low] in lexicon.negations and governed
    at_end = forms[high - 1] in lexicon.negations
    return (
        at_start
        and not is_paused(pair, low)
        and not _STOP.search(pair.text, pair.source.ends[low], pair.source.starts[high])
    ) or (at_end and not is_paused(pair, high))


def _governing(pair: Pair) -> frozenset[str]:
    """Words after which a "not" belongs to the words that follow: modals and forms of “be”, “do”,
    “have”."""
    return pair.lexicon.modals | _AUXILIARIES


def _is_interjection(pair: Pair, at: int) -> bool:
    """Return whether a word such as "no" stands alone, a mark right after it."""
    end = pair.source.ends[at]
    return bool(re.match(r"\s*[,.!]", pair.text[end : end + 3]))
