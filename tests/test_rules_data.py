"""The files beside the rules: long lists of the world, which a desk extends as it does any list."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from quotecheck.articles import make_article
from quotecheck.extraction import extract
from quotecheck.extraction.reading.word_classes import words_of
from quotecheck.rules import DATA, Rules, default_path, load, source
from quotecheck.rules.joining import joined

LISTS = sorted(DATA.glob("*.yaml"))


def _keys(table, where=""):
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _keys(value, f"{where}{key}.")
        else:
            yield f"{where}{key}"


def test_no_list_stands_in_two_files():
    trees = [source.parse(file.read_bytes(), str(file)) for file in (*LISTS, default_path())]
    times = Counter(key for tree in trees for key in _keys(tree))
    assert not [key for key, number in times.items() if number > 1]


@pytest.mark.parametrize("file", [*LISTS, default_path()], ids=lambda file: file.name)
def test_no_word_stands_twice_in_a_list(file: Path):
    _, told = joined(Rules, source.Table(), source.parse(file.read_bytes(), str(file)))
    assert not [str(note) for note in told]


@pytest.mark.parametrize("file", LISTS, ids=lambda file: file.name)
def test_a_list_says_first_what_it_holds_and_how_a_desk_adds_to_it(file: Path):
    head = "".join(line for line in file.read_text().splitlines(keepends=True) if line[0] == "#")
    assert "A desk" in head


def test_the_file_that_an_editor_reads_is_short_and_each_section_says_what_a_change_does():
    lines = default_path().read_text().splitlines()
    assert len(lines) <= 1200
    sections = [number for number, line in enumerate(lines) if line[:1].isalpha()]
    assert all(lines[number - 1].startswith("# ") for number in sections)


def test_a_desk_adds_to_a_list_and_takes_out_of_it(tmp_path: Path):
    desk = tmp_path / "desk.yaml"
    desk.write_text(
        "extends: default\nlexicon:\n  female-names: [Aelwyn, -Abbie]\n"
        "  nicknames: {aelwyn: [wyn], abraham: [bram]}\n"
    )
    names, shipped = load(desk).lexicon, load().lexicon
    assert set(names.female_names) ^ set(shipped.female_names) == {"Aelwyn", "Abbie"}
    assert names.nicknames["aelwyn"] == ("wyn",)
    assert names.nicknames["abraham"] == ("abe", "bram")


def test_verbs_that_report_or_tell_what_somebody_thinks_are_known_in_both_spellings():
    words = words_of(load())
    known = words.attitudes.keys()
    american = {word for word in known if re.search(r"iz(e|es|ed|ing)$", word)}
    assert {"recognize", "realized"} <= american
    alone = {word for word in american if word.replace("iz", "is") not in known}
    assert alone == set()


def test_a_british_verb_of_thinking_reports_as_the_american_one_does():
    known = load()
    for verb in ("recognised", "recognized"):
        story = f"Mara Quill {verb} that the old harbor dam would have to be rebuilt by June.\n"
        (report,) = extract(make_article(story), known, indirect=True).quotes
        assert report.cue is not None
        assert report.cue.text == verb
