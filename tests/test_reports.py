"""Reports: safe to open, valid for those who read them, the same words as the record."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotecheck.articles import make_article
from quotecheck.errors import InputError
from quotecheck.model import (
    Check,
    Decision,
    DiffOp,
    Document,
    Flag,
    Kind,
    Passage,
    Quotation,
    ReportVerdict,
    Speaker,
    SpeakerMatch,
    Triage,
    Verdict,
    Wording,
)
from quotecheck.reports import baseline, html, sarif, tables
from quotecheck.reports.findings import findings
from quotecheck.reports.rows import COLUMNS
from quotecheck.reports.tallies import tally

HOSTILE = '<script>alert(1)</script>\x1b]0;x\x07 & "=1+1" [bold]\u202e'


def make_document(words="“We will open it,”", *, path="a story.txt", verdict=Verdict.FLIPPED):
    lead = "First line\n\nThen, she said: "
    text = f"{lead}{words} and left.\n"
    passage = Passage("src", 0, 9, "We will not open it", path="s/meeting.txt", line=3, speaker="Q")
    check = Check(
        verdict,
        Triage.PASS if verdict is Verdict.VERBATIM else Triage.ERROR,
        SpeakerMatch.SAME,
        (Flag.NEGATION,),
        (DiffOp("=", "We will"), DiffOp("-", "not"), DiffOp("=", "open it")),
        (passage,),
        why="a negation is missing",
    )
    quote = Quotation(
        "1",
        len(lead),
        len(lead) + len(words),
        words,
        Kind.DIRECT,
        speaker=Speaker("Mara Quill"),
        check=check,
    )
    return Document(make_article(text, path=path), (quote,))


class Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.text, self.addresses = [], "", []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.addresses += [value for name, value in attrs if name in ("href", "src")]

    def handle_data(self, data):
        self.text += data


def read(page):
    reader = Reader()
    reader.feed(page)
    return reader


class TestHtml:
    def test_a_page_tells_all(self):
        page = read(html.page(make_document()))
        for words in ("We will open it", "flipped", "Mara Quill", "s/meeting.txt:3", "negation"):
            assert words in page.text

    def test_hostile_text_stays_text(self):
        document = make_document(HOSTILE)
        article = replace(document.article, title=HOSTILE, path=HOSTILE, warnings=(HOSTILE,))
        page = html.page(replace(document, article=article), [HOSTILE])
        assert "script" not in read(page).tags
        assert "<script>alert" not in page
        assert "\x1b" not in page
        assert "\u202e" not in page

    def test_a_page_fetches_nothing(self):
        page = html.page(make_document())
        assert all(address.startswith("#") for address in read(page).addresses)
        assert "default-src 'none'" in page
        assert "url(" not in page
        assert "@import" not in page

    def test_nested_and_running_quotations_are_marked(self):
        text = "“One ‘two’ three.\n\n“Four.”\n"
        outer = Quotation("1", 0, len(text) - 1, text[:-1], Kind.DIRECT)
        inner = Quotation("2", 5, 10, text[5:10], Kind.PARTIAL)
        page = html.page(Document(make_article(text), (outer, inner)))
        assert page.count("<mark") == page.count("</mark>") == 3

    def test_the_decision_stands_by_its_quotation(self):
        document = make_document()
        decision = Decision("Ann Example", "2026-01-02T03:04:05Z", Wording.WAIVED, reason="agreed")
        (quote,) = document.quotes
        text = read(html.page(replace(document, quotes=(replace(quote, decision=decision),)))).text
        assert "waived, because agreed" in text
        assert "Ann Example" in text


class TestTables:
    def read_csv(self, *documents):
        stream = io.StringIO()
        tables.write_csv(documents, stream)
        return list(csv.DictReader(io.StringIO(stream.getvalue())))

    def test_a_row_a_quotation(self):
        (row,) = self.read_csv(make_document())
        assert list(row) == list(COLUMNS)
        assert (row["line"], row["column"]) == ("3", "17")
        assert (row["verdict"], row["speaker"]) == ("flipped", "Mara Quill")
        assert row["source_text"] == "We will not open it"

    @pytest.mark.parametrize(
        "words", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\r\n=1", "＝1", "|calc"]
    )
    def test_no_formula_gets_through(self, words):
        (row,) = self.read_csv(make_document(words))
        assert row["text"].startswith(("'", "<U+"))

    @given(st.text(max_size=40))
    def test_cells_never_begin_a_formula_nor_hold_escapes(self, text):
        made = tables.cell(text)
        assert not made.lstrip().startswith(("=", "+", "-", "@"))
        assert "\x1b" not in made

    def test_parquet_is_read_back(self, tmp_path):
        pq = pytest.importorskip("pyarrow.parquet", reason="needs the extra parquet")
        tables.write_parquet([make_document(), make_document("“x\ud800”")], tmp_path / "rows")
        table = pq.read_table(tmp_path / "rows").to_pylist()
        assert [row["text"] for row in table] == ["“We will open it,”", "“x\\ud800”"]
        assert table[0]["line"] == 3
        assert table[0]["note"] is None

    def test_parquet_without_its_library(self, tmp_path, monkeypatch):
        monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
        with pytest.raises(InputError, match="extra `parquet`"):
            tables.write_parquet([make_document()], tmp_path / "rows")


class TestSarif:
    def log(self, *documents):
        stream = io.StringIO()
        sarif.write_sarif((each for one in documents for each in findings(one)), stream)
        return json.loads(stream.getvalue())

    def test_place_level_and_name(self):
        (result,) = self.log(make_document())["runs"][0]["results"]
        assert (result["ruleId"], result["level"]) == ("flipped", "error")
        place = result["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uri"] == "a%20story.txt"
        assert place["region"] == {
            "startLine": 3,
            "startColumn": 17,
            "endLine": 3,
            "endColumn": 35,
        }
        assert "s/meeting.txt:3" in result["message"]["text"]

    def test_what_passes_is_no_finding(self):
        assert self.log(make_document(verdict=Verdict.VERBATIM))["runs"][0]["results"] == []

    def test_another_library_reads_it(self):
        reader = pytest.importorskip("sarif_pydantic", reason="needs sarif-pydantic")
        log = reader.Sarif.model_validate(self.log(make_document(), make_document(HOSTILE)))
        assert log.version == "2.1.0"
        assert len(log.runs[0].results) == 2
        ids = {rule.id for rule in log.runs[0].tool.driver.rules}
        assert ids == {*(verdict.value for verdict in Verdict), "clash", "no-speakers"}

    def test_odd_names_become_addresses(self):
        assert sarif.uri("dir/a b\udcff%.txt") == "dir/a%20b%FF%25.txt"
        assert sarif.uri("/x/é.txt") == "file:///x/%C3%A9.txt"


class TestAnnotations:
    def test_one_line_each_and_no_way_out_of_it(self):
        stream = io.StringIO()
        document = make_document("“One\n::error::two, 100% sure”", path="a,b:c.txt")
        sarif.write_annotations(findings(document), stream)
        (line,) = stream.getvalue().splitlines()
        assert line.startswith("::error file=a%2Cb%3Ac.txt,line=3,endLine=4,col=17,")
        assert "100%25 sure" in line


class TestBaseline:
    def test_accepted_findings_are_found_again_where_they_moved(self, tmp_path):
        document = make_document()
        accepted = baseline.accept(findings(document), {}, reason="agreed", who="Ann Example")
        baseline.write(tmp_path / "baseline.json", accepted)
        known = baseline.read(tmp_path / "baseline.json")
        (entry,) = known.values()
        assert (entry.reason, entry.who) == ("agreed", "Ann Example")
        (quote,) = document.quotes
        text = "A new paragraph.\n\n" + document.article.text
        moved = replace(quote, start=quote.start + 18, end=quote.end + 18)
        other = Document(replace(document.article, text=text), (moved,))
        assert {each.fingerprint for each in findings(other)} == set(known)
        changed = make_document("“We will never open it,”")
        assert not {each.fingerprint for each in findings(changed)} & set(known)

    def test_who_accepted_first_stays(self):
        found = list(findings(make_document()))
        first = baseline.accept(found, {}, reason="agreed", who="Ann Example")
        again = baseline.accept(found, first, reason="later", who="Bo Sample")
        assert again == first

    @pytest.mark.parametrize("text", ["", "[]", "{}", '{"schema": 2, "accepted": []}', "[" * 9999])
    def test_what_is_no_baseline(self, tmp_path, text):
        (tmp_path / "file").write_text(text)
        with pytest.raises(InputError):
            baseline.read(tmp_path / "file")


def test_a_tally_agrees_with_its_numbers():
    found = {Triage.ERROR: 1, Triage.LOOK: 2, Triage.PASS: 0, ReportVerdict.CLASH: 2}
    assert tally(found, found) == "1 error, 2 to look at, 2 clashes"
