"""A Word package written again with some of its parts changed, all others byte for byte."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator, Mapping

from quotecheck.errors import InputError
from quotecheck.formats import xml
from quotecheck.formats.package import Package, member_name
from quotecheck.formats.word_places import Element, editable

_TYPES = "[Content_Types].xml"
_TYPES_SPACE = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELATIONS_SPACE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
# Parts and elements that say how text looks, in words that are surnames, too: Strong, Georgia.
_LOOKS = frozenset(("styles.xml", "styleswitheffects.xml", "fonttable.xml", "numbering.xml"))
_LOOK_TAGS = frozenset(("pStyle", "rStyle", "tblStyle", "rFonts", "lang", "jc"))
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"


class Comments:
    """The part of a package that holds the comments, with those that are there already."""

    def __init__(self, package: Package, main: str, root: Element) -> None:
        """``root`` is the element of the main part, whose namespace the comments share."""
        self._package = package
        self._folder, name = posixpath.split(main)
        self._relations = f"{self._folder}/_rels/{name}.rels"
        self._space = root.tag.partition("}")[0].lstrip("{")
        self._name = self._found()
        if self._name is not None:
            self.root = part(package, self._name)
        else:
            self.root = root.makeelement(f"{{{self._space}}}comments", nsmap={"w": self._space})

    @property
    def ids(self) -> list[str]:
        """The identifiers of the comments that are there."""
        return [each.get(f"{{{self._space}}}id", "") for each in self.root]

    def parts(self) -> dict[str, Element]:
        """The parts to be written: the comments and, if they are new, where they are announced."""
        if self._name is not None:
            return {self._name: self.root}
        name = f"{self._folder}/comments.xml".lstrip("/")
        while name in self._package:
            name = name.replace("comments", "comments_")
        types = part(self._package, _TYPES)
        kind = types.makeelement(f"{_TYPES_SPACE}Override")
        kind.set("PartName", f"/{name}")
        kind.set("ContentType", _COMMENTS_TYPE)
        types.append(kind)
        return {name: self.root, _TYPES: types, self._relations: self._related(name)}

    def _related(self, name: str) -> Element:
        if self._relations in self._package:
            relations = part(self._package, self._relations)
        else:
            space = _RELATIONS_SPACE.strip("{}")
            relations = editable(f'<Relationships xmlns="{space}"/>'.encode(), self._package.path)
        known = {each.get("Id") for each in relations}
        number = 1
        while f"rIdQ{number}" in known:
            number += 1
        relation = relations.makeelement(f"{_RELATIONS_SPACE}Relationship")
        relation.set("Id", f"rIdQ{number}")
        office = _STRICT if "purl.oclc.org" in self._space else _OFFICE
        relation.set("Type", f"{office}/comments")
        relation.set("Target", posixpath.basename(name))
        relations.append(relation)
        return relations

    def _found(self) -> str | None:
        if self._relations not in self._package:
            return None
        for each in part(self._package, self._relations):
            if each.get("Type", "").endswith("/comments"):
                name = member_name(self._folder, each.get("Target", ""))
                return name if name in self._package else None
        return None


def part(package: Package, name: str) -> Element:
    """The root element of a part, to be changed. Raises InputError."""
    data = package.read(name)
    xml.parse(data, package.path, package.what)  # within limits, and without entities
    return editable(data, package.path)


def packed(package: Package, changed: Mapping[str, Element]) -> bytes:
    """The package with these parts in the place of its own, or added. Raises InputError."""
    if _TYPES not in package:
        hint = "open it in Word and save it again"
        raise InputError("is not a complete Word document", path=package.path, hint=hint)
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
            archive.writestr(zipfile.ZipInfo(name), text, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def texts(data: bytes, path: str) -> Iterator[str]:
    """All that a package says, to be searched for names: the text of each part without its markup,
    its attributes, and the names of its members."""
    package = Package(data, path, "Word document")
    for member in package.members:
        name = member.filename.lower()
        yield member.filename
        if name.endswith((".xml", ".rels")) and posixpath.basename(name) not in _LOOKS:
            for each in part(package, member.filename).iter("*"):
                looks = str(each.tag).rpartition("}")[2] in _LOOK_TAGS
                yield from () if looks else each.attrib.values()
                yield from _paragraph(each)


def _paragraph(element: Element) -> list[str]:
    """The text of an element that holds no further paragraphs but runs of one text."""
    if str(element.tag).rpartition("}")[2] == "p":
        return ["".join(element.itertext())]
    return [element.text] if element.text and not element.text.isspace() else []


def _like(member: zipfile.ZipInfo) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(member.filename, member.date_time)
    info.external_attr = member.external_attr
    return info


def _bytes(root: Element) -> bytes:
    from lxml import etree

    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
