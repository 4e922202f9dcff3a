"""Acknowledged decisions are on the disk: torn lines, kill -9, several processes, bad folders."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from desk_samples import council
from hypothesis import given, settings
from hypothesis import strategies as st

from quotecheck.desk import Change, Desk
from quotecheck.desk.codec import ShapeError, from_plain, to_plain
from quotecheck.desk.events import Action, Anchor, Event, Item
from quotecheck.desk.journal import Journal, JournalReader
from quotecheck.errors import DeskError
from quotecheck.model import Attribution, Wording

CONFIRM = Change(wording=Wording.CONFIRMED, attribution=Attribution.CONFIRMED)
WRITER = """
import sys
sys.path.insert(0, sys.argv[3])
from pathlib import Path
from desk_samples import council
from quotecheck.desk import Change, Desk
desk = Desk(Path(sys.argv[1]), sys.argv[2], host="h")
document = council()
print("ready", flush=True)
for count in range(int(sys.argv[4])):
    event = desk.decide(document, {"2": Change(note=f"{sys.argv[2]} {count}")})
    print(count, event.id, flush=True)
"""


def start_writer(folder, editor, count):
    here = str(Path(__file__).parent)
    command = [sys.executable, "-c", WRITER, str(folder), editor, here, str(count)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def notes(folder):
    with Desk(folder, "reader", read_only=True) as desk:
        history = desk.state(council()).of("2").history
    return [entry.item.change.note for entry in history]


@pytest.mark.parametrize("delay", [0.0, 0.013, 0.05, 0.11])
def test_kill_9_loses_nothing_that_was_acknowledged(tmp_path, delay):
    folder = tmp_path / "desk"
    process = start_writer(folder, "Ann", 1_000_000)
    process.stdout.readline()
    time.sleep(delay)
    os.kill(process.pid, signal.SIGKILL)
    acknowledged = process.stdout.read().splitlines(keepends=True)
    process.wait()
    told = [int(line.split()[0]) for line in acknowledged if line.endswith("\n")]
    kept = notes(folder)
    assert kept == [f"Ann {count}" for count in range(len(kept))]
    assert len(kept) >= len(told)
    with Desk(folder, "Ann", host="h") as desk:
        desk.decide(council(), {"2": CONFIRM})
    assert len(notes(folder)) == len(kept) + 1


def test_two_processes_write_at_once_and_every_decision_is_kept(tmp_path):
    folder = tmp_path / "desk"
    with Desk(folder, "Ann", host="h"):
        writers = [start_writer(folder, editor, 60) for editor in ("Ann", "Ann", "Bob")]
        for writer in writers:
            writer.communicate(timeout=60)
    kept = notes(folder)
    assert len(kept) == 180
    for editor, times in (("Ann", 2), ("Bob", 1)):
        assert sorted(kept).count(f"{editor} 59") == times
    names = {path.name for path in (folder / "decisions").iterdir()}
    assert {"ann@h.jsonl", "ann@h.2.jsonl", "bob@h.jsonl"} <= names


def test_another_processs_decision_is_seen_on_the_next_look(tmp_path):
    folder = tmp_path / "desk"
    with Desk(folder, "Bob", host="h") as bob:
        assert bob.refresh() == []
        start_writer(folder, "Ann", 1).communicate(timeout=60)
        fresh = [event for event in bob.refresh() if event.action is Action.DECIDE]
        assert [event.editor for event in fresh] == ["Ann"]
        assert bob.refresh() == []


@given(cut=st.integers(min_value=1, max_value=400))
@settings(max_examples=25)
def test_a_torn_last_line_is_dropped_and_reported_and_nothing_else(tmp_path_factory, cut):
    folder = tmp_path_factory.mktemp("desk")
    with Desk(folder, "Ann", host="h") as desk:
        desk.decide(council(), {"2": Change(note="first")})
        whole = (folder / "decisions" / "ann@h.jsonl").stat().st_size
        desk.decide(council(), {"2": Change(note="second")})
    path = folder / "decisions" / "ann@h.jsonl"
    data = path.read_bytes()
    path.write_bytes(data[: max(whole, len(data) - cut)])
    torn = len(data) - cut > whole
    with Desk(folder, "Ann", host="h") as desk:
        assert notes(folder) == ["first"]
        assert any("never acknowledged" in warning for warning in desk.warnings) == torn
        desk.decide(council(), {"2": Change(note="third")})
    assert notes(folder) == ["first", "third"]


@pytest.mark.parametrize(
    "damage",
    [
        lambda lines: [lines[0], lines[1].replace(b"first", b"fIrst"), lines[2]],
        lambda lines: [lines[0], lines[2]],
        lambda lines: [lines[0], lines[2], lines[1]],
        lambda lines: [lines[0], lines[1], lines[2][:-10] + b"\n"],
        lambda lines: [lines[0], b"\n", lines[1], lines[2]],
    ],
)
def test_any_other_damage_is_refused_with_its_place(tmp_path, damage):
    with Desk(tmp_path, "Ann", host="h") as desk:
        desk.decide(council(), {"2": Change(note="first")})
        desk.decide(council(), {"2": Change(note="second")})
    path = tmp_path / "decisions" / "ann@h.jsonl"
    path.write_bytes(b"".join(damage(path.read_bytes().splitlines(keepends=True))))
    with pytest.raises(DeskError, match="changed after it was written") as caught:
        Desk(tmp_path, "Bob", host="h")
    assert caught.value.path == str(path)
    assert caught.value.line in (2, 3)


def test_a_journal_that_shrinks_while_it_is_open_is_noticed(tmp_path):
    with Desk(tmp_path, "Ann", host="h") as ann, Desk(tmp_path, "Bob", host="h") as bob:
        ann.decide(council(), {"2": Change(note="first")})
        bob.refresh()
        (tmp_path / "decisions" / "ann@h.jsonl").write_bytes(b"")
        with pytest.raises(DeskError, match="shorter"):
            bob.refresh()


def test_a_file_in_place_of_the_folder_is_refused_before_anything_is_decided(tmp_path):
    (tmp_path / "desk").write_text("")
    with pytest.raises(DeskError, match="--desk DIR"):
        Desk(tmp_path / "desk", "Ann")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_refused_before_anything_is_decided(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(DeskError, match="--desk DIR"):
        Desk(tmp_path / "desk", "Ann")


def test_a_full_disk_is_told_and_leaves_the_journal_as_it_was(tmp_path, monkeypatch):
    with Desk(tmp_path, "Ann", host="h") as desk:
        desk.decide(council(), {"2": Change(note="first")})
        real = os.write
        monkeypatch.setattr(os, "write", lambda fd, data: real(fd, data[:20]))
        with pytest.raises(DeskError, match="cannot be saved"):
            desk.decide(council(), {"2": Change(note="second")})
        monkeypatch.undo()
        desk.decide(council(), {"2": Change(note="third")})
    assert notes(tmp_path) == ["first", "third"]


def test_reading_only_writes_nothing(tmp_path):
    with Desk(tmp_path / "none", "Ann", read_only=True) as desk:
        assert desk.state(council()).quotes[0].status == "open"
        with pytest.raises(DeskError, match="reading only"):
            desk.decide(council(), {"2": CONFIRM})
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("editor", ["../../etc/passwd", "Ånn/Ørsted\x1b[2J", "", "a" * 300])
def test_an_editors_name_cannot_lead_out_of_the_folder(tmp_path, editor):
    with Desk(tmp_path / "desk", editor, host="../h") as desk:
        desk.decide(council(), {"2": CONFIRM})
        assert desk.state(council()).of("2").decision.editor == editor
    assert [path.name for path in tmp_path.iterdir()] == ["desk"]
    assert len(list((tmp_path / "desk" / "decisions").iterdir())) == 1


def test_a_journal_of_a_newer_version_is_refused(tmp_path):
    folder = tmp_path / "decisions"
    folder.mkdir()
    journal = Journal.open(folder / "x@y.jsonl")
    journal.append(
        {"at": "2026-01-01T00:00:00+00:00", "editor": "X", "action": "open", "version": 99}
    )
    journal.close()
    with pytest.raises(DeskError, match="newer"):
        Desk(tmp_path, "Ann")


def test_a_journal_is_held_by_one_process_at_a_time(tmp_path):
    first = Journal.open(tmp_path / "a.jsonl")
    assert Journal.open(tmp_path / "a.jsonl") is None
    first.append({"x": 1})
    first.close()
    again = Journal.open(tmp_path / "a.jsonl")
    assert again.past == [{"x": 1}]
    again.close()
    assert JournalReader(tmp_path / "a.jsonl").read() == [{"x": 1}]


texts = st.text(max_size=20)
anchors = st.builds(Anchor, st.integers(0, 99), st.integers(0, 99), texts, texts, texts)
changes = st.builds(
    Change,
    wording=st.none() | st.sampled_from(Wording),
    text=st.none() | texts,
    note=st.none() | texts,
    speaker=st.none() | texts,
)
events = st.builds(
    Event,
    texts,
    texts,
    texts,
    st.sampled_from(Action),
    items=st.lists(st.builds(Item, anchors, changes), max_size=2).map(tuple),
)


@given(events)
def test_every_event_comes_back_as_it_was_written(event):
    assert from_plain(Event, to_plain(event)) == event


@pytest.mark.parametrize(
    ("value", "field"),
    [
        ([], "object"),
        ({"start": 1}, "end"),
        ({"start": "1", "end": 2, "exact": ""}, "start"),
        ({"start": True, "end": 2, "exact": ""}, "start"),
    ],
)
def test_a_value_of_the_wrong_shape_is_refused_by_the_name_of_its_field(value, field):
    with pytest.raises(ShapeError, match=field):
        from_plain(Anchor, value)
