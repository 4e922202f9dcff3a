"""Drafts whose lines were broken at a width: letters, wire copy, books."""

from __future__ import annotations

from textwrap import fill

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotecheck.articles import make_article
from quotecheck.extraction import extract
from quotecheck.model import Document
from quotecheck.rules import load
from quotecheck.text import unwrapped

RULES = load()
QUILL = """\
Mara Quill, who has kept the records of the river board for more than twenty years, was blunt on
Monday. “The dam will hold for as long as the gates are kept open in the spring, and not a single
day longer than that,” she said."""
VOSS = """\
Deputy Ed Voss shook his head when he was asked about it. “Nobody has ever measured what lies behind
the northern wall,” he told the Harbor Post."""
HEADLINE = (
    "Dam is safe, says the woman who has kept the records for years, but her deputy sees dangers "
    "in the wall"
)
PARAGRAPHS = (QUILL.replace("\n", " "), VOSS.replace("\n", " "))


def in_lines(width: int = 66, indent: str = "", between: str = "\n\n") -> str:
    """The draft as a letter writer's machine breaks it."""
    return between.join(
        fill(paragraph, width, initial_indent=indent, break_on_hyphens=False)
        for paragraph in PARAGRAPHS
    )


def speakers(document: Document) -> list[str | None]:
    return [quote.speaker.name if quote.speaker else None for quote in document.quotes]


@pytest.mark.parametrize(
    "text",
    [
        in_lines(),
        in_lines(48),
        in_lines(98),
        in_lines().replace("\n", "\r\n"),
        in_lines(indent="   ", between="\n"),
        f"{HEADLINE}\n\n{in_lines()}",
    ],
)
def test_a_quotation_runs_over_the_ends_of_lines(text: str) -> None:
    document = extract(make_article(text), RULES, indirect=True)
    assert speakers(document)[:2] == ["Mara Quill", "Ed Voss"]
    for quote in document.quotes:
        assert quote.text == text[quote.start : quote.end]
        assert quote.speaker is not None
        mention = quote.speaker.mention
        assert mention is None or mention.text == text[mention.start : mention.end]
        for other in quote.alternatives:
            assert "\n" not in other.speaker.name


@pytest.mark.parametrize(
    "text",
    [
        "\n\n".join(PARAGRAPHS),
        "\n".join(PARAGRAPHS),
        "VOSS: Will it hold?\nQUILL: It will, I think.\nVOSS: You think so?\nQUILL: I know it.",
        "A short line\nand a shorter\none",
        "",
    ],
)
def test_other_texts_keep_their_lines(text: str) -> None:
    assert unwrapped(text) is text


@given(st.text(alphabet="ab.” \n\r", max_size=400))
def test_offsets_hold(text: str) -> None:
    changed = unwrapped(text)
    assert len(changed) == len(text)
    assert changed.split() == text.split()


@pytest.mark.parametrize("between", [" – ", " | ", " → ", ": "])
def test_turns_of_about_the_same_length_are_not_lines_broken_at_a_width(between: str) -> None:
    turns = (
        "Ana Rowe{}We open the gates at nine.\nBo Voss{}Then the boats come in early.\n"
        "Ana Rowe{}They do, and they wait for us.\nBo Voss{}Nobody told me that before.\n"
        "Ana Rowe{}Now somebody has told you so.\n"
    ).replace("{}", between)
    assert unwrapped(turns) == turns
