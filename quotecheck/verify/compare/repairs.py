"""Beginnings that a speaker broke off, in a verbatim transcript."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from quotecheck.model import Flag
from quotecheck.verify.compare.align import Edit
from quotecheck.verify.compare.lightness import QUANTIFIERS
from quotecheck.verify.compare.risk import flags_of
from quotecheck.verify.compare.speech import is_filler, is_repeated, is_spoken, kept

if TYPE_CHECKING:
    from quotecheck.verify.compare.edits import Pair

_BREAK = re.compile(r"[,—–…-]|\.\.\.")
_SENTENCE_END = re.compile(r"[.?!](?:\s|$)")
_WEIGHING = frozenset((Flag.NUMBER, Flag.NEGATION, Flag.HEDGE, Flag.CROPPED))
_LONGEST = 16  # words that somebody says and takes back, fillers among them
_NEAR = 24  # words on either side that are read without fillers


def is_false_start(pair: Pair, edit: Edit) -> bool:
    """Return whether missing words are a beginning that was broken off: said again right after, or
    given up at a comma or dash for one that begins with the same word, or after small words alone;
    or a filler without the commas that would show it.

    Fillers are taken out first, so that they do not hide a repetition.
    """
    if edit.s_high - edit.s_low > _LONGEST or not is_spoken(pair):
        return False
    places, start, length = _cleaned(pair, edit)
    forms = [pair.source.forms[at] for at in places]
    if not length or is_repeated(forms, start, start + length):
        return True
    lost = forms[start : start + length]
    if tuple(lost) in pair.lexicon.openers:
        return True  # "and to like open it"
    if _WEIGHING.intersection(flags_of(tuple(lost), (), pair, edit)):
        return False
    return any(
        _is_given_up(pair, places, forms, at, at + length) for at in _rolled(forms, start, length)
    )


def is_kept_repair(pair: Pair, edit: Edit) -> bool:
    """Return whether words that only the quote has are fillers, or said twice in it, which an
    edited record leaves out."""
    if edit.q_high - edit.q_low > _LONGEST:
        return False
    turned = replace(
        pair, source=pair.quote, quote=pair.source, text=pair.printed, printed=pair.text
    )
    other = Edit(edit.q_low, edit.q_high, edit.s_low, edit.s_high)
    if is_filler(turned, other):
        return True
    places, start, length = _cleaned(turned, other)
    forms = [pair.quote.forms[at] for at in places]
    return not length or is_repeated(forms, start, start + length)


def _cleaned(pair: Pair, edit: Edit) -> tuple[list[int], int, int]:
    """The places of the words around an edit that are not fillers, the index of the first missing
    one among them, and their number."""
    low, high = max(0, edit.s_low - _NEAR), min(len(pair.source), edit.s_high + _NEAR)
    before, lost = kept(pair, low, edit.s_low), kept(pair, edit.s_low, edit.s_high)
    return [*before, *lost, *kept(pair, edit.s_high, high)], len(before), len(lost)


def _rolled(forms: Sequence[str], start: int, length: int) -> list[int]:
    """The places where a gap of some words can begin because the words on either side are equal."""
    found = [start]
    while found[-1] > 0 and forms[found[-1] - 1] == forms[found[-1] + length - 1]:
        found.append(found[-1] - 1)
    at = start
    while at + length < len(forms) and forms[at] == forms[at + length]:
        at += 1
        found.append(at)
    return found


def _is_given_up(
    pair: Pair, places: Sequence[int], forms: Sequence[str], low: int, high: int
) -> bool:
    """Return whether a break stands after words, and the sentence begins anew after it."""
    if high >= len(forms) or high - low > pair.limits.repair_words:
        return False
    words, lexicon = pair.source, pair.lexicon
    between = pair.text[words.ends[places[high - 1]] : words.starts[places[high]]]
    if not _BREAK.search(between) or _SENTENCE_END.search(between):
        return False
    small = lexicon.function | lexicon.pronouns | lexicon.determiners | lexicon.auxiliaries
    weight = [word for word in forms[low:high] if word not in small | QUANTIFIERS]
    return not weight or (forms[low] == forms[high] and len(weight) <= pair.limits.repair_spare)
