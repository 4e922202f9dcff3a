"""Particulars that differ where the same matter is meant: days told by other words, names of one
office or list, verbs of little weight, and speakers of whom the sources have nothing."""

import pytest

from quotecheck.model import ReportVerdict, Source, State, Turn
from quotecheck.rules import load
from quotecheck.sources import Library
from quotecheck.sources.canonical import Canon
from quotecheck.verify.reports import Report, ReportChecker

RULES = load()
SAID = (
    "We went through the accounts of the ferry company twice. They will be out tomorrow.",
    "I thank Senator Ida Marsh for the lighthouse fund, and the lighthouse fund is safe.",
    "The ministry in Norway pays for the buoys, all of the buoys.",
    "Pell would do great damage to the Second Amendment of the harbor charter.",
    "I did not see or open any crates marked stolen at the time.",
    "I didn't tell the bakers of the flood wall.",
)
FILLER = "Guests came from Wales, Norway, Denmark and Poland. " + " ".join(
    f"Item {number} of the agenda was read and adopted." for number in range(60)
)


def _checker() -> ReportChecker:
    text, turns = "", []
    for words in SAID:
        for who, said in (("CLERK", FILLER), ("EDNA ROWE", words)):
            text += f"{who}: "
            turns.append(Turn(who, len(text), len(text) + len(said)))
            text += f"{said}\n\n"
    source = Source("talk", text, tuple(turns), date="2026-03-03")
    return ReportChecker(Library(RULES, Canon(RULES)).adding([source]), RULES)


CHECKER = _checker()


def _differing(text: str, speaker: str = "Edna Rowe") -> tuple[ReportVerdict, list[str]]:
    found = CHECKER.check(Report(text, speaker, "2026-03-04"))
    return found.verdict, [p.text for p in found.particulars if p.state is State.DIFFERS]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("the accounts of the ferry company would be out on Friday", "Friday"),
        ("that Sen. Tom Pell was to be thanked for the lighthouse fund", "Sen. Tom Pell"),
        ("the ministry in Denmark paid for the buoys", "Denmark"),
        ("Pell would damage the First Amendment of the harbor charter", "First Amendment"),
        ("the crates were all marked stolen and were later stolen", "were all marked"),
        ("she always told the bakers of the flood wall", "always told"),
    ],
)
def test_what_a_passage_has_otherwise_clashes(text: str, words: str) -> None:
    verdict, differs = _differing(text)
    assert verdict is ReportVerdict.CLASH
    assert words in differs


@pytest.mark.parametrize(
    "text",
    [
        "the accounts of the ferry company would be out on Wednesday",
        "that Sen. Ida Marsh was to be thanked for the lighthouse fund",
        "the ministry in Norway paid for the buoys",
        "Pell would damage the Second Amendment of the harbor charter",
        "the crates were not marked stolen",
        "she never told the bakers of the flood wall",
    ],
)
def test_the_same_in_other_words_does_not(text: str) -> None:
    assert _differing(text)[1] == []


def test_a_verb_beside_a_name_that_differs_is_said_of_another() -> None:
    _, differs = _differing("Pell would protect the First Amendment of the harbor charter")
    assert differs == ["First Amendment"]


def test_whoever_speaks_nowhere_in_the_sources_is_not_contradicted_by_few_words() -> None:
    verdict, _ = _differing("the reported damage to the harbor", speaker="Shona Reid")
    assert verdict is ReportVerdict.NO_PASSAGE


def test_words_of_somebody_who_speaks_nowhere_may_still_be_another_persons() -> None:
    text = "Pell would do great damage to the Second Amendment of the harbor charter"
    verdict, differs = _differing(text, speaker="Shona Reid")
    assert verdict is ReportVerdict.CLASH
    assert differs == ["Shona Reid"]
