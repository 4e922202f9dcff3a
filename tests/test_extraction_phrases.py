"""Noun phrases that can speak: where they end, and what is none."""

from __future__ import annotations

import pytest

from quotecheck.extraction.attribution.options import form_of
from quotecheck.extraction.reading.chunks import chunk_paragraph
from quotecheck.extraction.reading.word_classes import words_of
from quotecheck.rules import load

WORDS = words_of(load())


def phrases(text: str) -> list[str]:
    """The words of each chunk that can speak, or is the object of something."""
    chunked = chunk_paragraph(text, 0, len(text), [], WORDS)
    return [text[start:end] for _, start, end in chunked.places("SsO")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The bridge opened this week praising Mara Quill.", "this week"),
        ("Mara Quill stayed, but only until the month after the flood.", "the month"),
        ("Two years on, Mara Quill says so.", "Two years"),
        ("Indeed, Mara Quill says so.", "Indeed"),
        ("Across town Mara Quill says so.", "Across"),
        ("Oct. 9, Mara Quill said so.", "Oct."),
        ("More from Mara Quill: it rains.", "More"),
    ],
)
def test_spells_of_time_and_words_that_only_open_a_sentence_do_not_speak(
    text: str, found: str
) -> None:
    assert "Mara Quill" in phrases(text)
    assert found not in phrases(text)


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("A simple call to the harbour was enough.", "A simple call"),
        ("The board had no such praise for the dam.", "no such praise"),
        ("They met to discuss her recent remarks about the dam.", "her recent remarks"),
        ("They were heard in a 30-minute call from Lima.", "a 30-minute call"),
        ("The Quill train has left the station.", "The Quill train"),
        ("A 40-year-old said so.", "A 40-year-old"),
        ("A day trader said so.", "A day trader"),
    ],
)
def test_a_phrase_has_the_noun_that_follows(text: str, phrase: str) -> None:
    assert phrase in phrases(text)


def test_who_can_is_no_part_of_a_name() -> None:
    assert phrases("Quill cannot say so.") == ["Quill"]


def test_how_somebody_acts_is_no_part_of_them() -> None:
    assert "Bakers" in phrases("It is because of how Bakers said so.")


def test_periods_and_adjectives_may_be_surnames() -> None:
    assert phrases("Dora Day said so.") == ["Dora Day"]
    assert phrases("Long said so.") == ["Long"]


def test_a_role_of_many_is_no_name_though_it_opens_a_sentence() -> None:
    assert form_of("Officials", "S", WORDS) == "speaker is a nominal"
    assert form_of("Quill", "S", WORDS) == "speaker is a name"
