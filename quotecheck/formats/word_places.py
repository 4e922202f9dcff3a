"""Where each letter of a Word draft stands in its package, for what writes into a copy of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple
from xml.etree import ElementTree as ET

from quotecheck.errors import InputError
from quotecheck.formats import xml
from quotecheck.formats.package import Package
from quotecheck.formats.runs import DROPPED, note_names
from quotecheck.formats.word import PREFIXES, WHAT, main_part, notes, optional_tree, parts_of
from quotecheck.formats.word_body import Body
from quotecheck.formats.word_styles import Styles

Element = Any
"""An element of lxml, whose trees keep the prefixes that Word wants to find again."""


class Spot(NamedTuple):
    """Where a letter stands: in which element, and as which letter of its text; None where the
    element shows something else than the letters it holds (a symbol, a break)."""

    element: Element
    at: int | None


@dataclass(frozen=True)
class Places:
    """The parts of a package that hold text, as trees that may be changed, by name; ``main`` is the
    name of the one with the body. ``spots`` has a place for each letter of a text, or None for what
    stands between paragraphs."""

    package: Package
    main: str
    parts: dict[str, Element]
    spots: list[Spot | None]


class _Traced(Body):
    """Reads as `Body` does, and remembers which element each letter came from."""

    def __init__(self, styles: Styles) -> None:
        super().__init__(styles)
        self.said: list[tuple[ET.Element, str]] = []

    def _say(self, element: ET.Element, text: str, look: int) -> None:
        self.said.append((element, text))
        super()._say(element, text, look)


def places(data: bytes, path: str, text: str) -> Places:
    """Where each letter of ``text`` stands, which is what a Word file was read as, or holds all of
    its letters in their order. Raises InputError for any other file."""
    package = Package(data, path, WHAT)
    main = main_part(package)
    names = parts_of(package, main)
    body = _Traced(Styles(optional_tree(package, names.get("styles"), "styles", [])))
    root = xml.parse(package.read(main), path, WHAT, PREFIXES)
    for each in xml.each_child(root, "w:body"):
        for element in each:
            body.read(element)
    body.finish()
    trees: dict[str, ET.Element] = {main: root}
    kinds: dict[str, ET.Element | None] = {}
    for kind in note_names({kind for kind, _ in body.notes}):
        name = names.get(f"{kind}s")
        kinds[kind] = tree = optional_tree(package, name, f"{kind}s", [])
        if tree is not None and name is not None:
            trees[name] = tree
    for _ in notes(kinds, body):
        pass  # read for their letters alone
    parts, twins = _twins(package, trees)
    return Places(package, main, parts, _aligned(text, _letters(body.said, twins), path))


def _twins(
    package: Package, trees: dict[str, ET.Element]
) -> tuple[dict[str, Element], dict[int, Element]]:
    """The parts as trees of lxml, and for each element of ours the same one there."""
    parts: dict[str, Element] = {}
    twins: dict[int, Element] = {}
    for name, tree in trees.items():
        parts[name] = editable(package.read(name), package.path)
        pairs = zip(tree.iter(), parts[name].iter("*"), strict=True)
        twins.update((id(own), other) for own, other in pairs)
    return parts, twins


def editable(data: bytes, path: str) -> Element:
    """The root element of a part that `xml.parse` has read and found harmless. Raises InputError
    where lxml cannot read it."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise InputError(f"is a damaged {WHAT}: {error}", path=path) from error


def _letters(
    said: Iterable[tuple[ET.Element, str]], twins: dict[int, Element]
) -> Iterator[tuple[str, Spot]]:
    for own, text in said:
        element = twins[id(own)]
        exact = len(own.text or "") == len(text) and own.text == element.text
        for at, char in enumerate(text):
            if ord(char) not in DROPPED:
                yield char, Spot(element, at if exact else None)


def _aligned(text: str, letters: Iterable[tuple[str, Spot]], path: str) -> list[Spot | None]:
    """A place for each letter of a text. What the text has beyond the letters has none: line ends,
    tabs between cells, and the signs of Markdown."""
    found = list(letters)
    spots: list[Spot | None] = []
    at = 0
    for char in text:
        ahead = at
        if not char.isspace():
            while ahead < len(found) and found[ahead][0].isspace():
                ahead += 1
        if ahead < len(found) and found[ahead][0] == char:
            spots.append(found[ahead][1])
            at = ahead + 1
        else:
            spots.append(None)
    if any(not char.isspace() for char, _ in found[at:]):
        reason = "cannot be written to: its text and its parts do not agree"
        raise InputError(reason, path=path, hint="open it in Word and save it again")
    return spots
