"""Quotation marks: pairing those that open with those that close.

A mark is read by its shape and by what stands next to it; an opened mark that nothing closes ends
with its paragraph, unless the next paragraph opens with the same mark (a quotation that runs on).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from quotecheck import lazily

# A pattern that begins with a set of characters is many times faster to search for.
_CANDIDATE = lazily.pattern(
    r"[“”„«»‹›「」『』\"″‘‚’'`](?:(?<=‘)‘|(?<=’)’|(?<!['`])|(?<=')'|(?<=`)`"
    r"|(?<=')(?<![A-Za-z0-9]')(?=\S)|(?<=\S')(?![A-Za-z0-9]))"
)
_OPENERS = "“„«‹「『‘‚"
_TELLING = (*'“”„"″«»‹›「」『』‘‚', "''", "``", " '", "('", "—'", "-'", " ’", "(’")
_MAX_DEPTH = 3
_REACH = 2000
_BREAK = 10  # characters between paragraphs
_FAMILY = {
    **dict.fromkeys('“”„"″', "double"),
    **dict.fromkeys(("''", "``", "‘‘", "’’"), "double"),
    **dict.fromkeys("«»", "guillemet"),
    **dict.fromkeys("‹›", "single guillemet"),
    **dict.fromkeys("「」", "corner"),
    **dict.fromkeys("『』", "white corner"),
    **dict.fromkeys("‘’‚'", "single"),
}
# Typographic spaces count, since French and English typesetters put thin ones beside marks.
_BEFORE_OPENING = frozenset(" \t\u00a0\u2009\u202f([{—–-/:“„‘\"'")
_AFTER_CLOSING = frozenset(" \t\u00a0\u2009\u202f)]}—–-/:;,.?!”’\"'…")
_BEFORE_CLOSING = frozenset(",.?!…")
_CLOSING = frozenset({"”", '"', "″"})
# Words that may begin with an apostrophe: '80s, 'em, 'tis, rock 'n' roll.
_ELISION = lazily.pattern(r"['‘’](?:\d\ds?\b|em\b|tis\b|twas\b|til\b|cause\b|n['’])", re.IGNORECASE)
# A transcript whose every paragraph begins with a mark: “VOSS: Will it hold?
_LABEL = lazily.pattern(r"[“„«\"'‘`]{1,2}((?:[A-Z][A-Z.’'-]+ ){0,3}[A-Z][A-Z.’'-]+):\s")
_MARKUP = lazily.pattern(r"<[a-zA-Z/!][^<>\n]{0,500}>")
# The title of a link: [dam](dam.html "The dam")
_TITLE = lazily.pattern(r"\]\([^\s()]+ \"[^\"\n]*\"\)")
_MEASURE = lazily.pattern(
    r"\d['’′]\s?\d{1,2}(?:[\"″]|'')"
    r"|(?<=[\s(])\d{1,3}(?:\"|'')(?=\s{1,3}(?:by|x|tall|wide|long|high|deep|screen|pipe|TV)\b)"
)


class Span(NamedTuple):
    """A quoted span: offsets of the whole, marks included, and how it was marked."""

    start: int
    end: int
    family: str
    closed: bool = True
    parent: int | None = None


class _Open(NamedTuple):
    start: int
    family: str


def find_spans(
    text: str, paragraphs: list[tuple[int, int]], tag: Callable[[str], int] | None = None
) -> list[Span]:
    """The quoted spans of a text in order; a nested one has the index of its parent.

    ``tag`` gives the place at which a span that is never closed ends because the narrator goes on
    (“No, Quill said.), or -1.
    """
    spans: list[Span] = []
    running: int | None = None
    for start, end in paragraphs:
        first_mark = start
        if running is not None and (closer := _closer(text, start, end, spans[running].family)):
            spans[running] = spans[running]._replace(end=closer, closed=True)
            running, first_mark = None, closer
        found = _in_paragraph(text, first_mark, end)
        if found and not found[-1].closed and tag is not None:
            cut = tag(text[found[-1].start : found[-1].end])
            if cut > 0:
                found[-1] = found[-1]._replace(end=found[-1].start + cut, closed=True)
        # The index of each of the paragraph's spans among all spans.
        places = list(range(len(spans), len(spans) + len(found)))
        if found and running is not None and _goes_on(spans[running], found[0], text, start):
            first = found.pop(0)
            spans[running] = spans[running]._replace(end=first.end, closed=first.closed)
            places = [running, *places[:-1]]
            running = None if first.closed else running
        elif found:
            running = None
        for span in found:
            if span.parent is None:
                running = None if span.closed else len(spans)
                spans.append(span)
            else:
                spans.append(span._replace(parent=places[span.parent]))
    return spans


def _goes_on(head: Span, first: Span, text: str, start: int) -> bool:
    """Return whether the first span of a paragraph continues the one that the last paragraph left
    open."""
    begins = first.family == head.family and not text[start : first.start].strip()
    return begins and label_in(text, first.start) is None


def _closer(text: str, start: int, end: int, family: str) -> int:
    """The end of the quotation that the paragraph before left open, if the first double mark of
    this one can only close: two paragraphs of one quotation, the second without a mark of its own.
    0 if it opens one."""
    if family != "double":
        return 0
    mark = next((m for m in _CANDIDATE.finditer(text, start, end) if m.group() in _CLOSING), None)
    if mark is None or mark.start() == start or text.find("“", start, mark.start()) >= 0:
        return 0
    before = text[mark.start() - 1]
    if before in "'’":
        before = text[mark.start() - 2]
    after = text[mark.end() : mark.end() + 1] or " "
    return mark.end() if before in _BEFORE_CLOSING and after in _AFTER_CLOSING else 0


def label_in(text: str, start: int) -> tuple[int, int] | None:
    """The place of the speaker's label with which a quoted span begins, if it does."""
    found = _LABEL.match(text, start)
    return found.span(1) if found else None


def _may_hold_marks(paragraph: str) -> bool:
    """Return whether a paragraph may hold quotation marks: a quick look that spares most the slow
    one, since apostrophes alone quote nothing."""
    return any(mark in paragraph for mark in _TELLING) or paragraph[:1] in ("'", "’")


def _in_paragraph(text: str, start: int, end: int) -> list[Span]:
    if not _may_hold_marks(text[start:end]):
        return []
    marks = list(_CANDIDATE.finditer(text, start, end))
    if "<" in text[start:end]:
        marks = _outside(_MARKUP, marks, text, start, end)
    if "](" in text[start:end]:
        marks = _outside(_TITLE, marks, text, start, end)
    if any(text[mark.start() - 1].isdigit() for mark in marks):
        marks = _outside(_MEASURE, marks, text, start, end)
    if not marks:
        return []
    pairing = _Pairing(text, start, end)
    singles_only = all(_FAMILY[mark.group()] == "single" for mark in marks)
    for mark in marks:
        pairing.take(mark, singles_only=singles_only)
    return _linked(pairing.finish())


def _outside(
    pattern: re.Pattern[str], marks: list[re.Match[str]], text: str, start: int, end: int
) -> list[re.Match[str]]:
    """The marks that stand outside every match of a pattern."""
    for found in pattern.finditer(text, start, end):
        first, last = found.span()
        marks = [mark for mark in marks if not first <= mark.start() < last]
    return marks


class _Pairing:
    """The pairing of one paragraph's marks into spans; open marks are kept outermost first."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text, self.start, self.end = text, start, end
        self.open: list[_Open] = []
        self.spans: list[Span] = []

    def take(self, mark: re.Match[str], *, singles_only: bool) -> None:
        """Open or close a span with the next mark, or pass it over."""
        family = _FAMILY[mark.group()]
        if family != "single":
            role = _double_role(self, mark)
        elif singles_only or self.open or _single_opens_top(self, mark):
            role = _single_role(self, mark)
        else:
            return
        if role == "open":
            self._begin(mark.start(), family)
        elif role == "close" and any(each.family == family for each in self.open):
            # A mark that was opened inside and never closed was not a mark after all.
            while self.open[-1].family != family:
                self.open.pop()
            self._close(mark.end())

    def finish(self) -> list[Span]:
        """The spans; what is still open ends with the paragraph."""
        while self.open:
            if self.open[-1].family == "single" and not self._runs_on(self.open[-1]):
                self.open.pop()
            else:
                self._close(_trimmed(self.text, self.end), closed=False)
        return sorted(self.spans, key=lambda span: (span.start, -span.end))

    def _runs_on(self, opened: _Open) -> bool:
        """Return whether an open single mark begins this paragraph and the next one as well."""
        mark = self.text[opened.start]
        begins = len(self.open) == 1 and not self.text[self.start : opened.start].strip()
        return begins and self.text[self.end : self.end + _BREAK].lstrip().startswith(mark)

    def inside(self, family: str) -> bool:
        """Return whether a span of that family is open."""
        return any(each.family == family for each in self.open)

    def around(self, mark: re.Match[str]) -> tuple[str, str]:
        """The characters before and after a mark; the paragraph's ends count as spaces."""
        before = self.text[mark.start() - 1] if mark.start() > self.start else " "
        after = self.text[mark.end()] if mark.end() < self.end else " "
        return before, after

    def reach(self, mark: re.Match[str]) -> int:
        """The distance after a mark within which to look for another."""
        return min(self.end, mark.end() + _REACH)

    def _begin(self, place: int, family: str) -> None:
        if len(self.open) >= _MAX_DEPTH:
            return
        if self.open and self.open[-1].family == family != "single":
            # A second opening mark after the end of a sentence: the first was never closed.
            before = self.text[max(self.start, place - 20) : place].rstrip()
            if before[-1:] in (".", "?", "!", ",") and not self._both_close(place):
                self._close(_trimmed(self.text, place))
        self.open.append(_Open(place, family))

    def _both_close(self, place: int) -> bool:
        """Return whether the marks that follow close both a second opening mark and the one before
        it, as when identical marks are nested."""
        depth = 1
        for mark in _CURLY.finditer(self.text, place, self.end):
            depth += 1 if mark.group() == "“" else -1
            if depth == 0:
                return True
        return False

    def _close(self, end: int, *, closed: bool = True) -> None:
        opened = self.open.pop()
        self.spans.append(Span(opened.start, end, opened.family, closed))


def _linked(spans: list[Span]) -> list[Span]:
    """The spans that are not empty, each with the index of the one around it."""
    linked: list[Span] = []
    around: list[int] = []
    for span in spans:
        if span.end - span.start <= 2:
            continue
        while around and linked[around[-1]].end < span.end:
            around.pop()
        linked.append(span if not around else span._replace(parent=around[-1]))
        around.append(len(linked) - 1)
    return linked


def _trimmed(text: str, end: int) -> int:
    while end > 0 and text[end - 1].isspace():
        end -= 1
    return end


def _double_role(pairing: _Pairing, mark: re.Match[str]) -> str:
    shape = mark.group()
    before, after = pairing.around(mark)
    inside = pairing.inside(_FAMILY[shape])
    if shape in ('"', "″", "''"):
        opening = before in _BEFORE_OPENING
        closing = after in _AFTER_CLOSING
        if opening == closing:
            return "close" if inside else "open"
        if opening or (not inside and _is_displaced(pairing, mark)):
            return "open"
        return "close" if inside else "open" if after.isalnum() else "none"
    if shape in _OPENERS or shape in ("``", "‘‘"):
        # An opening mark in the position of a closing one.
        ends = before.isalnum() or before in ".,?!…"
        return "close" if ends and inside and after in _AFTER_CLOSING else "open"
    # A closing mark in the position of an opening one.
    opens = not inside and before in _BEFORE_OPENING and not after.isspace()
    return "open" if opens else "close"


def _is_displaced(pairing: _Pairing, mark: re.Match[str]) -> bool:
    """Return whether a mark opens a quotation although its space stands on the wrong side: said,”
    No”."""
    before, after = pairing.around(mark)
    if after != " " or before not in ",:":
        return False
    later = _STRAIGHT.search(pairing.text, mark.end(), pairing.reach(mark))
    return later is not None and not pairing.text[later.start() - 1].isspace()


def _single_opens_top(pairing: _Pairing, mark: re.Match[str]) -> bool:
    """Return whether a single mark outside double ones opens a quotation: as in headlines."""
    if mark.group() == "’" or _ELISION.match(pairing.text, mark.start()):
        return False
    before, after = pairing.around(mark)
    if before not in _BEFORE_OPENING or after.isspace():
        return False
    return _LATER_CLOSER.search(pairing.text, mark.end(), pairing.reach(mark)) is not None


def _single_role(pairing: _Pairing, mark: re.Match[str]) -> str:
    if _ELISION.match(pairing.text, mark.start()):
        return "none"
    before, after = pairing.around(mark)
    inside = bool(pairing.open) and pairing.open[-1].family == "single"
    ends = inside and before in '"”' and after in _AFTER_CLOSING  # “Why?”’
    if mark.group() in "‘‚" or (mark.group() == "'" and before in _BEFORE_OPENING and not ends):
        return "none" if inside or after.isspace() else "open"
    if after.isalnum() or not inside:
        return "none"
    if before == "s" and after == " ":
        # A possessive (the lawyers’ cars), if a later mark closes what is open.
        later = _WORD_CLOSER.search(pairing.text, mark.end(), pairing.reach(mark))
        again = _SINGLE_OPENER.search(pairing.text, mark.end(), pairing.reach(mark))
        if later and not (again and again.start() < later.start()):
            return "none"
    return "close"


_CURLY = lazily.pattern("[“”]")
_STRAIGHT = lazily.pattern('["″]')
_LATER_CLOSER = lazily.pattern(r"\S['’](?![A-Za-z0-9])")
_WORD_CLOSER = lazily.pattern(r"[A-Za-z.,?!]['’](?![A-Za-z0-9])")
_SINGLE_OPENER = lazily.pattern(rf"[ (](?!{_ELISION.pattern})['‘]\w", re.IGNORECASE)
