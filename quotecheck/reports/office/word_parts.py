"""The part of a Word package that holds the comments."""

from __future__ import annotations

import posixpath

from quotecheck.formats.package import Package, member_name
from quotecheck.formats.spots import Element, editable
from quotecheck.reports.office.package import part

_TYPES = "[Content_Types].xml"
_TYPES_SPACE = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELATIONS_SPACE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
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
            relations = editable(f'<Relationships xmlns="{space}"/>'.encode(), self._package)
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
