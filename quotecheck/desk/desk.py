"""The desk: decisions on articles, kept in a folder that several editors may share."""

from __future__ import annotations

import socket
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Self

from quotecheck.desk import signoff
from quotecheck.desk.anchor import anchor
from quotecheck.desk.confidential import aliases, veil_of
from quotecheck.desk.digests import digest, sources_digest
from quotecheck.desk.events import (
    Action,
    Alias,
    Anchor,
    Aspect,
    Change,
    Event,
    Excuse,
    Item,
    Seen,
    Spans,
)
from quotecheck.desk.folders import is_private
from quotecheck.desk.history import stacks
from quotecheck.desk.parts import in_lines
from quotecheck.desk.places import Places
from quotecheck.desk.quote_state import heads
from quotecheck.desk.spans import respan
from quotecheck.desk.state import advance, derive, undone_ids
from quotecheck.desk.states import DeskState, QuoteState, Versions
from quotecheck.desk.store import Store, now
from quotecheck.errors import DeskError
from quotecheck.model import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from quotecheck.desk.keys import Signer
    from quotecheck.desk.rows import JournalRow
    from quotecheck.desk.veil import Veil
    from quotecheck.model import Article, Document, Passage, Quotation, Source

DEFAULT_FOLDER = ".quotecheck"
_STATES_KEPT = 200  # of the articles asked for last
_REVERSES = frozenset({Action.UNDO, Action.REDO})


@dataclass(slots=True)
class _Cache:
    document: Document
    places: Places
    rows: int  # of the whole desk
    events: int  # on this article, and the last of them
    last: JournalRow | None
    state: DeskState


class Desk:
    """Reads and writes decisions.

    ``document`` arguments are what ``extract`` and ``check`` (and ``spanned``) gave; every state
    is derived from the journals, so that all processes on the folder agree.

    With ``read_only`` nothing is written, not even the folder: for reports.

    Raises:
        DeskError: on opening, if the folder cannot be written: better now than after an hour.
    """

    def __init__(
        self,
        folder: Path,
        editor: str,
        *,
        host: str | None = None,
        rules_hash: str = "",
        sources: Mapping[str, Source] | None = None,
        read_only: bool = False,
        clock: Callable[[], datetime] = now,
        signer: Signer | None = None,
    ) -> None:
        self.folder = folder
        self._signer = signer
        self.editor = editor
        self._store = Store(
            folder,
            editor,
            host or socket.gethostname() or "host",
            read_only=read_only,
            clock=clock,
        )
        self._caches: dict[str, _Cache] = {}
        self._fresh: dict[str, JournalRow] = {}
        self._gone: tuple[int, list[str]] | None = None
        self._keys: dict[str, str] = {}
        self._hashes: dict[int, tuple[Article, str]] = {}
        self.use(sources or {}, rules_hash)

    def use(self, sources: Mapping[str, Source], rules_hash: str) -> None:
        """Take the sources and rules that decisions are made with from now on."""
        self._sources = sources
        self.versions = Versions(sources_digest(sources), rules_hash)
        self._caches.clear()

    @property
    def warnings(self) -> tuple[str, ...]:
        """The repairs made on opening, in sentences."""
        return tuple(self._store.warnings)

    def state(self, document: Document) -> DeskState:
        """The state of the article's quotations: decision, history, conflicts, signatures."""
        key = self.key(document.article)
        cache = self._caches.pop(key, None)
        if cache is not None and cache.document is not document:
            cache = None
        if cache is None or cache.rows != len(self._store.rows):
            cache = self._renewed(document, cache)
        self._caches[key] = cache
        if len(self._caches) > _STATES_KEPT:
            del self._caches[next(iter(self._caches))]
        return cache.state

    def _renewed(self, document: Document, cache: _Cache | None) -> _Cache:
        """The state with all events; from the state before, if there are only decisions since."""
        rows, count = self._rows(document.article), len(self._store.rows)
        now = self._now(document)
        if cache is not None:
            fresh = [row.event for row in rows[cache.events :]]
            is_later = rows[cache.events - 1 : cache.events] == [cache.last] or not cache.events
            if is_later and not any(event.action in _REVERSES for event in fresh):
                moves = cache.places.moves
                state = advance(cache.state, fresh, cache.places, now, self._stands)
                if cache.places.moves == moves:
                    last = rows[-1] if rows else None
                    return _Cache(document, cache.places, count, len(rows), last, state)
        places = cache.places if cache is not None else Places(document, now.article_hash)
        before = cache.state if cache is not None else None
        events = [row.event for row in rows]
        state = derive(document, events, places, now, self._stands, before=before)
        return _Cache(document, places, count, len(rows), rows[-1] if rows else None, state)

    def events(self, article: Article) -> list[Event]:
        """The events of one article by all editors, in order."""
        return [row.event for row in self._rows(article)]

    def _rows(self, article: Article) -> list[JournalRow]:
        return self._store.rows.of(self.key(article), self._hash(article))

    def decide(self, document: Document, changes: Mapping[str, Change]) -> Event:
        """Save one decision, on one quotation or on several at once.

        It is on the disk when this returns. ``changes`` maps ids of quotations to what was judged.

        Raises:
            DeskError: it could not be saved; nothing has changed.
            KeyError: there is no such quotation.
        """
        state = self.state(document)
        items = tuple(
            self._item(document, state.of(quote_id), change) for quote_id, change in changes.items()
        )
        private = all(item.change.aspects == {Aspect.PRIVATE} for item in items)
        event = replace(self._now(document), action=Action.DECIDE, items=items)
        first: Event | None = None
        for part in in_lines(items):
            part_of = first.id if first else ""
            saved = self._store.append(replace(event, items=part, part_of=part_of), private=private)
            first = first or saved
        return replace(first or event, items=items)

    def undo(self, document: Document, *, reports: bool = False) -> Event | None:
        """Take back this editor's last decision on the article's quotations, or on its reports;
        returns it, or None."""
        done, _ = stacks(self.events(document.article), self.editor, reports=reports)
        return self._reverse(document, Action.UNDO, done)

    def redo(self, document: Document, *, reports: bool = False) -> Event | None:
        """Put the decision that was undone last back in force; returns it, or None."""
        _, undone = stacks(self.events(document.article), self.editor, reports=reports)
        return self._reverse(document, Action.REDO, undone)

    def reversible(self, document: Document, *, reports: bool = False) -> tuple[bool, bool]:
        """Return whether there is anything for this editor to undo, and to redo."""
        done, undone = stacks(self.events(document.article), self.editor, reports=reports)
        return bool(done), bool(undone)

    def has_read_reports(self, article: Article) -> bool:
        """Return whether anybody has decided on a report of the article: then a signature covers
        it."""
        return any(item.report for event in self.events(article) for item in event.items)

    def change_spans(self, document: Document, spans: Spans) -> Event:
        """Save that quotations were joined, split or marked; ``spanned`` then shows it."""
        return self._store.append(replace(self._now(document), action=Action.SPANS, spans=spans))

    def confide(self, document: Document, name: str, alias: str) -> Event:
        """Save under which alias somebody confidential is exported; an empty one lifts it.

        Raises:
            DeskError: it could not be saved.
        """
        event = replace(self._now(document), action=Action.CONFIDE, alias=Alias(name, alias))
        return self._store.append(event, private=True)

    @property
    def aliases(self) -> dict[str, str]:
        """The aliases of the confidential sources of the whole desk folder, by their names, as far
        as the private journals can be read."""
        return aliases(row.event for row in self._store.rows.general)

    def veil(self) -> Veil:
        """The veil that puts the aliases in the place of names, for everything that is exported.

        Raises:
            DeskError: a private journal that may name a source cannot be read.
        """
        return veil_of(self._store, self.aliases)

    def spanned(self, document: Document, judge: Callable[[Document], Document]) -> Document:
        """The extracted document with the spans as editors have set them; ``judge`` checks the
        new quotations against the sources."""
        events = self.events(document.article)
        undone = undone_ids(events)
        changes = []
        number = len(document.marked) + 1
        for event in events:
            if event.spans:
                if event.id not in undone:
                    changes.append((number, event.spans))
                number += len(event.spans.added) - bool(event.spans.removed)
        return respan(document, changes, judge) if changes else document

    def sign(self, document: Document, reasons: Mapping[str, str]) -> Event:
        """Sign the article off as it stands.

        ``reasons`` maps ids of quotations that stand in the way to why they may stay.

        Raises:
            DeskError: a quotation stands in the way and has no reason, or the disk refused.
        """
        state = self.state(document)
        missing = [
            str(quote.number)
            for quote in signoff.obstacles(state)
            if not reasons.get(quote.quote.id, "").strip()
        ]
        if missing:
            raise DeskError(
                f"cannot be signed: no decision and no reason for quote {', '.join(missing)}",
                path=document.article.path,
            )
        article_hash = self._hash(document.article)
        excuses = [
            Excuse(self._anchor(document, state.of(quote_id).quote), reason.strip())
            for quote_id, reason in reasons.items()
            if reason.strip()
        ]
        mark = signoff.signature(state, article_hash, excuses, self._store.heads())
        if self._signer is not None:
            mark = self._signer(self.editor, mark)
        event = replace(self._now(document), action=Action.SIGN, signature=mark)
        return self._store.append(event)

    def is_signed(self, document: Document) -> bool:
        """Return whether the last signature is on the article and decisions as they are now."""
        state = self.state(document)
        mark = state.signature
        return mark is not None and mark.record == signoff.record_hash(
            state, self._hash(document.article)
        )

    def faults(self, document: Document) -> list[str]:
        """The faults of the article's signatures, and decisions that somebody had seen and that are
        gone, in sentences; empty if all is sound."""
        signed = signoff.faults(self.state(document).signed, self._store.sums())
        if self._gone is None or self._gone[0] != len(self._store.rows):
            self._gone = (len(self._store.rows), self._store.gone())
        return [*signed, *self._gone[1]]

    def look(self) -> list[Event]:
        """Read what others have written since; the slow half of ``refresh``, for a thread.

        Raises:
            DeskError: a journal cannot be read or was tampered with.
        """
        rows = self._store.look()
        self._fresh.update((row.id, row) for row in rows)
        return [row.event for row in rows]

    def take(self, fresh: list[Event]) -> None:
        """Take in what ``look`` has read."""
        rows = [self._fresh.pop(event.id) for event in fresh if event.id in self._fresh]
        if rows:
            self._store.take(rows)

    def refresh(self) -> list[Event]:
        """Read and take in what others have written since; returns their new events."""
        fresh = self.look()
        self.take(fresh)
        return fresh

    def close(self) -> None:
        """Let go of the journals."""
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def key(self, article: Article) -> str:
        """The name of an article on this desk: its path from the folder that holds the desk."""
        if article.path is None:
            return article.id
        known = self._keys.get(article.path)
        if known is None:
            known = self._keys[article.path] = self._key(Path(article.path).absolute())
        return known

    def _key(self, path: Path) -> str:
        try:
            return path.relative_to(self.folder.absolute().parent).as_posix()
        except ValueError:
            return path.name

    def _now(self, document: Document) -> Event:
        """A blank event on the article, with the versions in use."""
        article = document.article
        return Event(
            "",
            "",
            self.editor,
            Action.OPEN,
            self.key(article),
            self._hash(article),
            self.versions.sources,
            self.versions.rules,
        )

    def _item(self, document: Document, state: QuoteState, change: Change) -> Item:
        quote, check = state.quote, state.quote.report or state.quote.check
        live = [entry for entry in state.history if not entry.undone]
        known = {entry.event.id for aspect in change.aspects for entry in heads(live, aspect)}
        chosen = state.decision.evidence if state.decision else None
        best = check.matches[0] if check and check.matches else None
        seen = Seen(
            quote.speaker.name if quote.speaker else None,
            quote.check.verdict if quote.check else None,
            change.evidence or chosen or best,
            quote.report.verdict if quote.report else None,
        )
        report = quote.kind is Kind.INDIRECT
        return Item(self._anchor(document, quote), change, seen, tuple(sorted(known)), report)

    def _reverse(self, document: Document, action: Action, stack: list[Event]) -> Event | None:
        if not stack:
            return None
        last = stack[-1]
        together = [
            each for each in stack if (each.part_of or each.id) == (last.part_of or last.id)
        ]
        for each in reversed(together) if action is Action.UNDO else together:
            event = replace(self._now(document), action=action, target=each.id)
            self._store.append(event, private=is_private(each.id))
        return last

    def _stands(self, passage: Passage) -> bool:
        source = self._sources.get(passage.source)
        return source is not None and passage.text in source.text

    def _hash(self, article: Article) -> str:
        known = self._hashes.get(id(article))
        if known is None or known[0] is not article:
            known = (article, digest(article.text))
            self._hashes[id(article)] = known
        return known[1]

    @staticmethod
    def _anchor(document: Document, quote: Quotation) -> Anchor:
        return anchor(document.article.text, quote.start, quote.end)
