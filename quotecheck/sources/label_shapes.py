"""Compiling the shapes of labels, as written in the rules, to patterns.

A shape is a line such as ``[{time}] {name}: {text}``; two spaces stand for a tab or for two or more
spaces. Nothing in a shape is a regular expression, so a rules file cannot write one that hangs.
"""

from __future__ import annotations

import re
from functools import lru_cache

from quotecheck.sources.designation import LONGEST

# Web pages put non-breaking or thin spaces after a label.
BLANKS = " \u00a0\u2007\u2009\u202f"
TIME = (
    r"(?P<time>\d{1,3}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?(?:[ \t\u202f]?[AaPp]\.?[Mm]\b)?)"
    r"(?:[ \t]*(?:-+>?|–|—)[ \t]*\d{1,3}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?)?"
    r"(?:[ \t\u202f]?[AaPp]\.?[Mm]\.?)?"
)
_DATE = r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}"
_SLOT = re.compile(r"\{(\w+)\}|(  +)|( )|([^{} ]+|[{}])")
_NAMES = {
    "name": rf"(?P<name>[^\n:\t]{{1,{LONGEST}}}?)",
    "NAME": rf"(?P<name>(?:(?![:\t]|[{BLANKS}]{{2}})[^\na-z]){{2,80}}?)",
    "SURNAME": rf"(?P<name>(?:(?![:\t]|[{BLANKS}]{{2}})[^\na-z]){{0,77}}?[A-Z]{{3}})",
    "line": rf"(?P<name>[^\n:\t.?!;]{{2,90}}(?:\.(?=[{BLANKS}A-Z]|$)[^\n:\t?!;]{{0,60}})?)",
    "honoured": (
        r"(?P<name>(?:(?:Mr|Mrs|Ms|Miss|Dr|Hon|Senator|Sir|Dame|Lord|Lady|Madam|Prof|Rev|Gen"
        r"|Chairman|Chairwoman|Chair|Judge|Justice|Secretary|Governor|Ambassador|Director"
        r"|Representative|Commissioner)\.?[ ]|The[ ]|An?[ ])(?=[^.\n]{0,80}[A-Z]{2})"
        r"[^.:\n]{1,90}?(?:[ ][A-Z]\.[^.:\n]{1,40}?)?(?:[ ](?:Jr|Sr)\.?)?)"
    ),
}
_REPEATED = tuple("><=~")
CompiledShape = tuple[str, str, re.Pattern[str], str, str]


def may_begin(first: str, char: str) -> bool:
    """Return whether a shape with this beginning can match a line that begins with a character."""
    if first == "0":
        return char == "0"
    return char == first if first else char not in "[(<>"


@lru_cache(maxsize=256)
def compiled_shape(shape: str) -> re.Pattern[str]:
    """The pattern of a shape."""
    parts: list[str] = []
    slot_before = False
    for slot, wide, space, literal in _SLOT.findall(shape):
        if slot in _NAMES:
            parts.append(_NAMES[slot])
        elif slot == "time":
            parts.append(TIME)
        elif slot == "date":
            parts.append(_DATE)
        elif slot == "text":
            parts.append(rf"[{BLANKS}\t]*(?:$|(?=\S))")
        elif wide:
            parts.append(rf"(?:[{BLANKS}]*\t[{BLANKS}\t]*|[{BLANKS}]{{2,}})")
        else:
            # A space may be missing only after a colon or a bracket.
            least = 0 if parts and re.search(r"[:)\]>]$", parts[-1]) and not slot_before else 1
            # A repeated sign is a different sign: “Ana >>> Hello” is not “{name}> {text}”.
            once = f"(?!{literal[-1]})" if literal[-1:] in _REPEATED else ""
            parts.append(rf"[{BLANKS}\t]{{{least},20}}" if space else re.escape(literal) + once)
        slot_before = bool(slot)
    pattern = "".join(parts)
    if "(?P<name>" not in pattern:
        pattern = re.sub(r"^(\w+)", r"(\1)", pattern)
    return re.compile(pattern if "{text}" in shape else pattern + rf"[{BLANKS}\t]*$")


def must_hold(shape: str) -> tuple[str, str]:
    """A character that every line of a shape holds (":time" for a time), and the one with which it
    begins ("0" for a digit), if that is known: most lines need not be tried by most shapes."""
    literals = [literal for *_, literal in _SLOT.findall(shape) if literal]
    marks = [each[0] for each in literals if not each[0].isalnum()]
    must = ":time" if "{time}" in shape else next(iter(marks), "")
    timed = shape.startswith(("{time}", "{date}"))
    return must, "0" if timed else shape[0] if shape[0] != "{" else ""
