"""Words under a picture: what a caption is, and that its quotations are held against the story."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotecheck.articles import make_article
from quotecheck.errors import RulesError
from quotecheck.extraction import extract
from quotecheck.model import Kind, Quotation, Source, Triage, Turn, Verdict
from quotecheck.rules import load
from quotecheck.sources import Library
from quotecheck.sources.canonical import Canon
from quotecheck.verify import check
from quotecheck.verify.story.captions import in_captions

RULES = load()
SAID = "The dam will hold for years. We checked every valve twice, and nobody found a crack."
LIBRARY = Library(RULES, Canon(RULES)).adding(
    [Source("speech", SAID, (Turn("MARA QUILL", 0, len(SAID)),))]
)
STORY = "“The dam,” Mara Quill said on Monday, “will hold for years.”"


def checked(*paragraphs):
    document = extract(make_article("\n\n".join(paragraphs)), RULES)
    return check(document, LIBRARY, RULES).quotes


def is_caption(text, words="the dam will hold"):
    start = text.index(words)
    opening, closing = text.rindex("“", 0, start), text.index("”", start) + 1
    quote = Quotation("1", opening, closing, text[opening:closing], Kind.DIRECT)
    return bool(in_captions(text, [quote], RULES.wording.captions))


@pytest.mark.parametrize(
    "text",
    [
        "Mara Quill says “the dam will hold.” (AP Photo/Jane Roe)",
        "Mara Quill says “the dam will hold” on Monday. Jane Roe/Getty Images",
        "Mara Quill says “the dam will hold.” (Jane Roe/The Harbor Post via AP, File)",
        "Mara Quill says “the dam will hold.” Photo: Jane Roe",
        "Mara Quill says “the dam will hold” | Photograph by Jane van der Roe for Norvex",
        "Mara Quill says “the dam will hold” — JANE ROE/REUTERS",
        "Mara Quill says “the dam will hold” at the gate. File photo.",
        "(Courtesy of the Harbor Post) Mara Quill says “the dam will hold” on Monday.",
        "Pictured: Mara Quill, who says “the dam will hold.”",
        "FILE – In this May 4 picture Mara Quill says “the dam will hold.”",
        "In this photo, Mara Quill says “the dam will hold.”",
        "A first paragraph.\n\nMara Quill says “the dam will hold.”\nJane Roe/Getty Images",
    ],
)
def test_a_credit_or_an_opening_makes_a_caption(text):
    assert is_caption(text)


@pytest.mark.parametrize(
    "text",
    [
        "“the dam will hold,” Mara Quill told Getty Images.",
        "Mara Quill said “the dam will hold.” Getty Images declined to comment.",
        "The AP photo shows that “the dam will hold,” Mara Quill said on Monday.",
        "Mara Quill says “the dam will hold (AP Photo).” Nobody asked.",
        "“Pictured: the dam will hold,” Mara Quill said.",
        "Mara Quill says “the dam will hold.”\n\nJane Roe/Getty Images",
        "Mara Quill says “the dam will hold.”\nJane Roe/Getty Images",  # a text without empty lines
        "Pictured: " + "a long walk along the river " * 20 + "and “the dam will hold.”",
    ],
)
def test_the_body_of_a_story_is_no_caption(text):
    assert not is_caption(text)


def test_a_caption_that_differs_from_the_story_is_to_be_looked_at():
    caption = "Mara Quill at the dam, which “will hold years,” she said. (AP Photo/Jane Roe)"
    quote = checked("Mara Quill walks along the river.", caption, STORY)[0]
    assert "this is a caption, and the story itself has it as “will hold for years.”" in (
        quote.check.why
    )
    assert quote.check.triage is not Triage.PASS


def test_a_caption_whose_words_the_story_does_not_have_is_to_be_looked_at():
    caption = "“We checked every valve twice,” Mara Quill said on Monday. (AP Photo/Jane Roe)"
    quote = checked("Mara Quill walks along the river.", caption, STORY)[0]
    assert (quote.check.verdict, quote.check.triage) == (Verdict.VERBATIM, Triage.LOOK)
    assert "no quotation of the story has these words" in quote.check.why


@pytest.mark.parametrize("words", ["will hold for years", "The dam will hold"])
def test_a_caption_that_says_what_the_story_says_passes(words):
    caption = f"“{words},” Mara Quill said on Monday. (AP Photo/Jane Roe)"
    quote = checked("Mara Quill walks along the river.", caption, STORY)[0]
    assert quote.check.triage is Triage.PASS


def test_a_caption_is_no_witness_for_a_headline():
    caption = "“We checked every valve twice,” Mara Quill said. (AP Photo/Jane Roe)"
    headline = "Quill: ‘We Checked Every Valve Twice’ Before Vote"
    first = checked(headline, caption, STORY)[0]
    assert first.kind is Kind.HEADLINE
    assert "no quotation of the story has these words" in first.check.why


def test_a_headline_may_close_up_what_the_story_interrupts():
    first = checked("Quill: ‘The Dam Will Hold For Years’ Before Vote", STORY)[0]
    assert (first.kind, first.check.triage) == (Kind.HEADLINE, Triage.PASS)


def test_a_desk_adds_a_credit_of_its_own(tmp_path):
    path = tmp_path / "desk.yaml"
    path.write_text("extends: default\nwording:\n  captions:\n    credits: [Harbor Post picture]\n")
    text = "Mara Quill says “the dam will hold.” Harbor Post picture"
    quote = Quotation("1", 16, 36, "“the dam will hold.”", Kind.DIRECT)
    assert not in_captions(text, [quote], RULES.wording.captions)
    assert in_captions(text, [quote], load(path).wording.captions)


@pytest.mark.parametrize("line", ["credits: ['  ']", "openings: ['']", "longest: -1"])
def test_a_mark_that_would_fit_everything_is_refused(tmp_path, line):
    path = tmp_path / "desk.yaml"
    path.write_text(f"extends: default\nwording:\n  captions:\n    {line}\n")
    with pytest.raises(RulesError) as caught:
        load(path)
    assert caught.value.faults[0].line == 4


@given(st.text(alphabet="“” .(|/AaPpPhoto\n-", max_size=200), st.integers(0, 100))
def test_any_text_is_a_caption_or_none(text, start):
    quote = Quotation("1", start, start + 5, "", Kind.DIRECT)
    assert in_captions(text, [quote], RULES.wording.captions) <= {"1"}
