"""The articles on the desk: where they come from, and whether their files have changed since."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quotecheck.code import engine_version
from quotecheck.desk.checked import RecordCache
from quotecheck.desk.desk import digest
from quotecheck.errors import InputError, QuotecheckError, fault
from quotecheck.model import Article, Document, Passage, Quotation, Source, Speaker
from quotecheck.sources.surroundings import surroundings

if TYPE_CHECKING:
    from quotecheck.desk.desk import Desk
    from quotecheck.rules import Rules
    from quotecheck.sources import Library
    from quotecheck.sources.search.found import Found
    from quotecheck.sources.search.searcher import Searcher
    from quotecheck.verify.beside import Beside
    from quotecheck.verify.search.finding import Finder

ARTICLE, SOURCES = "article", "sources"
_BESIDE_KEPT = 500

Signature = tuple[tuple[str, int, int], ...]


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
        """What the article reports without quotation marks, checked.

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
        """What the source says just before and just after a passage; nothing where the source is
        not at hand, or has changed."""
        source = self.sources.get(passage.source)
        if source is None or source.text[passage.start : passage.end] != passage.text:
            return "", ""
        return surroundings(source, passage.start, passage.end)

    def search(
        self, words: str, *, limit: int = 10, stop: Callable[[], bool] = lambda: False
    ) -> list[Found]:
        """Sentences of the sources, the best first; ``stop`` says that nobody waits any more."""
        from quotecheck.sources.search.found import Found
        from quotecheck.sources.search.searcher import Searcher

        if self.library is None:
            return []
        if self.rules is None:
            return [Found(each) for each in self.library.search(words, limit=limit)]
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

    def _finder(self) -> Finder | None:
        """What lays quotations beside passages of the library as it is now."""
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
        """What has changed on the disk since it was read: ARTICLE, SOURCES."""
        del name
        return frozenset()

    def reload(self, changed: Iterable[str]) -> None:
        """Forget what has changed; ``document`` then reads it again."""


KEPT = 200
"""How many articles of a folder are held in memory: those asked for last."""


class FileBench(Bench):
    """Articles in files, read and checked when they are asked for.

    ``records`` are results of ``quotecheck batch``: those articles are not checked again unless
    they have changed. In ``cache_dir`` what was checked is kept until the next start, by the
    hashes of article, sources and rules.
    """

    def __init__(
        self,
        paths: Sequence[Path],
        source_paths: Sequence[str | Path],
        rules: Rules,
        *,
        policy: str | None = None,
        index_dir: Path | None = None,
        records: Mapping[str, Mapping[str, Any]] | None = None,
        cache_dir: Path | None = None,
    ) -> None:
        super().__init__(rules=rules)
        self.names = tuple(map(str, paths))
        self.source_paths = source_paths
        self._policy = policy
        self._index_dir = index_dir
        self._records = dict(records or {})
        self._cache = RecordCache(cache_dir) if cache_dir is not None else None
        self._read_at: dict[str, Signature] = {}
        self._sources_at: Signature = ()
        self._told: dict[str, tuple[Document, tuple[Quotation, ...]]] = {}
        self._open_library()

    def document(self, name: str) -> Document:
        """The article's quotations, extracted and checked; kept until the file changes. Its
        reports are looked for only when they are asked for: that takes longer."""
        known = self._documents.pop(name, None)
        if known is None:
            self._read_at[name] = _signature([Path(name)])
            known = self._made(name)
        self._documents[name] = known
        if len(self._documents) > KEPT:
            del self._documents[next(iter(self._documents))]
        return known

    def reports(self, name: str) -> tuple[Quotation, ...]:
        """The article's reports, extracted and checked; kept until the file changes."""
        document = self.document(name)
        known = self._told.get(name)
        if known is None or known[0] is not document:
            try:
                found = self._look_for_reports(name, document)
            except QuotecheckError:
                raise
            except Exception as error:
                raise fault(error, path=name) from error
            self._told = {**self._told, name: (document, found)}
            known = self._told[name]
        return known[1]

    def considered(self, name: str, quote: Quotation) -> Quotation:
        """The quotation with the engine's runners-up, which the results of a batch leave out."""
        if name not in self._records or quote.alternatives or self.rules is None:
            return quote
        from quotecheck.extraction import extract

        found = extract(self.document(name).article, self.rules).quotes
        same = (
            other
            for other in found
            if (other.start, other.end, other.speaker) == (quote.start, quote.end, quote.speaker)
        )
        return replace(quote, alternatives=next(same, quote).alternatives)

    def judge(self, document: Document) -> Document:
        """Check against the sources, by the policy in use."""
        if self.library is None or self.rules is None:
            return document
        from quotecheck.verify import check

        return check(document, self.library, self.rules, policy=self._policy)

    def changes(self, name: str) -> frozenset[str]:
        """What has changed on the disk, going by time and size."""
        found = set()
        if name in self._read_at and _signature([Path(name)]) != self._read_at[name]:
            found.add(ARTICLE)
        if self.source_paths and self._sign_sources() != self._sources_at:
            found.add(SOURCES)
        return frozenset(found)

    def reload(self, changed: Iterable[str]) -> None:
        """Forget articles whose file has changed; with new sources, all of them."""
        if SOURCES in changed:
            self._records.clear()
            self._documents.clear()
            self._told.clear()
            self._whole.clear()
            self._open_library()
        for name in list(self._documents):
            if _signature([Path(name)]) != self._read_at.get(name):
                del self._documents[name]

    def _made(self, name: str) -> Document:
        """The document, or an InputError whatever goes wrong: other articles go on."""
        try:
            return self._make(name)
        except QuotecheckError:
            raise
        except Exception as error:
            raise fault(error, path=name) from error

    def _make(self, name: str) -> Document:
        from quotecheck.articles import is_quote_list, read_article, read_quote_list

        if self.rules is None:
            raise InputError("there are no rules", path=name)
        if is_quote_list(name):
            return without_reports(self.judge(read_quote_list(name)))
        article = read_article(name)
        record = self._records.get(name)
        if record is not None:
            from quotecheck.record import from_record

            try:
                return without_reports(from_record(record, article.text))
            except InputError:
                del self._records[name]
        from quotecheck.extraction import extract

        rules = self.rules
        return self._kept(article, name, lambda: self.judge(extract(article, rules)))

    def _kept(
        self, article: Article, name: str, make: Callable[[], Document], what: str = ""
    ) -> Document:
        """What ``make`` gives, or gave for the same article, sources and rules before."""
        key = digest("\0".join((article.text, name, *self._versions(), what)))
        kept = self._cache.get(key, article.text) if self._cache else None
        if kept is not None:
            return kept
        document = make()
        if self._cache is not None:
            self._cache.put(key, document)
        return document

    def recorded_reports(self, name: str) -> tuple[Quotation, ...] | None:
        """The reports in the result of a batch, none if it was not asked for them; None for an
        article that no result has."""
        from quotecheck.record import from_record

        record = self._records.get(name)
        if record is None:
            return None
        return from_record(record, self.document(name).article.text).reports

    def _look_for_reports(self, name: str, document: Document) -> tuple[Quotation, ...]:
        from quotecheck.articles import is_quote_list, read_quote_list
        from quotecheck.extraction import extract

        rules, article = self.rules, document.article
        if rules is None:
            return ()
        if is_quote_list(name):
            return self.judge(read_quote_list(name)).reports
        if recorded := self.recorded_reports(name):
            return recorded

        def make() -> Document:
            found = extract(article, rules, explain=False, indirect=True)
            return self.judge(replace(found, quotes=found.reports))

        return self._kept(article, name, make, "reports").reports

    def _versions(self) -> tuple[str, ...]:
        sources = self.library.hash if self.library is not None else ""
        return (engine_version(), self.rules_hash, sources, self._policy or "")

    def _open_library(self) -> None:
        from quotecheck.sources import open_library

        if self.source_paths and self.rules is not None:
            self._sources_at = self._sign_sources()
            self.library = open_library(self.source_paths, self.rules, index_dir=self._index_dir)

    def _sign_sources(self) -> Signature:
        from quotecheck.files import find

        try:
            return _signature(find(self.source_paths, None))
        except InputError:
            return ()


def read_records(path: Path) -> dict[str, dict[str, Any]]:
    """The records of a batch result (JSON Lines), by the path of their article.

    Raises:
        InputError: the file cannot be read, or a line is not a record.
    """
    from quotecheck.encoding import decode
    from quotecheck.files import read_bytes

    text, _ = decode(read_bytes(path, limit=2_000_000_000), str(path))
    records = {}
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            records[str(record["path"])] = record
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise InputError("is not a result of a batch", path=str(path), line=number) from error
    return records


def named_sources(records: Iterable[Mapping[str, Any]]) -> list[Path]:
    """The files of the sources that the results of a batch name, as far as they are there."""
    named = {
        passage["path"]
        for record in records
        for quote in record.get("quotes", ())
        for passage in (quote.get("check") or {}).get("matches", ())
        if passage.get("path")
    }
    return [path for path in map(Path, sorted(named)) if path.is_file()]


def is_batch_result(path: Path) -> bool:
    """Whether a file holds the results of a batch, going by its first line."""
    try:
        with path.open("rb") as file:
            head = file.readline(400)
    except OSError:
        return False
    return path.suffix == ".jsonl" and head.startswith(b'{"schema"')


def _name(document: Document) -> str:
    return document.article.path or document.article.id


def _signature(paths: Iterable[Path]) -> Signature:
    signs = []
    for path in paths:
        try:
            status = path.stat()
        except OSError:
            continue
        signs.append((str(path), status.st_mtime_ns, status.st_size))
    return tuple(signs)


def without_reports(document: Document) -> Document:
    """A document without what is reported without marks, which the desk asks for by itself."""
    marked = document.marked
    return document if len(marked) == len(document.quotes) else replace(document, quotes=marked)
