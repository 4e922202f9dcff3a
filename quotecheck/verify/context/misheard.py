"""Differences for which only the recording can show whether the quotation or the transcript is
wrong."""

from __future__ import annotations

import re

from quotecheck.model import Flag, Tier
from quotecheck.rules.wording import Hearing
from quotecheck.sources.library import Library
from quotecheck.verify.compare.edits import Effect, JudgedEdit
from quotecheck.verify.compare.lexicon import FoldedLists
from quotecheck.verify.compare.placement import Placement
from quotecheck.verify.compare.printed import Printed
from quotecheck.verify.compare.sounds import sound_alike
from quotecheck.verify.context.machine import FILLED, REASONS, machine_reasons

_HEAVY = frozenset((Effect.DROPPED, Effect.CHANGED))
_PLAIN = frozenset((Flag.NUMBER, Flag.NEGATION, Flag.HEDGE, Flag.CROPPED))
_AROUND = 4000  # characters on either side, in which a transcript shows how it was made
_FRAGMENT = re.compile(r"\b[^\W\d_]{1,6}-+(?=[\s.,?!—]|$)")
_ENDS = re.compile(r"[^\w.?!\n]*(?:\n|$)|(?:\W?\s*\w[\w'’]*){0,2}\s?(?:-+(?=[\s.,…]|$)|—|…|\.\.\.)")
_BROKEN = "a turn of the transcript breaks off where the words differ"
_ALIKE = "the transcript is a rough one and may have misheard: the words sound alike"
_UNHEARD = "the transcriber did not hear the words where the quote differs: listen to the recording"
_BY_EAR = "the transcriber spelled this by ear: check the name"
_SMALL = "the transcript is a rough one and may lack a small word"
_CERTAIN = frozenset((_BROKEN, _UNHEARD, _BY_EAR))  # in any transcript, rough or not


def uncertain(printed: Printed, place: Placement, library: Library, lexicon: FoldedLists) -> str:
    """A sentence for the editor on why the differences may be the transcript's mistakes; empty
    where they are the quotation's, or turn the sense."""
    hearing, tier = library.rules.wording.hearing, place.head.tier
    if tier is not Tier.MACHINE and (tier is not Tier.TRANSCRIPT or not place.names_speakers):
        return ""
    turned = [finding for finding in place.findings if finding.change is Effect.FLIPPED]
    if not all(_only_fills(place, finding, lexicon) for finding in turned):
        return ""
    reasons = {FILLED} if turned else set()
    if tier is Tier.MACHINE:
        reasons |= machine_reasons(printed, place, library, lexicon, hearing)
    else:
        reasons |= {
            _reason(printed, place, finding, lexicon, hearing)
            for finding in place.findings
            if finding.change in _HEAVY
        }
    if not reasons or "" in reasons:
        return ""
    rough = tier is Tier.MACHINE or reasons <= _CERTAIN or _is_rough(place, hearing)
    known = (_UNHEARD, _BY_EAR, _ALIKE, *REASONS, _SMALL, _BROKEN)
    return next(reason for reason in known if reason in reasons) if rough else ""


def _only_fills(place: Placement, finding: JudgedEdit, lexicon: FoldedLists) -> bool:
    """Return whether a quote leaves out only "kind of" or the like, which is either a hedge or a
    filler: only hearing it would decide."""
    edit = finding.edit
    said = place.words.forms[edit.s_low : edit.s_high]
    rest = [word for word in said if word not in lexicon.function]
    return edit.q_low == edit.q_high and any(
        rest == [word for word in each if word not in lexicon.function] for each in lexicon.asides
    )


def _reason(
    printed: Printed, place: Placement, finding: JudgedEdit, lexicon: FoldedLists, hearing: Hearing
) -> str:
    """The reason why one difference may be the transcript's mistake; empty if it hardly is."""
    edit = finding.edit
    said = place.words.forms[edit.s_low : edit.s_high]
    put = printed.words.forms[edit.q_low : edit.q_high]
    if _PLAIN.intersection(finding.flags) or finding.moved:
        return ""
    if put and (noted := _noted(place, finding, hearing)):
        return noted
    if said and put:
        alike = sound_alike(" ".join(said), " ".join(put), hearing.sounds, hearing.unlike)
        return _ALIKE if alike else ""
    if put and len(put) <= hearing.edge_words and _breaks_off(place, finding):
        return _BROKEN
    words = said or put
    small = lexicon.function | lexicon.pronouns | set(hearing.unheard)
    return _SMALL if len(words) <= hearing.small_words and small.issuperset(words) else ""


def _noted(place: Placement, finding: JudgedEdit, hearing: Hearing) -> str:
    """The reason that the transcriber's own note gives where the words differ: not heard, or
    spelled by ear; empty if there is no note."""
    words, edit = place.words, finding.edit
    start = words.ends[edit.s_low - 1] if edit.s_low else place.turn_start
    end = words.starts[edit.s_high] if edit.s_high < len(words) else len(place.text)
    between = place.text[start : min(end, start + _AROUND)].lower()
    if any(note in between for note in hearing.notes if note not in hearing.by_ear):
        return _UNHEARD
    by_ear = edit.s_low < edit.s_high and any(note in between for note in hearing.by_ear)
    return _BY_EAR if by_ear else ""


def _breaks_off(place: Placement, finding: JudgedEdit) -> bool:
    """Return whether a turn of the source begins in the middle of a sentence, or ends there or
    breaks off, right where the quotation has more words."""
    edit = finding.edit
    if edit.q_low == 0:
        before = place.text[place.turn_start : place.start]
        return place.text[place.start].islower() and not re.search(r"\w", before)
    return edit.q_high == place.length and bool(_ENDS.match(place.text, place.end))


def _is_rough(place: Placement, hearing: Hearing) -> bool:
    """Return whether the text around a passage is a rough transcript: with words broken off and
    notes of what could not be made out."""
    around = place.text[max(0, place.start - _AROUND) : place.end + _AROUND].lower()
    notes = sum(around.count(note) for note in hearing.notes)
    signs = notes + sum(1 for _ in _FRAGMENT.finditer(around))
    return signs >= hearing.signs
