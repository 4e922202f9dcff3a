"""A desk's file to start from, and what a desk's file changes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from quotecheck import rules
from quotecheck.cli import main


@pytest.fixture
def new(tmp_path: Path) -> Path:
    path = tmp_path / "desk.yaml"
    assert main(["rules", "new", str(path)]) == 0
    return path


def uncommented(text: str) -> str:
    return re.sub(r"(?m)^#(?=\S|  )", "", text)


def test_a_new_file_changes_nothing(new: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert not rules.load(new).notes
    capsys.readouterr()
    assert main(["rules", "diff", str(new)]) == 0
    assert capsys.readouterr().out == f"{new}: changes no key of the shipped rules\n"


def test_everything_that_a_new_file_shows_works(
    new: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    new.write_text(uncommented(new.read_text(encoding="utf-8")), encoding="utf-8")
    assert not rules.load(new).notes
    assert main(["rules", "test", str(new)]) == 0
    capsys.readouterr()
    main(["rules", "diff", str(new)])
    told = capsys.readouterr().out
    for line in (
        "people: + Mara Quill · + Tomas Renn",
        "lexicon.cues.unknown: + hector · - think",
        "lexicon.nicknames: + aelwyn: wyn",
        "sources.labels: + our-arrow (shape: {name} → {text}, needs: two)",
        "attribution.patterns.tag-before.prefer: nothing → never",
        "wording.policy: fillers → strict",
        "wording.style.spellings: + kyiv: kiev",
        "wording.limits.own-words: 8 → 10",
    ):
        assert line in told.splitlines()
    ours = "told-the-desk (pattern: {quote} {speaker} {cue} {object}, prefer: strongly)"
    assert f"attribution.patterns: + {ours}" in told.splitlines()


def test_a_file_that_is_there_is_not_replaced(
    new: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    new.write_text("people: {}\n")
    assert main(["rules", "new", str(new)]) == 2
    assert "is there already" in capsys.readouterr().err
    assert new.read_text() == "people: {}\n"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("lexicon: {=addressing: hector}", "lexicon.addressing: + hector · - tell · - ask · "),
        ("attribution: {patterns: {label: ~}}", "attribution.patterns: - label"),
        ("wording: {policies: {light: {passes: [-marks]}}}", "wording.policies.light.passes: - m"),
        (
            "attribution: {weights: {sent by somebody: 1}}",
            "attribution.weights.sent by somebody: 4",
        ),
        ("lexicon: {female-names: [Abbie, abbie]}", "lexicon.female-names: + abbie"),
        ("lexicon: {=titles: [Mx.]}", " more"),
    ],
)
def test_the_difference_is_what_counts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, line: str
) -> None:
    path = tmp_path / "desk.yaml"
    path.write_text(f"extends: default\n{text}\n", encoding="utf-8")
    assert main(["rules", "diff", str(path)]) == 0
    told = capsys.readouterr().out
    assert line in told
    assert told.endswith("changes 1 key of the shipped rules\n")


def test_learned_weights_are_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "desk.yaml"
    path.write_text("extends: default\n")
    (tmp_path / "desk.weights.tsv").write_text("+9\tspeaker is a name\n")
    assert main(["rules", "diff", str(path)]) == 0
    told = capsys.readouterr().out
    assert re.search(r"^learned weights\.speaker is a name: 0\.\d+ → 9\.0$", told, re.MULTILINE)
    assert "learned weights: 1 differ\n" in told
