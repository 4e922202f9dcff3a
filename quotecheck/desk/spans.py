"""Quotations whose span was found wrongly: joined, split, or marked by hand."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from quotecheck.desk.anchor import anchor, plain_words
from quotecheck.desk.events import Anchor, Spans
from quotecheck.model import Document, Kind, Quotation
from quotecheck.text import trimmed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


def join(document: Document, first: Quotation, second: Quotation) -> Spans:
    """One quotation in place of two, from the first's beginning to the second's end."""
    start, end = min(first.start, second.start), max(first.end, second.end)
    text = document.article.text
    return Spans(
        (anchor(text, first.start, first.end), anchor(text, second.start, second.end)),
        (anchor(text, start, end),),
    )


def split(document: Document, quote: Quotation, at: int) -> Spans:
    """Two quotations in place of one; the second begins at the offset ``at``.

    Raises:
        ValueError: ``at`` leaves one of the two without words.
    """
    text = document.article.text
    halves = [trimmed(text, quote.start, at), trimmed(text, at, quote.end)]
    if any(start >= end for start, end in halves):
        raise ValueError("there are no words on one side")
    removed = (anchor(text, quote.start, quote.end),)
    return Spans(removed, tuple(anchor(text, start, end) for start, end in halves))


def mark(document: Document, start: int, end: int) -> Spans:
    """A quotation that was missed.

    Raises:
        ValueError: there are no words between ``start`` and ``end``.
    """
    start, end = trimmed(document.article.text, start, end)
    if start >= end:
        raise ValueError("there are no words to mark")
    return Spans(added=(anchor(document.article.text, start, end),))


def respan(
    document: Document,
    changes: Iterable[tuple[int, Spans]],
    judge: Callable[[Document], Document],
) -> Document:
    """The document with the changes made, in order; ``judge`` checks what was added.

    Each change comes with the first of the numbers that its new quotations get; one that was there
    keeps its number, and so does the first of those that take its place. A change whose words are
    no longer in the article is left out.
    """
    quotes = {
        (quote.start, quote.end): replace(quote, number=number)
        for number, quote in enumerate(document.marked, 1)
    }
    added: dict[tuple[int, int], Quotation] = {}
    for first, change in changes:
        goal = [_locate(document.article.text, item) for item in change.added]
        if not goal or None in goal:
            continue
        gone = [_locate(document.article.text, item) for item in change.removed]
        parents = [quotes.pop(span) for span in gone if span in quotes]
        for place, (item, span) in enumerate(zip(change.added, goal, strict=True)):
            if span is not None and span not in quotes:
                new = first + place - bool(parents)
                number = parents[0].number if parents and not place else new
                made = replace(_made(document, item, span, parents), number=number)
                quotes[span] = added[span] = made
    fresh = tuple(quote for span, quote in added.items() if quotes.get(span) is quote)
    if not fresh:
        kept = tuple(quotes.values())
        if len(kept) == len(document.marked):
            return document
        return replace(document, quotes=(*kept, *document.reports))
    for quote in judge(replace(document, quotes=fresh)).quotes:
        quotes[quote.start, quote.end] = quote
    marked = (quotes[span] for span in sorted(quotes))
    return replace(document, quotes=(*marked, *document.reports))


def _made(
    document: Document, item: Anchor, span: tuple[int, int], parents: list[Quotation]
) -> Quotation:
    name = hashlib.sha256(f"{item.exact}\0{item.prefix}\0{item.suffix}".encode()).hexdigest()[:8]
    text = document.article.text[span[0] : span[1]]
    if parents:
        return replace(parents[0], id=f"m{name}", start=span[0], end=span[1], text=text, check=None)
    before = [quote.paragraph for quote in document.quotes if quote.start <= span[0]]
    paragraph = before[-1] if before else 0
    return Quotation(f"m{name}", *span, text, Kind.DIRECT, paragraph, rule="by hand")


def _locate(text: str, item: Anchor) -> tuple[int, int] | None:
    """The place of the anchor's words now; of several places the one in the same surroundings."""
    if text[item.start : item.end] == item.exact:
        return item.start, item.end
    places = []
    at = text.find(item.exact)
    while at >= 0:
        places.append(at)
        at = text.find(item.exact, at + 1)
    if not places:
        return None

    def unlike(start: int) -> tuple[int, int]:
        here = anchor(text, start, start + len(item.exact))
        same = (plain_words(here.prefix) == plain_words(item.prefix)) + (
            plain_words(here.suffix) == plain_words(item.suffix)
        )
        return -same, abs(start - item.start)

    best = min(places, key=unlike)
    return best, best + len(item.exact)
