"""Headlines: their quoted words are compared with the story's own quotations as well."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz.distance import LCSseq

from quotecheck.model import Check, Kind, Quotation, Triage
from quotecheck.sources.canonical import Canon

_ALIKE = 0.6  # of the headline's words


def compare_headlines(quotes: Sequence[Quotation], canon: Canon) -> tuple[Quotation, ...]:
    """The quotations; a headline's that the story does not have just so is to be looked at."""
    body = [
        (canon.forms(quote.text), quote)
        for quote in quotes
        if quote.kind not in (Kind.HEADLINE, Kind.NON_SPEECH, Kind.INDIRECT)
    ]
    return tuple(
        replace(quote, check=_compared(quote, quote.check, body, canon))
        if quote.kind is Kind.HEADLINE and quote.check
        else quote
        for quote in quotes
    )


def _compared(
    quote: Quotation, check: Check, body: Sequence[tuple[list[str], Quotation]], canon: Canon
) -> Check:
    forms = canon.forms(quote.text)
    if not forms or not body or any(_contains(words, forms) for words, _ in body):
        return check
    shared, nearest = max(
        ((LCSseq.similarity(forms, words), other) for words, other in body),
        key=lambda item: item[0],
    )
    why = "no quotation of the story has these words"
    if shared >= _ALIKE * len(forms):
        why = f"the story itself has it as {nearest.text}"
    triage = Triage.LOOK if check.triage is Triage.PASS else check.triage
    return replace(check, triage=triage, why=f"{check.why}; {why}")


def _contains(words: list[str], forms: list[str]) -> bool:
    return any(words[at : at + len(forms)] == forms for at in range(len(words) - len(forms) + 1))
