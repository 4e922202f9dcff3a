"""quotecheck as a library: the two calls that most programs need.

Everything else is public where it lives: `quotecheck.model` (the records), `quotecheck.rules`
(`load`), `quotecheck.sources` (`open_library`), `quotecheck.record` (the JSON).
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from quotecheck.model import Article, Document, Source

if TYPE_CHECKING:
    from quotecheck.rules import Rules
    from quotecheck.sources import Library

__all__ = ["check", "extract"]


def extract(
    article: str | Article, *, rules: Rules | None = None, indirect: bool = False
) -> Document:
    """Find the quotations of an article and who is speaking.

    ``article`` is the text itself, or an Article (see `quotecheck.articles.read_article`).
    ``rules`` are the shipped ones unless given. With ``indirect`` what is reported without marks
    follows after the quotations.
    """
    from quotecheck import extraction

    return extraction.extract(_article(article), rules or _default_rules(), indirect=indirect)


def check(
    article: str | Article | Document,
    sources: Library | Iterable[Source | str | Path] | str | Path,
    *,
    rules: Rules | None = None,
    policy: str | None = None,
    as_of: str | None = None,
) -> Document:
    """Check the quotations of an article against sources.

    ``article`` is a text, an Article, or a Document whose quotations were extracted before.
    ``sources`` are paths of files and folders, Source records, or a Library that is open already
    (to check many articles, open it once). ``policy`` names what passes (default: the rules'),
    ``as_of`` is the day of the article (YYYY-MM-DD): a later source is flagged.

    Raises InputError for a path that is not there or a policy that the rules do not have.
    """
    from quotecheck import verify

    rules = rules or _default_rules()
    document = article if isinstance(article, Document) else extract(article, rules=rules)
    library = _library(sources, rules)
    return verify.check(document, library, rules, policy=policy, as_of=as_of)


def _article(article: str | Article) -> Article:
    if isinstance(article, Article):
        return article
    from quotecheck.articles import make_article

    return make_article(article)


def _library(
    sources: Library | Iterable[Source | str | Path] | str | Path, rules: Rules
) -> Library:
    from quotecheck.sources import Library, open_library

    if isinstance(sources, Library):
        return sources
    items = [sources] if isinstance(sources, (str, Path)) else list(sources)
    records = [item for item in items if isinstance(item, Source)]
    paths = [item for item in items if not isinstance(item, Source)]
    library = open_library(paths, rules)
    return library.adding(records) if records else library


def _default_rules() -> Rules:
    from quotecheck.rules import load

    return load()
