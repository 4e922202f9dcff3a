"""A desk's rules file: what it may hold, and what an editor is told when it is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import is_dataclass

import pytest

from quotecheck.errors import InputError, RulesError
from quotecheck.limit import time_limit
from quotecheck.rules import default_path, forget, load
from quotecheck.rules.made import made_once


@pytest.fixture
def write(tmp_path):
    def _write(text, name="desk.yaml"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return _write


def faults(path):
    with pytest.raises(RulesError) as caught:
        load(path)
    return caught.value.faults


def test_the_shipped_rules_have_no_faults():
    assert load().hash
    assert default_path().name in ("rules.yaml", "default.yaml")


def test_a_person_in_one_line(write):
    rules = load(write('people:\n  Mara Quill: "@maraq, Mayor Quill"\n'))
    person = rules.people["Mara Quill"]
    assert person.handles == ("@maraq",)
    assert person.aliases == ("Mayor Quill",)


def test_a_handle_needs_no_quotes(write):
    rules = load(write("people:\n  Mara Quill: @maraq, Mayor Quill\n  Ed Voss: @ed\n"))
    assert rules.people["Mara Quill"].handles == ("@maraq",)
    assert rules.people["Ed Voss"].handles == ("@ed",)


def test_a_person_in_full(write):
    rules = load(
        write("people:\n  Mara Quill:\n    titles: [the mayor]\n    aliases: Quill, Ms. Quill\n")
    )
    assert rules.people["Mara Quill"].titles == ("the mayor",)
    assert rules.people["Mara Quill"].aliases == ("Quill", "Ms. Quill")


def test_an_unknown_key_is_named_with_its_place_and_the_near_one(write):
    path = write("version: 1\npeople:\n  Mara Quill:\n    handels: '@maraq'\n")
    (fault,) = faults(path)
    assert (fault.path, fault.line, fault.column) == (str(path), 4, 5)
    assert fault.where == "people.Mara Quill.handels"
    assert "did you mean 'handles'?" in fault.hint


def test_every_fault_is_told_at_once(write):
    found = faults(write("verson: 1\nversion: x\npeople:\n  Ed:\n    handles: ed\n"))
    assert [fault.line for fault in found] == [1, 2, 5]


def test_an_own_key_may_start_with_x(write):
    assert load(write("x-owner: the night desk\n"))


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("people:\n  a: {b\n", 2, "is not YAML: the { that opens here is not closed"),
        ("people: {}\npeople: {}\n", 2, "stands twice"),
        ("a: &x 1\nb: *x\n", 2, "aliases"),
        ("- a\n- b\n", 1, "no sections"),
        ("version: 1\n---\nversion: 1\n", 2, "second YAML document"),
        ("people:\n\tA: b\n", 2, "is not YAML"),
        (b"people:\n  A: \xff\n", 2, "not UTF-8"),
        ("version: 2\n", 1, "version"),
        ("extends: other\n", 1, "cannot extend"),
        ("[a]: b\n", 1, "key must be plain text"),
        ("version:\n  - 1\n", 2, "single value"),
        ("people: [a]\n", 1, "must be a mapping"),
    ],
)
def test_faults_have_a_line_and_a_reason(write, text, line, message):
    fault = faults(write(text))[0]
    assert fault.line == line
    assert message in str(fault)


def test_an_unquoted_pattern_gets_the_right_hint(write):
    fault = faults(write("people:\n  A: {quote} said\n"))[0]
    assert "quotes" in fault.hint


def test_a_missing_file_is_one_message(tmp_path):
    with pytest.raises(InputError, match="cannot read the rules"):
        load(tmp_path / "none.yaml")


def test_a_huge_file_is_refused(write):
    with pytest.raises(InputError, match="1,000,000"):
        load(write("#" * 1_100_000))


def test_deep_nesting_is_refused_at_once(write):
    path = write("a: " + "[" * 8000)
    with time_limit(60):  # it would take for ever
        assert "nested deeper" in str(faults(path)[0])


def test_a_file_that_extends_the_default_holds_only_what_differs(write):
    shipped = load()
    desk = load(write("extends: default\npeople:\n  Mara Quill: '@maraq'\n"))
    assert "Mara Quill" in desk.people
    assert set(shipped.people) <= set(desk.people)
    assert desk.hash != shipped.hash


@pytest.mark.parametrize("nothing", ["~", "null", ""])
def test_a_key_without_a_value_takes_the_shipped_one_out(write, nothing):
    path = write(f"extends: default\nattribution:\n  patterns:\n    label: {nothing}\n")
    assert set(load().attribution.patterns) - set(load(path).attribution.patterns) == {"label"}


def test_a_quoted_tilde_is_a_text(write):
    (fault,) = faults(write('extends: default\nattribution:\n  patterns:\n    label: "~"\n'))
    assert "must be a mapping" in fault.message


def test_the_cache_gives_the_same_rules_and_is_never_needed(write, tmp_path):
    path = write("people:\n  Mara Quill: '@maraq'\n")
    cache = tmp_path / "cache"
    first = load(path, cache_dir=cache)
    forget()
    assert load(path, cache_dir=cache).people.keys() == first.people.keys()
    for file in cache.iterdir():
        file.write_text("{broken")
    forget()
    assert load(path, cache_dir=cache).people.keys() == first.people.keys()
    blocked = tmp_path / "file"
    blocked.write_text("")
    assert load(path, cache_dir=blocked / "sub").hash == first.hash


def test_rules_from_the_cache_are_those_that_were_checked(tmp_path):
    first = load(cache_dir=tmp_path)
    forget()
    again = load(cache_dir=tmp_path)
    for name in ("version", "extends", "hash", "people", "sources", "wording", "reports"):
        assert bare(getattr(again, name)) == bare(getattr(first, name)), name
    for name in ("conflicts", "lexicon", "attribution"):
        assert bare(getattr(again, name)) == bare(getattr(first, name)), name
    assert first.examples
    assert not again.examples  # they are for testing the rules


def bare(record):
    """The record and all that it holds as tuples, without the examples."""
    if isinstance(record, Mapping):
        return {key: bare(item) for key, item in record.items()}
    if isinstance(record, tuple):
        return tuple(map(bare, record))
    if is_dataclass(record):
        fields = {key: bare(item) for key, item in vars(record).items() if key != "examples"}
        return type(record), fields
    return type(record), record


def test_the_cache_does_not_grow_with_each_change(write, tmp_path):
    for number in range(25):
        load(write(f"people:\n  A{number}: '@a'\n"), cache_dir=tmp_path / "cache")
    assert len(list((tmp_path / "cache").iterdir())) == 20


def test_the_same_bytes_are_the_same_rules(write):
    first = load(write("people:\n  A: '@a'\n"))
    assert load(write("people:\n  A: '@a'\n")) is first
    assert load(write("people:\n  B: '@b'\n")) is not first


def test_what_is_made_of_rules_is_made_once_for_each_version(write):
    made = []

    @made_once
    def count_of(rules, unit):
        made.append(rules.hash)
        return f"{len(rules.people)} {unit}"

    shipped, own = load(), load(write("people: {A Roe: ''}"))
    assert [count_of(each, "people") for each in (shipped, own, shipped)] == [
        f"{len(each.people)} people" for each in (shipped, own, shipped)
    ]
    assert made == [shipped.hash, own.hash]


def test_a_changed_file_is_not_read_from_the_cache(write, tmp_path):
    load(write("people:\n  A: '@a'\n"), cache_dir=tmp_path / "cache")
    again = load(write("people:\n  B: '@b'\n"), cache_dir=tmp_path / "cache")
    assert list(again.people) == ["B"]


@pytest.mark.parametrize("number", ["9" * 400, "nan", "1" * 5000])
def test_a_number_that_is_none_is_a_fault(write, number):
    for text in (f"version: {number}\n", f"attribution:\n  weights: {{near: {number}}}\n"):
        assert "number" in faults(write(text))[0].message


@pytest.mark.parametrize(
    "twice", ["{speaker} {cue} {quote} {speaker}", "[{speaker}] {cue} {quote} {speaker}"]
)
def test_a_pattern_names_one_speaker(write, twice):
    path = write(f'attribution:\n  patterns:\n    odd: {{pattern: "{twice}", weight: 1}}\n')
    assert "{speaker} once" in faults(path)[0].message


def test_a_person_has_a_name(write):
    assert "no name" in faults(write('people:\n  "": "@maraq"\n'))[0].message
