"""Signing an article off: what stands in the way, the signature, and proof against tampering."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from quotecheck.desk.anchor import anchored
from quotecheck.desk.codec import to_plain
from quotecheck.desk.events import Event, Excuse, Head, Signature
from quotecheck.desk.queue import is_error, turns_sense
from quotecheck.desk.states import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from quotecheck.desk.states import DeskState, QuoteState


def obstacles(state: DeskState) -> list[QuoteState]:
    """The open quotations that need a reason before the article can be signed.

    They are those that the engine holds for wrong or finds cut off before what turns their sense,
    that editors dispute, or that wait for an answer from the writer or for a source. Of the
    reports, which need not be decided on, they are those that editors dispute, or that were decided
    on and are open again.
    """
    quotes = [
        quote
        for quote in still_open(state)
        if is_error(quote) or turns_sense(quote) or quote.status != "open"
    ]
    decided_once = (each for each in state.reports if each.status is not Status.OPEN)
    return [*quotes, *(report for report in decided_once if report.open)]


def reasons_given(state: DeskState) -> dict[str, str]:
    """The reasons of the last signature, by the ids of the quotations that stand in the way again
    in the words for which they were given."""
    given = state.signature.excuses if state.signature else ()
    standing = [each.quote for each in obstacles(state)]
    places = anchored([each.anchor for each in given], state.document.article.text, standing)
    return {
        place.quote: each.reason
        for each in given
        if (place := places.get(each.anchor)) is not None and place.same
    }


def still_open(state: DeskState) -> list[QuoteState]:
    """The quotations on which nobody has decided."""
    return [quote for quote in state.quotes if quote.open]


def touched(state: QuoteState) -> bool:
    """Return whether somebody has decided on a report, or noted something: only then is it part of
    what is signed."""
    return state.status is not Status.OPEN or state.decision is not None


def record_hash(state: DeskState, article_hash: str) -> str:
    """The hash of what is signed: the article, the decision on each quotation, and those on
    reports where there are any."""
    record = [article_hash, [_signed(quote) for quote in state.quotes]]
    if reports := [_signed(report) for report in state.reports if touched(report)]:
        record.append(reports)
    text = json.dumps(record, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _signed(state: QuoteState) -> list[object]:
    return [state.quote.text, state.status, to_plain(state.decision)]


def signature(
    state: DeskState, article_hash: str, excuses: Iterable[Excuse], heads: Iterable[Head]
) -> Signature:
    """The signature of an article as it stands."""
    last = state.signature
    return Signature(
        record=record_hash(state, article_hash),
        previous=signature_hash(last) if last else "",
        decided=sum(quote.decided for quote in state.quotes),
        open=len(still_open(state)),
        excuses=tuple(excuses),
        heads=tuple(heads),
    )


def signature_hash(signed: Signature) -> str:
    """The hash by which the next signature names this one."""
    text = json.dumps(to_plain(signed), sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def faults(signed: Sequence[Event], sums: dict[tuple[str, int], str]) -> list[str]:
    """The faults of a chain of signatures, in sentences; empty if it is sound.

    ``sums`` gives the check sum of each line of each journal as it is on the disk now.
    """
    found = []
    previous = ""
    for event in signed:
        mark = event.signature
        if mark is None:
            continue
        if mark.previous != previous:
            found.append(f"the signature of {event.at} does not follow the one before it")
        found += [
            f"{head.journal}: line {head.line} is not the one that was signed at {event.at}"
            for head in mark.heads
            if sums.get((head.journal, head.line)) != head.sum
        ]
        previous = signature_hash(mark)
    return found
