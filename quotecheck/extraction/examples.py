"""Running the examples of a rules file: each must give the outcome that it states."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from quotecheck.articles import make_article
from quotecheck.extraction.engine import extract
from quotecheck.model import Kind, Quotation
from quotecheck.rules import Rules, load
from quotecheck.rules.attribution import Example


@dataclass(frozen=True)
class ExampleOutcome:
    """The outcome of an example; ``problem`` is empty if it is as the example says. An ``excused``
    example fails only because a desk prefers, forbids or takes out a pattern."""

    where: str
    example: Example
    problem: str
    excused: bool = False

    @property
    def passed(self) -> bool:
        """Return whether the example passes, or fails as it is expected to."""
        return _as_it_says(self.example, self.problem)


def _as_it_says(example: Example, problem: str) -> bool:
    return (problem == "") != (example.known_failure is not None)


def all_examples(rules: Rules) -> Iterator[tuple[str, Example]]:
    """Every example of the rules with its place."""
    for name, rule in rules.attribution.patterns.items():
        for number, example in enumerate(rule.examples, 1):
            yield f"attribution.patterns.{name}.examples[{number}]", example
    for name, example in rules.examples.items():
        yield f"examples.{name}", example


def unused_patterns(rules: Rules) -> list[str]:
    """The patterns that a desk forbids, and the shipped ones that it takes out."""
    patterns = rules.attribution.patterns
    gone = load().attribution.patterns.keys() - patterns.keys() if rules.extends else set()
    return sorted(gone.union(name for name, rule in patterns.items() if rule.prefer == "never"))


def preferred_patterns(rules: Rules) -> list[str]:
    """The patterns that a desk prefers strongly and the shipped rules do not."""
    if not rules.extends:
        return []
    shipped = load().attribution.patterns
    return sorted(
        name
        for name, rule in rules.attribution.patterns.items()
        if rule.prefer == "strongly" and (name not in shipped or shipped[name].prefer is None)
    )


def run_examples(rules: Rules) -> Iterator[ExampleOutcome]:
    """Run every example of the rules with the whole engine."""
    decides = unused_patterns(rules) or preferred_patterns(rules)
    lenient = _undecided(rules) if decides else None
    for where, example in all_examples(rules):
        problem = problem_with(example, rules)
        excused = (
            lenient is not None
            and not _as_it_says(example, problem)
            and _as_it_says(example, problem_with(example, lenient))
        )
        yield ExampleOutcome(where, example, problem, excused)


def _undecided(rules: Rules) -> Rules:
    """The rules as they would be if a desk did not prefer, forbid or take out any pattern."""
    shipped = load().attribution.patterns if rules.extends else {}
    changed = {*unused_patterns(rules), *preferred_patterns(rules)}
    patterns = {
        name: replace(rule, prefer=None) if name in changed else rule
        for name, rule in {**shipped, **rules.attribution.patterns}.items()
    }
    attribution = replace(rules.attribution, patterns=patterns)
    # Anything compiled from rules is kept under their hash.
    return replace(rules, attribution=attribution, hash=f"{rules.hash} undecided")


def problem_with(example: Example, rules: Rules) -> str:
    """The difference between an example and its outcome; empty if there is none."""
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
        return f"found the kind {quote.kind.value}, expected {example.kind}"
    if example.speaker is None:
        return "" if quote.speaker is None else f"found {quote.speaker.name}, expected nobody"
    if quote.speaker is None:
        return f"found no speaker, expected {example.speaker}"
    mention = quote.speaker.mention.text if quote.speaker.mention else ""
    if example.speaker in (quote.speaker.name, mention):
        return ""
    words = f" (“{mention}”)" if mention and mention != quote.speaker.name else ""
    return f"found {quote.speaker.name}{words}, expected {example.speaker}"
