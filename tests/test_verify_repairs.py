"""Beginnings that a speaker broke off, where every hesitation is written down."""

import pytest

from quotecheck.model import Source, Triage, Turn, Verdict
from quotecheck.rules import load
from quotecheck.sources import Library
from quotecheck.sources.canonical import Canon
from quotecheck.verify import check_quote

RULES = load()
CANON = Canon(RULES)
SPOKEN = "Well, uh, we came early, um, that day. It was, uh, cold by the, um, by the mill."
CLEAN = "We came early that day. It was cold by the mill and nobody was there to let us in."


def checked(said, printed, around=SPOKEN):
    turn = f"LIND: {around} {said} And that was all."
    text = f"{turn}\n\nQUILL: And what did they tell you?"
    turns = (Turn("LIND", 6, len(turn)), Turn("QUILL", len(turn) + 9, len(text)))
    library = Library(RULES, CANON).adding([Source("tape", text, turns)])
    return check_quote(printed, library, RULES, speaker="Lind")


BROKEN = [
    # said again, behind words that only fill the sentence
    (
        "She made a, made a, um, loud noise at the gate.",
        "She made a loud noise at the gate",
    ),
    # given up for a sentence that begins alike
    (
        "So when they left I ended up, I was the last one at the mill.",
        "So when they left I was the last one at the mill",
    ),
    # given up after small words
    (
        "When we came all the, they were shouting at the mill.",
        "When we came they were shouting at the mill",
    ),
    # a word broken off for another
    (
        "They had such a com- a big fire at the old mill.",
        "They had such a big fire at the old mill",
    ),
    # a word that only fills the sentence, without commas
    (
        "We sold it to like many farmers of the county.",
        "We sold it to many farmers of the county",
    ),
]


@pytest.mark.parametrize(("said", "printed"), BROKEN)
def test_a_beginning_that_was_broken_off_is_looked_at(said, printed):
    found = checked(said, printed)
    assert found.triage in (Triage.LOOK, Triage.PASS), found.why
    assert found.verdict in (Verdict.STYLE, Verdict.MINOR)


@pytest.mark.parametrize(("said", "printed"), [BROKEN[1], BROKEN[4]])
def test_where_hesitations_are_not_written_down_the_same_words_are_left_out(said, printed):
    assert checked(said, printed, around=CLEAN).triage is Triage.ERROR


@pytest.mark.parametrize(
    ("said", "printed"),
    [
        (
            "In spring we will not, we will sell the mill now.",
            "In spring we will sell the mill now",
        ),
        ("If they pay, they get the keys of the mill.", "They get the keys of the mill"),
        (
            "I saw the owner burn it, I was the last one at the mill.",
            "I saw, I was the last one at the mill",
        ),
        (
            "In that storm we lost five, we lost boats of the harbor.",
            "In that storm we lost boats of the harbor",
        ),
    ],
)
def test_what_weighs_is_not_taken_for_a_beginning_that_was_broken_off(said, printed):
    found = checked(said, printed)
    assert found.triage is Triage.ERROR or "cropped" in map(str, found.flags)


@pytest.mark.parametrize(
    ("said", "printed"),
    [
        ("I do not mind the water in the mill.", "I, I, I do not mind the water in the mill"),
        ("We were the last to leave the mill.", "We were, you know, the last to leave the mill"),
        ("We could not stop the fire.", "We could not, uh, could not stop the fire"),
    ],
)
def test_what_only_fills_a_quote_that_an_edited_record_has_without_it(said, printed):
    assert checked(said, printed, around=CLEAN).verdict in (Verdict.STYLE, Verdict.MINOR)


@pytest.mark.parametrize(
    ("said", "printed", "expected"),
    [
        ("The gate cost us 20 thousand in all.", "The gate cost us $20 thousand in all", "minor"),
        ("The gate cost us $20 thousand in all.", "The gate cost us 20 thousand in all", "minor"),
        (
            "The gate cost us $20 thousand in all.",
            "The gate cost us €20 thousand in all",
            "altered",
        ),
    ],
)
def test_the_currency_of_a_number_may_be_understood_but_not_be_another(said, printed, expected):
    assert str(checked(said, printed, around=CLEAN).verdict) == expected
