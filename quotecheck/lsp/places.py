"""The places of a draft's quotations in what an editor has open: in the text itself, or in the
source of a page that was read as text."""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from pathlib import Path

from quotecheck.articles import make_article, parse_article
from quotecheck.errors import InputError
from quotecheck.formats.web_letters import Searched, letters
from quotecheck.model import Article, Document
from quotecheck.text import Stretch

_PAGES = (".html", ".htm", ".xhtml")


def is_page(path: Path | None, language: str = "") -> bool:
    """Return whether a draft is a web page: by its name, or by what the editor calls its language
    where it has none yet."""
    return path.suffix.lower() in _PAGES if path else language == "html"


def article_of(text: str, path: Path | None, *, page: bool) -> Article:
    """The article in a draft that is open."""
    if not page:
        return make_article(text, path=str(path) if path else None)
    data = codecs.BOM_UTF8 + text.encode("utf-8", "surrogatepass")
    name = str(path) if path else "page.html"
    try:
        return parse_article(data, name)
    except InputError:  # nothing to read in it yet
        return make_article("", path=name)


def places_of(document: Document, text: str, *, page: bool) -> Mapping[str, Stretch]:
    """From where up to where each quotation stands, by its id; one that cannot be found in the
    source of a page is not there."""
    if not page:
        return {quote.id: (quote.start, quote.end) for quote in document.quotes}
    source = Searched(letters(text))
    found: dict[str, Stretch] = {}
    at = 0
    for quote in document.quotes:
        for first, last in source.candidates(document.article.text, quote.start, quote.end):
            if first >= at:
                found[quote.id] = source.letters[first].start, source.letters[last].end
                at = last + 1
                break
    return found
