"""One line a finding, as compilers and linters print it: editors and CI systems jump to it.

story.txt:10:51: error: flipped (negation): “We are going to sell ...” ...
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quotecheck.display import clip, located, one_line
from quotecheck.model import Document, Passage, Quotation, ReportVerdict, State
from quotecheck.reports.findings import LEVEL, findings
from quotecheck.reports.tallies import is_speaker_unchecked, speakers_unchecked
from quotecheck.text import Lines

_WORDS = 60  # characters of the printed words
_REASON = 200


def concise(document: Document) -> Iterator[str]:
    """A line for each quotation that does not pass, in text order, then for each report that
    clashes with the sources and each particular that they do not have, and one for all quotations
    whose speaker could not be checked."""
    quotes = {quote.id: quote for quote in document.quotes}
    path = one_line(document.article.path or document.article.id)
    for finding in (each for each in findings(document) if not each.report):
        place = f"{path}:{finding.line}:{finding.column}"
        yield f"{place}: {LEVEL[finding.triage]}: {_quotation(quotes[finding.quote])}"
    lines = Lines(document.article.text)
    for at, words in _notes(document):
        line, column = lines.place(at)
        yield f"{path}:{line}:{column}: note: {words}"


def _quotation(quote: Quotation) -> str:
    check = quote.check
    if check is None:
        return ""
    flags = f" ({', '.join(flag.value for flag in check.flags)})" if check.flags else ""
    return _said(f"{check.verdict.value}{flags}", quote, check.why, check.matches)


def _notes(document: Document) -> Iterator[tuple[int, str]]:
    if first := next(filter(is_speaker_unchecked, document.quotes), None):
        yield first.start, speakers_unchecked(document.marked)
    for quote in document.quotes:
        if quote.report is not None and quote.report.verdict is ReportVerdict.CLASH:
            yield quote.start, _said("clash", quote, quote.report.why, quote.report.matches)
    for tick in document.ticks:
        if tick.state is not State.SAME:
            other = f", the source has {one_line(tick.source)}" if tick.source else ""
            words = clip(one_line(tick.text), _WORDS)
            yield tick.start, f"{tick.kind.value} {tick.state.value}: {words}{other}"


def _said(what: str, quote: Quotation, why: str, passages: Sequence[Passage]) -> str:
    who = one_line(quote.speaker.name) if quote.speaker else "nobody is named"
    parts = [f"{what}: {clip(one_line(quote.text), _WORDS)} ({who})"]
    if why:
        parts.append(clip(one_line(why), _REASON))
    for passage in passages[:1]:
        near = "nearest: " if passage.near else ""
        parts[-1] += f" [{near}{located(passage, one_line(passage.path or passage.source))}]"
    return ": ".join(parts)
