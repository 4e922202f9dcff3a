"""Decisions on disk, what they add up to, and the queue of quotations that need one.

with Desk(folder, "Ann Example", sources=library.sources) as desk:
    state = desk.state(document)        # decisions, history, conflicts, signatures
    desk.decide(document, {"3": Change(wording=Wording.CONFIRMED)})
"""

from __future__ import annotations

from quotecheck.desk.desk import DEFAULT_FOLDER, Desk
from quotecheck.desk.digests import digest, sources_digest
from quotecheck.desk.events import Action, Change, Event, Signature
from quotecheck.desk.states import DeskState, Entry, QuoteState, Reopened, Status

__all__ = [
    "DEFAULT_FOLDER",
    "Action",
    "Change",
    "Desk",
    "DeskState",
    "Entry",
    "Event",
    "QuoteState",
    "Reopened",
    "Signature",
    "Status",
    "digest",
    "sources_digest",
]
