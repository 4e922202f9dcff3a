"""Comments and tracked changes in an OpenDocument text.

Marks are empty elements between letters, so that text is divided and never moved; what a change
takes out goes into a list before the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from quotecheck.formats import xml
from quotecheck.formats.spots import Element, LettersInFile, LetterSpot
from quotecheck.reports.edits import DraftEdit
from quotecheck.reports.office.marks import (
    CommentMarker,
    MarginComment,
    Piece,
    document_time,
    editor_initials,
    xml_text,
)

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_SPACES = {
    **{name: f"{_OASIS}{name}:1.0" for name in ("office", "text", "meta")},
    "dc": "http://purl.org/dc/elements/1.1/",
    "xml": "http://www.w3.org/XML/1998/namespace",
}
# What letters may stand in inside a paragraph, and marks may stand in, too.
_INLINE = frozenset({"span", "a", "meta"})
_PARAGRAPHS = frozenset({"p", "h"})
_BEFORE = frozenset({"forms", "tracked-changes"})  # what the list of changes comes after
_WITHOUT_INITIALS = ("", "1.0", "1.1", "1.2")  # versions
_WHITE = " \t\r\n"
_SPECIAL = re.compile(r"([\t\n ])")
_SHOWN = {"\t": "tab", "\n": "line-break", " ": "s"}


class OpenDocumentMarker(CommentMarker):
    """Writes into the main part of an OpenDocument text."""

    def __init__(self, places: LettersInFile, *, tracked: bool = True) -> None:
        super().__init__(places, tracked=tracked)
        self._known = {
            value
            for each in self._main.iter("*")
            for key, value in each.attrib.items()
            if xml.local(key) in ("id", "name")
        }
        self._number = 0
        self._list: Element | None = None
        self._outside: list[tuple[Element, Element]] = []  # marks, and what they stand behind

    def mark(self, comments: Sequence[MarginComment], changes: Sequence[DraftEdit]) -> None:
        """Write comments and changes."""
        super().mark(comments, changes)
        # What stands behind a box or a note divides the text there, which has been worked on now.
        for mark, stand in self._outside:
            self._put(Piece(LetterSpot(stand, 0, tail=True), 0, 0), [mark])

    # --- changes ----------------------------------------------------------------------------

    def _is_plain(self, spot: LetterSpot) -> bool:
        if spot.at is None:
            return False
        path = list(_upwards(spot))
        return xml.local(path[-1].tag) in _PARAGRAPHS and all(map(_is_inline, path[:-1]))

    def _change(self, edit: DraftEdit) -> None:
        if edit.start == edit.end:
            if gap := self._gap(edit.start):
                (spot, start, end), behind = gap
                at = end if behind else start
                self._put(Piece(spot, at, at), self._added(edit, spot, at))
            return
        pieces = list(self._pieces(edit))
        for each in reversed(pieces):
            marks = [self._taken_out(each, edit)] if self._tracked else []
            if each is pieces[0] and edit.text:
                marks += self._added(edit, each.spot, each.start)
            self._put(each, marks)

    def _added(self, edit: DraftEdit, spot: LetterSpot, at: int) -> list[Element | str]:
        """New words, between the marks of a change where changes are tracked."""
        before = _held(spot)[:at]
        words = self._written(edit.text, after_space=not before or before[-1] in _WHITE)
        if not self._tracked:
            return words
        ident = self._region("insertion", edit)
        marks = (
            self._new("text:change-start", {"text:change-id": ident}),
            self._new("text:change-end", {"text:change-id": ident}),
        )
        return [marks[0], *words, marks[1]]

    def _taken_out(self, piece: Piece, edit: DraftEdit) -> Element:
        """The mark of words that a change takes out, which it puts into the list of changes."""
        words = _held(piece.spot)[piece.start : piece.end]
        *spans, paragraph = _upwards(piece.spot)
        holder = self._new("text:p")
        if style := paragraph.get(_name("text:style-name")):
            holder.set(_name("text:style-name"), style)
        inner = holder
        for span in reversed(spans):
            if xml.local(span.tag) == "span":
                copy = self._new("text:span")
                copy.attrib.update(span.attrib)
                inner.append(copy)
                inner = copy
        _fill(inner, self._written(re.sub(f"[{_WHITE}]+", " ", words), after_space=True))
        ident = self._region("deletion", edit, holder)
        return self._new("text:change", {"text:change-id": ident})

    def _region(self, kind: str, edit: DraftEdit, *content: Element) -> str:
        """Put a change into the list of changes; returns its identifier."""
        ident = self._fresh("quotecheck")
        region = self._new("text:changed-region", {"text:id": ident, "xml:id": ident})
        change = self._new(f"text:{kind}")
        info = self._new("office:change-info")
        info.extend(self._by(edit.editor, edit.at))
        change.extend([info, *content])
        region.append(change)
        self._changes().append(region)
        return ident

    def _changes(self) -> Element:
        """The list of changes, which is the first of a text."""
        if self._list is None:
            text = self._main.find(f"{_name('office:body')}/{_name('office:text')}")
            self._list = text.find(_name("text:tracked-changes"))
            if self._list is None:
                # What the writer types from now on is tracked only where she asks for it.
                self._list = self._new("text:tracked-changes", {"text:track-changes": "false"})
                first = len(text) and xml.local(text[0].tag) in _BEFORE
                text.insert(int(first), self._list)
        return self._list

    # --- comments ---------------------------------------------------------------------------

    def _close(self, comment: MarginComment) -> str:
        ident = self._fresh("quotecheck-comment")
        mark = self._new("office:annotation-end", {"office:name": ident})
        _, last = self._ends(comment)
        stand = _stand(last)
        if stand is not None:
            self._outside.append((mark, stand))
        else:
            at = len(_held(last)) if last.at is None else last.at + 1
            self._put(Piece(last, at, at), [mark])
        return ident

    def _open(self, comment: MarginComment, ident: str) -> None:
        mark = self._new("office:annotation", {"office:name": ident})
        mark.extend(self._by(xml_text(comment.author), comment.at))
        if self._main.get(_name("office:version"), "") not in _WITHOUT_INITIALS:
            mark.append(self._new("meta:creator-initials", text=editor_initials(comment.author)))
        for line in comment.lines:
            paragraph = self._new("text:p")
            _fill(paragraph, self._written(line, after_space=True))
            mark.append(paragraph)
        first, _ = self._ends(comment)
        stand = _stand(first)
        if stand is not None:
            stand.addprevious(mark)
        else:
            self._put(Piece(first, first.at or 0, first.at or 0), [mark])

    # --- elements ---------------------------------------------------------------------------

    def _put(self, piece: Piece, new: Iterable[Element | str]) -> None:
        """Put elements and words in the place of letters."""
        element, tail = piece.spot.element, piece.spot.tail
        text = _held(piece.spot)
        before, behind = text[: piece.start], text[piece.end :]
        elements: list[Element] = []
        for each in new:
            if not isinstance(each, str):
                elements.append(each)
            elif elements:
                elements[-1].tail = (elements[-1].tail or "") + each
            else:
                before += each
        if elements:
            elements[-1].tail = (elements[-1].tail or "") + behind
        else:
            before += behind
        if tail:
            element.tail = before
        else:
            element.text = before
        parent = element.getparent() if tail else element
        at = parent.index(element) + 1 if tail else 0
        for number, each in enumerate(elements):
            parent.insert(at + number, each)

    def _written(self, text: str, *, after_space: bool) -> list[Element | str]:
        """Words as they stand in a paragraph, where white space counts once: a space behind
        another (or behind one before the words: ``after_space``) is an element."""
        made: list[Element | str] = []
        for each in filter(None, _SPECIAL.split(xml_text(text))):
            if each in _SHOWN and (each != " " or after_space):
                made.append(self._new(f"text:{_SHOWN[each]}"))
            else:
                made.append(each)
            after_space = each in _SHOWN
        return made

    def _by(self, author: str, at: str) -> Iterator[Element]:
        yield self._new("dc:creator", text=xml_text(author))
        if when := document_time(at):
            yield self._new("dc:date", text=when)

    def _new(
        self, name: str, attributes: dict[str, str] | None = None, text: str | None = None
    ) -> Element:
        values = {_name(key): value for key, value in (attributes or {}).items()}
        prefix = name.partition(":")[0]
        element = self._main.makeelement(_name(name), values, nsmap={prefix: _SPACES[prefix]})
        element.text = text
        return element

    def _fresh(self, stem: str) -> str:
        """An identifier that nothing in the document has."""
        while True:
            self._number += 1
            ident = f"{stem}-{self._number}"
            if ident not in self._known:
                return ident


def _held(spot: LetterSpot) -> str:
    """The text in which a letter stands."""
    return (spot.element.tail if spot.tail else spot.element.text) or ""


def _upwards(spot: LetterSpot) -> Iterator[Element]:
    """The elements in which a letter stands, from the inside up to its paragraph."""
    element = spot.element.getparent() if spot.tail else spot.element
    while element is not None:
        yield element
        if xml.local(element.tag) in _PARAGRAPHS:
            return
        element = element.getparent()


def _stand(spot: LetterSpot) -> Element | None:
    """The element beside which a comment stands that cannot stand at the letter itself: a comment
    on words in a text box or a note stands where the box or the mark of the note does."""
    inner = spot.element.getparent() if spot.tail else spot.element
    path = [inner, *inner.iterancestors()]
    paragraph = max(
        (number for number, each in enumerate(path) if xml.local(each.tag) in _PARAGRAPHS),
        default=0,
    )
    outer = [each for each in path[:paragraph] if not _is_inline(each)]
    return outer[-1] if outer else None


def _is_inline(element: Element) -> bool:
    return xml.local(element.tag) in _INLINE


def _fill(element: Element, content: Iterable[Element | str]) -> None:
    for each in content:
        if not isinstance(each, str):
            element.append(each)
        elif len(element):
            element[-1].tail = (element[-1].tail or "") + each
        else:
            element.text = (element.text or "") + each


def _name(name: str) -> str:
    prefix, _, local = name.partition(":")
    return f"{{{_SPACES[prefix]}}}{local}"
