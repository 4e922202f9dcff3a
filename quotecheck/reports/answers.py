"""What the writer answered in a Word document that `reports.word` had made, as notes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from quotecheck.articles import parse_article
from quotecheck.desk import Change, DeskState
from quotecheck.desk.anchor import anchor, place
from quotecheck.desk.events import Anchor
from quotecheck.display import clip, one_line
from quotecheck.formats.word_comments import Comment, comments
from quotecheck.formats.word_places import places
from quotecheck.reports.word import ANSWER, QUOTATION, REPORT
from quotecheck.reports.word_marks import INITIALS
from quotecheck.text import trimmed

_LONGEST = 4_000  # letters of an answer


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody wrote about words of the draft. ``number`` is the number that our comment gave
    the quotation."""

    line: str
    anchor: Anchor
    number: int


def answers(data: bytes, path: str) -> tuple[list[Answer], int]:
    """The answers in a Word document, in its order: replies to our comments, what was written into
    them below, and later comments on the same words; and how many other comments there are.

    Raises InputError."""
    text = parse_article(data, path).text
    found = list(comments(places(data, path, text)))
    ours = [each for each in found if _is_ours(each)]
    made: list[Answer] = []
    others = 0
    for each in found:
        about = min(
            (one for one in ours if _answers(each, one)),
            key=lambda one: (one is not each, each.parent != one.ident, _apart(each, one)),
            default=None,
        )
        if about is None:
            others += 1
            continue
        words = _below(each) if each is about else each.lines
        said = clip(" / ".join(filter(None, map(one_line, words))), _LONGEST)
        if said:
            where = anchor(text, *trimmed(text, each.start, each.end))
            made.append(Answer(f"{_by(each)}: {said}", where, _number(about)))
    return made, others


def _by(comment: Comment) -> str:
    if _is_ours(comment):
        return "the writer"
    parts = [clip(one_line(comment.author), 80) or "the writer", one_line(comment.at)[:10]]
    return ", ".join(filter(None, parts))


def noted(
    state: DeskState, found: Sequence[Answer]
) -> tuple[dict[str, Change], list[tuple[str, Answer]], list[Answer]]:
    """The notes that the answers become, by quotation, with the answers that are new and what
    they are about, and the answers that belong to none."""
    quotes = [each.quote for each in (*state.quotes, *state.reports)]
    text = state.document.article.text
    notes: dict[str, list[str]] = {}
    changes: dict[str, Change] = {}
    taken: list[tuple[str, Answer]] = []
    homeless: list[Answer] = []
    for each in found:
        spot = place([each.anchor], text, quotes).get(each.anchor)
        if spot is None and not 0 < each.number <= len(state.quotes):
            homeless.append(each)
            continue
        quote = state.of(spot.quote) if spot is not None else state.quotes[each.number - 1]
        old = quote.decision.note if quote.decision is not None else ""
        lines = notes.setdefault(quote.quote.id, old.splitlines())
        if each.line not in lines:
            lines.append(each.line)
            changes[quote.quote.id] = Change(note="\n".join(lines))
            what = REPORT if quote.quote.report is not None else QUOTATION
            taken.append((f"{what.lower()} {quote.number}", each))
    return changes, taken, homeless


def _is_ours(comment: Comment) -> bool:
    begins = "".join(comment.lines[:1]).startswith((QUOTATION, REPORT))
    return comment.initials == INITIALS and begins


def _below(comment: Comment) -> Sequence[str]:
    """What somebody wrote into our own comment, below its last line."""
    lines = comment.lines
    return lines[lines.index(ANSWER) + 1 :] if ANSWER in lines else ()


def _answers(one: Comment, ours: Comment) -> bool:
    """Whether a comment answers one of ours, or is that one. Not every program says what is a
    reply: a comment on the same words is, unless it was there before."""
    if one is ours or one.parent == ours.ident:
        return True
    if one.parent is not None or _is_ours(one):
        return False
    same = one.start < ours.end and ours.start < one.end
    return same and not (one.at and ours.at and one.at < ours.at)


def _apart(one: Comment, other: Comment) -> int:
    """How far the words of two comments are from being the same."""
    return abs(one.start - other.start) + abs(one.end - other.end)


def _number(ours: Comment) -> int:
    words = "".join(ours.lines[:1]).removeprefix(f"{QUOTATION} ").partition(":")[0]
    return int(words) if words.isascii() and words.isdecimal() and len(words) < 7 else 0
