"""The first article, end to end: eight quoted spans, and what must come out of each."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from quotecheck.cli import main

SEEDS = Path(__file__).parents[1] / "seeds"
STORY = SEEDS / "000_22d4084aa8b8ec3d.txt"

SPANS = [
    # words, kind, medium, via, verdict, flags
    ("‘when the time is right’", "headline", None, None, "not-found", []),
    ("“Leaving South Korea", "direct", "tweet", None, "verbatim", []),
    ("“Stood on the soil", "direct", "tweet", None, "verbatim", []),
    ("“when the time is right.”", "partial", None, None, "not-found", []),
    ("“not looking for speed”", "partial", None, None, "verbatim", []),
    ("“looking to get it right.”", "partial", None, None, "verbatim", ["sources-disagree"]),
    ("“We are going to have teams", "direct", None, "The Guardian", "verbatim", []),
    ("“at some point during", "partial", "speech", None, "verbatim", ["sources-disagree"]),
]


def quotes_of(capsys, *options):
    arguments = ["check", str(STORY), "--sources", str(SEEDS / "sources"), "--format", "json"]
    assert main([*arguments, *options]) == 1
    (document,) = json.loads(capsys.readouterr().out)
    return [quote for quote in document["quotes"] if quote["kind"] != "indirect"]


@pytest.fixture
def quotes(capsys, monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return quotes_of(capsys)


@pytest.mark.parametrize("number", range(len(SPANS)))
def test_each_span(quotes, number):
    words, kind, medium, via, verdict, flags = SPANS[number]
    quote = quotes[number]
    assert quote["text"].startswith(words)
    assert quote["kind"] == kind
    assert medium in (None, quote["medium"])
    assert quote["via"] == via
    assert quote["check"]["verdict"] == verdict
    assert set(flags) <= set(quote["check"]["flags"])


def test_the_nearest_passage_of_what_is_not_found_is_shown(quotes):
    for number in (0, 3):
        nearest = quotes[number]["check"]["matches"][0]
        assert nearest["near"]
        assert "at the right time" in nearest["text"].lower()


def test_all_are_his_under_the_fullest_name_that_the_article_gives(quotes):
    assert [quote["speaker"]["name"] for quote in quotes] == ["Trump"] * 8


def test_all_are_his_under_the_desks_own_name(capsys, monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    rules = tmp_path / "desk.yaml"
    rules.write_text(
        "extends: default\npeople:\n  Donald Trump: @realDonaldTrump, President Trump\n"
    )
    quotes = quotes_of(capsys, "--rules", str(rules))
    assert [quote["speaker"]["name"] for quote in quotes] == ["Donald Trump"] * 8
    tweets = [quote["check"]["speaker_match"] for quote in quotes[1:3]]
    assert tweets == ["same", "same"]


def test_the_template_debris_stays_where_it_is(quotes):
    text = STORY.read_bytes().decode()
    assert "{mosads}" in text
    for quote in quotes:
        assert text[quote["start"] : quote["end"]] == quote["text"]
        assert "mosads" not in (quote["speaker"]["mention"]["text"])
