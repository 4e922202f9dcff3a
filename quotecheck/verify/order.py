"""Words that stand in another place than the speaker put them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from quotecheck.verify.align import Alignment
from quotecheck.verify.changes import Change, Finding, Pair

REASON = "the order of the words was changed"


def moved_words(pair: Pair, findings: Sequence[Finding]) -> list[Finding]:
    """The findings, with words that were left out here and put in there judged as changed."""
    judged = list(findings)
    for first in range(len(judged) - 1):
        for second in range(first + 1, min(first + 3, len(judged))):
            if not _is_move(pair, judged[first], judged[second]):
                continue
            garbled = _is_garbled(pair, judged[first], judged[second])
            for number in first, second:
                judged[number] = replace(
                    judged[number],
                    change=Change.NOISE if garbled else Change.CHANGED,
                    reason="" if garbled else REASON,
                    moved=not garbled,
                )
    return judged


def moved_in(pair: Pair, found: Alignment, findings: Sequence[Finding]) -> list[Finding]:
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
            judged[number] = replace(finding, change=Change.CHANGED, reason=REASON, moved=True)
    return judged


def _is_garbled(pair: Pair, one: Finding, other: Finding) -> bool:
    """Whether nobody else in the sources uses the source's order, and many use the quote's."""
    spoken = pair.source.forms[one.edit.s_low : other.edit.s_high + 1]
    printed = pair.quote.forms[one.edit.q_low : other.edit.q_high + 1]
    rules = pair.limits.order
    if max(len(spoken), len(printed)) > rules.slip_words:
        return False
    slips = pair.count(spoken)
    return slips <= pair.limits.rare and pair.count(printed) > slips * rules.slip_odds


def _is_move(pair: Pair, one: Finding, other: Finding) -> bool:
    if {one.change, other.change} & {Change.STYLE, Change.MARKED}:
        return False
    if other.edit.q_low - one.edit.q_high > pair.limits.order.reach:
        return False
    taken = [pair.source.forms[f.edit.s_low : f.edit.s_high] for f in (one, other)]
    put = [pair.quote.forms[f.edit.q_low : f.edit.q_high] for f in (one, other)]
    if not any(taken) or not any(put):
        return False
    return sorted(taken[0]) == sorted(put[1]) and sorted(taken[1]) == sorted(put[0])
