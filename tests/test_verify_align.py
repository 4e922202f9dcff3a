"""Alignment: every edit points at words that differ, and what is left is equal."""

from hypothesis import given
from hypothesis import strategies as st

from quotecheck.verify.compare.align import align

WORDS = st.lists(st.sampled_from(["a", "b", "c", "d", "é", "…", "10"]), max_size=14)


def rebuilt(source, quote, found):
    """The quote put together from the equal words of the source and the edits."""
    words, s_at, q_at = [], found.low, 0
    for edit in found.edits:
        equal = source[s_at : edit.s_low]
        assert equal == quote[q_at : edit.q_low]
        words += [*equal, *quote[edit.q_low : edit.q_high]]
        s_at, q_at = edit.s_high, edit.q_high
    assert source[s_at : found.high] == quote[q_at:]
    return [*words, *source[s_at : found.high]]


@given(WORDS, WORDS, st.sets(st.integers(0, 14)))
def test_equal_words_and_edits_make_the_quote(source, quote, ellipses):
    found = align(source, quote, ellipses=ellipses, function={"a", "b"})
    if found is None:
        assert not set(source) & set(quote) or not quote
    else:
        assert 0 <= found.low < found.high <= len(source)
        assert rebuilt(source, quote, found) == quote


@given(WORDS, WORDS, WORDS)
def test_words_that_are_there_are_found_without_an_edit(before, quote, after):
    found = align([*before, *quote, *after], quote) if quote else None
    assert found is None or not found.edits


def edits(source, quote, **options):
    source, quote = source.split(), quote.split()
    found = align(source, quote, **options)
    return [
        (" ".join(source[e.s_low : e.s_high]), " ".join(quote[e.q_low : e.q_high]))
        for e in found.edits
    ]


def test_the_shorter_place_wins_where_words_are_said_twice():
    source = "are you going to cut are you going to cut funds for schools"
    assert edits(source, "are you going to cut money for schools") == [("funds", "money")]


def test_a_gap_near_the_beginning_is_a_gap():
    source = "it is an honour to speak on behalf of not only my friends but the town"
    quote = "it is an of not only my friends but the town"
    assert edits(source, quote, function={"it", "is", "an"}) == [("honour to speak on behalf", "")]


def test_the_parts_between_ellipses_are_placed_one_by_one():
    source = "we will mend the road it is late now and it is cold so it is the best plan of all"
    quote = "we will mend the road it is the best plan"
    ((hidden, added),) = edits(source, quote, ellipses={5})
    assert (hidden, added) == ("it is late now and it is cold so", "")
