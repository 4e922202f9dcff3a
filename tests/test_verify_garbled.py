"""Sources that a machine read or heard, and words that are out of order: samples made for it."""

import json
from pathlib import Path

import pytest

from quotecheck.formats import contents
from quotecheck.model import Source, Turn, Verdict
from quotecheck.rules import load
from quotecheck.sources import Library
from quotecheck.sources.canonical import Canon
from quotecheck.sources.making import make_source
from quotecheck.verify import check_quote

RULES = load()
CANON = Canon(RULES)
KNOWN = (
    "We said that a ferry was late. You told us that you know what you said. We do what we said. "
    "A ferry is a ferry, and what a ferry does is up to us. The first ferry is the first of us. "
)


def judged(words, quote, *, often=40):
    """Check a quotation where other sources use its words ``often``."""
    turn = Turn("MS. TARN", 0, len(words))
    known = Source("known", KNOWN * often, (Turn("MR. VOSS", 0, len(KNOWN) * often),))
    library = Library(RULES, CANON).adding([Source("talk", words, (turn,)), known])
    return check_quote(quote, library, RULES, speaker="Tarn")


@pytest.mark.parametrize(
    ("words", "quote"),
    [
        (
            "We mended the sluice. Wc said, the harbor master was asleep",
            "We said, the harbor master was asleep",
        ),
        ("You know the sluice. Y0uknow what the keeper saw", "You know what the keeper saw"),
        (
            "The keeper saw the barge sink before wc. And then so did we",
            "The keeper saw the barge sink before we",
        ),
        ("The barge is o ferry of the keepers", "The barge is a ferry of the keepers"),
        ("The frst ferry sank beside the sluice", "The first ferry sank beside the sluice"),
        ("The keeper saw the barges faII and sink", "The keeper saw the barges fall and sink"),
    ],
)
def test_a_garbled_word_is_no_change_wherever_it_stands(words, quote):
    assert judged(words, quote).verdict is Verdict.MINOR


def test_a_word_that_fits_beside_its_neighbours_is_not_garbled():
    words = "The keeper told us what he saw, and the keeper fold up the net"
    check = judged(words + ". He fold it. " * 6, "the keeper told up the net")
    assert check.verdict is not Verdict.MINOR


def test_a_name_is_no_misreading_of_a_small_word_but_may_be_one_of_a_name():
    known = " We said it of him and for him. He knows Rowe, and Rowe knows him."
    words = "The keeper did it for Jim and his boat"
    assert judged(words + known * 30, "The keeper did it for him and his boat").verdict is (
        Verdict.ALTERED
    )
    words = "The keeper did it for Raowe and his boat"
    assert judged(words + known * 30, "The keeper did it for Rowe and his boat").verdict is (
        Verdict.MINOR
    )


def test_another_short_word_with_letters_in_common_is_a_change():
    words = "These are the myths of the harbor. " + "The months go by. " * 40
    assert judged(words, "These are the months of the harbor").verdict is Verdict.ALTERED


def test_a_word_before_a_dash_of_hyphens_was_said_to_its_end():
    words = "You are doing something so important--- mending nets in the rain"
    quote = "You are doing something so unimportant--- mending nets in the rain"
    assert judged(words, quote).verdict is Verdict.FLIPPED


@pytest.mark.parametrize(
    ("words", "quote"),
    [
        ("The keeper wants one boat", "The keeper wants five boat"),
        ("The keeper has fuor boats here", "The keeper has 9 boats here"),
    ],
)
def test_a_number_is_garbled_only_if_it_is_written_like_it(words, quote):
    assert judged(words, quote).verdict is Verdict.ALTERED


@pytest.mark.parametrize(
    ("words", "quote"),
    [
        (
            "I have keepers that are very wealthy people",
            "I have keepers very wealthy that are people",
        ),
        ("The gates want grease, all the lock gates", "The want gates the lock grease, all gates"),
        (
            "They mend their own nets, and we surely help",
            "They mend their own nets, we surely and help",
        ),
    ],
)
def test_the_same_words_in_another_order_are_altered(words, quote):
    check = judged(words, quote)
    assert check.verdict is Verdict.ALTERED
    assert "order" in check.why or "in another place" in check.why


@pytest.mark.parametrize(
    ("words", "quote"),
    [
        ("They ask for a million buoys by June", "They ask for one million buoys by June"),
        ("At last the keeper was reelected he said", "At last the keeper was re-elected"),
        ("Even though it was late we went through", "Even tho it was late we went thru"),
    ],
)
def test_other_spellings_are_house_style(words, quote):
    assert judged(words, quote).verdict is Verdict.STYLE


def test_a_word_that_was_never_said_to_its_end_is_a_disfluency():
    words = "The keepers mean to par- — start with the old nets"
    assert judged(words, "The keepers mean to start with the old nets").verdict is Verdict.STYLE


@pytest.mark.parametrize(
    ("words", "quote"),
    [
        ("The nets are old by now", "The nets are arguably old by now"),
        (
            "The nets in the shed are old and torn by now",
            "The nets in the shed are, as far as I know, old and torn by now",
        ),
        ("The nets are somewhat old by now", "The nets are old by now"),
        ("He rarely mends the old nets", "He often mends the old nets"),
    ],
)
def test_hedges_in_many_words_turn_the_sense(words, quote):
    assert judged(words, quote).verdict is Verdict.FLIPPED


def test_a_filler_at_the_end_in_place_of_a_word_is_a_change():
    words = "That is the state of the nets today"
    assert judged(words, "That is the state of the nets anyway").verdict is Verdict.ALTERED


def test_a_negation_that_stands_elsewhere_too_is_no_passage_of_its_own():
    words = "This is a keeper who mends nets with us. We wait. In winter this is far from easy"
    check = judged(words, "This is far from a keeper who mends nets with us")
    assert check.verdict is Verdict.FLIPPED


def test_what_shares_only_common_words_is_not_found():
    """Names and words of weight differ, and the rest is how one calls on anybody."""
    words = "Our final question will go to Neria with the Harbor Post. " + KNOWN
    check = judged(words, "Our final question will go to Beatriz of Canal Radio")
    assert check.verdict is Verdict.NOT_FOUND
    assert check.matches[0].near


@pytest.mark.parametrize(
    ("words", "quote", "expected"),
    [
        (
            "It is about the nets and not the boats",
            "It is not about the nets and not the boats",
            "flipped",
        ),
        (
            "There is nothingbeyond the wall of the sluice",
            "There is everything beyond the wall of the sluice",
            "altered",
        ),
        (
            "It is late and we think we all know the keeper",
            "It is late and we all know the keeper",
            "flipped",
        ),
        (
            "The nets are far and away the best of all nets",
            "The nets are far from far and away the best of all nets",
            "flipped",
        ),
        (
            "That is what it was, you know, one of the old nets",
            "That is what it was, one of the old nets",
            "style",
        ),
        (
            "No, no, just think how old the nets are by now",
            "No, no, think how old the nets are by now",
            "minor",
        ),
        (
            "She mends nets her whole life, and nobody knows why. It was her whole life",
            "She mends nets, and nobody knows why",
            "dropped",
        ),
        (
            "The United Nations is no friend of old nets",
            "The U.N. is no friend of old nets",
            "style",
        ),
    ],
)
def test_words_that_come_or_go_are_judged_wherever_the_alignment_puts_them(words, quote, expected):
    assert judged(words, quote).verdict == expected


def test_a_phrase_of_everybody_is_found_where_the_claimed_speaker_says_it():
    others = Source("others", "And so on. " * 500, (Turn("MR. VOSS", 0, 5500),))
    own = Source("own", "It rained, and so on it went.", (Turn("MS. TARN", 0, 29),))
    library = Library(RULES, CANON).adding([others, own])
    check = check_quote("and so on", library, RULES, speaker="Tarn")
    assert (check.verdict, check.matches[0].source) == (Verdict.VERBATIM, "own")


HEARD = "The keeper told us that the warden of Cromer sold the net for fifteen pounds on Friday."


def machine_source(doubted):
    """A machine transcript in which the machine was unsure of some words."""
    words = [
        {"word": word, "start": at, "end": at + 0.4, "confidence": 0.2 if word in doubted else 0.97}
        for at, word in enumerate(HEARD.split())
    ]
    data = json.dumps({"results": {"channels": [{"alternatives": [{"words": words}]}]}})
    (content,) = contents(data.encode(), Path("talk.json"))
    return make_source(content, "talk.json", RULES)


def heard(doubted, quote):
    """The check of a quote against that transcript, where other sources know its words well."""
    known = "The garden of Cromer is a warden of Cromer. " * 40
    library = Library(RULES, CANON).adding([machine_source(doubted), Source("known", known)])
    return check_quote(quote, library, RULES)


def test_words_that_a_machine_doubts_are_known_by_their_place():
    source = machine_source({"warden", "sold"})
    assert [source.text[start:end] for start, end in source.doubted] == ["warden", "sold"]


def test_a_word_that_the_machine_doubts_and_that_sounds_alike_may_be_misheard():
    quote = "The keeper told us that the garden of Cromer sold the net"
    assert heard(set(), quote).verdict is Verdict.ALTERED
    check = heard({"warden"}, quote)
    assert check.verdict is Verdict.MINOR
    assert "unsure" in check.why


def test_a_number_that_the_machine_doubts_stays_an_error_and_is_told():
    check = heard({"fifteen"}, "sold the net for fifty pounds on Friday")
    assert check.verdict is Verdict.ALTERED
    assert "unsure" in check.why


def test_a_doubt_elsewhere_excuses_nothing():
    check = heard({"keeper"}, "The keeper told us that the garden of Cromer sold the net")
    assert check.verdict is Verdict.ALTERED
    assert "unsure" not in check.why


MANY = "The house is old. A house was sold here. My house and your house are one house. " * 12
CLEAN = "He is charged with the theft of a horse. We heard it from the judge at noon on that day. "
POOR = " ".join(f"fh{a}{b}e and wb{a}{b}t" for a in "abcdefghij" for b in "klmnopqrst")


@pytest.mark.parametrize(
    ("around", "expected"), [("", Verdict.ALTERED), (POOR, Verdict.MINOR)], ids=["clean", "poor"]
)
def test_a_word_that_there_is_passes_for_a_garbled_one_only_in_a_poor_copy(around, expected):
    text = f"{CLEAN} {around}"
    sources = (
        Source("many", f"{MANY} A horse ran. Two horses ran. {CLEAN.replace('horse', 'boat')}"),
        Source("hearing", text, (Turn("MS. TARN", 0, len(text)),)),
    )
    library = Library(RULES, CANON).adding(sources)
    found = check_quote("He is charged with the theft of a house", library, RULES, speaker="Tarn")
    assert found.verdict is expected
