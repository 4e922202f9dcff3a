"""Differences that a rough transcript may have made: looked at, not called errors."""

import pytest

from quotecheck.model import Source, Tier, Triage, Turn, Verdict
from quotecheck.rules import load
from quotecheck.sources import Library
from quotecheck.sources.canonical import Canon
from quotecheck.verify import check_quote
from quotecheck.verify.compare.sounds import sound_alike

RULES = load()
CANON = Canon(RULES)
ROUGH = (
    "It was a long, [inaudible] a long day for all of us. The wea- the weather was [inaudible] bad."
)
CLEAN = (
    "It was a long day for all of us at the harbor. The weather was bad and the boats were late."
)


def checked(said, printed, around=ROUGH, after=" That was all.", **about):
    turn = f"LIND: {around} {said}{after}"
    text = f"{turn}\n\nQUILL: And what did they tell you?"
    turns = (Turn("LIND", 6, len(turn)), Turn("QUILL", len(turn) + 9, len(text)))
    library = Library(RULES, CANON).adding([Source("tape", text, turns, **about)])
    return check_quote(printed, library, RULES, speaker="Lind")


ALIKE = (
    "We were part of a militant part of the county.",
    "We were part of a melting pot of the county",
)


def test_words_that_sound_alike_in_a_rough_transcript_are_looked_at():
    found = checked(*ALIKE)
    assert (found.verdict, found.triage) == (Verdict.ALTERED, Triage.LOOK)
    assert "may have misheard" in found.why


def test_in_a_transcript_without_signs_of_trouble_the_same_words_are_an_error():
    assert checked(*ALIKE, around=CLEAN).triage is Triage.ERROR


def test_in_a_document_nothing_was_misheard():
    assert checked(*ALIKE, tier=Tier.SECONDARY).triage is Triage.ERROR


@pytest.mark.parametrize(
    ("said", "printed"),
    [
        ("We can pay for the wall by June.", "We can’t pay for the wall by June"),
        ("We lost fifteen boats in that storm.", "We lost 50 boats in that storm"),
        ("We want to sell the harbor to the county.", "We want to burn the harbor of the county"),
        ("They might sell the harbor to the county.", "They sell the harbor to the county"),
    ],
)
def test_what_turns_the_sense_or_sounds_otherwise_stays_an_error(said, printed):
    assert checked(said, printed).triage is Triage.ERROR


def test_a_small_word_may_be_lost_in_a_rough_transcript():
    found = checked(
        "And I pay for the boats of the harbor.", "And I’ll pay for the boats of the harbor"
    )
    assert found.triage is Triage.LOOK


def test_where_a_turn_breaks_off_the_rest_may_have_been_said():
    found = checked(
        "That was before they put the whole thing in",
        "That was before they put the whole thing in color",
        around=CLEAN,
        after="—",
    )
    assert (found.verdict, found.triage) == (Verdict.ALTERED, Triage.LOOK)
    assert "breaks off" in found.why


def test_a_sentence_that_ends_is_not_broken_off():
    said = "That was before they put the whole thing in"
    assert checked(said, f"{said} color", around=CLEAN, after=".").triage is Triage.ERROR


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("militant part", "melting pot", True),
        ("wanted", "want it", True),
        ("knead", "need", True),
        ("could", "can", False),
        ("burn", "sell", False),
        ("", "sell", False),
    ],
)
def test_sounds(one, other, alike):
    hearing = RULES.wording.hearing
    assert sound_alike(one, other, hearing.sounds, hearing.unlike) is alike


@pytest.mark.parametrize(
    ("said", "printed"),
    [
        (
            "We finished the school [inaudible] with no new books.",
            "We finished the school in Hull with no new books",
        ),
        (
            "You have no idea (INAUDIBLE) of this harbor.",
            "You have no idea who owns half of this harbor",
        ),
        (
            "It was the [unintelligible] that sank the boat.",
            "It was the harbormaster that sank the boat",
        ),
    ],
)
def test_words_that_the_transcriber_did_not_hear_are_looked_at_in_any_transcript(said, printed):
    found = checked(said, printed, around=CLEAN)
    assert found.verdict in (Verdict.ALTERED, Verdict.NOT_FOUND)
    assert found.triage is not Triage.ERROR
    assert "did not hear" in found.why


def test_a_name_that_was_spelled_by_ear_is_looked_at():
    found = checked(
        "We gave the keys to Mr. Harlowe (ph) at the end of May.",
        "We gave the keys to Mr. Quarles at the end of May",
        around=CLEAN,
    )
    assert (found.verdict, found.triage) == (Verdict.ALTERED, Triage.LOOK)
    assert "by ear" in found.why


def test_a_note_elsewhere_excuses_nothing_and_a_negation_is_never_excused():
    said = "We gave the keys [inaudible] to the mayor at the end of May."
    assert (
        checked(said, "We gave the keys to the mayor at the end of June", around=CLEAN).triage
        is Triage.ERROR
    )
    denied = "We did not give the keys to the mayor [inaudible] of May."
    assert (
        checked(denied, "We did give the keys to the mayor at the end of May", around=CLEAN).triage
        is Triage.ERROR
    )


CAPTIONS = "we came early that day and it was cold by the mill"


def captioned(said, printed):
    text = f"{CAPTIONS} {said} and that was all"
    source = Source("captions", text, kind="captions", tier=Tier.MACHINE)
    return check_quote(printed, Library(RULES, CANON).adding([source]), RULES)


@pytest.mark.parametrize(
    ("said", "printed", "why"),
    [
        (
            "the council gave a quick perimeter on rates",
            "The council gave a quick primer on rates",
            "alike",
        ),
        (
            "we had a letter from the suburb about it",
            "We had a letter from Zubrow about it",
            "alike",
        ),
        ("and we paid for the new roof", "Last week and we paid for the new roof", "lack words"),
        ("we sold it right because nobody came", "We sold it because nobody came", "fill"),
        ("it was kind of a cold house for us", "It was a cold house for us", "fill"),
    ],
)
def test_what_a_machine_may_have_misheard_is_looked_at(said, printed, why):
    found = captioned(said, printed)
    assert found.triage is Triage.LOOK, found
    assert why in found.why


@pytest.mark.parametrize(
    ("said", "printed"),
    [
        ("we lost fifteen boats in that storm", "We lost 50 boats in that storm"),
        ("we can pay for the wall by june", "We can’t pay for the wall by June"),
        ("they will cut the tax on fuel in spring", "They will raise the tax on fuel in spring"),
        ("the owner sold it to the smith family", "The owner sold it to the Garrigue family"),
        ("the boats of the harbor were late", "The illegal boats of the harbor were late"),
    ],
)
def test_what_no_machine_would_have_heard_so_stays_an_error(said, printed):
    found = captioned(said, printed)
    assert found.triage is not Triage.PASS
    assert found.triage is Triage.ERROR or "sense" in found.why or found.flags, found
