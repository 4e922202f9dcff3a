"""Names and quotations of short texts, for the tests of who is meant."""

from __future__ import annotations

from quotecheck.extraction.attribution.preparing import prepare
from quotecheck.extraction.engine import extract
from quotecheck.model import Article, Kind, Quotation
from quotecheck.rules import Rules, load


def name_of(text: str, mention: str, rules: Rules | None = None) -> str:
    """The name for the last place where the mention stands in the text."""
    people = prepare(Article("a", text), rules or load()).people
    return people.resolve(mention, text.rindex(mention))


def quotes_of(text: str, rules: Rules | None = None) -> tuple[Quotation, ...]:
    return extract(Article("a", text), rules or load()).quotes


def outcome(text: str) -> list[tuple[str, str | None]]:
    """The words of each quotation with the name of its speaker, None for what is no speech."""
    return [
        (
            quote.text,
            quote.speaker.name if quote.speaker and quote.kind is not Kind.NON_SPEECH else None,
        )
        for quote in quotes_of(text)
    ]
