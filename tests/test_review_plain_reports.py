"""The reports in ``review --plain``: each answer, and the way there and back."""

from __future__ import annotations

import pytest
from test_review_plain import review

DRAFT = """Ferry to go on

Mara Quill said the old dam at Harrow would hold until 2045.

“I counted 112 barges on the canal,” Quill told the meeting.

Jo Lind said that the lighthouse museum would open its bakery in spring.
"""
TALK = """Date: 2026-03-02

MARA QUILL: The old dam at Harrow will hold until 2040, the engineers tell me. I counted 112
barges on the canal.

JO LIND: My grandmother kept a shop for thirty years, and I say so with pride.
"""


@pytest.fixture
def place(tmp_path):
    (tmp_path / "draft.txt").write_text(DRAFT, encoding="utf-8")
    (tmp_path / "talk.txt").write_text(TALK, encoding="utf-8")
    return tmp_path


def plain(place, answers):
    return review(place, "draft.txt", "--sources", "talk.txt", "--plain", answers=answers)


def test_a_report_is_read_beside_its_passage(place):
    done = plain(place, "r\nq\n")
    assert "2 without marks, 2 open, 1 clash" in done.stdout.splitlines()[0]
    assert "1> \nreport 1: CLASH · date, open" in done.stdout
    assert "date: 2045: the source has 2040" in done.stdout
    assert "passage: The old dam at Harrow will hold until 2040" in done.stdout
    assert "after: JO LIND: My grandmother" in done.stdout


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("a", "it clashes with a passage"),
        ("a on tape", "fair, because on tape"),
        ("x the year is 2040", "✗ wrong: the year is 2040"),
        ("x", "x needs words after it: x WHAT"),
        ("v", "cannot be verified"),
        ("", "skipped"),
        ("t rang her", "note"),
        ("/ barges", "passage chosen"),
        ("v\nu", "undone: 1 ? cannot be verified"),
        ("v\nu\nU", "done again"),
        ("g 9", "there is no report 9"),
        ("n\nN\nm", "report 2"),
        ("z", "is not an answer"),
        ("?", "back to the quotes"),
    ],
)
def test_each_answer(place, answer, said):
    done = plain(place, f"r\n{answer}\nq\n")
    assert said in done.stdout, done.stdout + done.stderr


def test_there_and_back_and_again_for_an_undo(place):
    done = plain(place, "r\nv\nv\nr\nu\nr\na\ny\n")
    assert "2 without marks, 1 open" in done.stdout.splitlines()[-1]
    assert "signed by Ann" in done.stdout
    assert done.returncode == 0  # open reports leave nothing to be done


def test_a_story_of_reports_alone_ends_calmly(place):
    (place / "draft.txt").write_text("Mara Quill said the dam at Harrow would hold until 2045.\n")
    done = plain(place, "r\nx 2040\nn\n")
    assert "0 decided, 0 open, 0 flagged; 1 without marks, 1 open" in done.stdout
    assert "wrong: 2040" in done.stdout
    assert done.returncode == 0
