"""RTF documents, written here."""

from __future__ import annotations

import pytest
from document_samples import only, places, texts
from hypothesis import example, given
from hypothesis import strategies as st

from quotecheck.errors import InputError
from quotecheck.formats import contents

FONTS = (
    r"{\fonttbl{\f0\fcharset0 Plain;}{\f1\fcharset204 Cyr;}{\f2\fcharset128 Jap;}"
    r"{\f3\fcharset2 Wingdings;}}"
)


def rtf(body, head=r"\ansi\ansicpg1252\deff0"):
    return ("{\\rtf1" + head + FONTS + body + "}").encode("latin-1")


def read(body, **options):
    return texts(rtf(body, **options), "draft.rtf")


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"\ldblquote We hold,\rdblquote  Quill said.", "“We hold,” Quill said."),
        (r"\'93We hold,\'94 it\'92s said", "“We hold,” it’s said"),
        (r"\u8220\'93We hold\u8221\'94", "“We hold”"),
        (r"\uc0\u8220 We hold\u8221 ", "“We hold”"),
        (r"{\uc2\u12354\'82\'a0}{\uc1\u233 e}t\u233?", "あété"),
        (r"\u55357?\u56832? and \u55357? alone", "😀 and \ufffd alone"),
        (r"{\u55357 ?}{\u56832 ?}", "😀"),
        (r"a\~b\_c\-d\emdash e\endash f\tab g\line h", "a\u00a0b\u2011cd—e–f\tg\nh"),
        (r"\f1\'cf\'f0\f0 e\'e9", "Прeé"),
        (r"\f2\'83\'5c\'83A", "ソア"),
        (r"\f3 J\f0 J", "☺J"),
        (r"{\upr{A ?}{\*\ud{A \u333?}}}", "A ō"),
        (r"\caps Quill\caps0  said", "QUILL said"),
        (r"{\field{\*\fldinst HYPERLINK x}{\fldrslt the dam}}", "the dam"),
        (r"a{\*\unknown b}c{\pict 00ff}d{\*\cs3 }e\*\cs4 f", "acdef"),
        (r"\{a\} \\b", r"{a} \b"),
        (r"a\bin4 }}}}b", "ab"),
    ],
)
def test_words_come_out_as_they_are_shown(body, text):
    assert read(body) == [text]


def test_the_code_page_of_the_document_counts_where_a_font_has_none():
    data = b"{\\rtf1\\ansi\\ansicpg1250 za\\'bf\\'f3\\'b3\\'e6}"
    assert texts(data, "draft.rtf") == ["zażółć"]
    assert texts(b"{\\rtf1\\mac \\'d2a\\'d3}", "draft.rtf") == ["“a”"]
    assert texts("{\\rtf1 “café”}".encode(), "draft.rtf") == ["“café”"]


def test_tracked_changes_are_read_as_accepted():
    content = only(
        rtf(
            r"The dam {\deleted may}{\revised will} hold{\deleted\par}, she said.\par"
            r"{\mvf Moved.}\par {\mvt Moved.}{\deleted{\footnote gone}}\par"
        ),
        "draft.rtf",
    )
    assert [block.text for block in content.blocks] == [
        "The dam will hold, she said.",
        "Moved.",
    ]
    assert content.notes == ("has tracked changes; they were read as accepted",)


def test_hidden_text_comments_headers_and_properties_are_left_out():
    content = only(
        rtf(
            r"{\info{\title The dam}{\author Mara Quill}{\creatim\yr2024\mo3\dy9}{\doccomm no}}"
            r"{\header no}{\stylesheet{\s1 no;}}Yes{\v no}{\*\annotation no}.{\footer no}"
        ),
        "draft.rtf",
    )
    assert [block.text for block in content.blocks] == ["Yes."]
    assert (content.title, content.author, content.date) == ("The dam", "Mara Quill", "2024-03-09")
    assert content.notes == (
        "has hidden text; it was left out",
        "has 1 comment; comments are left out",
    )


def test_notes_come_last_and_a_text_box_once():
    body = (
        r"One{\footnote \chftn  Below.}{\footnote\ftnalt End.}.\par Two"
        r"{\shp{\*\shpinst{\sp{\sn x}{\sv y}}{\shptxt Boxed.\par}}"
        r"{\shprslt{\*\do{\dptxbxtext Boxed.}}}} more.\par"
        r"{\*\do{\dptxbxtext Old box.}}"
    )
    assert places(rtf(body), "draft.rtf") == [
        ("paragraph 1", "One."),
        ("paragraph 2", "Two more."),
        ("text box at paragraph 2", "Boxed."),
        ("text box at paragraph 2", "Old box."),
        ("note 1", "Below."),
        ("endnote 1", "End."),
    ]


def test_a_table_row_is_a_block_led_by_its_first_cell():
    body = (
        r"Before\par\trowd\pard\intbl Q.\cell Did it hold?\par It did?\cell\row"
        r"\pard\intbl A.\cell\itap2 x\nestcell y\nestcell{\*\nesttableprops\nestrow}"
        r"{\nonesttables\par}\pard\intbl It did.\cell\row\pard After\par"
    )
    assert places(rtf(body), "draft.rtf") == [
        ("paragraph 1", "Before"),
        ("table 1, row 1", "Q.\tDid it hold?\nIt did?"),
        ("table 1, row 2", "A.\tx\ty\nIt did."),
        ("paragraph 2", "After"),
    ]
    assert only(rtf(body), "draft.rtf").blocks[1].lead == 2


def test_a_start_that_is_set_apart_and_headings_are_told():
    body = (
        r"{\b MR. QUILL:} We hold.\par\pard\plain\outlinelevel0 The dam\par"
        r"\pard\plain\ul Q.\ulnone  And?\par"
    )
    blocks = only(rtf(body), "draft.rtf").blocks
    assert [block.lead for block in blocks] == [10, 0, 2]
    assert [block.heading for block in blocks] == [False, True, False]


def test_a_text_that_ends_too_soon_or_goes_on_says_so():
    assert only(rb"{\rtf1 The dam", "draft.rtf").notes == ("ends in the middle; it may be cut off",)
    assert only(rb"{\rtf1 The dam}} held.", "draft.rtf").notes == (
        "goes on after its end; that part was left out",
    )


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"PK\3\4 no", "not an RTF document"),
        (b"{\\rtf1 " + b"{" * 100_000, "deep inside each other"),
        (b"{\\rtf1 }", "is empty"),
    ],
)
def test_what_cannot_be_used_says_why(data, reason):
    with pytest.raises(InputError, match=reason):
        list(contents(data, "draft.rtf"))


WORDS = (
    r"{ } \par \'e9 \'82 \u55357 \u8217? \uc3 \* \shpinst \shptxt \footnote \intbl \cell \row "
    r"\nestcell \nestrow \itap99999 \deleted \v \upr \ud \fonttbl \f9 \fcharset999 \cpg1 \bin9 "
    r"\stylesheet \s5 \info \title \creatim \yr9999999999 \plain \pard \annotation \do a \f3 "
)
PIECES = st.sampled_from([*WORDS.split(), "\\", " ", "\n", "é"])


@given(st.lists(PIECES, max_size=60))
@example(["{", r"\footnote", r"\cell", "}", r"\row", "}", "}"])
def test_no_document_can_break_the_reader(pieces):
    try:
        content = only(("{\\rtf1" + "".join(pieces)).encode("latin-1"), "draft.rtf")
    except InputError:
        return
    assert all(0 <= block.lead <= len(block.text) for block in content.blocks)
