"""The examples in the shipped rules are true, and every rule has some."""

from __future__ import annotations

import pytest

from quotecheck.extraction.examples import all_examples, problem_with
from quotecheck.rules import load

RULES = load()


@pytest.mark.parametrize(
    ("example", "where"),
    [pytest.param(example, where, id=where) for where, example in all_examples(RULES)],
)
def test_example(example, where):
    problem = problem_with(example, RULES)
    if example.known_failure is None:
        assert problem == "", where
    else:
        assert problem, f"{where} passes now: take out known-failure"


@pytest.mark.parametrize("name", RULES.attribution.patterns)
def test_every_pattern_has_an_example(name):
    assert RULES.attribution.patterns[name].examples
