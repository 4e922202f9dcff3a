"""A quotation beside one passage: what differs, and the quotation as the source would have it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotecheck.model import Kind, Passage, Quotation, Source, Speaker, Turn
from quotecheck.rules import load
from quotecheck.sources.canonical import Canon
from quotecheck.sources.library import Library
from quotecheck.verify.beside import beside
from quotecheck.verify.search.finding import Finder

RULES = load()
CANON = Canon(RULES)


def laid(printed, said, speaker="Mara Quill"):
    text = f"QUILL: {said}"
    source = Source("talk", text, (Turn("QUILL", 7, len(text)),))
    finder = Finder(Library(RULES, CANON).adding([source]), RULES)
    quote = Quotation("1", 0, len(printed), printed, Kind.DIRECT, speaker=Speaker(speaker))
    return beside(quote, Passage("talk", 7, len(text), said), finder), source


@pytest.mark.parametrize(
    ("printed", "said", "corrected"),
    [
        ("“We can’t sell the slipway,”", "We can sell the slipway.", "“We can sell the slipway,”"),
        (
            "“We can sell the slipway,”",
            "We can’t sell the slipway.",
            "“We can’t sell the slipway,”",
        ),
        ("“We would go there,”", "We would not go there.", "“We would not go there,”"),
        (
            "“There were 42 boats and 12 men,”",
            "There were forty-two boats and twenty men.",
            "“There were 42 boats and 20 men,”",
        ),
        (
            "“The colour of all 12 doors faded.”",
            "The color of all 14 doors faded.",
            "“The colour of all 14 doors faded.”",
        ),
        (
            "“We never said that we would pay,”",
            "We said that we would pay.",
            "“We said that we would pay,”",
        ),
        (
            "“We lost the light. Nobody called,”",
            "We lost the light, and then I heard a crack, like ice. Nobody called.",
            "“We lost the light, and then I heard a crack, like ice. Nobody called,”",
        ),
        (
            "“It is old, but we keep it,”",
            "It is old, and it is not safe, but we keep it.",
            "“It is old, and it is not safe, but we keep it,”",
        ),
        (
            "“Never will we pay for it!”",
            "Always will we pay for it.",
            "“Always will we pay for it!”",
        ),
    ],
)
def test_only_what_is_wrong_is_corrected(printed, said, corrected):
    found, _ = laid(printed, said)
    assert found.text == corrected


def test_what_differs_is_marked_in_both_texts():
    printed = "“We can’t sell the old slipway,”"
    found, source = laid(printed, "So. We can sell the old slipway. I want that.")
    assert [printed[start:end] for start, end in found.printed] == ["can’t"]
    assert [source.text[start:end] for start, end in found.said] == ["can"]
    assert found.passage.text == "We can sell the old slipway"


def test_where_a_mark_leaves_open_what_goes_nothing_is_made_up():
    found, _ = laid(
        "“It can start in the first week of May. … We will see,”",
        "It can start in the first week of June. It is hard. We will see how it goes.",
    )
    assert found.text == ""


def test_words_that_have_nothing_in_common_are_not_laid_together():
    assert laid("“I got the flat.”", "They resign on Monday.")[0] is None


def test_the_speaker_of_the_passage_is_known_by_the_name_of_the_article():
    source = Source("talk", "QUILL: Go.", (Turn("QUILL", 7, 10),))
    finder = Finder(Library(RULES, CANON).adding([source]), RULES)
    assert finder.named_as("QUILL", ["Mara Quill", "Tomas Renn"], "talk") == "Mara Quill"
    assert finder.named_as("QUILL", ["Mara Quill", "Bo Quill"], "talk") is None


WORDS = st.lists(
    st.sampled_from(
        [
            "we",
            "will",
            "not",
            "sell",
            "the",
            "old",
            "slipway",
            "on",
            "monday",
            "12",
            "twelve",
            "can’t",
            "boats",
        ]
    ),
    min_size=1,
    max_size=14,
)


@given(WORDS, WORDS)
def test_spans_lie_inside_their_texts_and_hold_words(printed, said):
    quote, words = f"“{' '.join(printed)},”", f"{' '.join(said)}."
    found, source = laid(quote, words)
    if found is None:
        return
    for text, spans in (quote, found.printed), (source.text, found.said):
        for start, end in spans:
            assert text[start:end].strip() == text[start:end] != ""
    if found.text:
        assert found.text.startswith("“")
        assert found.text.endswith(",”")
