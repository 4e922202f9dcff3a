"""EPUB books: the chapters in their order, each read as the web page that it is."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import unquote
from xml.etree import ElementTree as ET

from quotecheck.encoding import decode
from quotecheck.errors import InputError
from quotecheck.formats import web, xml
from quotecheck.formats.content import Block, Content
from quotecheck.formats.package import Package, member_name

WHAT = "EPUB book"
MAX_TEXT = 20_000_000
MAX_TAGS = 300_000
PREFIXES = {
    "urn:oasis:names:tc:opendocument:xmlns:container": "ocf",
    "http://www.idpf.org/2007/opf": "opf",
    "http://openebook.org/namespaces/oeb-package/1.0/": "opf",
    "http://purl.org/dc/elements/1.0/": "dc",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://www.w3.org/2001/04/xmlenc#": "enc",
}
_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_NO_TEXT = ("image/", "audio/", "video/", "font/", "text/css")
_DECLARED = re.compile(rb"\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{2,40})[\"']")
# XHTML may close any element at once (<title/>), which HTML takes for its beginning.
_CLOSED_AT_ONCE = re.compile(
    r"<(?!(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr)\b)"
    r"([a-zA-Z][\w:-]*)(\s[^<>]*)?/>",
    re.IGNORECASE,
)
_MAX_TITLE = 80


class _Book(NamedTuple):
    """The contents of a book's package file: its chapters in order, and what it says about the
    book."""

    chapters: list[str]
    title: str | None
    author: str | None
    date: str | None
    publisher: str | None


def read(data: bytes, path: str) -> Iterator[Content]:
    """The one document of a book. Raises InputError too if its chapters are encrypted."""
    package = Package(data, path, WHAT)
    book = _book(package)
    _check_encryption(package, book.chapters)
    blocks: list[Block] = []
    notes: dict[str, None] = {}
    size = tags = 0
    for number, name in enumerate(book.chapters, 1):
        try:
            chapter = package.read(name)
            size += len(chapter)
            tags += chapter.count(b"<")
            too_large = size > MAX_TEXT or tags > MAX_TAGS
            content = None if too_large else _chapter(chapter, path)
        except InputError as error:
            notes[f"chapter {number} ({name}) could not be read: {error.reason}"] = None
            continue
        if content is None:
            raise InputError("is too large", path=path, hint="give only some chapters")
        blocks.extend(_placed(content.blocks, number))
        notes.update(dict.fromkeys(content.notes))
    yield Content(
        tuple(blocks),
        WHAT,
        title=book.title,
        author=book.author,
        date=book.date,
        outlet=book.publisher,
        notes=tuple(notes),
    )


def _book(package: Package) -> _Book:
    name = _package_file(package)
    tree = xml.parse(package.read(name), package.path, WHAT, PREFIXES)
    folder = posixpath.dirname(name)
    files = {
        item.get("id", ""): _inside(folder, item.get("href", ""))
        for item in tree.iter("opf:item")
        if not item.get("media-type", "").startswith(_NO_TEXT)
    }
    order = (files.get(item.get("idref", "")) for item in tree.iter("opf:itemref"))
    chapters = list(dict.fromkeys(file for file in order if file))
    if not chapters:
        raise InputError(f"is not a usable {WHAT}: it names no chapters", path=package.path)
    return _Book(
        chapters,
        title=_first(tree, "dc:title"),
        author=_first(tree, "dc:creator"),
        date=_first(tree, "dc:date"),
        publisher=_first(tree, "dc:publisher"),
    )


def _package_file(package: Package) -> str:
    """The name of the package file, which lists the others; found by its ending if need be."""
    container = package.find(_CONTAINER)
    if container is not None:
        tree = xml.parse(container, package.path, WHAT, PREFIXES)
        for root in tree.iter("ocf:rootfile"):
            name = _inside("", root.get("full-path", ""))
            if name in package:
                return name
    found = next((name for name in package.names if name.endswith(".opf")), None)
    return found or _CONTAINER  # which is missing, and the message says so


def _inside(folder: str, address: str) -> str:
    """The name of a member of the package, given its address as seen from a folder."""
    return member_name(folder, unquote(address.partition("#")[0]))


def _first(tree: ET.Element, tag: str) -> str | None:
    texts = (" ".join("".join(each.itertext()).split()) for each in tree.iter(tag))
    return next((text for text in texts if text), None)


def _check_encryption(package: Package, chapters: list[str]) -> None:
    """Refuse a book whose text is encrypted; many only encrypt their fonts."""
    data = package.find(_ENCRYPTION)
    if data is None:
        return
    tree = xml.parse(data, package.path, WHAT, PREFIXES)
    encrypted = {
        _inside("", each.get("URI", "")).lower() for each in tree.iter("enc:CipherReference")
    }
    if not encrypted.isdisjoint(name.lower() for name in chapters):
        raise InputError(
            "is copy-protected, so its text cannot be read",
            path=package.path,
            hint="use a copy without protection, or type out the passages you need",
        )


def _chapter(data: bytes, path: str) -> Content:
    declared = _DECLARED.match(data)
    text, notes = decode(data, path, declared=declared.group(1).decode() if declared else None)
    text = _CLOSED_AT_ONCE.sub(r"<\1\2></\1>", text.replace("\t", " "))
    page = b"\xef\xbb\xbf" + text.lstrip("\ufeff").encode("utf-8", "replace")
    content = next(web.read(page, path))
    return Content(content.blocks, WHAT, notes=(*notes, *content.notes))


def _placed(blocks: tuple[Block, ...], number: int) -> Iterator[Block]:
    """The blocks of a chapter, placed by its heading or else its number."""
    heading = next((block.text for block in blocks[:3] if block.heading), "")
    chapter = " ".join(heading.split())
    if not 0 < len(chapter) <= _MAX_TITLE:
        chapter = f"chapter {number}"
    for block in blocks:
        place = f"{chapter}, {block.place}" if block.place else chapter
        yield block._replace(place=place)
