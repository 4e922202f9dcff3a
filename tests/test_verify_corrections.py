"""Pairs of the kinds that newspapers' published corrections are about, all of them invented."""

import pytest

from quotecheck.model import Source, Triage, Turn, Verdict
from quotecheck.rules import load
from quotecheck.sources import Library
from quotecheck.sources.canonical import Canon
from quotecheck.verify import check_quote

RULES = load()
CANON = Canon(RULES)
REST = "That was all that the board heard of it on that day, and then it rose."


def checked(quote, spoken, *others, speaker="Lind"):
    turns, text = [], ""
    for name, words in (("DR. LIND", spoken), *others):
        text += f"{name}: "
        turns.append(Turn(name, len(text), len(text) + len(words) + len(REST) + 1))
        text += f"{words} {REST}\n\n"
    said = Source("hearing", text, tuple(turns))
    return check_quote(quote, Library(RULES, CANON).adding([said]), RULES, speaker=speaker)


@pytest.mark.parametrize(
    ("spoken", "quote"),
    [
        pytest.param("The wall can hold until March.", "The wall can’t hold until March", id="can"),
        pytest.param("He pleaded not guilty in May.", "He pleaded guilty in May", id="not"),
        pytest.param("We could not care less here.", "We could care less here", id="idiom"),
        pytest.param(
            "The board did not have cause to block it.",
            "The board did have cause not to block it",
            id="reach",
        ),
        pytest.param("The wall is hardly ever dry.", "The wall is ever dry", id="hardly"),
        pytest.param(
            "Nobody on the board was paid.", "Somebody on the board was paid", id="nobody"
        ),
        pytest.param("It is no longer a harbor here.", "It is a harbor here", id="no-longer"),
        pytest.param("It is legal to fish in here.", "It is illegal to fish in here", id="prefix"),
        pytest.param("It may be the pumps, we know.", "It is the pumps, we know", id="may"),
        pytest.param("It cost us 534 thousand here.", "It cost us 354 thousand here", id="digits"),
        pytest.param("It cost $8 million to mend.", "It cost $8 billion to mend", id="million"),
        pytest.param("Fifteen boats were lost then.", "Fifty boats were lost then", id="fifteen"),
        pytest.param(
            "She is a hustler on the quay.", "She is a huckster on the quay", id="misheard"
        ),
        pytest.param(
            "It was an exotic evening there.", "It was an erotic evening there", id="letter"
        ),
        pytest.param("The tides will affect the gate.", "The tides will lift the gate", id="verb"),
        pytest.param(
            "Think of it, but cheaper still.", "Think of it, but much cheaper still", id="more"
        ),
        pytest.param("Most boats were sold in May.", "All boats were sold in May", id="all"),
        pytest.param("The council paid for the wall.", "The county paid for the wall", id="who"),
        pytest.param(
            "He sued the board over it all.", "The board sued him over it all", id="turned"
        ),
        pytest.param("We met Tom Ord on the quay.", "We met Tom Orr on the quay", id="name"),
        pytest.param("I knew what it would cost us.", "I know what it would cost us", id="tense"),
        pytest.param(
            "The wall is, to hear them tell it, sound.", "The wall is sound", id="their-view"
        ),
    ],
)
def test_what_was_corrected_is_an_error(spoken, quote):
    assert checked(quote, spoken).triage is Triage.ERROR


def test_words_of_somebody_else_are_misattributed():
    other = ("MS. ROWE", "My office was told in April that the tank had failed.")
    found = checked("My office was told in April that the tank had failed", "Thank you.", other)
    assert found.verdict is Verdict.MISATTRIBUTED


def test_two_answers_made_one_are_spliced():
    other = ("CHAIR", "And who pays for the new harbor wall?")
    more = ("DR. LIND", "The owners of the boats pay for every stone of it.")
    quote = "The old pumps failed in March. The owners of the boats pay for every stone of it"
    found = checked(quote, "The old pumps failed in March.", other, more)
    assert found.verdict in (Verdict.SPLICED, Verdict.DROPPED)
    assert found.triage is Triage.ERROR


def test_what_was_never_said_is_not_found():
    found = checked("I never wanted to be on this board", "The old pumps failed in March.")
    assert found.verdict is Verdict.NOT_FOUND


@pytest.mark.parametrize(
    ("spoken", "quote"),
    [
        pytest.param(
            "We, uh, we mended the pumps, you know, in May.",
            "We mended the pumps in May",
            id="tidied",
        ),
        pytest.param(
            "They was mending the pumps in May.", "They were mending the pumps in May", id="grammar"
        ),
        pytest.param(
            "They mended it in a week, all of it.", "[The owners] mended it in a week", id="bracket"
        ),
        pytest.param(
            "The pumps failed. And the wall fell in.",
            "The pumps failed, and the wall fell in",
            id="one-sentence",
        ),
    ],
)
def test_what_desks_do_on_purpose_is_no_error(spoken, quote):
    assert checked(quote, spoken).triage is not Triage.ERROR
