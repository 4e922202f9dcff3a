"""The place of each letter of an office draft in its package, for what writes into a copy of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple
from xml.etree import ElementTree as ET

from quotecheck.errors import InputError
from quotecheck.formats.package import Package
from quotecheck.formats.runs import DROPPED

Element = Any
"""An element of lxml, whose trees keep the prefixes that office programs want to find again."""


class ReadText(NamedTuple):
    """Text that a reader took from an element: from its own text, from its ``tail`` (what follows
    it), or from neither where it is only ``shown`` there (a break, a symbol)."""

    element: ET.Element
    text: str
    tail: bool = False
    shown: bool = False


class LetterSpot(NamedTuple):
    """The place of a letter: its element, and its number in the element's text, or in its tail;
    None where the element shows something other than the letters it holds (a symbol, a break)."""

    element: Element
    at: int | None
    tail: bool = False


@dataclass(frozen=True)
class LettersInFile:
    """The parts of a package that hold text, as trees that may be changed, by name; ``main`` is the
    name of the one with the body. ``spots`` has a place for each letter of a text, or None for what
    stands between paragraphs."""

    package: Package
    main: str
    parts: dict[str, Element]
    spots: list[LetterSpot | None]


def placed(
    package: Package,
    main: str,
    trees: Mapping[str, ET.Element],
    said: Iterable[ReadText],
    text: str,
) -> LettersInFile:
    """The places of the letters of ``text``, given what a reader took from the trees of a package.

    Raises InputError where the text has letters that were said elsewhere or in another order.
    """
    parts: dict[str, Element] = {}
    twins: dict[int, Element] = {}
    for name, tree in trees.items():
        parts[name] = editable(package.read(name), package)
        pairs = zip(tree.iter(), parts[name].iter("*"), strict=True)
        twins.update((id(own), other) for own, other in pairs)
    return LettersInFile(package, main, parts, _aligned(text, _letters(said, twins), package))


def editable(data: bytes, package: Package) -> Element:
    """The root element of a part that `xml.parse` has read and found harmless. Raises InputError
    where lxml cannot read it."""
    from lxml import etree

    # Real documents use an xml:id twice, which is of no concern here.
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, collect_ids=False
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise InputError(f"is a damaged {package.what}: {error}", path=package.path) from error


def _letters(
    said: Iterable[ReadText], twins: Mapping[int, Element]
) -> Iterator[tuple[str, LetterSpot]]:
    for own, text, tail, shown in said:
        element = twins[id(own)]
        held, there = (own.tail, element.tail) if tail else (own.text, element.text)
        exact = not shown and len(held or "") == len(text) and held == there
        for at, char in enumerate(text):
            if ord(char) not in DROPPED:
                yield char, LetterSpot(element, at if exact else None, tail)


def _aligned(
    text: str, letters: Iterable[tuple[str, LetterSpot]], package: Package
) -> list[LetterSpot | None]:
    """A place for each letter of a text. What the text has beyond the letters has none: line ends,
    tabs between cells, and the signs of Markdown."""
    found = list(letters)
    spots: list[LetterSpot | None] = []
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
        hint = "open it in your word processor and save it again"
        raise InputError(reason, path=package.path, hint=hint)
    return spots
