"""The state of one quotation: derived from its events, never stored."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from quotecheck.desk.diff import word_diff
from quotecheck.desk.events import Aspect, Change, Event
from quotecheck.desk.states import JUDGED, SPEAKERLESS, Entry, QuoteState, Reopened, Status
from quotecheck.model import Attribution, Decision, Kind, Passage, Pending, Quotation

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_NOTES = frozenset({Aspect.NOTE, Aspect.PRIVATE})


def quote_state(
    number: int,
    quote: Quotation,
    history: tuple[Entry, ...],
    now: Event,
    stands: Callable[[Passage], bool],
) -> QuoteState:
    """The state of one quotation after its ``history``."""
    live = [entry for entry in history if not entry.undone]
    if not live:
        status = Status.ASIDE if quote.kind is Kind.NON_SPEECH else Status.OPEN
        return QuoteState(number, replace(quote, decision=None), status, history)
    fresh, reopened = _split_stale(quote, live, now, stands)
    decision = decide(fresh)
    if decision is not None and is_complete(decision):
        reopened = None
    conflict = conflicts(fresh)
    private = next((e.item.change.private for e in reversed(live) if e.item.change.private), "")
    return QuoteState(
        number,
        replace(quote, decision=decision),
        _status(quote, decision, reopened=reopened is not None, conflict=bool(conflict)),
        history,
        conflict,
        reopened,
        private or "",
    )


def heads(live: Sequence[Entry], aspect: Aspect) -> list[Entry]:
    """The entries on one aspect that no later entry was based on: more than one is a fork."""
    touching = [entry for entry in live if aspect in entry.item.change.aspects]
    based_on = {known for entry in touching for known in entry.item.base}
    return [entry for entry in touching if entry.event.id not in based_on]


def conflicts(live: Sequence[Entry]) -> tuple[Entry, ...]:
    """The entries by which editors contradict each other, in order."""
    aspects = (Aspect.WORDING, Aspect.SPEAKER, Aspect.READING)
    forks = {entry for aspect in aspects for entry in rivals(live, aspect)}
    return tuple(sorted(forks, key=lambda entry: entry.event.order))


def rivals(live: Sequence[Entry], aspect: Aspect) -> list[Entry]:
    """The entries by which editors contradict each other on one aspect."""
    ends = heads(live, aspect)
    values = {_value(entry, aspect) for entry in ends}
    editors = {entry.event.editor for entry in ends}
    return ends if len(values) > 1 and len(editors) > 1 else []


def _value(entry: Entry, aspect: Aspect) -> tuple[object, ...]:
    change = entry.item.change
    if aspect is Aspect.WORDING:
        return (change.wording, change.text)
    if aspect is Aspect.READING:
        return (change.reading,)
    return (change.attribution, change.speaker)


def decide(live: Sequence[Entry]) -> Decision | None:
    """The decision that the entries in force add up to; private notes are not part of it."""
    fields: dict[str, Any] = {}
    for entry in live:
        change, event, seen = entry.item.change, entry.event, entry.item.seen
        if change.aspects == {Aspect.PRIVATE}:
            continue
        if not fields:
            fields |= {"editor": event.editor, "at": event.at}
        if change.wording or change.attribution or change.pending or change.reading:
            fields |= {
                "editor": event.editor,
                "at": event.at,
                "verdict": seen.verdict,
                "report_verdict": seen.report,
                "evidence": fields.get("evidence") or seen.evidence,
                "article_hash": event.article_hash,
                "sources_hash": event.sources_hash,
                "rules_hash": event.rules_hash,
            }
        fields |= changed_fields(change)
    return Decision(**fields) if fields else None


def changed_fields(change: Change) -> dict[str, Any]:
    """The fields of a decision that a change sets."""
    fields: dict[str, Any] = {}
    if change.wording is not None:
        fields |= {
            "wording": change.wording,
            "text": change.text,
            "reason": change.reason or "",
            "pending": Pending.NOTHING,
            "together": change.together or 0,
        }
    if change.reading is not None:
        fields |= {"reading": change.reading, "reason": change.reason or ""}
    if change.attribution is not None:
        fields |= {"attribution": change.attribution, "speaker": change.speaker}
    if change.evidence is not None:
        fields["evidence"] = change.evidence
    if change.note is not None:
        fields["note"] = change.note
    if change.pending is not None:
        fields |= {"pending": change.pending, "question": change.question or ""}
    return fields


def _status(
    quote: Quotation, decision: Decision | None, *, reopened: bool, conflict: bool
) -> Status:
    if reopened:
        return Status.REOPENED
    if conflict:
        return Status.CONFLICT
    if decision is not None and decision.pending is not Pending.NOTHING:
        return Status(decision.pending.value)
    if decision is not None and is_complete(decision):
        return Status.DECIDED
    if quote.kind is Kind.NON_SPEECH and (decision is None or decision.wording is None):
        return Status.ASIDE
    return Status.OPEN


def is_complete(decision: Decision) -> bool:
    """Return whether wording and, where it matters, speaker have been judged; of a report, whether
    it is fair."""
    if decision.reading is not None:
        return True
    if decision.wording is None:
        return False
    return decision.wording in SPEAKERLESS or decision.attribution is not None


def _split_stale(
    quote: Quotation, live: list[Entry], now: Event, stands: Callable[[Passage], bool]
) -> tuple[list[Entry], Reopened | None]:
    """The entries that hold for the article and sources as they are now, and what no longer does.

    A judgement on other words, another printed speaker or other evidence is never carried over;
    notes always are.
    """
    for index in range(len(live) - 1, -1, -1):
        entry = live[index]
        if not entry.item.change.aspects & JUDGED:
            continue
        reason = _stale(quote, entry, now, stands)
        if reason:
            notes = [old for old in live[: index + 1] if old.item.change.aspects <= _NOTES]
            was = decide(live[: index + 1])
            diff = () if entry.same else word_diff(entry.item.anchor.exact, quote.text)
            return [*notes, *live[index + 1 :]], Reopened(reason, was, diff) if was else None
    return live, None


def _stale(quote: Quotation, entry: Entry, now: Event, stands: Callable[[Passage], bool]) -> str:
    if not entry.same:
        return "the words in the article have changed since"
    return _speaker_changed(quote, entry, now) or _source_changed(quote, entry, now, stands)


def _speaker_changed(quote: Quotation, last: Entry, now: Event) -> str:
    if last.event.article_hash == now.article_hash:
        return ""
    printed = quote.speaker.name if quote.speaker else None
    before = last.item.seen.speaker
    if printed == before or (
        last.item.change.attribution is Attribution.CORRECTED
        and last.item.change.speaker == printed
    ):
        return ""
    return (
        f"the article now names {printed or 'nobody'} as the speaker; it was {before or 'nobody'}"
    )


def _source_changed(
    quote: Quotation, last: Entry, now: Event, stands: Callable[[Passage], bool]
) -> str:
    seen, event, check = last.item.seen, last.event, quote.report or quote.check
    if not now.sources_hash or event.sources_hash == now.sources_hash or check is None:
        return ""
    before = seen.report if quote.report else seen.verdict
    if event.rules_hash == now.rules_hash and before not in (None, check.verdict):
        return f"the sources have changed: {before} has become {check.verdict}"
    rests_on_it = seen.evidence is not None and (not seen.evidence.near or last.item.report)
    if rests_on_it and seen.evidence is not None and not stands(seen.evidence):
        return "the passage that the decision rests on has changed in its source"
    return ""
