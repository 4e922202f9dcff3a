"""Kinds of edits that the trade knows, each with a source of its own."""

import pytest

from quotecheck.model import Flag, Source, Turn, Verdict
from quotecheck.rules import load
from quotecheck.sources import Library, open_library
from quotecheck.sources.canonical import Canon
from quotecheck.verify import check_quote

RULES = load()
CANON = Canon(RULES)


def holding(*sources):
    return Library(RULES, CANON).adding(sources)


def spoken(words, name="talk"):
    label = "MS. TARN: "
    turn = Turn("MS. TARN", len(label), len(label) + len(words))
    return Source(name, label + words, (turn,))


def judged(words, quote, *more):
    library = holding(spoken(words), *more)
    return check_quote(quote, library, RULES, speaker="Tarn")


@pytest.mark.parametrize(
    ("words", "quote"),
    [
        ("We know the har- — the harbor wall is old", "We know the harbor wall is old"),
        ("We asked the gov- government for a new pump", "We asked the government for a new pump"),
        ("We asked f- for a pump last winter", "We asked for a pump last winter"),
        ("The wall, umm, has to be uhh rebuilt", "The wall has to be rebuilt"),
        ("The wall is, sort of, a ruin by now", "The wall is a ruin by now"),
    ],
)
def test_stammering_and_fillers_are_cleaned(words, quote):
    assert judged(words, quote).verdict in (Verdict.STYLE, Verdict.MINOR)


def test_a_prefix_with_a_hyphen_is_no_stammering():
    words = "They want to re-elect the whole board in the spring"
    assert judged(words, "They want to elect the whole board in the spring").verdict not in (
        Verdict.STYLE,
        Verdict.VERBATIM,
    )


@pytest.mark.parametrize(
    ("words", "quote"),
    [
        ("The ferry cost $3.5 billion in the 1980s", "The ferry cost $3.5bn in the 1980's"),
        ("The ferry cost $300 million last year", "The ferry cost US$300 million last year"),
        ("The ferry sails on January 9th", "The ferry sails on Jan. 9th"),
        ("The ferry is our number one problem", "The ferry is our No. 1 problem"),
        ("The ferry is going under because of rust", "The ferry is goin’ under cuz of rust"),
        ("The Secretary of Fisheries came aboard", "The Sec. of Fisheries came aboard"),
    ],
)
def test_house_style_of_money_days_and_speech(words, quote):
    assert judged(words, quote).verdict is Verdict.STYLE


@pytest.mark.parametrize(
    ("words", "quote"),
    [
        ("Nobody in the harbor saw it coming", "Everybody in the harbor saw it coming"),
        ("None of the boats were insured then", "Some of the boats were insured then"),
        ("Thanks to the new pump they won’t drown", "Thanks to the new pump they will"),
        ("They got nothing in return for it", "They got something in return for it"),
        ("The wall is safe in a storm", "The wall is by no means safe in a storm"),
        ("The wall is far from safe in a storm", "The wall is safe in a storm"),
    ],
)
def test_negation_in_many_words_turns_the_sense(words, quote):
    assert judged(words, quote).verdict is Verdict.FLIPPED


@pytest.mark.parametrize(
    "quote",
    [
        "I told (the mayor) that we failed twice",
        "I told [the mayor]’s office that we failed twice",
        "I [tell] him that we fail[ed] twice",
    ],
)
def test_brackets_of_every_kind_are_marks(quote):
    words = "I told his office that we failed twice"
    if "office" not in quote:
        words = "I told him that we failed twice"
    assert judged(words, quote).verdict is Verdict.MARKED


def test_round_brackets_of_the_source_are_words():
    words = "The pump (and the spare pump) broke in May, and the crew knew it"
    assert judged(words, "The pump (and the spare pump) broke in May").verdict is Verdict.VERBATIM


def test_a_number_that_loses_its_magnitude_is_altered():
    words = "The ferry cost $3 million to repair and nobody paid"
    check = judged(words, "The ferry cost $3 to repair and nobody paid")
    assert check.verdict is Verdict.ALTERED
    assert Flag.NUMBER in check.flags


def test_the_first_word_of_a_sentence_tells_that_words_after_it_went():
    words = "It rained. And I would like to thank her for hauling the nets home alone"
    check = judged(words, "And her for hauling the nets home alone")
    assert check.verdict is Verdict.DROPPED


def test_clauses_put_the_other_way_round_are_no_splice():
    words = "When the tide turns at the old sluice, the whole meadow floods within an hour"
    quote = "The whole meadow floods within an hour, when the tide turns at the old sluice"
    check = judged(words, quote)
    assert check.verdict is Verdict.ALTERED
    assert "order" in check.why


def test_two_sentences_word_for_word_from_two_sources_are_a_splice():
    one = spoken("The sluice keeper left the gate open that night. We saw it.")
    other = spoken("Nine barges drifted as far as the lighthouse rocks. It was dark.", "later talk")
    library = holding(one, other)
    quote = "The sluice keeper left the gate open that night, and nine barges drifted as far as the"
    check = check_quote(quote, library, RULES, speaker="Tarn")
    assert check.verdict is Verdict.SPLICED
    assert {match.source for match in check.matches} == {"talk", "later talk"}


@pytest.mark.parametrize("indexed", [False, True])
def test_changed_words_are_found_in_the_shortest_of_many_posts(tmp_path, indexed):
    posts = [
        "gone fishing",
        "thanks all for coming",
        "no ferry today",
        "I hope the harbor board picks old Captain Brand as her deputy",
        "see you at the pier",
    ]
    if indexed:
        rows = "".join(f'{{"id": "p{n}", "text": "{text}"}}\n' for n, text in enumerate(posts))
        (tmp_path / "posts.jsonl").write_text(rows)
        library = open_library([tmp_path / "posts.jsonl"], RULES, index_dir=tmp_path / "index")
    else:
        library = holding(*(Source(f"p{n}", text) for n, text in enumerate(posts)))
    quote = "I hope the harbor board picks old Captain Brand as [Rowe’s] deputy"
    check = check_quote(quote, library, RULES)
    assert check.verdict is Verdict.MARKED
    assert check.matches[0].source == "p3"


def test_a_negation_is_never_garbled():
    words = "Neither boat came home in the storm. " + "Either way we sail. " * 40
    quote = "Either boat came home in the storm"
    assert judged(words, quote).verdict is Verdict.FLIPPED


@pytest.mark.parametrize(
    ("words", "quote", "why"),
    [
        ("The pump cost us $2 million in all", "The pump cost us $2", "million"),
        ("After the storm we will not sail again", "After the storm we will", "not sail"),
    ],
)
def test_what_belongs_to_the_last_word_is_not_cut_off_unseen(words, quote, why):
    check = judged(words, quote)
    assert Flag.CROPPED in check.flags
    assert why in check.why


def test_dots_of_the_source_are_no_mark_of_the_quote():
    words = "The rules are set . . . and I think we leave it that way"
    assert judged(words, "The rules are set… and I think").verdict is Verdict.VERBATIM


def test_that_kind_of_is_no_hedge():
    words = "I would bring that kind of patience to the harbor board"
    check = judged(words, "I would bring patience to the harbor board")
    assert check.verdict is not Verdict.FLIPPED


def test_a_rare_word_of_captions_with_a_letter_wrong_is_garbled():
    words = "the harbor board would like a\nconsulae on the eastern pier"
    label = Source("live", words, (Turn("MS. TARN", 0, len(words)),))
    quote = "The harbor board would like a consulate on the eastern pier"
    assert check_quote(quote, holding(label), RULES, speaker="Tarn").verdict is Verdict.MINOR
