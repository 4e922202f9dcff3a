"""Reader of the writer's answers in a document that `reports.annotated` had made, as notes."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from quotecheck.articles import parse_article
from quotecheck.desk import Change, DeskState, QuoteState
from quotecheck.desk.anchor import anchor, anchored
from quotecheck.desk.events import Anchor
from quotecheck.desk.labels import spoken_name
from quotecheck.display import clip, one_line
from quotecheck.errors import InputError
from quotecheck.formats.comments import Comment
from quotecheck.reports.comments import ANSWER, QUOTATION, REPORT, is_heading, written_lines
from quotecheck.reports.office import office_of
from quotecheck.text import trimmed

_LONGEST = 4_000  # letters of an answer
# Our comments are known again by how they begin, or by the sentence that asks for the answer.
_BEGINS = re.compile(rf"\s*(?:{QUOTATION}|{REPORT}) (\d{{1,6}}): ", re.ASCII)
# LibreOffice begins a reply with all that it answers: Reply to Ann (date): "Quotation 1: ...
_REPEATS = re.compile(rf".{{1,300}}[\"“„«]\s*(?:{QUOTATION}|{REPORT}) \d{{1,6}}: ", re.ASCII)
_ASKS = re.compile(r"[,\s]+".join(re.findall(r"\w+", ANSWER)) + r"\b[.:;]?")


@dataclass(frozen=True, slots=True)
class Answer:
    """A note that somebody wrote about words of the draft. ``number`` is the number that our
    comment gave the quotation."""

    line: str
    anchor: Anchor
    number: int


@dataclass(frozen=True, slots=True)
class Unanswered:
    """One of our comments to which no answer was found, with the lines that it has now."""

    lines: tuple[str, ...]
    anchor: Anchor
    number: int


@dataclass(frozen=True, slots=True)
class Returned:
    """The answers in a document that came back, in its order. ``others`` counts the comments that
    have nothing to do with ours."""

    answers: tuple[Answer, ...]
    unanswered: tuple[Unanswered, ...]
    others: int


def returned(data: bytes, path: str) -> Returned:
    """The answers in a document: replies to our comments, what was written into them on the
    line that asks for it or below, and later comments on the same words; and which of our comments
    have none.

    Raises InputError."""
    office = office_of(path)
    if office is None:
        hint = "the answers stand in the comments of a .docx or an .odt"
        raise InputError("is not a Word or OpenDocument file", path=path, hint=hint)
    text = parse_article(data, path).text
    found = list(office.comments(office.places(data, path, text)))
    ours = [each for each in found if _is_ours(each)]
    made: list[Answer] = []
    answered: set[str] = set()
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
        words = _written_in(each) if each is about or _repeats(each) else each.lines
        said = clip(" / ".join(filter(None, map(_plain, words))), _LONGEST)
        if said:
            where = anchor(text, *trimmed(text, each.start, each.end))
            made.append(Answer(f"{_by(each)}: {said}", where, _number(about)))
            answered.add(about.ident)
    silent = (
        Unanswered(each.lines, anchor(text, *trimmed(text, each.start, each.end)), _number(each))
        for each in ours
        if each.ident not in answered
    )
    return Returned(tuple(made), tuple(silent), others)


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
    notes: dict[str, list[str]] = {}
    changes: dict[str, Change] = {}
    taken: list[tuple[str, Answer]] = []
    homeless: list[Answer] = []
    for each in found:
        quote = _home(state, each)
        if quote is None:
            homeless.append(each)
            continue
        old = quote.decision.note if quote.decision is not None else ""
        lines = notes.setdefault(quote.quote.id, old.splitlines())
        if each.line not in lines:
            lines.append(each.line)
            changes[quote.quote.id] = Change(note="\n".join(lines))
            taken.append((spoken_name(quote), each))
    return changes, taken, homeless


def changed_without_answer(
    state: DeskState, silent: Sequence[Unanswered], veil: Callable[[str], str]
) -> list[str]:
    """A line for each of our comments in which somebody changed something, though no answer was
    found: it has words that the desk did not write there, or lacks the line that asks."""
    told = []
    for each in silent:
        quote = _home(state, each)
        about = spoken_name(quote) if quote is not None else f"a comment numbered {each.number}"
        ours = {_plain(veil(line)) for line in written_lines(state, quote)} if quote else set()
        lines = [line for line in map(_plain, each.lines) if line]
        if lines and lines[0] not in ours and is_heading(lines[0]):
            del lines[:2]  # it was judged anew since: what was found then is not known any more
        fresh = [line for line in lines if line not in ours]
        if fresh:
            told.append(f"{about}: our comment was changed here: {clip(fresh[0], 200)}")
        elif not any(map(_ASKS.search, each.lines)):
            told.append(f"{about}: our comment lost the line that asks for the answer")
    return told


def _home(state: DeskState, each: Answer | Unanswered) -> QuoteState | None:
    """The quotation or report on whose words a comment stands, else that of its number."""
    quotes = [each.quote for each in (*state.quotes, *state.reports)]
    spot = anchored([each.anchor], state.document.article.text, quotes).get(each.anchor)
    if spot is not None:
        return state.of(spot.quote)
    return state.quotes[each.number - 1] if 0 < each.number <= len(state.quotes) else None


def _is_ours(comment: Comment) -> bool:
    if comment.parent is not None or _repeats(comment):
        return False
    begins = _BEGINS.match("".join(comment.lines[:1])) is not None
    return begins or any(map(_ASKS.search, comment.lines))


def _repeats(comment: Comment) -> bool:
    """Return whether a comment is a reply that has the comment it answers before its own words."""
    return _REPEATS.match("".join(comment.lines[:1])) is not None


def _written_in(comment: Comment) -> Sequence[str]:
    """The words that somebody wrote into our own comment: on the line that asks for them, and
    below."""
    for number, line in enumerate(comment.lines):
        if _ASKS.search(line):
            rest = _ASKS.sub(" ", line, count=1).strip()
            return (rest.lstrip('"”“»'), *comment.lines[number + 1 :])
    return ()


def _plain(line: str) -> str:
    """A line as it is compared and kept, with single spaces."""
    return " ".join(one_line(line).split())


def _answers(one: Comment, ours: Comment) -> bool:
    """Return whether a comment answers one of ours, or is that one. Not every program says what is
    a reply: a comment on the same words is, unless it was there before."""
    if one is ours or one.parent == ours.ident:
        return True
    if one.parent is not None or _is_ours(one):
        return False
    reach = int(one.start == one.end)  # on a point, which may be where ours begins or ends
    same = one.start < ours.end + reach and ours.start < one.end + reach
    return same and not (one.at and ours.at and one.at < ours.at)


def _apart(one: Comment, other: Comment) -> int:
    """The number of letters by which the places of two comments differ."""
    return abs(one.start - other.start) + abs(one.end - other.end)


def _number(ours: Comment) -> int:
    found = _BEGINS.match("".join(ours.lines[:1]))
    return int(found[1]) if found and found[0].lstrip().startswith(QUOTATION) else 0
