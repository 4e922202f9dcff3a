"""The passage that an editor chose for a report, in the place of the one that was found."""

from __future__ import annotations

from dataclasses import replace

from quotecheck.desk.walking import same_place
from quotecheck.model import Quotation, ReportCheck

_WHY = "this passage was chosen by hand"


def report_read(quote: Quotation) -> ReportCheck | None:
    """The check of a report, with the passage that an editor chose in the first place. The reason
    and the particulars of the passage that was found go: they describe other words."""
    report, decision = quote.report, quote.decision
    chosen = decision.evidence if decision is not None else None
    if report is None or chosen is None:
        return report
    if report.matches and same_place(chosen, report.matches[0]):
        return report
    rest = tuple(each for each in report.matches if not same_place(chosen, each))
    return replace(report, matches=(chosen, *rest), particulars=(), why=_WHY)
