"""Quotations that leave off what takes them back: "we can fix it" of "we can fix it if you pay"."""

from __future__ import annotations

import re

from quotecheck.sources.canonical import Canon
from quotecheck.verify.lexicon import Lexicon
from quotecheck.verify.placement import Placement
from quotecheck.verify.secondhand import lead_in

_AROUND = 40  # characters in which the next word is looked for
_SHOWN = 40  # characters of what was cut off
_SENTENCE_END = re.compile(r"[.?!…][”\"’')\]]*\s|\n")


def cut_off(place: Placement, canon: Canon, lexicon: Lexicon) -> str:
    """What the speaker's sentence has right before or after a passage that matters to it, in a
    sentence for the editor; empty if there is nothing.

    After it that is a word that takes it back or narrows it ("but", "unless"). Before it, a hedge,
    a negation or a condition that touches it, or a whole clause of condition ("If you pay,").
    """
    text = place.text
    after = text[place.end : place.end + _AROUND]
    if canon.first_form(after) in lexicon.turns and not any(mark in after[:4] for mark in ".?!\n"):
        return f"the speaker goes on “{_opening(text, place.end)}”"
    sentence = _SENTENCE_END.split(lead_in(text, place.start, place.turn_start))[-1].strip()
    if _touches(sentence, canon, lexicon) or _is_condition(sentence, canon, lexicon):
        return f"before it the speaker says “{_ending(sentence)}”"
    return ""


def _touches(before: str, canon: Canon, lexicon: Lexicon) -> bool:
    """Whether the last word is a hedge, a condition or a negation, with no mark behind it."""
    if before[-1:] in ",;:":
        return False
    last = tuple(canon.last_forms(before[-_AROUND:], 1))
    return (
        last in lexicon.conditions
        or last in lexicon.hedges
        or not lexicon.negations.isdisjoint(last)
    )


def _is_condition(before: str, canon: Canon, lexicon: Lexicon) -> bool:
    """Whether the sentence before a passage is a clause of condition and no more."""
    words = tuple(canon.forms(before))
    if not before.endswith(",") or not words:
        return False
    start = 1 if words[:1] in lexicon.openers or words[0] in lexicon.function else 0
    return any(
        words[start : start + length] in lexicon.conditions
        for length in range(1, lexicon.longest + 1)
    )


def _opening(text: str, start: int) -> str:
    """The first words from a place on, as far as the sentence goes."""
    rest = text[start : start + 2 * _SHOWN].lstrip(" ,;:—–-")
    end = _SENTENCE_END.search(rest)
    line = " ".join((rest[: end.end()] if end else rest).split())
    return line if len(line) <= _SHOWN else line[:_SHOWN].rsplit(" ", 1)[0] + " …"


def _ending(before: str) -> str:
    """The last words up to a place."""
    line = " ".join(before.split())
    return line if len(line) <= _SHOWN else "… " + line[-_SHOWN:].split(" ", 1)[-1]
