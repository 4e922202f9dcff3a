"""A desk's house style: what an editor writes there has the effect that it seems to have."""

from __future__ import annotations

from pathlib import Path

import pytest

from quotecheck import rules
from quotecheck.model import Source, Turn, Verdict
from quotecheck.sources import Library
from quotecheck.sources.canonical import Canon
from quotecheck.verify import check_quote


def verdict(tmp_path: Path, style: str, printed: str, spoken: str) -> Verdict:
    """The verdict on ``printed`` under a desk's ``style``, when the source has ``spoken``."""
    desk = tmp_path / "desk.yaml"
    desk.write_text(f"extends: default\nwording:\n  style:\n    {style}\n", encoding="utf-8")
    known = rules.load(desk)
    text = f"LIND: Good morning to all who came. {spoken} That was the end of the day."
    source = Source("hearing", text, (Turn("LIND", 6, len(text)),))
    library = Library(known, Canon(known)).adding([source])
    return check_quote(printed, library, known, speaker="Lind").verdict


@pytest.mark.parametrize(
    ("style", "printed", "spoken"),
    [
        ("spellings: {Brannyk: Brannik}", "We left Brannyk in the spring", "Brannik"),
        ("spellings: {brannyk: Brannik}", "We left Brannyk in the spring", "Brannik"),
        ("contractions: {Y’know: you know}", "We left y’know in the spring", "you know"),
        ("equivalents: [Brannyk = Brannik]", "We left Brannyk in the spring", "Brannik"),
        ("equivalents: Brannyk = Brannik", "We left Brannyk in the spring", "Brannik"),
        (
            "equivalents: [relief centre = aid centre]",
            "We left the aid centre in the spring",
            "the relief centre",
        ),
        (
            "equivalents: [Board of Harbour Works = Harbour Board]",
            "We left the Harbour Board in the spring",
            "the Board of Harbour Works",
        ),
        (
            "equivalents: [house of the harbour poor = home for the harbour poor]",
            "We left the home for the harbour poor in the spring",
            "the house of the harbour poor",
        ),
        ("magnitudes: {Crore: 10000000}", "We left 2 crore in the spring", "20 million"),
    ],
)
def test_a_desk_writes_either_way(tmp_path: Path, style: str, printed: str, spoken: str) -> None:
    found = verdict(tmp_path, style, printed, f"We left {spoken} in the spring.")
    assert found in (Verdict.STYLE, Verdict.VERBATIM)
    plain = verdict(tmp_path, "spellings: {zyx: zyw}", printed, f"We left {spoken} in the spring.")
    assert plain not in (Verdict.STYLE, Verdict.VERBATIM)


@pytest.mark.parametrize("spelling", ["{center: centre}", "{Center: Centre, centre: centir}"])
def test_spellings_that_turn_those_that_are_shipped_round_leave_them_equal(
    tmp_path: Path, spelling: str
) -> None:
    spoken = "We left the center in the spring."
    printed = "We left the centre in the spring"
    found = verdict(tmp_path, f"spellings: {spelling}", printed, spoken)
    assert found in (Verdict.STYLE, Verdict.VERBATIM)
