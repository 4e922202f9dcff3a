"""The particulars of a story beside the sources: what counts as the same number or day."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotecheck.model import Article, Source, Turn
from quotecheck.rules import load
from quotecheck.sources import Library
from quotecheck.sources.canonical import Canon
from quotecheck.verify.reports.story import Ticker

RULES = load()
HEAD = "Mill Street council, ordinary meeting\n3 March 2026\n\n"
TURNS = (
    ("SORREL", "The levy rises from 12 million euros to 17 million euros in nine months."),
    ("HOBB", "We keep two bakers and one of them is fifty-seven. The oven is old."),
    ("HOBB", "We tasted five of them, in Turin, Lisbon and Porto, and none was sweet."),
    ("SORREL", "The motion to close the mill is carried, six votes to two."),
    ("TANSY", "There are 90 stalls on the green that will be without power from 8 April."),
    ("TANSY", "The loan runs for 30 years. We gather again on 21 May."),
    (
        "SORREL",
        "A new roof was promised by the tenth of June. A dog costs 40 euros a year to keep.",
    ),
)


def meeting() -> Source:
    text, turns = HEAD, []
    for speaker, words in TURNS:
        text += f"{speaker}: "
        turns.append(Turn(speaker, len(text), len(text) + len(words)))
        text += f"{words}\n\n"
    return Source("meeting", text, tuple(turns), date="2026-03-03")


TICKER = Ticker(Library(RULES, Canon(RULES)).adding([meeting()]), RULES)


def ticks(text, date=None):
    found = TICKER.ticks(Article("a", text, date=date))
    return {tick.text: (tick.state.value, tick.source) for tick in found}


def places(text):
    """The words of the sources at which each particular points, and whose they are."""
    found = TICKER.ticks(Article("a", text))
    return {t.text: (t.passage.speaker, t.passage.text) for t in found if t.passage}


@pytest.mark.parametrize(
    ("story", "words"),
    [
        ("The baker was born on 12 May.", "12 May"),
        ("The baker was born on 17 June 1980.", "17 June 1980"),
        ("They own 30 goats.", "30"),
        ("They own 21 goats.", "21"),
        ("There was a storm of force eight on the coast.", "eight"),
        ("It was warm, and about a third of the guests went home early.", "third"),
        ("The choir had 57 singers.", "57"),
    ],
)
def test_a_number_of_other_things_ticks_nothing_off(story, words):
    assert ticks(story)[words] == ("missing", "")


@pytest.mark.parametrize(
    ("story", "words"),
    [
        ("The levy had been 12 million euros.", "12 million euros"),
        ("The levy had been €12 million.", "€12 million"),
        ("Tansy said that 90 stalls would be dark.", "90"),
        ("The power goes on 8 April.", "8 April"),
        ("The power goes on April 8, 2026.", "April 8, 2026"),
        ("The roof should come by 10 June.", "10 June"),
        ("The roof was promised for June.", "June"),
        ("The vote was six to two.", "six"),
        ("One of the two bakers is 57.", "57"),
        ("The loan would run for 30 years.", "30"),
    ],
)
def test_a_number_of_the_same_things_is_the_same_however_it_is_written(story, words):
    assert ticks(story)[words] == ("same", "")


@pytest.mark.parametrize(
    ("story", "words", "other"),
    [
        ("Some 80 stalls would be dark.", "80", "90"),
        ("“We tasted four of them, in Turin, Lisbon and Porto,” Hobb said.", "four", "five"),
        ("The council will gather again on 12 May.", "12 May", "21 May"),
        ("A dog costs 60 euros a year to keep.", "60 euros", "40 euros"),
    ],
)
def test_another_number_of_the_same_things_differs(story, words, other):
    state, there = ticks(story)[words]
    assert (state, there) == ("differs", other)


def test_a_number_of_years_needs_more_than_years_to_be_the_same():
    assert ticks("They would pay for 30 years.")["30"] == ("elsewhere", "")


def test_other_sums_are_no_rivals():
    assert ticks("They lost 4 million euros at cards.")["4 million euros"] == ("missing", "")


def test_a_date_and_a_number_in_two_words_are_one_particular():
    found = ticks("MILLTON, 5 March 2026 -- The ninth of April was dry. She is fifty-seven.\n")
    assert {"5 March 2026", "The ninth of April", "fifty-seven"} <= set(found)
    assert not {"5", "March", "2026", "ninth", "fifty", "seven"} & set(found)


def test_a_weekday_is_counted_from_the_dateline():
    text = "MILLTON, 5 March 2026 -- The council met on Tuesday, and not on Monday.\n"
    found = ticks(text)
    assert found["Tuesday"] == ("same", "")
    assert found["Monday"] == ("missing", "")


def test_the_day_of_a_source_is_a_place():
    found = TICKER.ticks(Article("a", "They met on Tuesday, they say.", date="2026-03-05"))
    assert [tick.passage.source for tick in found if tick.text == "Tuesday"] == ["meeting"]


def test_places_begin_at_the_words_in_the_turn_that_has_them():
    found = places("In Turin the vote was six to two, and 90 stalls were dark, and 30 years went.")
    assert found["Turin"][0] == "HOBB"
    assert found["six"] == ("SORREL", "six votes to two")
    assert found["90"][0] == "TANSY"
    assert found["90"][1].startswith("90 stalls")
    assert "HOBB" not in found["Turin"][1]


def test_who_is_named_in_labels_alone_has_the_place_of_the_first_words():
    assert places("We met Erik Tansy there.")["Erik Tansy"][0] == "TANSY"


PARTS = ["the", "ninth", "of", "May", "12", "million", "2026", "Tuesday", ",", ".", "8", "fifty"]


@given(st.lists(st.sampled_from(PARTS), max_size=12))
def test_particulars_stand_where_they_say_and_apart(parts):
    text = " ".join(parts)
    found = sorted(TICKER.ticks(Article("a", text)), key=lambda tick: tick.start)
    assert all(text[tick.start : tick.end] == tick.text for tick in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
