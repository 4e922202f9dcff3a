"""Find each letter of an OpenDocument draft in its package."""

from __future__ import annotations

from quotecheck.formats import xml
from quotecheck.formats.opendocument import PREFIXES, WHAT, check_kind, styles_of
from quotecheck.formats.opendocument_body import OpenDocumentBody
from quotecheck.formats.opendocument_styles import OpenDocumentStyles
from quotecheck.formats.package import Package
from quotecheck.formats.spots import LettersInFile, ReadText, placed

MAIN = "content.xml"
_SPACES = dict.fromkeys(map(ord, "\t\r\n"), " ")  # what white space in the text of an element is


class _Traced(OpenDocumentBody):
    """Reads as `OpenDocumentBody` does, and remembers which element each letter came from."""

    def __init__(self, styles: OpenDocumentStyles) -> None:
        super().__init__(styles)
        self.said: list[ReadText] = []

    def _say(self, said: ReadText, look: int) -> None:
        if not self._deleted:
            plain = said.text if said.shown else said.text.translate(_SPACES)
            self.said.append(said._replace(text=plain))
        super()._say(said, look)


def places(data: bytes, path: str, text: str) -> LettersInFile:
    """The place of each letter of ``text``, which is what an .odt was read as, or holds all of its
    letters in their order. Raises InputError for any other file."""
    package = Package(data, path, WHAT)
    check_kind(package)
    root = xml.parse(package.read(MAIN), path, WHAT, PREFIXES)
    body = _Traced(styles_of(package, root))
    for each in xml.each_child(root, "office:body"):
        for told in xml.each_child(each, "office:text"):
            for element in told:
                body.read(element)
    for _ in body.notes():
        pass  # read for their letters alone
    return placed(package, MAIN, {MAIN: root}, body.said, text)
