"""The people of an article, the medium of words, and those who passed them on."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from name_samples import name_of, quotes_of

from quotecheck.extraction.attribution.preparing import prepare
from quotecheck.model import Article, Medium
from quotecheck.rules import load

SEED = Path(__file__).parent.parent / "seeds" / "000_22d4084aa8b8ec3d.txt"
INTRO = "Lena Brandt met Oskar Lind in Oslo.\n\n"


@pytest.mark.parametrize(
    ("text", "mention", "name"),
    [
        ("Lena Brandt spoke. Later Ms. Brandt said no.", "Ms. Brandt", "Lena Brandt"),
        ("Oskar Lind spoke. The mayor, Lena Brandt, said no.", "The mayor", "Lena Brandt"),
        ("The head of the port, Lena Brandt, met Oskar Lind. The head said no.", "The head",
         "Lena Brandt"),
        ("Gate shut\nBy Oskar Lind\n\nLena Brandt, the mayor, spoke. The mayor said no.",
         "The mayor", "Lena Brandt"),
        ("Sen. Lena Brandt spoke. Brandt said no.", "Brandt", "Lena Brandt"),
        ("Lena Brandt spoke. Lena said no.", "Lena", "Lena Brandt"),
        ("Bae Jong Ok spoke. Mr. Bae said no.", "Mr. Bae", "Bae Jong Ok"),
        ("Robert Lind spoke. Bob Lind said no.", "Bob Lind", "Robert Lind"),
        ("Robert Q. Lind spoke. R. Lind said no.", "R. Lind", "Robert Q. Lind"),
        ("Bill de Rossi spoke. De Rossi said no.", "De Rossi", "Bill de Rossi"),
        ("The Port Workers Union met. The PWU said no.", "PWU", "Port Workers Union"),
        ("Lena Brandt and Oskar Lind met. Lind, who spoke, said no.", "Lind, who", "Oskar Lind"),
        ("Secretary of State Lena Brandt spoke. Brandt said no.", "Brandt", "Lena Brandt"),
        ("Whenever Lena Brandt spoke, Lind laughed. Even Lena Brandt laughed. Brandt said no.",
         "Brandt", "Lena Brandt"),
        ("Lena Brandt Grills Lind\n\nSen. Lena Brandt was in Oslo.", "Lena Brandt Grills Lind",
         "Lena Brandt"),
        ("Lena Brandt ran. Harbor candidate Lena Brandt’s doctor said no.",
         "Harbor candidate Lena Brandt’s doctor", "Lena Brandt’s doctor"),
        ("Lena Brandt spoke. Brandt and Oskar Lind said no.", "Brandt and Oskar Lind",
         "Lena Brandt and Oskar Lind"),
    ],
)  # fmt: skip
def test_a_short_name_is_the_fullest_that_the_article_gives(
    text: str, mention: str, name: str
) -> None:
    assert name_of(text, mention) == name


@pytest.mark.parametrize(
    ("text", "mention", "name"),
    [
        ("Rosa Quill KC, prosecuting, rose. Ms Quill said no.", "Ms Quill", "Rosa Quill"),
        ("Twelve-year-old Jay Lind spoke. Jay said no.", "Jay", "Jay Lind"),
        ("Mick “Nobby” Lind spoke. Lind said no.", "Lind", "Mick Lind"),
        ("Mary (Mo) Lind spoke. Lind said no.", "Lind", "Mary Lind"),
        ("Chief Ade Duke spoke. Duke said no.", "Duke", "Ade Duke"),
        ("The Troy Residents’ Association met. The Troy Residents’ Association said no.",
         "The Troy Residents", "Troy Residents’ Association"),
        ("Josie and Martin Lind spoke. Josie said no.", "Josie", "Josie Lind"),
        ("They met Lindsey Graham and David Lind. Graham said no.", "Graham", "Lindsey Graham"),
        ("The District Chief Executive, Alhaji Yaku Voss, left. The executive said no.",
         "The District Chief Executive", "Yaku Voss"),
        ("Bashar al-Voss spoke. Voss said no.", "Voss", "Bashar al-Voss"),
        ("Pope Karl spoke. The pontiff said no.", "The pontiff", "Pope Karl"),
        ("PC Jane Lind spoke. PC Lind said no.", "PC Lind", "Jane Lind"),
        ("The World Herring Organization (WHO) met. The WHO said no.", "The WHO",
         "World Herring Organization"),
        ("The Royal Society for the Protection of Bats met. The RSPB said no.", "The RSPB",
         "Royal Society for the Protection of Bats"),
        ("Goldman Lind Group Inc. fell. Goldman said no.", "Goldman", "Goldman Lind Group Inc"),
        ("Marks & Lind fell. M&L said no.", "M&L", "Marks & Lind"),
        ("Troy City Council on Monday said no. The council said no.", "The council",
         "Troy City Council"),
        ("Mr. Lind sat. Mrs. Lind stood. “No,” said his wife.", "his wife", "Mrs Lind"),
        ("Daphne Lind has died. Daphne Elsa Cole was born in Troy. She said no.", "She",
         "Daphne Lind"),
    ],
)  # fmt: skip
def test_what_stands_around_and_inside_a_name_is_known(text: str, mention: str, name: str) -> None:
    assert name_of(text, mention) == name


@pytest.mark.parametrize(
    ("text", "mention", "name"),
    [
        ("Jürgen Lind met Ann Voss. He said no.", "He", "Jürgen Lind"),
        ("Ann-Sofie Lind met Karl Voss. She said no.", "She", "Ann-Sofie Lind"),
        ("Sub-Inspector Y. Rama met Karl Voss. He said no.", "He", "Y. Rama"),
        ("Mr. Voss’s son Naru spoke. He said no.", "He", "Naru"),
        ("Karl Voss drove through Akpabuyo and Ganda. He said no.", "He", "Karl Voss"),
    ],
)
def test_names_of_the_world_are_people(text: str, mention: str, name: str) -> None:
    assert name_of(text, mention) == name


@pytest.mark.parametrize(
    ("text", "mention", "name"),
    [
        ("Lena Brandt spoke. A press officer called. “Later,” she said.", "she",
         "A press officer"),
        ("Karl Voss spoke. Mrs Brandt’s spokesman called it late. “Later,” he said.", "he",
         "Brandt’s spokesman"),
        ("My mother has a saying. “Later,” she said.", "she", "My mother"),
        ("Karl Voss rang. Her brother, Oskar, shrugged. “Later,” he said.", "he", "Oskar"),
        ("Karl Lind and his brother Paul Lind spoke. Karl Lind said no. His brother said yes.",
         "His brother", "Paul Lind"),
        ("Petr Lind’s agent, Karl Voss, stood up. “Enough,” said Voss. His client said no.",
         "His client", "Petr Lind"),
        ("Mina Voss, who has dug for years, is CEO; Greg Lind digs. The CEO said no.", "The CEO",
         "Mina Voss"),
        ("His mother, Tana Yumi, left. In a note read by the mayor, Sato Ken, she said no.", "she",
         "Tana Yumi"),
        ("Karl Voss wept. His daughter, the novelist Poppy Voss, said no.", "His daughter",
         "Poppy Voss"),
        ("It was confirmed by Norvex Plc in a note. “We regret it,” it read.", "it", "Norvex Plc"),
        ("Ann Voss coached Troy. On a whim coach Eda Lind left early. The coach said no.",
         "The coach", "Eda Lind"),
        ("Chief and owner Eda Lind met Ann Voss. The chief said no.", "The chief", "Eda Lind"),
        ("Ann Lind raised the alarm when Eva Voss fell. “I knew,” she said.", "she", "Ann Lind"),
        ("Eva Voss met Ann Lind. “Eva never calls,” she said.", "she", "Ann Lind"),
        ("Karl Voss sat down. “Why?” Paul Lind asked. “Because,” he replied.", "he", "Karl Voss"),
        ("Norvex Plc fell. Dock workers walked out. “We regret it,” it said.", "it", "Norvex Plc"),
        ("Karl Voss sat down. The umpire, Paul Lind said, had nodded. “Why?” he said.", "he",
         "Paul Lind"),
        ("The umpire, according to Eva Lind, had smiled at her. “I saw it,” she said.", "she",
         "Eva Lind"),
    ],
)  # fmt: skip
def test_a_pronoun_knows_the_nameless_and_those_who_are_out_of_the_question(
    text: str, mention: str, name: str
) -> None:
    assert name_of(text, mention) == name


TURNS = """Post: You once said it was “a trap”.

Lena Brandt: Bea came, and she said, “Go.” I told her, “Never.”

Bea Lind watched."""


def test_it_is_no_label() -> None:
    text = "Date: 2026-03-13\n\nIt was late. “No more,” it said."
    assert name_of(text, "it") == "it"


def test_in_a_turn_with_a_label_i_is_whom_it_names() -> None:
    assert name_of(TURNS, "I") == "Lena Brandt"
    assert name_of(TURNS, "You") == "Lena Brandt"
    assert name_of(TURNS, "she") == "Bea Lind"


def test_a_label_in_capitals_is_the_full_name() -> None:
    text = "Karl Voss met Lena Brandt.\n\nVOSS: I said, “No.”\n\nBRANDT: I said, “Yes.”"
    assert [quote.speaker.name for quote in quotes_of(text) if quote.speaker] == [
        "Karl Voss",
        "Lena Brandt",
    ]


def test_mr_and_mrs_stay_apart() -> None:
    text = "“No,” said Mrs. Quill. “Yes,” said Mr. Quill. “Hm,” said Mrs. Quill."
    names = [quote.speaker.name for quote in quotes_of(text) if quote.speaker]
    assert names == ["Mrs Quill", "Mr Quill", "Mrs Quill"]


def test_a_contraction_is_no_name() -> None:
    (quote,) = quotes_of("Lena Brandt left. I’d say, “Never.”")
    assert quote.speaker is not None
    assert quote.speaker.name == "I"


def test_people_of_one_surname_stay_apart() -> None:
    text = "Lena Brandt spoke. Her son, Paul Brandt, listened. Mr. Brandt said no."
    assert name_of(text, "Mr. Brandt") == "Paul Brandt"
    assert name_of(text.replace("Mr.", "Mrs."), "Mrs. Brandt") == "Lena Brandt"


def test_a_name_of_a_thing_is_no_person() -> None:
    text = "The Brandt Foundation opened. Oskar Lind came. “Good,” he said."
    assert name_of(text, "he") == "Oskar Lind"


@pytest.mark.parametrize(
    ("text", "mention", "name"),
    [
        ("Lena Brandt met Oskar Lind. She said no.", "She", "Lena Brandt"),
        ("Lena Brandt met Oskar Lind. He said no.", "He", "Oskar Lind"),
        ("Oskar Lind visited Karl Voss. He said no.", "He", "Oskar Lind"),
        ("Oskar Lind spoke in Paris in March. He said no.", "He", "Oskar Lind"),
        ("Oskar Lind waited. “No,” said Karl Voss. “Never,” he added.", "he", "Karl Voss"),
        ("Ms. Quill met Mr. Voss. She said no.", "She", "Quill"),
    ],
)
def test_a_pronoun_means_the_person_who_is_spoken_of(text: str, mention: str, name: str) -> None:
    assert name_of(text, mention) == name


@pytest.mark.parametrize(
    ("text", "mention", "name"),
    [
        ("Mayor Lena Brandt met Oskar Lind. The mayor said no.", "The mayor", "Lena Brandt"),
        ("Oskar Lind, a spokesman for the port, met Karl Voss. The spokesman said no.",
         "The spokesman", "Oskar Lind"),
        ("Vermont Sen. Lena Brandt met Ohio Sen. Ann Quill. The Vermont senator said no.",
         "The Vermont senator", "Lena Brandt"),
        ("Oskar Lind met an official. The official said no.", "The official", "The official"),
        ("Lena Brandt spoke. The Brandt campaign said no.", "The Brandt campaign",
         "The Brandt campaign"),
    ],
)  # fmt: skip
def test_a_role_means_whom_the_article_ties_to_it(text: str, mention: str, name: str) -> None:
    assert name_of(text, mention) == name


@pytest.mark.parametrize(
    ("text", "mention", "name"),
    [
        ("Dele Okoro, 51, scored. The 51-year-old said no.", "The 51-year-old", "Dele Okoro"),
        ("Striker Dele Okoro scored twice. The Nigerian said no.", "The Nigerian", "Dele Okoro"),
        ("Dele Okoro scored twice. The striker said no.", "The striker", "Dele Okoro"),
        ("Shares in Norvex Plc fell. The company said no.", "The company", "Norvex Plc"),
        ("Brian Lind spoke. His wife, Joan Lind, said no.", "His wife", "Joan Lind"),
        ("Labour’s spokesman, Gareth Lind, said no.", "Labour’s spokesman", "Gareth Lind"),
        ("A clerk for the Port of Troy came. The clerk said no.", "The clerk",
         "A clerk for the Port of Troy"),
        ("A clerk came. The clerk said no.", "The clerk", "A clerk"),
        ("A trader at a Swiss grain house spoke. The trader said no.", "The trader",
         "A trader at a Swiss grain house"),
        ("Lena Brandt (34) fell. A nurse came. The 34-year-old said no.", "The 34-year-old",
         "Lena Brandt"),
        ("Lena Brandt fell. A spokesman came. The brave brunette said no.", "The brave brunette",
         "Lena Brandt"),
        ("The Dockers’ Union met Troy Town Council. The union said no.", "The union",
         "Dockers’ Union"),
        ("Len Lind saw a film. The former docker said no.", "The former docker", "Len Lind"),
        ("Len Lind saw a film. The judge said no.", "The judge", "The judge"),
        ("ZoomBus raised its fares in Troy. The company said no.", "The company", "ZoomBus"),
        ("Shares in Norvex Plc fell. The GMB union said no.", "The GMB union", "The GMB union"),
        ("The Bishop of Troy, Most Rev. Karl Voss, said no.", "The Bishop of Troy", "Karl Voss"),
        ("It was over, said the port’s fiction editor, Lena Brandt.", "the port’s fiction editor",
         "Lena Brandt"),
        ("They met Lena Brandt, who said no.", "who", "Lena Brandt"),
        ("Norvex Plc was sorry, it said in a statement. The statement blamed a pump.",
         "The statement", "Norvex Plc"),
        ("Analysts at Norvex Bank wrote to clients.", "Analysts", "Analysts at Norvex Bank"),
        ("Viktor Lind spoke. Serhiy, 24, a soldier, shrugged. He dug.", "He", "Serhiy"),
    ],
)  # fmt: skip
def test_who_is_only_described_has_the_name_that_the_article_gives(
    text: str, mention: str, name: str
) -> None:
    assert name_of(text, mention) == name


@pytest.mark.parametrize(
    ("text", "mention", "name"),
    [
        ("Marian shut the door. “You are late, Tom,” she said.", "she", "Marian"),
        ("Tom sat. Marian poured the tea. He drank it.", "He", "Tom"),
        ("Tom sat. The bells of St Mary’s rang. He listened.", "He", "Tom"),
    ],
)
def test_a_single_given_name_leans_to_its_gender(text: str, mention: str, name: str) -> None:
    assert name_of(text, mention) == name


def test_a_statement_about_statements_is_no_trouble() -> None:
    text = "The statement said nothing in a statement. " * 3000 + "“No,” the statement read."
    assert [quote.text for quote in quotes_of(text)] == ["“No,”"]


def test_odd_spaces_are_no_trouble() -> None:
    assert quotes_of("The \xa0said no. “No,” said the \u2003.")[0].text == "“No,”"


def test_the_seed_names_its_speaker_throughout() -> None:
    quotes = quotes_of(SEED.read_text(encoding="utf-8"))
    assert [quote.speaker.name for quote in quotes if quote.speaker] == ["Trump"] * 8
    assert [quote.via for quote in quotes] == [None] * 6 + ["The Guardian", None]


def test_a_desk_may_say_how_a_person_is_called(tmp_path: Path) -> None:
    rules = tmp_path / "rules.yaml"
    rules.write_text(
        "version: 1\nextends: default\npeople:\n"
        '  Donald Trump: "@realDonaldTrump, President Trump"\n',
        encoding="utf-8",
    )
    quotes = quotes_of(SEED.read_text(encoding="utf-8"), load(rules))
    assert {quote.speaker.name for quote in quotes if quote.speaker} == {"Donald Trump"}


@pytest.mark.parametrize(
    ("sentence", "medium", "via"),
    [
        ("“No,” Lind said in a statement.", Medium.STATEMENT, None),
        ("“No,” Lind said in an email.", Medium.EMAIL, None),
        ("“No,” Lind wrote on Facebook.", Medium.POST, None),
        ("“No,” Lind tweeted.", Medium.TWEET, None),
        ("“No,” Lind wrote on Twitter.", Medium.TWEET, None),
        ("“No,” Lind told reporters.", Medium.SPEECH, None),
        ("“No,” Lind told the court.", Medium.COURT, None),
        ("“No,” Lind said in an interview with The Guardian.", Medium.INTERVIEW, "The Guardian"),
        ("“No,” Lind said on CNN.", Medium.BROADCAST, "CNN"),
        ("“No,” Lind said, The Guardian reported.", Medium.UNKNOWN, "The Guardian"),
        ("“No,” Lind told Reuters.", Medium.UNKNOWN, "Reuters"),
        ("“No,” Lind said.", Medium.UNKNOWN, None),
    ],
)
def test_the_sentence_says_how_and_through_whom(
    sentence: str, medium: Medium, via: str | None
) -> None:
    (quote,) = quotes_of(INTRO + sentence)
    assert (quote.medium, quote.via) == (medium, via)


@given(st.text(alphabet="AaBb Mr.’s“”,\n@He ", max_size=120))
def test_any_text_has_a_name_for_any_mention(text: str) -> None:
    people = prepare(Article("a", text), load()).people
    assert isinstance(people.resolve(text[:20], 0), str)


@pytest.mark.parametrize(
    "dateline", ["HARBOR, May 3 —", "HARBOR (AP) --", "PORT ELLERY –", "HARBOR - "]
)
def test_a_dateline_is_nobody_who_could_be_meant(dateline: str) -> None:
    text = f"{dateline} The council met. The “old slipway” goes, the council said."
    (quote,) = quotes_of(text)
    assert quote.speaker is not None
    assert quote.speaker.name == "the council"
