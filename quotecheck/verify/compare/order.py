"""Words that stand in another place than the speaker put them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from quotecheck.verify.compare.align import Alignment
from quotecheck.verify.compare.edits import Effect, JudgedEdit, Pair

REASON = "the order of the words was changed"


def moved_words(pair: Pair, findings: Sequence[JudgedEdit]) -> list[JudgedEdit]:
    """The findings, with words that were left out here and put in there judged as changed."""
    judged = list(findings)
    for first in range(len(judged) - 1):
        for last in range(first + 1, min(first + pair.limits.order.edits, len(judged))):
            group = judged[first : last + 1]
            if not _is_move(pair, group):
                continue
            if _stays_with_verb(pair, group):
                judged[first : last + 1] = [replace(each, change=Effect.LIGHT) for each in group]
                continue
            garbled = _is_garbled(pair, group[0], group[-1])
            judged[first : last + 1] = [
                replace(
                    each,
                    change=Effect.NOISE if garbled else Effect.CHANGED,
                    reason="" if garbled else REASON,
                    moved=not garbled,
                )
                for each in group
            ]
    return judged


def moved_in(pair: Pair, found: Alignment, findings: Sequence[JudgedEdit]) -> list[JudgedEdit]:
    """The findings, with words judged as changed that the quote has inside and the source right
    before or after the passage: "have we to go" for "we have to go"."""
    judged, edge = list(findings), pair.limits.order.edge
    for number, finding in enumerate(judged):
        edit = finding.edit
        words = pair.quote.forms[edit.q_low : edit.q_high]
        length = len(words)
        if tuple(words) in pair.lexicon.openers | pair.lexicon.fillers:
            continue
        if not words or edit.s_low != edit.s_high or not 0 < edit.q_low < len(pair.quote) - length:
            continue
        before = pair.source.forms[max(0, found.low - length) : found.low]
        after = pair.source.forms[found.high : found.high + length]
        near_start, near_end = edit.q_low <= edge, len(pair.quote) - edit.q_high <= edge
        if (near_start and before == words) or (near_end and after == words):
            judged[number] = replace(finding, change=Effect.CHANGED, reason=REASON)
    return judged


def _stays_with_verb(pair: Pair, group: Sequence[JudgedEdit]) -> bool:
    """Return whether a small adverb only moves among the auxiliaries of its verb: "should have
    never", "never should have"."""
    low, high = group[0].edit, group[-1].edit
    between = pair.quote.forms[low.q_high : high.q_low]
    moved = {
        word for each in group for word in pair.quote.forms[each.edit.q_low : each.edit.q_high]
    }
    lexicon = pair.lexicon
    adverbs = lexicon.focus | lexicon.negations - {"not", "no", "nor", "without"}
    return moved <= adverbs and bool(between) and lexicon.auxiliaries.issuperset(between)


def _is_garbled(pair: Pair, one: JudgedEdit, other: JudgedEdit) -> bool:
    """Return whether nobody else in the sources uses the source's order, and many use the
    quote's."""
    spoken = pair.source.forms[one.edit.s_low : other.edit.s_high + 1]
    printed = pair.quote.forms[one.edit.q_low : other.edit.q_high + 1]
    rules = pair.limits.order
    if max(len(spoken), len(printed)) > rules.slip_words:
        return False
    slips = pair.count(spoken)
    return slips <= pair.limits.rare and pair.count(printed) > slips * rules.slip_odds


def _is_move(pair: Pair, group: Sequence[JudgedEdit]) -> bool:
    """Return whether edits that stand near each other take out just the words that they put in."""
    edits = [finding.edit for finding in group]
    if any(finding.change in (Effect.STYLE, Effect.MARKED) for finding in group):
        return False
    if any(b.q_low - a.q_high > pair.limits.order.reach for a, b in pairwise(edits)):
        return False
    taken = [word for each in edits for word in pair.source.forms[each.s_low : each.s_high]]
    put = [word for each in edits for word in pair.quote.forms[each.q_low : each.q_high]]
    return bool(taken) and sorted(taken) == sorted(put)
