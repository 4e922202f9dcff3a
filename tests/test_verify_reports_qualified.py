"""A report that leaves out what its passage hangs on is not called supported."""

from __future__ import annotations

import pytest
from report_samples import checked

from quotecheck.model import ReportVerdict, State


@pytest.mark.parametrize(
    ("said", "report", "left"),
    [
        (
            "We will run the night ferry all summer if the county buys the fuel.",
            "they would run the night ferry all summer",
            "if the county buys the fuel",
        ),
        (
            "If the county buys the fuel, we will run the night ferry all summer.",
            "they would run the night ferry all summer",
            "If the county buys the fuel",
        ),
        (
            "The reading room will open on Sundays as long as volunteers come forward.",
            "the reading room would open on Sundays",
            "as long as volunteers come forward",
        ),
        (
            "There is a berth for up to 30 boats at the old harbour.",
            "there was a berth for 30 boats at the old harbour",
            "up to 30",
        ),
        (
            "We have planted 300 trees or more on the common.",
            "they had planted 300 trees on the common",
            "300 trees or more",
        ),
        (
            "The county pays almost 4,000 pensions to the old crews.",
            "the county paid 4,000 pensions to the old crews",
            "almost 4,000",
        ),
    ],
)
def test_what_a_report_leaves_out_is_told(said, report, left):
    found = checked(said, report)
    assert found.verdict is ReportVerdict.RELATED
    assert f"“{left}”, which the report leaves out" in found.why


@pytest.mark.parametrize(
    ("said", "report"),
    [
        (
            "We will run the night ferry all summer if the county buys the fuel.",
            "they would run the night ferry all summer if the county bought the fuel",
        ),
        (
            "We will run the night ferry all summer if the county buys the fuel.",
            "they would run the night ferry all summer provided the county bought fuel",
        ),
        (
            "We will run the night ferry all summer. If it rains, bring a coat.",
            "they would run the night ferry all summer",
        ),
        (
            "There is a berth for up to 30 boats at the old harbour.",
            "there was a berth for up to 30 boats at the old harbour",
        ),
        (
            "There is a berth for up to 30 boats. There are 30 boats at the old harbour now.",
            "there were 30 boats at the old harbour",
        ),
    ],
)
def test_a_report_that_keeps_it_is_supported(said, report):
    assert checked(said, report).verdict is ReportVerdict.SUPPORTED


@pytest.mark.parametrize(
    ("said", "report", "there"),
    [
        (
            "The crew was not told of the harbour sale before the meeting.",
            "the crew had been told of the harbour sale",
            "not told",
        ),
        (
            "The crew was told of the harbour sale before the meeting.",
            "the crew had not been told of the harbour sale",
            "told",
        ),
        (
            "The sale of the harbour school was never made public.",
            "the sale of the harbour school had been made public",
            "never made",
        ),
    ],
)
def test_a_plain_verb_that_is_denied_clashes(said, report, there):
    found = checked(said, report)
    assert found.verdict is ReportVerdict.CLASH
    assert [part.source for part in found.particulars if part.state is State.DIFFERS] == [there]


def test_a_plain_verb_that_agrees_does_not_clash():
    said = "The crew was not told of the harbour sale before the meeting."
    assert checked(said, "the crew had not been told of the harbour sale").verdict.value != "clash"


@pytest.mark.parametrize("speaker", ["Nollan", "Greta Nollan"])
def test_a_misspelt_speaker_is_not_another_person(speaker):
    said = "We expect at least four offers for the lighthouse this winter."
    report = "they expected at least four offers for the lighthouse this winter"
    found = checked(said, report, speaker, "Greta Nolan")
    assert found.verdict is ReportVerdict.RELATED
    assert "is “Nollan” misspelt (Greta Nolan)?" in found.why


@pytest.mark.parametrize(
    ("said", "report", "there"),
    [
        (
            "The county will pay a third of the cost of the new lock gates.",
            "the county would pay half of the cost of the new lock gates",
            "third",
        ),
        (
            "Of the 112 lock gates inspected, 38 had lost more than their paint.",
            "83 of the 112 lock gates had lost more than their paint",
            "38",
        ),
    ],
)
def test_a_part_of_a_whole_clashes_with_another(said, report, there):
    found = checked(said, report)
    assert found.verdict is ReportVerdict.CLASH
    assert [part.source for part in found.particulars if part.state is State.DIFFERS] == [there]


def test_a_share_may_be_told_in_per_cent():
    said = "The county will pay 50 percent of the cost of the new lock gates."
    found = checked(said, "the county would pay half of the cost of the new lock gates")
    assert [part.state for part in found.particulars] == [State.SAME]
