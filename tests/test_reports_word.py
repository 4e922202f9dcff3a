"""``quotecheck report --format docx``: the draft with comments and tracked changes, and the
writer's answers on their way back."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from itertools import pairwise

import docx
import pytest
from damaged_documents import damaged, damages, read_and_mark
from desk_samples import reported
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from word_drafts import W, box, draft, paragraph, run

from quotecheck.articles import parse_article, read_article
from quotecheck.cli import main
from quotecheck.desk import Change, Desk
from quotecheck.desk.confidential import Veil
from quotecheck.extraction import extract
from quotecheck.model import Attribution, Pending, Wording
from quotecheck.reports.annotated import annotated
from quotecheck.reports.answers import noted, returned
from quotecheck.reports.edits import DraftEdit, applied
from quotecheck.reports.office import WORD
from quotecheck.reports.office.marks import MarginComment
from quotecheck.rules import load
from quotecheck.sources import open_library
from quotecheck.verify import check

SOURCE = """\
OLLE VANCE: I never promised a new school to anybody in this town.
MARA QUILL: We will not open the bridge in May, and not a day later than June.
IDA BRANDT: The harbour belongs to all of us and to nobody.
"""
STORY = """Council opens the bridge

“I promised a new school to anybody in this town,” Olle Vance said on Tuesday.

“We will open the bridge in May, and not a day later than June,” Mara Quill said on Monday.

“The harbour belongs to all of us and to nobody,” Olle Vance said.
"""
OLD = (
    '<w:comment w:id="7" w:author="Wri Ter" w:initials="WT"'
    ' w:date="2026-11-01T09:00:00Z">'
    "<w:p><w:r><w:t>Check this please</w:t></w:r></w:p></w:comment>"
)


def word_story():
    """The story as Word has it: runs, a link, a comment and changes of the writer's own."""
    return draft(
        paragraph(run("Council opens the bridge")),
        paragraph(
            run("“I pro"),
            run("mised", "<w:b/>"),
            run(" a new "),
            f'<w:hyperlink w:anchor="x">{run("school")}</w:hyperlink>',
            run(" to anybody in this town,” Olle Vance said on Tuesday."),
        ),
        paragraph(
            '<w:commentRangeStart w:id="7"/>',
            run("“We will open the bridge in May, "),
            '<w:commentRangeEnd w:id="7"/><w:r><w:commentReference w:id="7"/></w:r>',
            '<w:ins w:id="8" w:author="Wri Ter" w:date="2026-11-01T10:00:00Z">',
            run("and not a day later than June,”"),
            '</w:ins><w:del w:id="9" w:author="Wri Ter"><w:r><w:delText>soon</w:delText></w:r>'
            "</w:del>",
            run(" Mara Quill said on Monday."),
        ),
        paragraph(run("“The harbour belongs to all of us and to nobody,” Olle Vance said.")),
        comments=OLD,
        others={"customXml/item1.xml": "<notes>mine</notes>", "word/media/a.bin": b"\0\1\2"},
    )


class Place:
    """A draft with its desk, and what `quotecheck report` makes of it."""

    def __init__(self, folder, name, data):
        self.story = folder / name
        self.story.write_bytes(data)
        self.sources = folder / "sources"
        self.sources.mkdir()
        (self.sources / "meeting.txt").write_text(SOURCE, encoding="utf-8")
        self.desk = folder / ".quotecheck"
        self.copy = folder / "out" / f"copy{self.story.suffix}"
        self.copy.parent.mkdir()

    def document(self):
        rules = load()
        library = open_library([self.sources], rules)
        return check(extract(read_article(self.story), rules), library, rules), library, rules

    def decide(self, *changes, editor="Ann Example", alias=None):
        document, library, rules = self.document()
        with Desk(self.desk, editor, sources=library.sources, rules_hash=rules.hash) as desk:
            for quote, change in zip(document.quotes, changes, strict=False):
                if change is not None:
                    desk.decide(document, {quote.id: change})
            if alias:
                desk.confide(document, *alias)

    def state(self):
        document, library, rules = self.document()
        with Desk(
            self.desk, "x", read_only=True, sources=library.sources, rules_hash=rules.hash
        ) as desk:
            return desk.state(document)

    def report(self, *options):
        options = [str(each) for each in options]
        return main(["report", str(self.story), "--sources", str(self.sources), *options])

    def word(self):
        copy = self.copy.with_suffix(".docx")
        assert self.report("--format", "docx", "-o", copy) == 0
        return copy


CORRECTED = Change(
    wording=Wording.CORRECTED,
    text="“I never promised a new school to anybody in this town,”",
    attribution=Attribution.CONFIRMED,
)
ASKED = Change(pending=Pending.WRITER, question="Did she say “not”?", note="the tape is clear")
RENAMED = Change(wording=Wording.CONFIRMED, attribution=Attribution.CORRECTED, speaker="Ida Brandt")


@pytest.fixture
def word(tmp_path):
    place = Place(tmp_path, "story.docx", word_story())
    place.decide(CORRECTED, ASKED, RENAMED)
    return place


@pytest.fixture
def text(tmp_path):
    place = Place(tmp_path, "story.txt", STORY.encode())
    place.decide(CORRECTED, ASKED, RENAMED)
    return place


def tree(path, part="word/document.xml"):
    with zipfile.ZipFile(path) as archive:
        return etree.fromstring(archive.read(part))


def named(root, *names):
    return list(root.iter(*(f"{{{W}}}{name}" for name in names)))


def commented(path):
    """The words that each comment is on, by its identifier, Ann's insertions left out."""
    root = tree(path)
    found, open_ones = {}, set()
    for each in root.iter("*"):
        name = each.tag.rpartition("}")[2]
        if name == "commentRangeStart":
            open_ones.add(each.get(f"{{{W}}}id"))
        elif name == "commentRangeEnd":
            open_ones.discard(each.get(f"{{{W}}}id"))
        elif name in ("t", "delText"):
            authors = [up.get(f"{{{W}}}author") or "" for up in each.iterancestors(f"{{{W}}}ins")]
            for ident in () if any(by.startswith("Ann") for by in authors) else open_ones:
                found[ident] = found.get(ident, "") + (each.text or "")
    return found


def signed(path, name):
    """The tracked changes of a kind: author and words."""
    return [
        (each.get(f"{{{W}}}author"), "".join(each.itertext())) for each in named(tree(path), name)
    ]


def test_comments_stand_on_the_words_of_their_quotations(word):
    copy = word.word()
    ours = {each.comment_id: each for each in docx.Document(str(copy)).comments}
    on = commented(copy)
    by_words = {words: ours[int(ident)].text for ident, words in on.items()}
    one = by_words["“I promised a new school to anybody in this town,”"]
    assert one.startswith("Quotation 1: flipped (a negation differs)")
    assert "The source: “I never promised a new school to anybody in this town”" in one
    assert "OLLE VANCE" in one
    assert "meeting.txt:1" in one
    assert [each.author for each in ours.values()] == ["Wri Ter", *["Ann Example"] * 3]


def test_the_question_and_the_note_are_in_the_comment(word):
    texts = [each.text for each in docx.Document(str(word.word())).comments]
    asked = next(each for each in texts if each.startswith("Quotation 2"))
    assert "Question: Did she say “not”?" in asked
    assert "Note: the tape is clear" in asked


def test_corrections_are_tracked_changes_by_their_editor(word):
    copy = word.word()
    assert ("Ann Example", " never") in signed(copy, "ins")
    assert ("Ann Example", "Ida Brandt") in signed(copy, "ins")
    assert ("Ann Example", "Olle Vance") in signed(copy, "del")
    accepted = parse_article(copy.read_bytes(), "copy.docx").text
    assert "“I never promised a new school to anybody in this town,” Olle Vance said" in accepted
    assert "and to nobody,” Ida Brandt said." in accepted


def test_rejecting_the_changes_gives_the_draft(word):
    copy = word.word()
    root = tree(copy)
    ours = [each for each in named(root, "ins") if each.get(f"{{{W}}}author") == "Ann Example"]
    for each in ours:
        each.getparent().remove(each)
    mine = [each for each in named(root, "del") if each.get(f"{{{W}}}author") == "Ann Example"]
    gone = {text for each in mine for text in each.iter(f"{{{W}}}delText")}
    said = "".join(
        each.text or ""
        for each in root.iter(f"{{{W}}}t", f"{{{W}}}delText")
        if each.tag == f"{{{W}}}t" or each in gone
    )
    assert said == "".join(each.text for each in named(tree(word.story), "t"))


def test_all_else_in_the_package_stays_byte_for_byte(word):
    copy = word.word()
    changed = {"word/document.xml", "word/comments.xml"}
    with zipfile.ZipFile(word.story) as old, zipfile.ZipFile(copy) as new:
        assert old.namelist() == new.namelist()
        for name in old.namelist():
            assert (old.read(name) == new.read(name)) is (name not in changed)


def test_comments_and_changes_of_others_are_kept(word):
    copy = word.word()
    texts = [each.text for each in docx.Document(str(copy)).comments]
    assert texts[0] == "Check this please"
    assert ("Wri Ter", "soon") in signed(copy, "del")
    assert ("Wri Ter", "and not a day later than June,”") in signed(copy, "ins")
    assert commented(copy)["7"] == "“We will open the bridge in May, "


def test_a_report_that_clashes_is_commented_on_and_answered(tmp_path):
    document = reported()
    with Desk(tmp_path / ".quotecheck", "Ann") as desk:
        state = desk.state(document)
        copy = tmp_path / "copy.docx"
        copy.write_bytes(annotated(state, b"", WORD, Veil({})))
        (one,) = docx.Document(str(copy)).comments
        assert one.text.startswith("Report 1: clash (reported without quotation marks)")
        assert "the report has “2031”, the passage “2041”" in one.text
        assert list(commented(copy).values()) == ["the ferry would stop in 2031"]
        back = answered(copy, "Report 1:", "It is 2041.")
        changes, ((about, _),), _ = noted(state, returned(back, "back.docx").answers)
        assert about == "report 1"
        desk.decide(document, changes)
        told = desk.state(document).reports[0].decision
        assert told.note == "Wri Ter, 2026-11-30: It is 2041."


def test_identifiers_are_used_once(word):
    root = tree(word.word())
    for names in (("ins", "del"), ("commentRangeStart",), ("commentReference",)):
        idents = [each.get(f"{{{W}}}id") for each in named(root, *names)]
        assert len(set(idents)) == len(idents)
    starts = {each.get(f"{{{W}}}id") for each in named(root, "commentRangeStart")}
    assert starts == {each.get(f"{{{W}}}id") for each in named(root, "commentRangeEnd")}
    assert starts == {each.get(f"{{{W}}}id") for each in named(root, "commentReference")}


def test_a_text_becomes_a_plain_word_document(text):
    copy = text.word()
    document = docx.Document(str(copy))
    assert document.paragraphs[0].style.name == "Title"
    assert len(list(document.comments)) == 3
    assert ("Ann Example", " never") in signed(copy, "ins")


def test_markdown_becomes_headings_and_type(tmp_path):
    story = STORY.replace("Council opens", "# Council opens").replace(
        "Mara Quill", "**Mara Quill**"
    )
    place = Place(tmp_path, "story.md", story.encode())
    place.decide(CORRECTED)
    document = docx.Document(str(place.word()))
    assert document.paragraphs[0].style.name.lower() == "heading 1"
    assert document.paragraphs[0].text == "Council opens the bridge"
    assert [each.text for each in document.paragraphs[2].runs if each.bold] == ["Mara Quill"]


def test_quotations_that_are_right_have_no_comment(tmp_path):
    place = Place(tmp_path, "story.docx", word_story())
    right = Change(wording=Wording.CONFIRMED, attribution=Attribution.CONFIRMED)
    place.decide(right, right)
    comments = [each.text for each in docx.Document(str(place.word())).comments]
    assert [each[:12] for each in comments] == ["Check this p", "Quotation 3:"]


def test_a_quotation_in_a_text_box_or_a_note_is_commented_where_that_stands(tmp_path):
    note = (
        '<w:footnote w:id="2"><w:p>'
        + run("“We will open the bridge in May, and not a day later than June,” Mara Quill said.")
        + "</w:p></w:footnote>"
    )
    data = draft(
        paragraph(run("Council opens the bridge and so on")),
        paragraph(
            run("It is a long story."),
            box(run("“I promised a new school to anybody in this town,” Olle Vance said.")),
        ),
        paragraph(run("A last word"), '<w:r><w:footnoteReference w:id="2"/></w:r>'),
        footnotes=note,
    )
    place = Place(tmp_path, "story.docx", data)
    place.decide(CORRECTED)
    copy = place.word()
    root = tree(copy)
    assert len(list(docx.Document(str(copy)).comments)) == 2
    for each in named(root, "commentRangeStart"):
        assert not any(up.tag == f"{{{W}}}txbxContent" for up in each.iterancestors())
    assert ("Ann Example", " never") in signed(copy, "ins")


def test_a_draft_that_names_a_confidential_source_is_not_copied(word, capsys):
    word.decide(alias=("Ida Brandt", "Source A"))
    word.word()  # she stands in no word of the draft
    word.decide(alias=("Olle Vance", "Source B"))
    assert word.report("--format", "docx", "-o", word.copy) == 2
    assert "Vance" not in capsys.readouterr().err


def test_the_words_in_which_word_speaks_of_type_are_nobodys_name(text):
    """Styles are called Normal and Title, a typeface Georgia: so are people."""
    text.decide(alias=("Ann Normal", "Source B"))
    text.decide(alias=("Jo Georgia", "Source C"))
    text.word()


def test_the_draft_itself_may_come_back(word):
    copy = word.word()
    word.story.write_bytes(answered(copy, 3, "I mixed them up."))
    assert main(["report", "--read", str(word.story)]) == 0
    assert notes(word)[2] == "Wri Ter, 2026-11-30: I mixed them up."


def test_comments_and_changes_have_the_alias(word):
    word.decide(alias=("Ida Brandt", "Source A"))
    with zipfile.ZipFile(word.word()) as archive:
        for name in archive.namelist():
            assert b"Brandt" not in archive.read(name)
            assert b"BRANDT" not in archive.read(name)
    assert ("Ann Example", "Source A") in signed(word.copy, "ins")


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_reads_comments_and_changes(word, tmp_path):
    home = f"-env:UserInstallation=file://{tmp_path}/office"
    command = ["soffice", home, "--headless", "--convert-to", "fodt", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(word.word())], check=True, capture_output=True, timeout=180)
    page = etree.fromstring((tmp_path / "copy.fodt").read_bytes())
    office = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
    comments = ["".join(each.itertext()) for each in page.iter(f"{office}annotation")]
    assert len(comments) == 4
    assert sum("Quotation 2: flipped" in each for each in comments) == 1
    changed = page.find(".//{urn:oasis:names:tc:opendocument:xmlns:text:1.0}tracked-changes")
    assert "Ann Example" in "".join(changed.itertext())


# --- the way back ------------------------------------------------------------------------------

W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"


def answered(copy, parent, words, *, author="Wri Ter"):
    """The document as Word saves it once the writer has replied to one of our comments."""
    with zipfile.ZipFile(copy) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    root = etree.fromstring(parts["word/comments.xml"])
    for number, each in enumerate(root):
        each[-1].set(f"{{{W14}}}paraId", f"0000000{number}")
    head = parent if isinstance(parent, str) else f"Quotation {parent}:"
    parent = next(each for each in root if head in "".join(each.itertext()))
    reply = etree.SubElement(root, f"{{{W}}}comment")
    reply.set(f"{{{W}}}id", "900")
    reply.set(f"{{{W}}}author", author)
    reply.set(f"{{{W}}}date", "2026-11-30T09:00:00Z")
    body = etree.SubElement(reply, f"{{{W}}}p")
    body.set(f"{{{W14}}}paraId", "00000099")
    etree.SubElement(etree.SubElement(body, f"{{{W}}}r"), f"{{{W}}}t").text = words
    parts["word/comments.xml"] = etree.tostring(root)
    at = parent[-1].get(f"{{{W14}}}paraId")
    parts["word/commentsExtended.xml"] = (
        f'<w15:commentsEx xmlns:w15="{W15}"><w15:commentEx w15:paraId="00000099"'
        f' w15:paraIdParent="{at}" w15:done="0"/></w15:commentsEx>'
    ).encode()
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return file.getvalue()


def notes(place):
    return [each.decision and each.decision.note for each in place.state().quotes]


def test_a_reply_comes_back_as_a_note_on_its_quotation(word, tmp_path, capsys):
    back = tmp_path / "back.docx"
    back.write_bytes(answered(word.word(), 2, "Yes, I left it out."))
    assert word.report("--read", back, "--editor", "Bo Second") == 0
    assert notes(word)[1] == "the tape is clear\nWri Ter, 2026-11-30: Yes, I left it out."
    assert word.state().quotes[1].history[-1].event.editor == "Bo Second"
    assert "quotation 2: Wri Ter, 2026-11-30: Yes, I left it out." in capsys.readouterr().err


def test_an_answer_is_taken_once(word, tmp_path, capsys):
    back = tmp_path / "back.docx"
    back.write_bytes(answered(word.word(), 3, "It was she."))
    assert word.report("--read", back) == 0
    before = notes(word)
    assert word.report("--read", back) == 0
    assert notes(word) == before
    assert (
        "0 of 1 answers taken as notes, 1 taken before, 1 other comment left alone"
        in capsys.readouterr().err
    )


def test_what_is_written_into_our_comment_is_an_answer(word, tmp_path):
    copy = word.word()
    document = docx.Document(str(copy))
    ours = next(each for each in document.comments if each.text.startswith("Quotation 3"))
    ours.add_paragraph("I mixed them up.")
    back = tmp_path / "back.docx"
    document.save(str(back))
    assert word.report("--read", back) == 0
    assert notes(word)[2] == "the writer: I mixed them up."


def written_into(copy, head, change, back):
    """The document with the lines of one of our comments as ``change`` makes them."""
    document = docx.Document(str(copy))
    ours = next(each for each in document.comments if each.text.startswith(head))
    lines = ours.paragraphs
    for line, words in zip(lines, change([each.text for each in lines]), strict=True):
        line.runs[-1].text = words
    document.save(str(back))
    return back


@pytest.mark.parametrize(
    "last",
    [
        "Answer with Reply, or below this line. I mixed them up.",
        "I mixed them up. Answer with Reply, or below this line.",
        "Answer with Reply, or below this line: I mixed them up.",
        "Answer with Reply,\u00a0or below  this line.I mixed them up.",
    ],
)
def test_what_is_written_on_the_line_that_asks_is_an_answer(word, tmp_path, last):
    copy, back = word.word(), tmp_path / "back.docx"
    written_into(copy, "Quotation 3", lambda lines: [*lines[:-1], last], back)
    assert word.report("--read", back) == 0
    assert notes(word)[2] == "the writer: I mixed them up."


@pytest.mark.parametrize("line", [0, 1, 2, 3, 4, -1])
def test_a_comment_that_was_changed_and_gives_no_answer_is_told(word, tmp_path, capsys, line):
    def change(lines):
        lines[line] = "No!" if line == -1 else f"{lines[line]} No!"
        return lines

    back = written_into(word.word(), "Quotation 2", change, tmp_path / "back.docx")
    assert word.report("--read", back) == 1
    told = capsys.readouterr().err
    assert "quotation 2: our comment was changed here: " in told
    assert "No!" in told
    assert "0 of 0 answers taken as notes, 1 changed comment to read by hand" in told
    assert notes(word)[1] == "the tape is clear"


def test_a_comment_that_nobody_touched_is_not_told_of(word, capsys):
    copy = word.word()
    again = Change(wording=Wording.CONFIRMED, attribution=Attribution.CONFIRMED)
    word.decide(None, again)  # the desk goes on while the document is with the writer
    assert word.report("--read", copy) == 0
    assert "changed" not in capsys.readouterr().err


def test_reading_says_who_writes_and_what_becomes_of_the_signature(
    word, tmp_path, capsys, monkeypatch
):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.delenv("QUOTECHECK_EDITOR", raising=False)
    document, library, rules = word.document()
    with Desk(word.desk, "Nell", sources=library.sources, rules_hash=rules.hash) as desk:
        left = {each.quote.id: "later" for each in desk.state(document).quotes if each.open}
        desk.sign(document, left)
    back = tmp_path / "back.docx"
    back.write_bytes(answered(word.word(), 3, "It was she."))
    own = tmp_path / "config" / "quotecheck" / "review.toml"
    own.parent.mkdir(parents=True)
    own.write_text('editor = "Nell Desk"\n')
    assert word.report("--read", back) == 0
    told = capsys.readouterr().err
    assert f"the notes are written as Nell Desk, the name of {own}" in told
    assert "the signature of Nell does not cover these notes: sign again" in told
    assert word.state().quotes[2].history[-1].event.editor == "Nell Desk"


def test_comments_have_the_initials_of_their_editor(word):
    initials = [each.initials for each in docx.Document(str(word.word())).comments]
    assert initials == ["WT", "AE", "AE", "AE"]


def test_an_answer_finds_its_quotation_in_a_draft_of_another_format(text, tmp_path):
    back = tmp_path / "back.docx"
    back.write_bytes(answered(text.word(), 1, "Mended."))
    assert text.report("--read", back) == 0
    assert notes(text)[0] == "Wri Ter, 2026-11-30: Mended."


def test_what_comes_back_is_hostile(word, tmp_path, capsys):
    back = tmp_path / "back.docx"
    back.write_bytes(answered(word.word(), 2, "one\x0bline".replace("\x0b", " ") + "\u202eflip"))
    assert word.report("--read", back) == 0
    assert "\u202e" not in capsys.readouterr().err
    assert "\u202e" not in notes(word)[1]
    back.write_bytes(b"no Word file")
    assert word.report("--read", back) == 2


PIECES = [b"<w:p>", b"</w:p>", b"<w:r/>", b"<w:t>x</w:t>", b"<!-- x -->", b"<?x y?>", b"&#8220;"]
PIECES += [b'<w:commentRangeStart w:id="1"/>', b'<w:comment w:id="1"/>', b'w:id="-"', b"<w:tab/>"]


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(["word/document.xml", "word/comments.xml", "word/_rels/document.xml.rels"]),
    damages(PIECES),
)
def test_a_damaged_document_is_refused_and_nothing_else(part, damage):
    read_and_mark(damaged(word_story(), part, damage), "x.docx", WORD)


# --- anchors, whatever the runs -------------------------------------------------------------------


@st.composite
def marked(draw):
    """A paragraph in runs of any length, some of them inserted, and a stretch of it."""
    text = draw(st.text("ab c’“", min_size=4, max_size=30).filter(lambda each: each.strip()))
    text = f"x{text}y"
    cuts = sorted({0, len(text), *draw(st.lists(st.integers(0, len(text)), max_size=5))})
    pieces = []
    for low, high in pairwise(cuts):
        piece = run(text[low:high])
        if draw(st.booleans()):
            piece = f'<w:ins w:id="{low + 50}" w:author="W">{piece}</w:ins>'
        pieces.append(piece)
    at = sorted(draw(st.sets(st.integers(0, len(text)), min_size=2, max_size=6)))
    words = st.text("zq ", max_size=4)
    changes = [
        DraftEdit(
            *sorted((low, draw(st.integers(low, high)))), draw(words), 1, "Ann", "2026-11-29T10:00"
        )
        for low, high in pairwise(at)
    ]
    changes = [each for each in changes if each.start < each.end or each.text]
    spans = list(pairwise(at))
    spans += [(low, high) for low, high in [(at[0], at[-1])] if draw(st.booleans())]
    return draft(paragraph(*pieces), paragraph(run("The end"))), text, spans, changes


@settings(max_examples=200, deadline=None)
@given(marked(), st.booleans())
def test_any_stretches_are_commented_and_changed_exactly(made, tracked):
    data, text, stretches, changes = made
    said = parse_article(data, "x.docx").text
    assert said == f"{text}\n\nThe end"
    found = WORD.places(data, "x.docx", said)
    marker = WORD.marker(found, tracked=tracked)
    spans = stretches if tracked else []
    marker.mark([MarginComment(*span, ("Quotation 1: x",), "Ann") for span in spans], changes)
    copy = WORD.packed(marker, found)
    lines = map(str.strip, applied(said, changes).splitlines())  # as paragraphs are read
    assert parse_article(copy, "x.docx").text == "\n\n".join(filter(None, lines))
    if tracked:
        assert sorted(commented(io.BytesIO(copy)).values()) == sorted(text[a:b] for a, b in spans)
        assert len(list(docx.Document(io.BytesIO(copy)).comments)) == len(spans)


@pytest.mark.parametrize(
    ("named", "form", "wanted"),
    [("w.docx", "odt", "w.odt"), ("my copy", "docx", "'my copy.docx'")],
)
def test_a_file_named_as_another_format_is_told_what_to_write(
    text, monkeypatch, capsys, named, form, wanted
):
    monkeypatch.chdir(text.story.parent)
    assert main(["report", str(text.story), "--format", form, "-o", named]) == 2
    assert f"(write -o {wanted})" in capsys.readouterr().err
    assert not (text.story.parent / named).exists()
