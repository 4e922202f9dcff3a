"""The passages on which the quotations of an article rest, each with what stands around it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from quotecheck.display import one_line, visible
from quotecheck.model import Document, Passage, Quotation, Reading, ReportVerdict
from quotecheck.reports.frame import passage_place
from quotecheck.reports.text import Context
from quotecheck.text import Lines
from quotecheck.verify.verdict import NEAREST_SHOWN


def passages_of(quote: Quotation) -> list[Passage]:
    """The passage that an editor chose, then those that the engine found, each once."""
    chosen = quote.decision.evidence if quote.decision is not None else None
    found = quote.report or quote.check
    matches = found.matches if found is not None else ()
    seen: dict[tuple[str, int, int], Passage] = {}
    for each in (*([chosen] if chosen is not None else []), *matches):
        seen.setdefault((each.source, each.start, each.end), each)
    return list(seen.values())


def resting(document: Document) -> Document:
    """The document with the passages on which its decisions rest, and no others: what is only the
    nearest that there was may be another story's, and a report is decided by its best passage."""
    return replace(document, quotes=tuple(map(_resting, document.quotes)))


def _resting(quote: Quotation) -> Quotation:
    check, report = quote.check, quote.report
    if check is not None:
        kept = tuple(each for each in check.matches if not each.near)
        why = check.why.removesuffix(f"; {NEAREST_SHOWN}") if not kept else check.why
        check = replace(check, matches=kept, why=why)
    if report is not None:
        told = report.verdict in (ReportVerdict.CLASH, ReportVerdict.SUPPORTED)
        report = replace(report, matches=report.matches[:1] if told else ())
    decision = quote.decision
    if decision is not None and decision.evidence is not None:
        unread = report is not None and decision.reading not in (Reading.FAIR, Reading.WRONG)
        if decision.evidence.near or unread:
            decision = replace(decision, evidence=None)
    return replace(quote, check=check, report=report, decision=decision)


def passage_lines(document: Document, context: Context | None) -> Iterator[str]:
    """Each quotation with its passages, in lines; what is quoted stands between » and «."""
    lines = Lines(document.article.text)
    yield one_line(document.article.path or document.article.id)
    for quote in document.quotes:
        line, column = lines.place(quote.start)
        yield ""
        yield f"{one_line(quote.id)}. line {line}, column {column}: {one_line(quote.text)}"
        passages = passages_of(quote)
        if not passages:
            yield "    no passage"
        for each in passages:
            before, after = context(each) if context is not None else ("", "")
            yield f"    {'nearest: ' if each.near else ''}{one_line(passage_place(each))}"
            for words in visible(f"{before}»{each.text}«{after}").splitlines():
                yield f"        {words.strip()}"
    yield ""
