"""Where the quotations of an article stand: derived from the events, never stored."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from quotecheck.desk.anchor import Place, place
from quotecheck.desk.diff import word_diff
from quotecheck.desk.events import Action, Anchor, Aspect, Change, Event, Item, Signature
from quotecheck.model import (
    Attribution,
    Decision,
    DiffOp,
    Document,
    Kind,
    Passage,
    Pending,
    Quotation,
    Wording,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

#: Wordings after which it does not matter who is speaking.
SPEAKERLESS = frozenset(
    {Wording.PARAPHRASE, Wording.CANNOT_VERIFY, Wording.WAIVED, Wording.NOT_A_QUOTE}
)


_NOTES = frozenset({Aspect.NOTE, Aspect.PRIVATE})
JUDGED = frozenset({Aspect.WORDING, Aspect.SPEAKER, Aspect.READING})


class Status(StrEnum):
    """Where one quotation stands."""

    OPEN = "open"
    LATER = "later"
    WRITER = "ask-writer"
    SOURCE = "needs-source"
    REOPENED = "reopened"
    CONFLICT = "conflict"
    DECIDED = "decided"
    ASIDE = "aside"  # not speech: nothing has to be decided


@dataclass(frozen=True, slots=True)
class Versions:
    """The versions in use, as hashes; empty where there are none."""

    sources: str = ""
    rules: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One event's part in the history of a quotation. ``same`` is false if the quotation was
    found again only by likeness."""

    event: Event
    item: Item
    undone: bool = False
    same: bool = True


@dataclass(frozen=True, slots=True)
class Reopened:
    """Why a decided quotation is open again, and what had been decided."""

    reason: str
    was: Decision
    diff: tuple[DiffOp, ...] = ()


@dataclass(frozen=True, slots=True)
class QuoteState:
    """One quotation, the decision in force and how it came about.

    ``number`` counts the article's quotations from 1, those marked by hand after all others.
    ``quote.decision`` is the record's decision; ``private`` is the private note and not part of the
    record. ``conflict`` holds the entries of editors who decided differently without having seen
    each other's decision.
    """

    number: int
    quote: Quotation
    status: Status
    history: tuple[Entry, ...] = ()
    conflict: tuple[Entry, ...] = ()
    reopened: Reopened | None = None
    private: str = ""

    @property
    def decision(self) -> Decision | None:
        """The decision in force, if any."""
        return self.quote.decision

    @property
    def open(self) -> bool:
        """Whether somebody still has to decide."""
        return self.status not in (Status.DECIDED, Status.ASIDE)


@dataclass(frozen=True, slots=True)
class DeskState:
    """Where an article stands. ``document`` has the decisions in its quotations; ``reports`` are
    those of what is reported without marks, as far as the document has it. ``dropped`` are the
    decisions whose quotations are no longer in the article, ``signed`` the signatures."""

    document: Document
    quotes: tuple[QuoteState, ...]
    dropped: tuple[Entry, ...] = ()
    signed: tuple[Event, ...] = ()
    reports: tuple[QuoteState, ...] = ()

    def of(self, quote_id: str) -> QuoteState:
        """The state of the quotation or report with this id.

        Raises:
            KeyError: there is none.
        """
        for state in (*self.quotes, *self.reports):
            if state.quote.id == quote_id:
                return state
        raise KeyError(quote_id)

    @property
    def signature(self) -> Signature | None:
        """The last signature."""
        return self.signed[-1].signature if self.signed else None


def undone_ids(events: Iterable[Event]) -> set[str]:
    """The ids of the events that an undo has taken out of force."""
    undone: set[str] = set()
    for event in events:
        if event.action is Action.UNDO:
            undone.add(event.target)
        elif event.action is Action.REDO:
            undone.discard(event.target)
    return undone


Spot = tuple[str, bool, Anchor]
"""The version of the article, whether it is a report, and the words."""


class Places:
    """Remembers where the anchors of each earlier version of an article stand now. ``moves``
    counts how often an anchor that was known took another place when further ones came: two that
    are alike are told apart by each other."""

    def __init__(self, document: Document, article_hash: str) -> None:
        self.moves = 0
        self._text = document.article.text
        self._hash = article_hash
        self._quotes = {False: document.marked, True: document.reports}
        self._known: dict[tuple[str, bool], dict[Anchor, Place]] = {}
        self._all: dict[tuple[str, bool], dict[Anchor, None]] = defaultdict(dict)

    def find(self, events: Sequence[Event]) -> dict[Spot, Place]:
        """The place of every anchor in ``events``."""
        versions: dict[tuple[str, bool], list[Anchor]] = defaultdict(list)
        for event in events:
            for item in event.items:
                versions[event.article_hash, item.report].append(item.anchor)
        found: dict[Spot, Place] = {}
        for (version, report), anchors in versions.items():
            known = self._placed((version, report), anchors)
            found.update(
                {(version, report, item): known[item] for item in anchors if item in known}
            )
        return found

    def _placed(self, kind: tuple[str, bool], anchors: list[Anchor]) -> dict[Anchor, Place]:
        """The places of all anchors of a version so far, these among them."""
        known, every = self._known.setdefault(kind, {}), self._all[kind]
        fresh = [item for item in dict.fromkeys(anchors) if item not in every]
        if not fresh:
            return known
        every.update(dict.fromkeys(fresh))
        version, report = kind
        placed = self._place(version, fresh, self._quotes[report])
        sure = (*known.values(), *placed.values())
        if len(known) + len(placed) < len(every) or not all(where.same for where in sure):
            placed = self._place(version, list(every), self._quotes[report])
            self.moves += any(placed.get(item) != where for item, where in known.items())
            known.clear()
        known.update(placed)
        return known

    def _place(
        self, version: str, anchors: list[Anchor], quotes: Sequence[Quotation]
    ) -> dict[Anchor, Place]:
        if version != self._hash:
            return place(anchors, self._text, quotes)
        offsets = {(quote.start, quote.end): quote.id for quote in quotes}
        exact = {
            item: Place(quote, same=True)
            for item in anchors
            if (quote := offsets.get((item.start, item.end)))
        }
        rest = [item for item in anchors if item not in exact]
        if rest:
            taken = {where.quote for where in exact.values()}
            free = [quote for quote in quotes if quote.id not in taken]
            exact.update(place(rest, self._text, free))
        return exact


def _spot(event: Event, item: Item) -> Spot:
    return (event.article_hash, item.report, item.anchor)


def derive(
    document: Document,
    events: Sequence[Event],
    places: Places,
    now: Event,
    stands: Callable[[Passage], bool],
    *,
    before: DeskState | None = None,
) -> DeskState:
    """Where ``document`` stands after ``events`` (those of this article, in order).

    ``now`` carries the hashes in use; ``stands`` tells whether a passage is still in its source.
    ``before`` is an earlier state of the same document with the same ``now``: quotations on which
    nothing has happened since are taken over from it.
    """
    undone = undone_ids(events)
    found = places.find(events)
    histories: dict[str, list[Entry]] = defaultdict(list)
    dropped: list[Entry] = []
    for event in events:
        for item in event.items:
            where = found.get(_spot(event, item))
            entry = Entry(event, item, event.id in undone, where.same if where else False)
            (histories[where.quote] if where else dropped).append(entry)

    def states(quotes: Sequence[Quotation], old: Sequence[QuoteState]) -> Iterator[QuoteState]:
        for index, quote in enumerate(quotes):
            history = tuple(histories.get(quote.id, ()))
            if old and old[index].history == history:
                yield old[index]
            else:
                yield quote_state(quote.number or index + 1, quote, history, now, stands)

    quotes = tuple(states(document.marked, before.quotes if before else ()))
    reports = tuple(states(document.reports, before.reports if before else ()))
    signed = tuple(event for event in events if event.action is Action.SIGN)
    return DeskState(_decided(document, quotes, reports), quotes, tuple(dropped), signed, reports)


def advance(
    before: DeskState,
    events: Sequence[Event],
    places: Places,
    now: Event,
    stands: Callable[[Passage], bool],
) -> DeskState:
    """Where the article of ``before`` stands after ``events`` more, which undo nothing."""
    found = places.find(events)
    fresh: dict[str, list[Entry]] = defaultdict(list)
    dropped = list(before.dropped)
    for event in events:
        for item in event.items:
            where = found.get(_spot(event, item))
            entry = Entry(event, item, same=where.same if where else False)
            (fresh[where.quote] if where else dropped).append(entry)

    def advanced(states: tuple[QuoteState, ...]) -> tuple[QuoteState, ...]:
        if not any(old.quote.id in fresh for old in states):
            return states
        return tuple(
            quote_state(old.number, old.quote, (*old.history, *fresh[old.quote.id]), now, stands)
            if old.quote.id in fresh
            else old
            for old in states
        )

    quotes, reports = advanced(before.quotes), advanced(before.reports)
    signed = (*before.signed, *(event for event in events if event.action is Action.SIGN))
    return DeskState(
        _decided(before.document, quotes, reports), quotes, tuple(dropped), signed, reports
    )


def _decided(
    document: Document, quotes: Sequence[QuoteState], reports: Sequence[QuoteState]
) -> Document:
    """The document with the decisions, its quotations in the order in which they stood."""
    marked, told = iter(quotes), iter(reports)
    return replace(
        document,
        quotes=tuple(
            next(told if quote.kind is Kind.INDIRECT else marked).quote for quote in document.quotes
        ),
    )


def quote_state(
    number: int,
    quote: Quotation,
    history: tuple[Entry, ...],
    now: Event,
    stands: Callable[[Passage], bool],
) -> QuoteState:
    """Where one quotation stands after its ``history``."""
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
    forks = []
    for aspect in (Aspect.WORDING, Aspect.SPEAKER, Aspect.READING):
        rivals = heads(live, aspect)
        values = {_value(entry, aspect) for entry in rivals}
        editors = {entry.event.editor for entry in rivals}
        if len(values) > 1 and len(editors) > 1:
            forks.extend(rivals)
    return tuple(sorted(set(forks), key=lambda entry: entry.event.order))


def _value(entry: Entry, aspect: Aspect) -> tuple[object, ...]:
    change = entry.item.change
    if aspect is Aspect.WORDING:
        return (change.wording, change.text)
    if aspect is Aspect.READING:
        return (change.reading,)
    return (change.attribution, change.speaker)


def decide(live: Sequence[Entry]) -> Decision | None:
    """The decision that the entries in force add up to; private notes are no part of it."""
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
    """Whether wording and, where it matters, speaker have been judged; of a report, whether it is
    fair."""
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
