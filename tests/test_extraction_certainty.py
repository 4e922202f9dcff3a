"""Certainty of a full name, beside certainty of the speaker."""

from __future__ import annotations

import pytest
from name_samples import quotes_of

from quotecheck.cli.explaining import explanation
from quotecheck.model import Article, Document
from quotecheck.record import to_record
from quotecheck.rules import load

SURE = 0.9


@pytest.mark.parametrize(
    "text",
    [
        "“The dam will hold,” Mara Quill said.",
        "Mara Quill came on Monday. Quill left. “The dam will hold,” Quill said.",
        "Mara Quill came on Monday. “The dam will hold,” she said.",
    ],
)
def test_a_name_that_the_article_gives_is_sure(text: str) -> None:
    (quote,) = quotes_of(text)
    assert quote.confidence >= quote.name_confidence >= SURE


@pytest.mark.parametrize(
    "text",
    [
        "“The dam will hold,” he said.",
        "“The dam will hold,” the engineer said.",
        "Mara Quill met Jon Quill. “The dam will hold,” Quill said.",
    ],
)
def test_a_name_that_the_article_leaves_open_is_doubtful(text: str) -> None:
    (quote,) = quotes_of(text)
    assert quote.name_confidence < SURE <= quote.confidence


@pytest.mark.parametrize(
    "words", ["Trenn", "Tommy Renn", "the harbourmaster", "@trenn", "Tomas Renn"]
)
def test_a_name_that_the_desk_gives_is_as_sure_as_the_speaker(tmp_path, words: str) -> None:
    desk = tmp_path / "desk.yaml"
    desk.write_text(
        "extends: default\npeople:\n  Tomas Renn: {aliases: [Trenn, Tommy Renn], "
        "titles: [the harbourmaster], handles: ['@trenn']}\n"
    )
    (quote,) = quotes_of(f"“The dam will hold,” said {words}.", load(desk))
    assert quote.speaker is not None
    assert quote.speaker.name == "Tomas Renn"
    assert quote.name_confidence == quote.confidence > SURE


def test_the_record_and_the_explanation_have_both() -> None:
    text = "“The dam will hold,” he said."
    article, rules = Article("a", text), load()
    quotes = quotes_of(text, rules)
    (record,) = to_record(Document(article, quotes))["quotes"]
    assert record["name_confidence"] < record["confidence"]
    assert any("full name" in line for line in explanation(quotes[0], article, rules))


def test_a_stray_longer_name_does_not_rename_who_acts_all_the_time() -> None:
    story = "“No,” Nell said. She left.\n\n" * 30
    quotes = quotes_of(f"{story}Nell Rex was a dog’s name.\n\n“No,” Nell said.")
    assert {quote.speaker.name for quote in quotes if quote.speaker} == {"Nell"}
