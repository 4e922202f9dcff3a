"""Weights are written back into a file that an editor wrote."""

from __future__ import annotations

import pytest

from quotecheck.rules.edit import set_values

TEXT = """\
# The desk's own.
patterns:
  post:          # quote, then name
    weight: 1.5  # learned
    note: "1.5 is much"
  pre.colon: {weight: 2, note: x}
"""


def test_only_the_value_changes():
    changed = set_values(TEXT, {"patterns.post.weight": "0.7", "patterns.pre.colon.weight": "10"})
    assert changed == TEXT.replace("weight: 1.5 ", "weight: 0.7 ").replace(
        "weight: 2", "weight: 10"
    )


def test_a_quoted_value_keeps_its_quotes():
    assert 'note: "little"' in set_values(TEXT, {"patterns.post.note": "little"})


@pytest.mark.parametrize(
    "path", ["patterns.none.weight", "patterns.post", "patterns.post.weight.x"]
)
def test_a_path_that_is_not_there_is_refused(path):
    with pytest.raises(KeyError):
        set_values(TEXT, {path: "1"})
