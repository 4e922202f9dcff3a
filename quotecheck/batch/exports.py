"""The results of a run in other forms: pages, tables, logs for review systems."""

from __future__ import annotations

import hashlib
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from quotecheck.articles import parse_article
from quotecheck.batch.ledger import RESULTS, Ledger
from quotecheck.batch.output import OVERVIEW, Output
from quotecheck.batch.remote import read
from quotecheck.batch.work import file_digest
from quotecheck.desk.confidential import Veil
from quotecheck.errors import InputError
from quotecheck.model import Document
from quotecheck.record import from_record
from quotecheck.reports import baseline, html, overview, sarif, tables
from quotecheck.reports.findings import Finding, findings, speakers_note
from quotecheck.reports.shown import document_shown

PAGES = "articles"
_ROWS = 2000  # articles in the overview
_UNASKED = 1000  # articles that get a page each though nobody asked for pages
_ANY = "length IS NOT NULL"
_WORST_FIRST = "ORDER BY error DESC, open DESC, look DESC, path LIMIT"
_WORST = f"id IN (SELECT id FROM documents WHERE {_ANY} {_WORST_FIRST} {_UNASKED})"  # noqa: S608
_CLASH = "SELECT document FROM counts WHERE what = 'report' AND name = 'clash'"
_FOUND = f"{_ANY} AND (error + open + look > 0 OR id IN ({_CLASH}))"
_UNHEARD = "SELECT document FROM counts WHERE what = 'flag' AND name = 'no-speakers'"
_NOTED = f"({_FOUND} OR {_ANY} AND id IN ({_UNHEARD}))"


def export(
    ledger: Ledger,
    summary: dict[str, Any],
    formats: Iterable[str] | None,
    changed: set[str],
    *,
    all_reports: bool = False,
) -> None:
    """Write the chosen formats (None: pages of the worst articles) and the overview into the
    output folder. ``changed`` takes up the paths of articles that are left out because their files
    are no longer what was read. Of the reports without marks the forms have those that clash, or
    ``all_reports``."""
    chosen = {"html"} if formats is None else set(formats)
    output = ledger.files

    def every(condition: str = _ANY) -> Iterator[Document]:
        found = documents(ledger, changed, condition)
        return (document_shown(each, everything=all_reports) for each in found)

    def finding() -> Iterator[Finding]:
        for document in documents(ledger, changed, _NOTED):
            yield from findings(document)
            if note := speakers_note(document):
                yield note

    pages = set[str]()
    if "html" in chosen:
        pages = _write_pages(output, every(_WORST if formats is None else _ANY))
    if "csv" in chosen:
        with output.text("results.csv") as file:
            tables.write_csv(every(), file)
    if "sarif" in chosen:
        with output.text("results.sarif") as file:
            sarif.write_sarif(finding(), file)
    if "github" in chosen:
        with output.text("annotations.txt") as file:
            sarif.write_annotations(finding(), file)
    if "parquet" in chosen:
        with output.writing("results.parquet") as path:
            tables.write_parquet(every(), path)
    told = summary | {"complete": summary["complete"] and not changed}
    _write(output, OVERVIEW, _overview(ledger, told, pages))


def _write_pages(output: Output, articles: Iterable[Document]) -> set[str]:
    """Write a page for each article and remove those of articles that are no longer there."""
    written = set()
    for document in articles:
        address = page_of(document.article.path or "")
        _write(output, address, html.page(document))
        written.add(address)
    for name in output.names(PAGES):
        if name not in written:
            output.remove(name)
    return written


def gate(
    ledger: Ledger, path: Path, accept: tuple[str, str] | None, changed: set[str]
) -> dict[str, Any]:
    """Count the findings that the baseline at ``path`` accepts, and the new ones by triage.

    With ``accept`` (reason, who) the findings as they are now become the baseline. ``changed`` is
    as for ``export``.
    """
    known = baseline.read(path) if path.exists() or accept is None else {}
    if accept is not None:
        reason, who = accept
        known = baseline.accept(all_findings(ledger, changed), known, reason=reason, who=who)
        baseline.write(path, known)
    new: Counter[str] = Counter()
    accepted = 0
    for finding in all_findings(ledger, changed):
        if finding.fingerprint in known:
            accepted += 1
        else:
            new["clash" if finding.report else finding.triage.value] += 1
    return {"accepted": accepted, "new": dict(new)}


def documents(ledger: Ledger, changed: set[str], condition: str = _ANY) -> Iterator[Document]:
    """The documents in order of their paths. One whose file is no longer what was read is left
    out, and its path put into ``changed``."""
    rows = ledger.db.execute(
        f"SELECT start, length, digest FROM documents WHERE {condition} ORDER BY path"  # noqa: S608
    )
    with (ledger.output / RESULTS).open("rb") as results:
        for start, length, mark in rows:
            results.seek(start)
            record = ledger.record(results.read(length))
            path = record["path"]
            try:
                data = read(path)
                if file_digest(data) == mark:
                    yield _document(record, parse_article(data, path).text, ledger.veil)
                    continue
            except InputError:
                pass  # it is no longer there
            changed.add(path)


def _document(record: dict[str, Any], text: str, veil: Veil) -> Document:
    """The document of a record. Its quotations are where they are, whatever their words were
    written as."""
    if not veil:
        return from_record(record, text)
    for quote in record["quotes"]:
        quote["text"] = text[quote["start"] : quote["end"]]
    document = from_record(record, text)
    quotes = (replace(quote, text=veil(quote.text)) for quote in document.quotes)
    return replace(document, quotes=tuple(quotes))


def all_findings(ledger: Ledger, changed: set[str]) -> Iterator[Finding]:
    """The findings of all documents."""
    for document in documents(ledger, changed, _FOUND):
        yield from findings(document)


def page_of(path: str) -> str:
    """The address of an article's page, below the output folder: readable, and one for each."""
    stem = re.sub(r"[^A-Za-z0-9_-]+", "-", Path(path).stem)[:60].strip("-") or "article"
    mark = hashlib.sha256(path.encode("utf-8", "surrogateescape")).hexdigest()[:8]
    return f"{PAGES}/{stem}-{mark}.html"


def _overview(ledger: Ledger, summary: dict[str, Any], pages: set[str]) -> str:
    rows = ledger.db.execute(
        f"SELECT path, quotes, error, open, look FROM documents WHERE {_ANY} {_WORST_FIRST} {_ROWS}"  # noqa: S608
    )
    names = ("path", "quotes", "error", "open", "look")
    articles = [dict(zip(names, (os.fsdecode(row[0]), *row[1:]), strict=True)) for row in rows]
    addresses = (page_of(row["path"]) for row in articles)
    linked = [
        (row, address if address in pages else "")
        for row, address in zip(articles, addresses, strict=True)
    ]
    return overview.overview(summary, linked, left_out=max(0, summary["documents"] - _ROWS))


def _write(output: Output, name: str, page: str) -> None:
    with output.text(name) as file:
        file.write_page(page)
