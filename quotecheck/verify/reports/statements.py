"""The statements of a report: "that the ferry would stop, and that the quay was sold" makes two."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from quotecheck.model import Quotation

_FIRST = re.compile(r"that\s", re.IGNORECASE)
_NEXT = re.compile(r",?\s+(?:and|but|while)\s+(?=that\s+\w+\s+\w+\s+\w)", re.IGNORECASE)


def statements(quote: Quotation) -> Iterator[Quotation]:
    """The statements of a report in order, each to be checked by itself; the first keeps the id,
    the others add a number to it."""
    if not _FIRST.match(quote.text):
        yield quote
        return
    start, number = 0, 1
    for joint in _NEXT.finditer(quote.text):
        yield _part(quote, start, joint.start(), number)
        start, number = joint.end(), number + 1
    yield _part(quote, start, len(quote.text), number)


def _part(quote: Quotation, start: int, end: int, number: int) -> Quotation:
    return replace(
        quote,
        id=quote.id if number == 1 else f"{quote.id}.{number}",
        start=quote.start + start,
        end=quote.start + end,
        text=quote.text[start:end],
    )
