"""Talk, and how transcribers write it down: what is house style, and what is a slip."""

import pytest

from quotecheck.model import Flag, Source, Turn, Verdict
from quotecheck.rules import load
from quotecheck.sources import Library
from quotecheck.sources.canonical import Canon
from quotecheck.verify import check_quote

RULES = load()
CANON = Canon(RULES)


def checked(quote, spoken, speaker="Lind"):
    text = f"LIND: Good morning to all who came. {spoken} That was the end of the day."
    said = Source("hearing", text, (Turn("LIND", 6, len(text)),))
    return check_quote(quote, Library(RULES, CANON).adding([said]), RULES, speaker=speaker)


@pytest.mark.parametrize(
    ("spoken", "quote"),
    [
        ("I'm tryna mend the pumps.", "I'm trying to mend the pumps"),
        ("I'ma mend the pumps in May.", "I'm going to mend the pumps in May"),
        ("We shoulda mended the pumps.", "We should have mended the pumps"),
        ("Nah, we kept the boats in the harbor.", "No, we kept the boats in the harbor"),
        ("The nineteenth boat came in May.", "The 19th boat came in May"),
        ("The fortieth boat came in May.", "The 40th boat came in May"),
        ("She got two A's and four B's here.", "She got two As and four Bs here"),
        ("We open at 11:00 o'clock in May.", "We open at 11 o'clock in May"),
        ("We open at 11 a.m. in the summer.", "We open at 11:00 a.m. in the summer"),
        ("We paid a dollar for each boat.", "We paid $1 for each boat"),
        ("We met on fifteen June in the harbor.", "We met on June 15 in the harbor"),
        ("The pier burned on the fourth of July.", "The pier burned on July 4."),
        ("The fourth of July was cold here.", "July 4 was cold here"),
        ("We open on the twenty-first of May.", "We open on May 21"),
        ("We open on Sept. 3 with boats.", "We open on the third of September with boats"),
        ("We met on June 15 in the harbor.", "We met on 15 June in the harbor"),
        ("They k- had the boats in the harbor.", "They had the boats in the harbor"),
        ("It was the f- gate in the harbor.", "It was the gate in the harbor"),
    ],
)
def test_one_word_written_in_two_ways_is_house_style(spoken, quote):
    assert checked(quote, spoken).verdict in (Verdict.STYLE, Verdict.VERBATIM)


@pytest.mark.parametrize("quote", ["We met on June 16 at sea", "We met on July 15 at sea"])
def test_another_day_is_a_change(quote):
    assert checked(quote, "We met on the fifteenth of June at sea.").verdict is Verdict.ALTERED


@pytest.mark.parametrize(
    ("spoken", "quote"),
    [
        ("It wasn't no use to mend the pumps.", "It was no use to mend the pumps"),
        ("We didn't have no boats in the harbor.", "We have no boats in the harbor"),
    ],
)
def test_a_negation_that_is_said_twice_may_be_tidied(spoken, quote):
    assert checked(quote, spoken).verdict is Verdict.MINOR


def test_a_negation_that_another_word_needs_stays():
    found = checked("We will do nothing about the boats", "We will not do nothing about the boats.")
    assert found.verdict is Verdict.FLIPPED


@pytest.mark.parametrize(
    ("spoken", "quote"),
    [
        ("It is the U.N.'s job to mend the pumps.", "It is the UN's job to mend the pumps"),
        ("It is the U.K.'s job to mend it.", "It is the United Kingdom's job to mend it"),
        ("It is the U.N.'s job to mend it.", "It is the United Nations' job to mend it"),
        ("The E.U.’s harbor board met in May.", "The EU's harbor board met in May"),
    ],
)
def test_the_possessive_of_an_abbreviation_is_house_style(spoken, quote):
    assert checked(quote, spoken).verdict is Verdict.STYLE


@pytest.mark.parametrize(
    ("spoken", "quote"),
    [
        (
            "The gate is not, as some of you told us, safe for boats.",
            "The gate is … safe for boats",
        ),
        ("It will, as you all know very well, not hold in May.", "It will … hold in May"),
        ("They did not, to be fair to them, close the gate.", "They did … close the gate"),
    ],
)
def test_an_ellipsis_does_not_hide_a_negation_of_what_is_shown(spoken, quote):
    assert checked(quote, spoken).verdict is Verdict.FLIPPED


def test_an_ellipsis_that_hides_a_condition_is_shown():
    found = checked(
        "We will open the gate … and the boats will come",
        "We will open the gate provided the pumps hold and the boats will come.",
    )
    assert found.verdict is Verdict.MARKED
    assert Flag.CROPPED in found.flags


def test_an_ellipsis_may_hide_a_sentence_with_a_negation_of_its_own():
    found = checked(
        "The gate is safe … and the boats will come",
        "The gate is safe. Nobody asked us what it had cost, and the boats will come.",
    )
    assert found.verdict is Verdict.MARKED


@pytest.mark.parametrize(
    ("spoken", "quote"),
    [
        ("I want the old — the gate and an old bridge.", "I want the gate and an old bridge"),
        ("We lost, we lost a whole season of herring.", "We lost a season of herring"),
    ],
)
def test_a_repair_leaves_out_only_what_is_said_again(spoken, quote):
    lost = "whole" in spoken
    assert (checked(quote, spoken).verdict is Verdict.DROPPED) is lost


@pytest.mark.parametrize(
    "before",
    [
        "People come up to me and they say,",
        "People stop me and say,",
        "She told me,",
        "Somebody said to us yesterday, and he said,",
        "And she goes,",
    ],
)
def test_what_others_say_is_second_hand(before):
    found = checked("the harbor is lost for good", f"{before} the harbor is lost for good.")
    assert found.verdict is Verdict.SECONDHAND


@pytest.mark.parametrize("before", ["I said,", "So I told them,", "We say,", "I keep saying:"])
def test_what_the_speaker_said_before_is_the_speakers(before):
    found = checked("the harbor is lost for good", f"{before} the harbor is lost for good.")
    assert found.verdict is Verdict.VERBATIM


@pytest.mark.parametrize(
    ("spoken", "quote"),
    [
        ("It will effect the boats in the harbor.", "It will affect the boats in the harbor"),
        ("They passed by the old capitol.", "They passed by the old capital"),
        ("We took one boat to the harbor.", "We took a boat to the harbor"),
        ("We mended them pumps in the spring.", "We mended those pumps in the spring"),
        ("It was a really old pump in there.", "It was a very old pump in there"),
    ],
)
def test_words_that_sound_alike_or_say_the_same_are_light(spoken, quote):
    assert checked(quote, spoken).verdict is Verdict.MINOR


def test_a_name_that_desks_spell_in_two_ways_is_house_style():
    found = checked("Al-Qaida sent the boats here", "Al Qaeda sent the boats here in May.")
    assert found.verdict is Verdict.STYLE
