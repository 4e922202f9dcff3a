"""An office package written again with some of its parts changed, all others byte for byte."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Collection, Iterator, Mapping

from quotecheck.formats import xml
from quotecheck.formats.package import Package
from quotecheck.formats.spots import Element, editable

# What says how text looks, in words that are surnames, too: Strong, Georgia.
_LOOK_TAGS = frozenset(("pStyle", "rStyle", "tblStyle", "rFonts", "lang", "jc"))
_LOOK_SPACES = ("opendocument:xmlns:style:1.0}", "opendocument:xmlns:datastyle:1.0}")
_LOOK_VALUES = ("style-name", "font-name")
_PLAIN = "mimetype"  # says what a package is, and is not packed


def part(package: Package, name: str) -> Element:
    """The root element of a part, to be changed. Raises InputError."""
    data = package.read(name)
    xml.parse(data, package.path, package.what)  # within limits, and without entities
    return editable(data, package)


def packed(package: Package, changed: Mapping[str, Element]) -> bytes:
    """The package with these parts in the place of its own, or added. Raises InputError."""
    waiting = {name.lower(): (name, _bytes(root)) for name, root in changed.items()}
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for member in package.members:
            found = waiting.pop(member.filename.lower(), None)
            data = found[1] if found else package.read(member.filename)
            archive.writestr(_like(member), data, member.compress_type)
        for name, data in waiting.values():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def packaged(members: Mapping[str, str]) -> bytes:
    """A new package of these parts, which is the same whenever it is made."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            how = zipfile.ZIP_STORED if name == _PLAIN else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name), text, how)
    return file.getvalue()


def texts(package: Package, looks: Collection[str]) -> Iterator[str]:
    """All that a package says, to be searched for names: the text of each part without its markup,
    its attributes, and the names of its members. ``looks`` are parts that say how text looks."""
    for member in package.members:
        name = member.filename.lower()
        yield member.filename
        if name.endswith((".xml", ".rels")) and posixpath.basename(name) not in looks:
            for each in part(package, member.filename).iter("*"):
                yield from _values(each)
                yield from _paragraph(each)


def _values(element: Element) -> Iterator[str]:
    space, _, tag = str(element.tag).rpartition("}")
    if tag not in _LOOK_TAGS and not f"{space}}}".endswith(_LOOK_SPACES):
        for name, value in element.attrib.items():
            if not name.endswith(_LOOK_VALUES):
                yield value


def _paragraph(element: Element) -> list[str]:
    """The text of an element that holds no further paragraphs but runs of one text."""
    if xml.local(element.tag) in ("p", "h"):
        return ["".join(element.itertext())]
    return [element.text] if element.text and not element.text.isspace() else []


def _like(member: zipfile.ZipInfo) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(member.filename, member.date_time)
    info.external_attr = member.external_attr
    return info


def _bytes(root: Element) -> bytes:
    from lxml import etree

    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
