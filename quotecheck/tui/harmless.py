"""Text that others wrote, shown so that it can neither command the terminal nor mislead the eye.

Every character is replaced by exactly one, so that offsets into the text hold on the screen.
"""

from __future__ import annotations

import re

from quotecheck.display import counted

CONTROL = "␦"
DIRECTION = "⇋"

_DIRECTION = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff]")
_OVERRIDES = re.compile(f"[{_DIRECTION}]")
_CONTROLS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufff9-\ufffb]"
)

_STAND_INS = (
    {code: chr(0x2400 + code) for code in range(0x20)}
    | {0x7F: "␡", 0x09: " ", 0x0A: " ", 0x0D: " ", 0x2028: " ", 0x2029: " ", 0xFEFF: " "}
    | dict.fromkeys(range(0x80, 0xA0), CONTROL)
    | dict.fromkeys(range(0xD800, 0xE000), CONTROL)
    | dict.fromkeys((0xFFF9, 0xFFFA, 0xFFFB), CONTROL)
    | {ord(mark): DIRECTION for mark in _DIRECTION}
    | {0x200B: " ", 0x2060: " ", 0x00AD: "-"}
    | dict.fromkeys(range(0xE0000, 0xE0080), CONTROL)
)
_NEEDS = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff"
    "\ud800-\udfff\ufff9-\ufffb\U000e0000-\U000e007f]"
)


def harmless(text: str) -> str:
    """``text`` with each control, direction or invisible character replaced by one that shows."""
    return text.translate(_STAND_INS) if _NEEDS.search(text) else text


def warnings(text: str) -> list[str]:
    """Sentences that warn an editor of characters for which something else is shown."""
    found = []
    if controls := len(_CONTROLS.findall(text)):
        found.append(f"{counted(controls, 'control character')}, shown as ␛ {CONTROL}")
    if overrides := len(_OVERRIDES.findall(text)):
        found.append(f"{counted(overrides, 'mark')} reversing reading order, shown as {DIRECTION}")
    if _RIGHT_TO_LEFT.search(text):
        found.append("right-to-left text: the terminal may show it in another order")
    return found
