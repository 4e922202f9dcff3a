"""Spoken language: fillers, repetitions, words begun twice, words said to somebody."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from quotecheck.verify.compare.folding import WordTuple

if TYPE_CHECKING:
    from quotecheck.verify.compare.align import Edit
    from quotecheck.verify.compare.edits import Pair

_CLAUSE_END = re.compile(r"[.?!,;:—–…()\[\]\n]|--")
_SENTENCE_END = re.compile(r"[.?!]\s")
_HYPHEN = re.compile(r"-\s")
_BREAKS = re.compile(r"-[\s,]|-?\s*[—–]|-?\s*--|-?(?:…|\.\.\.)|-$")
_CUT_SHORT = re.compile(r"-(?:\s*[—–]|\s+--)")
_LIKE = ("like",)
_NO = ("no",)
_ASSENT = frozenset(("yes", "yeah", "yep", "aye"))
_BETWEEN = 2  # words that a beginning and the same words after a comma have between them
_VOWEL = re.compile(r"[aeiouy]")
_AROUND = 1500  # characters on either side, in which a text shows how it was written down
_FRAGMENT = r"\b[^\W\d_]{1,5}-(?=[\s,…])"
_CUT = re.compile(r"-(?:[\s,…]|$)")
_BROKEN_OFF = re.compile(r"[—–…]|--|\.\.\.|- ")


def strip_fillers(pair: Pair, edit: Edit) -> tuple[str, ...]:
    """The words of the source in an edit without its fillers."""
    return tuple(pair.source.forms[at] for at in kept(pair, edit.s_low, edit.s_high))


def kept(pair: Pair, low: int, high: int) -> list[int]:
    """The places of the source's words from ``low`` up to ``high`` that are not fillers."""
    forms, lexicon = pair.source.forms, pair.lexicon
    found: list[int] = []
    at = low
    while at < high:
        step = 0
        for length in range(min(lexicon.longest, high - at), 0, -1):
            phrase = tuple(forms[at : at + length])
            if (
                phrase in lexicon.fillers
                or (phrase in lexicon.openers and _at_clause_start(pair, at))
                or (phrase in lexicon.asides and _is_aside(pair, at, at + length))
                or (phrase == _LIKE and _counts(pair, at))
                or (phrase == _NO and _is_after_yes(pair, at))
                or (length == 1 and is_fragment(pair, at))
            ):
                step = length
                break
        if not step:
            found.append(at)
        at += step or 1
    return found


def _at_clause_start(pair: Pair, at: int) -> bool:
    """Return whether a clause begins with the word: punctuation or a filler stands before it."""
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


def _counts(pair: Pair, at: int) -> bool:
    """Return whether a word is only a filler before a number: "for like 20 people"."""
    forms, lexicon = pair.source.forms, pair.lexicon
    counted = at + 1 < len(forms) and lexicon.is_number(forms[at + 1])
    before = forms[at - 1] if at else ""
    return counted and (before in lexicon.function or (before,) in lexicon.hedges)


def _is_aside(pair: Pair, low: int, high: int) -> bool:
    """Return whether a comma or a dash stands before the words and after them."""
    words, text = pair.source, pair.text
    if not low or high >= len(words):
        return False
    before = text[words.ends[low - 1] : words.starts[low]]
    after = text[words.ends[high - 1] : words.starts[high]]
    return bool(_CLAUSE_END.search(before) and _CLAUSE_END.search(after))


@lru_cache(maxsize=4)
def _hesitations(fillers: frozenset[WordTuple]) -> re.Pattern[str]:
    """The signs of a text that has every hesitation: fillers of one word, words broken off."""
    words = "|".join(re.escape(each[0]) for each in fillers if len(each) == 1)
    return re.compile(rf"\b(?:{words})\b|{_FRAGMENT}", re.IGNORECASE)


def is_spoken(pair: Pair) -> bool:
    """Return whether the text around is verbatim, with every hesitation."""
    low = max(0, pair.source.starts[0] - _AROUND)
    found = _hesitations(pair.lexicon.fillers).findall(
        pair.text, low, pair.source.ends[-1] + _AROUND
    )
    return len(found) >= pair.limits.hesitations


def _is_after_yes(pair: Pair, at: int) -> bool:
    """Return whether a "no" answers nothing, as in "yeah, no, we're fine"."""
    words = pair.source
    if not at or words.forms[at - 1] not in _ASSENT or not _is_aside(pair, at, at + 1):
        return False
    return not _SENTENCE_END.search(pair.text, words.ends[at - 1], words.starts[at + 1])


def is_fragment(pair: Pair, at: int) -> bool:
    """Return whether a word of the source is only the beginning of a word: of one that comes next
    ("gov- government", "th — this"), or of one that was never said to its end ("par- — start", "k-
    a")."""
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
    if _CUT.match(pair.text, words.ends[at]) and not _weighs(pair, at) and is_spoken(pair):
        return True  # "such a com- a big day", where every hesitation is written down
    following = words.forms[at + 1 : at + 1 + resumed]
    return any(word != words.forms[at] and word.startswith(words.forms[at]) for word in following)


def _weighs(pair: Pair, at: int) -> bool:
    """Return whether dropping a word turns the sense, even if it was broken off."""
    form, lexicon = pair.source.forms[at], pair.lexicon
    hedged = (form,) in lexicon.hedges or (form,) in lexicon.conditions
    return hedged or form in lexicon.negations or lexicon.is_number(form)


def _is_unknown(pair: Pair, at: int) -> bool:
    """Return whether a short word is rare in the sources."""
    form = pair.source.forms[at]
    return len(form) <= pair.limits.noise_letters and pair.count((form,)) <= pair.limits.rare


def _is_no_word(pair: Pair, form: str) -> bool:
    """Return whether the letters before a dash are hardly a word: they have no vowel."""
    return len(form) <= pair.limits.noise_letters and not _VOWEL.search(form)


def is_repeated(forms: Sequence[str], low: int, high: int) -> bool:
    """Return whether ``forms[low:high]`` is repeated right after, or was said right before.

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
    """Return whether missing words are fillers only, wherever the alignment put the gap."""
    return any(not strip_fillers(pair, each) for each in _rolled(edit, pair.source.forms))


def is_corrected(pair: Pair, edit: Edit) -> bool:
    """Return whether missing words are words that the speaker took back: "four, no," of "four, no,
    five", and "March, sorry, in" of "in March, sorry, in May"."""
    if pair.lexicon.correcting.isdisjoint(pair.source.forms[edit.s_low : edit.s_high]):
        return False
    return any(_correction(pair, each, each.s_high) for each in _rolled(edit, pair.source.forms))


def taken_back(pair: Pair, edit: Edit) -> tuple[str, ...]:
    """The words of the source in an edit without those that the speaker took back: "four hundred"
    of "three hundred, make that four hundred"."""
    forms = pair.source.forms
    if pair.lexicon.correcting.isdisjoint(forms[edit.s_low : edit.s_high]):
        return tuple(forms[edit.s_low : edit.s_high])
    for at in range(edit.s_low + 1, edit.s_high):
        if _correction(pair, replace(edit, s_high=at), at):
            return tuple(forms[at : edit.s_high])
    return tuple(forms[edit.s_low : edit.s_high])


def _correction(pair: Pair, edit: Edit, end: int) -> bool:
    """Return whether the words of an edit up to ``end`` are words taken back by the speaker, the
    correction itself and, after it, only small or repeated words."""
    forms, lexicon = pair.source.forms, pair.lexicon
    said = forms[max(0, edit.s_low - pair.limits.corrected_words) : edit.s_low]
    for at in range(edit.s_low + 1, end):
        if at - edit.s_low > pair.limits.corrected_words:
            return False
        for length in range(1, min(lexicon.longest, end - at) + 1):
            again = forms[at + length : end]
            if (
                tuple(forms[at : at + length]) in lexicon.corrections
                and _takes_back(pair, at, at + length)
                and all(word in lexicon.pronouns or word in said for word in again)
                and not _SENTENCE_END.search(
                    pair.text, pair.source.starts[edit.s_low], pair.source.starts[at]
                )
            ):
                return True
    return False


def _takes_back(pair: Pair, low: int, high: int) -> bool:
    """Return whether a mark stands before words of correction, and after them if they are one
    word."""
    words, text = pair.source, pair.text
    if high - low == 1:
        return _is_aside(pair, low, high)
    return bool(low and _CLAUSE_END.search(text[words.ends[low - 1] : words.starts[low]]))


def _rolled(edit: Edit, forms: Sequence[str]) -> Iterator[Edit]:
    """The places where the same gap can be because the words on either side are equal."""
    at = edit
    while at.s_low > 0 and forms[at.s_low - 1] == forms[at.s_high - 1]:
        at = replace(at, s_low=at.s_low - 1, s_high=at.s_high - 1)
    yield at
    while at.s_high < len(forms) and forms[at.s_low] == forms[at.s_high]:
        at = replace(at, s_low=at.s_low + 1, s_high=at.s_high + 1)
        yield at


def is_restart(lost: Sequence[str], pair: Pair, edit: Edit) -> bool:
    """Return whether missing words are a beginning that the speaker broke off and said again.

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
    if ", " in text[low:high] and recurs(lost, again, 0, 0, near):
        return True
    return _is_said_again(lost, pair, edit)


def _is_said_again(lost: Sequence[str], pair: Pair, edit: Edit) -> bool:
    """Return whether missing words are a sentence, or the end of one, whose words of weight the
    next one repeats: "It is not dead. It is not dead yet."."""
    words, forms, near = pair.source, pair.source.forms, pair.limits.repair_words
    for each in _rolled(edit, forms):
        if not each.s_low or each.s_high >= len(words):
            continue
        ends = pair.text[words.ends[each.s_high - 1] : words.starts[each.s_high]]
        begins = pair.text[words.ends[each.s_low - 1] : words.starts[each.s_low]]
        if _SENTENCE_END.match(ends):
            again = forms[each.s_high : each.s_high + len(lost) + pair.limits.repair_spare]
        elif _SENTENCE_END.match(begins):
            again = forms[max(0, each.s_low - near) : each.s_low]
        else:
            continue
        weight = [word for word in lost if word not in pair.lexicon.function]
        if weight and all(again.count(word) >= weight.count(word) for word in weight):
            return True
    return False


def is_resumed(pair: Pair, edit: Edit) -> bool:
    """Return whether missing words are a subject and verb that the speaker repeats after a comma:
    "you're just, you're busy". No word that turns the sense stands between."""
    words, forms, lexicon = pair.source, pair.source.forms, pair.lexicon
    for each in _rolled(edit, forms):
        low, lost = each.s_low, forms[each.s_low : each.s_high]
        if not low or not set(lost) <= lexicon.function | lexicon.pronouns:
            continue
        mark = pair.text[words.ends[low - 1] : words.starts[low]]
        if not _CLAUSE_END.search(mark) or _SENTENCE_END.search(mark):
            continue
        for count in range(1, _BETWEEN + 1):
            first = low - count - len(lost)
            between = set(forms[max(0, low - count) : low])
            if (
                first >= 0
                and forms[first : low - count] == lost
                and lexicon.risky.isdisjoint(between)
                and between.isdisjoint(lexicon.limits | lexicon.modals)
                and between <= lexicon.function | lexicon.focus
            ):
                return True
    return False


def recurs(words: Sequence[str], forms: Sequence[str], low: int, high: int, near: int) -> bool:
    """Return whether each of the words stands again ``near`` by, outside ``forms[low:high]``."""
    around = {*forms[max(0, low - near) : low], *forms[high : high + near]}
    return bool(words) and all(word in around for word in words)


def is_vocative(pair: Pair, low: int, high: int) -> bool:
    """Return whether the words call somebody by name, as "Jake" does in ", Jake,"."""
    words, text = pair.source, pair.text
    if not 0 < high - low <= pair.limits.vocative_words or low == 0 or high >= len(words):
        return False
    before = text[words.ends[low - 1] : words.starts[low]]
    after = text[words.ends[high - 1] : words.starts[high]]
    capital = all(text[words.starts[at]].isupper() for at in range(low, high))
    return capital and "," in before and bool(re.search(r"[,.?!]", after))
