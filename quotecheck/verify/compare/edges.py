"""Putting edits where they belong at the ends of a quotation."""

from __future__ import annotations

import re
from dataclasses import replace

from quotecheck.verify.compare.align import Alignment, Edit
from quotecheck.verify.compare.changes import judge, same_in_style, without_shared
from quotecheck.verify.compare.edits import Effect, Pair
from quotecheck.verify.compare.folding import WordTuple
from quotecheck.verify.compare.garbled import is_garbled
from quotecheck.verify.compare.lightness import is_kin
from quotecheck.verify.compare.risk import is_opposite

_STOP = re.compile(r"[.?!:\n]")
_STRAYS = 2  # small words at the end that do not show the passage
_PAUSE = re.compile(r"[^\s“”\"'’‘-]|\s-|-[\s-]")  # between two words; a hyphen joins them


def with_true_ends(pair: Pair, found: Alignment) -> Alignment:
    """The alignment with the first and the last words of the quote matched to their words in the
    source, if need be to unlike words in the same place."""
    found = _off_later_sentences(pair, found)
    found = _within_its_sentence(pair, _on_garbled_words(pair, found))
    return _with_opening(pair, _with_akin_ends(pair, found))


def _with_akin_ends(pair: Pair, found: Alignment) -> Alignment:
    """The alignment with unmatched words at either end paired with the source's words there, if
    they are akin."""
    edits, low, high = list(found.edits), found.low, found.high
    if edits and edits[0].q_low == 0 and edits[0].s_high == low:
        edits[0] = _paired(pair, edits[0], -1)
        low = edits[0].s_low
    last = edits[-1] if edits else None
    if last and last.q_high == len(pair.quote) and last.s_low == last.s_high == high:
        edits[-1] = _paired(pair, last, 1)
        high = edits[-1].s_high
    return Alignment(low, high, tuple(edits))


def _off_later_sentences(pair: Pair, found: Alignment) -> Alignment:
    """The alignment without small words at the end of the quote that were matched to equal ones in
    a later sentence of the source, across words that are not printed."""
    last, length = (found.edits[-1] if found.edits else None), len(pair.quote)
    if last is None or last.q_low != last.q_high or not 0 < length - last.q_high <= _STRAYS:
        return found  # after no words of the quote the source may have none either
    strays = pair.quote.forms[last.q_high :]
    words = pair.source
    gap = pair.text[words.ends[last.s_low - 1] if last.s_low else 0 : words.starts[last.s_high]]
    if not strays or not pair.lexicon.function.issuperset(strays) or not _STOP.search(gap):
        return found
    added = Edit(last.s_low, last.s_low, last.q_low, length)
    return Alignment(found.low, last.s_low, (*found.edits[:-1], added))


def _with_opening(pair: Pair, found: Alignment) -> Alignment:
    """The alignment with the first words of the quote, which are not right before the place,
    matched to the beginning of the source's sentence: "And [we have seen them] take it up"."""
    first = found.edits[0] if found.edits else None
    if (
        first is None
        or first.q_low
        or first.s_low != first.s_high
        or first.q_high > pair.limits.edges.opening_words
    ):
        return found
    opening, low = pair.quote.forms[: first.q_high], first.s_high
    for at in range(low - 1, max(-1, low - pair.limits.edges.opening_reach - 1), -1):
        words_on = at + len(opening)
        if pair.source.forms[at:words_on] == opening and _begins_sentence(pair, at):
            edit = Edit(words_on, low, first.q_high, first.q_high)
            return Alignment(at, found.high, (edit, *found.edits[1:]))
        if at < low - 1 and _ends_sentence(pair, at):
            break
    return found


def _on_garbled_words(pair: Pair, found: Alignment) -> Alignment:
    """The alignment with the first or the last words of the quote, whose equals stand further off,
    matched to garbled words right beside the rest: "We said" on "Wc said", though an earlier
    sentence has a "we"."""
    low, high, edits, length = found.low, found.high, list(found.edits), len(pair.quote)
    most = pair.limits.edges.garbled_words
    if edits and 0 < edits[0].q_high <= most:
        number, at = edits[0].q_high, edits[0].s_high
        for start in range(at - 1, max(edits[0].s_low - 1, at - number - 2, 0) - 1, -1):
            if is_garbled(pair, beside := Edit(start, at, 0, number)):
                low, edits[0] = start, beside
                break
    if edits and 0 < length - edits[-1].q_low <= most:
        number, at = edits[-1].q_low, edits[-1].s_low
        for end in range(at + 1, min(edits[-1].s_high, at + length - number + 2) + 1):
            if is_garbled(pair, beside := Edit(at, end, number, length)):
                high, edits[-1] = end, beside
                break
    return Alignment(low, high, tuple(edits))


def _within_its_sentence(pair: Pair, found: Alignment) -> Alignment:
    """The alignment with the first or last word of the quote matched to the word in its place at
    the beginning or end of the source's sentence, not to an equal one in another sentence: "All of
    us" on "Half of us", though the sentence before has an "all"."""
    low, high, edits, length = found.low, found.high, list(found.edits), len(pair.quote)
    first = edits[0] if edits else None
    if first and first.q_low == first.q_high == 1 and _runs_on(pair, 0):
        place = first.s_high - 1
        if place > low + 1 and _begins_sentence(pair, place):
            low, edits[0] = place, Edit(place, place + 1, 0, 1)
    last = edits[-1] if edits else None
    if last and last.q_low == last.q_high == length - 1 > 1 and _runs_on(pair, length - 2):
        place = last.s_low
        if place < high - 2 and _ends_sentence(pair, place):
            high, edits[-1] = place + 1, Edit(place, place + 1, length - 1, length)
    return Alignment(low, high, tuple(edits))


def _begins_sentence(pair: Pair, at: int) -> bool:
    return at == 0 or _ends_sentence(pair, at - 1)


def _runs_on(pair: Pair, at: int) -> bool:
    """Return whether no mark stands between a word of the quote and the next."""
    words = pair.quote
    return not pair.printed[words.ends[at] : words.starts[at + 1]].strip()


def _ends_sentence(pair: Pair, at: int) -> bool:
    between = pair.text[pair.source.ends[at] : pair.source.starts[at + 1]]
    return bool(_STOP.search(between))


def _paired(pair: Pair, edit: Edit, side: int) -> Edit:
    printed = tuple(pair.quote.forms[edit.q_low : edit.q_high])
    if len(printed) > pair.limits.edges.akin_words:
        return edit
    lengths = sorted(range(1, len(printed) + 3), key=lambda n: abs(n - len(printed)))
    starts = [edit.s_low - length if side < 0 else edit.s_low for length in lengths]
    beside = [
        replace(edit, s_low=start, s_high=start + length)
        for start, length in zip(starts, lengths, strict=True)
        if start >= 0 and start + length <= len(pair.source)
    ]
    for is_meant in _is_restyled, _is_akin:  # another spelling of the words comes first
        for each in beside:
            if is_meant(pair, each):
                return each
    return _exchanged(pair, edit, side)


def _sides(pair: Pair, edit: Edit) -> tuple[WordTuple, WordTuple]:
    """The source's words and the quote's."""
    spoken = tuple(pair.source.forms[edit.s_low : edit.s_high])
    return spoken, tuple(pair.quote.forms[edit.q_low : edit.q_high])


def _is_restyled(pair: Pair, edit: Edit) -> bool:
    return same_in_style(*without_shared(*_sides(pair, edit)), pair.lexicon)


def _is_akin(pair: Pair, edit: Edit) -> bool:
    spoken, printed = _sides(pair, edit)
    return (
        is_garbled(pair, edit)
        or is_opposite(spoken, printed, pair.lexicon)
        or pair.lexicon.related(pair.lexicon.variants, spoken, printed)
        or (len(spoken) == len(printed) == 1 and is_kin(spoken[0], printed[0], pair))
    )


def _exchanged(pair: Pair, edit: Edit, side: int) -> Edit:
    """The edit that pairs a word of weight at an end of the quote with the word in its place in the
    source's sentence: "the harbor door" for "the harbor gate"."""
    at = edit.s_low - 1 if side < 0 else edit.s_low
    if edit.q_high - edit.q_low != 1 or not 0 <= at < len(pair.source):
        return edit
    # "anyway" or "since" at an end weighs little only if no word of weight replaces it.
    bare = judge(pair, edit).change
    if pair.source.forms[at] in pair.lexicon.function or bare not in (Effect.CHANGED, Effect.LIGHT):
        return edit
    if pair.quote.forms[edit.q_low] in pair.lexicon.function and not (
        side > 0 and _ends_clause(pair, at)
    ):
        return edit
    starts, ends = pair.source.starts, pair.source.ends
    near = at + 1 if side < 0 else at
    if not 0 < near < len(pair.source):
        return edit
    pause = _PAUSE.search(pair.text, ends[near - 1], starts[near])
    if pause and not (bare is Effect.CHANGED and _pauses_alike(pair, edit, side, pause.group())):
        return edit
    return replace(edit, s_low=at, s_high=at + 1)


def _pauses_alike(pair: Pair, edit: Edit, side: int, pause: str) -> bool:
    """Return whether the quote has the source's comma between the word at its end and the rest:
    "thirteen, if it is calm" for "thirty, if it is calm"."""
    words, near = pair.quote, edit.q_high if side < 0 else edit.q_low
    if pause != "," or not 0 < near < len(words):
        return False
    return pair.printed[words.ends[near - 1] : words.starts[near]].strip() == ","


def _ends_clause(pair: Pair, at: int) -> bool:
    """Return whether a mark, or nothing, follows a word of the source."""
    end, words = pair.source.ends[at], pair.source
    after = pair.text[end : words.starts[at + 1]] if at + 1 < len(words) else ""
    return bool(after.strip()) or at + 1 == len(words)
