"""``quotecheck report`` and ``quotecheck sources``: what the desk decided, in each form."""

from __future__ import annotations

import csv
import io
import json
import re
import shlex

import pytest

from quotecheck.articles import read_article
from quotecheck.cli import main
from quotecheck.cli.report_forms import WRITERS
from quotecheck.desk import Change, Desk
from quotecheck.extraction import extract
from quotecheck.model import Attribution, Pending, Wording
from quotecheck.rules import load
from quotecheck.sources import open_library
from quotecheck.verify import check

STORY = """Council opens the bridge

“We will open the bridge in May, and not a day later,” Mara Quill said on Monday.

“I promised a new school to everybody in this town,” Olle Vance said on Tuesday.

“The harbour belongs to all of us and to nobody,” Olle Vance said.
"""
SOURCE = """\
MARA QUILL: We will open the bridge in May, and not a day later.
OLLE VANCE: I never promised a new school to anybody in this town.
"""


@pytest.fixture
def desk(tmp_path):
    """A desk on which one quotation is confirmed, one corrected, one sent to the writer."""
    (tmp_path / "drafts").mkdir()
    (tmp_path / "sources").mkdir()
    (tmp_path / "drafts" / "story.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "sources" / "meeting.txt").write_text(SOURCE, encoding="utf-8")
    rules = load()
    library = open_library([tmp_path / "sources"], rules)
    article = read_article(tmp_path / "drafts" / "story.txt")
    document = check(extract(article, rules), library, rules)
    one, two, three = (quote.id for quote in document.quotes)
    folder = tmp_path / "drafts" / ".quotecheck"
    with Desk(folder, "Ann Example", sources=library.sources, rules_hash=rules.hash) as desk:
        right = Change(wording=Wording.CONFIRMED, attribution=Attribution.CONFIRMED)
        wrong = Change(
            wording=Wording.CORRECTED,
            text="“I never promised a new school to anybody,”",
            attribution=Attribution.CORRECTED,
            speaker="Ines Harrow",
        )
        asked = Change(pending=Pending.WRITER, question="Where is this from?")
        for quote, change in ((one, right), (two, wrong), (three, asked)):
            desk.decide(document, {quote: change})
        desk.decide(document, {three: Change(private="a secret thought")})
        desk.sign(document, {three: "the writer answers tomorrow"})
    return folder


def report(desk, capsys, *options):
    sources = ["--sources", str(desk.parent.parent / "sources")]
    status = main(["report", str(desk.parent / "story.txt"), *options, *sources])
    return status, capsys.readouterr().out


def test_the_record_as_a_page(desk, capsys):
    status, page = report(desk, capsys)
    assert status == 0
    for words in ("Ann Example", "words corrected", "Ines Harrow", "the writer answers tomorrow"):
        assert words in page
    assert page.count("<h1>") == 1


@pytest.mark.parametrize("form", WRITERS)
def test_private_notes_stay_private(desk, capsys, form):
    status, text = report(desk, capsys, "--format", form)
    assert status == 0
    assert "secret thought" not in text


def test_the_record_says_which_sources_were_not_read(desk, capsys):
    (desk.parent.parent / "sources" / "<scan>.pdf").write_bytes(b"%PDF-1.4 nothing more")
    assert (
        main(
            [
                "report",
                str(desk.parent / "story.txt"),
                "--sources",
                str(desk.parent.parent / "sources"),
            ]
        )
        == 0
    )
    printed = capsys.readouterr()
    assert "1 source read" in printed.out
    assert "1 not read: &lt;scan&gt;.pdf" in printed.out
    assert "1 not read: <scan>.pdf" in printed.err


def test_a_record_without_sources_says_nothing_of_them(desk, capsys):
    assert main(["report", str(desk.parent / "story.txt")]) == 0
    assert "<h2>The sources</h2>" not in capsys.readouterr().out


def test_private_notes_come_when_asked_for_and_on_the_page_only(desk, capsys):
    status, page = report(desk, capsys, "--private")
    assert status == 0
    assert "secret thought" in page
    assert report(desk, capsys, "--private", "--format", "csv")[0] == 2


def test_csv(desk, capsys):
    _, text = report(desk, capsys, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["status"] for row in rows] == ["decided", "decided", "ask-writer"]
    assert rows[1]["corrected_speaker"] == "Ines Harrow"
    assert rows[0]["editor"] == "Ann Example"
    assert rows[2]["question"] == "Where is this from?"


def test_json_lines_follow_the_schema(desk, capsys):
    import jsonschema

    from quotecheck import record

    _, text = report(desk, capsys, "--format", "jsonl")
    (line,) = map(json.loads, text.splitlines())
    jsonschema.Draft202012Validator(record.schema()).validate(line)
    assert line["quotes"][0]["decision"]["wording"] == "confirmed"


def test_queries(desk, capsys):
    _, text = report(desk, capsys, "--format", "queries")
    assert "2 to answer" in text
    assert "? Is Ines Harrow the speaker, not Olle Vance?" in text
    assert "3. line 7, column 1: Olle Vance" in text
    assert "? Where is this from?" in text
    assert "bridge" not in text


def test_the_query_sheet_leaves_out_no_quotation_that_is_open(desk, capsys):
    for path in (desk / "decisions").iterdir():
        path.unlink()
    _, text = report(desk, capsys, "--format", "queries")
    assert all(f"{number}. line " in text for number in (1, 2, 3))
    asked, _, rest = text.partition("not decided yet, and nothing is against them:")
    assert "bridge" in rest
    assert "bridge" not in asked


def test_queries_ask_for_the_source_of_what_cannot_be_verified(desk, capsys):
    document = extract(read_article(desk.parent / "story.txt"), load())
    with Desk(desk, "Ann Example") as other:
        lost = Change(wording=Wording.CANNOT_VERIFY, attribution=Attribution.CONFIRMED)
        other.decide(document, {document.quotes[0].id: lost})
    _, text = report(desk, capsys, "--format", "queries")
    assert "1. line 3, column 1: Mara Quill" in text
    assert "? We cannot verify this: what is the source? Without one it has to come out." in text


def test_a_file_that_was_written_is_told(desk, capsys, tmp_path):
    target = tmp_path / "record.html"
    assert main(["report", str(desk.parent / "story.txt"), "-o", str(target)]) == 0
    assert f"quotecheck: wrote {target}\n" in capsys.readouterr().err
    assert main(["extract", str(desk.parent / "story.txt"), "-o", str(tmp_path / "q"), "-q"]) == 0
    assert "wrote" not in capsys.readouterr().err


def test_corrections(desk, capsys):
    _, text = report(desk, capsys, "--format", "corrections")
    assert "for  “I promised a new school to everybody in this town,”" in text
    assert "read “I never promised a new school to anybody,”" in text
    assert "speaker: for Olle Vance read Ines Harrow" in text
    assert "bridge" not in text


def test_gold_is_what_the_evaluation_reads(desk, capsys, tmp_path):
    from quotecheck.evaluation.gold import read_gold

    _, text = report(desk, capsys, "--format", "gold")
    (tmp_path / "gold.jsonl").write_text(text, encoding="utf-8")
    (document,) = read_gold(tmp_path / "gold.jsonl")
    assert document.text == STORY
    assert [quote.names for quote in document.quotes] == [("Mara Quill",), ("Ines Harrow",), ()]
    assert [quote.ignore for quote in document.quotes] == [False, False, True]


def test_verify(desk, capsys):
    status, text = report(desk, capsys, "--verify")
    assert (status, "signed by Ann Example" in text) == (0, True)
    assert re.search(r"signed by Ann Example, \d{4}-\d\d-\d\d \d\d:\d\d UTC$", text, re.MULTILINE)


def test_verify_after_another_decision(desk, capsys):
    article = read_article(desk.parent / "story.txt")
    document = extract(article, load())
    with Desk(desk, "Bo Sample") as other:
        other.decide(document, {document.quotes[0].id: Change(note="one more thing")})
    status, text = report(desk, capsys, "--verify")
    assert status == 1
    assert "changed since it was signed" in text


def test_a_whole_desk(desk, capsys):
    (desk.parent / "untouched.txt").write_text(STORY + "More.\n", encoding="utf-8")
    assert main(["report", str(desk), "--format", "jsonl"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 1


def test_reading_leaves_no_trace(tmp_path, capsys):
    (tmp_path / "story.txt").write_text(STORY, encoding="utf-8")
    assert main(["report", str(tmp_path / "story.txt"), "--format", "queries"]) == 0
    assert [each.name for each in tmp_path.iterdir()] == ["story.txt"]


def test_an_empty_desk(tmp_path, capsys):
    (tmp_path / ".quotecheck" / "decisions").mkdir(parents=True)
    (tmp_path / "story.txt").write_text(STORY, encoding="utf-8")
    assert main(["report", str(tmp_path / ".quotecheck")]) == 2
    assert "nothing was decided there" in capsys.readouterr().err


class TestSources:
    def test_list(self, desk, capsys):
        assert main(["sources", "list", str(desk.parent.parent / "sources")]) == 0
        out = capsys.readouterr().out
        assert "meeting.txt" in out
        assert "2 speakers" in out

    def test_search(self, desk, capsys):
        folder = str(desk.parent.parent / "sources")
        assert main(["sources", "search", "open the bridge in May", folder]) == 0
        assert "meeting.txt:1: = MARA QUILL" in capsys.readouterr().out
        assert main(["sources", "search", "zebra crossing", folder]) == 1

    def test_show(self, desk, capsys):
        folder = str(desk.parent.parent / "sources")
        assert main(["sources", "list", folder]) == 0
        name = capsys.readouterr().out.split()[0]
        assert main(["sources", "show", name, folder]) == 0
        assert "I never promised" in capsys.readouterr().out
        assert main(["sources", "show", "no-such", folder]) == 2
        assert "there is no source 'no-such'" in capsys.readouterr().err

    @pytest.mark.parametrize(
        ("action", "asked", "what"), [("search", "the bridge", "words"), ("show", "m.txt", "ID")]
    )
    def test_the_other_order_is_told(self, desk, capsys, action, asked, what):
        folder = str(desk.parent.parent / "sources")
        assert main(["sources", action, folder, asked]) == 2
        told = capsys.readouterr().err
        assert f"the {what} must come first, then the sources" in told
        assert f"quotecheck sources {action} {shlex.quote(asked)} {folder}" in told
        assert main(["sources", "search", "x" * 5000, folder]) == 1

    @pytest.mark.parametrize("action", ["list", "search", "show", "name", "add"])
    def test_every_action_has_examples(self, capsys, action):
        with pytest.raises(SystemExit):
            main(["sources", action, "--help"])
        assert f"examples:\n  quotecheck sources {action} " in capsys.readouterr().out
