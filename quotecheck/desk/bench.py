"""The articles on the desk: where they come from, and whether their files have changed since."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from quotecheck.model import Document, Passage, Quotation, Source, Speaker, SpeakerMatch
from quotecheck.sources.surroundings import surroundings

if TYPE_CHECKING:
    from quotecheck.desk.desk import Desk
    from quotecheck.rules import Rules
    from quotecheck.sources import Library
    from quotecheck.sources.search.found import FoundSentence
    from quotecheck.sources.search.searcher import Searcher
    from quotecheck.verify.beside import Beside
    from quotecheck.verify.search.finding import Finder

ARTICLE, SOURCES = "article", "sources"
_BESIDE_KEPT = 500


class Bench:
    """Articles that are already checked; nothing is read again.

    ``names`` are the articles in order; ``library`` and ``rules`` may be missing.
    """

    def __init__(
        self,
        documents: Iterable[Document] = (),
        library: Library | None = None,
        rules: Rules | None = None,
    ) -> None:
        self.library = library
        self.rules = rules
        self._beside: dict[tuple[str, Speaker | None, Passage], Beside | None] = {}
        self._found_by: Finder | None = None
        self._searcher: Searcher | None = None
        self.source_paths: Sequence[str | Path] = ()
        given = {_name(document): document for document in documents}
        self._documents = {name: without_reports(each) for name, each in given.items()}
        self._reports = {name: each.reports for name, each in given.items()}
        self._whole: dict[str, tuple[Document, Document]] = {}
        self.names: tuple[str, ...] = tuple(self._documents)

    @property
    def sources(self) -> Mapping[str, Source]:
        """The sources, by id."""
        return self.library.sources if self.library is not None else {}

    @property
    def rules_hash(self) -> str:
        """The hash of the rules in use."""
        return self.rules.hash if self.rules is not None else ""

    @property
    def known_people(self) -> Sequence[str]:
        """The names on the desk's own list."""
        return tuple(self.rules.people) if self.rules is not None else ()

    def document(self, name: str) -> Document:
        """The article's quotations, checked, without its reports.

        Raises:
            InputError: it cannot be read.
        """
        return self._documents[name]

    def reports(self, name: str) -> tuple[Quotation, ...]:
        """The reports of the article without quotation marks, checked.

        Raises:
            InputError: it cannot be read.
        """
        return self._reports[name]

    def standing(self, name: str, desk: Desk) -> Document:
        """The article as its state on a desk is derived from it: with its reports where somebody
        has decided on one, for a signature covers those.

        Raises:
            InputError: it cannot be read.
        """
        document = self.document(name)
        if not desk.has_read_reports(document.article):
            return document
        known = self._whole.get(name)
        if known is None or known[0] is not document:
            whole = replace(document, quotes=(*document.quotes, *self.reports(name)))
            known = self._whole[name] = (document, whole)
        return known[1]

    def considered(self, name: str, quote: Quotation) -> Quotation:
        """A quotation of an article with the engine's runners-up for its speaker."""
        del name
        return quote

    def around(self, passage: Passage) -> tuple[str, str]:
        """The source's text just before and just after a passage; nothing where the source is not
        at hand, or has changed."""
        source = self.sources.get(passage.source)
        if source is None or source.text[passage.start : passage.end] != passage.text:
            return "", ""
        return surroundings(source, passage.start, passage.end)

    def search(
        self, words: str, *, limit: int = 10, stop: Callable[[], bool] = lambda: False
    ) -> list[FoundSentence]:
        """Sentences of the sources, the best first; ``stop`` says that nobody waits any more."""
        from quotecheck.sources.search.found import FoundSentence
        from quotecheck.sources.search.searcher import Searcher

        if self.library is None:
            return []
        if self.rules is None:
            return [FoundSentence(each) for each in self.library.search(words, limit=limit)]
        if self._searcher is None or self._searcher.library is not self.library:
            self._searcher = Searcher(self.library)
        return self._searcher.search(words, limit=limit, stop=stop)

    def beside(self, quote: Quotation, passage: Passage) -> Beside | None:
        """A quotation laid beside a passage; None where next to nothing of it stands there, or
        there are no sources and rules to compare by."""
        finder = self._finder()
        if finder is None or passage.source not in self.sources:
            return None
        asked = (quote.text, quote.speaker, passage)
        if asked not in self._beside:
            from quotecheck.verify.beside import beside

            if len(self._beside) >= _BESIDE_KEPT:
                self._beside.clear()
            self._beside[asked] = beside(quote, passage, finder)
        return self._beside[asked]

    def named_as(self, passage: Passage, names: Iterable[str]) -> str | None:
        """The one of some names by which the speaker of a passage is meant; None if none is."""
        finder = self._finder()
        if finder is None or passage.source not in self.sources:
            return None
        return finder.named_as(passage.speaker or "", names, passage.source)

    def said_by(self, name: str, passage: Passage) -> SpeakerMatch:
        """Return whether a name means the speaker of a passage; without sources and rules it is
        known only of the same last name."""
        finder = self._finder()
        if finder is not None and passage.source in self.sources:
            return finder.said_by(name, passage)
        last, said = name.casefold().split()[-1:], (passage.speaker or "").casefold().split()[-1:]
        return SpeakerMatch.SAME if last and last == said else SpeakerMatch.UNKNOWN

    def _finder(self) -> Finder | None:
        """The finder that lays quotations beside passages of the library as it is now."""
        if self.library is None or self.rules is None:
            return None
        if self._found_by is None or self._found_by.library is not self.library:
            from quotecheck.verify.search.finding import Finder

            self._beside.clear()
            self._found_by = Finder(self.library, self.rules)
        return self._found_by

    def judge(self, document: Document) -> Document:
        """Check quotations that were marked by hand."""
        if self.library is None or self.rules is None or not len(self.library):
            return document
        from quotecheck.verify import check

        return check(document, self.library, self.rules)

    def changes(self, name: str) -> frozenset[str]:
        """The things that have changed on the disk since they were read: ARTICLE, SOURCES."""
        del name
        return frozenset()

    def reload(self, changed: Iterable[str]) -> None:
        """Forget what has changed; ``document`` then reads it again."""


def _name(document: Document) -> str:
    return document.article.path or document.article.id


def without_reports(document: Document) -> Document:
    """A document without what is reported without marks, which the desk asks for by itself."""
    marked = document.marked
    return document if len(marked) == len(document.quotes) else replace(document, quotes=marked)
