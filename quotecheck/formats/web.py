"""Web pages into blocks of text.

What a page hides or repeats on every page (menus, banners, the bar of the Wayback Machine) is not
its text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from quotecheck.encoding import decode
from quotecheck.formats.content import Block, Content, check_size
from quotecheck.formats.sizes import LARGEST
from quotecheck.formats.web_about import about
from quotecheck.formats.web_tree import BLOCKS, Node, parse

_MARK_LENGTH = 20
_START = 100
_NEARLY_ALL = 1.8  # halves of a page
_HEAD = 50_000  # an archive's own bar may stand before the page's charset

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
# fmt: off
_LEFT_OUT = frozenset((
    "annotation", "annotation-xml", "audio", "button", "canvas", "datalist", "embed", "iframe",
    "input", "link", "map", "meta", "noframes", "noscript", "object", "rp", "rt", "script",
    "select", "style", "svg", "template", "textarea", "title", "video",
))
# fmt: on
_SITE_TAGS = frozenset(("dialog", "footer", "form", "nav"))
_LONG_FORM = 1000  # characters; some sites set the whole page in a form
# Classes that pages of transcripts give to the name before a turn.
_SPEAKER = re.compile(
    r"(?<![a-z])(?:speaker|spk|talker)(?:[-_ ]?(?:name|label))?(?![a-z])", re.IGNORECASE
)
_SET_APART = frozenset(("b", "strong", "u", "i", "em"))
_BANNER = re.compile(
    r"(?<!\btag)(?<!\bcategory)(?<!\btopic)(?:^|[\s_-])(?:wm-ipp(?:-base|-print)?|cookie(?:s|-?(?:banner|bar|consent|notice))?|gdpr|navbar|nav-?menu"
    r"|site-?nav|main-?nav|breadcrumbs?|share-?(?:bar|buttons?|links?)|social-?(?:share|links?|bar)"
    r"|skip-?link|screen-reader-text|visually-hidden|sr-only|newsletter-signup|related-?(?:stories|posts"
    r"|articles|links)|advert(?:isement)?|ad-slot)(?:$|[\s_-])",
    re.IGNORECASE,
)
_HIDDEN = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|font-size\s*:\s*0(?:px|pt|em)?\s*(?:;|$)"
    r"|opacity\s*:\s*0(?:\.0+)?\s*(?:;|$))",
    re.IGNORECASE,
)
_BOLD_STYLE = re.compile(
    r"font-weight\s*:\s*(?:bold|[6-9]00)|font-variant\s*:\s*small-caps|text-decoration\s*:\s*underline",
    re.IGNORECASE,
)
_NOTE_MARK = re.compile(r"\s*[\[(]?(?:\d{1,3}|[*†‡§]{1,3}|[a-z])[\])]?\s*$")
_CLOCK = re.compile(r"\s*\[?\(?(\d{1,2}:\d{2}(?::\d{2})?)\)?\]?\s*$")
# Powers and ordinals are words: 5 km², 10⁶, 1ᵉʳ, 4ᵃ, Mᵉ.
_RAISED = re.compile(
    r"(?:(?<![^\W_])(?:[cdkm]?m|ft|mi|in|yd|10)[23]|\b10\d{1,2}|(?:\d|\bM)[aeodr])\s*$"
)
_NUMBER_MARK = re.compile(r"\[\d{1,3}\]")
_SITE_ROLES = ("navigation", "banner", "search", "alert", "dialog")
_CHARSET = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\r\n\f\v\u00a0\u202f]+")


def read(data: bytes, path: str) -> Iterator[Content]:
    """The web page. Raises InputError if it has no text or is too large."""
    text, notes = page_source(data, path)
    root = parse(text, path)
    page = _Page()
    page.walk(root)
    if page.hidden:
        parts = "part" if page.hidden == 1 else "parts"
        notes = (*notes, f"{page.hidden} hidden {parts} of the page left out")
    yield Content(tuple(page.blocks), "web page", notes=notes, **about(root))


def page_source(data: bytes, path: str) -> tuple[str, tuple[str, ...]]:
    """The source of a page, and a note on its encoding. Raises InputError."""
    if b"\0" not in data[:_START]:  # not UTF-16; some publishers fill lines with zero bytes
        data = data.replace(b"\0", b"")
    check_size(data, LARGEST[".html"], path)
    declared = _CHARSET.search(data[:_HEAD])
    return decode(data, path, declared=declared.group(1).decode() if declared else None)


def marked_text(text: str, path: str) -> str:
    """A page as the plain text of a message: with ``>`` before the lines of block quotations."""
    page = _Page(marks_quotes=True)
    page.walk(parse(text, path))
    lines = []
    for block in page.blocks:
        if not block.joined:
            lines.append("")
        lines += block.text.split("\n")
    return "\n".join(lines)


@dataclass
class _Page:
    """Walks the tree and gathers blocks; a block ends wherever an element of a block does."""

    marks_quotes: bool = False
    blocks: list[Block] = field(default_factory=list)
    hidden: int = 0
    _pieces: list[str] = field(default_factory=list)
    _lead: int = 0  # characters at the start that are set apart
    _leads: bool = True  # nothing else stood before
    _joined: bool = False
    _time: str | None = None
    _heading: bool = False
    _pre: int = 0  # in how many of these elements the walk is
    _quotes: int = 0
    _most: float = 0  # half the characters of the page
    _paragraph: int = 0

    def walk(self, root: Node) -> None:
        """Gather the blocks of a tree, without recursion: pages nest deeper than Python does."""
        self._most = root.size / 2
        stack: list[_Step] = [(root, False)]
        while stack:
            step, apart = stack.pop()
            if isinstance(step, str):
                self._say(step, apart=apart)
            elif isinstance(step, _End):
                self._close(step.tag)
            elif step.tag == "noscript" and step.size > 2 * self._most:
                stack.extend((child, False) for child in reversed(step.children))
            elif not (step.tag in _LEFT_OUT or self._is_hidden(step) or self._is_site(step)):
                self._open(stack, step, apart=apart)
        self._end()

    def _open(self, stack: list[_Step], node: Node, *, apart: bool) -> None:
        tag = node.tag
        if tag == "br":
            self._end()
            self._joined = True
            return
        if tag in ("sup", "a") and self._is_mark(node):
            return
        if tag == "tr" and (row := self._row(node)):
            self._end()
            self._add("\t".join(row), lead=len(row[0]))
            return
        if tag in BLOCKS:
            self._end()
            self._pre += tag == "pre"
            self._quotes += tag == "blockquote"
            self._heading = tag in _HEADINGS
            stack.append((_End(tag), False))
        elif tag == "q":
            self._say("“", apart=apart)
            stack.append((_End(tag), apart))
        styled = bool(
            _BOLD_STYLE.search(node.attributes.get("style", ""))
            or _SPEAKER.search(node.attributes.get("class", ""))
        )
        inner = styled or (tag not in BLOCKS and (apart or tag in _SET_APART))
        stack.extend((child, inner) for child in reversed(node.children))

    def _close(self, tag: str) -> None:
        if tag == "q":
            self._say("”", apart=False)
            return
        self._end()
        self._pre -= tag == "pre"
        self._quotes -= tag == "blockquote"
        self._heading = False
        self._joined = False

    def _say(self, text: str, *, apart: bool) -> None:
        if not text:
            return
        if self._pre:
            self._lines(text)
            return
        if apart and self._leads:
            self._lead += len(text)
        elif not text.isspace():
            self._leads = False
        self._pieces.append(text)

    def _lines(self, text: str) -> None:
        """Text that keeps its lines: each a block, joined unless an empty one stands before."""
        first, *rest = text.split("\n")
        self._pieces.append(first)
        for line in rest:
            self._end_line()
            self._pieces.append(line)

    def _end_line(self) -> None:
        line = "".join(self._pieces).rstrip("\r \t").expandtabs()
        self._pieces = []
        if line.strip():
            self._paragraph += not self._joined
            self.blocks.append(Block(line, joined=self._joined, place=self._place()))
            self._joined = True
        else:
            self._joined = False

    def _end(self) -> None:
        """End the block that was begun."""
        if self._pre and self._pieces:
            self._end_line()
            return
        raw = "".join(self._pieces)
        if raw and not raw.isspace():
            kept = "\t" in raw or "\u00a0" in raw
            head = _folded(raw[: self._lead], tabs=kept)
            text = _folded(raw, tabs=kept).strip()
            if text:
                lead = len(head.strip()) if self._lead else 0
                self._add(text, lead=lead if lead < len(text) or len(text) < 90 else 0)
        self._pieces, self._lead, self._leads, self._time = [], 0, True, None

    def _add(self, text: str, *, lead: int) -> None:
        if self.marks_quotes and self._quotes:
            text = f"{'>' * self._quotes} {text}"
        self._paragraph += not self._joined
        self.blocks.append(
            Block(
                text,
                joined=self._joined,
                place=self._place(),
                time=self._time,
                lead=lead,
                heading=self._heading,
            )
        )
        self._joined = False

    def _place(self) -> str:
        return f"paragraph {self._paragraph}"

    def _is_hidden(self, node: Node) -> bool:
        """Return whether nobody is shown an element; a whole page is hidden only until it has
        loaded."""
        attributes = node.attributes
        if not attributes or node.tag in ("html", "body") or node.size > _NEARLY_ALL * self._most:
            return False
        if "hidden" in attributes or _HIDDEN.search(attributes.get("style", "")):
            self.hidden += 1
            return True
        return False

    def _is_site(self, node: Node) -> bool:
        """Return whether an element belongs to the site and not to the page, as menus and banners
        do.

        What holds most of the words is the page, whatever it is called.
        """
        if node.tag in ("html", "body", "main", "article") or node.size > self._most:
            return False
        if node.tag in _SITE_TAGS:
            if node.tag == "form":
                return node.size < _LONG_FORM
            return not (node.tag == "footer" and self._quotes)
        attributes = node.attributes
        if not attributes:
            return False
        names = f"{attributes.get('id', '')} {attributes.get('class', '')}"
        return attributes.get("role") in _SITE_ROLES or bool(_BANNER.search(names))

    def _is_mark(self, node: Node) -> bool:
        """Return whether an element is the mark of a note, or a time as a link: no words."""
        said = node.text(_MARK_LENGTH)
        if node.tag == "sup":
            before = "".join(self._pieces[-2:])[-_MARK_LENGTH:]
            linked = any(isinstance(each, Node) and each.tag == "a" for each in node.children)
            return bool(_NOTE_MARK.match(said)) and (linked or not _RAISED.search(before + said))
        address = node.attributes.get("href", "")
        if (clock := _CLOCK.match(said)) and address:
            if any(piece.strip() for piece in self._pieces):
                self._pieces.append(f" [{clock.group(1)}] ")
            else:
                self._time = clock.group(1)
            return True
        return bool(_NUMBER_MARK.fullmatch(said.strip())) and address.startswith("#")

    def _row(self, row: Node) -> list[str]:
        """The cells of a table row; none if it has one at most, or is there for the layout."""
        cells = []
        for child in row.children:
            if isinstance(child, str):
                if child.strip():
                    return []
            elif child.tag in ("td", "th"):
                if child.is_layout_cell:
                    return []
                cells.append(self._cell(child))
        return cells if sum(map(bool, cells)) > 1 else []

    def _cell(self, cell: Node) -> str:
        """The text of a table cell that is not there for the layout."""
        page = _Page()
        page.walk(cell)
        self.hidden += page.hidden
        return " ".join(" ".join(block.text for block in page.blocks).split())


@dataclass(frozen=True)
class _End:
    """The end of an element."""

    tag: str


_Step = tuple[Node | str | _End, bool]


def _folded(text: str, *, tabs: bool) -> str:
    """White space as a browser shows it; a tab that an entity wrote stays between words."""
    if not tabs:
        return _SPACES.sub(" ", text)
    return re.sub(r" ?\t[ \t]*", "\t", re.sub(r"[ \r\n\f\v\u00a0\u202f]+", " ", text))
