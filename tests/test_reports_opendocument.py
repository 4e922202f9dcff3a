"""``quotecheck report --format odt``: the way back to a writer who works in LibreOffice."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from itertools import pairwise

import docx
import pytest
from damaged_documents import damaged, damages, read_and_mark
from document_samples import odt
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from test_reports_word import ASKED, CORRECTED, RENAMED, STORY, Place, notes

from quotecheck.articles import parse_article
from quotecheck.formats import contents
from quotecheck.reports.edits import DraftEdit, applied
from quotecheck.reports.office import OPEN_DOCUMENT
from quotecheck.reports.office.marks import MarginComment

OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
TEXT, OFFICE = f"{{{OASIS}text:1.0}}", f"{{{OASIS}office:1.0}}"
DC = "{http://purl.org/dc/elements/1.1/}"
LOEXT = "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"
MANIFEST = (
    f'<manifest:manifest xmlns:manifest="{OASIS}manifest:1.0" manifest:version="1.2">'
    '<manifest:file-entry manifest:full-path="/"'
    ' manifest:media-type="application/vnd.oasis.opendocument.text"/><manifest:file-entry'
    ' manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)
WRITERS = (
    '<text:tracked-changes text:track-changes="true"><text:changed-region xml:id="ct1"'
    ' text:id="ct1"><text:insertion><office:change-info><dc:creator>Wri Ter</dc:creator>'
    "<dc:date>2026-11-01T10:00:00</dc:date></office:change-info></text:insertion>"
    '</text:changed-region><text:changed-region xml:id="ct2" text:id="ct2"><text:deletion>'
    "<office:change-info><dc:creator>Wri Ter</dc:creator><dc:date>2026-11-01T10:00:00</dc:date>"
    "</office:change-info><text:p>soon</text:p></text:deletion></text:changed-region>"
    "</text:tracked-changes>"
)
OLD = (
    '<office:annotation office:name="old"><dc:creator>Wri Ter</dc:creator>'
    "<dc:date>2026-11-01T09:00:00</dc:date><text:p>Check this please</text:p></office:annotation>"
)
STYLES = (
    '<style:style style:name="T1" style:family="text"><style:text-properties'
    ' fo:font-weight="bold"/></style:style>'
)


def package(body, **members):
    return odt(body, STYLES, {"META-INF/manifest.xml": MANIFEST, **members})


def writers_story():
    """The story as LibreOffice has it: spans, a link, a comment and changes of the writer's own."""
    return package(
        f"{WRITERS}<text:h>Council opens the bridge</text:h>"
        '<text:p text:style-name="P1">“I pro<text:span text:style-name="T1">mised</text:span> a'
        " new <text:a>school</text:a> to\n   anybody in this<text:s/>town,” Olle Vance said on"
        " Tuesday.</text:p>"
        f"<text:p>{OLD}“We will open the bridge in May, <office:annotation-end"
        ' office:name="old"/><text:change-start text:change-id="ct1"/>and not a day later than'
        ' June,”<text:change-end text:change-id="ct1"/><text:change text:change-id="ct2"/> Mara'
        " Quill said on Monday.</text:p>"
        "<text:p>“The harbour belongs to all of us and to nobody,” Olle Vance said.</text:p>",
        **{"Pictures/a.bin": b"\0\1\2", "settings.xml": "<settings/>"},
    )


def copied(place, *options):
    copy = place.copy.with_suffix(".odt")
    assert place.report("--format", "odt", "-o", copy, *options) == 0
    return copy


@pytest.fixture
def own(tmp_path):
    place = Place(tmp_path, "story.odt", writers_story())
    place.decide(CORRECTED, ASKED, RENAMED)
    return place


@pytest.fixture
def text(tmp_path):
    place = Place(tmp_path, "story.txt", STORY.encode())
    place.decide(CORRECTED, ASKED, RENAMED)
    return place


def tree(path):
    with zipfile.ZipFile(path) as archive:
        return etree.fromstring(archive.read("content.xml"), etree.XMLParser(collect_ids=False))


def ours(root):
    """The marks and changes that are not the writer's."""
    names = (f"{OFFICE}name", f"{TEXT}change-id", f"{TEXT}id")
    for each in list(root.iter("*")):
        if any((each.get(name) or "").startswith("quotecheck") for name in names):
            yield each


def words(elements):
    """The words of elements, spaces that are elements among them, without what follows them."""
    said = ""
    for each in elements:
        for event, one in etree.iterwalk(each, events=("start", "end")):
            if event == "start":
                said += " " if one.tag == f"{TEXT}s" else one.text or ""
            elif one is not each:
                said += one.tail or ""
    return said


def take_out(element):
    """Take an element out of its paragraph; what follows it stays."""
    parent, before = element.getparent(), element.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + (element.tail or "")
    else:
        parent.text = (parent.text or "") + (element.tail or "")
    parent.remove(element)


def rejected(root):
    """Reject our changes, so that the draft's own words are back."""
    for each in ours(root):
        change = each.get(f"{TEXT}change-id")
        if each.tag == f"{TEXT}change-start":
            while each.getnext().get(f"{TEXT}change-id") != change:
                each.getparent().remove(each.getnext())
            each.tail = None
        elif each.tag == f"{TEXT}change":
            region = root.find(f".//{TEXT}changed-region[@{TEXT}id='{change}']")
            each.tail = words(region[0][1:]) + (each.tail or "")
    return root


def commented(path):
    """The words of the draft that each comment is on, with the lines that it says."""
    root = rejected(tree(path))
    said = {}
    for each in list(root.iter(f"{OFFICE}annotation", f"{OFFICE}annotation-end")):
        name = each.get(f"{OFFICE}name")
        lines = [words([line]) for line in each.iter(f"{TEXT}p")]
        said.setdefault(name, lines)
        each.tail = f"⟦{name}⟧" + (each.tail or "")
        take_out(each)
    for each in root.findall(f".//{TEXT}tracked-changes"):
        take_out(each)
    body = " ".join(words([root]).split())
    found = []
    for name, lines in said.items():
        _, on, *_ = [*body.split(f"⟦{name}⟧"), ""]
        found.append((re.sub("⟦[^⟧]*⟧", "", on), lines))
    return found


def changes(path, kind):
    """The tracked changes of a kind: author and words."""
    root = tree(path)
    told = []
    for region in root.iter(f"{TEXT}changed-region"):
        change = region.find(f"{TEXT}{kind}")
        if change is not None:
            ident = region.get(f"{TEXT}id")
            (mark, *_) = root.findall(f".//*[@{TEXT}change-id='{ident}']")
            told.append((change[0][0].text, words(change[1:]) or added(mark)))
    return told


def added(mark):
    """The words between the marks of an insertion."""
    said = mark.tail or ""
    for each in mark.itersiblings():
        if each.tag == f"{TEXT}change-end":
            break
        said += words([each]) + (each.tail or "")
    return said


def test_comments_stand_on_the_words_of_their_quotations(own):
    on = dict(commented(copied(own)))
    one = on["“I promised a new school to anybody in this town,”"]
    assert one[0] == "Quotation 1: flipped (a negation differs)"
    assert "The source: “I never promised a new school to anybody in this town”" in one
    two = on["“We will open the bridge in May, and not a day later than June,”"]
    assert "Question: Did she say “not”?" in two
    assert on["“We will open the bridge in May, "] == ["Check this please"]
    assert len(on) == 4


def test_corrections_are_tracked_changes_by_their_editor(own):
    copy = copied(own)
    put_in, gone = changes(copy, "insertion"), changes(copy, "deletion")
    assert ("Ann Example", " never") in put_in
    assert ("Ann Example", "Ida Brandt") in put_in
    assert ("Ann Example", "Olle Vance") in gone
    assert ("Wri Ter", "and not a day later than June,”") in put_in
    assert ("Wri Ter", "soon") in gone
    accepted = parse_article(copy.read_bytes(), "copy.odt").text
    assert "“I never promised a new school to anybody in this town,” Olle Vance said" in accepted
    assert "and to nobody,” Ida Brandt said." in accepted
    assert tree(copy).find(f".//{TEXT}tracked-changes").get(f"{TEXT}track-changes") == "true"


def test_all_else_in_the_package_stays_as_it_was(own):
    copy = copied(own)
    with zipfile.ZipFile(own.story) as old, zipfile.ZipFile(copy) as new:
        assert old.namelist() == new.namelist()
        for name in old.namelist():
            assert (old.read(name) == new.read(name)) is (name != "content.xml")
        ways = ([each.compress_type for each in one.infolist()] for one in (old, new))
        assert len(set(map(tuple, ways))) == 1
    root = rejected(tree(copy))
    for each in ours(root):
        take_out(each)
    assert etree.tostring(root, method="c14n") == etree.tostring(tree(own.story), method="c14n")


def test_a_text_becomes_a_plain_document(text):
    copy = copied(text)
    with zipfile.ZipFile(copy) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    (content,) = contents(copy.read_bytes(), "copy.odt")
    assert content.blocks[0].heading
    assert len(commented(copy)) == 3
    assert ("Ann Example", " never") in changes(copy, "insertion")
    settings = tree(copy).find(f".//{TEXT}tracked-changes")
    assert settings.get(f"{TEXT}track-changes") == "false"


def test_markdown_becomes_headings_and_type(tmp_path):
    story = STORY.replace("Council opens", "# Council opens").replace(
        "Mara Quill", "**Mara Quill**"
    )
    place = Place(tmp_path, "story.md", story.encode())
    place.decide(CORRECTED)
    root = tree(copied(place))
    assert [words([each]) for each in root.iter(f"{TEXT}h")] == ["Council opens the bridge"]
    assert [words([each]) for each in root.iter(f"{TEXT}span")] == ["Mara Quill"]


def test_a_quotation_in_a_text_box_or_a_note_is_commented_where_that_stands(tmp_path):
    body = (
        "<text:p>Council opens the bridge and so on</text:p>"
        "<text:p>It is a long story.<draw:frame><draw:text-box><text:p>“I promised a new school to"
        " anybody in this town,” Olle Vance said.</text:p></draw:text-box></draw:frame>“The"
        " harbour belongs to all of us and to nobody,” Olle Vance said, and so it"
        ' goes on.</text:p><text:p>A last word<text:note text:note-class="footnote">'
        "<text:note-body><text:p>“We will open the bridge in May, and not a day later than June,”"
        " Mara Quill said."
        "</text:p></text:note-body></text:note> of it.</text:p>"
    )
    place = Place(tmp_path, "story.odt", package(body))
    place.decide(RENAMED, CORRECTED)
    copy = copied(place)
    put_in = [words for by, words in changes(copy, "insertion") if by == "Ann Example"]
    assert sorted(put_in) == [" never", "Ida Brandt"]
    marks = list(tree(copy).iter(f"{OFFICE}annotation"))
    assert [each.getnext().tag.rpartition("}")[2] for each in marks][::2] == ["frame", "note"]
    on = {said[0][:12]: words for words, said in commented(copy)}
    assert on["Quotation 1:"] == "“The harbour belongs to all of us and to nobody,”"
    assert sorted(on) == ["Quotation 1:", "Quotation 2:", "Quotation 3:"]


def test_a_draft_that_names_a_confidential_source_is_not_copied(own, capsys):
    own.decide(alias=("Ida Brandt", "Source A"))
    copy = copied(own)  # she stands in no word of the draft
    assert ("Ann Example", "Source A") in changes(copy, "insertion")
    with zipfile.ZipFile(copy) as archive:
        assert not any(b"randt" in archive.read(name) for name in archive.namelist())
    own.decide(alias=("Olle Vance", "Source B"))
    assert own.report("--format", "odt", "-o", own.copy) == 2
    assert "Vance" not in capsys.readouterr().err


def test_a_package_that_no_program_opens_is_refused(tmp_path, capsys):
    place = Place(
        tmp_path, "story.odt", odt("<text:p>“I promised a new school,” he said.</text:p>")
    )
    assert place.report("--format", "odt", "-o", place.copy) == 2
    assert "is not a complete OpenDocument text" in capsys.readouterr().err


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """LibreOffice, which makes another format of a file."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    home = tmp_path_factory.mktemp("office")

    def convert(path, kind):
        command = ["soffice", f"-env:UserInstallation=file://{home}", "--headless", "--convert-to"]
        command += [kind, "--outdir", str(home), str(path)]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        return home / f"{path.stem}.{kind}"

    return convert


@pytest.mark.parametrize("kind", ["own", "text"])
def test_libreoffice_reads_comments_and_changes(kind, request, office):
    copy = copied(request.getfixturevalue(kind))
    told = docx.Document(str(office(copy, "docx")))
    said = [each.text for each in told.comments]
    assert sum(each.startswith("Quotation 2: flipped") for each in said) == 1
    assert "Ann Example" in {each.author for each in told.comments}
    again = office(copy, "odt")
    assert ("Ann Example", " never") in changes(again, "insertion")
    assert ("Ann Example", "Olle Vance") in changes(again, "deletion")
    on = [words for words, said in commented(again) if said[0].startswith("Quotation")]
    assert [each.split()[0] for each in on] == ["“I", "“We", "“The"]


# --- the way back ---------------------------------------------------------------------------------


def answered(copy, head, lines, *, parent):
    """The document once the writer has replied to one of our comments, as LibreOffice saves it: a
    comment on the point behind the words, since 24.2 with the name of the comment it answers."""
    with zipfile.ZipFile(copy) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    root = etree.fromstring(parts["content.xml"])
    ours = next(each for each in root.iter(f"{OFFICE}annotation") if head in words([each]))
    name = ours.get(f"{OFFICE}name")
    end = root.find(f".//{OFFICE}annotation-end[@{OFFICE}name='{name}']")
    reply = etree.Element(
        f"{OFFICE}annotation", {f"{{{LOEXT}}}parent-name": name} if parent else {}
    )
    etree.SubElement(reply, f"{DC}creator").text = "Wri Ter"
    etree.SubElement(reply, f"{DC}date").text = "2026-11-30T08:00:00"
    for line in lines:
        etree.SubElement(reply, f"{TEXT}p").text = line
    reply.tail, end.tail = end.tail, None
    end.getparent().insert(end.getparent().index(end) + 1, reply)
    parts["content.xml"] = etree.tostring(root)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return file.getvalue()


REPEATED = [
    'Reply to Ann Example (11/30/2026, 08:00): "Quotation 3: misattributed',
    "the words are IDA BRANDT’s",
    'Answer with Reply, or below this line."',
    "I mixed them up.",
]


@pytest.mark.parametrize("parent", [True, False])
@pytest.mark.parametrize("lines", [["I mixed them up."], REPEATED])
def test_answers_come_back_as_notes(own, tmp_path, parent, lines):
    back = tmp_path / "back.odt"
    back.write_bytes(answered(copied(own), "Quotation 3:", lines, parent=parent))
    assert own.report("--read", back) == 0
    assert notes(own)[2] == "Wri Ter, 2026-11-30: I mixed them up."
    assert own.report("--read", back) == 0
    assert notes(own)[2] == "Wri Ter, 2026-11-30: I mixed them up."


def test_what_is_written_below_our_line_is_an_answer(own, tmp_path):
    data, back = copied(own), tmp_path / "back.odt"
    with zipfile.ZipFile(data) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    line = b"Answer with Reply, or below this line.</text:p>"
    assert parts["content.xml"].count(line) == 3
    parts["content.xml"] = parts["content.xml"].replace(
        line, line + b"<text:p>I mixed<text:s/>them up.</text:p>"
    )
    with zipfile.ZipFile(back, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    assert own.report("--read", back) == 0
    assert notes(own)[1] == "the tape is clear\nthe writer: I mixed them up."


def test_libreoffice_brings_a_document_back(text, office, capsys):
    assert text.report("--read", office(copied(text), "odt")) == 0
    assert "0 of 0 answers taken as notes" in capsys.readouterr().err


# --- corrected copies -----------------------------------------------------------------------------


def test_a_corrected_copy_has_the_changes_and_nothing_else(own):
    copy = own.copy
    assert own.report("--apply", "-o", copy) == 0
    with zipfile.ZipFile(own.story) as archive:
        before = archive.read("content.xml").decode()
    wanted = before.replace("“I pro", "“I never pro").replace(
        "nobody,” Olle Vance", "nobody,” Ida Brandt"
    )
    root = etree.fromstring(wanted.encode())
    assert etree.tostring(tree(copy), method="c14n") == etree.tostring(root, method="c14n")


# --- anchors, whatever the spans ------------------------------------------------------------------


@st.composite
def marked(draw):
    """A paragraph in spans of any length, some letters spaces of their own, and stretches of it."""
    text = draw(st.text("ab c’“", min_size=4, max_size=30).filter(lambda each: each.strip()))
    text = f"x{text}y"
    cuts = sorted({0, len(text), *draw(st.lists(st.integers(0, len(text)), max_size=5))})
    body, space = "", False
    for low, high in pairwise(cuts):
        piece = ""
        for char in text[low:high]:
            piece += "<text:s/>" if char == " " and space else char
            space = char == " "
        if draw(st.booleans()):
            piece = f'<text:span text:style-name="T1">{piece}</text:span>'
        body += piece
    at = sorted(draw(st.sets(st.integers(0, len(text)), min_size=2, max_size=6)))
    new = st.text("zq ", max_size=4)
    changes = [
        DraftEdit(
            *sorted((low, draw(st.integers(low, high)))), draw(new), 1, "Ann", "2026-11-29T10:00"
        )
        for low, high in pairwise(at)
    ]
    changes = [each for each in changes if each.start < each.end or each.text]
    return (
        package(f"<text:p>{body}</text:p><text:p>The end</text:p>"),
        text,
        list(pairwise(at)),
        changes,
    )


@settings(max_examples=200, deadline=None)
@given(marked(), st.booleans())
def test_any_stretches_are_commented_and_changed_exactly(made, tracked):
    data, text, stretches, wanted = made
    said = parse_article(data, "x.odt").text
    assert said == f"{text}\n\nThe end"
    found = OPEN_DOCUMENT.places(data, "x.odt", said)
    marker = OPEN_DOCUMENT.marker(found, tracked=tracked)
    changes = [each for each in wanted if marker.can_change(each)]
    spans = stretches if tracked else []
    marker.mark([MarginComment(*span, ("Quotation 1: x",), "Ann") for span in spans], changes)
    copy = OPEN_DOCUMENT.packed(marker, found)
    assert parse_article(copy, "x.odt").text.split() == applied(said, changes).split()
    if tracked:
        on = sorted(" ".join(words.split()) for words, _ in commented(io.BytesIO(copy)))
        assert on == sorted(" ".join(text[low:high].split()) for low, high in spans)


PIECES = [
    b"<text:p>",
    b"</text:p>",
    b"<text:s/>",
    b"<!-- x -->",
    b"<?x y?>",
    b"&#8220;",
    b"<office:annotation>",
]
PIECES += [
    b'<text:change-start text:change-id="ct2"/>',
    b"<text:tracked-changes/>",
    b'office:name="old"',
]


@settings(max_examples=60, deadline=None)
@given(damages(PIECES))
def test_a_damaged_document_is_refused_and_nothing_else(damage):
    read_and_mark(damaged(writers_story(), "content.xml", damage), "x.odt", OPEN_DOCUMENT)
