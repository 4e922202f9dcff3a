"""Short transcripts, in which a name stands once or twice: a quotation that is given to another
speaker never passes, and a heading that has the shape of a label accuses nobody."""

from __future__ import annotations

from itertools import product

import pytest

from quotecheck.cli import main
from quotecheck.formats import contents
from quotecheck.model import SpeakerMatch, Triage, Verdict
from quotecheck.rules import load
from quotecheck.sources import Library
from quotecheck.sources.canonical import Canon
from quotecheck.sources.making import make_source
from quotecheck.sources.named import FILE
from quotecheck.verify.check import check_quote

RULES = load()
CANON = Canon(RULES)
SAID = (
    "The mill will close at the end of the month.",
    "We have asked for another inspection of the weir before the winter.",
    "Nobody at the station was told about the fire until the morning after.",
    "My brother saw smoke from the upper road at about a quarter past nine.",
    "There is a hydrant behind the chapel, but it has been dry for years.",
    "We counted forty barrels in the yard and only six were labelled.",
)
CASTS = {
    "surnames": ("Roe", "Ord", "Day"),
    "surnames that are words": ("Marsh", "Field", "Price"),
    "one of them in full": ("Roe", "Oriel Ord", "Day"),
}
HEADS = {
    "none": "",
    "place and day": "Date: 4 May 2026\nLocation: Town hall, Ellery\n\n",
    "those present": "Present: Sefa Roe, Oriel Ord, Mara Day, Carl Price\n\n",
    "a title": "Hearing on the fire at the Holme mill\n\n",
}
ORDERS = {"once": (0, 1, 2), "in turn": (0, 1, 2, 0, 1, 2), "twice running": (0, 0, 1, 1, 2, 2)}


def source_of(text, name="talk.txt", named=None):
    (content,) = contents(text.encode(), name)
    return make_source(content, name, RULES, named=named)


def found(text, words, speaker):
    library = Library(RULES, CANON).adding([source_of(text)])
    return check_quote(words.rstrip("."), library, RULES, speaker=speaker)


@pytest.mark.parametrize(
    ("cast", "head", "order", "capitals", "gap"),
    list(product(CASTS, HEADS, ORDERS, (True, False), ("\n", "\n\n"))),
)
def test_nobody_passes_with_the_words_of_another(cast, head, order, capitals, gap):
    names = CASTS[cast]
    rows = [(names[number], SAID[at]) for at, number in enumerate(ORDERS[order])]
    lines = (f"{name.upper() if capitals else name}: {words}" for name, words in rows)
    text = HEADS[head] + gap.join(lines) + "\n"
    for name, words in rows:
        assert found(text, words, name).speaker_match is SpeakerMatch.SAME
        other = next(each for each in names if each != name)
        assert found(text, words, other).triage is not Triage.PASS
        assert found(text, words, "Ivy Renn").triage is not Triage.PASS


NOTES = {
    "agenda": "Welcome: The mayor opens the meeting.\n\nBudget: The treasurer has a draft.\n\n"
    "Parking: Residents have asked for more bays.\n",
    "minutes": "PARKING: We agreed to repaint the bays.\n\nDRAINAGE: I will write to them.\n\n"
    "FOOTPATHS: You asked about the stiles.\n",
    "event": "Venue: The old school\nTime: 7 pm\nPrice: 12 euros\nTickets: From the post office\n",
    "recipe": "Serves: 4\n\nMethod: Soften the leeks. Add the barley.\n\nTip: You can freeze it.\n",
    "report": "BACKGROUND: The mill has burned twice.\n\nFINDINGS: The pump had failed.\n\n"
    "CAUSE: A spark set light to the tar.\n",
    "weather": "Holme: Rain all day.\n\nEllery: Dry until noon.\n\nPort Carrow: Fog at first.\n",
    "glossary": "Weir: A low dam.\n\nSluice: A gate that lets water through.\n",
    "release": "The port opened its lock. It cost 40 million.\n\n"
    "Contact: Ivy Renn\nPhone: 555 0134\n",
    "draft": "The lock is open.\n\nNote: check the cost.\n\nIt will last.\n\nNote: ring them.\n",
}


@pytest.mark.parametrize(
    "said",
    [
        ("We keep four of the boats from May,", "unless we find another pilot."),
        ("We keep four of the boats", "from May."),
        ("We keep four of the boats from May.", "It ends when we find another pilot."),
    ],
)
def test_a_turn_whose_paragraphs_each_have_the_name_is_one_persons(said):
    text = f"ROE: {said[0]}\n\nROE: {said[1]}\n\nORD: And the ferry?\n"
    for words in (" ".join(said), *said):
        assert found(text, words, "Carl Roe").speaker_match is SpeakerMatch.SAME
        assert found(text, words, "Ivy Renn").triage is not Triage.PASS


@pytest.mark.parametrize("form", ["{} – {}", "**{}:** {}", "{}:\n{}", "• {} – {}"])
def test_other_signs_behind_a_name_that_stands_once(form):
    rows = list(zip(("Roe", "Ord", "Day"), SAID, strict=False))
    text = "\n\n".join(form.format(*row) for row in rows)
    for name, words in rows:
        assert found(text, words, name).speaker_match is SpeakerMatch.SAME
        other = next(each for each, _ in rows if each != name)
        assert found(text, words, other).triage is not Triage.PASS


def test_two_of_one_surname_tell_that_all_the_names_are_labels():
    text = "ROE: The mill will close.\n\nORD: I see.\n\nDAY: Nobody at the station was told.\n"
    check = found(text, "Nobody at the station was told", "Tom Roe")
    assert (check.verdict, check.matches[0].speaker) == (Verdict.MISATTRIBUTED, "DAY")
    unknown = found(text, "Nobody at the station was told", "Ivy Renn")
    assert (unknown.triage, unknown.matches[0].speaker) == (Triage.LOOK, None)
    assert "DAY" in unknown.why


@pytest.mark.parametrize("name", NOTES)
def test_a_heading_is_nobody_and_accuses_nobody(name):
    source = source_of(NOTES[name])
    assert not any(turn.speaker for turn in source.turns)
    words = max(source.text.splitlines(), key=len).split(": ")[-1]
    assert found(NOTES[name], words, "Mara Quill").verdict is not Verdict.MISATTRIBUTED


def test_headings_of_one_persons_text_are_that_persons_words():
    text = (
        "Speaker: Mara Quill\n\nFriends, it is late.\n\nRemember: The wall was built by hand.\n\n"
        "Look: Nobody promised you a dry cellar.\n"
    )
    assert {turn.speaker for turn in source_of(text).turns} == {"Mara Quill"}


def test_a_word_that_mostly_is_a_heading_ends_the_turn_before_it():
    text = (
        "MARSH: We saw the smoke.\n\nPRICE: I walked round the building twice.\n\n"
        "FIELD: Did you?\n\nMARSH: I did not.\n"
    )
    assert [turn.speaker for turn in source_of(text).turns] == ["MARSH", None, "FIELD", "MARSH"]
    named = source_of("Carl Price and Ann Marsh were there.\n\n" + text)
    assert [turn.speaker for turn in named.turns][1:] == ["MARSH", "PRICE", "FIELD", "MARSH"]


def test_words_beyond_the_paragraph_of_an_unsure_label_are_nobodys():
    text = (
        "Roe: The mill will close at noon.\n\nThe gate was open all night.\n\n"
        "Ord: The weir is to be seen again.\n"
    )
    check = found(text, "The gate was open all night", "Tom Roe")
    assert (check.speaker_match, check.triage) == (SpeakerMatch.UNKNOWN, Triage.LOOK)


def test_what_an_editor_calls_a_label_is_one():
    text = "The crews are tired.\n\nHarmon: the mill, well\n\nIt rained all day.\n"
    assert {turn.speaker for turn in source_of(text).turns} == {None}
    turns = source_of(text, named={"Harmon": "Ada Harmon"}).turns
    assert [turn.speaker for turn in turns] == [None, "Ada Harmon"]
    others = text + "\nQuill: It did rain.\n\n**Price** – I did.\n"
    named = {"Harmon": "Ada Harmon", "Price": "Carl Price"}
    turns = source_of(others, named=named).turns
    assert [(turn.speaker, turn.label) for turn in turns] == [
        (None, None),
        ("Ada Harmon", "Harmon"),
        (None, "Quill"),
        ("Carl Price", "Price"),
    ]


def test_one_person_is_given_all_the_words_that_headings_divide():
    text = NOTES["minutes"]
    assert {turn.speaker for turn in source_of(text, named={"*": "Ivy Renn"}).turns} == {"Ivy Renn"}


def test_a_desk_may_believe_each_line_with_a_colon(tmp_path):
    rules = tmp_path / "desk.yaml"
    shape = '{shape: "{name}: {text}", needs: one}'
    rules.write_text(f"extends: default\nsources:\n  labels:\n    colon: {shape}\n")
    (content,) = contents(b"It is late.\n\nHarmon: We saw it.\n\nIt rained.\n", "talk.txt")
    turns = make_source(content, "talk.txt", load(rules)).turns
    assert [turn.speaker for turn in turns] == [None, "Harmon"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("It rained all day.\n", ("no speakers", "whoever the draft says", '"*=NAME"')),
        (NOTES["agenda"], ("“Parking”", "has to be looked at", "Welcome=NAME")),
        (
            "Date: 4 May\nLocation: Holme\n\n" + "Grumble under the: it was late.\n\n" * 4,
            ("line 4", "“Grumble under the:”", "not checked", '"Grumble under the=NAME"'),
        ),
    ],
)
def test_a_warning_says_what_is_not_checked_and_the_command_that_mends_it(text, told):
    (warning,) = source_of(text).warnings
    assert all(words in warning for words in (*told, "quotecheck sources name talk.txt"))


# -- naming on the command line ----------------------------------------------------------------


@pytest.fixture
def hearing(tmp_path):
    file = tmp_path / "hearing.txt"
    file.write_text("Budget: It is spent.\n\nharmon_a: we know, and it hurts\n\nAll rose.\n")
    return file


def test_a_label_is_named_that_was_not_taken_for_one(hearing, capsys):
    assert main(["sources", "name", str(hearing), "harmon_a=Ada Harmon"]) == 0
    assert "harmon_a" in (out := capsys.readouterr().out)
    assert "1 turn" in out
    main(["sources", "show", hearing.name, str(hearing)])
    assert "Ada Harmon" in capsys.readouterr().out


def test_a_label_that_no_line_begins_with_is_refused_and_the_star_explained(hearing, capsys):
    assert main(["sources", "name", str(hearing), "QUILL=Mara Quill"]) == 2
    told = capsys.readouterr().err
    assert "no line that begins with the label 'QUILL'" in told
    assert "If one person says all the words, the label is *" in told
    assert not (hearing.parent / FILE).exists()


def test_the_star_is_refused_where_speakers_are_known(tmp_path, capsys):
    file = tmp_path / "talk.txt"
    file.write_text("ANA ROWE: One.\n\nBO VOSS: Two.\n\nANA ROWE: Three.\n")
    assert main(["sources", "name", str(file), "*=Mara Quill"]) == 2
    assert "“ANA ROWE”" in capsys.readouterr().err


def test_a_warning_of_several_files_names_no_single_one(tmp_path, capsys):
    for name in ("a.txt", "b c.txt"):
        (tmp_path / name).write_text("It rained all day.\n")
    main(["sources", "list", str(tmp_path)])
    told = capsys.readouterr().err
    assert told.count("no speakers") == 1
    assert 'sources name FILE "*=NAME"' in told
