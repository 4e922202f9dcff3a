"""Edits put where they belong: at the ends of a quotation, and around a number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from quotecheck.verify.align import Alignment, Edit
from quotecheck.verify.changes import Change, Pair, is_garbled, is_kin, judge, same_in_style
from quotecheck.verify.risk import is_opposite
from quotecheck.verify.speech import strip_fillers

_AKIN = 6  # words at the end of a quote that may be the source's in another form
_OPENING = 2  # first words of a quote that may stand apart from the rest
_REACH = 12  # words between them and the rest
_STOP = re.compile(r"[.?!:\n]")
_PAUSE = re.compile(r"[^\s“”\"'’‘]")  # between two words


def with_currency(pair: Pair, found: Alignment) -> Alignment:
    """The alignment with the currency that the source writes just outside of it, on the other side
    of a number than the quote: "$2 million" at the end of a quote for "two million dollars"."""
    forms, low, high = pair.source.forms, found.low, found.high
    after = high < len(forms) and (forms[high],) in pair.lexicon.currencies
    before = low > 0 and (forms[low - 1],) in pair.lexicon.currencies
    for number, edit in enumerate(found.edits if after or before else ()):
        whole = replace(edit, s_high=high + 1, q_high=len(pair.quote))
        if after and _is_style(pair, whole):
            return Alignment(low, high + 1, (*found.edits[:number], whole))
        whole = replace(edit, s_low=low - 1, q_low=0)
        if before and _is_style(pair, whole):
            return Alignment(low - 1, high, (whole, *found.edits[number + 1 :]))
    return found


def with_edges(pair: Pair, found: Alignment) -> Alignment:
    """Unmatched words at either end, paired with the source's words there if they are akin."""
    edits, low, high = list(found.edits), found.low, found.high
    if edits and edits[0].q_low == 0 and edits[0].s_high == low:
        edits[0] = _paired(pair, edits[0], -1)
        low = edits[0].s_low
    last = edits[-1] if edits else None
    if last and last.q_high == len(pair.quote) and last.s_low == last.s_high == high:
        edits[-1] = _paired(pair, last, 1)
        high = edits[-1].s_high
    return Alignment(low, high, tuple(edits))


def with_opening(pair: Pair, found: Alignment) -> Alignment:
    """The alignment with the first words of the quote, which stand nowhere right before the place,
    at the beginning of the source's sentence: "And [we have seen them] take it up"."""
    first = found.edits[0] if found.edits else None
    if first is None or first.q_low or first.s_low != first.s_high or first.q_high > _OPENING:
        return found
    opening, low = pair.quote.forms[: first.q_high], first.s_high
    for at in range(low - 1, max(-1, low - _REACH - 1), -1):
        words_on = at + len(opening)
        if pair.source.forms[at:words_on] == opening and _begins_sentence(pair, at):
            edit = Edit(words_on, low, first.q_high, first.q_high)
            return Alignment(at, found.high, (edit, *found.edits[1:]))
        if at < low - 1 and _ends_sentence(pair, at):
            break
    return found


def _begins_sentence(pair: Pair, at: int) -> bool:
    return at == 0 or _ends_sentence(pair, at - 1)


def _ends_sentence(pair: Pair, at: int) -> bool:
    between = pair.text[pair.source.ends[at] : pair.source.starts[at + 1]]
    return bool(_STOP.search(between))


def joined_numbers(pair: Pair, edits: Sequence[Edit]) -> list[Edit]:
    """Edits with only parts of a number between them as one: "$1 trillion", "a trillion dollars"
    differ before and after "trillion"."""
    joined: list[Edit] = []
    for edit in edits:
        last = joined[-1] if joined else None
        between = pair.quote.forms[last.q_high : edit.q_low] if last else []
        if last and len(between) <= 2 and all(map(pair.lexicon.is_number, between)):
            whole = Edit(last.s_low, edit.s_high, last.q_low, edit.q_high)
            if _is_style(pair, whole):
                joined[-1] = whole
                continue
        joined.append(edit)
    return joined


def _paired(pair: Pair, edit: Edit, side: int) -> Edit:
    printed = tuple(pair.quote.forms[edit.q_low : edit.q_high])
    if len(printed) > _AKIN:
        return edit
    for length in sorted(range(1, len(printed) + 3), key=lambda n: abs(n - len(printed))):
        s_low = edit.s_low - length if side < 0 else edit.s_low
        s_high = s_low + length
        if s_low < 0 or s_high > len(pair.source):
            continue
        spoken = tuple(pair.source.forms[s_low:s_high])
        if (
            same_in_style(spoken, printed, pair.lexicon)
            or is_garbled(spoken, printed, pair)
            or is_opposite(spoken, printed, pair.lexicon)
            or (len(spoken) == len(printed) == 1 and is_kin(spoken[0], printed[0], pair))
        ):
            return replace(edit, s_low=s_low, s_high=s_high)
    return _exchanged(pair, edit, side)


def _exchanged(pair: Pair, edit: Edit, side: int) -> Edit:
    """A word of weight at an end of the quote, paired with the one that the source's sentence has
    in its place: "the harbor door" for "the harbor gate"."""
    at = edit.s_low - 1 if side < 0 else edit.s_low
    if edit.q_high - edit.q_low != 1 or not 0 <= at < len(pair.source):
        return edit
    if (
        pair.source.forms[at] in pair.lexicon.function
        or judge(pair, edit).change is not Change.CHANGED
    ):
        return edit
    starts, ends = pair.source.starts, pair.source.ends
    near = at + 1 if side < 0 else at
    if not 0 < near < len(pair.source) or _PAUSE.search(pair.text, ends[near - 1], starts[near]):
        return edit
    return replace(edit, s_low=at, s_high=at + 1)


def _is_style(pair: Pair, edit: Edit) -> bool:
    printed = tuple(pair.quote.forms[edit.q_low : edit.q_high])
    return same_in_style(strip_fillers(pair, edit), printed, pair.lexicon)
