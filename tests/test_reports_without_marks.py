"""Reports without marks in every form that leaves the desk: clashes and what an editor decided; the
rest on demand."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile

import pytest
from batch_samples import read_lines

from quotecheck.cli import main

STORY = """Ferry to go on

Mara Quill said the old dam at Harrow would hold until 2045.

“I counted 112 barges on the canal,” Quill told the meeting.

Quill said the council had set aside 40 million dollars to repair the sluice gates.

Jo Lind said that the lighthouse museum would open its bakery in spring.
"""
TALK = """Date: 2026-03-02

MARA QUILL: The old dam at Harrow will hold until 2040, the engineers tell me. I counted 112
barges on the canal. The council has set aside 40 million dollars to repair the sluice gates.

JO LIND: My grandmother kept a shop for thirty years, and I say so with pride.
"""
ALONE = "Mara Quill said the old dam at Harrow would hold until 2045.\n"
CALM = "Quill said the council had set aside 40 million dollars to repair the sluice gates.\n"


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "drafts").mkdir()
    (tmp_path / "drafts" / "story.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "talks").mkdir()
    (tmp_path / "talks" / "talk.txt").write_text(TALK, encoding="utf-8")
    return tmp_path


def check(*options):
    return main(["check", "drafts/story.txt", "--sources", "talks", "--quiet", *options])


def batch(*options):
    main_options = ["--sources", "talks", "-o", "out", "--jobs", "1", "--quiet"]
    return main(["batch", "drafts", *main_options, *options])


def report(*options):
    return main(["report", "drafts/story.txt", "--sources", "talks", *options])


def decide(monkeypatch, answers):
    monkeypatch.setattr("sys.stdin", io.StringIO(answers))
    options = ["--sources", "talks", "--plain", "--editor", "Ann"]
    main(["review", "drafts/story.txt", *options])


def text_of(page):
    return " ".join(re.sub(r"<[^>]+>", " ", page[page.index("<body") :]).split())


class TestCheck:
    def test_a_clash_fails_only_where_it_is_asked_to(self, place):
        assert check() == 0
        assert check("--fail-on", "clash") == 1

    def test_a_story_of_reports_alone_says_so_calmly(self, place, capsys):
        (place / "drafts" / "story.txt").write_text(CALM)
        assert check() == 0
        assert capsys.readouterr().out.splitlines() == [
            "drafts/story.txt: no quotations in marks",
            "drafts/story.txt: 1 report without marks: 1 supported",
        ]

    def test_whose_a_report_is_has_no_doubt_of_a_name_that_nobody_weighed(self, place, capsys):
        check("--reports", "all")
        assert "full name 0.00" not in capsys.readouterr().out

    def test_a_clash_stands_once_in_the_concise_form(self, place, capsys):
        check("--format", "concise")
        assert capsys.readouterr().out.count(": clash: ") == 1


class TestBatch:
    def test_pages_and_tables_have_the_clashes(self, place):
        assert batch("--reports", "--report", "html", "--report", "csv", "--report", "sarif") == 0
        (page,) = (place / "out" / "articles").glob("*.html")
        words = text_of(page.read_text(encoding="utf-8"))
        assert "Reported without marks" in words
        assert "2045 , the source has 2040" in words
        assert "supported" not in words
        with (place / "out" / "results.csv").open(encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        assert [(row["kind"], row["verdict"]) for row in rows] == [
            ("direct", "verbatim"),
            ("indirect", "clash"),
        ]
        sarif = json.loads((place / "out" / "results.sarif").read_text(encoding="utf-8"))
        (result,) = sarif["runs"][0]["results"]
        assert (result["ruleId"], result["level"]) == ("clash", "note")
        known = {rule["id"] for rule in sarif["runs"][0]["tool"]["driver"]["rules"]}
        assert "clash" in known
        (record,) = read_lines(place / "out" / "results.jsonl")
        assert sum(quote["kind"] == "indirect" for quote in record["quotes"]) == 3

    def test_all_of_them_on_demand(self, place):
        batch("--reports", "all", "--report", "csv")
        with (place / "out" / "results.csv").open(encoding="utf-8") as file:
            assert sum(row["kind"] == "indirect" for row in csv.DictReader(file)) == 3
        batch("--reports", "--report", "csv")  # the same results, told of otherwise
        with (place / "out" / "results.csv").open(encoding="utf-8") as file:
            assert sum(row["kind"] == "indirect" for row in csv.DictReader(file)) == 1

    def test_a_clash_fails_only_where_it_is_asked_to(self, place):
        assert batch("--reports", "--fail-on", "look") == 0
        assert batch("--fail-on", "clash") == 1

    def test_a_clash_that_was_accepted_fails_no_more(self, place):
        known = ["--baseline", "known.json", "--fail-on", "clash"]
        assert batch(*known, "--accept", "the engineers said so", "--by", "Ann") == 0
        assert batch(*known) == 0
        (place / "drafts" / "more.txt").write_text(ALONE)
        assert batch(*known) == 1


class TestReport:
    def test_the_page_has_clashes_and_what_was_decided(self, place, monkeypatch, capsys):
        decide(monkeypatch, "r\nx the year is 2040\nv\nq\n")
        assert report("-o", "record.html") == 0
        words = text_of((place / "record.html").read_text(encoding="utf-8"))
        assert "reported without marks: 1 clash, 1 without a passage, 1 supported" in words
        assert "Decision: wrong: the year is 2040" in words
        assert "report 1 ✗ wrong: the year is 2040 Ann" in words  # how it was decided
        assert "report 3 · no-passage" in words
        assert "report 2" not in words
        assert report("--reports", "all", "-o", "all.html") == 0
        assert "report 2 · supported" in text_of((place / "all.html").read_text(encoding="utf-8"))
        assert report("--reports", "none", "-o", "none.html") == 0
        none = text_of((place / "none.html").read_text(encoding="utf-8"))
        assert "eported without marks" not in none

    def test_the_other_forms(self, place, monkeypatch, capsys):
        decide(monkeypatch, "r\nx the year is 2040\nq\n")
        capsys.readouterr()
        report("--format", "csv")
        rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
        assert [(row["verdict"], row["reading"], row["reason"]) for row in rows[1:]] == [
            ("clash", "wrong", "the year is 2040")
        ]
        report("--format", "queries")
        assert "report 1. line 3, column 17: Mara Quill" in capsys.readouterr().out
        report("--format", "corrections")
        assert "wrong: the year is 2040" in capsys.readouterr().out
        report("--format", "jsonl")
        record = json.loads(capsys.readouterr().out)
        assert [quote["kind"] for quote in record["quotes"]] == ["direct", "indirect"]
        assert report("--verify") == 1
        assert "report 1 wrong: the year is 2040" in capsys.readouterr().out

    def test_a_wrong_report_is_done_by_hand(self, place, monkeypatch, capsys):
        decide(monkeypatch, "r\nx the year is 2040\nq\n")
        assert report("--apply") == 1
        assert (
            "report 1, by hand: it is wrong (the year is 2040): put it right, or take it out"
            in capsys.readouterr().err
        )

    def test_a_signature_is_sound_whichever_reports_are_shown(self, place, monkeypatch, capsys):
        decide(monkeypatch, "r\nv\nr\na\ny\n")
        for which in ("none", "clash", "all"):
            assert report("--verify", "--reports", which) == 0

    def test_comments_in_word_and_the_way_back(self, place, monkeypatch, capsys):
        decide(monkeypatch, "r\nx the year is 2040\nq\n")
        assert report("--format", "docx", "-o", "copy.docx") == 0
        with zipfile.ZipFile(place / "copy.docx") as file:
            comments = file.read("word/comments.xml").decode()
        assert "Report 1: clash (reported without quotation marks)" in comments
        assert "Decision: wrong: the year is 2040" in comments
        assert "supported" not in comments
        answered = comments.replace(
            "Answer with Reply, or below this line.</w:t></w:r></w:p>",
            "Answer with Reply, or below this line.</w:t></w:r></w:p>"
            "<w:p><w:r><w:t>It is 2040, mended.</w:t></w:r></w:p>",
            1,
        )
        with (
            zipfile.ZipFile(place / "copy.docx") as old,
            zipfile.ZipFile(place / "back.docx", "w") as new,
        ):
            for name in old.namelist():
                same = name != "word/comments.xml"
                new.writestr(name, old.read(name) if same else answered)
        assert report("--read", "back.docx", "--editor", "Ann") == 0
        assert "report 1: the writer: It is 2040, mended." in capsys.readouterr().err
        report("--format", "csv")
        rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
        assert rows[1]["note"] == "the writer: It is 2040, mended."
