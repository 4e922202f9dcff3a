"""The same report without marks, with another number, in two articles of a run."""

from __future__ import annotations

from dataclasses import replace

import pytest
from batch_samples import make_plan, read_lines

from quotecheck import batch
from quotecheck.batch.sketch import hashes, pair_sketch
from quotecheck.batch.told import Teller, loaded, number_differences
from quotecheck.rules import load
from quotecheck.sources.canonical import Canon

RULES = load()
TELLER = Teller(RULES, Canon(RULES))
ONE = "Mara Quill said the new harbour wall would cost 4.2 million dollars."


def conflicts_of(tmp_path, *stories, reports=True):
    folder = tmp_path / "stories"
    folder.mkdir()
    for number, text in enumerate(stories):
        (folder / f"{number}.txt").write_text(text + "\n", encoding="utf-8")
    plan = make_plan(tmp_path, folder, reports=())
    plan = replace(plan, recipe=replace(plan.recipe, reports=reports))
    summary = batch.run(plan)
    found = read_lines(tmp_path / "out" / "conflicts.jsonl")
    assert summary["conflicts"] == len(found)
    return found


def test_another_number_is_a_conflict_in_whatever_words(tmp_path):
    (found,) = conflicts_of(
        tmp_path,
        ONE,
        "Mara Quill came late. Quill said that the wall in the new harbour would cost 4.7 million "
        "dollars.",
        "Mara Quill said the ferry would stop in 2041.",
    )
    assert found["kind"] == "report"
    assert sorted(found["differs"][0]) == ["4.2 million dollars", "4.7 million dollars"]
    places = [place["path"] for each in found["variants"] for place in each["places"]]
    assert sorted(path.rsplit("/")[-1] for path in places) == ["0.txt", "1.txt"]
    for each, other in zip(found["variants"], found["differs"][0], strict=True):
        assert other in each["words"]


@pytest.mark.parametrize(
    "other",
    [
        ONE,
        "Mara Quill said the new harbour wall would cost about 4 million dollars.",
        "Olle Vance said the new harbour wall would cost 4.7 million dollars.",
        "Mara Quill said the old lighthouse museum had sold 4.7 million dollars of tickets.",
        "Mara Quill said the new harbour wall would cost 12 jobs.",
        "Mara Quill said the new harbour wall would be a burden.",
    ],
    ids=["the same", "rounded", "another person", "another matter", "another unit", "no number"],
)
def test_what_is_no_conflict(tmp_path, other):
    assert not conflicts_of(tmp_path, ONE, other)


def test_numbers_go_on_as_time_does(tmp_path):
    later = ONE.replace("4.2", "4.7")
    assert not conflicts_of(tmp_path, f"Date: 2026-01-05\n\n{ONE}", f"Date: 2026-03-05\n\n{later}")


def test_reports_are_compared_only_where_they_were_asked_for(tmp_path):
    assert not conflicts_of(tmp_path, ONE, ONE.replace("4.2", "4.7"), reports=False)


def test_one_article_does_not_contradict_itself(tmp_path):
    assert not conflicts_of(tmp_path, f"{ONE}\n\n{ONE.replace('4.2', '4.7')}")


def test_what_is_kept_of_a_report_comes_back_from_the_ledger():
    told = TELLER.told("the new harbour wall would cost 4.2 million dollars")
    assert told is not None
    assert loaded(*told.dumped()).terms == told.terms
    assert not number_differences(loaded(*told.dumped()), told)
    assert TELLER.told("the wall would be built") is None
    assert TELLER.told("4 million") is None


def test_pairs_have_no_order():
    words = ["harbour", "wall", "cost", "dam"]
    assert pair_sketch(words) == pair_sketch(words[::-1])
    assert set(hashes(pair_sketch(words))) & set(hashes(pair_sketch(words[1:])))
