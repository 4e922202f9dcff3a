"""Reports without marks: the words, the speaker, and what is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import quotecheck
from quotecheck.model import Kind, Quotation


def reported(text: str) -> list[Quotation]:
    document = quotecheck.extract(text, indirect=True)
    return [quote for quote in document.quotes if quote.kind is Kind.INDIRECT]


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        (
            "Mara Quill said that the dam would hold through the winter.",
            "that the dam would hold through the winter",
            "Mara Quill",
        ),
        (
            "Mara Quill said the dam would hold through the winter.",
            "the dam would hold through the winter",
            "Mara Quill",
        ),
        (
            "Mara Quill told reporters that the dam would hold.",
            "that the dam would hold",
            "Mara Quill",
        ),
        (
            "Mara Quill said in a statement on Monday that the dam would hold.",
            "that the dam would hold",
            "Mara Quill",
        ),
        (
            "The dam will hold through the winter, Mara Quill said.",
            "The dam will hold through the winter",
            "Mara Quill",
        ),
        (
            "According to Mara Quill, the dam will hold through the winter.",
            "the dam will hold through the winter",
            "Mara Quill",
        ),
        (
            "Jo Lind, who built the dam, said it would hold through the winter.",
            "it would hold through the winter",
            "Jo Lind",
        ),
        (
            "Mara Quill wants to raise the dam before the winter.",
            "to raise the dam before the winter",
            "Mara Quill",
        ),
    ],
)
def test_reported_words_and_whose_they_are(text: str, words: str, speaker: str) -> None:
    (quote,) = reported(text)
    assert quote.text == words
    assert quote.speaker is not None
    assert quote.speaker.name == speaker


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "Mara Quill said the dam would hold, adding that it was old.",
            ["the dam would hold", "that it was old"],
        ),
        (
            "Mara Quill said that the dam, which was built in 1960, would hold.",
            ["that the dam, which was built in 1960, would hold"],
        ),
        (
            "Mara Quill said the dam would hold and accused Jo Lind of lying.",
            ["the dam would hold", "lying"],
        ),
        ("Mara Quill called for a higher dam.", ["a higher dam"]),
    ],
)
def test_how_far_the_words_of_a_report_reach(text: str, words: list[str]) -> None:
    assert [quote.text for quote in reported(text)] == words


def test_two_cues_of_the_same_words_report_once() -> None:
    (quote,) = reported("Mara Quill said she believes that the dam will hold.")
    assert quote.text.endswith("that the dam will hold")


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Mara Quill’s criticism of the plan was met with silence.", "Mara Quill"),
        ("Saying that the dam was old, Mara Quill asked for money.", "Mara Quill"),
        ("Mara Quill met Jo Lind in Troy and said that the dam would hold.", "Mara Quill"),
        ("Quill met Lind at the dam, saying it would hold through the winter.", "Quill"),
        ("Quill, who fought Jo Lind for the seat, largely ignored her, vowing to win.", "Quill"),
        ("After a long wait, 46 percent of voters said that the dam would hold.", "voters"),
    ],
)
def test_whose_words_are_reported(text: str, speaker: str) -> None:
    speakers = [quote.speaker for quote in reported(text)]
    assert speaker in [each.mention.text for each in speakers if each and each.mention]


def test_a_pronoun_is_resolved_as_for_quotations() -> None:
    quotes = reported("Mara Quill came to Troy on Monday.\n\nShe said the dam would hold.")
    assert [quote.speaker.name for quote in quotes if quote.speaker] == ["Mara Quill"]


def test_a_sentence_with_a_quotation_is_left_to_the_quotation() -> None:
    assert reported("Mara Quill said the dam was “sound.”") == []
    assert reported("Mara Quill said “the dam will hold and the gate will not.”") == []
    assert reported("Mara Quill spoke of “the dam and the gate” on Monday.") == []
    assert reported("“The mayor said it would hold,” Mara Quill said.") == []


def test_a_sentence_that_reports_nothing_gives_nothing() -> None:
    assert reported("The dam stands in Troy. It was built in 1960 and it has two gates.") == []


def test_they_come_only_when_asked_for_and_after_the_quotations() -> None:
    text = "Mara Quill said the dam would hold.\n\n“It will not,” said Jo Lind."
    assert [quote.id for quote in quotecheck.extract(text).quotes] == ["1"]
    assert [quote.id for quote in quotecheck.extract(text, indirect=True).quotes] == ["1", "i1"]


@given(
    st.text(alphabet=st.sampled_from("Quill said, that thé dam “was” . \n\t—('s)’ told\u2028😀"))
)
def test_offsets_point_at_the_words_in_any_text(text: str) -> None:
    for quote in reported(text):
        assert text[quote.start : quote.end] == quote.text
        assert quote.text.strip()


@pytest.mark.parametrize(
    ("text", "reports"),
    [
        (
            "The dam will hold until 2040, Mara Quill told reporters.",
            ["The dam will hold until 2040"],
        ),
        (
            "The board had turned down the loan, Mara Quill told the council on Monday.",
            ["The board had turned down the loan"],
        ),
        (
            "Mara Quill told reporters on Monday that the dam would hold.",
            ["that the dam would hold"],
        ),
        ("That works for the town, Mr. Renn said dryly, and he left.", None),
        ("Renn agreed to.", None),
    ],
)
def test_whom_words_are_said_to_and_in_what_manner_is_no_report(text, reports):
    found = [each.text for each in reported(text) if each.cue.text in ("told", "said", "agreed")]
    if reports is not None:
        assert found == reports
    assert not {"reporters", "the council", "dryly", "to"} & set(found)


def test_who_speaks_behind_a_comma_is_no_report():
    text = "The vote helps her win the city, said Democratic strategist Tomas Renn."
    assert [each.text for each in reported(text)] == ["The vote helps her win the city"]
