"""Running the examples of a rules file: what each says must come out, comes out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from quotecheck.articles import make_article
from quotecheck.extraction.engine import extract
from quotecheck.model import Kind, Quotation
from quotecheck.rules import Rules
from quotecheck.rules.attribution import Example


@dataclass(frozen=True)
class Outcome:
    """The outcome of an example; ``problem`` is empty if it is as the example says."""

    where: str
    example: Example
    problem: str

    @property
    def passed(self) -> bool:
        """Return whether it came out as it says, or fails as it says."""
        return (self.problem == "") != (self.example.known_failure is not None)


def all_examples(rules: Rules) -> Iterator[tuple[str, Example]]:
    """Every example of the rules with its place; not those of patterns that are forbidden, which
    show what such a pattern finds."""
    for name, rule in rules.attribution.patterns.items():
        for number, example in enumerate(rule.examples if rule.prefer != "never" else (), 1):
            yield f"attribution.patterns.{name}.examples[{number}]", example
    for name, example in rules.examples.items():
        yield f"examples.{name}", example


def run_examples(rules: Rules) -> Iterator[Outcome]:
    """Run every example of the rules with the whole engine."""
    for where, example in all_examples(rules):
        yield Outcome(where, example, problem_with(example, rules))


def problem_with(example: Example, rules: Rules) -> str:
    """The difference between an example and its outcome, empty if there is none."""
    document = extract(make_article(example.text), rules)
    quotes = [quote for quote in document.quotes if quote.kind is not Kind.INDIRECT]
    wanted = example.quote
    found = [quote for quote in quotes if wanted is None or wanted in quote.text]
    if not found:
        shown = ", ".join(quote.text for quote in quotes) or "none"
        return f"no quotation {wanted or ''!r} is found (found: {shown})"
    return _problem(example, found[0])


def _problem(example: Example, quote: Quotation) -> str:
    if example.kind is not None and quote.kind != example.kind:
        return f"the kind is {quote.kind.value}, not {example.kind}"
    if example.speaker is None:
        return "" if quote.speaker is None else f"the speaker is {quote.speaker.name}, not nobody"
    if quote.speaker is None:
        return f"there is no speaker; {example.speaker} is"
    mention = quote.speaker.mention.text if quote.speaker.mention else ""
    if example.speaker in (quote.speaker.name, mention):
        return ""
    return f"the speaker is {quote.speaker.name} (“{mention}”), not {example.speaker}"
