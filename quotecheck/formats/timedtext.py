"""Captions in XML: TTML with its older form DFXP, and YouTube's two kinds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from xml.etree import ElementTree as ET

from quotecheck.errors import InputError
from quotecheck.formats import xml
from quotecheck.formats.content import Block, Content

LATEST = 1_000 * 3600  # seconds; no recording is longer

_XML = re.compile(
    rb"[\xef\xbb\xbf\xff\xfe \t\r\n]*<(?:\?xml|!--|!DOCTYPE|timedtext|transcript|[\w]*:?tt)[\s>]"
)
_OFFSET = re.compile(r"(\d{1,9}(?:\.\d{1,9})?)(h|ms|m|s|f|t)$")
_CLOCK = re.compile(r"(\d{1,9}):(\d{1,2}):(\d{1,2})(?::(\d{1,3})(?:\.\d{1,3})?|[.,](\d{1,9}))?$")
_UNITS = {"h": 3600.0, "m": 60.0, "s": 1.0, "ms": 0.001}
_NO_WORDS = frozenset(("metadata", "title", "desc", "agent", "set", "name"))

CaptionPiece = tuple[str | None, str]  # who speaks, the words


def is_xml(data: bytes) -> bool:
    """Return whether the bytes of captions are XML."""
    return _XML.match(data[:400].replace(b"\0", b"")) is not None


def content(data: bytes, path: str) -> Content:
    """The captions in an XML file. Raises InputError if there are none."""
    found = captions(xml.parse(data, path, "caption file in XML"))
    if found is None:
        raise InputError("holds no captions", path=path, hint="a TTML file begins with <tt>")
    if not found.blocks:
        raise InputError("holds no captions", path=path, hint="is it cut short?")
    return found


def captions(root: ET.Element) -> Content | None:
    """The captions under the root of an XML file; None if it is of another kind."""
    name = xml.local(root.tag)
    if name == "tt":
        title = next((each.text for each in xml.elements_named(root, "title")), None)
        return Content(tuple(_ttml(root)), "TTML captions", kind="captions", title=title)
    if name == "timedtext" or (name == "transcript" and root.find("text") is not None):
        return Content(tuple(_youtube(root)), "YouTube captions", kind="captions")
    return None


def block_time(seconds: float, fraction: str | None = None) -> str:
    """A time code as blocks have it; ``fraction`` are the digits behind the point."""
    if fraction is None:
        thousandths = round(seconds * 1000)
        seconds, fraction = thousandths // 1000, f"{thousandths % 1000:03}"
    whole = int(seconds)
    time = f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}"
    return f"{time}.{fraction[:3]}" if fraction.strip("0") else time


def _youtube(root: ET.Element) -> Iterator[Block]:
    for each in root.iter():
        name = xml.local(each.tag)
        if name not in ("p", "text"):
            continue
        said = _tidy(unescape("".join(each.itertext())))
        scale, start = (1000, each.get("t")) if name == "p" else (1, each.get("start"))
        seconds = _number(start) / scale
        if said:
            yield Block(said, time=block_time(seconds) if seconds <= LATEST else None)


def _ttml(root: ET.Element) -> Iterator[Block]:
    rates = {
        "f": 1 / (_number(xml.attribute(root, "frameRate")) or 30.0),
        "t": 1 / (_number(xml.attribute(root, "tickRate")) or 10_000_000.0),
    }
    people = _people(root)
    body = next((each for each in root if xml.local(each.tag) == "body"), root)
    waiting: list[tuple[ET.Element, float, str | None]] = [(body, 0.0, None)]
    while waiting:
        element, base, speaker = waiting.pop()
        begin = base + _begin(element, rates)
        speaker = _speaker(element, people) or speaker
        if xml.local(element.tag) == "p":
            yield from _paragraph(element, begin, speaker, people, rates)
        else:
            waiting += [(child, begin, speaker) for child in reversed(element)]


def _paragraph(
    paragraph: ET.Element,
    begin: float,
    speaker: str | None,
    people: dict[str, str],
    rates: dict[str, float],
) -> Iterator[Block]:
    """The blocks of a paragraph: one for each who speaks in it."""
    if xml.attribute(paragraph, "begin") is None:
        spans = (each for each in paragraph.iter() if xml.attribute(each, "begin") is not None)
        begin += next((_begin(each, rates) for each in spans), 0.0)
    time = block_time(min(begin, LATEST))
    runs: list[CaptionPiece] = []
    for who, text in _pieces(paragraph, speaker, people):
        if runs and (runs[-1][0] == who or not text.strip()):
            runs[-1] = (runs[-1][0], runs[-1][1] + text)
        else:
            runs.append((who, text))
    joined = False
    for who, text in runs:
        if said := _tidy(text):
            yield Block(said, time=time, speaker=who, joined=joined)
            joined = True


def _pieces(
    element: ET.Element, speaker: str | None, people: dict[str, str]
) -> Iterator[CaptionPiece]:
    name = xml.local(element.tag)
    if name == "br":
        yield speaker, "\n"
    if name in _NO_WORDS:
        return
    speaker = _speaker(element, people) or speaker
    yield speaker, (element.text or "").replace("\n", " ")
    for child in element:
        yield from _pieces(child, speaker, people)
        yield speaker, (child.tail or "").replace("\n", " ")


def _people(root: ET.Element) -> dict[str, str]:
    """The names of the agents that a TTML file declares, by their ids."""
    people: dict[str, str] = {}
    played: dict[str, str] = {}
    for agent in xml.elements_named(root, "agent"):
        key = xml.attribute(agent, "id") or ""
        names = [each for each in agent if xml.local(each.tag) == "name"]
        names = [each for each in names if each.get("type") in ("full", None)] or names
        people[key] = " ".join(" ".join("".join(each.itertext()).split()) for each in names)
        for actor in (each for each in agent if xml.local(each.tag) == "actor"):
            played[key] = xml.attribute(actor, "agent") or ""
    for key, actor_key in played.items():
        people[key] = people[key] or people.get(actor_key, "")
    return people


def _speaker(element: ET.Element, people: dict[str, str]) -> str | None:
    keys = (xml.attribute(element, "agent") or "").split()
    return next((people[key] for key in keys if people.get(key)), None)


def _begin(element: ET.Element, rates: dict[str, float]) -> float:
    value = (xml.attribute(element, "begin") or "").strip()
    if match := _OFFSET.match(value):
        unit = match.group(2)
        return min(float(match.group(1)) * (_UNITS.get(unit) or rates[unit]), LATEST)
    if match := _CLOCK.match(value):
        hours, minutes, seconds, frames, fraction = match.groups()
        whole = int(hours) * 3600 + int(minutes) * 60 + int(seconds)
        part = int(frames) * rates["f"] if frames else float(f"0.{fraction or 0}")
        return min(whole + part, LATEST)
    return 0.0


def _tidy(text: str) -> str:
    return "\n".join(filter(None, (" ".join(line.split()) for line in text.split("\n"))))


def _number(text: str | None) -> float:
    try:
        number = float(text or 0)
    except ValueError:
        return 0.0
    return number if 0 <= number < 1e12 else 0.0
