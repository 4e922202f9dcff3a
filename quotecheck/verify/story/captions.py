"""Captions: the quotations of an article that stand in the words under a picture.

A caption is a short paragraph that begins as captions do ("Pictured: ...", "FILE - ...") or that
begins or ends with a photo credit ("(AP Photo/Jane Roe)", "Jane Roe/Getty Images"). A credit is one
of the marks of the rules with nothing but names around it, so "she told Getty Images" is not one.
It may also stand by itself on the line right below.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from quotecheck.model import Kind, Quotation
from quotecheck.rules.wording import Captions
from quotecheck.text import paragraphs

_QUOTED = "\ufffc"  # stands for the quotations of a paragraph
_APART = re.compile(rf"[.!?…][”\"’')\]]*\s|[(\[|{_QUOTED}]|\s-+\s")
_IN_FRONT = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]")
_WORD = re.compile(r"\w[\w'.&]*")
_LETTERS = 30  # of a word, at most, where only the number of words is limited


class _Marks(NamedTuple):
    """The marks of the rules, ready for searching."""

    telling: frozenset[str]  # a word of each mark
    openings: re.Pattern[str]
    credits: re.Pattern[str]
    small_words: frozenset[str]
    credit_words: int


def in_captions(text: str, quotes: Sequence[Quotation], rules: Captions) -> frozenset[str]:
    """The ids of the quotations that stand in captions of an article's ``text``."""
    if not _has_any(text, _telling_words(rules)):
        return frozenset()
    marks = _compiled(rules)
    parts = paragraphs(text)
    starts = [start for start, _ in parts]
    inside: defaultdict[int, list[Quotation]] = defaultdict(list)
    for quote in quotes:
        if quote.kind is Kind.INDIRECT:
            continue
        inside[bisect_right(starts, quote.start) - 1].append(quote)
    set_apart = "\n\n" in text or "\r\n\r\n" in text
    found: set[str] = set()
    for number, within in inside.items():
        if number < 0 or parts[number][1] - parts[number][0] > rules.longest * _LETTERS:
            continue
        line = text[slice(*parts[number])]
        below = _line_below(text, parts, number) if set_apart else ""
        if len(line.split()) <= rules.longest and (
            _is_caption(_without(line, within, parts[number][0]), marks) or _is_credit(below, marks)
        ):
            found.update(quote.id for quote in within)
    return frozenset(found)


def _has_any(text: str, telling: frozenset[str]) -> bool:
    """Return whether a text may have a mark, which most articles and paragraphs do not."""
    plain = text.lower().replace("’", "'")
    return any(word in plain for word in telling)


def _plain(text: str) -> str:
    return text.replace("–", "-").replace("—", "-").replace("’", "'")


def _line_below(text: str, parts: Sequence[tuple[int, int]], number: int) -> str:
    """The next paragraph, if it stands on the very next line."""
    if number + 1 == len(parts):
        return ""
    end, (start, stop) = parts[number][1], parts[number + 1]
    return text[start:stop] if text.count("\n", end, start) == 1 else ""


def _without(line: str, quotes: Iterable[Quotation], start: int) -> str:
    """A paragraph that begins at ``start`` with each of its quotations replaced by one sign; a
    quotation that goes on in the next paragraph takes the rest."""
    kept, at = [], 0
    for quote in quotes:
        kept.append(line[at : max(at, quote.start - start)])
        at = max(at, quote.end - start)
    return _QUOTED.join((*kept, line[at:]))


def _is_caption(line: str, marks: _Marks) -> bool:
    line = _plain(line)
    if marks.openings.match(line):
        return True
    front = _IN_FRONT.match(line)
    if front and _is_credit(front.group(1), marks):
        return True
    longest = marks.credit_words * _LETTERS
    cuts = (cut.end() for cut in _APART.finditer(line, max(0, len(line) - longest)))
    return any(_is_credit(line[at:], marks) for at in cuts)


def _is_credit(words: str, marks: _Marks) -> bool:
    """Return whether words contain a mark of a credit, and otherwise only the words of a name."""
    if _QUOTED in words or not _has_any(words, marks.telling):
        return False
    rest, found = marks.credits.subn(" ", _plain(words))
    if not found:
        return False
    names = _WORD.findall(rest)
    return len(names) <= marks.credit_words and not any(
        name[0].islower() and name.lower() not in marks.small_words for name in names
    )


@lru_cache(maxsize=8)
def _telling_words(rules: Captions) -> frozenset[str]:
    """The longest word of each mark, except words that contain another of them."""
    every = (*rules.openings, *rules.credits)
    words = {max(_plain(each).lower().split(), key=len) for each in every}
    return frozenset(word for word in words if not any(o in word for o in words - {word}))


@lru_cache(maxsize=8)
def _compiled(rules: Captions) -> _Marks:
    return _Marks(
        _telling_words(rules),
        re.compile(rf"[\W_]*{_either(rules.openings)}", re.IGNORECASE),
        re.compile(_either(rules.credits), re.IGNORECASE),
        frozenset(word.lower() for word in rules.small_words),
        rules.credit_words,
    )


def _either(phrases: Iterable[str]) -> str:
    """A pattern for any of some phrases, as whole words; the longest first."""
    shapes = []
    for phrase in sorted({_plain(each).strip() for each in phrases}, key=len, reverse=True):
        before = r"(?<!\w)" if phrase[0].isalnum() else ""
        after = r"(?!\w)" if phrase[-1].isalnum() else ""
        shapes.append(before + r"\s+".join(map(re.escape, phrase.split())) + after)
    return f"(?:{'|'.join(shapes)})" if shapes else "(?!)"
