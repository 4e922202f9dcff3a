"""Captions: SubRip, WebVTT, YouTube's SBV, and TTML with its older form DFXP.

One small tolerant parser serves the three plain forms, because real files mix them: commas in
WebVTT, missing numbers, missing empty lines, byte-order marks, broken time codes. It reads line by
line, so its time grows with the file's length only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from xml.etree import ElementTree as ET

from quotecheck.encoding import decode
from quotecheck.errors import InputError
from quotecheck.formats import xml
from quotecheck.formats.content import Block, Content

_CLOCK = r"(?:(\d{1,9}):)?(\d{1,9}):(\d{1,9})(?:[.,](\d{1,9}))?"
_TIMING = re.compile(rf"[ \t]*{_CLOCK}[ \t]*(?:-+>|,)[ \t]*{_CLOCK}(?:[ \t][^\n]*)?$")
_ARROW = re.compile(r"^[^\n]{0,40}\d[^\n]{0,40}-+>")
_VOICE = re.compile(r"<v(?:\.[\w.-]+)?[ \t]+([^>\n]{1,100})>")
_VOICE_END = "</v>"
_TAG = re.compile(
    r"</?[A-Za-z][^<>\n]{0,120}>|<\d{1,3}:[\d:.]{4,12}>|\{\\[^{}\n]{0,80}\}|\{[ibuyc]:[^{}\n]{0,40}\}|</>"
)
_SKIPPED = re.compile(r"(?:NOTE|STYLE|REGION)(?:[ \t]|$)")
_NUMBER = re.compile(r"[ \t]*\d{1,7}[ \t]*$")
_LATEST = 1_000 * 3600  # seconds; no recording is longer
_CUE_LINES = 200  # of one caption


def read(data: bytes, path: str) -> Iterator[Content]:
    """The captions in a file. Raises InputError if there are none."""
    if data[:400].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        yield _ttml(data, path)
        return
    text, notes = decode(data, path)
    text = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    is_vtt = text.startswith("WEBVTT")
    if path.lower().endswith(".vtt") and not is_vtt and "-->" not in text:
        raise InputError("is not WebVTT: it does not begin with WEBVTT", path=path)
    blocks, broken, cues = _cues(text.split("\n"))
    if not blocks:
        hint = "is it cut short? save a text as .txt"
        raise InputError("holds no captions", path=path, hint=hint)
    if broken:
        told = (
            f"{broken} of {cues + broken} captions have broken time codes and are taken with others"
        )
        notes = (*notes, told)
    name = "WebVTT captions" if is_vtt else "SubRip captions"
    yield Content(tuple(blocks), name, kind="captions", notes=notes)


def _cues(lines: list[str]) -> tuple[list[Block], int, int]:
    """The captions' blocks, how many time codes are broken, how many captions there are."""
    blocks: list[Block] = []
    words: list[tuple[str, bool]] = []  # a line of a caption, and whether a blank one stands before
    time: str | None = None
    broken = cues = 0
    skipping = blank = False
    for number, line in enumerate(lines, 1):
        if "-->" in line or line[:1].isdigit():
            timing = _TIMING.match(line)
            if timing is not None and (start := _seconds(timing.groups()[:4])) <= _LATEST:
                if words and (words[-1][1] or _NUMBER.match(words[-1][0])):
                    words.pop()  # the number or name of this caption
                blocks += _cue(words, time)
                words, time, skipping, blank = [], _time(start, timing.group(4)), False, False
                cues += 1
                continue
            if _ARROW.match(line):
                broken += 1
                if words and _NUMBER.match(words[-1][0]):
                    words.pop()
                continue
        if time is None or (not line.strip() and not words):
            continue
        if not line.strip():
            skipping, blank = False, True
            continue
        if _SKIPPED.match(line) and lines[number - 2].strip() == "":
            skipping = True
        if not skipping and len(words) < _CUE_LINES:
            words.append((line, blank))
        blank = False
    blocks += _cue(words, time)
    return blocks, broken, cues


def _cue(lines: list[tuple[str, bool]], time: str | None) -> Iterator[Block]:
    """The blocks of one caption: one for each voice."""
    if time is None or not lines:
        return
    raw = "\n".join(line for line, _ in lines)
    pieces = _VOICE.split(raw.replace(_VOICE_END, ""))
    for number, piece in enumerate(pieces[0::2]):
        speaker = " ".join(unescape(pieces[2 * number - 1]).split()) if number else None
        said = "\n".join(filter(None, map(_words, piece.split("\n"))))
        if said:
            yield Block(said, time=time, speaker=speaker, joined=number > 1)


def _words(line: str) -> str:
    text = unescape(_TAG.sub("", line)) if "<" in line or "{" in line or "&" in line else line
    return " ".join(text.split())


def _seconds(parts: tuple[str | None, ...]) -> int:
    hours, minutes, seconds, _ = parts
    return int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds or 0)


def _time(seconds: float, fraction: str | None = None) -> str:
    whole = int(seconds)
    clock = f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}"
    return f"{clock}.{fraction[:3]}" if fraction and fraction.strip("0") else clock


# -- TTML -------------------------------------------------------------------------------------

_OFFSET = re.compile(r"(\d{1,9}(?:\.\d{1,9})?)(h|ms|m|s|f|t)$")
_FRAMES = re.compile(r"(\d{1,9}):(\d{1,2}):(\d{1,2})(?::(\d{1,3})|[.,](\d{1,9}))?$")
_UNITS = {"h": 3600.0, "m": 60.0, "s": 1.0, "ms": 0.001}


def _ttml(data: bytes, path: str) -> Content:
    root = xml.parse(data, path, "TTML caption file")
    if _local(root.tag) != "tt":
        raise InputError("holds no captions", path=path, hint="a TTML file begins with <tt>")
    rates = {
        "f": 1 / (_number(_attribute(root, "frameRate")) or 30.0),
        "t": 1 / (_number(_attribute(root, "tickRate")) or 10_000_000.0),
    }
    agents = {
        _attribute(each, "id") or "": " ".join("".join(each.itertext()).split())
        for each in root.iter()
        if _local(each.tag) == "agent"
    }
    blocks: list[Block] = []
    begins: dict[ET.Element, float] = {}
    for parent in root.iter():
        base = begins.get(parent, 0.0)
        for child in parent:
            begins[child] = base + _ttml_seconds(_attribute(child, "begin"), rates)
    for paragraph in (each for each in root.iter() if _local(each.tag) == "p"):
        said = "\n".join(
            filter(None, (" ".join(line.split()) for line in _ttml_text(paragraph).split("\n")))
        )
        if said:
            speaker = next((agents.get(key) for key in _agents(paragraph) if agents.get(key)), None)
            blocks.append(Block(said, time=_time(begins.get(paragraph, 0.0)), speaker=speaker))
    if not blocks:
        raise InputError("holds no captions", path=path, hint="is it cut short?")
    title = next((each.text for each in root.iter() if _local(each.tag) == "title"), None)
    return Content(tuple(blocks), "TTML captions", kind="captions", title=title)


def _agents(paragraph: ET.Element) -> Iterator[str]:
    for each in paragraph.iter():
        yield from (_attribute(each, "agent") or "").split()


def _ttml_text(element: ET.Element) -> str:
    if _local(element.tag) == "br":
        return "\n"
    if _local(element.tag) == "metadata":
        return ""
    pieces = [" ".join((element.text or "").split("\n"))]
    for child in element:
        pieces += [_ttml_text(child), " ".join((child.tail or "").split("\n"))]
    return "".join(pieces)


def _ttml_seconds(value: str | None, rates: dict[str, float]) -> float:
    if not value:
        return 0.0
    value = value.strip()
    if match := _OFFSET.match(value):
        unit = match.group(2)
        return min(float(match.group(1)) * (_UNITS.get(unit) or rates[unit]), _LATEST)
    if match := _FRAMES.match(value):
        hours, minutes, seconds, _, _ = match.groups()
        return min(int(hours) * 3600 + int(minutes) * 60 + int(seconds), _LATEST)
    return 0.0


def _attribute(element: ET.Element, name: str) -> str | None:
    return next((value for key, value in element.attrib.items() if _local(key) == name), None)


def _local(tag: object) -> str:
    return str(tag).rpartition("}")[2]


def _number(text: str | None) -> float:
    try:
        return float(text or 0)
    except ValueError:
        return 0.0
