"""The pattern language of the attribution rules.

A pattern describes a sentence as an editor would: ``{quote} {speaker} {cue}``.

    {quote} {speaker} {cue}   a quotation, a noun phrase that can speak, a verb of reporting
    {cue:tweet}               a verb of reporting of that medium
    {saying} {claim}          a reporting -ing form; a reporting noun (statement, claim)
    {passive}                 a verb of reporting after a form of to be (was quoted)
    {according} {to} {per} {by} {as} {that} {who} {'s} {and}
                              those words
    {but} {prep} {verb} {word} {object}
                              a conjunction, a preposition, any other verb or word; him, them
    {gap:0-6}                 so many pieces of anything but a quotation or the end of a sentence
    [ ... ]                   may be left out
    ( a | b )                 one of these
    ^  $                      where the paragraph begins, where it ends
    , : ; — ( )               themselves, in quotes for the brackets: '(' ')'

Auxiliaries and adverbs may stand between any two elements, a comma beside a quotation. A gap is
bounded, nothing else repeats: no pattern can hang.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from quotecheck.kinds import Medium

MAX_GAP = 40
_MEDIA = frozenset(medium.value for medium in Medium)

SLOTS = {
    "quote": "Q",
    "speaker": "S",
    "cue": "V",
    "saying": "G",
    "passive": "P",
    "claim": "C",
    "according": "A",
    "to": "t",
    "per": "r",
    "by": "Y",
    "as": "z",
    "that": "h",
    "who": "w",
    "'s": "k",
    "verb": "e",
    "word": "o",
    "prep": "i",
    "and": "&",
    "but": "b",
    "object": "m",
    "gap": "",
}
MARKS = {",": ",", ":": ":", ";": ";", "—": "-", "'('": "(", "')'": ")"}

_TOKEN = re.compile(r"\s*(?:\{([^{}]*)\}|('\('|'\)'|[\[\]()|^$,:;—])|(\S))")
_GAP = re.compile(r"gap:(\d{1,3})-(\d{1,3})$")


class PatternError(ValueError):
    """Raised for a pattern that cannot be read; ``offset`` is the place of the fault, from 0."""

    def __init__(self, message: str, offset: int, hint: str = "") -> None:
        super().__init__(message)
        self.offset = offset
        self.hint = hint


@dataclass(frozen=True)
class PatternElement:
    """One piece of a pattern: a slot, a gap, a mark, or structure such as ``[``."""

    kind: str
    value: str = ""
    least: int = 0
    most: int = 0


@cache
def parse_pattern(pattern: str) -> tuple[PatternElement, ...]:
    """The elements of a pattern, parsed once, when it is checked. Raises PatternError."""
    elements: list[PatternElement] = []
    brackets: list[tuple[str, int]] = []
    at = 0
    while at < len(pattern.rstrip()):
        found = _TOKEN.match(pattern, at)
        if found is None:
            break
        offset = found.end() - len(found.group().lstrip())
        slot, mark, other = found.groups()
        if other is not None:
            raise PatternError(f"cannot read {other!r}", offset, "words stand in {braces}")
        if slot is not None:
            elements.append(_slot(slot.strip(), offset))
        else:
            elements.append(_structure(mark, offset, brackets))
        at = found.end()
        if not brackets:
            _refuse_past_end(elements, offset)
    if brackets:
        opener, offset = brackets[-1]
        raise PatternError(f"{opener!r} is not closed", offset)
    if sum(element.value == "quote" for element in elements) != 1:
        raise PatternError("must hold {quote} once", 0)
    if sum(element.value == "speaker" for element in elements) != 1:
        raise PatternError("must hold {speaker} once", 0)
    if sum(element.value == "who" for element in elements) > 1:
        raise PatternError("may hold {who} once", 0)
    return tuple(elements)


def _refuse_past_end(elements: list[PatternElement], offset: int) -> None:
    """Refuse an element before the beginning of a paragraph or after its end."""
    if elements[-1].value == "^" and len(elements) > 1:
        raise PatternError("'^' stands where no paragraph begins", offset, "write it first")
    if len(elements) > 1 and elements[-2].value == "$":
        raise PatternError("nothing can stand behind '$'", offset, "write it last")


def _slot(slot: str, offset: int) -> PatternElement:
    if gap := _GAP.match(slot):
        least, most = int(gap.group(1)), int(gap.group(2))
        if least > most or most > MAX_GAP:
            message = f"a gap goes from fewer pieces to more, and to {MAX_GAP} at most"
            raise PatternError(message, offset, "write  {gap:0-6}")
        return PatternElement("gap", "gap", least, most)
    name, _, medium = slot.partition(":")
    if name == "gap":
        message = "a gap needs its least and its most pieces"
        raise PatternError(message, offset, "write  {gap:0-6}")
    if name not in SLOTS:
        from difflib import get_close_matches

        near = get_close_matches(name, SLOTS, n=1)
        hint = f"did you mean {{{near[0]}}}?" if near else f"one of: {', '.join(SLOTS)}"
        raise PatternError(f"there is no {{{name}}}", offset, hint)
    if medium and medium not in _MEDIA:
        hint = f"one of: {', '.join(sorted(_MEDIA))}"
        raise PatternError(f"{medium!r} is not a medium", offset, hint)
    return PatternElement(f"slot:{medium}" if medium else "slot", name)


def _structure(mark: str, offset: int, brackets: list[tuple[str, int]]) -> PatternElement:
    if mark in "[(":
        brackets.append((mark, offset))
    elif mark in "])":
        if not brackets or brackets.pop()[0] != {"]": "[", ")": "("}[mark]:
            raise PatternError(f"{mark!r} closes nothing", offset)
    elif mark == "|" and not (brackets and brackets[-1][0] == "("):
        raise PatternError("'|' stands outside ( )", offset)
    elif mark in MARKS:
        return PatternElement("mark", mark)
    return PatternElement("structure", mark)
