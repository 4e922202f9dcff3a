"""A corrected copy of a draft: its own bytes with exactly the decided changes.

A copy is read again before it is given out, and has to say what the draft says with the changes.
"""

from __future__ import annotations

import codecs
import html
from collections.abc import Iterator, Sequence
from difflib import unified_diff
from itertools import pairwise
from pathlib import Path

from quotecheck.articles import parse_article
from quotecheck.desk.confidential import Veil, refuse_named
from quotecheck.encoding import decode
from quotecheck.errors import InputError
from quotecheck.formats import web
from quotecheck.formats.web_letters import Letter, Searched, letters
from quotecheck.model import Article
from quotecheck.reports.edits import DraftEdit, applied
from quotecheck.reports.office import Office, office_of

_TEXTS = (".txt", ".text", ".md", ".markdown")
_PAGES = (".html", ".htm", ".xhtml")
_CODECS = (
    *("utf-8", "utf-16-le", "utf-16-be", "cp1252", "mac_roman", "iso8859-15", "cp1250", "cp1251"),
    *("cp1254", "koi8-r", "gb18030", "cp932", "euc_jp", "cp949", "big5"),
)
_BOMS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def corrected(
    article: Article, data: bytes, changes: Sequence[DraftEdit], veil: Veil
) -> tuple[bytes, list[DraftEdit], list[DraftEdit]]:
    """The corrected bytes of a draft, the changes that are in them, and those that could not be
    written where they belong. Raises InputError for a format that is not written, and for a draft
    that names a confidential source."""
    path = article.path or ""
    suffix = Path(path).suffix.lower()
    if office := office_of(path):
        made = _office(article, data, changes, office)
        refuse_named(office.texts(made[0], path), path, veil)
        return made
    if suffix not in (*_TEXTS, *_PAGES):
        raise InputError(
            f"a corrected copy cannot be written as {suffix or 'that'}",
            path=path,
            hint="--format docx or odt makes a document, --format corrections a list",
        )
    page = suffix in _PAGES
    text = web.page_source(data, path)[0] if page else decode(data, path)[0]
    bom, codec = _encoding(data, text, path)
    copy = _Copy(article, text, page=page)
    done, left = copy.change(changes)
    refuse_named([copy.text, applied(article.text, done)], path, veil)
    try:
        encoded = copy.text.encode(codec, "xmlcharrefreplace" if page else "strict")
    except UnicodeEncodeError as error:
        letter = copy.text[error.start]
        hint = "save the draft as UTF-8"
        raise InputError(f"{codec} has no letter “{letter}”", path=path, hint=hint) from error
    return bom + encoded, done, left


def correction_diff(article: Article, changes: Sequence[DraftEdit], name: str) -> Iterator[str]:
    """The changes as a unified diff, line by line."""
    before, after = article.text, applied(article.text, changes)
    lines = unified_diff(
        before.splitlines(), after.splitlines(), article.path or article.id, name, n=1, lineterm=""
    )
    yield from lines


def _office(
    article: Article, data: bytes, changes: Sequence[DraftEdit], office: Office
) -> tuple[bytes, list[DraftEdit], list[DraftEdit]]:
    path = article.path or ""
    found = office.places(data, path, article.text)
    marker = office.marker(found, tracked=False)
    done = [each for each in changes if marker.can_change(each)]
    left = [each for each in changes if not marker.can_change(each)]
    marker.mark([], done)
    copy = office.packed(marker, found)
    if parse_article(copy, path).text.split() != applied(article.text, done).split():
        reason = "a corrected copy would not say what was decided"
        raise InputError(
            reason,
            path=path,
            hint=f"use --format {office.suffixes[0][1:]}, which tracks the changes",
        )
    return copy, done, left


class _Copy:
    """The source of a text or a page, in which changes are written where they belong."""

    def __init__(self, article: Article, text: str, *, page: bool) -> None:
        self.text = text
        self._said = article.text
        self._path = article.path or ""
        self._page = page

    def change(self, edits: Sequence[DraftEdit]) -> tuple[list[DraftEdit], list[DraftEdit]]:
        """Write changes; returns those that are written and those for which no place is sure."""
        wanted = applied(self._said, edits)
        if self.text == self._said and not self._page:
            self.text = wanted
            return list(edits), []
        if self._change_all(edits, wanted):
            return list(edits), []
        done: list[DraftEdit] = []
        left: list[DraftEdit] = []
        for each in sorted(edits, key=lambda edit: edit.start, reverse=True):
            (done if self._change_one(each) else left).append(each)
        return done[::-1], left[::-1]

    def _change_all(self, edits: Sequence[DraftEdit], wanted: str) -> bool:
        """Write all changes at their likeliest places, if that makes what is wanted."""
        source = Searched(self._letters())
        places = []
        for each in edits:
            wide = _widened(each, self._said)
            first, last = next(source.candidates(self._said, wide.start, wide.end), (0, -1))
            places.append((first, last, wide.text))
        places.sort()
        if any(last < first for first, last, _ in places) or any(
            before[1] >= after[0] for before, after in pairwise(places)
        ):
            return False
        tried = self.text
        for first, last, new in reversed(places):
            tried = self._written(tried, source.letters[first : last + 1], new)
        return self._take(tried, wanted)

    def _change_one(self, edit: DraftEdit) -> bool:
        wide = _widened(edit, self._said)
        source, wanted = Searched(self._letters()), applied(self._said, [edit])
        return any(
            self._take(
                self._written(self.text, source.letters[first : last + 1], wide.text), wanted
            )
            for first, last in source.candidates(self._said, wide.start, wide.end)
        )

    def _letters(self) -> list[Letter]:
        return letters(self.text) if self._page else _plain(self.text)

    def _take(self, tried: str, wanted: str) -> bool:
        """Go on with a changed source, if it reads as wanted."""
        if not self._reads(tried, wanted):
            return False
        self.text, self._said = tried, wanted
        return True

    def _written(self, text: str, old: Sequence[Letter], new: str) -> str:
        """A source with new words in the place of letters; the tags between these stay."""
        words = html.escape(new, quote=False) if self._page else new
        pieces = [text[: old[0].start], words]
        at = old[0].start
        for letter in old:
            pieces.append(text[at : letter.start])
            at = letter.end
        return "".join([*pieces, text[at:]])

    def _reads(self, text: str, wanted: str) -> bool:
        try:
            data = text.encode("utf-8", "surrogatepass")
            said = _unmarked(data, self._path) if self._page else parse_article(data, self._path)
        except InputError:
            return False
        return said.text == wanted


def _unmarked(data: bytes, path: str) -> Article:
    """A page that was decoded before, whatever charset it declares."""
    return parse_article(codecs.BOM_UTF8 + data, path)


def _plain(text: str) -> list[Letter]:
    return [Letter(char, at, at + 1) for at, char in enumerate(text)]


def _widened(edit: DraftEdit, text: str) -> DraftEdit:
    """The same change of a stretch that begins and ends with a letter that can be looked for."""
    start, end, new = edit.start, edit.end, edit.text
    before = text[:start].rstrip(" \t\u00a0")
    if start == end and before and not before.endswith(("\n", "\r")):
        new = text[len(before) - 1 : start] + new
        start = len(before) - 1
    while end < len(text) and (start == end or text[end - 1].isspace()):
        new += text[end]
        end += 1
    while start and (start == len(text) or text[start].isspace()):
        start -= 1
        new = text[start] + new
    return DraftEdit(start, end, new, edit.number, edit.editor, edit.at)


def _encoding(data: bytes, text: str, path: str) -> tuple[bytes, str]:
    """The byte order mark and the codec in which the text is the data."""
    bom = next((each for each in _BOMS if data.startswith(each)), b"")
    for codec in _CODECS:
        try:
            if bom + text.encode(codec) == data:
                return bom, codec
        except UnicodeEncodeError:
            continue
    raise InputError(
        "no copy can be written: some of its bytes could not be read",
        path=path,
        hint="save it as UTF-8",
    )
