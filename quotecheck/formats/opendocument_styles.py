"""The styles of an OpenDocument text, as far as they tell headings and emphasis."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from quotecheck.formats import xml
from quotecheck.formats.runs import Emphasis
from quotecheck.formats.word_styles import CAPITALS, HIDDEN, LookChange

_BOLD = frozenset({"bold", "600", "700", "800", "900"})
_VALUES = (
    ("fo:font-weight", Emphasis.BOLD, _BOLD.__contains__),
    ("fo:font-style", Emphasis.ITALIC, frozenset({"italic", "oblique"}).__contains__),
    ("fo:font-variant", Emphasis.SMALL_CAPS, "small-caps".__eq__),
    ("fo:text-transform", CAPITALS, "uppercase".__eq__),
    ("text:display", HIDDEN, "none".__eq__),
    ("style:text-underline-style", Emphasis.UNDERLINE, "none".__ne__),
)
_HEADINGS = frozenset({"title", "subtitle"})
_MAX_BASES = 20


class OpenDocumentStyles:
    """Looks and headings by the name of a style; automatic styles come after those they use."""

    def __init__(self) -> None:
        self._styles: dict[tuple[str, str], ET.Element] = {}
        self._looks: dict[tuple[str, str, int], int] = {}
        self._headings: dict[str, bool] = {}

    def add(self, style: ET.Element) -> None:
        """Take up a style; a later one of the same name takes its place."""
        key = style.get("style:family", ""), style.get("style:name", "")
        self._styles[key] = style

    def look(self, family: str, name: str | None, look: int = 0) -> int:
        """The look of text in a paragraph or span of a style, inside text that looks so."""
        if not name:
            return look
        key = family, name, look
        if key not in self._looks:
            inner = look
            for style in reversed(self._chain(family, name)):
                inner = _change(xml.child(style, "style:text-properties")).over(inner)
            self._looks[key] = inner
        return self._looks[key]

    def is_heading(self, name: str | None) -> bool:
        """Return whether paragraphs of this style are headings."""
        if not name:
            return False
        if name not in self._headings:
            self._headings[name] = any(map(_is_heading, self._chain("paragraph", name)))
        return self._headings[name]

    def _chain(self, family: str, name: str) -> list[ET.Element]:
        """A style and those that it is based on."""
        chain: list[ET.Element] = []
        while (style := self._styles.get((family, name))) is not None and len(chain) < _MAX_BASES:
            chain.append(style)
            name = style.get("style:parent-style-name", "")
        return chain


def _change(properties: ET.Element | None) -> LookChange:
    if properties is None:
        return LookChange()
    on = off = 0
    for name, flag, turns_on in _VALUES:
        value = properties.get(name)
        if value is not None:
            on, off = (on | flag, off) if turns_on(value) else (on, off | flag)
    return LookChange(on, off)


def _is_heading(style: ET.Element) -> bool:
    name = style.get("style:name", "").lower()
    return name in _HEADINGS or bool(style.get("style:default-outline-level"))
