"""The comments of a Word document: who wrote what on which words, and in answer to whom."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from quotecheck.formats import xml
from quotecheck.formats.comments import Comment
from quotecheck.formats.package import Package, member_name
from quotecheck.formats.spots import Element, LettersInFile, editable
from quotecheck.formats.word import WHAT, parts_of

_SPACE = "http://schemas.microsoft.com/office/word"
_PARAGRAPH = f"{{{_SPACE}/2010/wordml}}paraId"
_EXTENDED = f"{{{_SPACE}/2012/wordml}}"


def comments(places: LettersInFile) -> Iterator[Comment]:
    """The comments of a document in their order, those whose place is gone left out."""
    package, root = places.package, places.parts[places.main]
    space = root.tag.partition("}")[0] + "}"
    name = parts_of(package, places.main).get("comments")
    if name is None:
        return
    data = package.read(name)
    xml.parse(data, package.path, WHAT)
    found = [each for each in editable(data, package) if each.tag == f"{space}comment"]
    where = _ranges(places, root, space)
    parents = _parents(package, places.main, found, space)
    for each in found:
        ident = each.get(f"{space}id", "")
        span = where.get(ident) or where.get(parents.get(ident, ""))
        if span is not None:
            yield Comment(
                ident,
                each.get(f"{space}author", ""),
                each.get(f"{space}date", ""),
                tuple(_lines(each, space)),
                *span,
                parents.get(ident),
            )


def _lines(comment: Element, space: str) -> Iterator[str]:
    for paragraph in comment.iter(f"{space}p"):
        said = paragraph.iter(f"{space}t", f"{space}tab", f"{space}br")
        yield "".join((each.text or "") if each.tag == f"{space}t" else " " for each in said)


def _ranges(places: LettersInFile, root: Element, space: str) -> dict[str, tuple[int, int]]:
    """The start and end of each comment in the text, by its identifier; a comment on a point has
    the letters around it."""
    at_element: dict[Any, list[int]] = {}
    for offset, spot in enumerate(places.spots):
        if spot is not None:
            at_element.setdefault(spot.element, []).append(offset)
    starts: dict[str, int] = {}
    spans: dict[str, tuple[int, int]] = {}
    at = 0  # behind the last letter that was passed
    for each in root.iter("*"):
        if each in at_element:
            at = at_element[each][-1] + 1
        ident = each.get(f"{space}id", "")
        if each.tag == f"{space}commentRangeStart":
            starts[ident] = at
        elif each.tag in (f"{space}commentRangeEnd", f"{space}commentReference"):
            spans.setdefault(ident, (starts.get(ident, at), at))
    return spans


def _parents(package: Package, main: str, found: list[Element], space: str) -> dict[str, str]:
    """The comment that each comment answers, by their identifiers."""
    folder = main.rpartition("/")[0]
    name = member_name(folder, "commentsExtended.xml")
    if name not in package:
        return {}
    data = package.read(name)
    xml.parse(data, package.path, WHAT)
    owners = {}
    for comment in found:
        for paragraph in comment.iter(f"{space}p"):
            owners[paragraph.get(_PARAGRAPH, "")] = comment.get(f"{space}id", "")
    parents = {}
    for each in editable(data, package):
        child = owners.get(each.get(f"{_EXTENDED}paraId", ""))
        parent = owners.get(each.get(f"{_EXTENDED}paraIdParent", "-"))
        if child is not None and parent is not None:
            parents[child] = parent
    return parents
