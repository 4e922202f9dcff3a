"""Drafts and quote lists."""

from __future__ import annotations

import pytest

from quotecheck.articles import make_article, read_article, read_quote_list
from quotecheck.errors import InputError
from quotecheck.extraction import extract
from quotecheck.rules import load


def test_the_headline_is_the_title():
    article = make_article(
        "Politics\n\nMayor says dam ‘will hold’ after flood\n\nThe mayor said so."
    )
    assert article.title == "Mayor says dam ‘will hold’ after flood"


def test_a_story_without_a_headline_has_no_title():
    assert make_article("The mayor said so on Monday in the town hall.").title is None


def test_the_date_is_in_the_head_or_in_the_name():
    assert make_article("Date: 2024-05-06\n\nStory", path="x/story.txt").date == "2024-05-06"
    assert make_article("Story", path="x/2024-05-07-dam.txt").date == "2024-05-07"
    assert make_article("Story on 2024-05-08", path="x/dam.txt").date is None


def test_front_matter_is_about_the_story_and_no_part_of_it():
    head = "---\ntitle: \"Mayor calls dam ‘sound’\"\ndate: '2024-05-06'\n---\n\n"
    text = f"{head}“It holds,” Quill said.\n"
    article = make_article(text)
    assert (article.title, article.date) == ("Mayor calls dam ‘sound’", "2024-05-06")
    assert [quote.text for quote in extract(article, load()).quotes] == ["“It holds,”"]


def test_an_empty_article_is_refused(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(" \n\n")
    with pytest.raises(InputError, match="is empty"):
        read_article(path)


def test_a_list_of_quotes_as_json_lines(tmp_path):
    path = tmp_path / "list.jsonl"
    path.write_text(
        '{"id": "q7", "quote": "We will hold", "speaker": "Mara Quill", "date": "2024-05-06"}\n'
        '\n{"quote": "No\u2028way", "speaker": null}\n'
    )
    document = read_quote_list(path)
    first, second = document.quotes
    assert (first.id, first.speaker.name, first.date) == ("q7", "Mara Quill", "2024-05-06")
    assert (second.id, second.speaker) == ("2", None)
    for quote in document.quotes:
        assert document.article.text[quote.start : quote.end] == quote.text


def test_a_list_of_quotes_as_csv(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text('id,quote,speaker\n1,"We, all of us,\nwill hold",Mara Quill\n')
    assert read_quote_list(path).quotes[0].text == "We, all of us,\nwill hold"


@pytest.mark.parametrize(
    ("name", "text", "line", "reason"),
    [
        ("a.jsonl", '{"quote": "a"}\n{"quote": \n', 2, "not JSON"),
        ("a.jsonl", "[1]\n", 1, "not a JSON object"),
        ("a.jsonl", '{"id": 1}\n', 1, "no quote"),
        ("a.jsonl", '{"quote": ["a"]}\n', 1, "must be text"),
        ("a.jsonl", "[" * 100_000 + "\n", 1, "not JSON"),
        ("a.csv", "id,words\n1,a\n", 1, "no column 'quote'"),
        ("a.csv", "id,quote\n1,\n", 2, "no quote"),
    ],
)
def test_a_row_that_cannot_be_read_is_named_by_its_line(tmp_path, name, text, line, reason):
    path = tmp_path / name
    path.write_text(text)
    with pytest.raises(InputError, match=reason) as caught:
        read_quote_list(path)
    assert caught.value.line == line
