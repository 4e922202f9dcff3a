"""The drafts that are open, and when each is read anew.

After an edit inside a paragraph the quotations are moved and the one that changed is checked at
once; when no key comes for a moment, the whole draft is read. The newest text counts: what was
found for an older one is moved to it. Extraction and checking have a thread each, so that neither
the editor nor a quick check waits for a long reading.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

from lsprotocol.types import Diagnostic

from quotecheck.errors import InputError, QuotecheckError, fault
from quotecheck.extraction import extract
from quotecheck.folders import Folder, Folders
from quotecheck.limit import OutOfTime, time_limit
from quotecheck.lsp.moving import edited_at, moved
from quotecheck.lsp.places import article_of, is_page, places_of
from quotecheck.model import Document, Passage, Quotation
from quotecheck.sources.originals import Original, file_of
from quotecheck.text import Stretch
from quotecheck.verify import Checker

MOST_TEXT = 500_000  # characters of a draft that is checked while it is open
_PAUSE = 0.02  # seconds without a key, before all is read
_MOST_TIME = 30.0  # seconds that one reading may take
_FRESH = 5.0  # seconds for which the sources are taken to be as they were
_WAIT = 10.0  # seconds that an answer waits for the newest text to be read
_MOST_UP = 2  # folders above a draft's own, up to which a file is named relative to it

_Answer = TypeVar("_Answer")


@dataclass(frozen=True, eq=False)
class DiskAnswers:
    """Answers from the disk, kept as long as the sources stay as they are."""

    paths: dict[str, str] = field(default_factory=dict)
    files: dict[tuple[str, int], Original | None] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class KnownText:
    """A text of a draft and what is known of it. ``spans`` says where each quotation stands in the
    text. ``checker`` is None where there are no sources; ``known`` keeps what was worked out for
    its passages, ``marks`` is what the editor shows. ``typed_at`` is where somebody is writing."""

    text: str
    version: int | None
    document: Document
    spans: Mapping[str, Stretch]
    folder: Folder
    checker: Checker | None
    known: DiskAnswers
    typed_at: int | None = None
    marks: tuple[Diagnostic, ...] = ()

    def quotations(self) -> Iterator[tuple[Quotation, Stretch]]:
        """The quotations that have a place, in text order."""
        for quote in self.document.quotes:
            if quote.id in self.spans:
                yield quote, self.spans[quote.id]

    def touching(self, start: int, end: int) -> Iterator[tuple[Quotation, Stretch]]:
        """The quotations in which or at which a stretch of the text is."""
        for quote, span in self.quotations():
            if span[0] <= end and start <= span[1]:
                yield quote, span

    def in_short(self, passage: Passage) -> Passage:
        """A passage whose path is as short as the draft's own place allows."""
        if not passage.path or not self.document.article.path:
            return passage
        if passage.path not in self.known.paths:
            folder = os.path.realpath(Path(self.document.article.path).parent)
            path = os.path.relpath(os.path.realpath(passage.path), folder)
            far = path.count("..") > _MOST_UP
            self.known.paths[passage.path] = passage.path if far else path
        return replace(passage, path=self.known.paths[passage.path])

    def file_of(self, passage: Passage) -> Original | None:
        """The file of a passage's source, with the place in it."""
        key = (passage.source, passage.start)
        if key not in self.known.files:
            source = self.checker.library.sources.get(passage.source) if self.checker else None
            self.known.files[key] = file_of(passage, source, self.folder.sources)
        return self.known.files[key]


@dataclass(eq=False)
class Draft:
    """A draft that is open. ``trouble`` is why it could not be checked."""

    uri: str
    path: Path | None
    page: bool
    text: str
    version: int | None
    typed_at: int | None = None
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    settled: asyncio.Event = field(default_factory=asyncio.Event)
    base: KnownText | None = None
    shown: KnownText | None = None
    trouble: QuotecheckError | None = None
    task: asyncio.Task[None] | None = None


class Drafts:
    """The drafts that are open. ``marks_of`` says what to show of one, ``publish`` is called when
    there is something new to show."""

    def __init__(
        self,
        folders: Folders,
        marks_of: Callable[[KnownText], list[Diagnostic]],
        publish: Callable[[Draft], None],
    ) -> None:
        self._folders = folders
        self._marks_of = marks_of
        self._publish = publish
        self._drafts: dict[str, Draft] = {}
        self._reading = ThreadPoolExecutor(1, "reading")
        self._checking = ThreadPoolExecutor(1, "checking")

    def __iter__(self) -> Iterator[Draft]:
        return iter(list(self._drafts.values()))

    def open(
        self, uri: str, path: Path | None, text: str, version: int | None, language: str = ""
    ) -> None:
        """Begin to check a draft."""
        self.close(uri)
        draft = Draft(uri, path, is_page(path, language), text, version)
        self._drafts[uri] = draft
        draft.changed.set()
        draft.task = asyncio.ensure_future(self._follow(draft))

    def change(self, uri: str, text: str, version: int | None) -> None:
        """Take a new text of a draft."""
        draft = self._drafts.get(uri)
        if draft is not None:
            draft.typed_at = edited_at(draft.text, text)
            draft.text, draft.version = text, version
            draft.settled.clear()
            draft.changed.set()

    def rest(self, uri: str) -> None:
        """Take a draft for written as it stands: it was saved."""
        draft = self._drafts.get(uri)
        if draft is not None and draft.typed_at is not None:
            draft.typed_at = None
            draft.settled.clear()
            draft.changed.set()

    def close(self, uri: str) -> None:
        """Forget a draft."""
        draft = self._drafts.pop(uri, None)
        if draft is not None and draft.task is not None:
            draft.task.cancel()

    def recheck(self) -> None:
        """Read settings, rules, sources and every draft again."""
        self._folders.look_again()
        for draft in self:
            draft.base = None
            draft.settled.clear()
            draft.changed.set()

    async def current(self, uri: str) -> KnownText | None:
        """The findings for the newest text of a draft; None if it cannot be checked."""
        draft = self._drafts.get(uri)
        if draft is None:
            return None
        with suppress(TimeoutError):
            await asyncio.wait_for(draft.settled.wait(), _WAIT)
        shown = draft.shown
        return shown if shown is not None and shown.text == draft.text else None

    async def asked(self, question: Callable[[], _Answer]) -> _Answer:
        """The answer to a question that looks into the sources."""
        return await asyncio.get_running_loop().run_in_executor(self._checking, question)

    def stop(self) -> None:
        """End the threads."""
        for draft in self:
            self.close(draft.uri)
        self._reading.shutdown(wait=False, cancel_futures=True)
        self._checking.shutdown(wait=False, cancel_futures=True)

    # --- following a draft ------------------------------------------------------------------

    async def _follow(self, draft: Draft) -> None:
        while True:
            await draft.changed.wait()
            draft.changed.clear()
            if await self._check_quickly(draft) and await _changes_soon(draft):
                continue
            reading = asyncio.ensure_future(self._read(draft, draft.text, draft.version))
            try:
                while not await _is_done(reading, draft.changed):
                    draft.changed.clear()
                    await self._check_quickly(draft)
                self._take(draft, await reading)
            finally:
                reading.cancel()

    def _take(self, draft: Draft, found: KnownText | QuotecheckError) -> None:
        newest = isinstance(found, QuotecheckError) or found.text == draft.text
        if isinstance(found, QuotecheckError):
            draft.trouble, draft.base, draft.shown = found, None, None
        else:
            draft.trouble, draft.base = None, found
        if newest:
            if isinstance(found, KnownText):
                draft.shown = found
            draft.settled.set()
            self._publish(draft)
        else:
            draft.changed.set()

    async def _check_quickly(self, draft: Draft) -> bool:
        """Move what is known to the newest text; false if all has to be read first."""
        base, text, version = draft.base, draft.text, draft.version
        if base is None or draft.page or base.checker is None or len(text) > MOST_TEXT:
            return base is not None
        checker, typed_at = base.checker, draft.typed_at

        def move() -> KnownText | None:
            document = moved(base.document, article_of(text, draft.path, page=False))
            if document is None:
                return None
            document = checker.check_document(document)
            spans = places_of(document, text, page=False)
            shown = KnownText(
                text, version, document, spans, base.folder, checker, base.known, typed_at
            )
            return self._marked(shown)

        try:
            shown = await self.asked(move)
        except Exception:  # noqa: BLE001 - whatever it is, reading the whole will show it
            return True
        if shown is not None and draft.text == text:
            draft.shown = shown
            draft.settled.set()
            self._publish(draft)
        return True

    async def _read(
        self, draft: Draft, text: str, version: int | None
    ) -> KnownText | QuotecheckError:
        """All that is known of a text; an error says why nothing is."""
        try:
            return await self._reads(draft, text, version)
        except QuotecheckError as error:
            return error
        except OutOfTime:
            return InputError(f"takes longer than {_MOST_TIME:g} seconds", path=_name(draft))
        except Exception as error:  # noqa: BLE001 - no draft may end the server
            return fault(error, path=_name(draft))

    async def _reads(self, draft: Draft, text: str, version: int | None) -> KnownText:
        loop, typed_at = asyncio.get_running_loop(), draft.typed_at
        if len(text) > MOST_TEXT:
            reason = f"is longer than {MOST_TEXT:,} characters, and is not checked here"
            raise InputError(reason, path=_name(draft), hint="quotecheck check reads it")

        def extracted(folder: Folder) -> tuple[Document, Mapping[str, Stretch]]:
            with time_limit(_MOST_TIME):
                article = article_of(text, draft.path, page=draft.page)
                document = extract(article, folder.rules)
                return document, places_of(document, text, page=draft.page)

        def checked(folder: Folder, document: Document, spans: Mapping[str, Stretch]) -> KnownText:
            if folder.warm is None or folder.is_source(draft.path):
                return KnownText(text, version, document, spans, folder, None, DiskAnswers())
            with time_limit(_MOST_TIME):
                checker = folder.warm.checker(max_age=_FRESH)
                base = draft.base
                known = base.known if base and base.checker is checker else DiskAnswers()
                document = checker.check_document(document)
                shown = KnownText(text, version, document, spans, folder, checker, known, typed_at)
                return self._marked(shown)

        folder = await self.asked(lambda: self._folders.of(draft.path))
        document, spans = await loop.run_in_executor(self._reading, extracted, folder)
        return await self.asked(lambda: checked(folder, document, spans))

    def _marked(self, shown: KnownText) -> KnownText:
        return replace(shown, marks=tuple(self._marks_of(shown)))


async def _changes_soon(draft: Draft) -> bool:
    try:
        await asyncio.wait_for(draft.changed.wait(), _PAUSE)
    except TimeoutError:
        return False
    return True


async def _is_done(reading: asyncio.Future[_Answer], changed: asyncio.Event) -> bool:
    """Wait until something was read or the text has changed; whether it was read."""
    waiting: asyncio.Future[Any] = asyncio.ensure_future(changed.wait())
    both: set[asyncio.Future[Any]] = {reading, waiting}
    try:
        await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
    finally:
        waiting.cancel()
    return reading.done()


def _name(draft: Draft) -> str:
    return str(draft.path) if draft.path else draft.uri
