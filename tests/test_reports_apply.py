"""``quotecheck report --apply``: a corrected copy with exactly the decided changes."""

from __future__ import annotations

import pytest
from desk_samples import reported
from hypothesis import given, settings
from hypothesis import strategies as st
from test_reports_word import ASKED, CORRECTED, RENAMED, STORY, Place, word_story

from quotecheck.articles import make_article, parse_article
from quotecheck.desk import Change, Desk
from quotecheck.desk.confidential import Veil
from quotecheck.model import Attribution, Reading, Wording
from quotecheck.reports.corrected import corrected
from quotecheck.reports.edits import DraftEdit, applied, edits

AFTER = STORY.replace("I promised", "I never promised").replace(
    "nobody,” Olle Vance", "nobody,” Ida Brandt"
)
PAGE = """<!doctype html>
<html><head><meta charset="{charset}"><title>Council opens the bridge</title></head><body>
<nav><a href="/">“I promised a new school to anybody in this town,”</a></nav>
<article><h1>Council opens the bridge</h1>
<p>&ldquo;I <b>promised</b> a new
   school to anybody in this&nbsp;town,&rdquo; Olle Vance said on Tuesday.</p>
<p>&#8220;We will open the bridge in May, and not a day later than June,&#8221; Mara Quill said.</p>
<p class="last">“The harbour belongs to all of us and to nobody,” Olle Vance said.</p>
</article></body></html>
"""


def place(folder, name, data, *changes):
    made = Place(folder, name, data)
    made.decide(*(changes or (CORRECTED, ASKED, RENAMED)))
    return made


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_a_text_keeps_its_encoding_and_line_ends(tmp_path, capsys, encoding, ends):
    draft = place(tmp_path, "story.txt", STORY.replace("\n", ends).encode(encoding))
    assert draft.report("--apply", "-o", draft.copy) == 0
    assert draft.copy.read_bytes() == AFTER.replace("\n", ends).encode(encoding)
    assert draft.story.read_bytes() == STORY.replace("\n", ends).encode(encoding)


def test_the_diff_is_printed(tmp_path, capsys):
    draft = place(tmp_path, "story.txt", STORY.encode())
    assert draft.report("--apply") == 0
    shown, told = capsys.readouterr()
    assert "2 changes decided; 1 quotation open" in told
    assert "-“I promised a new school" in shown
    assert "+“I never promised a new school" in shown
    assert "Monday" not in [line[:1] for line in shown.splitlines()]
    assert not list(draft.copy.parent.iterdir())


def test_markdown_keeps_its_markup(tmp_path):
    story = STORY.replace("Council opens", "# Council *opens*")
    draft = place(tmp_path, "story.md", story.encode())
    assert draft.report("--apply", "-o", draft.copy) == 0
    assert draft.copy.read_text() == AFTER.replace("Council opens", "# Council *opens*")


@pytest.mark.parametrize("charset", ["utf-8", "windows-1252"])
def test_a_page_changes_only_where_it_was_decided(tmp_path, charset):
    page = PAGE.format(charset=charset)
    draft = place(tmp_path, "story.html", page.encode(charset))
    assert draft.report("--apply", "-o", draft.copy) == 0
    copy = draft.copy.read_text(charset)
    assert copy == page.replace("<p>&ldquo;I <b>", "<p>&ldquo;I never <b>").replace(
        "nobody,” Olle Vance", "nobody,” Ida Brandt"
    )


def test_letters_that_a_page_cannot_hold_are_written_as_codes(tmp_path):
    change = Change(
        wording=Wording.CORRECTED,
        text="“I never promised a new škola to anybody in this town,”",
        attribution=Attribution.CONFIRMED,
    )
    page = PAGE.format(charset="iso-8859-7").encode("iso-8859-7", "xmlcharrefreplace")
    draft = place(tmp_path, "story.html", page.replace(b"iso-8859-7", b"cp1252"), change)
    assert draft.report("--apply", "-o", draft.copy) == 0
    read = parse_article(draft.copy.read_bytes(), "story.html").text
    assert "a new škola to anybody" in read


def test_words_beyond_the_encoding_of_a_text_are_refused(tmp_path, capsys):
    change = Change(
        wording=Wording.CORRECTED, text="“I never promised a new шкoла,”", attribution=None
    )
    draft = place(tmp_path, "story.txt", STORY.encode("cp1252"), change)
    assert draft.report("--apply", "-o", draft.copy) == 2
    assert "save the draft as UTF-8" in capsys.readouterr().err


def test_word_is_corrected_without_tracked_changes(tmp_path):
    draft = place(tmp_path, "story.docx", word_story())
    assert draft.report("--apply", "-o", draft.copy) == 0
    copy = parse_article(draft.copy.read_bytes(), "copy.docx").text
    before = parse_article(draft.story.read_bytes(), "story.docx").text
    assert copy == before.replace("I promised", "I never promised").replace(
        "nobody,” Olle Vance", "nobody,” Ida Brandt"
    )
    assert b"Ann Example" not in draft.copy.read_bytes()


def test_a_draft_with_codes_and_primes_is_changed_where_it_is_read(tmp_path):
    damaged = STORY.replace("“", "&ldquo;").replace("”", "&rdquo;")
    draft = place(tmp_path, "story.txt", damaged.encode())
    assert draft.report("--apply", "-o", draft.copy) == 0
    assert draft.copy.read_text() == damaged.replace("I promised", "I never promised").replace(
        "nobody,&rdquo; Olle Vance", "nobody,&rdquo; Ida Brandt"
    )


def test_what_only_a_person_can_do_is_told(tmp_path, capsys):
    paraphrase = Change(wording=Wording.PARAPHRASE)
    story = STORY.replace("Olle Vance said.", "the mayor said.")
    draft = place(tmp_path, "story.txt", story.encode(), paraphrase, None, RENAMED)
    assert draft.report("--apply", "-o", draft.copy) == 1
    told = capsys.readouterr().err
    assert "quotation 1, by hand: make it a paraphrase" in told
    assert "quotation 3, by hand: speaker" in told
    assert draft.copy.read_text() == story


def test_reports_that_are_wrong_are_told_as_well(tmp_path):
    state = desk_of_reports(tmp_path)
    _, left = edits(state, Veil({}))
    assert [(each.about, each.what) for each in left] == [
        ("report 1", "it is wrong (the year is 2041): put it right, or take it out"),
        ("report 3", "it cannot be verified: take it out, or find a source"),
    ]


def desk_of_reports(folder):
    document = reported()
    with Desk(folder / ".quotecheck", "Ann") as desk:
        wrong = Change(reading=Reading.WRONG, reason="the year is 2041")
        desk.decide(document, {"i1": wrong, "i3": Change(reading=Reading.CANNOT_VERIFY)})
        return desk.state(document)


def test_what_is_disputed_is_not_applied(tmp_path):
    draft = place(tmp_path, "story.txt", STORY.encode(), CORRECTED)
    document, library, rules = draft.document()
    with (
        Desk(draft.desk, "Ann", sources=library.sources, rules_hash=rules.hash) as one,
        Desk(draft.desk, "Bo", sources=library.sources, rules_hash=rules.hash) as other,
    ):
        quote = document.quotes[2].id
        one.decide(document, {quote: RENAMED})
        right = Change(wording=Wording.CONFIRMED, attribution=Attribution.CONFIRMED)
        other.decide(document, {quote: right})
    assert draft.report("--apply", "-o", draft.copy) == 0
    assert draft.copy.read_text() == STORY.replace("I promised", "I never promised")


def test_nothing_is_written_over(tmp_path, capsys):
    draft = place(tmp_path, "story.txt", STORY.encode())
    assert draft.report("--apply", "-o", draft.story) == 2
    draft.copy.write_text("mine")
    assert draft.report("--apply", "-o", draft.copy) == 2
    assert draft.copy.read_text() == "mine"
    assert draft.story.read_text() == STORY
    assert draft.report("--apply", "-o", draft.copy.with_suffix(".html")) == 2


def test_other_formats_say_what_to_do(tmp_path, capsys):
    rtf = rb"{\rtf1\ansi Nobody knew. \ldblquote I promised a school,\rdblquote  Olle Vance said.}"
    draft = place(tmp_path, "story.rtf", rtf, Change(note="x"))
    assert draft.report("--apply") == 2
    assert "--format docx" in capsys.readouterr().err


def test_the_alias_stands_in_the_corrected_copy(tmp_path, capsys):
    draft = place(tmp_path, "story.txt", STORY.encode())
    draft.decide(alias=("Ida Brandt", "Source A"))
    assert draft.report("--apply", "-o", draft.copy) == 0
    assert "to nobody,” Source A said." in draft.copy.read_text()
    out, err = capsys.readouterr()
    assert "Brandt" not in out + err
    draft.decide(alias=("Olle Vance", "Source B"))
    assert draft.report("--apply") == 2


WORDS = st.lists(
    st.sampled_from(["to", "the", "Bo", "harbour", "a", "<b>x</b>", "&amp;"]), max_size=12
)


@settings(max_examples=100, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=4), st.data())
def test_any_change_of_a_page_reads_as_decided(blocks, data):
    body = "".join(f"<p>Now {' '.join(words)} ended\n here</p>" for words in blocks)
    source = f"<html><body><nav>the harbour</nav>{body}</body></html>".encode()
    article = parse_article(source, "x.html")
    text = article.text
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 12)))
    new = data.draw(st.sampled_from(["", " not", "not ", "<&>", "of“"]))
    edit = DraftEdit(start, end, new, 1, "Ann", "")
    copy, done, left = corrected(article, source, [edit], Veil({}))
    read = parse_article(copy, "x.html").text
    assert read == (applied(text, [edit]) if done else text)
    assert len(done) + len(left) == 1


@settings(max_examples=100, deadline=None)
@given(st.text("ab “”\n", min_size=1).filter(str.strip), st.data())
def test_changes_of_a_text_are_exact(text, data):
    article = make_article(text, path="x.txt")
    start = data.draw(st.integers(0, len(text)))
    edits = [DraftEdit(start, data.draw(st.integers(start, len(text))), "new", 1, "Ann", "")]
    copy, done, _ = corrected(article, text.encode(), edits, Veil({}))
    assert copy.decode() == text[:start] + "new" + text[edits[0].end :]
    assert done == edits
