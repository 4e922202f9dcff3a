"""Reports that state nothing which could be compared are not listed."""

from __future__ import annotations

import pytest

from quotecheck.extraction import extract
from quotecheck.model import Article, Kind, Source, Turn
from quotecheck.rules import load
from quotecheck.sources import Library
from quotecheck.sources.canonical import Canon
from quotecheck.verify.check import Checker

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
