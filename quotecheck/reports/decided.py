"""Papers on what was decided at the desk: the checking record, queries for the writer, corrections,
gold.

Each takes the derived state of an article; private notes are part of the page if asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from quotecheck.desk import DeskState, QuoteState, Status
from quotecheck.desk.labels import STATUS, decision_text, spoken_name
from quotecheck.desk.queue import is_error, progress, triage
from quotecheck.desk.signoff import touched
from quotecheck.display import clip, one_line
from quotecheck.model import Attribution, Document, Kind, Mention, Pending, Reading, Triage, Wording
from quotecheck.reports.chosen import report_read
from quotecheck.reports.edits import HOLDS
from quotecheck.reports.frame import passage_place, when
from quotecheck.reports.rows import COLUMNS, Row, rows
from quotecheck.reports.shown import clashes
from quotecheck.text import Lines

_WORDS = 80  # characters of a quotation to which there is nothing to say
RECORD_COLUMNS = (*COLUMNS, "status", "question")


@dataclass(frozen=True, slots=True)
class Verified:
    """An article's state and the soundness of its signatures: ``faults`` in sentences. ``told``
    counts its reports without marks, also those that the state leaves out."""

    state: DeskState
    signed: bool
    faults: tuple[str, ...] = ()
    told: str = ""

    @property
    def document(self) -> Document:
        """The article with its decisions."""
        return self.state.document


def record_rows(records: Iterable[Verified]) -> Iterator[Row]:
    """A row for each quotation and for each report that was decided on: what `rows` gives, and
    where it stands at the desk."""
    for record in records:
        states = [record.state.of(quote.id) for quote in record.document.quotes]
        for row, quote in zip(rows(record.document), states, strict=True):
            decision = quote.decision
            at = row["decided_at"] if quote.decided else None
            asked = decision and decision.question
            yield {**row, "decided_at": at, "status": quote.status.value, "question": asked}


def queries(records: Iterable[Verified]) -> Iterator[str]:
    """The query sheet for the writer, in lines: each open question with its quote and place."""
    for record in records:
        told = (each for each in record.state.reports if _is_doubtful(each))
        asked = [*filter(_is_question, record.state.quotes), *told]
        rest = [each for each in record.state.quotes if each.open and not _is_question(each)]
        if not asked and not rest:
            continue
        lines = Lines(record.document.article.text)
        yield f"{_name(record.document)}: {len(asked)} to answer"
        for quote in asked:
            yield ""
            yield from _query(quote, lines)
        if rest:
            yield ""
            yield "not decided yet, and nothing is against them:"
            for quote in rest:
                line, column = lines.place(quote.quote.start)
                words = clip(one_line(quote.quote.text), _WORDS)
                yield f"   {listed_name(quote)}. line {line}, column {column}: {words}"
        yield ""


def _is_question(quote: QuoteState) -> bool:
    """Return whether the writer is asked about a quotation: it is open and the engine does not let
    it pass, or it was decided and only the writer knows more."""
    if quote.decided:
        return any(_decided_questions(quote))
    if quote.status is Status.ASIDE:
        return False
    doubted = triage(quote) is not Triage.PASS or is_error(quote)
    return doubted or quote.status not in (Status.OPEN, Status.LATER)


def listed_name(state: QuoteState) -> str:
    """The name of a quotation or a report in a list of both: "3", "report 2"."""
    return spoken_name(state).removeprefix("quotation ")


def _decided_questions(state: QuoteState) -> Iterator[str]:
    """Questions that only the writer can answer though it is decided: the source of words that
    cannot be verified, and the speaker where an editor named another."""
    decision = state.decision
    if decision is None:
        return
    if decision.wording is Wording.CANNOT_VERIFY or decision.reading is Reading.CANNOT_VERIFY:
        yield "We cannot verify this: what is the source? Without one it has to come out."
    elif decision.attribution is Attribution.CANNOT_VERIFY:
        yield "We cannot verify who said this: how do you know?"
    if decision.attribution is Attribution.CORRECTED and decision.speaker:
        wrong = state.quote.speaker
        there = f"not {one_line(wrong.name)}" if wrong else "where the draft names nobody"
        yield f"Is {one_line(decision.speaker)} the speaker, {there}?"


def _is_doubtful(state: QuoteState) -> bool:
    """Return whether the writer has to look at a report again: it clashes and nobody has read it,
    or an editor found it wrong or could not verify it."""
    reading = state.decision.reading if state.decision else None
    return reading in (Reading.WRONG, Reading.CANNOT_VERIFY) or (
        state.open and clashes(state.quote)
    )


def _query(state: QuoteState, lines: Lines) -> Iterator[str]:
    quote, decision = state.quote, state.decision
    check = report_read(replace(quote, decision=decision)) or quote.check
    line, column = lines.place(quote.start)
    who = one_line(quote.speaker.name) if quote.speaker else "nobody is named"
    asked = list(_decided_questions(state))
    yield f"{listed_name(state)}. line {line}, column {column}: {who}"
    yield f"   {one_line(quote.text)}"
    if decision is not None and decision.question:
        yield f"   ? {one_line(decision.question)}"
    elif decision is not None and decision.pending is Pending.SOURCE:
        yield "   ? Where do these words stand?"
    elif asked:
        yield from (f"   ? {question}" for question in asked)
    elif decision is not None and decision.reading is not None:
        yield f"   ? {one_line(decision_text(decision))}"
    elif check is not None and check.why:
        why = one_line(check.why)
        yield f"   ? {why[:1].upper()}{why[1:]}: can this stand?"
    if check is not None and check.matches:
        passage = check.matches[0]
        lead = "nearest" if passage.near and quote.report is None else "source"
        yield f"   {lead}: {one_line(passage.text)} ({one_line(passage_place(passage))})"
    if decision is not None and decision.note:
        yield f"   note: {one_line(decision.note)}"


def corrections(records: Iterable[Verified]) -> Iterator[str]:
    """The corrections, in lines: the wrong words or name, and the right ones."""
    for record in records:
        lines = Lines(record.document.article.text)
        states = (*record.state.quotes, *record.state.reports)
        found = [line for quote in states for line in _correction(quote, lines)]
        if found:
            yield f"{_name(record.document)}:"
            yield from found
            yield ""


def _correction(state: QuoteState, lines: Lines) -> Iterator[str]:
    quote, decision = state.quote, state.decision
    if decision is None or state.status not in HOLDS:
        return
    line, column = lines.place(quote.start)
    where = f"  line {line}, column {column}"
    if decision.wording is Wording.CORRECTED and decision.text:
        yield f"{where}\n    for  {one_line(quote.text)}\n    read {one_line(decision.text)}"
    elif decision.wording is Wording.PARAPHRASE:
        yield f"{where}\n    make a paraphrase of {one_line(quote.text)}"
    if decision.reading is Reading.WRONG:
        yield f"{where}\n    reported: {one_line(quote.text)}"
        yield f"    {one_line(decision_text(decision))}"
    if decision.attribution is Attribution.CORRECTED and decision.speaker:
        wrong = one_line(quote.speaker.name) if quote.speaker else "nobody"
        yield f"{where}\n    speaker: for {wrong} read {one_line(decision.speaker)}"


def gold(records: Iterable[Verified]) -> Iterator[dict[str, Any]]:
    """A gold set made from the decisions: the articles with each quotation that was decided.

    Quotations on which nobody has decided are there with ``ignore``, so that they are not scored.
    """
    for record in records:
        article = record.document.article
        yield {
            "id": article.id,
            "text": article.text,
            "quotes": [_gold_quote(quote) for quote in record.state.quotes],
        }


def _gold_quote(state: QuoteState) -> dict[str, Any]:
    quote, decision = state.quote, state.decision
    row: dict[str, Any] = {"start": quote.start, "end": quote.end, "kind": quote.kind.value}
    if not state.decided or decision is None:
        return {**row, "speaker": None, "ignore": True}
    if decision.wording is Wording.NOT_A_QUOTE:
        return {**row, "kind": Kind.NON_SPEECH.value, "speaker": None}
    if decision.attribution is Attribution.CORRECTED:
        name = decision.speaker or ""
        return {**row, "speaker": {**_considered(name, state), "canonical": name}}
    if decision.attribution is Attribution.CONFIRMED and quote.speaker is not None:
        speaker = {**_place(quote.speaker.mention), "canonical": quote.speaker.name}
        return {**row, "speaker": speaker}
    return {**row, "speaker": None, "ignore": decision.attribution is not None}


def _considered(name: str, state: QuoteState) -> dict[str, Any]:
    """The words that stand for a corrected speaker, if the engine had considered them."""
    for other in state.quote.alternatives:
        if other.speaker.name == name and other.speaker.mention:
            return _place(other.speaker.mention)
    return {"text": name}


def _place(mention: Mention | None) -> dict[str, Any]:
    if mention is None:
        return {}
    return {"text": mention.text, "start": mention.start, "end": mention.end}


def status_lines(records: Iterable[Verified]) -> Iterator[str]:
    """Lines on the state of each article, and on what is wrong with its signatures."""
    for record in records:
        counts = progress(record.state, signed=record.signed)
        if record.faults:
            verdict = "TAMPERED WITH"
        elif record.signed:
            verdict = "signed"
        else:
            verdict = "changed since it was signed" if record.state.signed else "not signed"
        yield f"{_name(record.document)}: {verdict}, {counts.decided} of {counts.total} decided"
        for event in record.state.signed:
            yield f"  signed by {one_line(event.editor)}, {when(event.at)}"
        yield from (f"  {one_line(fault)}" for fault in record.faults)
        for quote in (*record.state.quotes, *filter(touched, record.state.reports)):
            name = listed_name(quote)
            if quote.open:
                yield f"  {name} {STATUS[quote.status][1]}: {one_line(quote.quote.text)}"
            elif quote.decision is not None and quote.decision.reason:
                yield f"  {name} {one_line(decision_text(quote.decision))}"


def _name(document: Document) -> str:
    return one_line(document.article.path or document.article.id)
