"""`quotecheck rules learn`: the weights that it writes, and what it leaves alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from quotecheck import rules
from quotecheck.cli import main
from quotecheck.errors import RulesError
from quotecheck.evaluation.fitting import FitSettings, fit
from quotecheck.rules import weights

# In this town the object of “met” does the talking: a habit that the shipped weights do not have.
_STORY = "{a} met {b} in Troy, saying the dam would hold. “It will not hold,” {a} told {b}.\n"
_NAMES = ("Quill", "Lind", "Voss", "Marsh", "Tern", "Crane", "Wren", "Rook", "Finch", "Heron")


def _gold(path: Path) -> Path:
    lines = []
    pairs = [(a, b) for a in _NAMES for b in _NAMES if a != b]
    for number, (a, b) in enumerate(pairs):
        text = _STORY.format(a=a, b=b)

        def span(words: str, last: bool = False, text: str = text) -> dict[str, int | str]:
            start = text.rfind(words) if last else text.find(words)
            return {"start": start, "end": start + len(words), "text": words}

        quotes = [
            {**span("the dam would hold"), "kind": "indirect", "speaker": span(b)},
            {**span("“It will not hold,”"), "kind": "direct", "speaker": span(a, last=True)},
        ]
        lines.append(json.dumps({"id": str(number), "text": text, "quotes": quotes}))
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def _learn(tmp_path: Path, *options: str) -> str:
    """Learn weights for a desk's rules that change nothing, and give the file's text."""
    desk, output = tmp_path / "desk.yaml", tmp_path / "desk.weights.tsv"
    desk.write_text("extends: default\n", encoding="utf-8")
    gold = _gold(tmp_path / "gold.jsonl")
    command = ["rules", "learn", str(gold), "--rules", str(desk), "-q", "-o", str(output)]
    output.unlink(missing_ok=True)
    assert main([*command, *options]) == 0
    return output.read_text(encoding="utf-8")


def test_learning_twice_gives_the_same_file(tmp_path: Path) -> None:
    assert _learn(tmp_path) == _learn(tmp_path)


def test_a_desk_goes_by_the_weights_beside_its_rules(tmp_path: Path) -> None:
    _learn(tmp_path, "--only", "subjects")
    desk = rules.load(tmp_path / "desk.yaml")
    assert desk.hash != rules.load().hash
    assert desk.weights != rules.load().weights
    assert set(rules.load().weights) <= set(desk.weights)


def test_the_file_says_what_each_part_was_learned_from(tmp_path: Path) -> None:
    head = [line for line in _learn(tmp_path, "--only", "subjects").splitlines() if line[0] == "#"]
    (changed,) = [line for line in head if "gold.jsonl, 90 documents with 90 decisions" in line]
    assert "learned speakers of indirect quotations: 20" in changed
    (kept,) = [line for line in head if "learned speakers of quotations" in line]
    assert "PolNeAR" in kept


def test_weights_set_by_hand_are_not_learned(tmp_path: Path) -> None:
    by_hand = rules.load().attribution.by_hand()
    assert by_hand
    assert not set(by_hand) & set(weights.parse(_learn(tmp_path).encode(), ""))


def test_a_weight_that_is_none_is_told_with_its_line(tmp_path: Path) -> None:
    desk = tmp_path / "desk.yaml"
    desk.write_text("extends: default\n", encoding="utf-8")
    (tmp_path / "desk.weights.tsv").write_text("# x\n+1.5\tnear\nnear\t2\nnan\tfar\n1\t\n")
    with pytest.raises(RulesError) as caught:
        rules.load(desk)
    assert [fault.line for fault in caught.value.faults] == [3, 4, 5]
    assert all("rules learn" in fault.hint for fault in caught.value.faults)


def test_what_is_learned_is_what_the_gold_set_does(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _learn(tmp_path, "--only", "subjects")
    printed = capsys.readouterr().out
    assert "speakers of indirect quotations (90)" in printed
    assert printed.rstrip().endswith("100.0% after")
    article = tmp_path / "story.txt"
    article.write_text(_STORY.format(a="Plover", b="Snipe"), encoding="utf-8")
    learned = str(tmp_path / "desk.yaml")
    assert main(["extract", str(article), "--rules", learned, "--format", "json"]) == 0
    (document,) = json.loads(capsys.readouterr().out)
    (reported,) = [quote for quote in document["quotes"] if quote["kind"] == "indirect"]
    assert reported["speaker"]["name"] == "Snipe"


def test_only_one_part_is_changed_when_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _learn(tmp_path, "--only", "subjects")
    changed = [line for line in capsys.readouterr().out.splitlines() if " -> " in line]
    assert changed
    assert all("  subject" in line for line in changed)


def test_a_dialogue_of_which_only_some_turns_are_judged_can_be_learned_from(tmp_path: Path) -> None:
    turns = ["“Here?” Quill said.", "“No,” Lind said.", "“Why?”", "“Rain.”", "“Where?”", "“Wet.”"]
    text = "\n\n".join(turns)
    quotes = []
    for number, turn in enumerate(turns):
        words = turn[: turn.index("”") + 1]
        start = text.index(words)
        place = {"start": start, "end": start + len(words), "text": words, "kind": "direct"}
        name = ("Quill", "Lind")[number % 2]
        at = text.index(name)
        speaker = {"start": at, "end": at + len(name), "text": name}
        quotes.append({**place, "speaker": speaker if number != 3 else None})
    line = json.dumps({"id": "story", "text": text, "quotes": quotes})
    gold = tmp_path / "story.jsonl"
    gold.write_text(f"{line}\n{line.replace('story', 'again')}", encoding="utf-8")
    output = tmp_path / "learned.tsv"
    options = ("-q", "-o", str(output), "--only", "speakers")
    assert main(["rules", "learn", str(gold), *options]) == 0


def test_the_order_of_the_cases_does_not_matter_and_a_fixed_weight_stays():
    cases = [
        ([("near", "by hand"), ("far",)], [True, False]),
        ([("near",), ("far",)], [True, False]),
        ([("near",), ("far", "by hand")], [False, True]),
    ]
    fixed = {"by hand": 0.5}
    weights = fit(cases, FitSettings(), fixed, fixed)
    again = fit(cases[::-1], FitSettings(), fixed, fixed)
    assert weights == pytest.approx(again)
    assert weights["by hand"] == 0.5
    assert weights["near"] > 0 > weights["far"]


def test_a_stronger_penalty_keeps_weights_smaller():
    cases = [([("near",), ("far",)], [True, False])] * 9
    weak, strong = (fit(cases, FitSettings(prior=prior))["near"] for prior in (0.1, 10.0))
    assert weak > strong > 0
