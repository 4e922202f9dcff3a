"""Small stories about names: who speaks, where a reader never doubts it."""

from __future__ import annotations

import pytest
from name_samples import outcome

Said = list[tuple[str, str | None]]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            (
                "“We lost two boats,” Tamsin Vole said. Eventually Vole came home. “I "
                "slept for a week,” Vole said."
            ),
            [("“I slept for a week,”", "Tamsin Vole")],
        ),
        (
            (
                "“The barn is gone,” Ormsby said. Yesterday Ormsby walked the fields. “We "
                "start again,” Ormsby said."
            ),
            [("“The barn is gone,”", "Ormsby"), ("“We start again,”", "Ormsby")],
        ),
        (
            (
                "“I knit at night,” Hesper said. In Kent Hesper ran a shop. “It paid the "
                "rent,” Hesper said."
            ),
            [("“It paid the rent,”", "Hesper")],
        ),
        (
            (
                "“It is a fine bridge,” Calder said. He parked on Calder Street at nine. "
                "“We will paint it,” Calder said."
            ),
            [("“We will paint it,”", "Calder")],
        ),
        (
            (
                "“We were cold,” Lennox said. Poor Lennox had no coat. “I asked for one,” "
                "Lennox said."
            ),
            [("“I asked for one,”", "Lennox")],
        ),
        (
            (
                "“No comment,” Drax said. Since March Drax has been silent. “Ask my "
                "lawyer,” Drax said."
            ),
            [("“Ask my lawyer,”", "Drax")],
        ),
        (
            (
                "“We trained hard,” said Oona Pell.\n\nHello Oona, the coach wrote. “I "
                "cried,” Oona said."
            ),
            [("“I cried,”", "Oona Pell")],
        ),
    ],
)
def test_what_stands_beside_a_name_is_no_part_of_it(text: str, said: Said) -> None:
    assert set(said) <= set(outcome(text))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Minister for Rural Affairs Petra Lund resigned. “I am tired,” Lund said.",
            [("“I am tired,”", "Petra Lund")],
        ),
        (
            ("Deputy Director of Harbour Works Emil Stroud was there. “It leaks,” Stroud said."),
            [("“It leaks,”", "Emil Stroud")],
        ),
        (
            "Minority Leader Fenna Brook rose. “Not today,” Brook said.",
            [("“Not today,”", "Fenna Brook")],
        ),
        (
            "Secretary of Agriculture Dell Pryor spoke. “Corn is up,” Pryor said.",
            [("“Corn is up,”", "Dell Pryor")],
        ),
        (
            "Chief of Naval Operations Adm. Tove Hale said the ship was “ready.”",
            [("“ready.”", "Tove Hale")],
        ),
        ("Smt. Asha Verma ji said that “water is life.”", [("“water is life.”", "Asha Verma")]),
        (
            "Cllr Bryn Tegid voted. “It is fair,” Cllr Tegid said.",
            [("“It is fair,”", "Bryn Tegid")],
        ),
        ("Alderman-elect Jonah Reck spoke. “I won,” Reck said.", [("“I won,”", "Jonah Reck")]),
        (
            ("Under Secretary for Border Security Mila Hart testified. She said: “We tried.”"),
            [("“We tried.”", "Mila Hart")],
        ),
        ("Lt. Gov. Sela Marsh, R-Ohio, said the road was “shut.”", [("“shut.”", "Sela Marsh")]),
        (
            ("Alhaji Musa Danladi said the bridge was “a gift.” Danladi thanked the crowd."),
            [("“a gift.”", "Musa Danladi")],
        ),
        ("Datuk Seri Lim Wei Tan said the plan was “sound.”", [("“sound.”", "Lim Wei Tan")]),
    ],
)
def test_offices_and_honours_are_no_part_of_a_name(text: str, said: Said) -> None:
    assert set(said) <= set(outcome(text))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Mr. Tolliver next said he “saw no smoke.”", [("“saw no smoke.”", "Tolliver")]),
        ("Dr. Quade alone called it “a triumph.”", [("“a triumph.”", "Quade")]),
        (
            "Wexford and Kerry alike called the rule “an insult.”",
            [("“an insult.”", "Wexford and Kerry")],
        ),
    ],
)
def test_an_adverb_behind_a_name_is_no_part_of_it(text: str, said: Said) -> None:
    assert set(said) <= set(outcome(text))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            ("“We need more time,” Sen. Nora Finch, R-Neb., chair of the panel, told reporters."),
            [("“We need more time,”", "Nora Finch")],
        ),
        ("State Rep. Abel Cross (D-Dalton) called it “theft.”", [("“theft.”", "Abel Cross")]),
        (
            (
                "A teacher who lives in Orrin, Mass., wrote this:\n\n“My class has forty "
                "children this year and one window.”"
            ),
            [("“My class has forty children this year and one window.”", "A teacher")],
        ),
        (
            "The sheriff of Marlow, Okla., called the trap “unfair.”",
            [("“unfair.”", "The sheriff of Marlow")],
        ),
        ("Gov. Ruth Amory of Dakota, Wis., said the dam was “old.”", [("“old.”", "Ruth Amory")]),
    ],
)
def test_parties_and_regions_do_not_speak(text: str, said: Said) -> None:
    assert set(said) <= set(outcome(text))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            (
                "On Tuesday Niall Foy, a retired vet, said he was shocked. “They left the "
                "dogs outside.”"
            ),
            [("“They left the dogs outside.”", "Niall Foy")],
        ),
        (
            (
                "Yesterday Wanda Pike, the club’s treasurer, said she had enough. “There "
                "is no money left.”"
            ),
            [("“There is no money left.”", "Wanda Pike")],
        ),
        (
            (
                "Novelist Ida Karp, from Bergen, who has written nine books, admitted: “I "
                "hate the sea.”"
            ),
            [("“I hate the sea.”", "Ida Karp")],
        ),
    ],
)
def test_an_apposition_does_not_take_the_place_of_the_name(text: str, said: Said) -> None:
    assert set(said) <= set(outcome(text))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            (
                "Near the Queens Park Library in Selby, he thanked the band.\n\n“I love "
                "brass,” he said."
            ),
            [("“I love brass,”", "he")],
        ),
        (
            (
                "The bus stopped in Santa Rosa. Her mother, also called Ines Duarte, "
                "waited.\n\n“I was scared,” she said."
            ),
            [("“I was scared,”", "Ines Duarte")],
        ),
        (
            "Moved by the letters, they said, she “gave all she had.”",
            [("“gave all she had.”", "they")],
        ),
        (
            ("The plan suits a mayor who rarely smiles.\n\n“We build in May,” the mayor said."),
            [("“We build in May,”", "a mayor")],
        ),
    ],
)
def test_a_pronoun_means_a_person(text: str, said: Said) -> None:
    assert set(said) <= set(outcome(text))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "“This is a disgrace,” said Justice for Millers, which sued the town.",
            [("“This is a disgrace,”", "Justice for Millers")],
        ),
        (
            "“We will march,” said Citizens against Sewage, a local group.",
            [("“We will march,”", "Citizens against Sewage")],
        ),
        (
            "“Join us,” posted the Marlow, Pa., branch of Clean Seas.",
            [("“Join us,”", "the Marlow, Pa., branch of Clean Seas")],
        ),
        (
            "The St. Brannock Rowing Club lost. The club called the umpire “blind.”",
            [("“blind.”", "St. Brannock Rowing Club")],
        ),
        (
            "“No,” said the Ministry of Labour and Pensions.",
            [("“No,”", "Ministry of Labour and Pensions")],
        ),
    ],
)
def test_organisations_keep_their_whole_name(text: str, said: Said) -> None:
    assert set(said) <= set(outcome(text))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "The former minister of state’s office said the date was “not fixed.”",
            [("“not fixed.”", "The former minister of state’s office")],
        ),
        (
            ("One senior county police official told the Star that the search was “over.”"),
            [("“over.”", "One senior county police official")],
        ),
        (
            "“The drug works,” Osei and his team write in the journal.",
            [("“The drug works,”", "Osei and his team")],
        ),
        (
            "“We were wrong,” Lund and her sister said.",
            [("“We were wrong,”", "Lund and her sister")],
        ),
    ],
)
def test_descriptions_keep_all_their_words(text: str, said: Said) -> None:
    assert set(said) <= set(outcome(text))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "“I dance at night,” said a waiter who goes by the nickname “Swan.”",
            [("“I dance at night,”", "a waiter"), ("“Swan.”", None)],
        ),
        ("Her favourite film is “The Long Tide”, Petra Moss said.", [("“The Long Tide”", None)]),
        (
            "The firm’s slogan was “we carry what you cannot” until May.",
            [("“we carry what you cannot”", None)],
        ),
        (
            "Police launched the raid, known as “Operation Heron”, said Det. Ana Ruiz.",
            [("“Operation Heron”", None)],
        ),
        ("He was dubbed “the Otter” by his friends, and he said little.", [("“the Otter”", None)]),
        ("Otto Brand said he typed the password “heron” twice.", [("“heron”", None)]),
    ],
)
def test_names_titles_and_mottos_are_no_speech(text: str, said: Said) -> None:
    assert set(said) <= set(outcome(text))
