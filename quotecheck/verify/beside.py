"""A quotation compared with one passage that somebody chose: the differences, their places in both
texts, and the quotation corrected by the passage."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from quotecheck.model import DiffOp, Medium, Passage, Quotation, SpeakerMatch
from quotecheck.text import Stretch
from quotecheck.verify.compare.align import Edit
from quotecheck.verify.compare.edits import Effect
from quotecheck.verify.compare.printed import Printed, take_apart, without_marks
from quotecheck.verify.compare.written import whole_edit, words_in_line
from quotecheck.verify.search.finding import Claim, Finder
from quotecheck.verify.verdict import passage_diff

if TYPE_CHECKING:
    from quotecheck.sources.canonical import Words
    from quotecheck.verify.compare.placement import Placement


_KEPT = frozenset((Effect.STYLE, Effect.DISFLUENCY, Effect.MARKED, Effect.NOISE))
_MARKS = re.compile(r"[,;:.!?]*")
_OTHER_MARKS = re.compile(r"[^\s,;:.!?…—–-]")
_LETTER = re.compile(r"\w")
_STOP = re.compile(r"[.!?]")
_PAIRS = (("“", "”"), ("(", ")"), ("[", "]"), ("«", "»"))
_SLACK = 12  # words


@dataclass(frozen=True, slots=True)
class Beside:
    """``passage`` is the part of the source in which the quotation stands; ``printed`` are the
    spans of the quotation's text that the source does not have, ``said`` those of the source's text
    that the quotation does not have. ``text`` is the quotation with the source's words where they
    differ by more than house style, empty where marks leave the correction open; ``speaker`` says
    whether both name the same person."""

    passage: Passage
    ops: tuple[DiffOp, ...]
    printed: tuple[Stretch, ...]
    said: tuple[Stretch, ...]
    text: str
    speaker: SpeakerMatch


def beside(quote: Quotation, passage: Passage, finder: Finder) -> Beside | None:
    """The quotation beside a passage of the finder's library; None if next to nothing of it is
    there."""
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
    edits = [whole_edit(finding.edit, laid.words, printed.words) for finding in laid.findings]
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
    """Return whether dropped words stand right at an ellipsis or a bracket, where their replacement
    cannot be told apart from the words that the mark stands for."""
    return any(
        edit.s_low == edit.s_high and not {edit.q_low, edit.q_high}.isdisjoint(printed.marks)
        for edit in edits
    )


def corrected_words(printed: Printed, laid: Placement, edits: Iterable[Edit]) -> str:
    """The printed words, the differing ones replaced by the source's. The text between two words is
    the printed one or, where they were not printed side by side, the source's. Empty where that
    would leave one of a pair of marks unmatched."""
    text, words = printed.text, printed.words
    lead = made = text[: words.starts[0]]
    between, at = "", 0
    for edit in sorted(edits, key=lambda edit: (edit.q_low, edit.s_low)):
        if kept := _kept(printed, at, edit.q_low):
            made += between + kept
        if said := _said(laid, edit, printed):
            if made != lead:
                made += _between(printed, laid, edit, edit.q_low, edit.s_low) + said
            else:
                made += _cased_at(said, 0, upper=True) if _opens_upper(printed) else said
        if made != lead:
            between = _between(printed, laid, edit, edit.q_high, edit.s_high)
        text = _recased(text, printed, laid, edit)
        printed = replace(printed, text=text)
        at = edit.q_high
    if kept := _kept(printed, at, len(words)):
        made += between + kept
    made += text[words.ends[-1] :]
    return made if _pairs(made) == _pairs(printed.text) else ""


def _kept(printed: Printed, low: int, high: int) -> str:
    """Printed words as they are, with the text between them."""
    words = printed.words
    return printed.text[words.starts[low] : words.ends[high - 1]] if low < high else ""


def _said(laid: Placement, edit: Edit, printed: Printed) -> str:
    """The source's words of an edit as written; a number in figures where the article writes its
    number so."""
    if edit.s_low >= edit.s_high:
        return ""
    words = laid.words
    figures = words.forms[edit.s_low : edit.s_high]
    replaced = _kept(printed, edit.q_low, edit.q_high)
    if replaced.isdigit() and all(form.isdigit() for form in figures):
        return " ".join(figures)
    return words_in_line(laid.text, words, edit.s_low, edit.s_high)


def _between(printed: Printed, laid: Placement, edit: Edit, q: int, s: int) -> str:
    """The text before word ``q`` of a corrected quotation, which is word ``s`` of the source, at
    one end of an edit: the source's marks, unless the printed text shows an omission, or quotes."""
    here, there = _printed_before(printed, q), _said_before(laid, s)
    if q in printed.marks and (q == edit.q_low or edit.q_low < edit.q_high):
        return here or " "
    one_word = edit.q_high - edit.q_low == 1 == edit.s_high - edit.s_low
    same = here.strip() == there.strip() or _OTHER_MARKS.search(here)
    return here if here and one_word and same else there


def _printed_before(printed: Printed, q: int) -> str:
    words = printed.words
    return printed.text[words.ends[q - 1] : words.starts[q]] if 0 < q < len(words) else ""


def _said_before(laid: Placement, s: int) -> str:
    """The marks that the source has before a word, and a space; a label there is left out."""
    words = laid.words
    if not 0 < s < len(words):
        return " "
    found = laid.text[words.ends[s - 1] : words.starts[s]]
    if not found:
        return ""
    if _LETTER.search(found):
        marks = _MARKS.match(found)
        return f"{marks.group()} " if marks else " "
    return re.sub(r"\s+", " ", _OTHER_MARKS.sub("", found)) or " "


def _recased(text: str, printed: Printed, laid: Placement, edit: Edit) -> str:
    """The printed text with the first letter after an edit as the source has it, where only one of
    the two begins a sentence there; at the beginning of the quotation a capital stays."""
    words, said = printed.words, laid.words
    q, s = edit.q_high, edit.s_high
    if q >= len(words) or s >= len(said):
        return text
    at, letter = words.starts[q], laid.text[said.starts[s]]
    if not edit.q_low and edit.s_low == s:
        return _cased_at(text, at, upper=True) if _opens_upper(printed) else text
    begins = not q or bool(_STOP.search(_printed_before(printed, q)))
    begins_there = bool(_STOP.search(_said_before(laid, s)))
    if begins == begins_there or letter.isupper() != begins_there:
        return text
    return _cased_at(text, at, upper=begins_there)


def _opens_upper(printed: Printed) -> bool:
    return printed.text[printed.words.starts[0]].isupper()


def _cased_at(text: str, at: int, *, upper: bool) -> str:
    letter = text[at].upper() if upper else text[at].lower()
    return text[:at] + letter + text[at + 1 :] if len(letter) == 1 else text


def _pairs(text: str) -> tuple[int, ...]:
    """The number of marks of each pair that are still open."""
    return tuple(text.count(opened) - text.count(closed) for opened, closed in _PAIRS)


def _spans(ranges: Iterable[Stretch], words: Words, offset: int) -> list[Stretch]:
    return [
        (offset + words.starts[low], offset + words.ends[high - 1])
        for low, high in ranges
        if low < high
    ]
