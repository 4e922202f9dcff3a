"""The number of decided quotations, which is the same wherever it is told."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from desk_samples import council
from lxml import etree

from quotecheck.desk import Change, Desk
from quotecheck.desk.queue import Filter, progress
from quotecheck.desk.signoff import signature
from quotecheck.model import Attribution, Pending, Wording
from quotecheck.reports.decided import Verified, gold, queries, record_rows, status_lines
from quotecheck.reports.record_page import Options, record_page
from quotecheck.tui.dialogs.sign import summary

RIGHT = Change(wording=Wording.CONFIRMED, attribution=Attribution.CONFIRMED)
WRONG = Change(wording=Wording.CANNOT_VERIFY, reason="no source")
ASKED = Change(pending=Pending.WRITER, question="Who?")


@pytest.fixture
def state(tmp_path):
    """One quotation confirmed, one disputed, one asked about, one asked about after it was
    decided, one with a note alone; the last of six is not speech."""
    document = council()
    asked, right, disputed, anew, noted, _ = (quote.id for quote in document.quotes)
    folder = tmp_path / ".quotecheck"
    with Desk(folder, "Ann") as ann, Desk(folder, "Bo") as bo:
        ann.decide(document, {asked: ASKED})
        ann.decide(document, {right: RIGHT})
        bo.state(document)
        ann.decide(document, {disputed: RIGHT})
        bo.decide(document, {disputed: WRONG})
        bo.decide(document, {anew: RIGHT})
        bo.decide(document, {anew: ASKED})
        bo.decide(document, {noted: Change(note="read this again")})
    with Desk(folder, "Ann") as desk:
        return desk.state(document)


def on_page(state) -> dict[str, int]:
    root = etree.HTML(record_page([Verified(state, signed=False)], Options(editor="Ann")))
    labels = ["".join(each.itertext()).strip() for each in root.findall(".//label")]
    return {label.partition(":")[0]: int(re.search(r": (\d+)", label)[1]) for label in labels}


def test_only_what_stands_is_decided(state):
    assert Counter(quote.status.value for quote in state.quotes) == {
        "decided": 1,
        "conflict": 1,
        "ask-writer": 2,
        "open": 1,
        "aside": 1,
    }
    assert [quote.decided_by for quote in state.quotes] == ["", "Ann", "", "", "", ""]


def test_every_count_of_decided_quotations_agrees(state):
    record = Verified(state, signed=False)
    signed = signature(state, "", (), ())
    rows = list(record_rows([record]))
    (learned,) = gold([record])
    told = ["".join(span.text for span in line) for line in summary(state, "Ann")]
    counts = {
        "progress": progress(state).decided,
        "filter": sum(map(Filter(states="decided").shows, state.quotes)),
        "signature": signed.decided,
        "signing": int(told[0].split()[0]),
        "page": on_page(state)["decided by me (Ann)"],
        "status": int(re.search(r"(\d+) of 5 decided", next(status_lines([record])))[1]),
        "table": sum(row["decided_at"] is not None for row in rows),
        "gold": sum("ignore" not in row for row in learned["quotes"]),
    }
    assert set(counts.values()) == {1}, counts
    assert signed.open == progress(state).open == on_page(state)["open quotations"] == 4


def test_the_page_says_why_what_was_said_is_no_decision(state):
    root = etree.HTML(record_page([Verified(state, signed=False)]))
    leads = [
        sorted(f"{lead.text}{lead.tail}".strip() for lead in card.findall("p/strong"))
        for card in root.xpath("//article[@data-mark]")
    ]
    assert leads == [
        ["Not decided: flagged for the writer", "Question: Who?"],
        ["Decision: confirmed"],
        [
            "Not decided: disputed, Ann: ✓ confirmed",
            "Not decided: disputed, Bo: ✗ cannot be verified",
        ],
        ["Not decided: confirmed, flagged for the writer", "Question: Who?"],
        ["Not decided: a note", "Note: read this again"],
        [],
    ]
    assert "decided by Bo" not in on_page(state)


def test_the_query_sheet_lists_what_is_not_decided(state):
    text = "\n".join(queries([Verified(state, signed=False)]))
    numbers = re.findall(r"^ *(\d)\. line", text, re.MULTILINE)
    assert sorted(numbers) == ["1", "3", "4", "5"]
