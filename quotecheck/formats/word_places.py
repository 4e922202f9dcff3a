"""Find each letter of a Word draft in its package."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from quotecheck.formats import xml
from quotecheck.formats.package import Package
from quotecheck.formats.runs import note_names
from quotecheck.formats.spots import LettersInFile, ReadText, placed
from quotecheck.formats.word import PREFIXES, WHAT, main_part, notes, optional_tree, parts_of
from quotecheck.formats.word_body import WordBody
from quotecheck.formats.word_styles import WordStyles


class _Traced(WordBody):
    """Reads as `WordBody` does, and remembers which element each letter came from."""

    def __init__(self, styles: WordStyles) -> None:
        super().__init__(styles)
        self.said: list[ReadText] = []

    def _say(self, element: ET.Element, text: str, look: int) -> None:
        self.said.append(ReadText(element, text))
        super()._say(element, text, look)


def places(data: bytes, path: str, text: str) -> LettersInFile:
    """The place of each letter of ``text``, which is what a Word file was read as, or holds all of
    its letters in their order. Raises InputError for any other file."""
    package = Package(data, path, WHAT)
    main = main_part(package)
    names = parts_of(package, main)
    body = _Traced(WordStyles(optional_tree(package, names.get("styles"), "styles", [])))
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
    return placed(package, main, trees, body.said, text)
