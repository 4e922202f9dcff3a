"""The place in the source of each letter that a web page shows, for what writes into a copy or
marks words in it."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from typing import NamedTuple

from quotecheck.text import Lines

_AROUND = (200, 60, 20, 8, 0)  # letters beside words by which their place is known
_TRIES = 40


class Letter(NamedTuple):
    """A letter, and the stretch of the source that stands for it (``&rdquo;`` for one mark)."""

    char: str
    start: int
    end: int


def letters(source: str) -> list[Letter]:
    """The letters of all text of a page in their order, also of what a browser does not show."""
    return list(_LetterReader(source).read())


class Searched:
    """The letters of a source, to be searched without regard to white space."""

    def __init__(self, found: Sequence[Letter]) -> None:
        self.letters = found
        self._solid = [at for at, letter in enumerate(found) if not letter.char.isspace()]
        self._text = "".join(found[at].char for at in self._solid)

    def candidates(self, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The first and last letters that may be those of a stretch of the text that was read of
        the source, likeliest first."""
        words = "".join(text[start:end].split())
        tried: set[int] = set()
        for around in _AROUND:
            lead = "".join(text[max(0, start - around) : start].split())
            trail = "".join(text[end : end + around].split())
            at = self._text.find(lead + words + trail)
            while at >= 0 and len(tried) < _TRIES:
                first = at + len(lead)
                if first not in tried:
                    tried.add(first)
                    yield self._solid[first], self._solid[first + len(words) - 1]
                at = self._text.find(lead + words + trail, at + 1)


class _LetterReader(HTMLParser):
    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=False)
        self._source = source
        self._starts = Lines(source).starts
        self._found: list[Letter] = []

    def read(self) -> Iterator[Letter]:
        self.feed(self._source)
        self.close()
        yield from self._found

    def _here(self) -> int:
        line, column = self.getpos()
        return self._starts[line - 1] + column

    def handle_data(self, data: str) -> None:
        here = self._here()
        self._found += [Letter(char, here + at, here + at + 1) for at, char in enumerate(data)]

    def handle_entityref(self, name: str) -> None:
        self._reference(f"&{name}")

    def handle_charref(self, name: str) -> None:
        self._reference(f"&#{name}")

    def _reference(self, written: str) -> None:
        start = self._here()
        end = start + len(written)
        end += self._source[end : end + 1] == ";"
        shown = html.unescape(self._source[start:end])
        if len(shown) == 1:
            self._found.append(Letter(shown, start, end))
