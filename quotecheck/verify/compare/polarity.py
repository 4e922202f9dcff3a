"""Negations that come, go or move without turning the sense."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

from quotecheck.model import Flag
from quotecheck.verify.compare.edits import Effect, JudgedEdit
from quotecheck.verify.compare.order import REASON
from quotecheck.verify.compare.risk import negations_in

if TYPE_CHECKING:
    from quotecheck.verify.compare.edits import Pair

_SENTENCE_END = re.compile(r"[.?!]\s")


def balanced(pair: Pair, findings: Sequence[JudgedEdit]) -> list[JudgedEdit]:
    """The findings, with a negation that goes in one place and comes in another near by judged as
    moved: "they are not alone any longer" is "they are alone no longer", but "did not have cause to
    go" is not "did have cause not to go"."""
    judged = list(findings)
    turned = [
        at
        for at, finding in enumerate(judged)
        if finding.change is Effect.FLIPPED and Flag.NEGATION in finding.flags
    ]
    for one, other in combinations(turned, 2):
        group = judged[one : other + 1]
        if sum(_gained(pair, each) for each in group) == 0 and _is_near(pair, group):
            same = _means_the_same(pair, group)
            for at in (one, other):
                judged[at] = replace(
                    judged[at],
                    change=Effect.LIGHT if same else Effect.CHANGED,
                    reason="" if same else REASON,
                )
    return judged


def _means_the_same(pair: Pair, group: Sequence[JudgedEdit]) -> bool:
    """Return whether a moved negation says the same: it went over a verb of belief ("do not think
    that it is", "think that it is not"), or into a word such as "any"."""
    first, last = group[0].edit, group[-1].edit
    between = pair.quote.forms[first.q_high : last.q_low]
    words = {
        word
        for edit in (first, last)
        for word in (
            *pair.source.forms[edit.s_low : edit.s_high],
            *pair.quote.forms[edit.q_low : edit.q_high],
        )
    }
    lexicon = pair.lexicon
    return not (lexicon.beliefs.isdisjoint(between) and lexicon.indefinites.isdisjoint(words))


def _gained(pair: Pair, finding: JudgedEdit) -> int:
    """The number of negations that the quote of an edit has more than the source."""
    edit, lexicon = finding.edit, pair.lexicon
    said = tuple(pair.source.forms[edit.s_low : edit.s_high])
    put = tuple(pair.quote.forms[edit.q_low : edit.q_high])
    return bool(negations_in(put, lexicon)) - bool(negations_in(said, lexicon))


def _is_near(pair: Pair, group: Sequence[JudgedEdit]) -> bool:
    """Return whether the first edit and the last stand in one sentence, near each other, with no
    word in between that a negation turns on ("not always", "always not")."""
    first, last = group[0].edit, group[-1].edit
    between = pair.quote.forms[first.q_high : last.q_low]
    start, end = pair.source.starts[first.s_low], pair.source.ends[last.s_high - 1]
    return (
        len(between) <= pair.limits.order.reach
        and pair.lexicon.focus.isdisjoint(between)
        and not _SENTENCE_END.search(pair.text[start:end])
    )
