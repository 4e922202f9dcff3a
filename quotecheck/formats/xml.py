"""XML read within limits: entities, depth and size are bounded, nothing is ever fetched."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from quotecheck.errors import InputError

MAX_BYTES = 50_000_000
MAX_ELEMENTS = 1_000_000
MAX_DEPTH = 200

_DOCTYPE = re.compile(rb"<!DOCTYPE[^>\[]{0,1000}\[")


class _TooMuch(Exception):
    """The document is larger than the limits allow; the message says in which way."""


class _Builder(ET.TreeBuilder):
    """Builds the tree and counts what it builds."""

    def __init__(self) -> None:
        super().__init__()
        self._depth = self._elements = 0

    def start(self, tag: str, attrs: dict[str, str], /) -> ET.Element:
        self._depth += 1
        self._elements += 1
        if self._depth > MAX_DEPTH:
            raise _TooMuch(f"elements stand more than {MAX_DEPTH} deep inside each other")
        if self._elements > MAX_ELEMENTS:
            raise _TooMuch(f"holds more than {MAX_ELEMENTS:,} elements")
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> ET.Element:
        self._depth -= 1
        return super().end(tag)


def parse(data: bytes, path: str, what: str = "XML file") -> ET.Element:
    """The root element of an XML document; ``what`` names the format in messages.

    Raises InputError for what is damaged, declares entities of its own or exceeds the limits.
    """
    if len(data) > MAX_BYTES:
        raise InputError(f"holds more than {MAX_BYTES / 1e6:.0f} MB of XML", path=path)
    if _DOCTYPE.search(data[:4096]):
        raise InputError(f"declares entities of its own, which no {what} needs", path=path)
    parser = ET.XMLParser(target=_Builder())  # noqa: S314 - no entities get here
    try:
        parser.feed(data)
        root: ET.Element = parser.close()
    except _TooMuch as error:
        raise InputError(f"is not a usable {what}: {error}", path=path) from error
    except (ET.ParseError, ValueError, LookupError) as error:
        raise InputError(f"is a damaged {what}: {error}", path=path) from error
    return root


def local(tag: object) -> str:
    """The name of an element or attribute without its namespace."""
    return str(tag).rpartition("}")[2]
