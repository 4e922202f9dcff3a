"""Sources that do not say who speaks, as a run counts them: in its summary, overview and logs."""

from __future__ import annotations

import json

import pytest

from quotecheck.cli import main

TOLD = "1 of 2 quotations: the source does not say who speaks, so the speaker is not checked"
STORY = "“We shall open the bridge in May,” Ann Roe said.\n\n“{}” Bo Lind said.\n"
NOTES = "Talk on the bridge\n\nWe shall open the bridge in May. It was a long winter.\n"
MEETING = "BO LIND: The harbour belongs to all of us.\nANN ROE: No.\nBO LIND: It does.\n"


@pytest.fixture
def run(tmp_path, capsys):
    """A run over a draft of which the words pass and one speaker is not known to the source."""
    for folder, name, text in (
        ("drafts", "a.txt", STORY.format("The harbour belongs to all of us,")),
        ("sources", "notes.txt", NOTES),
        ("sources", "meeting.txt", MEETING),
    ):
        (tmp_path / folder).mkdir(exist_ok=True)
        (tmp_path / folder / name).write_text(text, encoding="utf-8")
    forms = [word for form in ("sarif", "github") for word in ("--report", form)]
    places = [str(tmp_path / "drafts"), "--sources", str(tmp_path / "sources")]
    status = main(["batch", *places, "-o", str(tmp_path / "out"), *forms])
    return status, tmp_path / "out", capsys.readouterr().out


def test_the_summary_and_the_overview_count_them(run):
    _, out, printed = run
    summary = json.loads((out / "summary.json").read_text())
    assert summary["flags"] == {"no-speakers": 1}
    assert TOLD in printed
    assert TOLD in (out / "index.html").read_text(encoding="utf-8")


def test_logs_have_a_note_for_them(run):
    _, out, _ = run
    (log,) = json.loads((out / "results.sarif").read_text())["runs"]
    (note,) = log["results"]
    assert (note["ruleId"], note["level"], note["message"]["text"]) == ("no-speakers", "note", TOLD)
    assert note["locations"][0]["physicalLocation"]["region"]["startLine"] == 1
    assert "no-speakers" in {rule["id"] for rule in log["tool"]["driver"]["rules"]}
    assert f"quotecheck%3A no-speakers::{TOLD}" in (out / "annotations.txt").read_text()


def test_a_note_fails_no_run(run):
    assert run[0] == 0
