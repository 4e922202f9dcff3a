"""Records of parliaments in XML: Akoma Ntoso, and the Public Whip form of TheyWorkForYou,
ParlParse and OpenAustralia."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from quotecheck.formats.content import Block, Content
from quotecheck.formats.xml import local

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
_LEFT_OUT = frozenset(("meta", "from", "noteRef", "authorialNote", "recordedTime"))


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
        _attribute(each, "id", "eId") or "": each.get("showAs") or ""
        for each in root.iter()
        if local(each.tag) in ("TLCPerson", "TLCRole")
    }
    date = next((each.get("date") for each in root.iter() if local(each.tag) == "docDate"), None)
    if not date:
        value = next(
            (each.get("value") for each in root.iter() if local(each.tag) == "FRBRthis"), None
        )
        found = _DATE.search(value or "")
        date = found.group() if found else None
    title = next(
        (_text(each) for each in root.iter() if local(each.tag) in ("docTitle", "heading")), None
    )
    body = [each for each in root.iter() if local(each.tag) in ("debateBody", "body", "preface")]
    blocks = [block for part in body for block in _akoma_blocks(part, None, people)]
    return Content(tuple(blocks), "Akoma Ntoso", kind="hansard", title=title, date=date)


def _akoma_blocks(
    element: ET.Element, speaker: str | None, people: dict[str, str]
) -> Iterator[Block]:
    for child in element:
        name = local(child.tag)
        if name in _LEFT_OUT:
            continue
        if name in _HEADINGS:
            if text := _text(child):
                yield Block(text, heading=True)
        elif name in _SPEECHES:
            printed = next((_text(each) for each in child if local(each.tag) == "from"), "")
            reference = (child.get("by") or child.get("as") or "").lstrip("#")
            who = printed or people.get(reference) or ""
            yield from _akoma_blocks(child, who or None, people)
        elif name in _LINES and not any(
            local(each.tag) in _LINES for each in child.iter() if each is not child
        ):
            if text := _text(child):
                yield Block(
                    text, speaker=speaker if name not in ("narrative", "scene", "summary") else ""
                )
        else:
            yield from _akoma_blocks(child, speaker, people)


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
            blocks += _speech(element)
    return Content(tuple(blocks), "parliament XML", kind="hansard", date=date)


def _speech(element: ET.Element) -> Iterator[Block]:
    speaker = element.get("speakername") or element.get("person_name")
    if not speaker and (said := element.find("speaker")) is not None:
        speaker = _text(said)
    nobody = element.get("nospeaker") == "true"
    page = element.get("colnum") or element.get("page")
    time = element.get("time")
    parts = [each for each in element.iter() if local(each.tag) in ("p", "li", "td")]
    for part in parts or [element]:
        if text := _text(part):
            yield Block(
                text, speaker="" if nobody or not speaker else speaker, page=page, time=_clock(time)
            )


def _clock(time: str | None) -> str | None:
    return time if time and re.fullmatch(r"\d{1,3}:\d{2}(:\d{2})?", time) else None


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


def _attribute(element: ET.Element, *names: str) -> str | None:
    return next((value for key, value in element.attrib.items() if local(key) in names), None)
