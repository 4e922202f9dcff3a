"""The stories that come with the project, checked against the sources that come with it."""

from pathlib import Path

import pytest

from quotecheck.articles import read_article
from quotecheck.extraction import extract
from quotecheck.model import Flag, Medium, SpeakerMatch, Verdict
from quotecheck.rules import load
from quotecheck.sources import open_library
from quotecheck.verify import Checker, check

SEEDS = Path(__file__).parents[1] / "seeds"
RULES = load()


LEAVING = "“Leaving South Korea after a wonderful meeting with Chairman Kim Jong Un,”"
STOOD = "“Stood on the soil of North Korea, an important statement for all, and a great honor!”"
TEAMS = (
    "“We are going to have teams, they are going to meet over the next weeks, "
    "they are going to start a process and we will see what happens,”"
)
SANCTIONS = "“at some point during the negotiations things can happen.”"


@pytest.mark.parametrize(
    ("words", "medium", "verdict", "flag", "place"),
    [
        ("‘when the time is right’", "unknown", "not-found", None, "At the right time"),
        (LEAVING, "tweet", "verbatim", None, "Leaving South Korea"),
        (STOOD, "tweet", "verbatim", None, "Stood on the soil"),
        ("“not looking for speed”", "unknown", "verbatim", None, "not looking for speed"),
        ("“looking to get it right.”", "unknown", "verbatim", "sources-disagree", "looking to get"),
        (TEAMS, "unknown", "verbatim", None, "We are going to have teams"),
        (SANCTIONS, "speech", "verbatim", "sources-disagree", "at some point during the neg"),
    ],
)
def test_the_words_of_the_published_story(words, medium, verdict, flag, place):
    checker = Checker(open_library([SEEDS / "sources"], RULES), RULES)
    found = checker.check(words, speaker="Trump", medium=Medium(medium))
    assert found.verdict == verdict
    assert found.speaker_match is SpeakerMatch.SAME
    assert list(found.flags) == ([Flag(flag)] if flag else [])
    assert found.matches[0].text.startswith(place)
    assert found.matches[0].near == (verdict == "not-found")


def test_the_samples_show_every_verdict():
    library = open_library([SEEDS / "samples" / "sources"], RULES)
    assert not library.warnings
    found = {}
    for path in sorted((SEEDS / "samples" / "stories").iterdir()):
        document = check(extract(read_article(path), RULES), library, RULES)
        for quote in document.quotes:
            found[quote.text.strip("“”").split(",")[0][:34]] = quote.check.verdict
    assert found == {
        "This pier will pay for itself in n": Verdict.VERBATIM,
        "We would not support a loan of mor": Verdict.STYLE,
        "We are going to sell the old slipw": Verdict.FLIPPED,
        "The old slipway has served four ge": Verdict.MARKED,
        "The pier will never be finished": Verdict.SECONDHAND,
        "My crews can start in the first we": Verdict.MISATTRIBUTED,
        "I saw the light on the marker go o": Verdict.DROPPED,
        "We slowed to nine knots and I soun": Verdict.ALTERED,
        "There were thirty-one people aboar": Verdict.MINOR,
        "I would take the same course again": Verdict.NOT_FOUND,
        "Because the flour costs twice what": Verdict.STYLE,
        "I never wanted a chain. My apprent": Verdict.SPLICED,
        "I will miss them more than the bre": Verdict.VERBATIM,
    }
    assert set(found.values()) == set(Verdict) - {Verdict.UNCHECKED}
