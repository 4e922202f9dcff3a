"""Acknowledged decisions are on the disk under the journal's name, whoever replaces, removes or
shares the folder, and whatever the clocks say."""

from __future__ import annotations

import os
import shutil
import stat
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from desk_samples import council
from hypothesis import given, settings
from hypothesis import strategies as st

from quotecheck.desk import Change, Desk
from quotecheck.desk.events import Action
from quotecheck.desk.journal import LINE_LIMIT, Journal, JournalReader
from quotecheck.errors import DeskError
from quotecheck.model import Attribution, Wording

CONFIRM = Change(wording=Wording.CONFIRMED, attribution=Attribution.CONFIRMED)
JOURNAL = "decisions/ann@h.jsonl"


def note(desk, text):
    return desk.decide(council(), {"2": Change(note=text)})


def notes(folder):
    with Desk(folder, "reader", read_only=True) as desk:
        history = desk.state(council()).of("2").history
    return [entry.item.change.note for entry in history]


def replaced_by_a_copy(folder):
    path = folder / JOURNAL
    shutil.copy(path, folder / "copy")
    (folder / "copy").replace(path)


def replaced_by_an_older_state(folder):
    path = folder / JOURNAL
    lines = path.read_bytes().splitlines(keepends=True)
    (folder / "copy").write_bytes(b"".join(lines[:-1]))
    (folder / "copy").replace(path)


def removed(folder):
    (folder / JOURNAL).unlink()


def folder_removed(folder):
    shutil.rmtree(folder)


def moved_away(folder):
    folder.rename(folder.with_name("elsewhere"))


@pytest.mark.parametrize(
    "happens",
    [replaced_by_a_copy, replaced_by_an_older_state, removed, folder_removed, moved_away],
)
def test_a_journal_that_is_replaced_while_it_is_open_loses_nothing(tmp_path, happens):
    folder = tmp_path / "desk"
    with Desk(folder, "Ann", host="h") as desk:
        note(desk, "first")
        note(desk, "second")
        happens(folder)
        note(desk, "third")
        note(desk, "fourth")
        assert notes(folder) == ["first", "second", "third", "fourth"]
        assert [text for text in desk.warnings if "was replaced or removed" in text]
    assert notes(folder) == ["first", "second", "third", "fourth"]


@pytest.mark.parametrize(
    "written",
    [
        lambda data: b"",
        lambda data: data[:-1],
        lambda data: b"".join(data.splitlines(keepends=True)[:-1]),
        lambda data: data + b'{"id":"torn',
        lambda data: data + b"\0" * 4096,
        lambda data: data[:-20] + b"x" * 20,
    ],
    ids=["emptied", "cut", "a line less", "a torn line", "zeros", "other bytes"],
)
def test_nothing_is_acknowledged_behind_what_another_program_wrote(tmp_path, written):
    """Not a file in the journal's place, but the same one, with other bytes."""
    folder = tmp_path / "desk"
    with Desk(folder, "Ann", host="h") as desk:
        note(desk, "first")
        whole = (folder / JOURNAL).read_bytes()
        (folder / JOURNAL).write_bytes(written(whole))
        for _ in range(2):
            with pytest.raises(DeskError, match="another program changed the journal"):
                note(desk, "second")
        (folder / JOURNAL).write_bytes(whole)
        note(desk, "third")
    assert notes(folder) == ["first", "third"]


def test_another_journal_in_its_place_is_told_and_nothing_is_acknowledged(tmp_path):
    with Desk(tmp_path / "other", "Ann", host="h") as other:
        note(other, "of another desk")
    with Desk(tmp_path / "desk", "Ann", host="h") as desk:
        note(desk, "first")
        before = desk.state(council())
        shutil.copy(tmp_path / "other" / JOURNAL, tmp_path / "copy")
        (tmp_path / "copy").replace(tmp_path / "desk" / JOURNAL)
        with pytest.raises(DeskError, match="move that away"):
            note(desk, "second")
        assert desk.state(council()) == before
        (tmp_path / "desk" / JOURNAL).unlink()
        note(desk, "second")
    assert notes(tmp_path / "desk") == ["first", "second"]


@pytest.mark.parametrize("happens", [replaced_by_a_copy, removed])
def test_so_is_a_private_one_and_it_stays_private(tmp_path, happens):
    folder = tmp_path / "desk"
    with Desk(folder, "Ann", host="h") as desk:
        desk.confide(council(), "Jane Okoro", "Source A")
        path = folder / "private" / "ann@h.jsonl"
        data = path.read_bytes()
        path.unlink()
        if happens is replaced_by_a_copy:
            path.write_bytes(data)
        desk.confide(council(), "Roy Tan", "Source B")
        assert desk.aliases == {"Jane Okoro": "Source A", "Roy Tan": "Source B"}
    assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0
    with Desk(folder, "reader", read_only=True) as desk:
        assert desk.veil().hides("Roy Tan")


def test_a_decision_too_large_for_a_line_is_refused_before_it_is_acknowledged(tmp_path):
    with Desk(tmp_path, "Ann", host="h") as desk:
        with pytest.raises(DeskError, match="larger than 4 MB"):
            note(desk, "x" * LINE_LIMIT)
        note(desk, "small")
    assert notes(tmp_path) == ["small"]


def many(count, letter):
    """A council document with many quotations, and long words round them."""
    document = council()
    first = document.quotes[1]
    text = document.article.text
    quotes = []
    for number in range(count):
        words = f"“{letter * 400} {number}”"
        start = len(text)
        text += words + "\n\n"
        quotes.append(
            replace(first, id=str(number + 1), start=start, end=start + len(words), text=words)
        )
    return replace(document, article=replace(document.article, text=text), quotes=tuple(quotes))


@pytest.mark.parametrize("letter", ["x", "ж"])
def test_what_is_decided_at_once_fits_into_lines_and_is_undone_at_once(tmp_path, letter):
    document = many(1500, letter)
    with Desk(tmp_path, "Ann", host="h") as desk:
        desk.decide(document, {quote.id: CONFIRM for quote in document.quotes})
        assert not any(quote.open for quote in desk.state(document).quotes)
    longest = max(map(len, (tmp_path / JOURNAL).read_bytes().split(b"\n")))
    assert longest <= LINE_LIMIT
    with Desk(tmp_path, "Ann", host="h") as desk:
        assert not any(quote.open for quote in desk.state(document).quotes)
        desk.undo(document)
        assert all(quote.open for quote in desk.state(document).quotes)
        desk.redo(document)
        assert not any(quote.open for quote in desk.state(document).quotes)


class TestClocks:
    def test_a_clock_in_the_future_moves_no_other_and_is_told(self, tmp_path):
        future = datetime(2999, 1, 1, tzinfo=UTC)
        with Desk(tmp_path, "Eve", host="bad", clock=lambda: future) as eve:
            note(eve, "from the future")
        with Desk(tmp_path, "Ann", host="good") as ann:
            event = note(ann, "now")
            assert event.at < "2100"
            assert any("eve@bad" in text and "clock" in text for text in ann.warnings)
            assert ann.state(council()).of("2").decision.note == "now"
        assert notes(tmp_path) == ["from the future", "now"]

    def test_an_answer_comes_after_what_it_answers_whatever_the_clocks_say(self, tmp_path):
        late, early = datetime(2999, 1, 1, tzinfo=UTC), datetime(1999, 1, 1, tzinfo=UTC)
        with (
            Desk(tmp_path, "Ann", host="a", clock=lambda: late) as ann,
            Desk(tmp_path, "Bob", host="b", clock=lambda: early) as bob,
        ):
            for number in range(3):
                note(ann, f"ann {number}")
                bob.refresh()
                note(bob, f"bob {number}")
                ann.refresh()
        assert notes(tmp_path) == [f"{who} {n}" for n in range(3) for who in ("ann", "bob")]

    @pytest.mark.parametrize(
        "at", ["9999-12-31T23:59:59.999999+00:00", "0001-01-01T00:00:00+14:00"]
    )
    def test_the_ends_of_time_are_times(self, tmp_path, at):
        (tmp_path / "decisions").mkdir()
        journal = Journal.open(tmp_path / "decisions" / "bob@h.jsonl")
        journal.append({"at": at, "editor": "Bob", "action": "open", "version": 1})
        journal.close()
        with Desk(tmp_path, "Ann", host="h") as desk:
            note(desk, "now")
        assert notes(tmp_path) == ["now"]

    @pytest.mark.parametrize("turn", [-1, 10**18, True, "1", 1.5])
    def test_a_turn_that_is_none_is_refused(self, tmp_path, turn):
        (tmp_path / "decisions").mkdir()
        journal = Journal.open(tmp_path / "decisions" / "bob@h.jsonl")
        at = "2026-01-01T00:00:00+00:00"
        journal.append({"turn": turn, "at": at, "editor": "Bob", "action": "open"})
        journal.close()
        if turn is True:
            return  # a number to Python, and harmless
        with pytest.raises(DeskError, match="turn"):
            Desk(tmp_path, "Ann", host="h")

    def test_the_last_turn_there_is_can_be_read_back(self, tmp_path):
        (tmp_path / "decisions").mkdir()
        journal = Journal.open(tmp_path / "decisions" / "bob@h.jsonl")
        start = {"at": "2026-01-01T00:00:00+00:00", "editor": "Bob", "action": "open"}
        journal.append({"turn": 10**18 - 1, **start})
        journal.close()
        with Desk(tmp_path, "Ann", host="h") as desk:
            note(desk, "one")
            note(desk, "two")
        assert notes(tmp_path) == ["one", "two"]


class TestSharing:
    def test_private_parts_are_for_their_owner_alone(self, tmp_path):
        with Desk(tmp_path / "desk", "Ann", host="h"):
            pass
        private = tmp_path / "desk" / "private"
        assert stat.S_IMODE(private.stat().st_mode) == 0o700
        assert stat.S_IMODE((private / "ann@h.jsonl").stat().st_mode) == 0o600

    def test_parts_that_were_open_to_others_are_closed(self, tmp_path):
        private = tmp_path / "desk" / "private"
        with Desk(tmp_path / "desk", "Ann", host="h"):
            pass
        private.chmod(0o755)
        (private / "ann@h.jsonl").chmod(0o644)
        with Desk(tmp_path / "desk", "Ann", host="h"):
            pass
        assert stat.S_IMODE(private.stat().st_mode) == 0o700
        assert stat.S_IMODE((private / "ann@h.jsonl").stat().st_mode) == 0o600

    @pytest.mark.parametrize("mask", [0o022, 0o077])
    def test_on_a_groups_share_the_record_is_the_groups(self, tmp_path, mask):
        tmp_path.chmod(0o2775)
        before = os.umask(mask)
        try:
            with Desk(tmp_path / "desk", "Ann", host="h"):
                pass
        finally:
            os.umask(before)
        for path in (tmp_path / "desk", tmp_path / "desk" / "decisions"):
            assert stat.S_IMODE(path.stat().st_mode) & 0o070 == 0o070
        (record,) = (tmp_path / "desk" / "decisions").iterdir()
        (private,) = (tmp_path / "desk" / "private").iterdir()
        assert stat.S_IMODE(record.stat().st_mode) & 0o070 == 0o040
        assert stat.S_IMODE(private.stat().st_mode) == 0o600

    @pytest.mark.skipif(
        not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs two users, so root"
    )
    def test_two_users_share_a_desk(self, tmp_path):
        """Each in a process that has become that user."""
        for path in (tmp_path, *tmp_path.parents[:-1]):
            path.chmod(path.stat().st_mode | 0o055)
        share = tmp_path / "share"
        share.mkdir()
        os.chown(share, 0, 4100)
        share.chmod(0o2775)

        def as_user(user, editor, alias):
            child = os.fork()
            if child == 0:
                try:
                    os.setgroups([])
                    os.setgid(4100)
                    os.setuid(user)
                    with Desk(share / "desk", editor, host="h") as desk:
                        note(desk, f"by {editor}")
                        desk.confide(council(), f"Name Of{editor}", alias)
                        assert alias in desk.aliases.values()
                    os._exit(0)
                finally:
                    os._exit(1)
            return os.waitpid(child, 0)[1]

        assert as_user(4101, "Ann", "Source A") == 0
        assert as_user(4102, "Bob", "Source B") == 0
        assert as_user(4102, "Ann", "Source C") == 0  # the same name, another user
        assert notes(share / "desk") == ["by Ann", "by Bob", "by Ann"]
        private = sorted(path.name for path in (share / "desk").glob("private*"))
        assert private == ["private", "private-4102"]


@pytest.mark.parametrize("part", ["decisions", "private"])
def test_links_in_a_desk_are_not_followed(tmp_path, part):
    (tmp_path / "desk").mkdir()
    (tmp_path / "victim").mkdir()
    (tmp_path / "desk" / part).symlink_to(tmp_path / "victim")
    with pytest.raises(DeskError, match="link"):
        Desk(tmp_path / "desk", "Ann", host="h")
    assert list((tmp_path / "victim").iterdir()) == []


def test_a_link_or_a_pipe_among_the_journals_is_told(tmp_path):
    with Desk(tmp_path / "desk", "Ann", host="h"):
        pass
    for make in (lambda path: path.symlink_to("/dev/zero"), os.mkfifo):
        path = tmp_path / "desk" / "decisions" / "eve@h.jsonl"
        make(path)
        with pytest.raises(DeskError, match="eve@h"):
            Desk(tmp_path / "desk", "Bob", host="h")
        path.unlink()


def test_a_desk_that_cannot_be_opened_holds_no_journal(tmp_path):
    with Desk(tmp_path, "Bob", host="h") as bob:
        note(bob, "first")
    damaged = tmp_path / "decisions" / "bob@h.jsonl"
    data = damaged.read_bytes()
    damaged.write_bytes(data.replace(b"first", b"fIrst"))
    with pytest.raises(DeskError):
        Desk(tmp_path, "Ann", host="h")
    for part in ("decisions", "private"):
        held = Journal.open(tmp_path / part / "ann@h.jsonl")
        assert held is not None
        held.close()


@given(st.lists(st.sampled_from(["ann", "bob", "undo", "refresh", "both"]), max_size=12))
@settings(max_examples=25)
def test_the_state_is_the_same_however_it_was_come_by(tmp_path_factory, steps):
    """The state added up step by step is the state derived from the whole."""
    folder = tmp_path_factory.mktemp("desk")
    document = council()
    with Desk(folder, "Ann", host="h") as ann, Desk(folder, "Bob", host="h") as bob:
        for number, step in enumerate(steps):
            if step in ("ann", "both"):
                ann.decide(document, {"2": Change(note=f"{number}"), "4": CONFIRM})
            if step in ("bob", "both"):
                bob.decide(document, {"2": Change(wording=Wording.CANNOT_VERIFY)})
            if step == "undo":
                ann.undo(document)
            if step == "refresh":
                ann.refresh()
                bob.refresh()
            ann.state(document)
        ann.refresh()
        bob.refresh()
        with Desk(folder, "reader", read_only=True) as fresh:
            whole = fresh.state(document)
            assert ann.state(document) == whole == bob.state(document)
            assert [event.id for event in fresh.events(document.article)] == [
                event.id for event in ann.events(document.article)
            ]


def test_a_large_desk_reads_in_full_only_what_is_asked_for(tmp_path, monkeypatch):
    from quotecheck.desk import rows, store

    document = council()
    with Desk(tmp_path / ".quotecheck", "Ann", host="h") as desk:
        for number in range(30):
            article = replace(document.article, path=str(tmp_path / f"{number}.txt"))
            desk.decide(replace(document, article=article), {"2": Change(note=f"{number}")})
    monkeypatch.setattr(store, "_EAGERLY", 0)
    read, real = [], rows.body_of
    monkeypatch.setattr(rows, "body_of", lambda line: read.append(1) or real(line))
    with Desk(tmp_path / ".quotecheck", "Ann", host="h") as desk:
        article = replace(
            document.article, path=str(tmp_path / "7.txt"), text=document.article.text
        )
        desk.decide(replace(document, article=article), {"2": Change(note="again")})
        kept = [event for event in desk.events(article) if event.action is Action.DECIDE]
    assert len(kept) == 31  # the same text under other names counts
    assert len(JournalReader(tmp_path / ".quotecheck" / JOURNAL).read()) == 32
    other = replace(document.article, path=str(tmp_path / "new.txt"), text="another text\n")
    read.clear()
    with Desk(tmp_path / ".quotecheck", "Ann", host="h") as desk:
        assert desk.events(other) == []
    assert len(read) < 10


class TestWhatASignatureProves:
    """Each line of the record names the ends of the others' journals that its editor had seen."""

    @pytest.fixture
    def desk(self, tmp_path):
        with Desk(tmp_path, "Ann", host="h") as ann:
            ann.decide(council(), {"2": CONFIRM})
            ann.sign(council(), {quote.id: "ok" for quote in council().quotes})
        with Desk(tmp_path, "Bob", host="h") as bob:
            note(bob, "I object")
            note(bob, "once more")
        with Desk(tmp_path, "Cy", host="h") as cy:
            note(cy, "seen")
        return tmp_path

    def faults(self, folder):
        with Desk(folder, "reader", read_only=True) as desk:
            return desk.faults(council())

    def test_sound(self, desk):
        assert self.faults(desk) == []

    def test_a_journal_that_was_deleted_after_somebody_saw_it(self, desk):
        (desk / "decisions" / "bob@h.jsonl").unlink()
        (fault,) = self.faults(desk)
        assert "decisions/bob@h: line 3, which Cy had seen" in fault

    def test_a_last_line_that_was_dropped(self, desk):
        path = desk / "decisions" / "bob@h.jsonl"
        path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-1]))
        assert len(self.faults(desk)) == 1

    def test_a_history_that_was_made_anew(self, desk):
        path = desk / "decisions" / "bob@h.jsonl"
        path.unlink()
        with Desk(desk, "Bob", host="h") as bob:
            note(bob, "I agree")
            note(bob, "fully")
        assert len(self.faults(desk)) == 1

    def test_a_deletion_that_nobody_could_know_of_is_no_fault(self, desk):
        """So the documentation says."""
        (desk / "decisions" / "cy@h.jsonl").unlink()
        assert self.faults(desk) == []
