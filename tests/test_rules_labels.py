"""The examples of the shapes of labels in the shipped rules are true, and every shape has some."""

from __future__ import annotations

import pytest

from quotecheck.rules import load
from quotecheck.sources.labels import Labeller

RULES = load()
LABELLER = Labeller(RULES)
LINES = [
    (name, line, speaker)
    for name, shape in RULES.sources.labels.items()
    for line, speaker in shape.examples.items()
]


@pytest.mark.parametrize(("shape", "line", "speaker"), LINES)
def test_example(shape, line, speaker):
    assert LABELLER.reads(shape, line) == (speaker or None)


@pytest.mark.parametrize("name", RULES.sources.labels)
def test_every_shape_has_an_example(name):
    assert any(RULES.sources.labels[name].examples.values())
