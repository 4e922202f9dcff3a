"""Quotations as flat rows: what CSV and Parquet hold, a row a quotation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from quotecheck.model import Document, Quotation
from quotecheck.reports.chosen import report_read
from quotecheck.text import Lines

Row = dict[str, Any]

COLUMNS: dict[str, type] = {
    "article": str,
    "path": str,
    "date": str,
    "quote": str,
    "line": int,
    "column": int,
    "start": int,
    "end": int,
    "kind": str,
    "text": str,
    "speaker": str,
    "mention": str,
    "cue": str,
    "medium": str,
    "via": str,
    "rule": str,
    "confidence": float,
    "verdict": str,
    "desk": str,
    "speaker_match": str,
    "flags": str,
    "why": str,
    "source": str,
    "source_path": str,
    "source_line": int,
    "source_time": str,
    "source_speaker": str,
    "source_text": str,
    "wording": str,
    "attribution": str,
    "corrected_text": str,
    "corrected_speaker": str,
    "editor": str,
    "decided_at": str,
    "note": str,
    "reason": str,
    "reading": str,
}


def rows(document: Document) -> Iterator[Row]:
    """A row for each quotation; what there is not is None."""
    lines = Lines(document.article.text)
    article = document.article
    for quote in document.quotes:
        line, column = lines.place(quote.start)
        yield {
            **dict.fromkeys(COLUMNS),
            "article": article.id,
            "path": article.path,
            "date": quote.date or article.date,
            "line": line,
            "column": column,
            **_quotation(quote),
            **_check(quote),
            **_decision(quote),
        }


def _quotation(quote: Quotation) -> Row:
    speaker = quote.speaker
    return {
        "quote": quote.id,
        "start": quote.start,
        "end": quote.end,
        "kind": quote.kind.value,
        "text": quote.text,
        "speaker": speaker.name if speaker else None,
        "mention": speaker.mention.text if speaker and speaker.mention else None,
        "cue": quote.cue.text if quote.cue else None,
        "medium": quote.medium.value,
        "via": quote.via,
        "rule": quote.rule,
        "confidence": round(quote.confidence, 3),
    }


def _check(quote: Quotation) -> Row:
    check = report_read(quote) or quote.check
    if check is None:
        return {}
    row: Row = {
        "verdict": check.verdict.value,
        "speaker_match": check.speaker_match.value,
        "why": check.why,
    }
    if quote.check is not None:
        row["desk"] = quote.check.triage.value
        row["flags"] = " ".join(flag.value for flag in quote.check.flags)
    if check.matches:
        passage = check.matches[0]
        row |= {
            "source": passage.source,
            "source_path": passage.path,
            "source_line": passage.line,
            "source_place": passage.place,
            "source_time": passage.time,
            "source_speaker": passage.speaker,
            "source_text": passage.text,
        }
    return row


def _decision(quote: Quotation) -> Row:
    decision = quote.decision
    if decision is None:
        return {}
    return {
        "wording": decision.wording.value if decision.wording else None,
        "attribution": decision.attribution.value if decision.attribution else None,
        "corrected_text": decision.text,
        "corrected_speaker": decision.speaker,
        "editor": decision.editor,
        "decided_at": decision.at,
        "note": decision.note,
        "reason": decision.reason,
        "reading": decision.reading.value if decision.reading else None,
    }
