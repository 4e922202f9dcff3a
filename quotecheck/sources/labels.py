"""Speaker labels: the shapes of the rules as patterns, and a text cut into turns by them.

A shape is a line such as ``[{time}] {name}: {text}``. ``{name}`` is a name written with capitals,
``{NAME}`` one in capitals only, two spaces are a tab or two spaces and more. Nothing in a shape is
a regular expression, so a rules file cannot write one that hangs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from quotecheck.model import Turn
from quotecheck.rules.wording import SourceRules
from quotecheck.text import unwrapped

# Pages of the web put spaces that do not break, or thin ones, after a label.
_BLANKS = " \u00a0\u2007\u2009\u202f"
_CAPITAL = r"[^\W\d_a-z]"
_NAME = (
    rf"(?P<name>{_CAPITAL}[\w.'’-]{{0,30}}"
    rf"(?:[{_BLANKS}]+(?:\(?{_CAPITAL}[\w.'’)-]{{0,30}}"
    rf"|of|the|for|de|van|von|al|bin|and|\#?\d{{1,3}})){{0,7}})"
)
_CAPITALS = (
    r"(?P<name>[^\W\d_a-z][^\Wa-z]+"
    rf"(?:[{_BLANKS}.'’-]{{1,2}}[^\W_a-z][^\Wa-z]*){{0,7}}\.?)"
)
_TIME = r"(?P<time>\d{1,3}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?)"
_SLOT = re.compile(r"\{(\w+)\}|(  +)|( )|([^{} ]+|[{}])")
_LONGEST = 120  # characters of a label
_ENDS = (".", "?", "!", ")", "]", "”", '"', "—")
# “Q On Friday: will” is no name, nor is “END 1” of “END 1:40 P.M.”
_NOT_SO = re.compile(rf"[QA][{_BLANKS}]+\S|END\b", re.IGNORECASE)
_MINUTES = re.compile(r":\d\d")


@dataclass(frozen=True, slots=True)
class Label:
    """A line that names a speaker: the line's start, the start of the words, what it says."""

    start: int
    words: int
    name: str
    time: str | None
    sure: bool


def find_labels(text: str, rules: SourceRules, start: int = 0) -> list[Label]:
    """The labels in a text, in text order; none if the lines that look like labels are few."""
    patterns = _compiled(rules.labels)
    joined = unwrapped(text)
    labels = [
        label
        for line in _lines(text, start)
        if (opens := _opens(text, joined, line[0])) is not None
        and (label := _label(text, line, patterns))
        and label.name.lower() not in rules.no_labels
        and (opens or label.sure)
    ]
    if not labels:
        return []
    sure = [label for label in labels if label.sure]
    if len(sure) > 2 and len(sure) >= rules.reading.sure_share * len(labels):
        # Beside names in capitals, “On Friday:” begins a sentence; who speaks thrice is somebody.
        often = Counter(label.name for label in labels)
        return [label for label in labels if label.sure or often[label.name] > 2]
    paragraphs = max(1, len(re.findall(r"\n\s*\n\s*\S", text[start:])))
    enough = len(labels) >= 2 and len(labels) >= rules.reading.label_share * paragraphs
    return labels if enough else sure


def _opens(text: str, joined: str, start: int) -> bool | None:
    """Whether a line opens a paragraph; None if no label can stand there, for it goes on with a
    sentence."""
    if not start or joined[start - 1] in "\r\n":
        return True
    before = joined[max(0, start - 20) : start].rstrip(f"{_BLANKS}\t")
    goes_on = before[-1:] not in _ENDS or ":" not in text[start : start + _LONGEST]
    return None if goes_on else False


def cut_turns(text: str, labels: Sequence[Label], start: int = 0) -> tuple[Turn, ...]:
    """The turns of a labelled text; words before the first label are nobody's."""
    turns = [_turn(text, None, start, labels[0].start if labels else len(text), None)]
    for number, label in enumerate(labels):
        end = labels[number + 1].start if number + 1 < len(labels) else len(text)
        turns.append(_turn(text, label.name, label.words, end, label.time))
    return tuple(turn for turn in turns if turn.start < turn.end)


def _turn(text: str, name: str | None, start: int, end: int, time: str | None) -> Turn:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Turn(name, start, end, time)


def _lines(text: str, start: int) -> Iterator[tuple[int, int]]:
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        yield start, end
        start = end + 1


def _label(text: str, line: tuple[int, int], patterns: Sequence[re.Pattern[str]]) -> Label | None:
    start, end = line
    while start < end and text[start] in f"{_BLANKS}\t":
        start += 1
    head = text[start : min(end, start + _LONGEST)]
    for pattern in patterns:
        match = pattern.match(head)
        if match is None:
            continue
        parts = match.groupdict()
        name = " ".join((parts.get("name") or match.group(1)).split()).rstrip(":")
        whole = "text" not in pattern.groupindex
        if whole and start + match.end() < end:
            continue
        if _NOT_SO.match(name) or (name[-1].isdigit() and _MINUTES.match(head, match.end("name"))):
            continue
        words = end if whole else start + match.start("text")
        sure = bool(parts.get("time")) or not any(map(str.islower, name)) or name.startswith("Mc")
        return Label(start, words, name, parts.get("time"), sure)
    return None


@lru_cache(maxsize=32)
def _compiled(shapes: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(_pattern(shape)) for shape in shapes)


def _pattern(shape: str) -> str:
    parts: list[str] = []
    slot_before = False
    for slot, wide, space, literal in _SLOT.findall(shape):
        if slot == "name":
            parts.append(_NAME)
        elif slot == "NAME":
            parts.append(_CAPITALS)
        elif slot == "time":
            parts.append(_TIME)
        elif slot == "text":
            parts.append(r"(?P<text>(?=\S))")
        elif wide:
            parts.append(rf"(?:[{_BLANKS}]*\t[{_BLANKS}\t]*|[{_BLANKS}]{{2,}})")
        else:
            # A space may be missing only after a colon or a bracket.
            least = 0 if parts and re.search(r"[:)\]>]$", parts[-1]) and not slot_before else 1
            parts.append(rf"[{_BLANKS}\t]{{{least},20}}" if space else re.escape(literal))
        slot_before = bool(slot)
    pattern = "".join(parts)
    if "{name}" not in shape and "{NAME}" not in shape:
        pattern = re.sub(r"^(\w+)", r"(\1)", pattern)
    return pattern if "{text}" in shape else pattern + rf"[{_BLANKS}\t]*$"
