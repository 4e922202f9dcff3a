"""Words that the speaker asks or supposes, quoted as if they were stated."""

import pytest

from quotecheck.model import Flag, Source, Triage, Turn, Verdict
from quotecheck.rules import load
from quotecheck.sources import Library
from quotecheck.sources.canonical import Canon
from quotecheck.verify import check_quote

RULES = load()
CANON = Canon(RULES)
QUOTE = "The lower gate is rotten"


def checked(quote, spoken):
    text = f"LIND: Good morning to all who came. {spoken} That was the end of the day."
    said = Source("hearing", text, (Turn("LIND", 6, len(text)),))
    return check_quote(quote, Library(RULES, CANON).adding([said]), RULES, speaker="Lind")


@pytest.mark.parametrize(
    ("spoken", "reason"),
    [
        ("Is it true that the lower gate is rotten?", "question"),
        ("Does she agree that the lower gate is rotten?", "question"),
        ("And do you really think the lower gate is rotten?", "question"),
        ("Do you believe the lower gate is rotten, or only old?", "question"),
        ("If I said the lower gate is rotten, I would be lying.", "condition"),
        ("But if it is true that the lower gate is rotten, we close it.", "condition"),
        ("I used to say the lower gate is rotten.", "used to"),
        ("For years I used to think that the lower gate is rotten.", "used to"),
        ("Suppose the lower gate is rotten.", "Suppose"),
        ("Let’s assume that the lower gate is rotten.", "Let’s assume that"),
        ("What if the lower gate is rotten?", "What if"),
    ],
)
def test_words_that_are_asked_or_supposed_are_looked_at(spoken, reason):
    found = checked(QUOTE, spoken)
    assert found.verdict is Verdict.SECONDHAND
    assert found.triage is Triage.LOOK
    assert Flag.SECOND_HAND in found.flags
    assert reason in found.why


def test_a_question_without_its_auxiliary_states_what_was_asked():
    assert checked("We have a bigger pump", "Do we have a bigger pump?").verdict is (
        Verdict.SECONDHAND
    )
    assert checked("a bigger pump", "Do we have a bigger pump?").verdict is Verdict.VERBATIM


@pytest.mark.parametrize(
    ("quote", "spoken"),
    [
        ("Is it true that the lower gate is rotten?", "Is it true that the lower gate is rotten?"),
        ("that the lower gate is rotten?", "Is it true that the lower gate is rotten?"),
        ("If I said the lower gate is rotten", "If I said the lower gate is rotten, I would lie."),
        (QUOTE, "Did you know that the lower gate is rotten?"),
        (QUOTE, "Is anybody here? The lower gate is rotten."),
        (QUOTE, "If you ask me, the lower gate is rotten."),
        (QUOTE, "I say the lower gate is rotten."),
        (QUOTE, "The lower gate is rotten, is it not?"),
        (QUOTE, "I used to work there. The lower gate is rotten."),
    ],
)
def test_words_that_are_stated_or_quoted_as_a_question_are_not(quote, spoken):
    assert checked(quote, spoken).verdict in (Verdict.VERBATIM, Verdict.STYLE)
