"""Numbers, days and times of day: in figures in the newspaper, in words in the transcript."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotecheck.model import Flag, Source, Triage, Turn, Verdict
from quotecheck.rules import load
from quotecheck.sources import Library
from quotecheck.sources.canonical import Canon
from quotecheck.verify import check_quote
from quotecheck.verify.compare.lexicon import lexicon_of
from quotecheck.verify.compare.values import number_meanings

RULES = load()
CANON = Canon(RULES)
LEXICON = lexicon_of(RULES, CANON)


def checked(quote, spoken):
    text = f"LIND: Good morning to all who came. {spoken} That was the end of the day."
    said = Source("hearing", text, (Turn("LIND", 6, len(text)),))
    return check_quote(quote, Library(RULES, CANON).adding([said]), RULES, speaker="Lind")


def meant(words):
    return number_meanings(CANON.forms(words), LEXICON)


@pytest.mark.parametrize(
    ("spoken", "quote"),
    [
        ("The lock will cost six point two million pounds.", "The lock will cost £6.2 million"),
        ("The tide fell by zero point five percent.", "The tide fell by 0.5 percent"),
        ("The toll went to six point two five percent.", "The toll went to 6.25%"),
        ("That was version two point oh of it.", "That was version 2.0 of it"),
        ("It lasted two and a half hours in all.", "It lasted 2.5 hours in all"),
        ("It lasted two-and-a-quarter hours in all.", "It lasted 2.25 hours in all"),
        ("It lost three quarters of a million barrels.", "It lost 0.75 million barrels"),
        ("It lost one and a half, uh, million barrels.", "It lost 1.5 million barrels"),
        ("A million and a half barrels went.", "1.5 million barrels went"),
        ("Half a million barrels went.", "500,000 barrels went"),
        ("I paid three pounds fifty for it then.", "I paid £3.50 for it then"),
        ("I paid three dollars and five cents to the man.", "I paid $3.05 to the man"),
        ("They came in nineteen oh five by boat.", "They came in 1905 by boat"),
        ("We live at four oh seven on the hill.", "We live at 407 on the hill"),
        ("We met at half past seven by the lock.", "We met at 7:30 by the lock"),
        ("We met at a quarter to eight by the lock.", "We met at 7:45 by the lock"),
        ("We met at ten past seven by the lock.", "We met at 7:10 by the lock"),
        ("We met at seven oh five by the lock.", "We met at 7:05 by the lock"),
        ("We met at seven o'clock by the lock.", "We met at 7 by the lock"),
        ("We waited two and a half hours by the lock.", "We waited 2½ hours by the lock"),
        ("We waited two and a half hours by the lock.", "We waited 2 1/2 hours by the lock"),
        ("Two thirds of the boats went to sea.", "2/3 of the boats went to sea"),
        ("A third of the boats went to sea.", "One-third of the boats went to sea"),
        ("The gate is six feet tall and two feet wide.", "The gate is 6ft tall and 2ft wide"),
        ("It weighs five kilos with the lid on.", "It weighs 5 kg with the lid on"),
        ("They took 50p a head for it.", "They took fifty pence a head for it"),
        ("It was thirty degrees Celsius in the shade.", "It was 30°C in the shade"),
        ("It was minus five by the lock that night.", "It was -5 by the lock that night"),
        ("It cost one point two billion dollars to us.", "It cost $1.2bn to us"),
        ("It costs five to six million dollars a year.", "It costs $5-6 million a year"),
        ("Between five and six million dollars went.", "Between $5 and $6 million went"),
        ("Queen Elizabeth the Second opened the lock.", "Queen Elizabeth II opened the lock"),
    ],
)
def test_a_number_or_a_time_in_words_is_the_same_in_figures(spoken, quote):
    assert checked(quote, spoken).verdict is Verdict.STYLE


@pytest.mark.parametrize(
    ("spoken", "quote"),
    [
        ("The lock will cost six point two million pounds.", "The lock will cost £6.3 million"),
        ("The lock will cost six point two million pounds.", "The lock will cost £62 million"),
        (
            "It lasted two and a half hours in all, they said.",
            "It lasted 2.25 hours in all, they said",
        ),
        ("I paid three pounds fifty for it then.", "I paid £350 for it then"),
        ("I paid three dollars and five cents at the old gate.", "I paid $3.50 at the old gate"),
        ("We met at half past seven by the lock.", "We met at 7:15 by the lock"),
        ("We met at a quarter to eight by the lock.", "We met at 8:15 by the lock"),
        ("We met at ten past seven by the lock.", "We met at 6:50 by the lock"),
        ("We waited two and a half hours by the lock.", "We waited 3½ hours by the lock"),
        ("Two thirds of the boats went to sea.", "A third of the boats went to sea"),
        ("It costs between five and six million dollars.", "It costs between $5 and $7 million"),
    ],
)
def test_another_number_or_time_stays_an_error(spoken, quote):
    found = checked(quote, spoken)
    assert found.verdict is Verdict.ALTERED
    assert Flag.NUMBER in found.flags


def test_another_unit_stays_an_error():
    found = checked("It was 12 miles to the lock", "It was 12 km to the lock.")
    assert found.verdict is Verdict.ALTERED


@pytest.mark.parametrize(
    ("spoken", "quote"),
    [
        ("Twenty-five men came to the lock that day.", "Five men came to the lock that day"),
        ("Two million men came to the lock that day.", "Million men came to the lock that day"),
        ("Six point two percent of us came to it.", "Two percent of us came to it"),
        ("Minus 5 degrees by the lock is cold.", "5 degrees by the lock is cold"),
        ("Of all the boats we have twenty-five.", "Of all the boats we have twenty"),
        ("Of all the boats we have two million.", "Of all the boats we have two"),
        ("Up to 20 boats sank in the flood.", "20 boats sank in the flood"),
        ("About twenty boats sank in the flood.", "Twenty boats sank in the flood"),
        ("We lost 20 boats in the flood or more.", "We lost 20 boats in the flood"),
        ("In the flood we lost 20 boats, give or take.", "In the flood we lost 20 boats"),
    ],
)
def test_a_part_of_a_number_is_looked_at(spoken, quote):
    found = checked(quote, spoken)
    assert Flag.CROPPED in found.flags
    assert found.triage is Triage.LOOK


@pytest.mark.parametrize(
    ("spoken", "quote"),
    [
        ("In 2016, five men came to the lock.", "Five men came to the lock"),
        ("We said 9 and 10 men came to the lock.", "10 men came to the lock"),
        ("Then 20 boats sank in the flood.", "20 boats sank in the flood"),
        ("We lost the boats in the flood or more.", "We lost the boats in the flood"),
        ("It was only the two. Five men came to the lock.", "Five men came to the lock"),
        ("Of all the boats we have twenty. Five went to sea.", "Of all the boats we have twenty"),
    ],
)
def test_a_number_beside_another_is_whole(spoken, quote):
    assert checked(quote, spoken).triage is Triage.PASS


def test_a_minus_sign_that_is_left_out_is_told():
    assert checked("It was 5 by the lock then", "It was -5 by the lock then.").verdict is (
        Verdict.DROPPED
    )


def test_a_point_that_is_made_is_not_a_decimal():
    assert not meant("point")
    assert checked("I made the point 2 years ago", "I made the point two years ago.").verdict is (
        Verdict.STYLE
    )


DIGITS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]


@given(st.integers(0, 9), st.lists(st.integers(0, 9), min_size=1, max_size=4))
def test_decimals_are_read_digit_by_digit(whole, decimals):
    spoken = f"{DIGITS[whole]} point {' '.join(DIGITS[each] for each in decimals)}"
    assert meant(spoken) & meant(f"{whole}.{''.join(map(str, decimals))}")


@given(st.integers(1, 12), st.integers(1, 29))
def test_minutes_before_an_hour_are_those_of_the_hour_before(hour, minutes):
    assert ("time", (hour - 1, 60 - minutes)) in meant(f"{minutes} to {hour}")
    assert ("time", (hour, minutes)) in meant(f"{minutes} past {hour}")


PARTS = ["2", "5", "30", "half", "quarter", "a", "and", "of", "point", "oh", "million", "£", "p"]


@given(
    st.lists(
        st.sampled_from(
            [
                "2",
                "5",
                "30",
                "half",
                "quarter",
                "a",
                "and",
                "point",
                "oh",
                "million",
                "£",
                "pounds",
                "past",
                "to",
                "p",
            ]
        )
    )
)
def test_any_words_are_read_without_a_fault(words):
    meant(" ".join(words))
