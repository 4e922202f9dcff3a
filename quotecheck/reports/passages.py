"""The passages on which the quotations of an article rest, each with what stands around it."""

from __future__ import annotations

from collections.abc import Iterator

from quotecheck.display import one_line, visible
from quotecheck.model import Document, Passage, Quotation
from quotecheck.reports.frame import passage_place
from quotecheck.reports.text import Context
from quotecheck.text import Lines


def passages_of(quote: Quotation) -> list[Passage]:
    """The passage that an editor chose, then those that the engine found, each once."""
    chosen = quote.decision.evidence if quote.decision is not None else None
    found = quote.report or quote.check
    matches = found.matches if found is not None else ()
    seen: dict[tuple[str, int, int], Passage] = {}
    for each in (*([chosen] if chosen is not None else []), *matches):
        seen.setdefault((each.source, each.start, each.end), each)
    return list(seen.values())


def passage_lines(document: Document, context: Context | None) -> Iterator[str]:
    """Each quotation with its passages, in lines; what is quoted stands between » and «."""
    lines = Lines(document.article.text)
    yield one_line(document.article.path or document.article.id)
    for quote in document.quotes:
        line, column = lines.place(quote.start)
        yield ""
        yield f"{one_line(quote.id)}. line {line}, column {column}: {one_line(quote.text)}"
        passages = passages_of(quote)
        if not passages:
            yield "    no passage"
        for each in passages:
            before, after = context(each) if context is not None else ("", "")
            yield f"    {'nearest: ' if each.near else ''}{one_line(passage_place(each))}"
            for words in visible(f"{before}»{each.text}«{after}").splitlines():
                yield f"        {words.strip()}"
    yield ""
