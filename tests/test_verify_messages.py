"""Messages about a difference: which words stand where, and what was let pass."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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


@pytest.mark.parametrize(
    ("spoken", "quote", "shown"),
    [
        ("We can't mend the old pump.", "We can mend the old pump", "-can't +can"),
        ("We can mend the old pump.", "We can’t mend the old pump", "-can +can’t"),
        ("It wasn't a good week for us.", "It was a good week for us", "-wasn't +was"),
        ("It was Petra's boat that sank.", "It was Paula’s boat that sank", "-Petra's +Paula’s"),
        ("They'll never close the old mill.", "They close the old mill", "-They'll never +They"),
        ("They can not mend the old pump.", "They can mend the old pump", "-not"),
    ],
)
def test_words_that_differ_are_shown_and_told_whole(spoken, quote, shown):
    found = checked(quote, spoken)
    changes = [step.op + step.words for step in found.diff if step.op != "="]
    assert " ".join(changes) == shown
    for part in changes:
        assert f"“{part[1:]}”" in found.why


FRAGMENTS = [
    "I'd",
    "would",
    "we",
    "can",
    "can't",
    "won't",
    "it's",
    "she'd",
    "Ann's",
    "boat",
    "mill",
    "the",
]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(FRAGMENTS), min_size=4, max_size=9),
    st.lists(st.sampled_from(FRAGMENTS), max_size=3),
    st.integers(0, 8),
)
def test_a_difference_has_all_the_words_of_both_sides_once(said, other, at):
    spoken = ["Nobody", "painted", *said, "purple", "zebras"]
    quote = ["Nobody", "painted", *said[:at], *other, *said[at + 1 :], "purple", "zebras"]
    found = checked(" ".join(quote), " ".join(spoken) + ".")
    for op in "-", "+":
        words = " ".join(step.words for step in found.diff if step.op in ("=", op))
        wanted = quote if op == "+" else spoken
        if found.diff and len(found.matches) == 1 and "order" not in found.why:
            assert CANON.forms(words) == CANON.forms(" ".join(wanted))


def test_a_question_is_shown_beside_the_answer_that_was_made_of_it():
    text = "FINCH: So you were terrified up there?\nLIND: No, I am used to it.\n"
    turns = Turn("FINCH", 7, text.index("LIND")), Turn("LIND", text.index("No,"), len(text))
    library = Library(RULES, CANON).adding([Source("talk", text, turns)])
    found = check_quote("I was terrified", library, RULES, speaker="Ann Lind")
    assert found.verdict is Verdict.NOT_FOUND
    assert [each.text for each in found.matches] == ["So you were terrified up there?"]
