"""Self-contained HTML: the printable page of an article, and the overview of a run.

No scripts, nothing fetched, and a content policy that says so. Every text of others goes through
`escape`.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from quotecheck.desk.labels import FLAGS, decision_text
from quotecheck.display import located, visible
from quotecheck.model import Check, DiffOp, Document, Medium, Passage, Quotation, Triage
from quotecheck.text import Lines, paragraphs

_GLYPH = {Triage.ERROR: "✗", Triage.OPEN: "?", Triage.LOOK: "~", Triage.PASS: "✓"}

_STYLE = """
body { font: 16px/1.5 Georgia, serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem;
  color: #1a1a1a; background: #fff; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
table { border-collapse: collapse; width: 100%; font: 14px/1.4 sans-serif; }
th, td { text-align: left; padding: .3rem .6rem; border-bottom: 1px solid #ccc;
  vertical-align: top; } td.n, th.n { text-align: right; }
mark { background: none; border-bottom: 2px solid #777; color: inherit; }
mark.error { border-bottom: 3px double #a0208c; } mark.open { border-bottom: 2px dashed #00708a; }
mark.look { border-bottom: 2px dotted #8a6d00; }
sup a { text-decoration: none; font: 11px sans-serif; color: #444; }
.card { border-left: 4px solid #999; padding: .1rem 0 .1rem 1rem; margin: 1.2rem 0;
  break-inside: avoid; }
.card.error { border-color: #a0208c; } .card.open { border-color: #00708a; }
.card.look { border-color: #8a6d00; } .card p { margin: .3rem 0; }
.meta { font: 13px/1.4 sans-serif; color: #444; } .passage { background: #f4f4f1; padding: .4rem; }
ins { text-decoration: none; font-weight: bold; border-bottom: 1px solid; } del { color: #444; }
.warning { border: 1px solid #a0208c; padding: .5rem; }
@media print { body { margin: 0; max-width: none; font-size: 11pt; } a { color: inherit; } }
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def escape(text: str | None) -> str:
    """Text of others, harmless in HTML: markup escaped, control and direction characters shown."""
    return html.escape(visible(text or "").replace("\n", " "), quote=True)


def frame(title: str, body: Iterable[str]) -> str:
    """A whole page."""
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head>\n<body>\n"
        + "\n".join(body)
        + "\n</body></html>\n"
    )


def page(document: Document, notes: Sequence[str] = ()) -> str:
    """The printable page of an article: its text with marks, then each quotation with evidence
    and decision. ``notes`` stand above the text."""
    return frame(document.article.title or document.article.id, sections(document, notes))


def sections(document: Document, notes: Sequence[str] = ()) -> Iterator[str]:
    """The parts of an article's page: heading, text with marks, quotations."""
    article = document.article
    yield f"<h1>{escape(article.title or article.id)}</h1>"
    details = [article.path, article.date, f"{len(document.quotes)} quotations"]
    yield f'<p class="meta">{escape(" · ".join(each for each in details if each))}</p>'
    yield from (f'<p class="warning">{escape(each)}</p>' for each in (*notes, *article.warnings))
    yield "<h2>The article</h2>"
    yield from _marked(document)
    yield "<h2>The quotations</h2>"
    lines = Lines(article.text)
    for number, quote in enumerate(document.quotes, 1):
        yield from _card(number, quote, lines)


def _marked(document: Document) -> Iterator[str]:
    """The text by paragraphs; each quotation is marked and numbered, nested ones inside."""
    text = document.article.text
    events: dict[int, list[str]] = {}
    for number, quote in enumerate(document.quotes, 1):
        kind = quote.check.triage.value if quote.check else "none"
        events.setdefault(quote.start, []).append(f'<mark class="{kind}" id="t{number}">')
        note = f'<sup><a href="#q{number}">{number}</a></sup>'
        events.setdefault(quote.end, []).insert(0, f"</mark>{note}")
    cuts = sorted(events)
    open_marks: list[str] = []
    for start, end in paragraphs(text):
        pieces, at = ["<p>", *open_marks], start
        for cut in (each for each in cuts if start <= each <= end):
            pieces.append(escape(text[at:cut]))
            pieces += events.pop(cut, [])
            at = cut
        pieces.append(escape(text[at:end]))
        open_marks = _still_open(pieces)
        yield "".join([*pieces, "</mark>" * len(open_marks), "</p>"])


def _still_open(pieces: list[str]) -> list[str]:
    """The marks of a quotation that runs on into the next paragraph."""
    opened: list[str] = []
    for piece in pieces:
        if piece.startswith("<mark"):
            opened.append(piece.partition(" id=")[0].rstrip(">") + ">")
        elif piece.startswith("</mark>") and opened:
            opened.pop()
    return opened


def _card(number: int, quote: Quotation, lines: Lines) -> Iterator[str]:
    check = quote.check
    kind = check.triage.value if check else "none"
    line, column = lines.place(quote.start)
    yield f'<section class="card {kind}" id="q{number}">'
    title = f"{_GLYPH[check.triage]} {check.verdict.value}" if check else quote.kind.value
    yield (
        f'<p><strong><a href="#t{number}">{number}</a> {escape(title)}</strong>'
        f' <span class="meta">line {line}, column {column}</span></p>'
    )
    yield f"<p>{escape(quote.text)}</p>"
    who = quote.speaker.name if quote.speaker else "nobody is named"
    medium = "" if quote.medium is Medium.UNKNOWN else quote.medium.value
    parts = [who, medium, f"via {quote.via}" if quote.via else ""]
    yield f'<p class="meta">{escape(" · ".join(part for part in parts if part))}</p>'
    if check is not None:
        yield from _evidence(check)
    if quote.decision is not None:
        decision = quote.decision
        yield (
            f"<p><strong>Decision:</strong> {escape(decision_text(decision))}"
            f' <span class="meta">{escape(decision.editor)}, {escape(decision.at)}</span></p>'
        )
        for label, text in (("Corrected", decision.text), ("Note", decision.note)):
            if text:
                yield f"<p><strong>{label}:</strong> {escape(text)}</p>"
    yield "</section>"


def _evidence(check: Check) -> Iterator[str]:
    if check.why:
        yield f'<p class="meta">{escape(check.why)}</p>'
    if check.flags:
        words = "; ".join(FLAGS[flag] for flag in check.flags)
        yield f'<p class="meta">{escape(words)}</p>'
    if any(step.op != "=" for step in check.diff):
        yield f"<p>{diff(check.diff)}</p>"
    for passage in check.matches[:3]:
        yield f'<p class="passage">{escape(passage.text)}<br>'
        lead = "nearest: " if passage.near else ""
        yield f'<span class="meta">{escape(lead + place(passage))}</span></p>'


def diff(steps: Iterable[DiffOp]) -> str:
    """A word diff as the desk shows it: what the article has not is inserted, what the source has
    not is struck out."""
    shape = {"=": "{}", "-": "<ins>{}</ins>", "+": "<del>{}</del>"}
    return " ".join(shape[step.op].format(escape(step.words)) for step in steps)


def place(passage: Passage) -> str:
    """Where a passage stands, in words."""
    name = passage.path or passage.source
    parts = [located(passage, name)]
    parts += [
        each for each in (passage.speaker or passage.label, passage.time, passage.date) if each
    ]
    return " · ".join(parts)


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
        f"<p>{summary['documents']:,} articles, {summary['words']:,} words,"
        f" {summary['quotes']:,} quotations, {summary['failed']:,} files that could not be done."
        "</p>"
    )
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
