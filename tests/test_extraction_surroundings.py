"""Features of the words around a speaker and a quotation, and the phrases nearby that may be
speaking."""

from __future__ import annotations

import pytest

from quotecheck.articles import make_article
from quotecheck.extraction import extract
from quotecheck.extraction.attribution.context_features import (
    cue,
    features,
    letters_in_words,
    rest_of_sentence,
)
from quotecheck.extraction.attribution.nearby import phrases
from quotecheck.model import Kind
from quotecheck.rules import load

RULES = load()


def test_chunk_letters_are_put_into_words() -> None:
    assert letters_in_words("VhO") == "a cue + that + an object"
    assert letters_in_words("") == "nothing"


def test_a_speaker_before_is_told_by_what_follows_it() -> None:
    found = features("SVhSQ", 0, 4, "speaker is a name", "a fragment", "no mark")
    assert "before, speaker is a name, follows a cue" in found
    assert "before, that between, one cue" in found


def test_a_speaker_after_is_told_by_what_stands_between() -> None:
    found = features("QoSV.", 2, 0, "speaker he", "a clause", "a comma")
    assert "after, between a word" in found
    assert "after, follows a cue + a stop" in found


def test_whose_the_last_cue_is() -> None:
    found = cue("SVSVQ.", 0, 4, "before", "speaker is a name", rest_of_sentence("."))
    assert "before, last another’s cue" in found
    assert "before, before nothing" in found
    assert "before, last its own cue" in cue(
        "SVhQ", 0, 3, "before", "speaker he", rest_of_sentence("")
    )


def test_what_the_sentence_still_has() -> None:
    assert [rest_of_sentence(after) for after in (".", "ioO.", ",SV.")] == [
        "nothing",
        "words",
        "a report",
    ]


def test_objects_and_later_subjects_may_speak() -> None:
    rules = {phrase.rule for phrase in phrases("iOoQSV.", 0, 3, 6)}
    assert rules == {"own-sentence-object", "own-sentence-after"}


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The paper named it a “hollow promise” in an editorial, Mara Quill said.", "Mara Quill"),
        ("Mara Quill said the plan was “hollow,” and Jo Lind left the room.", "Mara Quill"),
        ("Jo Lind, who said the plan was “hollow,” left the room.", "Jo Lind"),
    ],
)
def test_the_speaker_of_a_fragment(text: str, speaker: str) -> None:
    (quote,) = extract(make_article(text, path="a.txt"), RULES).quotes
    assert quote.speaker is not None
    assert speaker in quote.speaker.name


def test_who_goes_on_from_a_doubtful_quotation_is_doubtful() -> None:
    goes_on = "\n\n“It will hold for a year. Nobody needs to move.”"
    open_ = "Mara Quill met Jo Lind in Troy, who called it “a sham” and left."
    sure = "Mara Quill called it “a sham” on Monday."
    doubtful, certain = (
        extract(make_article(text + goes_on, path="a.txt"), RULES).quotes[1]
        for text in (open_, sure)
    )
    assert doubtful.rule == certain.rule == "next-paragraph"
    assert doubtful.confidence < certain.confidence


def test_a_show_of_an_outlet_is_no_speech() -> None:
    text = "Mara Quill spoke on CNN’s “Morning Harbor” about the dam."
    (quote,) = extract(make_article(text, path="a.txt"), RULES).quotes
    assert quote.kind is Kind.NON_SPEECH
