"""Particulars ticked off where the sources of several stories lie in one folder, words that only
look like names, and days and numbers that changed places."""

from __future__ import annotations

import pytest

from quotecheck.model import Article, Source, Turn
from quotecheck.rules import load
from quotecheck.sources import Library
from quotecheck.sources.canonical import Canon
from quotecheck.verify.reports.story import Ticker

RULES = load()


def source(name: str, *turns: tuple[str, str], date: str | None = None) -> Source:
    text, found = "", []
    for speaker, words in turns:
        text += f"{speaker}: "
        found.append(Turn(speaker, len(text), len(text) + len(words)))
        text += f"{words}\n\n"
    return Source(name, text, tuple(found), date=date)


HARBOUR = source(
    "harbour",
    ("TOLLE", "The pier committee meets on Monday. The harbour vote is on Tuesday."),
    ("TOLLE", "Ferries carried 310 cars in June and 270 cars in July. Orla Tolle is my sister."),
    ("IVERS", "Divers were told on Friday and the fishermen were told on Monday."),
    date="2026-06-02",
)
ORCHARD = source(
    "orchard",
    ("QUISP", "I have kept the orchard for eleven years. We pick on Sunday. I am 52 years old."),
    ("BRAND", "Councillor Amsel promised us 40 baskets. She never came to Pollard Lane."),
    date="2026-06-05",
)
SUBJECTS = "We met Mats Tolle and Ada Ivers. "


def ticks(text: str, *sources: Source, resting: tuple[str, ...] = ()) -> dict[str, tuple[str, str]]:
    library = Library(RULES, Canon(RULES)).adding(sources or [HARBOUR, ORCHARD])
    found = Ticker(library, RULES).ticks(Article("a", text), resting)
    return {tick.text: (tick.state.value, tick.source) for tick in found}


def test_a_name_of_another_story_is_found_elsewhere():
    found = ticks(f"{SUBJECTS}The ferry passed Pollard Lane.")
    assert found["Mats Tolle"] == ("same", "")
    assert found["Pollard Lane"] == ("elsewhere", "")


def test_the_sources_that_a_story_quotes_are_its_own():
    text = "We walked down Pollard Lane."
    assert ticks(text)["Pollard Lane"] == ("elsewhere", "")
    assert ticks(text, resting=("orchard",))["Pollard Lane"] == ("same", "")


def test_numbers_of_another_story_neither_tick_off_nor_contradict():
    found = ticks(f"{SUBJECTS}Tolle has kept the pier for 14 years. They sold 40 baskets.")
    assert found["14"] == ("missing", "")
    assert found["40"] == ("elsewhere", "")


def test_a_title_of_another_story_contradicts_nothing():
    text = f"{SUBJECTS}The day began when Commissioner Amsel came."
    assert ticks(text)["Commissioner"] == ("missing", "")


@pytest.mark.parametrize(
    "text",
    [
        "“The pier stays.” She waved.",
        "‘The pier stays.’ They left.",
        "It was late, and She knew.",
        "# Library hours are cut\n\nIt was late.",
        "- Benches are painted\n- Library hours are cut",
        "Benches And Tables Are Painted At Last\n\nIt was late.",
    ],
)
def test_what_begins_a_sentence_or_stands_for_a_name_is_none(text):
    assert ticks(text) == {}


def test_weekdays_in_the_plural_are_days():
    found = Ticker(Library(RULES, Canon(RULES)).adding([ORCHARD]), RULES).ticks(
        Article("a", "They pick there on Sundays and on no Saturdays.")
    )
    assert {(tick.kind.value, tick.text) for tick in found} == {
        ("date", "Sundays"),
        ("date", "Saturdays"),
    }


def test_a_common_word_at_the_end_of_a_name_is_not_the_name():
    school = source("talk", ("IVERS", "She left the school in good order."))
    assert ticks("They went to Wendel High School.", school)["Wendel High School"][0] == "missing"


def test_who_is_named_in_full_is_ticked_off_once():
    found = ticks("We met Mats Tolle there. Later that Tolle left, and Ivers stayed.")
    assert "Mats Tolle" in found
    assert "Tolle" not in found
    assert "Ivers" in found


def test_a_given_name_that_begins_a_sentence_belongs_to_the_name():
    assert "Martha Ivers" in ticks("It was late. Martha Ivers left.")


def test_another_given_name_differs_unless_it_is_a_short_form():
    there = source("talk", ("HOBB", "We saw Susan Keel at the door, and William Rusk came, too."))
    found = ticks("We met Martha Keel and then Bill Rusk, as Keel said, with Rusk.", there)
    assert found["Martha Keel"] == ("differs", "Susan Keel")
    assert found["Bill Rusk"] == ("same", "")


@pytest.mark.parametrize(
    ("text", "days"),
    [
        (
            "“Divers were told on Monday and the fishermen were told on Friday,” Ivers said.",
            {"Monday": "Friday", "Friday": "Monday"},
        ),
        (
            "The committee meets on Tuesday and the vote follows on Monday.",
            {"Tuesday": "Monday", "Monday": "Tuesday"},
        ),
        (
            "The pier committee is due on Tuesday. On Monday, the harbour votes.",
            {"Tuesday": "Monday", "Monday": "Tuesday"},
        ),
        (
            "Ferries took 270 cars in June and 310 cars in July.",
            {"270": "310", "310": "270"},
        ),
    ],
)
def test_days_and_numbers_that_changed_places_differ(text, days):
    found = ticks(SUBJECTS + text)
    assert {words: found[words] for words in days} == {
        words: ("differs", other) for words, other in days.items()
    }


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The committee meets on Monday, and the vote follows on Tuesday.", ("Monday", "Tuesday")),
        ("The fishermen were told on Monday and the divers on Friday.", ("Monday", "Friday")),
        ("In July the ferries carried 270 cars, in June 310 cars.", ("270", "310")),
    ],
)
def test_what_is_told_in_another_order_is_the_same(text, words):
    found = ticks(SUBJECTS + text)
    assert {found[each] for each in words} == {("same", "")}


def test_a_day_needs_its_matter():
    assert ticks(f"{SUBJECTS}They danced on Friday.")["Friday"][0] == "elsewhere"
    assert ticks(f"{SUBJECTS}They danced on Wednesday.")["Wednesday"][0] == "missing"


def test_a_weekday_may_be_the_day_of_a_source_of_the_story_only():
    assert ticks("Mats Tolle spoke to us on Tuesday.")["Tuesday"] == ("same", "")
    friday = source("fair", ("LUND", "The fair was short."), date="2026-06-05")
    assert ticks("Mats Tolle spoke to us on Friday.", HARBOUR, friday)["Friday"][0] == "elsewhere"


def test_the_sign_of_a_sum_does_not_count_what_stands_before_it():
    there = source("talk", ("IVERS", "The second stage costs $4 million."))
    found = ticks("The second stage would cost $4 million.", there)
    assert found == {"$4 million": ("same", "")}


@pytest.mark.parametrize("words", ["If", "Nobody", "Because", "Whether"])
def test_a_small_word_that_begins_a_quotation_is_no_part_of_a_name(words):
    assert ticks(f'We heard it: "{words} Mats Tolle is late, we go."')["Mats Tolle"] == ("same", "")


def test_the_possessive_is_no_part_of_a_name():
    assert ticks("It was Mats Tolle’s boat.")["Mats Tolle"] == ("same", "")


def test_a_known_place_or_given_name_is_not_misspelt():
    there = source("talk", ("IVERS", "We thank Caroline for it. We came from Austria and Norway."))
    found = ticks("They are Austrian, and they came from Carolina in May.", there)
    assert found["Austrian"] == ("missing", "")
    assert found["Carolina"] == ("missing", "")


def test_a_share_of_something_else_is_no_rival():
    there = source("talk", ("IVERS", "Tolle and Amsel supported a rise of 500 percent in visas."))
    found = ticks("Of those we asked, 35 percent are for Tolle, as Amsel has said.", there)
    assert found["35"] == ("missing", "")


def test_a_day_of_another_matter_is_no_rival():
    there = source("talk", ("IVERS", "The grants were paid to three councils on June 20."))
    story = "The councils said Ivers had begun, and the pier would be finished by June 30."
    assert ticks(story, there)["June 30"] == ("missing", "")


def test_an_office_without_a_name_is_no_name():
    assert "Senator" not in ticks("We heard that the Senator was late.")
