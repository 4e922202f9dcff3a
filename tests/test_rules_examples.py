"""The examples in the shipped rules are true, and every rule has some."""

from __future__ import annotations

import pytest

from quotecheck.cli import main
from quotecheck.extraction.examples import all_examples, problem_with, run_examples
from quotecheck.rules import load

RULES = load()


@pytest.mark.parametrize(
    ("example", "where"),
    [pytest.param(example, where, id=where) for where, example in all_examples(RULES)],
)
def test_example(example, where):
    problem = problem_with(example, RULES)
    if example.known_failure is None:
        assert problem == "", where
    else:
        assert problem, f"{where} passes now: take out known-failure"


@pytest.mark.parametrize("name", RULES.attribution.patterns)
def test_every_pattern_has_an_example(name):
    assert RULES.attribution.patterns[name].examples


@pytest.mark.parametrize("change", ["{prefer: never}", "~"])
def test_examples_of_a_pattern_that_a_desk_does_not_use_are_no_failures(tmp_path, capsys, change):
    path = tmp_path / "desk.yaml"
    path.write_text(
        "extends: default\n"
        f"attribution: {{patterns: {{after-name-cue: {change}, per: {{prefer: strongly}}}}}}\n"
        "examples:\n  ours: {text: “No,” Ana Roe said., speaker: Ed Voss}\n"
    )
    assert main(["rules", "test", str(path)]) == 1
    told = capsys.readouterr().out
    assert told.count("expected") == 1  # that of the desk
    assert "examples.ours: " in told
    assert "1 failed" in told
    last = told.splitlines()[-1]
    assert "of what the file prefers (per) and forbids or takes out (after-name-cue)" in last
    excused = [each.where for each in run_examples(load(path)) if each.excused]
    assert "examples.a10-many-paragraphs" in excused
    assert "examples.ours" not in excused


def test_an_example_that_a_desks_preference_decides_otherwise_is_no_failure(tmp_path, capsys):
    path = tmp_path / "desk.yaml"
    path.write_text(
        "extends: default\nattribution: {patterns: {after-name-cue: {prefer: strongly}}}\n"
    )
    assert main(["rules", "test", str(path)]) == 0
    told = capsys.readouterr().out
    assert ", 0 failed" in told
    assert "1 example that comes out differently because of what the file prefers" in told


def test_a_shipped_example_that_a_new_word_breaks_is_a_failure(tmp_path, capsys):
    path = tmp_path / "desk.yaml"
    path.write_text(
        "extends: default\nlexicon: {cues: {unknown: [-say]}}\n"
        "attribution: {patterns: {per: {prefer: never}}}\n"
    )
    assert main(["rules", "test", str(path)]) == 1
    told = capsys.readouterr().out
    assert "attribution.patterns.after-cue-name.examples[1]: found no speaker" in told
