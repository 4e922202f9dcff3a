"""The passage that an editor chose for a report, in the place of the one that was found."""

from __future__ import annotations

from dataclasses import replace

from quotecheck.model import Passage, Quotation, ReportCheck

_WHY = "this passage was chosen by hand"


def report_read(quote: Quotation) -> ReportCheck | None:
    """The check of a report, with the passage first that an editor chose: the reason that was
    given for another one, and its particulars, would tell of words that nobody reads any more."""
    report, decision = quote.report, quote.decision
    chosen = decision.evidence if decision is not None else None
    if report is None or chosen is None or _is_same(chosen, report.matches[:1]):
        return report
    rest = tuple(each for each in report.matches if not _is_same(chosen, (each,)))
    return replace(report, matches=(chosen, *rest), particulars=(), why=_WHY)


def _is_same(one: Passage, others: tuple[Passage, ...]) -> bool:
    return any((one.source, one.start, one.end) == (o.source, o.start, o.end) for o in others)
