"""Reading drafts, published stories, and lists of quotes."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quotecheck.encoding import decode, mended
from quotecheck.errors import InputError
from quotecheck.files import find, read_bytes
from quotecheck.model import Article, Document, Kind, Quotation, Speaker

if TYPE_CHECKING:
    from quotecheck.formats import Content

# Drafts that are their own text, and those of which a reader of `quotecheck.formats` makes one.
_TEXTS = (".txt", ".text", ".md", ".markdown")
_DOCUMENTS = (
    *(".html", ".htm", ".xhtml", ".docx", ".docm", ".odt", ".fodt"),
    *(".rtf", ".pdf", ".epub", ".eml"),
)
SUFFIXES = frozenset(_TEXTS + _DOCUMENTS)
ENDINGS = f"drafts end in {', '.join((_TEXTS + _DOCUMENTS)[:-1])} or {_DOCUMENTS[-1]}"
IS_SOURCE = "is one of the sources, and is not checked against itself"
OTHER_SOURCES = "name --sources that do not hold the draft"
LIST_SUFFIXES = frozenset({".jsonl", ".csv"})

_DATE = re.compile(r"(?<!\d)(?:19|20)\d\d-[01]\d-[0-3]\d(?!\d)")
_DATE_LINE = re.compile(
    r"^date:\s*[\"']?((?:19|20)\d\d-[01]\d-[0-3]\d)\b", re.IGNORECASE | re.MULTILINE
)
_TITLE_LINE = re.compile(r"^(?:title:[ \t]*|#[ \t]+)(\S.*)$", re.IGNORECASE | re.MULTILINE)


def find_articles(
    paths: Sequence[str | Path], *, skip: Sequence[str | Path] = ()
) -> Iterator[Path]:
    """The article files that ``paths`` mean, without the sources, which are in ``skip``: a text
    that is its own source would pass whatever it says.

    Raises InputError for a path that is not there, and where nothing but sources is left.
    """
    outside = outside_of(skip)
    drafts = source = None
    for path in find(paths, SUFFIXES, skip=skip):
        if outside(path):
            drafts = path
            yield path
        else:
            source = path
    if source and not drafts:
        raise InputError(IS_SOURCE, path=str(source), hint=OTHER_SOURCES)


def outside_of(sources: Sequence[str | Path]) -> Callable[[str | Path], bool]:
    """A function that says whether a file is none of the sources, and in none of their folders."""
    places = [Path(os.path.realpath(each)) for each in sources]

    def outside(path: str | Path) -> bool:
        real = Path(os.path.realpath(path))
        return not any(real.is_relative_to(place) for place in places)

    return outside


def read_article(path: str | Path) -> Article:
    """The article in a text file, web page, Word document, PDF or mail.

    Raises InputError if there is no text to be had.
    """
    return parse_article(read_bytes(Path(path)), str(path))


def parse_article(data: bytes, path: str) -> Article:
    """The article in the bytes of a file, whose name says the format.

    Raises InputError if there is no text to be had.
    """
    if Path(path).suffix.lower() in _DOCUMENTS:
        return _of_document(data, path)
    if data[:4] in (b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0"):
        from quotecheck.formats import why_not

        if reason := why_not(path):
            raise InputError(reason, path=path)
    text, notes = decode(data, path)
    if not text.strip():
        raise InputError("is empty", path=path)
    text, more = mended(text)
    return make_article(text, path=path, warnings=(*notes, *more))


def _of_document(data: bytes, path: str) -> Article:
    from quotecheck.formats import contents  # text drafts, of which most are, need no reader

    found = [each for each in contents(data, path) if each.blocks]
    if not found:
        raise InputError("is empty", path=path)
    text = "\n\n".join(map(_draft, found))
    notes = tuple(note for content in found for note in content.notes)
    article = make_article(text, path=path, warnings=notes)
    return replace(article, title=found[0].title or article.title)


def _draft(content: Content) -> str:
    """The text of a document as a draft: without what a page repeats."""
    from quotecheck.formats.furniture import tidy
    from quotecheck.formats.script import assemble, lines_of

    lines = list(lines_of(content.blocks))
    if any(line.page for line in lines):
        lines = tidy(lines)
    return assemble(lines).text


def make_article(text: str, *, path: str | None = None, warnings: tuple[str, ...] = ()) -> Article:
    """An article from its text; title and date are read off the text and the file's name."""
    stem = Path(path).stem if path else "article"
    dated = _DATE_LINE.search(text[:1000])
    named = _DATE.search(stem)
    return Article(
        id=stem,
        text=text,
        path=path,
        title=_title(text[:3000]),
        date=dated.group(1) if dated else named.group() if named else None,
        warnings=warnings,
    )


# Where one sentence ends and the next begins, titles such as Prof. aside.
_SENTENCES = re.compile(r"[a-z]{4}[.?!][”’\"']? [“‘\"']?[A-Z]")


def _title(head: str) -> str | None:
    """The first line that reads like a headline: a marked one, or one of the first three
    paragraphs that is short, of several words, and no sentence."""
    if marked := _TITLE_LINE.search(head[:1000]):
        return marked.group(1).strip().strip("\"'")
    for paragraph in re.split(r"\s*\n\s*", head.strip(), maxsplit=3)[:3]:
        ends = paragraph.rstrip("”’\"'").endswith(".") or _SENTENCES.search(paragraph)
        if 4 <= len(paragraph.split()) <= 35 and not ends:
            return paragraph.strip()
    return None


def is_quote_list(path: str | Path) -> bool:
    """Return whether a file is a list of quotes, going by its name."""
    return Path(path).suffix.lower() in LIST_SUFFIXES


def read_quote_list(path: str | Path) -> Document:
    """A list of quotes to check, as a document: one row a quotation.

    Rows have ``quote`` and may have ``id``, ``speaker`` and ``date``, and, for what is reported
    without marks, ``kind`` ("indirect") and ``context``, the text around it: JSON Lines, or CSV
    with a line of headings. The quotes, a line each, are the article's text. Raises InputError,
    with the line of a row that cannot be read.
    """
    name = str(path)
    text, warnings = decode(read_bytes(Path(path), limit=200_000_000), name)
    rows = _csv_rows(text, name) if name.lower().endswith(".csv") else _json_rows(text, name)
    quotes: list[Quotation] = []
    pieces: list[str] = []
    at = 0
    for line, row in rows:
        words = _cell(row, "quote", name, line)
        if words is None:
            raise InputError("the row has no quote", path=name, line=line, hint="add a quote field")
        speaker = _cell(row, "speaker", name, line)
        quotes.append(
            Quotation(
                id=_cell(row, "id", name, line) or str(len(quotes) + 1),
                start=at,
                end=at + len(words),
                text=words,
                kind=_kind(row, name, line),
                paragraph=len(quotes),
                speaker=Speaker(speaker) if speaker else None,
                confidence=1.0 if speaker else 0.0,
                date=_cell(row, "date", name, line),
                context=_cell(row, "context", name, line) or "",
            )
        )
        pieces.append(words)
        at += len(words) + 1
    if not quotes:
        raise InputError("holds no quotes", path=name)
    article = Article(id=Path(name).stem, text="\n".join(pieces), path=name, warnings=warnings)
    return Document(article, tuple(quotes))


def _kind(row: Mapping[str, Any], path: str, line: int) -> Kind:
    """The kind of a row: words in marks, unless it says that they are reported without."""
    kind = _cell(row, "kind", path, line) or Kind.DIRECT.value
    if kind not in (Kind.DIRECT.value, Kind.INDIRECT.value):
        hint = "write direct or indirect, or leave it out"
        raise InputError(f"there is no kind {kind!r}", path=path, line=line, hint=hint)
    return Kind(kind)


def _json_rows(text: str, path: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    # Not splitlines: JSON may hold U+2028 and its like inside a string.
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise InputError(f"is not JSON: {error}", path=path, line=number) from error
        if not isinstance(row, dict):
            raise InputError("the row is not a JSON object", path=path, line=number)
        yield number, row


def _csv_rows(text: str, path: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    import csv
    import io

    reader = csv.DictReader(io.StringIO(text, newline=""))
    try:
        if "quote" not in (reader.fieldnames or ()):
            hint = "the first line names the columns: id,quote,speaker,date"
            raise InputError("has no column 'quote'", path=path, line=1, hint=hint)
        for row in reader:
            yield reader.line_num, row
    except csv.Error as error:
        raise InputError(f"is not CSV: {error}", path=path, line=reader.line_num) from error


def _cell(row: Mapping[str, Any], field: str, path: str, line: int) -> str | None:
    value = row.get(field)
    if value is None or value == "":
        return None
    if isinstance(value, (str, int)):
        return str(value)
    raise InputError(f"{field} must be text", path=path, line=line)
