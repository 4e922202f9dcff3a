"""Speakers that belong to somebody, one or many: an engineers' report, the Joneses’ lawyer."""

from __future__ import annotations

import pytest

from quotecheck.articles import make_article
from quotecheck.extraction import extract
from quotecheck.model import Kind
from quotecheck.rules import load

RULES = load()
OWNED = [
    "an engineers' report",
    "the teachers' union",
    "the Governors' Office",
    "a workers' group",
    "the Joneses' lawyer",
    "Mr. Hopkins' lawyer",
    "Mr. Sanchez' lawyer",
    "the United States' envoy",
    "the boss' report",
    "the city's lawyer",
    "the mill's owners",
    "a school's report",
]


def told(text: str, kind: Kind) -> list[tuple[str, str | None]]:
    found = extract(make_article(text), RULES, indirect=True).quotes
    return [
        (quote.text, quote.speaker.name if quote.speaker else None)
        for quote in found
        if (quote.kind is Kind.INDIRECT) is (kind is Kind.INDIRECT)
    ]


def marked(words: str) -> list[str]:
    return [words, words.replace("'", "’")]


@pytest.mark.parametrize("words", [each for owned in OWNED for each in marked(owned)])
def test_whoever_is_somebodys_is_named_in_full(words):
    opening = words[0].upper() + words[1:]
    indirect = told(f"The council met. {opening} said the wall was unsafe.", Kind.INDIRECT)
    assert indirect == [("the wall was unsafe", opening)]
    for tag in (f"{words} said", f"said {words}"):
        direct = told(f"The council met. “The wall is unsafe,” {tag}.", Kind.DIRECT)
        assert direct == [("“The wall is unsafe,”", words)]


@pytest.mark.parametrize("mark", ["'", "’"])
def test_a_person_set_off_behind_them_is_named(mark):
    text = f"James Hopkins{mark} lawyer, Mara Quill, said the family would appeal."
    assert told(text, Kind.INDIRECT) == [("the family would appeal", "Mara Quill")]


@pytest.mark.parametrize("mark", ["'", "’"])
def test_what_many_own_is_reported_whole(mark):
    text = f"Quill said the teachers{mark} pay would rise by 4 percent."
    assert told(text, Kind.INDIRECT) == [
        (f"the teachers{mark} pay would rise by 4 percent", "Quill")
    ]
