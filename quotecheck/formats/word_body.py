"""The text of a Word document: paragraphs, tables, text boxes, with tracked changes accepted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from xml.etree import ElementTree as ET

from quotecheck.formats import xml
from quotecheck.formats.content import Block
from quotecheck.formats.runs import Runs, office_notes, row_blocks
from quotecheck.formats.symbols import symbol
from quotecheck.formats.word_styles import CAPITALS, EMPHASIS, HIDDEN, WordStyles

_DELETED = frozenset({"w:del", "w:moveFrom"})
_ADDED = frozenset({"w:ins", "w:moveTo"})
_LEFT_OUT = frozenset(
    {"w:pPr", "w:rPr", "w:tblPr", "w:tblGrid", "w:trPr", "w:tcPr", "w:sectPr", "w:sdtPr"}
    | {"w:sdtEndPr", "w:instrText", "w:delText", "w:delInstrText", "w:fldData", "w:rt"}
    | {"w:smartTagPr", "w:customXmlPr", "m:rPr", "w:annotationRef"}
)
_CHARACTERS = {
    "w:tab": "\t",
    "w:ptab": "\t",
    "w:br": "\n",
    "w:cr": "\n",
    "w:noBreakHyphen": "\u2011",
}
_MAX_TABLES = 10  # inside each other; deeper ones are read as their paragraphs


class WordBody:
    """Reads the parts of a document one after the other, and remembers what is to be told."""

    def __init__(self, styles: WordStyles) -> None:
        self.notes: list[tuple[str, str]] = []  # kind and identifier, in the order of the text
        self._styles = styles
        self._tracked = self._hidden = self._embedded = False
        self._paragraphs = self._tables = self._nested = 0
        self._place: str | None = None
        self._runs = Runs()
        self._boxes: list[ET.Element] = []
        self._fields: list[bool] = []  # for each field that is open: whether this is its code
        self._codes = 0
        self._handlers: dict[str, Callable[[ET.Element, int], None]] = {
            "w:t": self._words,
            "m:t": self._words,
            "w:r": self._run,
            "w:p": self._stray_paragraph,
            "w:sym": self._symbol,
            "w:fldChar": self._field,
            "w:footnoteReference": self._note,
            "w:endnoteReference": self._note,
            "w:txbxContent": self._box,
        }

    def warnings(self, comments: int) -> tuple[str, ...]:
        """Notes for the editor about what was read."""
        flags = {"holds another file inside it; that was left out": self._embedded}
        return office_notes(flags, comments, tracked=self._tracked, hidden=self._hidden)

    def read(self, element: ET.Element) -> list[Block]:
        """The blocks of a paragraph, table or anything that holds some."""
        tag = element.tag
        if tag == "w:p":
            return self._paragraph(element)
        if tag == "w:tbl" and self._nested < _MAX_TABLES:
            return list(self._table(element))
        if tag == "mc:AlternateContent":
            return self._all(_chosen(element))
        if tag == "w:altChunk":
            self._embedded = True
        if self._is_left_out(element):
            return []
        return self._all(element)

    def within(self, element: ET.Element, place: str) -> list[Block]:
        """The blocks of what stands apart from the text: a note, a text box, a cell."""
        outer, self._place = self._place, place
        blocks = self._all(element)
        blocks.extend(self.finish())
        self._place = outer
        return blocks

    def finish(self) -> list[Block]:
        """The paragraph whose mark was deleted though nothing follows."""
        return self._ended(heading=False) if self._runs or self._boxes else []

    def _all(self, element: ET.Element) -> list[Block]:
        blocks: list[Block] = []
        for child in element:
            blocks.extend(self.read(child))
        return blocks

    def _is_left_out(self, element: ET.Element) -> bool:
        tag = element.tag
        self._tracked |= tag in _DELETED or tag in _ADDED
        return tag in _DELETED or tag in _LEFT_OUT

    def _paragraph(self, element: ET.Element) -> list[Block]:
        properties = xml.child(element, "w:pPr")
        look, heading = self._styles.paragraph(properties)
        self._inline(element, look)
        if self._codes:  # a field's code never goes on in the next paragraph
            self._fields.clear()
            self._codes = 0
        if properties is not None and self._goes_on(properties):
            return []
        return self._ended(heading=heading)

    def _goes_on(self, properties: ET.Element) -> bool:
        """Return whether the next paragraph continues this one: a deleted mark, or a drop cap."""
        deleted = self._is_marked(xml.child(properties, "w:rPr"), _DELETED)
        frame = xml.child(properties, "w:framePr")
        return deleted or (frame is not None and frame.get("w:dropCap", "none") != "none")

    def _ended(self, *, heading: bool) -> list[Block]:
        text, lead = self._runs.take()
        place = self._place
        if place is None:
            self._paragraphs += bool(text)
            place = f"paragraph {max(1, self._paragraphs)}"
        blocks = [Block(text, place=place, lead=lead, heading=heading)] if text else []
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            at = place if place.startswith("text box") else f"text box at {place}"
            blocks.extend(self.within(box, at))
        return blocks

    def _is_marked(self, properties: ET.Element | None, deleted: frozenset[str]) -> bool:
        """Return whether properties say that what they belong to was deleted."""
        tags = set() if properties is None else {each.tag for each in properties}
        gone = not tags.isdisjoint(deleted)
        self._tracked |= gone or not tags.isdisjoint(_ADDED)
        return gone

    def _inline(self, element: ET.Element, look: int) -> None:
        for child in element:
            tag = child.tag
            if tag in self._handlers:
                self._handlers[tag](child, look)
            elif tag in _CHARACTERS:
                self._say(child, _CHARACTERS[tag], look)
            elif tag == "mc:AlternateContent":
                self._inline(_chosen(child), look)
            elif len(child) and not self._is_left_out(child):
                self._inline(child, look)

    def _run(self, element: ET.Element, look: int) -> None:
        self._inline(element, self._styles.run(xml.child(element, "w:rPr"), look))

    def _words(self, element: ET.Element, look: int) -> None:
        text = element.text or ""
        if look & HIDDEN:
            self._hidden |= bool(text.strip())
        elif not self._codes:
            self._say(element, text.upper() if look & CAPITALS else text, look)

    def _symbol(self, element: ET.Element, look: int) -> None:
        try:
            code = int(element.get("w:char", ""), 16)
        except ValueError:
            code = 0
        self._say(element, symbol(element.get("w:font", ""), code), look)

    def _stray_paragraph(self, element: ET.Element, look: int) -> None:
        self._say(element, "\n", 0)
        self._inline(element, look)

    def _say(self, element: ET.Element, text: str, look: int) -> None:
        """Take in the text that an element holds."""
        del element
        self._runs.add(text, look & EMPHASIS)

    def _field(self, element: ET.Element, _look: int) -> None:
        kind = element.get("w:fldCharType")
        if kind == "begin":
            self._fields.append(True)
            self._codes += 1
        elif kind in {"separate", "end"} and self._fields:
            self._codes -= self._fields.pop()
            if kind == "separate":
                self._fields.append(False)

    def _note(self, element: ET.Element, look: int) -> None:
        if not look & HIDDEN:
            kind = element.tag.removeprefix("w:").removesuffix("Reference")
            self.notes.append((kind, element.get("w:id", "")))

    def _box(self, element: ET.Element, _look: int) -> None:
        self._boxes.append(element)

    def _table(self, table: ET.Element) -> Iterator[Block]:
        if not self._nested:
            self._tables += 1
        number = 0
        for row in self._parts(table, "w:tr"):
            if self._is_marked(xml.child(row, "w:trPr"), _DELETED):
                continue
            number += 1
            place = f"table {self._tables}, row {number}"
            self._nested += 1
            cells = [
                self.within(cell, place)
                for cell in self._parts(row, "w:tc")
                if not self._is_marked(xml.child(cell, "w:tcPr"), frozenset({"w:cellDel"}))
            ]
            self._nested -= 1
            yield from row_blocks(cells, place)

    def _parts(self, element: ET.Element, tag: str) -> list[ET.Element]:
        """The rows of a table or cells of a row, also those inside content controls."""
        found: list[ET.Element] = []
        for child in element:
            if child.tag == tag:
                found.append(child)
            elif len(child) and not self._is_left_out(child):
                found.extend(self._parts(child, tag))
        return found


def _chosen(alternatives: ET.Element) -> ET.Element:
    """The one of several forms of the same content (a drawing, an older picture) to read."""
    choice = xml.child(alternatives, "mc:Choice")
    if choice is not None and len(choice):
        return choice
    fallback = xml.child(alternatives, "mc:Fallback")
    return ET.Element("") if fallback is None else fallback
