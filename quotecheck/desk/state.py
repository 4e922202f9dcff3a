"""The state of an article's quotations: derived from the events, never stored."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from quotecheck.desk.events import Action, Event
from quotecheck.desk.places import Places, spot_of
from quotecheck.desk.quote_state import quote_state
from quotecheck.desk.states import (
    DeskState,
    Entry,
    QuoteState,
)
from quotecheck.model import (
    Document,
    Kind,
    Passage,
    Quotation,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence


def undone_ids(events: Iterable[Event]) -> set[str]:
    """The ids of the events that an undo has taken out of force."""
    undone: set[str] = set()
    for event in events:
        if event.action is Action.UNDO:
            undone.add(event.target)
        elif event.action is Action.REDO:
            undone.discard(event.target)
    return undone


def derive(
    document: Document,
    events: Sequence[Event],
    places: Places,
    now: Event,
    stands: Callable[[Passage], bool],
    *,
    before: DeskState | None = None,
) -> DeskState:
    """The state of ``document`` after ``events`` (those of this article, in order).

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
            where = found.get(spot_of(event, item))
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
    """The state of the article of ``before`` after ``events`` more, which undo nothing."""
    found = places.find(events)
    fresh: dict[str, list[Entry]] = defaultdict(list)
    dropped = list(before.dropped)
    for event in events:
        for item in event.items:
            where = found.get(spot_of(event, item))
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
