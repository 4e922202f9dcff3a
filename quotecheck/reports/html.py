"""An article as part of a page: its text with every quotation marked and a link to its evidence,
and the evidence beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from html import escape as quoted
from itertools import count

from quotecheck.desk import QuoteState
from quotecheck.desk.labels import decision_text, flags_told, unsettled
from quotecheck.display import counted
from quotecheck.model import (
    Check,
    Document,
    Kind,
    Medium,
    Particular,
    Passage,
    Quotation,
    ReportCheck,
    ReportVerdict,
    State,
    Triage,
)
from quotecheck.reports.chosen import report_read
from quotecheck.reports.frame import diff_html, escape, frame, passage_place, when
from quotecheck.reports.links import Links
from quotecheck.reports.shown import clashes
from quotecheck.reports.tallies import speakers_unchecked
from quotecheck.reports.text import Context
from quotecheck.text import Lines, paragraphs

GLYPH = {Triage.ERROR: "✗", Triage.OPEN: "?", Triage.LOOK: "~", Triage.PASS: "✓"}
_PASSAGES = 3
_LEGEND = (
    "Words <ins>like these</ins> are in the source and not in the article, words"
    " <del>like these</del> in the article and not in the source."
)


@dataclass(frozen=True)
class PageView:
    """Options for showing an article. ``level`` is that of its heading; ``prefix`` keeps the names
    of places apart where a page has several articles. ``groups`` are those to which a quotation
    belongs, by its id: filters go by them. ``warnings`` stand above the text. ``names`` say what
    quotations are called in addresses, by their ids, where their numbers do not. ``states`` are
    those of the desk, by the same ids."""

    level: int = 1
    prefix: str = ""
    context: Context | None = None
    links: Links | None = None
    groups: Mapping[str, Sequence[str]] = field(default_factory=dict)
    warnings: Sequence[str] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    states: Mapping[str, QuoteState] = field(default_factory=dict)


def page(document: Document, notes: Sequence[str] = ()) -> str:
    """The printable page of an article: its text with marks, then each quotation with evidence
    and decision. ``notes`` stand above the text."""
    title = document.article.title or document.article.id
    return frame(title, ["<main>", *sections(document, notes), "</main>"])


def sections(
    document: Document, notes: Sequence[str] = (), view: PageView | None = None
) -> Iterator[str]:
    """The parts of an article: heading, text with marks, quotations."""
    view = view or PageView()
    article, level = document.article, view.level
    yield f"<header><h{level}>{escape(article.title or article.id)}</h{level}>"
    details = [article.path, article.date, counted(len(document.marked), "quotation")]
    if document.reports:
        details.append(f"{len(document.reports)} reported without marks")
    yield f'<p class="meta">{escape(" · ".join(each for each in details if each))}</p>'
    if unchecked := speakers_unchecked(document.marked):
        yield f'<p class="meta">{escape(unchecked)}</p>'
    yield from (f'<p class="note">{escape(each)}</p>' for each in notes)
    warnings = (*view.warnings, *article.warnings)
    yield from (f'<p class="warning">{escape(each)}</p>' for each in warnings)
    yield "</header>"
    below = f"h{level + 1}"
    yield f'<div class="columns"><section aria-labelledby="{view.prefix}text">'
    yield f'<{below} id="{view.prefix}text">The article</{below}>'
    labels = _labels(document, view.names)
    yield from _marked(document, labels, view)
    yield f'</section><section aria-labelledby="{view.prefix}evidence">'
    yield f'<{below} id="{view.prefix}evidence">The quotations</{below}>'
    yield f'<p class="meta">{_LEGEND}</p>'
    lines = Lines(article.text)
    named = list(zip(labels, document.quotes, strict=True))
    for label, quote in named:
        if quote.kind is not Kind.INDIRECT:
            yield from _card(label, quote, lines, view)
    yield "</section>"
    if document.reports:
        yield f'<section aria-labelledby="{view.prefix}reports">'
        yield f'<{below} id="{view.prefix}reports">Reported without marks</{below}>'
        for label, quote in named:
            if quote.kind is Kind.INDIRECT:
                yield from _card(label, quote, lines, view)
        yield "</section>"
    yield "</div>"


def _labels(document: Document, names: Mapping[str, str]) -> list[str]:
    """The name of each quotation in addresses: its number among those in marks, or i1, i2, ... for
    a report. No id stands there, for it may be a person's name."""
    marked, told = count(1), count(1)
    return [
        names.get(quote.id)
        or (f"i{next(told)}" if quote.kind is Kind.INDIRECT else str(next(marked)))
        for quote in document.quotes
    ]


def _number(label: str) -> str:
    return escape(label.removeprefix("i"))


def _shown(label: str) -> str:
    """A label as a person reads it: "3", or "report 2" for i2, which is part of addresses."""
    return f"report {_number(label)}" if label.startswith("i") else escape(label)


def _kind(quote: Quotation) -> str:
    if quote.report is not None:
        return (Triage.LOOK.value if clashes(quote) else "none") + " report"
    return quote.check.triage.value if quote.check else "none"


def _title(quote: Quotation) -> str:
    check, report = quote.check, quote.report
    if report is not None:
        sign = "~" if report.verdict is ReportVerdict.CLASH else "·"
        return f"{sign} {report.verdict.value}, reported without quotation marks"
    return f"{GLYPH[check.triage]} {check.verdict.value}" if check else quote.kind.value


def _names(quote: Quotation, view: PageView) -> str:
    return quoted(" ".join((_kind(quote), *view.groups.get(quote.id, ()))), quote=True)


def _marked(document: Document, labels: Sequence[str], view: PageView) -> Iterator[str]:
    """The text by paragraphs; each quotation is marked and a link, nested ones inside."""
    text = document.article.text
    events: dict[int, list[tuple[str, str]]] = {}  # what is written, and the address it leads to
    for label, quote in zip(labels, document.quotes, strict=True):
        name = quoted(label, quote=True)
        what = "report" if quote.kind is Kind.INDIRECT else "quotation"
        said = f'<span class="hidden">{what} {_number(label)}, {escape(_title(quote))}: </span>'
        opened = f'<mark class="{_names(quote, view)}" id="{view.prefix}t{name}">'
        events.setdefault(quote.start, []).append((opened + said, f"{view.prefix}q{name}"))
        closed = f'<sup aria-hidden="true">{_shown(label)}</sup></mark>'
        events.setdefault(quote.end, []).insert(0, (closed, ""))
    cuts = sorted(events)
    open_marks: list[tuple[str, str]] = []
    for start, end in paragraphs(text):
        pieces, at = ["<p>", *(mark for mark, _ in open_marks)], start
        for cut in (each for each in cuts if start <= each <= end):
            pieces.append(_linked(text[at:cut], open_marks))
            for written, address in events.pop(cut, []):
                pieces.append(written)
                if address:
                    open_marks.append((written.partition(" id=")[0] + ">", address))
                elif open_marks:
                    open_marks.pop()
            at = cut
        pieces.append(_linked(text[at:end], open_marks))
        yield "".join([*pieces, "</mark>" * len(open_marks), "</p>"])


def _linked(text: str, open_marks: Sequence[tuple[str, str]]) -> str:
    """A stretch of the article; inside a quotation it leads to the evidence."""
    if not open_marks or not text:
        return escape(text)
    return f'<a href="#{open_marks[-1][1]}">{escape(text)}</a>'


def _card(label: str, quote: Quotation, lines: Lines, view: PageView) -> Iterator[str]:
    line, column = lines.place(quote.start)
    name, level = quoted(label, quote=True), f"h{view.level + 2}"
    mark, card, head = (f"{view.prefix}{letter}{name}" for letter in "tqh")
    yield (
        f'<article class="card {_names(quote, view)}" id="{card}" data-mark="{mark}" tabindex="-1"'
        f' aria-labelledby="{head}">'
    )
    yield (
        f'<{level} id="{head}"><a href="#{mark}">{_shown(label)}</a> {escape(_title(quote))}'
        f' <span class="meta">line {line}, column {column}</span></{level}>'
    )
    yield f"<p>{escape(quote.text)}</p>"
    who = quote.speaker.name if quote.speaker else "nobody is named"
    medium = "" if quote.medium is Medium.UNKNOWN else quote.medium.value
    parts = [who, medium, f"via {quote.via}" if quote.via else ""]
    yield f'<p class="meta">{escape(" · ".join(part for part in parts if part))}</p>'
    if quote.check is not None:
        yield from _evidence(quote.check, view)
    if (report := report_read(quote)) is not None:
        yield from _particulars(report, view)
    yield from _decision(quote, view.states.get(quote.id))
    yield "</article>"


def _decision(quote: Quotation, state: QuoteState | None) -> Iterator[str]:
    """The decision, or what was said of a quotation and why that decides nothing yet."""
    for words in unsettled(state) if state is not None else ():
        yield f"<p><strong>Not decided:</strong> {escape(words)}</p>"
    decision = quote.decision
    if decision is None:
        return
    if state is None or not state.conflict:
        lead = "Decision" if state is None or state.decided else "Not decided"
        yield (
            f"<p><strong>{lead}:</strong> {escape(decision_text(decision))}"
            f' <span class="meta">{escape(decision.editor)}, {escape(when(decision.at))}</span></p>'
        )
    told = (("Corrected", decision.text), ("Question", decision.question), ("Note", decision.note))
    for what, text in told:
        if text:
            yield f"<p><strong>{what}:</strong> {escape(text)}</p>"


def _evidence(check: Check, view: PageView) -> Iterator[str]:
    if check.why:
        yield f'<p class="meta">{escape(check.why)}</p>'
    if words := "; ".join(flags_told(check)):
        yield f'<p class="meta">{escape(words)}</p>'
    if any(step.op != "=" for step in check.diff):
        yield f"<p>{diff_html(check.diff)}</p>"
    for passage in check.matches[:_PASSAGES]:
        yield from _passage(passage, view)


def _particulars(check: ReportCheck, view: PageView) -> Iterator[str]:
    """The particulars of a report beside those of the passages, one by one, and the passages."""
    rows = [f"<li>{escape(part.kind.value)}: {_beside(part)}</li>" for part in check.particulars]
    if rows:
        yield f'<ul class="meta">{"".join(rows)}</ul>'
    if check.why and not any(part.state is State.DIFFERS for part in check.particulars):
        yield f'<p class="meta">{escape(check.why)}</p>'
    far = check.verdict is ReportVerdict.NO_PASSAGE
    for passage in check.matches[:_PASSAGES]:
        yield from _passage(replace(passage, near=far), view)


def _beside(part: Particular) -> str:
    words = escape(part.text)
    if part.state is State.DIFFERS:
        return f"<del>{words}</del>, the source has <ins>{escape(part.source)}</ins>"
    return f"{words}, {'the same' if part.state is State.SAME else 'not in the passages'}"


def _passage(passage: Passage, view: PageView) -> Iterator[str]:
    before, after = view.context(passage) if view.context else ("", "")
    words = _lines(passage.text)
    if before.strip() or after.strip():
        around = '<span class="around">{}</span>'
        before, after = around.format(_lines(before)), around.format(_lines(after))
        words = f"{before}<strong>{words}</strong>{after}"
    near = "nearest: " if passage.near else ""
    where = f'<span class="meta">{escape(near + passage_place(passage))}</span>'
    links = "".join(
        f' <a class="meta" rel="noreferrer" href="{quoted(each.address, quote=True)}">'
        f'open the {escape(each.form)}<span class="hidden">: {escape(each.words)}</span></a>'
        for each in (view.links(passage) if view.links else ())
    )
    yield f'<blockquote class="passage"><p>{words}</p><p>{where}{links}</p></blockquote>'


def _lines(text: str) -> str:
    """A stretch of a source, in which a line is often a turn."""
    return "<br>".join(escape(line) for line in re.split(r"\s*\n\s*", text))
