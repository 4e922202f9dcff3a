"""XML read within limits: entities, depth and size are bounded, nothing is ever fetched.

A format with namespaces passes ``prefixes``, a prefix for each namespace it knows: names are then
written with it (``w:p``), whichever prefix the file uses and whichever of several namespaces means
the same; other names stay as ``{namespace}name``.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterator, Mapping
from xml.etree import ElementTree as ET
from xml.parsers import expat

from quotecheck.errors import InputError
from quotecheck.formats.sizes import LARGEST

MAX_ELEMENTS = 500_000  # in memory at a time
MAX_ELEMENTS_STREAMED = 2_000_000
MAX_DEPTH = 200
MAX_TAG = 4_000_000

_CHUNK = 1 << 20


class _Refused(Exception):
    """The document is not one to read; the message says why."""


def parse(
    data: bytes, path: str, what: str = "XML file", prefixes: Mapping[str, str] | None = None
) -> ET.Element:
    """The root element of an XML document; ``what`` names the format in messages.

    Raises InputError for what is damaged, declares entities of its own or exceeds the limits.
    """
    builder = _XmlBuilder(prefixes or {}, frozenset())
    for _ in _feed(builder, data, path, what):
        pass  # nothing comes out in parts: the whole tree is wanted
    return builder.root


def children(
    data: bytes,
    path: str,
    what: str,
    inside: Collection[str],
    prefixes: Mapping[str, str] | None = None,
) -> Iterator[ET.Element]:
    """Each child of the outermost elements named in ``inside``, forgotten once it was given.

    For files too large for a tree. Raises InputError as ``parse`` does, perhaps late.
    """
    return _feed(_XmlBuilder(prefixes or {}, frozenset(inside)), data, path, what)


def child(element: ET.Element, tag: str) -> ET.Element | None:
    """The first child of this name (``find`` takes the colon of ``w:p`` for its own)."""
    return next(each_child(element, tag), None)


def each_child(element: ET.Element, tag: str) -> Iterator[ET.Element]:
    """Every child of this name."""
    return (each for each in element if each.tag == tag)


def _feed(builder: _XmlBuilder, data: bytes, path: str, what: str) -> Iterator[ET.Element]:
    if len(data) > LARGEST[".xml"]:
        raise InputError(f"holds more than {LARGEST['.xml'] / 1e6:.0f} MB of XML", path=path)
    parser = builder.parser
    try:
        for start in range(0, len(data), _CHUNK):
            parser.Parse(data[start : start + _CHUNK], False)  # noqa: FBT003 - positional only
            if start - parser.CurrentByteIndex > MAX_TAG:
                raise _Refused(f"has a single tag of more than {MAX_TAG / 1e6:.0f} MB")
            while builder.finished:
                yield builder.finished.popleft()
        parser.Parse(b"", True)  # noqa: FBT003
        yield from builder.finished
    except _Refused as error:
        raise InputError(f"is not a usable {what}: {error}", path=path) from error
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise InputError(f"is a damaged {what}: {error}", path=path) from error


class _XmlBuilder:
    """Builds elements as the parser meets them, counts them, and sets finished ones aside."""

    def __init__(self, prefixes: Mapping[str, str], inside: frozenset[str]) -> None:
        self.finished: deque[ET.Element] = deque()
        self.root = ET.Element("")
        self._stack: list[ET.Element] = []
        self._prefixes = prefixes
        self._inside = inside
        self._level = -1  # how deep the element stands whose children are set aside
        self._total = self._held = self._held_before = 0
        self._names: dict[str, str] = {}
        self.parser = expat.ParserCreate(namespace_separator="}")
        self.parser.buffer_text = True
        self.parser.buffer_size = _CHUNK  # joining many small pieces would take too long
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.EntityDeclHandler = self._entity

    def _entity(self, name: str, *_: object) -> None:
        raise _Refused(f"declares an entity of its own, “{name[:40]}”")

    def _name(self, name: str) -> str:
        known = self._names.get(name)
        if known is None:
            namespace, brace, local = name.rpartition("}")
            prefix = self._prefixes.get(namespace) if brace else None
            known = f"{prefix}:{local}" if prefix else "{" + name if brace else name
            if len(self._names) < 10_000:
                self._names[name] = known
        return known

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        stack, name = self._stack, self._name
        if len(stack) - 1 == self._level:
            self._held_before = self._held
        self._total += 1
        self._held += 1
        if len(stack) >= MAX_DEPTH:
            raise _Refused(f"has elements more than {MAX_DEPTH} deep inside each other")
        if self._held > MAX_ELEMENTS or self._total > MAX_ELEMENTS_STREAMED:
            raise _Refused(f"holds more than {self._total - 1:,} elements")
        element = ET.Element(name(tag), {name(key): text for key, text in attributes.items()})
        if not stack:
            self.root = element
        elif len(stack) - 1 != self._level:
            stack[-1].append(element)
        if self._level < 0 and element.tag in self._inside:
            self._level = len(stack)
        stack.append(element)

    def _end(self, _tag: str) -> None:
        stack = self._stack
        element = stack.pop()
        if self._level < 0:
            return
        if len(stack) == self._level:
            self._level = -1
        elif len(stack) - 1 == self._level:
            self.finished.append(element)
            self._held = self._held_before

    def _text(self, text: str) -> None:
        if not self._stack or len(self._stack) - 1 == self._level:
            return
        element = self._stack[-1]
        if len(element):
            element[-1].tail = (element[-1].tail or "") + text
        else:
            element.text = (element.text or "") + text


def local(tag: object) -> str:
    """The name of an element or attribute without its namespace."""
    return str(tag).rpartition("}")[2].rpartition(":")[2]


def elements_named(root: ET.Element, *names: str) -> Iterator[ET.Element]:
    """The elements with one of these names, in whatever namespace."""
    return (each for each in root.iter() if local(each.tag) in names)


def attribute(element: ET.Element, *names: str) -> str | None:
    """The first attribute with one of these names, in whatever namespace."""
    return next((value for key, value in element.attrib.items() if local(key) in names), None)
