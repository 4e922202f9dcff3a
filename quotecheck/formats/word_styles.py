"""The styles of a Word document, as far as they tell headings and emphasis."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple
from xml.etree import ElementTree as ET

from quotecheck.formats import xml
from quotecheck.formats.runs import Emphasis

CAPITALS = 16
HIDDEN = 32
EMPHASIS = 15  # the part of a look that is an Emphasis

_FLAGS: Mapping[str, int] = {
    "w:b": Emphasis.BOLD,
    "w:i": Emphasis.ITALIC,
    "w:smallCaps": Emphasis.SMALL_CAPS,
    "w:u": Emphasis.UNDERLINE,
    "w:caps": CAPITALS,
    "w:vanish": HIDDEN,
}
_OFF = frozenset({"0", "false", "off", "none"})
_HEADINGS = frozenset({"title", "subtitle"})
_MAX_BASES = 20


class LookChange(NamedTuple):
    """The flags that some properties turn on and off; the look of text is such flags."""

    on: int = 0
    off: int = 0

    def over(self, look: int) -> int:
        """The look after this change."""
        return look & ~self.off | self.on


def change(properties: ET.Element | None) -> LookChange:
    """The change that the run properties (``w:rPr``) of a run or style make."""
    on = off = 0
    for each in () if properties is None else properties:
        flag = _FLAGS.get(each.tag, 0)
        if each.get("w:val", "") in _OFF:
            off |= flag
        else:
            on |= flag
    return LookChange(on, off)


class WordStyles:
    """Looks and headings by the identifier of a style."""

    def __init__(self, tree: ET.Element | None) -> None:
        found = () if tree is None else xml.each_child(tree, "w:style")
        self._styles = {each.get("w:styleId", ""): each for each in found}
        self._looks: dict[str, int] = {}
        self._headings: dict[str, bool] = {}

    def paragraph(self, properties: ET.Element | None) -> tuple[int, bool]:
        """The look that a paragraph gives its runs, and whether it is a heading."""
        if properties is None:
            return 0, False
        name = _value(properties, "w:pStyle")
        level = _value(properties, "w:outlineLvl")
        return self._look(name), _is_level(level) if level else self._heading(name)

    def run(self, properties: ET.Element | None, look: int) -> int:
        """The look of a run in a paragraph that looks so."""
        if properties is None:
            return look
        return change(properties).over(look | self._look(_value(properties, "w:rStyle")))

    def _look(self, name: str) -> int:
        if name and name not in self._looks:
            look = 0
            for style in reversed(self._chain(name)):
                look = change(xml.child(style, "w:rPr")).over(look)
            self._looks[name] = look
        return self._looks.get(name, 0)

    def _heading(self, name: str) -> bool:
        if name and name not in self._headings:
            self._headings[name] = any(map(_is_heading, self._chain(name)))
        return self._headings.get(name, False)

    def _chain(self, name: str) -> list[ET.Element]:
        """A style and those that it is based on."""
        chain: list[ET.Element] = []
        while (style := self._styles.get(name)) is not None and len(chain) < _MAX_BASES:
            chain.append(style)
            name = _value(style, "w:basedOn")
        return chain


def _value(element: ET.Element, child: str) -> str:
    found = xml.child(element, child)
    return "" if found is None else found.get("w:val", "")


def _is_level(level: str) -> bool:
    return level in {"0", "1", "2", "3", "4", "5", "6", "7", "8"}


def _is_heading(style: ET.Element) -> bool:
    name = _value(style, "w:name").lower()
    properties = xml.child(style, "w:pPr")
    level = "" if properties is None else _value(properties, "w:outlineLvl")
    return name.startswith("heading ") or name in _HEADINGS or _is_level(level)
