"""Words beside the name of a speaker that are untrue of anybody else."""

import pytest

from quotecheck.articles import parse_article
from quotecheck.desk.describing import description
from quotecheck.extraction import extract
from quotecheck.rules import load

RULES = load()


def described(story):
    article = parse_article(story.encode(), "story.txt")
    return description(article.text, extract(article, RULES).marked[0])


@pytest.mark.parametrize(
    ("story", "words"),
    [
        ("“We lost it,” said Owen Pask, who ran it for 11 years.", "who ran it for 11 years"),
        ("“We lost it,” Owen Pask, who runs the club, said.", "who runs the club"),
        ("“We lost it,” said Owen Pask, 58.", "58"),
        ("“We lost it,” said Owen Pask, a retired pilot, on Monday.", "a retired pilot"),
        ("“We lost it,” said Owen Pask of Millgate police.", "of Millgate police"),
        ("“We lost it,” said Owen Pask (Labour).", "Labour"),
        ("“We lost it,” said Owen Pask — a pilot for 30 years — at noon.", "a pilot for 30 years"),
        ("“We lost it,” said harbour master Owen Pask.", "harbour master"),
        ("Resident Owen Pask disagreed. “We lost it,” he said.", ""),
        ("“We lost it,” said Owen Pask,\nwho runs\nthe club.", "who runs the club"),
    ],
)  # fmt: skip
def test_what_is_said_of_the_speaker_alone_is_found(story, words):
    assert described(story) == words


@pytest.mark.parametrize(
    "story",
    [
        "“We lost it,” said Owen Pask.",
        "“We lost it,” said Owen Pask, “and we are sorry.”",
        "“We lost it,” Owen Pask said on Monday.",
        "“We lost it,” Owen Pask later told the Courier.",
        "“We lost it,” said Owen Pask, adding that nobody had called.",
        "“We lost it,” said Owen Pask on Tuesday.",
        "“We lost it,” said Owen Pask in a letter to members.",
        "On Tuesday Owen Pask said: “We lost it.”",
        "But Owen Pask said: “We lost it.”",
        "In May, Owen Pask said: “We lost it.”",
        "According to Owen Pask, “we lost it”.",
        "“We lost it.” — Owen Pask",
        "“We lost it,” said the coach, Owen Pask.",  # no name alone: nothing is put in its place
    ],
)
def test_when_where_and_how_something_is_said_describes_nobody(story):
    assert described(story) == ""
