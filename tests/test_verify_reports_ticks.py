"""Lines that `--particulars` ticks off: about the story, shares, years, ages, names that begin a
sentence."""

import pytest

from quotecheck.model import Article, Source, Turn
from quotecheck.rules import load
from quotecheck.sources import Library
from quotecheck.sources.canonical import Canon
from quotecheck.verify.reports.story import Ticker

RULES = load()
TALK = (
    "The county pays 35 percent of the pier. Two barges sank in 2019 off Kestrel Point. "
    "I am 61 years old, and Kowalczyk has known me for long. "
    "The work begins in the first week of May. The inner basin takes up to 45 rowing boats. "
    "The harbour board pays a third of the cost of the basin. "
    "The vote is seven in favour, two against. "
    "The contract for the lock gates will be signed on Friday."
)


def ticks(text: str) -> dict[tuple[str, str], tuple[str, str]]:
    words = f"ELIN VASS: {TALK}"
    source = Source(
        "talk",
        words,
        (Turn("ELIN VASS", 11, len(words)),),
        title="Port Ellery council",
        date="2026-03-12",
    )
    library = Library(RULES, Canon(RULES)).adding([source])
    found = Ticker(library, RULES).ticks(Article("a", text))
    return {(each.kind.value, each.text): (each.state.value, each.source) for each in found}


def test_the_byline_and_the_dateline_are_no_particulars():
    found = ticks("A pier is built\nBy Ada Newcomer\nMarch 13, 2026\n\nElin Vass spoke there.\n")
    assert not {"Ada Newcomer", "Newcomer", "March 13, 2026"} & {text for _, text in found}


@pytest.mark.parametrize(
    ("text", "key", "expected"),
    [
        ("The county gives 35 per cent of it.", ("number", "35"), ("same", "")),
        ("Two barges sank in 2018 off Kestrel Point.", ("date", "2018"), ("differs", "2019")),
        ("We met Elin Vass, 62, on the pier.", ("age", "62"), ("differs", "61")),
        ("We met Elin Vass, 61, on the pier.", ("age", "61"), ("same", "")),
        ("It is late. Kowalcyzk knew her.", ("name", "Kowalcyzk"), ("differs", "Kowalczyk")),
        ("We saw Elin Vas there.", ("name", "Elin Vas"), ("differs", "Vass")),
        ("It was on Feb. 21.", ("date", "Feb. 21"), ("missing", "")),
        ("They live in Port Ellery now.", ("name", "Port Ellery"), ("same", "")),
        ("The board will pay for a third of the basin.", ("number", "third"), ("same", "")),
        ("The board held its vote, 7–2 on Monday.", ("number", "7"), ("same", "")),
        ("The board held its vote, 8–2 on Monday.", ("number", "8"), ("missing", "")),
        ("It plays in the third week there.", ("number", "third"), ("missing", "")),
        ("The basin takes 45 rowing boats.", ("number", "45"), ("differs", "up to 45")),
        ("The basin takes up to 45 rowing boats.", ("number", "45"), ("same", "")),
        ("The contract for the gates is signed on Friday.", ("date", "Friday"), ("same", "")),
        (
            "The contract for the gates is signed on Thursday.",
            ("date", "Thursday"),
            ("differs", "Friday"),
        ),
        ("The band plays there on Thursday.", ("date", "Thursday"), ("same", "")),
        ("It begins in the first week of May.", ("date", "May"), ("same", "")),
    ],
)
def test_each_is_ticked_off(text, key, expected):
    assert ticks(text)[key] == expected
