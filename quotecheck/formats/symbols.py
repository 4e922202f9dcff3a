"""Characters of symbol fonts, whose codes are not those of letters."""

from __future__ import annotations

_FONTS = ("symbol", "wingdings", "webdings", "zapfdingbats", "zapf dingbats", "itc zapf dingbats")
_SYMBOLS = {  # the code in the font, of those that Word puts in by itself
    "wingdings": {0x4A: "☺", 0x4B: "😐", 0x4C: "☹", 0xDF: "←", 0xE0: "→", 0xFC: "✓", 0xFB: "✗"},
    "symbol": {0xB7: "•", 0xAE: "→", 0xAC: "←", 0xB0: "°", 0xB1: "±", 0xB4: "×", 0x2D: "−"},
}
_UNREAD = "\ufffd"


def is_symbol_font(font: str) -> bool:
    """Return whether a font of this name draws signs in place of letters."""
    return font.lower().startswith(_FONTS)


def symbol(font: str, code: int) -> str:
    """The character that a font draws for a code; U+FFFD where that is not known."""
    known = _SYMBOLS.get(font.lower())
    if known is None and not is_symbol_font(font) and 0x20 <= code < 0xD800:
        return chr(code)
    return (known or {}).get(code & 0xFF, _UNREAD)
