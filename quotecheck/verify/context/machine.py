"""Differences that a speech recogniser may have made."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quotecheck.model import Flag
from quotecheck.rules.wording import Hearing
from quotecheck.sources.library import Library
from quotecheck.verify.compare.edits import Effect, JudgedEdit
from quotecheck.verify.compare.lexicon import FoldedLists
from quotecheck.verify.compare.placement import Placement
from quotecheck.verify.compare.printed import Printed
from quotecheck.verify.compare.sounds import sound_alike

ALIKE = "a machine wrote this down and may have misheard: the words sound alike"
NAME = "a machine wrote this down and may not know the name: check it"
FILLED = "only words that fill the sentence come or go, where somebody speaks freely"
LOST = "a machine wrote this down and may lack words here: listen to the recording"
GARBLED = "a machine misheard several words here: listen to the recording"
REASONS = (ALIKE, NAME, GARBLED, LOST, FILLED)

_HEAVY = frozenset((Effect.DROPPED, Effect.CHANGED))
_RISKS = frozenset((Flag.NEGATION, Flag.HEDGE, Flag.CROPPED))
_FIGURES = re.compile(r"\d+")


def machine_reasons(
    printed: Printed, place: Placement, library: Library, lexicon: FoldedLists, hearing: Hearing
) -> set[str]:
    """The reasons why the differences may be the recogniser's mistakes, with an empty one for any
    difference that hardly is.

    A recogniser replaces words that it does not know, above all names, with words that it knows; it
    loses small words, and words where the speaker changes. If it misheard in several places, it may
    have misheard in any.
    """
    heavy = [each for each in place.findings if each.change in _HEAVY]
    found = {each: _reason(printed, place, each, library, lexicon, hearing) for each in heavy}
    garbled = sum(each.change is Effect.NOISE for each in place.findings)
    garbled += sum(reason in (ALIKE, NAME) for reason in found.values())
    if garbled >= hearing.garbles:
        for each in heavy:
            edit = each.edit
            long = max(edit.s_high - edit.s_low, edit.q_high - edit.q_low) > hearing.garbled_words
            both = edit.s_high > edit.s_low and edit.q_high > edit.q_low
            if not found[each] and both and not long and not _is_risky(printed, place, each):
                found[each] = GARBLED
    return set(found.values())


def _reason(
    printed: Printed,
    place: Placement,
    finding: JudgedEdit,
    library: Library,
    lexicon: FoldedLists,
    hearing: Hearing,
) -> str:
    """The reason why one difference may be the machine's mistake; empty if it hardly is."""
    if _is_risky(printed, place, finding):
        return ""
    edit, said, put = finding.edit, *_sides(printed, place, finding)
    if said and put:
        one, other = " ".join(said), " ".join(put)
        if sound_alike(one, other, hearing.sounds, hearing.machine_unlike):
            return ALIKE
        unknown = any(not library.count((word,)) for word in put)
        alike = unknown and sound_alike(one, other, hearing.sounds, hearing.name_unlike)
        return NAME if alike else ""
    small = lexicon.function | lexicon.pronouns | set(hearing.unheard)
    if len(said or put) <= hearing.small_words and small.issuperset(said or put):
        return LOST
    if tuple(said or put) in lexicon.openers:
        return FILLED
    at_end = edit.q_low == 0 or edit.q_high == place.length
    return LOST if at_end and put and len(put) <= hearing.edge_words else ""


def _is_risky(printed: Printed, place: Placement, finding: JudgedEdit) -> bool:
    """Return whether a difference turns the sense, moves words, or changes a number."""
    if finding.moved or _RISKS.intersection(finding.flags):
        return True
    said, put = _sides(printed, place, finding)
    return Flag.NUMBER in finding.flags and (_figures(said) != _figures(put) or not _figures(put))


def _sides(
    printed: Printed, place: Placement, finding: JudgedEdit
) -> tuple[Sequence[str], Sequence[str]]:
    """The words of the source and of the quote in a difference."""
    edit = finding.edit
    said = place.words.forms[edit.s_low : edit.s_high]
    return said, printed.words.forms[edit.q_low : edit.q_high]


def _figures(words: Sequence[str]) -> list[str]:
    """The figures among some words, inside others too: 32 of "bec 32" and of "bech32"."""
    return _FIGURES.findall(" ".join(words))
