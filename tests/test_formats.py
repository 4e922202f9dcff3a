"""Word documents and web pages as drafts."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotecheck.articles import read_article
from quotecheck.errors import InputError
from quotecheck.formats import docx_text, html_text

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def docx(body, member="word/document.xml", head=""):
    inner = f'<w:document xmlns:w="{NAMESPACE}"><w:body>{body}</w:body></w:document>'
    xml = f'<?xml version="1.0"?>{head}{inner}'
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(member, xml)
    return file.getvalue()


def test_a_word_draft_is_read_with_its_tracked_changes_accepted(tmp_path):
    path = tmp_path / "draft.docx"
    path.write_bytes(
        docx(
            "<w:p><w:r><w:t>“The dam </w:t></w:r><w:ins><w:r><w:t>will</w:t></w:r></w:ins>"
            "<w:del><w:r><w:delText>may</w:delText></w:r></w:del>"
            "<w:r><w:t xml:space='preserve'> hold,” Quill said.</w:t></w:r></w:p>"
            "<w:p/><w:p><w:r><w:t>She left.</w:t></w:r></w:p>"
        )
    )
    article = read_article(path)
    assert article.text == "“The dam will hold,” Quill said.\n\nShe left."
    assert "tracked changes" in article.warnings[0]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\3\4 broken",
        docx("", member="other.xml"),
        docx("", head='<!DOCTYPE a [<!ENTITY b "ha">]>'),
        docx("<w:p>"),
    ],
)
def test_what_is_no_word_document_says_so(data):
    with pytest.raises(InputError, match=r"draft\.docx"):
        docx_text(data, "draft.docx")


def test_a_zip_bomb_is_refused():
    with pytest.raises(InputError, match="more than 50 MB"):
        docx_text(docx("<w:p/>" * 10_000_000), "draft.docx")


def test_a_web_page_keeps_what_a_reader_reads():
    page = """<html><head><title>x</title><script>"no"</script></head><body>
      <nav>Home</nav><h1>Dam &amp; mayor</h1>
      <p>“The <b>dam</b> will
      hold,” Quill said.<br>She <q>left</q>.</p><figcaption>Mara Quill</figcaption>
      <footer>(c)</footer></body></html>"""
    assert html_text(page) == (
        "Dam & mayor\n\n“The dam will hold,” Quill said.\n\nShe “left”.\n\nMara Quill"
    )


@given(st.text())
def test_no_page_can_break_the_reader(page):
    assert "\0" not in html_text(page)
