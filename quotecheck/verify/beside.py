"""A quotation laid beside one passage that somebody chose: what differs, where in either text, and
the quotation as the passage would have it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quotecheck.model import DiffOp, Medium, Passage, Quotation, SpeakerMatch
from quotecheck.text import Stretch
from quotecheck.verify.compare.align import Edit
from quotecheck.verify.compare.edits import Effect
from quotecheck.verify.compare.printed import Printed, take_apart, without_marks
from quotecheck.verify.search.finding import Claim, Finder
from quotecheck.verify.verdict import passage_diff

if TYPE_CHECKING:
    from quotecheck.sources.canonical import Words
    from quotecheck.verify.compare.placement import Placement


_KEPT = frozenset((Effect.STYLE, Effect.DISFLUENCY, Effect.MARKED, Effect.NOISE))
_MARKS = re.compile(r"[,;:.!?]*")
_STOP = re.compile(r"[,;:.!?]\s*")
_SLACK = 12  # words


@dataclass(frozen=True, slots=True)
class Beside:
    """``passage`` is the part of the source in which the quotation stands; ``printed`` are the
    spans of the quotation's text that the source does not have, ``said`` those of the source's
    text that the quotation does not have. ``text`` is the quotation with the source's words where
    they differ by more than house style, empty where marks leave open how; ``speaker`` says whether
    the two name one person."""

    passage: Passage
    ops: tuple[DiffOp, ...]
    printed: tuple[Stretch, ...]
    said: tuple[Stretch, ...]
    text: str
    speaker: SpeakerMatch


def beside(quote: Quotation, passage: Passage, finder: Finder) -> Beside | None:
    """The quotation beside a passage of the finder's library; None where next to nothing of it
    stands there."""
    library = finder.library
    place = library.place(passage.source, passage.start)
    bare = without_marks(quote.text)
    printed = take_apart(bare, library.canon)
    if place is None or not len(printed.words):
        return None
    name = quote.speaker.name if quote.speaker else None
    claim = Claim(printed, name, quote.date, quote.medium or Medium.UNKNOWN)
    slack = max(_SLACK, len(library.canon.forms(passage.text)))
    laid = finder.beside(claim, place, slack)
    if laid is None or laid.start >= passage.end or laid.end <= passage.start:
        return None
    offset = quote.text.index(bare)
    edits = [_whole(finding.edit, printed.words, laid.words) for finding in laid.findings]
    changed = [
        edit
        for finding, edit in zip(laid.findings, edits, strict=True)
        if finding.change not in _KEPT
    ]
    return Beside(
        passage=library.passage(
            laid.shelf, laid.window, laid.low, laid.high, score=max(0.0, laid.coverage)
        ),
        ops=passage_diff(printed, laid),
        printed=tuple(_spans(((e.q_low, e.q_high) for e in edits), printed.words, offset)),
        said=tuple(_spans(((e.s_low, e.s_high) for e in edits), laid.words, 0)),
        text=""
        if _at_a_mark(changed, printed)
        else quote.text.replace(bare, corrected_words(printed, laid, changed), 1),
        speaker=laid.speaker,
    )


def _at_a_mark(edits: Iterable[Edit], printed: Printed) -> bool:
    """Return whether words that go stand right at an ellipsis or a bracket: what comes in their
    place is not told from what the mark stands for."""
    return any(
        edit.s_low == edit.s_high and not {edit.q_low, edit.q_high}.isdisjoint(printed.marks)
        for edit in edits
    )


def corrected_words(printed: Printed, laid: Placement, edits: Iterable[Edit]) -> str:
    """The printed words with the source's in the place of those that differ."""
    text, words = printed.text, printed.words
    for edit in sorted(edits, key=lambda edit: (edit.q_low, edit.s_low), reverse=True):
        start = words.starts[edit.q_low] if edit.q_low < len(words) else words.ends[-1]
        end = words.ends[edit.q_high - 1] if edit.q_low < edit.q_high else start
        said = _said(laid, edit, text[start:end])
        if edit.q_low < edit.q_high:
            if not said:
                end += len(text[end:]) - len(text[end:].lstrip())
                start = start if end < len(text) else len(text[:start].rstrip())
            elif edit.q_low == 0 and text[start].isupper():
                said = said[0].upper() + said[1:]
            text = text[:start] + said + text[end:]
        elif 0 < edit.q_low < len(words) and _STOP.fullmatch(
            text, words.ends[edit.q_low - 1], start
        ):
            before, after = _marks_beside(laid, edit)
            text = f"{text[: words.ends[edit.q_low - 1]]}{before} {said}{after} {text[start:]}"
        elif edit.q_low < len(words):
            rest = text[start:]
            if edit.q_low == 0:
                rest = _as_said(rest, laid, edit)
                said = said[:1].upper() + said[1:] if text[start].isupper() else said
            text = f"{text[:start]}{said} {rest}"
        else:
            text = f"{text[:start]} {said}{text[start:]}"
    return text


def _marks_beside(laid: Placement, edit: Edit) -> tuple[str, str]:
    """The marks that the source has right before and after words that the quotation left out at a
    mark of its own, which belongs to neither side of them."""
    words = laid.words

    def marks(at: int) -> str:
        follows = words.starts[at + 1] if at + 1 < len(words) else len(laid.text)
        found = _MARKS.match(laid.text, words.ends[at], follows)
        return found.group() if found else ""

    said = _said(laid, edit, "")
    last = marks(edit.s_high - 1)
    return marks(edit.s_low - 1) if edit.s_low else "", "" if said.endswith(last) else last


def _said(laid: Placement, edit: Edit, replaced: str) -> str:
    """The source's words of an edit as written, with a mark that divides them from the next word;
    a number in figures where the article writes its number so."""
    if edit.s_low >= edit.s_high:
        return ""
    words, last = laid.words, edit.s_high - 1
    figures = words.forms[edit.s_low : edit.s_high]
    if replaced.isdigit() and all(form.isdigit() for form in figures):
        return " ".join(figures)
    end = words.ends[last]
    said = laid.text[words.starts[edit.s_low] : end]
    between = laid.text[end : words.starts[last + 1]] if last + 1 < len(words) else ""
    mark = between.strip()
    inside = edit.q_low == edit.q_high and last + 1 < laid.high
    return said + mark if inside and mark in {",", ";", "—", "–"} and mark else said


def _as_said(rest: str, laid: Placement, edit: Edit) -> str:
    """The words after an insertion at the beginning, without their capital if the source has
    none."""
    words = laid.words
    if edit.s_high < len(words) and laid.text[words.starts[edit.s_high]].islower():
        return rest[:1].lower() + rest[1:]
    return rest


def _whole(edit: Edit, quote: Words, source: Words) -> Edit:
    """The edit without a contraction cut in two: of "can't" for "can" both words are another."""
    s_low, s_high, q_low, q_high = edit.s_low, edit.s_high, edit.q_low, edit.q_high
    while _joined(quote, q_low) or _joined(source, s_low):
        if not q_low or not s_low:
            break
        q_low, s_low = q_low - 1, s_low - 1
    while _joined(quote, q_high) or _joined(source, s_high):
        if q_high >= len(quote) or s_high >= len(source):
            break
        q_high, s_high = q_high + 1, s_high + 1
    return Edit(s_low, s_high, q_low, q_high)


def _joined(words: Words, at: int) -> bool:
    """Return whether the words before and at a place are written as one."""
    return 0 < at < len(words) and words.starts[at] == words.starts[at - 1]


def _spans(ranges: Iterable[Stretch], words: Words, offset: int) -> list[Stretch]:
    return [
        (offset + words.starts[low], offset + words.ends[high - 1])
        for low, high in ranges
        if low < high
    ]
