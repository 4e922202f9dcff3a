"""The overview of a run as a page."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from quotecheck.display import counted
from quotecheck.model import Flag
from quotecheck.reports.frame import escape, frame
from quotecheck.reports.tallies import unchecked_of


def overview(
    summary: dict[str, Any], articles: Iterable[tuple[dict[str, Any], str]], *, left_out: int = 0
) -> str:
    """The overview of a run. ``articles`` are rows (path, quotes, error, open, look) with the
    address that each links to; ``left_out`` counts those for which there was no room."""
    return frame("quotecheck: overview", _overview(summary, articles, left_out))


def _overview(
    summary: dict[str, Any], articles: Iterable[tuple[dict[str, Any], str]], left_out: int
) -> Iterator[str]:
    yield "<h1>Quotations checked</h1>"
    yield (
        f"<p>{counted(summary['documents'], 'article')}, {counted(summary['words'], 'word')},"
        f" {counted(summary['quotes'], 'quotation')}, "
        f"{counted(summary['failed'], 'file')} that could not be done.</p>"
    )
    if unchecked := unchecked_of(summary["flags"].get(Flag.NO_SPEAKERS, 0), summary["quotes"]):
        yield f"<p>{escape(unchecked)}</p>"
    yield from _unread(summary.get("sources_read", ()))
    if not summary["complete"]:
        yield '<p class="warning">Incomplete: the run was stopped, or is still under way.</p>'
    for what in ("desk", "verdict"):
        if summary[what]:
            yield f"<h2>{'What to do' if what == 'desk' else 'Verdicts'}</h2><table>"
            for name, count in summary[what].items():
                yield f'<tr><td>{escape(name)}</td><td class="n">{count:,}</td></tr>'
            yield "</table>"
    yield from _table("Articles", "article", ("quotes", "error", "open", "look"), articles)
    if left_out:
        yield f"<p>{left_out:,} more are in results.jsonl.</p>"
    speakers = ((each, "") for each in summary["speakers"])
    yield from _table("Speakers", "name", ("quotes", "error"), speakers)


def _unread(sources: Iterable[dict[str, Any]]) -> Iterator[str]:
    """The sources that could not be read, which no verdict can rest on."""
    unread = [f"{each['path']}: {each['reason']}" for each in sources if not each["read"]]
    if unread:
        yield f'<p class="warning">Sources not read: {escape("; ".join(unread))}</p>'


def _table(
    title: str, first: str, columns: Sequence[str], rows: Iterable[tuple[dict[str, Any], str]]
) -> Iterator[str]:
    heads = "".join(f'<th class="n">{name}</th>' for name in columns)
    yield f"<h2>{title}</h2><table><tr><th>{first}</th>{heads}</tr>"
    for row, address in rows:
        name = escape(row.get("path") or row.get("name"))
        cell = f'<a href="{html.escape(address, quote=True)}">{name}</a>' if address else name
        cells = "".join(f'<td class="n">{row[each]:,}</td>' for each in columns)
        yield f"<tr><td>{cell}</td>{cells}</tr>"
    yield "</table>"
