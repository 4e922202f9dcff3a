"""OpenDocument texts, written here."""

from __future__ import annotations

import pytest
from document_samples import fodt, odf_part, odt, only, places, texts, zipped

from quotecheck.errors import InputError
from quotecheck.formats import contents

BOLD = (
    '<style:style style:name="B" style:family="text">'
    '<style:text-properties fo:font-weight="bold"/></style:style>'
    '<style:style style:name="H" style:family="text">'
    '<style:text-properties text:display="none"/></style:style>'
)


def test_white_space_tabs_and_breaks_are_as_shown():
    body = (
        '<text:p>The\n  dam<text:s text:c="2"/>will<text:tab/>hold,<text:line-break/>'
        "she <text:span>said</text:span>.</text:p>"
    )
    assert texts(odt(body), "draft.odt") == ["The dam  will\thold,\nshe said."]
    many = '<text:p>a<text:s text:c="999999999999"/><text:s text:c="-1"/>b</text:p>'
    assert len(texts(odt(many), "draft.odt")[0]) < 2000


def test_tracked_changes_are_read_as_accepted():
    body = (
        '<text:tracked-changes><text:changed-region xml:id="a"><text:deletion>'
        "<text:p>may</text:p></text:deletion></text:changed-region></text:tracked-changes>"
        '<text:p>The dam <text:change text:change-id="a"/><text:change-start/>will'
        "<text:change-end/> hold.</text:p>"
    )
    content = only(odt(body), "draft.odt")
    assert [block.text for block in content.blocks] == ["The dam will hold."]
    assert content.notes == ("has tracked changes; they were read as accepted",)


def test_a_deletion_that_stays_in_its_place_is_left_out():
    """LibreOffice writes a .fodt so."""
    body = (
        '<text:tracked-changes><text:changed-region xml:id="a"><text:deletion/>'
        '</text:changed-region><text:changed-region xml:id="b"><text:insertion/>'
        "</text:changed-region></text:tracked-changes>"
        '<text:p>The dam <text:change-start text:change-id="a"/>may<text:s/>not'
        '</text:p><text:p>it <text:change-end text:change-id="a"/>'
        '<text:change-start text:change-id="b"/>will<text:change-end text:change-id="b"/> hold.'
        "</text:p>"
    )
    assert texts(fodt(body), "draft.fodt") == ["The dam", "will hold."]
    cut = fodt(body.replace('<text:change-end text:change-id="a"/>', ""))
    told = "a tracked deletion has no end; what follows was left out"
    assert told in only(cut, "draft.fodt").notes


def test_notes_come_last_comments_are_counted_and_a_text_box_is_read_once():
    body = (
        '<text:p>One<text:note text:note-class="footnote"><text:note-citation>1'
        "</text:note-citation><text:note-body><text:p>Below.</text:p></text:note-body></text:note>"
        "<office:annotation><text:p>no</text:p></office:annotation>.</text:p>"
        "<text:p>Two<draw:frame><draw:text-box><text:p>Boxed.</text:p></draw:text-box>"
        "<draw:image/><svg:desc>no</svg:desc></draw:frame> more.</text:p>"
        '<text:p>Three<text:note text:note-class="endnote"><text:note-body><text:p>End.</text:p>'
        "</text:note-body></text:note></text:p>"
    )
    assert places(odt(body), "draft.odt") == [
        ("paragraph 1", "One."),
        ("paragraph 2", "Two more."),
        ("text box at paragraph 2", "Boxed."),
        ("paragraph 3", "Three"),
        ("note 1", "Below."),
        ("endnote 1", "End."),
    ]
    assert only(odt(body), "draft.odt").notes == ("has 1 comment; comments are left out",)


def test_a_table_row_is_a_block_led_by_its_first_cell():
    body = (
        "<table:table><table:table-header-rows><table:table-row><table:table-cell><text:p>Q."
        "</text:p></table:table-cell><table:table-cell><text:p>Did it hold?</text:p><text:p>It did?"
        "</text:p></table:table-cell></table:table-row></table:table-header-rows><table:table-row>"
        "<table:table-cell><text:p>A.</text:p></table:table-cell><table:covered-table-cell/>"
        "<table:table-cell><text:list><text:list-item><text:p>Yes.</text:p></text:list-item>"
        "</text:list></table:table-cell></table:table-row></table:table><text:p>After</text:p>"
    )
    assert places(odt(body), "draft.odt") == [
        ("table 1, row 1", "Q.\tDid it hold?\nIt did?"),
        ("table 1, row 2", "A.\tYes."),
        ("paragraph 1", "After"),
    ]


def test_headings_emphasis_and_hidden_text_follow_the_styles():
    body = (
        '<text:h text:outline-level="1">The dam</text:h>'
        '<text:p><text:span text:style-name="B">MR. QUILL:</text:span> We hold.'
        '<text:span text:style-name="H">no</text:span></text:p>'
        '<text:section text:display="none"><text:p>no</text:p></text:section>'
    )
    content = only(odt(body, styles=BOLD), "draft.odt")
    assert [(block.text, block.lead, block.heading) for block in content.blocks] == [
        ("The dam", 0, True),
        ("MR. QUILL: We hold.", 10, False),
    ]
    assert content.notes == ("has hidden text; it was left out",)


def test_properties_come_from_the_file_and_damaged_ones_are_told():
    meta = "<dc:title>The dam</dc:title><meta:initial-creator>Mara Quill</meta:initial-creator>"
    meta += "<meta:creation-date>2024-03-09T10:00:00</meta:creation-date>"
    whole = odf_part("meta", f"<office:meta>{meta}</office:meta>")
    body = "<text:p>It held.</text:p>"
    for content in (
        only(odt(body, members={"meta.xml": whole}), "draft.odt"),
        only(fodt(body, meta), "draft.fodt"),
    ):
        assert [block.text for block in content.blocks] == ["It held."]
        assert content.title == "The dam"
        assert (content.author, content.date) == ("Mara Quill", "2024-03-09T10:00:00")
    damaged = only(odt(body, members={"styles.xml": "<a"}), "draft.odt")
    assert damaged.notes[0].startswith("its styles could not be read")


ENCRYPTED = "<manifest><encryption-data/></manifest>"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"PK\3\4 no", "not an OpenDocument text"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), r"old Word document \(\.doc\) or .* password"),
        (zipped({"other": "x"}), "it holds no content.xml"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "not an Open"),
        (odt("<text:p>a"), "damaged"),
        (odt("<text:p>" * 300 + "</text:p>" * 300), "deep inside each other"),
        (odt("<text:p>a</text:p>" * 800_000), "times its size"),
        (odt("<text:p>a</text:p>", members={"META-INF/manifest.xml": ENCRYPTED}), "password"),
        (b"<!DOCTYPE a [<!ENTITY b 'ha'>]><a>&b;</a>", "declares an entity"),
    ],
)
def test_what_cannot_be_used_says_why(data, reason):
    with pytest.raises(InputError, match=reason):
        list(contents(data, "draft.odt"))
