"""The library: finding words, showing what stands around them, the index on disk."""

import json
import os
import shutil
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotecheck.model import Source, Turn, Verdict
from quotecheck.rules import load
from quotecheck.sources import Library, open_library, phrases, store
from quotecheck.sources.canonical import Canon
from quotecheck.sources.memory import shelve_in_memory
from quotecheck.sources.shelving import shelve as shelve_large
from quotecheck.verify import check_quote

RULES = load()
CANON = Canon(RULES)


def talk(name, *turns):
    text, spans = "", []
    for speaker, words in turns:
        text += f"{speaker}: "
        spans.append(Turn(speaker, len(text), len(text) + len(words)))
        text += words + "\n\n"
    return Source(name, text, tuple(spans))


HARBOUR = talk(
    "harbour",
    ("VASS", "The ice came late this year and it left late."),
    ("QUILL", "We are not going to sell the old slipway."),
)


def write_lines(path, count, tag="crew"):
    rows = [
        {"id": f"{tag}{n}", "text": f"The {tag} number {n} painted boat {n * 7} in colour {n % 5}."}
        for n in range(count)
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))


@pytest.mark.parametrize(
    "make", [lambda s: [shelve_in_memory(s, CANON)], lambda s: list(shelve_large(s, CANON))]
)
@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("the ice came late", "The ice came late"),
        ("slipway", "slipway"),
        ("we’re not gonna sell", "We are not going to sell"),
        ("THE OLD", "the old"),
    ],
)
def test_both_indexes_find_words(make, words, text):
    library = Library(RULES, CANON, tuple(make([HARBOUR])))
    found = library.search(words)[0]
    assert (found.source, found.text, found.near) == ("harbour", text, False)
    assert HARBOUR.text[found.start : found.end] == text


@pytest.mark.parametrize(
    "make", [lambda s: [shelve_in_memory(s, CANON)], lambda s: list(shelve_large(s, CANON))]
)
def test_nearly_the_words_are_near(make):
    library = Library(RULES, CANON, tuple(make([HARBOUR])))
    found = library.search("we are going to sell the slipway")[0]
    assert found.near
    assert "sell the old" in found.text


@pytest.mark.parametrize(
    "make", [shelve_in_memory, lambda *given: next(iter(shelve_large(*given)))]
)
@pytest.mark.parametrize("words", ["No.", "Not yet", "we left early"])
def test_sources_shorter_than_a_phrase_are_found(make, words):
    sources = [Source(str(number), text) for number, text in enumerate(("No.", "", "Not yet"))]
    library = Library(RULES, CANON, (make([*sources, Source("3", "We left early!")], CANON),))
    found = library.search(words)[0]
    assert (found.near, CANON.forms(found.text)) == (False, CANON.forms(words))


def test_no_phrase_reaches_from_one_source_into_the_next():
    sources = [Source("a", "the last words"), Source("b", "begin again")]
    library = Library(RULES, CANON).adding(sources)
    assert not [each for each in library.search("words begin") if not each.near]


def test_context_is_what_stands_around():
    library = Library(RULES, CANON).adding([HARBOUR])
    found = library.search("left late")[0]
    before, after = library.context(found, chars=20)
    assert HARBOUR.text[: found.start].endswith(before)
    assert HARBOUR.text[found.end :].startswith(after)
    before, after = library.context(found, lines=0)
    assert before == "VASS: The ice came late this year and it "
    assert after == ".\n"


def test_the_hash_changes_with_the_sources():
    one = Library(RULES, CANON).adding([HARBOUR])
    other = Library(RULES, CANON).adding([talk("harbour", ("VASS", "The ice came early."))])
    assert one.hash != other.hash
    assert one.hash == Library(RULES, CANON).adding([HARBOUR]).hash


@settings(max_examples=60)
@given(st.text(st.sampled_from("aé '’.,-—[](){}LAUGHTER \n\u00a0\u200b5%&/:htps"), max_size=60))
def test_words_are_the_same_read_whole_and_piece_by_piece(text):
    words = CANON.read(text)
    assert words.forms == CANON.forms(text)
    assert words.forms == [form for piece in CANON.pieces(text) for form in CANON.forms_of(piece)]
    assert words.forms[:1] == [form for form in [CANON.first_form(text)] if form is not None]
    assert words.forms[-2:] == CANON.last_forms(text, 2)
    assert all(text[a:b].strip() for a, b in zip(words.starts, words.ends, strict=True))


ICE = ["the", "ice", "came", "late", "this", "year", "and", "left"]
WORDS = st.lists(st.sampled_from(ICE), max_size=30)


@settings(max_examples=60)
@given(st.lists(WORDS, min_size=1, max_size=6), WORDS.filter(bool))
def test_near_places_are_the_same_however_votes_are_counted(texts, words):
    sources = [Source(str(number), " ".join(text)) for number, text in enumerate(texts)]
    index = next(iter(shelve_large(sources, CANON))).index
    found = index.near(words, 5)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(phrases, "_FEW", 0)
        assert index.near(words, 5) == found


@settings(max_examples=60)
@given(WORDS.filter(lambda words: len(words) > 8), st.data())
def test_a_span_that_holds_most_of_the_words_is_never_ruled_out(words, data):
    other = list(words)
    for at in data.draw(st.sets(st.integers(0, len(words) - 1), max_size=len(words) // 4)):
        other[at] = "slipway"
    index = next(iter(shelve_large([Source("a", " ".join(other))], CANON))).index
    assert index.may_hold(CANON.forms(" ".join(words)), [(0, len(other))])


@settings(max_examples=60)
@given(st.lists(st.text(max_size=40), min_size=1, max_size=4), st.data())
def test_offsets_point_at_the_words_in_any_text(texts, data):
    sources = [Source(str(number), text) for number, text in enumerate(texts)]
    text = data.draw(st.sampled_from(texts))
    low = data.draw(st.integers(0, len(text)))
    words = text[low : low + 20]
    for shelves in [shelve_in_memory(sources, CANON)], list(shelve_large(sources, CANON)):
        library = Library(RULES, CANON, tuple(shelves))
        for found in library.search(words):
            source = library.sources[found.source]
            assert source.text[found.start : found.end] == found.text
            if not found.near:
                assert CANON.forms(found.text)[: len(CANON.forms(words))] == CANON.forms(words)


def test_an_index_is_kept_and_brought_up_to_date(tmp_path):
    path, index = tmp_path / "a.jsonl", tmp_path / "index"
    write_lines(path, 40)
    first = open_library([tmp_path], RULES, index_dir=index)
    segments = set(index.rglob("segment-*"))
    write_lines(tmp_path / "b.jsonl", 3, "guest")
    second = open_library([tmp_path], RULES, index_dir=index)
    assert segments < set(index.rglob("segment-*"))
    assert len(second) == len(first) + 3
    assert second.search("the guest number 2")[0].source == "guest2"
    assert second.hash != first.hash


@pytest.mark.parametrize("index", [None, "index"])
def test_files_of_one_name_in_different_folders_all_count(tmp_path, index):
    place = tmp_path / index if index else None

    def ids(**texts):
        for folder, text in texts.items():
            (tmp_path / "talks" / folder).mkdir(parents=True, exist_ok=True)
            (tmp_path / "talks" / folder / "talk.txt").write_text(text)
        library = open_library([tmp_path / "talks"], RULES, index_dir=place)
        assert not library.unread
        return {name: source.text for name, source in library.sources.items()}

    first = ids(june="The dam will hold.", may="The mill is lost.")
    assert first == {"talk.txt": "The dam will hold.", "may/talk.txt": "The mill is lost."}
    later = ids(april="The gate is shut.")
    assert set(later.values()) == {*first.values(), "The gate is shut."}
    if index:
        assert later.items() > first.items()


def test_an_index_that_is_current_is_not_written_again(tmp_path):
    write_lines(tmp_path / "a.jsonl", 10)
    index = tmp_path / "index"
    before = open_library([tmp_path / "a.jsonl"], RULES, index_dir=index)
    state = {path: path.stat().st_mtime_ns for path in index.rglob("*")}
    after = open_library([tmp_path / "a.jsonl"], RULES, index_dir=index)
    assert {path: path.stat().st_mtime_ns for path in index.rglob("*")} == state
    assert after.hash == before.hash


def test_sources_that_changed_or_went_no_longer_count(tmp_path):
    path, index = tmp_path / "a.jsonl", tmp_path / "index"
    write_lines(path, 10)
    open_library([path], RULES, index_dir=index)
    path.write_text(
        "".join(path.read_text().splitlines(keepends=True)[:4]).replace("boat 7", "pier 7")
    )
    library = open_library([path], RULES, index_dir=index)
    assert len(library) == 4
    assert library.search("painted pier 7")[0].source == "crew1"
    assert not [each for each in library.search("crew number 8") if not each.near]


def test_other_tables_make_another_index(tmp_path):
    path, index, changed = tmp_path / "a.jsonl", tmp_path / "index", tmp_path / "rules.yaml"
    write_lines(path, 10)
    spelling = "extends: default\nwording: {style: {spellings: {hue: colour}}}\n"
    changed.write_text(spelling, encoding="utf-8")

    def segments(rules):
        open_library([path], rules, index_dir=index)
        return {each.name for each in index.rglob("segment-*") if each.is_dir()}

    first = segments(load())
    assert segments(load()) == first
    assert not segments(load(changed)) & first


def test_without_refresh_the_index_is_taken_as_it_is(tmp_path):
    path, index = tmp_path / "a.jsonl", tmp_path / "index"
    write_lines(path, 5)
    open_library([path], RULES, index_dir=index)
    write_lines(path, 9)
    assert len(open_library([path], RULES, index_dir=index, refresh=False)) == 5
    assert len(open_library([path], RULES, index_dir=index)) == 9


def test_many_small_changes_do_not_leave_many_segments(tmp_path):
    index = tmp_path / "index"
    for number in range(12):
        write_lines(tmp_path / f"{number}.jsonl", 3, f"tag{number}x")
        library = open_library([tmp_path], RULES, index_dir=index)
    assert len(library) == 36
    assert len([path for path in index.rglob("segment-*") if path.is_dir()]) <= 9
    assert library.search("tag0x number 2")[0].source == "tag0x2"


@pytest.mark.parametrize("damage", ["manifest", "array", "version", "summary", "older"])
def test_a_damaged_index_is_made_anew(tmp_path, damage):
    path, index = tmp_path / "a.jsonl", tmp_path / "index"
    write_lines(path, 10)
    whole = open_library([path], RULES, index_dir=index).hash
    (manifest,) = index.rglob("manifest.json")
    if damage == "manifest":
        manifest.write_text(manifest.read_text()[:30])
    elif damage == "version":
        row = store.segment.read_json(manifest)
        assert row["version"] == store.VERSION
        store.segment.write_json(manifest, {**row, "version": 0})
    elif damage == "older":  # before there were check sums
        manifest.write_text(manifest.read_text().partition("\n")[2])
    else:
        name = "index-order.npy" if damage == "array" else "summary.json"
        (file,) = index.rglob(name)
        os.truncate(file, 20)
    library = open_library([path], RULES, index_dir=index)
    assert (library.hash, len(library)) == (whole, 10)
    assert bool(library.warnings) == (damage not in ("version", "older"))


def test_no_byte_of_an_index_may_change(tmp_path):
    """A speaker's number or a place with one wrong bit would give a wrong verdict."""
    path, index = tmp_path / "a.jsonl", tmp_path / "index"
    write_lines(path, 10)
    whole = open_library([path], RULES, index_dir=index).hash
    names = sorted(each.name for each in index.rglob("*") if each.stat().st_size and each.is_file())
    assert len(names) > 12
    for name in names:
        (file,) = index.rglob(name)
        data = bytearray(file.read_bytes())
        data[-2] ^= 4
        file.write_bytes(data)
        library = open_library([path], RULES, index_dir=index)
        assert (library.hash, len(library), bool(library.warnings)) == (whole, 10, True), name
        assert library.search("crew number 6")[0].source == "crew6"


def test_what_a_crash_left_behind_is_swept_away(tmp_path):
    path, index = tmp_path / "a.jsonl", tmp_path / "index"
    write_lines(path, 5)
    open_library([path], RULES, index_dir=index)
    (manifest,) = index.rglob("manifest.json")
    left = manifest.parent / "segment-000000000000.tmp"
    left.mkdir()
    write_lines(path, 6)
    assert len(open_library([path], RULES, index_dir=index)) == 6
    assert not left.exists()


def full(*_):
    raise OSError(28, "No space left on device")


def test_a_full_disk_leaves_the_old_index_usable(tmp_path, monkeypatch):
    path, index = tmp_path / "a.jsonl", tmp_path / "index"
    write_lines(path, 5)
    open_library([path], RULES, index_dir=index)
    write_lines(path, 7)

    with monkeypatch.context() as patch:
        patch.setattr(store.segment.np, "save", full)
        library = open_library([path], RULES, index_dir=index)
    assert not list(index.rglob("*.tmp"))
    assert len(library) == 7
    assert library.search("crew number 6")[0].source == "crew6"
    assert "No space left" in library.warnings[0]
    assert len(open_library([path], RULES, index_dir=index)) == 7


def test_a_disk_that_is_full_at_the_last_step_leaves_the_old_index_usable(tmp_path, monkeypatch):
    path, index = tmp_path / "a.jsonl", tmp_path / "index"
    write_lines(path, 5)
    open_library([path], RULES, index_dir=index)
    write_lines(path, 7)

    with monkeypatch.context() as patch:
        patch.setattr(store, "_write_manifest", full)
        library = open_library([path], RULES, index_dir=index)
    assert library.search("crew number 6")[0].source == "crew6"
    assert "No space left" in library.warnings[0]
    assert len(open_library([path], RULES, index_dir=index, refresh=False)) == 5
    assert len(open_library([path], RULES, index_dir=index)) == 7


DIES = """
import os, sys
from pathlib import Path
from quotecheck.rules import load
from quotecheck.sources import open_library, store

place = store if sys.argv[3] == "_write_manifest" else store.segment
setattr(place, sys.argv[3], lambda *_: os._exit(9))
open_library([sys.argv[1]], load(), index_dir=Path(sys.argv[2]))
"""


@pytest.mark.parametrize("step", ["write", "load", "_write_manifest"])
def test_a_process_that_dies_half_way_leaves_the_old_index(tmp_path, step):
    """It ends as a crash does, without clearing up: before a segment, after it, at the manifest."""
    path, index = tmp_path / "a.jsonl", tmp_path / "index"
    write_lines(path, 5)
    open_library([path], RULES, index_dir=index)
    write_lines(path, 7)
    command = [sys.executable, "-c", DIES, str(path), str(index), step]
    died = subprocess.run(command, check=False)
    assert died.returncode == 9
    assert len(open_library([path], RULES, index_dir=index, refresh=False)) == 5
    again = open_library([path], RULES, index_dir=index)
    assert len(again) == 7
    assert not again.warnings
    assert not list(index.rglob("*.tmp"))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_said(tmp_path):
    path, index = tmp_path / "a.jsonl", tmp_path / "index"
    write_lines(path, 5)
    index.mkdir(mode=0o500)
    library = open_library([path], RULES, index_dir=index)
    assert len(library) == 5
    assert "cannot be written" in library.warnings[0]


def test_two_processes_index_at_once(tmp_path):
    path, index = tmp_path / "a.jsonl", tmp_path / "index"
    write_lines(path, 300)
    script = (
        "import sys; from pathlib import Path; from quotecheck.rules import load;"
        "from quotecheck.sources import open_library;"
        "print(len(open_library([sys.argv[1]], load(), index_dir=Path(sys.argv[2]))))"
    )
    command = [sys.executable, "-c", script, str(path), str(index)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    assert [process.communicate()[0].strip() for process in running] == ["300", "300"]
    assert len([each for each in index.rglob("segment-*") if each.is_dir()]) == 1


def test_an_index_that_vanishes_while_open_still_answers(tmp_path):
    path, index = tmp_path / "a.jsonl", tmp_path / "index"
    write_lines(path, 20)
    library = open_library([path], RULES, index_dir=index)
    shutil.rmtree(index)
    assert library.search("crew number 12")[0].source == "crew12"


def test_an_index_keeps_the_words_that_a_machine_doubted(tmp_path):
    words = [{"word": "We", "start": 1, "conf": 0.9}, {"word": "left", "start": 2, "conf": 0.2}]
    (tmp_path / "talk.json").write_text(json.dumps({"words": words}))
    for _ in range(2):
        library = open_library([tmp_path / "talk.json"], RULES, index_dir=tmp_path / "index")
        (source,) = library.sources.values()
        assert [source.text[start:end] for start, end in source.doubted] == ["left"]


def test_words_that_are_nowhere_may_stand_in_a_file_that_was_not_read(tmp_path):
    (tmp_path / "talk.txt").write_text("ANA ROWE: We shall mend the wall in May.\n")
    (tmp_path / "call.m4a").write_bytes(b"sound")
    library = open_library([tmp_path], RULES)
    check = check_quote("We will never sell the slipway", library, RULES, speaker="Rowe")
    assert check.verdict is Verdict.NOT_FOUND
    assert "1 file could not be read" in check.why
