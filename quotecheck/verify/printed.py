"""A printed quotation taken apart: its words, and the marks that own up to an edit."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from enum import StrEnum

from quotecheck.sources.canonical import Canon, Words

_OPENING = " \t\r\n\u00a0“”\"„‟«»‘’‚‛‹›'「」『』"
_CASE = re.compile(r"\[(\w)\](?=[\w’'])")
_DOTS = r"(?:…|\.(?:\s?\.){2,3})"
_ELLIPSIS = re.compile(rf"\[\s*{_DOTS}\s*\]|\(\s*{_DOTS}\s*\)|{_DOTS}+")
_MARKED = re.compile(r"[\[…]|\.\s?\.")
_BRACKET = re.compile(r"\[([^\[\]]*)\](?:[’']s\b)?")
_UNSEEN = "\u200b"


class MarkKind(StrEnum):
    """What a mark inside a quotation says."""

    ELLIPSIS = "ellipsis"
    BRACKET = "bracket"


@dataclass(frozen=True, slots=True)
class Mark:
    """An ellipsis, or words in brackets. ``words`` are the folded words in the brackets."""

    kind: MarkKind
    start: int
    end: int
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Printed:
    """A quotation as printed.

    ``words`` are the words that the speaker is said to have said, with their places in ``text``;
    ``marks`` holds, for a number n, the marks before word n. ``recased`` is true if a letter in
    brackets ("[t]hat") owns up to a change of case.
    """

    text: str
    words: Words
    marks: dict[int, tuple[Mark, ...]]
    recased: bool = False


def take_apart(text: str, canon: Canon, *, brackets: bool = True) -> Printed:
    """Find the words and the edit marks of a quotation; its quotation marks are no words.

    Without ``brackets`` what stands in brackets are words like the others, as they are where a
    transcript's own brackets are quoted.
    """
    if not brackets or not _MARKED.search(text):
        return Printed(text, canon.read(text), {})
    blank = _CASE.sub(rf"{_UNSEEN}\1{_UNSEEN}", text)
    recased = blank != text
    found: list[Mark] = []
    for pattern, kind in (_ELLIPSIS, MarkKind.ELLIPSIS), (_BRACKET, MarkKind.BRACKET):
        for match in pattern.finditer(blank):
            inside = canon.forms(match.group(1)) if kind is MarkKind.BRACKET else ()
            found.append(Mark(kind, match.start(), match.end(), tuple(inside)))
        blank = pattern.sub(lambda match: " " * len(match.group()), blank)
    words = canon.read(blank)
    marks: dict[int, tuple[Mark, ...]] = {}
    for mark in sorted(found, key=lambda mark: mark.start):
        number = bisect_left(words.starts, mark.start)
        marks[number] = (*marks.get(number, ()), mark)
    return Printed(text, words, marks, recased)


def brackets_of(printed: Printed) -> list[str]:
    """What stands in brackets, brackets included."""
    return [
        printed.text[mark.start : mark.end]
        for row in printed.marks.values()
        for mark in row
        if mark.kind is MarkKind.BRACKET
    ]


def without_marks(text: str) -> str:
    """The quotation without the quotation marks around it."""
    return text.strip(_OPENING)
