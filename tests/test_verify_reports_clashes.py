"""Clashes of reports: a word clashes only in the role that it has in the report, and what is shown
of the source is the sentence that differs."""

from __future__ import annotations

import io

import pytest
from report_samples import checked

from quotecheck.display import Palette
from quotecheck.model import Article, Document, Kind, Quotation, Speaker, State
from quotecheck.record import from_record, to_record
from quotecheck.reports.text import TextView, reported


@pytest.mark.parametrize(
    ("said", "report"),
    [
        (
            "We cannot afford to keep the reading room open. I have had 62 letters on the room.",
            "she had read every letter on the room",
        ),
        (
            "We cannot afford to keep the opening hours of the depot. The boxes came in March.",
            "she had opened every box of the depot in March",
        ),
        (
            "We will not pay for the painting classes at the fence works. It is a long way.",
            "she had painted the fence of the works",
        ),
        ("I can't stop reading the letters about the ferry.", "she had read the ferry letters"),
        ("We never asked for a building at the harbour gate.", "they had built a harbour gate"),
    ],
)
def test_a_word_in_another_role_is_not_denied(said, report):
    assert checked(said, report).verdict.value != "clash"


@pytest.mark.parametrize(
    ("said", "report", "there"),
    [
        (
            "There will not be a cut to the ferry grant while I am here.",
            "she would cut the ferry grant",
            "not be a cut",
        ),
        (
            "We do not plan to raise the ferry fares this winter.",
            "they would raise the ferry fares this winter",
            "not plan to raise",
        ),
        (
            "We did not build the harbour gate, whatever they say.",
            "they had built the harbour gate",
            "not build",
        ),
    ],
)
def test_a_word_that_is_denied_clashes(said, report, there):
    found = checked(said, report)
    assert found.verdict.value == "clash"
    assert [part.source for part in found.particulars if part.state is State.DIFFERS] == [there]


LONG = (
    "Let me begin with the weather, which was kinder than we had feared when we met here last. "
    "The ferry will need 45 new deckhands before the summer, and we shall train them at the old "
    "harbour school. Nobody knows what the winter brings, and I will not guess. I thank you all."
)


def test_the_sentence_that_differs_is_the_passage_of_the_particular():
    found = checked(LONG, "the ferry would need 65 new deckhands before the summer")
    part = next(part for part in found.particulars if part.state is State.DIFFERS)
    assert part.passage is not None
    assert part.passage.text.startswith("The ferry will need 45")
    assert part.passage.text.endswith("harbour school.")
    assert part.passage.speaker == "Nolan"


def document(found) -> Document:
    words = "the ferry would need 65 new deckhands before the summer"
    text = f"Nolan said {words}."
    speaker = Speaker("Nolan", None)
    quote = Quotation("i1", 11, 11 + len(words), words, Kind.INDIRECT, speaker=speaker)
    quote = Quotation(**{**vars(quote), "report": found})
    return Document(Article("a", text), (quote,))


def test_the_sentence_is_what_is_shown_and_recorded():
    found = checked(LONG, "the ferry would need 65 new deckhands before the summer")
    shown = document(found)
    lines = "\n".join(reported(shown, TextView(Palette(on=False), 200)))
    assert "read      “The ferry will need 45 new deckhands" in lines
    assert "weather" not in lines
    assert "winter" not in lines
    again = from_record(to_record(shown), shown.article.text).quotes[0].report
    assert again is not None
    assert again.particulars == found.particulars


def test_a_long_sentence_is_cut_so_that_the_words_stay_in_sight():
    said = (
        f"When {'the old boats came in one by one and ' * 12}the ferry needed 45 deckhands for it, "
        f"and {'the new boats went out again and ' * 12}that was all."
    )
    found = checked(said, "the ferry had needed 65 deckhands for it")
    lines = list(reported(document(found), TextView(Palette(on=False), 80)))
    read = " ".join(" ".join(line[14:] for line in lines if line.startswith("    ")).split())
    assert "45 deckhands" in read
    assert len(io.StringIO("\n".join(lines)).readlines()) < 12


@pytest.mark.parametrize(
    ("speaker", "verdict"), [("Nolan", "clash"), ("ferry company officials", "related")]
)
def test_a_named_person_contradicts_nothing_of_others(speaker, verdict):
    said = "The ferry will need 45 new deckhands before the summer, and we shall train them."
    report = "the ferry would need 65 new deckhands before the summer"
    found = checked(said, report, speaker)
    assert found.verdict.value == verdict
    assert all(part.state is not State.DIFFERS for part in found.particulars) == (
        verdict == "related"
    )
