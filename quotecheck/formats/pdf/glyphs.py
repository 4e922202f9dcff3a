"""The words of a PDF page where pdfium finds them: chunks of glyphs with place and style.

pdfium is asked for each glyph's letter and place; what does not change between the glyphs of one
text object (font, colour, angle, way of drawing) is asked once an object. pdfium
puts spaces where it sees a gap; inside a word whose letters are set apart they are not taken.
"""

from __future__ import annotations

import ctypes
import math
import re
from dataclasses import dataclass, field
from typing import Any, NamedTuple

MAX_GLYPHS = 200_000
TINY = 1.5
WORD_GAP = 0.22  # of the height of a line: between letters less, between words more
_INVISIBLE = (3, 7)
_WHITE = 250
_FAR = 1e6
_BLANK = frozenset((0, 9, 10, 13, 32, 160))
_SPACES = " \t\r\n\xa0\u2002\u2003\u2009\u3000"
_LIGATURES = {
    "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl",
    "\ufb05": "st", "\ufb06": "st", "\x02": "-", "\ufffe": "-", "\uf0b7": "•", "\uf0a7": "•",
}  # fmt: skip
_BOLD = re.compile(r"bold|black|heavy|demi(?!lune)|semib", re.IGNORECASE)
_ITALIC = re.compile(r"ital|obli|slant", re.IGNORECASE)


class GlyphRun(NamedTuple):
    """Glyphs of one style that follow each other on one line, without a wide gap.

    ``left`` to ``right`` along the line and ``base`` (upwards) are points on a page turned so that
    the line runs to the right; ``spaced``: a space of the file stands before it.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool
    italic: bool
    spaced: bool


@dataclass
class Page:
    """The contents of one page: its chunks by the angle at which they run, and what was left out.

    ``unseen`` are chunks drawn invisibly, as a machine's reading over a scan is; ``pale`` those in
    white or clear ink, with the box to look at; ``strange`` counts letters that the font does not
    tell; ``hidden`` are the pieces of words off the page or too small to be read.
    """

    turned: dict[int, list[GlyphRun]] = field(default_factory=dict)
    unseen: dict[int, list[GlyphRun]] = field(default_factory=dict)
    pale: list[tuple[int, GlyphRun, tuple[float, float, float, float]]] = field(
        default_factory=list
    )
    strange: int = 0
    hidden: list[str] = field(default_factory=list)
    glyphs: int = 0


class _Style(NamedTuple):
    bold: bool
    italic: bool
    invisible: bool
    pale: bool
    angle: int
    turn: tuple[float, float]


class _Box(NamedTuple):
    left: float
    bottom: float
    right: float
    top: float


_PLAIN = _Style(
    bold=False, italic=False, invisible=False, pale=False, angle=0, turn=(1.0, 0.0)
)  # fmt: skip


class GlyphReader:
    """Reads the glyphs of one page after the other; fonts are looked at once."""

    def __init__(self) -> None:
        import pypdfium2.raw as raw

        self._raw: Any = raw
        self._fonts: dict[int, tuple[bool, bool]] = {}
        self._styles: dict[int, _Style] = {}

    def page(self, page: Any, box: tuple[float, float, float, float]) -> Page:
        """The chunks of a pdfium page whose visible part is ``box``."""
        found = Page()
        self._styles.clear()
        text = page.get_textpage()
        try:
            self._glyphs(text.raw, found, _Box(*box))
        finally:
            text.close()
        return found

    def _glyphs(self, text: Any, found: Page, page: _Box) -> None:
        raw = self._raw
        x, y, box = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF()
        at_x, at_y, at_box = ctypes.byref(x), ctypes.byref(y), ctypes.byref(box)
        unicode, origin = raw.FPDFText_GetUnicode, raw.FPDFText_GetCharOrigin
        loose, owner = raw.FPDFText_GetLooseCharBox, raw.FPDFText_GetTextObject
        made_up = raw.FPDFText_IsGenerated
        chunk, last, style, high = _Chunking(found), 0, _PLAIN, 0
        spaced, guessed = True, False
        count = min(raw.FPDFText_CountChars(text), MAX_GLYPHS)
        for index in range(count):
            code = unicode(text, index)
            if code in _BLANK:
                spaced, guessed = True, guessed or bool(made_up(text, index))
                continue
            if 0xD800 <= code < 0xDC00:
                high = code
                continue
            if 0xDC00 <= code < 0xE000:
                code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0xFFFD
            high = 0
            handle = ctypes.cast(owner(text, index), ctypes.c_void_p).value or 0
            if handle != last:
                last, style = handle, self._style(text, index, handle)
            if not loose(text, index, at_box) or not origin(text, index, at_x, at_y):
                continue
            found.glyphs += 1
            place = _Box(box.left, box.bottom, box.right, box.top)
            letter = _letter(code)
            if letter is None:
                found.strange += 1
                continue
            if not letter.strip(_SPACES):
                spaced = True
                continue
            if style.angle not in (0, 90, 180, 270) or _inside(place, page):
                chunk.add(letter, (x.value, y.value), place, style, spaced=spaced, guessed=guessed)
            else:
                found.hidden.append(f" {letter}" if spaced else letter)
            spaced = guessed = False
        chunk.end()

    def _style(self, text: Any, index: int, handle: int) -> _Style:
        style = self._styles.get(handle)
        if style is None:
            style = self._styles[handle] = self._look(text, index)
        return style

    def _look(self, text: Any, index: int) -> _Style:
        raw = self._raw
        clockwise = raw.FPDFText_GetCharAngle(text, index)
        angle = -clockwise if math.isfinite(clockwise) and clockwise >= 0 else 0.0
        degrees = round(math.degrees(angle)) % 360
        turn = (math.cos(angle), math.sin(angle))
        thing = raw.FPDFText_GetTextObject(text, index)
        if not thing:
            return _PLAIN._replace(angle=degrees, turn=turn)
        bold, italic = self._font(raw.FPDFTextObj_GetFont(thing))
        mode = raw.FPDFTextObj_GetTextRenderMode(thing)
        colour = [ctypes.c_uint() for _ in range(4)]
        known = raw.FPDFPageObj_GetFillColor(thing, *map(ctypes.byref, colour))
        red, green, blue, alpha = (each.value for each in colour)
        pale = bool(known) and (min(red, green, blue) >= _WHITE or alpha < 8) and mode != 1
        return _Style(bold, italic, mode in _INVISIBLE, pale, degrees, turn)

    def _font(self, font: Any) -> tuple[bool, bool]:
        if not font:
            return False, False
        key = ctypes.cast(font, ctypes.c_void_p).value or 0
        if key not in self._fonts:
            raw = self._raw
            buffer = ctypes.create_string_buffer(200)
            raw.FPDFFont_GetBaseFontName(font, buffer, 200)
            name = buffer.value.decode("latin-1").rpartition("+")[2]
            flags = raw.FPDFFont_GetFlags(font)
            bold = bool(_BOLD.search(name)) or bool(flags > 0 and flags & 1 << 18)
            italic = bool(_ITALIC.search(name)) or bool(flags > 0 and flags & 1 << 6)
            self._fonts[key] = bold, italic
        return self._fonts[key]


class _Chunking:
    """Puts glyphs that follow each other together."""

    def __init__(self, found: Page) -> None:
        self.found = found
        self.text: list[str] = []
        self.style = _PLAIN
        self.left = self.right = self.base = self.size = 0.0
        self.box = _Box(0, 0, 0, 0)
        self.spaced = False
        self.step = 0.0

    def add(
        self,
        letter: str,
        at: tuple[float, float],
        place: _Box,
        style: _Style,
        *,
        spaced: bool,
        guessed: bool,
    ) -> None:
        """Take one glyph."""
        cos, sin = style.turn
        along, base = at[0] * cos + at[1] * sin, at[1] * cos - at[0] * sin
        advance, size = place.right - place.left, place.top - place.bottom
        if cos * cos < sin * sin:
            advance, size = size, advance
        if not (-_FAR < along < _FAR and -_FAR < base < _FAR and advance < _FAR and size < _FAR):
            return
        if size < TINY:
            self.found.hidden.append(f" {letter}" if spaced else letter)
            return
        gap = along - self.right
        if guessed and self.text and 0 < gap < 1.15 * self.step:
            spaced = False
        if self.text and not (
            -0.4 * size < gap < 0.5 * size
            and abs(base - self.base) < 0.05 * size
            and abs(size - self.size) < 0.1 * size
            and (style is self.style or style == self.style)
        ):
            self.end()
        if not self.text:
            self.style, self.left, self.base, self.size = style, along, base, size
            self.box, self.spaced, self.step = place, spaced, 0.0
        else:
            if spaced or gap > WORD_GAP * size:
                self.text.append(" ")
            if style.pale:
                self.box = _around(self.box, place)
            self.step = gap
        self.text.append(letter)
        self.right = along + advance

    def end(self) -> None:
        """Hand over what was put together."""
        if not self.text:
            return
        style = self.style
        chunk = GlyphRun(
            "".join(self.text),
            self.left,
            self.right,
            self.base,
            self.size,
            style.bold,
            style.italic,
            self.spaced,
        )
        self.text = []
        if style.invisible:
            self.found.unseen.setdefault(style.angle, []).append(chunk)
        elif style.pale:
            self.found.pale.append((style.angle, chunk, self.box))
        else:
            self.found.turned.setdefault(style.angle, []).append(chunk)


def _letter(code: int) -> str | None:
    """The letter of a code; None where the file does not tell which letter it is."""
    if 32 < code < 127:
        return chr(code)
    letter = chr(code) if code < 0x110000 else "\ufffd"
    letter = _LIGATURES.get(letter, letter)
    if letter == "\ufffd" or "\ue000" <= letter <= "\uf8ff" or letter < " ":
        return None
    if "\x7f" <= letter < "\xa0":
        return None
    return letter


def _around(one: _Box, other: _Box) -> _Box:
    return _Box(
        min(one.left, other.left),
        min(one.bottom, other.bottom),
        max(one.right, other.right),
        max(one.top, other.top),
    )


def _inside(place: _Box, page: _Box) -> bool:
    return (
        place.right > page.left
        and place.left < page.right
        and place.top > page.bottom
        and place.bottom < page.top
    )
