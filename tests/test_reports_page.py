"""The checking record as a page: what people outside the terminal use."""

from __future__ import annotations

import base64
import hashlib
import re
import shutil
import subprocess
from dataclasses import replace
from itertools import pairwise

import pytest
from desk_samples import council, reported
from lxml import etree

from quotecheck.desk import Change, Desk
from quotecheck.model import Attribution, Passage, Pending, Reading, Source, Wording
from quotecheck.reports.decided import Verified
from quotecheck.reports.links import links_in
from quotecheck.reports.record_page import Options, record_page

RIGHT = Change(wording=Wording.CONFIRMED, attribution=Attribution.CONFIRMED)
CHROMIUM = shutil.which("chromium")


def record(folder, document=None):
    document = document or council()
    quotes = document.quotes
    with Desk(folder / ".quotecheck", "Ann") as desk:
        desk.decide(document, {quotes[1].id: RIGHT})
        desk.decide(document, {quotes[2].id: Change(pending=Pending.WRITER, question="Who?")})
    with Desk(folder / ".quotecheck", "Bo <b>") as desk:
        desk.decide(document, {quotes[3].id: RIGHT})
        return Verified(desk.state(document), signed=False, faults=("a line is gone",))


def tree(page):
    return etree.HTML(page)


@pytest.fixture
def page(tmp_path):
    return record_page([record(tmp_path)], Options(editor="Ann", sources=("1 source read",)))


def test_every_mark_leads_to_its_evidence_and_back(page):
    root = tree(page)
    marks = root.findall(".//mark")
    assert len(marks) == 6
    for mark in marks:
        (card,) = root.xpath("//*[@id=$name]", name=mark.find("a").get("href")[1:])
        assert card.get("data-mark") == mark.get("id")
        assert card.find(".//h3/a").get("href") == f"#{mark.get('id')}"


def test_names_of_places_are_used_once_and_all_that_is_referred_to_is_there(tmp_path):
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    other = council()
    other = replace(other, article=replace(other.article, id="other", path="other.txt"))
    both = [record(tmp_path / "one"), record(tmp_path / "two", other)]
    root = tree(record_page(both))
    names = root.xpath("//@id")
    assert len(set(names)) == len(names)
    referred = {each[1:] for each in root.xpath("//a/@href[starts-with(., '#')]")}
    referred |= set(root.xpath("//@aria-labelledby")) | set(root.xpath("//@data-mark"))
    assert referred <= set(names)


@pytest.mark.parametrize("several", [False, True])
def test_headings_go_down_one_by_one(tmp_path, several):
    records = [record(tmp_path)] * (1 + several)
    levels = [int(each.tag[1]) for each in tree(record_page(records)).xpath("//h1|//h2|//h3|//h4")]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_landmarks_and_names_for_those_who_hear_the_page(page):
    root = tree(page)
    assert len(root.findall(".//main")) == 1
    assert root.get("lang") == "en"
    assert root.find(".//a[@class='skip']").get("href") == "#record"
    assert root.find(".//*[@role='search']").get("aria-label")
    assert root.find(".//*[@role='status']") is not None
    hidden = [each.text for each in root.findall(".//mark/span[@class='hidden']")]
    assert hidden[0] == "quotation 1, ✗ flipped: "


def test_filters_say_how_many_they_show(page):
    root = tree(page)
    labels = ["".join(each.itertext()).strip() for each in root.findall(".//label")]
    assert labels == [
        "all: 6 quotations",
        "open quotations: 3",
        "quotations with an error: 3",
        "waiting for the writer or a source: 1 quotation",
        "decided by me (Ann): 1 quotation",
        "decided by Bo <b>: 1 quotation",
    ]
    for name, count in (("is-open", 3), ("wrong", 3), ("asked", 1), ("by-0", 1), ("by-1", 1)):
        cards = root.xpath("//article[contains(concat(' ', @class, ' '), $name)]", name=f" {name} ")
        assert len(cards) == count
        assert f"body:has(#show-{name}:checked) .card:not(.{name})" in page


def test_the_only_script_is_the_one_that_the_policy_names(page):
    (script,) = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in page
    assert "default-src 'none'" in page
    for word in ("fetch(", "XMLHttpRequest", "import(", "eval(", "innerHTML", "@import", "url("):
        assert word not in page


def test_hostile_names_stay_text(tmp_path):
    page = record_page([record(tmp_path)], Options(editor="Bo <b>"))
    assert "<b>" not in page
    assert "decided by me (Bo &lt;b&gt;)" in page


def test_times_are_written_as_people_write_them(page):
    assert re.search(r"\d{4}-\d\d-\d\d \d\d:\d\d UTC", page)
    assert "+00:00" not in page


def test_the_source_is_shown_around_the_words_and_can_be_opened(tmp_path):
    source = Source("minutes.txt", "", address="https://example.org/minutes")
    options = Options(
        context=lambda passage: ("CHAIR: Order.\nOKORO: ", " We said so."),
        links=links_in(tmp_path, {"minutes.txt": source}, ()),
    )
    root = tree(record_page([record(tmp_path)], options))
    words = root.find(".//article[@id='q1']//blockquote/p")
    assert "".join(words.itertext()).startswith("CHAIR: Order.OKORO: We would not have closed")
    assert words.find(".//br") is not None
    link = root.find(".//article[@id='q1']//blockquote//a").get("href")
    assert link.startswith("https://example.org/minutes#:~:text=We%20would%20not")


def test_files_are_linked_as_the_page_sees_them(tmp_path):
    (tmp_path / "sources").mkdir()
    text = tmp_path / "sources" / "a “b” #1.vtt"
    text.write_text("x")
    (tmp_path / "sources" / "a “b” #1.mp3").write_text("x")
    (tmp_path / "elsewhere.txt").write_text("x")
    sources = {
        "in": Source("in", "w", path=str(text)),
        "out": Source("out", "w", path=str(tmp_path / "elsewhere.txt")),
        "script": Source("script", "w", address="javascript:alert(1)"),
    }
    links = links_in(tmp_path / "out", sources, [tmp_path / "sources"])
    recording, file = links(Passage("in", 0, 1, "w", time="00:12:03"))
    assert recording.address == "../sources/a%20%E2%80%9Cb%E2%80%9D%20%231.mp3#t=723"
    assert file.address == "../sources/a%20%E2%80%9Cb%E2%80%9D%20%231.vtt"
    assert links(Passage("out", 0, 1, "w")) == []
    assert links(Passage("script", 0, 1, "w")) == []


def test_what_is_reported_without_marks_is_a_card_too(tmp_path):
    root = tree(record_page([record_of_reports(tmp_path)], Options(editor="Ann")))
    card = root.find(".//article[@id='qi1']")
    said = " ".join(card.itertext())
    assert "~ clash, reported without quotation marks" in said
    assert card.find(".//del").text == "2031"
    assert card.find(".//ins").text == "2041"
    assert "called wrong" not in said
    assert "wrong: the year is 2041" in said
    assert root.find(".//mark[@id='ti1']") is not None
    assert "report 1" in [cell.text for cell in root.findall(".//td[@class='n']")]
    assert card.find(".//a").text == "report 1"
    labels = ["".join(each.itertext()).strip() for each in root.findall(".//label")]
    assert labels[0].startswith("all: 1 quotation, ")
    assert any(each.startswith("reports without marks: ") for each in labels)
    assert "quotations with an error: 0" in labels
    assert not any("i1" in text for text in root.itertext())


def record_of_reports(folder):
    document = reported()
    (clash, *_) = document.reports
    with Desk(folder / ".quotecheck", "Ann") as desk:
        desk.decide(document, {clash.id: Change(reading=Reading.WRONG, reason="the year is 2041")})
        return Verified(desk.state(document), signed=False)


@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
def test_a_browser_runs_the_script_and_prints_the_page(page, tmp_path):
    file = tmp_path / "record.html"
    file.write_text(page, encoding="utf-8")
    home = f"--user-data-dir={tmp_path}/profile"
    command = [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", home]
    shown = subprocess.run(
        [*command, "--dump-dom", f"{file.as_uri()}#t3"],
        check=True, capture_output=True, timeout=120, text=True,
    ).stdout  # fmt: skip
    here = etree.HTML(shown).xpath("//*[contains(concat(' ', @class, ' '), ' here ')]/@id")
    assert here == ["t3", "q3"]
    subprocess.run(
        [*command, f"--print-to-pdf={tmp_path}/record.pdf", f"{file.as_uri()}"],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    assert (tmp_path / "record.pdf").read_bytes().startswith(b"%PDF")
