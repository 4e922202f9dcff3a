"""Slips of an editor in a desk's file: each is told with its line, and with what to write."""

from __future__ import annotations

from pathlib import Path

import pytest

from quotecheck.errors import Fault, RulesError
from quotecheck.rules import load
from quotecheck.rules.attribution import BUILT_IN

PATTERN = '{pattern: "{quote} {speaker} {cue}"}'


def told(tmp_path: Path, text: str) -> Fault:
    """The first fault of a desk's file, or else the first note on it."""
    path = tmp_path / "desk.yaml"
    path.write_text(f"extends: default\n{text}\n", encoding="utf-8")
    try:
        found = load(path).notes
    except RulesError as error:
        found = error.faults
    assert found[0].path == str(path)
    return found[0]


@pytest.mark.parametrize(
    ("text", "line", "message", "hint"),
    [
        ("lexicon:\n  roles: [a]\n   titles: [B]", 4, "indented like none above", "'roles: [a]'"),
        ("lexicon:\n    roles: [a]\n  titles: [B]", 4, "indented like none above", "same column"),
        ("lexicon:\n  roles: a\n    titles: [B]", 4, "indented like none above", "'roles: a'"),
        (" lexicon:\n  roles: [a]", 2, "indented like none above", "'extends: default'"),
        ("lexicon:\n\troles: [purser]", 3, "indented with a tab", "spaces"),
        ("lexicon:\n  roles:\n\t- purser", 4, "indented with a tab", "spaces"),
        ("lexicon\n  roles: [purser]", 2, "no colon behind 'lexicon'", "lexicon:"),
        ("lexicon:\n  roles: [a, b\n  titles: [B]", 3, "the [ that opens here", "put a ]"),
        ('people:\n  Ana: "@a, Ms. A\n  Bo: "@b"', 3, 'the " that opens here', 'put a "'),
        ('people:\n  Ana: "@a, Ms. A', 3, 'the " that opens here', 'put a "'),
        ("examples:\n  a: {text: Ana said: No}", 3, "has a colon in it", "in quotes"),
        ("attribution:\n  patterns:\n    a: {quote} {cue}", 4, "cannot begin with {", "in quotes"),
    ],
)
def test_what_is_not_yaml_is_told_where_the_slip_is(
    tmp_path: Path, text: str, line: int, message: str, hint: str
) -> None:
    found = told(tmp_path, text)
    assert (found.line, message in found.message, hint in found.hint) == (line, True, True), found


@pytest.mark.parametrize(
    ("text", "line", "message", "hint"),
    [
        ("lexcon:\n  roles: [purser]", 2, "not a known key", "'lexicon'"),
        ("lexicon:\nroles: [purser]", 3, "not a known key", "under  lexicon or sources"),
        ("lexicon:\n  unknown: [hector]", 3, "not a known key", "lexicon.cues.unknown"),
        ("lexicon.cues.unknown: [hector]", 2, "not a known key", "lexicon: cues: unknown: …"),
        ("cues.said: [hector]", 2, "not a known key", "lexicon: cues: said: …"),
        ("lexicon:\n  cues:\n    said: [hector]", 4, "'said' is not a medium", "unknown"),
        ("lexicon:\n  verbs-of-reporting: [hector]", 3, "not a known key", "rules new"),
        ("lexicon:\n\u00a0\u00a0roles: [purser]", 3, "not a known key", "plain spaces"),
        ("lexicon:\n  cues: [hector]", 3, "must be a mapping", "name: [one, two]"),
        ("lexicon:\n  roles:[purser]", 3, "must be a mapping", "space behind the colon"),
        ("people:\n  - Ana Roe", 3, "must be a mapping", "without - before them"),
        ("people:\n  Ana Roe: [Ms. Roe]", 3, "must be a mapping", "aliases: …"),
        ("lexicon:\n  roles: {purser: yes}", 3, "must be a list", "[one, two]"),
        ("wording: {limits: {own-words: ten}}", 2, "must be a number", "digits"),
        ("wording: {limits: {own-words: 9 words}}", 2, "must be a number", "without a unit"),
        ("attribution: {trust: {in-turn: 85}}", 2, "'in-turn' is 85", "from 0 to 1"),
        ("attribution: {names: {surname: -1}}", 2, "'surname' is -1", "from 0 to 1"),
        ("attribution:\n  patterns:\n    per: never", 4, "must be a mapping", "{prefer: never}"),
    ],
)
def test_what_is_in_the_wrong_place_or_form_is_told_with_the_right_one(
    tmp_path: Path, text: str, line: int, message: str, hint: str
) -> None:
    found = told(tmp_path, text)
    assert (found.line, message in found.message, hint in found.hint) == (line, True, True), found


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        (
            "attribution: {patterns: {after-name-cu: {prefer: never}}}",
            "there is no pattern called 'after-name-cu'",
            "did you mean 'after-name-cue'? a new one needs  pattern:",
        ),
        (
            "sources: {labels: {colonn: {needs: one}}}",
            "there is no label called 'colonn'",
            "did you mean 'colon'? a new one needs  shape:",
        ),
        (
            "attribution: {patterns: {of-ours: {weight: 3}}}",
            "there is no pattern called 'of-ours'",
            "a new one needs  pattern:",
        ),
    ],
)
def test_a_change_of_what_is_not_there_names_the_near_one(
    tmp_path: Path, text: str, message: str, hint: str
) -> None:
    found = told(tmp_path, text)
    assert (found.line, found.message, found.hint) == (2, message, hint)


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("people: {Ana Roe: “@ana”}", "'“@ana”' is taken with its curly", "straight"),
        ("lexicon: {roles: [“purser”]}", "'“purser”' is taken with", "straight"),
        ("lexicon: {roles: [portkeeper, portkeeper]}", "'portkeeper' stands twice", "keep one"),
        ("lexicon: {cues: {unknown: [said]}}", "'said' is a form of a verb", "'say'"),
        ("lexicon:\n  roles:\n    -reeve\n    -purser", "takes out 'reeve -purser'", "a space"),
    ],
)
def test_words_that_are_not_what_they_seem_are_told(
    tmp_path: Path, text: str, message: str, hint: str
) -> None:
    found = told(tmp_path, text)
    assert message in found.message
    assert hint in found.hint


def test_curly_marks_belong_into_examples_and_verbs_like_read_are_no_forms(tmp_path: Path) -> None:
    path = tmp_path / "desk.yaml"
    example = "{text: “No” Ana Roe said., speaker: Ana Roe}"
    path.write_text(
        "extends: default\nlexicon: {cues: {post: [read]}}\n"
        f"attribution: {{patterns: {{mine: {PATTERN[:-1]}, examples: [{example}]}}}}}}\n"
        "people: {Ana O’Roe: ‘’}\n",
        encoding="utf-8",
    )
    assert [note.message for note in load(path).notes] == [
        "'‘’' is taken with its curly quotation marks"
    ]


def test_an_empty_file_is_told_to_use_nothing_of_the_shipped_rules(tmp_path: Path) -> None:
    path = tmp_path / "desk.yaml"
    path.write_text("# notes only\n")
    (note,) = load(path).notes
    assert "none of the shipped rules" in note.message


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("attribution: {pattern: {per: {prefer: never}}}", "not a known key", "mean 'patterns'?"),
        ("people: {Ana Roe: {handle: '@ana'}}", "not a known key", "mean 'handles'?"),
        (
            "attribution: {patterns: {of-ours: {pattern: '{quote} {gap} {speaker}'}}}",
            "a gap needs its least and its most pieces",
            "write  {gap:0-6}",
        ),
        ("wording: {policies: {light: {looks: [croped]}}}", "cannot be 'croped'", "'cropped'?"),
    ],
)
def test_a_slip_of_a_letter_is_told_with_what_was_meant(
    tmp_path: Path, text: str, message: str, hint: str
) -> None:
    found = told(tmp_path, text)
    assert (message in found.message, hint in found.hint) == (True, True), found


def test_a_name_that_yaml_cuts_off_at_its_comma_is_told(tmp_path: Path) -> None:
    path = tmp_path / "desk.yaml"
    path.write_text(
        "extends: default\nattribution: {weights: {the only cue, right behind: 3, cue hector: 2}}\n"
    )
    notes = load(path).notes
    assert [note.where.rpartition(".")[2] for note in notes] == ["the only cue", "right behind"]
    assert all("put a name with a comma in quotes" in note.hint for note in notes)


def test_every_built_in_rule_is_described() -> None:
    page = (Path(__file__).parents[1] / "docs" / "rules.md").read_text(encoding="utf-8")
    assert [name for name in BUILT_IN if f"*{name}*" not in page] == []
