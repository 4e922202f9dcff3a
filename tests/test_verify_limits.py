"""The numbers and word lists of verification are a desk's to change, and are checked."""

import dataclasses
import os
import subprocess
import sys

import pytest

from quotecheck.errors import RulesError
from quotecheck.model import Source, SpeakerMatch, Turn, Verdict
from quotecheck.rules import default_path, load
from quotecheck.rules.limits import Attributions, Limits
from quotecheck.rules.source import parse
from quotecheck.sources import Library
from quotecheck.sources.canonical import Canon
from quotecheck.verify import check_quote

SAID = (
    "The dam will hold for years. We checked every valve twice, and nobody found a crack. "
    "It cost three crore of rupees, and the council paid two thousand of them by itself."
)


def with_rules(tmp_path, *lines):
    """The rules of a desk that writes these lines under ``wording``."""
    path = tmp_path / "desk.yaml"
    path.write_text("\n".join(["extends: default", "wording:", *(f"  {line}" for line in lines)]))
    return load(path)


def checked(text, rules, speaker="Mara Quill"):
    library = Library(rules, Canon(rules))
    library = library.adding([Source("speech", SAID, (Turn("MARA QUILL", 0, len(SAID)),))])
    return check_quote(text, library, rules, speaker=speaker)


def leaves(record, where=""):
    for field in dataclasses.fields(record):
        value, name = getattr(record, field.name), f"{where}{field.name}"
        if dataclasses.is_dataclass(value):
            yield from leaves(value, f"{name}.")
        else:
            yield name.replace("_", "-"), value


def keys(table, where=""):
    for key, value in table.items():
        if isinstance(value, dict):
            yield from keys(value, f"{where}{key}.")
        else:
            yield f"{where}{key}"


def test_the_shipped_file_has_every_number_and_the_code_no_other():
    written = parse(default_path().read_bytes(), "rules.yaml")["wording"]["limits"]
    assert set(keys(written)) == set(dict(leaves(Limits())))
    assert dict(leaves(load().wording.limits)) == dict(leaves(Limits()))
    written = parse(default_path().read_bytes(), "rules.yaml")["attribution"]["limits"]
    assert set(keys(written)) == set(dict(leaves(Attributions())))
    assert dict(leaves(load().attribution.limits)) == dict(leaves(Attributions()))


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("limits: {found-share: 1.5}", "from 0 to 1"),
        ("limits: {gap: -1}", "below 0"),
        ("limits: {order: {reach: -1}}", "below 0"),
        ("limits: {costs: {light: 2}}", "from 0 to 1"),
        ("limits: {telling: {chance: x}}", "must be a number"),
        ("limits: {splices: {whole: 1}}", "not a known key"),
        ("light-words: {stem-letters: -1}", "below 0"),
        ("reporting: {words: -1}", "below 0"),
        ("style: {magnitudes: {crore: 0}}", "must be 2 or more"),
        ("risk: {negative-endings: [less =]}", "'less =' is not a pair of endings"),
        ("risk: {negative-endings: [less]}", "'less' is not a pair of endings"),
    ],
)
def test_a_number_out_of_range_is_refused_with_its_place(tmp_path, line, message):
    with pytest.raises(RulesError) as caught:
        with_rules(tmp_path, line)
    (fault,) = caught.value.faults
    assert message in fault.message
    assert (fault.line, fault.where.split(".")[0]) == (3, "wording")


def test_a_desk_may_write_what_a_number_is_multiplied_by(tmp_path):
    assert checked("It cost 30 million of rupees", load()).verdict is Verdict.ALTERED
    rules = with_rules(tmp_path, "style: {magnitudes: {crore: 10000000}}")
    assert checked("It cost 30 million of rupees", rules).verdict is Verdict.STYLE
    assert checked("It cost 40 million of rupees", rules).verdict is Verdict.ALTERED


def test_a_desk_may_say_how_long_a_quotation_is_compared(tmp_path):
    rules = with_rules(tmp_path, "limits: {most-words: 5}")
    assert checked("The dam will hold for", rules).verdict is Verdict.VERBATIM
    check = checked("The dam will hold for years", rules)
    assert check.verdict is Verdict.UNCHECKED
    assert "6 words; 5 can be compared" in check.why


def test_a_desk_may_say_what_stays_of_a_word(tmp_path):
    rules = with_rules(tmp_path, "light-words: {stem-letters: 6}")
    text = "We checked every valves twice, and nobody found a crack"
    assert checked(text, load()).verdict is Verdict.MINOR
    assert checked(text, rules).verdict is Verdict.ALTERED


def test_a_desk_may_say_how_far_a_word_is_moved(tmp_path):
    text = "We every valve checked twice, and nobody found a crack"
    assert checked(text, load()).why == "the quote has “checked” in another place"
    rules = with_rules(tmp_path, "limits: {order: {reach: 0}}")
    assert checked(text, rules).why != "the quote has “checked” in another place"


def test_a_desk_may_say_who_is_nobody(tmp_path):
    path = tmp_path / "desk.yaml"
    path.write_text("extends: default\nsources:\n  pronouns: [spokesfolk]\n")
    match = checked("The dam will hold", load(path), speaker="Spokesfolk").speaker_match
    assert match is SpeakerMatch.UNKNOWN
    assert checked("The dam will hold", load(), speaker="Spokesfolk").speaker_match is not match


def test_the_same_sources_give_the_same_answer_whatever_the_hash_seed():
    script = (
        "from quotecheck.rules import load; from quotecheck.sources import Library\n"
        "from quotecheck.sources.canonical import Canon; from quotecheck.model import Source\n"
        "from quotecheck.verify import check_quote\n"
        "rules = load(); library = Library(rules, Canon(rules))\n"
        "words = 'dam river valve gate town boat'.split()\n"
        "said = '\\n\\n'.join(f'The {a} and the {b} are one.' for a in words for b in words)\n"
        "library = library.adding([Source('s', said)])\n"
        "print(check_quote('town boat gate with valve nor dam', library, rules))\n"
    )
    answers = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": str(seed)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in range(3)
    }
    assert len(answers) == 1
    assert "near=True" in answers.pop()
