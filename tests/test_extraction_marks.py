"""Quotation marks of every kind, in the order and the number that real texts have them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from quotecheck.extraction.reading.marks import find_spans
from quotecheck.text import paragraphs

MARKS = "“”„\"'‘’‚«»‹›「」『』`"


def spans(text):
    return [text[s.start : s.end] for s in find_spans(text, paragraphs(text)) if s.parent is None]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("She said “it holds” twice.", ["“it holds”"]),
        ('She said "it holds" twice.', ['"it holds"']),
        ("She said ''it holds'' twice.", ["''it holds''"]),
        ("She said ``it holds'' twice.", ["``it holds''"]),
        ("She said ‘it holds’ twice.", ["‘it holds’"]),
        ("She said 'it holds' twice.", ["'it holds'"]),
        ("Elle dit « ça tient » deux fois.", ["« ça tient »"]),
        ("Sie sagte „es hält“ zweimal.", ["„es hält“"]),
        ("She said 「だいじょうぶ」 twice.", ["「だいじょうぶ」"]),
        # Open and close of different kinds, and a closing mark that opens.
        ('She said “it holds" twice.', ['“it holds"']),
        ("She said ”it holds” twice.", ["”it holds”"]),
        # A mark lost where a paragraph breaks.
        ('"It holds. "We checked," she said.', ['"It holds.', '"We checked,"']),
        # Back to back.
        ("“Will it?”“It will.”", ["“Will it?”", "“It will.”"]),
        # Never closed: it ends with its paragraph and harms no other.
        ("She said “it holds.\nHe said “no,” then.", ["“it holds.", "“no,”"]),
        # Nested.
        ("“She said ‘it holds’ twice,” he said.", ["“She said ‘it holds’ twice,”"]),
        # Apostrophes, elisions, possessives, measures, markup.
        ("The lawyers’ cars weren’t O’Hara’s in the ’80s.", []),
        ("Rock 'n' roll and get 'em.", []),
        ('The 6\'3" guard and a 60" screen.', []),
        ('<a href="dam.html" title="no">a dam</a>', []),
        ("‘The lawyers’ cars are gone,’ she said.", ["‘The lawyers’ cars are gone,’"]),
        ("'The lads' bus left in '09, and the Joneses' too,' she said.",
         ["'The lads' bus left in '09, and the Joneses' too,'"]),
        ("'She asked, \"Why?\"' he said.", ["'She asked, \"Why?\"'"]),
        ("‘They said “no”, and we left,’ he said.", ["‘They said “no”, and we left,’"]),
        # Other marks, and what is none.
        ("Elle dit ‹ ça tient › deux fois.", ["‹ ça tient ›"]),
        ("She said ‘‘it holds’’ twice.", ["‘‘it holds’’"]),
        ('["It holds,"](dam.html "The dam") she said.', ['"It holds,"']),
    ],
)  # fmt: skip
def test_which_spans_are_quoted(text, found):
    assert spans(text) == found


def test_a_quotation_that_runs_over_paragraphs_is_one():
    text = "“The first.\n\n“The second.\n\n“The third,” she said. “Fourth.”"
    assert spans(text) == [text[: text.index("”") + 1], "“Fourth.”"]


def test_single_marks_run_over_paragraphs_too():
    text = "‘The first.\n\n‘The second,’ she said. ‘Third.’"
    assert spans(text) == [text[: text.index("’") + 1], "‘Third.’"]


def test_a_paragraph_that_does_not_open_with_a_mark_does_not_run_on():
    assert spans("“The first.\n\nShe left. “The second.”") == ["“The first.", "“The second.”"]


def test_a_nested_quotation_names_the_one_around_it():
    text = "No. “She said ‘run’ and I ran,” he said."
    outer, inner = find_spans(text, paragraphs(text))
    assert (outer.parent, inner.parent) == (None, 0)
    assert text[inner.start : inner.end] == "‘run’"


@example('"“55\n““55')
@given(st.text(st.sampled_from(f"{MARKS} ab.,?!\n(<>=5s")))
def test_spans_lie_in_the_text_in_order_and_properly_nested(text):
    found = find_spans(text, paragraphs(text))
    tops = [span for span in found if span.parent is None]
    for span in found:
        assert 0 <= span.start < span.end <= len(text)
        if span.parent is not None:
            around = found[span.parent]
            assert around.start <= span.start
            assert span.end <= around.end
    for one, other in pairwise(tops):
        assert one.end <= other.start


@pytest.mark.parametrize("text", ["‘" * 20_000, "“ " * 20_000, "s’ ‘a" * 10_000, '<a b="' * 10_000])
def test_many_marks_take_no_time_to_speak_of(text):
    find_spans(text, paragraphs(text))
