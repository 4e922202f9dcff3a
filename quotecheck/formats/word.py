"""Word documents (.docx, .docm, Transitional and Strict), with tracked changes as accepted."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree as ET

from quotecheck.errors import InputError
from quotecheck.formats import xml
from quotecheck.formats.content import Block, Content
from quotecheck.formats.package import Package, member_name
from quotecheck.formats.runs import note_names
from quotecheck.formats.word_body import WordBody
from quotecheck.formats.word_styles import WordStyles

WHAT = "Word document"
PREFIXES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.openxmlformats.org/package/2006/relationships": "rel",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
}


def read(data: bytes, path: str) -> Iterator[Content]:
    """The one document of a Word file: its text, then its foot- and endnotes.

    Headers, footers, comments and hidden text are left out; the last two are told.
    """
    package = Package(data, path, WHAT)
    main = main_part(package)
    parts = parts_of(package, main)
    warnings: list[str] = []
    body = WordBody(WordStyles(optional_tree(package, parts.get("styles"), "styles", warnings)))
    blocks: list[Block] = []
    for element in xml.children(package.read(main), path, WHAT, {"w:body"}, PREFIXES):
        blocks.extend(body.read(element))
    blocks.extend(body.finish())
    trees = {
        kind: optional_tree(package, parts.get(f"{kind}s"), f"{kind}s", warnings)
        for kind in note_names({kind for kind, _ in body.notes})
    }
    blocks.extend(notes(trees, body))
    comments = _comments(package, parts, warnings)
    title, author, date = _properties(package)
    yield Content(
        tuple(blocks),
        WHAT,
        title=title,
        author=author,
        date=date,
        notes=(*body.warnings(comments), *warnings),
    )


def main_part(package: Package) -> str:
    """The name of the part that holds the text. Raises InputError for any other file."""
    relations = _relations(package, "_rels/.rels", "")
    main = relations.get("officeDocument", "word/document.xml")
    if main not in package or main.startswith(("ppt/", "xl/")):
        raise InputError(f"is not a {WHAT}", path=package.path, hint="save it as .docx or as text")
    return main


def parts_of(package: Package, main: str) -> dict[str, str]:
    """The names of the parts to which the main part refers, by what they are."""
    folder, name = posixpath.split(main)
    found = _relations(package, f"{folder}/_rels/{name}.rels", folder)
    usual = {
        kind: f"{folder}/{kind}.xml" for kind in ("styles", "footnotes", "endnotes", "comments")
    }
    return {kind: part for kind, part in (usual | found).items() if part in package}


def _relations(package: Package, name: str, folder: str) -> dict[str, str]:
    """The parts that a part refers to, by the last word of the relation's type."""
    tree = optional_tree(package, name, "relations", [])
    found: dict[str, str] = {}
    for each in () if tree is None else tree.iter("rel:Relationship"):
        target = each.get("Target", "")
        if each.get("TargetMode") != "External":
            found.setdefault(each.get("Type", "").rpartition("/")[2], member_name(folder, target))
    return found


def optional_tree(
    package: Package, name: str | None, what: str, warnings: list[str]
) -> ET.Element | None:
    """A part's tree, or None where it is missing, or damaged (which is told)."""
    if name is None or name not in package:
        return None
    try:
        return xml.parse(package.read(name), package.path, WHAT, PREFIXES)
    except InputError as error:
        warnings.append(f"its {what} could not be read: {error.reason}")
        return None


def notes(trees: Mapping[str, ET.Element | None], body: WordBody) -> Iterator[Block]:
    """The foot- and endnotes to which the text refers, in its order, numbered as Word does.
    ``trees`` holds the part of each kind."""
    found: dict[tuple[str, str], ET.Element] = {}
    for kind, tree in trees.items():
        for each in () if tree is None else xml.each_child(tree, f"w:{kind}"):
            found[kind, each.get("w:id", "")] = each
    names = note_names({kind for kind, _ in body.notes})
    numbers = dict.fromkeys(names, 0)
    for kind, ident in body.notes:  # which may grow: a note can refer to a note
        numbers[kind] += 1
        note = found.pop((kind, ident), None)
        if note is not None:
            yield from body.within(note, f"{names[kind]} {numbers[kind]}")


def _comments(package: Package, parts: dict[str, str], warnings: list[str]) -> int:
    tree = optional_tree(package, parts.get("comments"), "comments", warnings)
    return 0 if tree is None else sum(1 for _ in xml.each_child(tree, "w:comment"))


def _properties(package: Package) -> tuple[str | None, str | None, str | None]:
    """Title, author and date as the document's properties give them."""
    tree = optional_tree(package, "docProps/core.xml", "properties", [])
    if tree is None:
        return None, None, None
    found = {each.tag: (each.text or "").strip() for each in tree}
    date = found.get("dcterms:created") or found.get("dcterms:modified")
    return found.get("dc:title") or None, found.get("dc:creator") or None, date or None
