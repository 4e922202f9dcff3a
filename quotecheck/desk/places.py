"""The places of decided words in the article as it is now."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from quotecheck.desk.anchor import AnchorPlace, anchored
from quotecheck.desk.events import Anchor, Event, Item
from quotecheck.model import Document, Quotation

if TYPE_CHECKING:
    from collections.abc import Sequence

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
        self._known: dict[tuple[str, bool], dict[Anchor, AnchorPlace]] = {}
        self._all: dict[tuple[str, bool], dict[Anchor, None]] = defaultdict(dict)

    def find(self, events: Sequence[Event]) -> dict[Spot, AnchorPlace]:
        """The place of every anchor in ``events``."""
        versions: dict[tuple[str, bool], list[Anchor]] = defaultdict(list)
        for event in events:
            for item in event.items:
                versions[event.article_hash, item.report].append(item.anchor)
        found: dict[Spot, AnchorPlace] = {}
        for (version, report), anchors in versions.items():
            known = self._placed((version, report), anchors)
            found.update(
                {(version, report, item): known[item] for item in anchors if item in known}
            )
        return found

    def _placed(self, kind: tuple[str, bool], anchors: list[Anchor]) -> dict[Anchor, AnchorPlace]:
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
    ) -> dict[Anchor, AnchorPlace]:
        if version != self._hash:
            return anchored(anchors, self._text, quotes)
        offsets = {(quote.start, quote.end): quote.id for quote in quotes}
        exact = {
            item: AnchorPlace(quote, same=True)
            for item in anchors
            if (quote := offsets.get((item.start, item.end)))
        }
        rest = [item for item in anchors if item not in exact]
        if rest:
            taken = {where.quote for where in exact.values()}
            free = [quote for quote in quotes if quote.id not in taken]
            exact.update(anchored(rest, self._text, free))
        return exact


def spot_of(event: Event, item: Item) -> Spot:
    """The spot that an item of an event is about."""
    return (event.article_hash, item.report, item.anchor)
