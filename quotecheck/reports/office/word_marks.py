"""Comments and tracked changes in a Word document.

Where a run has to be divided, its first part stays in the element it was in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy

from quotecheck.formats.spots import Element, LettersInFile, LetterSpot
from quotecheck.reports.edits import DraftEdit
from quotecheck.reports.office.marks import (
    CommentMarker,
    MarginComment,
    document_time,
    editor_initials,
    xml_text,
)
from quotecheck.reports.office.word_parts import Comments

# What runs may stand in inside a paragraph, and marks of comments may stand in, too.
_INLINE = frozenset(
    {"hyperlink", "ins", "moveTo", "smartTag", "sdt", "sdtContent", "fldSimple", "customXml"}
    | {"dir", "bdo"}
)
_TRACKED = frozenset({"ins", "moveTo"})
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


class WordMarker(CommentMarker):
    """Writes into the parts of a Word document."""

    def __init__(self, places: LettersInFile, *, tracked: bool = True) -> None:
        super().__init__(places, tracked=tracked)
        self._space = self._main.tag.partition("}")[0] + "}"
        self._comments = Comments(places.package, places.main, self._main) if tracked else None
        self._made: list[Element] = []
        known = [*self._ids(), *(self._comments.ids if self._comments else ())]
        self._id = max(map(_number, known), default=0)

    def parts(self) -> Mapping[str, Element]:
        """The parts of the package that have to be written."""
        if not self._made or self._comments is None:
            return self._places.parts
        self._comments.root.extend(reversed(self._made))
        return {**self._places.parts, **self._comments.parts()}

    # --- changes ----------------------------------------------------------------------------

    def _change(self, edit: DraftEdit) -> None:
        if edit.start == edit.end:
            self._insert(edit)
            return
        pieces = list(self._pieces(edit))
        for each in reversed(pieces):
            run = self._isolated(each.spot.element, each.start, each.end)
            if edit.text and each is pieces[-1]:
                first = pieces[0].spot.element.getparent()
                self._put_after(run, self._new_run(first, edit.text), edit)
            self._take_out(run, edit)

    def _insert(self, edit: DraftEdit) -> None:
        gap = self._gap(edit.start)
        if gap is None:
            return
        (spot, start, end), behind = gap
        run = spot.element.getparent()
        new = self._new_run(run, edit.text)
        if behind:
            self._split(spot.element, end)
            self._put_after(run, new, edit)
        else:
            self._split(spot.element, start)
            outer = run.getparent()
            if start or spot.element.getparent() is not run:
                self._put_after(run, new, edit)
            elif self._is_tracked(outer) and outer.index(run) == 0:
                outer.addprevious(self._wrapped(new, edit))
            else:
                run.addprevious(self._wrapped(new, edit))

    def _isolated(self, element: Element, start: int, end: int) -> Element:
        """The run that holds these letters of an element and nothing else."""
        self._split(element, end)
        return self._split(element, start)

    def _split(self, element: Element, at: int) -> Element:
        """Put all of a run from a letter on into a run behind it. Returns that, the run itself
        where nothing stands before, or a run of no place where nothing stands behind."""
        run = element.getparent()
        text = element.text or ""
        before = [
            each for each in element.itersiblings(preceding=True) if not self._is(each, "rPr")
        ]
        following = list(element.itersiblings())
        if at <= 0 and not before:
            return run
        rest = self._like(run)
        if at >= len(text) and not following:
            return rest
        if at <= 0:
            rest.append(element)
        elif at < len(text):
            tail = deepcopy(element)
            tail.text, element.text = text[at:], text[:at]
            for each in (element, tail):
                each.set(_SPACE, "preserve")
            rest.append(tail)
        rest.extend(following)
        run.addnext(rest)
        return rest

    def _take_out(self, run: Element, edit: DraftEdit) -> None:
        if not self._tracked:
            run.getparent().remove(run)
            return
        for each in run.iterchildren(self._name("t")):
            each.tag = self._name("delText")
        gone = self._signed("del", edit)
        run.addprevious(gone)
        gone.append(run)

    def _put_after(self, run: Element, new: Element, edit: DraftEdit) -> None:
        """Put a run after another. What somebody else inserted is divided: Word nests no
        insertions."""
        outer = run.getparent()
        if self._is_tracked(outer):
            following = list(run.itersiblings())
            outer.addnext(self._wrapped(new, edit))
            if following:
                rest = _emptied(outer)
                rest.set(self._name("id"), self._next_id())
                rest.extend(following)
                outer.getnext().addnext(rest)
            return
        run.addnext(self._wrapped(new, edit))

    def _is_tracked(self, element: Element) -> bool:
        return self._tracked and _local(element) in _TRACKED

    def _wrapped(self, run: Element, edit: DraftEdit) -> Element:
        if not self._tracked:
            return run
        added = self._signed("ins", edit)
        added.append(run)
        return added

    def _signed(self, name: str, edit: DraftEdit) -> Element:
        element = self._new(name, id=self._next_id(), author=xml_text(edit.editor))
        if at := document_time(edit.at):
            element.set(self._name("date"), at)
        return element

    def _new_run(self, like: Element, text: str) -> Element:
        run = self._like(like)
        for number, line in enumerate(xml_text(text).split("\n")):
            if number:
                run.append(self._new("br"))
            if line:
                run.append(self._text(line))
        return run

    def _like(self, run: Element) -> Element:
        """An empty run that looks as another."""
        new = self._new("r")
        properties = run.find(self._name("rPr"))
        if properties is not None:
            copied = deepcopy(properties)
            for each in copied.findall(self._name("rPrChange")):
                copied.remove(each)
            new.append(copied)
        return new

    # --- comments ---------------------------------------------------------------------------

    def _close(self, comment: MarginComment) -> str:
        """Write where a comment ends; returns its identifier."""
        ident = self._next_id()
        mark = self._new("commentRangeEnd", id=ident)
        run = self._new("r")
        run.append(self._new("commentReference", id=ident))
        _, last = self._ends(comment)
        stand = self._stand(last.element)
        if stand is last.element.getparent() and self._is_plain(last) and last.at is not None:
            self._split(last.element, last.at + 1)
        self._outside(stand, -1).addnext(mark)
        mark.addnext(run)
        self._made.append(self._comment(comment, ident))
        return ident

    def _open(self, comment: MarginComment, ident: str) -> None:
        mark = self._new("commentRangeStart", id=ident)
        first, _ = self._ends(comment)
        stand = self._stand(first.element)
        if stand is first.element.getparent() and self._is_plain(first) and first.at is not None:
            rest = self._split(first.element, first.at)
            if rest.getparent() is not None:
                self._outside(rest, 0).addprevious(mark)
            else:  # the letter went into a run behind when it was changed
                stand.addnext(mark)
        else:
            self._outside(stand, 0).addprevious(mark)

    def _outside(self, stand: Element, end: int) -> Element:
        """The element beside which a mark goes: not inside somebody's insertion, at its beginning
        or end."""
        outer = stand.getparent()
        return outer if _local(outer) in _TRACKED and outer[end] is stand else stand

    def _stand(self, element: Element) -> Element:
        """The element of a paragraph of the body in which another stands: a comment on words in a
        text box or in a note stands where the box or the mark of the note does."""
        path = [element, *element.iterancestors()]
        root = path[-1]
        if root is not self._main:
            path = self._mark_of_note(path)
        paragraph = max(
            (number for number, each in enumerate(path) if self._is(each, "p")), default=2
        )
        stand = paragraph - 1
        while stand > 0 and _local(path[stand]) in _INLINE:
            stand -= 1
        return path[max(0, stand)]

    def _mark_of_note(self, path: list[Element]) -> list[Element]:
        for each in path:
            kind = _local(each)
            if kind in ("footnote", "endnote"):
                ident = each.get(self._name("id"))
                for mark in self._main.iter(self._name(f"{kind}Reference")):
                    if mark.get(self._name("id")) == ident:
                        return [mark, *mark.iterancestors()]
        return path

    def _comment(self, comment: MarginComment, ident: str) -> Element:
        element = self._new(
            "comment",
            id=ident,
            author=xml_text(comment.author),
            initials=editor_initials(comment.author),
        )
        if at := document_time(comment.at):
            element.set(self._name("date"), at)
        for number, line in enumerate(comment.lines):
            paragraph = self._new("p")
            if not number:
                reference = self._new("r")
                reference.append(self._new("annotationRef"))
                paragraph.append(reference)
            run = self._new("r")
            run.append(self._text(xml_text(line)))
            paragraph.append(run)
            element.append(paragraph)
        return element

    # --- elements ---------------------------------------------------------------------------

    def _is_plain(self, spot: LetterSpot) -> bool:
        run = spot.element.getparent()
        return spot.at is not None and self._is(spot.element, "t") and self._is(run, "r")

    def _is(self, element: Element, name: str) -> bool:
        return element is not None and element.tag == self._name(name)

    def _name(self, name: str) -> str:
        return f"{self._space}{name}"

    def _new(self, name: str, **attributes: str) -> Element:
        element = self._main.makeelement(self._name(name), nsmap=None)
        for key, value in attributes.items():
            element.set(self._name(key), value)
        return element

    def _text(self, text: str) -> Element:
        element = self._new("t")
        element.text = text
        element.set(_SPACE, "preserve")
        return element

    def _ids(self) -> Iterator[str]:
        for part in self._places.parts.values():
            for each in part.iter("*"):
                if (ident := each.get(self._name("id"))) is not None:
                    yield ident

    def _next_id(self) -> str:
        self._id += 1
        return str(self._id)


def _emptied(element: Element) -> Element:
    """An element of the same name and attributes, with nothing in it."""
    return element.makeelement(element.tag, dict(element.attrib))


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _number(ident: str) -> int:
    return (
        int(ident) if ident.isascii() and ident.lstrip("-").isdecimal() and len(ident) < 10 else 0
    )
