"""The elements of a web page, however damaged or hostile it is, as a small tree.

libxml2 reads the tags as browsers do, in linear time. The tree is built here and not there,
because libxml2 sets no limits to depth and size. Past the limits elements are no longer nested or
kept, but every word of the page is.
"""

from __future__ import annotations

from collections.abc import Iterator

from quotecheck.errors import InputError

MAX_DEPTH = 250
MAX_ELEMENTS = 400_000

# fmt: off
BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
    "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form",
    "frameset", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "legend",
    "li", "main", "menu", "ol", "option", "p", "pre", "section", "summary", "table", "tbody",
    "td", "tfoot", "th", "thead", "tr", "ul",
))
# fmt: on
_CELLS = ("td", "th")
# One of these inside a table cell, or two blocks, and the table is there for the layout.
_LAYOUT = frozenset(("table", "tr", "td", "th", "ul", "ol", "pre", "h1", "h2", "br"))
_NO_PROSE = frozenset(("script", "style", "select", "textarea", "noscript", "template", "title"))


class Node:
    """An element: its tag, its attributes, and the text and elements in it in their order."""

    __slots__ = ("attributes", "blocks", "children", "size", "tag")

    def __init__(self, tag: str, attributes: dict[str, str]) -> None:
        self.tag = tag
        self.attributes = attributes
        self.children: list[Node | str] = []
        self.blocks = 0  # of a table cell: how many blocks it holds
        self.size = 0  # how many characters of prose it holds

    @property
    def is_layout_cell(self) -> bool:
        """Return whether the element is a table cell that holds paragraphs rather than a value."""
        return self.blocks > 1

    def text(self, limit: int) -> str:
        """The first characters of the text, at least ``limit`` of them if there are so many."""
        pieces: list[str] = []
        stack: list[Node | str] = [self]
        length = seen = 0
        while stack and length < limit and seen < limit:
            node = stack.pop()
            seen += 1
            if isinstance(node, str):
                pieces.append(node)
                length += len(node)
            else:
                stack.extend(reversed(node.children))
        return "".join(pieces)

    def elements(self) -> Iterator[Node]:
        """The element and all in it, in the order of the page."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(child for child in reversed(node.children) if isinstance(child, Node))


def parse(text: str, path: str) -> Node:
    """The tree of a page; its root stands for the document and has no tag.

    Raises InputError if the page cannot be parsed.
    """
    from lxml import etree

    builder = _PageBuilder()
    parser = etree.HTMLParser(
        target=builder, huge_tree=True, encoding="utf-8", remove_comments=True, remove_pis=True
    )
    data = text.replace("\0", "").encode(errors="replace")
    try:
        etree.fromstring(data, parser)
    except etree.LxmlError as error:
        if not builder.root.children and not data.strip():
            raise InputError("is empty", path=path) from error
        raise InputError(
            f"is damaged and cannot be read as a web page: {error}", path=path
        ) from error
    return builder.root


class _PageBuilder:
    """Takes the tags and the text from the parser and builds the tree within its limits."""

    def __init__(self) -> None:
        self.root = Node("", {})
        self._open = [self.root]
        self._cells: list[Node] = []
        self._unopened = 0  # how many of the open elements are past the limits
        self._count = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Begin an element."""
        self._count += 1
        if self._unopened or len(self._open) > MAX_DEPTH or self._count > MAX_ELEMENTS:
            self._unopened += 1
            if tag in BLOCKS or tag == "br":
                self.data("\n")
            return
        if self._cells:
            self._cells[-1].blocks += 2 if tag in _LAYOUT else tag in BLOCKS
        node = Node(tag, dict(attributes))
        self._open[-1].children.append(node)
        self._open.append(node)
        if tag in _CELLS:
            self._cells.append(node)

    def end(self, tag: str) -> None:
        """End the element begun last; the parser ends every element in its turn."""
        if self._unopened:
            self._unopened -= 1
            if tag in BLOCKS:
                self.data("\n")
            return
        if len(self._open) > 1:
            node = self._open.pop()
            if node.tag not in _NO_PROSE:
                self._open[-1].size += node.size
            if node.tag in _CELLS:
                self._cells.pop()

    def data(self, text: str) -> None:
        """Add text to the element that is open."""
        self._open[-1].children.append(text)
        self._open[-1].size += len(text.strip())

    def close(self) -> None:
        """End the page."""
