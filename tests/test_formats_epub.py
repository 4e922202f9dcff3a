"""EPUB books, written here."""

from __future__ import annotations

import pytest
from document_samples import epub, only, texts, zipped

from quotecheck.errors import InputError
from quotecheck.formats import contents
from quotecheck.formats import epub as reader

CHAPTERS = ["<h1>The dam</h1><p>“We hold,”\n\tQuill said.</p>", "<p>It held.</p>"]


def encrypting(name):
    reference = f'<e:CipherData><e:CipherReference URI="{name}"/></e:CipherData>'
    return {
        "META-INF/encryption.xml": '<encryption xmlns:e="http://www.w3.org/2001/04/xmlenc#">'
        f"<e:EncryptedData>{reference}</e:EncryptedData></encryption>"
    }


def test_chapters_come_in_order_with_their_titles_as_places():
    about = "<dc:title>Water</dc:title><dc:creator>Mara Quill</dc:creator><dc:date>2024</dc:date>"
    content = only(epub(CHAPTERS, metadata=about), "book.epub")
    assert [block.text for block in content.blocks] == [
        "The dam",
        "“We hold,” Quill said.",
        "It held.",
    ]
    assert content.blocks[1].place == "The dam, paragraph 2"
    assert content.blocks[2].place == "chapter 2, paragraph 1"
    assert (content.title, content.author, content.date) == ("Water", "Mara Quill", "2024")


def test_elements_that_xhtml_closes_at_once_hide_nothing():
    page = b"<html><head><title/><script src='x'/></head><body><p>a <i/>b</p><p/>c</body></html>"
    assert texts(epub([page]), "book.epub") == ["a b", "c"]


def test_the_encoding_that_a_chapter_declares_counts():
    page = '<?xml version="1.0" encoding="iso-8859-2"?><html><body><p>zażółć</p></body></html>'
    assert texts(epub([page.encode("iso-8859-2")]), "book.epub") == ["zażółć"]
    assert texts(epub([page.encode("utf-16")]), "book.epub") == ["zażółć"]


def test_a_chapter_that_cannot_be_read_is_told():
    content = only(epub([*CHAPTERS, bytes(200)]), "book.epub")
    assert len(content.blocks) == 3
    assert content.notes == (
        "chapter 3 (book/text/chapter 2.xhtml) could not be read: is binary, not text",
    )


def test_a_book_that_only_encrypts_its_fonts_is_read():
    assert len(texts(epub(CHAPTERS, encrypting("book/font.otf")), "book.epub")) == 3
    with pytest.raises(InputError, match="copy-protected"):
        only(epub(CHAPTERS, encrypting("book/text/chapter%201.xhtml")), "book.epub")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"PK\3\4 no", "not an EPUB book"),
        (zipped({"a": "b"}), "it holds no META-INF/container.xml"),
        (epub([]), "names no chapters"),
        (epub(CHAPTERS, {"book/package.opf": "<a"}), "damaged EPUB book"),
        (epub(CHAPTERS, {"META-INF/encryption.xml": "<a"}), "damaged EPUB book"),
    ],
)
def test_what_cannot_be_used_says_why(data, reason):
    with pytest.raises(InputError, match=reason):
        list(contents(data, "book.epub"))


@pytest.mark.parametrize("limit", ["MAX_TEXT", "MAX_TAGS"])
def test_a_book_that_unpacks_to_too_much_is_refused(monkeypatch, limit):
    monkeypatch.setattr(reader, limit, 10)
    with pytest.raises(InputError, match="too large"):
        only(epub(CHAPTERS * 5), "book.epub")
