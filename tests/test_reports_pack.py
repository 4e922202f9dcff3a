"""``quotecheck report --pack``: one zip for the lawyer."""

from __future__ import annotations

import hashlib
import json
import zipfile

import pytest
from lxml import etree
from test_reports_word import ASKED, CORRECTED, RENAMED, SOURCE, STORY, Place

from quotecheck.cli import main
from quotecheck.desk import Change
from quotecheck.model import Wording

WORDS = "OLLE VANCE: I never promised a new school to anybody in this town."
PAGE = f"<html><body><p>{WORDS}</p></body></html>"


@pytest.fixture
def place(tmp_path):
    made = Place(tmp_path, "story.txt", STORY.encode())
    made.decide(CORRECTED, ASKED, RENAMED)
    return made


def pack(place, name="evidence.zip"):
    target = place.copy.with_name(name)
    assert place.report("--pack", "-o", target) == 0
    with zipfile.ZipFile(target) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_all_that_a_lawyer_needs_is_there(place):
    files = pack(place)
    assert files["articles/01-story.txt"].decode() == STORY
    assert files["sources/01-meeting.txt"].decode() == SOURCE
    assert b"signed" in files["signatures.txt"]
    assert json.loads(files["signatures.json"])[0]["article"].endswith("story.txt")
    assert len(json.loads(files["record.jsonl"])["quotes"]) == 3
    passages = files["passages.txt"].decode()
    assert "»I never promised a new school to anybody in this town«" in passages
    assert "MARA QUILL: We will not open" in passages


def test_the_manifest_has_every_file_and_its_hash(place):
    files = pack(place)
    manifest = json.loads(files["manifest.json"])
    listed = {each["name"]: each for each in manifest["files"]}
    assert set(listed) == set(files) - {"manifest.json", "SHA256SUMS"}
    for name, each in listed.items():
        assert each["sha256"] == hashlib.sha256(files[name]).hexdigest()
        assert each["bytes"] == len(files[name])
    sums = dict(reversed(line.split("  ")) for line in files["SHA256SUMS"].decode().splitlines())
    assert set(sums) == set(files) - {"SHA256SUMS"}
    assert all(hashlib.sha256(files[name]).hexdigest() == each for name, each in sums.items())


def test_links_of_the_record_lead_into_the_pack(place):
    files = pack(place)
    root = etree.HTML(files["record.html"].decode())
    links = {each for each in root.xpath("//a/@href") if not each.startswith("#")}
    assert links == {"sources/01-meeting.txt"}


def test_the_same_decisions_make_the_same_bytes(place):
    pack(place, "one.zip")
    pack(place, "two.zip")
    one, two = (place.copy.with_name(name).read_bytes() for name in ("one.zip", "two.zip"))
    assert one == two


def test_a_page_saved_from_the_web_comes_with_its_note(place):
    (place.sources / "meeting.txt").unlink()
    (place.sources / "page.html").write_text(PAGE)
    note = 'address: "https://example.org/page"\nsha256: abc\n'
    (place.sources / "page.source.yaml").write_text(note)
    files = pack(place)
    assert files["sources/01-page.html"].decode() == PAGE
    assert files["sources/02-page.source.yaml"].decode() == note
    links = etree.HTML(files["record.html"].decode()).xpath("//a/@href")
    assert any(each.startswith("https://example.org/page#:~:text=I%20never") for each in links)


def test_a_confidential_file_is_there_as_a_hash(place, capsys):
    place.decide(alias=("Ida Brandt", "Source A"))
    files = pack(place)
    assert not [name for name in files if name.startswith("sources/")]
    (left,) = json.loads(files["manifest.json"])["left_out"]
    assert left["sha256"] == hashlib.sha256(SOURCE.encode()).hexdigest()
    assert left["why"] == "it names a confidential source"
    assert "meeting.txt was left out: it names a confidential source" in capsys.readouterr().err


def test_a_file_that_a_record_names_and_nobody_read_is_not_packed(place, tmp_path):
    """A record is somebody else's word: no file of this machine gets into a pack by it."""
    (tmp_path / "secret.txt").write_text(WORDS)
    out = tmp_path / "results"
    options = ["--sources", str(place.sources), "--output", str(out), "--fail-on", "never"]
    drafts = tmp_path / "drafts"
    drafts.mkdir()
    (drafts / "story.txt").write_text(STORY)
    assert main(["batch", str(drafts), *options, "--quiet"]) == 0
    results = out / "results.jsonl"
    forged = results.read_text().replace(
        str(place.sources / "meeting.txt"), str(tmp_path / "secret.txt")
    )
    (drafts / "forged.jsonl").write_text(forged)
    target = tmp_path / "pack.zip"
    assert main(["report", str(drafts / "forged.jsonl"), "--pack", "-o", str(target)]) == 0
    with zipfile.ZipFile(target) as archive:
        assert not [name for name in archive.namelist() if "secret" in name]
        (left,) = json.loads(archive.read("manifest.json"))["left_out"]
    assert left["why"] == "it is not among the sources that were read"


def test_private_notes_are_not_packed(place):
    from quotecheck.desk import Change

    place.decide(Change(private="a secret thought"))
    assert all(b"secret thought" not in data for data in pack(place).values())


def test_nothing_is_written_over(place, capsys):
    target = place.copy.with_name("mine.zip")
    target.write_bytes(b"mine")
    assert place.report("--pack", "-o", target) == 2
    assert target.read_bytes() == b"mine"
    assert place.report("--pack") == 2
    assert "-o FILE.zip" in capsys.readouterr().err
    assert place.report("--pack", "-o", place.copy.with_name("pack.txt")) == 2


def test_names_of_files_never_lead_out_of_the_pack(tmp_path):
    story = tmp_path / "..story\\..\\x:y.txt"
    made = Place(tmp_path, story.name, STORY.encode())
    made.decide(CORRECTED)
    (name,) = [name for name in pack(made) if name.startswith("articles/")]
    assert name == "articles/01-story_.._x_y.txt"


def test_several_articles_make_one_pack(place):
    (place.story.parent / "other.txt").write_text(STORY)
    target = place.copy.with_name("all.zip")
    options = ["--sources", str(place.sources), "--pack", "-o", str(target)]
    drafts = [str(place.story), str(place.story.with_name("other.txt"))]
    assert main(["report", *drafts, *options]) == 0
    with zipfile.ZipFile(target) as archive:
        articles = [name for name in archive.namelist() if name.startswith("articles/")]
    assert articles == ["articles/01-story.txt", "articles/02-other.txt"]


def test_the_source_of_another_story_is_not_packed_because_it_is_the_nearest(tmp_path):
    """Nothing rests on words that are only the nearest that there were."""
    story = "A vote\n\n“The harbour wall will stand for another hundred years,” Ida Brandt said.\n"
    other = "BRANDT: The harbour wall was built a hundred years ago, and it leaks.\n"
    made = Place(tmp_path, "story.txt", story.encode())
    (made.sources / "other.txt").write_text(other)
    made.decide(Change(wording=Wording.CANNOT_VERIFY))
    files = pack(made)
    assert not [name for name in files if name.startswith("sources/")]
    for name in ("record.html", "record.jsonl", "passages.txt"):
        assert b"leaks" not in files[name]
        assert b"built a hundred years ago" not in files[name]


@pytest.mark.parametrize(
    "head",
    [
        "---\nconfidential: true\n---\n",
        "---\ntitle: Meeting\nconfidental: yes\n---\n",
        "Title: Meeting\nOff-the-record: yes\n",
        "Confidential: do not name\n",
    ],
)
def test_a_source_that_calls_itself_confidential_is_left_out_and_told(place, head, capsys):
    (place.sources / "meeting.txt").write_text(f"{head}\n{SOURCE}")
    files = pack(place)
    assert not [name for name in files if name.startswith("sources/")]
    (left,) = json.loads(files["manifest.json"])["left_out"]
    assert left["why"] == "its head says that it is confidential"
    told = capsys.readouterr().err
    assert "meeting.txt was left out: its head says that it is confidential" in told
    assert "hides nobody" in told


def test_a_source_that_says_it_is_not_confidential_is_packed(place):
    (place.sources / "meeting.txt").write_text(f"---\nconfidential: false\n---\n{SOURCE}")
    assert "sources/01-meeting.txt" in pack(place)
