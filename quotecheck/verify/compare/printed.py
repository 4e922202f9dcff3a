"""A printed quotation taken apart: its words, and the marks that show an edit."""

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
_ANY_DOTS = re.compile(rf"\s*{_DOTS}\s*")
_MARKED = re.compile(r"[\[(…]|\.\s?\.")
_LETTERS = r"[^\W\d_]+"
_CLITIC = r"(?:[’'](?:s|ll|d|re|ve|m)\b)?"
_BRACKET = re.compile(
    rf"(?P<part>(?:\b{_LETTERS})?\[{_LETTERS}\]{_LETTERS}|\b{_LETTERS}\[{_LETTERS}\])"
    rf"|\[(?P<square>[^\[\]]*)\]{_CLITIC}"
    rf"|\((?P<round>[^()\[\]]{{1,60}})\){_CLITIC}"
)
_SIGNS = str.maketrans("", "", "[]")
_UNSEEN = "\u200b"


class MarkKind(StrEnum):
    """The kinds of marks inside a quotation."""

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

    ``words`` are the words attributed to the speaker, with their places in ``text``; ``marks``
    holds, for a number n, the marks before word n. ``recased`` is true if a letter in brackets
    ("[t]hat") shows a change of case.
    """

    text: str
    words: Words
    marks: dict[int, tuple[Mark, ...]]
    recased: bool = False


def take_apart(text: str, canon: Canon, *, brackets: bool = True) -> Printed:
    """Find the words and the edit marks of a quotation; its quotation marks are not words.

    Without ``brackets`` bracketed words are words like the others, as where a transcript's own
    brackets are quoted.
    """
    if not brackets or not _MARKED.search(text):
        return Printed(text, canon.read(text), {})
    blank = _CASE.sub(rf"{_UNSEEN}\1{_UNSEEN}", text)
    recased = blank != text
    found = [
        Mark(MarkKind.ELLIPSIS, match.start(), match.end()) for match in _ELLIPSIS.finditer(blank)
    ]
    blank = _ELLIPSIS.sub(_blanked, blank)
    found += [
        Mark(MarkKind.BRACKET, match.start(), match.end(), put)
        for match in _BRACKET.finditer(blank)
        if (put := _put(match, canon)) is not None
    ]
    blank = _BRACKET.sub(_blanked, blank)
    words = canon.read(blank)
    marks: dict[int, tuple[Mark, ...]] = {}
    for mark in sorted(found, key=lambda mark: mark.start):
        number = bisect_left(words.starts, mark.start)
        marks[number] = (*marks.get(number, ()), mark)
    return Printed(text, words, marks, recased)


def _put(bracket: re.Match[str], canon: Canon) -> tuple[str, ...] | None:
    """The folded words that a bracket adds: those in it, or the word that it is part of
    ("want[ed]"). None for a note that nobody said ("[laughs]")."""
    if bracket["part"]:
        return tuple(canon.forms(bracket["part"].translate(_SIGNS)))
    if not canon.forms(bracket.group()) and (bracket["round"] or bracket["square"]):
        return None
    return tuple(canon.forms(bracket["square"] or bracket["round"] or ""))


def _blanked(match: re.Match[str]) -> str:
    return " " * len(match.group())


def brackets_of(printed: Printed) -> list[str]:
    """The bracketed parts of a quotation, brackets included."""
    return [
        printed.text[mark.start : mark.end]
        for row in printed.marks.values()
        for mark in row
        if mark.kind is MarkKind.BRACKET
    ]


def with_one_dots(text: str) -> str:
    """The text with every ellipsis written the same way."""
    return _ANY_DOTS.sub("…", text)


def without_marks(text: str) -> str:
    """The quotation without the quotation marks around it."""
    return text.strip(_OPENING)
