"""One conversation in the many layouts of real transcripts has the same speakers in each."""

from __future__ import annotations

import csv
import io

import pytest

from quotecheck.errors import InputError
from quotecheck.formats import contents
from quotecheck.rules import load
from quotecheck.sources.making import make_source

RULES = load()
TALK = (
    ("Mara Quill", "We shall mend the harbour wall before the storms of autumn come."),
    ("Ed Voss", "Who pays for it? The council said in March that no money was left."),
    ("Mara Quill", "There is a fund for it, and it has not been touched since the flood."),
    ("Ed Voss", "Touched or not, it belongs to the schools. You told them so yourself."),
    ("Mara Quill", "I told them that it would be theirs once the wall was safe. It is not."),
    ("Ines Okoro", "May I ask when the boats have to be out of the inner basin?"),
    ("Mara Quill", "By the last day of May. The crews begin on the first of June."),
    ("Ines Okoro", "That is in the middle of the season, as everybody here knows."),
)


def source_of(text, name):
    (content,) = contents(text.encode(), name)
    return make_source(content, name, RULES)


def whose(source):
    """The speaker of each sentence of the conversation in a source."""
    return [
        next(
            (
                turn.speaker
                for turn in source.turns
                if turn.start <= source.text.index(words) < turn.end
            ),
            None,
        )
        for _, words in TALK
    ]


def clock(number):
    return f"00:{number // 2:02}:{number % 2 * 30:02}"


LAYOUTS = {
    "brackets": ("txt", "[{name}] {words}\n\n"),
    "round brackets": ("txt", "({NAME}) {words}\n\n"),
    "bars": ("txt", "{name} | {time} | {words}\n"),
    "bar": ("txt", "{name} | {words}\n\n"),
    "prompts": ("txt", "{name}> {words}\n\n"),
    "a tab": ("txt", "{name}\t{words}\n\n"),
    "time, tab, name, tab": ("txt", "{time}\t{name}\t{words}\n"),
    "a stop after capitals": ("txt", "{NAME}. {words}\n\n"),
    "hyphens": ("txt", "- {name}: {words}\n"),
    "bullets": ("txt", "• {name} – {words}\n"),
    "numbered": ("txt", "{number}. {name}: {words}\n\n"),
    "dashes around": ("txt", "--- {name} ---\n{words}\n\n"),
    "signs around": ("txt", "== {name} ==\n{words}\n\n"),
    "name, then time, then words": ("txt", "{name}\n{time}\n{words}\n\n"),
    "an office": ("txt", "{name}, Harbour Office, Port Ellery: {words}\n\n"),
    "bold and nothing else": ("md", "**{name}** {words}\n\n"),
    "bold in a quotation": ("md", "> **{name}:** {words}\n\n"),
    "a table": ("md", "| {name} | {words} |\n"),
    "headings": ("md", "### {name}\n\n{words}\n\n"),
    "a page with strong names": ("html", "<p><strong>{name}</strong> {words}</p>\n"),
    "a page whose classes name": ("html", "<p><span class='spk'>{name}</span> {words}</p>\n"),
    "a list of definitions": ("html", "<dt>{name}</dt><dd>{words}</dd>\n"),
    "captions in brackets": ("srt", "{number}\n{time},000 --> {time},900\n[{name}] {words}\n\n"),
    "captions in capitals": ("srt", "{number}\n{time},000 --> {time},900\n({NAME}) {words}\n\n"),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_everybody_is_read_in_every_layout(layout):
    suffix, form = LAYOUTS[layout]
    text = "".join(
        form.format(name=name, NAME=name.upper(), words=words, number=at + 1, time=clock(at + 1))
        for at, (name, words) in enumerate(TALK)
    )
    found = [name and name.title() for name in whose(source_of(text, f"talk.{suffix}"))]
    assert [name.split(",")[0] for name in found if name] == [name for name, _ in TALK]


def test_a_label_with_words_in_small_letters_is_among_others_one():
    text = "".join(f"**{name}** {words}\n\n" for name, words in TALK) + "**Ed Voss** so be it.\n"
    source = source_of(text, "talk.md")
    assert (source.turns[-1].speaker, source.text[source.turns[-1].start :]) == (
        "Ed Voss",
        "so be it.",
    )


@pytest.mark.parametrize(
    "text",
    [
        "**Mara Quill** said the wall would hold. **Ed Voss** did not agree.\n\n" * 4,
        "- Speed: fast enough\n- Price: rather low\n- Range: a long way\n- Weight: next to none\n",
        "**Paris** The capital has nine ports.\n\n**Rome** It has none.\n\n**Oslo** It has two.\n",
        "H.R. 12 was read. It passed.\n\nH.R. 14 was read. It failed.\n\nH.R. 12 came back.\n",
    ],
    ids=["verbs follow", "a glossary", "a list of places", "bills"],
)
def test_what_only_looks_like_labels_names_nobody(text):
    assert not any(turn.speaker for turn in source_of(text, "page.md").turns)


def test_an_answer_on_a_line_of_its_own_is_nobodys_name():
    lines = ["Yeah.", "Exactly."]
    text = "".join(
        f"{name}:\n\n{lines[at % 2]}\n{words}\n\n" for at, (name, words) in enumerate(TALK)
    )
    source = source_of(text, "talk.md")
    assert whose(source) == [name for name, _ in TALK]


# -- tables -----------------------------------------------------------------------------------


def table(head, rows, delimiter=","):
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=delimiter).writerows([head, *rows])
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("head", "delimiter", "row"),
    [
        (("Line", "Speaker", "Text", "Date"), ",", lambda n, who, said: (n, who, said, "9/26/26")),
        (("speaker", "minute", "speech"), ";", lambda n, who, said: (who, clock(n), said)),
        (("Season", "Character", "Line"), ",", lambda n, who, said: (n, who, said)),
        (("start", "end", "speaker", "text"), "\t", lambda n, who, said: (n, n + 1, who, said)),
        (("Mara Quill", "We begin."), ",", lambda n, who, said: (who, said)),
    ],
)
def test_a_table_names_who_speaks(head, delimiter, row):
    rows = [row(at + 1, name, words) for at, (name, words) in enumerate(TALK)]
    assert whose(source_of(table(head, rows, delimiter), "talk.csv")) == [name for name, _ in TALK]


def test_a_row_has_its_line_and_time():
    text = 'speaker,start,text\nMara Quill,12,"We begin\nin May."\nEd Voss,75,Why?\n,80,Because.\n'
    (content,) = contents(text.encode(), "talk.csv")
    assert [(block.line, block.time, block.speaker) for block in content.blocks] == [
        (2, "00:00:12", "Mara Quill"),
        (4, "00:01:15", "Ed Voss"),
        (5, "00:01:20", ""),
    ]


def test_what_whisper_writes_is_a_machines_and_counts_thousandths():
    text = "start\tend\ttext\n0\t4100\tWe shall mend the wall.\n4100\t9000\tWho pays for it?\n"
    (content,) = contents(text.encode(), "talk.tsv")
    assert content.kind == "machine"
    assert [block.time for block in content.blocks] == ["00:00:00", "00:00:04"]


def test_a_list_of_quotes_proves_nothing():
    with pytest.raises(InputError, match="list of quotes"):
        list(contents(b"id,speaker,quote\n1,Mara Quill,We shall mend it.\n", "list.csv"))
