"""Terms, titles and nicknames, told from words that somebody said."""

from __future__ import annotations

import pytest

from quotecheck.articles import make_article
from quotecheck.extraction.attribution.candidates import all_options
from quotecheck.extraction.attribution.preparing import prepare
from quotecheck.extraction.reading.lookalikes import looks_like_name, names_in
from quotecheck.model import Mention
from quotecheck.rules import load

RULES = load()
SAID = "“We will not sell the upper dam to anybody this year,” Mara Quill said."
LENGTH = "nobody, said at length elsewhere"
SINGLE = "nobody, single marks where most are double"
FIRST = "nobody, in the first paragraph"
OUTLET = "span is the name of an outlet"
WORK = "span in title case after what it is a title of"


def reasons(text, quoted):
    """The features of the option that the quotation with these words is nobody's."""
    work = prepare(make_article(text), RULES)
    draft = next(d for d in work.drafts if quoted in text[d.span.start : d.span.end])
    nobody = next(o for o in all_options(work, draft, None) if o.mention is None)
    return nobody.features


@pytest.mark.parametrize("words", ["the upper dam", "sell", "Will not sell"])
def test_words_that_are_said_at_length_elsewhere(words):
    assert LENGTH in reasons(f"{SAID}\n\nHer “{words}” pleased the hall.", f"“{words}”")


@pytest.mark.parametrize("words", ["the dam", "lower", "dam upper"])
def test_words_that_nobody_says_at_length(words):
    assert LENGTH not in reasons(f"{SAID}\n\nHer “{words}” pleased the hall.", f"“{words}”")


def test_a_long_quotation_does_not_repeat_itself():
    assert LENGTH not in reasons(SAID, "upper dam")


def test_single_marks_stand_out_where_most_are_double():
    text = f"Dam is ‘not for sale’.\n\n{SAID} “Not to anybody,” she added."
    assert SINGLE in reasons(text, "not for sale")
    assert SINGLE not in reasons(text, "Not to anybody")
    assert SINGLE not in reasons("The ‘dry gate’ is shut. ‘It is,’ Ed Voss said.", "dry gate")


def test_the_first_paragraph_quotes_what_is_said_below():
    text = f"Dam is “not for sale”.\n\n{SAID}"
    assert FIRST in reasons(text, "not for sale")
    assert FIRST not in reasons(text, "upper dam")


def test_names_of_outlets_and_titles_of_works_are_no_speech():
    assert OUTLET in reasons("Ed Voss spoke on “Meet the Press,” as he often does.", "Meet")
    assert WORK in reasons("Ed Voss is in the film “Low Water” this year.", "Low Water")
    assert WORK not in reasons("Ed Voss called the film “low water” for fools.", "low water")


@pytest.mark.parametrize(
    ("text", "word", "looks"),
    [
        ("Frustrations at the “slow” works grew.", "Frustrations", True),
        ("It rained. Frustrations at the “slow” works grew.", "Frustrations", True),
        ("Quillby saw the “slow” works. By noon Quillby left.", "Quillby", False),
        ("At noon, Quillby saw the “slow” works.", "Quillby", False),
        ("Quillby’s “slow” works grew, as Quillby knew.", "Quillby’s", False),
        ("“It is fine,” Quillby said.", "Quillby", False),
        ("“It is fine.” Frustrations grew.", "Frustrations", True),
        ("Senators saw the “slow” works.", "Senators", False),
        ("Quillby-Oke saw the “slow” works. Nobody told Quillby-Oke.", "Quillby-Oke", False),
    ],
)
def test_a_capital_that_begins_a_sentence_makes_no_name(text, word, looks):
    work = prepare(make_article(text), RULES)
    mention = Mention(word, text.index(word), text.index(word) + len(word))
    assert looks_like_name(text, mention, names_in(text), work.words) is looks
