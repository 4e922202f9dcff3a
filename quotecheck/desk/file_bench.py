"""The articles of a folder on the desk: read, checked and kept until their files change."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quotecheck.code import engine_version
from quotecheck.desk.bench import ARTICLE, SOURCES, Bench, without_reports
from quotecheck.desk.checked import RecordCache
from quotecheck.desk.digests import digest
from quotecheck.errors import InputError, QuotecheckError, fault
from quotecheck.model import Article, Document, Quotation

if TYPE_CHECKING:
    from quotecheck.rules import Rules

FileStamps = tuple[tuple[str, int, int], ...]
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
        self._read_at: dict[str, FileStamps] = {}
        self._sources_at: FileStamps = ()
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
        """The things that have changed on the disk, going by time and size."""
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
        """The result of ``make``, or the one kept for the same article, sources and rules."""
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

    def _sign_sources(self) -> FileStamps:
        from quotecheck.files import find

        try:
            return _signature(find(self.source_paths, None))
        except InputError:
            return ()


def _signature(paths: Iterable[Path]) -> FileStamps:
    signs = []
    for path in paths:
        try:
            status = path.stat()
        except OSError:
            continue
        signs.append((str(path), status.st_mtime_ns, status.st_size))
    return tuple(signs)
