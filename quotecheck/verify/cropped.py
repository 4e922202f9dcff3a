"""Quotations that leave off what takes them back: "we can fix it" of "we can fix it if you pay"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quotecheck.sources.canonical import Canon
from quotecheck.verify.lexicon import Lexicon
from quotecheck.verify.placement import Placement
from quotecheck.verify.secondhand import lead_in

_AROUND = 40  # characters in which the next word is looked for
_SHOWN = 40  # characters of what was cut off
_GOES_ON = re.compile(r"[ -]\w")
_STOP = re.compile(r"[^\w\n]{0,3}[.?!\n]")
_SENTENCE_END = re.compile(r"[.?!…][”\"’')\]]*\s|\n")


def cut_off(place: Placement, canon: Canon, lexicon: Lexicon) -> str:
    """What the speaker's sentence has right before or after a passage that matters to it, in a
    sentence for the editor; empty if there is nothing.

    After it that is a word that takes it back or narrows it ("but", "unless"), a "not", or what
    makes another number of the last word. Before it, a hedge,
    a negation or a condition that touches it, or a whole clause of condition ("If you pay,").
    """
    text = place.text
    after = text[place.end : place.end + _AROUND]
    if _is_turned(place, after, canon, lexicon):
        return f"the speaker goes on “{_opening(text, place.end)}”"
    sentence = _SENTENCE_END.split(lead_in(text, place.start, place.turn_start))[-1].strip()
    if _touches(sentence, canon, lexicon) or _is_condition(sentence, canon, lexicon):
        return f"before it the speaker says “{_ending(sentence)}”"
    return ""


def _is_turned(place: Placement, after: str, canon: Canon, lexicon: Lexicon) -> bool:
    """Whether what follows a passage narrows it or takes it back."""
    stopped = bool(_STOP.match(after))
    first = canon.first_form(after)
    if not stopped and first not in lexicon.narrowing:
        return bool(_GOES_ON.match(after)) and _belongs(place, first, lexicon)
    following = canon.forms(after)
    if stopped:
        return _is_afterthought(following, lexicon)
    return lexicon.turns_here(following)


def _is_afterthought(following: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether a sentence only narrows the one before, as "But only if you pay" does."""
    words = [word for word in following[:2] if (word,) not in lexicon.openers]
    words += following[2:]
    narrows = lexicon.limits | lexicon.negations
    return not narrows.isdisjoint(words[:1]) and lexicon.turns_here(words[1:])


def stops_inside(place: Placement, canon: Canon, lexicon: Lexicon) -> str:
    """The contraction inside which a passage stops, without the "not" of it: "they will" of "they
    won't"; empty if there is none."""
    surface = place.words.surfaces[place.high - 1]
    forms = canon.forms(surface)
    cut = len(forms) > 1 and place.words.forms[place.high - 1] != forms[-1]
    return surface if cut and forms[-1] in lexicon.negations else ""


def _belongs(place: Placement, following: str | None, lexicon: Lexicon) -> bool:
    """Whether the next word belongs to the last one: a "not", or "million" after a number."""
    if following in lexicon.magnitudes:
        return lexicon.is_number(place.words.forms[place.high - 1])
    return following in lexicon.negations


def _touches(before: str, canon: Canon, lexicon: Lexicon) -> bool:
    """Whether the last word is a hedge, a condition or a negation, with no mark behind it."""
    if before[-1:] in ",;:":
        return False
    words = tuple(canon.last_forms(before[-_AROUND:], lexicon.longest))
    if any(words[at:] in lexicon.conditions for at in range(len(words))):
        return True
    if _is_not_held(words, lexicon):
        return True
    return words[-1:] in lexicon.hedges or not lexicon.negations.isdisjoint(words[-1:])


def _is_not_held(words: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether words bring in what the speaker does not hold: "I do not think that"."""
    brought = words[:-1] if words[-1:] == ("that",) else words
    is_denied = not lexicon.negations.isdisjoint(brought[:-1])
    held = lexicon.beliefs if is_denied else lexicon.doubts
    return not held.isdisjoint(brought[-1:])


def _is_condition(before: str, canon: Canon, lexicon: Lexicon) -> bool:
    """Whether the sentence before a passage is a clause of condition and no more."""
    words = tuple(canon.forms(before))
    if not before.endswith(",") or not words:
        return False
    skipped = words[:1] in lexicon.openers or words[0] in lexicon.function
    return any(
        words[start : start + length] in lexicon.conditions
        for start in range(2 if skipped else 1)
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
