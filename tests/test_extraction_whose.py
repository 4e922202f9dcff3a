"""Speakers told by a heading, a label, a claim or an epithet."""

from __future__ import annotations

import pytest
from name_samples import outcome, quotes_of

Said = list[tuple[str, str | None]]
SURE = 0.9

ACTOR = "The actor Dana Varn spoke on Tuesday. She has three films.\n\n"
SNUB = (
    "'Whingers' Tom and Ana Varn 'won't last' after 'terrible' snub\n\n"
    'A snub from a studio has left Tom Varn and Ana Varn with a "terrible" label, an expert has '
    "claimed."
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (SNUB, [("'terrible'", "an expert"), ('"terrible"', "an expert")]),
        (
            (
                "‘We are not a shop’: ferry union digs in\n\nThe union will strike, its secretary, "
                "Mona Tarrant, said.\n\n“We are not a shop,” Tarrant told a crowd in Kinlow."
            ),
            [("‘We are not a shop’", "Mona Tarrant"), ("“We are not a shop,”", "Mona Tarrant")],
        ),
        (
            "Critic tears into Dana Varn after she said 'it was a rotten time'\n\nDana Varn left.",
            [("'it was a rotten time'", "Dana Varn")],
        ),
        (
            f"{ACTOR}“I was never afraid,” the “Night Heron” actor said.",
            [("“I was never afraid,”", "Dana Varn")],
        ),
        (
            "It ended in what several lawmakers called “a fraud”.",
            [("“a fraud”", "several lawmakers")],
        ),
        (
            "Moira Cask rejected the auditor’s claim that she had been “asleep at the till”.",
            [("“asleep at the till”", "the auditor")],
        ),
        (
            "Beach fan Carol Dent, 51, was thrilled. “It’s my Ritz,” the mum of four gushed.",
            [("“It’s my Ritz,”", "Carol Dent")],
        ),
        (
            "Dr. Lena Hamid said nothing. She shook her head. “Never,” she said.",
            [("“Never,”", "Lena Hamid")],
        ),
        (
            "“The rains failed,” agriculture minister Zed Phiri was quoted as saying by Nova.",
            [("“The rains failed,”", "Zed Phiri")],
        ),
        (
            "A lesson from Mara Quill: “Wait for the tide.”",
            [("“Wait for the tide.”", "Mara Quill")],
        ),
        (
            "Only 52 percent of registered voters agreed that the wall was “sound”.",
            [("“sound”", "registered voters")],
        ),
        (
            "A member of the Harbour Realm. However, Mara Quill said it was “late”.",
            [("“late”", "Mara Quill")],
        ),
    ],
)
def test_a_reader_knows_whose_words_they_are(text: str, said: Said) -> None:
    assert [each for each in outcome(text) if each[1]] == said


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Tom and Ana Varn own it. Bo Varn left. “It is ours,” Ana said.", "Ana Varn"),
        ("The bridge shut at noon. “It is sound,” officers said.", "officers"),
    ],
)
def test_a_given_name_of_a_family_and_people_without_names_are_sure(text: str, name: str) -> None:
    quote = quotes_of(text)[-1]
    assert quote.speaker is not None
    assert quote.speaker.name == name
    assert quote.name_confidence >= SURE


def test_a_name_may_be_surer_than_the_mention() -> None:
    text = (
        "Mara Quill came on Monday, and Quill was late. She said the wall, which the council shut "
        "in May after what she called a “long, cold and very bitter fight”, would stand."
    )
    (quote,) = quotes_of(text)
    assert quote.speaker is not None
    assert quote.speaker.name == "Mara Quill"
    assert quote.name_confidence > 0.8 * quote.confidence


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            (
                "Donald Trask shared a picture of the ad. Trask has said he would sue.\n\n"
                "Melania Trask was in it.\n\n“He used a picture of his wife,” Trask said."
            ),
            [("“He used a picture of his wife,”", "Donald Trask")],
        ),
        (
            (
                "Mr. Quill knew nothing of Quill Tower Moscow. President Quill met his lawyers.\n\n"
                "The president himself called it “a very sad day”."
            ),
            [("“a very sad day”", "Quill")],
        ),
        (
            "Ohio Gov. Tamsin Brewer (R) announced a veto. “The bill is dead,” Brewer said.",
            [("“The bill is dead,”", "Tamsin Brewer")],
        ),
        (
            (
                "Enter Lena Sorrel — a former harbour aide who paints — whose note was sharper.\n\n"
                "“I am done,” she wrote."
            ),
            [("“I am done,”", "Lena Sorrel")],
        ),
    ],
)
def test_a_name_means_the_same_person_throughout(text: str, said: Said) -> None:
    assert [each for each in outcome(text) if each[1]] == said


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "The trial of Jane Tarrant began. The jury learned that Tarrant texted “I will go.”",
            "Jane Tarrant",
        ),
        (
            "The inquest opened. The court learned that Tom Varn had written “it will never hold”.",
            "Tom Varn",
        ),
        ("The PM, Alec Varn, left for Kinlow. “It will hold,” the PM said.", "Alec Varn"),
        ("PM Alec Varn left. Voters were angry. “It will hold,” said the PM.", "Alec Varn"),
        ("The DA, Ann Tarrant, waited. “We will appeal,” the DA said.", "Ann Tarrant"),
    ],
)
def test_who_hears_is_not_who_speaks_and_a_short_office_is_its_holder(text, name):
    (quote,) = quotes_of(text)
    assert quote.speaker is not None
    assert quote.speaker.name == name


@pytest.mark.parametrize(
    "first", ["Sixty-two people had written in.", "By our own reporter", "Half-time came at last."]
)
def test_a_number_or_a_byline_at_the_beginning_is_nobody(first):
    text = f"{first}\n\nThe longest speech came from Orla Fenn. “I learned it there,” she said."
    (quote,) = quotes_of(text)
    assert quote.speaker.name in ("she", "Orla Fenn")
