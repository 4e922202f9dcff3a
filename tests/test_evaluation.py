"""Measuring on a gold set: reading it, matching spans, judging speakers."""

from __future__ import annotations

import gzip
import json

import pytest

from quotecheck.errors import InputError
from quotecheck.evaluation import GoldDocument, GoldQuote, read_gold, score, table
from quotecheck.model import Article, Document, Kind, Mention, Quotation, Speaker

TEXT = "“The dam will hold,” Mara Quill said. “We checked.” Ed Voss called it “a gift.”"


def span(words, text=TEXT):
    start = text.index(words)
    return start, start + len(words)


def gold(words, speaker=None, kind=Kind.DIRECT, **more):
    place = (span(speaker),) if speaker else ()
    return GoldQuote((span(words),), kind, place, speaker or "", **more)


def found(words, speaker=None, kind=Kind.DIRECT, confidence=0.95):
    start, end = span(words)
    who = Speaker(speaker, Mention(speaker, *span(speaker))) if speaker else None
    return Quotation("1", start, end, words, kind, speaker=who, rule="post", confidence=confidence)


def scored(gold_quotes, found_quotes):
    document = Document(Article("a", TEXT), tuple(found_quotes))
    return score([(GoldDocument("a", TEXT, tuple(gold_quotes)), document)])


def test_marks_and_commas_do_not_count():
    scores = scored(
        [gold("The dam will hold", "Mara Quill")], [found("“The dam will hold,”", "Quill")]
    )
    assert scores.spans.f1 == 1
    assert scores.attribution["all"].right == 1
    assert scores.end_to_end.f1 == 1


def test_a_wrong_speaker_is_no_end_to_end_hit():
    scores = scored([gold("We checked", "Mara Quill")], [found("“We checked.”", "Ed Voss")])
    assert scores.spans.f1 == 1
    assert scores.attribution["all"].wrong == 1
    assert scores.end_to_end.right == 0
    assert scores.rules["post"]["wrong"] == 1


def test_two_gold_quotes_of_one_speaker_found_as_one_both_count():
    whole = "“The dam will hold,” Mara Quill said. “We checked.”"
    quotes = [gold("The dam will hold", "Mara Quill"), gold("We checked", "Mara Quill")]
    assert scored(quotes, [found(whole, "Mara Quill")]).spans.missed == 0


def test_scare_quotes_reported_as_speech_are_counted():
    scores = scored([gold("a gift", kind=Kind.NON_SPEECH)], [found("“a gift.”", "Ed Voss")])
    assert (scores.non_speech, scores.non_speech_reported) == (1, 1)
    assert scores.spans.spurious == 1


def test_what_is_ignored_is_neither_right_nor_wrong():
    scores = scored([gold("a gift", ignore=True)], [found("“a gift.”", "Ed Voss")])
    assert (scores.spans.right, scores.spans.spurious, scores.spans.missed) == (0, 0, 0)


def test_the_table_tells_how_sure_answers_came_out():
    scores = scored([gold("We checked", "Mara Quill")], [found("“We checked.”", "Mara Quill")])
    lines = "\n".join(table(scores))
    assert "100.0 % of answers, 100.0 % right" in lines


def test_brat_standoff(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT)
    (start, end), (who, until) = span("The dam will hold"), span("Mara Quill")
    (tmp_path / "a.ann").write_text(
        f"T1\tQuote {start} {end}\tThe dam will hold\nT2\tSpeaker {who} {until}\tMara Quill\n"
        "R1\tSaid Arg1:T1 Arg2:T2\n#1\tAnnotatorNotes T1\tnote\n"
    )
    (document,) = read_gold(tmp_path)
    (quote,) = document.quotes
    assert (quote.kind, quote.spans, quote.mention) == (Kind.DIRECT, ((start, end),), "Mara Quill")


def test_brat_events(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT)
    (start, end), (who, until) = span("a gift"), span("Ed Voss")
    (tmp_path / "a.ann").write_text(
        f"T1\tContent {start} {end}\ta gift\nT2\tSource {who} {until}\tEd Voss\n"
        "T3\tCue 59 65\tcalled\nE1\tCue:T3 Content:T1 Source:T2\n"
    )
    (quote,) = next(read_gold(tmp_path / "a.ann")).quotes
    assert quote.mention == "Ed Voss"


def test_json_lines_may_be_zipped(tmp_path):
    row = {"id": "a", "text": TEXT, "quotes": [{"start": 0, "end": 20, "kind": "mixed"}]}
    path = tmp_path / "gold.jsonl.gz"
    path.write_bytes(gzip.compress(json.dumps(row).encode()))
    (document,) = read_gold(path)
    assert document.quotes[0].kind is Kind.PARTIAL


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("a.jsonl", '{"id": "a", "text": "b", "quotes": []}\n{}\n', 2),
        ("a.jsonl", '{"id": 1, "text": "b", "quotes": [{"kind": "song"}]}\n', 1),
        ("a.ann", "T1\tQuote 5 900\tx\n", 1),
    ],
)
def test_a_broken_gold_set_is_named_by_its_line(tmp_path, name, text, line):
    (tmp_path / "a.txt").write_text("short")
    (tmp_path / name).write_text(text)
    with pytest.raises(InputError) as caught:
        list(read_gold(tmp_path / name))
    assert caught.value.line == line
