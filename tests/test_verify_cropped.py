"""Words right before or behind those of a quotation that matter to them."""

import pytest

from quotecheck.model import Flag, Source, Triage, Turn, Verdict
from quotecheck.rules import load
from quotecheck.sources import Library
from quotecheck.sources.canonical import Canon
from quotecheck.verify import check_quote

RULES = load()
CANON = Canon(RULES)


def checked(quote, spoken):
    text = f"LIND: Good morning. {spoken} That is all."
    said = Source("hearing", text, (Turn("LIND", 6, len(text)),))
    return check_quote(quote, Library(RULES, CANON).adding([said]), RULES, speaker="Lind")


QUOTE = "We will open the lower gate"


@pytest.mark.parametrize(
    "behind",
    [
        "until the pumps are mended",
        "provided the pumps are mended",
        "provided that the pumps hold",
        "providing we get the pumps",
        "as long as the pumps hold",
        "so long as the pumps hold",
        "assuming the pumps hold",
        "once the pumps are mended",
        "on condition that the pumps hold",
        "on the condition that the state pays",
        "on one condition",
        "only if the pumps hold",
        "only when the pumps hold",
        "but only after the vote",
        "except on Sundays",
        "except when it rains",
        "in the event that the river rises",
        "in the event of a flood",
        "in case the river rises",
        "subject to a vote",
        "depending on the weather",
        "contingent on a vote",
        "pending a vote",
        "barring a flood",
        "unless the river falls",
        "if the river rises",
        "at least until the summer",
        "on the understanding that the state pays",
        "to the extent that we can",
        "apart from the old wing",
        "although nobody asked for it",
        "in theory",
    ],
)
@pytest.mark.parametrize("comma", ["", ","])
def test_a_condition_behind_the_words_is_shown(behind, comma):
    found = checked(QUOTE, f"{QUOTE}{comma} {behind}.")
    assert found.verdict is Verdict.VERBATIM
    assert Flag.CROPPED in found.flags
    assert found.triage is Triage.LOOK
    assert behind.split()[0] in found.why


@pytest.mark.parametrize(
    "behind",
    [
        "and we have said so since March",
        "because the town needs it",
        "on Monday",
        "in the morning",
        "so that the boats can pass",
        "once again",
        "once more this year",
        "once a week",
        "to the public",
        "with the others",
        "as soon as possible",
    ],
)
def test_what_goes_on_without_a_condition_passes(behind):
    found = checked(QUOTE, f"{QUOTE} {behind}.")
    assert Flag.CROPPED not in found.flags
    assert found.triage is Triage.PASS


def test_provided_by_somebody_is_no_condition():
    found = checked("We use the boats", "We use the boats provided by the harbor.")
    assert found.triage is Triage.PASS


@pytest.mark.parametrize(
    "after", ["Only if the pumps hold.", "But only if the pumps hold.", "Not until the vote."]
)
def test_a_sentence_of_its_own_that_only_adds_a_condition_is_shown(after):
    found = checked(QUOTE, f"{QUOTE}. {after}")
    assert Flag.CROPPED in found.flags


@pytest.mark.parametrize(
    "after", ["If the river rises, we shall see.", "But the pumps are old.", "Only Oke knew of it."]
)
def test_the_next_sentence_is_no_part_of_this_one(after):
    found = checked(QUOTE, f"{QUOTE}. {after}")
    assert Flag.CROPPED not in found.flags


@pytest.mark.parametrize(
    "before",
    [
        "Assuming the pumps hold,",
        "As long as the pumps hold,",
        "Provided the pumps hold,",
        "Once the pumps are mended,",
        "On condition that the state pays,",
        "In the event of a flood,",
        "So, unless the river falls,",
        "Only if",
        "As long as",
        "I doubt it, but on condition that",
    ],
)
def test_a_condition_before_the_words_is_shown(before):
    found = checked("we will open the lower gate", f"{before} we will open the lower gate.")
    assert Flag.CROPPED in found.flags
    assert found.triage is Triage.LOOK
