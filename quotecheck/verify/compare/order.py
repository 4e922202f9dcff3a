"""Words in another place than where the speaker put them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from quotecheck.verify.compare.align import Alignment
from quotecheck.verify.compare.edits import Effect, JudgedEdit, Pair
from quotecheck.verify.compare.lightness import QUANTIFIERS

REASON = "the words of the source were put into another order"
_OR_NOT = ["or", "not"]
_CASES = ({"me", "i"}, {"him", "he"}, {"her", "she"}, {"them", "they"}, {"us", "we"})
_JOINED = 4  # words joined to a pronoun
_NAMED = 4  # words of a phrase that a reason names


def moved_words(pair: Pair, findings: Sequence[JudgedEdit]) -> list[JudgedEdit]:
    """The findings, with words left out in one place and put in at another judged as changed."""
    judged = list(findings)
    for first in range(len(judged) - 1):
        for last in range(first + 1, min(first + pair.limits.order.edits, len(judged))):
            group = judged[first : last + 1]
            if _floats(pair, group) or _is_after_you(pair, group):
                judged[first : last + 1] = [replace(each, change=Effect.LIGHT) for each in group]
                continue
            if not _is_move(pair, group):
                continue
            if _stays_with_verb(pair, group) or _is_or_not(pair, group):
                judged[first : last + 1] = [replace(each, change=Effect.LIGHT) for each in group]
                continue
            garbled = _is_garbled(pair, group[0], group[-1])
            reason = "" if garbled else _whereabouts(pair, group)
            judged[first : last + 1] = [
                replace(
                    each,
                    change=Effect.NOISE if garbled else Effect.CHANGED,
                    reason=reason,
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
        if found.low and _is_turned_round(before, words):
            judged[number] = replace(finding, change=Effect.LIGHT)
        elif (near_start and before == words) or (near_end and after == words):
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


def _floats(pair: Pair, group: Sequence[JudgedEdit]) -> bool:
    """Return whether an "all" or "both" only moves to the other side of the words that it counts:
    "all of us", "us all"; "the girls are both", "both girls are"."""
    taken, put = _words(pair, group)
    slight = {*pair.lexicon.articles, "the", "of"}
    moved = [word for word in put if word not in slight]
    if not moved or moved != [word for word in taken if word not in slight]:
        return False
    between = _between(pair, group)
    if not pair.lexicon.negations.isdisjoint(between):
        return False
    pronouns = pair.lexicon.pronouns
    if pronouns.issuperset(moved):
        return QUANTIFIERS.issuperset(between) and bool(between)
    if not QUANTIFIERS.issuperset(moved):
        return False
    if pronouns.issuperset(between):
        return "of" in (*taken, *put)
    last = pair.source.forms[group[-1].edit.s_low - 1]
    return last in pair.lexicon.auxiliaries and group[0].edit.q_low == 0


def _is_after_you(pair: Pair, group: Sequence[JudgedEdit]) -> bool:
    """Return whether a pronoun only changes places with the words joined to it, in the correct
    case: "me and my sister", "my sister and I"."""
    taken, put = _words(pair, group)
    return 0 < len(_between(pair, group)) <= _JOINED and _is_turned_round(taken, put)


def _is_turned_round(taken: Sequence[str], put: Sequence[str]) -> bool:
    """Return whether the words are a pronoun and an "and", and the same the other way round."""
    if len(taken) != 2 or len(put) != 2 or taken[1] != "and" or put[0] != "and":
        return False
    return any({taken[0], put[1]} <= case for case in _CASES)


def _is_or_not(pair: Pair, group: Sequence[JudgedEdit]) -> bool:
    """Return whether the "or not" of a "whether" moves to the end of its clause."""
    taken, _ = _words(pair, group)
    before = pair.quote.forms[: group[-1].edit.q_low]
    return _OR_NOT in (taken, _between(pair, group)) and "whether" in before


def _between(pair: Pair, group: Sequence[JudgedEdit]) -> list[str]:
    """The words of the quote between the first of some edits and the last."""
    return list(pair.quote.forms[group[0].edit.q_high : group[-1].edit.q_low])


def _words(pair: Pair, group: Sequence[JudgedEdit]) -> tuple[list[str], list[str]]:
    """The words that some edits take out, and those that they put in."""
    edits = [finding.edit for finding in group]
    taken = [word for each in edits for word in pair.source.forms[each.s_low : each.s_high]]
    put = [word for each in edits for word in pair.quote.forms[each.q_low : each.q_high]]
    return taken, put


def _is_garbled(pair: Pair, one: JudgedEdit, other: JudgedEdit) -> bool:
    """Return whether the source's order occurs nowhere else in the sources, and the quote's
    often."""
    spoken = pair.source.forms[one.edit.s_low : other.edit.s_high + 1]
    printed = pair.quote.forms[one.edit.q_low : other.edit.q_high + 1]
    rules = pair.limits.order
    if max(len(spoken), len(printed)) > rules.slip_words:
        return False
    slips = pair.count(spoken)
    return slips <= pair.limits.rare and pair.count(printed) > slips * rules.slip_odds


def _whereabouts(pair: Pair, group: Sequence[JudgedEdit]) -> str:
    """A sentence for the editor on the phrase of the source that a quote has in another place, or
    the two that it exchanged."""
    one, other = group[0].edit, group[-1].edit
    said = [(edit.s_low, edit.s_high) for edit in (one, other) if edit.s_low < edit.s_high]
    if len(group) > 2 or any(high - low > _NAMED for low, high in said):
        return REASON
    first, *second = (
        pair.text[pair.source.starts[low] : pair.source.ends[high - 1]] for low, high in said
    )
    if not second:
        return f"the quote has “{first}” in another place"
    if pair.source.forms[one.s_low : one.s_high] != pair.quote.forms[other.q_low : other.q_high]:
        return REASON
    return f"the quote has “{first}” and “{second[0]}” the other way round"


def _is_move(pair: Pair, group: Sequence[JudgedEdit]) -> bool:
    """Return whether edits near each other take out exactly the words that they put in."""
    edits = [finding.edit for finding in group]
    if any(finding.change in (Effect.STYLE, Effect.MARKED) for finding in group):
        return False
    if any(b.q_low - a.q_high > pair.limits.order.reach for a, b in pairwise(edits)):
        return False
    taken, put = _words(pair, group)
    return bool(taken) and sorted(taken) == sorted(put)
