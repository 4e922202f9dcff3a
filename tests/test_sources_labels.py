"""Labels in the shapes of real transcripts: who is speaking, whose words are nobody's."""

from __future__ import annotations

import pytest

from quotecheck.formats import contents
from quotecheck.rules import load
from quotecheck.sources.making import make_source

RULES = load()


def source_of(text, name="talk.txt", named=None):
    (content,) = contents(text.encode(), name)
    return make_source(content, name, RULES, named=named)


def spoken(text, name="talk.txt", **more):
    source = source_of(text, name, **more)
    return [(turn.speaker, source.text[turn.start : turn.end]) for turn in source.turns]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("rev.txt", "Ana Rowe (00:00:04):\nThe lock opens.\n\nBo Voss (00:00:34):\nWhen?\n"),
        ("bold.md", "**Ana Rowe:** The lock opens.\n\n**Bo Voss:** When?\n"),
        ("bold-line.md", "**Ana Rowe**\n* The lock opens.\n\n**Bo Voss**\n* When?\n\n**Ana Rowe**"),
        ("zoom.txt", "[Ana Rowe] 14:03:21\nThe lock opens.\n\n[Bo Voss] 14:03:40\nWhen?\n"),
        ("chat.txt", ("[03/03/2026, 10:00:12] Ana Rowe: The lock opens.\n"
         "[03/03/2026, 10:01:40] Bo Voss: When?\n")),
        ("phone.txt", "3/3/26, 9:00 - Ana Rowe: The lock opens.\n3/3/26, 9:01 - Bo Voss: When?\n"),
        ("page.html", ("<table><tr><td>Ana Rowe</td><td>The lock opens.</td></tr>"
         "<tr><td>Bo Voss</td><td>When?</td></tr></table>")),
        ("record.html", "<pre>\nANA ROWE: The lock opens.\n\nBO VOSS: When?\n</pre>"),
        ("dash.txt", "Ana Rowe – The lock opens.\n\nBo Voss – When?\n\nAna Rowe – In May.\n"),
        ("fiji.txt", "ANA ROWE.- The lock opens.\n\nBO VOSS.- When?\n"),
        ("dated.md", ("0:00:14.3 **Ana Rowe** The lock opens.\n\n0:00:20.2 **Bo Voss** When?\n\n"
         "0:00:21.0 **Ana Rowe** In May.\n")),
        ("columns.txt", "00:12\tAna Rowe:\tThe lock opens.\n00:15\tBo Voss:\tWhen?\n"),
        ("lines.txt", "Ana Rowe\nThe lock opens.\n\nBo Voss\nWhen?\n\nAna Rowe\nIn May.\n"),
        ("play.md", ("#### ANA ROWE\n\nThe lock opens.\n\n#### BO VOSS\n\nWhen?\n\n#### ANA ROWE\n"
         "\nIn May.\n\n#### BO VOSS\n\nFine.\n")),
        ("voice.vtt", ("WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ana Rowe>The lock opens.\n\n"
         "00:03.000 --> 00:04.000\n<v Bo Voss>When?\n")),
        ("named.vtt", ("WEBVTT\n\n00:01.000 --> 00:02.000\nAna Rowe: The lock opens.\n\n"
         "00:03.000 --> 00:04.000\nBo Voss: When?\n")),
    ],
)  # fmt: skip
def test_two_people_speak(name, text):
    found = [(who and who.title(), words) for who, words in spoken(text, name)]
    assert found[:2] == [("Ana Rowe", "The lock opens."), ("Bo Voss", "When?")]


@pytest.mark.parametrize(
    "label",
    [
        "BO VOSS, HARBOUR MASTER",
        "Mr Voss (Holme Bay) (Lab)",
        "The Secretary of State for Ports and Island Ferries (Mr Bo Voss)",
        "THE MINISTER OF PORTS (SHRIMATI BO VOSS)",
        "Dr. Bo Voss, Jr.",
        "SEN. BO VOSS (D-ME)",
        "HON. VOSS (through interpreter)",
    ],
)
def test_a_label_with_more_than_a_name_ends_the_turn_before(label):
    text = f"Ana Rowe: The lock opens.\n\n{label}: We never agreed.\n\nAna Rowe: In May.\n"
    assert spoken(text) == [
        ("Ana Rowe", "The lock opens."),
        (label, "We never agreed."),
        ("Ana Rowe", "In May."),
    ]


def test_a_label_over_two_lines():
    text = (
        "Mr. Rowe: What became of it?\n"
        "The Assistant Minister, Ministry of State for Ports (Mr. B.\n"
        "Voss): No boat was held back.\n"
        "Mr. Rowe: I see.\n"
    )
    assert [words for _, words in spoken(text)] == [
        "What became of it?",
        "No boat was held back.",
        "I see.",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "To be clear: we never agreed to it.",
        "There are three things I want: the wall, the lock, the light.",
        "And he said: no.",
        "Yeah.",
        "Tuesday, March 28, 2023. This was the day.",
    ],
)
def test_a_sentence_within_a_turn_is_no_label(line):
    text = f"ANA ROWE: One more thing.\n\n{line}\n\nBO VOSS: Fine.\n\nANA ROWE: Good.\n"
    assert [who for who, _ in spoken(text)] == ["ANA ROWE", "BO VOSS", "ANA ROWE"]


def test_a_line_that_may_be_a_label_ends_the_turn_and_is_nobodys():
    text = "ANA ROWE: One.\n\nBO VOSS: Two.\n\nANA ROWE: Three.\n\nLars Stranger: Four.\n"
    last = source_of(text).turns[-1]
    assert (last.speaker, last.label) == (None, "Lars Stranger")


def test_captions_that_are_names_of_nobody():
    """Short answers that fill a caption look like names on lines of their own."""
    cues = "".join(
        f"00:00:{number:02}.000 --> 00:00:{number + 1:02}.000\n{words}\n\n"
        for number, words in enumerate(["Yeah.", "It holds.", "Exactly.", "It held.", "Yeah."] * 5)
    )
    assert {who for who, _ in spoken(f"WEBVTT\n\n{cues}", "talk.vtt")} == {None}


def test_initials_that_the_source_declares():
    text = "Ana Rowe (AR): Welcome.\n\nBo Voss (BV): Thanks.\n\nAR: When?\n\nBV: In May.\n"
    found = source_of(text, "talk.md").turns
    assert [turn.speaker for turn in found[2:]] == ["Ana Rowe (AR)", "Bo Voss (BV)"]
    assert [turn.label for turn in found[2:]] == ["AR", "BV"]


def test_first_names_of_the_speakers_that_the_front_matter_lists():
    text = "---\nspeakers:\n  - Ana Rowe\n  - Bo Voss\n---\nAna: Welcome.\n\nBo: Thanks.\n"
    assert [who for who, _ in spoken(text, "talk.md")] == ["Ana Rowe", "Bo Voss"]


def test_who_examines_a_witness_asks_the_questions():
    text = (
        "THE COURT: Go ahead.\n\nBY MS. ROWE:\n     Q.   Where were you?\n     A.   At the pier.\n"
        "BY MR. VOSS:\n     Q.   Why?\n     A.   It was late.\n"
    )
    found = spoken(text)
    assert [who for who, words in found if words.endswith("?")] == ["MS. ROWE", "MR. VOSS"]


def test_a_name_given_by_hand_counts():
    text = "Speaker 1: Where?\n\nSpeaker 2: At the pier.\n\nSpeaker 1: When?\n"
    found = spoken(text, named={"Speaker 2": "Bo Voss"})
    assert [who for who, _ in found] == ["Speaker 1", "Bo Voss", "Speaker 1"]
    assert spoken("It rained all day.\n", named={"*": "Bo Voss"}) == [
        ("Bo Voss", "It rained all day.")
    ]


def test_the_index_of_a_deposition_names_nobody():
    text = "".join(
        f"{word} {page}:{line}\n"
        for word, page, line in [("pier", 45, 12), ("lock", 12, 22), ("rain", 39, 11)] * 4
    )
    assert not any(
        who for who, _ in spoken(f"THE COURT: Go ahead.\n\nMS. ROWE: I will.\n\n{text}")[2:]
    )


def test_a_transcript_that_is_not_understood_says_so():
    text = "".join(f"Grumble of Number {n}: it was late and it rained.\n" for n in "abcdefg")
    source = source_of(text.replace("of Number", "under the"))
    assert any("line 1" in each and "not understood" in each for each in source.warnings)


def test_a_source_without_speakers_says_so():
    assert "has no speakers" in source_of("It rained all day.\n").warnings[0]


def test_answers_without_a_stop_are_the_witness_s_and_not_the_examiner_s():
    text = (
        "MS. ROWE: Sit down.\n" + "Q Where were you?\nA At the pier.\nQ When?\nA lot later.\n" * 3
    )
    found = spoken(text)
    assert [who for who, words in found if words == "At the pier."] == ["A"] * 3
    assert [who for who, words in found if words == "Where were you?"] == ["Q"] * 3


def test_a_sentence_that_begins_with_a_is_no_answer():
    text = "MS. ROWE: Hello.\n\n" + "Q Is it late?\n\nMS. ROWE: It is.\n\n" * 4
    text += "Q Why?\n\nA lot of us ask that.\n\nMS. ROWE: So do I.\n"
    assert "A" not in {who for who, _ in spoken(text)}


PAGES = {
    "review.html": "<h1>Tools</h1>"
    + "<p>A tool that many use, and that some do not.</p>" * 9
    + "<p><b>Strengths:</b> quick to learn.</p><p><b>Weaknesses:</b> slow to run.</p>"
    "<p>The strengths outweigh it, and so do the weaknesses.</p>" * 3,
    "table.html": "<table><tr><td>Name</td><td>Boat</td><td>Berth</td><td>Fee</td></tr>"
    "<tr><td>Ana Rowe</td><td>Tern</td><td>North quay</td><td>40 a week</td></tr>"
    "<tr><td>Bo Voss</td><td>Gull</td><td>South quay</td><td>30 a week</td></tr></table>",
    "news.html": "<p>ENTRY: 10:45 pm</p><p>It rained.</p>" * 8,
    "terms.html": "".join(
        f"<tr><td>Term {n}</td><td>It means the {n}th thing.</td></tr>" for n in range(5)
    ),
    "days.txt": "March 3, 2026: It opens.\n\nMarch 4, 2026: It rained.\n\nMarch 5, 2026: Hm.\n",
}


@pytest.mark.parametrize("name", PAGES)
def test_what_a_page_says_again_and_again_is_nobody(name):
    assert {who for who, _ in spoken(PAGES[name], name)} == {None}


@pytest.mark.parametrize(
    ("opening", "who"),
    [
        ("BO VOSS,\nhaving been first duly sworn, testified:\n", "BO VOSS"),
        ("DEPOSITION OF BO VOSS\n", "BO VOSS"),
        ("HOLME, LIND LLP\nwas counsel.\n", "A."),
        ("QUAY REPORTERS LLC was there.\n", "A."),
    ],
)
def test_whoever_was_sworn_in_answers(opening, who):
    text = f"{opening}\nBY MS. ROWE:\nQ.   Where?\nA.   At the pier.\nQ.   When?\nA.   In May.\n"
    assert [name for name, words in spoken(text) if words == "At the pier."] == [who]


def test_initials_that_are_also_words_end_the_turn():
    text = "HR: We told the staff.\n\nIT: Nobody asked us.\n\nHR: We did.\n\nIT: No.\n"
    assert [who for who, _ in spoken(text)] == ["HR", "IT", "HR", "IT"]


@pytest.mark.parametrize(
    "declared",
    ["Present: Ana Rowe (AR), Bo Voss (BV)", "Interview with Ana Rowe (AR)", "Key: AR = Ana Rowe"],
)
def test_initials_declared_anywhere(declared):
    found = spoken(f"{declared}\n\nAR: Welcome.\n\nBV: Thanks.\n\nAR: When?\n")
    assert "Ana Rowe (AR)" in {who for who, _ in found}


def test_a_line_that_begins_with_a_goes_on_with_the_question():
    text = "MS. ROWE: Sit.\n" + (
        "Q    So thank you.\nA couple of questions now.\nA    Yes.\nQ    When?\nA    In May.\n" * 3
    )
    assert "A couple of questions now." in [
        words.splitlines()[-1] for who, words in spoken(text) if who == "Q"
    ]


def test_a_table_of_time_speaker_and_words():
    rows = [("0:01", "Ana Rowe", "The lock opens."), ("0:05", "Bo Voss", "When?")] * 2
    cells = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in rows)
    found = source_of(f"<table>{cells}</table>", "talk.html").turns
    assert [(turn.speaker, turn.time) for turn in found[:2]] == [
        ("Ana Rowe", "00:00:01"),
        ("Bo Voss", "00:00:05"),
    ]


def test_a_chat_has_times_of_the_day():
    text = "3/3/26, 18:02 - Ana Rowe: It opens.\n3/3/26, 18:04 - Bo Voss: When?\n"
    assert [turn.time for turn in source_of(text).turns] == ["18:02:00", "18:04:00"]


def test_a_saved_chat_with_its_channel():
    text = "14:03:21 From  Ana Rowe : It opens.\n14:03:40 From  Bo Voss to Everyone : When?\n"
    assert [who for who, _ in spoken(text)] == ["Ana Rowe", "Bo Voss"]


def test_lines_with_times_begin_turns_however_long_they_are():
    """Three lines of one length look like a paragraph that was broken at a width."""
    text = (
        "18:04:11\t From  Ana Rowe : The grant ran out in March\n"
        "18:04:59\t From  Ana Rowe : and nobody told us\n"
        "18:05:10\t From  Bo Voss  to  Everyone : That is untrue, Ana\n"
    )
    assert [who for who, _ in spoken(text)] == ["Ana Rowe", "Ana Rowe", "Bo Voss"]


def test_one_speaker_whose_name_stands_before_each_paragraph():
    text = "QUILL: It opens.\n\nQUILL: It closes.\n\nQUILL: It rains.\n\nQUILL: It holds.\n"
    assert [who for who, _ in spoken(text)] == ["QUILL"] * 4


@pytest.mark.parametrize("divider", [" — ", " – ", " - ", " -- ", "\n"])
def test_one_speaker_whose_name_a_dash_or_a_line_sets_apart(divider):
    said = ("It opens.", "It closes at nine.", "It rains.", "It holds.")
    text = "\n\n".join(f"Ana Rowe{divider}{words}" for words in said)
    assert [who for who, _ in spoken(text)] == ["Ana Rowe"] * 4


def test_what_a_list_says_again_and_again_is_no_speaker():
    said = ("It opens.", "It closes at nine.", "It rains.", "It holds.")
    text = "\n\n".join(f"Photo — {words}" for words in said)
    assert [who for who, _ in spoken(text)] == [None]


def test_a_label_in_another_form_ends_the_turn_before_it():
    cues = ["WHITE: The plan is good.", "[BRANDT] Is it paid for?", "(WHITE) It is not."]
    text = "".join(
        f"{n}\n00:00:0{n},000 --> 00:00:0{n},900\n{cue}\n\n" for n, cue in enumerate(cues, 1)
    )
    source = source_of(text, "talk.srt")
    assert [turn.speaker for turn in source.turns] == ["WHITE", None, "WHITE"]
    assert source.turns[1].label == "BRANDT"
    source = source_of(text.replace("BRANDT", "Brandt"), "talk.srt")
    assert [turn.speaker for turn in source.turns] == ["WHITE", None, "WHITE"]


def test_initials_of_the_names_that_a_page_began_with():
    text = (
        "**ALDEN POST:** How many boats?\n\n**GRETA HOLM:** Two. One floats.\n\n"
        "**AP** Why does the county hate you?\n\n**GH** Because of the river.\n"
    )
    speakers = [turn.speaker for turn in source_of(text, "talk.md").turns]
    assert [name.split(" (")[0] for name in speakers] == ["ALDEN POST", "GRETA HOLM"] * 2


def test_a_sender_who_is_only_a_number_is_nobody_known():
    text = (
        "12/06/2025, 21:03 - Ines Kolb: did you see it\n"
        "12/06/2025, 21:07 - +49 170 1234567: the cheque went to my uncle\n"
        "12/06/2025, 21:08 - Ines Kolb: no\n"
    )
    assert [turn.speaker for turn in source_of(text).turns] == ["Ines Kolb", None, "Ines Kolb"]


@pytest.mark.parametrize("sign", [">>>", ">>", "=>>"])
def test_a_sign_that_no_shape_has_is_not_read_by_a_part_of_it(sign):
    text = (
        f"Ana Rowe {sign} We open at nine.\nBo Voss {sign} Then the boats come.\n"
        f"Ana Rowe {sign} They do, and wait.\nBo Voss {sign} Nobody told me.\n"
    )
    source = source_of(text)
    assert not any(turn.speaker for turn in source.turns)
    assert source.warnings
