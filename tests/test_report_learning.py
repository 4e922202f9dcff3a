"""`quotecheck rules learn REPORTS --sources`: weights by which reports and passages compare."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from quotecheck import rules
from quotecheck.cli import main
from quotecheck.evaluation.fitting import FitSettings, fit, is_right
from quotecheck.rules import weights
from quotecheck.rules.report_prefixes import PREFIXES
from quotecheck.rules.report_weights import report_weights

_THINGS = ("ferry", "mill", "quay", "school", "orchard", "library", "tannery", "brewery")


def _folder(path: Path) -> tuple[Path, Path]:
    """A transcript, and true and altered reports of it."""
    text, rows = "", []
    for number, thing in enumerate(_THINGS):
        said = f"The {thing} in Holm will need {number + 12} new workers before the summer begins."
        start = len(text) + len("VOSS: ")
        text += (
            f"VOSS: {said}\n\nLIND: I have nothing to say about any of this, and I am tired.\n\n"
        )
        place = {"source": "talk.txt", "start": start, "end": start + len(said)}
        for wrong in (0, 30):
            quote = f"the {thing} in Holm would need {number + 12 + wrong} workers before summer"
            figure = str(number + 12 + wrong)
            at = quote.index(figure)
            row = {"id": f"{thing}{wrong}", "quote": quote, "kind": "indirect", "speaker": "Voss"}
            row |= {"context": f"Voss said {quote}.", "passages": [place]}
            row |= {"verdict": "clash" if wrong else "supported"}
            if wrong:
                row["wrong"] = {"kind": "number", "start": at, "end": at + len(figure)}
            rows.append(row)
    spoken = path / "talk.txt"
    spoken.write_text(text, encoding="utf-8")
    gold = path / "reports.jsonl"
    gold.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return gold, spoken


def _learn(path: Path, *options: str) -> str:
    gold, spoken = _folder(path)
    desk, output = path / "desk.yaml", path / "desk.weights.tsv"
    if not desk.exists():
        desk.write_text("extends: default\n", encoding="utf-8")
    output.unlink(missing_ok=True)
    command = ["rules", "learn", str(gold), "--sources", str(spoken), "--rules", str(desk), "-q"]
    assert main([*command, "-o", str(output), *options]) == 0
    return output.read_text(encoding="utf-8")


def test_weights_of_reports_are_learned_and_used(tmp_path):
    text = _learn(tmp_path)
    assert text == _learn(tmp_path)
    learned = weights.parse(text.encode(), "")
    shipped = rules.load().weights
    changed = {name for name in learned if learned[name] != shipped.get(name)}
    assert changed
    assert all(name.startswith(tuple(PREFIXES.values())) for name in changed)
    desk = rules.load(tmp_path / "desk.yaml")
    for section, prefix in PREFIXES.items():
        for name, weight in report_weights(desk, section).items():
            assert weight == learned[prefix + name]


@pytest.mark.parametrize("only", ["passages", "found", "clashes"])
def test_one_part_can_be_learned_and_the_file_says_from_what(tmp_path, only):
    text = _learn(tmp_path, "--only", only)
    assert sum("reports.jsonl, 16 reports" in line for line in text.splitlines()) == 1


def test_a_weight_set_by_hand_stays_and_counts(tmp_path):
    desk = tmp_path / "desk.yaml"
    desk.write_text(
        "extends: default\nreports: {clashes: {number always: 7.5}}\n", encoding="utf-8"
    )
    prefix = PREFIXES["clashes"]
    learned = weights.parse(_learn(tmp_path, "--only", "clashes").encode(), "")
    assert learned[f"{prefix}number always"] == rules.load().weights[f"{prefix}number always"]
    assert report_weights(rules.load(desk), "clashes")["number always"] == 7.5


def test_a_list_that_is_not_of_reports_is_refused(tmp_path, capsys):
    _, spoken = _folder(tmp_path)
    gold = tmp_path / "gold.jsonl"
    gold.write_text('{"id": "1", "quote": "We left.", "speaker": "Voss"}\n', encoding="utf-8")
    output = tmp_path / "w.tsv"
    assert main(["rules", "learn", str(gold), "--sources", str(spoken), "-o", str(output)]) == 2
    assert "is not a gold report" in capsys.readouterr().err
    assert not output.exists()


def test_values_count_as_often_as_they_say():
    cases = [([{"near": 3.0, "far": 0.5}, {"near": 1.0, "far": 2.0}], [True, False])] * 5
    found = fit(cases, FitSettings(passes=50, prior=0.5))
    assert found["near"] > 0 > found["far"]
    assert is_right(cases[0], found)
    assert not is_right(cases[0], {"far": 1.0})
