"""The results of a run in other forms: pages, tables, logs for review systems."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO, Any

from quotecheck.articles import parse_article
from quotecheck.batch.ledger import RESULTS, Ledger
from quotecheck.batch.remote import read
from quotecheck.errors import InputError
from quotecheck.model import Document
from quotecheck.record import from_record
from quotecheck.reports import baseline, html, sarif, tables
from quotecheck.reports.findings import Finding, findings

OVERVIEW, PAGES = "index.html", "articles"
_ROWS = 2000  # articles in the overview
_ANY = "length IS NOT NULL"
_FOUND = f"{_ANY} AND error + open + look > 0"


def export(ledger: Ledger, summary: dict[str, Any], formats: Iterable[str]) -> None:
    """Write the overview and the chosen formats into the output folder."""
    chosen = set(formats)
    output = ledger.output
    if "html" in chosen:
        _write_pages(ledger)
    _write(output / OVERVIEW, [_overview(ledger, summary, pages="html" in chosen)])
    if "csv" in chosen:
        _stream(output / "results.csv", lambda file: tables.write_csv(documents(ledger), file))
    if "sarif" in chosen:
        _stream(output / "results.sarif", lambda file: sarif.write_sarif(found(ledger), file))
    if "github" in chosen:
        path = output / "annotations.txt"
        _stream(path, lambda file: sarif.write_annotations(found(ledger), file))
    if "parquet" in chosen:
        tables.write_parquet(documents(ledger), output / "results.parquet")


def _write_pages(ledger: Ledger) -> None:
    written = set()
    for document in documents(ledger):
        path = ledger.output / page_of(document.article.path or "")
        _write(path, [html.page(document)])
        written.add(path.name)
    for path in (ledger.output / PAGES).glob("*.html"):
        if path.name not in written:
            path.unlink()  # the page of an article that is no longer there


def gate(ledger: Ledger, path: Path, accept: tuple[str, str] | None) -> dict[str, Any]:
    """How many findings the baseline at ``path`` accepts, and how many are new, by triage.

    With ``accept`` (reason, who) the findings as they are now become the baseline.
    """
    known = baseline.read(path) if path.exists() or accept is None else {}
    if accept is not None:
        reason, who = accept
        known = baseline.accept(found(ledger), known, reason=reason, who=who)
        baseline.write(path, known)
    new: Counter[str] = Counter()
    accepted = 0
    for finding in found(ledger):
        if finding.fingerprint in known:
            accepted += 1
        else:
            new[finding.triage.value] += 1
    return {"accepted": accepted, "new": dict(new)}


def documents(ledger: Ledger, condition: str = _ANY) -> Iterator[Document]:
    """The documents in order of their paths; one whose file has changed since is left out."""
    rows = ledger.db.execute(
        f"SELECT start, length FROM documents WHERE {condition} ORDER BY path"  # noqa: S608
    )
    with (ledger.output / RESULTS).open("rb") as results:
        for start, length in rows:
            results.seek(start)
            record = json.loads(results.read(length))
            try:
                article = parse_article(read(record["path"]), record["path"])
                yield from_record(record, article.text)
            except InputError:
                continue


def found(ledger: Ledger) -> Iterator[Finding]:
    """The findings of all documents."""
    for document in documents(ledger, _FOUND):
        yield from findings(document)


def page_of(path: str) -> str:
    """The address of an article's page, below the output folder: readable, and one for each."""
    stem = re.sub(r"[^A-Za-z0-9_-]+", "-", Path(path).stem)[:60].strip("-") or "article"
    mark = hashlib.sha256(path.encode("utf-8", "surrogateescape")).hexdigest()[:8]
    return f"{PAGES}/{stem}-{mark}.html"


def _overview(ledger: Ledger, summary: dict[str, Any], *, pages: bool) -> str:
    rows = ledger.db.execute(
        f"SELECT path, quotes, error, open, look FROM documents WHERE {_ANY}"  # noqa: S608
        " ORDER BY error DESC, open DESC, look DESC, path LIMIT ?",
        (_ROWS,),
    )
    names = ("path", "quotes", "error", "open", "look")
    articles = [dict(zip(names, (os.fsdecode(row[0]), *row[1:]), strict=True)) for row in rows]
    linked = [(row, page_of(row["path"]) if pages else "") for row in articles]
    return html.overview(summary, linked, left_out=max(0, summary["documents"] - _ROWS))


def _write(path: Path, pieces: Iterable[str]) -> None:
    _stream(path, lambda file: file.writelines(pieces))


def _stream(path: Path, fill: Callable[[IO[str]], None]) -> None:
    partial = path.with_name(f".{path.name}.partial")
    try:
        path.parent.mkdir(exist_ok=True)
        with partial.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
            fill(file)
        partial.replace(path)
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror}", path=str(path)) from error
