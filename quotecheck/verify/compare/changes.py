"""Judging one edit: its effect on what was said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from quotecheck.model import Flag
from quotecheck.verify.compare.align import Edit
from quotecheck.verify.compare.edits import OTHER_FORM, TAKEN_BACK, Effect, JudgedEdit, Pair
from quotecheck.verify.compare.folding import WordTuple
from quotecheck.verify.compare.garbled import (
    is_garbled,
    put,
    rarest,
    said,
    unlike_letters,
    without_capitals,
)
from quotecheck.verify.compare.lexicon import FoldedLists
from quotecheck.verify.compare.lightness import is_light, is_variant
from quotecheck.verify.compare.polarity import weighs_little
from quotecheck.verify.compare.repairs import is_false_start, is_kept_repair
from quotecheck.verify.compare.risk import flags_of, turned_sense
from quotecheck.verify.compare.speech import (
    is_corrected,
    is_filler,
    is_repeated,
    is_resumed,
    strip_fillers,
    taken_back,
)
from quotecheck.verify.compare.values import number_meanings

_HOURS = 24
_POSSESSIVES = ("'s", "s")


def judge(pair: Pair, edit: Edit) -> JudgedEdit:
    """The judgement of an edit that no mark shows."""
    spoken = tuple(pair.source.forms[edit.s_low : edit.s_high])
    printed = tuple(pair.quote.forms[edit.q_low : edit.q_high])
    if same_in_style(spoken, printed, pair.lexicon) or _is_full_hour(spoken, printed, pair, edit):
        return JudgedEdit(Effect.STYLE, edit)
    repeated = not printed and (
        is_repeated(pair.source.forms, edit.s_low, edit.s_high) or is_resumed(pair, edit)
    )
    if repeated and not _is_double_negation(spoken, pair, edit):
        return JudgedEdit(Effect.DISFLUENCY, edit, reason="a repetition")
    if not printed and is_filler(pair, edit):
        return JudgedEdit(Effect.DISFLUENCY, edit, reason="fillers")
    meant = strip_fillers(pair, edit)
    if meant != spoken and (
        meant == printed or same_in_style(*without_shared(meant, printed), pair.lexicon)
    ):
        return JudgedEdit(Effect.DISFLUENCY, edit, reason="fillers")
    if is_garbled(pair, edit):
        return JudgedEdit(Effect.NOISE, edit)
    if _is_taken_back(spoken, printed, pair, edit):
        return JudgedEdit(Effect.LIGHT, edit, reason=TAKEN_BACK)
    if _is_slight(meant, printed, pair, edit) or (not spoken and is_kept_repair(pair, edit)):
        return _light(meant, printed, pair, edit)
    if flag := turned_sense(meant, printed, pair, edit):
        return JudgedEdit(Effect.FLIPPED, edit, (flag,))
    flags = flags_of(meant, printed, pair, edit)
    if Flag.NUMBER in flags and _cuts_number(meant, printed, pair, edit):
        return JudgedEdit(Effect.CHANGED, edit, flags)
    if Flag.NUMBER in flags or Flag.MODAL in flags:
        return JudgedEdit(_heavy(printed), edit, flags)
    if is_light(meant, printed, pair, edit):
        return _light(meant, printed, pair, edit)
    return JudgedEdit(_heavy(printed), edit, flags)


def _is_slight(meant: WordTuple, printed: WordTuple, pair: Pair, edit: Edit) -> bool:
    return weighs_little(meant, printed, pair, edit) or is_variant(meant, printed, pair, edit)


def _is_taken_back(spoken: WordTuple, printed: WordTuple, pair: Pair, edit: Edit) -> bool:
    """Return whether the quote lacks only words that the speaker took back, or began and broke
    off."""
    if not printed:
        return is_corrected(pair, edit) or is_false_start(pair, edit)
    return _is_correction(spoken, printed, pair, edit)


def _is_correction(spoken: WordTuple, printed: WordTuple, pair: Pair, edit: Edit) -> bool:
    """Return whether the quote has the speaker's own correction: "400" for "300, make that 400"."""
    left = taken_back(pair, edit)
    return left != spoken and (left == printed or same_in_style(left, printed, pair.lexicon))


def _light(meant: WordTuple, printed: WordTuple, pair: Pair, edit: Edit) -> JudgedEdit:
    """The finding of an edit of little weight; another form of a word gets that name."""
    small = pair.lexicon.function.issuperset((*meant, *printed))
    reason = OTHER_FORM if meant and printed and not small else ""
    return JudgedEdit(Effect.LIGHT, edit, flags_of(meant, printed, pair, edit), reason)


def _is_double_negation(spoken: WordTuple, pair: Pair, edit: Edit) -> bool:
    """Return whether a "not" stands beside another and no mark between: "cannot not"."""
    words, low = pair.source, edit.s_low
    if spoken != ("not",) or not low or words.forms[low - 1] != "not":
        return False
    return not pair.text[words.ends[low - 1] : words.starts[low]].strip()


def _is_full_hour(spoken: WordTuple, printed: WordTuple, pair: Pair, edit: Edit) -> bool:
    """Return whether only the mark of a full hour comes or goes: "11:00 a.m.", "11 o'clock",
    "11"."""
    before = pair.quote.forms[edit.q_low - 1] if edit.q_low else ""
    said = spoken + printed
    full = said == ("00",) or (len(said) == 1 and said[0] in pair.lexicon.full_hours)
    return full and before.isdigit() and int(before) <= _HOURS


def without_shared(one: WordTuple, other: WordTuple) -> tuple[WordTuple, WordTuple]:
    """Two phrases without the words at either end that they share."""
    low = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
    one, other = one[low:], other[low:]
    ends = zip(reversed(one), reversed(other), strict=False)
    high = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], ends))
    return one[: len(one) - high], other[: len(other) - high]


def _cuts_number(meant: WordTuple, printed: WordTuple, pair: Pair, edit: Edit) -> bool:
    """Return whether part of a number is left out, so that another number remains: "3" of "3
    million"."""
    around = pair.quote.forms[max(0, edit.q_low - 1) : edit.q_low + 1]
    return (
        not printed
        and all(map(pair.lexicon.is_number, meant))
        and any(map(pair.lexicon.is_number, around))
    )


def _heavy(printed: WordTuple) -> Effect:
    return Effect.CHANGED if printed else Effect.DROPPED


def same_in_style(spoken: WordTuple, printed: WordTuple, lexicon: FoldedLists) -> bool:
    """Return whether the words differ by house style only: spacing, numerals, abbreviations."""
    if not spoken or not printed:
        return False
    if "." in spoken[0] + printed[0] and _are_possessed(spoken, printed, lexicon):
        return True
    joined = ["".join(words).replace(".", "") for words in (spoken, printed)]
    if len(spoken[0]) == 1 or len(printed[0]) == 1:  # "two A's", "two As"
        joined = [words.replace("'", "") for words in joined]
    if joined[0] == joined[1] or lexicon.related(lexicon.equivalents, spoken, printed):
        return True
    if len(spoken) == len(printed) == 1:
        short, long = sorted((spoken[0], printed[0]), key=len)
        if len(short) >= lexicon.dropped_g_letters and _drops_g(short, long):
            return True
    if number_meanings(spoken, lexicon) & number_meanings(printed, lexicon):
        return True
    return len(spoken) == len(printed) and all(
        one == other or lexicon.related(lexicon.equivalents, (one,), (other,))
        for one, other in zip(spoken, printed, strict=True)
    )


def _are_possessed(spoken: WordTuple, printed: WordTuple, lexicon: FoldedLists) -> bool:
    """Return whether the words are the possessive of one abbreviation: "U.N.'s", "UN's", "United
    Nations'"."""
    if not any(words[-1] in _POSSESSIVES for words in (spoken, printed)):
        return False
    bare = [words[:-1] if words[-1] in _POSSESSIVES else words for words in (spoken, printed)]
    return same_in_style(bare[0], bare[1], lexicon)


def _drops_g(short: str, long: str) -> bool:
    """Return whether a word is a spoken form of the other: "goin'" for "going"."""
    return short.endswith("in") and long == short + "g"


def garbled_nearby(pair: Pair, findings: Sequence[JudgedEdit]) -> list[JudgedEdit]:
    """The findings; where the source is garbled, a word with one letter wrong is garbled too. In
    captions without capitals, written by a machine, so is a word that is rare in the sources."""
    garbled = any(finding.change is Effect.NOISE for finding in findings)
    if not garbled and not (findings and without_capitals(pair)):
        return list(findings)
    return [
        replace(finding, change=Effect.NOISE)
        if finding.change in (Effect.CHANGED, Effect.FLIPPED)
        and not {Flag.NEGATION, Flag.NUMBER} & set(finding.flags)
        and _one_letter(pair, finding.edit)
        and (garbled or _is_rare(pair, finding.edit))
        else finding
        for finding in findings
    ]


def _is_rare(pair: Pair, edit: Edit) -> bool:
    """Return whether the source's word is rare in all sources, if the printed one is no commoner,
    or is far rarer than the printed one."""
    strange, known = rarest(pair, edit)
    long = all(len(word) > pair.limits.noise_letters for word in said(pair, edit))
    return (long and strange <= pair.limits.rare) or known > strange * pair.limits.noise_odds


def _one_letter(pair: Pair, edit: Edit) -> bool:
    return bool(said(pair, edit)) and bool(put(pair, edit)) and unlike_letters(pair, edit) <= 1
