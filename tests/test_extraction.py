"""Speakers, kinds and offsets: who said what."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotecheck.articles import make_article
from quotecheck.extraction import extract
from quotecheck.model import Kind
from quotecheck.rules import load

RULES = load()
WORDS = [
    "“",
    "”",
    '"',
    "said",
    "Mara Quill",
    "he",
    "\n\n",
    ",",
    ".",
    "told",
    "that",
    "‘",
    "’",
    "the",
    ":",
    " ",
    "\n",
]


def speakers(text):
    document = extract(make_article(text), RULES)
    return [
        quote.speaker.name if quote.speaker else None
        for quote in document.quotes
        if quote.kind is not Kind.INDIRECT
    ]


def marked(text):
    document = extract(make_article(text), RULES)
    return [quote for quote in document.quotes if quote.kind is not Kind.INDIRECT]


def test_the_speaker_goes_on_in_the_next_paragraph():
    text = "“The dam will hold,” Mara Quill said.\n\n“We checked it twice, and then again.”"
    assert speakers(text) == ["Mara Quill", "Mara Quill"]


def test_the_one_who_is_told_is_not_the_speaker():
    assert speakers("“We are late,” Ed Voss told Mara Quill.") == ["Ed Voss"]


def test_two_speakers_take_turns():
    text = "“Who signed it?” Dana Oke asked.\n\n“I did, and gladly,” Ed Voss replied."
    assert speakers(text) == ["Dana Oke", "Ed Voss"]


def test_each_quotation_says_why_and_who_else():
    (quote,) = marked("Ed Voss stood by the river. “The dam will hold,” Mara Quill said.")
    assert quote.rule == "after-name-cue"
    assert quote.features
    assert "Ed Voss" in [each.speaker.name for each in quote.alternatives]
    assert 0.5 < quote.confidence <= 1


def test_a_nested_quotation_stays_with_its_own():
    (quote,) = marked("“She told me, ‘Run now,’ and I ran,” Jo Lind said.")
    assert [each.text for each in quote.nested] == ["‘Run now,’"]


def test_kinds():
    text = (
        "Mayor Says Dam ‘Will Hold’ After Flood Warning\n\n"
        "“It holds well,” Mara Quill said. She called it “a gift to us all.”"
    )
    assert [quote.kind for quote in marked(text)] == [Kind.HEADLINE, Kind.DIRECT, Kind.PARTIAL]


def test_a_short_answer_that_is_a_paragraph_of_a_dialogue_is_speech():
    text = "“Is the gate dry?” Mara Quill asked.\n\n“Yes.”\n\n“All of it?”\n\nShe went in."
    document = extract(make_article(text), RULES)
    assert all(quote.kind is not Kind.NON_SPEECH for quote in document.quotes)


STORY = """The Lamp

Mara put down the lamp. “You are late,” she said.

“I am early.” Ed hung up his coat. “Is there tea?”

“There is.”

“And the letter?”

“Burnt.”

“Good,” Ed said.

“You never read it.”
"""


def test_in_a_story_told_in_dialogue_people_take_turns_and_act_beside_their_words():
    assert speakers(STORY) == ["Mara", "Ed", "Ed", "Mara", "Ed", "Mara", "Ed", "Mara"]


def test_whom_the_words_call_by_name_has_the_next_turn():
    text = """“Who took the lamp?” Mara asked.

“I did,” Ed said.

“It was me,” said Jo.

“Was it lit, Ed?”

“It was.”

“Oh, Mara, leave him alone!”

“Gladly.”
"""
    assert speakers(text)[4:] == ["Ed", "Jo", "Mara"]


def test_nobody_calls_himself_by_name():
    text = """“Who took the lamp?” Mara asked.

“I did,” Ed said.

“Was it lit?”

“It was.”

“Ed, you are a fool.”
"""
    assert speakers(text)[-2:] == ["Ed", "Mara"]
    assert speakers(text.replace("“It was.”", "“Was it?”\n\n“It was.”"))[-1] != "Ed"


def test_turns_go_on_after_a_pause():
    text = """“Where is the boat?” Mara Quill asked.

“Gone,” Tomas Renn said.

“Gone where?”

“South.”

He looked at the water for a long time and did not turn round.

“Will she come back?”

“No.”
"""
    assert speakers(text) == ["Mara Quill", "Tomas Renn"] * 3


def test_who_speaks_alone_takes_no_turns():
    lines = [
        "“I was scared,” Mara Quill said.",
        "“I ran.”",
        "“I hid.”",
        "“I waited.”",
        "“It rained.”",
    ]
    assert speakers("\n\n".join(lines)) == ["Mara Quill"] * 5


def test_in_news_a_quotation_alone_goes_on_with_the_speaker():
    text = (
        "“We are late with the dam again,” Mara Quill said of the report.\n\n"
        "“We have been late with it for years, and nobody minds.”\n\n"
        "“We shall be late with it next year, when the rain comes back.”"
    )
    assert speakers(text) == ["Mara Quill"] * 3


def test_a_label_that_names_nobody_does_not_speak():
    text = "Correction: The “dam tax” is a fee, and it was never more than that.\n\nIt rained."
    assert "Correction" not in speakers(text)


def test_numbers_follow_the_text():
    quotes = marked("“One is enough,” Quill said. “Two are not.”\n\n“Three,” said Voss.")
    assert [quote.id for quote in quotes] == ["1", "2", "3"]
    assert [quote.paragraph for quote in quotes] == [0, 0, 1]


def test_many_words_are_speech_even_if_nobody_is_found_to_speak():
    (quote,) = extract(make_article("“The dam will not hold if the rain goes on.”"), RULES).quotes
    assert (quote.kind, quote.speaker, quote.confidence) == (Kind.DIRECT, None, 0.0)


def test_an_indented_note_after_a_colon():
    assert speakers("Quill sent a note:\n\n     “The dam will hold.”")[0] == "Quill"


def test_a_transcript_whose_every_paragraph_begins_with_a_mark():
    text = """Mara Quill spoke to Ed Voss on Monday.

"VOSS: Will the dam hold?

"QUILL: It will. We checked it twice.

"And we will check it again.

"VOSS: Thank you."
"""
    assert speakers(text) == ["Ed Voss", "Mara Quill", "Ed Voss"]


@given(st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join))
@settings(max_examples=200)
def test_every_offset_points_at_its_words(text):
    for quote in extract(make_article(text), RULES).quotes:
        assert text[quote.start : quote.end] == quote.text
        mentions = [quote.cue, quote.speaker and quote.speaker.mention, *quote.nested]
        for mention in filter(None, mentions):
            assert text[mention.start : mention.end] == mention.text


@given(st.text())
def test_no_text_can_break_it(text):
    extract(make_article(text), RULES)


@pytest.mark.parametrize("text", ["", "\n\n", "“", "“”", "” “", "said said said", "“a” said"])
def test_next_to_nothing(text):
    extract(make_article(text), RULES)
