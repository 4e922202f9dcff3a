"""Words right before and after a quotation, where the source breaks the line or the cue."""

import pytest

from quotecheck.model import Flag, Source, Triage, Turn
from quotecheck.rules import load
from quotecheck.sources import Library
from quotecheck.sources.canonical import Canon
from quotecheck.verify import check_quote

RULES = load()
CANON = Canon(RULES)


def checked(quote, *turns, between="\n\n"):
    """The check of a quotation against turns, each a label and its words."""
    text, found = "", []
    for label, said in turns:
        start = len(text)
        text += said
        found.append(Turn(label, start, len(text)))
        text += between
    source = Source("hearing", text, tuple(found))
    return check_quote(quote, Library(RULES, CANON).adding([source]), RULES, speaker="Ada Orr")


GATE = "We will reopen the old gate on Monday"


@pytest.mark.parametrize("end", ["if the bridge is mended", "provided that somebody pays for it"])
@pytest.mark.parametrize("gap", ["\n", "\n\n", " \n"])
def test_a_condition_on_the_next_line_is_cut_off(gap, end):
    found = checked(GATE, ("ORR", f"Good morning. {GATE}{gap}{end}. Thank you."))
    assert Flag.CROPPED in found.flags
    assert found.triage is Triage.LOOK
    assert f"“{end}" in found.why


@pytest.mark.parametrize(
    "turns",
    [
        [("ORR", GATE), ("ORR", "if the bridge is mended by then.")],
        [("ORR", f"{GATE},"), ("ORR", "But only if somebody pays for it.")],
        [("ORR", "I never said that"), ("ORR", "we will reopen the old gate on Monday.")],
        [("ORR", "If the county pays for the bridge,"), ("ORR", f"{GATE}.")],
    ],
)
def test_the_next_cue_of_the_same_speaker_belongs_to_the_sentence(turns):
    assert Flag.CROPPED in checked(GATE, *turns).flags


@pytest.mark.parametrize(
    ("quote", "said"),
    [
        ("We will keep the ice house open", "all winter if the ministry pays"),
        ("I will resign from this board", "on Monday unless the vote is held again"),
        ("We will lower the rent", "for everyone next year if the council pays half"),
        ("We will open the library on Sundays", "from May, provided that somebody pays"),
    ],
)
def test_a_condition_further_on_in_the_clause_is_cut_off(quote, said):
    found = checked(quote, ("ORR", f"Good morning. {quote} {said}. Thank you."))
    assert Flag.CROPPED in found.flags


@pytest.mark.parametrize(
    ("quote", "said"),
    [
        ("We will keep the ice house open", "all winter and if you want to come you can"),
        ("I will resign from this board", "on Monday because if I stay I go mad"),
        ("We will lower the rent", "for everyone. If the council pays, we will say so"),
        ("We will open the library on Sundays", "from May, as we said, and that is it"),
    ],
)
def test_a_condition_of_another_clause_is_not_cut_off(quote, said):
    found = checked(quote, ("ORR", f"Good morning. {quote} {said}. Thank you."))
    assert Flag.CROPPED not in found.flags


@pytest.mark.parametrize(
    "turns",
    [
        [("ORR", GATE), ("DAY", "if the bridge is mended by then.")],
        [("DAY", "I never said that"), ("ORR", f"{GATE}.")],
        [("ORR", f"{GATE}."), ("ORR", "If it rains, we stay at home.")],
        [("ORR", "I never said that."), ("ORR", f"{GATE}.")],
        [("ORR", f"Agenda\n\n{GATE}\n\nIf it rains: the hall")],
    ],
)
def test_what_somebody_else_says_or_another_sentence_is_not_cut_off(turns):
    assert checked(GATE, *turns).triage is Triage.PASS


def test_a_full_line_runs_on_to_a_name():
    said = f"I have told all of them many times over that it is a myth that\nAnn said so. {GATE}."
    assert checked("Ann said so", ("ORR", said)).triage is not Triage.PASS


@pytest.mark.parametrize("before", ["We know that up to", "We know that twenty"])
def test_a_number_is_followed_over_the_end_of_a_cue(before):
    found = checked(
        "five boats sank in the flood", ("ORR", before), ("ORR", "five boats sank in the flood.")
    )
    assert Flag.CROPPED in found.flags


def test_somebody_elses_number_belongs_to_no_other():
    quote = "Of all the boats here we have twenty"
    assert checked(quote, ("ORR", quote), ("DAY", "five went to sea")).triage is Triage.PASS
    said = [("DAY", "I think it was up to"), ("ORR", "20 boats sank in the flood.")]
    assert checked("20 boats sank in the flood", *said).triage is Triage.PASS
