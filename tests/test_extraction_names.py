"""Names and descriptions outside of political news: families, nicknames, people named later."""

from __future__ import annotations

import pytest
from name_samples import name_of, quotes_of


@pytest.mark.parametrize(
    ("text", "mention", "name"),
    [
        ("Ada Lind sang. Her brother, Oskar Lind, rowed. “No,” Ada said. Lind said no.", "Lind",
         "Ada Lind"),
        ("Oskar Baker rose. Mr Baker said no.", "Mr Baker", "Oskar Baker"),
        ("The poet Rosa Quill spoke. Born Rosa Cole in Troy, she sang.", "she", "Rosa Quill"),
        ("The surgeon Oskar Brandtner spoke. Brandner said no.", "Brandner", "Oskar Brandtner"),
        ("The surgeon Oskar Brandtner spoke. The Brandtners said no.", "The Brandtners",
         "Brandtners"),
        ("What Lena Brandt said hurt. What Brandt said later hurt more.", "What Brandt",
         "Lena Brandt"),
        ("Dad rowed. “No,” he said.", "he", "Dad"),
        ("Rosa Lind left with her husband, Jon. “No,” Mr Lind said.", "Mr Lind", "Jon Lind"),
        ("Rosa Lind left with her husband, Jon. “No,” Mr Lind said.", "Jon", "Jon Lind"),
        ("My aunt Rosa Quill sang. “No,” said my aunt.", "my aunt", "Rosa Quill"),
        ("The head teacher, Dr Rosa Quill, sang. “No,” the head said.", "the head", "Rosa Quill"),
        ("Jon Lind, whose wife left, sang. The wife of Oskar Voss said no.", "The wife",
         "The wife of Oskar Voss"),
        ("Retired General Says No\n\nGen. Oskar Lind spoke in Troy.", "Retired General",
         "Oskar Lind"),
        ("Two men left. “No,” one of them said.", "one", "one of them"),
        ("Lena Brandt left the bakery Hendra’s, which said no.", "which", "Hendra"),
    ],
)  # fmt: skip
def test_a_name_is_that_of_who_is_meant(text: str, mention: str, name: str) -> None:
    assert name_of(text, mention) == name


@pytest.mark.parametrize(
    ("text", "mention", "name"),
    [
        ("A man shouted. The man, who later gave his name as Oskar Lind, left.", "A man",
         "Oskar Lind"),
        ("Ada Lind sat. A parent, who wept, rose. “No,” the mother of three said.", "the mother",
         "A parent"),
        ("Ada Lind sat. A farmer called Jon Voss rose. He said no.", "He", "Jon Voss"),
        ("Ada Lind sat. One hill farmer, who wept, rose. “No,” the Swaledale breeder said.",
         "the Swaledale breeder", "One hill farmer"),
        ("A nurse came. “No,” said the nurse, whose name turned out to be Rosa Quill.", "the nurse",
         "Rosa Quill"),
        ("Ada Lind spoke. The first witness was Rosa Quill, a widow. She said no.", "She",
         "Rosa Quill"),
        ("Ada Lind spoke. Its founder, 17-year-old Tegan Roe, wept. “No,” the 17-year-old said.",
         "the 17-year-old", "Tegan Roe"),
        ("Boat gone\n\nA baker who took a boat left.\n\nOskar Lind, 43, denies it.", "A baker",
         "Oskar Lind"),
        ("Oskar Lind would not say no to Rosa Quill. The minority leader laughed.",
         "The minority leader", "Oskar Lind"),
        ("Ada Lind sang. Ada slept. Her father, Jon Lind, rowed. The elder Lind died.",
         "The elder Lind", "Jon Lind"),
        ("Ada Lind sang. Ada slept. Her father, Jon Lind, rowed. The younger Lind died.",
         "The younger Lind", "Ada Lind"),
    ],
)  # fmt: skip
def test_somebody_without_a_name_gets_the_one_that_is_given_later(
    text: str, mention: str, name: str
) -> None:
    assert name_of(text, mention) == name


@pytest.mark.parametrize(
    ("text", "mention", "name"),
    [
        ("Oskar Lind left. Asked by Jon Voss whether he would stay, he said no.", "he",
         "Oskar Lind"),
        ("Jon Voss said no.\n\nAs for Oskar Lind, he sang.", "he", "Oskar Lind"),
        ("Rosa Quill spoke. A keen cook, she opened an inn.", "she", "Rosa Quill"),
        ("Oskar Lind taught her. Rosa Quill was the best pupil he had.", "he", "Oskar Lind"),
        ("The port authority was sued by the Dockers Guild. It said no.", "It",
         "The port authority"),
    ],
)  # fmt: skip
def test_a_pronoun_means_whom_its_sentence_lets_it_mean(text: str, mention: str, name: str) -> None:
    assert name_of(text, mention) == name


def test_state_before_a_title_or_a_role_is_no_verb() -> None:
    text = "Quill ran. “No!” Quill’s niece, state Del. Ada “Mo” Lind, shouted. “Out.”"
    first, nickname, last = quotes_of(text)
    assert nickname.speaker is None
    assert [each.speaker and each.speaker.name for each in (first, last)] == ["Ada Lind"] * 2
    said, nickname = quotes_of("Quill ran. “It is late,” state Del. Ada “Mo” Lind said.")
    assert nickname.speaker is None
    assert said.speaker
    assert said.speaker.name == "Ada Lind"
    assert said.speaker.mention
    assert said.speaker.mention.text == "Ada “Mo” Lind"
    (said,) = quotes_of("Quill ran. A state senator called it “sad.”")
    assert said.speaker
    assert said.speaker.name == "A state senator"


def test_a_verb_of_reporting_that_is_a_noun_here_reports_nothing() -> None:
    (said,) = quotes_of("Ada Lind spoke. A new report says that the dam is “sound.”")
    assert said.speaker
    assert said.speaker.name == "A new report"
    assert said.cue
    assert said.cue.text == "says"
