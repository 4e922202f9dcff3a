"""Page furniture is not words, and gives the words their places."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotecheck.formats import Block, contents
from quotecheck.formats.furniture import tidy
from quotecheck.formats.script import assemble, lines_of
from quotecheck.formats.time_codes import clock
from quotecheck.rules import load
from quotecheck.sources import open_library
from quotecheck.sources.making import make_source
from quotecheck.sources.places import place_of, place_words

RULES = load()


def source_of(text, name="talk.txt"):
    (content,) = contents(text.encode(), name)
    return make_source(content, name, RULES)


def words_of(source):
    return " ".join(" ".join(source.text[turn.start : turn.end] for turn in source.turns).split())


def place_at(source, words):
    return place_of(source.text, source.places, source.text.index(words))


def test_page_marks_are_no_words_and_give_pages():
    source = source_of(
        "ROWE: Some people here\n\n[[Page S710]]\n\n     knew the pilot.\n\nVOSS: I did.\n"
    )
    assert words_of(source) == "Some people here knew the pilot. I did."
    assert place_words(place_at(source, "knew")) == "page S710"


def test_page_numbers_and_running_heads():
    pages = "\f".join(
        f"HARBOUR BOARD, MAY\n\nROWE: The lock on page {page} opens. We go on\n\n  - {page} -\n\n"
        for page in range(11, 17)
    )
    found = words_of(source_of(pages))
    assert "HARBOUR BOARD" not in found
    assert "- 12 -" not in found
    assert found.count("We go on") == 6


def test_printed_line_numbers():
    text = (
        "                                        29\n"
        " 1            MS. ROWE:  Your Honor, I call Voss.\n 2            THE COURT:  Go ahead.\n"
        " 3  BY MS. ROWE:\n 4       Q.   Where were you?\n 5       A.   At the pier with two of\n"
        " 6  my brothers until the\n 7  morning.\n"
    )
    source = source_of(text)
    assert words_of(source).endswith("At the pier with two of my brothers until the morning.")
    assert place_words(place_at(source, "morning")) == "page 29, line 7"
    assert place_at(source, "morning").line == 8


PRINTED = [
    (
        " 1        Q.   Who keeps the key of the lock?\n 2        A.   My brother does, and\n"
        " 3   nobody else.\n 4        Q.   Since when?\n"
    ),
    (
        " 1        A.   Since the flood.\n 2        Q.   And the boat?\n"
        " 3        A.   It is at the pier,\n 4   where it always was.\n"
    ),
]
NUMBER = " " * 50


@pytest.mark.parametrize(
    "text",
    [
        f"{NUMBER}7\n   EXAMINATION OF BO VOSS\n\n{PRINTED[0]}\n{NUMBER}8\n\n{PRINTED[1]}",
        (
            f"{NUMBER}7\n   COUNTY COURT\n   In re the lock\n\n   May\n\n   BO VOSS\n   Present:\n"
            f"     MS. ROWE\n\n{PRINTED[0]}\n{NUMBER}8\n\n{PRINTED[1]}"
        ),
        (
            f"   COUNTY COURT\n\n   In re\n\n   the lock\n\n   of the pier\n{NUMBER}7\n\n"
            f"{PRINTED[0]}\n{NUMBER}8\n   BO VOSS\n\n{PRINTED[1]}"
        ),
        f"{PRINTED[0]}\n{NUMBER}7\n{PRINTED[1]}{NUMBER}8\n",
    ],
    ids=["above a heading", "above a cover", "below a cover", "at the foot"],
)
def test_the_number_of_a_page_is_the_one_printed_on_it(text):
    source = source_of(text)
    assert place_words(place_at(source, "nobody else")) == "page 7, line 3"
    assert place_words(place_at(source, "It is at the pier")) == "page 8, line 3"
    assert not {"7", "8"} & set(words_of(source).split())


def test_times_are_no_words_and_give_times():
    source = source_of(
        "Ana Rowe: [00:00:04] Let us go. [00:00:09] It is cold.\n\nBo Voss: [00:00:12] Yes.\n"
    )
    assert [(turn.speaker, turn.time) for turn in source.turns] == [
        ("Ana Rowe", "00:00:04"),
        ("Ana Rowe", "00:00:09"),
        ("Bo Voss", "00:00:12"),
    ]
    assert words_of(source) == "Let us go. It is cold. Yes."


def test_the_pane_of_a_player_is_read_with_its_times():
    source = source_of("0:00\nWe never agreed\n0:04\nto close the ferry\n0:09\nand nobody asked.\n")
    assert words_of(source) == "We never agreed to close the ferry and nobody asked."
    assert [turn.time for turn in source.turns] == ["00:00:00", "00:00:04", "00:00:09"]


def test_times_at_the_ends_of_lines_tell_of_their_own_line():
    text = "".join(
        f"*  Words of the line number {n} are these. [[00:00:{n:02}](https://v.example/?t={n})]\n"
        for n in range(1, 6)
    )
    source = source_of(text, "talk.md")
    assert source.turns[2].time == "00:00:03"
    assert "00:00" not in words_of(source)


def test_marks_of_notes_are_no_words():
    page = "<p>Ana Rowe: We never agreed<sup>12</sup> to it.<sup>[3]</sup></p><p>Bo Voss: No.</p>"
    assert words_of(source_of(page, "talk.html")) == "We never agreed to it. No."


def test_a_story_about_times_keeps_them():
    text = "Ana Rowe: We met at 10:30 and left at 11:15.\n\nBo Voss: At 9:00 it rained.\n"
    assert "10:30" in words_of(source_of(text))
    assert "9:00" in words_of(source_of(text))


def test_lines_of_a_file_are_kept_through_all_that_is_taken_away(tmp_path):
    path = tmp_path / "talk.txt"
    path.write_text("ANA ROWE: One.\n\n\n\n[[Page 7]]\n\n\nBO VOSS: The lock opens in May.\n")
    (found,) = open_library([path], RULES).search("the lock opens in May", limit=1)
    assert (found.line, found.page, found.place) == (8, "7", "page 7")


def test_places_come_through_the_index_on_disk(tmp_path):
    path = tmp_path / "talk.txt"
    path.write_text("ANA ROWE: One.\n\n[[Page 7]]\n\nSpeaker 2: The lock opens in May.\n")
    library = open_library([path], RULES, index_dir=tmp_path / ".index")
    again = open_library([path], RULES, index_dir=tmp_path / ".index")
    for each in library, again:
        (found,) = each.search("the lock opens in May", limit=1)
        assert (found.line, found.page) == (5, "7")


def test_a_time_code_is_written_in_one_way():
    assert [clock(each) for each in ("1:02", "01:02:03,5", "0:15")] == [
        "00:01:02",
        "01:02:03.5",
        "00:00:15",
    ]


LINES = st.lists(
    st.text(st.sampled_from("AB: \t[]()01Qé-—x.5"), max_size=30).filter(lambda t: "\n" not in t),
    max_size=30,
)


@given(LINES)
def test_words_that_are_no_furniture_are_never_lost(lines):
    blocks = [Block(each, joined=bool(n % 2), line=n + 1) for n, each in enumerate(lines)]
    script = assemble(tidy(list(lines_of(blocks))))
    kept = script.text
    for each in lines:
        for word in each.replace("\f", " ").split():
            if word.isalpha():
                assert word in kept
    assert len(script.starts) == len(script.lines)
    for start, line in zip(script.starts, script.lines, strict=True):
        assert script.text[start : start + len(line.text)] == line.text


@pytest.mark.parametrize(
    ("text", "label"),
    [
        (
            "Interview: Ana Rowe, pilot\n\nQ: Was it shut?\nA: It was.\n\nQ: When?\nA: In May.\n",
            "A",
        ),
        ("JF: Was it shut?\n\nBV: It was.\n\nJF: When?\n\nBV: In May.\n", "BV"),
    ],
)
def test_speakers_known_by_a_letter_or_initials_only_are_told_with_what_names_them(text, label):
    source = source_of(text)
    assert "Interview" not in {turn.speaker for turn in source.turns}
    assert any(f'sources name talk.txt "{label}=NAME"' in each for each in source.warnings)
