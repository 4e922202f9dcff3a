"""Searching the sources as a person asks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotecheck.cli import main
from quotecheck.model import Source, Turn
from quotecheck.rules import load
from quotecheck.sources import open_library, shelving
from quotecheck.sources.canonical import Canon
from quotecheck.sources.library import Library
from quotecheck.sources.search.query import parse
from quotecheck.sources.search.searcher import Searcher
from quotecheck.sources.search.sentences import sentence_at

RULES = load()
CANON = Canon(RULES)

COUNCIL = (
    ("QUILL", "I never got the flat. I will resign on Monday if the vote is lost."),
    ("REPORTER", "Will she resign? Mr. Vass said so."),
    ("VASS", "Her resignation came late. The flats on the quay are empty."),
)
HEARING = (("QUILL", "I had resigned before the flat was sold. Nobody asked me."),)


def source(name, date, turns):
    text, made = "", []
    for label, said in turns:
        text += f"{label}: "
        made.append(Turn(label, len(text), len(text) + len(said)))
        text += f"{said}\n"
    return Source(name, text, tuple(made), date=date)


SOURCES = [source("council", "2026-03-12", COUNCIL), source("hearing", "2026-05-02", HEARING)]


@pytest.fixture(params=["in memory", "phrases"])
def search(request):
    if request.param == "in memory":
        library = Library(RULES, CANON).adding(SOURCES)
    else:
        library = Library(RULES, CANON, tuple(shelving.shelve(SOURCES, CANON)))
    return Searcher(library).search


def sentences(found):
    return [each.passage.text for each in found]


def marked(found):
    return [found.passage.text[start:end] for start, end in found.marks]


def test_the_beginning_of_a_word_finds_it_in_whole_sentences(search):
    found = search("resig")
    assert set(sentences(found)) == {
        "I will resign on Monday if the vote is lost.",
        "Will she resign?",
        "Her resignation came late.",
        "I had resigned before the flat was sold.",
    }
    assert all(each.whole for each in found)
    assert marked(found[0])[0].startswith("resign")


def test_other_forms_of_a_word_are_found(search):
    assert "Her resignation came late." in sentences(search("resigned"))
    assert search("resigned")[0].passage.text == "I had resigned before the flat was sold."


def test_sentences_with_all_words_come_first(search):
    found = search("flat resigned")
    assert found[0].passage.text == "I had resigned before the flat was sold."
    assert found[0].whole
    assert marked(found[0]) == ["resigned", "flat"]
    assert not any(each.whole for each in found[1:])


def test_a_phrase_stands_as_it_is_written(search):
    assert sentences(search('"the flat"')) == [
        "I had resigned before the flat was sold.",
        "I never got the flat.",
    ] or sentences(search('"the flat"')) == [
        "I never got the flat.",
        "I had resigned before the flat was sold.",
    ]
    assert sentences(search('"flat the"')) == []
    assert sentences(search('"on mon')) == ["I will resign on Monday if the vote is lost."]


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ("by:vass resig", ["Her resignation came late."]),
        ("by:qui since:2026-04 resig", ["I had resigned before the flat was sold."]),
        ("until:2026-03 by:quill resig", ["I will resign on Monday if the vote is lost."]),
        ("on:2026-05-02 resig", ["I had resigned before the flat was sold."]),
        ("on:2026-06 resig", []),
    ],
)
def test_who_and_when_narrow_it(search, asked, wanted):
    assert sentences(search(asked)) == wanted


def test_a_hit_says_who_and_where(search):
    (found,) = search("by:vass resig")
    passage = found.passage
    assert (passage.source, passage.speaker, passage.line) == ("council", "VASS", 3)
    assert SOURCES[0].text[passage.start : passage.end] == passage.text


def test_the_words_of_a_quotation_find_where_they_were_changed(search):
    found = search("I will not resign on Monday even if the vote is lost")
    assert found[0].passage.text == "I will resign on Monday if the vote is lost."


def test_an_index_on_disk_knows_how_words_begin(tmp_path, capsys):
    folder = tmp_path / "talks"
    folder.mkdir()
    (folder / "talk.txt").write_text(
        "Date: 2026-03-12\n\nQUILL: I will resign on Monday. So be it.\n", encoding="utf-8"
    )
    index = tmp_path / "index"
    for _ in range(2):
        library = open_library([folder], RULES, index_dir=index)
        assert sentences(Searcher(library).search("resig")) == ["I will resign on Monday."]
    assert main(["sources", "search", "resig by:quill", str(folder)]) == 0
    assert "I will »resign« on Monday." in capsys.readouterr().out
    assert main(["sources", "search", "resig by:vass", str(folder)]) == 1


@pytest.mark.parametrize(
    ("text", "at", "wanted"),
    [
        ("So. Mr. Vass left. He ran.", 8, "Mr. Vass left."),
        ("It cost 4.2 million. Yes.", 3, "It cost 4.2 million."),
        ("“Go!” he said? “No.” End.", 10, "“Go!” he said?"),
        ("no end", 3, "no end"),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text, at, wanted):
    start, end = sentence_at(text, 0, len(text), at, {"mr"})
    assert text[start:end] == wanted


@given(st.text(max_size=60))
def test_whatever_is_typed_gives_sentences_with_marks_inside(typed):
    library = Library(RULES, CANON).adding(SOURCES)
    parse(typed)
    for each in Searcher(library).search(typed):
        text = each.passage.text
        assert library.sources[each.passage.source].text[each.passage.start :].startswith(text)
        assert all(0 <= start < end <= len(text) for start, end in each.marks)
