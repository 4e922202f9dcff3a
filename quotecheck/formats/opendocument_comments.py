"""The comments of an OpenDocument text: who wrote what on which words, and in answer to whom."""

from __future__ import annotations

from collections.abc import Iterator

from quotecheck.formats import xml
from quotecheck.formats.comments import Comment
from quotecheck.formats.spots import Element, LettersInFile

_BREAKS = frozenset({"s", "tab", "line-break"})
_APART = frozenset({"note", "frame", "text-box", "custom-shape", "g"})


def comments(places: LettersInFile) -> Iterator[Comment]:
    """The comments of a document in their order."""
    found: list[tuple[Element, str, int]] = []
    ends: dict[str, int] = {}
    for element, at in _walked(places):
        name = xml.attribute(element, "name") or ""
        if xml.local(element.tag) == "annotation":
            found.append((element, name or f"#{len(found)}", at))
        else:
            ends.setdefault(name, at)
    for element, name, at in found:
        parent = xml.attribute(element, "parent-name")
        lines = tuple(map(_line, xml.elements_named(element, "p", "h")))
        told = {xml.local(each.tag): each.text or "" for each in element}
        yield Comment(
            name,
            told.get("creator", ""),
            told.get("date", ""),
            lines,
            at,
            max(at, ends.get(name, at)),
            parent,
        )


def _walked(places: LettersInFile) -> Iterator[tuple[Element, int]]:
    """The marks of comments, each with how many letters of the text stand before it."""
    from lxml import etree

    after: dict[tuple[Element, bool], int] = {}
    for offset, spot in enumerate(places.spots):
        if spot is not None:
            after[spot.element, spot.tail] = offset + 1
    at = inside = 0
    outer: list[int] = []
    for event, element in etree.iterwalk(places.parts[places.main], events=("start", "end")):
        tag = xml.local(element.tag)
        if event == "start":
            if tag in _APART:  # its letters stand elsewhere in the text
                outer.append(at)
            if tag in {"annotation", "annotation-end"} and not inside:
                yield element, at
            inside += tag == "annotation"
            at = after.get((element, False), at)
            continue
        inside -= tag == "annotation"
        if tag in _APART:
            at = outer.pop()
        at = after.get((element, True), at)


def _line(paragraph: Element) -> str:
    said = [paragraph.text or ""]
    for each in paragraph.iter("*"):
        if each is not paragraph:
            said.append(" " if xml.local(each.tag) in _BREAKS else each.text or "")
            said.append(each.tail or "")
    return "".join(said)
