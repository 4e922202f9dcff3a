"""The checking record as a page that people outside the terminal use: article, evidence, decisions
and how they came about, with filters that work without a script, and printed as a whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from quotecheck.desk import DeskState, QuoteState, Status
from quotecheck.desk.labels import change_text
from quotecheck.desk.queue import is_error, progress
from quotecheck.desk.reported import flagged
from quotecheck.display import counted
from quotecheck.model import Kind
from quotecheck.reports.decided import Verified, listed_name
from quotecheck.reports.frame import escape, frame, when
from quotecheck.reports.html import PageView, sections
from quotecheck.reports.links import Links
from quotecheck.reports.text import Context

_EDITORS = 12  # who have a filter of their own


@dataclass(frozen=True)
class Options:
    """The choice of what a page shows beside the decisions: private notes if asked for; sentences
    on the sources that were read; what stands around a passage, and where it can be opened.
    ``editor`` is the person who asks for the page."""

    private: bool = False
    sources: Sequence[str] = ()
    context: Context | None = None
    links: Links | None = None
    editor: str = ""


def record_page(records: Sequence[Verified], options: Options | None = None) -> str:
    """The checking record for the file."""
    options = options or Options()
    editors = _editors(records, options.editor)
    several = len(records) > 1
    title = f"Checking record of {len(records)} articles" if several else "Checking record"
    parts = (
        part
        for number, each in enumerate(records, 1)
        for part in _record(each, f"a{number}-" if several else "", editors, options)
    )
    body = chain(
        ['<a class="skip" href="#record">To the record</a>'],
        [f"<h1>{title}</h1>"] if several else [],
        _filter(records, editors, options.editor),
        ['<main id="record">'],
        parts,
        ["</main>"],
        _sources(options.sources),
    )
    return frame(title, body, script=True)


def _editors(records: Sequence[Verified], me: str) -> list[str]:
    """Those who decided something: who asks first, then by name."""
    found = {
        quote.decided_by for each in records for quote in (*each.state.quotes, *each.state.reports)
    }
    return sorted(found - {""}, key=lambda name: (name != me, name))[:_EDITORS]


def _label(state: QuoteState) -> str:
    """The name of a quotation or a report in the addresses of the page: "3", "i2"."""
    return f"{'i' * (state.quote.kind is Kind.INDIRECT)}{state.number}"


def _groups(state: DeskState, editors: Sequence[str]) -> dict[str, list[str]]:
    """The filters that show a quotation, by its id."""
    found: dict[str, list[str]] = {}
    for quote in (*state.quotes, *state.reports):
        names = found.setdefault(quote.quote.id, [])
        if quote.quote.kind is Kind.INDIRECT:
            names.append("reported")
        elif quote.open:  # nobody has to decide on a report
            names.append("is-open")
        if quote.status in (Status.WRITER, Status.SOURCE):
            names.append("asked")
        if quote.quote.report is not None:
            names += ["clash"] * flagged(quote)
        elif is_error(quote):
            names.append("wrong")
        if quote.decided_by in editors:
            names.append(f"by-{editors.index(quote.decided_by)}")
    return found


def _filter(records: Sequence[Verified], editors: Sequence[str], me: str) -> Iterator[str]:
    """Buttons that choose what to show, on which the style sheet acts. Quotations and reports are
    counted apart."""
    groups = [group for each in records for group in _groups(each.state, editors).values()]
    names = {name for group in groups for name in group}
    kinds = [("is-open", "open quotations"), ("wrong", "quotations with an error")]
    if "asked" in names:
        kinds.append(("asked", "waiting for the writer or a source"))
    if "reported" in names:
        kinds.append(("reported", "reports without marks"))
    if "clash" in names:
        kinds.append(("clash", "reports that clash"))
    kinds += [
        (f"by-{number}", f"decided by me ({name})" if name == me else f"decided by {name}")
        for number, name in enumerate(editors)
    ]
    rules = [
        f"body:has(#show-{name}:checked) .card:not(.{name}) {{ display: none; }}\n"
        f"body:has(#show-{name}:checked) mark:not(.{name}) {{ opacity: .55; }}"
        for name, _ in kinds
    ]
    yield f"<style>@media screen {{ {' '.join(rules)} }}</style>"
    yield '<div class="show" role="search" aria-label="Which quotations are shown">'
    yield '<fieldset class="filter"><legend>Show</legend>'
    yield _button("all", f"all: {_counted(groups)}", checked=True)
    for name, words in kinds:
        found = [group for group in groups if name in group]
        mixed = name == "asked" or name.startswith("by-")
        yield _button(name, f"{words}: {_counted(found) if mixed else len(found)}")
    yield '<span class="help meta" hidden>j and k go to the next and the one before</span>'
    yield '<span class="hidden" id="told" role="status"></span></fieldset></div>'


def _counted(groups: Sequence[Sequence[str]]) -> str:
    """Count the quotations and the reports, in words: "17 quotations, 14 reports"."""
    reports = sum("reported" in group for group in groups)
    counts = ((len(groups) - reports, "quotation"), (reports, "report"))
    told = [counted(count, noun) for count, noun in counts if count]
    return ", ".join(told) or "none"


def _button(name: str, words: str, *, checked: bool = False) -> str:
    state = " checked" if checked else ""
    return (
        f'<label><input type="radio" name="show" id="show-{name}"{state}> {escape(words)}</label>'
    )


def _sources(told: Sequence[str]) -> Iterator[str]:
    if told:
        yield "<footer><h2>The sources</h2><ul>"
        yield from (f"<li>{escape(each)}</li>" for each in told)
        yield "</ul></footer>"


def _record(
    record: Verified, prefix: str, editors: Sequence[str], options: Options
) -> Iterator[str]:
    state = record.state
    level = 2 if prefix else 1
    view = PageView(
        level,
        prefix,
        options.context,
        options.links,
        _groups(state, editors),
        record.faults,
        {each.quote.id: _label(each) for each in (*state.quotes, *state.reports)},
        {each.quote.id: each for each in (*state.quotes, *state.reports)},
    )
    title = escape(state.document.article.title or state.document.article.id)
    yield f'<article aria-label="{title}">'
    yield from sections(state.document, list(_standing(record)), view)
    heading = f"h{level + 1}"
    yield from _history(state, heading)
    if options.private:
        yield f"<{heading}>Private notes</{heading}><ul>"
        for quote in state.quotes:
            if quote.private:
                yield f"<li>{quote.number}: {escape(quote.private)}</li>"
        yield "</ul>"
    if state.dropped:
        words = "Decisions on quotations that are no longer in the article"
        yield f"<{heading}>{words}</{heading}><ul>"
        for entry in state.dropped:
            yield f"<li>{escape(entry.item.anchor.exact)}</li>"
        yield "</ul>"
    yield "</article>"


def _standing(record: Verified) -> Iterator[str]:
    """Lines on how far the article is, and who signed it."""
    state = record.state
    counts = progress(state, signed=record.signed)
    aside = len(state.quotes) - counts.total
    rest = f", {aside} not speech" if aside else ""
    yield f"{counts.decided} of {counts.total} decided, {counts.open} open{rest}"
    if record.told:
        yield f"reported without marks: {record.told}"
    for event in state.signed:
        yield f"signed by {event.editor}, {when(event.at)}"
        excuses = event.signature.excuses if event.signature else ()
        yield from (f"left open: {each.anchor.exact} because {each.reason}" for each in excuses)
    if state.signed and not record.signed:
        yield "changed since it was signed"


def _history(state: DeskState, heading: str) -> Iterator[str]:
    yield f"<{heading}>How it was decided</{heading}><table>"
    cells = "".join(
        f'<th scope="col"{each}</th>'
        for each in (' class="n">quotation', ">decision", ">by", ">at")
    )
    yield f"<thead><tr>{cells}</tr></thead><tbody>"
    for quote in (*state.quotes, *state.reports):
        name = listed_name(quote)
        for entry in quote.history:
            change = entry.item.change
            if change.private is not None:
                continue
            undone = " (undone)" if entry.undone else ""
            yield (
                f'<tr><td class="n">{name}</td><td>{escape(_entry(change))}{undone}</td>'
                f"<td>{escape(entry.event.editor)}</td><td>{escape(when(entry.event.at))}</td></tr>"
            )
    yield "</tbody></table>"


def _entry(change: Any) -> str:
    reason = None if change.reading is not None else change.reason  # which says it already
    return " ".join(filter(None, (change_text(change), reason, change.note)))
