"""A passage that an editor chose for a report is the one that leaves the desk."""

from dataclasses import replace

from quotecheck.model import (
    Article,
    Decision,
    Document,
    Kind,
    Particular,
    ParticularKind,
    Passage,
    Quotation,
    ReportCheck,
    ReportVerdict,
    Speaker,
    State,
)
from quotecheck.reports import html
from quotecheck.reports.chosen import report_read
from quotecheck.reports.rows import rows

WORDS = "the ferry would need four bids"
FOUND = Passage("talk", 0, 20, "The ferry is late.", speaker="PRYCE")
OWN = Passage("talk", 40, 70, "I expect four bids for it.", speaker="NOLAN")
PART = Particular(ParticularKind.SPEAKER, 0, 0, "Nolan", State.DIFFERS, "PRYCE")
CHECK = ReportCheck(
    ReportVerdict.CLASH, (FOUND, OWN), (PART,), why="the nearest passage is by PRYCE, not by Nolan"
)
REPORT = Quotation(
    "i1", 11, 11 + len(WORDS), WORDS, Kind.INDIRECT, speaker=Speaker("Nolan", None), report=CHECK
)


def decided(passage: Passage) -> Decision:
    return Decision(editor="Nell Editor", at="2026-05-14T10:00:00Z", evidence=passage)


def test_the_table_has_the_chosen_passage_and_no_reason_for_another():
    chosen = replace(REPORT, decision=decided(OWN))
    (row,) = rows(Document(Article("a", f"Nolan said {WORDS}."), (chosen,)))
    assert row["source_text"] == OWN.text
    assert row["source_speaker"] == "NOLAN"
    assert "PRYCE" not in row["why"]


def test_what_was_found_stays_behind_it():
    check = report_read(replace(REPORT, decision=decided(OWN)))
    assert check is not None
    assert check.matches == (OWN, FOUND)


def test_the_engines_own_passage_keeps_its_reason():
    assert report_read(replace(REPORT, decision=decided(FOUND))) == CHECK
    assert report_read(REPORT) == CHECK


def test_the_page_shows_the_chosen_passage_and_counts_in_english():
    direct = Quotation("1", 0, 5, "Nolan", Kind.DIRECT)
    chosen = replace(REPORT, decision=decided(OWN))
    page = html.page(Document(Article("a", f"Nolan said {WORDS}."), (direct, chosen)))
    assert OWN.text in page
    assert "the nearest passage is by PRYCE" not in page
    assert "1 quotation " in page.replace("<", " <")
