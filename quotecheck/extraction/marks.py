"""Quotation marks: which opens, which closes, and what stands between them.

A mark is read by its shape and by what stands next to it; an opened mark that nothing closes ends
with its paragraph, unless the next paragraph opens with the same mark (a quotation that runs on).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_CANDIDATE = re.compile(
    "[“”„«»「」『』\"]|''|``|[‘‚’]|(?<![A-Za-z0-9])'(?=\\S)|(?<=\\S)'(?![A-Za-z0-9])"
)
_OPENERS = "“„«「『‘‚"
_CLOSERS = "”»」』’"
_FAMILY = {
    **dict.fromkeys('“”„"', "double"),
    "''": "double",
    "``": "double",
    **dict.fromkeys("«»", "guillemet"),
    **dict.fromkeys("「」", "corner"),
    **dict.fromkeys("『』", "white corner"),
    **dict.fromkeys("‘’‚'", "single"),
}
_BEFORE_OPENING = frozenset(" \t\u00a0\u2009\u202f([{—–-/:“„‘\"'")
_AFTER_CLOSING = frozenset(" \t\u00a0\u2009\u202f)]}—–-/:;,.?!”’\"'…")
# What may stand between an apostrophe and nothing: '80s, 'em, 'tis, rock 'n' roll.
_ELISION = re.compile(r"['‘’](?:\d\ds?\b|em\b|tis\b|twas\b|til\b|cause\b|n['’])", re.IGNORECASE)
_MARKUP = re.compile(r"<[a-zA-Z/!][^<>\n]{0,500}>")
_MEASURE = re.compile(
    r"\d['’]\s?\d{1,2}(?:\"|'')|(?<=[\s(])\d{1,3}(?:\"|'')(?=\s+(?:by|x|tall|wide|long|high|deep|screen|pipe|TV)\b)"
)


@dataclass(frozen=True, slots=True)
class Span:
    """A quoted span: offsets of the whole, marks included, and how it was marked."""

    start: int
    end: int
    family: str
    closed: bool = True
    parent: int | None = None


@dataclass(slots=True)
class _Open:
    start: int
    family: str
    straight: bool


def find_spans(text: str, paragraphs: list[tuple[int, int]]) -> list[Span]:
    """The quoted spans of a text in order; a nested one names the index of its parent."""
    pieces: list[list[Span]] = [_in_paragraph(text, start, end) for start, end in paragraphs]
    spans: list[Span] = []
    running = False
    for paragraph in pieces:
        offset = len(spans)
        for number, span in enumerate(paragraph):
            parent = None if span.parent is None else span.parent + offset
            if number == 0 and running and span.parent is None:
                last = max(i for i, each in enumerate(spans) if each.parent is None)
                head = spans[last]
                if head.family == span.family:
                    spans[last] = Span(head.start, span.end, head.family, span.closed)
                    offset -= 1
                    running = not span.closed
                    continue
            spans.append(Span(span.start, span.end, span.family, span.closed, parent))
        tops = [span for span in paragraph if span.parent is None]
        running = bool(tops) and not tops[-1].closed
    return spans


def _in_paragraph(text: str, start: int, end: int) -> list[Span]:
    hidden = [found.span() for found in _MARKUP.finditer(text, start, end)]
    hidden += [found.span() for found in _MEASURE.finditer(text, start, end)]
    found = [
        mark
        for mark in _CANDIDATE.finditer(text, start, end)
        if not any(a <= mark.start() < b for a, b in hidden)
    ]
    if not found:
        return []
    kinds = [_FAMILY[mark.group()] for mark in found]
    singles_only = all(kind == "single" for kind in kinds)
    spans: list[Span] = []
    stack: list[_Open] = []
    order: list[int] = []
    for number, mark in enumerate(found):
        family = kinds[number]
        place = mark.start()
        if family == "single":
            if not singles_only and not stack:
                if not _single_opens_top(text, mark, start, end):
                    continue
            role = _single_role(text, mark, stack, start, end)
        else:
            role = _double_role(text, mark, stack, start, end)
        if role == "open":
            if len(stack) >= 3:
                continue
            if stack and stack[-1].family == family and family != "single":
                # A second opening mark: the first was never closed, unless a nested one fits.
                if _sentence_done(text, place, start):
                    _close(spans, order, stack, text, _trimmed(text, place), closed=True)
            stack.append(_Open(place, family, mark.group() in "\"''"))
            spans.append(Span(place, place, family))
            order.append(len(spans) - 1)
        elif role == "close":
            depth = _matching(stack, family)
            if depth is None:
                continue
            while len(stack) > depth + 1:
                _drop(spans, order, stack)
            _close(spans, order, stack, text, mark.end(), closed=True)
    while stack:
        if stack[-1].family == "single":
            _drop(spans, order, stack)
        else:
            _close(spans, order, stack, text, _trimmed(text, end), closed=False)
    return _linked(spans)


def _matching(stack: list[_Open], family: str) -> int | None:
    for depth in range(len(stack) - 1, -1, -1):
        if stack[depth].family == family:
            return depth
    return None


def _close(
    spans: list[Span], order: list[int], stack: list[_Open], text: str, end: int, *, closed: bool
) -> None:
    index = order.pop()
    opened = stack.pop()
    spans[index] = Span(opened.start, end, opened.family, closed)


def _drop(spans: list[Span], order: list[int], stack: list[_Open]) -> None:
    stack.pop()
    index = order.pop()
    spans[index] = Span(-1, -1, "")


def _linked(spans: list[Span]) -> list[Span]:
    kept = [span for span in spans if span.start >= 0 and span.end - span.start > 2]
    linked: list[Span] = []
    for span in kept:
        parent = None
        for index, other in enumerate(linked):
            if other.start <= span.start and span.end <= other.end:
                parent = index
        linked.append(Span(span.start, span.end, span.family, span.closed, parent))
    return linked


def _trimmed(text: str, end: int) -> int:
    while end > 0 and text[end - 1].isspace():
        end -= 1
    return end


def _sentence_done(text: str, place: int, start: int) -> bool:
    before = text[start:place].rstrip()
    return before[-1:] in ".?!,"


def _double_role(text: str, mark: re.Match[str], stack: list[_Open], start: int, end: int) -> str:
    shape = mark.group()
    before = text[mark.start() - 1] if mark.start() > start else " "
    after = text[mark.end()] if mark.end() < end else " "
    if shape in ('"', "''"):
        opening = before in _BEFORE_OPENING
        closing = after in _AFTER_CLOSING
        inside = any(each.family == "double" for each in stack)
        if opening and not closing:
            return "open"
        if closing and not opening:
            return "close" if inside else "none" if not after.isalnum() else "open"
        return "close" if inside else "open"
    if shape in _OPENERS or shape == "``":
        # An opening mark that stands where one closes.
        if before.isalnum() or before in ".,?!…":
            inside = any(each.family == _FAMILY[shape] for each in stack)
            if inside and (after in _AFTER_CLOSING or after.isspace()):
                return "close"
        return "open"
    inside = any(each.family == _FAMILY[shape] for each in stack)
    if not inside and before in _BEFORE_OPENING and not after.isspace():
        return "open"
    return "close"


def _single_opens_top(text: str, mark: re.Match[str], start: int, end: int) -> bool:
    """Whether a single mark outside double ones opens a quotation: as in headlines."""
    if mark.group() == "’" or _ELISION.match(text, mark.start()):
        return False
    before = text[mark.start() - 1] if mark.start() > start else " "
    after = text[mark.end()] if mark.end() < end else " "
    if not (before in _BEFORE_OPENING and not after.isspace()):
        return False
    return re.search(r"\S['’](?![A-Za-z0-9])", text[mark.end() : end]) is not None


def _single_role(text: str, mark: re.Match[str], stack: list[_Open], start: int, end: int) -> str:
    if _ELISION.match(text, mark.start()):
        return "none"
    before = text[mark.start() - 1] if mark.start() > start else " "
    after = text[mark.end()] if mark.end() < end else " "
    inside = bool(stack) and stack[-1].family == "single"
    if mark.group() in "‘‚" or (mark.group() == "'" and before in _BEFORE_OPENING):
        if after.isspace():
            return "none"
        return "none" if inside else "open"
    if after.isalnum() or not inside:
        return "none"
    # After an s it may be a possessive (the lawyers’ cars): then a later mark closes.
    if before == "s" and after == " ":
        rest = text[mark.end() : end]
        opener = stack[-1].start
        later = re.search(r"[A-Za-z.,?!]['’](?![A-Za-z0-9])", rest)
        reopened = re.search(r"[ (]['‘]\w", rest)
        if later and not (reopened and reopened.start() < later.start()) and opener < mark.start():
            return "none"
    return "close"
