"""Decisions: saved at once, merged, undone, disputed, found again in an edited draft."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from desk_samples import COUNCIL, MINUTES, council, source

from quotecheck.desk import Change, Desk, Status, judgements
from quotecheck.desk.queue import Filter, Order, ordered, progress, safe_to_confirm
from quotecheck.desk.spans import join, mark, split
from quotecheck.errors import DeskError
from quotecheck.model import Attribution, Check, Document, Pending, Triage, Verdict, Wording

CONFIRM = Change(wording=Wording.CONFIRMED, attribution=Attribution.CONFIRMED)


class Clock:
    def __init__(self) -> None:
        self.at = datetime(2026, 11, 20, 14, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at


@pytest.fixture
def folder(tmp_path):
    return tmp_path / ".quotecheck"


def open_desk(folder, editor="Ann", *, text=MINUTES, **more) -> Desk:
    sources = {"minutes.txt": source(text)}
    return Desk(folder, editor, host="desk1", sources=sources, rules_hash="r1", **more)


def status(desk, document, quote="1") -> Status:
    return desk.state(document).of(quote).status


def test_a_decision_survives_reopening_with_all_that_the_record_needs(folder):
    document = council()
    with open_desk(folder, clock=Clock()) as desk:
        desk.decide(document, {"2": CONFIRM})
    with open_desk(folder) as desk:
        decision = desk.state(document).of("2").decision
    assert decision.editor == "Ann"
    assert decision.at == "2026-11-20T14:00:03.000000+00:00"
    assert decision.wording is Wording.CONFIRMED
    assert decision.attribution is Attribution.CONFIRMED
    assert decision.verdict is Verdict.VERBATIM
    assert decision.evidence.text == "The minutes show no such thing"
    assert decision.article_hash
    assert decision.sources_hash
    assert decision.rules_hash == "r1"


def test_wording_and_speaker_are_judged_separately(folder):
    document = council()
    with open_desk(folder) as desk:
        desk.decide(
            document, {"3": Change(attribution=Attribution.CORRECTED, speaker="Marta Vidal")}
        )
        assert status(desk, document, "3") is Status.OPEN
        desk.decide(document, {"3": Change(wording=Wording.CONFIRMED)})
        state = desk.state(document).of("3")
    assert state.status is Status.DECIDED
    assert (state.decision.speaker, state.decision.wording) == ("Marta Vidal", "confirmed")


@pytest.mark.parametrize("wording", [Wording.NOT_A_QUOTE, Wording.PARAPHRASE, Wording.WAIVED])
def test_a_quotation_that_will_not_be_one_needs_no_speaker(folder, wording):
    with open_desk(folder) as desk:
        desk.decide(council(), {"1": Change(wording=wording)})
        assert status(desk, council()) is Status.DECIDED


def test_what_waits_for_others_stays_open(folder):
    document = council()
    with open_desk(folder) as desk:
        desk.decide(document, {"1": CONFIRM})
        desk.decide(document, {"1": Change(pending=Pending.WRITER, question="Who said it?")})
        state = desk.state(document).of("1")
        assert (state.status, state.decision.question) == (Status.WRITER, "Who said it?")
        desk.decide(document, {"1": CONFIRM})
        assert status(desk, document) is Status.DECIDED


def test_undo_and_redo_go_as_far_as_one_likes_and_across_sessions(folder):
    document = council()
    with open_desk(folder) as desk:
        for number in ("1", "2", "3"):
            desk.decide(document, {number: CONFIRM})
    with open_desk(folder) as desk:
        assert [desk.undo(document).items[0].anchor.exact[:4] for _ in range(3)] == [
            "“It ",
            "“The",
            "“We ",
        ]
        assert desk.undo(document) is None
        assert progress(desk.state(document)).decided == 0
        desk.redo(document)
        desk.redo(document)
        assert progress(desk.state(document)).decided == 2
        desk.decide(document, {"5": CONFIRM})
        assert desk.redo(document) is None
        assert len(desk.state(document).of("3").history) == 1


def test_undo_brings_the_earlier_decision_back(folder):
    document = council()
    with open_desk(folder) as desk:
        desk.decide(document, {"1": CONFIRM})
        desk.decide(document, {"1": Change(wording=Wording.CORRECTED, text="“We would not …”")})
        desk.undo(document)
        assert desk.state(document).of("1").decision.wording is Wording.CONFIRMED


def test_several_quotations_are_confirmed_and_undone_as_one(folder):
    document = council()
    with open_desk(folder) as desk:
        safe = [s.quote.id for s in desk.state(document).quotes if safe_to_confirm(s)]
        assert safe == ["2", "4"]
        desk.decide(document, dict.fromkeys(safe, CONFIRM))
        assert progress(desk.state(document)).decided == 2
        desk.undo(document)
        assert progress(desk.state(document)).decided == 0


def test_undo_does_not_reach_another_editors_decision(folder):
    document = council()
    with open_desk(folder) as ann, open_desk(folder, "Bob") as bob:
        ann.decide(document, {"1": CONFIRM})
        bob.refresh()
        assert bob.undo(document) is None


def test_editors_see_each_other_and_a_contradiction_shows_until_it_is_settled(folder):
    document = council()
    with open_desk(folder) as ann, open_desk(folder, "Bob") as bob:
        ann.decide(document, {"1": CONFIRM})
        bob.decide(document, {"1": Change(wording=Wording.PARAPHRASE)})
        ann.refresh()
        bob.refresh()
        for desk in (ann, bob):
            state = desk.state(document).of("1")
            assert state.status is Status.CONFLICT
            assert [entry.event.editor for entry in state.conflict] == ["Ann", "Bob"]
        ann.decide(document, {"1": Change(wording=Wording.PARAPHRASE)})
        bob.refresh()
        assert status(bob, document) is Status.DECIDED


def test_taking_the_source_settles_who_speaks_where_that_is_disputed_too(folder):
    """“It cannot be verified” is about words and speaker: whoever then agrees with the other
    editor by one key has settled both."""
    document = council()
    with open_desk(folder) as ann, open_desk(folder, "Bob") as bob:
        ann.decide(document, {"1": CONFIRM})
        bob.decide(document, {"1": judgements.cannot_verify()})
        bob.refresh()
        agreed = judgements.confirm(bob.state(document).of("1"))
        bob.decide(document, {"1": agreed})
        ann.refresh()
        for desk in (ann, bob):
            assert status(desk, document) is Status.DECIDED


def test_who_cannot_be_verified_is_named_by_the_next_judgement(folder):
    document = council()
    with open_desk(folder) as desk:
        desk.decide(document, {"1": judgements.cannot_verify()})
        desk.decide(document, {"1": judgements.confirm(desk.state(document).of("1"))})
        decision = desk.state(document).of("1").decision
    assert decision.attribution is Attribution.CONFIRMED


def test_a_speaker_that_was_settled_stays_where_only_the_words_are_disputed(folder):
    document = council()
    with open_desk(folder) as ann, open_desk(folder, "Bob") as bob:
        named = Change(attribution=Attribution.CORRECTED, speaker="Ida Vass")
        ann.decide(document, {"1": named})
        bob.refresh()
        ann.decide(document, {"1": Change(wording=Wording.CONFIRMED)})
        bob.decide(document, {"1": Change(wording=Wording.PARAPHRASE)})
        bob.refresh()
        assert judgements.confirm(bob.state(document).of("1")).attribution is None


def test_an_answer_to_a_known_decision_is_no_conflict(folder):
    document = council()
    with open_desk(folder) as ann, open_desk(folder, "Bob") as bob:
        ann.decide(document, {"1": CONFIRM})
        bob.refresh()
        bob.decide(document, {"1": Change(wording=Wording.PARAPHRASE)})
        ann.refresh()
        assert status(ann, document) is Status.DECIDED


def test_the_same_decision_by_two_editors_and_different_aspects_are_no_conflict(folder):
    document = council()
    with open_desk(folder) as ann, open_desk(folder, "Bob") as bob:
        ann.decide(document, {"1": CONFIRM, "3": Change(wording=Wording.CONFIRMED)})
        bob.decide(document, {"1": CONFIRM, "3": Change(attribution=Attribution.CONFIRMED)})
        ann.refresh()
        assert status(ann, document) is Status.DECIDED
        assert status(ann, document, "3") is Status.DECIDED


def test_a_slow_clock_does_not_put_an_answer_before_its_question(folder):
    document = council()
    late = Clock()
    early = Clock()
    late.at += timedelta(days=1)
    with open_desk(folder, clock=late) as ann, open_desk(folder, "Bob", clock=early) as bob:
        ann.decide(document, {"1": CONFIRM})
        bob.refresh()
        bob.decide(document, {"1": Change(wording=Wording.PARAPHRASE)})
        assert bob.state(document).of("1").decision.wording is Wording.PARAPHRASE


def test_private_notes_lie_apart_and_are_not_in_the_record(folder):
    document = council()
    with open_desk(folder) as desk:
        desk.decide(document, {"1": Change(private="She was not sure herself.")})
        state = desk.state(document).of("1")
        assert (state.private, state.decision, state.status) == (
            "She was not sure herself.",
            None,
            Status.OPEN,
        )
    record = "".join(path.read_text() for path in (folder / "decisions").iterdir())
    assert "not sure" not in record
    with open_desk(folder) as desk:
        desk.undo(document)
        assert desk.state(document).of("1").private == ""


# --- the draft is edited ---------------------------------------------------------------------


def decided(folder, *numbers, document=None):
    with open_desk(folder) as desk:
        for number in numbers:
            desk.decide(document or council(), {number: CONFIRM})


def test_unchanged_quotations_stay_decided_when_the_draft_moves_around_them(folder):
    decided(folder, "1", "2")
    moved = council(COUNCIL.replace("The closure", "A new paragraph came in.\n\nThe closure"))
    with open_desk(folder) as desk:
        assert status(desk, moved, "1") is Status.DECIDED
        assert status(desk, moved, "2") is Status.DECIDED


def test_marks_and_spaces_do_not_count_as_a_change_of_words(folder):
    decided(folder, "2")
    text = COUNCIL.replace(
        "“The minutes show no such thing,”", '"The minutes show\nno such thing,"'
    )
    document = council(COUNCIL)
    quotes = [
        replace(q, text='"The minutes show\nno such thing,"') if q.id == "2" else q
        for q in document.quotes
    ]
    edited = Document(replace(document.article, text=text), tuple(quotes))
    with open_desk(folder) as desk:
        assert status(desk, edited, "2") is Status.DECIDED


def test_changed_words_come_back_open_with_the_old_decision_and_a_diff(folder):
    decided(folder, "1")
    text = COUNCIL.replace("would have closed", "would never have closed")
    document = council(text)
    edited = quote_all(text, document)
    with open_desk(folder) as desk:
        state = desk.state(edited).of("1")
        assert state.status is Status.REOPENED
        assert state.decision is None
        assert state.reopened.was.wording is Wording.CONFIRMED
        assert [op.words for op in state.reopened.diff if op.op == "+"] == ["never"]
        desk.decide(edited, {"1": CONFIRM})
        assert status(desk, edited, "1") is Status.DECIDED


def quote_all(text, document):
    """The document of an edited text: every span in curly marks, with the old judgements."""
    import re

    old = council().quotes
    quotes = [
        replace(quote, start=m.start(), end=m.end(), text=m.group(), id=str(n))
        for n, (m, quote) in enumerate(zip(re.finditer("“[^”]*”", text), old, strict=True), 1)
    ]
    return Document(replace(document.article, text=text), tuple(quotes))


def test_a_new_speaker_in_the_draft_reopens_the_same_words(folder):
    decided(folder, "2")
    text = COUNCIL.replace("Roy Tan disagreed", "Roy Tan of the east ward disagreed")
    document = council(text)
    quotes = tuple(
        replace(q, speaker=replace(q.speaker, name="Jane Okoro")) if q.id == "2" else q
        for q in document.quotes
    )
    with open_desk(folder) as desk:
        state = desk.state(replace(document, quotes=quotes)).of("2")
    assert state.status is Status.REOPENED
    assert "Jane Okoro" in state.reopened.reason


def test_a_deleted_quotation_is_kept_in_the_log(folder):
    decided(folder, "2", "4")
    shorter = council(COUNCIL.replace("“I did,” said Marta Vidal, who put", "Marta Vidal put"))
    with open_desk(folder) as desk:
        state = desk.state(shorter)
    assert [entry.item.anchor.exact for entry in state.dropped] == ["“I did,”"]
    assert state.of("2").status is Status.DECIDED


def test_equal_words_are_told_apart_by_what_stands_around_them(folder):
    text = "“No,” said Ann Lee at noon.\n\nLater, in the yard, “No,” said Bo Ray.\n"
    import re

    def document(text):
        base = council().quotes[1]
        spans = [m.span() for m in re.finditer("“No,”", text)]
        quotes = [
            replace(base, id=str(n), start=a, end=b, text=text[a:b])
            for n, (a, b) in enumerate(spans, 1)
        ]
        return Document(replace(council().article, text=text), tuple(quotes))

    decided(folder, "2", document=document(text))
    edited = "Later still, in the yard, “No,” said Bo Ray.\n"
    with open_desk(folder) as desk:
        assert status(desk, document(edited), "1") is Status.DECIDED


def test_a_corrected_transcript_reopens_only_what_it_touches(folder):
    decided(folder, "2", "4")
    document = council()
    changed = MINUTES.replace("The minutes show no such thing", "The minutes show nothing of it")
    with open_desk(folder, text=changed) as desk:
        assert status(desk, document, "2") is Status.REOPENED
        assert status(desk, document, "4") is Status.DECIDED


def test_a_new_verdict_after_a_change_of_sources_reopens(folder):
    decided(folder, "4")
    document = council()
    quotes = tuple(
        replace(q, check=Check(Verdict.NOT_FOUND, Triage.OPEN)) if q.id == "4" else q
        for q in document.quotes
    )
    with open_desk(folder, text=MINUTES + "CHAIR: Closed.\n") as desk:
        state = desk.state(replace(document, quotes=quotes)).of("4")
    assert state.status is Status.REOPENED
    assert "not-found" in state.reopened.reason


# --- spans ------------------------------------------------------------------------------------


def checked(document):
    return replace(
        document,
        quotes=tuple(
            replace(q, check=Check(Verdict.UNCHECKED, Triage.OPEN)) for q in document.quotes
        ),
    )


def test_what_was_decided_before_a_join_stands_where_it_would_after_a_restart(folder):
    document = council()
    with open_desk(folder) as desk:
        desk.decide(document, {"5": CONFIRM})
        desk.change_spans(document, join(document, document.quotes[4], document.quotes[5]))
        joined = desk.spanned(document, checked)
        desk.state(joined)
        desk.decide(joined, {joined.quotes[4].id: Change(pending=Pending.LATER)})
        shown = [(each.status, each.decision) for each in desk.state(joined).quotes]
    with open_desk(folder) as desk:
        again = desk.state(desk.spanned(document, checked))
        assert [(each.status, each.decision) for each in again.quotes] == shown


def test_two_quotations_are_joined_and_the_join_can_be_undone(folder):
    document = council()
    with open_desk(folder) as desk:
        desk.change_spans(document, join(document, document.quotes[1], document.quotes[2]))
        joined = desk.spanned(document, checked)
        assert len(joined.quotes) == 5
        assert joined.quotes[1].text.startswith("“The minutes")
        assert joined.quotes[1].text.endswith("disgrace,”")
        desk.decide(joined, {joined.quotes[1].id: CONFIRM})
    with open_desk(folder) as desk:
        again = desk.spanned(document, checked)
        assert desk.state(again).quotes[1].status is Status.DECIDED
        desk.undo(again)
        desk.undo(again)
        assert desk.spanned(document, checked) == document


def test_a_quotation_is_split(folder):
    document = council()
    at = COUNCIL.index("if the vote")
    with open_desk(folder) as desk:
        desk.change_spans(document, split(document, document.quotes[0], at))
        texts = [q.text for q in desk.spanned(document, checked).quotes[:2]]
    assert texts == [
        "“We would have closed the hospital",
        "if the vote had gone the other way,”",
    ]
    with pytest.raises(ValueError, match="one side"):
        split(document, document.quotes[0], document.quotes[0].start)


def test_a_missed_quotation_is_marked_and_follows_the_draft(folder):
    document = council()
    start = COUNCIL.index("put to a vote")
    with open_desk(folder) as desk:
        desk.change_spans(document, mark(document, start - 1, start + len("put to a vote") + 1))
        marked = desk.spanned(document, checked)
        assert marked.quotes[0].text == "put to a vote"
        edited = council("An introduction.\n\n" + COUNCIL)
        again = desk.spanned(edited, checked)
        assert again.quotes[0].text == "put to a vote"
        assert again.quotes[0].id == marked.quotes[0].id


# --- queue and sign-off -----------------------------------------------------------------------


def test_the_worst_comes_first_and_what_is_no_speech_last(folder):
    with open_desk(folder) as desk:
        states = desk.state(council()).quotes
    assert [state.quote.id for state in ordered(states)] == ["1", "3", "5", "2", "4", "6"]
    assert [state.number for state in ordered(states, Order.TEXT)] == [1, 2, 3, 4, 5, 6]
    assert [s.quote.id for s in ordered(states, shown=Filter(speaker="vidal"))] == ["5", "4"]
    assert [s.quote.id for s in ordered(states, shown=Filter("flagged"))] == ["1", "3", "5"]
    assert [s.quote.id for s in ordered(states, shown=Filter(verdict=Verdict.ALTERED))] == ["5"]


def test_progress_leaves_out_what_is_no_speech(folder):
    decided(folder, "2")
    with open_desk(folder) as desk:
        counted = progress(desk.state(council()))
    assert (counted.total, counted.decided, counted.open, counted.flagged) == (5, 1, 4, 3)


def test_signing_is_refused_while_errors_are_open_without_a_reason(folder):
    document = council()
    with open_desk(folder) as desk:
        desk.decide(document, {"2": CONFIRM, "4": CONFIRM})
        with pytest.raises(DeskError, match="quote 1, 3, 5"):
            desk.sign(document, {"1": " "})
        desk.decide(document, {"1": CONFIRM, "3": CONFIRM})
        event = desk.sign(document, {"5": "the mayor's office confirmed 4.2 by phone"})
        assert event.signature.open == 1
        assert desk.is_signed(document)
        desk.decide(document, {"5": CONFIRM})
        assert not desk.is_signed(document)


def test_signatures_form_a_chain_that_shows_tampering(folder):
    document = council()
    with open_desk(folder) as desk:
        desk.decide(document, {q.id: CONFIRM for q in document.quotes})
        desk.sign(document, {})
        desk.sign(document, {})
        assert desk.faults(document) == []
        path = folder / "decisions" / "ann@desk1.jsonl"
        path.write_text(path.read_text().replace('"confirmed"', '"waived"', 1))
        with pytest.raises(DeskError, match="changed after it was written") as caught:
            desk.faults(document)
        assert caught.value.line == 2


def test_a_rewritten_journal_does_not_fit_its_signature(folder):
    from quotecheck.desk.journal import JournalReader, seal

    document = council()
    with open_desk(folder, "Bob") as bob:
        bob.decide(document, {q.id: CONFIRM for q in document.quotes})
    with open_desk(folder) as desk:
        desk.sign(document, {})
    path = folder / "decisions" / "bob@desk1.jsonl"
    bodies = JournalReader(path).read()
    bodies[1]["editor"] = "Ann"
    lines, previous = [], ""
    for body in bodies:
        line, previous = seal(body, previous)
        lines.append(line)
    path.write_bytes(b"".join(lines))
    with open_desk(folder) as desk:
        assert any("bob@desk1" in fault for fault in desk.faults(document))
