"""Records of parliaments in XML: Akoma Ntoso, and the Public Whip form of TheyWorkForYou,
ParlParse and OpenAustralia."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from quotecheck.formats.content import Block, Content
from quotecheck.formats.xml import attribute, elements_named, local

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_HEADINGS = frozenset(
    ("heading", "subheading", "docTitle", "num", "major-heading", "minor-heading", "oral-heading")
)
_SPEECHES = frozenset(("speech", "question", "answer", "interjection", "speechGroup"))
_LINES = frozenset(
    (
        "p",
        "narrative",
        "scene",
        "summary",
        "block",
        "li",
        "item",
        "td",
        "blockquote",
        "listIntroduction",
    )
)
_LEFT_OUT = frozenset(("meta", "from", "noteRef", "authorialNote", "speaker"))
_DIVIDES = _HEADINGS | _SPEECHES | _LINES
_UNSPOKEN = frozenset(("narrative", "scene", "summary"))
_CLOCK = re.compile(r"(?:\d{4}-\d{2}-\d{2}T)?(\d{1,3}:\d{2}(?::\d{2})?)")


def content(root: ET.Element) -> Content | None:
    """The record in a parliament's XML; None if it is of another kind."""
    name = local(root.tag)
    if name in ("akomaNtoso", "akomantoso"):
        return _akoma(root)
    if name in ("publicwhip", "debates", "hansard") or root.find(".//speech") is not None:
        return _public_whip(root)
    return None


def _akoma(root: ET.Element) -> Content:
    people = {
        attribute(each, "id", "eId") or "": each.get("showAs") or ""
        for each in elements_named(root, "TLCPerson", "TLCRole")
    }
    date = next((each.get("date") for each in elements_named(root, "docDate")), None)
    if not date:
        value = next((each.get("value") for each in elements_named(root, "FRBRthis")), None)
        found = _DATE.search(value or "")
        date = found.group() if found else None
    title = next((_text(each) for each in elements_named(root, "docTitle", "heading")), None)
    body = elements_named(root, "debateBody", "body", "preface")
    blocks = [block for part in body for block in _blocks(part, Block(""), people)]
    return Content(tuple(blocks), "Akoma Ntoso", kind="hansard", title=title, date=date)


def _blocks(element: ET.Element, start: Block, people: dict[str, str]) -> Iterator[Block]:
    """The blocks in an element, which begin as ``start`` does: its speaker, time and page.

    Text that stands between lines, or in no line, makes blocks of its own: no word is left out.
    """
    run = [element.text or ""]
    for child in element:
        name = local(child.tag)
        if name in _LEFT_OUT:
            pass
        elif any(local(each.tag) in _DIVIDES for each in child.iter()):
            yield from _line(run, start)
            run = []
            yield from _divided(child, name, start, people)
        else:
            run += [" " if name in ("br", "eol") else "", *_pieces(child)]
        run.append(child.tail or "")
    yield from _line(run, start)


def _divided(child: ET.Element, name: str, start: Block, people: dict[str, str]) -> Iterator[Block]:
    if name in _HEADINGS:
        if text := _text(child):
            yield Block(text, heading=True)
    elif name in _SPEECHES:
        yield from _blocks(child, _akoma_start(child, people), people)
    else:
        inner = start._replace(speaker="") if name in _UNSPOKEN else start
        yield from _blocks(child, inner, people)


def _akoma_start(speech: ET.Element, people: dict[str, str]) -> Block:
    printed = next((_text(each) for each in speech if local(each.tag) == "from"), "")
    keys = (speech.get("by") or "", speech.get("as") or "")
    known = next((name for key in keys if (name := people.get(key.lstrip("#")))), None)
    stamps = (each.get("time") for each in elements_named(speech, "recordedTime"))
    time = speech.get("startTime") or next(stamps, None)
    return Block("", speaker=printed.rstrip(" :") or known, time=_clock(time))


def _line(run: list[str], start: Block) -> Iterator[Block]:
    if text := " ".join("".join(run).split()):
        yield start._replace(text=text)


def _public_whip(root: ET.Element) -> Content:
    blocks: list[Block] = []
    date = root.get("date")
    for element in root.iter():
        name = local(element.tag)
        if name in _HEADINGS:
            if text := _text(element):
                blocks.append(Block(text, heading=True))
        elif name in ("speech", "ques", "reply"):
            found = _DATE.search(element.get("id") or "")
            date = date or (found.group() if found else None)
            blocks += _blocks(element, _start(element), {})
    address = next((url for each in root.iter() if (url := each.get("url"))), "").partition("#")[0]
    title = next((_text(each) for each in elements_named(root, "major-heading")), None)
    return Content(
        tuple(blocks),
        "parliament XML",
        kind="hansard",
        title=title,
        date=date,
        address=address if address.startswith("http") else None,
    )


def _start(speech: ET.Element) -> Block:
    speaker = speech.get("speakername") or speech.get("person_name")
    if not speaker and (said := speech.find("speaker")) is not None:
        speaker = _text(said)
    if speech.get("nospeaker") == "true":
        speaker = None
    page = speech.get("colnum") or speech.get("page")
    return Block("", speaker=speaker or "", page=page, time=_clock(speech.get("time")))


def _clock(time: str | None) -> str | None:
    match = _CLOCK.match(time or "")
    return match.group(1) if match else None


def _text(element: ET.Element) -> str:
    return " ".join("".join(_pieces(element)).split())


def _pieces(element: ET.Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if local(child.tag) not in ("authorialNote", "noteRef", "speaker"):
            yield from _pieces(child)
        if local(child.tag) in ("br", "eol"):
            yield " "
        yield child.tail or ""
