"""Small words: where they weigh little, and where they turn what was said."""

import pytest

from quotecheck.model import Source, Triage, Turn, Verdict
from quotecheck.rules import load
from quotecheck.sources import Library
from quotecheck.sources.canonical import Canon
from quotecheck.verify import check_quote

RULES = load()
CANON = Canon(RULES)


def checked(quote, spoken):
    text = f"LIND: Good morning to all who came. {spoken} That was the end of the day."
    said = Source("hearing", text, (Turn("LIND", 6, len(text)),))
    return check_quote(quote, Library(RULES, CANON).adding([said]), RULES, speaker="Lind")


@pytest.mark.parametrize(
    ("spoken", "quote"),
    [
        (
            "I couldn't carry it all when I was on the boat.",
            "I couldn't carry at all when I was on",
        ),
        ("We did not see it all in the winter.", "We did not see at all in the winter"),
        ("They acted as the gate was closed.", "They acted as if the gate was closed"),
        ("They paid for it all this spring.", "They paid for all this spring"),
    ],
)
def test_small_words_that_make_a_phrase_of_their_own_are_no_light_ones(spoken, quote):
    assert checked(quote, spoken).triage is Triage.ERROR


@pytest.mark.parametrize(
    ("spoken", "quote", "shown"),
    [
        (
            "We have mended this wall since the mid-1990s.",
            "mended this wall since the mid-1980s",
            "1990s",
        ),
        ("We waited for the post-harvest.", "We waited for the post-election", "harvest"),
        ("This was a tax on the upper-middle.", "This was a tax on the upper-lower", "middle"),
    ],
)
def test_the_last_word_after_a_hyphen_is_shown_beside_the_printed_one(spoken, quote, shown):
    found = checked(quote, spoken)
    assert found.verdict is Verdict.ALTERED
    assert shown in found.why


def test_a_word_added_behind_the_last_word_of_a_source():
    words = "The keeper mended the sluice before the flood"
    library = Library(RULES, CANON).adding([Source("talk", words)])
    check = check_quote(f"{words} I", library, RULES)
    assert check.verdict is not Verdict.VERBATIM
