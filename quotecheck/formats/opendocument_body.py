"""The text of an OpenDocument text: paragraphs, tables, text boxes, notes."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from xml.etree import ElementTree as ET

from quotecheck.formats import xml
from quotecheck.formats.content import Block
from quotecheck.formats.opendocument_styles import OpenDocumentStyles
from quotecheck.formats.runs import Runs, numbered_notes, office_notes, row_blocks
from quotecheck.formats.spots import ReadText
from quotecheck.formats.word_styles import CAPITALS, EMPHASIS, HIDDEN

_LEFT_OUT = frozenset(
    {"text:table-of-content-source", "text:illustration-index-source", "text:table-index-source"}
    | {"text:object-index-source", "text:user-index-source", "text:alphabetical-index-source"}
    | {"text:bibliography-source", "text:number", "text:ruby-text", "text:script"}
    | {"text:note-citation", "office:forms", "office:annotation-end", "office:event-listeners"}
    | {"draw:image", "draw:object", "draw:object-ole", "draw:plugin", "draw:applet"}
    | {"draw:image-map", "svg:title", "svg:desc", "table:title", "table:desc"}
)
_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
_MAX_SPACES = 100
_MAX_TABLES = 10  # inside each other; deeper ones are read as their paragraphs


class OpenDocumentBody:
    """Reads the parts of a document one after the other, and remembers what is to be told."""

    def __init__(self, styles: OpenDocumentStyles) -> None:
        self._styles = styles
        self._tracked = self._hidden = False
        self._deletions: set[str] = set()  # the changes that took something out
        self._deleted: set[str] = set()  # those of them that are open here
        self._comments = self._paragraphs = self._tables = self._nested = 0
        self._place: str | None = None
        self._runs = Runs()
        self._boxes: list[ET.Element] = []
        self._notes: dict[str, deque[ET.Element]] = {"footnote": deque(), "endnote": deque()}
        self._handlers: dict[str, Callable[[ET.Element, int], None]] = {
            "text:s": self._spaces,
            "text:tab": lambda element, look: self._say(ReadText(element, "\t", shown=True), look),
            "text:line-break": lambda each, look: self._say(ReadText(each, "\n", shown=True), look),
            "text:change-start": self._change_start,
            "text:change-end": self._change_end,
            "text:span": self._span,
            "text:note": self._note,
            "office:annotation": self._annotation,
        }

    def warnings(self) -> tuple[str, ...]:
        """Notes for the editor about what was read."""
        flags = {"a tracked deletion has no end; what follows was left out": bool(self._deleted)}
        return office_notes(flags, self._comments, tracked=self._tracked, hidden=self._hidden)

    def notes(self) -> Iterator[Block]:
        """The foot- and endnotes that were met, footnotes first, with those that they refer to."""
        found: list[tuple[str, list[Block]]] = []
        while kind := next((kind for kind, bodies in self._notes.items() if bodies), None):
            found.append((kind, self._within(self._notes[kind].popleft(), kind)))
        return numbered_notes(found)

    def read(self, element: ET.Element) -> list[Block]:
        """The blocks of a paragraph, table or anything that holds some."""
        tag = element.tag
        if tag in {"text:p", "text:h"}:
            return self._paragraph(element)
        if tag == "table:table" and self._nested < _MAX_TABLES:
            return list(self._table(element))
        if tag == "text:tracked-changes":
            self._tracked |= len(element) > 0
            self._deletions.update(_deletions(element))
        elif tag in {"office:annotation", "text:change-start", "text:change-end"}:
            self._handlers[tag](element, 0)
        elif self._is_hidden(element):
            self._hidden = True
        elif tag not in _LEFT_OUT:
            return self._all(element)
        return []

    def _all(self, elements: Iterable[ET.Element]) -> list[Block]:
        return [block for element in elements for block in self.read(element)]

    def _within(self, element: ET.Element, place: str) -> list[Block]:
        """The blocks of what stands apart from the text: a note, a text box, a cell."""
        outer, self._place = self._place, place
        runs, self._runs = self._runs, Runs()
        boxes, self._boxes = self._boxes, []
        blocks = self._all(element)
        self._place, self._runs, self._boxes = outer, runs, boxes
        return blocks

    @staticmethod
    def _is_hidden(element: ET.Element) -> bool:
        if element.tag == "text:section" and element.get("text:display") == "none":
            return True
        return element.get("text:is-hidden") == "true"

    def _paragraph(self, element: ET.Element) -> list[Block]:
        style = element.get("text:style-name")
        self._inline(element, self._styles.look("paragraph", style))
        text, lead = self._runs.take()
        boxes, self._boxes = self._boxes, []
        if any(
            child.tag == "text:hidden-paragraph" and self._is_hidden(child) for child in element
        ):
            self._hidden = True
            return []
        place = self._place
        if place is None:
            self._paragraphs += bool(text)
            place = f"paragraph {max(1, self._paragraphs)}"
        heading = element.tag == "text:h" or self._styles.is_heading(style)
        blocks = [Block(text, place=place, lead=lead, heading=heading)] if text else []
        for box in boxes:
            at = place if place.startswith("text box") else f"text box at {place}"
            blocks.extend(self._within(box, at))
        return blocks

    def _inline(self, element: ET.Element, look: int) -> None:
        self._words(element, element.text, look)
        for child in element:
            tag = child.tag
            if tag in self._handlers:
                self._handlers[tag](child, look)
            elif tag.startswith("draw:"):
                self._boxes.append(child)
            elif self._is_hidden(child):
                self._hidden = True
            elif tag not in _LEFT_OUT and child.get("text:display") != "none":
                self._inline(child, look)
            self._words(child, child.tail, look, tail=True)

    def _words(
        self, element: ET.Element, text: str | None, look: int, *, tail: bool = False
    ) -> None:
        if not text:
            return
        if look & HIDDEN:
            self._hidden |= bool(text.strip())
        else:
            text = text.upper() if look & CAPITALS else text
            self._say(ReadText(element, text, tail=tail), look)

    def _say(self, said: ReadText, look: int) -> None:
        """Take in text, unless a change took it out: some programs leave it where it was."""
        if self._deleted:
            return
        if said.shown:
            self._runs.add(said.text, look & EMPHASIS)
        else:
            self._runs.add_collapsed(said.text, look & EMPHASIS)

    def _change_start(self, element: ET.Element, _look: int) -> None:
        change = element.get("text:change-id", "")
        if change in self._deletions:
            self._deleted.add(change)

    def _change_end(self, element: ET.Element, _look: int) -> None:
        self._deleted.discard(element.get("text:change-id", ""))

    def _span(self, element: ET.Element, look: int) -> None:
        self._inline(element, self._styles.look("text", element.get("text:style-name"), look))

    def _spaces(self, element: ET.Element, look: int) -> None:
        count = element.get("text:c", "1")
        number = int(count) if count.isascii() and count.isdigit() and len(count) < 9 else 1
        self._say(ReadText(element, " " * min(number, _MAX_SPACES), shown=True), look)

    def _annotation(self, _element: ET.Element, _look: int) -> None:
        self._comments += 1

    def _note(self, element: ET.Element, look: int) -> None:
        kind = "endnote" if element.get("text:note-class") == "endnote" else "footnote"
        body = xml.child(element, "text:note-body")
        if body is not None and not look & HIDDEN and not self._deleted:
            self._notes[kind].append(body)

    def _table(self, table: ET.Element) -> Iterator[Block]:
        if not self._nested:
            self._tables += 1
        for number, row in enumerate(_parts(table, "table:table-row"), 1):
            place = f"table {self._tables}, row {number}"
            self._nested += 1
            cells = [self._within(cell, place) for cell in _parts(row, "table:table-cell")]
            self._nested -= 1
            yield from row_blocks(cells, place)


def _parts(element: ET.Element, tag: str) -> Iterator[ET.Element]:
    """The rows of a table or cells of a row, also those in groups of rows."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag.startswith("table:table-") and child.tag != "table:table-cell":
            yield from _parts(child, tag)


def _deletions(changes: ET.Element) -> Iterator[str]:
    """The identifiers of tracked changes that took something out."""
    for region in changes:
        if xml.child(region, "text:deletion") is not None:
            yield region.get("text:id", "") or region.get(_XML_ID, "")
