"""Confidential names in all their forms, searched for in every byte that leaves the desk."""

from __future__ import annotations

import html
import os
import re
import unicodedata
from pathlib import Path
from urllib.parse import quote

import pytest
from batch_samples import make_plan
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from quotecheck import batch
from quotecheck.articles import read_article
from quotecheck.cli import main
from quotecheck.cli.report_forms import WRITERS
from quotecheck.desk import Desk
from quotecheck.desk.confidential import Veil
from quotecheck.desk.events import Action
from quotecheck.desk.veil import fold
from quotecheck.extraction import extract
from quotecheck.rules import load

ALIAS = "Source A"
GIVEN = ["Jane", "José", "Ørjan", "Anne-Marie", "Kwame", "Zsófia", "D’Arcy"]
SURNAMES = ["Doe", "McDonald", "O’Dell", "Núñez", "Smith-Jones", "Łukasik", "Harrow", "Vaszary"]

people = st.builds(
    lambda first, middle, last, suffix: f"{first}{middle} {last}{suffix}",
    st.sampled_from(GIVEN),
    st.sampled_from(["", " Q.", " Lee"]),
    st.sampled_from(SURNAMES),
    st.sampled_from(["", " Jr.", ", Jr.", " III"]),
)


def parts(name):
    words = [word.strip(",") for word in name.split()]
    words = [word for word in words if word not in ("Jr.", "III", "Q.")]
    return words[0], words[-1]


FORMS = {
    "in full": lambda first, last: f"{first} {last}",
    "upper case": lambda first, last: f"{first} {last}".upper(),
    "lower case": lambda first, last: f"{first} {last}".lower(),
    "last name first": lambda first, last: f"{last.upper()}, {first}",
    "surname": lambda first, last: last,
    "surname in capitals": lambda first, last: last.upper(),
    "surname in lower case": lambda first, last: f"{last.lower()} said",
    "possessive": lambda first, last: f"{last}’s",
    "the family": lambda first, last: f"the {last}s",
    "the family’s": lambda first, last: f"the {last}es’",
    "an initial": lambda first, last: f"{first[0]}. {last}",
    "initials": lambda first, last: f"{first[0]}. X. {last}",
    "given name and initial": lambda first, last: f"{first} {last[0]}.",
    "a handle": lambda first, last: f"@{plain(first)}{plain(last)}",
    "a handle with _": lambda first, last: f"@{plain(first)}_{plain(last)}92",
    "an address": lambda first, last: f"{plain(first[0])}{plain(last)}@example.org",
    "a file": lambda first, last: f"notes/{plain(last)}-{plain(first)}.txt",
    "a file with spaces": lambda first, last: f"{first}%20{last}.txt",
    "an escaped path": lambda first, last: quote(f"{first} {last}.txt"),
    "no accents": lambda first, last: f"{bare(first)} {bare(last)}",
    "accents apart": lambda first, last: unicodedata.normalize("NFD", f"{first} {last}"),
    "HTML": lambda first, last: html.escape(f"{first} {last}"),
    "entities": lambda first, last: "".join(f"&#{ord(each)};" for each in f"{first} {last}"),
    "tags": lambda first, last: f"<b>{first}</b>&nbsp;<i>{last}</i>",
    "camel case": lambda first, last: f"{plain(last).title()}Interview",
    "a line end": lambda first, last: f"{first}\n{last}",
    "JSON": lambda first, last: "".join(f"\\u{ord(each):04x}" for each in f"{first} {last}"),
}


def bare(text):
    letters = unicodedata.normalize("NFKD", text.replace("Ø", "O").replace("Ł", "L"))
    return "".join(each for each in letters if not unicodedata.combining(each))


def plain(text):
    return re.sub(r"[^a-z]", "", bare(text).lower())


def named(text, *names):
    """Return whether letters of a name are left in a text, however they are written."""
    folded = re.sub(r"[^a-z]", "", fold(html.unescape(text))[0])
    return [name for name in names if len(plain(name)) > 2 and plain(name) in folded]


@pytest.mark.parametrize("form", FORMS)
@given(people)
@settings(max_examples=60)
def test_no_form_of_a_name_is_left(form, name):
    first, last = parts(name)
    written = FORMS[form](first, last)
    for text in (written, f"Told by {written} on Monday.", f"“{written},” (note)"):
        assert not named(Veil({name: ALIAS})(text), last), text


@given(st.text(max_size=80), people)
def test_text_without_the_name_is_left_as_it_is(text, name):
    first, last = parts(name)
    assume(not named(text, first, last))
    assume(not re.search(rf"(?i){first[0]}\W{{0,3}}{last[0]}", bare(text)))
    assert Veil({name: ALIAS})(text) == text


@pytest.mark.parametrize(
    ("name", "text", "veiled"),
    [
        ("Kim Jong Un", "Kim said; KIM JONG-UN; Kim Jong-un", "A said; A; A"),
        ("Mary Jane Doe", "Mary Doe, Jane Doe, M. J. Doe", "A, A, A"),
        ("Jane Doe", "the Does met; it does not", "the A met; it does not"),
        ("Jane Doe", "a doe in a wood, doe said, #janedoe", "a doe in a wood, A said, #A"),
        ("Theo May", "It may rain in Mayfield. May said", "It may rain in Mayfield. A said"),
        ("Anna Field", "a field; A. Field", "a field; A"),
        ("Ursula Stone", "the U.S. Senate", "the U.S. Senate"),
        ("Reed & Bane", "Reed &amp; Bane, Reed and Bane, REED + BANE", "A, A, A"),
        ("Dr. Jane Doe", "Jane Doe and Dr. Doe", "A and Dr. A"),
        ("习近平", "习近平说", "A说"),
        ("Иван Петров", "ПЕТРОВ: да", "A: да"),
    ],
)
def test_forms_that_matter(name, text, veiled):
    assert Veil({name: "A"})(text) == veiled


def test_a_long_text_takes_no_longer_than_its_length():
    veil = Veil({"Jane Doe": "A"})
    for text in ("<" * 100_000, "jane " * 50_000, "j. " * 50_000, "&#" * 50_000, "%" * 100_000):
        veil(text)


# --- every output of a desk -----------------------------------------------------------------


STORY = "“The pumps were switched off at night,” a plant official said on Monday.\n"
SAID = "INES HARROW: The pumps were switched off at night, said Harrow.\n"


def confide(place: Path, name="Ines Harrow", alias=ALIAS):
    path = place / "drafts" / "story.txt"
    with Desk(place / "drafts" / ".quotecheck", "Ann", host="h") as desk:
        desk.confide(extract(read_article(path), load()), name, alias)


@pytest.fixture
def place(tmp_path):
    (tmp_path / "drafts").mkdir()
    (tmp_path / "drafts" / "story.txt").write_text(STORY, encoding="utf-8")
    other = "“The pumps ran at night,” Ines Harrow said. “The Harrows knew,” said J. Lind.\n"
    (tmp_path / "drafts" / "other.txt").write_text(other, encoding="utf-8")
    (tmp_path / "drafts" / "ines-harrow.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "drafts" / "broken.txt").write_bytes(b"\0Ines Harrow" * 9)
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "harrow_ines.txt").write_text(SAID, encoding="utf-8")
    confide(tmp_path)
    return tmp_path


def test_a_batch_writes_the_name_into_no_file(place, capsys):
    arguments = ["batch", str(place / "drafts"), "--sources", str(place / "sources")]
    arguments += ["-o", str(place / "out"), "--jobs", "1"]
    for form in ("html", "csv", "sarif", "github", "parquet"):
        arguments += ["--report", form]
    for _ in range(2):
        assert main(arguments) == 2  # one file is broken, one has the name as its own
    said = "".join(capsys.readouterr())
    assert not re.search("(?i)harrow", said)
    written = [path for path in (place / "out").rglob("*") if path.is_file()]
    assert len(written) > 10
    for path in written:
        assert not re.search(rb"(?i)harrow", path.read_bytes()), path
        assert "harrow" not in path.name.lower()
    assert ALIAS.encode() in (place / "out" / "results.jsonl").read_bytes()
    assert "rename it" in (place / "out" / "errors.jsonl").read_text()


def test_a_new_confidence_changes_earlier_results(place):
    confide(place, alias="")
    plan = make_plan(place, place / "drafts", place / "sources")
    batch.run(plan)
    assert b"Harrow" in (place / "out" / "results.jsonl").read_bytes()
    confide(place)
    batch.run(plan)
    for path in (place / "out").rglob("*"):
        if path.is_file():
            assert not re.search(rb"(?i)harrow", path.read_bytes()), path


def test_messages_of_a_report_do_not_name_the_source(place, capsys):
    (place / "sources" / "ines-harrow.srt").write_bytes(b"\0" * 99)
    story, sources = str(place / "drafts"), str(place / "sources")
    for form in WRITERS:
        main(["report", story, "--sources", sources, "--format", form])
    main(["report", story, "--sources", sources, "--verify"])
    main(["report", str(place / "drafts" / "ines-harrow-2.txt"), "--sources", sources])
    assert not re.search("(?i)harrow", "".join(capsys.readouterr()))


# --- where it cannot be known who is confidential ---------------------------------------------


def exports(place):
    drafts = str(place / "drafts")
    yield ["report", drafts, "--sources", str(place / "sources"), "--format", "csv"]
    yield ["report", drafts, "--verify"]
    yield ["batch", drafts, "-o", str(place / "new"), "--jobs", "1", "-q"]


def damage_by_removing(private):
    for path in private.iterdir():
        path.unlink()
    private.rmdir()


def damage_by_cutting(private):
    (path,) = private.iterdir()
    path.write_bytes(path.read_bytes().splitlines(keepends=True)[0])


def damage_by_changing(private):
    (path,) = private.iterdir()
    path.write_bytes(path.read_bytes().replace(b"Harrow", b"Morrow"))


def damage_by_a_link(private):
    moved = private.rename(private.with_name("elsewhere"))
    private.symlink_to(moved)


def damage_by_emptying(private):
    (path,) = private.iterdir()
    path.write_bytes(b"")


@pytest.mark.parametrize(
    "damage",
    [
        damage_by_removing,
        damage_by_cutting,
        damage_by_changing,
        damage_by_a_link,
        damage_by_emptying,
    ],
)
def test_nothing_is_exported_without_the_private_journals(place, capsys, damage):
    damage(place / "drafts" / ".quotecheck" / "private")
    for arguments in exports(place):
        assert main(arguments) == 2, arguments
    done = capsys.readouterr()
    assert done.out == ""
    assert not re.search("(?i)harrow", done.err)
    assert not (place / "new").exists()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads all")
def test_nothing_is_exported_where_they_cannot_be_read(place):
    (place / "drafts" / ".quotecheck" / "private").chmod(0)
    for arguments in exports(place):
        assert main(arguments) == 2


def test_a_desk_without_confidences_needs_no_private_journal(tmp_path):
    (tmp_path / "drafts").mkdir()
    (tmp_path / "drafts" / "story.txt").write_text(STORY, encoding="utf-8")
    desk = tmp_path / "drafts" / ".quotecheck"
    document = extract(read_article(tmp_path / "drafts" / "story.txt"), load())
    with Desk(desk, "Ann", host="h") as opened:
        from quotecheck.desk import Change

        opened.decide(document, {document.quotes[0].id: Change(note="x")})
    damage_by_removing(desk / "private")
    assert main(["report", str(tmp_path / "drafts"), "--format", "csv"]) == 0


def test_an_old_journal_counts_as_one_that_gave_notice(place, capsys):
    from quotecheck.desk.journal import Journal

    folder = place / "drafts" / ".quotecheck" / "decisions"
    journal = Journal.open(folder / "old@h.jsonl")
    start = {"at": "2026-01-01T00:00:00+00:00", "editor": "Old", "action": "open", "version": 1}
    journal.append(start)
    journal.close()
    assert main(next(exports(place))) == 2
    assert "private/old@h.jsonl" in capsys.readouterr().err


def test_a_notice_that_a_crash_cut_off_is_given_on_the_next_start(place, monkeypatch):
    from quotecheck.desk.store import Store

    with monkeypatch.context() as patch:
        patch.setattr(Store, "_give_notice", lambda self: None)
        confide(place, "Olle Vance", "Source B")
    desk = place / "drafts" / ".quotecheck"
    with Desk(desk, "Ann", host="h") as opened:
        notices = [r.event for r in opened._store.rows.general if r.action is Action.NOTICE]
    assert max(head.line for event in notices for head in event.heads) == 3


def test_tags_and_styles_of_our_pages_stay_whoever_is_confidential():
    """Jo Mark, Al Page and Di Card are people, and words of which a page is made."""
    page = (
        '<style>mark.card { color: red; }</style><main id="a"><mark class="card" id="t1">'
        '<a href="mark.txt" title="Jo Mark">Jo</a></mark> <b>Mark</b> met Card\ue000.</main>'
    )
    veiled = Veil({"Jo Mark": "A", "Di Card": "B"}).page(page)
    assert (
        '<style>mark.card { color: red; }</style><main id="a"><mark class="card" id="t1">' in veiled
    )
    assert veiled.endswith("</main>")
    assert "met B" in veiled
    for name in ("Jo Mark", ">Mark", "mark.txt", "\ue000"):
        assert name not in veiled


def test_a_page_of_nobody_confidential_stays_as_it_is():
    assert Veil({}).page("<b>Mark\ue000</b>") == "<b>Mark\ue000</b>"


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Jörg Müller", "MUELLER"),
        ("Jörg Müller", "joerg.mueller@example.com"),
        ("Joerg Mueller", "Jörg Müller"),
        ("Anna Sørbø", "anna_soerboe"),
        ("Zoë O’Brien-Müller", "zoe.obrien"),
        ("Zoë O’Brien-Müller", "OBrien-Mueller"),
    ],
)
def test_a_name_without_its_own_letters(name, written):
    veiled = Veil({name: ALIAS})(f"We asked {written} then.")
    assert written not in veiled
