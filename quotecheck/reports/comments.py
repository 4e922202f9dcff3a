"""The comments for the writer of a draft: one at each quotation that is not right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from quotecheck.desk import DeskState, QuoteState, Status
from quotecheck.desk.confidential import Veil
from quotecheck.desk.labels import FLAGS, STATUS, decision_text, flags_told, spoken_name
from quotecheck.desk.quote_state import decide
from quotecheck.desk.reported import flagged
from quotecheck.display import one_line
from quotecheck.model import (
    Check,
    Kind,
    Passage,
    Pending,
    Reading,
    ReportCheck,
    ReportVerdict,
    Triage,
    Verdict,
    Wording,
)
from quotecheck.reports.chosen import report_read
from quotecheck.reports.edits import ByHand, edits
from quotecheck.reports.frame import passage_place
from quotecheck.reports.office.marks import OURS, MarginComment

QUOTATION, REPORT = "Quotation", "Report"  # how our comments begin
ANSWER = "Answer with Reply, or below this line."
_REPORTED = "reported without quotation marks"
_RIGHT = frozenset({Wording.CONFIRMED, Wording.TRIMMED, Wording.WAIVED, Wording.NOT_A_QUOTE})


def comment_texts(state: DeskState, left: Iterable[ByHand]) -> Iterator[MarginComment]:
    """The comments in text order; ``left`` is what no tracked change could say."""
    to_do: dict[str, list[str]] = {}
    for each in left:
        to_do.setdefault(each.about, []).append(each.do)
    every = (*state.quotes, *state.reports)
    latest = max((each.decision.at for each in every if each.decision), default="")
    for quote in sorted(every, key=lambda each: each.quote.start):
        report = quote.quote.kind is Kind.INDIRECT
        if _is_report_told(quote) if report else _is_told(quote):
            decision = quote.decision
            author, at = (decision.editor, decision.at) if decision else (OURS, latest)
            lines = tuple(filter(None, _lines(quote, to_do.get(spoken_name(quote), ()))))
            yield MarginComment(quote.quote.start, quote.quote.end, lines, author or OURS, at)


def written_lines(state: DeskState, quote: QuoteState) -> Iterator[str]:
    """Every line that a comment on a quotation may have, now or as it was decided before: what is
    none of these was written by somebody else."""
    _, left = edits(state, Veil({}))
    ours = [each for each in left if each.about == spoken_name(quote)]
    to_do = [words for each in ours for words in (each.do, each.what)]
    live = [each for each in quote.history if not each.undone]
    for count in range(len(live) + 1):
        was = replace(quote.quote, decision=decide(live[:count]))
        yield from _lines(replace(quote, quote=was), to_do)
    for passage in (each.item.seen.evidence for each in live):
        if passage is not None:
            yield from _shown(passage, near=True)
            yield from _shown(passage, near=False)
    yield from (words.capitalize() for _, words in STATUS.values())
    yield from _lines(quote, to_do)


def is_heading(line: str) -> bool:
    """Return whether a line is how a comment of ours begins, and nothing was written into it."""
    _, _, said = line.partition(": ")
    verdict, _, more = said.partition(" (")
    known = {"not checked", *(each.value for each in (*Verdict, *ReportVerdict))}
    told = [*FLAGS.values(), _REPORTED]
    flags = more.removesuffix(")").split("; ") if more else []
    return verdict in known and all(flag in told for flag in flags)


def _is_told(quote: QuoteState) -> bool:
    """Return whether the writer has to hear of a quotation: it is not right, or there is something
    to answer or to know."""
    decision, check = quote.decision, quote.quote.check
    if quote.status is Status.ASIDE:
        return False
    if decision is not None and (decision.note or decision.question):
        return True
    if quote.decided and decision is not None:
        return decision.wording not in _RIGHT or decision.speaker is not None
    if decision is not None and decision.pending in (Pending.WRITER, Pending.SOURCE):
        return True
    unsettled = quote.status in (Status.CONFLICT, Status.REOPENED)
    doubted = check is not None and check.triage is not Triage.PASS
    return unsettled or (doubted and check is not None and check.verdict is not Verdict.UNCHECKED)


def _is_report_told(report: QuoteState) -> bool:
    """Return whether the writer has to hear of what is reported without marks: it clashes with a
    source and nobody has called it fair, it was called wrong, or there is something to answer."""
    decision = report.decision
    if decision is not None and (decision.note or decision.question):
        return True
    if report.decided and decision is not None:
        return decision.reading in (Reading.WRONG, Reading.CANNOT_VERIFY)
    return flagged(report)


def _lines(quote: QuoteState, to_do: Iterable[str]) -> Iterator[str]:
    decision = quote.decision
    yield f"{spoken_name(quote).capitalize()}: {_verdict(quote)}"
    found = report_read(replace(quote.quote, decision=decision)) or quote.quote.check
    if found is not None:
        yield from _evidence(found)
    if decision is None:
        yield "" if quote.status is Status.OPEN else STATUS[quote.status][1].capitalize()
    else:
        yield f"Decision: {one_line(decision_text(decision))}"
    told = decision_text(decision) if decision is not None else ""
    yield from (f"To do: {what}" for what in to_do if what != told)
    if decision is not None:
        yield f"Question: {one_line(decision.question)}" if decision.question else ""
        yield from _noted(decision.note)
    yield ANSWER


def _verdict(quote: QuoteState) -> str:
    check, report = quote.quote.check, quote.quote.report
    if report is not None:
        return f"{report.verdict.value} ({_REPORTED})"
    if check is None:
        return "not checked"
    flags = "; ".join(flags_told(check))
    return check.verdict.value + (f" ({flags})" if flags else "")


def _evidence(check: Check | ReportCheck) -> Iterator[str]:
    yield one_line(check.why)
    for passage in check.matches[:1]:
        yield from _shown(passage, near=passage.near or isinstance(check, ReportCheck))


def _shown(passage: Passage, *, near: bool) -> Iterator[str]:
    yield f"{'Nearest words' if near else 'The source'}: “{one_line(passage.text)}”"
    yield f"In {one_line(passage_place(passage))}"


def _noted(note: str) -> Iterator[str]:
    lines = [one_line(line) for line in note.splitlines() if line.strip()]
    for number, line in enumerate(lines):
        yield line if number else f"Note: {line}"
