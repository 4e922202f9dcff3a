"""Decisions on reports: on disk, undone, found again in an edited draft, disputed, signed, and not
lost to kill -9."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from desk_samples import COUNCIL, council, reported, talk

from quotecheck.desk import Change, Desk, Status
from quotecheck.desk.bench import Bench
from quotecheck.desk.reported import ReportWalk, ordered, progress
from quotecheck.desk.session import Session
from quotecheck.errors import DeskError
from quotecheck.model import Reading, ReportVerdict, Wording
from quotecheck.record import from_record, to_record

FAIR, WRONG = Change(reading=Reading.FAIR), Change(reading=Reading.WRONG, reason="2041")


def desk(folder, editor="Ann", held=None):
    return Desk(folder, editor, host="h", sources={"talk.txt": held or talk()}, rules_hash="r")


def report(at, document, name):
    return at.state(document).of(name)


def test_a_decision_on_a_report_is_kept_and_leaves_the_quotations_alone(tmp_path):
    document = reported()
    with desk(tmp_path) as at:
        at.decide(document, {"i1": WRONG})
    with desk(tmp_path) as at:
        state = at.state(document)
        decision = state.of("i1").decision
        assert (decision.reading, decision.reason) == (Reading.WRONG, "2041")
        assert decision.report_verdict is ReportVerdict.CLASH
        assert decision.evidence.text.startswith("The ferry will stop in 2041")
        assert [each.status for each in state.quotes] == [Status.OPEN]
        assert [each.status for each in state.reports] == [
            Status.DECIDED,
            Status.OPEN,
            Status.OPEN,
        ]
        assert progress(state).decided == 1
        line = to_record(state.document)
        assert line["quotes"][1]["decision"]["reading"] == "wrong"
        again = from_record(json.loads(json.dumps(line)), document.article.text)
        assert again.quotes[1].decision == decision


def test_undo_and_redo_know_one_list_each(tmp_path):
    document = reported()
    with desk(tmp_path) as at:
        at.decide(document, {"1": Change(wording=Wording.WAIVED, reason="so")})
        at.decide(document, {"i2": FAIR})
        assert at.reversible(document) == (True, False)
        assert at.reversible(document, reports=True) == (True, False)
        at.undo(document)
        assert report(at, document, "1").open
        assert not report(at, document, "i2").open
        at.undo(document, reports=True)
        assert report(at, document, "i2").open
        assert at.undo(document, reports=True) is None
        at.redo(document, reports=True)
        assert not report(at, document, "i2").open


def test_decisions_follow_their_reports_and_edited_ones_come_back(tmp_path):
    with desk(tmp_path) as at:
        at.decide(reported(), {"i1": FAIR, "i2": FAIR})
        text = reported().article.text
        moved = reported("A new first line.\n\n" + text)
        assert report(at, moved, "i1").status is Status.DECIDED
        assert report(at, moved, "i2").status is Status.DECIDED


def test_a_report_whose_words_were_edited_is_open_again(tmp_path):
    document = reported()
    with desk(tmp_path) as at:
        at.decide(document, {"i3": FAIR})
        text = document.article.text.replace("in spring", "in summer")
        quote = document.quotes[3]
        words = quote.text.replace("in spring", "in summer")
        start = text.index(words)
        fresh = replace(quote, text=words, start=start, end=start + len(words))
        article = replace(document.article, text=text)
        edited = replace(document, article=article, quotes=(*document.quotes[:3], fresh))
        state = report(at, edited, "i3")
        assert state.status is Status.REOPENED
        assert "words in the article have changed" in state.reopened.reason
        assert state.reopened.was.reading is Reading.FAIR


def test_a_report_decision_never_lands_on_a_quotation(tmp_path):
    document = reported()
    with desk(tmp_path) as at:
        at.decide(document, {"i1": WRONG})
        without = type(document)(document.article, document.marked)
        state = at.state(without)
        assert [each.status for each in state.quotes] == [Status.OPEN]
        assert [entry.item.report for entry in state.dropped] == [True]


def test_a_corrected_source_opens_what_rested_on_it(tmp_path):
    document = reported()
    with desk(tmp_path) as at:
        at.decide(document, {"i1": FAIR, "i2": FAIR})
    held = talk()
    changed = replace(held, text=held.text.replace("4 million", "5 million"))
    with desk(tmp_path, held=changed) as at:
        state = at.state(document)
        assert state.of("i1").status is Status.DECIDED
        assert state.of("i2").status is Status.REOPENED


def test_editors_who_differ_dispute(tmp_path):
    document = reported()
    with desk(tmp_path) as ann, desk(tmp_path, "Ben") as ben:
        ann.decide(document, {"i1": FAIR, "i2": WRONG})
        ben.decide(document, {"i1": WRONG, "i2": Change(reading=Reading.WRONG, reason="other")})
        ann.refresh()
        assert report(ann, document, "i1").status is Status.CONFLICT
        assert report(ann, document, "i2").status is Status.DECIDED  # both say wrong
        with pytest.raises(DeskError, match="no decision and no reason"):
            ann.sign(document, {"1": "x"})
        ann.decide(document, {"i1": WRONG})
        assert report(ann, document, "i1").status is Status.DECIDED


def test_signatures_cover_the_reports_that_were_decided_on(tmp_path):
    document = reported()
    with desk(tmp_path) as at:
        at.decide(document, {"1": Change(wording=Wording.WAIVED, reason="so")})
        at.sign(document, {})
        assert at.is_signed(document)  # open reports need no decision
        at.decide(document, {"i1": WRONG})
        assert not at.is_signed(document)
        at.sign(document, {})
        assert at.is_signed(document)
        at.undo(document, reports=True)
        assert not at.is_signed(document)


def test_a_signature_from_before_there_were_reports_holds(tmp_path):
    document = council(COUNCIL)
    with Desk(tmp_path, "Ann", host="h") as at:
        reasons = {each.quote.id: "r" for each in at.state(document).quotes}
        at.sign(document, reasons)
        assert at.is_signed(document)


def test_the_bench_gives_the_reports_where_somebody_has_decided_on_one(tmp_path):
    bench = Bench([reported()])
    with desk(tmp_path) as at:
        assert not bench.standing("ferry.txt", at).reports
        at.decide(reported(), {"i1": WRONG})
        standing = bench.standing("ferry.txt", at)
        assert len(standing.reports) == 3
        assert bench.standing("ferry.txt", at) is standing


def test_the_walk_asks_for_a_reason_where_a_passage_clashes(tmp_path):
    with desk(tmp_path) as at:
        session = Session(at, reported(), Bench([reported()]))
        walk = ReportWalk(session)
        assert walk.current.quote.id == "i1"
        assert not walk.fair()
        assert walk.fair("on tape")
        assert walk.current.quote.id == "i3"
        assert [each.quote.id for each in ordered(walk.states)] == ["i1", "i3", "i2"]


EDITOR = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from desk_samples import reported
from quotecheck.desk import Change, Desk
from quotecheck.model import Reading
document = reported()
with Desk(Path(sys.argv[1]), "Ann", host="h") as desk:
    for number in range(int(sys.argv[3]), 10**6):
        change = Change(reading=Reading.WRONG, reason=f"reason {number}")
        desk.decide(document, {"i1": change})
        print(number, flush=True)
        if number % 3 == 0:
            desk.undo(document, reports=True)
            print(f"undone {number}", flush=True)
"""
KILLS = max(3, int(os.environ.get("QUOTECHECK_KILLS", "32")) // 4)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs kill -9")
def test_no_decision_on_a_report_is_lost_to_a_kill(tmp_path):
    chance, first = random.Random(21), 1
    for _ in range(KILLS):
        arguments = [sys.executable, "-c", EDITOR, tmp_path, Path(__file__).parent, str(first)]
        process = subprocess.Popen(
            list(map(str, arguments)),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            start_new_session=True,
        )
        time.sleep(chance.uniform(0.1, 0.9))
        os.killpg(process.pid, signal.SIGKILL)
        said = process.communicate()[0].splitlines()
        with Desk(tmp_path, "Ann", host="h") as at:
            document = reported()
            history = at.state(document).of("i1").history
            kept = {each.item.change.reason: each.undone for each in history}
            for line in said:
                number = line.rpartition(" ")[2]
                assert f"reason {number}" in kept
                if line.startswith("undone"):
                    assert kept[f"reason {number}"]
        first += 10_000
