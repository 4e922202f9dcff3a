"""`rules explain` says in a paragraph why a quotation has its speaker; `prefer` decides."""

from __future__ import annotations

import dataclasses
import io
import re
from pathlib import Path

import pytest

from quotecheck import rules
from quotecheck.articles import make_article
from quotecheck.cli import main
from quotecheck.cli.explaining import explanation, in_words
from quotecheck.extraction import extract
from quotecheck.model import Quotation

STORY = (
    "“The dam will hold,” Mara Quill said. Ed Voss waited. “It will not,” according to the log, "
    "Voss told the Post.\n\nThe so-called “dam tax” is gone.\n"
)


def explained(tmp_path: Path, number: int, patterns: str = "{}") -> tuple[Quotation, str, str]:
    """A quotation of the story under a desk's patterns, its paragraph, and the numbers."""
    path = tmp_path / "desk.yaml"
    path.write_text(f"extends: default\nattribution: {{patterns: {patterns}}}\n", encoding="utf-8")
    known = rules.load(path)
    article = make_article(STORY)
    quote = extract(article, known).quotes[number - 1]
    lines = list(explanation(quote, article, known))[1:]
    start = next(n for n, line in enumerate(lines) if re.match(r"   (?:won|2\.)", line))
    return quote, " ".join(map(str.strip, lines[:start])), "\n".join(lines[start:])


def name(quote: Quotation) -> str | None:
    return quote.speaker.name if quote.speaker else None


def test_a_paragraph_says_who_and_by_which_words(tmp_path):
    _, told, numbers = explained(tmp_path, 1)
    assert told.startswith(
        "Mara Quill is the speaker: “Mara Quill said” fits the pattern after-name-cue, "
        "{quote} {speaker} {cue}."
    )
    assert "What speaks most for it: " in told
    assert told.endswith("right about 98% of the time.")
    assert "+0.00" not in numbers
    for words in re.split(", and |, ", told.split("most for it: ")[1].split(". ")[0]):
        assert re.search(rf"[+]\d\.\d\d  {re.escape(words)} \[.+\]$", numbers, re.MULTILINE)
    assert "confidence 98%" in numbers
    assert "rule after-name-cue" in numbers


def test_a_paragraph_says_who_comes_next_and_how_sure_the_name_is(tmp_path):
    _, told, _ = explained(tmp_path, 2)
    assert re.search(r"The next likeliest, Ed Voss, is \d\.\d points behind\.", told)
    assert re.search(r"about \d\d% of the time, and the full name about \d\d%[.]", told)


def test_a_paragraph_says_why_nobody_speaks(tmp_path):
    quote, told, numbers = explained(tmp_path, 3)
    assert quote.speaker is None
    assert told.startswith("Nobody is taken to be speaking.")
    assert "the quoted words are what something is called" in told
    assert "nobody" in numbers


def test_a_pattern_that_is_preferred_decides_and_is_told(tmp_path):
    assert name(explained(tmp_path, 2)[0]) == "the log"
    quote, told, _ = explained(tmp_path, 2, "{after-aside: {prefer: strongly}}")
    assert name(quote) == "Ed Voss"
    assert "The rules file prefers after-aside strongly, and that decided." in told


def test_a_pattern_that_is_preferred_where_it_wins_anyway_did_not_decide(tmp_path):
    quote, told, _ = explained(tmp_path, 1, "{after-name-cue: {prefer: strongly}}")
    assert name(quote) == "Mara Quill"
    assert "it would have won without that" in told


def test_whom_a_forbidden_pattern_finds_is_not_the_speaker(tmp_path):
    quote, told, _ = explained(tmp_path, 1, "{after-name-cue: {prefer: never}}")
    assert quote.speaker is None
    assert (quote.kind.value, quote.confidence) == ("direct", 0.0)
    assert "It would be Mara Quill, found by after-name-cue, but the rules file forbids" in told
    other, told, _ = explained(tmp_path, 2, "{according-after: {prefer: never}}")
    assert name(other) == "Ed Voss"
    assert "It would be the log" in told


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Quill was blunt about the cost. “It will hurt.”", "sentence-before"),
        ("“The dam will hold,” Quill said.\n\n“We checked it twice.”", "next-paragraph"),
        ("“It rained,” Quill said. “We waited.”", "next-sentence"),
    ],
)
def test_a_built_in_rule_can_be_forbidden_and_preferred(tmp_path, text, rule):
    assert last_of(tmp_path, text, "{}").rule == rule
    forbidden = last_of(tmp_path, text, f"{{{rule}: {{prefer: never}}}}")
    assert forbidden.speaker is None or "Quill" not in forbidden.speaker.name
    preferred = last_of(tmp_path, text, f"{{{rule}: {{prefer: strongly}}}}")
    assert "preferred by the rules" in {each.name for each in preferred.features}


def last_of(tmp_path: Path, text: str, patterns: str) -> Quotation:
    """The last quotation of a text under a desk's patterns."""
    path = tmp_path / "desk.yaml"
    path.write_text(f"extends: default\nattribution: {{patterns: {patterns}}}\n", encoding="utf-8")
    return extract(make_article(text), rules.load(path)).quotes[-1]


def test_what_is_preferred_is_strongly_or_never(tmp_path):
    with pytest.raises(rules.RulesError, match="strongly"):
        explained(tmp_path, 1, "{per: {prefer: strong}}")


def test_a_preference_is_not_learned():
    assert "preferred by the rules" in rules.load().attribution.by_hand()


STORY_OF_THREE = (
    "“We go in May,” Ann Roe said. “Nobody asked us,” said Tom Ord.\n\n"
    "“The old slipway\nhas served,” Ann Roe said.\n"
)


@pytest.mark.parametrize(
    ("place", "options", "numbers"),
    [
        ("", [], "123"),
        ("", ["--quote", "2"], "2"),
        ("", ["--quote", "OLD slipway has"], "3"),
        ("", ["--quote", "“Nobody asked us,”"], "2"),
        ("", ["--quote", "s"], "23"),
        (":1", [], "12"),
        (":1:31", [], "2"),
        (":1:40:", [], "2"),
        (":4", [], "3"),
        (":1", ["--quote", "May"], "1"),
    ],
)
def test_a_quotation_is_named_as_other_commands_print_it(tmp_path, capsys, place, options, numbers):
    path = tmp_path / "story.txt"
    path.write_text(STORY_OF_THREE, encoding="utf-8")
    assert main(["rules", "explain", f"{path}{place}", *options]) == 0
    shown = re.findall(r"^(\d+)  ", capsys.readouterr().out, re.MULTILINE)
    assert "".join(shown) == numbers


def test_every_place_that_check_and_extract_print_can_be_explained(tmp_path, capsys):
    path = tmp_path / "story.txt"
    path.write_text(STORY_OF_THREE, encoding="utf-8")
    assert main(["extract", str(path)]) == 0
    places = re.findall(
        rf"^({re.escape(str(path))}:\d+:\d+):", capsys.readouterr().out, re.MULTILINE
    )
    assert len(places) == 3
    for number, place in enumerate(places, 1):
        assert main(["rules", "explain", place]) == 0
        assert capsys.readouterr().out.startswith(f"{number}  ")


def test_a_file_whose_name_ends_like_a_place_is_a_file(tmp_path, capsys):
    path = tmp_path / "story:1:31"
    path.write_text(STORY_OF_THREE, encoding="utf-8")
    assert main(["rules", "explain", str(path), "--quote", "3"]) == 0


@pytest.mark.parametrize(
    ("place", "options", "said"),
    [
        ("", ["--quote", "99"], "has no quotation with the number or the words '99'"),
        (":2", [], "has no quotation there (they are numbered 1 to 3)"),
        (":1:30", [], "has no quotation there"),
        (":1", ["--quote", "slipway"], "has no quotation there with the number or the words"),
    ],
)
def test_what_is_not_there_is_told(tmp_path, capsys, place, options, said):
    path = tmp_path / "story.txt"
    path.write_text(STORY_OF_THREE, encoding="utf-8")
    assert main(["rules", "explain", f"{path}{place}", *options]) == 2
    assert said in capsys.readouterr().err


def test_the_rules_are_those_of_the_folder(tmp_path, capsys):
    path = tmp_path / "story.txt"
    path.write_text("“Nobody asked us,” harrumphed Mara Quill.\n", encoding="utf-8")
    (tmp_path / "quotecheck.toml").write_text('rules = "desk.yaml"\n', encoding="utf-8")
    (tmp_path / "desk.yaml").write_text(
        "extends: default\nlexicon: {cues: {unknown: [harrumph]}}\n", encoding="utf-8"
    )
    for options, cue in (([], True), (["--no-config"], False)):
        assert main(["rules", "explain", str(path), *options]) == 0
        assert ("cue “harrumphed”" in capsys.readouterr().out) is cue


def test_the_command_explains_one_quotation(tmp_path, capsys):
    path = tmp_path / "story.txt"
    path.write_text(STORY, encoding="utf-8")
    assert main(["rules", "explain", str(path), "--quote", "1"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("1  direct  “The dam will hold,”\n   Mara Quill is the speaker: ")


def test_a_draft_on_standard_input_and_what_is_reported_without_marks_are_explained(
    monkeypatch, capsys
):
    story = b"Mara Quill spoke. Quill said that the dam would hold.\n"
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(story)))
    assert main(["rules", "explain", "-", "--quote", "i1"]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "that the dam would hold" in told
    assert "Mara Quill (“Quill”) is the subject of “said”" in told


def test_a_quotation_that_is_not_there_is_told_with_those_that_are(tmp_path, capsys):
    path = tmp_path / "story.txt"
    path.write_text("“It will hold,” said Mara Quill. Quill said that the dam was safe.\n")
    assert main(["rules", "explain", str(path), "--quote", "4"]) == 2
    assert "numbered 1 to 1; what is reported without marks is i1" in capsys.readouterr().err


def test_a_feature_that_holds_on_both_sides_is_shown_once(tmp_path):
    quote, _, _ = explained(tmp_path, 1)
    twice = dataclasses.replace(quote, features=(*quote.features, *quote.features))
    numbers = list(explanation(twice, make_article(STORY), rules.load()))
    (won,) = (line for line in numbers if "[speaker is a name]" in line)
    assert won.count("speaker is a name]") == 1
    assert "(2 times)" in won


def test_words_of_no_class_explain_nothing_and_a_name_is_not_given_twice():
    assert in_words("after, follows a cue + a word") == "a verb of reporting behind the speaker"
    assert not in_words("before, follows a word")
    article, known = make_article(STORY), rules.load()
    for quote in extract(article, known, explain=True).quotes:
        for line in explanation(quote, article, known):
            assert not re.search(r"\d  (.*) from “\1”", line)
