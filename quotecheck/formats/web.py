"""Web pages into blocks of text, by a real HTML parser (lexbor, through selectolax).

lexbor builds the tree that a browser builds, however damaged the page is, and in linear time;
lxml's libxml2 moves text about in damaged pages. What a page hides or repeats on every page
(menus, banners, the bar of the Wayback Machine) is not its text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from quotecheck.encoding import decode
from quotecheck.errors import InputError
from quotecheck.formats.content import Block, Content

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

MAX_BYTES = 20_000_000
MAX_DEPTH = 512

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "frameset",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "ol",
        "option",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_LEFT_OUT = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "math",
        "nav",
        "footer",
        "form",
        "button",
        "select",
        "iframe",
        "head",
        "object",
        "embed",
        "canvas",
        "audio",
        "video",
        "map",
        "dialog",
        "textarea",
        "datalist",
        "input",
        "noframes",
        "rp",
        "rt",
    ]
)
_SET_APART = frozenset(("b", "strong", "u", "i", "em"))
_BANNER = re.compile(
    r"(?:^|[\s_-])(?:wm-ipp(?:-base|-print)?|cookie(?:s|-?(?:banner|bar|consent|notice))?|gdpr|navbar|nav-?menu"
    r"|site-?nav|main-?nav|breadcrumbs?|share-?(?:bar|buttons?|links?)|social-?(?:share|links?|bar)"
    r"|skip-?link|screen-reader-text|visually-hidden|sr-only|newsletter-signup|paywall|related-?(?:stories|posts"
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
_CHARSET = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\r\n\f\v\u00a0\u202f]+")
_BREAKS = re.compile(r"[ \t\r\n\f\v]+")


def read(data: bytes, path: str) -> Iterator[Content]:
    """The web page. Raises InputError if it has no text or is too large."""
    from selectolax.lexbor import LexborHTMLParser

    if len(data) > MAX_BYTES:
        raise InputError(f"is larger than {MAX_BYTES / 1e6:.0f} MB", path=path, hint="split it")
    declared = _CHARSET.search(data[:4096])
    text, notes = decode(data, path, declared=declared.group(1).decode() if declared else None)
    try:
        tree = LexborHTMLParser(text.replace("\0", ""))
        root = tree.root
    except Exception as error:
        raise InputError(
            f"is damaged and cannot be read as a web page: {error}", path=path
        ) from error
    if root is None:
        raise InputError("is empty", path=path)
    page = _Page()
    page.walk(root)
    if page.hidden:
        parts = "part" if page.hidden == 1 else "parts"
        notes = (*notes, f"{page.hidden} hidden {parts} of the page left out")
    yield Content(tuple(page.blocks), "web page", notes=notes, **_about(tree))


@dataclass
class _Page:
    """Walks the tree and gathers blocks; a block ends wherever an element of a block does."""

    blocks: list[Block] = field(default_factory=list)
    hidden: int = 0
    _pieces: list[str] = field(default_factory=list)
    _lead: int = 0  # characters at the start that are set apart
    _leads: bool = True  # nothing else stood before
    _joined: bool = False
    _time: str | None = None
    _heading: bool = False
    _pre: int = 0
    _paragraph: int = 0

    def walk(self, root: LexborNode) -> None:
        """Gather the blocks of a tree, without recursion: pages nest deeper than Python does."""
        stack: list[tuple[LexborNode | None, str, bool]] = [(root, "", False)]
        while stack:
            node, closing, apart = stack.pop()
            if node is None:
                self._close(closing)
                continue
            tag = node.tag or ""
            if tag == "-text":
                self._say(node.text_content or "", apart=apart)
                continue
            if not tag or tag.startswith(("-", "!", "_")):
                if tag == "-document":
                    self._push(stack, node, apart=apart)
                continue
            if tag in _LEFT_OUT or self._is_hidden(node, tag):
                continue
            self._open(stack, node, tag, apart=apart)
        self._end()

    def _open(
        self,
        stack: list[tuple[LexborNode | None, str, bool]],
        node: LexborNode,
        tag: str,
        *,
        apart: bool,
    ) -> None:
        attributes = node.attributes
        if tag == "br":
            self._end()
            self._joined = True
            return
        if tag in ("sup", "a") and self._is_mark(node, tag):
            return
        if tag == "tr" and (row := _row(node)):
            self._end()
            self._add("\t".join(row), lead=len(row[0]))
            return
        if tag in _BLOCKS:
            self._end()
            if tag == "pre":
                self._pre += 1
            self._heading = tag in _HEADINGS
            stack.append((None, tag, False))
        elif tag == "q":
            self._say("“", apart=apart)
            stack.append((None, tag, apart))
        style = attributes.get("style") or ""
        inner = apart or tag in _SET_APART or bool(style and _BOLD_STYLE.search(style))
        self._push(stack, node, apart=(inner and tag not in _BLOCKS) or bool(style and inner))

    @staticmethod
    def _push(
        stack: list[tuple[LexborNode | None, str, bool]], node: LexborNode, *, apart: bool
    ) -> None:
        children = []
        child = node.first_child
        while child is not None:
            children.append((child, "", apart))
            child = child.next
        stack.extend(reversed(children))

    def _close(self, tag: str) -> None:
        if tag == "q":
            self._say("”", apart=False)
            return
        self._end()
        if tag == "pre":
            self._pre -= 1
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

    def _is_hidden(self, node: LexborNode, tag: str) -> bool:
        """Whether nobody is shown an element, or it belongs to the site and not to the page."""
        attributes = node.attributes
        if not attributes:
            return False
        style = attributes.get("style")
        if "hidden" in attributes or (style and _HIDDEN.search(style)):
            self.hidden += 1
            return True
        if tag in ("html", "body", "main", "article"):
            return False
        names = f"{attributes.get('id') or ''} {attributes.get('class') or ''}"
        role = attributes.get("role") or ""
        return role in ("navigation", "banner", "search", "alert", "dialog") or (
            len(names) > 1 and bool(_BANNER.search(names))
        )

    def _is_mark(self, node: LexborNode, tag: str) -> bool:
        """Whether an element is the mark of a note, or a time as a link: no words."""
        said = node.text() or ""
        if tag == "sup":
            return bool(_NOTE_MARK.match(said))
        address = node.attributes.get("href") or ""
        if (clock := _CLOCK.match(said)) and address:
            if any(piece.strip() for piece in self._pieces):
                self._pieces.append(f" [{clock.group(1)}] ")
            else:
                self._time = clock.group(1)
            return True
        return bool(re.fullmatch(r"\[\d{1,3}\]", said.strip())) and address.startswith("#")


def _folded(text: str, *, tabs: bool) -> str:
    """White space as a browser shows it; a tab that an entity wrote stays between words."""
    if not tabs:
        return _SPACES.sub(" ", text)
    return re.sub(r" ?\t[ \t]*", "\t", re.sub(r"[ \r\n\f\v\u00a0\u202f]+", " ", text))


def _row(node: LexborNode) -> list[str]:
    """The cells of a table row; none if a cell holds blocks of its own, as layout tables do."""
    cells: list[str] = []
    child = node.first_child
    while child is not None:
        if child.tag in ("td", "th"):
            if any(
                child.css(name)
                for name in ("table", "p + p", "div div", "ul", "pre", "h1", "h2", "br")
            ):
                return []
            cells.append(_SPACES.sub(" ", child.text() or "").strip())
        child = child.next
    kept = [cell for cell in cells if cell]
    return cells if len(kept) > 1 else []


def _about(tree: Any) -> dict[str, str | None]:
    """Title, date, site, author and address from the page's metadata."""
    metas: dict[str, str] = {}
    for node in tree.css("meta")[:300]:
        name = (
            node.attributes.get("property")
            or node.attributes.get("name")
            or node.attributes.get("itemprop")
        )
        content = node.attributes.get("content")
        if name and content:
            metas.setdefault(name.lower(), content.strip())
    linked = _json_ld(tree)
    heading = tree.css_first("title") or tree.css_first("h1")
    canonical = tree.css_first('link[rel="canonical"]')
    when = tree.css_first("time[datetime]")
    first = lambda *names: next((metas[name] for name in names if metas.get(name)), None)  # noqa: E731
    address = (canonical.attributes.get("href") if canonical else None) or first("og:url")
    return {
        "title": first("og:title", "dc.title")
        or (" ".join(heading.text().split()) if heading else None),
        "date": first(
            "article:published_time",
            "date",
            "dc.date",
            "pubdate",
            "datepublished",
            "dc.date.issued",
        )
        or linked.get("date")
        or (when.attributes.get("datetime") if when else None),
        "outlet": first("og:site_name") or linked.get("outlet"),
        "author": first("author", "article:author", "dc.creator") or linked.get("author"),
        "address": address if address and address.startswith(("http://", "https://")) else None,
    }


def _json_ld(tree: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for node in tree.css('script[type="application/ld+json"]')[:10]:
        try:
            data = json.loads(node.text() or "")
        except (ValueError, RecursionError):
            continue
        rows = (
            data
            if isinstance(data, list)
            else data.get("@graph", [data])
            if isinstance(data, dict)
            else []
        )
        for row in rows if isinstance(rows, list) else []:
            if not isinstance(row, dict):
                continue
            for key, name in (
                ("datePublished", "date"),
                ("author", "author"),
                ("publisher", "outlet"),
            ):
                value = row.get(key)
                value = value[0] if isinstance(value, list) and value else value
                value = value.get("name") if isinstance(value, dict) else value
                if isinstance(value, str) and value:
                    found.setdefault(name, value)
    return found
