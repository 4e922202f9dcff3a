"""Testing whether the words that a passage shares with a quotation show that it is the one
meant."""

from __future__ import annotations

import math
from collections.abc import Collection

from quotecheck.model import SpeakerMatch
from quotecheck.sources import Library
from quotecheck.sources.library import MOST_COUNTED
from quotecheck.verify.compare.edits import Effect, JudgedEdit
from quotecheck.verify.compare.placement import Placement
from quotecheck.verify.compare.printed import Printed


def is_telling(
    printed: Printed, best: Placement, library: Library, function: Collection[str]
) -> bool:
    """Return whether the words that a place shares with the quote are more than a common phrase:
    "it was an overwhelming success" is not another version of "it was an honour".

    Some of them occur in few places, or so many phrases would hardly meet by chance. If the speaker
    is not known to be the same, they need weight of their own: not just ``function`` words, unless
    a long run of them occurs only here.
    """
    rules = library.rules.wording.limits.telling
    if best.speaker is not SpeakerMatch.SAME and (
        best.skips_turn
        or not (_has_weight(printed, best, library, function) or _is_unique(printed, best, library))
    ):
        return False
    if _weight_share(printed, best, library) < rules.weight:
        return False
    if best.coverage >= rules.share:
        return True
    runs = [printed.words.forms[low:high] for low, high in best.equal_runs]
    counts = {tuple(run): library.count(run) for run in runs}
    if min(counts.values(), default=0) <= rules.places:
        return True
    size = sum(map(len, library.shelves)) / best.length
    phrases = [
        count / size
        for run, count in counts.items()
        if len(run) >= rules.phrase_words and count < MOST_COUNTED
    ]
    return len(phrases) > 1 and math.prod(phrases) * size <= rules.chance


def _weight_share(printed: Printed, best: Placement, library: Library) -> float:
    """The share of the weight of the quote's words that a place has. The weight of a word is the
    logarithm of its rarity. Words that turn the sense are judged separately, and take nothing
    away."""
    size = sum(map(len, library.shelves))
    weights = [math.log(size / (library.count((form,)) or 1)) for form in printed.words.forms]
    missing = sum(
        sum(weights[finding.edit.q_low : finding.edit.q_high])
        for finding in best.findings
        if finding.change in (Effect.CHANGED, Effect.LIGHT)
        and not finding.moved
        and not _is_another_form(finding)
    )
    return 1 - missing / (sum(weights) or 1)


def _is_another_form(finding: JudgedEdit) -> bool:
    """Return whether a finding replaces a word with another form of it: "has", "have"."""
    edit = finding.edit
    alike = edit.s_high - edit.s_low == edit.q_high - edit.q_low
    return finding.change is Effect.LIGHT and alike


def is_somebodys(printed: Printed, best: Placement, library: Library) -> bool:
    """Return whether the words of a place belong to one speaker, and are not a turn of phrase that
    others may use: they are many, or they occur exactly there and nowhere else."""
    if best.length >= library.rules.wording.limits.own_words:
        return True
    return not best.findings and library.count(printed.words.forms) == 1


def _has_weight(
    printed: Printed, best: Placement, library: Library, function: Collection[str]
) -> bool:
    """Return whether the words that a place shares with the quote are more than ``function``
    words."""
    shared = {form for low, high in best.equal_runs for form in printed.words.forms[low:high]}
    return len(shared.difference(function)) >= library.rules.wording.limits.telling.content_words


def _is_unique(printed: Printed, best: Placement, library: Library) -> bool:
    """Return whether a place shares a longer row of words with the quote than any other place."""
    least = library.rules.wording.limits.telling.row_words
    rows = [printed.words.forms[low:high] for low, high in best.equal_runs if high - low >= least]
    return any(library.count(row) == 1 for row in rows)
