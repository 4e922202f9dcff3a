"""How people talk and how transcribers write it down: what is house style, and what is a slip."""

import pytest

from quotecheck.model import Source, Turn, Verdict
from quotecheck.rules import load
from quotecheck.sources import Library
from quotecheck.sources.canonical import Canon
from quotecheck.verify import check_quote

RULES = load()
CANON = Canon(RULES)


def checked(quote, spoken, speaker="Lind"):
    text = f"LIND: Good morning to all who came. {spoken} That was the end of the day."
    said = Source("hearing", text, (Turn("LIND", 6, len(text)),))
    return check_quote(quote, Library(RULES, CANON).adding([said]), RULES, speaker=speaker)


@pytest.mark.parametrize(
    ("spoken", "quote"),
    [
        ("I'm tryna mend the pumps.", "I'm trying to mend the pumps"),
        ("I'ma mend the pumps in May.", "I'm going to mend the pumps in May"),
        ("We shoulda mended the pumps.", "We should have mended the pumps"),
        ("Nah, we kept the boats in the harbor.", "No, we kept the boats in the harbor"),
        ("The nineteenth boat came in May.", "The 19th boat came in May"),
        ("The fortieth boat came in May.", "The 40th boat came in May"),
        ("We paid a dollar for each boat.", "We paid $1 for each boat"),
        ("They k- had the boats in the harbor.", "They had the boats in the harbor"),
        ("It was the f- gate in the harbor.", "It was the gate in the harbor"),
    ],
)
def test_one_word_written_in_two_ways_is_house_style(spoken, quote):
    assert checked(quote, spoken).verdict in (Verdict.STYLE, Verdict.VERBATIM)


@pytest.mark.parametrize(
    ("spoken", "quote"),
    [
        ("It wasn't no use to mend the pumps.", "It was no use to mend the pumps"),
        ("We didn't have no boats in the harbor.", "We have no boats in the harbor"),
    ],
)
def test_a_negation_that_is_said_twice_may_be_tidied(spoken, quote):
    assert checked(quote, spoken).verdict is Verdict.MINOR


def test_a_negation_that_another_word_needs_stays():
    found = checked("We will do nothing about the boats", "We will not do nothing about the boats.")
    assert found.verdict is Verdict.FLIPPED
