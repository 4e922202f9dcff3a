"""Verdicts for each kind of difference, and what the desk has to do."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotecheck.articles import make_article
from quotecheck.errors import InputError
from quotecheck.extraction import extract
from quotecheck.model import (
    Article,
    Document,
    Flag,
    Kind,
    Medium,
    Quotation,
    Source,
    Speaker,
    SpeakerMatch,
    Tier,
    Triage,
    Turn,
    Verdict,
)
from quotecheck.rules import load
from quotecheck.sources import Library
from quotecheck.sources.canonical import Canon
from quotecheck.verify import Checker, check, check_quote

RULES = load()
CANON = Canon(RULES)


def source(name, *turns, **more):
    text, spans = "", []
    for speaker, words in turns:
        text += f"{speaker}: "
        spans.append(Turn(speaker, len(text), len(text) + len(words)))
        text += words + "\n\n"
    return Source(name, text, tuple(spans), **more)


SURVEY = (
    "The survey covered twenty-five farms. We do not believe that the river is safe, and it will "
    "not be safe for three years. Perhaps the fish will come back. You know, the water smells of "
    "— of diesel in the morning. The owners keep saying, “The spill was small.” The colour of the "
    "bank has changed, but the birches are alive. If the town agrees, we can start in May."
)
PAYING = (
    "The company pays $2 million and the state pays the rest. Nobody has asked the fishermen. "
    "They lost a whole season, and they will lose another one."
)
HEARING = source(
    "hearing",
    ("CHAIR", "Order, please. Dr. Lind, what did the survey find?"),
    ("DR. LIND", SURVEY),
    ("CHAIR", "Thank you. Who pays for it?"),
    ("DR. LIND", PAYING),
    ("MS. ROWE", "My office was told in April that the tank had failed an inspection."),
    date="2026-05-04",
)
LIBRARY = Library(RULES, CANON).adding([HEARING])


def verdict(text, speaker="Lind", library=LIBRARY, **more):
    return check_quote(text, library, RULES, speaker=speaker, **more)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“The survey covered twenty-five farms,”", Verdict.VERBATIM),
        ("THE SURVEY COVERED TWENTY FIVE FARMS", Verdict.VERBATIM),
        ("The survey covered 25 farms", Verdict.STYLE),
        ("We don’t believe that the river is safe", Verdict.STYLE),
        ("The company pays two million dollars", Verdict.STYLE),
        ("The color of the bank has changed", Verdict.STYLE),
        ("The water smells of diesel in the morning", Verdict.STYLE),
        ("The survey covered twenty-five farms. … Perhaps the fish will come back", Verdict.MARKED),
        ("[T]he water smells of — of diesel", Verdict.MARKED),
        ("[The fishermen] lost a whole season", Verdict.MARKED),
        ("Nobody [in the capital] has asked the fishermen", Verdict.MARKED),
        ("We do not believe the river is safe", Verdict.MINOR),
        ("The company pays $3 million", Verdict.ALTERED),
        ("The survey covered thirty-five farms", Verdict.ALTERED),
        ("The water smells of petrol in the morning", Verdict.ALTERED),
        ("They lost a season, and they will lose another one", Verdict.DROPPED),
        ("the bank of the colour has changed, but the birches are alive", Verdict.ALTERED),
        ("We believe that the river is safe", Verdict.FLIPPED),
        ("The fish will come back", Verdict.VERBATIM),
        ("it will be safe for three years", Verdict.FLIPPED),
        ("If the town agreed, we can start in May", Verdict.ALTERED),
        ("We do not believe that the river is unsafe", Verdict.FLIPPED),
        ("Everybody has asked the fishermen", Verdict.FLIPPED),
        ("The survey covered twenty-five farms. They lost a whole season", Verdict.SPLICED),
        ("My office was told in April that the tank had failed", Verdict.MISATTRIBUTED),
        ("The spill was small", Verdict.SECONDHAND),
        ("The mayor should resign over this", Verdict.NOT_FOUND),
        ("", Verdict.UNCHECKED),
        ("[…]", Verdict.UNCHECKED),
    ],
)
def test_what_a_difference_is_called(text, expected):
    assert verdict(text).verdict is expected


SPOKEN = (
    "The bridge, um, you know, the bridge cost, uh, twenty-five million dollars in 2019. Senator "
    "Lena Ortiz met John Smith with the, uh, U.K. minister. I met him in the hall. We fix the gate "
    "if the council pays for the new lights, but it will be hard."
)
HALL = Library(RULES, CANON).adding([source("hall", ("DR. LIND", SPOKEN))])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The bridge cost $25 million in 2019", Verdict.STYLE),
        ("The bridge cost $26 million in 2019", Verdict.ALTERED),
        ("Ortiz met John Smith with the United Kingdom minister", Verdict.STYLE),
        ("Ortiz met John Smith with the United Nations minister", Verdict.ALTERED),
    ],
)
def test_a_filler_beside_a_number_or_an_abbreviation_is_cleaned(text, expected):
    assert verdict(text, library=HALL).verdict is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The first lock cost us $20", Verdict.STYLE),
        ("The first lock cost us $30", Verdict.ALTERED),
        ("The first lock cost us €20", Verdict.ALTERED),
        ("three million dollars and nobody paid", Verdict.STYLE),
        ("four million dollars and nobody paid", Verdict.ALTERED),
        ("The gate was $2.5 million", Verdict.STYLE),
    ],
)
def test_a_currency_may_stand_on_either_side_at_the_ends_too(text, expected):
    said = (
        "It was $3 million and nobody paid. The gate was, uh, 2.5 million dollars. "
        "The first lock cost us twenty dollars."
    )
    library = Library(RULES, CANON).adding([source("s", ("DR. LIND", said))])
    assert verdict(text, library=library).verdict is expected


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("Senator Lena Ortiz met Joan Smith", Flag.NAME),
        ("Senator Ortiz met John Smith", Flag.NAME),
        ("I met Voss in the hall", Flag.NAME),
        ("We fix the gate, but it will be hard", Flag.CROPPED),
    ],
)
def test_names_and_conditions_that_go_are_flagged(text, flag):
    found = verdict(text, library=HALL).flags
    assert [each for each in found if each is not Flag.MODAL] == [flag]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We sell the old boats to the council", Verdict.FLIPPED),
        ("We no sell the old boats to the council", Verdict.FLIPPED),
        ("The spill was harmful and the water was careless", Verdict.FLIPPED),
        ("The spill was harmed and the water was careless", Verdict.ALTERED),
    ],
)
def test_no_longer_and_opposite_endings_turn_the_sense(text, expected):
    said = (
        "We no longer sell the old boats to the council. "
        "The spill was harmless and the water was careless."
    )
    library = Library(RULES, CANON).adding([source("s", ("DR. LIND", said))])
    found = verdict(text, library=library)
    assert found.verdict is expected
    assert (Flag.NEGATION in found.flags) == (expected is Verdict.FLIPPED)


def test_a_month_is_no_modal_verb():
    later = verdict("If the town agrees, we can start in June")
    assert (later.verdict, later.flags) == (Verdict.ALTERED, ())  # a month is nobody's name
    assert verdict("If the town agrees, we may start in May").flags == (Flag.MODAL,)


@pytest.mark.parametrize("printed", ["Friday", "June", "Sept"])
def test_a_changed_day_or_month_is_no_changed_name(printed):
    said = source(
        "plan", ("ROE", "They told us that it starts on Monday, after the long holidays.")
    )
    library = Library(RULES, CANON).adding([said])
    found = verdict(f"told us that it starts on {printed}, after", "Roe", library)
    assert found.verdict is Verdict.ALTERED
    assert Flag.NAME not in found.flags


def test_a_change_without_a_name_has_no_such_flag():
    for text in ("Senator Lena Ortiz saw John Smith", "I met her in the hall"):
        assert Flag.NAME not in verdict(text, library=HALL).flags


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the mayor sold the old ferry", Verdict.SECONDHAND),
        ("that the mayor sold the old ferry", Verdict.SECONDHAND),
        ("the gate is safe for boats", Verdict.SECONDHAND),
        ("The gate is rotten to the core", Verdict.SECONDHAND),
        ("the mayor sold the new ferry", Verdict.ALTERED),
        ("They say that the mayor sold the old ferry", Verdict.VERBATIM),
        ("I never said the gate is safe for boats", Verdict.VERBATIM),
        ("the ferry is gone", Verdict.VERBATIM),
    ],
)
def test_what_others_are_said_to_say_is_second_hand_and_flagged(text, expected):
    said = (
        "They say that the mayor sold the old ferry. I say the ferry is gone. He told me, “The "
        "gate is rotten to the core,” and I never said the gate is safe for boats."
    )
    found = verdict(text, library=Library(RULES, CANON).adding([source("s", ("DR. LIND", said))]))
    assert found.verdict is expected
    assert (Flag.SECOND_HAND in found.flags) == (expected is not Verdict.VERBATIM)


def test_a_condition_in_the_middle_that_goes_turns_the_sense():
    talk = source("t", ("ROWE", "We will sign the contract only if the union agrees to it."))
    found = verdict(
        "We will sign the contract if the union agrees",
        "Rowe",
        Library(RULES, CANON).adding([talk]),
    )
    assert (found.verdict, found.flags) == (Verdict.FLIPPED, (Flag.HEDGE,))


def test_a_phrase_that_many_use_is_no_trace_of_a_quotation():
    ends = ["a pity", "a long day", "a good year", "a cold May", "a ship", "a start", "a joke"]
    talks = [source(end, ("VASS", f"I say it was {end}.")) for end in ends]
    library = Library(RULES, CANON).adding([*talks, HEARING])
    strange = check_quote("I say it was a glorious triumph", library, RULES)
    assert strange.verdict is Verdict.NOT_FOUND
    assert all(match.near for match in strange.matches)
    changed = check_quote("They lost a splendid season", library, RULES)
    assert changed.verdict is Verdict.ALTERED


@pytest.mark.parametrize(
    ("spoken", "printed", "expected"),
    [
        ("They say the crew — the crew was late.", "They say the crew was late.", Verdict.STYLE),
        (
            "He will be rich, we will be rich by May.",
            "He will be we will be rich by May.",
            Verdict.MINOR,
        ),
        (
            "He wants to change this town. When he talked about change, he was not talking of us.",
            "He wants to change this town. When he talked about was not talking of us.",
            Verdict.DROPPED,
        ),
    ],
)
def test_a_beginning_is_broken_off_only_if_it_is_said_again(spoken, printed, expected):
    library = Library(RULES, CANON).adding([source("talk", ("DR. LIND", spoken))])
    assert check_quote(printed, library, RULES, speaker="Lind").verdict is expected


def test_just_after_not_turns_the_sense_and_elsewhere_it_does_not():
    talk = source(
        "t", ("ROWE", "It is not just a handful of rich people. It is just the way things are.")
    )
    library = Library(RULES, CANON).adding([talk])
    assert verdict("not a handful of rich people", "Rowe", library).verdict is Verdict.FLIPPED
    assert verdict("It is the way things are", "Rowe", library).verdict is Verdict.MINOR


@pytest.mark.parametrize(
    ("text", "why", "flags"),
    [
        ("The company [hides] $2 million", "the quote has “[hides]” for “pays”", ()),
        ("The company pays $[3] million", "the quote has “[3]” for “2”", (Flag.NUMBER,)),
        ("They [never] lost a whole season", "the quote adds “[never]”", (Flag.NEGATION,)),
        ("The company pays $[two] million", "every edit is shown by a mark", ()),
        ("The company [pay] $2 million", "every edit is shown by a mark", ()),
        ("[The fishermen] lost a whole season", "every edit is shown by a mark", ()),
        ("They lost [a] season", "every edit is shown by a mark", ()),
        ("The owners [keep on] saying", "every edit is shown by a mark", ()),
    ],
)
def test_a_bracket_that_puts_something_else_is_looked_at(text, why, flags):
    found = verdict(text)
    assert (found.verdict, found.why, found.flags) == (Verdict.MARKED, why, flags)
    assert found.triage is (Triage.PASS if why.startswith("every") else Triage.LOOK)


def test_an_ellipsis_that_hides_a_not_is_no_honest_mark():
    found = verdict("We … believe that the river is safe")
    assert (found.verdict, found.triage) == (Verdict.FLIPPED, Triage.ERROR)


def test_common_words_on_both_sides_of_an_ellipsis_are_looked_for_together():
    """Each part stands in many places; only one place has both."""
    talks = [
        source(f"{number}-{half}", ("ROWE", words.format(number)))
        for number in range(20)
        for half, words in enumerate(
            ("And so that is what week {} was.", "We leave it there in {}.")
        )
    ]
    both = source("talk", ("ROWE", "And so that is what I, as it were, mean. We leave it there."))
    library = Library(RULES, CANON).adding([*talks, both])
    found = verdict("And so that is what … we leave it there", "Rowe", library)
    assert found.verdict is Verdict.MARKED


def test_the_diff_is_written_as_in_source_and_quote():
    found = verdict("We believe that the River is safe")
    assert [(op.op, op.words) for op in found.diff] == [
        ("=", "We"),
        ("-", "do not"),
        ("=", "believe that the River is safe"),
    ]
    assert found.why


def test_a_quote_that_stops_before_but_is_cropped():
    assert Flag.CROPPED in verdict("The colour of the bank has changed").flags
    assert Flag.CROPPED not in verdict("but the birches are alive").flags


CLAUSES = (
    "We can fix the gate if the council pays, but it will be hard. And unless the rain stops, we "
    "all stay home. Not everybody agrees. The boats, if there are any, stay out."
)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("We can fix the gate", "the quote stops before “if the council pays, but it will be …”"),
        (
            "We can fix the gate if the council pays",
            "the quote stops before “but it will be hard.”",
        ),
        ("we all stay home", "the quote starts after “And unless the rain stops,”"),
        ("everybody agrees", "the quote starts after “Not”"),
        ("Not everybody agrees", ""),
        ("stay out", ""),
        ("And unless the rain stops, we all stay home", ""),
    ],
)
def test_what_takes_a_quote_back_is_shown_and_looked_at(text, why):
    library = Library(RULES, CANON).adding([source("s", ("DR. LIND", CLAUSES))])
    found = verdict(text, library=library)
    assert found.verdict is Verdict.VERBATIM
    assert (Flag.CROPPED in found.flags) == bool(why)
    assert found.triage is (Triage.LOOK if why else Triage.PASS)
    assert found.why.endswith(why or "the source has the same words")


def test_a_desk_may_let_a_flag_pass(tmp_path):
    path = tmp_path / "desk.yaml"
    path.write_text(
        "extends: default\nwording:\n  policies:\n    fillers: {looks: [-cropped, many-places]}\n"
    )
    library = Library(RULES, CANON).adding(
        [source("s", ("DR. LIND", CLAUSES + " It holds. It holds."))]
    )
    rules = load(path)
    assert check_quote("We can fix the gate", library, rules).triage is Triage.PASS
    assert check_quote("It holds", library, rules).triage is Triage.LOOK
    assert check_quote("It holds", library, RULES).triage is Triage.PASS


def test_a_source_without_speakers_passes_on_its_words_and_says_so(tmp_path):
    path = tmp_path / "desk.yaml"
    path.write_text(
        "extends: default\nwording:\n  policies:\n    fillers: {looks: [no-speakers]}\n"
    )
    library = Library(RULES, CANON).adding(
        [source("s", (None, "The river rose. It was a dry year."))]
    )
    found = check_quote("It was a dry year", library, RULES, speaker="Dr Lind")
    assert (found.triage, found.flags[-1]) == (Triage.PASS, Flag.NO_SPEAKERS)
    assert found.why.endswith("the source does not say who speaks")
    assert Flag.NO_SPEAKERS not in check_quote("It was a dry year", library, RULES).flags
    looked = check_quote("It was a dry year", library, load(path), speaker="Dr Lind")
    assert looked.triage is Triage.LOOK


def test_the_passage_is_where_the_words_are():
    found = verdict("the company pays")
    (match,) = found.matches
    assert HEARING.text[match.start : match.end] == match.text == "The company pays"
    assert (match.speaker, match.source, match.date) == ("DR. LIND", "hearing", "2026-05-04")
    assert HEARING.text.splitlines()[match.line - 1].startswith("DR. LIND: The company pays")


@pytest.mark.parametrize(
    ("speaker", "expected"),
    [
        ("Lind", SpeakerMatch.SAME),
        ("Dr. Karin Lind", SpeakerMatch.SAME),
        ("Rowe", SpeakerMatch.OTHER),
        ("she", SpeakerMatch.UNKNOWN),
        (None, SpeakerMatch.UNKNOWN),
        ("the chair", SpeakerMatch.OTHER),
    ],
)
def test_the_speaker_is_judged_beside_the_words(speaker, expected):
    assert verdict("They lost a whole season", speaker).speaker_match is expected


def test_the_claimed_speaker_comes_first_where_two_said_it():
    talk = source("t", ("ROWE", "It is a fine day."), ("LIND", "Yes. It is a fine day."))
    found = verdict("It is a fine day", "Lind", Library(RULES, CANON).adding([talk]))
    assert found.verdict is Verdict.VERBATIM
    assert [match.speaker for match in found.matches] == ["LIND", "ROWE"]
    assert Flag.MANY_PLACES in found.flags


@pytest.mark.parametrize(("day", "first"), [("2026-05-01", "a"), ("2025-05-01", "b")])
def test_of_the_sources_of_a_week_the_one_with_the_words_as_printed_comes_first(day, first):
    one = source("a", ("DR. LIND", "We are going to drain the pond."), date=day)
    other = source("b", ("DR. LIND", "We're going to drain the pond."), date="2026-05-04")
    library = Library(RULES, CANON).adding([one, other])
    quote = "We are going to drain the pond"
    found = check_quote(quote, library, RULES, speaker="Lind", date="2026-05-04")
    assert found.matches[0].source == first
    assert {match.source for match in found.matches} == {"a", "b"}


def test_a_source_before_the_article_comes_before_one_as_near_after_it():
    days = {"before": "2026-05-03", "after": "2026-05-05"}
    spoken = ("DR. LIND", "The pond was drained at night.")
    library = Library(RULES, CANON).adding(
        [source(name, spoken, date=day) for name, day in reversed(days.items())]
    )
    found = check_quote("The pond was drained", library, RULES, date="2026-05-04")
    assert [match.source for match in found.matches] == ["before", "after"]


def test_passages_joined_without_a_mark_are_spliced_where_the_first_goes_on_alike():
    speech = (
        "We learned today that the price of birch has gone up by a third, and it is a problem that "
        "the council understands is hurting the mills here. The next point is that the council is "
        f"making the mills its first concern. {'The rest is about the harbour. ' * 12}"
        "It certainly is the case that the council has named the mills as its first concern."
    )
    library = Library(RULES, CANON).adding([source("speech", ("DR. LIND", speech))])
    quote = (
        "We learned today that the price of birch has gone up by a third, and it certainly is "
        "the case that the council has named the mills as its first concern"
    )
    assert check_quote(quote, library, RULES, speaker="Lind").verdict is Verdict.SPLICED


def test_words_of_two_people_are_no_splice():
    one = source("a", ("DR. LIND", "We measured the oil in the harbour at noon."))
    other = source("b", ("MS. ROWE", "Nobody shall ever pay for the lost nets again."))
    same = source("b", ("LIND", "Nobody shall ever pay for the lost nets again."))
    quote = "We measured the oil in the harbour, nobody shall ever pay for the lost nets"
    for sources, expected in ([one, other], False), ([one, same], True):
        library = Library(RULES, CANON).adding(sources)
        found = check_quote(quote, library, RULES).verdict
        assert (found is Verdict.SPLICED) == expected


def test_a_short_phrase_in_another_mouth_accuses_nobody():
    assert verdict("in April").verdict is Verdict.NOT_FOUND


def test_a_few_small_words_in_common_accuse_nobody_unless_the_speaker_is_the_same():
    talk = source("talk", ("Q", "This is all about the mill, offensive?  And secondly, who pays?"))
    library = Library(RULES, CANON).adding([talk])
    for quote in ("This is all me", "offensive and outlandish"):
        assert check_quote(quote, library, RULES, speaker="Ana Vass").verdict is Verdict.NOT_FOUND
    same = Library(RULES, CANON).adding([source("talk", ("VASS", "This is all about the mill."))])
    assert (
        check_quote("This is all me", same, RULES, speaker="Vass").verdict is not Verdict.VERBATIM
    )


def test_words_that_several_people_use_accuse_nobody():
    phrase = "There is nothing wrong with that"
    one = source("a", ("DR. LIND", f"{phrase}, I say."), date="2026-05-01")
    other = source("b", ("MS. ROWE", f"{phrase}."), date="2026-05-02")
    alone, both = Library(RULES, CANON).adding([one]), Library(RULES, CANON).adding([one, other])
    claimed = {"rules": RULES, "speaker": "Ana Vass"}
    assert check_quote(phrase, library=alone, **claimed).verdict is Verdict.MISATTRIBUTED
    assert check_quote(phrase, library=both, **claimed).verdict is Verdict.NOT_FOUND
    earlier = check_quote(phrase, library=alone, date="2026-04-01", **claimed)
    assert earlier.verdict is Verdict.NOT_FOUND


def test_a_later_source_is_flagged_and_proves_no_change():
    same = verdict("Nobody has asked the fishermen", date="2026-04-01")
    assert (same.verdict, same.triage) == (Verdict.VERBATIM, Triage.LOOK)
    assert Flag.LATER_SOURCE in same.flags
    assert verdict("Nobody has asked the farmers", date="2026-04-01").verdict is Verdict.NOT_FOUND
    assert verdict("Nobody has asked the farmers", date="2026-05-03").verdict is Verdict.ALTERED


def test_sources_of_the_same_days_that_disagree_are_flagged():
    other = source("wire", ("LIND", "Nobody has asked our fishermen."), date="2026-05-05")
    late = source("late", ("LIND", "Nobody has asked our fishermen."), date="2026-09-05")
    text = "Nobody has asked the fishermen"
    assert Flag.SOURCES_DISAGREE in verdict(text, library=LIBRARY.adding([other])).flags
    assert Flag.SOURCES_DISAGREE not in verdict(text, library=LIBRARY.adding([late])).flags


def test_words_that_span_another_speakers_turn_say_so():
    found = verdict("If the town agrees, we can start in May. The company pays $2 million")
    assert (found.verdict, found.triage) == (Verdict.VERBATIM, Triage.LOOK)
    assert Flag.CROSSES_TURN in found.flags


PAINT = "The bridge is old and it needs paint now."
WORK = "The bridge is old and it needs work now."


def reported(*sentences):
    """A library of reports of one day, each with its own words for the same passage."""
    around = "It rained all night in the valley and the birches along the river bent down."
    return Library(RULES, CANON).adding(
        source(f"r{number}", ("DR. LIND", f"{around} {each} {around}"), date="2026-05-04")
        for number, each in enumerate(sentences)
    )


@pytest.mark.parametrize(
    "order", [(PAINT, PAINT, WORK), (PAINT, WORK, PAINT), (WORK, PAINT, PAINT)]
)
@pytest.mark.parametrize("text", [PAINT, WORK])
def test_one_source_of_three_that_disagrees_is_seen_wherever_it_stands(order, text):
    found = verdict(text, library=reported(*order))
    assert (found.verdict, found.triage) == (Verdict.VERBATIM, Triage.LOOK)
    assert Flag.SOURCES_DISAGREE in found.flags
    other = "work" if text == PAINT else "paint"
    assert found.why.endswith(f"; another source has “and it needs {other} now”")
    assert other in found.matches[-1].text


def test_a_later_source_is_named_with_its_day():
    found = verdict(PAINT, library=reported(PAINT), date="2026-05-01")
    assert (found.flags, found.triage) == ((Flag.LATER_SOURCE,), Triage.LOOK)
    assert found.why.endswith("the source dates from 2026-05-04")


def test_sources_that_agree_do_not_disagree_because_the_quote_is_wrong():
    found = verdict(WORK, library=reported(PAINT, PAINT, PAINT))
    assert found.verdict is Verdict.ALTERED
    assert Flag.SOURCES_DISAGREE not in found.flags
    assert (
        Flag.SOURCES_DISAGREE
        in verdict(WORK, library=reported(PAINT, PAINT.replace("old", "new"))).flags
    )


@pytest.mark.parametrize(
    "text",
    [
        "but the birches are alive. If the town agrees, we can start in May. Thank you",
        "we can start in May … Thank you. Who pays for it?",
    ],
)
def test_words_of_two_speakers_in_one_quotation_do_not_pass(text):
    found = verdict(text)
    assert found.triage is Triage.LOOK
    assert Flag.CROSSES_TURN in found.flags
    assert found.why.endswith("these are words of DR. LIND and CHAIR")


def test_an_ellipsis_that_hides_only_another_speakers_turn_crosses_it():
    found = verdict("we can start in May … The company pays $2 million")
    assert (found.verdict, found.triage) == (Verdict.MARKED, Triage.LOOK)
    assert Flag.CROSSES_TURN in found.flags
    assert found.why.endswith("somebody else speaks in between")


@pytest.mark.parametrize(
    ("between", "crossed"),
    [((), False), ((("DEASY", "You know."),), False), ((("WEBB", "In February?"),), True)],
)
def test_turns_of_one_speaker_that_follow_each_other_are_not_somebody_elses(between, crossed):
    turns = (
        ("WEBB", "What happens to the van round?"),
        ("DEASY", "We take it down to four days a week from February,"),
        *between,
        ("DEASY", "unless we find another driver before then."),
    )
    library = Library(RULES, CANON).adding([source("cues", *turns)])
    text = "We take it down to five days a week from February, unless we find another driver"
    found = verdict(text, library=library, speaker="Deasy")
    assert found.verdict is Verdict.ALTERED
    assert (Flag.CROSSES_TURN in found.flags) is crossed
    assert ("somebody else speaks" in found.why) is crossed


def test_the_nearest_passage_of_what_is_not_found_is_only_near():
    found = verdict("the fish are back for good")
    assert found.verdict is Verdict.NOT_FOUND
    assert found.matches[0].near
    assert "fish will come back" in found.matches[0].text


def test_a_passage_that_shares_few_of_the_words_is_not_shown_as_the_nearest():
    found = verdict("the fish come with lanterns, brooms and lemon")
    assert found.verdict is Verdict.NOT_FOUND
    assert found.matches == ()
    assert "nearest" not in found.why


@pytest.mark.parametrize(
    ("policy", "text", "triage"),
    [
        ("strict", "The survey covered 25 farms", Triage.LOOK),
        ("fillers", "The survey covered 25 farms", Triage.PASS),
        ("strict", "The water smells of diesel", Triage.LOOK),
        ("fillers", "The water smells of diesel", Triage.PASS),
        ("fillers", "We do not believe the river is safe", Triage.LOOK),
        ("light", "We do not believe the river is safe", Triage.PASS),
        ("strict", "[They] lost a whole season", Triage.PASS),
        ("light", "We believe that the river is safe", Triage.ERROR),
    ],
)
def test_the_policy_decides_what_passes(policy, text, triage):
    found = Checker(LIBRARY, RULES, policy=policy).check(text, speaker="Lind")
    assert found.triage is triage
    assert (found.allowance is not None) == (found.verdict is not Verdict.FLIPPED)


def test_only_sources_of_a_medium_are_searched():
    post = Source(
        "p", "Nobody has asked the fishermen!", (Turn("Lind", 0, 31),), medium=Medium.TWEET
    )
    checker = Checker(LIBRARY.adding([post]), RULES, only_medium="tweet")
    assert checker.check("Nobody has asked the fishermen").matches[0].source == "p"
    assert checker.check("They lost a whole season").verdict is Verdict.NOT_FOUND


def test_what_is_tweeted_is_looked_for_in_tweets_first():
    post = Source(
        "p", "Nobody has asked the fishermen!", (Turn("Lind", 0, 31),), medium=Medium.TWEET
    )
    library = LIBRARY.adding([post])
    found = verdict("Nobody has asked the fishermen", library=library, medium=Medium.TWEET)
    assert found.matches[0].source == "p"


OPTIONS = [{"policy": "loose"}, {"only_medium": "telegraph"}, {"as_of": "2026-02-31"}]


@pytest.mark.parametrize("option", OPTIONS)
def test_an_option_that_there_is_not_is_refused(option):
    with pytest.raises(InputError, match="there is no"):
        Checker(LIBRARY, RULES, **option)


def test_a_document_gets_a_check_for_each_quotation():
    texts = "They lost a whole season", "Teal", "they lost a season"
    kinds = Kind.DIRECT, Kind.NON_SPEECH, Kind.INDIRECT
    quotes = tuple(
        Quotation(str(n), 0, 1, text, kind, speaker=Speaker("Lind"))
        for n, (text, kind) in enumerate(zip(texts, kinds, strict=True))
    )
    done = check(Document(Article("a", "x"), quotes), LIBRARY, RULES)
    spoken, term, report = done.quotes
    assert (spoken.check.verdict, term.check.verdict) == (Verdict.VERBATIM, Verdict.UNCHECKED)
    assert report.check is None
    assert report.report is not None


def test_joined_parts_that_stand_apart_are_flagged():
    filler = "We talked about the weather and the harbour. " * 40
    talk = source("t", ("ROWE", f"I like the town. {filler}I may leave it soon. I like the sea."))
    library = Library(RULES, CANON).adding([talk])
    text = "“I like the town,” Rowe said, adding, “I may leave it soon.”"
    spans = [(0, 19), (38, 60)]

    def checked(first, second):
        quotes = tuple(
            Quotation(str(n), *span, words, Kind.DIRECT, speaker=Speaker("Rowe"))
            for n, (span, words) in enumerate(zip(spans, (first, second), strict=True))
        )
        done = check(Document(Article("a", text), quotes), library, RULES)
        return [quote.check for quote in done.quotes]

    first, second = checked("I like the town", "I may leave it soon")
    assert (first.triage, second.triage) == (Triage.PASS, Triage.LOOK)
    assert Flag.CROSSES_TURN in second.flags
    assert "words after" in second.why
    assert "before" in checked("I may leave it soon", "I like the town")[1].why
    assert checked("I may leave it soon", "I like the sea")[1].triage is Triage.PASS


def test_parts_joined_by_a_pronoun_or_around_a_nickname_are_joined():
    talk = source(
        "t", ("ED VOSS", "We sell the ferry. " + "It rained in May. " * 80 + "It is old.")
    )
    library = Library(RULES, CANON).adding([talk])

    def checked(text):
        document = extract(make_article(text), RULES)
        return check(document, library, RULES).quotes[-1].check

    for text in (
        "“It is old,” Ed Voss said. “We sell the ferry,” he added.",
        "“It is old,” said Ed “Ted” Voss. “We sell the ferry.”",
    ):
        assert Flag.CROSSES_TURN in checked(text).flags
    apart = "“It is old,” Ed Voss said. “We sell the ferry,” Dana Oke said."
    assert Flag.CROSSES_TURN not in checked(apart).flags


def test_joined_parts_of_which_one_is_said_again_nearby_are_not_apart():
    filler = "It rained in May. " * 80
    talk = source("t", ("VOSS", f"We sell it soon. {filler}The ferry is old. We sell it soon."))
    quotes = extract(make_article("“The ferry is old,” Voss said. “We sell it soon.”"), RULES)
    second = check(quotes, Library(RULES, CANON).adding([talk]), RULES).quotes[1].check
    assert (second.verdict, second.triage) == (Verdict.VERBATIM, Triage.PASS)


def test_a_headline_is_compared_with_the_story_too():
    def checked(headline):
        quotes = (
            Quotation("1", 0, 1, headline, Kind.HEADLINE, speaker=Speaker("Lind")),
            Quotation(
                "2", 2, 3, "“They lost a whole season,”", Kind.DIRECT, speaker=Speaker("Lind")
            ),
        )
        return check(Document(Article("a", "x"), quotes), LIBRARY, RULES).quotes[0].check

    assert checked("‘lost a whole season’").triage is Triage.PASS
    other = checked("‘lost a season’")
    assert "the story itself has it as “They lost a whole season,”" in other.why
    missing = checked("‘The survey covered twenty-five farms’")
    assert (missing.verdict, missing.triage) == (Verdict.VERBATIM, Triage.LOOK)
    assert "no quotation of the story" in missing.why


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("The company pays $3 million", "the source has “2”, the quote “3”"),
        ("They lost a season", "the quote leaves out “whole” without a mark"),
        ("We do not believe that the river is deep", "the source has “safe”, the quote “deep”"),
        ("You do not believe that the river is safe", "the source has “We”, the quote “You”"),
        ("They lost a whole season yesterday", "the quote adds “yesterday”"),
        ("Yesterday they lost a whole season", "the quote adds “Yesterday”"),
        ("We believe that the river is safe", "the quote leaves out “do not” without a mark"),
    ],
)
def test_the_reason_names_the_words(text, why):
    assert verdict(text).why == why


def test_a_quote_that_never_ends_is_not_compared():
    found = verdict("the river is safe " * 5000)
    assert found.verdict is Verdict.UNCHECKED
    assert "20,000 words" in found.why


def test_a_very_long_quote_is_compared():
    words = [f"word{n % 97} and" for n in range(900)]
    talk = source("t", ("ROWE", " ".join(words)))
    library = Library(RULES, CANON).adding([talk])
    assert verdict(" ".join(words), "Rowe", library).verdict is Verdict.VERBATIM
    words[700:701] = ["tree", "and"]
    assert verdict(" ".join(words), "Rowe", library).verdict is Verdict.ALTERED
    assert verdict(" ".join(reversed(words)), "Rowe", library).triage is not Triage.PASS


def test_without_sources_nothing_is_checked():
    found = verdict("They lost a whole season", library=Library(RULES, CANON))
    assert (found.verdict, found.triage) == (Verdict.UNCHECKED, Triage.OPEN)


@settings(max_examples=80)
@given(st.text(max_size=60), st.text(max_size=20))
def test_any_text_gets_a_verdict_and_offsets_that_hold(text, speaker):
    talk = source("t", ("LIND", "a b c 1 2 — … [x] {y} ’s not"), ("ROWE", text))
    library = Library(RULES, CANON).adding([talk])
    for quote in text, text[3:], f"a b {text[:9]} … c", HEARING.text[5:70]:
        found = check_quote(quote, library, RULES, speaker=speaker)
        for match in found.matches:
            assert talk.text[match.start : match.end] == match.text


@settings(max_examples=60)
@given(st.integers(0, 60), st.integers(1, 30))
def test_every_stretch_of_a_source_is_found_there(start, length):
    words = CANON.read(HEARING.text, HEARING.turns[1].start, HEARING.turns[1].end)
    start = min(start, len(words) - 1)
    end = min(start + length, len(words)) - 1
    quote = HEARING.text[words.starts[start] : words.ends[end]]
    found = verdict(quote)
    assert found.matches
    assert quote in (match.text for match in found.matches) or found.verdict in (
        Verdict.VERBATIM,
        Verdict.SECONDHAND,
        Verdict.STYLE,
    )


@settings(max_examples=80)
@given(
    st.lists(st.text(min_size=1, max_size=8), min_size=3, max_size=20),
    st.lists(st.text(min_size=1, max_size=8), max_size=4),
    st.integers(0, 19),
)
def test_the_diff_of_any_text_is_made_of_the_words_of_both_sides(said, put, at):
    """Words that are equal or added stand in the quote, in order; missing ones, in the passage."""
    talk = source("t", ("LIND", " ".join(said)))
    library = Library(RULES, CANON).adding([talk])
    quote = " ".join([*said[:at], *put, *said[at + 1 :]])
    found = check_quote(quote, library, RULES, speaker="Lind")
    place = 0
    for step in found.diff:
        if step.op == "-":
            assert step.words in talk.text
        else:
            place = quote.index(step.words, place) + len(step.words)


@pytest.mark.parametrize(
    ("first", "second", "best"),
    [("transcript", "machine", "a"), ("notes", "edited", "b"), ("secondary", "recording", "b")],
)
def test_of_equal_places_the_source_that_stands_nearer_to_the_words_comes_first(
    first, second, best
):
    words = "The ferry sails at nine from the old slipway"
    turn = (Turn("Lind", 0, len(words)),)
    pair = [
        Source(name, words, turn, tier=Tier(tier), date="2026-03-01")
        for name, tier in (("a", first), ("b", second))
    ]
    found = verdict(words, library=Library(RULES, CANON).adding(pair), date="2026-03-02")
    assert found.matches[0].source == best
    assert Flag.MANY_PLACES in found.flags


@pytest.mark.parametrize("end", [",”", ".”", "”,", "!", "?”"])
def test_the_mark_that_closes_a_quotation_is_not_the_speakers(end):
    said = "We do not believe that the river is safe"
    assert verdict(f"“{said}{end}").verdict is Verdict.VERBATIM
