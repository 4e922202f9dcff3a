"""A pattern that is compiled late does what any pattern does."""

import re

import pytest

from quotecheck import lazily


@pytest.mark.parametrize("text", ["Banana", "ba", "", "none"])
def test_it_finds_what_a_compiled_pattern_finds(text):
    late, early = lazily.pattern(r"(b)a", re.IGNORECASE), re.compile(r"(b)a", re.IGNORECASE)
    assert late.findall(text) == early.findall(text)
    assert late.sub("x", text) == early.sub("x", text)
    assert [found.span() for found in late.finditer(text)] == [
        found.span() for found in early.finditer(text)
    ]


def test_what_it_is_made_of_is_known_without_compiling():
    late = lazily.pattern("(unclosed")
    assert late.pattern == "(unclosed"
    with pytest.raises(re.error):
        late.match("x")
