"""Brackets that replace what was said with something else, which an editor has to judge.

A bracket is meant to replace a pronoun with a name, or to change the form of a word. Where it
replaces the speaker's words of weight or number, or adds a "not", it may be a correction or a
change.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from quotecheck.model import Flag
from quotecheck.verify.compare.changes import same_in_style
from quotecheck.verify.compare.edits import Effect
from quotecheck.verify.compare.lexicon import FoldedLists
from quotecheck.verify.compare.placement import Placement
from quotecheck.verify.compare.printed import Mark, MarkKind, Printed
from quotecheck.verify.compare.risk import same_word


@dataclass(frozen=True, slots=True)
class Doubt:
    """The reason to look at a bracket, in a few words, and the flag that goes with it."""

    reason: str
    flag: Flag | None = None


def bracket_doubts(printed: Printed, place: Placement, lexicon: FoldedLists) -> list[Doubt]:
    """The doubts about the brackets of a quotation, in text order."""
    doubts = []
    for number, row in printed.marks.items():
        for mark in row:
            if mark.kind is MarkKind.BRACKET and mark.words:
                low, high = _hidden(place, number)
                doubt = _doubt(printed, place, mark, low, high, lexicon)
                doubts += [doubt] if doubt else []
    return doubts


def _hidden(place: Placement, number: int) -> tuple[int, int]:
    """The source's words that the marks before word ``number`` stand for."""
    for finding in place.findings:
        edit = finding.edit
        if finding.change is Effect.MARKED and edit.q_low == edit.q_high == number:
            return edit.s_low, edit.s_high
    return 0, 0


def _doubt(
    printed: Printed, place: Placement, mark: Mark, low: int, high: int, lexicon: FoldedLists
) -> Doubt | None:
    hidden, shown = tuple(place.words.forms[low:high]), mark.words
    if same_in_style(hidden, shown, lexicon):
        return None
    bracket = f"“{printed.text[mark.start : mark.end]}”"
    if not hidden:
        adds_not = not lexicon.negations.isdisjoint(shown)
        return Doubt(f"the quote adds {bracket}", Flag.NEGATION) if adds_not else None
    said = place.text[place.words.starts[low] : place.words.ends[high - 1]]
    reason = f"the quote has {bracket} for “{said}”"
    numbers = [set(filter(lexicon.is_number, words)) for words in (hidden, shown)]
    if all(numbers) and numbers[0] != numbers[1]:
        return Doubt(reason, Flag.NUMBER)
    negations = [lexicon.negations.intersection(words) for words in (hidden, shown)]
    if negations[1] and not negations[0]:
        return Doubt(reason, Flag.NEGATION)
    if lexicon.pronouns.isdisjoint(hidden) and _is_other(hidden, shown, lexicon):
        return Doubt(reason)
    return None


def _is_other(hidden: Sequence[str], shown: Sequence[str], lexicon: FoldedLists) -> bool:
    """Return whether words of weight are gone that are nowhere among the shown ones, and others are
    new."""
    lost = _without(hidden, shown, lexicon)
    return bool(lost) and bool(_without(shown, hidden, lexicon))


def _without(words: Sequence[str], others: Sequence[str], lexicon: FoldedLists) -> list[str]:
    light = lexicon.function | lexicon.pronouns
    return [
        word
        for word in words
        if word not in light and not any(same_word(word, other, lexicon) for other in others)
    ]
