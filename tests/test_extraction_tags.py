"""A full stop inside the marks before the words that only say who spoke."""

import pytest

from quotecheck.articles import make_article
from quotecheck.extraction import extract
from quotecheck.model import Kind
from quotecheck.rules import load

RULES = load()


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“We will build a new quay here.” Mara Quill said.", "Mara Quill"),
        ("“We will build a new quay here.” Mara Quill said on Monday.", "Mara Quill"),
        ("“The tunnel is safe.” Tom Ord told reporters after the vote.", "Tom Ord"),
        ("“The tunnel is safe.” Tom Ord told the council.", "Tom Ord"),
        ("“The tunnel is safe.” Tom Ord, a councillor, said in June.", "Tom Ord"),
        ("“The tunnel is safe.” said Tom Ord.", "Tom Ord"),
    ],
)
def test_the_words_before_are_whom_the_tag_names(text, speaker):
    (quote,) = extract(make_article(f"The vote was close. {text}"), RULES).quotes
    assert quote.speaker is not None
    assert quote.speaker.name == speaker


@pytest.mark.parametrize(
    "text",
    [
        "The sign says “No Way.” Tom Ord said the tunnel was safe.",
        "The sign says “No Way.” Tom Ord said that he disagreed.",
        "The sign says “No Way.” Tom Ord told the council he would go.",
    ],
)
def test_a_sentence_that_reports_something_is_no_tag(text):
    (quote,) = extract(make_article(text), RULES).quotes
    assert quote.speaker is None or quote.speaker.name != "Tom Ord"
    assert quote.kind is not Kind.DIRECT or quote.speaker is not None
