"""Measuring how reports without marks are checked, against a gold list of them."""

from __future__ import annotations

import json

import pytest

from quotecheck.cli import main
from quotecheck.errors import InputError
from quotecheck.evaluation.reports import read_gold_reports

TALK = """Date: 2026-03-02

MARA QUILL: The old dam at Harrow will hold until 2040, the engineers tell me. I counted 112
barges on the canal. The council has set aside 40 million dollars to repair the sluice gates.

JO LIND: My grandmother kept a shop for thirty years, and I say so with pride.
"""
DAM = TALK.index("The old dam")
GATES = TALK.index("The council has")
ROWS = [
    {
        "quote": "the old dam at Harrow would hold until 2045",
        "speaker": "Mara Quill",
        "verdict": "clash",
        "passages": [{"source": "talk.txt", "start": DAM, "end": DAM + 60}],
        "wrong": {"kind": "date", "start": 39, "end": 43},
    },
    {
        "quote": "the council had set aside 40 million dollars to repair the sluice gates",
        "speaker": "Mara Quill",
        "verdict": "supported",
        "passages": [{"source": "talk.txt", "start": GATES, "end": GATES + 70}],
    },
    {"quote": "the museum would open in spring", "speaker": "Jo Lind", "verdict": "no-passage"},
    {
        "quote": "the old dam at Harrow would hold until 2044",
        "speaker": "Mara Quill",
        "verdict": "related",
        "accept": ["no-passage"],
    },
]


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "talk.txt").write_text(TALK, encoding="utf-8")
    write(tmp_path, ROWS)
    return tmp_path


def write(folder, rows):
    lines = (json.dumps({"kind": "indirect", **row}) for row in rows)
    (folder / "gold.jsonl").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def figures(capsys):
    assert main(["eval", "gold.jsonl", "--sources", "talk.txt", "--quiet"]) == 0
    lines = capsys.readouterr().out.splitlines()
    return {line[:22].strip(): line[22:].split()[:3] for line in lines}


def test_the_table(place, capsys):
    found = figures(capsys)
    assert found["4 reports"] == []
    assert found["passage first"] == ["2", "2", "100.0"]
    assert found["clash"] == ["1", "1", "100.0"]
    assert found["supported"] == ["1", "1", "100.0"]
    assert found["no-passage"] == ["1", "1", "100.0"]
    assert found["related"] == ["0", "1", "0.0"]  # called a clash
    assert found["false alarms"] == ["1", "3", "33.3"]
    assert found["clash named, date"] == ["1", "1", "100.0"]
    assert found["mean of the shares"] == ["75.0"]


def test_a_clash_on_other_words_names_nothing(place, capsys):
    write(place, [{**ROWS[0], "wrong": {"kind": "name", "start": 15, "end": 21}}])
    assert figures(capsys)["clash named, name"] == ["0", "1", "0.0"]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({**ROWS[2], "verdict": "sure"}, "gold.jsonl:1"),
        ({**ROWS[2], "kind": "direct"}, "its kind is not indirect"),
        ({**ROWS[0], "passages": [{"source": "x"}]}, "is not a gold report"),
        ({**ROWS[0], "wrong": {"kind": "colour"}}, "is not a gold report"),
    ],
)
def test_what_is_no_gold_list_is_told(place, row, reason):
    write(place, [row])
    with pytest.raises(InputError) as error:
        read_gold_reports("gold.jsonl")
    assert reason in str(error.value)


def test_an_id_that_comes_twice_is_told(place):
    write(place, [{**ROWS[0], "id": "a"}, {**ROWS[1], "id": "a"}])
    with pytest.raises(InputError, match="same id twice"):
        read_gold_reports("gold.jsonl")
