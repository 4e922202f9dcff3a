"""Particulars that a passage denies, turns, leaves open, or has of somebody or something else."""

import pytest

from quotecheck.model import Particular, ParticularKind, ReportVerdict, Source, State, Turn
from quotecheck.rules import load
from quotecheck.sources import Library
from quotecheck.sources.canonical import Canon
from quotecheck.verify.reports import Report, ReportChecker

RULES = load()
ROWE = (
    "I refused to sell the paddle steamer, and I told the brewery so. "
    "We may extend the tram line to Kestrel Point, if the county pays for it. "
    "The lighthouse is unsafe, and no visitor goes up before it is mended. "
    "And the lifeboat crew? No, we should not cut the lifeboat crew. "
    "In the first 90 days I will open the fish market. "
    "The ministry in Norway pays for the buoys, all of the buoys."
)
LATER = (
    "People ask about the swimming bath. The swimming bath costs us 410,000 pounds a year, "
    "and it is worth every penny."
)
FILLER = " ".join(f"Item {number} of the agenda was read and adopted." for number in range(60))


def checker() -> ReportChecker:
    text, turns = "", []
    for who, words in (
        ("CLERK", FILLER),
        ("EDNA ROWE", ROWE),
        ("CLERK", FILLER),
        ("EDNA ROWE", LATER),
        ("CLERK", FILLER),
    ):
        text += f"{who}: "
        turns.append(Turn(who, len(text), len(text) + len(words)))
        text += f"{words}\n\n"
    source = Source("talk", text, tuple(turns), date="2026-03-03")
    return ReportChecker(Library(RULES, Canon(RULES)).adding([source]), RULES)


CHECKER = checker()


def differing(text: str) -> tuple[ReportVerdict, list[Particular]]:
    found = CHECKER.check(Report(text, "Edna Rowe", "2026-03-04"))
    return found.verdict, [part for part in found.particulars if part.state is State.DIFFERS]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("she would sell the paddle steamer to the brewery", "sell"),
        ("the tram line to Kestrel Point will be extended", "extended"),
        ("the lighthouse was safe for a visitor", "safe"),
        ("that they should cut the lifeboat crew", "cut"),
        ("she would open the fish market in the last 90 days", "last"),
        ("the ministry in Denmark paid for the buoys", "Denmark"),
        ("the swimming bath costs 380,000 pounds a year", "380,000"),
    ],
)
def test_what_the_passage_has_otherwise_is_named(text, words):
    verdict, parts = differing(text)
    assert verdict is ReportVerdict.CLASH
    assert any(words in part.text for part in parts), parts


@pytest.mark.parametrize(
    "text",
    [
        "she refused to sell the paddle steamer to the brewery",
        "the tram line to Kestrel Point may be extended",
        "the lighthouse was unsafe for a visitor",
        "that they should not cut the lifeboat crew",
        "she would open the fish market in the first 90 days",
        "the ministry in Norway paid for the buoys",
        "the swimming bath costs 410,000 pounds a year",
    ],
)
def test_what_the_passage_has_so_does_not_differ(text):
    assert differing(text) == (ReportVerdict.SUPPORTED, [])


CALENDAR = (
    "The bridge opens on Monday, May 4, and the toll starts on May 11. "
    "We bought it on 14 March 2025."
)


@pytest.mark.parametrize(
    ("text", "told", "state", "source"),
    [
        ("the bridge would open on Monday, May 4", "Monday, May 4", State.SAME, ""),
        (
            "the bridge would open on Tuesday, May 5",
            "Tuesday, May 5",
            State.DIFFERS,
            "Monday, May 4",
        ),
        ("the toll starts on May 12", "May 12", State.DIFFERS, "May 11"),
        ("the town bought it on March 14, 2025", "March 14, 2025", State.SAME, ""),
    ],
)
def test_a_date_of_a_report_is_compared_whole(text, told, state, source):
    words = f"TOM RENN: {CALENDAR}"
    where = Source("talk", words, (Turn("TOM RENN", 10, len(words)),), date="2026-04-20")
    library = Library(RULES, Canon(RULES)).adding([where])
    found = ReportChecker(library, RULES).check(Report(text, "Tom Renn", "2026-04-21"))
    dates = [each for each in found.particulars if each.kind is ParticularKind.DATE]
    assert [(each.text, each.state, each.source) for each in dates] == [(told, state, source)]
