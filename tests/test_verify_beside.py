"""A quotation beside one passage: what differs, and the quotation as the source would have it."""

from __future__ import annotations

import itertools
import re

import pytest
from hypothesis import given, settings
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
        ("“All of us go,”", "Not all of us go.", "“Not all of us go,”"),
        ("“They said they will,”", "They said they won’t.", "“They said they won’t,”"),
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
        (
            "“I was not worried, not for a minute,”",
            "I was worried. I was not worried for a minute about the wall.",
            "“I was not worried for a minute,”",
        ),
        (
            "“We asked, and asked again, for the pumps,”",
            "We asked twice for the pumps.",
            "“We asked twice for the pumps,”",
        ),
        (
            "“The pumps were old; nobody, not the board, knew it,”",
            "The pumps were old; nobody knew it.",
            "“The pumps were old; nobody knew it,”",
        ),
        (
            "“The wall is sound. It held,”",
            "The wall is sound, for now it held.",
            "“The wall is sound, for now it held,”",
        ),
        (
            "“Never again, we said, will they pay,”",
            "We said they will pay.",
            "“We said they will pay,”",
        ),
        (
            "“The cold, hard winter of the boats,”",
            "The hot, hard winter of the boats.",
            "“The hot, hard winter of the boats,”",
        ),
        (
            "“It cost $5m, or 12% of it,”",
            "It cost $7m, or 14% of it.",
            "“It cost $7m, or 14% of it,”",
        ),
        (
            "“They called it ‘a scandal’ on the quay,”",
            "They called it a shame on the quay.",
            "“They called it ‘a shame’ on the quay,”",
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


PLAIN = ["we", "will", "not", "sell", "the", "old", "slipway", "on", "monday", "12", "boats"]
VOCABULARY = [*PLAIN, "can’t"]
WORDS = st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=14)
MARKED = st.lists(
    st.tuples(st.sampled_from(PLAIN), st.sampled_from(["", "", "", ",", ";", ".", " –"])),
    min_size=1,
    max_size=14,
)


def written(words):
    return " ".join(word + mark for word, mark in words[:-1]) + f" {words[-1][0]}"


def pairs(text):
    """The words that stand side by side, with what stands between them."""
    words = [*re.finditer(r"[\w’]+", text)]
    return {
        (one[0].casefold(), text[one.end() : other.start()], other[0].casefold())
        for one, other in itertools.pairwise(words)
    }


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


@settings(max_examples=400)
@given(MARKED, MARKED)
def test_a_correction_has_the_words_of_the_source_and_no_mark_of_its_own(printed, said):
    quote, words = f"“{written(printed).strip()},”", f"{written(said).strip()}."
    found, _ = laid(quote, words)
    if found is None or not found.text:
        return
    again, _ = laid(found.text, words)
    assert again is not None
    assert again.text == found.text  # nothing that is left differs by more than house style
    assert pairs(found.text) <= pairs(quote) | pairs(words)


@settings(max_examples=400)
@given(*[st.lists(st.sampled_from(PLAIN), min_size=1, max_size=11, unique=True)] * 2)
def test_a_correction_has_exactly_the_words_of_its_passage(printed, said):
    found, _ = laid(f"“{' '.join(printed)},”", f"{' '.join(said)}.")
    if found is not None and found.text:
        assert CANON.forms(found.text) == CANON.forms(found.passage.text)
