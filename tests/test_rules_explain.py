"""`rules explain` says in a paragraph why a quotation has its speaker; `prefer` decides."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from quotecheck import rules
from quotecheck.articles import make_article
from quotecheck.cli import main
from quotecheck.cli.explaining import explanation
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
    assert told.endswith("right about 98 times in 100.")
    assert "+0.00" not in numbers
    assert "rule after-name-cue" in numbers


def test_a_paragraph_says_who_comes_next_and_how_sure_the_name_is(tmp_path):
    _, told, _ = explained(tmp_path, 2)
    assert re.search(r"The next likeliest, Ed Voss, is \d\.\d points behind\.", told)
    assert "the full name" in told


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
    assert "The rules prefer that pattern strongly, and that decided." in told


def test_a_pattern_that_is_preferred_where_it_wins_anyway_did_not_decide(tmp_path):
    quote, told, _ = explained(tmp_path, 1, "{after-name-cue: {prefer: strongly}}")
    assert name(quote) == "Mara Quill"
    assert "it would have won without that" in told


def test_whom_a_forbidden_pattern_finds_is_not_the_speaker(tmp_path):
    quote, told, _ = explained(tmp_path, 1, "{after-name-cue: {prefer: never}}")
    assert quote.speaker is None
    assert (quote.kind.value, quote.confidence) == ("direct", 0.0)
    assert "It would be Mara Quill, found by after-name-cue, but the rules forbid that" in told
    other, told, _ = explained(tmp_path, 2, "{according-after: {prefer: never}}")
    assert name(other) == "Ed Voss"
    assert "It would be the log" in told


def test_what_is_preferred_is_strongly_or_never(tmp_path):
    with pytest.raises(rules.RulesError, match="strongly"):
        explained(tmp_path, 1, "{per: {prefer: strong}}")


def test_a_preference_is_not_learned():
    assert "preferred by the rules" in rules.load().attribution.by_hand()


def test_the_command_explains_one_quotation(tmp_path, capsys):
    path = tmp_path / "story.txt"
    path.write_text(STORY, encoding="utf-8")
    assert main(["rules", "explain", str(path), "--quote", "1"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("1  direct  “The dam will hold,”\n   Mara Quill is the speaker: ")
