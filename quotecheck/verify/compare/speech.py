"""How people talk: fillers, repetitions, words begun twice, words said to somebody."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quotecheck.verify.compare.align import Edit
    from quotecheck.verify.compare.edits import Pair

_CLAUSE_END = re.compile(r"[.?!,;:—–…()\[\]\n]|--")
_SENTENCE_END = re.compile(r"[.?!]\s")
_HYPHEN = re.compile(r"-\s")
_BREAKS = re.compile(r"-\s|-?\s*[—–]|-?\s*--|-$")
_CUT_SHORT = re.compile(r"-(?:\s*[—–]|\s+--)")
_VOWEL = re.compile(r"[aeiouy]")
_BROKEN_OFF = re.compile(r"[—–…]|--|\.\.\.|- ")


def strip_fillers(pair: Pair, edit: Edit) -> tuple[str, ...]:
    """The words of the source in an edit that are left when the fillers are taken out."""
    forms, lexicon = pair.source.forms, pair.lexicon
    kept: list[str] = []
    at = edit.s_low
    while at < edit.s_high:
        step = 0
        for length in range(min(lexicon.longest, edit.s_high - at), 0, -1):
            phrase = tuple(forms[at : at + length])
            if (
                phrase in lexicon.fillers
                or (phrase in lexicon.openers and _at_clause_start(pair, at))
                or (phrase in lexicon.asides and _is_aside(pair, at, at + length))
                or (length == 1 and is_fragment(pair, at))
            ):
                step = length
                break
        if not step:
            kept.append(forms[at])
        at += step or 1
    return tuple(kept)


def _at_clause_start(pair: Pair, at: int) -> bool:
    """Whether a clause begins with the word: punctuation or a filler stands before it."""
    words = pair.source
    if at == 0 or words.ends[at - 1] > words.starts[at]:
        return True
    between = pair.text[words.ends[at - 1] : words.starts[at]]
    if _CLAUSE_END.search(between):
        return True
    after = words.starts[at + 1] if at + 1 < len(words) else None
    if after is not None and _CLAUSE_END.search(pair.text[words.ends[at] : after]):
        return True
    return (words.forms[at - 1],) in pair.lexicon.openers | pair.lexicon.fillers


def _is_aside(pair: Pair, low: int, high: int) -> bool:
    """Whether a comma or a dash stands before the words and after them."""
    words, text = pair.source, pair.text
    if not low or high >= len(words):
        return False
    before = text[words.ends[low - 1] : words.starts[low]]
    after = text[words.ends[high - 1] : words.starts[high]]
    return bool(_CLAUSE_END.search(before) and _CLAUSE_END.search(after))


def is_fragment(pair: Pair, at: int) -> bool:
    """Whether a word of the source is only the beginning of one: of one that comes next ("gov-
    government", "th — this"), or of one that was never said to its end ("par- — start", "k- a")."""
    words = pair.source
    if _CUT_SHORT.match(pair.text, words.ends[at]):
        return True
    if at + 1 >= len(words) or not _BREAKS.match(pair.text, words.ends[at], words.starts[at + 1]):
        return False
    resumed = 1 if words.ends[at] + 1 == words.starts[at + 1] else pair.limits.resumed_words
    if words.forms[at].isalpha() and _is_no_word(pair, words.forms[at]):
        return True
    if resumed == 1 and _HYPHEN.match(pair.text, words.ends[at]) and _is_unknown(pair, at):
        return True  # "the cu- costume"
    following = words.forms[at + 1 : at + 1 + resumed]
    return any(word != words.forms[at] and word.startswith(words.forms[at]) for word in following)


def _is_unknown(pair: Pair, at: int) -> bool:
    """Whether a word of few letters is one that the sources hardly know."""
    form = pair.source.forms[at]
    return len(form) <= pair.limits.noise_letters and pair.count((form,)) <= pair.limits.rare


def _is_no_word(pair: Pair, form: str) -> bool:
    """Whether what stands before a dash is hardly a word: it has no vowel."""
    return len(form) <= pair.limits.noise_letters and not _VOWEL.search(form)


def is_repeated(forms: Sequence[str], low: int, high: int) -> bool:
    """Whether ``forms[low:high]`` is said again right after, or was said right before.

    The alignment may put the gap anywhere in the repetition, so it is rolled as far as it goes.
    """
    length = high - low
    while low > 0 and forms[low - 1] == forms[high - 1]:
        low, high = low - 1, high - 1
    while True:
        if forms[low:high] == forms[high : high + length]:
            return True
        if low >= length and forms[low - length : low] == forms[low:high]:
            return True
        if high >= len(forms) or forms[low] != forms[high]:
            return False
        low, high = low + 1, high + 1


def is_filler(pair: Pair, edit: Edit) -> bool:
    """Whether missing words are fillers only, wherever the alignment put the gap."""
    return any(not strip_fillers(pair, each) for each in _rolled(edit, pair.source.forms))


def is_corrected(pair: Pair, edit: Edit) -> bool:
    """Whether missing words end with what takes them back: "four, no," of "four, no, five"."""
    forms = pair.source.forms[edit.s_low : edit.s_high]
    for length in range(1, min(pair.lexicon.longest, len(forms) - 1) + 1):
        at = edit.s_high - length
        if (
            tuple(forms[-length:]) in pair.lexicon.corrections
            and len(forms) - length <= pair.limits.corrected_words
            and _is_aside(pair, at, edit.s_high)
            and not _SENTENCE_END.search(
                pair.text, pair.source.starts[edit.s_low], pair.source.starts[at]
            )
        ):
            return True
    return False


def _rolled(edit: Edit, forms: Sequence[str]) -> Iterator[Edit]:
    """The places where the same gap can be, the words on either side being equal."""
    at = edit
    while at.s_low > 0 and forms[at.s_low - 1] == forms[at.s_high - 1]:
        at = replace(at, s_low=at.s_low - 1, s_high=at.s_high - 1)
    yield at
    while at.s_high < len(forms) and forms[at.s_low] == forms[at.s_high]:
        at = replace(at, s_low=at.s_low + 1, s_high=at.s_high + 1)
        yield at


def is_restart(lost: Sequence[str], pair: Pair, edit: Edit) -> bool:
    """Whether missing words are a beginning that the speaker broke off and said again.

    At a dash the alignment may have kept either of the two; at a comma, which breaks off nothing by
    itself, the words have to be said again after it.
    """
    words, text, forms = pair.source, pair.text, pair.source.forms
    near = pair.limits.repair_words
    low = words.ends[edit.s_low - 1] if edit.s_low else words.starts[edit.s_low]
    high = words.starts[edit.s_high] if edit.s_high < len(words) else words.ends[-1]
    if _BROKEN_OFF.search(text[low:high]):
        return recurs(lost, forms, edit.s_low, edit.s_high, near)
    again = forms[edit.s_high : edit.s_high + len(lost) + pair.limits.repair_spare]
    return ", " in text[low:high] and recurs(lost, again, 0, 0, near)


def recurs(words: Sequence[str], forms: Sequence[str], low: int, high: int, near: int) -> bool:
    """Whether each of the words stands again ``near`` by, outside ``forms[low:high]``."""
    around = {*forms[max(0, low - near) : low], *forms[high : high + near]}
    return bool(words) and all(word in around for word in words)


def is_vocative(pair: Pair, low: int, high: int) -> bool:
    """Whether the words call somebody by name: ", Jake," """
    words, text = pair.source, pair.text
    if not 0 < high - low <= pair.limits.vocative_words or low == 0 or high >= len(words):
        return False
    before = text[words.ends[low - 1] : words.starts[low]]
    after = text[words.ends[high - 1] : words.starts[high]]
    capital = all(text[words.starts[at]].isupper() for at in range(low, high))
    return capital and "," in before and bool(re.search(r"[,.?!]", after))
