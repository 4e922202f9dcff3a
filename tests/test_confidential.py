"""Confidential sources: they leave the desk under their alias, in every form of a report."""

from __future__ import annotations

import zipfile

import pytest

from quotecheck.articles import read_article
from quotecheck.cli import main
from quotecheck.cli.report_forms import WRITERS
from quotecheck.desk import Change, Desk
from quotecheck.desk.confidential import Veil, complaint
from quotecheck.extraction import extract
from quotecheck.model import Attribution, Wording
from quotecheck.rules import load
from quotecheck.sources import open_library
from quotecheck.verify import check

STORY = "“The pumps were switched off at night,” a plant official said on Monday.\n"
SOURCE = "INES HARROW: The pumps were switched off at night.\n"
# The forms that list only what is open, and nothing is open in the story here.
ONLY_OPEN = {"queries"}


@pytest.fixture
def place(tmp_path):
    (tmp_path / "drafts").mkdir()
    (tmp_path / "sources").mkdir()
    (tmp_path / "drafts" / "story.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "sources" / "ines-harrow.txt").write_text(SOURCE, encoding="utf-8")
    return tmp_path


def opened(place):
    rules = load()
    library = open_library([place / "sources"], rules)
    document = check(extract(read_article(place / "drafts" / "story.txt"), rules), library, rules)
    desk = Desk(
        place / "drafts" / ".quotecheck", "Ann", sources=library.sources, rules_hash=rules.hash
    )
    return desk, document


def decide(place, *aliases):
    desk, document = opened(place)
    with desk:
        change = Change(
            wording=Wording.CONFIRMED,
            attribution=Attribution.CORRECTED,
            speaker="Ines Harrow",
            note="Harrow confirmed it by telephone",
        )
        desk.decide(document, {document.quotes[0].id: change})
        for alias in aliases:
            desk.confide(document, "Ines Harrow", alias)


def report(place, capsys, form):
    story, sources = str(place / "drafts" / "story.txt"), str(place / "sources")
    assert main(["report", story, "--sources", sources, "--format", form]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("form", WRITERS)
def test_the_alias_stands_in_every_form_and_the_name_in_none(place, capsys, form):
    decide(place, "Source A")
    text = report(place, capsys, form)
    assert "harrow" not in text.lower()
    assert form in ONLY_OPEN or "Source A" in text, (
        f"{form} has neither the name nor the alias; is it one of ONLY_OPEN?"
    )


def members(file):
    """Every name and every byte of a file that is a zip."""
    with zipfile.ZipFile(file) as archive:
        for name in archive.namelist():
            yield name.encode()
            yield archive.read(name)


PACKED = {"docx": ["--format", "docx"], "zip": ["--pack"]}


def packed(place, form):
    story, sources = str(place / "drafts" / "story.txt"), str(place / "sources")
    target = place / f"out.{form}"
    assert main(["report", story, "--sources", sources, *PACKED[form], "-o", str(target)]) == 0
    return target


@pytest.mark.parametrize("form", PACKED)
def test_no_byte_of_a_package_has_the_name(place, capsys, form):
    decide(place, "Source A")
    found = list(members(packed(place, form)))
    out, err = capsys.readouterr()
    for said in (*found, out.encode(), err.encode()):
        assert b"harrow" not in said.lower()
    assert any(b"Source A" in said for said in found)


@pytest.mark.parametrize("gap", ["\n", "\t", "\r\n", "\ud800", "“"])
@pytest.mark.parametrize("form", PACKED)
def test_what_stands_before_a_name_in_a_package_does_not_give_it_away(place, form, gap):
    decide(place, "Source A")
    desk, document = opened(place)
    with desk:
        note = f"told us:{gap}Harrow was there{gap}Ines Harrow, i.harrow@example.org, INES HARROW’S"
        desk.decide(document, {document.quotes[0].id: Change(note=note)})
    for said in members(packed(place, form)):
        assert b"harrow" not in said.lower()


@pytest.mark.parametrize("form", ["--apply", "--format=docx"])
def test_a_copy_of_a_draft_that_names_the_source_is_refused(place, capsys, form):
    named = STORY.replace("a plant official", "Ines Harrow")
    (place / "drafts" / "story.txt").write_text(named, encoding="utf-8")
    decide(place, "Source A")
    story, sources = str(place / "drafts" / "story.txt"), str(place / "sources")
    target = place / ("out.docx" if "docx" in form else "out.txt")
    assert main(["report", story, "--sources", sources, form, "-o", str(target)]) == 2
    assert not target.exists()
    assert "harrow" not in "".join(capsys.readouterr()).lower()


def test_the_name_is_in_the_private_journal_only(place):
    decide(place, "Source A")
    desk = place / "drafts" / ".quotecheck"
    assert "Source A" in "".join(path.read_text() for path in (desk / "private").iterdir())
    assert "Source A" not in "".join(path.read_text() for path in (desk / "decisions").iterdir())


def test_an_empty_alias_lifts_it_and_the_last_one_counts(place, capsys):
    decide(place, "Source A", "Source B")
    assert "Source B" in report(place, capsys, "csv")
    decide(place, "")
    assert "Ines Harrow" in report(place, capsys, "csv")


def test_it_can_be_undone_and_redone(place):
    desk, document = opened(place)
    with desk:
        desk.confide(document, "Ines Harrow", "Source A")
        desk.undo(document)
        assert desk.aliases == {}
        desk.redo(document)
        assert desk.aliases == {"Ines Harrow": "Source A"}


def test_an_article_that_names_the_source_is_no_gold(place, capsys):
    named = STORY.replace("a plant official", "Ines Harrow")
    (place / "drafts" / "story.txt").write_text(named, encoding="utf-8")
    decide(place, "Source A")
    assert report(place, capsys, "gold") == ""


@pytest.mark.parametrize(
    ("text", "veiled"),
    [
        ("Ines Harrow said so", "Source A said so"),
        ("INES HARROW:", "Source A:"),
        ("Harrow, Ines", "Source A"),
        ("Ms. Harrow’s notes", "Ms. Source A’s notes"),
        ("<b>Ines</b> Harrow", "<b>Source A"),
        ("ines_harrow.txt", "Source A.txt"),
        ("a harrow in a field; Harrowgate", "a harrow in a field; Harrowgate"),
        ("Ines met Bo", "Ines met Bo"),
    ],
)
def test_where_a_name_is_hidden(text, veiled):
    assert Veil({"Ines Harrow": "Source A"})(text) == veiled


@pytest.mark.parametrize("gap", ["\n", "\t", "\r\n", "\ud800", "“"])
@pytest.mark.parametrize("form", WRITERS)
def test_what_stands_before_a_name_does_not_give_it_away(place, capsys, form, gap):
    """Line ends and odd characters are escaped in some forms: the name is hidden before that."""
    decide(place, "Source A")
    desk, document = opened(place)
    with desk:
        note = f"told us:{gap}Harrow was there{gap}Ines Harrow"
        desk.decide(document, {document.quotes[0].id: Change(note=note)})
    assert "harrow" not in report(place, capsys, form).lower()


@pytest.mark.parametrize("name", ["José Núñez", "Jose\u0301 Nu\u0301n\u0303ez"])
@pytest.mark.parametrize(
    "text",
    ["José Núñez", "Jose\u0301 Nu\u0301n\u0303ez", "JOSE NUNEZ:", "NÚÑEZ", "Nu\u0301n\u0303ez"],
)
def test_accents_however_they_are_written(name, text):
    assert Veil({name: "Source B"})(text).rstrip(":") == "Source B"


def test_apostrophes_of_all_kinds_and_no_names_at_all():
    veil = Veil({"Maeve O'Dell": "Source B"})
    assert veil("Maeve O’Dell, O&#x27;Dell") == "Source B, Source B"
    assert Veil({})("Maeve O'Dell") == "Maeve O'Dell"


@pytest.mark.parametrize("alias", ["=1+1", '"', "<b>", "\x1b[1m", "a\nb"])
def test_an_alias_can_break_no_export(alias):
    assert complaint(alias)


@pytest.mark.parametrize("alias", ["", "Source A", "Official 2", "the plant’s man"])
def test_a_plain_alias_will_do(alias):
    assert not complaint(alias)
