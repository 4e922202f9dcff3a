"""The choice of the reports without marks that are shown: those that clash with a passage and those
that an editor decided on; the rest only on demand, for they ask nothing of anybody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from quotecheck.desk import DeskState
from quotecheck.desk.reported import ORDER
from quotecheck.desk.signoff import touched
from quotecheck.model import Document, Kind, Quotation, ReportVerdict
from quotecheck.reports.tallies import tally


def clashes(quote: Quotation) -> bool:
    """Return whether a report clashes with a passage."""
    return quote.report is not None and quote.report.verdict is ReportVerdict.CLASH


def document_shown(document: Document, *, everything: bool = False) -> Document:
    """The document without the reports that are shown on demand only. Where there was no
    source to check them against, all are kept: somebody asked for them."""
    if everything or not document.reports:
        return document

    def is_told(quote: Quotation) -> bool:
        return clashes(quote) or quote.report is None or quote.decision is not None

    quotes = (each for each in document.quotes if each.kind is not Kind.INDIRECT or is_told(each))
    return replace(document, quotes=tuple(quotes))


def state_shown(state: DeskState, *, everything: bool = False) -> DeskState:
    """The state without the reports that are shown on demand only."""
    if everything or not state.reports:
        return state
    reports = tuple(each for each in state.reports if clashes(each.quote) or touched(each))
    kept = {each.quote.id for each in (*state.quotes, *reports)}
    quotes = tuple(quote for quote in state.document.quotes if quote.id in kept)
    return replace(state, document=replace(state.document, quotes=quotes), reports=reports)


def reports_tally(reports: Iterable[Quotation]) -> str:
    """Count the reports by what the sources show: "2 clashes, 1 supported"."""
    return tally(Counter(quote.report.verdict for quote in reports if quote.report), ORDER)
