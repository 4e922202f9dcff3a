"""The draft as a Word document for its writer: a comment at each quotation that is not right, and
each correction as a tracked change by the editor who made it.

The package is written by ourselves over lxml, which is needed anyway: python-docx knows no tracked
changes, and anchors comments to whole runs only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from quotecheck.desk import DeskState, QuoteState, Status
from quotecheck.desk.confidential import Veil, refuse_named
from quotecheck.desk.labels import FLAGS, STATUS, decision_text
from quotecheck.display import one_line
from quotecheck.formats.word_places import places
from quotecheck.model import Article, Check, Pending, Triage, Verdict, Wording
from quotecheck.reports import word_new
from quotecheck.reports.edits import ByHand, by_hand, edits
from quotecheck.reports.frame import place
from quotecheck.reports.word_marks import Comment, Marker
from quotecheck.reports.word_package import Comments, packed, texts

SUFFIXES = (".docx", ".docm")
ANSWER = "Answer with Reply, or below this line."
_OURS = "quotecheck"  # who says what no editor has
_RIGHT = frozenset({Wording.CONFIRMED, Wording.TRIMMED, Wording.WAIVED, Wording.NOT_A_QUOTE})


def is_word(article: Article) -> bool:
    """Whether the draft is a Word document."""
    return Path(article.path or "").suffix.lower() in SUFFIXES


def annotated(state: DeskState, data: bytes, veil: Veil) -> bytes:
    """A copy of the draft, whose bytes are ``data``, with comments and tracked changes; a draft of
    another format becomes a plain Word document first.

    Raises InputError, also for a draft that names a confidential source: its text is not touched.
    """
    article = state.document.article
    path = article.path or article.id
    original = data if is_word(article) else word_new.document(article)
    found = places(original, path, article.text)
    marker = Marker(found)
    wanted, left = edits(state, veil)
    changes = [each for each in wanted if marker.can_change(each)]
    left += [by_hand(article, each) for each in wanted if not marker.can_change(each)]
    held = Comments(found.package, found.main, found.parts[found.main])
    marker.skip_ids(held.ids)
    comments = [
        replace(each, lines=tuple(map(veil, each.lines)), author=veil(each.author))
        for each in _comments(state, left)
    ]
    made = marker.mark(comments, changes)
    held.root.extend(made)
    copy = packed(found.package, {**found.parts, **(held.parts() if made else {})})
    refuse_named(texts(copy, path), path, veil)
    return copy


def _comments(state: DeskState, left: Iterable[ByHand]) -> Iterator[Comment]:
    """The comments in text order; ``left`` is what no tracked change could say."""
    to_do: dict[int, list[str]] = {}
    for each in left:
        to_do.setdefault(each.number, []).append(each.what)
    latest = max((each.decision.at for each in state.quotes if each.decision), default="")
    for quote in state.quotes:
        if _is_told(quote):
            decision = quote.decision
            author, at = (decision.editor, decision.at) if decision else (_OURS, latest)
            lines = tuple(filter(None, _lines(quote, to_do.get(quote.number, []))))
            yield Comment(quote.quote.start, quote.quote.end, lines, author or _OURS, at)


def _is_told(quote: QuoteState) -> bool:
    """Whether the writer has to hear of a quotation: it is not right, or there is something to
    answer or to know."""
    decision, check = quote.decision, quote.quote.check
    if quote.status is Status.ASIDE:
        return False
    if decision is not None and (decision.note or decision.question):
        return True
    if quote.status is Status.DECIDED and decision is not None:
        return decision.wording not in _RIGHT or decision.speaker is not None
    if decision is not None and decision.pending in (Pending.WRITER, Pending.SOURCE):
        return True
    unsettled = quote.status in (Status.CONFLICT, Status.REOPENED)
    doubted = check is not None and check.triage is not Triage.PASS
    return unsettled or (doubted and check is not None and check.verdict is not Verdict.UNCHECKED)


def _lines(quote: QuoteState, to_do: Iterable[str]) -> Iterator[str]:
    check, decision = quote.quote.check, quote.decision
    verdict = check.verdict.value if check is not None else "not checked"
    flags = "; ".join(FLAGS[flag] for flag in check.flags) if check is not None else ""
    yield f"Quotation {quote.number}: {verdict}" + (f" ({flags})" if flags else "")
    if check is not None:
        yield from _evidence(check)
    if decision is None:
        yield "" if quote.status is Status.OPEN else STATUS[quote.status][1].capitalize()
    else:
        yield f"Decision: {one_line(decision_text(decision))}"
    yield from (f"To do: {what}" for what in to_do)
    if decision is not None:
        yield f"Question: {one_line(decision.question)}" if decision.question else ""
        yield from _noted(decision.note)
    yield ANSWER


def _evidence(check: Check) -> Iterator[str]:
    yield one_line(check.why)
    for passage in check.matches[:1]:
        lead = "Nearest words" if passage.near else "The source"
        yield f"{lead}: “{one_line(passage.text)}”"
        yield f"In {one_line(place(passage))}"


def _noted(note: str) -> Iterator[str]:
    lines = [one_line(line) for line in note.splitlines() if line.strip()]
    for number, line in enumerate(lines):
        yield line if number else f"Note: {line}"
