"""Small stories about who speaks: who speaks, where a reader never doubts it."""

from __future__ import annotations

import pytest
from name_samples import outcome

Said = list[tuple[str, str | None]]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            (
                "“I never met him,” Sorrel said in an interview, according to the Evening "
                "Star. “He is lying.”"
            ),
            [("“I never met him,”", "Sorrel"), ("“He is lying.”", "Sorrel")],
        ),
        (
            "“The mine is safe,” Col. Juma Otieno was quoted as saying by Kenya News.",
            [("“The mine is safe,”", "Juma Otieno")],
        ),
        (
            "“We will appeal,” Brenner told the court, per the Daily Record.",
            [("“We will appeal,”", "Brenner")],
        ),
        (
            "“The crop failed,” the report quoted Lila Moor as saying.",
            [("“The crop failed,”", "Lila Moor")],
        ),
        (
            (
                "“I left early,” said Odo Grant in a call with The Herald, according to "
                "KXAN. “Nobody told me.”"
            ),
            [("“I left early,”", "Odo Grant"), ("“Nobody told me.”", "Odo Grant")],
        ),
        (
            "“It was raining,” Petrov was quoted by Interfax as saying.",
            [("“It was raining,”", "Petrov")],
        ),
    ],
)
def test_who_passes_words_on_does_not_say_them(text: str, said: Said) -> None:
    assert set(said) <= set(outcome(text))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Sunniva Holm won. On Greta Dahl, she said, “She ran well.”",
            [("“She ran well.”", "Sunniva Holm")],
        ),
        (
            "Liv Strand wrote the book. Unlike Maja Berg, she said, “I sold it myself.”",
            [("“I sold it myself.”", "Liv Strand")],
        ),
    ],
)
def test_who_is_spoken_of_in_front_does_not_speak(text: str, said: Said) -> None:
    assert set(said) <= set(outcome(text))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            ("The quarrel started when Marten blamed Lisle for the loss, calling him “a coward.”"),
            [("“a coward.”", "Marten")],
        ),
        (
            (
                "It followed after Hode attacked Brill over the wages, accusing the owner "
                "of “pure greed.”"
            ),
            [("“pure greed.”", "Hode")],
        ),
        ("Varn told Holt on Friday that he was late, and he said “sorry.”", [("“sorry.”", "Varn")]),
    ],
)
def test_the_subject_of_the_inner_clause_speaks(text: str, said: Said) -> None:
    assert set(said) <= set(outcome(text))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("″It is cold,″ said Nils Aro.", [("″It is cold,″", "Nils Aro")]),
        (
            "“Where is the key? Lotte Brand asked.\n\n“In the well,” Emil Ross said.",
            [("“In the well,”", "Emil Ross")],
        ),
        (
            "“We are done here, said Lotte Brand.\n\n“Not yet,” Emil Ross replied.",
            [("“Not yet,”", "Emil Ross")],
        ),
        (
            (
                "\"When it rains here, the neighbours come out and ask, \n'Is it the end?'\" "
                "says Vera Lund, \na baker in Otter Hill."
            ),
            [
                (
                    "\"When it rains here, the neighbours come out and ask, \n'Is it the end?'\"",
                    "Vera Lund",
                )
            ],
        ),
        (
            "“She told us once, “Keep the lamp lit.” We always did,” said Odd Berg.",
            [("“She told us once, “Keep the lamp lit.” We always did,”", "Odd Berg")],
        ),
        (
            (
                'Lena Moor lost. She said, "I ran as fast as I could today.\n\nThe others '
                'were just better." Then she left.'
            ),
            [('"I ran as fast as I could today.\n\nThe others were just better."', "Lena Moor")],
        ),
        ('Moor said," The lamp is out". She lit it.', [('" The lamp is out"', "Moor")]),
        ('"The lamp is out ," Moor said. " I lit it ".', [('"The lamp is out ,"', "Moor")]),
        (
            "“We will build a new pier here.” Said Grace Okoro.",
            [("“We will build a new pier here.”", "Grace Okoro")],
        ),
        (
            "“Nobody was told about the leak.” Hugo Brandt, the engineer, said.",
            [("“Nobody was told about the leak.”", "Hugo Brandt")],
        ),
    ],
)
def test_slips_around_the_marks_hide_nobody(text: str, said: Said) -> None:
    assert set(said) <= set(outcome(text))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            (
                "From the office of Ana Toll, mayor of Brill.\n\n“The pool will stay shut "
                "until the pumps are mended.”"
            ),
            [("“The pool will stay shut until the pumps are mended.”", "Ana Toll")],
        ),
        (
            ("A note from Headteacher Ruth Glenn:\n\n“Lunch is free for every child from Monday.”"),
            [("“Lunch is free for every child from Monday.”", "Ruth Glenn")],
        ),
        (
            (
                "Brave words from Milo Hart, bitterly attacking the “safe roads” act: “It "
                "will kill more of us than it saves.”"
            ),
            [("“It will kill more of us than it saves.”", "Milo Hart")],
        ),
    ],
)
def test_a_message_is_whose_it_is_from(text: str, said: Said) -> None:
    assert set(said) <= set(outcome(text))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "“Who is there?” came the cry from Bode. “Show yourself.”",
            [("“Who is there?”", "Bode"), ("“Show yourself.”", "Bode")],
        ),
        ("“Never!” came a shout from the gallery.", [("“Never!”", "a shout from the gallery")]),
        ("“Tomorrow,” came the answer from Ilse Roth.", [("“Tomorrow,”", "Ilse Roth")]),
    ],
)
def test_a_reply_that_came_is_somebody_s(text: str, said: Said) -> None:
    assert set(said) <= set(outcome(text))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "The owners were accused by the fire service of “cutting every corner”.",
            [("“cutting every corner”", "the fire service")],
        ),
        (
            "The plan was described by Mara Quill and the mayor as “a gift to rats”.",
            [("“a gift to rats”", "Mara Quill and the mayor")],
        ),
    ],
)
def test_the_agent_of_a_passive_speaks(text: str, said: Said) -> None:
    assert set(said) <= set(outcome(text))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "“Are you cold?” “Not at all,” Bode said.",
            [("“Are you cold?”", None), ("“Not at all,”", "Bode")],
        ),
    ],
)
def test_two_quotations_side_by_side_have_two_speakers(text: str, said: Said) -> None:
    assert set(said) <= set(outcome(text))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            (
                "‘Nothing to fear’: Brill Mining\n\nThe firm said on Monday that there was "
                "nothing to fear from the dust."
            ),
            [("‘Nothing to fear’", "Brill Mining")],
        ),
        (
            (
                "Pier is ‘a death trap’\n\nThe pier at Brill is “a death trap”, Ana Toll "
                "said on Monday."
            ),
            [("‘a death trap’", "Ana Toll"), ("“a death trap”", "Ana Toll")],
        ),
    ],
)
def test_a_headline_is_whose_the_words_are_below(text: str, said: Said) -> None:
    assert set(said) <= set(outcome(text))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("“We thank the crew.” -Commissioner Dora Quill", [("“We thank the crew.”", "Dora Quill")]),
        ("From Chairwoman Eva Lind: “We thank the crew.”", [("“We thank the crew.”", "Eva Lind")]),
    ],
)
def test_documents_name_the_speaker_behind_or_before(text: str, said: Said) -> None:
    assert set(said) <= set(outcome(text))
