"""Messages about a difference: which words stand where, and what was let pass."""

import pytest

from quotecheck.model import Source, Turn, Verdict
from quotecheck.rules import load
from quotecheck.sources import Library
from quotecheck.sources.canonical import Canon
from quotecheck.verify import check_quote

RULES = load()
CANON = Canon(RULES)


def checked(quote, spoken, label="LIND"):
    text = f"{label}: Good morning to all who came. {spoken} That was the end of the day."
    said = Source("hearing", text, (Turn(label, len(label) + 2, len(text)),) if label else ())
    return check_quote(quote, Library(RULES, CANON).adding([said]), RULES, speaker="Ann Lind")


@pytest.mark.parametrize(
    ("spoken", "quote", "why"),
    [
        ("Half of the boats are gone.", "All of the boats are gone", "“Half”, the quote “All”"),
        ("The boats are gone for the week.", "The boats are gone for the day", "“week”"),
    ],
)
def test_a_word_is_laid_on_the_one_in_its_place_not_on_one_of_another_sentence(spoken, quote, why):
    found = checked(quote, spoken)
    assert found.verdict is Verdict.ALTERED
    assert why in found.why


@pytest.mark.parametrize(
    ("spoken", "quote"),
    [
        ("Forty, if the wind is low.", "fourteen, if the wind is low"),
        ("If the wind is low, forty.", "If the wind is low, fourteen"),
    ],
)
def test_a_number_that_a_comma_sets_off_is_laid_beside_the_one_in_its_place(spoken, quote):
    found = checked(quote, spoken)
    assert found.verdict is Verdict.ALTERED
    assert "the source has “" in found.why
    assert "orty”, the quote “fourteen”" in found.why


@pytest.mark.parametrize(
    ("quote", "allowed"),
    [
        ("She fed the cats by the old pump", "another form of a word"),
        ("She fed the cat by an old pump", "small words"),
    ],
)
def test_what_was_allowed_is_called_by_its_name(quote, allowed):
    found = checked(quote, "She fed the cat by the old pump.")
    assert found.verdict is Verdict.MINOR
    assert found.allowance == allowed


@pytest.mark.parametrize("label", ["LIND", ""])
def test_one_wrong_word_in_a_long_row_is_altered_whether_or_not_the_source_names_speakers(label):
    found = checked(
        "And then it was all over, but for the gulls",
        "And then it was all over, but for the seals.",
        label,
    )
    assert found.verdict is Verdict.ALTERED
    assert found.why.startswith("the source has “seals”, the quote “gulls”")


def test_a_name_that_may_be_the_label_is_to_be_checked():
    found = checked(
        "She fed the cat by the old pump", "She fed the cat by the old pump.", "HARBORMASTER LIND"
    )
    assert found.verdict is Verdict.VERBATIM
    assert "these words to HARBORMASTER LIND, the story to “Ann Lind”" in found.why
