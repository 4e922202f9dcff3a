"""Word documents, written here."""

from __future__ import annotations

import pytest
from document_samples import STRICT, docx, only, paragraph, places, texts, zipped

from quotecheck.articles import read_article
from quotecheck.errors import InputError
from quotecheck.formats import contents

DELETED_MARK = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"


def run(text, properties=""):
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


def test_tracked_changes_and_moves_are_read_as_accepted():
    body = (
        "<w:p>" + run("“The dam ") + f"<w:ins>{run('will')}</w:ins>"
        "<w:del><w:r><w:delText>may</w:delText></w:r></w:del>"
        + run(" hold,” Quill said.")
        + "</w:p><w:p/>"
        + f"<w:p><w:moveFrom>{run('She left.')}</w:moveFrom></w:p>"
        + f"<w:p><w:moveTo>{run('She left.')}</w:moveTo></w:p>"
    )
    content = only(docx(body), "draft.docx")
    assert [block.text for block in content.blocks] == [
        "“The dam will hold,” Quill said.",
        "She left.",
    ]
    assert content.notes == ("has tracked changes; they were read as accepted",)


def test_a_draft_is_read_with_an_empty_line_between_paragraphs(tmp_path):
    path = tmp_path / "draft.docx"
    path.write_bytes(docx(paragraph("“It held,” Quill said.") + "<w:p/>" + paragraph("She left.")))
    assert read_article(path).text == "“It held,” Quill said.\n\nShe left."


def test_paragraphs_are_joined_where_the_mark_between_them_was_deleted():
    body = paragraph("The dam ", DELETED_MARK) + paragraph("will hold.") + paragraph("Yes.")
    assert texts(docx(body), "draft.docx") == ["The dam will hold.", "Yes."]
    assert texts(docx(paragraph("Last.", DELETED_MARK)), "draft.docx") == ["Last."]


def test_rows_and_cells_that_were_deleted_are_left_out():
    deleted = "<w:tr><w:trPr><w:del/></w:trPr><w:tc>" + paragraph("no") + "</w:tc></w:tr>"
    row = "<w:tr>" + "".join(f"<w:tc>{paragraph(t)}</w:tc>" for t in ("Q.", "Did it?")) + "</w:tr>"
    nested = f"<w:tr><w:tc>{paragraph('A.')}</w:tc><w:tc><w:tbl>{row}</w:tbl><w:p/></w:tc></w:tr>"
    assert places(docx(f"<w:tbl>{deleted}{row}{nested}</w:tbl>"), "draft.docx") == [
        ("table 1, row 1", "Q.\tDid it?"),
        ("table 1, row 2", "A.\tQ.\tDid it?"),
    ]


def test_a_text_box_is_read_once_though_it_is_written_twice():
    box = f"<w:txbxContent>{paragraph('Boxed.')}</w:txbxContent>"
    body = (
        "<w:p>" + run("Text.") + "<w:r><mc:AlternateContent><mc:Choice Requires='wps'>"
        f"<w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert places(docx(body), "draft.docx") == [
        ("paragraph 1", "Text."),
        ("text box at paragraph 1", "Boxed."),
    ]


def test_notes_come_last_in_the_order_of_the_text_and_comments_are_counted():
    body = (
        "<w:p>" + run("One") + '<w:r><w:endnoteReference w:id="1"/></w:r>'
        '<w:r><w:footnoteReference w:id="3"/></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    )
    parts = {
        "footnotes": "".join(
            f'<w:footnote w:id="{n}">{paragraph(text)}</w:footnote>'
            for n, text in ((0, "no"), (2, "Second."), (3, "First."))
        ),
        "endnotes": f'<w:endnote w:id="1">{paragraph("End.")}</w:endnote>',
        "comments": f"<w:comment>{paragraph('no')}</w:comment>" * 2,
    }
    data = docx(body, parts)
    assert sorted(places(data, "draft.docx")[1:]) == [
        ("endnote 1", "End."),
        ("note 1", "First."),
        ("note 2", "Second."),
    ]
    assert only(data, "draft.docx").notes == ("has 2 comments; comments are left out",)


def test_a_start_that_is_set_apart_hidden_text_and_headings_are_told():
    body = (
        paragraph("The dam", "<w:pPr><w:outlineLvl w:val='0'/></w:pPr>")
        + "<w:p>"
        + run("MR. QUILL:", "<w:rPr><w:b/></w:rPr>")
        + run(" We hold.")
        + run("no", "<w:rPr><w:vanish/></w:rPr>")
        + "</w:p>"
    )
    content = only(docx(body), "draft.docx")
    assert [(block.text, block.lead, block.heading) for block in content.blocks] == [
        ("The dam", 0, True),
        ("MR. QUILL: We hold.", 10, False),
    ]
    assert content.notes == ("has hidden text; it was left out",)


def test_strict_documents_are_read_and_signs_of_symbol_fonts_too():
    body = paragraph("It held.") + "<w:p><w:r><w:sym w:font='Wingdings' w:char='F04A'/></w:r></w:p>"
    assert texts(docx(body, namespace=STRICT), "draft.docx") == ["It held.", "☺"]


ENCRYPTED = b"\xd0\xcf\x11\xe0" + bytes(512) + "EncryptedPackage".encode("utf-16-le")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"PK\3\4 broken", "not a Word document"),
        (zipped({"other.xml": "<a/>"}), "not a Word document"),
        (docx("", head='<!DOCTYPE a [<!ENTITY b "ha">]>'), "declares an entity"),
        (docx("<w:p>"), "damaged Word document"),
        (docx(paragraph("It held."))[:-30], "not a Word document"),
        (docx("<w:sdt>" * 300 + "</w:sdt>" * 300), "deep inside each other"),
        (docx("<w:p/>" * 1_000_000), "times its size"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), r"old Word document \(\.doc\) or .* password"),
        (ENCRYPTED, "protected with a password"),
    ],
)
def test_what_cannot_be_used_says_why(data, reason):
    with pytest.raises(InputError, match=rf"draft\.docx.*{reason}"):
        list(contents(data, "draft.docx"))
