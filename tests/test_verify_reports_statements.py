"""Reports that state nothing which could be compared are not listed."""

from __future__ import annotations

import pytest

from quotecheck.extraction import extract
from quotecheck.model import Article, Kind, ReportVerdict, Source, Turn
from quotecheck.rules import load
from quotecheck.sources import Library
from quotecheck.sources.canonical import Canon
from quotecheck.verify.check import Checker
from quotecheck.verify.reports import stated

RULES = load()
WORDS = "KELD: The ferry will need new engines, and the quay was sold in the autumn. I am glad."
TALK = Source("talk", WORDS, (Turn("KELD", 6, len(WORDS)),))
CHECKER = Checker(Library(RULES, Canon(RULES)).adding([TALK]), RULES)


def reports(text: str) -> list[str]:
    found = extract(Article("a", text), RULES, indirect=True)
    checked = CHECKER.check_document(found)
    return [quote.text for quote in checked.quotes if quote.kind is Kind.INDIRECT]


def found_in(text: str) -> int:
    found = extract(Article("a", text), RULES, indirect=True)
    return sum(quote.kind is Kind.INDIRECT for quote in found.quotes)


@pytest.mark.parametrize(
    "text",
    [
        "The wall holds, but engineers warn of spring.",
        "Mara Keld declined to say when.",
        "The mayor thanked the volunteers.",
        "Mara Keld defended the delay.",
        "Mara Keld criticised the ferry company.",
        "Mara Keld talked about the old harbour school and its friends.",
        "Mara Keld declined to comment.",
        "Mara Keld warned of a long hard winter.",
    ],
)
def test_what_only_names_a_matter_is_no_report(text):
    assert reports(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Mara Keld said that the ferry would need new engines.",
        "Mara Keld said ferries need new engines.",
        "The ferry would need new engines, Mara Keld said.",
        "Mara Keld promised to sell the old quay.",
        "Mara Keld warned of a loss of 40 ferries.",
        "Mara Keld asked whether the old quay belonged to the town.",
        "Mara Keld told reporters the old quay had been sold.",
        "Mara Keld denied selling the old quay.",
    ],
)
def test_what_states_something_is_one(text):
    assert found_in(text)
    assert reports(text)


def stated_in(text: str) -> list[str]:
    document = extract(Article("a", text), RULES, indirect=True)
    told = [quote for quote in document.quotes if quote.kind is Kind.INDIRECT]
    assert all(len(stated(quote)) == len(quote.text) for quote in told)
    return [" ".join(stated(quote).split()) for quote in told]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "The ferry will stop in May, Keld said, because the engines are too old.",
            "The ferry will stop in May because the engines are too old",
        ),
        (
            "The ferry will stop in May, Keld told reporters, if the engines fail.",
            "The ferry will stop in May if the engines fail",
        ),
        (
            "The ferry at Ellery will stop in May, Mara Keld said on Monday, if the engines fail.",
            "The ferry at Ellery will stop in May if the engines fail",
        ),
        (
            "The quay, Keld said on Monday, will close in May and open in June.",
            "will close in May and open in June",
        ),
        ("Keld said the ferry will stop.", "the ferry will stop"),
    ],
)
def test_who_says_it_in_the_midst_of_a_report_is_not_part_of_what_is_said(text, words):
    assert stated_in(f"The council met on Tuesday.\n\n{text}") == [words]


def test_the_name_and_the_day_of_the_tag_are_nothing_to_compare():
    text = (
        "The ferry will need new engines, Keld said on Friday, and the quay was sold in the autumn."
    )
    document = CHECKER.check_document(
        extract(Article("a", f"The council met.\n\n{text}"), RULES, indirect=True)
    )
    (report,) = (quote for quote in document.quotes if quote.report is not None)
    assert "Friday" in report.text
    assert report.report.verdict is ReportVerdict.SUPPORTED
    assert all(part.text not in ("Keld", "Friday") for part in report.report.particulars)
