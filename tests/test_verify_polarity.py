"""Negations, hedges and tenses that come, go or move: which of them turn what was said."""

import pytest

from quotecheck.model import Flag, Source, Turn, Verdict
from quotecheck.rules import load
from quotecheck.sources import Library
from quotecheck.sources.canonical import Canon
from quotecheck.verify import check_quote

RULES = load()
CANON = Canon(RULES)


def checked(quote, spoken):
    text = f"LIND: Good morning to all who came. {spoken} That was the end of the day."
    said = Source("hearing", text, (Turn("LIND", 6, len(text)),))
    return check_quote(quote, Library(RULES, CANON).adding([said]), RULES, speaker="Lind")


LIGHT = (Verdict.MINOR, Verdict.STYLE)


@pytest.mark.parametrize(
    ("spoken", "quote"),
    [
        ("I would never, never sell the harbor to them.", "I would never sell the harbor to them"),
        ("I would never sell the harbor to them.", "I would never, never sell the harbor to them"),
        ("I will never, ever sell the harbor to them.", "I will never sell the harbor to them"),
        ("I will not sell it to them at all this year.", "I will not sell it to them this year"),
        ("We will not sell the harbor to them.", "No, we will not sell the harbor to them"),
        ("You ask me. No, we will not sell the harbor.", "You ask me. We will not sell the harbor"),
        ("They were alone, but they are not alone any longer.", "but they are alone no longer"),
        ("The harbor will be full by summer.", "I think the harbor will be full by summer"),
        ("We do not think the gate is open.", "We think the gate is not open"),
    ],
)
def test_what_strengthens_or_moves_a_negation_turns_nothing(spoken, quote):
    assert checked(quote, spoken).verdict in LIGHT


@pytest.mark.parametrize(
    ("spoken", "quote"),
    [
        ("The gate is not open and the boats are in.", "The gate is open and the boats are in"),
        ("I say no boats came here today.", "I say boats came here today"),
        (
            "The pumps hold — can't hold — can't hold on.",
            "The pumps hold — can hold — can't hold on",
        ),
        ("The gate is not always open in the winter.", "The gate is always not open in the winter"),
        (
            "The pumps are old and I think the wall will hold.",
            "The pumps are old and the wall will hold",
        ),
        ("Unlike the mayor, I saw the harbor.", "Like the mayor, I saw the harbor"),
    ],
)
def test_a_negation_or_a_hedge_that_goes_is_an_error(spoken, quote):
    assert checked(quote, spoken).verdict in (Verdict.FLIPPED, Verdict.ALTERED)


@pytest.mark.parametrize(
    "before",
    [
        "I do not think",
        "I don't believe that",
        "Nobody believes",
        "It is not true that",
        "I am not saying",
        "I'm not convinced that",
        "We never said",
        "I doubt that",
    ],
)
def test_words_that_the_speaker_does_not_hold_are_shown(before):
    found = checked("they will sell the harbor", f"{before} they will sell the harbor.")
    assert {Flag.CROPPED, Flag.SECOND_HAND} & set(found.flags)


def test_words_that_the_speaker_does_hold_pass():
    found = checked("they will sell the harbor", "I do think that they will sell the harbor.")
    assert Flag.CROPPED not in found.flags


@pytest.mark.parametrize(
    ("spoken", "quote", "expected"),
    [
        ("He knows the pumps are old.", "He knew the pumps are old", Verdict.ALTERED),
        ("They give us the boats.", "They gave us the boats", Verdict.ALTERED),
        ("They come here by boat each year.", "They came here by boat each year", Verdict.ALTERED),
        ("The man who comes here is old.", "The man who came here is old", Verdict.MINOR),
        ("He say the pumps are old.", "He says the pumps are old", Verdict.MINOR),
        ("We did mend the pumps in May.", "We mended the pumps in May", Verdict.MINOR),
        ("The pumps did come in May.", "The pumps came in May", Verdict.MINOR),
    ],
)
def test_the_tense_of_the_main_verb_is_a_change(spoken, quote, expected):
    assert checked(quote, spoken).verdict is expected


@pytest.mark.parametrize(
    ("spoken", "quote"),
    [
        ("We need to go and mend the pumps.", "We need to mend the pumps"),
        ("We are going to go mend the pumps.", "We are going to mend the pumps"),
        ("There are boats down there in the harbor.", "There are boats there in the harbor"),
        ("They came back up to the harbor.", "They came back to the harbor"),
        ("It costs us our boats and our harbor.", "It costs us our boats and harbor"),
        ("The counties will pay for the wall.", "The county will pay for the wall"),
        ("They hung flyers around the harbor.", "They hung fliers around the harbor"),
        ("The men from the harbor were here.", "The man from the harbor was here"),
        ("It runs real quick in the spring.", "It runs real quickly in the spring"),
    ],
)
def test_words_that_fill_a_sentence_and_forms_of_one_word_are_light(spoken, quote):
    assert checked(quote, spoken).verdict is Verdict.MINOR


@pytest.mark.parametrize(
    ("spoken", "quote"),
    [
        ("I know when the pumps were mended.", "I know why the pumps were mended"),
        ("We buy boats and pumps for it.", "We buy boats or pumps for it"),
        ("I saw where the boats were lost.", "I saw how the boats were lost"),
    ],
)
def test_small_words_that_ask_for_other_things_are_changes(spoken, quote):
    assert checked(quote, spoken).verdict is Verdict.ALTERED
